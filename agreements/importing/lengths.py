"""Lengths of time in a text: "3 (tiga) tahun 6 bulan", "2 1/2 tahun", "dua belas bulan", "90 hari
kalender".
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from kerjasama.writing.words import read_words

WORDS = (
    "nol satu dua tiga empat lima enam tujuh delapan sembilan sepuluh sebelas seratus belas puluh"
    " ratus"
)
SPOKEN = rf"(?:{'|'.join(sorted(WORDS.split(), key=len, reverse=True))})"
NUMBER = rf"(?:\d{{1,2}}\s+\d/\d|\d{{0,2}}\s?[½¼¾]|\d{{1,4}}(?:[.,]\d{{1,2}})?|(?:satu\s+)?setengah|{SPOKEN}(?:\s+{SPOKEN})*)"  # noqa: E501
UNITS = {
    "tahun": (12, 0),
    "semester": (6, 0),
    "triwulan": (3, 0),
    "kuartal": (3, 0),
    "bulan": (1, 0),
    "minggu": (0, 7),
    "hari": (0, 1),
}
SPELLINGS = {
    "tahun": "tahun tahunan thn th tn years year",
    "semester": "semester",
    "triwulan": "triwulan",
    "kuartal": "kuartal",
    "bulan": "bulan bln bl months month",
    "minggu": "minggu mgg pekan weeks week",
    "hari": "hari hr days day",
}
UNIT_OF = {
    spelling: unit for unit, spellings in SPELLINGS.items() for spelling in spellings.split()
}
UNIT = rf"(?:{'|'.join(sorted(UNIT_OF, key=len, reverse=True))})"
BRACKET = r"\([^()]*\)"
AGAIN = rf"\((?=[^()]*\b{UNIT}\b)[^()§¶]*\)"  # the same length once more
ONE = (
    rf"\(?\b(?:{NUMBER})\s*(?:{BRACKET}\s*)?{UNIT}\b\.?(?:\s*(?:kalender|kerja)\b)?(?:\s*{AGAIN})?"
)
# One length of several units, as one stretch of text.
LENGTH = rf"{ONE}(?:\s*(?:,|dan|lebih)?\s*{ONE})*"
PIECE = re.compile(
    rf"(?P<number>{NUMBER})\s*(?P<bracket>{BRACKET})?\s*(?P<unit>{UNIT})\b\.?(?P<working>\s*kerja\b)?"
)
MOST_MONTHS, MOST_DAYS = 1_200, 36_500
SHARES = {"½": Fraction(1, 2), "¼": Fraction(1, 4), "¾": Fraction(3, 4)}


@dataclass(frozen=True)
class Length:
    """Months and days; `wrong` says why it is not to be trusted."""

    months: int = 0
    days: int = 0
    wrong: str = ""

    @property
    def in_months(self) -> int | None:
        """As whole months, a month of thirty days; None when it is none."""
        return self.months + round(self.days / 30) or None


def lengths_in(text: str) -> list[Length]:
    """Every length that the text says, one of several units as one; what stands again in brackets
    counts as a second.
    """
    found = []
    for stretch in re.finditer(LENGTH, text):
        outside, repeated = _without_repetitions(stretch[0])
        for part in (outside, *repeated):
            found += _sums(part)
    return found


def _without_repetitions(stretch: str) -> tuple[str, list[str]]:
    """A stretch without the brackets that say a length once more, and those brackets."""
    repeated = [
        inside for inside in re.findall(BRACKET, stretch) if re.search(rf"\b{UNIT}\b", inside)
    ]
    for inside in repeated:
        stretch = stretch.replace(inside, " ")
    return stretch, repeated


def _sums(stretch: str) -> list[Length]:
    """The lengths of a stretch: "1 tahun 6 bulan" is one, "1 tahun, 2 tahun" are two."""
    groups: list[list[re.Match[str]]] = []
    for piece in PIECE.finditer(stretch):
        if groups and _size(piece) < _size(groups[-1][-1]):
            groups[-1].append(piece)
        else:
            groups.append([piece])
    return [_sum(map(_length_of_piece, group)) for group in groups]


def _size(piece: re.Match[str]) -> tuple[int, int]:
    return UNITS[UNIT_OF[piece["unit"]]]


def _sum(pieces: Iterable[Length]) -> Length:
    months = days = 0
    wrong = ""
    for piece in pieces:
        months += piece.months
        days += piece.days
        wrong = wrong or piece.wrong
    if not wrong and (months > MOST_MONTHS or days > MOST_DAYS):
        return Length(wrong="Jangka waktu di luar batas.")
    return Length(months, days, wrong)


def _length_of_piece(found: re.Match[str]) -> Length:
    """The length that a number with its unit says; wrong when the bracket behind the number says
    another, in working days, and when it is no whole number of months or days.
    """
    number = number_of(found["number"])
    in_bracket = number_of(re.sub(r"[()]", "", found["bracket"] or ""))
    if number is None or in_bracket not in (None, number):
        return Length(wrong=f"“{found[0].strip()}”: angka dan hurufnya berbeda.")
    if found["working"]:
        return Length(wrong="Hari kerja tidak dapat dihitung; sebutkan tanggal berakhirnya.")
    months, days = (number * size for size in _size(found))
    if months.denominator != 1 or days.denominator != 1 or not months + days:
        return Length(wrong=f"“{found[0].strip()}” bukan bilangan bulan atau hari yang utuh.")
    return Length(int(months), int(days))


def number_of(said: str) -> Fraction | None:
    """A number in figures, with its share, or in words; None when it is none."""
    text = " ".join(said.casefold().split())
    if share := re.fullmatch(r"(\d{0,2})\s?([½¼¾])", text):
        return Fraction(int(share[1] or 0)) + SHARES[share[2]]
    if share := re.fullmatch(r"(\d{1,2})\s+(\d)/([1-9])", text):
        return Fraction(int(share[1])) + Fraction(int(share[2]), int(share[3]))
    if re.fullmatch(r"\d{1,4}(?:[.,]\d{1,2})?", text):
        return Fraction(text.replace(",", "."))
    if text == "setengah":
        return Fraction(1, 2)
    whole = read_words(text.removesuffix("setengah").strip())
    if whole is None:
        return None
    if text.endswith("setengah"):
        return whole + Fraction(1, 2)
    return Fraction(whole)
