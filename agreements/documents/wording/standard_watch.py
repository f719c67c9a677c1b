"""Once a naskah keeps a tree its words no longer follow the proposal. Each Pasal remembers the
standard text of when its words were last decided on; where that reads otherwise by now, somebody
decides again before a final is made.
"""

import hashlib
from dataclasses import replace

from agreements.documents.wording import clauses, kept_trees
from agreements.models import Agreement
from agreements.naskah.blocks import NaskahText
from agreements.naskah.numbering import Numbers
from agreements.naskah.operations import require_article


def note_standard(
    kind: str, agreement: Agreement, before: NaskahText, after: NaskahText
) -> NaskahText:
    """The tree that remembers the standard text of now for each Pasal whose words were just written
    or taken over.
    """
    marks = _marks_of(kind, agreement)
    said = {one.id: one.body for one in before.articles}
    woven = {
        one.id: marks[one.role]
        if one.id not in after.woven or said.get(one.id) != one.body
        else after.woven[one.id]
        for one in after.articles
        if one.role in marks
    }
    return replace(after, woven=woven)


def keep_words(kind: str, agreement: Agreement, tree: NaskahText, part: str) -> NaskahText:
    """The tree in which the words of this Pasal stand as they are, whatever its standard text says
    now.
    """
    article = require_article(tree, part)
    marks = _marks_of(kind, agreement)
    if article.role not in marks:
        return tree
    return replace(tree, woven=tree.woven | {part: marks[article.role]})


def outdated_articles_of(kind: str, agreement: Agreement) -> list[tuple[str, str]]:
    """(part, number and title) of each Pasal whose standard text reads otherwise than when its
    words were decided on.
    """
    tree = kept_trees.tree_kept_of(kind, agreement)
    if tree is None or not tree.woven:
        return []
    marks, numbers = _marks_of(kind, agreement), Numbers(tree)
    return [
        (one.id, f"{numbers.words(one.id)} {one.title}")
        for one in tree.articles
        if one.role in marks and tree.woven.get(one.id, marks[one.role]) != marks[one.role]
    ]


def _marks_of(kind: str, agreement: Agreement) -> dict[str, str]:
    texts = clauses.standard_texts_of(kind, agreement)
    return {
        role: hashlib.sha256(" ".join(text.split()).encode()).hexdigest()[:16]
        for role, text in texts.items()
    }
