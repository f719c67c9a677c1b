"""The map: where what is in force takes place, as tiles and as a table."""

from dataclasses import dataclass
from datetime import date

from agreements.models.agreement_queries import AgreementQuerySet
from agreements.models.status import Status
from agreements.monitoring.leadership import places
from agreements.pages.leadership.charts import Tile, tone_of
from agreements.pages.leadership.figures import Linked, listed
from kerjasama.accounts.models import RegionProfile
from kerjasama.reference import read_places

NAMED = 3


@dataclass(frozen=True)
class PlaceMap:
    """Where what is in force takes place."""

    description: str
    tiles: list[Tile]
    ranked: list[Tile]
    unplaced: list[Linked]


def find_places(seen: AgreementQuerySet, today: date, as_of: int) -> PlaceMap | None:
    """The map of the cases in force; None for a region that has none drawn."""
    if not places.is_drawn(RegionProfile.current()):
        return None
    in_force = seen.with_status(Status.IN_FORCE, today)
    counts = places.count_places(in_force, as_of)
    most = max(counts.by_key.values(), default=0)
    tiles = [
        Tile(place, count, tone_of(count, most), _list_of(place.key))
        for place in read_places()
        for count in (counts.by_key[place.key],)
    ]
    ranked = sorted(tiles, key=lambda tile: (-tile.count, tile.place.name))
    first = ", ".join(f"{tile.place.name} {tile.count}" for tile in ranked[:NAMED] if tile.count)
    return PlaceMap(
        f"Terbanyak: {first or 'belum ada'}.",
        tiles,
        ranked,
        [
            Linked(counts.everywhere, "menyebut seluruh kabupaten", _list_of(places.EVERYWHERE)),
            Linked(counts.unknown, "belum dapat ditempatkan", _list_of(places.UNKNOWN)),
        ],
    )


def _list_of(key: str) -> str:
    return listed(f"lokus={key}&status={Status.IN_FORCE}")
