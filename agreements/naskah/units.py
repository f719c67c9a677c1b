"""The blocks of a body in one row, each with how deep it stands: what two texts are compared by,
and what a change adds, takes away or moves. `build` is the opposite of `flatten`.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from agreements.naskah.blocks import (
    Block,
    Body,
    Inline,
    Item,
    ItemList,
    Line,
    Paragraph,
    Reference,
    Table,
    Text,
    all_blocks,
)
from agreements.naskah.inline import Teller
from agreements.naskah.markers import AYAT, BULLET, marker_of


@dataclass(frozen=True)
class Unit:
    """A paragraph, an item of a list or a table. An item has the style of its list, its number in
    it, and the id and the first number of that list; what is new has no ids.
    """

    depth: int
    line: Line = ()
    style: str = ""
    number: int = 0
    id: str = ""
    list_id: str = ""
    start: int = 1
    table: Table | None = None

    @property
    def rows(self) -> tuple[tuple[Line, ...], ...]:
        """The rows of a table, its head first; none of anything else."""
        return (self.table.head, *self.table.rows) if self.table else ()


def flatten(body: Body, depth: int = 0) -> list[Unit]:
    """The units of a body in their order."""
    found: list[Unit] = []
    for block in body:
        if isinstance(block, Paragraph):
            found.append(Unit(depth, block.text, id=block.id))
        elif isinstance(block, Table):
            found.append(Unit(depth, id=block.id, table=block))
        else:
            for number, item in enumerate(block.items, block.start):
                told = (block.style, number, item.id, block.id, block.start)
                found.append(Unit(depth, item.text, *told))
                found += flatten(item.body, depth + 1)
    return found


@dataclass
class _OpenItem:
    unit: Unit
    body: list["Block | _OpenList"] = field(default_factory=list)


@dataclass
class _OpenList:
    style: str
    start: int
    id: str
    items: list[_OpenItem] = field(default_factory=list)


class _Building:
    """Builds a body unit by unit; `open` are the lists that the next unit may go on with."""

    def __init__(self) -> None:
        self.root: list[Block | _OpenList] = []
        self.open: list[_OpenList] = []
        self.lists: set[str] = set()

    def add(self, unit: Unit) -> None:
        if unit.style:
            self._add_item(unit)
            return
        depth = min(unit.depth, len(self.open))
        if depth == 0 and self.root and _is_ayat(self.root[-1]):
            depth = min(1, len(self.open))  # no words stand behind the ayat of a Pasal
        del self.open[depth:]
        block = unit.table or Paragraph(unit.id, unit.line)
        self._room(depth).append(replace(block, id=unit.id))

    def _room(self, depth: int) -> list[Block | _OpenList]:
        return self.open[depth - 1].items[-1].body if depth else self.root

    def _add_item(self, unit: Unit) -> None:
        depth = min(unit.depth, len(self.open))
        above = [one.style for one in self.open[:depth]]
        if unit.style in above:  # a list of this kind cannot stand in itself
            depth = above.index(unit.style)
        goes_on = len(self.open) > depth and self.open[depth].style == unit.style
        if goes_on and self._begins_anew(unit, self.open[depth]):
            goes_on = False
        if not goes_on:
            del self.open[depth:]
            self._begin(unit, self._room(depth))
        del self.open[depth + 1 :]
        if not self.open[depth].id:
            self.open[depth].id = self._id_for(unit)
        self.open[depth].items.append(_OpenItem(unit))

    def _begins_anew(self, unit: Unit, present: _OpenList) -> bool:
        """Whether it is the first item of another list of the same kind."""
        if unit.list_id and present.id and unit.list_id != present.id:
            return True
        return not unit.list_id and unit.number == 1 and unit.style != BULLET

    def _begin(self, unit: Unit, room: list[Block | _OpenList]) -> None:
        last = [one for one in room if isinstance(one, _OpenList) and one.style == unit.style]
        follows = bool(last) and unit.number == last[-1].start + len(last[-1].items)
        follows = follows and not unit.list_id
        start = unit.start if unit.list_id else 1
        if follows:
            start = unit.number
        begun = _OpenList(unit.style, start, self._id_for(unit))
        room.append(begun)
        self.open.append(begun)

    def _id_for(self, unit: Unit) -> str:
        """The id of its list, unless that is given already."""
        if unit.list_id in self.lists:
            return ""
        self.lists.add(unit.list_id)
        return unit.list_id


def _is_ayat(block: "Block | _OpenList") -> bool:
    return isinstance(block, _OpenList) and block.style == AYAT


def build(units: Iterable[Unit]) -> Body:
    """The body that these units make, whatever was added to them or taken away."""
    building = _Building()
    for unit in units:
        building.add(unit)
    return _closed(building.root)


def _closed(rows: list["Block | _OpenList"]) -> Body:
    return tuple(_list(row) if isinstance(row, _OpenList) else row for row in rows)


def _list(row: _OpenList) -> ItemList:
    items = tuple(Item(one.unit.id, one.unit.line, _closed(one.body)) for one in row.items)
    return ItemList(row.id, row.style, items, row.start)


def key_of(unit: Unit) -> tuple[str, str]:
    """What a unit says, whatever its number: its kind, and its words with references by id."""
    if unit.table:
        rows = [" | ".join(map(_bare, row)) for row in unit.rows]
        return "table", "\n".join(rows)
    return unit.style, _bare(unit.line)


def _bare(line: Line) -> str:
    return " ".join("".join(map(_bare_inline, line)).split())


def _bare_inline(one: Inline) -> str:
    if isinstance(one, Text):
        return one.text
    if isinstance(one, Reference):
        return f"\x00{one.to or one.typed}\x00"
    return f"\x01{one.name}\x01"


def tell_unit(unit: Unit, teller: Teller, within: str) -> str:
    """The unit as plain words, with its number before it."""
    if unit.table:
        rows = [[teller.text(cell, within) for cell in row] for row in unit.rows]
        return "\n".join(f"| {' | '.join(row)} |" for row in rows)
    said = teller.text(unit.line, within)
    if not unit.style:
        return said
    mark = "-" if unit.style == BULLET else marker_of(unit.style, unit.number)
    return f"{mark} {said}"


def ids_in(body: Body) -> list[str]:
    """The ids of all blocks of a body."""
    return [block.id for block in all_blocks(body)]
