"""Finds by its name what a kind of paper says is written for it under `pages`."""

from collections.abc import Callable, Mapping
from functools import cache
from importlib import import_module
from typing import Any

from agreements.documents.kinds import KINDS
from agreements.models import Agreement, Document, Evidence

Words = dict[str, Any]  # what a template prints, by the names it uses
Outcomes = Mapping[str, Evidence]  # the records of the case, by their requirement


def function_named(name: str) -> Callable[..., Words]:
    """The function "module.function" of this package. Raises ImportError or AttributeError where
    there is none.
    """
    module, _, function = name.partition(".")
    return _function_of(module, function)


@cache
def _function_of(module: str, function: str) -> Callable[..., Words]:
    return getattr(import_module(f"{__package__}.{module}"), function)


def words_of(document: Document, *given: Any) -> Words:
    """What only a paper of this kind prints."""
    name = KINDS[document.kind].context
    return function_named(name)(document, *given) if name else {}


def taken_at_order(kind: str, agreement: Agreement) -> Words:
    """What the order of such a paper takes from the case, to stand in the paper as it was then."""
    wish = KINDS[kind].on_request
    return function_named(wish.takes)(agreement) if wish and wish.takes else {}
