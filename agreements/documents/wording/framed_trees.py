"""A tree with all of the frame around its Pasal: what was worded of it, and the rest as the case
has it, so that a word processor may change any of it.
"""

from collections.abc import Collection
from dataclasses import replace

from agreements.documents.wording import frames
from agreements.models import Agreement
from agreements.naskah.blocks import FRAME, INDONESIAN, FramePart, NaskahText, Said
from agreements.naskah.identity import name_blocks
from agreements.naskah.plain import read_body


def framed_tree(
    kind: str, agreement: Agreement, tree: NaskahText, only: Collection[str] = tuple(FRAME)
) -> NaskahText:
    """The tree with these parts of its frame. The blocks of one that nobody worded are named by
    their part and their place in it.
    """
    parts = {part.id: part for part in tree.frame}
    if missing := [one for one in only if one not in parts]:
        texts = frames.standard_frame_of(kind, agreement)
        for one in missing:
            body = name_blocks(read_body(texts[one]), one)
            parts[one] = FramePart(one, {INDONESIAN: Said("", body)})
    return replace(tree, frame=tuple(parts[one] for one in FRAME if one in parts))


def without_standard(tree: NaskahText, base: NaskahText, framed: NaskahText) -> NaskahText:
    """The tree without those parts of its frame that say what the case has, as `framed` does, and
    that `base` does not hold.
    """
    own = {part.id for part in base.frame}
    standard = {part.id: part for part in framed.frame if part.id not in own}
    kept = tuple(part for part in tree.frame if standard.get(part.id) != part)
    return replace(tree, frame=kept)
