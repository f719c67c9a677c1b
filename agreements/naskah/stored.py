"""A naskah as JSON and back. Reading checks everything that docs/schemas/naskah-1.json says, and
what a schema cannot say, and tells in Indonesian what is wrong and where.
"""

from collections.abc import Callable
from typing import Any, TypeVar

from agreements.naskah.blocks import (
    BAB,
    BAGIAN,
    FRAME,
    INDONESIAN,
    Annex,
    AnnexFile,
    Article,
    Block,
    Body,
    Chapter,
    FramePart,
    Inline,
    Item,
    ItemList,
    Line,
    NaskahText,
    Paragraph,
    Reference,
    Said,
    Table,
    Text,
    Value,
    role_of,
)
from agreements.naskah.inline import KNOWN_VALUES
from agreements.naskah.markers import STYLES
from agreements.naskah.numbering import Fault
from agreements.naskah.soundness import faults_of

SCHEMA = "naskah/1"
Json = dict[str, Any]
# What came, before anybody looked whether it is a naskah.
JsonValue = None | bool | int | float | str | list["JsonValue"] | dict[str, "JsonValue"]
Kind = TypeVar("Kind")


_MARKS = ("woven", "translated")
_PARTS = {"schema", "next", "articles", "annexes", "frame", "chapters", *_MARKS}


