"""Where cooperations take place: kecamatan and neighbours, read from the words of their lokasi and
from the government they are made with.
"""

from typing import NamedTuple

from django.db.models import Q

from agreements.models.agreement_queries import AgreementQuerySet
from agreements.monitoring.duties.derived import fetch_kept, keys_of
from kerjasama.accounts.models import RegionProfile
from kerjasama.reference import OWN_REGION, Place, is_first_home, read_places, read_regions
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
    return is_first_home(region.short_name)


def where_place(key: str) -> Q:
    """The cases at that place. Raises KeyError for an unknown one."""
    if key == EVERYWHERE:
        return _names_all() & ~_anywhere()
    if key == UNKNOWN:
        return ~_names_all() & ~_anywhere()
    return _where({place.key: place for place in read_places()}[key])


COUNTED = """
WITH seen AS (
    SELECT a.id, a.lokasi, CASE WHEN p.kind = %(region)s THEN p.region_code END AS code
    FROM agreements_agreement a LEFT JOIN partners_partner p ON p.id = a.partner_id
    WHERE a.id IN ({visible})
), found AS (
    SELECT seen.id, place.key
    FROM seen JOIN unnest(%(keys)s, %(patterns)s, %(codes)s) AS place (key, pattern, code)
        ON seen.lokasi ~* place.pattern OR seen.code = nullif(place.code, '')
), unplaced AS (
    SELECT lokasi ~* %(all)s AS names_all FROM seen WHERE id NOT IN (SELECT id FROM found)
)
SELECT key, count(*) FROM found GROUP BY key
UNION ALL SELECT %(everywhere)s, count(*) FROM unplaced WHERE names_all
UNION ALL SELECT %(unknown)s, count(*) FROM unplaced WHERE NOT names_all
"""


def count_places(seen: AgreementQuerySet, as_of: int | None = None) -> PlaceCounts:
    """How many of these cases each place has, as `where_place` finds them; a case may count at
    several.
    """
    visible, drawn = keys_of(seen), read_places()
    asked = {
        "region": PartnerKind.REGION.value,
        "keys": [place.key for place in drawn],
        "patterns": [_pattern(place) for place in drawn],
        "codes": [place.code for place in drawn],
        "all": _pattern_of_all(),
        "everywhere": EVERYWHERE,
        "unknown": UNKNOWN,
    }
    rows = fetch_kept(COUNTED.format(visible=visible.sql), visible.params | asked, as_of)
    found = dict(rows)
    by_key = {place.key: found.get(place.key, 0) for place in drawn}
    return PlaceCounts(by_key, found[EVERYWHERE], found[UNKNOWN])


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
    return Q(lokasi__iregex=_pattern_of_all())


def _pattern_of_all() -> str:
    own = {row.code: row.name for row in read_regions()}[OWN_REGION]
    return rf"\m({_spaced(own)}|{_spaced(own.split(' ', 1)[1])}|kukar)\M"


def _pattern(place: Place) -> str:
    names = "|".join(_spaced(name) for name in (place.name, place.also) if name)
    other = rf"(?![\s-]+{place.not_before}\M)" if place.not_before else ""
    return rf"\m({names})\M{other}"


def _spaced(name: str) -> str:
    """The name with whatever parts its words: "Sanga Sanga" is "Sanga-Sanga" too."""
    return r"[\s-]+".join(name.split())
