"""The parts a naskah must hold at least: P22 Pasal 40 (KB), 41 (PKS), 42 (NK); sanksi by PP 28/2018
Pasal 19.

Each part has a standard text, woven from what the proposal says; agreement.clauses[kind][part]
stands in its place when it is filled.
"""

from itertools import groupby
from typing import NamedTuple

from agreements.documents.kinds import KINDS
from agreements.documents.wording import (
    change_clauses,
    change_clauses_abroad,
    kept_trees,
    outside_texts,
    third_language,
    topics,
)
from agreements.documents.wording.standard_clauses import STANDARD, TITLES
from agreements.models import Agreement
from agreements.models.naskah_setup import is_in_third_language, split_part
from agreements.naskah.blocks import INDONESIAN, role_of

ClauseText = tuple[str, str, str, str]  # its part, its title, the standard text, our own


def clause_texts_of(agreement: Agreement, kind: str) -> list[tuple[str, str]]:
    """(title, text) of each Pasal of a naskah, in the order of the law; empty for other papers."""
    return [
        (title, own or standard) for _, title, standard, own in clauses_of_naskah(kind, agreement)
    ]


def clauses_of_naskah(kind: str, agreement: Agreement) -> list[ClauseText]:
    """(part, title, standard text, own text) of each Pasal; the own text is empty where the
    standard stands.

    A naskah with a tree of its own has the Pasal of that. One in several languages has each Pasal
    in each of them, the Indonesian first; behind them stands what frames the Pasal in a third
    language. Of one that was written elsewhere only its file is told.
    """
    if told := outside_texts.told_of_outside(kind, agreement):
        return [told]
    if tree := kept_trees.tree_kept_of(kind, agreement):
        frame = third_language.frame_texts_of(kind, agreement)
        standard = standard_texts_of(kind, agreement)
        said = kept_trees.texts_of_tree(kind, agreement, tree)
        own = [
            (part, title, standard.get(part) or _text_of_topic(part, kind, agreement), text)
            for part, title, text in said
        ]
        return own + [text[:] for text in frame]
    return standard_clauses_of_naskah(kind, agreement)


def standard_clauses_of_naskah(kind: str, agreement: Agreement) -> list[ClauseText]:
    """The same as it is woven from the proposal, whether it has a tree or not."""
    if is_bilingual(kind):
        articles = change_clauses_abroad.articles_abroad_of(kind, agreement)
        frame = third_language.frame_texts_of(kind, agreement)
        return [text[:] for article in articles for text in article] + [text[:] for text in frame]
    if KINDS[kind].changes:
        return change_clauses.clauses_of_change(kind, agreement)
    own = (agreement.clauses or {}).get(kind) or {}
    return [
        (part, TITLES[part], STANDARD[part](agreement, kind), (own.get(part) or "").strip())
        for part in part_codes(kind, agreement)
    ]


def standard_texts_of(kind: str, agreement: Agreement) -> dict[str, str]:
    """By part, the standard text as the proposal gives it now."""
    rows = standard_clauses_of_naskah(kind, agreement)
    return {part: text for part, _, text, _ in rows}


def _text_of_topic(part: str, kind: str, agreement: Agreement) -> str:
    bare, language = split_part(part)
    return topics.topic_text(role_of(bare), agreement, kind, language or INDONESIAN)


def is_bilingual(kind: str) -> bool:
    """Whether each Pasal stands in two languages."""
    return KINDS[kind].is_bilingual


class ClausePair(NamedTuple):
    """A Pasal in each language of its naskah; `one_sided` where only one of the first two was
    reworded, `untranslated` where its third text is missing.
    """

    texts: list[ClauseText]
    one_sided: bool
    untranslated: bool = False


def clauses_side_by_side(kind: str, agreement: Agreement) -> list[ClausePair]:
    """Each Pasal with its texts, without what frames them in a third language."""
    pairs = []
    for _, group in groupby(clauses_of_naskah(kind, agreement), lambda text: _article_of(text[0])):
        texts = list(group)
        if is_in_third_language(texts[0][0]):
            continue
        are_reworded = {bool(own) for *_, own in texts[:2]}
        third = [standard or own for _, _, standard, own in texts[2:]]
        pairs.append(ClausePair(texts, len(are_reworded) > 1, untranslated=third == [""]))
    return pairs


def _article_of(part: str) -> str:
    return split_part(part)[0]


def part_codes(kind: str, agreement: Agreement) -> tuple[str, ...]:
    """The Pasal of a naskah, in its order; empty for other papers."""
    paper = KINDS[kind]
    if paper.is_bilingual or paper.changes:
        return tuple(part for part, *_ in clauses_of_naskah(kind, agreement))
    return standard_roles_of(kind, agreement)


def standard_roles_of(kind: str, agreement: Agreement) -> tuple[str, ...]:
    """The roles of the Pasal that the standard text has."""
    wording = KINDS[kind].wording
    if wording is None:
        return ()
    if agreement.track.is_with_third_party:
        return (*wording.parts, *wording.with_third_party)
    return wording.parts
