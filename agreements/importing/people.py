"""People and officials from a workbook: each row is written as the pages would write it, inside a
transaction that is taken back unless every row is right and somebody said yes.
"""

import io
from collections.abc import Callable

import xlsxwriter
from django import forms
from django.utils import timezone

from agreements.importing.checked_rows import (
    Imported,
    Kept,
    Row,
    RowIsWrong,
    SheetRow,
    chosen,
    read_rows,
    require_valid,
    write_rows,
)
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


def import_people(content: bytes, by: User, *, keep: bool) -> Imported:
    """Write every row and say what each did; all is taken back unless `keep` and nothing is wrong.
    Raises UnreadableRegister.
    """
    writer = _Writer(by)
    rows = read_rows(content, _sheet_with, MOST_ROWS, nothing=NO_SHEET)
    # Accounts first: an official may act with an account of the same file.
    rows.sort(key=lambda row: row.sheet != ACCOUNTS)
    return write_rows(rows, writer.write, _about, keep=keep)


def _sheet_with(headings: set[str]) -> str:
    """Which sheet has these headings; empty where none."""
    for name, needed in ((OFFICIALS, {"jabatan", "nama", "sejak"}), (ACCOUNTS, {"surel", "peran"})):
        if headings >= needed:
            return name
    return ""


def _about(row: SheetRow) -> str:
    """Whom a row is about."""
    if row.sheet == OFFICIALS:
        return row.cells.get("nama", "")
    cells = row.cells
    return cells.get("nama pengguna") or cells.get("nama") or cells.get("surel", "")


class _Writer:
    """Writes rows as the pages do."""

    def __init__(self, by: User) -> None:
        self.by = by
        self.units = UnitNames.known()

    def write(self, sheet: str, row: Row) -> str:
        """Write one row, and say what it did. Raises RowIsWrong."""
        act: Callable[[Row], str] = self._account if sheet == ACCOUNTS else self._official
        try:
            return act({name: " ".join(text.split()) for name, text in row.items()})
        except GrantRefused as refusal:
            raise RowIsWrong([str(refusal)]) from None

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
        role = chosen("Peran", row.get("peran", ""), Role.choices)
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
        user = _account_named(row.get("nama pengguna", ""))
        office = chosen("Jabatan", row.get("jabatan", ""), Office.choices)
        capacity = row.get("sebagai") or str(Capacity.DEFINITIVE.label)
        acts_as = row.get("bertindak sebagai", "")
        told = {
            "office": office,
            "unit": str(self._unit(row).pk) if office == Office.UNIT_HEAD else "",
            "capacity": chosen("Sebagai", capacity, Capacity.choices),
            "name": row.get("nama", ""),
            "rank": row.get("pangkat/golongan", ""),
            "nip": row.get("nip", ""),
            "since": row.get("sejak", ""),
            "until": row.get("sampai", ""),
            "order_number": row.get("surat penunjukan", ""),
            "order_date": row.get("tanggal surat", ""),
            "user": str(user.pk) if user else "",
            "acts_as": chosen("Bertindak sebagai", acts_as, ROLES_OF_UNIT_HEADS) if acts_as else "",
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


def _account_named(name: str) -> User | None:
    """Whose account it is; None where the row names none. Raises RowIsWrong for an unknown one."""
    if not name:
        return None
    user = User.objects.filter(username__iexact=name, is_active=True).first()
    if user is None:
        raise RowIsWrong([f"Nama pengguna: tidak ada akun {name}."])
    return user


def _saved(form: "forms.ModelForm[Kept]") -> Kept:
    """The row that the form writes. Raises RowIsWrong with what its fields say."""
    require_valid(form)
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
