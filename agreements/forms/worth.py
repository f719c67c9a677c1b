"""The questions on the value, judged together: each fault stands at the field that mends it."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils import timezone

from agreements.models.worth import Form
from agreements.regulations.limits import RESULT_OF_REGION
from agreements.regulations.vocabulary import Track
from kerjasama.reference import currencies
from kerjasama.reference.currencies import RUPIAH
from kerjasama.writing.figures import format_money, format_number
from kerjasama.writing.money import Money

ABROAD = ("nilai_valuta", "kurs", "kurs_pada")
SHOWN = ("mata_uang", "nilai", *ABROAD)
HELP = {
    "mata_uang": "Mata uang yang disebut dalam naskah.",
    "nilai_valuta": "Misalnya 10.000 atau 1.250,50.",
    "kurs": "Berapa rupiah untuk satu satuan mata uang itu, misalnya 17.250.",
    "kurs_pada": "Hari berlakunya kurs itu.",
    "hasil_daerah": (
        f"Uang disetorkan ke kas daerah, barang dicatat sebagai aset ({RESULT_OF_REGION})."
    ),
}


def applies_to_worth(field: str, track: Track) -> bool:
    """Whether a question on the value belongs on this road."""
    return field != "hasil_daerah" or track.is_with_third_party


def rupiah_of(values: Mapping[str, Any]) -> Decimal | None:
    """The rupiah that follow from the rate; None for a value in rupiah or without a rate."""
    amount, rate = values.get("nilai_valuta"), values.get("kurs")
    if values.get("mata_uang", RUPIAH) == RUPIAH or amount is None or rate is None:
        return None
    return Money(amount, values["mata_uang"]).in_rupiah(rate)


def faults_of_worth(values: Mapping[str, Any], *, typed_rupiah: bool) -> dict[str, str]:
    """What is wrong with the value, by the field that mends it. `typed_rupiah`: whether the rupiah
    were typed now.
    """
    faults = {}
    if values.get("bentuk_nilai") == Form.NONE and (
        values.get("nilai") or values.get("nilai_valuta")
    ):
        faults["bentuk_nilai"] = "Nilainya sudah diisi. Kosongkan nilainya, atau pilih bentuknya."
    if values.get("mata_uang", RUPIAH) == RUPIAH:
        faults |= {
            name: "Pilih mata uangnya, atau kosongkan isian ini."
            for name in ABROAD
            if values.get(name) is not None
        }
        return faults
    return faults | _faults_abroad(values) | _faults_of_rupiah(values, typed_rupiah=typed_rupiah)


def _faults_abroad(values: Mapping[str, Any]) -> dict[str, str]:
    currency = currencies.BY_CODE[values["mata_uang"]]
    amount = values.get("nilai_valuta")
    faults = {}
    if amount is None:
        faults["nilai_valuta"] = f"Isi nilainya dalam {currency.in_sentence}."
    elif not Money(amount, currency.code).is_exact:
        rounded = format_number(Money(amount, currency.code).rounded.amount)
        faults["nilai_valuta"] = (
            f"{currency.name} ditulis dengan {currency.decimals} angka desimal. Maksud Anda"
            f" {rounded}?"
        )
    return faults | _faults_of_rate(values.get("kurs"), values.get("kurs_pada"))


def _faults_of_rate(rate: Decimal | None, rate_day: date | None) -> dict[str, str]:
    faults = {}
    if rate is not None and rate <= 0:
        faults["kurs"] = "Kurs harus lebih dari nol."
    if rate is not None and rate_day is None:
        faults["kurs_pada"] = "Isi hari berlakunya kurs itu."
    if rate_day is not None and rate_day > timezone.localdate():
        faults["kurs_pada"] = "Kurs suatu hari baru diketahui pada hari itu."
    if rate is None and rate_day is not None:
        faults["kurs"] = "Isi kursnya, atau kosongkan tanggalnya."
    return faults


def _faults_of_rupiah(values: Mapping[str, Any], *, typed_rupiah: bool) -> dict[str, str]:
    """The rupiah follow from the rate; others typed beside it contradict it."""
    typed = values.get("nilai")
    if not typed_rupiah or typed is None:
        return {}
    counted = rupiah_of(values)
    if counted is None:
        return {"nilai": "Isi kursnya, atau kosongkan: nilai rupiah dihitung dari kurs."}
    if counted != typed:
        return {"nilai": f"Menurut kursnya {format_money(counted)}. Kosongkan agar dihitung."}
    return {}
