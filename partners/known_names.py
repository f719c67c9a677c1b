"""Names of partners as they are compared, and the names of known bodies and universities."""

import re
from dataclasses import dataclass
from functools import cache

from kerjasama.reference import Body, read_bodies, read_universities

from . import places
from .places import normalize_place_name

FULL = {
    "kab": "kabupaten",
    "prov": "provinsi",
    "propinsi": "provinsi",
    "pemkab": "pemerintah kabupaten",
    "pemkot": "pemerintah kota",
    "pemprov": "pemerintah provinsi",
    "pemda": "pemerintah daerah",
    "univ": "universitas",
    "poltek": "politeknik",
    "kejari": "kejaksaan negeri",
    "kejati": "kejaksaan tinggi",
    "kakanwil": "kantor wilayah",
    "kanwil": "kantor wilayah",
    "walikota": "wali kota",
    "pn": "pengadilan negeri",
    "pa": "pengadilan agama",
    "rumkit": "rs",
    "dinkes": "dinas kesehatan",
    "yys": "yayasan",
}
JOINED: tuple[tuple[str, str], ...] = (
    ("rumah sakit umum daerah", "rsud"),
    ("rumah sakit umum pusat", "rsup"),
    ("rumah sakit daerah", "rsud"),
)
JOINED += (
    ("sekolah menengah kejuruan", "smk"),
    ("sekolah menengah atas", "sma"),
    ("sekolah menengah pertama", "smp"),
)
JOINED += (
    ("sekolah dasar", "sd"),
    ("sekolah luar biasa", "slb"),
    ("madrasah aliyah", "ma"),
    ("madrasah tsanawiyah", "mts"),
)
JOINED += (
    ("rs daerah", "rsud"),
    ("rumah sakit jiwa daerah", "rsud"),
    ("rumah sakit jiwa", "rsj"),
    ("rumah sakit", "rs"),
)
OFFICES = frozenset(
    "kantor cabang perwakilan wilayah unit pusat area regional kc kcp kcu ulp up3 uid uip uiw witel"
    " divre daop kpw deputi cab kanca pembantu utama persero tbk ri republik distrik rayon layanan"
    " pelanggan korwil korda entitas dan di".split()
)
OPENERS = frozenset(
    "cabang wilayah area unit kcp kc perwakilan regional witel rayon kota kabupaten provinsi daerah".split()  # noqa: E501
)


@dataclass(frozen=True)
class Name:
    """A name as the rules see it."""

    written: str
    key: str

    @property
    def words(self) -> list[str]:
        """Its words as they are compared."""
        return self.key.split()

    def begins(self, pattern: str) -> bool:
        """Whether it begins with words of that pattern."""
        return bool(re.match(rf"(?:{pattern})\b", self.key))

    def holds(self, pattern: str) -> bool:
        """Whether words of that pattern stand anywhere in it."""
        return bool(re.search(rf"\b(?:{pattern})\b", self.key))


def parse_partner_name(written: str) -> Name:
    """A name as it is written, with its abbreviations in full and its joined words in short."""
    words = normalize_place_name(written.replace("’", "'")).split()
    key = " ".join(FULL.get(word, word) for word in words)
    key = re.sub(r"\bp t\b", "pt", re.sub(r"\bc v\b", "cv", key))
    for long, short in JOINED:
        key = key.replace(long, short)
    return Name(" ".join(written.split()), key)


def starts_with(key: str, phrase: str) -> bool:
    """Whether a name begins with the phrase as whole words."""
    return key == phrase or key.startswith(f"{phrase} ")


def says_only_where(rest: str) -> bool:
    """Whether what follows a known name says no more than which office it is; after "Cabang" or
    "Kota" anything is a place.
    """
    words = places.without_places(rest).split()
    for word in words:
        if word in OPENERS:
            return True
        if word not in OFFICES and not re.fullmatch(r"\d+|[ivx]{1,5}", word):
            return False
    return True


@cache
def phrases_of_bodies() -> list[tuple[str, Body]]:
    """(name as it is compared, body) of all names of known bodies, the longest first."""
    named = [
        (parse_partner_name(name).key, body)
        for body in read_bodies()
        for name in (body.name, *body.aliases.split(";"))
        if name
    ]
    return sorted(named, key=lambda pair: -len(pair[0]))


@cache
def bodies_by_first_word() -> dict[str, list[tuple[str, Body]]]:
    """The names of known bodies by their first word, the longest first."""
    found: dict[str, list[tuple[str, Body]]] = {}
    for phrase, body in phrases_of_bodies():
        found.setdefault(phrase.partition(" ")[0], []).append((phrase, body))
    return found


@cache
def universities_by_first_word() -> dict[str, list[tuple[str, tuple[str, str]]]]:
    """The names of known universities by their first word, the longest first."""
    found: dict[str, list[tuple[str, tuple[str, str]]]] = {}
    for phrase, one in phrases_of_universities():
        found.setdefault(phrase.partition(" ")[0], []).append((phrase, one))
    return found


@cache
def phrases_of_universities() -> list[tuple[str, tuple[str, str]]]:
    """(name as it is compared, (status, full name)) of known universities, the longest first."""
    named = [
        (parse_partner_name(name).key, (one.status, one.name))
        for one in read_universities()
        for name in (one.name, *one.aliases.split(";"))
        if name
    ]
    return sorted(named, key=lambda pair: -len(pair[0]))
