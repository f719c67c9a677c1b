"""Lengths of time in a text: "3 (tiga) tahun 6 bulan", "2 1/2 tahun", "dua belas bulan", "90 hari
kalender".
"""

import re
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
    rf"(?P<number>{NUMBER})\s*(?P<told>{BRACKET})?\s*(?P<unit>{UNIT})\b\.?(?P<working>\s*kerja\b)?"
)
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
        repeated = [
            inside
            for inside in re.findall(BRACKET, stretch[0])
            if re.search(rf"\b{UNIT}\b", inside)
        ]
        outside = stretch[0]
        for inside in repeated:
            outside = outside.replace(inside, " ")
        found += [length for said in (outside, *repeated) for length in _sums(said)]
    return found


def _sums(stretch: str) -> list[Length]:
    """The lengths of a stretch: "1 tahun 6 bulan" is one, "1 tahun, 2 tahun" are two."""
    groups: list[list[re.Match]] = []
    for piece in PIECE.finditer(stretch):
        before = groups[-1][-1] if groups else None
        if before is not None and _size(piece) < _size(before):
            groups[-1].append(piece)
        else:
            groups.append([piece])
    return [_sum([_piece(found) for found in group]) for group in groups]


def _size(piece: re.Match) -> tuple[int, int]:
    return UNITS[UNIT_OF[piece["unit"]]]


def _sum(pieces: list[Length]) -> Length:
    wrong = next((piece.wrong for piece in pieces if piece.wrong), "")
    total = Length(
        sum(piece.months for piece in pieces), sum(piece.days for piece in pieces), wrong
    )
    return (
        Length(wrong="Jangka waktu di luar batas.")
        if not wrong and (total.months > 1_200 or total.days > 36_500)
        else total
    )


def _piece(found: re.Match) -> Length:
    number, unit = number_of(found["number"]), UNIT_OF[found["unit"]]
    said = re.sub(r"[()]", "", found["told"] or "").strip()
    in_bracket = number_of(said) if said else None
    if number is None or in_bracket is not None and in_bracket != number:
        return Length(wrong=f"“{found[0].strip()}”: angka dan hurufnya berbeda.")
    if found["working"]:
        return Length(wrong="Hari kerja tidak dapat dihitung; sebutkan tanggal berakhirnya.")
    months, days = (number * size for size in UNITS[unit])
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
    if text.endswith("setengah"):
        whole = read_words(text.removesuffix("setengah").strip()) if text != "setengah" else 0
        return None if whole is None else Fraction(whole) + Fraction(1, 2)
    words = read_words(text)
    return None if words is None else Fraction(words)
