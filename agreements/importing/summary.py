"""What the page of an import says of a checked file: its sheets, notes, questions and counts."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from openpyxl.utils import get_column_letter

from partners.models import PartnerKind

from .checking import Checked
from .columns import BY_CODE, Header
from .entries import NoteLevel, RegisterEntry, RowStanding
from .matching import propose_meanings
from .questions import questions_as_dicts
from .sheets import Register, Sheet

MOST_SHOWN = 200  # notes and rows left out that a page shows; the returned file holds all
MOST_UNKNOWN = 20  # headings of a sheet that were not understood

NoteRow = tuple[int, str, str, str]


def summary_of_check(checked: Checked) -> dict[str, Any]:
    """What the page says of the file, as JSON may keep it."""
    register = checked.register
    left_out = _rows_left_out(register)
    sheets = []
    if not register.open:
        sheets = [_sheet_summary_of(sheet) for sheet in register.sheets]
    return {
        "sheets": sheets,
        "unread": [
            [sheet.title, sheet.why, sheet.rows, sheet.can_be_matched] for sheet in register.unread
        ],
        "open": register.open,
        "titles": list(register.tops),
        "tops": register.tops,
        "proposals": {
            title: _proposed_header_of(header) for title, header in register.proposals.items()
        },
        "rows": len(checked.entries),
        **_notes_of(checked),
        "wrong": _number_of(checked, RowStanding.WRONG),
        "asked": _number_of(checked, RowStanding.ASKED),
        "skipped": [
            [entry.sheet, entry.row, entry.skipped] for entry in checked.entries if entry.skipped
        ][:MOST_SHOWN],
        "left_out": left_out[:MOST_SHOWN],
        "left_out_rows": len(left_out),
        "partners": len(checked.new_partners()),
        "questions": questions_as_dicts(checked.asked, checked.units, checked.partners),
        "counts": _counts_of(checked.new),
    }


def _rows_left_out(register: Register) -> list[tuple[str, int, str, str, str]]:
    """The rows that are no agreements: sheet, row, what each is and says, what it lends."""
    return [
        (sheet.title, row.number, str(row.kind), row.text, row.lends)
        for sheet in register.sheets
        for row in sheet.left_out
    ]


def _notes_of(checked: Checked) -> dict[str, Any]:
    """The notes by what they ask of the reader, and how many rows have those that ask nothing."""
    by_level = _notes_by_level(checked.entries)
    wrong, asked = by_level[NoteLevel.WRONG], by_level[NoteLevel.ASKED]
    return {
        "to_mend": wrong[:MOST_SHOWN],
        "errors": [*wrong, *asked][:MOST_SHOWN],
        "noted": by_level[NoteLevel.NOTED][:MOST_SHOWN],
        "noted_rows": _rows_with(NoteLevel.NOTED, checked),
        "emptied": by_level[NoteLevel.EMPTIED][:MOST_SHOWN],
        "emptied_rows": _rows_with(NoteLevel.EMPTIED, checked),
        "duplicates": by_level[NoteLevel.TWICE][:MOST_SHOWN],
    }


def _notes_by_level(entries: Iterable[RegisterEntry]) -> dict[NoteLevel, list[NoteRow]]:
    by_level: dict[NoteLevel, list[NoteRow]] = {level: [] for level in NoteLevel}
    for entry in entries:
        if entry.skipped:
            continue
        for note in entry.notes:
            heading = BY_CODE[note.column].heading
            by_level[note.level].append((entry.row, heading, note.text, entry.sheet))
    return by_level


def _number_of(checked: Checked, standing: RowStanding) -> int:
    return sum(entry.standing == standing for entry in checked.entries)


def _rows_with(level: NoteLevel, checked: Checked) -> int:
    return sum(_has_note(entry, level) for entry in checked.new)


def _has_note(entry: RegisterEntry, level: NoteLevel) -> bool:
    return any(note.level is level for note in entry.notes)


def _sheet_summary_of(sheet: Sheet) -> dict[str, Any]:
    header = sheet.header
    return {
        "title": sheet.title,
        "rows": len(sheet.rows),
        "left_out": len(sheet.left_out),
        "columns": [
            [BY_CODE[code].heading, get_column_letter(place + 1)]
            for code, place in header.places.items()
        ],
        "constants": [[BY_CODE[code].heading, value] for code, value in header.constants.items()],
        "unknown": list(header.unknown)[:MOST_UNKNOWN],
    }


def _proposed_header_of(header: Header) -> dict[str, Any]:
    """What to offer for a sheet whose columns a person is to match."""
    return {
        "row": header.row,
        "depth": header.depth,
        "columns": {str(place): code for place, code in propose_meanings(header).items()},
    }


def _counts_of(entries: list[RegisterEntry]) -> dict[str, list[tuple[str, int]]]:
    """What will stand in the register, counted: tracks, kinds of new partners, what is unknown."""
    by_track, by_kind, by_fact = Counter[str](), Counter[str](), Counter[str]()
    for entry in entries:
        if entry.track:
            by_track[str(entry.track.title.removesuffix(" (naskah lama)"))] += 1
        if entry.partner is None and entry.partner_kind:
            by_kind[str(PartnerKind(entry.partner_kind).label)] += 1
        by_fact["mitra sudah tercatat"] += entry.partner is not None
        by_fact["tanggal penandatanganan belum diketahui"] += not entry.signing_day_known
        by_fact["tanpa tanggal berakhir"] += entry.open_ended
        by_fact["beberapa mitra"] += bool(entry.further)
    return {
        "tracks": by_track.most_common(),
        "kinds": by_kind.most_common(),
        "facts": [(name, number) for name, number in by_fact.items() if number],
    }
