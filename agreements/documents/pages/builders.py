"""Finds by its name what a kind of paper says is written for it under `pages`."""

from collections.abc import Callable
from dataclasses import asdict
from functools import cache
from importlib import import_module
from typing import Any

from agreements.documents.kinds import KINDS
from agreements.documents.wording import outside_texts
from agreements.models import Agreement

from .paper_words import OrderedPaper, PaperWords


def function_named(name: str) -> Callable[..., Any]:
    """The function "module.function" of this package. Raises ImportError or AttributeError where
    there is none.
    """
    module, _, function = name.partition(".")
    return _function_of(module, function)


@cache
def _function_of(module: str, function: str) -> Callable[..., Any]:
    return getattr(import_module(f"{__package__}.{module}"), function)


def words_of(paper: OrderedPaper) -> PaperWords:
    """What only a paper of this kind prints."""
    name = KINDS[paper.kind].context
    if outside_texts.outside_text_printed(paper.document):
        name = "outside_text.of_outside_text"
    if not name:
        return PaperWords()
    return function_named(name)(paper)


def taken_at_order(kind: str, agreement: Agreement) -> dict[str, Any]:
    """What the order of such a paper takes from the case, to stand in the paper as it was then."""
    wish = KINDS[kind].on_request
    if wish is None or not wish.takes:
        return {}
    return asdict(function_named(wish.takes)(agreement))
