"""People and officials from a workbook: each row is written as the pages would write it, inside a
transaction that is taken back unless every row is right and somebody said yes.
"""

import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import xlsxwriter
from django import forms
from django.db import transaction
from django.utils import timezone

from agreements.importing.grids import Grid, open_grid
from agreements.importing.workbook_guard import UnreadableRegister
from kerjasama.accounts import granting
from kerjasama.accounts.account_forms import InvitationForm
from kerjasama.accounts.confirming import GrantRefused
from kerjasama.accounts.forms import OfficialForm
from kerjasama.accounts.models import Capacity, Membership, Office, Official, Role, Unit, User
from kerjasama.accounts.officials import ROLES_OF_UNIT_HEADS
from kerjasama.accounts.seats import SeatState
from kerjasama.accounts.unit_names import UnitNames
from kerjasama.signin import links

MOST_ROWS = 2_000
ACCOUNTS, OFFICIALS = "Pengguna", "Pejabat"
COLUMNS = {
    ACCOUNTS: ("Nama pengguna", "Nama depan", "Nama belakang", "Surel", "Unit", "Peran"),
    OFFICIALS: (
        "Jabatan",
        "Unit",
        "Sebagai",
        "Nama",
        "Pangkat/golongan",
        "NIP",
        "Sejak",
        "Sampai",
        "Surat penunjukan",
        "Tanggal surat",
        "Nama pengguna",
        "Bertindak sebagai",
    ),
}
NO_SHEET = (
    "Tidak ada lembar yang dikenali. Pakai judul kolom templat: lembar Pengguna, lembar Pejabat,"
    " atau keduanya."
)


