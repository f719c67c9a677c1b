"""The ways in which one mitra's name is written: in full, abbreviated, with or without its office
and its legal form.
"""

import re
from collections import defaultdict
from functools import cache, lru_cache

from . import places
from .known_names import (
    parse_partner_name,
    phrases_of_bodies,
    phrases_of_universities,
    says_only_where,
)

MOST = 5
FORMS = frozenset("pt cv tbk persero ud fa".split())
BRANCHES = frozenset(
    "cabang wilayah area unit kcp kc perwakilan regional witel rayon ulp up3".split()
)
OFFICE = frozenset("kantor pusat".split())
SHORTER: tuple[tuple[str, str], ...] = (
    ("kabupaten", "kab"),
    ("provinsi", "prov"),
    ("universitas", "univ"),
    ("pemerintah kabupaten", "pemkab"),
)
SHORTER += (
    ("pemerintah kota", "pemkot"),
    ("kejaksaan negeri", "kejari"),
    ("rs", "rumah sakit"),
    ("rsud", "rumah sakit umum daerah"),
)


@lru_cache(50_000)
def canonical_name_of(name: str) -> str:
    """The name in full, small and without its legal form: what two writings of one name have in
    common.
    """
    words = [word for word in parse_partner_name(name).words if word not in FORMS]
    key = " ".join(words)
    for short, full in _by_first_word().get(key.partition(" ")[0], ()):
        rest = key[len(short) :]
        if (
            key == short
            or key.startswith(f"{short} ")
            and (len(short) > 3 or says_only_where(rest))
        ):
            key = f"{full}{rest}"
            break
    return " ".join(places.in_full(word) for word in key.split())


def without_branch(canonical_name: str) -> str:
    """A name without the office that it names: "bank rakyat indonesia kantor cabang tenggarong"."""
    words = canonical_name.split()
    cut = next(
        (place for place, word in enumerate(words) if place and word in BRANCHES), len(words)
    )
    while cut > 1 and words[cut - 1] in OFFICE:
        cut -= 1
    return " ".join(words[:cut])


def name_variants_of(name: str) -> list[str]:
    """The name as written first, then other writings of it that may be recorded."""
    full = canonical_name_of(name)
    found = [" ".join(name.split()), full, without_branch(full), _shortened(full)]
    found += [
        f"{short}{full[len(long) :]}"
        for short, long in _in_full()
        if full == long or full.startswith(f"{long} ")
    ]
    return list(dict.fromkeys(filter(None, found)))[:MOST]


def _shortened(full: str) -> str:
    text = full
    if (region := places.region_in(full)) and (short := places.short_form(region)):
        text = text.replace(places.normalize_place_name(region.name.partition(" ")[2]), short)
    for long, short in SHORTER:
        text = re.sub(rf"\b{long}\b", short, text)
    return text


@cache
def _in_full() -> list[tuple[str, str]]:
    """(short name, full name) of known bodies and universities, the longest first."""
    pairs = [(phrase, parse_partner_name(body.name).key) for phrase, body in phrases_of_bodies()]
    pairs += [
        (phrase, parse_partner_name(full).key) for phrase, (_, full) in phrases_of_universities()
    ]
    return sorted(
        {(short, full) for short, full in pairs if short != full}, key=lambda pair: -len(pair[0])
    )


@cache
def _by_first_word() -> dict[str, list[tuple[str, str]]]:
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for short, full in _in_full():
        found[short.partition(" ")[0]].append((short, full))
    return dict(found)
