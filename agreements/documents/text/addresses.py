"""Where a typed postal address says that somebody sits."""

import re
from functools import cache

from agreements.documents.text import indonesian
from kerjasama.reference import read_regions
from partners.places import normalize_place_name, region_called

_LONGEST = 40
_IN_A_PLACE = re.compile(
    r"(jalan|jl|jln|gang|gg|gedung|gd|kampus|kompleks?|perumahan|blok|lantai|lt|ruko|rukan|menara"
    r"|plaza|graha|wisma|kantor|desa|dusun|kelurahan|kel|kecamatan|kec|rt|rw|km|po box|kotak pos"
    r")\b",
    re.IGNORECASE,
)
_CITY = re.compile(r"kota (?:administrasi |adm\.? )?(.+)", re.IGNORECASE)
_REGENCY = re.compile(r"(?:kabupaten|kab\b\.?) ?(.+)", re.IGNORECASE)
_PROVINCE = re.compile(r"(provinsi|propinsi|prov)\b", re.IGNORECASE)


def seat_in_address(address: str) -> str:
    """The place that an address at home ends with: "Samarinda" of "Jalan Kesuma Bangsa, Kota
    Samarinda", "Sangatta" of "Sangatta, Kabupaten Kutai Timur"; empty where it names none surely.
    """
    parts = _parts_of(address)
    if not parts:
        return ""
    *before, last = parts
    if city := _CITY.fullmatch(last):
        return city[1] if _is_city(city[1]) else last
    if regency := _REGENCY.fullmatch(last):
        return before[-1] if before and _is_place(before[-1]) else f"Kabupaten {regency[1]}"
    return last if _is_place(last) else ""


def _parts_of(address: str) -> list[str]:
    """The parts between commas, without postal codes and without the province at the end."""
    written = re.sub(r"\b\d{5}\b", "", address)
    parts = [part for part in map(indonesian.flatten_name, re.split(r"[,\n]", written)) if part]
    while len(parts) > 1 and _is_wider(parts[-1]):
        parts.pop()
    return parts


def _is_wider(part: str) -> bool:
    """Whether it names the province or the country."""
    name = normalize_place_name(part)
    return name == "indonesia" or bool(_PROVINCE.match(part)) or name in _provinces()


@cache
def _provinces() -> frozenset[str]:
    return frozenset(
        normalize_place_name(region.name.removeprefix("Provinsi "))
        for region in read_regions()
        if region.level == "provinsi"
    )


def _is_city(name: str) -> bool:
    """Whether it is a kota; "Kota Bangun" is a kecamatan."""
    return name.startswith("Jakarta ") or region_called("kota", name) is not None


def _is_place(part: str) -> bool:
    """Whether it can be the name of a place, and no street, building or village."""
    is_short = len(part) <= _LONGEST
    return is_short and not re.search(r"\d", part) and not _IN_A_PLACE.match(part)
