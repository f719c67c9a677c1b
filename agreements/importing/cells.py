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

# What the readers of XLSX, ODS and CSV find in one cell; booleans and times come along as they are.
CellValue = object

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


def text_of_cell(value: CellValue, longest: int = 250, *, lines: bool = False) -> str:
    """What a cell says, on one line unless it may have several. What looks like a formula is text
    like any other. Raises Wrong when it is longer than `longest` letters or wrongly encoded.
    """
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, datetime):
        value = f"{value:%d/%m/%Y}"
    text = CONTROL.sub("", str(value)).replace("_x000D_", "")
    if lines:
        text = "\n".join(" ".join(line.split()) for line in text.split("\n")).strip()
    else:
        text = " ".join(text.split())
    if len(text) > longest:
        raise Wrong(f"Terlalu panjang: {len(text)} huruf, paling banyak {longest}.")
    if MOJIBAKE.search(text):
        raise Wrong("Huruf rusak karena salah pengodean. Perbaiki tulisannya.")
    return text


def day_of_cell(value: CellValue, epoch: datetime) -> date | None:
    """A day, however it is written; None for an empty cell. Numbers without a format count from the
    file's own epoch. Raises Wrong when it is no day, or one before 1950 or after 2150.
    """
    if value is None or isinstance(value, str) and not text_of_cell(value, 100).strip(" .,-"):
        return None
    try:
        found = read_day(value, epoch)
    except Asked as doubt:
        likely = None
        if len(doubt.readings) == 1:
            likely = doubt.readings[0]
        raise Wrong(doubt.message, likely) from None
    if not EARLIEST <= found <= LATEST:
        raise Wrong(f"Tahun {found.year} tidak masuk akal. Periksa kembali tanggalnya.")
    return found


def amount_of_cell(value: CellValue) -> Decimal | None:
    """Rupiah for the whole; None where the cell says that there are none. Raises Wrong for another
    currency or an amount per month, unit and the like.
    """
    money = money_of_cell(value)
    if money is None:
        return None
    if not money.is_rupiah_sum:
        unit = money.currency
        if money.per:
            unit += f" per {money.per}"
        raise Wrong(f"Bukan jumlah rupiah seluruhnya ({unit}).")
    return money.amount


def money_of_cell(value: CellValue) -> Stated | None:
    """What the cell says of money, in any currency; None where it says that there is none. Raises
    Wrong when it cannot be read or is out of range.
    """
    if value is None or isinstance(value, str) and _says_nothing(value):
        return None
    is_typed = isinstance(value, str) and not PLAIN_DECIMAL.fullmatch(value.strip())
    if isinstance(value, str) and not is_typed:
        value = Decimal(value.strip())
    try:
        money = read_amount(value)
    except Asked as doubt:
        raise Wrong(doubt.message) from None
    if money.amount is None:
        return money
    return replace(money, amount=_in_sen(money.amount, is_typed=is_typed))


def _in_sen(amount: Decimal, *, is_typed: bool) -> Decimal:
    """The amount with two decimals. Raises Wrong when out of range, or when typed with more."""
    if not 0 <= amount < Decimal(10) ** 16:
        raise Wrong("Nilai di luar batas. Tulis angka rupiahnya saja.")
    if is_typed and amount.as_tuple().exponent < -2:  # type: ignore[operator]
        raise Wrong("Sen paling banyak dua angka. Periksa titik dan komanya.")
    return amount.quantize(Decimal("0.01"))


def _says_nothing(value: str) -> bool:
    said = text_of_cell(value).casefold().replace("–", "-").replace("—", "-").strip()
    return (
        said in NOTHING
        or re.sub(r"^(?:rp|idr)\b\.?\s*", "", said) in NOTHING
        or bool(NO_BUDGET.fullmatch(said))
    )


def unread_text_of(value: CellValue) -> str:
    """What a cell holds, cut where it is too long to keep, for what is not read but may not be
    lost.
    """
    text = " ".join(CONTROL.sub("", str(value)).split())
    if len(text) <= LONGEST_KEPT:
        return text
    return text[: LONGEST_KEPT - 1] + "…"
