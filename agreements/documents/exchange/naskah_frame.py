"""What a naskah in several languages says outside its Pasal, taken from the very page that is
printed, so that no second template can differ from it.
"""

from typing import NamedTuple

from lxml.html import HtmlElement

# Emblems and signatures stand in tables of their own.
WRITTEN_APART = ("arms", "signatures", "paraf-room", "paraf-page")
BLOCKS = ("p", "li", "tr", "h1", "h2", "h3")


class Block(NamedTuple):
    """One paragraph; two cells where two languages stand side by side."""

    cells: tuple[str, ...]
    is_head: bool


def frame_of_page(body: HtmlElement) -> tuple[list[Block], list[Block]]:
    """What stands before the first Pasal and after the last."""
    opening: list[Block] = []
    closing: list[Block] = []
    in_opening = True
    for element in body.iter(*BLOCKS):
        in_opening = in_opening and element.tag != "h2" and element.find(".//h2") is None
        if _is_inside_another(element) or _within(element, *WRITTEN_APART):
            continue
        block = _block(element)
        if not any(block.cells):
            continue
        if _within(element, "closing", "annex"):
            closing.append(block)
        elif in_opening:
            opening.append(block)
    return opening, closing


def _is_inside_another(element: HtmlElement) -> bool:
    return any(above.tag in BLOCKS for above in element.iterancestors())


def _block(element: HtmlElement) -> Block:
    is_head = _within(element, "head", "title")
    cells = element.findall("td")
    if element.tag == "tr" and len(cells) == 2:
        return Block(tuple(_text(cell) for cell in cells), is_head)
    return Block((_mark(element) + _text(element),), is_head)


def _text(element: HtmlElement) -> str:
    """The words of an element, those of its paragraphs and cells apart."""
    for part in element.iter("p", "td"):
        part.tail = " " + (part.tail or "")
    return " ".join(element.text_content().split())


def _mark(element: HtmlElement) -> str:
    """The number that a list or a premise shows before its first paragraph."""
    above = element.getparent()
    if element.tag == "li":
        return f"{above.index(element) + 1}. "
    if "premise" not in _classes_of(above):
        return ""
    letter = above.find("span")
    if letter is None or letter.getnext() is not element:
        return ""
    return f"{_text(letter)} "


def _within(element: HtmlElement, *names: str) -> bool:
    """Whether it, or what it stands in, bears one of these classes."""
    around = (element, *element.iterancestors())
    return any(not set(names).isdisjoint(_classes_of(node)) for node in around)


def _classes_of(element: HtmlElement) -> list[str]:
    return (element.get("class") or "").split()
