"""Whether the languages of a naskah are built alike: the same paragraphs, lists, items and tables
at the same places. What one of them lacks is told by the id of its block; a translation that stayed
as it was while the Indonesian text changed, by its Pasal.
"""

import hashlib
import json
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from typing import NamedTuple

from agreements.naskah.blocks import (
    INDONESIAN,
    Block,
    Body,
    FramePart,
    Item,
    ItemList,
    NaskahText,
    Owner,
    Paragraph,
    Table,
)
from agreements.naskah.stored import body_as_json

Shape = tuple[object, ...]


class Unmatched(NamedTuple):
    """What has no counterpart: the Pasal or annex, the block (that owner itself where all of its
    text is missing), and the language that lacks it. `only_in` is the language that has it.
    """

    owner: str
    block: str
    language: str
    only_in: str = INDONESIAN
    is_older: bool = False  # whether it is there, from before the Indonesian text changed

    @property
    def is_whole(self) -> bool:
        """Whether the language has nothing of it at all."""
        return self.owner == self.block and not self.is_older


def shape_of(body: Body) -> Shape:
    """How a body is built, whatever it says."""
    return tuple(map(_shape_of_block, body))


def _shape_of_block(block: Block) -> Shape:
    if isinstance(block, Paragraph):
        return ("paragraph",)
    if isinstance(block, Table):
        return "table", len(block.head), len(block.rows)
    items = tuple(shape_of(item.body) for item in block.items)
    return "list", block.style, block.start, items


def unmatched_blocks(naskah: NaskahText, languages: Iterable[str]) -> list[Unmatched]:
    """What these languages lack of the Indonesian text, and what they have beyond it, in the order
    of the naskah.
    """
    others = [one for one in languages if one != INDONESIAN]
    return [
        found
        for owner in naskah.owners
        for language in others
        for found in _unmatched(owner, language) or _older(naskah, owner, language)
    ]


def _older(naskah: NaskahText, owner: Owner, language: str) -> list[Unmatched]:
    mark = naskah.translated.get(f"{owner.id}_{language}")
    if mark is None or mark == mark_of_body(owner.body):
        return []
    return [Unmatched(owner.id, owner.id, language, is_older=True)]


def mark_of_body(body: Body) -> str:
    """The mark of what a text says; another as soon as a word of it is."""
    told = json.dumps(body_as_json(body), ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(told.encode()).hexdigest()[:16]


def note_translations(
    before: NaskahText, after: NaskahText, waiting: Collection[str] = ()
) -> NaskahText:
    """The naskah that remembers, of each translation that was just written, the Indonesian text it
    stands beside. `waiting` are Pasal whose translation was behind before anything was remembered.
    """
    known = {owner.id: owner for owner in before.owners}
    marks: dict[str, str] = {}
    for owner in after.owners:
        for language in owner.texts.keys() - {INDONESIAN}:
            part = f"{owner.id}_{language}"
            old = known.get(owner.id)
            is_same = old is not None and old.said_in(language) == owner.said_in(language)
            mark = mark_of_body(owner.body)
            if after.translated.get(part) != before.translated.get(part):
                mark = after.translated.get(part, mark)
            elif is_same and part in before.translated:
                mark = before.translated[part]
            elif is_same and old is not None:
                mark = "" if owner.id in waiting else mark_of_body(old.body)
            marks[part] = mark
    return replace(after, translated=marks)


def keep_translation(naskah: NaskahText, owner_id: str, language: str) -> NaskahText:
    """The naskah in which that translation stands beside the Indonesian text as it is now."""
    marks = {f"{one.id}_{language}": mark_of_body(one.body) for one in naskah.owners}
    part = f"{owner_id}_{language}"
    return replace(naskah, translated=naskah.translated | {part: marks.get(part, "")})


def _unmatched(owner: Owner, language: str) -> list[Unmatched]:
    return list(_unlike(owner, language))


def _unlike(owner: Owner, language: str) -> Iterator[Unmatched]:
    own, said = owner.said_in(INDONESIAN), owner.said_in(language)
    lacks_title = bool(own.title.strip()) and not said.title.strip()
    lacks_body = bool(own.body) and not said.body
    if (lacks_title and not isinstance(owner, FramePart)) or lacks_body:
        yield Unmatched(owner.id, owner.id, language)
        return
    if shape_of(own.body) == shape_of(said.body):
        return
    lacking = [Unmatched(owner.id, one, language) for one in _beyond(own.body, said.body)]
    beyond = [
        Unmatched(owner.id, one, INDONESIAN, language) for one in _beyond(said.body, own.body)
    ]
    yield from [*lacking, *beyond] or [Unmatched(owner.id, owner.id, language)]


def _beyond(body: Body, other: Body) -> list[str]:
    """The ids of the topmost blocks of one body that the other does not have, or has otherwise."""
    kinds = dict(_kinds(other))
    return list(_missing(body, kinds))


def _kinds(body: Body) -> Iterator[tuple[str, Shape]]:
    for block in body:
        yield block.id, _kind_of(block)
        if isinstance(block, ItemList):
            for item in block.items:
                yield item.id, _kind_of(item)
                yield from _kinds(item.body)


def _kind_of(one: Block | Item) -> Shape:
    if isinstance(one, ItemList):
        return "list", one.style
    if isinstance(one, Item):
        return ("item",)
    return _shape_of_block(one)


def _missing(body: Body, kinds: dict[str, Shape]) -> Iterator[str]:
    for block in body:
        if kinds.get(block.id) != _kind_of(block):
            yield block.id
        elif isinstance(block, ItemList):
            for item in block.items:
                if item.id not in kinds:
                    yield item.id
                else:
                    yield from _missing(item.body, kinds)
