"""Which parties the cells of a row name, and who among them is our own side."""

import re
from collections.abc import Collection
from dataclasses import replace
from typing import NamedTuple

from kerjasama.accounts.ourselves import Ourselves

from . import cells, names
from .answers import Answers
from .cells import Wrong
from .days_of_rows import is_blank
from .entries import Further, RegisterEntry, RowQuestion, Topic
from .names import Partners
from .parties import CERTAIN, parties_of_list, split_parties
from .sheets import SheetRow

SPLIT, ONE = "pisah", "satu"
YES, NO = "ya", "bukan"
PARTNER_BEFORE_US = 2
LONGEST_NUMBER = 100
BETWEEN_NUMBERS = re.compile(r"\s*[;\n]\s*")
LIST_MARK = re.compile(r"\(?\d{1,2}[.)]\s+")
COLUMNS_OF_PARTIES = ("pihak_1", "mitra", "para_pihak", "mitra_2", "mitra_3")


class NamedParty(NamedTuple):
    """A party as a cell names it, with the column of that cell."""

    name: str
    column: str


class PartyReader:
    """Reads the parties of rows by what is known of partners, and what a person answered."""

    def __init__(
        self,
        partners: Partners,
        ourselves: Ourselves,
        answers: Answers,
        suspects: frozenset[str],
    ) -> None:
        self.partners = partners
        self.ourselves = ourselves
        self.answers = answers
        self.suspects = suspects
        self._is_us_by_name: dict[str, bool] = {}

    def name_partners(self, entry: RegisterEntry, row: SheetRow) -> None:
        """Set the partner and the further ones: whoever among the parties is not our side."""
        parties: list[NamedParty] = []
        for column in COLUMNS_OF_PARTIES:
            parties += self._parties_in(entry, row, column)
        ours = {party for party in parties if self._is_ours(entry, party)}
        others = [party for party in parties if party not in ours]
        if others:
            _set_partners(entry, row, parties, ours, others)
        else:
            self._note_lack(entry, names_us=bool(parties))

    @staticmethod
    def _note_lack(entry: RegisterEntry, *, names_us: bool) -> None:
        """Say that a row has no partner, unless something about its parties is said already."""
        if names_us:
            if not any(note.column in COLUMNS_OF_PARTIES for note in entry.notes):
                entry.wrong(
                    "mitra", "Mitra adalah pemerintah daerah ini sendiri. Betulkan dalam berkas."
                )
        elif not entry.asked or entry.asked[-1].kind != Topic.SEVERAL_PARTNERS:
            entry.wrong("mitra", "Mitra wajib diisi.")

    def _parties_in(self, entry: RegisterEntry, row: SheetRow, column: str) -> list[NamedParty]:
        """The parties that a cell names; one that may be several is asked about."""
        value = row.values.get(column)
        if is_blank(value):
            return []
        whole = NamedParty(_tidy_name(entry, str(value)), column)
        if not whole.name:
            return []
        parts, certainty = _parts_of(str(value), column)
        if self._is_known_as_one(whole.name) or len(parts) == 1:
            return [whole]
        named = [NamedParty(part[:200], column) for part in parts]
        others = [party.name for party in named if not self._is_ours(entry, party)]
        if not others:
            return [whole]
        if self._is_beyond_doubt(others, certainty):
            return named
        return self._parties_as_answered(entry, whole, named, others, certainty)

    def _is_beyond_doubt(self, names_in_cell: list[str], certainty: str) -> bool:
        """Whether only one of them is a partner, or the cell is written as several and each of them
        is known.
        """
        if len(names_in_cell) == 1:
            return True
        return certainty == CERTAIN and all(map(self._is_known_as_one, names_in_cell))

    def _parties_as_answered(
        self,
        entry: RegisterEntry,
        whole: NamedParty,
        named: list[NamedParty],
        others: list[str],
        certainty: str,
    ) -> list[NamedParty]:
        """A cell that may name several partners: as one when somebody said so, else apart."""
        answer = self.answers.to(Topic.SEVERAL_PARTNERS, certainty, whole.name)
        if answer == ONE:
            return [whole]
        if not answer:
            _ask_split(entry, whole.name, others, certainty)
        return named

    def _is_known_as_one(self, name: str) -> bool:
        if self.partners.find(name, ()) or self.partners.is_new(name):
            return True
        return self._is_us(name)

    def _is_us(self, name: str) -> bool:
        """Whether a name means our region or one of its units; asked once for each name."""
        if name not in self._is_us_by_name:
            self._is_us_by_name[name] = self.ourselves.are(name)
        return self._is_us_by_name[name]

    def _is_ours(self, entry: RegisterEntry, party: NamedParty) -> bool:
        """Whether a party is our side. One that stands in every row may be, and is asked about."""
        if self._is_us(party.name):
            return True
        key = names.name_key_of(party.name)
        if party.column not in ("pihak_1", "para_pihak") or key not in self.suspects:
            return False
        answer = self.answers.to(Topic.OUR_NAME, key)
        if not answer and not any(question.kind == Topic.OUR_NAME for question in entry.asked):
            question = RowQuestion(
                kind=Topic.OUR_NAME,
                key=key,
                column=party.column,
                proposal=YES,
                ground=f"“{party.name}” ada pada semua baris",
                options=(YES, NO),
            )
            entry.ask(
                question,
                f"Apakah “{party.name[:80]}” pihak kita sendiri? Jawab pada halaman impor.",
            )
        return answer != NO


