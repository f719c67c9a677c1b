"""What a naskah consists of: Pasal with their blocks, and annexes. All of it is immutable; what
changes it gives a new tree (see operations).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

INDONESIAN, ENGLISH = "id", "en"
# The role of a Pasal that no law lists and no topic of the library names.
FREE = "bebas"


@dataclass(frozen=True)
class Text:
    """A run of words."""

    text: str
    bold: bool = False
    italic: bool = False


@dataclass(frozen=True)
class Reference:
    """A place of this naskah, by its id; its number is computed on output. `typed` is what a person
    wrote, until it is looked up.
    """

    to: str
    typed: str = ""


@dataclass(frozen=True)
class Value:
    """A fact of the case, by its name; filled in on output."""

    name: str


Inline = Text | Reference | Value
Line = tuple[Inline, ...]


@dataclass(frozen=True)
class Paragraph:
    """Words that stand by themselves."""

    id: str
    text: Line


@dataclass(frozen=True)
class Item:
    """One item of a list: its words, and what stands beneath them."""

    id: str
    text: Line
    body: tuple[Block, ...] = ()


@dataclass(frozen=True)
class ItemList:
    """Items numbered in one style, the first with the number `start`."""

    id: str
    style: str
    items: tuple[Item, ...]
    start: int = 1


@dataclass(frozen=True)
class Table:
    """A head row and rows of as many cells."""

    id: str
    head: tuple[Line, ...]
    rows: tuple[tuple[Line, ...], ...]


Block = Paragraph | ItemList | Table
Body = tuple[Block, ...]


@dataclass(frozen=True)
class Said:
    """The title and the body of a Pasal or an annex in one language."""

    title: str
    body: Body = ()


class _Speaking:
    """Has a title and a body in each of its languages."""

    texts: dict[str, Said]

    def said_in(self, language: str) -> Said:
        """Its text in that language; empty where it has none."""
        return self.texts.get(language, Said(""))

    @property
    def title(self) -> str:
        return self.said_in(INDONESIAN).title

    @property
    def body(self) -> Body:
        return self.said_in(INDONESIAN).body


@dataclass(frozen=True)
class Article(_Speaking):
    """One Pasal. Its role ties it to what the law lists for the naskah, or to a topic."""

    id: str
    role: str
    texts: dict[str, Said]


@dataclass(frozen=True)
class AnnexFile:
    """The pages of an annex that were brought as a PDF, stored under their SHA-256."""

    sha256: str
    name: str
    pages: int


@dataclass(frozen=True)
class Annex(_Speaking):
    """A lampiran: text of its own, or the pages of a file."""

    id: str
    texts: dict[str, Said]
    file: AnnexFile | None = None


# What stands around the Pasal, in its order; each follows the case until somebody words it.
FRAME = {
    "premis": "Premis",
    "dasar": "Dasar hukum",
    "sepakat": "Kalimat kesepakatan",
    "penutup": "Penutup",
}
CLOSING = "penutup"


@dataclass(frozen=True)
class FramePart(_Speaking):
    """What was worded of the frame around the Pasal; its id is one of FRAME, and it has no
    title.
    """

    id: str
    texts: dict[str, Said]


Owner = Article | Annex | FramePart
BAB, BAGIAN = "bab", "bagian"


@dataclass(frozen=True)
class Chapter(_Speaking):
    """A BAB, or a Bagian in one, that begins with the Pasal `before`. Its id begins with which of
    them it is; it has a title and no body.
    """

    id: str
    before: str
    texts: dict[str, Said]

    @property
    def level(self) -> str:
        return role_of(self.id)


@dataclass(frozen=True)
class NaskahText:
    """The whole text. `next` is the number that the next id gets: none is given twice. `woven`
    says, by Pasal, the mark of the standard text of when its words were decided on; `frame` what of
    the frame around the Pasal was worded; `translated`, by Pasal and language ("subjek_en"), the
    mark of the Indonesian text of when its translation was decided on.
    """

    articles: tuple[Article, ...]
    annexes: tuple[Annex, ...] = ()
    next: int = 1
    woven: dict[str, str] = field(default_factory=dict)
    frame: tuple[FramePart, ...] = ()
    chapters: tuple[Chapter, ...] = ()
    translated: dict[str, str] = field(default_factory=dict)

    def chapters_before(self, article_id: str) -> list[Chapter]:
        """Those that begin with that Pasal, the BAB before the Bagian."""
        found = [one for one in self.chapters if one.before == article_id]
        return sorted(found, key=lambda one: one.level != BAB)

    def article(self, article_id: str) -> Article | None:
        """The Pasal with that id."""
        return next((one for one in self.articles if one.id == article_id), None)

    @property
    def owners(self) -> tuple[Owner, ...]:
        """Whatever has a body: Pasal, then annexes, then what was worded around them."""
        return (*self.articles, *self.annexes, *self.frame)

    def saying(self, owner_id: str, language: str, said: Said) -> NaskahText:
        """The same text where that Pasal or annex says this in one language."""
        return replace(
            self,
            articles=tuple(_saying(one, owner_id, language, said) for one in self.articles),
            annexes=tuple(_saying(one, owner_id, language, said) for one in self.annexes),
            frame=tuple(_saying(one, owner_id, language, said) for one in self.frame),
        )

    def bodies(self) -> Iterator[Body]:
        """Every body, in every language."""
        for one in self.owners:
            for said in one.texts.values():
                yield said.body


Speaking = TypeVar("Speaking", Article, Annex, FramePart)


def _saying(owner: Speaking, owner_id: str, language: str, said: Said) -> Speaking:
    if owner.id != owner_id:
        return owner
    return replace(owner, texts=owner.texts | {language: said})


def role_of(article_id: str) -> str:
    """The role of a Pasal, which its id begins with: "hak_kewajiban" of "hak_kewajiban-7"."""
    return article_id.partition("-")[0]


def all_blocks(body: Body) -> Iterator[Block | Item]:
    """Every block and item, from the first to the last."""
    for block in body:
        yield block
        if isinstance(block, ItemList):
            for item in block.items:
                yield item
                yield from all_blocks(item.body)


def lines_in(body: Body) -> Iterator[Line]:
    """The words of every paragraph, item and cell."""
    for block in all_blocks(body):
        if isinstance(block, Table):
            for row in (block.head, *block.rows):
                yield from row
        elif not isinstance(block, ItemList):
            yield block.text


def references_in(body: Body) -> Iterator[Reference]:
    """The references that a body makes."""
    for line in lines_in(body):
        yield from (one for one in line if isinstance(one, Reference))


def has_signs(body: Body) -> bool:
    """Whether it says more than plain lines and lists can: a table, a reference, a value, bold or
    italic words.
    """
    if any(isinstance(block, Table) for block in all_blocks(body)):
        return True
    return any(
        not isinstance(one, Text) or one.bold or one.italic
        for line in lines_in(body)
        for one in line
    )


def map_lines(body: Body, change: Callable[[Line], Line]) -> Body:
    """The same blocks with every line of words changed."""
    return tuple(_mapped(block, change) for block in body)


def _mapped(block: Block, change: Callable[[Line], Line]) -> Block:
    if isinstance(block, Paragraph):
        return replace(block, text=change(block.text))
    if isinstance(block, Table):
        rows = tuple(tuple(map(change, row)) for row in block.rows)
        return replace(block, head=tuple(map(change, block.head)), rows=rows)
    items = (
        replace(item, text=change(item.text), body=map_lines(item.body, change))
        for item in block.items
    )
    return replace(block, items=tuple(items))


def even_table(name: str, rows: Sequence[tuple[Line, ...]]) -> Table:
    """A table of these rows, the first of which is its head, all as long as the longest."""
    width = max(map(len, rows))
    head, *rest = (row + ((),) * (width - len(row)) for row in rows)
    return Table(name, head, tuple(rest))


def join_runs(line: Line) -> Line:
    """The same words with neighbouring runs of one look as one."""
    joined: list[Inline] = []
    for one in line:
        last = joined[-1] if joined else None
        if isinstance(one, Text) and isinstance(last, Text) and _look(one) == _look(last):
            joined[-1] = replace(last, text=last.text + one.text)
        else:
            joined.append(one)
    return tuple(joined)


def _look(run: Text) -> tuple[bool, bool]:
    return run.bold, run.italic
