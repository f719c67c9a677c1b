"""Finds articles of the register by their place ("Pasal 34", "Permendagri 25 pasal 38") or by words
of what they say.
"""

import re
from functools import cache
from typing import NamedTuple

from agreements.regulations import catalogue
from agreements.regulations.citations import REGULATIONS, Citation
from agreements.regulations.register import ENTRIES, citations_of_track
from agreements.regulations.vocabulary import Track

PASAL = re.compile(
    r"\bpasal\s+(\d+[a-z]?)((?:\s+(?:ayat|huruf|angka)\s+\(?\w+\)?)*)", re.IGNORECASE
)
FEWEST_LETTERS = 3
# A place of a regulation as our texts cite it.
CITED = re.compile(
    rf"({'|'.join(map(re.escape, REGULATIONS.values()))})"
    r" (Pasal \d+(?: ayat \(\d+\))?(?: huruf [a-z]\b)?(?: angka \d+)?)"
)
_CODES = {name: code for code, name in REGULATIONS.items()}


def citation_in(found: re.Match[str]) -> Citation:
    """What a match of `CITED` cites."""
    return Citation(_CODES[found[1]], found[2])


class Article(NamedTuple):
    """A place of the law, what it says in a sentence of ours, and the tracks that rest on it."""

    citation: Citation
    text: str
    tracks: tuple[Track, ...]


def find_articles(asked: str) -> list[Article]:
    """The articles at the place that is named, or else those that hold all the words; in the order
    of the register.
    """
    place = PASAL.search(asked)
    words = PASAL.sub(" ", asked).lower().split()
    if not place and not any(len(word) >= FEWEST_LETTERS for word in words):
        return []
    return [
        Article(Citation(*key), text, _tracks_by_citation().get(Citation(*key), ()))
        for key, text in ENTRIES.items()
        if (place is None or _stands_at(key[1], place))
        and all(f" {word}" in _sayings()[key] for word in words)
    ]


def _stands_at(article: str, place: re.Match[str]) -> bool:
    """Whether an article is the place that is named, or lies in it."""
    named = " ".join(f"pasal {place[1]} {place[2]}".lower().split())
    plain = _plain(article)
    return plain == _plain(named) or plain.startswith(f"{_plain(named)} ")


def _plain(place: str) -> str:
    """Without brackets, so that "ayat 3" is "ayat (3)"."""
    return place.lower().replace("(", "").replace(")", "")


@cache
def _sayings() -> dict[tuple[str, str], str]:
    """Of each article the words that are searched, each after a space: the name of its regulation,
    its place, its text.
    """
    return {
        (code, place): " " + re.sub(r"[^\w/]+", " ", f"{REGULATIONS[code]} {place} {text}".lower())
        for (code, place), text in ENTRIES.items()
    }


@cache
def _tracks_by_citation() -> dict[Citation, tuple[Track, ...]]:
    found: dict[Citation, dict[str, Track]] = {}
    for track in catalogue.TRACKS:
        for citation in citations_of_track(track):
            found.setdefault(citation, {})[track.code] = track
    return {citation: tuple(tracks.values()) for citation, tracks in found.items()}
