"""The numbers that a word processor computes: those of lists, given to a paragraph itself or by its
style. What it shows before a paragraph is read as if it had been typed.
"""

import re
from dataclasses import dataclass, field

from lxml import etree

from agreements.documents.exchange.docx_package import W
from agreements.naskah.markers import letters_of
from agreements.naskah.numbering import roman

DEEPEST = 9
BULLET = "-"
LONGEST_MARK = 60  # signs of what a level shows, beyond which it is no number
STEP = 510  # twips that each level of ours is set in


@dataclass
class _Level:
    """One level of a list: how it counts, what it shows, where it begins."""

    form: str = "decimal"
    text: str = ""
    start: int = 1


@dataclass
class _List:
    """A list: its levels, which kind of list it counts with, and levels that begin anew."""

    kind: str
    levels: dict[int, _Level]
    anew: dict[int, int] = field(default_factory=dict)


@dataclass
class _Style:
    name: str = ""
    based_on: str = ""
    number: tuple[str, int] | None = None
    left: int | None = None


class WordCounter:
    """Counts the paragraphs of a file, asked for one after the other."""

    def __init__(self, numbering: etree._Element | None, styles: etree._Element | None) -> None:
        self.lists = _read_lists(numbering)
        self.styles = _read_styles(styles)
        self.counts: dict[str, list[int]] = {}
        self.begun: set[tuple[str, int]] = set()

    def style_of(self, paragraph: etree._Element) -> str:
        """The name of the style of a paragraph."""
        found = self.styles.get(_value(paragraph.find(f"{W}pPr/{W}pStyle")))
        return found.name if found else ""

    def depth_of(self, paragraph: etree._Element) -> int:
        """How many of our steps a paragraph is set in."""
        told = paragraph.find(f"{W}pPr/{W}ind")
        left = _left(told)
        style = _value(paragraph.find(f"{W}pPr/{W}pStyle"))
        for _ in range(DEEPEST):
            known = self.styles.get(style)
            if left is not None or known is None:
                break
            left, style = known.left, known.based_on
        return max(0, round((left or 0) / STEP))

    def marker_of(self, paragraph: etree._Element) -> str:
        """What stands before the paragraph: "(1)", "a.", "Pasal 3", "-"; empty where nothing."""
        number, level = self._place_of(paragraph)
        found = self.lists.get(number)
        if found is None or level not in found.levels:
            return ""
        one = found.levels[level]
        if one.form == "none":
            return ""
        count = self.counts.setdefault(found.kind, [0] * DEEPEST)
        if (number, level) not in self.begun and level in found.anew:
            count[level] = found.anew[level] - 1
        elif count[level] == 0:
            count[level] = one.start - 1
        self.begun.add((number, level))
        count[level] += 1
        for deeper in range(level + 1, DEEPEST):
            count[deeper] = 0
        if one.form == "bullet":
            return BULLET
        return self._shown(found, one, count)

    def _shown(self, found: _List, one: _Level, count: list[int]) -> str:
        def sign(place: re.Match[str]) -> str:
            level = int(place[1]) - 1
            known = found.levels.get(level, _Level())
            return _sign(known.form, count[level] or known.start)

        return re.sub(r"%([1-9])", sign, one.text).strip()

    def _place_of(self, paragraph: etree._Element) -> tuple[str, int]:
        """The list and the level of a paragraph: its own, else that of its style."""
        told = paragraph.find(f"{W}pPr/{W}numPr")
        style = _value(paragraph.find(f"{W}pPr/{W}pStyle"))
        inherited = self._of_style(style)
        if told is None:
            return inherited
        number = _value(told.find(f"{W}numId")) or inherited[0]
        level = _value(told.find(f"{W}ilvl"))
        return number, int(level) if level.isdecimal() else inherited[1]

    def _of_style(self, style: str) -> tuple[str, int]:
        for _ in range(DEEPEST):
            known = self.styles.get(style)
            if known is None:
                break
            if known.number:
                return known.number
            style = known.based_on
        return "", 0


def _sign(form: str, number: int) -> str:
    if form == "lowerLetter":
        return letters_of(number)
    if form == "upperLetter":
        return letters_of(number).upper()
    if form == "lowerRoman":
        return roman(number).lower()
    if form == "upperRoman":
        return roman(number)
    return str(number)


def _value(element: etree._Element | None) -> str:
    return "" if element is None else element.get(f"{W}val") or ""


def _number(element: etree._Element | None, otherwise: int = 0) -> int:
    told = _value(element)
    return int(told) if told.isdecimal() and len(told) < 4 else otherwise


def _left(indent: etree._Element | None) -> int | None:
    if indent is None:
        return None
    told = indent.get(f"{W}left") or indent.get(f"{W}start") or ""
    return int(told) if re.fullmatch(r"-?\d{1,6}", told) else None


def _read_lists(root: etree._Element | None) -> dict[str, _List]:
    if root is None:
        return {}
    kinds = {
        kind.get(f"{W}abstractNumId") or "": {
            _level_number(level): _read_level(level) for level in kind.findall(f"{W}lvl")
        }
        for kind in root.findall(f"{W}abstractNum")
    }
    lists: dict[str, _List] = {}
    for one in root.findall(f"{W}num"):
        kind = _value(one.find(f"{W}abstractNumId"))
        found = _List(kind, dict(kinds.get(kind, {})))
        for other in one.findall(f"{W}lvlOverride"):
            level = _level_number(other)
            own = other.find(f"{W}lvl")
            if own is not None:
                found.levels[level] = _read_level(own)
            begin = other.find(f"{W}startOverride")
            if begin is not None:
                found.anew[level] = _number(begin, 1)
        lists[one.get(f"{W}numId") or ""] = found
    return lists


def _level_number(element: etree._Element) -> int:
    told = element.get(f"{W}ilvl") or "0"
    return min(int(told), DEEPEST - 1) if told.isdecimal() else 0


def _read_level(element: etree._Element) -> _Level:
    return _Level(
        _value(element.find(f"{W}numFmt")) or "decimal",
        _value(element.find(f"{W}lvlText"))[:LONGEST_MARK],
        _number(element.find(f"{W}start"), 1),
    )


def _read_styles(root: etree._Element | None) -> dict[str, _Style]:
    styles: dict[str, _Style] = {}
    if root is None:
        return styles
    for one in root.findall(f"{W}style"):
        told = one.find(f"{W}pPr/{W}numPr")
        number = None
        if told is not None and (found := _value(told.find(f"{W}numId"))):
            number = (found, min(_number(told.find(f"{W}ilvl")), DEEPEST - 1))
        styles[one.get(f"{W}styleId") or ""] = _Style(
            _value(one.find(f"{W}name")),
            _value(one.find(f"{W}basedOn")),
            number,
            _left(one.find(f"{W}pPr/{W}ind")),
        )
    return styles
