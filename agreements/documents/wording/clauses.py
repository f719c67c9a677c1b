"""The parts a naskah must hold at least: P22 Pasal 40 (KB), 41 (PKS), 42 (NK); sanksi by PP 28/2018
Pasal 19.

Each part has a standard text, woven from what the proposal says; agreement.clauses[kind][part]
stands in its place when it is filled.
"""

from typing import NamedTuple

from agreements.documents.kinds import KINDS
from agreements.documents.wording import change_clauses, change_clauses_abroad
from agreements.documents.wording.standard_clauses import STANDARD, TITLES
from agreements.models import Agreement

ClauseText = tuple[str, str, str, str]  # its part, its title, the standard text, our own


def clause_texts_of(agreement: Agreement, kind: str) -> list[tuple[str, str]]:
    """(title, text) of each Pasal of a naskah, in the order of the law; empty for other papers."""
    return [
        (title, own or standard) for _, title, standard, own in clauses_of_naskah(kind, agreement)
    ]


def clauses_of_naskah(kind: str, agreement: Agreement) -> list[ClauseText]:
    """(part, title, standard text, own text) of each Pasal; the own text is empty where the
    standard stands.

    A naskah in two languages has each Pasal twice, the Indonesian and then the English.
    """
    if is_bilingual(kind):
        return [
            article[:]
            for pair in change_clauses_abroad.articles_abroad_of(kind, agreement)
            for article in pair
        ]
    if KINDS[kind].changes:
        return change_clauses.clauses_of_change(kind, agreement)
    own = (agreement.clauses or {}).get(kind) or {}
    return [
        (part, TITLES[part], STANDARD[part](agreement, kind), (own.get(part) or "").strip())
        for part in part_codes(kind, agreement)
    ]


def is_bilingual(kind: str) -> bool:
    """Whether each Pasal stands in two languages."""
    return KINDS[kind].is_bilingual


class ClausePair(NamedTuple):
    """A Pasal in each language of its naskah; `one_sided` where only one of two was reworded."""

    texts: list[ClauseText]
    one_sided: bool


def clauses_side_by_side(kind: str, agreement: Agreement) -> list[ClausePair]:
    """Each Pasal with its texts."""
    texts, pairs = clauses_of_naskah(kind, agreement), []
    languages = len(KINDS[kind].languages)
    for place in range(0, len(texts), languages):
        pair = texts[place : place + languages]
        are_reworded = {bool(own) for *_, own in pair}
        pairs.append(ClausePair(pair, one_sided=len(are_reworded) > 1))
    return pairs


def part_codes(kind: str, agreement: Agreement) -> tuple[str, ...]:
    """The Pasal of a naskah, in its order; empty for other papers."""
    paper = KINDS[kind]
    if paper.is_bilingual or paper.changes:
        return tuple(part for part, *_ in clauses_of_naskah(kind, agreement))
    if paper.wording is None:
        return ()
    if agreement.track.is_with_third_party:
        return (*paper.wording.parts, *paper.wording.with_third_party)
    return paper.wording.parts
