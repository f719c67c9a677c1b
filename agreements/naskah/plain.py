"""Plain text and blocks. Lists are typed by their marks, one item a line, as papers always read
them. Rows of a table begin with "|" and stand beneath an item that ends with a colon; "> " sets a
line beneath an item, ">> " one level deeper.

`read_body` and `write_body` are each other's opposite: what is written reads back the same.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from agreements.naskah.blocks import (
    INDONESIAN,
    Block,
    Body,
    Item,
    ItemList,
    Line,
    Paragraph,
    Reference,
    Table,
    Text,
    even_table,
    has_signs,
)
from agreements.naskah.inline import Teller, read_line, write_line
from agreements.naskah.markers import AYAT, BULLET, DEEPEST, Mark, marker_of, read_mark
from agreements.naskah.numbering import Numbers

Reader = Callable[[str], Line]
Writer = Callable[[Line], str]
RULE = re.compile(r"\|?[\s|:-]*-{3,}[\s|:-]*\|?")
UNMARKED = "\\ "  # before words that look like a mark and are none
_BENEATH = re.compile(r"(>{1,5}) +(?=\S)")
_ESCAPED = re.compile(r"\\[*\[\]{}|\\>]")
_CELL = re.compile(r"(?<!\\)\|")
# "ayat (1)" and what follows it in the same Pasal; behind "Pasal 5" it belongs to something else.
_OWN_AYAT = re.compile(r"(?<!\w)ayat \(\d{1,2}\)(?: huruf [a-z](?![\w)]))?")
_ELSEWHERE = re.compile(r"Pasal \d+ ayat")


@dataclass
class _Open:
    """A list that is being read."""

    style: str
    first: int
    items: list["_OpenItem"] = field(default_factory=list)

    @property
    def next_mark(self) -> str:
        return marker_of(self.style, self.first + len(self.items))


@dataclass
class _OpenItem:
    text: Line
    body: list["Block | _Open"] = field(default_factory=list)


class _Reading:
    """Reads line after line; `open` are the lists that the next line may go on with."""

    def __init__(self, read: Reader, *, renumbers: bool, has_signs: bool) -> None:
        self.read, self.renumbers, self.has_signs = read, renumbers, has_signs
        self.root: list[Block | _Open] = []
        self.open: list[_Open] = []

    def add(self, line: str) -> None:
        """One line that says something."""
        depth, said = _beneath(line) if self.has_signs else (0, line)
        if depth:
            del self.open[depth:]
            self._place(said, self._room(len(self.open)))
            return
        mark = read_mark(said, frozenset(one.next_mark for one in self.open))
        if mark is not None:
            self._add_item(mark)
            return
        if not (_is_row(said) and self._leads_to_table()):
            self.open = [one for one in self.open[:1] if one.style == AYAT]
        self._place(said, self._room(len(self.open)))

    def _leads_to_table(self) -> bool:
        """Whether the last item announces a table, or has begun one."""
        if not (self.open and self.has_signs):
            return False
        item = self.open[-1].items[-1]
        if not item.body:
            return _announces(item.text)
        return isinstance(item.body[-1], Table)

    def _room(self, depth: int) -> list[Block | _Open]:
        if depth:
            return self.open[depth - 1].items[-1].body
        return self.root

    def _place(self, said: str, room: list[Block | _Open]) -> None:
        if not (self.has_signs and _is_row(said)):
            room.append(Paragraph("", self.read(said.removeprefix(UNMARKED))))
            return
        last = room[-1] if room else None
        if not isinstance(last, Table):
            room.append(Table("", _cells(said, self.read), ()))
        elif not RULE.fullmatch(said):
            room[-1] = replace(last, rows=(*last.rows, _cells(said, self.read)))

    def _add_item(self, mark: Mark) -> None:
        styles = [one.style for one in self.open]
        if mark.style in styles:
            del self.open[styles.index(mark.style) + 1 :]
            goes_on = self.open[-1].first + len(self.open[-1].items)
            if mark.number != goes_on and not self.renumbers and mark.style != BULLET:
                self.open.pop()
                self._begin(mark)
        else:
            self._begin(mark)
        self.open[-1].items.append(_OpenItem(self.read(mark.rest)))

    def _begin(self, mark: Mark) -> None:
        room = self._room(len(self.open))
        first = mark.number
        if self.renumbers and first != _after_the_last(room, mark.style):
            first = 1
        opened = _Open(mark.style, first)
        room.append(opened)
        self.open.append(opened)


def _after_the_last(room: list[Block | _Open], style: str) -> int:
    """The number with which a list goes on that a paragraph interrupted."""
    lists = [one for one in room if isinstance(one, _Open) and one.style == style]
    return lists[-1].first + len(lists[-1].items) if lists else 1


def _beneath(line: str) -> tuple[int, str]:
    signs = _BENEATH.match(line)
    if signs is None:
        return 0, line
    return len(signs[1]), line[signs.end() :]


def _announces(line: Line) -> bool:
    last = line[-1] if line else None
    return isinstance(last, Text) and last.text.rstrip().endswith(":")


def _is_row(line: str) -> bool:
    return line.startswith("|") and line.count("|") > 1


def _cells(line: str, read: Reader) -> tuple[Line, ...]:
    cells = _CELL.split(line.strip())
    return tuple(read(cell.strip()) for cell in cells[1 : -1 if not cells[-1].strip() else None])


def _closed(rows: list[Block | _Open]) -> Body:
    return tuple(_closed_list(row) if isinstance(row, _Open) else row for row in rows)


def _closed_list(row: _Open) -> ItemList:
    items = tuple(Item("", item.text, _closed(item.body)) for item in row.items)
    return ItemList("", row.style, items, row.first)


def read_body(
    text: str, read: Reader = read_line, *, renumbers: bool = True, has_signs: bool = True
) -> Body:
    """The blocks that were typed, without ids. Lists are numbered anew as they stand, unless their
    typed numbers are kept; "|" and ">" are signs, unless there are none.
    """
    reading = _Reading(read, renumbers=renumbers, has_signs=has_signs)
    for line in filter(None, map(str.strip, text.splitlines())):
        reading.add(line)
    return tuple(map(_even, _closed(reading.root)))


def _even(block: Block) -> Block:
    """The same with all rows of a table as long as the longest."""
    if isinstance(block, ItemList):
        items = (replace(item, body=tuple(map(_even, item.body))) for item in block.items)
        return replace(block, items=tuple(items))
    if not isinstance(block, Table):
        return block
    return even_table(block.id, (block.head, *block.rows))


def is_typed_with_signs(text: str) -> bool:
    """Whether what was typed means more than its plain lines and lists: a table, a reference, bold,
    a paragraph beneath an item, or a sign that is to be a word.
    """
    return has_signs(read_body(text)) or any(
        _BENEATH.match(line) or line.startswith(UNMARKED) or _ESCAPED.search(line)
        for line in map(str.strip, text.splitlines())
    )


def carry_over(text: str) -> Body:
    """The blocks of a text that was written before there were any: its numbers stand as they were
    typed, its signs are words, and "ayat (1)" becomes a reference.
    """
    return read_body(text, _words_with_ayat, renumbers=False, has_signs=False)


def read_returned(text: str) -> Body:
    """The blocks of plain words that came back from a word processor: tables are told by their
    bars, every other sign is a word.
    """
    return read_body(text, _words_with_ayat)


def _words_with_ayat(text: str) -> Line:
    if _ELSEWHERE.search(text):
        return (Text(text),)
    found: list[Text | Reference] = []
    at = 0
    for named in _OWN_AYAT.finditer(text):
        if named.start() > at:
            found.append(Text(text[at : named.start()]))
        found.append(Reference("", named[0]))
        at = named.end()
    if at < len(text):
        found.append(Text(text[at:]))
    return tuple(found)


def write_body(body: Body, numbers: Numbers, within: str, language: str = INDONESIAN) -> str:
    """The blocks as a person types them."""
    return "\n".join(_lines(body, lambda line: write_line(line, numbers, within, language), 0))


def tell_body(body: Body, teller: Teller, within: str) -> str:
    """The blocks as plain words, for whatever compares, searches or counts them."""
    return "\n".join(_lines(body, lambda line: teller.text(line, within), 0, is_typed=False))


def _lines(
    body: Body,
    write: Writer,
    depth: int,
    *,
    is_typed: bool = True,
    is_in_ayat: bool = False,
    is_announced: bool = False,
) -> Iterator[str]:
    sets_in = ">" * depth + " " if is_typed and depth > int(is_in_ayat) else ""
    for place, block in enumerate(body):
        if isinstance(block, Paragraph):
            said = write(block.text)
            is_like_a_mark = is_typed and (read_mark(said) or _BENEATH.match(said))
            yield sets_in + (UNMARKED if is_like_a_mark else "") + said
        elif isinstance(block, Table):
            sign = "" if is_announced and place == 0 else sets_in
            for row in (block.head, *block.rows):
                yield f"{sign}| {' | '.join(map(write, row))} |"
        else:
            yield from _items(block, write, depth, is_typed=is_typed)


def _items(block: ItemList, write: Writer, depth: int, *, is_typed: bool) -> Iterator[str]:
    is_ayat = block.style == AYAT and depth == 0
    for number, item in enumerate(block.items, block.start):
        mark = "-" if block.style == BULLET else marker_of(block.style, number)
        yield f"{mark} {write(item.text)}"
        yield from _lines(
            item.body,
            write,
            depth + 1,
            is_typed=is_typed,
            is_in_ayat=is_ayat,
            is_announced=_announces(item.text),
        )


def depth_of(body: Body) -> int:
    """How many levels of lists stand in each other."""
    inside = [
        1 + max((depth_of(item.body) for item in block.items), default=0)
        for block in body
        if isinstance(block, ItemList)
    ]
    return max(inside, default=0)


def is_too_deep(body: Body) -> bool:
    """Whether lists stand in each other deeper than laws write them."""
    return depth_of(body) > DEEPEST
