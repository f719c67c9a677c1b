"""What a domestic paper prints of its parties: how they are named, and where each signs."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil

from agreements.documents.text import indonesian
from agreements.documents.wording.parties_at_home import NamedParty, parties_of

from .paper_words import OrderedPaper, PaperWords

MOST_BESIDE = 3


@dataclass(frozen=True)
class SignatureRow:
    """Parties that sign beside each other, the last of them left as in the Lampiran of P22."""

    parties: list[NamedParty]

    def __iter__(self) -> Iterator[NamedParty]:
        return iter(self.parties)

    @property
    def somebody_stands_in(self) -> bool:
        """Whether one of them signs for another office."""
        return any(party.stands_in for party in self.parties)


@dataclass(frozen=True)
class PartyWords(PaperWords):
    """The parties of a paper: each, all as they are called, all by name, and their signatures.

    A `comma` follows each name but the last of a title that lists more than two.
    """

    parties: list[NamedParty]
    all_called: str
    all_named: str
    comma: str
    signature_rows: list[SignatureRow]


def words_of_parties(paper: OrderedPaper) -> PartyWords:
    """What the paper prints of the parties of its case."""
    parties = parties_of(paper.agreement, paper.region, paper.kind, paper.day)
    return PartyWords(
        parties,
        all_called=indonesian.join_names([party.called for party in parties]),
        all_named=indonesian.join_names([party.name or indonesian.BLANK for party in parties]),
        comma="," if len(parties) > 2 else "",
        signature_rows=rows_of_signatures(parties),
    )


def rows_of_signatures(parties: list[NamedParty]) -> list[SignatureRow]:
    """The parties in rows of like length, each row from the last party to the first."""
    rows = ceil(len(parties) / MOST_BESIDE)
    width = ceil(len(parties) / rows)
    return [
        SignatureRow(parties[start : start + width][::-1])
        for start in range(0, len(parties), width)
    ]