class Unsound(ValueError):
    """The JSON is no naskah; `faults` say why, each with the id of where."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__("; ".join(fault.why for fault in faults))
        self.faults = faults


def as_json(naskah: NaskahText) -> Json:
    """The naskah as it is stored."""
    told: Json = {
        "schema": SCHEMA,
        "next": naskah.next,
        "articles": [
            {"id": one.id, "role": one.role, "texts": _texts(one.texts)} for one in naskah.articles
        ],
        "annexes": [_annex(one) for one in naskah.annexes],
    }
    told |= {name: dict(marks) for name in _MARKS if (marks := getattr(naskah, name))}
    if naskah.chapters:
        told["chapters"] = [
            {"id": one.id, "before": one.before, "texts": _texts(one.texts)}
            for one in naskah.chapters
        ]
    if naskah.frame:
        told["frame"] = [{"id": one.id, "texts": _texts(one.texts)} for one in naskah.frame]
    return told


def _texts(texts: dict[str, Said]) -> Json:
    return {
        language: {"title": said.title, "body": body_as_json(said.body)}
        for language, said in texts.items()
    }


def _annex(annex: Annex) -> Json:
    told: Json = {"id": annex.id, "texts": _texts(annex.texts)}
    if annex.file:
        told["file"] = vars(annex.file)
    return told


def body_as_json(body: Body) -> list[Json]:
    """The blocks of a body as they are stored."""
    return [_block(block) for block in body]


def _block(block: Block) -> Json:
    if isinstance(block, Paragraph):
        return {"id": block.id, "type": "paragraph", "text": _line(block.text)}
    if isinstance(block, Table):
        head, *rows = ([_line(cell) for cell in row] for row in (block.head, *block.rows))
        return {"id": block.id, "type": "table", "head": head, "rows": rows}
    items = [
        {"id": item.id, "text": _line(item.text), "body": body_as_json(item.body)}
        for item in block.items
    ]
    return {
        "id": block.id,
        "type": "list",
        "style": block.style,
        "start": block.start,
        "items": items,
    }


def _line(line: Line) -> list[Json]:
    return [_inline(one) for one in line]


def _inline(one: Inline) -> Json:
    if isinstance(one, Reference):
        return {"reference": one.to}
    if isinstance(one, Value):
        return {"value": one.name}
    looks = {name: True for name in ("bold", "italic") if getattr(one, name)}
    return {"text": one.text, **looks}


def read_naskah(data: JsonValue) -> NaskahText:
    """The naskah that was stored or sent. Raises Unsound."""
    reading = _Reading()
    naskah = reading.naskah(data)
    faults = reading.faults or faults_of(naskah)
    if faults:
        raise Unsound(faults)
    return naskah


def load_naskah(data: Json) -> NaskahText:
    """The naskah that we stored ourselves, which was sound when it was."""
    return _Reading().naskah(data)


class _Reading:
    """Reads what came, and keeps what was wrong with it instead of stopping at the first fault."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []

    def _fail(self, where: str, why: str) -> None:
        self.faults.append(Fault(where, why))

    def _get(self, data: JsonValue, name: str, kind: type[Kind], where: str) -> Kind:
        value = data.get(name) if isinstance(data, dict) else None
        if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
            self._fail(where, f"Bagian “{name}” tidak ada atau keliru bentuknya.")
            return kind()
        return value

    def _only(self, data: JsonValue, names: set[str], where: str) -> None:
        if isinstance(data, dict) and (strange := set(data) - names):
            self._fail(where, f"Bagian “{min(strange)}” tidak dikenal.")

    def naskah(self, data: JsonValue) -> NaskahText:
        self._only(data, _PARTS, "")
        if self._get(data, "schema", str, "") != SCHEMA:
            self._fail("", f"Bukan naskah menurut {SCHEMA}.")
        return NaskahText(
            tuple(map(self._article, self._get(data, "articles", list, ""))),
            tuple(map(self._annex, self._get(data, "annexes", list, ""))),
            self._get(data, "next", int, ""),
            self._marks(data, "woven"),
            self._frame(data),
            self._chapters(data),
            self._marks(data, "translated"),
        )

    def _chapters(self, data: JsonValue) -> tuple[Chapter, ...]:
        if not isinstance(data, dict) or "chapters" not in data:
            return ()
        return tuple(map(self._chapter, self._get(data, "chapters", list, "")))

    def _chapter(self, data: JsonValue) -> Chapter:
        where = self._get(data, "id", str, "")
        self._only(data, {"id", "before", "texts"}, where)
        if role_of(where) not in (BAB, BAGIAN):
            self._fail(where, f"Bagian naskah “{where}” bukan BAB atau Bagian.")
        return Chapter(where, self._get(data, "before", str, where), self._said(data, where))

    def _frame(self, data: JsonValue) -> tuple[FramePart, ...]:
        if not isinstance(data, dict) or "frame" not in data:
            return ()
        return tuple(map(self._frame_part, self._get(data, "frame", list, "")))

    def _frame_part(self, data: JsonValue) -> FramePart:
        where = self._get(data, "id", str, "")
        self._only(data, {"id", "texts"}, where)
        if where not in FRAME:
            self._fail(where, f"Bagian naskah “{where}” tidak dikenal.")
        return FramePart(where, self._said(data, where))

    def _marks(self, data: JsonValue, name: str) -> dict[str, str]:
        if not isinstance(data, dict) or name not in data:
            return {}
        marks = self._get(data, name, dict, "")
        if not all(isinstance(mark, str) for mark in marks.values()):
            self._fail("", f"Bagian “{name}” keliru bentuknya.")
        return {str(one): str(mark) for one, mark in marks.items()}

    def _article(self, data: JsonValue) -> Article:
        where = self._get(data, "id", str, "")
        self._only(data, {"id", "role", "texts"}, where)
        return Article(where, self._get(data, "role", str, where), self._said(data, where))

    def _annex(self, data: JsonValue) -> Annex:
        where = self._get(data, "id", str, "")
        self._only(data, {"id", "texts", "file"}, where)
        file = None
        if isinstance(data, dict) and "file" in data:
            told = self._get(data, "file", dict, where)
            file = AnnexFile(
                self._get(told, "sha256", str, where),
                self._get(told, "name", str, where),
                self._get(told, "pages", int, where),
            )
        return Annex(where, self._said(data, where), file)

    def _said(self, data: JsonValue, where: str) -> dict[str, Said]:
        texts = self._get(data, "texts", dict, where)
        if INDONESIAN not in texts:
            self._fail(where, "Teks Indonesia tidak ada.")
        return {
            str(language): Said(
                self._get(said, "title", str, where),
                self.body(self._get(said, "body", list, where), where),
            )
            for language, said in texts.items()
        }

    def body(self, data: JsonValue, where: str) -> Body:
        if not isinstance(data, list):
            self._fail(where, "Isi bukan deretan blok.")
            return ()
        return tuple(self._block(one, where) for one in data)

    def _block(self, data: JsonValue, where: str) -> Block:
        where = self._get(data, "id", str, where) or where
        read: dict[str, Callable[[Json, str], Block]] = {
            "paragraph": self._paragraph,
            "list": self._list,
            "table": self._table,
        }
        kind = self._get(data, "type", str, where)
        if kind not in read or not isinstance(data, dict):
            self._fail(where, f"Jenis blok “{kind}” tidak dikenal.")
            return Paragraph(where, ())
        return read[kind](data, where)

    def _paragraph(self, data: Json, where: str) -> Block:
        self._only(data, {"id", "type", "text"}, where)
        return Paragraph(where, self._line(self._get(data, "text", list, where), where))

    def _list(self, data: Json, where: str) -> Block:
        self._only(data, {"id", "type", "style", "start", "items"}, where)
        style, start = self._get(data, "style", str, where), data.get("start", 1)
        if style not in STYLES:
            self._fail(where, f"Tanda daftar “{style}” tidak dikenal.")
        if not isinstance(start, int) or isinstance(start, bool) or start < 0:
            self._fail(where, "Nomor pertama daftar keliru.")
            start = 1
        items = tuple(self._item(one, where) for one in self._get(data, "items", list, where))
        if not items:
            self._fail(where, "Daftar tanpa butir.")
        return ItemList(where, style, items, start)

    def _item(self, data: JsonValue, where: str) -> Item:
        where = self._get(data, "id", str, where)
        self._only(data, {"id", "text", "body"}, where)
        line = self._line(self._get(data, "text", list, where), where)
        return Item(where, line, self.body(self._get(data, "body", list, where), where))

    def _table(self, data: Json, where: str) -> Block:
        self._only(data, {"id", "type", "head", "rows"}, where)
        head = self._row(self._get(data, "head", list, where), where)
        rows = tuple(self._row(row, where) for row in self._get(data, "rows", list, where))
        if not head or any(len(row) != len(head) for row in rows):
            self._fail(where, "Baris tabel tidak sama banyak selnya dengan kepalanya.")
        return Table(where, head, rows)

    def _row(self, data: JsonValue, where: str) -> tuple[Line, ...]:
        if not isinstance(data, list):
            self._fail(where, "Baris tabel keliru bentuknya.")
            return ()
        return tuple(self._line(cell, where) for cell in data)

    def _line(self, data: JsonValue, where: str) -> Line:
        if not isinstance(data, list):
            self._fail(where, "Teks keliru bentuknya.")
            return ()
        return tuple(self._inline(one, where) for one in data)

    def _inline(self, data: JsonValue, where: str) -> Inline:
        if isinstance(data, dict) and "reference" in data:
            self._only(data, {"reference"}, where)
            return Reference(self._get(data, "reference", str, where))
        if isinstance(data, dict) and "value" in data:
            self._only(data, {"value"}, where)
            if (name := self._get(data, "value", str, where)) not in KNOWN_VALUES:
                self._fail(where, f"Nilai “{name}” tidak dikenal.")
            return Value(name)
        self._only(data, {"text", "bold", "italic"}, where)
        text = self._get(data, "text", str, where)
        looks = data if isinstance(data, dict) else {}
        return Text(text, looks.get("bold") is True, looks.get("italic") is True)
