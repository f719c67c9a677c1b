"""Which parties the cells of a row name, and who among them is our own side."""

from typing import NamedTuple

from kerjasama.accounts.ourselves import Ourselves

from . import cells, names
from .answers import Answers
from .cells import Wrong
from .days_of_rows import is_blank
from .entries import Further, RegisterEntry, RowQuestion, Topic
from .names import Partners
from .parties import parties_of_list, split_parties
from .sheets import SheetRow

SPLIT, ONE = "pisah", "satu"
YES, NO = "ya", "bukan"
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
        others = [party.name for party in parties if not self._is_ours(entry, party)]
        if not others:
            self._note_lack(entry, names_us=bool(parties))
            return
        if _partner_came_first(parties, others):
            entry.number, entry.partner_number = entry.partner_number, entry.number
        first, *further = dict.fromkeys(others)
        entry.partner_name = first
        entry.further = [Further(name) for name in further]
        if further:
            number = str(row.values.get("nomor_mitra_2") or "").strip()[:100]
            entry.further[0] = Further(further[0], number=number)

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
        if self._is_known_as_one(whole.name):
            return [whole]
        if column == "para_pihak":
            parts, certainty = parties_of_list(str(value)), "semua pihak dalam satu sel"
        else:
            parts, certainty = split_parties(str(value))
        if len(parts) == 1:
            return [whole]
        others = [part for part in parts if not self._is_ours(entry, NamedParty(part, column))]
        if not others:
            return [whole]
        if len(others) == 1:
            return [NamedParty(others[0], column)]
        return self._parties_as_answered(entry, whole, others, certainty)

    def _parties_as_answered(
        self, entry: RegisterEntry, whole: NamedParty, others: list[str], certainty: str
    ) -> list[NamedParty]:
        """A cell that may name several partners: as one when somebody said so, else apart."""
        answer = self.answers.to(Topic.SEVERAL_PARTNERS, certainty, whole.name)
        if answer == ONE:
            return [whole]
        if not answer:
            _ask_split(entry, whole.name, others, certainty)
        return [NamedParty(name[:200], whole.column) for name in others]

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


def _partner_came_first(parties: list[NamedParty], others: list[str]) -> bool:
    """Whether the partner is named as the first party and we as the second, so that the numbers
    stand the other way.
    """
    by_column = {party.column: party.name for party in parties}
    second = by_column.get("mitra", "")
    return by_column.get("pihak_1") in others and bool(second) and second not in others
