"""Figures as Indonesians write them: `70,5`, `1.250.000`, `Rp11,4 miliar`. What can be read in two
ways is asked back.
"""

import math
import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from kerjasama.reference.currencies import BY_CODE

from .asking import Asked, Written
from .plain import plain_text_of
from .words import read_decimal_words

THOUSAND, MILLION, BILLION, TRILLION = 10**3, 10**6, 10**9, 10**12
SCALES = {
    **dict.fromkeys(("ribu", "rb", "rbu", "thousand"), THOUSAND),
    **dict.fromkeys(("juta", "jt", "jta", "million", "mio"), MILLION),
    **dict.fromkeys(("miliar", "milyar", "miliyar", "mlr", "mlyr", "mil", "billion"), BILLION),
    **dict.fromkeys(("triliun", "trilyun", "trilliun", "trl", "tril", "trillion"), TRILLION),
}
# One letter is a scale of money; beside another figure it may be a unit, as in "12 m".
MONEY_SCALES = SCALES | {"k": THOUSAND, "m": BILLION, "t": TRILLION}
CURRENCIES = {
    "IDR": ("rp", "idr", "rupiah", "rph"),
    "USD": (
        "usd",
        "us$",
        "us dollar",
        "us dollars",
        "dolar as",
        "dollar as",
        "dolar amerika",
        "dolar",
        "$",
    ),
    "EUR": ("eur", "euro", "€"),
    "SGD": ("sgd", "s$", "sin$", "dolar singapura"),
    "JPY": ("jpy", "yen", "¥", "yen jepang"),
    "AUD": ("aud", "a$", "au$", "dolar australia"),
    "GBP": ("gbp", "£", "pound", "poundsterling"),
    "MYR": ("myr", "rm", "ringgit"),
    "CNY": ("cny", "rmb", "yuan", "renminbi"),
    "KRW": ("krw", "₩", "won"),
    "SAR": ("sar", "riyal"),
    "THB": ("thb", "baht", "฿"),
    "CHF": ("chf", "franc swiss"),
    "HKD": ("hkd", "hk$"),
    "CAD": ("cad", "c$"),
    "NZD": ("nzd", "nz$"),
    "TWD": ("twd", "nt$"),
    "PHP": ("php", "peso"),
    "INR": ("inr", "rupee"),
    "VND": ("vnd", "dong"),
    "BND": ("bnd",),
    "AED": ("aed", "dirham"),
    "SEK": ("sek",),
    "NOK": ("nok",),
    "DKK": ("dkk",),
}
_CODE = {
    **{one.name.casefold(): one.code for one in BY_CODE.values()},
    **{one.code.casefold(): one.code for one in BY_CODE.values()},
    **{sign: code for code, signs in CURRENCIES.items() for sign in signs},
}
_SIGNS = "|".join(re.escape(sign) for sign in sorted(_CODE, key=len, reverse=True))
_BEFORE = re.compile(rf"({_SIGNS})(?![a-z])\s*[.:]?\s*")
_AFTER = re.compile(rf"\s*(?<![a-z])({_SIGNS})\.?$")
_PER = re.compile(
    r"\s*(?:/|\bper\b|\b(?:se)?tiap\b|@)\s*\(?\s*([a-z][a-z\s./]{0,40}?)\s*\)?$|\s+(sebulan|setahun|sehari|p\.?a\.?)$"
)
_PERCENT = re.compile(r"\s*(?:%|\b(?:persen|prosen|percent|pct)\b\.?)$|(?<=\d)(?:persen|prosen)$")
_DASHES = re.compile(r"\s*(?:[.,]\s?-{1,2}|=)$")
_ABOUT = re.compile(
    r"^(?:±|\+/-|\+-|~|≈|<|>|≤|≥)|\+$|^(?:sekitar|kurang lebih|kira-kira|lebih"
    r" kurang|lk\.?|k\.l\.?|maks\.?|maksimal|min\.?|minimal"
    r"|paling|hingga|sampai|lebih dari|kurang dari|hampir|di ?atas|di ?bawah)\b"
)
_BETWEEN = r"(?:-|s\s*[./]\s*d\.?|\bsd\b|\bsampai\b|\bhingga\b|\bto\b|\batau\b|\bdan\b|;|&)"
_RANGE = re.compile(rf"\d\S*\s*(?:\w+\s*)?{_BETWEEN}\s*(?:[a-z]{{0,6}}\$?\.?\s*)?\d")
_SCALED = re.compile(r"([\d.,' ]*\d[.,]?)\s*([a-z]*)\.?\s*(?:dan\s+)?")
_SPELLED = r"\s*(?:\([a-z ]+\))?\s*"
_RUPIAH_BEFORE = re.compile(r"[+-]?\s*(?:rp|idr)(?![a-z])")
_RUPIAH_AFTER = re.compile(r"(?<![a-z])(?:rupiah|rp|idr)\.?$")
_LENGTH = re.compile(
    rf"(?:(\d{{1,3}}){_SPELLED}(?:tahun|thn|th)\.?)?\s*(?:dan\s+)?(?:(\d{{1,4}}){_SPELLED}(?:bulan|bln|bl)\.?)?"
)
EXPONENT = re.compile(r"[+-]?[\d.,]+e[+-]?\d+")
MOST_DIGITS = 30
EXAMPLE = "Tulis misalnya 1.250.000 atau 70,5."
EXAMPLE_WHOLE = "Tulis bilangan bulat, misalnya 12."
EXAMPLE_MONTHS = "Tulis misalnya 60, 60 bulan, atau 5 tahun."
EXAMPLE_MONEY = "Tulis angka rupiahnya, misalnya 1.250.000 atau 1,5 miliar."
NEGATIVE = "Tidak boleh negatif."


