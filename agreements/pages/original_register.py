"""The list of originals over all cases: which signed sheet is where, with whom, how it stands."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse

from agreements.forms.originals import OriginalFilter
from agreements.models import Agreement, Original
from kerjasama.accounts.models import User
from kerjasama.accounts.policy import NUMBER_READERS

# An original, the title of its naskah, and its case.
OriginalRow = tuple[Original, str, Agreement]


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
    lines: list[OriginalLine]
    may_read_census: bool


def build_original_register(
    user: User, form: OriginalFilter, rows: Sequence[OriginalRow]
) -> OriginalRegisterPage:
    """The page of these rows."""
    return OriginalRegisterPage(
        form=form,
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
