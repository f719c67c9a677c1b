"""The Pernyataan Kehendak and the Naskah Kerja Sama: their languages side by side or each in
originals of its own, and each party first in the copy it keeps.
"""

from dataclasses import dataclass
from itertools import zip_longest
from typing import NamedTuple

from agreements.documents.kinds import KINDS, DocumentKind
from agreements.documents.wording import third_language
from agreements.documents.wording.closing_abroad import is_third
from agreements.documents.wording.parties_abroad import (
    NativeName,
    Side,
    named_first,
    parties_with_emblems,
)
from agreements.documents.wording.third_language import NamedInThird
from agreements.regulations.limits import INTENT
from kerjasama.reference.languages import ENGLISH, INDONESIAN, NaskahLanguage

from .annexes_abroad import AnnexAbroad, annexes_abroad_of
from .clauses import tree_of_paper
from .naskah_columns import (
    Cell,
    Row,
    article_rows,
    column_of,
    number_rows,
    rows_of_paragraphs,
)
from .paper_words import OrderedPaper, PaperWords

MOST_BESIDE = 3  # signatures in one row
# In the context of a paper: only the Indonesian and the English text, side by side.
TWO_LANGUAGES = "two_languages"
WIDTHS = {1: "one", 2: "two", 3: "three"}  # by the number of languages beside each other


class Signer(NamedTuple):
    """Who signs for a party: for whom in each language, the name, and the office in each."""

    for_whom: tuple[tuple[str, NaskahLanguage], ...]
    native: NativeName | None
    name: str
    offices: tuple[tuple[str, NaskahLanguage], ...]


class Arms(NamedTuple):
    """The emblem of a party, or its room, and the state below it."""

    name: str
    emblem: str
    state: str


class NaskahCopy(NamedTuple):
    """One original: the party that keeps it stands first."""

    page: str
    width: str
    is_landscape: bool
    arms: tuple[Arms, ...]
    rows: list[Row]
    closing: list[Row]
    signatures: list[list[Signer]]
    annexes: tuple[AnnexAbroad, ...] = ()


@dataclass(frozen=True)
class NaskahAbroadWords(PaperWords):
    """What a naskah in several languages prints."""

    copies: list[NaskahCopy]


class Original(NamedTuple):
    """Which original is printed: for the `first` of the sides, in these languages."""

    first: int
    languages: tuple[NaskahLanguage, ...]


def of_naskah(paper: OrderedPaper) -> NaskahAbroadWords:
    """A Pernyataan Kehendak to be signed is printed in all its originals, a naskah in those of one
    side.
    """
    originals = _originals_to_print(paper)
    return NaskahAbroadWords(
        [_copy(paper, original, f"c{number}") for number, original in enumerate(originals, 1)]
    )


def _originals_to_print(paper: OrderedPaper) -> list[Original]:
    """In the order of their rangkap; a draft shows each text once."""
    base = KINDS[KINDS[paper.kind].base]
    setup = paper.agreement.setup_of(base.code)
    languages, sets = [setup.languages], setup.per_party
    if paper.document.context.get(TWO_LANGUAGES):
        languages = [setup.languages[:2]]
    elif setup.apart:
        languages = [(language,) for language in setup.languages]
    if paper.document.draft:
        sets = 1
    return [
        Original(first, of_one)
        for first in _sides_to_print(paper, base)
        for _ in range(sets)
        for of_one in languages
    ]


def _sides_to_print(paper: OrderedPaper, base: DocumentKind) -> tuple[int, ...]:
    """Which of the sides stand first in what is printed."""
    partners = range(1, paper.agreement.number_of_parties)
    if (paper.kind == INTENT or base.changes_abroad) and not paper.document.draft:
        return (0, *partners)
    if base.code != paper.kind:
        return tuple(partners)
    return (0,)


def _copy(paper: OrderedPaper, original: Original, page: str) -> NaskahCopy:
    sides = parties_with_emblems(paper.agreement, paper.region, paper.day, paper.kind)
    in_third = third_language.parties_in_third(paper.kind, paper.agreement)
    order = _order(len(sides), original.first)
    sides = named_first(sides, original.first)
    in_third = [in_third[place] for place in order if place < len(in_third)]
    columns = [
        column_of(paper, language, sides, in_third, original.first)
        for language in original.languages
    ]
    return NaskahCopy(
        page=page,
        width=WIDTHS[len(columns)],
        is_landscape=len(columns) > 2,
        arms=tuple(_arms(side, original.languages) for side in sides),
        rows=[
            Row("title", tuple(Cell(one.language, head=one.head) for one in columns)),
            *number_rows(paper, columns),
            *rows_of_paragraphs(columns, "preamble"),
            *article_rows(columns),
        ],
        closing=rows_of_paragraphs(columns, "closing"),
        signatures=_signatures(sides, in_third, original.languages),
        annexes=annexes_abroad_of(
            paper, tree_of_paper(paper.document), original.languages, original.first
        ),
    )


def _order(sides: int, first: int) -> list[int]:
    return [first, *(place for place in range(sides) if place != first)]


def _arms(side: Side, languages: tuple[NaskahLanguage, ...]) -> Arms:
    """The state is named in the first language of the original, a third one leaves the emblem
    alone.
    """
    states = {INDONESIAN: side.state, ENGLISH: side.state_en}
    return Arms(side.name, side.emblem, states.get(languages[0].code, ""))


def _signatures(
    sides: tuple[Side, ...],
    in_third: list[NamedInThird],
    languages: tuple[NaskahLanguage, ...],
) -> list[list[Signer]]:
    """Rows of like length, so that no name stands in a column too narrow for it."""
    signers = [
        _signer(side, named, languages)
        for side, named in zip_longest(sides, in_third[: len(sides)])
    ]
    rows = -(-len(signers) // MOST_BESIDE)
    width = -(-len(signers) // rows)
    return [signers[start : start + width] for start in range(0, len(signers), width)]


def _signer(
    side: Side,
    named: NamedInThird | None,
    languages: tuple[NaskahLanguage, ...],
) -> Signer:
    names = {INDONESIAN: f"Untuk {side.name}", ENGLISH: f"For {side.name_en}"}
    offices = {INDONESIAN: side.office, ENGLISH: side.office_en}
    native = side.native
    for language in languages:
        if is_third(language.code) and named is not None:
            names[language.code], offices[language.code] = named
            native = None
    told = [(offices[one.code], one) for one in languages]
    return Signer(
        for_whom=tuple((names[one.code], one) for one in languages),
        native=native,
        name=side.signer,
        offices=tuple(
            (office, one) for office, one in told if one is told[0][1] or office != told[0][0]
        ),
    )
