"""The tree of any naskah: the one that is kept, or one made of the text that is woven from the
proposal.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from agreements.documents.kinds import KINDS
from agreements.documents.wording import clauses, frames, kept_trees
from agreements.documents.wording.clauses_abroad import REPRESENTED, REPRESENTED_EN
from agreements.documents.wording.values_abroad import named_parties
from agreements.documents.wording.versioned_trees import tree_of_texts
from agreements.models import Agreement
from agreements.naskah.blocks import (
    ENGLISH,
    INDONESIAN,
    FramePart,
    Inline,
    Line,
    NaskahText,
    Said,
    Text,
    Value,
    map_lines,
)
from agreements.naskah.identity import name_blocks
from agreements.naskah.inline import KNOWN_VALUES, OFFICE, PARTY
from agreements.naskah.plain import read_body


def tree_of(kind: str, agreement: Agreement) -> NaskahText:
    """The tree that is kept, or else that of the text as it is woven now."""
    return kept_trees.tree_kept_of(kind, agreement) or woven_tree_of(kind, agreement)


def woven_tree_of(kind: str, agreement: Agreement) -> NaskahText:
    """The tree of the woven text. Its blocks are named by their Pasal and their place in it, so
    that the same text always has the same ids.
    """
    rows = clauses.standard_clauses_of_naskah(kind, agreement)
    tree = tree_of_texts((part, title, own or standard) for part, title, standard, own in rows)
    if not KINDS[kind].is_bilingual:
        return tree
    named = {
        language: [between.join(one) for one in named_parties(kind, agreement, language)]
        for language, between in _BETWEEN.items()
    }
    articles = (replace(one, texts=_with_parties(one.texts, named)) for one in tree.articles)
    return replace(tree, articles=tuple(articles))


_BETWEEN = {INDONESIAN: REPRESENTED, ENGLISH: REPRESENTED_EN}


def _with_parties(texts: dict[str, Said], named: dict[str, list[str]]) -> dict[str, Said]:
    """The texts in which the parties stand by their place in the original, so that each is the
    first in the one it keeps. `named` are the words for each, by language.
    """
    change = {
        language: partial(_with_party, words, _BETWEEN[language])
        for language, words in named.items()
    }
    return {
        language: replace(said, body=map_lines(said.body, change.get(language, _with_slots)))
        for language, said in texts.items()
    }


def _with_party(named: list[str], between: str, line: Line) -> Line:
    """An item that begins with a party and its office."""
    [text] = line if len(line) == 1 else (None,)
    if not isinstance(text, Text):
        return line
    for number, words in enumerate(named, 1):
        if text.text.startswith(words):
            rest = text.text.removeprefix(words)
            party = (Value(f"{PARTY}_{number}"), Text(between), Value(f"{OFFICE}_{number}"))
            return (*party, Text(rest)) if rest else party
    return line


def _with_slots(line: Line) -> Line:
    """What a third text names in braces."""
    return tuple(found for one in line for found in _slots_of(one))


def _slots_of(one: Inline) -> Iterator[Inline]:
    if not isinstance(one, Text):
        yield one
        return
    for piece in re.split(r"(\{\w+\})", one.text):
        name = piece.strip("{}")
        if piece.startswith("{") and name in KNOWN_VALUES:
            yield Value(name)
        elif piece:
            yield replace(one, text=piece)


def with_frame(kind: str, agreement: Agreement, tree: NaskahText) -> NaskahText:
    """The tree with what surrounds its Pasal: as it was worded, else as the case has it. To be read
    and remarked on; what is kept holds only what was worded.
    """
    if not kept_trees.has_frame(kind):
        return tree
    worded = {part.id: part for part in tree.frame}
    standard = frames.standard_frame_of(kind, agreement)
    parts = [
        worded.get(one) or FramePart(one, {INDONESIAN: Said("", name_blocks(read_body(text), one))})
        for one, text in standard.items()
    ]
    return replace(tree, frame=tuple(parts))


def mandatory_roles_of(kind: str, agreement: Agreement) -> dict[str, str]:
    """The roles that the naskah must hold, each with the article of the law that lists it."""
    wording = KINDS[kind].wording
    if wording is None:
        return {}
    rules = {role: wording.rule_for(role) for role in clauses.standard_roles_of(kind, agreement)}
    return {role: str(rule) for role, rule in rules.items() if rule is not None}
