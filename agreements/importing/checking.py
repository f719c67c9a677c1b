"""The dry run: every row judged with all that the register knows, nothing written."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from openpyxl.utils import get_column_letter

from agreements.models import Agreement, Document, Evidence
from agreements.regulations import legacy
from agreements.workflow.registering import may_stand_under

from .columns import BY_CODE
from .entries import Entry, Note, Reader
from .known import SIGNED, SIGNINGS, number_key, signed
from .names import Partners, Units, key
from .sheets import Sheet, read

Progress = Callable[[str, int, int], None]
TOLD = 200  # errors, duplicates and questions that a page shows; the returned file holds all
STEP = 250


@dataclass
class Checked:
    """A file as it was judged."""

    sheet: Sheet
    entries: list[Entry]
    units: Units
    partners: Partners
    parents: dict[int, Agreement | int]

    @property
    def new(self) -> list[Entry]:
        return [entry for entry in self.entries if entry.is_new]

    def counts(self) -> dict[str, int]:
        wrong = sum(entry.is_wrong for entry in self.entries)
        new = len(self.new)
        return {"new": new, "errors": wrong, "duplicates": len(self.entries) - new - wrong}

    def new_partners(self) -> dict[tuple, Entry]:
        """The partners that do not exist yet, each by the first row that names it."""
        found: dict[tuple, Entry] = {}
        for entry in self.new:
            if entry.partner is None:
                found.setdefault(partner_to_be(entry), entry)
        return found


def partner_to_be(entry: Entry) -> tuple[str, str, str]:
    return key(entry.partner_name), entry.partner_kind, entry.country


def check(content: bytes, choices: dict, progress: Progress = lambda *_: None) -> Checked:
    """Judge a file. `choices` holds what a person chose for names in doubt. Raises Unreadable; expects a transaction."""
    progress("Membaca berkas", 0, 0)
    sheet = read(content)
    units = Units.known(choices.get("opd", {}))
    partners = Partners.known(choices.get("mitra", {}))
    partners.compare({" ".join(str(row.values.get("mitra") or "").split())[:200] for row in sheet.rows} - {""})
    reader, entries = Reader(units, partners, sheet.epoch), []
    for place, row in enumerate(sheet.rows):
        if place % STEP == 0:
            progress("Memeriksa baris", place, len(sheet.rows))
        entries.append(reader.read(row))
    parents = _find_parents(entries)
    _find_duplicates(entries)
    return Checked(sheet, entries, units, partners, _without_lost_rows(parents, entries))


def _find_duplicates(entries: list[Entry]) -> None:
    """Mark what the register has, and what stands twice in the file; the first of two counts."""
    known = signed()
    for entry in entries:
        if entry.is_wrong or entry.signed_on is None:
            continue
        numbers = (entry.number, entry.partner_number)
        entry.same_as = known.same_as(entry.partner_key, entry.title, numbers, entry.signed_on)
        if entry.same_as:
            entry.notes.append(Note("judul", f"Ganda: sama dengan {entry.same_as}. Baris ini dilewati.", is_error=False))
        else:
            days = {day for day in (entry.signed_on, entry.effective_on) if day}
            known.add(f"baris {entry.row} pada berkas ini", entry.partner_key, entry.title, numbers, days)


def _find_parents(entries: list[Entry]) -> dict[int, Agreement | int]:
    """The Kesepakatan Bersama above each PKS that names one: an agreement, or the number of the row that records it."""
    asking = [entry for entry in entries if entry.parent_number]
    recorded = _by_number() if asking else {}
    in_file = _numbered(entries)
    found: dict[int, Agreement | int] = {}
    for entry in asking:
        wanted = number_key(entry.parent_number)
        if entry.track and entry.track.code not in legacy.UNDER_A_KB:
            entry.wrong("induk", "Nomor KB induk hanya untuk PKS. Kosongkan sel ini.")
        elif entry.track and (above := recorded.get(wanted)):
            if may_stand_under(entry.track, above):
                found[entry.row] = above
            else:
                entry.wrong("induk", f"Naskah bernomor itu bukan Kesepakatan Bersama {entry.track.code.partition('-')[0].upper()}.")
        elif (row := in_file.get(wanted)) and entry.track and row.track.code == legacy.UNDER_A_KB[entry.track.code]:
            found[entry.row] = row.row
        elif entry.track:
            entry.wrong("induk", "KB induk dengan nomor itu tidak ada dalam register maupun berkas ini.")
    return _without_lost_rows(found, entries)


def _numbered(entries: list[Entry]) -> dict[str, Entry]:
    """The rows that may stand above a PKS, by number; of several, the first that is right, for that is the one that comes in."""
    rows = sorted(entries, key=lambda entry: (not entry.is_wrong, -entry.row))
    return {number_key(row.number): row for row in rows if row.number and row.track and row.track.code in legacy.UNDER_A_KB.values()}


def _without_lost_rows(found: dict[int, Agreement | int], entries: list[Entry]) -> dict[int, Agreement | int]:
    """A PKS cannot come in before the row of its Kesepakatan Bersama does."""
    by_row = {entry.row: entry for entry in entries}
    for row, above in list(found.items()):
        if isinstance(above, int) and by_row[above].is_wrong:
            by_row[row].wrong("induk", f"Baris {above}, tempat KB induknya, masih salah.")
            del found[row]
        elif isinstance(above, int) and by_row[above].same_as:
            by_row[row].wrong("induk", f"Baris {above}, tempat KB induknya, dilewati sebagai ganda. Tulis nomor KB yang sudah tercatat.")
            del found[row]
    return found


def _by_number() -> dict[str, Agreement]:
    """Signed agreements that may stand above a PKS, by every number they bear."""
    rows = Agreement.objects.signed().filter(parent=None).exclude(track_code__in=legacy.UNDER_A_KB)
    cases = {case.pk: case for case in rows.select_related("partner").defer("search", "partner__logo")}
    found = {number_key(case.naskah_number): case for case in cases.values() if case.naskah_number}
    signings = Evidence.objects.filter(void=False, requirement_code__in=SIGNINGS, agreement__in=cases).exclude(number="")
    papers = Document.objects.filter(kind__in=SIGNED, draft=False, agreement__in=cases).exclude(number="")
    for source in (signings, papers):
        for number, pk in source.values_list("number", "agreement"):
            found.setdefault(number_key(number), cases[pk])
    return found


def told(checked: Checked) -> dict:
    """What the page says of the file."""
    sheet, wrong, twice = checked.sheet, list[list](), list[list]()
    for entry in checked.entries:
        for note in entry.notes:
            (wrong if note.is_error else twice).append([entry.row, BY_CODE[note.column].heading, note.text])
    return {
        "sheet": sheet.title,
        "hidden": sheet.hidden,
        "rows": len(checked.entries),
        "columns": [[BY_CODE[code].heading, get_column_letter(place + 1)] for code, place in sheet.header.places.items()],
        "unknown": list(sheet.header.unknown)[:20],
        "errors": wrong[:TOLD],
        "duplicates": twice[:TOLD],
        "partners": len(checked.new_partners()),
        "questions": _questions(checked),
    }


def _questions(checked: Checked) -> dict[str, list]:
    """Names in doubt with what they may mean, the most frequent first: (name, rows, [(key, what it may mean)])."""
    raw = checked.sheet.rows
    units = Counter(" ".join(str(row.values.get("opd") or "").split()) for row in raw)
    partners = Counter(entry.partner_name for entry in checked.entries if entry.partner is None)
    unknown = [(name, n) for name, n in units.most_common() if name and len(name) <= 200 and checked.units.find(name) is None]
    doubtful = [(name, n) for name, n in partners.most_common() if checked.partners.like(name) and not checked.partners.is_new(name)]
    return {
        "opd": [[name, n, [[u.pk, u.name] for u in checked.units.choices(name)]] for name, n in unknown[:TOLD]],
        "mitra": [[name, n, [[p.pk, f"{p.name} ({p.described})"] for p in checked.partners.like(name)]] for name, n in doubtful[:TOLD]],
    }
