"""The dry run: every row judged with all that the register knows, nothing written."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from openpyxl.utils import get_column_letter

from agreements.documents import recorded_numbers
from agreements.importing.register_index import SIGNED, SIGNINGS, number_key, signed_agreements
from agreements.models import Agreement, Document, Evidence
from agreements.regulations import legacy
from agreements.workflow.registering import may_stand_under

from . import names as naming
from . import questions, tracks
from .answers import Answers
from .columns import BY_CODE
from .entries import Note, NoteLevel, RegisterEntry
from .matching import make_header_matcher, propose_meanings
from .names import Partners, Units, name_key_of
from .parties import parties_of_list, split_parties, suspected_own_names
from .reading import Reader
from .shared import settle_shared_numbers
from .sheets import Register, SheetRow, read_registers

Progress = Callable[[str, int, int], None]
Place = tuple[str, int]
TOLD = 200  # errors, duplicates and rows left out that a page shows; the returned file holds all
STEP = 250
PARTNER_COLUMNS = ("mitra", "pihak_1", "para_pihak", "mitra_2", "mitra_3")


@dataclass
class Checked:
    """A file as it was judged."""

    register: Register
    entries: list[RegisterEntry]
    units: Units
    partners: Partners
    parents: dict[Place, "Agreement | Place"]
    asked: list[questions.ImportQuestion] = field(default_factory=list)

    @property
    def is_open(self) -> bool:
        """Whether somebody is to say first what the columns are."""
        return bool(self.register.open)

    @property
    def new(self) -> list[RegisterEntry]:
        return [entry for entry in self.entries if entry.is_new]

    def counts(self) -> dict[str, int]:
        wrong = sum(entry.is_wrong and not entry.skipped for entry in self.entries)
        twice = sum(
            bool(entry.same_as) and not entry.is_wrong and not entry.skipped
            for entry in self.entries
        )
        return {"new": len(self.new), "errors": wrong, "duplicates": twice}

    def new_partners(self) -> dict[tuple, tuple[str, str, str]]:
        """The partners that do not exist yet, (name, kind, country) by what tells them apart."""
        found: dict[tuple, tuple[str, str, str]] = {}
        for entry in self.new:
            if entry.partner is None:
                said = entry.partner_name, entry.partner_kind, entry.country
                found.setdefault(partner_to_be(*said), said)
            for one in entry.further:
                if one.partner is None:
                    found.setdefault(
                        partner_to_be(one.name, one.kind, one.country),
                        (one.name, one.kind, one.country),
                    )
        return found


def partner_to_be(name: str, kind: str, country: str) -> tuple[str, str, str]:
    return name_key_of(name), kind, country


def check_register(content: bytes, choices: dict, progress: Progress = lambda *_: None) -> Checked:
    """Judge a file. `choices` holds what a person answered. Raises Unreadable; expects a
    transaction.
    """
    progress("Membaca berkas", 0, 0)
    units = Units.known(choices.get("opd", {}))
    partners = Partners.known(choices.get("mitra", {}))
    groups = {"jalur": tracks.family_named, "jenis_mitra": naming.kind_named, "opd": units.find}
    register = read_registers(content, make_header_matcher(choices.get("kolom", {})), groups)
    if register.open:
        return Checked(register, [], units, partners, {})
    partners.compare({name for row in register.rows for name in _names_in(row)})
    answers = Answers(choices)
    reader = Reader(units, partners, register.epoch, answers, suspected_own_names(register.rows))
    entries = _read(register, reader, progress)
    settle_shared_numbers(entries, answers)
    parents = _find_parents(entries)
    _find_duplicates(entries)
    _find_taken_numbers(entries)
    return Checked(
        register,
        entries,
        units,
        partners,
        _without_lost_rows(parents, entries),
        questions.gather_questions(entries),
    )


def _find_taken_numbers(entries: list[RegisterEntry]) -> None:
    """A number that the book gave to a paper cannot be that of another naskah."""
    taken = recorded_numbers.all_given({entry.number for entry in entries if entry.is_new})
    for entry in entries:
        if entry.is_new and (number := taken.get(entry.number)):
            what = f"“{number.agreement.title}”" if number.agreement else number.reserved_for
            entry.wrong("nomor", f"Nomor {number.text} sudah diberikan Buku nomor untuk {what}.")


def _names_in(row: SheetRow) -> set[str]:
    """All names of partners that a row may mean, whole and in parts."""
    found: set[str] = set()
    for column in PARTNER_COLUMNS:
        said = str(row.values.get(column) or "")
        parts = parties_of_list(said) if column == "para_pihak" else split_parties(said)[0]
        found |= {" ".join(said.split())[:200], *(part[:200] for part in parts)}
    return found - {""}


def _read(register: Register, reader: Reader, progress: Progress) -> list[RegisterEntry]:
    entries: list[RegisterEntry] = []
    total = len(register.rows)
    for sheet in register.sheets:
        constants = dict(sheet.header.constants)
        for row in sheet.rows:
            if len(entries) % STEP == 0:
                progress("Memeriksa baris", len(entries), total)
            entries.append(reader.read(row, constants))
    return entries


def _find_duplicates(entries: list[RegisterEntry]) -> None:
    """Mark what the register has, and what stands twice in the file; the first of two counts."""
    known = signed_agreements()
    for entry in entries:
        if entry.is_wrong or entry.skipped or entry.signed_on is None:
            continue
        numbers = (entry.number, entry.partner_number)
        entry.same_as = known.same_as(entry.partner_key, entry.title, numbers, entry.signed_on)
        if entry.same_as:
            entry.notes.append(
                Note(
                    "judul",
                    f"Ganda: sama dengan {entry.same_as}. Baris ini dilewati.",
                    NoteLevel.TWICE,
                )
            )
        else:
            days = {day for day in (entry.signed_on, entry.effective_on) if day}
            known.add(_where(entry), entry.partner_key, entry.title, numbers, days)


def _where(entry: RegisterEntry) -> str:
    sheet = f" lembar “{entry.sheet}”" if entry.sheet else ""
    return f"baris {entry.row}{sheet} pada berkas ini"


def _find_parents(entries: list[RegisterEntry]) -> dict[Place, Agreement | Place]:
    """The Kesepakatan Bersama above each PKS that names one: an agreement, or the number of the row
    that records it.
    """
    asking = [entry for entry in entries if entry.parent_number]
    recorded = _by_number() if asking else {}
    in_file = _numbered(entries)
    found: dict[Place, Agreement | Place] = {}
    for entry in asking:
        wanted = number_key(entry.parent_number)
        if entry.track and entry.track.code not in legacy.UNDER_A_KB:
            entry.empty(
                "induk", f"Nomor KB induk “{entry.parent_number}” tidak dipakai: hanya untuk PKS."
            )
        elif entry.track and (above := recorded.get(wanted)):
            if may_stand_under(entry.track, above):
                found[entry.place] = above
            else:
                entry.empty(
                    "induk",
                    f"Naskah bernomor “{entry.parent_number}” bukan Kesepakatan Bersama"
                    f" {entry.track.family.label}.",
                )
        elif (
            (row := in_file.get(wanted))
            and entry.track
            and row.track
            and row.track.code == legacy.UNDER_A_KB[entry.track.code]
        ):
            found[entry.place] = row.place
        elif entry.track:
            entry.empty(
                "induk",
                f"KB induk bernomor “{entry.parent_number}” tidak ada dalam register maupun berkas"
                " ini.",
            )
    return _without_lost_rows(found, entries)


def _numbered(entries: list[RegisterEntry]) -> dict[str, RegisterEntry]:
    """The rows that may stand above a PKS, by number; of several, the first that is right, for that
    is the one that comes in.
    """
    rows = sorted(reversed(entries), key=lambda entry: not entry.is_wrong)
    return {
        number_key(row.number): row
        for row in rows
        if row.number and row.track and row.track.code in legacy.UNDER_A_KB.values()
    }


def _without_lost_rows(
    found: dict[Place, Agreement | Place], entries: list[RegisterEntry]
) -> dict[Place, Agreement | Place]:
    """A PKS cannot come in before the row of its Kesepakatan Bersama does."""
    by_place = {entry.place: entry for entry in entries}
    for place, above in list(found.items()):
        if isinstance(above, Agreement):
            continue
        if by_place[above].is_wrong:
            text = f"Baris {above[1]}, tempat KB induknya, masih salah atau menunggu jawaban."
        elif by_place[above].same_as:
            text = (
                f"Baris {above[1]}, tempat KB induknya, dilewati sebagai ganda. Tulis nomor KB yang"
                " sudah tercatat."
            )
        else:
            continue
        by_place[place].wrong("induk", text)
        del found[place]
    return found


def _by_number() -> dict[str, Agreement]:
    """Signed agreements that may stand above a PKS, by every number they bear."""
    rows = Agreement.objects.signed().filter(parent=None).exclude(track_code__in=legacy.UNDER_A_KB)
    cases = {
        case.pk: case for case in rows.select_related("partner").defer("search", "partner__logo")
    }
    found = {number_key(case.naskah_number): case for case in cases.values() if case.naskah_number}
    signings = Evidence.objects.filter(
        void=False, requirement_code__in=SIGNINGS, agreement__in=cases
    ).exclude(number="")
    papers = Document.objects.filter(kind__in=SIGNED, draft=False, agreement__in=cases).exclude(
        number=""
    )
    for source in (signings, papers):
        for number, pk in source.values_list("number", "agreement"):
            found.setdefault(number_key(number), cases[pk])
    return found


def summary_of_check(checked: Checked) -> dict:
    """What the page says of the file."""
    register = checked.register
    by_level: dict[NoteLevel, list[list]] = {level: [] for level in NoteLevel}
    for entry in checked.entries:
        for note in entry.notes if not entry.skipped else ():
            by_level[note.level].append(
                [entry.row, BY_CODE[note.column].heading, note.text, entry.sheet]
            )
    left_out = [
        [sheet.title, row.number, str(row.kind), row.text, row.lends]
        for sheet in register.sheets
        for row in sheet.left_out
    ]
    return {
        "sheets": (
            [_sheet_summary_of(sheet) for sheet in register.sheets] if not register.open else []
        ),
        "unread": [
            [sheet.title, sheet.why, sheet.rows, sheet.can_be_matched] for sheet in register.unread
        ],
        "open": register.open,
        "titles": list(register.tops),
        "tops": register.tops,
        "proposals": {title: _proposed(header) for title, header in register.proposals.items()},
        "rows": len(checked.entries),
        "to_mend": by_level[NoteLevel.WRONG][:TOLD],
        "errors": [*by_level[NoteLevel.WRONG], *by_level[NoteLevel.ASKED]][:TOLD],
        "wrong": sum(entry.standing == "salah" for entry in checked.entries),
        "asked": sum(entry.standing == "ditanyakan" for entry in checked.entries),
        "noted": by_level[NoteLevel.NOTED][:TOLD],
        "noted_rows": _rows_with(NoteLevel.NOTED, checked),
        "emptied": by_level[NoteLevel.EMPTIED][:TOLD],
        "emptied_rows": _rows_with(NoteLevel.EMPTIED, checked),
        "duplicates": by_level[NoteLevel.TWICE][:TOLD],
        "skipped": [
            [entry.sheet, entry.row, entry.skipped] for entry in checked.entries if entry.skipped
        ][:TOLD],
        "left_out": left_out[:TOLD],
        "left_out_rows": len(left_out),
        "partners": len(checked.new_partners()),
        "questions": questions.questions_as_dicts(checked.asked, checked.units, checked.partners),
        "counts": _counted(checked.new),
    }


def _rows_with(level: NoteLevel, checked: Checked) -> int:
    return sum(any(note.level is level for note in entry.notes) for entry in checked.new)


def _sheet_summary_of(sheet) -> dict:
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
        "unknown": list(header.unknown)[:20],
    }


def _proposed(header) -> dict:
    return {
        "row": header.row,
        "depth": header.depth,
        "columns": {str(place): code for place, code in propose_meanings(header).items()},
    }


def _counted(entries: list[RegisterEntry]) -> dict[str, list]:
    """What will stand in the register, as counts: tracks, kinds of new partners, what is unknown."""  # noqa: E501
    by_track = Counter(
        entry.track.title.removesuffix(" (naskah lama)") for entry in entries if entry.track
    )
    by_kind = Counter(
        naming.K(entry.partner_kind).label
        for entry in entries
        if entry.partner is None and entry.partner_kind
    )
    by_fact = Counter[str]()
    for entry in entries:
        by_fact["mitra sudah tercatat"] += entry.partner is not None
        by_fact["tanggal penandatanganan belum diketahui"] += not entry.signing_day_known
        by_fact["tanpa tanggal berakhir"] += entry.open_ended
        by_fact["beberapa mitra"] += bool(entry.further)
    return {
        "tracks": [[str(name), number] for name, number in by_track.most_common()],
        "kinds": [[str(name), number] for name, number in by_kind.most_common()],
        "facts": [[name, number] for name, number in by_fact.items() if number],
    }
