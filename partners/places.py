"""Where a name says that somebody is: a region of Indonesia by its list, or another country."""

import re
from collections import defaultdict
from functools import cache

from kerjasama.accounts.unit_names import short_forms
from kerjasama.reference import Region, countries, opd, read_regions, read_rows

PROVINCES = {
    "kaltim": "kalimantan timur",
    "kaltara": "kalimantan utara",
    "kalsel": "kalimantan selatan",
    "kalteng": "kalimantan tengah",
    "kalbar": "kalimantan barat",
    "jatim": "jawa timur",
    "jateng": "jawa tengah",
    "jabar": "jawa barat",
    "sumut": "sumatera utara",
    "sumbar": "sumatera barat",
    "sumsel": "sumatera selatan",
    "babel": "kepulauan bangka belitung",
    "kepri": "kepulauan riau",
    "sulsel": "sulawesi selatan",
    "sulut": "sulawesi utara",
    "sulteng": "sulawesi tengah",
    "sultra": "sulawesi tenggara",
    "sulbar": "sulawesi barat",
    "ntb": "nusa tenggara barat",
    "ntt": "nusa tenggara timur",
    "diy": "daerah istimewa yogyakarta",
    "yogyakarta": "daerah istimewa yogyakarta",
    "istimewa yogyakarta": "daerah istimewa yogyakarta",
    "jakarta": "daerah khusus ibukota jakarta",
    "dki jakarta": "daerah khusus ibukota jakarta",
    "daerah khusus jakarta": "daerah khusus ibukota jakarta",
}
ALSO_CALLED = {
    "korea": "KR",
    "republik korea": "KR",
    "korea selatan": "KR",
    "south korea": "KR",
    "jepang": "JP",
    "inggris": "GB",
    "england": "GB",
    "amerika": "US",
    "amerika serikat": "US",
    "usa": "US",
    "cina": "CN",
    "china": "CN",
    "rrt": "CN",
    "rusia": "RU",
    "turki": "TR",
    "belanda": "NL",
    "vietnam": "VN",
    "taiwan": "TW",
}
# Names of countries that are ordinary words or names in Indonesia as well.
NO_SIGN = {
    "indonesia",
    "guinea",
    "mali",
    "niger",
    "chad",
    "oman",
    "peru",
    "jersey",
    "georgia",
    "jordan",
    "yordania",
    "kuba",
    "turki",
}


def normalize_place_name(name: str) -> str:
    """Small letters and single spaces, without signs."""
    return " ".join(re.sub(r"[^\w]+", " ", name.casefold().replace(".", " ")).split())


@cache
def _by_name() -> dict[tuple[str, str], Region]:
    """(level, name) of every region with a government of its own, its short forms where they mean
    one alone.
    """
    found: dict[tuple[str, str], Region] = {}
    short: dict[tuple[str, str], list[Region]] = defaultdict(list)
    for region in read_regions():
        if region.level == "administrasi":
            continue
        name = normalize_place_name(region.name.partition(" ")[2])
        found[region.level, name] = region
        for form in short_forms(name):
            short[region.level, form].append(region)
    for key, several in short.items():
        if len(several) == 1 and len(key[1]) > 2:
            found.setdefault(key, several[0])
    for form, name in PROVINCES.items():
        if ("provinsi", name) in found:
            found["provinsi", form] = found["provinsi", name]
    return found


@cache
def _places() -> frozenset[str]:
    """Names that only say where: regions, their short forms, islands, the kecamatan of our own
    region.
    """
    kecamatan = {
        normalize_place_name(row.name).removeprefix("kecamatan ")
        for row in opd()
        if row.kind == "kecamatan"
    }
    islands = {
        "kaltimtara",
        "kalimantan",
        "jawa",
        "sumatera",
        "sulawesi",
        "bali",
        "papua",
        "maluku",
        "indonesia",
        "nusantara",
    }
    return frozenset({name for _, name in _by_name()} | set(PROVINCES) | kecamatan | islands)


