"""The law that a paper prints, in words: its articles, its regulation and its terms."""

from agreements.documents.kinds import DocumentKind
from agreements.documents.text import indonesian
from agreements.regulations.citing import name_places, name_regulation, term_beside
from agreements.regulations.vocabulary import DayKind, Deadline, Track


def law_in_words(kind: DocumentKind, track: Track) -> dict[str, str]:
    """ "Pasal 14 ayat (1) dan ayat (2)" by the name under which the template asks for it."""
    return {name: name_places(places) for name, places in kind.law_on(track).items()}


def regulation_of(track: Track) -> str:
    """The Permendagri under which the road is taken, by its name."""
    if track.is_foreign:
        return name_regulation("P25")
    return name_regulation("P22")


def term_in_words(term: Deadline | None) -> str:
    """ "45 (empat puluh lima) hari kerja"; empty where the road sets none."""
    if term is None:
        return ""
    days = indonesian.number_in_words(term.days)
    if term.kind is DayKind.WORKING:
        return f"{days} hari kerja"
    return f"{days} hari"


def term_of_paper(track: Track, document: str, code: str) -> str:
    """The term of that code beside another paper of this road, in words."""
    return term_in_words(term_beside(track, document, code))
