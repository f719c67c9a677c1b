"""Lists in pages, which leave as a spreadsheet with the same filter and the same columns."""

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple, Protocol

import xlsxwriter
from django.core.paginator import Page, Paginator
from django.db.models import Count, Model, Window
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import content_disposition_header
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from kerjasama.logbook.acting import Read, note_read

MOST_ROWS = 20_000
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
WIDEST = 60
MOST_DIGITS = 9  # of a page that the database can look for


Cell = str | int | float | Decimal | date
Table = list[list[Cell]]
# What is cut into pages: rows of the database, a list, or what is derived only as it is read.
Rows = Any


class Column(NamedTuple):
    """A column of a list: its heading, and what it says of a row of the page."""

    heading: str
    value: Callable[[Any], object]


class Listing(NamedTuple):
    """What leaves as a file: its name without ending, and its columns."""

    name: str
    columns: tuple[Column, ...]


def make_listing(name: str, columns: dict[str, Callable[[Any], object]]) -> Listing:
    """A listing from its headings and what each says of a row."""
    return Listing(name, tuple(Column(heading, value) for heading, value in columns.items()))


def asks_for_file(request: HttpRequest) -> str:
    """ "xlsx" or "csv" when the address asks for the list as a file."""
    asked = request.GET.get("unduh", "")
    if asked not in ("xlsx", "csv"):
        return ""
    return asked


def page_of_rows(request: HttpRequest, rows: Rows, size: int) -> Page:
    """The page that the address asks for; for a file, one page with as many rows as it takes."""
    if asks_for_file(request):
        return Paginator(rows, MOST_ROWS).get_page(1)
    return Paginator(rows, size).get_page(request.GET.get("halaman"))


class ListPage(Protocol):
    """A page that shows a list: its `rows` are what leaves as a file. One that is cut into pages
    has them in `pages`.
    """

    @property
    def rows(self) -> Sequence[Any]:
        """What the list holds, as it was asked for."""


def show_page(
    request: HttpRequest,
    template: str,
    page: ListPage,
    what: Listing,
    status: int | None = None,
    **beside: Model,
) -> HttpResponse:
    """The page, or its rows as the file that the address asks for. `beside` is what the frame
    around the page asks for: the case that it belongs to.
    """
    rows, pages = page.rows, getattr(page, "pages", None)
    if kind := asks_for_file(request):
        return _answer_file(request, rows, pages, what, kind)
    return render(request, template, {"page": page, "downloads": True, **beside}, status=status)


class CountsBeside(Paginator):
    """Pages of keys, found and counted by one question, where looking for them is what costs."""

    def get_page(self, number: Any) -> Page:
        """The page; one that is not there is looked for as pages are else."""
        told = str(number)
        if len(told) > MOST_DIGITS:
            return super().get_page(number)
        place = int(told) if told.isdecimal() else 1
        if place < 1:
            return super().get_page(number)
        start = (place - 1) * self.per_page
        keys: Any = self.object_list
        counted = keys.annotate(found=Window(Count("*"))).values_list("pk", "found")
        rows = list(counted[start : start + self.per_page])
        if not rows:
            return super().get_page(number)
        vars(self)["count"] = rows[0][1]
        return Page([key for key, _ in rows], place, self)


def page_of_found(request: HttpRequest, keys: Any, size: int) -> Page:
    """As `page_of_rows`, of the keys that a search finds."""
    if asks_for_file(request):
        return page_of_rows(request, keys, size)
    return CountsBeside(keys, size).get_page(request.GET.get("halaman"))


def show_list(
    request: HttpRequest,
    template: str,
    shown: dict[str, Any],
    what: Listing,
    status: int | None = None,
) -> HttpResponse:
    """The page, or its `rows` as the file that the address asks for."""
    if kind := asks_for_file(request):
        pages = next((value for value in shown.values() if isinstance(value, Page)), None)
        return _answer_file(request, shown["rows"], pages, what, kind)
    return render(request, template, shown | {"downloads": True}, status=status)


def _answer_file(
    request: HttpRequest, rows: Sequence[Any], pages: Page | None, what: Listing, kind: str
) -> HttpResponse:
    """The rows as a workbook or as CSV; that they were read is noted."""
    note_read(request.user.pk, Read.LIST, what.name, nama=request.get_full_path()[:500])
    table: Table = [[column.heading for column in what.columns]]
    table += [_cells_of(row, what) for row in rows]
    if left := _left_out(rows, pages):
        table.append([left, *[""] * (len(what.columns) - 1)])
    if kind == "xlsx":
        answer = HttpResponse(make_workbook(table), content_type=XLSX_TYPE)
    else:
        answer = HttpResponse(_csv(table), content_type="text/csv; charset=utf-8")
    name = f"{what.name}-{timezone.localdate():%Y-%m-%d}.{kind}"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def answer_workbook(content: bytes, name: str) -> HttpResponse:
    """A workbook as a download of this name."""
    disposition = content_disposition_header(as_attachment=True, filename=name)
    headers = {"Content-Disposition": disposition or "attachment"}
    return HttpResponse(content, content_type=XLSX_TYPE, headers=headers)