@dataclass(frozen=True)
class Stated:
    """An amount as somebody stated it: in which currency, for what each, and the very words."""

    amount: (
        Decimal | None
    )  # None where the figure beside a foreign currency can be read in two ways
    currency: str
    per: str
    written: str

    @property
    def is_rupiah_sum(self) -> bool:
        """Whether it may stand in a column of rupiah and be added up."""
        return self.currency == "IDR" and not self.per


def format_number(value: Decimal | int) -> str:
    """ "1.250,5": points between thousands, a decimal comma, no idle zeros."""
    whole, _, rest = f"{Decimal(value):,f}".partition(".")
    shown, rest = whole.replace(",", "."), rest.rstrip("0")
    if rest:
        shown = f"{shown},{rest}"
    return shown


def format_money(value: Decimal | int) -> str:
    """ "Rp11.400.000.000"; with two figures for the sen where there are any."""
    amount = Decimal(value)
    shown = format_number(amount)
    whole, comma, sen = shown.partition(",")
    if comma:
        shown = f"{whole},{sen:0<2}"
    if amount < 0:
        return f"-Rp{shown[1:]}"
    return f"Rp{shown}"


def format_briefly(value: Decimal | int) -> str:
    """ "1,5 juta", "7,25 miliar": two decimals at most; below a million the whole figure."""
    amount = Decimal(value)
    if amount < MILLION:
        return format_number(amount)
    for size, word in ((MILLION, "juta"), (BILLION, "miliar")):
        shown = _count(amount, size)
        if shown < THOUSAND:
            return f"{format_number(shown)} {word}"
    return f"{format_number(_count(amount, TRILLION))} triliun"


def _count(amount: Decimal, size: int) -> Decimal:
    return (amount / size).quantize(Decimal("0.01"), ROUND_HALF_UP)


def format_percent(value: Decimal | int) -> str:
    """ "82,25%"."""
    return f"{format_number(value)}%"


def read_figure(value: Written, example: str = EXAMPLE) -> Decimal:
    """A figure of any kind. A percent sign is read over, a currency is not; `example` shows what is
    expected. Raises Asked when it is none, or may be several.
    """
    number = _from_cell(value)
    if number is not None:
        return number
    said = _without_percent(plain_text_of(str(value)))
    _refuse_vague(said, example)
    if _RUPIAH_BEFORE.match(said) or _RUPIAH_AFTER.search(said):
        return read_money(said)
    return _signed(said, SCALES, example)


def read_whole(value: Written, example: str = EXAMPLE_WHOLE) -> int:
    """A whole number, grouped or not."""
    number = read_figure(value, example)
    if number != number.to_integral_value():
        raise Asked("Tulis bilangan bulat, tanpa koma.")
    return int(number)


def read_months(value: Written) -> int:
    """A length in months: "60", "60 bulan", "5 tahun", "2 (dua) tahun 6 (enam) bulan"."""
    if isinstance(value, str):
        found = _LENGTH.fullmatch(plain_text_of(value))
        if found and (found[1] or found[2]):
            return 12 * int(found[1] or 0) + int(found[2] or 0)
    return read_whole(value, EXAMPLE_MONTHS)


def read_percent(value: Written) -> Decimal:
    """ "75", "75%" and "75 persen" are 75."""
    if isinstance(value, str) and _BEFORE.match(plain_text_of(value)):
        raise Asked("Tulis persennya, misalnya 75 atau 82,25.")
    return read_figure(value)


