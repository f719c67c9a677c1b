"""Items of the yearly mapping from a workbook: each row is judged and written as the form of one
item would be; the list that is downloaded can be sent back.
"""

import io
import re
from collections.abc import Sequence
from functools import partial

import xlsxwriter
from django.utils import timezone
from django.utils.datastructures import MultiValueDict

from agreements.importing.checked_rows import (
    Imported,
    Row,
    RowIsWrong,
    SheetRow,
    chosen,
    read_rows,
    require_valid,
    write_rows,
)
from agreements.models import ItemState, MappedItem, Mapping
from agreements.regulations import planned, preparing_ksdd, urusan
from agreements.workflow import mapping as acts
from agreements.workflow.guarding import Refused
from kerjasama.accounts.models import Unit, User
from kerjasama.accounts.policy import OPD_ROLES
from kerjasama.accounts.unit_names import UnitNames

from .mapping import ItemForm

MOST_ROWS = 500
SHEET, CHOICES = "Usulan", "Pilihan"
NEEDED = {"jenis", "objek"}
# The heading of a column, and the field that it fills as it stands.
AS_TYPED = {
    "Objek": "objek",
    "Maksud dan tujuan": "tujuan",
    "Manfaat": "manfaat",
    "Calon mitra atau daerah": "mitra",
    "Program": "program",
    "Kegiatan": "kegiatan",
    "Jangka waktu (bulan)": "jangka_waktu_bulan",
}
# Those that name one of a list.
CHOSEN = {
    "Jenis": ("kind", planned.CHOICES),
    "Hubungan wilayah": ("geometri", preparing_ksdd.GEOMETRIES),
    "Prioritas": ("prioritas", planned.PRIORITIES),
}
URUSAN, UNIT = "Urusan", "OPD"
EXAMPLE = {
    UNIT: "Dinas Kesehatan",
    "Jenis": "KSDPK",
    "Objek": "Layanan konsultasi kesehatan jarak jauh",
    URUSAN: "Kesehatan; Komunikasi dan informatika",
    "Maksud dan tujuan": "Mendekatkan layanan kepada masyarakat di hulu.",
    "Manfaat": "Waktu tunggu konsultasi lebih singkat.",
    "Calon mitra atau daerah": "Perusahaan penyedia layanan kesehatan",
    "Program": "Program Pemenuhan Upaya Kesehatan",
    "Kegiatan": "",
    "Jangka waktu (bulan)": "24",
    "Hubungan wilayah": "",
    "Prioritas": "",
}
NO_SHEET = "Tidak ada lembar dengan judul kolom Jenis dan Objek. Pakai judul kolom templat."
KNOWN = "sudah ada usulan dengan objek itu, dilewati"


def import_items(
    content: bytes, by: User, mapping: Mapping, *, keep: bool, send: bool = False
) -> Imported:
    """Write an item for every row, and with `send` hand it to the Bagian; all is taken back unless
    `keep` and nothing is wrong. Raises UnreadableRegister.
    """
    writer = _Writer(by, mapping, send=send)
    rows = read_rows(content, _sheet_with, MOST_ROWS, nothing=NO_SHEET)
    return write_rows(rows, writer.write, _about, keep=keep)


def _sheet_with(headings: set[str]) -> str:
    return SHEET if headings >= NEEDED else ""


def _about(row: SheetRow) -> str:
    return row.cells.get("objek", "")


class _Writer:
    """Writes rows as the page of an item does."""

    def __init__(self, by: User, mapping: Mapping, *, send: bool) -> None:
        self.by, self.mapping, self.send = by, mapping, send
        here = Unit.objects.valid_on(timezone.localdate())
        self.own = here.filter(pk__in=by.units_as(*OPD_ROLES))
        self.names = UnitNames.known()
        live = mapping.items.exclude(state=ItemState.WITHDRAWN)
        self.known = {(unit, _plain(objek)) for unit, objek in live.values_list("unit", "objek")}

    def write(self, _: str, row: Row) -> str:
        """Write one row, and say what it did. Raises RowIsWrong."""
        unit = self._unit(row.get(UNIT.casefold(), ""))
        key = (unit.pk, _plain(row.get("objek", "")))
        if key in self.known:
            return KNOWN
        told, faults = _told_by(row)
        form = ItemForm(
            MultiValueDict(told | {"unit": [str(unit.pk)]}),
            instance=MappedItem(mapping=self.mapping),
            units=self.own,
        )
        try:
            item = acts.keep_item(require_valid(form, faults), self.by)
            if self.send:
                acts.send_item(item.pk, self.by)
        except Refused as refusal:
            raise RowIsWrong(list(refusal.reasons)) from None
        self.known.add(key)
        return "usulan baru, diajukan" if self.send else "usulan baru"

    def _unit(self, name: str) -> Unit:
        """The unit that the row names; the only one of whoever imports where it names none."""
        own = list(self.own)
        if not name and len(own) == 1:
            return own[0]
        unit = self.names.find(name) if name else None
        if unit is None:
            raise RowIsWrong([f"{UNIT}: tidak ada satu unit bernama “{name}”."])
        if unit not in own:
            raise RowIsWrong([f"{UNIT}: usulan {unit} ditulis perangkat daerah itu sendiri."])
        return unit


def _told_by(row: Row) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """What the cells say by the field of the form, and what is wrong with those that name one of a
    list.
    """
    told = {field: [row.get(head.casefold(), "")] for head, field in AS_TYPED.items()}
    faults: dict[str, list[str]] = {}
    named = {
        field: partial(_one_of, head, row.get(head.casefold(), ""), choices)
        for head, (field, choices) in CHOSEN.items()
    }
    for field, read in (named | {"urusan": partial(urusan_in, row.get("urusan", ""))}).items():
        try:
            told[field] = read()
        except RowIsWrong as wrong:
            faults[field] = wrong.faults
    return told, faults


def _one_of(head: str, text: str, choices: Sequence[tuple[str, object]]) -> list[str]:
    return [chosen(head, text, choices) if text else ""]


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()


def urusan_in(text: str) -> list[str]:
    """The codes of the urusan that a cell names, whatever stands between them; their names bear
    commas. Raises RowIsWrong for what is none.
    """
    rest, found = _plain(text), []
    for known in sorted(urusan.BY_CODE.values(), key=lambda one: -len(one.name)):
        rest, hits = re.subn(rf"\b{re.escape(_plain(known.name))}\b", " ", rest)
        if hits:
            found.append(known.code)
    unknown = rest.replace(";", " ").replace(",", " ").strip()
    if unknown:
        raise RowIsWrong([f"{URUSAN}: “{unknown}” tidak dikenali. Lihat lembar {CHOICES} templat."])
    return sorted(found)


def build_template() -> bytes:
    """An empty workbook with a line of example, and a sheet with what may be chosen."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False}) as book:
        bold = book.add_format({"bold": True})
        sheet = book.add_worksheet(SHEET)
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, len(EXAMPLE) - 1, 28)
        sheet.write_row(0, 0, EXAMPLE.keys(), bold)
        sheet.write_row(1, 0, EXAMPLE.values())
        choices = book.add_worksheet(CHOICES)
        lists = {head: [str(said) for _, said in known] for head, (_, known) in CHOSEN.items()}
        lists[URUSAN] = [known.name for known in urusan.BY_CODE.values()]
        for column, (head, texts) in enumerate(lists.items()):
            choices.set_column(column, column, 45)
            choices.write(0, column, head, bold)
            choices.write_column(1, column, texts)
    return file.getvalue()
