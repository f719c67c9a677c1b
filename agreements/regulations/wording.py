"""The wording of the articles, as far as we hold it: one file of `texts/` for a regulation.

A line that begins with "(3)", "a." or "1." is an ayat, huruf or angka; "[…]" stands for words that
our copy does not show. What is in no file we know only by the sentences of the register.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from agreements.regulations.citations import Citation

from .register import ENTRIES

TEXTS = Path(__file__).parent / "texts"
HEADING = re.compile(r"^Pasal (\w+)$", re.MULTILINE)
LINE = re.compile(r"(?:(\(\d+\)|[a-z]\.|\d+\.) )?(.+)")
LOST = "[…]"
# Of which copy each text was taken, and what that copy lacks.
COPIES = {
    "P22": "Disalin dari Berita Negara Republik Indonesia Tahun 2020 Nomor 371.",
    "P25": (
        "Dibaca mesin dari pindaian Berita Negara Republik Indonesia Tahun 2020 Nomor 512; huruf"
        f" yang salah baca dibetulkan, yang tidak terbaca ditandai {LOST}."
    ),
    "PP28": (
        "Diambil dari lapisan teks salinan Sekretariat Negara; huruf yang salah baca dibetulkan,"
        f" kata yang hilang pada salinan itu ditandai {LOST}."
    ),
}


@dataclass(frozen=True)
class Passage:
    """One line of an article; `places` are the ayat, huruf and angka in which it stands."""

    mark: str
    text: str
    places: tuple[str, ...]

    @property
    def anchor(self) -> str:
        """By what a link finds it; empty for a line that bears no mark."""
        return anchor_of_place(" ".join(self.places)) if self.mark else ""

    @property
    def depth(self) -> int:
        return len(self.places)


def anchor_of_place(place: str) -> str:
    """ "ayat-3-huruf-a" of "ayat (3) huruf a"."""
    return "-".join(re.findall(r"\w+", place.lower()))


def number_of_pasal(citation: Citation) -> str:
    """ "8" of "Pasal 8 ayat (3)"; empty where a regulation is cited as a whole."""
    words = citation.article.split()
    return words[1] if words else ""


def place_in_pasal(citation: Citation) -> str:
    """ "ayat (3)" of "Pasal 8 ayat (3)"."""
    return " ".join(citation.article.split()[2:])


def wording_of_pasal(regulation: str, number: str) -> tuple[Passage, ...]:
    """The article line by line; nothing where we do not hold its wording."""
    return _texts_of(regulation).get(number, ())


def pasal_of_regulation(regulation: str) -> list[str]:
    """The numbers of the articles that we know by their wording or by a sentence, in order."""
    cited = {
        number_of_pasal(Citation(code, place)) for code, place in ENTRIES if code == regulation
    }
    return sorted({*_texts_of(regulation), *cited} - {""}, key=int)


@cache
def _texts_of(regulation: str) -> dict[str, tuple[Passage, ...]]:
    if regulation not in COPIES:
        return {}
    text = (TEXTS / f"{regulation.lower()}.txt").read_text(encoding="utf-8")
    _, *parts = HEADING.split(text)
    return {
        number: tuple(_passages(body.split("\n")))
        for number, body in zip(parts[::2], parts[1::2], strict=True)
    }


def _passages(lines: list[str]) -> Iterator[Passage]:
    """The lines with their places: a huruf stands in the ayat above it, an angka in the huruf."""
    places: tuple[str, ...] = ()
    for line in filter(None, lines):
        found = LINE.fullmatch(line)
        assert found is not None
        mark = found[1] or ""
        name = _name_of(mark)
        outer = tuple(place for place in places if _rank(place) < _rank(name))
        places = (*outer, name) if mark else outer
        yield Passage(mark, found[2], places)


def _name_of(mark: str) -> str:
    if mark.startswith("("):
        return f"ayat {mark}"
    if mark[:1].isdigit():
        return f"angka {mark[:-1]}"
    return f"huruf {mark[:-1]}"


def _rank(place: str) -> int:
    return ("ayat", "huruf", "angka").index(place.split()[0])
