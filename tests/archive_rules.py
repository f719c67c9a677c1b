"""What a final must be to be PDF/A-3a (ISO 19005-3) and PDF/UA-1 (ISO 14289-1): one rule for each
clause that our papers touch, read with pikepdf.

It does not replace veraPDF (bin/check_papers), but needs no Java.
"""

import io
from collections.abc import Iterator

import pikepdf

FORBIDDEN = ("/JavaScript", "/JS", "/Launch", "/Encrypt", "/RichMedia", "/Sound", "/Movie")
PDF_A, PDF_UA = "{http://www.aiim.org/pdfa/ns/id/}", "{http://www.aiim.org/pdfua/ns/id/}"
SHOWN = {"Tj", "TJ", "'", '"', "Do"}
# What a final carries: its data, and the original of a naskah from outside.
FILES_INSIDE = ("/application/json", "/application/pdf")
BLOCKS = {"/P", "/Div", "/Table", "/L", "/H1", "/H2", "/H3"}


def faults(content: bytes) -> list[str]:
    """What the PDF breaks; empty when it keeps to all rules."""
    pdf = pikepdf.open(io.BytesIO(content))
    return [
        *(f"qpdf: {problem}" for problem in pdf.check_pdf_syntax()),
        *_in_the_whole(pdf),
        *_in_objects(pdf),
        *_in_tags(pdf),
        *_in_pages(pdf),
    ]


def _in_the_whole(pdf: pikepdf.Pdf) -> list[str]:
    meta, root = pdf.open_metadata(), pdf.Root
    xmp = root.Metadata.read_bytes()
    expected = {
        "A 6.6.4 part": meta.get(f"{PDF_A}part") == "3",
        "A 6.6.4 level": meta.get(f"{PDF_A}conformance") == "A",
        "A 6.6.2.3.2 extension": b"pdfaExtension:schemas" in xmp,
        "UA 5 part": meta.get(f"{PDF_UA}part") == "1",
        "UA 7.1 title": meta.get("dc:title") == str(pdf.docinfo.Title) != "",
        "UA 7.1 title shown": bool(root.ViewerPreferences.DisplayDocTitle),
        "UA 7.2 language": str(root.get("/Lang", "")) == "id",
        "UA 7.1 tagged": bool(root.MarkInfo.Marked) and "/StructTreeRoot" in root,
        "A 6.2.3 output intent": root.OutputIntents[0].S == "/GTS_PDFA1"
        and "/DestOutputProfile" in root.OutputIntents[0],
        "A 6.1.3 identifier": len(pdf.trailer.ID) == 2,
        "A 6.8 associated file": all(
            "/AFRelationship" in file and file.EF.F.Subtype in FILES_INSIDE for file in root.AF
        ),
        "A 6.8 associated once": len({file.objgen for file in root.AF}) == len(root.AF),
    }
    return [name for name, holds in expected.items() if not holds]


def _in_objects(pdf: pikepdf.Pdf) -> Iterator[str]:
    for thing in pdf.objects:
        if isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
            yield from (f"A 6.5/6.6 {key} in {thing.objgen}" for key in FORBIDDEN if key in thing)
            yield from _of_object(thing)


def _of_object(thing: pikepdf.Object) -> Iterator[str]:
    kind = thing.get("/Type")
    if kind == "/Font" and thing.get("/Subtype") == "/Type0" and "/ToUnicode" not in thing:
        yield f"A 6.2.11.7 no Unicode: {thing.BaseFont}"
    files = {"/FontFile", "/FontFile2", "/FontFile3"}
    if kind == "/FontDescriptor" and not files & set(thing.keys()):
        yield f"A 6.2.11.4 not embedded: {thing.FontName}"
    if thing.get("/Subtype") == "/Image" and thing.get("/Interpolate"):
        yield "A 6.2.8 interpolated image"
    if thing.get("/Filter") == "/LZWDecode":
        yield "A 6.1.7 lzw"
    if thing.get("/S") == "/Figure" and not str(thing.get("/Alt", "")):
        yield "UA 7.3 figure without words"


