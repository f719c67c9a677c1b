"""Whether the data inside a naskah say all that its record needs, each in its form."""

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, TypeGuard

from kerjasama.json_values import JsonValue

Fits = Callable[[JsonValue], bool]
Shape = Fits | dict[str, "Shape"] | list["Shape"]
MISSING: Any = object()  # stands for what is not there


def is_text(told: JsonValue) -> bool:
    """Whether it is words, or none."""
    return isinstance(told, str)


def is_said(told: JsonValue) -> TypeGuard[str]:
    """Whether it is words that say something."""
    return isinstance(told, str) and bool(told.strip())


def is_text_if_told(told: JsonValue) -> bool:
    """Whether it is words, where it stands there at all."""
    return told is MISSING or is_text(told)


def is_day(told: JsonValue) -> bool:
    """Whether it is a day by ISO 8601."""
    if not isinstance(told, str):
        return False
    try:
        date.fromisoformat(told)
    except ValueError:
        return False
    return True


def is_day_or_null(told: JsonValue) -> bool:
    """Whether it is a day, or says that there is none."""
    return told is None or is_day(told)


def is_place(told: JsonValue) -> bool:
    """Whether it counts from one."""
    return isinstance(told, int) and not isinstance(told, bool) and told > 0


def is_worth(told: JsonValue) -> bool:
    """Whether it is a sum with its currency, or says that there is none."""
    if told is None:
        return True
    if not isinstance(told, dict) or not is_said(told.get("mata_uang")):
        return False
    amount = told.get("jumlah")
    try:
        return is_said(amount) and Decimal(amount).is_finite()
    except InvalidOperation:
        return False


def is_signing_if_told(told: Any) -> bool:
    """Whether it names scans by their hashes, where it stands there at all."""
    if told is MISSING:
        return True
    scans = told.get("pindaian") if isinstance(told, dict) else None
    return isinstance(scans, list) and all(
        isinstance(one, dict) and is_said(one.get("sha256")) for one in scans
    )


# What docs/schemas/kerja-sama-3.json asks for, as far as a record takes it over.
NEEDED: dict[str, Shape] = {
    "dokumen": {"jenis": is_said, "nomor": is_said},
    "kerja_sama": {
        "judul": is_said,
        "jalur": is_said,
        "urusan": [{"kode": is_said}],
        "perangkat_daerah": is_said,
        "nilai": is_worth,
        "ditandatangani_pada": is_day_or_null,
        "berlaku_sejak": is_day,
        "berlaku_sampai": is_day_or_null,
        "maksud_tujuan": is_text_if_told,
        "objek": is_text_if_told,
        "ruang_lingkup": is_text_if_told,
    },
    "pihak": [
        {
            "nama": is_said,
            "jenis": is_said,
            "negara": is_said,
            "nomor": is_text,
            "kode_wilayah": is_text,
            "urutan": is_place,
            "penanda_tangan": {"nama": is_text, "jabatan": is_text},
        }
    ],
    "penandatanganan": is_signing_if_told,
    "pasal": [{"id": is_said, "judul": is_text, "isi": is_text}],
}


def faults_in(told: JsonValue, shape: Shape = NEEDED, where: str = "") -> Iterator[str]:
    """The places that are missing or of another form: "dokumen", "pihak 2.nama"."""
    if isinstance(shape, dict):
        if not isinstance(told, dict):
            yield where
            return
        for name, inner in shape.items():
            yield from faults_in(told.get(name, MISSING), inner, f"{where}.{name}".lstrip("."))
    elif isinstance(shape, list):
        if not isinstance(told, list):
            yield where
            return
        for number, one in enumerate(told, 1):
            yield from faults_in(one, shape[0], f"{where} {number}")
    elif not shape(told):
        yield where
