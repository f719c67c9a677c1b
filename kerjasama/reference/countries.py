"""Countries by their ISO 3166-1 alpha-2 code, and those with which Indonesia has no diplomatic
relations.

Relations are a condition of every foreign cooperation (Permendagri 25/2020 Pasal 5 ayat (1)
huruf a). The list in no_relations.csv names its sources and may age, so the office may correct
it.
"""

import unicodedata
from typing import NamedTuple

from . import read_rows
from .models import RelationCorrection


class Country(NamedTuple):
    """A state, or a territory with the code of the `state` it belongs to."""

    code: str
    name: str
    state: str


class Unrelated(NamedTuple):
    """A state with which Indonesia has no diplomatic relations."""

    code: str
    reason: str
    source: str


def _alphabetically(name: str) -> str:
    return unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().upper()


INDONESIA = "ID"
BY_CODE = {row[0]: Country(*row) for row in read_rows("countries")}
CHOICES = sorted(
    ((country.code, country.name) for country in BY_CODE.values()),
    key=lambda choice: _alphabetically(choice[1]),
)
STATES = [(code, name) for code, name in CHOICES if not BY_CODE[code].state and code != INDONESIA]
LISTED = {row[0]: Unrelated(*row) for row in read_rows("no_relations")}


def choices() -> list[tuple[str, str]]:
    """CHOICES as a callable, so that a new name of a country needs no migration."""
    return CHOICES


def country_name_of(code: str) -> str:
    """The Indonesian name; the code itself when it is unknown."""
    if code not in BY_CODE:
        return code
    return BY_CODE[code].name


def without_relations() -> frozenset[str]:
    """The states with which Indonesia has no diplomatic relations: the list, as the office has
    corrected it.
    """
    corrected = dict(
        RelationCorrection.objects.order_by("at", "pk").values_list("state", "has_relations")
    )
    return frozenset(code for code, _ in STATES if not corrected.get(code, code not in LISTED))


def has_relations(code: str) -> bool:
    """Whether Indonesia has diplomatic relations with the country; a territory follows its state,
    an unknown code has none.
    """
    return code in BY_CODE and (BY_CODE[code].state or code) not in without_relations()
