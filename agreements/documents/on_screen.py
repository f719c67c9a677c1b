"""A finished paper on a small screen: its words, flowing anew, and its pages as pictures.

Both are taken from the stored bytes themselves, by Debian's poppler, each time they are asked for:
nothing else is kept that could differ from what is decided or signed.
"""

import io
import logging
import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, field

import pikepdf
from PIL import Image

from agreements.documents import store

SECONDS = 10
# A telephone shows a page on 360 to 430 px of three points each; more would only weigh more.
WIDTH = 840
GREYS = 8
WATERMARK = "RANCANGAN"
CLOSING = (",", ".", ";", ":", ")", "!", "?", "”")
TITLE, HEADING = "H1", re.compile(r"H[1-6]?$")
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Block:
    """A heading, a paragraph with the mark of its item, or the cells of a row. The title of the
    whole paper is a heading too.
    """

    text: str = ""
    mark: str = ""
    cells: tuple[str, ...] = ()
    is_heading: bool = False
    is_title: bool = False


@dataclass
class _Element:
    """An element of the structure that a tagged PDF carries; its texts are lines as printed."""

    tag: str
    parts: list["_Element | str"] = field(default_factory=list)

    @property
    def lines(self) -> list[str]:
        """All lines within, in their order."""
        return [line for part in self.parts for line in _lines_of(part)]

    @property
    def elements(self) -> list["_Element"]:
        return [part for part in self.parts if isinstance(part, _Element)]

    @property
    def is_marker(self) -> bool:
        """Whether it is the number of an item: text set within a text of its own."""
        return self.tag == "Lbl" or (
            self.tag == "Span" and [inner.tag for inner in self.elements] == ["Span"]
        )


def _lines_of(part: "_Element | str") -> list[str]:
    return [part] if isinstance(part, str) else part.lines


def read_blocks(pdf: bytes) -> list[Block]:
    """What the paper says, in the order of reading; nothing where it cannot be read."""
    if not count_pages(pdf):
        return []
    told = _ask_poppler(_without_press(pdf), "pdfinfo", "-enc", "UTF-8", "-struct-text", "-")
    return list(_blocks_of(_structure_of(told)))


def count_pages(pdf: bytes) -> int:
    """How many pages it has; 0 where it cannot be read."""
    try:
        with pikepdf.open(io.BytesIO(pdf)) as opened:
            return len(opened.pages)
    except pikepdf.PdfError:
        return 0


def _without_press(pdf: bytes) -> bytes:
    """The same without the colours of a press, which poppler would read anew for every line."""
    if b"/OutputIntents" not in pdf:
        return pdf
    lighter = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        del opened.Root["/OutputIntents"]
        opened.save(lighter)
    return lighter.getvalue()


def draw_page(pdf: bytes, number: int) -> bytes:
    """The page as PNG in few greys; empty where there is none."""
    at, size = str(number), str(WIDTH)
    drawn = _ask_poppler(
        pdf, "pdftoppm", "-gray", "-f", at, "-l", at, "-scale-to-x", size, "-scale-to-y", "-1", "-"
    )
    if not drawn:
        return b""
    few = [round(grey * (GREYS - 1) / 255) for grey in range(256)]
    picture, shades = Image.open(io.BytesIO(drawn)).point(few), io.BytesIO()
    picture.putpalette([level * 255 // (GREYS - 1) for level in range(GREYS) for _ in "rgb"])
    picture.save(shades, "PNG", bits=4)
    return shades.getvalue()


def _ask_poppler(pdf: bytes, program: str, *options: str) -> bytes:
    """Its answer; empty where it is not installed or does not understand the file."""
    try:
        done = subprocess.run(
            [program, *options], input=pdf, capture_output=True, timeout=SECONDS, check=True
        )
    except (OSError, subprocess.SubprocessError) as fault:
        log.warning("%s did not read %s: %s", program, store.digest_of(pdf), fault)
        return b""
    return done.stdout


def _structure_of(told: bytes) -> _Element:
    """The tree: an element deeper than the one before is its child."""
    top = _Element("Document")
    open_ones = [(-1, top)]
    for line in told.decode(errors="replace").splitlines():
        said = line.strip()
        if not said or said.startswith("/"):
            continue
        depth = len(line) - len(line.lstrip())
        while open_ones[-1][0] >= depth:
            open_ones.pop()
        if said.startswith('"'):
            open_ones[-1][1].parts.append(said[1:-1])
            continue
        element = _Element(re.split(r"[ :]", said)[0])
        open_ones[-1][1].parts.append(element)
        open_ones.append((depth, element))
    return top


def _cells_of(row: _Element) -> tuple[str, ...]:
    return tuple(filter(None, (_joined(cell.lines) for cell in row.elements)))


def _holds_runs_alone(element: _Element) -> bool:
    """Whether nothing stands in it but words."""
    return all(inner.tag in ("Span", "NonStruct") for inner in element.elements)


def _blocks_of(element: _Element) -> Iterator[Block]:
    text = _joined(element.lines)
    if not text or (element.tag == "Div" and text == WATERMARK):
        return
    if HEADING.match(element.tag):
        yield Block(text, is_heading=True, is_title=element.tag == TITLE)
    elif element.tag == "TR":
        yield Block(cells=_cells_of(element))
    elif element.elements[:1] and element.elements[0].is_marker:
        yield _item_of(element)
    elif element.tag == "P" or _holds_runs_alone(element):
        yield Block(text)
    else:
        for inner in element.elements:
            yield from _blocks_of(inner)


def _item_of(element: _Element) -> Block:
    mark, *others = element.parts
    said = [line for part in others for line in _lines_of(part)]
    return Block(_joined(said), _joined(_lines_of(mark)))


def _joined(lines: list[str]) -> str:
    """Printed lines as one text. Papers in one language break words only where a hyphen or a stroke
    stands anyhow, which stays.
    """
    text = ""
    for line in lines:
        is_broken = text.endswith(("-", "/")) and not text.endswith((" -", " /"))
        glue = "" if is_broken or line.startswith(CLOSING) or text.endswith("(") else " "
        text = text.rstrip() + glue + line.lstrip()
    return text.strip()
