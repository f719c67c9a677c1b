"""Once a naskah keeps a tree its words no longer follow the proposal. Each Pasal remembers the
standard text of when its words were last decided on; where that reads otherwise by now, somebody
decides again before a final is made.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import replace

from agreements.documents.wording import clauses, frames, kept_trees
from agreements.models import Agreement
from agreements.models.naskah_setup import split_part
from agreements.naskah.blocks import Body, NaskahText, Owner, role_of
from agreements.naskah.numbering import Numbers
from agreements.naskah.operations import require_owner
from kerjasama.reference.languages import THIRD


def note_standard(
    kind: str, agreement: Agreement, before: NaskahText, after: NaskahText
) -> NaskahText:
    """The tree that remembers the standard text of now for each Pasal whose words were just written
    or taken over.
    """
    marks = _marks_of(kind, agreement, after)
    said = {one.id: _bodies_of(one) for one in before.owners}
    woven = {
        one.id: marks[role_of(one.id)]
        if one.id not in after.woven or said.get(one.id) != _bodies_of(one)
        else after.woven[one.id]
        for one in _watched(after, marks)
    }
    return replace(after, woven=woven)


def _bodies_of(owner: Owner) -> dict[str, Body]:
    """By language what it says; its title may be another."""
    return {language: said.body for language, said in owner.texts.items()}


def keep_words(kind: str, agreement: Agreement, tree: NaskahText, part: str) -> NaskahText:
    """The tree in which the words of this Pasal stand as they are, whatever its standard text says
    now.
    """
    require_owner(tree, part)
    marks, role = _marks_of(kind, agreement, tree), role_of(part)
    if role not in marks:
        return tree
    return replace(tree, woven=tree.woven | {part: marks[role]})


def outdated_articles_of(kind: str, agreement: Agreement) -> list[tuple[str, str]]:
    """(part, number and title) of each Pasal, and part of the frame, whose standard text reads
    otherwise than when its words were decided on.
    """
    tree = kept_trees.tree_kept_of(kind, agreement)
    if tree is None or not tree.woven:
        return []
    marks, numbers = _marks_of(kind, agreement, tree), Numbers(tree)
    return [
        (one.id, f"{numbers.words(one.id)} {one.title}".strip())
        for one in _watched(tree, marks)
        if tree.woven.get(one.id, marks[role_of(one.id)]) != marks[role_of(one.id)]
    ]


def _watched(tree: NaskahText, marks: Mapping[str, str]) -> list[Owner]:
    """The Pasal and parts of the frame that have a standard text."""
    owners: list[Owner] = [*tree.articles, *tree.frame]
    return [one for one in owners if role_of(one.id) in marks]


def _marks_of(kind: str, agreement: Agreement, tree: NaskahText) -> dict[str, str]:
    texts = _in_all_languages(clauses.standard_texts_of(kind, agreement))
    if tree.frame:
        texts |= frames.standard_frame_of(kind, agreement)
    return {
        role: hashlib.sha256(" ".join(text.split()).encode()).hexdigest()[:16]
        for role, text in texts.items()
    }


def _in_all_languages(texts: Mapping[str, str]) -> dict[str, str]:
    """By Pasal its standard text, with the English one behind the Indonesian where it has one; a
    third is typed and has none.
    """
    told: dict[str, str] = {}
    for part, text in texts.items():
        one, language = split_part(part)
        if language not in THIRD:
            told[one] = f"{told[one]}\n{text}" if one in told else text
    return told
