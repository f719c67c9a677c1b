"""The tree of a version: the one that it keeps, or that of the text which was woven then."""

from collections.abc import Iterable
from itertools import groupby

from agreements.documents.wording import kept_trees, third_language
from agreements.models import DraftVersion
from agreements.naskah.blocks import Article, NaskahText, Said, role_of
from agreements.naskah.identity import name_blocks, pair_languages
from agreements.naskah.operations import look_up_references
from agreements.naskah.plain import carry_over
from agreements.naskah.stored import load_naskah
from kerjasama.reference.languages import THIRD


def tree_of_version(version: DraftVersion) -> NaskahText:
    """Its Pasal as blocks. Those of a woven text are named by their Pasal and their place in it."""
    if version.tree:
        return load_naskah(version.tree)
    return tree_of_texts(version.texts)


def tree_of_texts(texts: Iterable[Iterable[str]]) -> NaskahText:
    """The tree of (part, title, text) each, without what frames the Pasal in a third language. Its
    blocks are named by their Pasal and their place in it, so that the same text always has the same
    ids.
    """
    rows = [tuple(row) for row in texts]
    told = [row for row in rows if not third_language.is_frame(row[0])]
    articles = []
    for one, group in groupby(told, lambda row: kept_trees.split_part_in(row[0])[0]):
        said = dict(_said_in(one, *row) for row in group)
        articles.append(Article(one, role_of(one), said))
    naskah, _ = look_up_references(NaskahText(tuple(articles)), keeps_lost=True)
    return pair_languages(naskah)


def _said_in(article_id: str, part: str, title: str, text: str) -> tuple[str, Said]:
    """The language and what is said in it; a third text begins with its title."""
    language = kept_trees.split_part_in(part)[1]
    if language in THIRD:
        title, _, text = text.strip().partition("\n")
    return language, Said(title.strip(), name_blocks(carry_over(text), article_id))
