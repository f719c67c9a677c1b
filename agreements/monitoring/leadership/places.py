"""Where cooperations take place: kecamatan and neighbours, read from the words of their lokasi and
from the government they are made with.
"""

from typing import NamedTuple

from django.core.exceptions import EmptyResultSet
from django.db.models import Count, Q, Value

from agreements.models.agreement_queries import AgreementQuerySet
from agreements.monitoring.duties.derived import fetch_kept, name_parameters
from kerjasama.accounts.models import RegionProfile
from kerjasama.reference import OWN_REGION, Place, read_places, read_regions
from partners.kinds import PartnerKind

EVERYWHERE, UNKNOWN = "seluruh", "tidak-dikenal"
CHOICES = [
    *((place.key, place.name) for place in sorted(read_places(), key=lambda place: place.name)),
    (EVERYWHERE, "Seluruh kabupaten, tanpa menyebut kecamatan"),
    (UNKNOWN, "Tidak menyebut tempat yang dikenali"),
]


class PlaceCounts(NamedTuple):
    """How many cases each place has; those that name the whole regency alone, and those that name
    no place that is known.
    """

    by_key: dict[str, int]
    everywhere: int
    unknown: int


def is_drawn(region: RegionProfile) -> bool:
    """Whether the map is one of this region."""
    names = {row.code: row.name for row in read_regions()}
    return names[OWN_REGION].endswith(region.short_name)


def where_place(key: str) -> Q:
    """The cases at that place. Raises KeyError for an unknown one."""
    if key == EVERYWHERE:
        return _names_all() & ~_anywhere()
    if key == UNKNOWN:
        return ~_names_all() & ~_anywhere()
    return _where({place.key: place for place in read_places()}[key])


def count_places(seen: AgreementQuerySet, as_of: int | None = None) -> PlaceCounts:
    """How many of these cases each place has; a case may count at several."""
    keys = [place.key for place in read_places()]
    asked = [*keys, EVERYWHERE, UNKNOWN]
    counts = {f"place_{n}": Count("pk", where_place(key)) for n, key in enumerate(asked)}
    rows = seen.order_by().annotate(all=Value(1)).values("all").annotate(**counts)
    try:
        sql, given = rows.values_list(*counts).query.sql_with_params()
    except EmptyResultSet:
        return PlaceCounts(dict.fromkeys(keys, 0), 0, 0)
    query = name_parameters(sql, given, "place")
    found = fetch_kept(query.sql, query.params, as_of)
    numbers = found[0] if found else (0,) * len(asked)
    return PlaceCounts(dict(zip(keys, numbers, strict=False)), *numbers[-2:])


def _where(place: Place) -> Q:
    named = Q(lokasi__iregex=_pattern(place))
    if not place.code:
        return named
    return named | Q(partner__kind=PartnerKind.REGION, partner__region_code=place.code)


def _anywhere() -> Q:
    found = Q()
    for place in read_places():
        found |= _where(place)
    return found


def _names_all() -> Q:
    own = {row.code: row.name for row in read_regions()}[OWN_REGION]
    return Q(lokasi__iregex=rf"\m({_spaced(own)}|{_spaced(own.split(' ', 1)[1])}|kukar)\M")


def _pattern(place: Place) -> str:
    names = "|".join(_spaced(name) for name in (place.name, place.also) if name)
    other = rf"(?![\s-]+{place.not_before}\M)" if place.not_before else ""
    return rf"\m({names})\M{other}"


def _spaced(name: str) -> str:
    """The name with whatever parts its words: "Sanga Sanga" is "Sanga-Sanga" too."""
    return r"[\s-]+".join(name.split())
