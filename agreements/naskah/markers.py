"""The marks of list items as they are typed and printed: "(1)", "a.", "1.", "a)", "1)", "•"."""

import re
from typing import NamedTuple

AYAT, LETTER, FIGURE, LETTER_BRACKET, FIGURE_BRACKET = (
    "ayat",
    "huruf",
    "angka",
    "huruf_kurung",
    "angka_kurung",
)
IN_BRACKETS, BULLET = "kurung_huruf", "butir"
# As laws order them, from the outside to the inside; then the two that people type besides.
LADDER = (AYAT, LETTER, FIGURE, LETTER_BRACKET, FIGURE_BRACKET)
STYLES = {
    AYAT: "({})",
    LETTER: "{}.",
    FIGURE: "{}.",
    LETTER_BRACKET: "{})",
    FIGURE_BRACKET: "{})",
    IN_BRACKETS: "({})",
    BULLET: "•",
}
IN_FIGURES = frozenset({AYAT, FIGURE, FIGURE_BRACKET})
DEEPEST = len(LADDER)

MARKER = re.compile(r"(\(\d{1,2}\)|\d{1,2}[.)]|\([a-z]\)|[a-z][.)]|[-•*–])\s+(?=\S)")
# Behind "z." a list goes on with "aa."; only where it is the very next mark of an open list.
_TWO_LETTERS = re.compile(r"([a-z]{2}[.)]|\([a-z]{2}\))\s+(?=\S)")
_BULLETS = "-•*–"


class Mark(NamedTuple):
    """A mark that was typed: its style, its number, and the words behind it."""

    style: str
    number: int
    rest: str


def marker_of(style: str, number: int) -> str:
    """The mark as it is printed."""
    sign = str(number) if style in IN_FIGURES else letters_of(number)
    return STYLES[style].format(sign)


def letters_of(number: int) -> str:
    """ "a" … "z", then "aa", "ab" …"""
    if number > 26:
        return letters_of((number - 1) // 26) + letters_of((number - 1) % 26 + 1)
    return chr(ord("a") + max(number, 1) - 1)


def number_of_letters(letters: str) -> int:
    """The place that letters name: "c" is 3, "aa" is 27."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("a") + 1
    return number


def style_of_marker(marker: str) -> str:
    """The kind of a mark, the same for all items of one list: "(1)", "a.", "-"."""
    return re.sub(r"[a-z]+", "a", re.sub(r"\d+", "1", marker))


_STYLE_OF = {
    "(1)": AYAT,
    "a.": LETTER,
    "1.": FIGURE,
    "a)": LETTER_BRACKET,
    "1)": FIGURE_BRACKET,
    "(a)": IN_BRACKETS,
} | dict.fromkeys(_BULLETS, BULLET)


def read_mark(line: str, expected: frozenset[str] = frozenset()) -> Mark | None:
    """The mark at the beginning of a line; None where it has none. `expected` are the marks that
    would go on with an open list.
    """
    found = MARKER.match(line)
    if found is None:
        found = _TWO_LETTERS.match(line)
        if found is None or found[1] not in expected:
            return None
    style = _STYLE_OF[style_of_marker(found[1])]
    sign = re.sub(r"\W", "", found[1])
    number = 1
    if sign:
        number = int(sign) if sign.isdigit() else number_of_letters(sign)
    return Mark(style, number, line[found.end() :])
