"""The numbers of a naskah, computed from its order: Pasal, ayat, list marks, and the words of a
reference.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from agreements.naskah.blocks import (
    BAB,
    FRAME,
    INDONESIAN,
    Body,
    ItemList,
    NaskahText,
    Owner,
    references_in,
    role_of,
)
from agreements.naskah.markers import (
    AYAT,
    BULLET,
    FIGURE,
    FIGURE_BRACKET,
    IN_BRACKETS,
    LETTER,
    LETTER_BRACKET,
    marker_of,
)

ARTICLE, ANNEX, FRAMING = "pasal", "lampiran", "bingkai"
BROKEN = "[rujukan putus]"
_WORDS = {
    INDONESIAN: {
        ARTICLE: "Pasal",
        ANNEX: "Lampiran",
        AYAT: "ayat",
        LETTER: "huruf",
        LETTER_BRACKET: "huruf",
        IN_BRACKETS: "huruf",
        FIGURE: "angka",
        FIGURE_BRACKET: "angka",
    }
}
_IN_ENGLISH = {ARTICLE: "Article", ANNEX: "Annex", AYAT: "paragraph"}
_ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
_ORDINALS = (
    *("Kesatu", "Kedua", "Ketiga", "Keempat", "Kelima", "Keenam", "Ketujuh", "Kedelapan"),
    *("Kesembilan", "Kesepuluh", "Kesebelas", "Kedua Belas"),
)
_TYPED = re.compile(
    r"(?:(?:Pasal|Article) (?P<pasal>\d+)|(?:Lampiran|Annex)(?: (?P<lampiran>[IVXLC]+|\d+))?)?"
    r"(?P<rest>(?: ?(?:ayat|huruf|angka|paragraph|point) \(?[a-z\d]{1,3}[.)]?)*)",
    re.IGNORECASE,
)
_STEP = re.compile(r"(ayat|huruf|angka|paragraph|point) (\(?[a-z\d]{1,3}[.)]?)", re.IGNORECASE)


class Step(NamedTuple):
    """One list on the way to a place: its style, and the number in it."""

    style: str
    number: int


class Place(NamedTuple):
    """Where something stands: in which Pasal or annex, and by which steps of its lists."""

    kind: str
    owner: str
    number: int
    steps: tuple[Step, ...] = ()


class Fault(NamedTuple):
    """What is wrong with a naskah, in Indonesian, and the id of where."""

    id: str
    why: str


class Numbers:
    """The place of every id of a naskah."""

    def __init__(self, naskah: NaskahText) -> None:
        self.naskah = naskah
        self.places: dict[str, Place] = {}
        for number, article in enumerate(naskah.articles, 1):
            self._add(article, Place(ARTICLE, article.id, number))
        for number, annex in enumerate(naskah.annexes, 1):
            self._add(annex, Place(ANNEX, annex.id, number))
        for part in naskah.frame:
            self._add(part, Place(FRAMING, part.id, 0))
        self.chapters = dict(_named_chapters(naskah))

    def _add(self, owner: Owner, place: Place) -> None:
        self.places[owner.id] = place
        # A block has one id in all languages; where they differ the Indonesian text counts.
        for language in sorted(owner.texts, key=lambda one: one != INDONESIAN):
            self._walk(owner.texts[language].body, place)

    def _walk(self, body: Body, place: Place) -> None:
        for block in body:
            self.places.setdefault(block.id, place)
            if not isinstance(block, ItemList):
                continue
            for number, item in enumerate(block.items, block.start):
                inside = place
                if block.style != BULLET:
                    step = Step(block.style, number)
                    inside = place._replace(steps=(*place.steps, step))
                self.places.setdefault(item.id, inside)
                self._walk(item.body, inside)

    def words(
        self, to: str, within: str = "", language: str = INDONESIAN, article: str = ""
    ) -> str:
        """How a reference reads that stands in the Pasal `within`: "Pasal 7 ayat (2) huruf a", and
        "ayat (2) huruf a" in that Pasal itself. In a language that says "第{n}条" of an `article`
        bare signs follow it.
        """
        place = self.places.get(to)
        if place is None:
            return BROKEN
        steps = [
            _sign(step) if article else f"{_word(step.style, language)} {_sign(step)}"
            for step in place.steps
        ]
        if steps and place.owner == within:
            return " ".join(steps)
        if article and place.kind == ARTICLE:
            return " ".join([article.format(n=place.number), *steps])
        return " ".join([self._owner(place, language), *steps])

    def _owner(self, place: Place, language: str) -> str:
        if place.kind == FRAMING:
            return FRAME[place.owner]
        word = _word(place.kind, language)
        if place.kind == ARTICLE:
            return f"{word} {place.number}"
        if len(self.naskah.annexes) == 1:
            return word
        return f"{word} {roman(place.number)}"

    def find(self, typed: str, within: str, order: tuple[str, ...] = ()) -> str:
        """The id that a typed reference means; empty where there is no such place. `order` are the
        Pasal and annexes as whoever typed it saw them.
        """
        found = _TYPED.fullmatch(" ".join(typed.split()))
        if found is None or not typed.strip():
            return ""
        owner = self._owner_typed(found, typed, within, order)
        steps = [(word.lower(), sign) for word, sign in _STEP.findall(found["rest"])]
        for one, place in self.places.items():
            if place.owner == owner and _is_at(place, steps) and (steps or one == owner):
                return one
        return ""

    def _owner_typed(
        self, found: re.Match[str], typed: str, within: str, order: tuple[str, ...]
    ) -> str:
        if found["pasal"]:
            seen = tuple(one for one in order if role_of(one) != ANNEX)
            present = tuple(article.id for article in self.naskah.articles)
            return _at(seen or present, int(found["pasal"]))
        if typed.lower().startswith(("lampiran", "annex")):
            seen = tuple(one for one in order if role_of(one) == ANNEX)
            ids = seen or tuple(annex.id for annex in self.naskah.annexes)
            return _at(ids, _place_of_annex(found["lampiran"] or "1", len(ids)))
        return within

    def faults(self) -> list[Fault]:
        """The references to what is not there."""
        found = []
        for owner in self.naskah.owners:
            for said in owner.texts.values():
                for reference in references_in(said.body):
                    if reference.to not in self.places:
                        told = reference.typed or "bagian yang sudah tidak ada"
                        found.append(Fault(owner.id, f"{self.words(owner.id)}: {_lost(told)}"))
        return found


def _named_chapters(naskah: NaskahText) -> Iterator[tuple[str, str]]:
    """By its id how each is called: "BAB II", and in it "Bagian Kesatu"."""
    chapter = section = 0
    for article in naskah.articles:
        for one in naskah.chapters_before(article.id):
            if one.level == BAB:
                chapter, section = chapter + 1, 0
                yield one.id, f"BAB {roman(chapter)}"
            else:
                section += 1
                yield one.id, f"Bagian {_ordinal(section)}"


def _ordinal(number: int) -> str:
    return _ORDINALS[number - 1] if number <= len(_ORDINALS) else f"Ke-{number}"


def _lost(told: str) -> str:
    return f"rujukan ke {told} tidak menemukan tempatnya."


def is_reference(typed: str) -> bool:
    """Whether typed words name a place: "Pasal 7 ayat (2)", "huruf a", "Lampiran I"."""
    flat = " ".join(typed.split())
    return bool(flat) and _TYPED.fullmatch(flat) is not None


def roman(number: int) -> str:
    """ "IV" for 4."""
    told = ""
    for value, sign in _ROMAN:
        while number >= value:
            told, number = told + sign, number - value
    return told


def _at(ids: tuple[str, ...], number: int) -> str:
    if 1 <= number <= len(ids):
        return ids[number - 1]
    return ""


def _is_at(place: Place, steps: list[tuple[str, str]]) -> bool:
    if len(steps) != len(place.steps):
        return False
    return all(
        _bare(sign) == _bare(_sign(step)) and word in _names_of(step.style)
        for (word, sign), step in zip(steps, place.steps, strict=True)
    )


def _names_of(style: str) -> tuple[str, str]:
    return _WORDS[INDONESIAN][style], _word(style, "en")


def _bare(sign: str) -> str:
    return sign.strip("().").lower()


def _word(code: str, language: str) -> str:
    if language == INDONESIAN:
        return _WORDS[INDONESIAN][code]
    return _IN_ENGLISH.get(code, "point")


def _sign(step: Step) -> str:
    """ "(2)" of an ayat, "a" of a letter, "a)" of the fourth level."""
    return marker_of(step.style, step.number).rstrip(".")


def _place_of_annex(number: str, count: int) -> int:
    """The place that "2" or "II" means among so many; 0 where there is none."""
    if number.isdigit():
        return int(number)
    romans = [roman(place) for place in range(1, count + 1)]
    return romans.index(number.upper()) + 1 if number.upper() in romans else 0
