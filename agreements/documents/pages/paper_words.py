"""What a function under `pages` is given of a paper, and what it hands to the paper's template."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from agreements.models import Agreement, Document, Evidence
from kerjasama.accounts.models import RegionProfile

Outcomes = Mapping[str, Evidence]  # the records of the case, by their requirement


@dataclass(frozen=True)
class OrderedPaper:
    """A paper that is to be printed, the day it bears, and the records of its case."""

    document: Document
    region: RegionProfile
    day: date
    outcomes: Outcomes

    @property
    def agreement(self) -> Agreement:
        return self.document.agreement

    @property
    def kind(self) -> str:
        return self.document.kind


@dataclass(frozen=True)
class PaperWords:
    """What papers of one kind print besides what all do.

    The template finds each field by its name. A field that is PaperWords itself is a part that
    several papers share: the template finds the fields of the part as if they stood here.
    """


def names_for_template(words: PaperWords) -> dict[str, Any]:
    """The fields by the names under which the template asks for them."""
    names: dict[str, Any] = {}
    for field in fields(words):
        value = getattr(words, field.name)
        if isinstance(value, PaperWords):
            names |= names_for_template(value)
        else:
            names[field.name] = value
    return names
