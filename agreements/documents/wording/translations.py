"""What the languages of a naskah that keeps a tree lack of each other, told at its block. The
approval waits for the English text (`Agreement.terjemahan_lengkap`), the draft for a third one.
"""

from dataclasses import replace
from typing import NamedTuple

from django.utils.text import Truncator

from agreements.documents.kinds import KINDS
from agreements.documents.wording import clauses, kept_trees
from agreements.models import Agreement
from agreements.naskah.blocks import NaskahText
from agreements.naskah.numbering import Numbers
from agreements.naskah.parity import Unmatched, unmatched_blocks
from agreements.naskah.units import flatten, tell_unit
from kerjasama.reference.languages import BY_CODE

EXCERPT = 60
ONE_SIDED = "{place} diubah dalam satu bahasa saja. Lengkapi teks dalam bahasa lainnya."


class TranslationGap(NamedTuple):
    """A Pasal or lampiran whose languages differ: its id, the language that lacks something, and
    what.
    """

    owner: str
    language: str
    why: str
    is_older: bool = False


def gaps_of_translations(kind: str, agreement: Agreement, tree: NaskahText) -> list[TranslationGap]:
    """What each language of the naskah lacks, and what it has beyond the Indonesian text; of one
    that is woven still, the Pasal that were reworded in one language alone.
    """
    if kept_trees.tree_kept_of(kind, agreement) is None:
        return [
            TranslationGap(one, "", ONE_SIDED.format(place=Numbers(tree).words(one)))
            for one in one_sided_articles_of(kind, agreement)
        ]
    languages = kept_trees.languages_of(kind, agreement)
    numbers = Numbers(tree)
    return [
        TranslationGap(
            found.owner,
            found.language,
            _why(kind, agreement, tree, numbers, found),
            found.is_older,
        )
        for found in unmatched_blocks(tree, languages)
    ]


def one_sided_articles_of(kind: str, agreement: Agreement) -> list[str]:
    """The Pasal of a woven naskah that were reworded in one of its first two languages alone."""
    if not KINDS[kind].is_bilingual:
        return []
    pairs = clauses.clauses_side_by_side(kind, agreement)
    return [pair.texts[0][0] for pair in pairs if pair.one_sided]


def _why(
    kind: str, agreement: Agreement, tree: NaskahText, numbers: Numbers, found: Unmatched
) -> str:
    place = numbers.words(found.block)
    lacks = f"bahasa {BY_CODE[found.language].name}"
    if found.is_older:
        return f"{place}: teks Indonesia diubah sesudah teks {lacks} terakhir ditetapkan."
    if found.is_whole:
        return f"{place}: belum ada teks {lacks}."
    words = _excerpt(kind, agreement, tree, found)
    return f"{place}{words}: tidak ada padanannya dalam teks {lacks}."


def _excerpt(kind: str, agreement: Agreement, tree: NaskahText, found: Unmatched) -> str:
    """The first words of the block, in the language that has it."""
    teller = kept_trees.teller_of(kind, agreement, tree, found.only_in)
    [owner] = [one for one in tree.owners if one.id == found.owner]
    for unit in flatten(owner.said_in(found.only_in).body):
        if found.block in (unit.id, unit.list_id):
            told = tell_unit(replace(unit, style=""), teller, owner.id)
            return f" “{Truncator(' '.join(told.split())).chars(EXCERPT)}”"
    return ""
