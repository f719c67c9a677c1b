"""Where people are named who need not have an account: contacts and signers of mitra, officials,
who was at a meeting. Looked up for a person who asks what is held on them.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, Q, QuerySet
from django.urls import reverse

from kerjasama.accounts.models import Official, User
from kerjasama.accounts.nip import mask_number
from kerjasama.narrowing import column_of

SHORTEST, MOST = 3, 50
MASKED = ("nip", "kuasa_nip")


@dataclass(frozen=True)
class NamedPlace:
    """Columns of a table that name people, what is told of such a row, and the page where it is
    seen and mended.
    """

    title: str
    model: type[Model]
    names: tuple[str, ...]
    told: tuple[str, ...]
    address: Callable[[Any], str]
    related: tuple[str, ...] = ()


@dataclass(frozen=True)
class NamedRow:
    """A row that names the person: its columns in words, and where it stands."""

    values: list[tuple[str, str]]
    address: str


@dataclass(frozen=True)
class NamedRows:
    """What one table knows under that name; `is_cut` where there is more."""

    title: str
    rows: list[NamedRow]
    is_cut: bool


PLACES: list[NamedPlace] = []


def register_place(place: NamedPlace) -> None:
    """Let the search look there too."""
    PLACES.append(place)


def find_named(words: str) -> list[NamedRows]:
    """Every row that holds all these words in its columns that name people; none for fewer letters
    than a name has.
    """
    words = words.replace("\0", "").strip()
    if len(words) < SHORTEST:
        return []
    found = []
    for place in PLACES:
        rows = list(_rows_of(place, words)[: MOST + 1])
        if rows:
            told = [_told(place, row) for row in rows[:MOST]]
            found.append(NamedRows(place.title, told, len(rows) > MOST))
    return found


def _rows_of(place: NamedPlace, words: str) -> QuerySet[Any]:
    rows = place.model._default_manager.order_by("-pk").select_related(*place.related)
    for word in words.split()[:10]:
        in_any = Q()
        for name in place.names:
            in_any |= Q(**{f"{name}__icontains": word})
        rows = rows.filter(in_any)
    return rows


def _told(place: NamedPlace, row: Model) -> NamedRow:
    values = []
    for name in (*place.names, *place.told):
        value = str(getattr(row, name) or "")
        if value:
            label = str(column_of(place.model, name).verbose_name)
            shown = mask_number(value) if name in MASKED else value
            values.append((label[:1].upper() + label[1:], shown))
    return NamedRow(values, place.address(row))


def register_places() -> None:
    """Those of accounts; what stands above names its own."""
    register_place(
        NamedPlace(
            title="Akun",
            model=User,
            names=("first_name", "last_name"),
            told=("username", "email"),
            address=lambda row: reverse("data-pengguna", args=[row.pk]),
        )
    )
    register_place(
        NamedPlace(
            title="Pejabat",
            model=Official,
            names=("name",),
            told=("rank", "nip", "since", "until"),
            address=lambda row: reverse("pejabat-rinci", args=[row.pk]),
        )
    )