def _cells_of(row: Any, what: Listing) -> list[Cell]:
    return [_cell_value_of(column.value(row)) for column in what.columns]


def _left_out(rows: Sequence[Any], page: Page | None) -> str:
    """The last line of a file that cannot take all rows; else nothing."""
    if page is None or len(rows) != len(page.object_list) or not page.has_next():
        return ""
    return (
        f"Berkas ini memuat {page.end_index()} dari {page.paginator.count} baris. Persempit daftar"
        " dengan saringan, lalu unduh lagi."
    )


def asked_part(request: HttpRequest) -> str:
    """Which list of a page with several the address asks for; "" for its first."""
    return request.GET.get("daftar", "")


def _cell_value_of(value: object) -> Cell:
    """Figures and days stay what they are; all else is text."""
    if value is None or value == "":
        return ""
    if isinstance(value, datetime):
        return timezone.localtime(value).replace(tzinfo=None)
    if isinstance(value, bool):
        return "ya" if value else "tidak"
    if isinstance(value, date | Decimal | int | float):
        return value
    return " ".join(str(value).split())


def make_workbook(table: Table, name: str = "Daftar", above: tuple[str, ...] = ()) -> bytes:
    """As XLSX, under the lines that stand `above`. Text stays text: what begins like a formula is
    none.
    """
    file = io.BytesIO()
    top = len(above) + 1 if above else 0  # an empty row keeps what stands above out of the filter
    with xlsxwriter.Workbook(file, {"in_memory": True, "constant_memory": True}) as book:
        sheet = book.add_worksheet(name)
        head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        day = book.add_format({"num_format": "dd/mm/yyyy", "align": "left"})
        moment = book.add_format({"num_format": "dd/mm/yyyy hh:mm", "align": "left"})
        for place, width in enumerate(_widths(table)):
            sheet.set_column(place, place, width)
        sheet.freeze_panes(top + 1, 0)
        sheet.autofilter(top, 0, top + max(len(table) - 1, 1), max(len(table[0]) - 1, 0))
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(top)
        for number, line in enumerate(above):
            sheet.write_string(number, 0, line, book.add_format({"bold": number == 0}))
        for number, row in enumerate(table):
            formats = Formats(day, moment, head if number == 0 else None)
            for place, value in enumerate(row):
                _write(sheet, top + number, place, value, formats)
    return file.getvalue()


class Formats(NamedTuple):
    """How days, moments and text of a row are shown; text as it comes where there is none."""

    day: Format
    moment: Format
    text: Format | None


def _write(sheet: Worksheet, number: int, place: int, value: Cell, formats: Formats) -> None:
    if isinstance(value, datetime):
        sheet.write_datetime(number, place, value, formats.moment)
    elif isinstance(value, date):
        sheet.write_datetime(number, place, value, formats.day)
    elif isinstance(value, Decimal | int | float):
        sheet.write_number(number, place, value)
    else:
        sheet.write_string(number, place, str(value)[:32_000], formats.text)


def _widths(table: Table) -> Iterable[int]:
    sample = table[:200]
    for place in range(len(table[0])):
        yield min(WIDEST, 3 + max(len(_written(row[place])) for row in sample))


def _csv(table: Table) -> bytes:
    """As CSV for an Indonesian Excel: semicolons between cells, commas in figures."""
    file = io.StringIO()
    writer = csv.writer(file, delimiter=";")
    for row in table:
        writer.writerow(map(_safe, row))
    return b"\xef\xbb\xbf" + file.getvalue().encode()


def _safe(value: Cell) -> str:
    """As text that no spreadsheet takes for a formula; figures are figures."""
    text = _written(value)
    is_figure = isinstance(value, Decimal | int | float)
    if text.startswith(FORMULA) and not is_figure:
        return f"'{text}"
    return text


def _written(value: Cell) -> str:
    if isinstance(value, datetime):
        return f"{value:%d/%m/%Y %H:%M}"
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, Decimal):
        return f"{value:f}".replace(".", ",")
    if isinstance(value, float):
        return str(value).replace(".", ",")
    return str(value)
