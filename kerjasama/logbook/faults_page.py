"""The page on which faults of the log are explained and acknowledged, as values."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.apps import apps
from django.core.paginator import Page, Paginator
from django.db.models import Count, QuerySet
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.http import urlencode
from django.utils.timezone import localtime

from kerjasama.accounts.confirming import why_not_confirm
from kerjasama.accounts.models import User
from kerjasama.accounts.policy import MANAGERS
from kerjasama.logbook.covered import COVERED
from kerjasama.logbook.models import FaultAcknowledgement, LogCheck, LogFault
from kerjasama.parameters import primary_key_in

PAGE = 50
OPEN, WAITING, DONE = "", "menunggu", "diakui"
PARTS = {OPEN: "Belum dijelaskan", WAITING: "Menunggu orang kedua", DONE: "Sudah diakui"}


@dataclass(frozen=True)
class FaultRow:
    """A fault in words. `entries` is where its entries are read; empty where no page shows them."""

    pk: int
    kind: str
    table: str
    subject: str
    columns: str
    wrong: str
    since: datetime | None
    found_at: datetime
    entries: str
    explanation: str
    said_by: str


@dataclass(frozen=True)
class Explanation:
    """What somebody said of faults, and why the reader does not decide on it."""

    row: FaultAcknowledgement
    faults: int
    why_not: str


@dataclass(frozen=True)
class Part:
    """One of the lists: how it is asked for, its name, how long it is, whether it is shown."""

    name: str
    label: str
    count: int
    is_shown: bool


@dataclass(frozen=True)
class FaultsPage:
    """What the last check found."""

    check: LogCheck | None
    parts: list[Part]
    shown: str
    page: Page
    rows: list[FaultRow]
    waiting: list[Explanation]

    @property
    def may_explain(self) -> bool:
        """Whether the list is one from which faults are chosen."""
        return self.shown == OPEN and bool(self.rows)


def read_faults(reader: User, asked: Mapping[str, str]) -> FaultsPage:
    """The list that the address asks for, a page of it."""
    lists = _lists()
    shown = asked.get("tampil", OPEN)
    if shown not in lists:
        shown = OPEN
    found = lists[shown].select_related("acknowledgement__asked_by", "acknowledgement__decided_by")
    if shown == WAITING and (number := primary_key_in(asked.get("penjelasan", ""))):
        found = found.filter(acknowledgement=number)
    page = Paginator(found, PAGE).get_page(asked.get("halaman"))
    parts = [Part(name, PARTS[name], rows.count(), name == shown) for name, rows in lists.items()]
    reads_entries = bool(reader.roles & set(MANAGERS))
    rows = rows_of(page.object_list, reads_entries=reads_entries)
    return FaultsPage(LogCheck.objects.first(), parts, shown, page, rows, _waiting(reader))


def _lists() -> dict[str, QuerySet[LogFault]]:
    opened = LogFault.objects.opened()
    return {
        OPEN: LogFault.objects.unclaimed(),
        WAITING: opened.exclude(acknowledgement=None),
        DONE: LogFault.objects.acknowledged(),
    }


def _waiting(reader: User) -> list[Explanation]:
    rows = FaultAcknowledgement.objects.filter(decided_at=None).select_related("asked_by")
    counted = rows.annotate(many=Count("faults"))
    return [
        Explanation(row, row.many, why_not_confirm(reader, row.asked_by, None)) for row in counted
    ]


def rows_of(faults: Iterable[LogFault], *, reads_entries: bool) -> list[FaultRow]:
    """The faults in words."""
    return [
        FaultRow(
            pk=fault.pk,
            kind=_kind_of(fault.table),
            table=fault.table,
            subject=fault.subject,
            columns=", ".join(fault.columns),
            wrong=fault.wrong,
            since=fault.since,
            found_at=fault.found_at,
            entries=_entries_of(fault) if reads_entries else "",
            explanation=fault.acknowledgement.reason if fault.acknowledgement else "",
            said_by=_said_by(fault.acknowledgement),
        )
        for fault in faults
    ]


def _kind_of(table: str) -> str:
    how = COVERED.get(table)
    if how is not None and how.title:
        return how.title
    names = {model._meta.db_table: model._meta.verbose_name for model in apps.get_models()}
    return str(names.get(table, table))


def _entries_of(fault: LogFault) -> str:
    how = COVERED.get(fault.table)
    if how is None or not how.is_open:
        return ""
    asked = urlencode({"jenis": fault.table, "nomor": fault.subject})
    return f"{reverse('catatan-perubahan')}?{asked}"


def _said_by(asked: FaultAcknowledgement | None) -> str:
    if asked is None:
        return ""
    if asked.decided_by is None:
        return f"{asked.asked_by}"
    day = date_format(localtime(asked.decided_at), "j F Y")
    return f"{asked.asked_by}; disetujui {asked.decided_by}, {day}"
