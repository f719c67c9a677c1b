"""Patterns of letter numbers: what they may hold, and how they are filled."""

import re
from datetime import date
from functools import lru_cache

from django.core.exceptions import ValidationError

PLACEHOLDERS = {
    "urut": "nomor urut, misalnya {urut:03} untuk 007",
    "jenis": "kode seri",
    "klasifikasi": "kode klasifikasi arsip",
    "unit": "kode unit",
    "bulan_romawi": "bulan dengan angka Romawi",
    "tahun": "tahun",
}
NAMED = ", ".join(f"{{{name}}}" for name in PLACEHOLDERS)
ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
_WORDS = {name: r"" for name in PLACEHOLDERS if name != "urut"} | {"urut": r"(?::0?\d?d?)?"}
_PLACE = re.compile(
    r"\{(?:" + "|".join(f"{name}{width}" for name, width in _WORDS.items()) + r")\}"
)
_OPEN_SHAPES = {
    "urut": r"0*(?P<urut>\d{1,9})",
    "tahun": r"(?P<tahun>\d{4})",
    "bulan_romawi": "[ivx]{1,4}",
}
_LEAD = re.compile(r"^(?:nomor|no)[.:]*")
LONGEST = 150  # what a paper has room for


def check_pattern(pattern: str, *needed: str) -> None:
    """Raises ValidationError when the pattern holds an unknown placeholder or lacks a needed one."""  # noqa: E501
    wrong = re.search(r"\{[^{}]*\}?|\}", _PLACE.sub("", pattern))
    if wrong:
        raise ValidationError(f"Pola tidak dapat dibaca pada “{wrong.group()}”. Gunakan {NAMED}.")
    missing = [f"{{{name}}}" for name in needed if not re.search(rf"\{{{name}\b", pattern)]
    if missing:
        raise ValidationError(
            f"Pola harus memuat {' dan '.join(missing)} agar setiap nomor berbeda."
        )
    if len(fill_pattern(pattern, 99999, date.today(), "X" * 20, "X" * 30, "X" * 30)) > LONGEST:
        raise ValidationError("Pola memberi nomor yang terlalu panjang.")


def fill_pattern(
    pattern: str, urut: int, day: date, jenis: str, klasifikasi: str = "", unit: str = ""
) -> str:
    """The number by that pattern."""
    return pattern.format(
        urut=urut,
        jenis=jenis,
        klasifikasi=klasifikasi,
        unit=unit,
        bulan_romawi=ROMAN[day.month - 1],
        tahun=day.year,
    )


def place_in(
    pattern: str, number: str, jenis: str, klasifikasi: str = "", unit: str = ""
) -> tuple[int, int] | None:
    """(urut, year) of a number that this pattern may have given, however it is spaced; None when it
    gave none like it.
    """
    found = _shape(pattern, jenis, klasifikasi, unit).fullmatch(_squeezed(number))
    if found is None:
        return None
    return int(found["urut"]), int(found["tahun"])


@lru_cache(maxsize=500)
def _shape(pattern: str, jenis: str, klasifikasi: str, unit: str) -> re.Pattern[str]:
    """The pattern as a regular expression over numbers without spaces; a register asks for the same
    ones ten thousand times.
    """
    known = {"jenis": jenis, "klasifikasi": klasifikasi, "unit": unit}
    shapes = _OPEN_SHAPES | {code: re.escape(_squeezed(text)) for code, text in known.items()}
    parts: list[str] = []
    used: set[str] = set()
    last = 0
    for place in _PLACE.finditer(pattern):
        name = place[0][1:-1].partition(":")[0]
        shape = rf"0*(?P={name})" if name in used else shapes[name]
        parts += [re.escape(_squeezed(pattern[last : place.start()])), f"(?:{shape})"]
        used.add(name)
        last = place.end()
    return re.compile("".join(parts) + re.escape(_squeezed(pattern[last:])), re.ASCII)


def _squeezed(text: str) -> str:
    return _LEAD.sub("", re.sub(r"\s+", "", text.casefold()))
