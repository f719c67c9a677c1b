"""Blocks as HTML and back, for pages and for an editor. What is read keeps our blocks and nothing
else: no style, no script, no strange tag; its words stay.

Ids stand in data-id, the style of a list in data-style, a reference is <a data-to>, a value
<span data-value>.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from html import escape
from html.parser import HTMLParser

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
    Value,
    even_table,
    join_runs,
)
from agreements.naskah.inline import Teller
from agreements.naskah.markers import BULLET, IN_FIGURES, LADDER, STYLES

_LOOKS = {"strong": "bold", "b": "bold", "em": "italic", "i": "italic"}
_SILENT = {"script", "style", "template", "title", "head"}
_STANDING = {"p", "ol", "ul", "li", "table", "tr", "td", "th"}


def runs_as_html(runs: Iterable[Text]) -> str:
    """Words with their looks, escaped."""
    return "".join(_run(run) for run in runs)


def _run(run: Text) -> str:
    told = escape(run.text, quote=False)
    if run.italic:
        told = f"<em>{told}</em>"
    if run.bold:
        told = f"<strong>{told}</strong>"
    return told


def body_as_html(body: Body, teller: Teller, within: str) -> str:
    """The blocks of a body; what an editor shows, and what a page may show as it is."""
    return "".join(_block(block, teller, within) for block in body)


def _block(block: Block, teller: Teller, within: str) -> str:
    if isinstance(block, Paragraph):
        return f'<p data-id="{escape(block.id)}">{_line(block.text, teller, within)}</p>'
    if isinstance(block, Table):
        head = "".join(f'<th scope="col">{_line(cell, teller, within)}</th>' for cell in block.head)
        rows = "".join(
            f"<tr>{''.join(f'<td>{_line(cell, teller, within)}</td>' for cell in row)}</tr>"
            for row in block.rows
        )
        named = f'<table data-id="{escape(block.id)}">'
        return f"{named}<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
    tag = "ul" if block.style == BULLET else "ol"
    kind = {BULLET: "", **dict.fromkeys(IN_FIGURES, ' type="1"')}.get(block.style, ' type="a"')
    start = f' start="{block.start}"' if block.start != 1 else ""
    items = "".join(
        f'<li data-id="{escape(item.id)}"><p>{_line(item.text, teller, within)}</p>'
        f"{body_as_html(item.body, teller, within)}</li>"
        for item in block.items
    )
    named = f'data-id="{escape(block.id)}" data-style="{block.style}"'
    return f"<{tag}{kind}{start} {named}>{items}</{tag}>"


def _line(line: Line, teller: Teller, within: str) -> str:
    told = ""
    for one in line:
        [run] = teller.runs((one,), within)
        words = escape(run.text, quote=False)
        if isinstance(one, Reference):
            told += f'<a data-to="{escape(one.to)}">{words}</a>'
        elif isinstance(one, Value):
            told += f'<span data-value="{escape(one.name)}">{words}</span>'
        else:
            told += _run(one)
    return told


def read_html(html: str) -> Body:
    """The blocks of an HTML text, with the ids that it tells and empty ones where it tells none."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    reader.end_words()
    return _blocks(reader.root, ())