def read_money(value: Written) -> Decimal:
    """Rupiah. Another currency, and an amount for each month or piece, are asked back."""
    stated = read_amount(value)
    if stated.currency != "IDR":
        raise Asked(f"Ini jumlah dalam {stated.currency}. Tulis nilainya dalam rupiah.")
    if stated.per:
        raise Asked(f"Ini jumlah per {stated.per}. Tulis nilai seluruhnya dalam rupiah.")
    assert stated.amount is not None  # only beside a foreign currency
    return stated.amount


def read_amount(value: Written) -> Stated:
    """An amount of money in any currency, for the whole or for each of something."""
    if (number := _from_cell(value)) is not None:
        return Stated(number, "IDR", "", format_number(number))
    written = " ".join(str(value).split())
    said = plain_text_of(written)
    said, spelled = _without_words(said)
    if _PERCENT.search(said):
        raise Asked("Ini persen, bukan jumlah uang. " + EXAMPLE_MONEY)
    said, per = _without_per(_DASHES.sub("", said))
    said = _DASHES.sub("", said)
    _refuse_vague(said, EXAMPLE_MONEY)
    said, currency = _without_currency(said)
    said = _DASHES.sub("", said)
    if currency == "IDR":
        amount: Decimal | None = _signed(said, MONEY_SCALES, EXAMPLE_MONEY)
    else:
        amount = _foreign(said)
    if spelled is not None and amount is not None and spelled != amount:
        raise Asked(
            f"Angka dan hurufnya berbeda: {format_number(amount)} atau {format_number(spelled)}?",
            [amount, spelled],
        )
    return Stated(amount, currency, per, written)


def _from_cell(value: Written) -> Decimal | None:
    """The number of a cell of a sheet or of our own code; None for text."""
    if isinstance(value, bool):
        raise Asked(EXAMPLE)
    if isinstance(value, Decimal | int):
        number = Decimal(value)
    elif isinstance(value, float):
        number = Decimal(repr(value))
    else:
        return None
    if not number.is_finite() or abs(number) >= 10**MOST_DIGITS:
        raise Asked("Ini bukan angka yang dapat dicatat. " + EXAMPLE)
    return number


def _refuse_vague(said: str, example: str) -> None:
    if not said:
        raise Asked(example)
    if sum(sign.isdigit() for sign in said) > MOST_DIGITS * 2:
        raise Asked("Angka ini terlalu panjang.")
    if EXPONENT.fullmatch(said):
        raise Asked("Tulis angkanya lengkap, tanpa pangkat. " + example)
    if _ABOUT.search(said):
        raise Asked("Ini angka kira-kira. Tulis satu angka pasti.")
    if _RANGE.search(said):
        raise Asked("Ini lebih dari satu angka. Tulis satu angka saja.")


def _without_percent(said: str) -> str:
    return _PERCENT.sub("", said)


def _without_words(said: str) -> tuple[str, Decimal | None]:
    """The figures without the words in brackets behind them, and the number that those words spell."""  # noqa: E501
    found = re.fullmatch(r"(.*\d.*?)\s*\(([a-z][^()]*)\)", said)
    if found is None:
        return said, None
    words = re.sub(r"\s*\brupiah\b\s*", " ", found[2]).strip(" .")
    spelled = read_decimal_words(_AFTER.sub("", words))
    if spelled is None:
        raise Asked("Yang di dalam kurung tidak terbaca sebagai angka. Tulis angkanya saja.")
    return found[1], spelled


def _without_per(said: str) -> tuple[str, str]:
    found = _PER.search(said)
    if found is None or not re.search(r"\d|\b[a-z]+\b", said[: found.start()]):
        return said, ""
    return said[: found.start()], (found[1] or found[2]).strip(" .")


def _without_currency(said: str) -> tuple[str, str]:
    sign = ""
    if re.match(r"[+-]\s*\D", said):
        sign, said = said[0], said[1:].lstrip()
    if found := _BEFORE.match(said):
        rest, code = said[found.end() :], _CODE[found[1]]
        if code == "IDR":
            rest = re.sub(r"\s*(?<![a-z])rupiah\.?$", "", rest)
        return sign + rest, code
    if found := _AFTER.search(said):
        return sign + said[: found.start()], _CODE[found[1]]
    return sign + said, "IDR"


def _foreign(said: str) -> Decimal | None:
    """The figure beside a foreign currency, where both ways of writing read it alike."""
    try:
        return _signed(said, MONEY_SCALES, EXAMPLE_MONEY)
    except Asked:
        if re.search(r"\d", said):
            return None
        raise