def _tidy_name(entry: RegisterEntry, value: str) -> str:
    try:
        return cells.text_of_cell(value, 200)
    except Wrong as wrong:
        entry.wrong("mitra", str(wrong))
        return ""


def _ask_split(entry: RegisterEntry, whole: str, parts: list[str], certainty: str) -> None:
    """Ask whether a cell names one partner or these."""
    names_of_parts = "; ".join(parts)
    question = RowQuestion(
        kind=Topic.SEVERAL_PARTNERS,
        key=certainty,
        column="mitra",
        name=whole,
        proposal=SPLIT,
        ground=f"menjadi: {names_of_parts[:200]}",
        options=(SPLIT, ONE),
    )
    entry.ask(
        question,
        f"Sel ini tampaknya memuat {len(parts)} mitra: {names_of_parts[:150]}. Pilih pada halaman"
        " impor.",
    )


def _partner_comes_first(ours: Collection[NamedParty], others: list[NamedParty]) -> bool:
    """Whether the partner is named as the first party and we as the second, so that the numbers
    stand the other way.
    """
    columns = {party.column for party in others}
    return (
        "pihak_1" in columns
        and "mitra" not in columns
        and any(party.column == "mitra" for party in ours)
    )


def _place_in_list(parties: list[NamedParty], ours: Collection[NamedParty]) -> int | None:
    """Our place in a cell that lists all parties; None where none does."""
    listed = [party for party in parties if party.column == "para_pihak"]
    return next((place for place, party in enumerate(listed, 1) if party in ours), None)


def _tell_numbers(entry: RegisterEntry, row: SheetRow, column: str) -> None:
    """The number of each partner, where the cell of their numbers has as many as there are
    partners; else that of the second one from a column of its own.
    """
    numbers = numbers_in_cell(row.values.get(column))
    if len(numbers) == len(entry.further) + 1:
        entry.partner_number, *others = numbers
    else:
        others = [str(row.values.get("nomor_mitra_2") or "").strip()[:LONGEST_NUMBER]]
    others += [""] * (len(entry.further) - len(others))
    told = zip(entry.further, others, strict=True)
    entry.further = [replace(one, number=number) for one, number in told]


def numbers_in_cell(value: cells.CellValue) -> list[str]:
    """The numbers that stand in a cell, one a line or between semicolons; their list marks fall
    away.
    """
    if not isinstance(value, str):
        return []
    numbers = [" ".join(part.split()) for part in BETWEEN_NUMBERS.split(value)]
    numbers = [number for number in numbers if number]
    if all(LIST_MARK.match(number) for number in numbers):
        numbers = [LIST_MARK.sub("", number) for number in numbers]
    return [number[:LONGEST_NUMBER] for number in numbers]


def _set_partners(
    entry: RegisterEntry,
    row: SheetRow,
    parties: list[NamedParty],
    ours: set[NamedParty],
    others: list[NamedParty],
) -> None:
    """The first of the others as the partner, with whose number comes first, and the rest."""
    comes_first = _partner_comes_first(ours, others)
    if comes_first:
        entry.number, entry.partner_number = entry.partner_number, entry.number
    entry.region_place = PARTNER_BEFORE_US if comes_first else _place_in_list(parties, ours)
    first, *further = dict.fromkeys(party.name for party in others)
    entry.partner_name = first
    entry.further = [Further(name) for name in further]
    if further:
        _tell_numbers(entry, row, "nomor" if comes_first else "nomor_mitra")


def _parts_of(value: str, column: str) -> tuple[list[str], str]:
    """The names in a cell, and how certain it is that they are several."""
    if column == "para_pihak":
        return parties_of_list(value), "semua pihak dalam satu sel"
    return split_parties(value)
