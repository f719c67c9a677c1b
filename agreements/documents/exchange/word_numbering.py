"""The numbers of a Word file: one list of many levels, "Pasal 1" above "(1)", "a.", "1.", "a)" and
"1)", which counts by itself when a Pasal or an ayat is put in. What does not follow that order
has a list of its own.
"""

from docx.document import Document as WordFile
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Length
from docx.text.paragraph import Paragraph

from agreements.documents.exchange.word_file import (
    HEADING,
    STEP,
    add_style,
    child,
    set_indent,
    set_spacing,
)
from agreements.naskah.markers import BULLET, IN_BRACKETS, IN_FIGURES, LADDER, STYLES

# The styles of items, by the kind of their list; each numbers itself where it is given.
ITEM_STYLES = dict(
    zip(LADDER, ("Ayat", "Huruf", "Angka", "Huruf Kurung", "Angka Kurung"), strict=True)
)
LOOSE = "Butir"
BENEATH = "Alinea {}"  # a paragraph beneath an item, by how deep it stands
DEEPEST = 6
PLAIN = "1."  # what frames the Pasal is numbered so


class WordNumbers:
    """Numbers the paragraphs of one file as Word will count them."""

    def __init__(self, file: WordFile) -> None:
        self.file = file
        self.root = file.part.numbering_part.element
        # The empty file brings lists of its own, and styles that use them.
        styles = file.styles.element.iter(qn("w:numPr"))
        for old in [*self.root, *styles]:
            old.getparent().remove(old)
        self.lists = 0
        self.count = [0] * (len(LADDER) + 1)
        self._write_styles()
        self.ids = {style.name: style.style_id for style in file.styles}
        self.main = self._add_main()

    def _write_styles(self) -> None:
        for name in (*ITEM_STYLES.values(), LOOSE):
            set_spacing(add_style(self.file, name), after=4)
        for depth in range(1, DEEPEST + 1):
            style = add_style(self.file, BENEATH.format(depth))
            style.paragraph_format.left_indent = Length(STEP * depth)
            set_spacing(style, after=4)

    def _add_main(self) -> int:
        levels = [("decimal", "Pasal %1", self.file.styles[HEADING].style_id)]
        for place, style in enumerate(LADDER, 2):
            form = STYLES[style].format(f"%{place}")
            named = self.file.styles[ITEM_STYLES[style]]
            levels.append((_format_of(style), form, named.style_id))
        number = self._add_list(levels)
        for level, (_, _, style_id) in enumerate(levels):
            named = next(one for one in self.file.styles if one.style_id == style_id)
            _number(named.element.get_or_add_pPr(), number, level)
        return number

    def _add_list(self, levels: list[tuple[str, str, str]], start: int = 1) -> int:
        """A list of these levels, each with its format, its text and the style that bears it."""
        self.lists += 1
        kind = child(self.root, "w:abstractNum", abstractNumId=self.lists)
        child(kind, "w:multiLevelType", val="multilevel")
        for place, (form, text, style_id) in enumerate(levels):
            level = child(kind, "w:lvl", ilvl=place)
            child(level, "w:start", val=start)
            child(level, "w:numFmt", val=form)
            if style_id:
                child(level, "w:pStyle", val=style_id)
            is_heading = text.startswith("Pasal")
            child(level, "w:suff", val="nothing" if is_heading else "tab")
            child(level, "w:lvlText", val=text)
            child(level, "w:lvlJc", val="left")
            room = child(level, "w:pPr")
            if is_heading:
                child(room, "w:ind", left=0, firstLine=0)
            else:
                left = Length(STEP * max(place, 1)).twips
                child(child(room, "w:tabs"), "w:tab", val="num", pos=left)
                child(room, "w:ind", left=left, hanging=STEP.twips)
        # Word wants all kinds of lists before all lists.
        first = self.root.find(_NUM)
        if first is not None:
            first.addprevious(kind)
        child(child(self.root, "w:num", numId=self.lists), "w:abstractNumId", val=self.lists)
        return self.lists

    def _give(self, paragraph: Paragraph, style: str) -> None:
        """A style by its name; python-docx would look through all of them for each paragraph."""
        paragraph._p.style = self.ids[style]

    def number_heading(self, paragraph: Paragraph) -> None:
        """The next Pasal; its style numbers it."""
        self._give(paragraph, HEADING)
        self.count = [self.count[0] + 1, *[0] * len(LADDER)]

    def leave_heading(self, paragraph: Paragraph) -> None:
        """A heading that is no Pasal; Word counts on behind it."""
        self._give(paragraph, HEADING)
        _number(paragraph._p.get_or_add_pPr(), 0, 0)

    def begin(self, style: str, start: int, form: str = "") -> int:
        """The list whose items follow: the one that all share, where Word would count as we do;
        never before the first Pasal, which LibreOffice would then call the second.
        """
        if style in LADDER and not form and self.count[0]:
            level = LADDER.index(style) + 1
            if self.count[level] + 1 == start:
                return self.main
        text = form or STYLES[style].format("%1")
        return self._add_list([(_format_of(style), text, "")], start)

    def number_item(self, paragraph: Paragraph, of: int, style: str, depth: int) -> None:
        """The next item of that list."""
        name = ITEM_STYLES.get(style, LOOSE)
        self._give(paragraph, name)
        is_at_home = of == self.main and depth == LADDER.index(style)
        if of == self.main:
            level = LADDER.index(style) + 1
            # LibreOffice takes the levels above it for begun.
            self.count[1:level] = [number or 1 for number in self.count[1:level]]
            self.count[level] += 1
            self.count[level + 1 :] = [0] * (len(LADDER) - level)
        else:
            _number(paragraph._p.get_or_add_pPr(), of, 0)
        if not is_at_home:
            set_indent(paragraph, Length(STEP * (depth + 1)), STEP)

    def set_beneath(self, paragraph: Paragraph, depth: int) -> None:
        """A paragraph that belongs to the item above it."""
        if depth:
            self._give(paragraph, BENEATH.format(min(depth, DEEPEST)))

    def plain_list(self) -> int:
        """A list of its own, "1." and on."""
        return self._add_list([("decimal", "%1.", "")])


_NUM = qn("w:num")


def _format_of(style: str) -> str:
    if style == BULLET:
        return "bullet"
    if style == IN_BRACKETS or style not in IN_FIGURES:
        return "lowerLetter"
    return "decimal"


def _number(properties: BaseOxmlElement, number: int, level: int) -> None:
    """Give a paragraph, or a style, its place in a list; number 0 takes it away."""
    told = properties.get_or_add_numPr()
    told.get_or_add_ilvl().val = level
    told.get_or_add_numId().val = number
