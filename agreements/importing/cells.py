"""What one cell says: text, a day, an amount, a length of time. Each reader gives the value or raises Wrong with what to mend."""

import re
from datetime import date, datetime
from decimal import Decimal, InvalidOperation

from dateutil.relativedelta import relativedelta
from openpyxl.utils.datetime import from_excel

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "januari jan january",
            "februari feb pebruari february peb",
            "maret mar march mrt",
            "april apr",
            "mei may",
            "juni jun june",
            "juli jul july",
            "agustus agu ags aug august agt agst",
            "september sep sept",
            "oktober okt oct october",
            "november nov nopember nop",
            "desember des dec december",
        ),
        1,
    )
    for name in names.split()
}
EARLIEST, LATEST = date(1950, 1, 1), date(2150, 12, 31)
IN_WORDS = re.compile(r"(?:[a-z']+\s*,?\s+)?(\d{1,2})[\s-]+([a-z]+)[\s,-]+(\d{4})")
IN_FIGURES = re.compile(r"(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4})")
ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[t ].*)?")
IN_BRACKETS = r"\s*(?:\([a-z\s]*\)\s*)?"
LENGTH = re.compile(
    rf"(?:selama\s+)?(\d{{1,3}}){IN_BRACKETS}(tahun|thn|th|bulan|bln|bl)\b\.?(?:\s+(?:dan\s+)?(\d{{1,2}}){IN_BRACKETS}(bulan|bln)\b)?\.?"
)
UNTIL = re.compile(r"\s*(?:s\s*[./]\s*d\.?|s/d\.?|sd|sampai dengan|sampai|hingga|–|—|\bto\b)\s*|\s+-\s+")
AMOUNT = re.compile(r"(?:rp|idr)?\s*\.?\s*([\d.,\s]+?)\s*(?:,-|\.-)?\s*(ribu|juta|jt|miliar|milyar|m|triliun)?\.?")
FACTOR = {None: 1, "ribu": 10**3, "juta": 10**6, "jt": 10**6, "miliar": 10**9, "milyar": 10**9, "m": 10**9, "triliun": 10**12}
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
UNDATED = "Tanggal tidak terbaca. Tulis seperti 17 Agustus 2021 atau 17/08/2021."
MOJIBAKE = re.compile("Ã[\x80-\xbf]|â€|Â[\xa0-\xbf]|\ufffd")


class Wrong(Exception):
    """The cell cannot be taken as it is; the message says what to mend."""


def text(value: object, longest: int = 250, lines: bool = False) -> str:
    """What a cell says, on one line unless it may have several. What looks like a formula is text like any other."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, datetime):
        value = f"{value:%d/%m/%Y}"
    said = CONTROL.sub("", str(value)).replace("_x000D_", "")
    said = "\n".join(" ".join(line.split()) for line in said.split("\n")).strip() if lines else " ".join(said.split())
    if len(said) > longest:
        raise Wrong(f"Terlalu panjang: {len(said)} huruf, paling banyak {longest}.")
    if MOJIBAKE.search(said):
        raise Wrong("Huruf rusak karena salah pengodean. Perbaiki tulisannya.")
    return said


def day(value: object, epoch: datetime) -> date | None:
    """A day, however it is written; None for an empty cell. Numbers without a format count from the file's own epoch."""
    if value is None or value == "":
        return None
    if isinstance(value, datetime):
        return _within(value.date())
    if isinstance(value, date):
        return _within(value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _from_number(value, epoch)
    said = text(value, 100).casefold().strip(" .,")
    if not said:
        return None
    for pattern, order in ((ISO, (1, 2, 3)), (IN_FIGURES, (3, 2, 1)), (IN_WORDS, (3, 2, 1))):
        if found := pattern.fullmatch(said):
            return _date(*(found[place] for place in order))
    raise Wrong(UNDATED)


def _from_number(value: float, epoch: datetime) -> date:
    if not 10_000 <= value <= 90_000:
        raise Wrong(UNDATED)
    return _within(from_excel(int(value), epoch).date())


def _date(year: str, month: str, number: str) -> date:
    in_figures = int(month) if month.isdecimal() else MONTHS.get(month, 0)
    try:
        return _within(date(int(year), in_figures, int(number)))
    except ValueError:
        raise Wrong(UNDATED) from None


def _within(found: date) -> date:
    if not EARLIEST <= found <= LATEST:
        raise Wrong(f"Tahun {found.year} tidak masuk akal. Periksa kembali tanggalnya.")
    return found


def span(value: object, begins: date | None, epoch: datetime) -> tuple[date | None, date | None]:
    """(first, last) day of what "Masa Berlaku" says: a length from `begins` on, two days, or the last day alone."""
    if not isinstance(value, str):
        return begins, day(value, epoch)
    said = text(value, 150).casefold().strip(" .,")
    if not said:
        return begins, None
    if found := LENGTH.fullmatch(said):
        if begins is None:
            raise Wrong("Tanggal penandatanganan diperlukan untuk menghitung akhirnya.")
        return begins, begins + relativedelta(months=_months(found), days=-1)
    ends = UNTIL.split(said)
    if len(ends) == 2 and all(ends):
        return day(ends[0], epoch), day(ends[1], epoch)
    try:
        return begins, day(ends[-1] if len(ends) == 2 else said, epoch)
    except Wrong:
        raise Wrong("Masa berlaku tidak terbaca. Tulis misalnya 3 tahun, atau 1 Januari 2022 s.d. 31 Desember 2024.") from None


def _months(found: re.Match) -> int:
    first = int(found[1]) * (12 if found[2].startswith("t") else 1)
    return first + int(found[3] or 0)


def amount(value: object) -> Decimal | None:
    """Rupiah, as a number or as people write it; None for an empty cell."""
    if value is None or value == "":
        return None
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _money(Decimal(str(value)))
    said = text(value, 60).casefold()
    if said in ("", "-", "–", "nihil", "tidak ada", "non anggaran"):
        return None
    found = AMOUNT.fullmatch(said)
    if not found:
        raise Wrong("Nilai tidak terbaca. Tulis angka rupiahnya saja.")
    try:
        return _money(Decimal(_figures(found[1])) * FACTOR[found[2]])
    except InvalidOperation:
        raise Wrong("Nilai tidak terbaca. Tulis angka rupiahnya saja.") from None


def _figures(written: str) -> str:
    """Figures in the Indonesian way: points between thousands, a comma before cents."""
    compact = written.replace(" ", "")
    if re.fullmatch(r"\d+\.\d{1,2}", compact) or re.fullmatch(r"\d{1,3}(,\d{3})+(\.\d+)?", compact):
        return compact.replace(",", "")
    return compact.replace(".", "").replace(",", ".")


def _money(number: Decimal) -> Decimal:
    if not number.is_finite() or not 0 <= number < Decimal(10) ** 16:
        raise Wrong("Nilai di luar batas. Tulis angka rupiahnya saja.")
    return number.quantize(Decimal("0.01"))
