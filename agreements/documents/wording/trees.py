"""The tree of any naskah: the one that is kept, or one made of the text that is woven from the
proposal.
"""

from dataclasses import replace
from itertools import groupby

from agreements.documents.kinds import KINDS
from agreements.documents.wording import clauses, frames, kept_trees
from agreements.models import Agreement
from agreements.models.naskah_setup import is_in_third_language, split_part
from agreements.naskah.blocks import INDONESIAN, Article, FramePart, NaskahText, Said, role_of
from agreements.naskah.identity import name_blocks
from agreements.naskah.operations import look_up_references
from agreements.naskah.plain import carry_over, read_body


def tree_of(kind: str, agreement: Agreement) -> NaskahText:
    """The tree that is kept, or else that of the text as it is woven now."""
    return kept_trees.tree_kept_of(kind, agreement) or woven_tree_of(kind, agreement)


def woven_tree_of(kind: str, agreement: Agreement) -> NaskahText:
    """The tree of the woven text. Its blocks are named by their Pasal and their place in it, so
    that the same text always has the same ids.
    """
    texts = [
        text
        for text in clauses.standard_clauses_of_naskah(kind, agreement)
        if not (is_in_third_language(text[0]) and not _is_article(kind, text[0]))
    ]
    articles = []
    for part, group in groupby(texts, lambda text: split_part(text[0])[0]):
        said = {
            kept_trees.split_part_in(one)[1]: _said(one, title, own or standard)
            for one, title, standard, own in group
        }
        articles.append(Article(part, role_of(part), said))
    naskah, _ = look_up_references(NaskahText(tuple(articles)), keeps_lost=True)
    return naskah


def with_frame(kind: str, agreement: Agreement, tree: NaskahText) -> NaskahText:
    """The tree with what surrounds its Pasal: as it was worded, else as the case has it. To be read
    and remarked on; what is kept holds only what was worded.
    """
    if not kept_trees.has_structure(kind):
        return tree
    worded = {part.id: part for part in tree.frame}
    standard = frames.standard_frame_of(kind, agreement)
    parts = [
        worded.get(one) or FramePart(one, {INDONESIAN: Said("", name_blocks(read_body(text), one))})
        for one, text in standard.items()
    ]
    return replace(tree, frame=tuple(parts))


def _is_article(kind: str, part: str) -> bool:
    wording = KINDS[kind].wording
    return wording is not None and split_part(part)[0] in wording.parts


def _said(part: str, title: str, text: str) -> Said:
    return Said(title, name_blocks(carry_over(text), part))


def mandatory_roles_of(kind: str, agreement: Agreement) -> dict[str, str]:
    """The roles that the naskah must hold, each with the article of the law that lists it."""
    wording = KINDS[kind].wording
    if wording is None:
        return {}
    rules = {role: wording.rule_for(role) for role in clauses.standard_roles_of(kind, agreement)}
    return {role: str(rule) for role, rule in rules.items() if rule is not None}
