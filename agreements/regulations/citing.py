"""How a letter cites: the places of a regulation in one phrase, and the regulation by its name."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby
from typing import NamedTuple

from agreements.regulations.citations import Citation
from agreements.regulations.vocabulary import Deadline, Requirement, Stage, Track

from .register import TITLES

FEWEST_IN_A_ROW = 3  # so many ayat that follow each other are named by the first and the last


def name_places(citations: tuple[Citation, ...]) -> str:
    """ "Pasal 14 ayat (1) dan ayat (2)", "Pasal 30 dan Pasal 38": places of one regulation."""
    named = []
    for pasal, places in groupby(citations, pasal_of):
        within = [place.article.removeprefix(pasal).strip() for place in places]
        named.append(f"{pasal} {_name_ayat(within)}".strip())
    return _joined(named)


def pasal_of(citation: Citation) -> str:
    """ "Pasal 14" of "Pasal 14 ayat (2) huruf a"."""
    return " ".join(citation.article.split()[:2])


def whole_pasal(citation: Citation) -> Citation:
    """The Pasal in which the place stands."""
    return replace(citation, article=pasal_of(citation))


def _name_ayat(ayat: list[str]) -> str:
    if len(ayat) >= FEWEST_IN_A_ROW and _follow_each_other(ayat):
        return f"{ayat[0]} sampai dengan {ayat[-1]}"
    return _joined(ayat)


def _follow_each_other(ayat: list[str]) -> bool:
    found = [re.fullmatch(r"ayat \((\d+)\)", one) for one in ayat]
    numbers = [int(match[1]) for match in found if match]
    return numbers == list(range(numbers[0], numbers[0] + len(ayat))) if numbers else False


def _joined(names: list[str]) -> str:
    """ "a", "a dan b", "a, b, dan c"."""
    if len(names) <= 2:
        return " dan ".join(names)
    return f"{', '.join(names[:-1])}, dan {names[-1]}"


def name_regulation(code: str) -> str:
    """ "Peraturan Menteri Dalam Negeri Nomor 25 Tahun 2020"; a Peraturan Pemerintah with its
    subject, which is short.
    """
    return TITLES[code] if code == "PP28" else TITLES[code].partition(" tentang ")[0]


def name_regulation_again(code: str) -> str:
    """ "Peraturan Menteri tersebut", where it was named before."""
    return f"{' '.join(TITLES[code].split()[:2])} tersebut"


class Asking(NamedTuple):
    """Where a paper is asked for: the stage, and the requirement of it."""

    stage: Stage
    need: Requirement


def places_asking(track: Track, document: str) -> Iterator[Asking]:
    """Where a paper is asked for on this road, its draft as its final, in the order of the road."""
    for stage in track.stages:
        for need in stage.requirements:
            if need.document == document:
                yield Asking(stage, need)


def term_beside(track: Track, document: str, code: str) -> Deadline | None:
    """The term of that code in a stage that asks for the paper; None where the road has none."""
    terms = (term for asking in places_asking(track, document) for term in asking.stage.terms)
    return next((term for term in terms if term.code == code), None)
