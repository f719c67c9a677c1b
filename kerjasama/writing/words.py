"""Numbers in words, both ways: terbilang for papers and echoes, and what people spell out."""

import re
from decimal import Decimal

from num2words import num2words

_DIGITS = ("nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan")
_SMALL = {word: number for number, word in enumerate(_DIGITS)} | {"sepuluh": 10, "sebelas": 11}
_SCALES = {
    "ribu": 10**3,
    "juta": 10**6,
    "miliar": 10**9,
    "milyar": 10**9,
    "miliyar": 10**9,
    "triliun": 10**12,
    "trilyun": 10**12,
}
_WHOLE_SCALES = {"seribu": 10**3, "sejuta": 10**6, "semiliar": 10**9, "setriliun": 10**12}
MOST_IN_WORDS = 10**18


def spell_number(number: int) -> str:
    """The number in words; num2words says "satu juta satu ribu" where the language says "satu juta
    seribu".
    """
    return re.sub(
        r"\b(juta|miliar|triliun) satu ribu\b", r"\1 seribu", num2words(number, lang="id")
    )


def figure_in_words(value: Decimal | int, decimals: int = 0) -> str:
    """ "tujuh puluh koma lima", with so many decimals at least where there are any; empty where the
    figure is too large for words.
    """
    number = Decimal(value)
    if abs(number) >= MOST_IN_WORDS:
        return ""
    whole, _, rest = f"{abs(number):f}".partition(".")
    said = spell_number(int(whole))
    if rest := rest.rstrip("0"):
        rest = rest.ljust(decimals, "0")
        said += " koma " + " ".join(_DIGITS[int(digit)] for digit in rest)
    if number < 0:
        return f"minus {said}"
    return said


def amount_in_words(value: Decimal | int) -> str:
    """ "sebelas miliar empat ratus juta rupiah", with the sen where there are any."""
    amount = Decimal(value)
    if abs(amount) >= MOST_IN_WORDS:
        return ""
    whole, sen = divmod(int((abs(amount) * 100).to_integral_value()), 100)
    said = f"{spell_number(whole)} rupiah"
    if sen:
        said += f" {spell_number(sen)} sen"
    if amount < 0:
        return f"minus {said}"
    return said


def read_words(text: str) -> int | None:
    """The number that is spelled out, "dua ribu dua puluh satu" is 2021; None where it is no such
    number.

    Only what we would spell that way ourselves is taken, so that no slip of the pen becomes a
    number.
    """
    words = text.casefold().replace("-", " ").split()
    number = _add_up(words)
    if number is None or number >= MOST_IN_WORDS:
        return None
    if _comparable(spell_number(number)) != _comparable(" ".join(words)):
        return None
    return number


def read_decimal_words(text: str) -> Decimal | None:
    """As `read_words`, also with decimals: "seratus koma lima" is 100.5."""
    whole, koma, rest = text.casefold().partition(" koma ")
    number = read_words(whole)
    digits = rest.split()
    is_spelled = all(digit in _DIGITS for digit in digits) and bool(koma) == bool(digits)
    if number is None or not is_spelled:
        return None
    return Decimal(f"{number}.{''.join(str(_DIGITS.index(digit)) for digit in digits) or 0}")


def _add_up(words: list[str]) -> int | None:
    """The sum of the words of a number; None when one of them is no such word or none is there."""
    if not words:
        return None
    total = group = last = 0
    for word in words:
        if word in _SMALL:
            last = _SMALL[word]
            group += last
        elif word == "belas":
            group, last = group + 10, 0
        elif word == "puluh":
            group, last = group + last * 9, 0
        elif word == "ratus":
            group, last = group + last * 99, 0
        elif word == "seratus":
            group, last = group + 100, 0
        elif word in _WHOLE_SCALES:
            total, group, last = total + (group + 1) * _WHOLE_SCALES[word], 0, 0
        elif word in _SCALES:
            total, group, last = total + group * _SCALES[word], 0, 0
        else:
            return None
    return total + group


def _comparable(said: str) -> str:
    """One spelling for those that are all in use."""
    said = re.sub(r"mili?yar", "miliar", said).replace("trilyun", "triliun")
    return re.sub(r"\bse(ribu|juta|miliar|triliun|ratus|puluh)\b", r"satu \1", said)