class Tag:
    """A structure element."""

    def __init__(self, element: pikepdf.Object) -> None:
        self.element, self.role = element, str(element.S)

    @property
    def kids(self) -> list["Tag"]:
        kids = self.element.get("/K", [])
        kids = kids if isinstance(kids, pikepdf.Array) else [kids]
        return [Tag(kid) for kid in kids if isinstance(kid, pikepdf.Dictionary) and "/S" in kid]

    def below(self) -> Iterator["Tag"]:
        for kid in self.kids:
            yield kid
            yield from kid.below()

    def all_of(self, *roles: str) -> list["Tag"]:
        return [tag for tag in self.below() if tag.role in roles]

    def span(self, way: str) -> int:
        return int(self.element.get("/A", {}).get(way, 1))


def top_of(pdf: pikepdf.Pdf) -> Tag:
    return Tag(pdf.Root.StructTreeRoot.K[0])


def _in_tags(pdf: pikepdf.Pdf) -> Iterator[str]:
    top, before = top_of(pdf), 0
    for heading in top.all_of(*(f"/H{level}" for level in range(1, 7))):
        level = int(heading.role[2:])
        if level > before + 1:
            yield f"UA 7.4.2 {heading.role} behind H{before}"
        if heading.all_of(*BLOCKS):
            yield "UA 7.1 a heading holds blocks"
        before = level
    if not before:
        yield "UA 7.4 no heading"
    for table in top.all_of("/Table"):
        yield from _of_table(table)
    for part in top.all_of("/L"):
        if {kid.role for kid in part.kids} - {"/LI", "/L", "/Caption"}:
            yield "UA 7.2 something else than items in a list"


def _of_table(table: Tag) -> Iterator[str]:
    heads = table.all_of("/TH")
    if not heads:
        yield "UA 7.5 a table without heads"
    if any(head.element.A.get("/Scope") not in ("/Column", "/Row") for head in heads):
        yield "UA 7.5 a head without scope"
    hanging: dict[int, int] = {}  # how many rows a cell above still covers, by row
    widths = set()
    for number, row in enumerate(table.all_of("/TR")):
        cells = [tag for tag in row.kids if tag.role in ("/TH", "/TD")]
        for cell in cells:
            for below in range(1, cell.span("/RowSpan")):
                hanging[number + below] = hanging.get(number + below, 0) + cell.span("/ColSpan")
        widths.add(sum(cell.span("/ColSpan") for cell in cells) + hanging.get(number, 0))
    if len(widths) > 1:
        yield f"UA 7.2 rows of {sorted(widths)} columns"


def _in_pages(pdf: pikepdf.Pdf) -> Iterator[str]:
    """All that is shown is either in the tree or an artifact (UA 7.1)."""
    in_tree = {tag.element.objgen for tag in top_of(pdf).below()}
    numbers = list(pdf.Root.StructTreeRoot.ParentTree.Nums)
    owners = dict(zip(map(int, numbers[::2]), numbers[1::2], strict=True))
    for page in pdf.pages:
        of_page, marks = owners[int(page.StructParents)], []
        for operands, operator in pikepdf.parse_content_stream(page):
            name = str(operator)
            if name in ("BDC", "BMC"):
                marks.append(_mark(operands))
            elif name == "EMC":
                marks.pop()
            elif name in SHOWN:
                known = [mark for mark in marks if mark is not None]
                if not known:
                    yield f"UA 7.1 shown outside of tags on page {page.index + 1}"
                elif known[-1] >= 0 and of_page[known[-1]].objgen not in in_tree:
                    yield f"UA 7.1 in no tree on page {page.index + 1}"
        if page.get("/Tabs") != "/S":
            yield "UA 7.18.3 order of tabs"


def _mark(operands: list[pikepdf.Object]) -> int | None:
    """The number of a mark; -1 of an artifact, None of a mark that says nothing."""
    if operands[0] == "/Artifact":
        return -1
    return int(operands[1].MCID) if len(operands) > 1 and "/MCID" in operands[1] else None
