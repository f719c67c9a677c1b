"""What PDF/UA-1 asks of the tags of a paper beyond what WeasyPrint 70 writes.

Languages, headings, table heads and the parts of the page that are no text are taken from the HTML
and its ARIA roles; `bin/check_papers` has veraPDF look whether all of it arrives.
"""

from collections.abc import Callable, Iterator
from typing import Any
from xml.etree.ElementTree import Element as HtmlTag

from pydyf import PDF, Dictionary, String
from weasyprint import Document
from weasyprint.pdf import tags

HEADINGS = {f"/H{level}" for level in range(1, 7)}
# A table without heads only sets things side by side: it is no table to whoever hears it.
LAYOUT = {"/THead", "/TBody", "/TFoot", "/TR", "/TD"}
SAID_ONCE = "contentinfo"  # stands in the margin of every page, and is told behind the last one
Element = Any  # a StructElem of pydyf
Box = Any  # what WeasyPrint lays out; it publishes no type
Build = Callable[..., Iterator[Element]]


def _with_what_html_says(build: Build) -> Build:
    def built(box: Box, parent: Element, pdf: PDF, *more: Any) -> Iterator[Element]:
        for element in build(box, parent, pdf, *more):
            if box.element is not None and box.element_tag not in ("html", "body", None):
                _take_over(box.element, element, pdf)
            yield element

    return built


def _take_over(html: HtmlTag, element: Element, pdf: PDF) -> None:
    if language := html.get("lang"):
        element["Lang"] = String(language)
    if html.get("role") == "heading":
        element["S"] = f"/H{html.get('aria-level', 1)}"
    if html.get("role") == SAID_ONCE:
        vars(pdf)["said_once"] = element
    if element["S"] == "/TH":
        element["A"]["Scope"] = "/Row" if html.get("scope") == "row" else "/Column"


tags._build_box_tree = _with_what_html_says(tags._build_box_tree)


def complete_tags(_: Document, pdf: PDF) -> None:
    """Finish the tags of a paper that is about to be written."""
    objects = objects_of(pdf)
    root = objects[pdf.catalog["StructTreeRoot"]]
    (top,) = (objects[reference] for reference in root["K"])
    told = vars(pdf).pop("said_once", None)
    if told is not None:
        top["K"].append(told.reference)
    tree = _Tree(objects)
    tree.order_headings(top)
    tree.open_layout_tables(top)
    _leave_out_the_rest(pdf, objects, root, top)


def objects_of(pdf: PDF) -> dict[bytes, Any]:
    """Everything the file consists of, by how it is referred to."""
    return {thing.reference: thing for thing in pdf.objects}


class _Tree:
    def __init__(self, objects: dict[bytes, Any]) -> None:
        self.objects = objects

    def children_of(self, element: Element) -> list[Element]:
        kids = (self.objects.get(kid) for kid in element.get("K", ()))
        return [kid for kid in kids if kid is not None and "S" in kid]

    def below(self, element: Element) -> Iterator[Element]:
        for kid in self.children_of(element):
            yield kid
            yield from self.below(kid)

    def order_headings(self, top: Element) -> None:
        """Begin with H1 and leave no level out; a heading has lines, not paragraphs."""
        above: list[str] = []
        for element in self.below(top):
            if element["S"] not in HEADINGS:
                continue
            level = element["S"]
            while above and above[-1] >= level:
                above.pop()
            above.append(level)
            element["S"] = f"/H{len(above)}"
            for line in self.below(element):
                if line["S"] in HEADINGS | {"/P", "/Div"}:
                    line["S"] = "/Span"

    def open_layout_tables(self, element: Element) -> None:
        for kid in self.children_of(element):
            if kid["S"] == "/Table" and not self._has_heads(kid):
                self._open(kid)
            self.open_layout_tables(kid)

    def _has_heads(self, element: Element) -> bool:
        return any(
            kid["S"] == "/TH" or (kid["S"] != "/Table" and self._has_heads(kid))
            for kid in self.children_of(element)
        )

    def _open(self, element: Element) -> None:
        element["S"] = "/Div"
        element.pop("A", None)
        for kid in self.children_of(element):
            if kid["S"] in LAYOUT:
                self._open(kid)


def _leave_out_the_rest(pdf: PDF, objects: dict[bytes, Any], root: Element, top: Element) -> None:
    """Mark as artifacts what stands in the margins and in no tag."""
    numbers = objects[root["ParentTree"]]["Nums"]
    tagged = {top.reference} | {element.reference for element in _Tree(objects).below(top)}
    for number, reference in enumerate(pdf.page_references):
        owners = numbers[2 * number + 1]
        left_out = {mark for mark, owner in enumerate(owners) if owner not in tagged}
        if left_out:
            _mark_as_artifacts(objects[objects[reference]["Contents"]].stream, left_out)
        for mark in left_out:
            _empty(objects, owners[mark], tagged)
            owners[mark] = b"null"


def _mark_as_artifacts(stream: list[Any], marks: set[int]) -> None:
    for place, part in enumerate(stream):
        if isinstance(part, Dictionary) and part.get("MCID") in marks:
            stream[place - 1 : place + 1] = ["/Artifact", Dictionary({"Type": "/Pagination"})]


def _empty(objects: dict[bytes, Any], reference: bytes, tagged: set[bytes]) -> None:
    """Leave nothing of a tag that is in no tree, nor of those above it."""
    while reference and reference not in tagged:
        element = objects[reference]
        reference = element.get("P", b"")
        element.clear()
