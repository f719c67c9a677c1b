"""The dry run: every row judged with all that the register knows, nothing written."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from agreements.documents import recorded_numbers
from agreements.importing.register_index import SIGNED, SIGNINGS, number_key, signed_agreements
from agreements.models import Agreement, Document, Evidence
from agreements.regulations import legacy
from agreements.regulations.vocabulary import Track
from agreements.workflow.registering import may_stand_under
from partners.models import Partner

from . import names as naming
from . import questions, tracks
from .answers import Answers
from .entries import Note, NoteLevel, RegisterEntry, Topic
from .matching import make_header_matcher
from .names import Partners, Units, name_key_of
from .parties import parties_of_list, split_parties, suspected_own_names
from .reading import Reader
from .shared import settle_shared_numbers
from .sheets import Register, SheetRow, read_registers

Progress = Callable[[str, int, int], None]
Place = tuple[str, int]
# By kind of question (for "kolom": by sheet), what was answered to which key.
Choices = dict[str, dict[str, Any]]
PartnerKey = tuple[str, str, str]
STEP = 250
PARTNER_COLUMNS = ("mitra", "pihak_1", "para_pihak", "mitra_2", "mitra_3")


class PartnerFacts(NamedTuple):
    """What a row says of a partner."""

    name: str
    kind: str
    country: str


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
        """The rows that an import would record."""
        return [entry for entry in self.entries if entry.is_new]

    def counts(self) -> dict[str, int]:
        """How many rows are new, wrong or asked about, and recorded already."""
        kept = [entry for entry in self.entries if not entry.skipped]
        wrong = sum(entry.is_wrong for entry in kept)
        twice = sum(bool(entry.same_as) and not entry.is_wrong for entry in kept)
        return {"new": len(self.new), "errors": wrong, "duplicates": twice}

    def new_partners(self) -> dict[PartnerKey, PartnerFacts]:
        """The partners that do not exist yet, by what tells them apart."""
        found: dict[PartnerKey, PartnerFacts] = {}
        for entry in self.new:
            for partner, facts in _parties_of(entry):
                if partner is None:
                    found.setdefault(partner_to_be(*facts), facts)
        return found


def _parties_of(entry: RegisterEntry) -> list[tuple[Partner | None, PartnerFacts]]:
    """The first partner of a row and its further ones, each with what the row says of it."""
    first = PartnerFacts(entry.partner_name, entry.partner_kind, entry.country)
    further = [
        (one.partner, PartnerFacts(one.name, one.kind, one.country)) for one in entry.further
    ]
    return [(entry.partner, first), *further]


def partner_to_be(name: str, kind: str, country: str) -> PartnerKey:
    """What tells a partner that does not exist yet from others."""
    return name_key_of(name), kind, country


def check_register(
    content: bytes, choices: Choices, progress: Progress = lambda *_: None
) -> Checked:
    """Judge a file. `choices` holds what a person answered. Raises UnreadableRegister; expects a
    transaction.
    """
    progress("Membaca berkas", 0, 0)
    units = Units.known(choices.get(Topic.UNIT, {}))
    partners = Partners.known(choices.get(Topic.PARTNER, {}))
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
        number = taken.get(entry.number)
        if number is None or not entry.is_new:
            continue
        what = number.reserved_for
        if number.agreement:
            what = f"“{number.agreement.title}”"
        entry.wrong("nomor", f"Nomor {number.text} sudah diberikan Buku nomor untuk {what}.")


def _names_in(row: SheetRow) -> set[str]:
    """All names of partners that a row may mean, whole and in parts."""
    found: set[str] = set()
    for column in PARTNER_COLUMNS:
        text = str(row.values.get(column) or "")
        if column == "para_pihak":
            parts = parties_of_list(text)
        else:
            parts, _ = split_parties(text)
        found.add(" ".join(text.split())[:200])
        found.update(part[:200] for part in parts)
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
    if not entry.sheet:
        return f"baris {entry.row} pada berkas ini"
    return f"baris {entry.row} lembar “{entry.sheet}” pada berkas ini"


def _find_parents(entries: list[RegisterEntry]) -> dict[Place, Agreement | Place]:
    """The Kesepakatan Bersama above each PKS that names one: an agreement, or the number of the row
    that records it.
    """
    asking = [entry for entry in entries if entry.parent_number]
    recorded = {}
    if asking:
        recorded = _by_number()
    in_file = _numbered(entries)
    found: dict[Place, Agreement | Place] = {}
    for entry in asking:
        if entry.track is None:
            continue
        above = _parent_of(entry, entry.track, recorded, in_file)
        if isinstance(above, str):
            entry.empty("induk", above)
        else:
            found[entry.place] = above
    return _without_lost_rows(found, entries)


def _parent_of(
    entry: RegisterEntry,
    track: Track,
    recorded: dict[str, Agreement],
    in_file: dict[str, RegisterEntry],
) -> Agreement | Place | str:
    """What stands above a row by the number that it names, or the reason why nothing does."""
    if track.code not in legacy.UNDER_A_KB:
        return f"Nomor KB induk “{entry.parent_number}” tidak dipakai: hanya untuk PKS."
    number = number_key(entry.parent_number)
    agreement = recorded.get(number)
    if agreement is not None and may_stand_under(track, agreement):
        return agreement
    if agreement is not None:
        return (
            f"Naskah bernomor “{entry.parent_number}” bukan Kesepakatan Bersama"
            f" {track.family.label}."
        )
    row = in_file.get(number)
    if row and row.track and row.track.code == legacy.UNDER_A_KB[track.code]:
        return row.place
    return f"KB induk bernomor “{entry.parent_number}” tidak ada dalam register maupun berkas ini."


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