def without_places(words: str) -> str:
    """What is left of a text when the names of places are taken out."""
    left: list[str] = []
    asked = normalize_place_name(words).split()
    while asked:
        length = _length_of_place(asked)
        if not length:
            left.append(asked[0])
        asked = asked[length or 1 :]
    return " ".join(left)


def _length_of_place(words: list[str]) -> int:
    """How many of the first words make the longest name of a place; 0 when none do."""
    for length in range(min(len(words), 5), 0, -1):
        if " ".join(words[:length]) in _places():
            return length
    return 0


@cache
def _full_names() -> dict[str, str]:
    """Short forms of regions that mean one alone, and its name."""
    found = {
        form: normalize_place_name(region.name.partition(" ")[2])
        for (_, form), region in _by_name().items()
    }
    return {
        form: name for form, name in found.items() if form != name and " " not in form
    } | PROVINCES


def in_full(word: str) -> str:
    """The name of the region that a short form means; any other word as it is."""
    return _full_names().get(word, word)


def short_form(region: Region) -> str:
    """How a region of several words is called for short, "kukar"; empty when it has no such name."""  # noqa: E501
    words = normalize_place_name(region.name.partition(" ")[2]).split()
    if len(words) == 2:
        return words[0][:2] + words[1][:3]
    if len(words) < 3:
        return ""
    return "".join(word[0] for word in words)


def region_called(level: str, name: str) -> Region | None:
    """The region of that level whose name begins what is said: "samarinda" or "samarinda provinsi
    kaltim".
    """
    words = normalize_place_name(name).split()
    for length in range(min(len(words), 6), 0, -1):
        if region := _by_name().get((level, " ".join(words[:length]))):
            return region
    return None


def region_in(name: str) -> Region | None:
    """The region that a longer name mentions with its level: "dinas kesehatan kota samarinda"; a
    province also without.
    """
    words = (
        normalize_place_name(name)
        .replace("pemkab ", "kabupaten ")
        .replace("pemkot ", "kota ")
        .replace("pemprov ", "provinsi ")
        .split()
    )
    for place, word in enumerate(words):
        level = {"kab": "kabupaten", "prov": "provinsi", "propinsi": "provinsi"}.get(word, word)
        if level in ("kabupaten", "kota", "provinsi") and (
            region := region_called(level, " ".join(words[place + 1 :]))
        ):
            return region
    for word in words:
        if word in PROVINCES and (region := _by_name().get(("provinsi", word))):
            return region
    return _by_short_form(words)


def _by_short_form(words: list[str]) -> Region | None:
    """ "Dinas Kesehatan Kukar", "BPS Samarinda": a name at the end that is one region's alone."""
    for length in (3, 2, 1):
        name = " ".join(words[-length:])
        found = {
            region
            for level in ("kabupaten", "kota", "provinsi")
            if (region := _by_name().get((level, name)))
        }
        if len(found) == 1 and len(words) > length:
            return found.pop()
    return None


@cache
def _countries() -> dict[str, str]:
    named = {normalize_place_name(name): code for code, name in countries.CHOICES}
    named |= {normalize_place_name(name): code for code, name in read_rows("countries_en")}
    return {
        name: code
        for name, code in (named | ALSO_CALLED).items()
        if code != countries.INDONESIA and name
    }


@cache
def _countries_by_first_word() -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for name in sorted(_countries(), key=len, reverse=True):
        if name not in NO_SIGN:
            found[name.partition(" ")[0]].append(name)
    return dict(found)


def country_in(text: str) -> str:
    """The code of a foreign country that a text names as a word of its own; empty when none."""
    words = normalize_place_name(text).split()
    found: list[str] = []
    for place, word in enumerate(words):
        rest = " ".join(words[place:]) + " "
        names = _countries_by_first_word().get(word, ())
        found += [name for name in names if rest.startswith(f"{name} ")]
    if not found:
        return ""
    return _countries()[max(found, key=len)]


def country_named_by_text(text: str) -> str:
    """The code of the foreign country that the whole text names, in Indonesian, English or by its
    code.
    """
    name = normalize_place_name(text)
    code = _countries().get(name, "")
    written = text.strip().upper()
    if not code and len(name) == 2 and written in countries.BY_CODE:
        return written
    return code
