"""The parts a naskah must hold at least: P22 Pasal 40 (KB), 41 (PKS), 42 (NK); sanksi by PP 28/2018
Pasal 19.

Each part has a standard text, woven from what the proposal says; agreement.clauses[kind][part]
stands in its place when it is filled.
"""

from agreements.documents.kinds import KINDS
from agreements.documents.wording import change_clauses, change_clauses_abroad
from agreements.documents.wording.standard_clauses import STANDARD, TITLES
from agreements.models import Agreement


def clause_texts_of(agreement: Agreement, kind: str) -> list[tuple[str, str]]:
    """(title, text) of each Pasal of a naskah, in the order of the law; empty for other papers."""
    return [
        (title, own or standard) for _, title, standard, own in clauses_of_naskah(kind, agreement)
    ]


def clauses_of_naskah(kind: str, agreement: Agreement) -> list[tuple[str, str, str, str]]:
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
    return KINDS[kind].is_bilingual


def clauses_side_by_side(kind: str, agreement: Agreement) -> list[dict]:
    """Each Pasal with its texts, and whether it was reworded in one of its two languages only."""
    texts, languages = clauses_of_naskah(kind, agreement), 2 if is_bilingual(kind) else 1
    pairs = [texts[place : place + languages] for place in range(0, len(texts), languages)]
    return [
        {"texts": pair, "one_sided": len({bool(own) for *_, own in pair}) > 1} for pair in pairs
    ]


def part_codes(kind: str, agreement: Agreement) -> tuple[str, ...]:
    """The Pasal of a naskah, in its order; empty for other papers."""
    paper = KINDS[kind]
    if paper.is_bilingual or paper.changes:
        return tuple(part for part, *_ in clauses_of_naskah(kind, agreement))
    if paper.wording is None:
        return ()
    more = paper.wording.with_third_party if agreement.track.is_with_third_party else ()
    return (*paper.wording.parts, *more)


def names_partner_first(agreement: Agreement, kind: str) -> bool:
    """Whether the partner is PIHAK KESATU; a change follows the naskah that it changes."""
    base = agreement.naskah_diubah if KINDS[kind].changes_at_home else kind
    return base in KINDS and KINDS[base].names_partner_first
