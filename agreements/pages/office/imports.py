"""The imports of a register: all of them, and one with what it found and what may be done now."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page
from django.db.models import Count, QuerySet

from agreements.forms.imports import ChoicesForm, ImportForm
from agreements.forms.reasons import WhyForm
from agreements.models import BatchState, ImportBatch, ImportRow, RowStanding


@dataclass(frozen=True)
class ImportsPage:
    """All imports, the newest first, and the form for the next."""

    form: ImportForm
    pages: Page

    @property
    def rows(self) -> Sequence[ImportBatch]:
        """Those of this page."""
        return list(self.pages)


# What the file says of a sheet, as it is stored with the import, and its number among them.
SheetLine = dict[str, Any]


@dataclass(frozen=True)
class StandingCount:
    """How many rows of the import stand so."""

    code: str
    label: str
    count: int


@dataclass(frozen=True)
class ImportPage:
    """One import with its forms, its sheets and the rows as they will stand, of the chosen
    `standing` or all; `answered` is how many questions were answered.
    """

    batch: ImportBatch
    choices: ChoicesForm | None
    undo: WhyForm | None
    answered: int
    sheets: list[SheetLine]
    pages: Page
    standings: list[StandingCount]
    standing: str

    @property
    def rows(self) -> Sequence[ImportRow]:
        """Those of this page."""
        return list(self.pages)

    @property
    def may_check(self) -> bool:
        """Whether it can be checked again."""
        return self.batch.state == BatchState.CHECKED

    @property
    def may_import(self) -> bool:
        """Whether rows can be taken in."""
        return self.may_check and self.batch.new > 0

    @property
    def may_match(self) -> bool:
        """Whether it can be said what the columns are."""
        return self.may_check or self.batch.state == BatchState.MATCHING

    @property
    def skipped(self) -> int:
        """How many rows an import would leave out."""
        return self.batch.errors + self.batch.duplicates


def rows_of_standing(found: ImportBatch, standing: str) -> QuerySet[ImportRow]:
    """The rows of an import, those of one standing where one is asked for."""
    rows = found.rows.all()
    return rows.filter(standing=standing) if standing in RowStanding.values else rows


def build_import_page(
    found: ImportBatch,
    preview: Page,
    standing: str,
    choices: ChoicesForm | None,
    undo: WhyForm | None,
) -> ImportPage:
    """The import with what may be done now; forms that were refused as they were typed."""
    questions = found.found.get("questions") or []
    if choices is None and found.state == BatchState.CHECKED and questions:
        choices = ChoicesForm(questions=questions)
    if undo is None and found.state == BatchState.IMPORTED:
        undo = WhyForm()
    return ImportPage(
        batch=found,
        choices=choices,
        undo=undo,
        answered=_count_answers(found),
        sheets=_sheets(found),
        pages=preview,
        standings=_count_by_standing(found),
        standing=standing,
    )


def _count_by_standing(found: ImportBatch) -> list[StandingCount]:
    numbers = dict(found.rows.order_by().values_list("standing").annotate(Count("pk")))
    known = [(code, label) for code, label in RowStanding.choices if code in numbers]
    return [StandingCount(code, label, numbers[code]) for code, label in known]


def _count_answers(found: ImportBatch) -> int:
    """How many questions were answered, besides what the columns are."""
    return sum(len(given) for kind, given in found.choices.items() if kind != "kolom")


def _sheets(found: ImportBatch) -> list[SheetLine]:
    """Every sheet of the file: what was read of it, or why nothing was; `number` leads to its
    columns.
    """
    told = found.found
    numbers = {title: number for number, title in enumerate(told.get("titles", []), 1)}
    sheets = [sheet | {"number": numbers.get(sheet["title"])} for sheet in told.get("sheets", [])]
    for title in told.get("open", []):
        sheets.append({"title": title, "waits": True, "number": numbers.get(title)})
    for title, why, rows, can_match in told.get("unread", []):
        number = numbers.get(title) if can_match else None
        sheets.append({"title": title, "why": why, "rows": rows, "number": number})
    return sheets
