"""Which block of a new text is which of the old: ids are kept where the words are the same or much
alike, or where as many blocks of the same kinds stand in their place; else new ones are given.

A block bears the same id in every language, once the languages are built alike.
"""

from collections.abc import Iterator
from dataclasses import replace
from difflib import SequenceMatcher

from agreements.naskah.blocks import (
    INDONESIAN,
    Block,
    Body,
    Item,
    ItemList,
    NaskahText,
    Paragraph,
    Said,
    Speaking,
    Table,
    all_blocks,
)
from agreements.naskah.inline import Teller
from agreements.naskah.parity import shape_of

ALIKE = 0.5
Known = Block | Item


def keep_ids(
    naskah: NaskahText, new: Body, old: Body, within: str, teller: Teller, *, keeps_words: bool
) -> tuple[NaskahText, Body]:
    """The new body with its ids, and the naskah that knows the next one. With `keeps_words` a block
    that says the same takes over how the old one says it: bold, references.
    """
    before, after = list(all_blocks(old)), list(all_blocks(new))
    told_before = [_key(block, teller, within) for block in before]
    told_after = [_key(block, teller, within) for block in after]
    same = dict(_pairs(told_before, told_after))
    known: list[tuple[Known, bool] | None] = [None] * len(after)
    for at, was in same.items():
        says_same = keeps_words and told_before[was] == told_after[at]
        known[at] = (before[was], says_same)
    naming = _Naming("b", naskah.next, known)
    body = naming.body(new)
    return replace(naskah, next=naming.next), body


def _key(block: Known, teller: Teller, within: str) -> tuple[str, str]:
    if isinstance(block, ItemList):
        told = [teller.text(item.text, within) for item in block.items]
        return f"list {block.style}", "\n".join(told)
    if isinstance(block, Table):
        rows = [[teller.text(cell, within) for cell in row] for row in (block.head, *block.rows)]
        return "table", "\n".join(" | ".join(row) for row in rows)
    kind = "paragraph" if isinstance(block, Paragraph) else "item"
    return kind, teller.text(block.text, within)


def _pairs(
    before: list[tuple[str, str]], after: list[tuple[str, str]]
) -> Iterator[tuple[int, int]]:
    """(place after, place before) of what is the same block."""
    matched = SequenceMatcher(None, before, after, autojunk=False)
    for tag, i, j, k, m in matched.get_opcodes():
        if tag == "equal":
            yield from zip(range(k, m), range(i, j), strict=True)
        elif tag == "replace":
            yield from _alike(before, after, range(i, j), range(k, m))


def _alike(
    before: list[tuple[str, str]], after: list[tuple[str, str]], old: range, new: range
) -> Iterator[tuple[int, int]]:
    found: dict[int, int] = {}
    free = old
    for place in new:
        alike = (one for one in free if _is_alike(before[one], after[place]))
        if (candidate := next(alike, None)) is not None:
            found[place] = candidate
            free = range(candidate + 1, old.stop)
    if [before[one][0] for one in old] == [after[one][0] for one in new]:
        # Each was rewritten where it stood: what refers to it means the new words.
        for place, candidate in zip(new, old, strict=True):
            if place not in found and candidate not in found.values():
                found[place] = candidate
    yield from found.items()


def _is_alike(old: tuple[str, str], new: tuple[str, str]) -> bool:
    """Whether two are of one kind and say much the same."""
    return old[0] == new[0] and _likeness(old[1], new[1]) >= ALIKE


def _likeness(old: str, new: str) -> float:
    return SequenceMatcher(None, old.split(), new.split(), autojunk=False).ratio()


class _Naming:
    """Gives each block its id, in the order of `all_blocks`: that of the old block it is, known
    with whether it says the same; or else the next one.
    """

    def __init__(
        self, prefix: str, next_number: int, known: list[tuple[Known, bool] | None]
    ) -> None:
        self.prefix, self.next, self.known = prefix, next_number, iter(known)

    def body(self, body: Body) -> Body:
        return tuple(self._block(block) for block in body)

    def _taken(self) -> tuple[str, Known | None]:
        """The id of the next block, and the old one whose words it keeps."""
        known = next(self.known)
        if known is None:
            self.next += 1
            return f"{self.prefix}{self.next - 1}", None
        old, says_same = known
        return old.id, old if says_same else None

    def _block(self, block: Block) -> Block:
        one, old = self._taken()
        if isinstance(block, ItemList):
            return replace(block, id=one, items=tuple(map(self._item, block.items)))
        if isinstance(block, Table) and isinstance(old, Table):
            return replace(old, id=one)
        if isinstance(block, Paragraph) and isinstance(old, Paragraph):
            return replace(old, id=one)
        return replace(block, id=one)

    def _item(self, item: Item) -> Item:
        one, old = self._taken()
        words = old.text if isinstance(old, Item) else item.text
        return replace(item, id=one, text=words, body=self.body(item.body))


def name_blocks(body: Body, article_id: str) -> Body:
    """The ids of a text that is woven anew each time: by its Pasal and the place in it."""
    known: list[tuple[Known, bool] | None] = [None] * len(list(all_blocks(body)))
    return _Naming(f"{article_id}.", 1, known).body(body)


def name_new_blocks(naskah: NaskahText, body: Body, prefix: str = "b") -> tuple[NaskahText, Body]:
    """The body with ids for those blocks that have none yet, and the naskah that knows the next."""
    known = [(block, False) if block.id else None for block in all_blocks(body)]
    naming = _Naming(prefix, naskah.next, known)
    named = naming.body(body)
    return replace(naskah, next=naming.next), named


def pair_languages(naskah: NaskahText) -> NaskahText:
    """The naskah in which a block bears in each language the id that it has in Indonesian, wherever
    the languages of a Pasal are built alike.
    """
    pairing = _Pairing(naskah)
    paired = replace(
        naskah,
        articles=tuple(map(pairing.owner, naskah.articles)),
        annexes=tuple(map(pairing.owner, naskah.annexes)),
        frame=tuple(map(pairing.owner, naskah.frame)),
    )
    return replace(paired, next=pairing.next)


class _Pairing:
    """Pairs the languages of one owner after the other."""

    def __init__(self, naskah: NaskahText) -> None:
        self.next = naskah.next
        self.home = {
            block.id: owner.id for owner in naskah.owners for block in all_blocks(owner.body)
        }

    def owner(self, owner: Speaking) -> Speaking:
        if set(owner.texts) <= {INDONESIAN}:
            return owner
        texts = {
            language: said if language == INDONESIAN else self._said(said, owner)
            for language, said in owner.texts.items()
        }
        return replace(owner, texts=texts)

    def _said(self, said: Said, owner: Speaking) -> Said:
        blocks = list(all_blocks(said.body))
        known: list[tuple[Known, bool] | None] = [(one, False) for one in all_blocks(owner.body)]
        if shape_of(said.body) != shape_of(owner.body):
            # What stands in another Pasal of the Indonesian text by now is a block of its own.
            known = [
                (one, False) if self.home.get(one.id, owner.id) == owner.id else None
                for one in blocks
            ]
        naming = _Naming("b", self.next, known)
        body = naming.body(said.body)
        self.next = naming.next
        return replace(said, body=body)