@dataclass
class _Node:
    """A tag that stands by itself, with what it holds."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    line: list[Inline] = field(default_factory=list)
    nodes: list["_Node"] = field(default_factory=list)


class _Reader(HTMLParser):
    """Builds the tags that stand; looks and references become words of a line."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = _Node("")
        self.stack = [self.root]
        self.looks: list[str] = []
        self.held: Inline | None = None
        self.silent = 0
        self.words: list[Inline] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        if tag in _SILENT:
            self.silent += 1
        elif tag in _STANDING:
            self.end_words()
            node = _Node(tag, told)
            self.stack[-1].nodes.append(node)
            self.stack.append(node)
        elif tag in _LOOKS:
            self.looks.append(_LOOKS[tag])
        elif tag == "br":
            self.end_words()
        elif tag == "a" and told.get("data-to"):
            self.held = Reference(told["data-to"])
        elif tag == "span" and told.get("data-value"):
            self.held = Value(told["data-value"])

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self.silent = max(0, self.silent - 1)
        elif tag in _LOOKS and _LOOKS[tag] in self.looks:
            self.looks.remove(_LOOKS[tag])
        elif tag in ("a", "span") and self.held is not None:
            self.words.append(self.held)
            self.held = None
        elif tag in _STANDING and any(node.tag == tag for node in self.stack[1:]):
            self.end_words()
            while self.stack.pop().tag != tag:
                pass

    def handle_data(self, data: str) -> None:
        if self.silent or self.held is not None:
            return
        words = " ".join(data.split())
        if data[:1].isspace() and self.words:
            words = f" {words}"
        if data[-1:].isspace() and words.strip():
            words += " "
        if words.strip() or self.words:
            self.words.append(Text(words, "bold" in self.looks, "italic" in self.looks))

    def end_words(self) -> None:
        """What was said so far becomes a line: of the tag it stands in, or beside what it holds."""
        line, self.words = _trimmed(self.words), []
        node = self.stack[-1]
        if not line:
            return
        if node.tag in ("p", "li", "td", "th") and not node.line and not node.nodes:
            node.line = line
        else:
            node.nodes.append(_Node("p", line=line))


def _trimmed(words: list[Inline]) -> list[Inline]:
    line = list(join_runs(tuple(words)))
    for place, cut in ((0, str.lstrip), (-1, str.rstrip)):
        if line and isinstance(one := line[place], Text):
            line[place] = Text(cut(one.text), one.bold, one.italic)
    return [one for one in line if not isinstance(one, Text) or one.text]


def _blocks(node: _Node, above: tuple[str, ...]) -> Body:
    found: list[Block] = []
    for one in node.nodes:
        name = one.attributes.get("data-id", "")
        if one.tag in ("ol", "ul"):
            found += _list(one, name, above)
        elif one.tag == "table":
            found += _table(one, name)
        else:
            if one.line:
                found.append(Paragraph(name, tuple(one.line)))
            found += _blocks(one, above)
    return tuple(found)


def _list(node: _Node, name: str, above: tuple[str, ...]) -> list[Block]:
    style = node.attributes.get("data-style", "")
    if style not in STYLES or style in above:
        style = _next_style(node, above)
    items = tuple(_item(one, (*above, style)) for one in node.nodes if one.tag == "li")
    start = node.attributes.get("start", "1")
    first = int(start) if start.isdigit() else 1
    return [ItemList(name, style, items, first)] if items else []


def _next_style(node: _Node, above: tuple[str, ...]) -> str:
    """The first that laws use below those above it."""
    if node.tag == "ul" and BULLET not in above:
        return BULLET
    deepest = max((LADDER.index(one) for one in above if one in LADDER), default=-1)
    return LADDER[min(deepest + 1, len(LADDER) - 1)]


def _item(node: _Node, above: tuple[str, ...]) -> Item:
    """Its first words are those of the item, what follows stands beneath them."""
    name, nodes, line = node.attributes.get("data-id", ""), node.nodes, node.line
    if not line and nodes and nodes[0].tag == "p":
        line, nodes = nodes[0].line, [*nodes[0].nodes, *nodes[1:]]
    return Item(name, tuple(line), _blocks(_Node("", nodes=nodes), above))


def _table(node: _Node, name: str) -> list[Block]:
    rows = [
        tuple(tuple(_words_of(cell)) for cell in row.nodes)
        for row in node.nodes
        if row.tag == "tr" and row.nodes
    ]
    return [even_table(name, rows)] if rows else []


def _words_of(cell: _Node) -> list[Inline]:
    """All words of a cell, its paragraphs behind each other."""
    words = list(cell.line)
    for one in cell.nodes:
        if words:
            words.append(Text(" "))
        words += _words_of(one)
    return list(join_runs(tuple(words)))
