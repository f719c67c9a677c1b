"""The page of an article: its wording, what we say of it, and where the product rests on it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

from django.urls import reverse

from agreements.documents.kinds import DECLARED
from agreements.documents.kinds.proving import citations_of_kind
from agreements.regulations import catalogue, chooser, duties, limits, register
from agreements.regulations.citations import REGULATIONS, Citation
from agreements.regulations.conditions_abroad import LANGUAGES_BY, PREVAILS_BY
from agreements.regulations.readings import OwnReading, readings_of_pasal
from agreements.regulations.supervision import ACTS
from agreements.regulations.team_duties import TEAM_DUTIES
from agreements.regulations.titles import head_of_region
from agreements.regulations.tkksd import SEATS
from agreements.regulations.vocabulary import Stage, Track
from agreements.regulations.wording import (
    COPIES,
    Passage,
    anchor_of_place,
    number_of_pasal,
    pasal_of_regulation,
    place_in_pasal,
    wording_of_pasal,
)

NAMES = {code: anchor_of_place(name) for code, name in REGULATIONS.items()}
CODES = {name: code for code, name in NAMES.items()}
(
    BASIS,
    STAGE,
    REQUIREMENT,
    CONDITION,
    TERM,
    WARNING,
    DUTY,
    CONTENTS,
    LIMIT,
    ANSWER,
    PAPER,
    TEAM,
    WAJIB,
    LANGUAGE,
) = SORTS = (
    "Dasar hukum jalur",
    "Tahap",
    "Syarat",
    "Keadaan yang membuatnya berlaku",
    "Jangka waktu",
    "Peringatan",
    "Kewajiban sesudah penandatanganan",
    "Isi laporan",
    "Masa berlaku naskah",
    "Jawaban saat memilih jalur",
    "Dokumen",
    "TKKSD",
    "Kerja sama wajib",
    "Bahasa naskah luar negeri",
)


@dataclass(frozen=True)
class Road:
    """A track on which something is asked, and the address of its stage."""

    title: str
    address: str


@dataclass
class Use:
    """One thing of the product that rests on a place of the article, and on which tracks."""

    sort: str
    text: str
    citation: Citation
    roads: list[Road] = field(default_factory=list)

    @property
    def place(self) -> str:
        return place_in_pasal(self.citation)


@dataclass(frozen=True)
class Saying:
    """What a place of the article says, in a sentence of ours."""

    place: str
    text: str


@dataclass(frozen=True)
class ArticlePage:
    """An article; its neighbours are empty at the ends of the regulation."""

    regulation: str
    number: str
    wording: tuple[Passage, ...]
    sayings: list[Saying]
    readings: list[OwnReading]
    uses: list[tuple[str, list[Use]]]
    before: str
    after: str

    @property
    def name(self) -> str:
        return NAMES[self.regulation]

    @property
    def short(self) -> str:
        return REGULATIONS[self.regulation]

    @property
    def title(self) -> str:
        return str(Citation(self.regulation, f"Pasal {self.number}"))

    @property
    def regulation_title(self) -> str:
        return register.TITLES[self.regulation]

    @property
    def copy(self) -> str:
        """From which copy the wording was taken."""
        return COPIES.get(self.regulation, "")


@dataclass(frozen=True)
class RegulationRow:
    """A regulation with its articles; `text` is what it says where it is cited as a whole."""

    name: str
    short: str
    title: str
    articles: list[str]
    text: str
    copy: str


@dataclass(frozen=True)
class RegulationsPage:
    """Every regulation that the product cites."""

    regulations: list[RegulationRow]


def regulation_rows() -> list[RegulationRow]:
    """All regulations that the product cites."""
    return [
        RegulationRow(
            NAMES[code],
            REGULATIONS[code],
            title,
            pasal_of_regulation(code),
            register.ENTRIES.get((code, ""), ""),
            COPIES.get(code, ""),
        )
        for code, title in register.TITLES.items()
    ]


def build_article_page(name: str, number: str) -> ArticlePage:
    """The page of an article. Raises KeyError for one that we do not know."""
    code = CODES[name]
    numbers = pasal_of_regulation(code)
    if number not in numbers:
        raise KeyError(number)
    place = numbers.index(number)
    return ArticlePage(
        code,
        number,
        wording_of_pasal(code, number),
        _sayings_of(code, number),
        readings_of_pasal(code, number),
        _grouped(_uses(head_of_region()).get((code, number), [])),
        numbers[place - 1] if place else "",
        numbers[place + 1] if place + 1 < len(numbers) else "",
    )


@cache
def address_of_citation(citation: Citation) -> str:
    """The page of the article at the cited place; empty for what is no article of a regulation."""
    if citation.regulation not in NAMES:
        return ""
    name, number = NAMES[citation.regulation], number_of_pasal(citation)
    if not number:
        return f"{reverse('peraturan')}#{name}"
    page = reverse("pasal", args=[name, number])
    anchor = anchor_of_place(place_in_pasal(citation))
    return f"{page}#{anchor}" if anchor else page


def _sayings_of(code: str, number: str) -> list[Saying]:
    cited = ((Citation(*key), text) for key, text in register.ENTRIES.items())
    return [
        Saying(place_in_pasal(citation), text)
        for citation, text in cited
        if citation.regulation == code and number_of_pasal(citation) == number
    ]


def _grouped(uses: list[Use]) -> list[tuple[str, list[Use]]]:
    """By sort, in a fixed order; the whole article before its parts."""
    groups = ((sort, [use for use in uses if use.sort == sort]) for sort in SORTS)
    return [(sort, sorted(group, key=lambda use: use.place)) for sort, group in groups if group]


@cache
def _uses(head: str) -> dict[tuple[str, str], list[Use]]:
    """What rests on each article, in the words of a region with such a head; the same thing on
    several tracks is one use.
    """
    found: dict[tuple[str, str, Citation], Use] = {}
    for sort, text, citation, road in _all_uses():
        use = found.setdefault((sort, text, citation), Use(sort, text, citation))
        if road and road not in use.roads:
            use.roads.append(road)
    by_pasal: dict[tuple[str, str], list[Use]] = {}
    for use in found.values():
        place = (use.citation.regulation, number_of_pasal(use.citation))
        by_pasal.setdefault(place, []).append(use)
    return by_pasal


Found = tuple[str, str, Citation, Road | None]


LANGUAGES: tuple[Found, ...] = (
    *((LANGUAGE, "Bahasa naskah", citation, None) for citation in LANGUAGES_BY),
    (LANGUAGE, "Bahasa acuan bila penafsiran berbeda", PREVAILS_BY, None),
)


def _all_uses() -> Iterator[Found]:
    for track in catalogue.tracks_here():
        yield from _uses_on(track)
    yield from _uses_of_team()
    yield from LANGUAGES
    for act in ACTS:
        if act.citation:
            yield WAJIB, act.title, act.citation, None
    yield from _uses_after_signing()
    yield from _uses_in_chooser()
    for kind in DECLARED:
        for citation in citations_of_kind(kind):
            yield PAPER, kind.title, citation, None


def _uses_after_signing() -> Iterator[Found]:
    """What is owed after the signature, and how long a naskah may run."""
    for duty in duties.DUTIES.values():
        yield DUTY, duty.text, duty.citation, None
        if duty.contents_by:
            yield CONTENTS, duty.text, duty.contents_by, None
    for (family, _), longest in limits.LONGEST.items():
        yield LIMIT, f"{family.label}: paling lama {longest.months} bulan", longest.citation, None


def _uses_in_chooser() -> Iterator[Found]:
    for question in chooser.QUESTIONS.values():
        for answer in question.answers:
            if answer.citation:
                yield ANSWER, f"{question.text} {answer.text}", answer.citation, None


def _uses_of_team() -> Iterator[Found]:
    for seat in SEATS.values():
        yield TEAM, seat.name, seat.citation, None
    for duty in TEAM_DUTIES.values():
        yield TEAM, duty.text, duty.citation, None
        if duty.contents_by:
            yield TEAM, f"{duty.text}, isi", duty.contents_by, None


def _uses_on(track: Track) -> Iterator[Found]:
    address = reverse("alur-rinci", args=[track.code])
    for citation in track.basis:
        yield BASIS, track.title, citation, Road(track.title, address)
    for warning in track.warnings:
        if warning.citation:
            yield WARNING, warning.text, warning.citation, Road(track.title, address)
    for stage in track.stages:
        road = Road(track.title, f"{address}#{stage.code}")
        for sort, text, cited in _uses_in(stage):
            if cited:
                yield sort, text, cited, road


def _uses_in(stage: Stage) -> Iterator[tuple[str, str, Citation | None]]:
    for citation in stage.citations:
        yield STAGE, stage.name, citation
    for term in stage.terms:
        yield TERM, f"{term.text or stage.name}: {term.days} hari", term.citation
    if stage.condition:
        yield CONDITION, stage.condition.text, stage.condition.citation
    for need in stage.requirements:
        yield REQUIREMENT, need.text, need.citation
        if need.condition:
            yield CONDITION, need.condition.text, need.condition.citation
