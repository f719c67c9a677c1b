"""What one cell says: text, a day, an amount; terms stand in terms.py. Each reader gives the value
or raises Wrong with what to mend.
"""

import re
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

from kerjasama.writing.asking import Asked
from kerjasama.writing.days import read_day
from kerjasama.writing.figures import Stated, read_amount

EARLIEST, LATEST = date(1950, 1, 1), date(2150, 12, 31)
LONGEST_KEPT = 150
IN_BRACKETS = r"\s*(?:\([a-z\s]*\)\s*)?"
LENGTH = re.compile(
    rf"(?:selama\s+)?(\d{{1,3}}){IN_BRACKETS}(tahun|thn|th|bulan|bln|bl)\b\.?(?:\s+(?:dan\s+)?(\d{{1,2}}){IN_BRACKETS}(bulan|bln)\b)?\.?"
)
UNTIL = re.compile(
    r"\s*(?:s\s*[./]\s*d\.?|s/d\.?|sd|sampai dengan|sampai|hingga|–|—|\bto\b)\s*|\s+-\s+"
)
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
NOTHING = {
    "",
    "-",
    "--",
    "nihil",
    "nil",
    "tidak ada",
    "kosong",
    "rp -",
    "rp. -",
    "rp-",
    "rp.-",
    "rp",
    "n/a",
    "na",
}
NO_BUDGET = re.compile(
    r"(?:non|tanpa|tidak)[\s-]*(?:ada\s+)?(?:anggaran|budget(?:er|ing|air)?|biaya|pembiayaan|nilai)"
)
# What a program writes into a CSV file: no person groups thousands by leaving out every other
# point.
PLAIN_DECIMAL = re.compile(r"[0-9]{4,16}\.[0-9]{1,2}")
MOJIBAKE = re.compile("Ã[\x80-\xbf]|â€|Â[\xa0-\xbf]|\ufffd")


class Wrong(Exception):
    """The cell cannot be taken as it is; the message says what to mend, `likely` which day it shows
    all the same.
    """

    def __init__(self, message: str, likely: date | None = None) -> None:
        super().__init__(message)
        self.likely = likely


def text_of_cell(value: object, longest: int = 250, lines: bool = False) -> str:
    """What a cell says, on one line unless it may have several. What looks like a formula is text
    like any other.
    """
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, datetime):
        value = f"{value:%d/%m/%Y}"
    said = CONTROL.sub("", str(value)).replace("_x000D_", "")
    said = (
        "\n".join(" ".join(line.split()) for line in said.split("\n")).strip()
        if lines
        else " ".join(said.split())
    )
    if len(said) > longest:
        raise Wrong(f"Terlalu panjang: {len(said)} huruf, paling banyak {longest}.")
    if MOJIBAKE.search(said):
        raise Wrong("Huruf rusak karena salah pengodean. Perbaiki tulisannya.")
    return said


def day_of_cell(value: object, epoch: datetime) -> date | None:
    """A day, however it is written; None for an empty cell. Numbers without a format count from the
    file's own epoch.
    """
    if value is None or isinstance(value, str) and not text_of_cell(value, 100).strip(" .,-"):
        return None
    try:
        found = read_day(value, epoch)
    except Asked as doubt:
        likely = doubt.readings[0] if len(doubt.readings) == 1 else None
        raise Wrong(doubt.message, likely) from None
    if not EARLIEST <= found <= LATEST:
        raise Wrong(f"Tahun {found.year} tidak masuk akal. Periksa kembali tanggalnya.")
    return found


def amount_of_cell(value: object) -> Decimal | None:
    """Rupiah for the whole; None where the cell says that there are none."""
    said = money_of_cell(value)
    if said is not None and not said.is_rupiah_sum:
        raise Wrong(
            "Bukan jumlah rupiah seluruhnya"
            f" ({said.currency}{' per ' + said.per if said.per else ''})."
        )
    return said.amount if said else None


def money_of_cell(value: object) -> Stated | None:
    """What the cell says of money, in any currency; None where it says that there is none."""
    if value is None or isinstance(value, str) and _says_nothing(value):
        return None
    if isinstance(value, str) and PLAIN_DECIMAL.fullmatch(value.strip()):
        value = Decimal(value.strip())
    try:
        said = read_amount(value)
    except Asked as doubt:
        raise Wrong(doubt.message) from None
    if said.amount is None:
        return said
    if not 0 <= said.amount < Decimal(10) ** 16:
        raise Wrong("Nilai di luar batas. Tulis angka rupiahnya saja.")
    if isinstance(value, str) and said.amount.as_tuple().exponent < -2:  # type: ignore[operator]
        raise Wrong("Sen paling banyak dua angka. Periksa titik dan komanya.")
    return replace(said, amount=said.amount.quantize(Decimal("0.01")))


def _says_nothing(value: str) -> bool:
    said = text_of_cell(value).casefold().replace("–", "-").replace("—", "-").strip()
    return (
        said in NOTHING
        or re.sub(r"^(?:rp|idr)\b\.?\s*", "", said) in NOTHING
        or bool(NO_BUDGET.fullmatch(said))
    )


def unread_text_of(value: object) -> str:
    """What a cell holds, cut where it is too long to keep, for what is not read but may not be
    lost.
    """
    said = " ".join(CONTROL.sub("", str(value)).split())
    return said if len(said) <= LONGEST_KEPT else said[: LONGEST_KEPT - 1] + "…"