def _signed(said: str, scales: dict[str, int], example: str) -> Decimal:
    said = said.strip()
    if bracketed := re.fullmatch(r"\(([^()]*)\)", said):
        return -_scaled(bracketed[1].strip(), scales, example)
    if said[:1] in ("-", "+"):
        sign = -1 if said[0] == "-" else 1
        return sign * _scaled(said[1:].strip(), scales, example)
    return _scaled(said, scales, example)


def _scaled(said: str, scales: dict[str, int], example: str) -> Decimal:
    """ "2 miliar 500 juta": each part smaller than the scale before it."""
    if not re.search(r"\d", said):
        spelled = read_decimal_words(re.sub(r"\s*\brupiah\b\s*$", "", said))
        if spelled is None:
            raise Asked("Tidak terbaca sebagai angka. " + example)
        return spelled
    total, place, above = Decimal(0), 0, math.inf
    while place < len(said):
        found = _SCALED.match(said, place)
        scale = None
        if found is not None:
            scale = scales.get(found[2]) if found[2] else 1
        if found is None or scale is None or above == 1:
            raise Asked("Tidak terbaca sebagai angka. " + example)
        part = _core(found[1].strip(), scale) * scale
        if part >= above:
            raise Asked("Tidak terbaca sebagai satu angka. " + example)
        total, place, above = total + part, found.end(), scale
    return total


def _core(digits: str, scale: int) -> Decimal:
    """Figures, points and commas alone. Raises Asked, with the readings, when there are several."""
    if sum(sign.isdigit() for sign in digits) > MOST_DIGITS:
        raise Asked("Angka ini terlalu panjang.")
    digits = digits.rstrip(".,")
    if re.fullmatch(r"\d{1,3}([ '])\d{3}(?:\1\d{3})*(?:,\d+)?", digits):
        return Decimal(digits.replace(" ", "").replace("'", "").replace(",", "."))
    if re.fullmatch(r"\d+", digits):
        return Decimal(digits)
    if found := re.fullmatch(r"([1-9]\d{0,2}(?:[.,]\d{3})+)([.,])(\d{3})", digits):
        _ask_mixed(found[1], found[2], found[3], scale)
    if re.fullmatch(r"[1-9]\d{0,2}(\.\d{3})+(,\d+)?", digits):
        return Decimal(digits.replace(".", "").replace(",", "."))
    if re.fullmatch(r"[1-9]\d{0,2}(,\d{3}){2,}(\.\d+)?|[1-9]\d{0,2}(,\d{3})+\.\d+", digits):
        return Decimal(digits.replace(",", ""))
    if re.fullmatch(r"[1-9]\d{0,2},\d{3}", digits):
        _ask_which(Decimal(digits.replace(",", ".")), Decimal(digits.replace(",", "")), scale)
    if re.fullmatch(r"\d+,\d+", digits):
        return Decimal(digits.replace(",", "."))
    _ask_about_point(digits, scale)
    raise Asked(
        "Letak titik atau komanya tidak jelas. Titik memisahkan ribuan, koma memisahkan desimal:"
        " 1.250.000 atau 70,5."
    )


def _ask_about_point(digits: str, scale: int) -> None:
    """ "1.25" and "1.250.5": the last point may stand before decimals or before a cut thousand."""
    if found := re.fullmatch(r"(\d*)[.,](\d+)", digits):
        decimal = grouped = Decimal(f"{found[1] or 0}.{found[2]}")
        if 0 < len(found[1].lstrip("0")) <= 3:
            grouped = Decimal(found[1] + found[2].ljust(3, "0"))
        _ask_which(decimal, grouped, scale)
    if found := re.fullmatch(r"([1-9]\d{0,2}(?:\.\d{3})+)\.(\d{1,2})", digits):
        whole = found[1].replace(".", "")
        _ask_which(Decimal(f"{whole}.{found[2]}"), Decimal(whole + found[2].ljust(3, "0")), scale)


def _ask_mixed(grouped: str, mark: str, last: str, scale: int) -> None:
    """ "10.000,000": three figures behind another sign than the one before may be decimals or a
    further group.
    """
    if mark in grouped:
        return
    whole = re.sub(r"[.,]", "", grouped)
    _ask_which(Decimal(f"{whole}.{last}"), Decimal(whole + last), scale)


def _ask_which(one: Decimal, other: Decimal, scale: int) -> None:
    readings = [one * scale, other * scale]
    shown = " atau ".join(dict.fromkeys(format_number(reading) for reading in readings))
    raise Asked(f"Maksud Anda {shown}? Titik memisahkan ribuan, koma memisahkan desimal.", readings)
