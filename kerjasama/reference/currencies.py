"""Currencies by their ISO 4217 code, with their own number of decimals; sources in
docs/reference-data.md.
"""

from decimal import Decimal
from typing import NamedTuple

from . import read_rows

RUPIAH = "IDR"


class Currency(NamedTuple):
    """A currency in use; without the funds and metals that ISO 4217 lists beside them."""

    code: str
    decimals: int
    name: str

    @property
    def in_sentence(self) -> str:
        """ "euro", "dolar Amerika Serikat"."""
        return self.name[:1].lower() + self.name[1:]


BY_CODE = {
    code: Currency(code, int(decimals), name) for code, decimals, name in read_rows("currencies")
}
FOREIGN = sorted(
    ((one.code, f"{one.code} - {one.name}") for one in BY_CODE.values() if one.code != RUPIAH),
    key=lambda choice: choice[0],
)
_IN_ENGLISH = {code: (one, many) for code, one, many in read_rows("currencies_en")}
CHOICES = [(RUPIAH, "IDR - Rupiah"), *FOREIGN]


def name_in_english(code: str, amount: Decimal) -> str:
    """ "one euro", "two euros": what stands behind the amount in words."""
    one, many = _IN_ENGLISH[code]
    return one if amount == 1 else many
