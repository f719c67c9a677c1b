"""The list of originals over all cases: which signed sheet is where, with whom, how it stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.core.paginator import Page
from django.urls import reverse

from agreements.forms.originals import OriginalFilter
from agreements.models import Agreement, CensusMark, Original
from agreements.regulations.originals import Share
from kerjasama.accounts.models import User
from kerjasama.accounts.policy import NUMBER_READERS


class OriginalRow(NamedTuple):
    """An original, the title of its naskah, and its case."""

    original: Original
    naskah: str
    case: Agreement


@dataclass(frozen=True)
class OriginalLine:
    """An original in the list."""

    title: str
    address: str
    naskah: str
    unit: str
    original: Original


@dataclass(frozen=True)
class OriginalRegisterPage:
    """The list as it was asked for."""

    form: OriginalFilter
    rows: Sequence[OriginalRow]
    pages: Page
    lines: list[OriginalLine]
    may_read_census: bool


def build_original_register(
    user: User, form: OriginalFilter, rows: Sequence[OriginalRow], pages: Page
) -> OriginalRegisterPage:
    """The page of these rows."""
    return OriginalRegisterPage(
        form=form,
        rows=rows,
        pages=pages,
        lines=[_line_of(*row) for row in rows],
        may_read_census=bool(user.roles & set(NUMBER_READERS)),
    )


def _line_of(original: Original, naskah: str, case: Agreement) -> OriginalLine:
    return OriginalLine(
        title=case.title,
        address=reverse("naskah-asli-rinci", args=[original.pk]),
        naskah=naskah,
        unit=str(case.owner),
        original=original,
    )


@dataclass(frozen=True)
class SharedOriginal:
    """An original of a case, the title of its naskah, and for whom it is."""

    original: Original
    naskah: str
    share: Share


@dataclass(frozen=True)
class OriginalsOfCasePage:
    """The originals of one case."""

    rows: list[SharedOriginal]


@dataclass(frozen=True)
class MissingOriginal:
    """What the census did not find, with the title of its naskah and its case."""

    mark: CensusMark
    naskah: str
    case: Agreement


@dataclass(frozen=True)
class CensusPage:
    """What the census of a year found, and in its own year what is still to be looked for."""

    year: int
    years: list[int]
    present: int
    missing_count: int
    rows: list[OriginalRow]
    pages: Page
    missing: list[MissingOriginal]
    lost: int
    may_count: bool

    @property
    def was_taken(self) -> bool:
        """Whether anything was counted in that year."""
        return bool(self.present or self.missing_count)