class RowIsWrong(Exception):
    """What is wrong with a row, in Indonesian."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("; ".join(faults))
        self.faults = faults


@dataclass(frozen=True)
class Outcome:
    """What became of one row: what it did, or why not."""

    sheet: str
    number: int
    about: str
    done: str
    faults: list[str]


@dataclass(frozen=True)
class Imported:
    """All rows of a file, and whether they were kept."""

    rows: list[Outcome]
    is_kept: bool

    @property
    def wrong(self) -> list[Outcome]:
        """Those that cannot be written."""
        return [row for row in self.rows if row.faults]

    @property
    def may_be_kept(self) -> bool:
        """Whether there is something to write and nothing speaks against it."""
        return bool(self.rows) and not self.wrong


Row = dict[str, str]


def import_people(content: bytes, by: User, *, keep: bool) -> Imported:
    """Write every row and say what each did; all is taken back unless `keep` and nothing is wrong.
    Raises UnreadableRegister.
    """
    writer = _Writer(by)
    with transaction.atomic():
        found = [writer.write(*row) for row in _read(content)]
        result = Imported(found, is_kept=keep and bool(found) and not any(r.faults for r in found))
        if not result.is_kept:
            transaction.set_rollback(True)
    return result


def _read(content: bytes) -> list[tuple[str, int, Row]]:
    with open_grid(content) as book:
        sheets = [(name, rows) for grid in book.grids for name, rows in _sheets_in(grid)]
    if not sheets:
        raise UnreadableRegister(NO_SHEET)
    found = [(name, number, row) for name, rows in sheets for number, row in rows]
    if len(found) > MOST_ROWS:
        raise UnreadableRegister(f"Paling banyak {MOST_ROWS} baris sekali impor.")
    # Accounts first: an official may act with an account of the same file.
    return sorted(found, key=lambda row: row[0] != ACCOUNTS)


def _sheets_in(grid: Grid) -> Iterator[tuple[str, list[tuple[int, Row]]]]:
    rows = enumerate(grid.rows(), 1)
    for number, cells in rows:
        headings = [_text(cell).removesuffix("*").strip() for cell in cells]
        name = _sheet_with(headings)
        if name:
            yield name, _rows_below(headings, rows)
            return
        if number > 10:
            return


def _sheet_with(headings: Sequence[str]) -> str:
    """Which sheet has these headings; empty where none."""
    said = {heading.casefold() for heading in headings}
    for name, needed in ((OFFICIALS, ("jabatan", "nama", "sejak")), (ACCOUNTS, ("surel", "peran"))):
        if said.issuperset(needed):
            return name
    return ""


def _rows_below(headings: list[str], rows: "enumerate[Sequence[object]]") -> list[tuple[int, Row]]:
    names = [heading.casefold() for heading in headings]
    found = []
    for number, cells in rows:
        row = {name: _text(cell) for name, cell in zip(names, cells, strict=False) if name}
        if any(row.values()):
            found.append((number, row))
    return found


def _text(cell: object) -> str:
    if isinstance(cell, date | datetime):
        return f"{cell:%d-%m-%Y}"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else " ".join(str(cell).split())


class _Writer:
    """Writes rows as the pages do."""

    def __init__(self, by: User) -> None:
        self.by = by
        self.units = UnitNames.known()

    def write(self, sheet: str, number: int, row: Row) -> Outcome:
        """Write one row, or say what is wrong with it."""
        act: Callable[[Row], str] = self._account if sheet == ACCOUNTS else self._official
        about = row.get("nama pengguna") or row.get("nama") or row.get("surel", "")
        if sheet == OFFICIALS:
            about = row.get("nama", "")
        try:
            with transaction.atomic():
                return Outcome(sheet, number, about, act(row), [])
        except RowIsWrong as wrong:
            return Outcome(sheet, number, about, "", wrong.faults)
        except GrantRefused as refusal:
            return Outcome(sheet, number, about, "", [str(refusal)])

    def _account(self, row: Row) -> str:
        email = row.get("surel", "")
        name = row.get("nama pengguna") or email.partition("@")[0]
        user = User.objects.filter(username__iexact=name).first()
        done = "akun sudah ada"
        if user is None:
            told = {"username": name, "email": email}
            told |= {"first_name": row.get("nama depan", "")}
            told |= {"last_name": row.get("nama belakang", "")}
            user = _saved(InvitationForm(told))
            links.queue_invitation(user)
            done = "akun baru, undangan dikirim"
        if not row.get("peran"):
            return done
        return f"{done}; {self._seat(user, row)}"

    def _seat(self, user: User, row: Row) -> str:
        role = _chosen("Peran", row.get("peran", ""), Role.choices)
        unit = self._unit(row)
        seats = Membership.objects.lasting_on(timezone.localdate())
        if seats.filter(user=user, role=role, unit=unit).exists():
            return "peran sudah dimiliki"
        waiting = user.memberships.filter(role=role, unit=unit, state=SeatState.PENDING)
        if waiting.exists():
            return "peran sudah menunggu orang kedua"
        seat = Membership(user=user, role=role, unit=unit, since=timezone.localdate())
        granting.give_seat(seat, self.by, tells_all=False)
        return "peran menunggu orang kedua" if seat.is_pending else "peran diberikan"

    def _official(self, row: Row) -> str:
        user = None
        if name := row.get("nama pengguna"):
            user = User.objects.filter(username__iexact=name, is_active=True).first()
            if user is None:
                raise RowIsWrong([f"Nama pengguna: tidak ada akun {name}."])
        office = _chosen("Jabatan", row.get("jabatan", ""), Office.choices)
        capacity = row.get("sebagai") or str(Capacity.DEFINITIVE.label)
        acts_as = row.get("bertindak sebagai", "")
        told = {
            "office": office,
            "unit": str(self._unit(row).pk) if office == Office.UNIT_HEAD else "",
            "capacity": _chosen("Sebagai", capacity, Capacity.choices),
            "name": row.get("nama", ""),
            "rank": row.get("pangkat/golongan", ""),
            "nip": row.get("nip", ""),
            "since": row.get("sejak", ""),
            "until": row.get("sampai", ""),
            "order_number": row.get("surat penunjukan", ""),
            "order_date": row.get("tanggal surat", ""),
            "user": str(user.pk) if user else "",
            "acts_as": _chosen("Bertindak sebagai", acts_as, ROLES_OF_UNIT_HEADS)
            if acts_as
            else "",
        }
        form = OfficialForm(told)
        if form.is_valid() and self._is_known(form.instance):
            return "sudah tercatat"
        official = _saved(form)
        seat = granting.tie_seat(official, self.by, tells_all=False)
        if seat is not None and seat.is_pending:
            return "pejabat baru; perannya menunggu orang kedua"
        return "pejabat baru"

    @staticmethod
    def _is_known(official: Official) -> bool:
        same = Official.objects.filter(office=official.office, unit=official.unit)
        return same.filter(name=official.name, since=official.since).exists()

    def _unit(self, row: Row) -> Unit:
        name = row.get("unit", "")
        unit = self.units.find(name)
        if unit is None:
            raise RowIsWrong([f"Unit: tidak ada satu unit bernama “{name}”."])
        return unit


def _chosen(label: str, text: str, choices: Sequence[tuple[str, object]]) -> str:
    """The value that the text names, by itself or by its label."""
    asked = text.casefold()
    for value, said in choices:
        if asked in (str(value).casefold(), str(said).casefold()):
            return str(value)
    known = ", ".join(str(said) for _, said in choices)
    raise RowIsWrong([f"{label}: “{text}” tidak dikenali. Pilihan: {known}."])


def _saved(form: forms.ModelForm) -> Any:
    """The row that the form writes. Raises RowIsWrong with what its fields say."""
    if not form.is_valid():
        faults = []
        for name, texts in form.errors.items():
            label = form.fields[name].label if name in form.fields else ""
            faults += [f"{label}: {text}" if label else str(text) for text in texts]
        raise RowIsWrong(faults)
    return form.save()


def build_template() -> bytes:
    """An empty workbook with both sheets, and one line of example in each."""
    examples = {
        ACCOUNTS: (
            ("ani.wati", "Ani", "Wati", "ani.wati@contoh.go.id", "Dinas Kesehatan", "Staf OPD"),
        ),
        OFFICIALS: (
            (
                "Kepala unit",
                "Dinas Kesehatan",
                "Definitif",
                "dr. Budi Santoso, M.Kes.",
                "Pembina Utama Muda, IV/c",
                "",
                "02-01-2026",
                "",
                "",
                "",
            ),
        ),
    }
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False}) as book:
        bold = book.add_format({"bold": True})
        for name, columns in COLUMNS.items():
            sheet = book.add_worksheet(name)
            sheet.freeze_panes(1, 0)
            sheet.set_column(0, len(columns) - 1, 24)
            sheet.write_row(0, 0, columns, bold)
            for number, row in enumerate(examples[name], 1):
                sheet.write_row(number, 0, row)
    return file.getvalue()
