"""The tree of a version: the one that it keeps, or that of the text which was woven then."""

from itertools import groupby

from agreements.documents.wording import kept_trees
from agreements.models import DraftVersion
from agreements.naskah.blocks import Article, NaskahText, Said, role_of
from agreements.naskah.identity import name_blocks
from agreements.naskah.operations import look_up_references
from agreements.naskah.plain import carry_over
from agreements.naskah.stored import load_naskah


def tree_of_version(version: DraftVersion) -> NaskahText:
    """Its Pasal as blocks. Those of a woven text are named by their Pasal and their place in it."""
    if version.tree:
        return load_naskah(version.tree)
    articles = []
    for one, group in groupby(version.texts, lambda told: kept_trees.split_part_in(told[0])[0]):
        said = {
            kept_trees.split_part_in(part)[1]: Said(title, name_blocks(carry_over(text), part))
            for part, title, text in group
        }
        articles.append(Article(one, role_of(one), said))
    naskah, _ = look_up_references(NaskahText(tuple(articles)), keeps_lost=True)
    return naskah
