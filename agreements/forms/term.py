"""The questions on the term of a naskah, judged together: each fault stands at the field that mends
it.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator

from agreements.documents.kinds import KINDS
from agreements.documents.wording.naskah_facts import name_of_naskah
from agreements.documents.wording.term_wording import term_abroad, term_sentence
from agreements.models import Agreement
from agreements.models.term import (
    BEGINNING_AND_END,
    FOR_PKS,
    PKS,
    STATING,
    Begin,
    End,
    term_of_kind,
)
from agreements.regulations.citations import p22
from agreements.regulations.limits import INTENT, longest_of
from agreements.regulations.vocabulary import Track

FIRST_YEAR, LAST_YEAR = 2000, 2100
MOST_NOTICE = 60  # months
HELP = {
    "mulai": "Pilih bagaimana naskah menyebut mulainya.",
    "mulai_peristiwa": "Contoh: diterbitkannya izin operasional oleh Menteri.",
    "akhir": "Pilih bagaimana naskah menyebut berakhirnya.",
    "akhir_tahun": "Contoh: 2027, berakhir 31 Desember 2027.",
    "pks_mulai": "Pilih bila PKS menyebut mulainya sendiri.",
    "pks_akhir": "Pilih bila PKS menyebut berakhirnya sendiri.",
    "pks_akhir_tahun": "Contoh: 2027, berakhir 31 Desember 2027.",
    "renews_itself": (
        "Berlaku terus setelah tanggal berakhirnya, selama tidak ada pihak yang menyatakan"
        " sebaliknya. Tidak berlaku bagi naskah yang jangka waktunya dibatasi ketentuan."
    ),
    "notice_months": (
        "Berapa bulan sebelumnya perpanjangan atau pengakhiran diberitahukan. Pengingat dikirim"
        " sebulan sebelum harinya."
    ),
    "ttd_terpisah": (
        "Setiap pihak menandatangani di tempatnya, boleh pada hari yang berbeda. Yang dihitung hari"
        " tanda tangan terakhir."
    ),
    "judul_kontrak": (
        f"Naskah menyebut dirinya Kontrak, bukan Perjanjian Kerja Sama ({p22('28 huruf f')})."
    ),
    "tempat_naskah": "Kosongkan bila di tempat kedudukan kita. Contoh: Samarinda.",
    "tinjau_pada": "Untuk naskah tanpa tanggal berakhir; berulang setiap tahun.",
}
# What each chosen way to begin or end needs beside it, and what is said where it lacks.
NEEDED = {
    ("mulai", Begin.DAY): ("mulai_pada", "Isi tanggal mulai berlakunya."),
    ("mulai", Begin.EVENT): ("mulai_peristiwa", "Sebutkan peristiwanya."),
    ("akhir", End.DAY): ("akhir_pada", "Isi tanggal berakhirnya."),
    ("akhir", End.BUDGET_YEAR): ("akhir_tahun", "Isi tahun anggarannya."),
}
CHOSEN = ("mulai", "akhir", "pks_mulai", "pks_akhir")
LIMITS = {
    "akhir_tahun": (FIRST_YEAR, LAST_YEAR),
    "pks_akhir_tahun": (FIRST_YEAR, LAST_YEAR),
    "notice_months": (1, MOST_NOTICE),
}


def limits_of(name: str) -> list[MinValueValidator | MaxValueValidator]:
    """The validators of a field of the term; none for most."""
    if name not in LIMITS:
        return []
    least, most = LIMITS[name]
    return [
        MinValueValidator(least, f"Paling sedikit {least}."),
        MaxValueValidator(most, f"Paling banyak {most}."),
    ]


def applies_to_term(field: str, track: Track) -> bool:
    """Whether a question on the term belongs on this road."""
    if field.startswith(FOR_PKS):
        return PKS in track.signings and len(track.signings) > 1
    if field in BEGINNING_AND_END:
        return "jangka_waktu_bulan" in track.asks
    may_renew = any(may_be_open(track, kind) for kind in track.signings)
    return may_renew and "jangka_waktu_bulan" in track.asks


def may_be_open(track: Track, kind: str) -> bool:
    """Whether the law sets no limit to a naskah of this kind."""
    return kind != INTENT and longest_of(track.family, kind) is None


def faults_of_term(values: Mapping[str, Any], track: Track) -> dict[str, str]:
    """What is wrong with the term, by the field that mends it."""
    faults: dict[str, str] = {}
    for prefix in ("", FOR_PKS):
        if prefix and PKS not in track.signings:
            continue
        faults |= _faults_of_days(values, prefix)
    for kind in track.signings:
        if kind != INTENT:
            faults = _faults_against_law(values, track, kind) | faults
    return _faults_of_renewal(values, track) | faults


def _faults_of_days(values: Mapping[str, Any], prefix: str) -> dict[str, str]:
    said = {name: values.get(f"{prefix}{name}") for name in BEGINNING_AND_END}
    faults = _faults_of_lacking(said) | _faults_of_order(said)
    return {f"{prefix}{name}": fault for name, fault in faults.items()}


def _faults_of_lacking(said: Mapping[str, Any]) -> dict[str, str]:
    """What the chosen ways to begin and to end need and is not filled in."""
    return {
        field: fault
        for (choice, way), (field, fault) in NEEDED.items()
        if said[choice] == way and not said[field]
    }


def _faults_of_order(said: Mapping[str, Any]) -> dict[str, str]:
    """An end that lies before the day on which it begins."""
    first, last, year = said["mulai_pada"], said["akhir_pada"], said["akhir_tahun"]
    if said["mulai"] != Begin.DAY or not first:
        return {}
    if said["akhir"] == End.DAY and last and last < first:
        return {"akhir_pada": "Berakhir sebelum mulai berlaku. Periksa kedua tanggalnya."}
    if said["akhir"] == End.BUDGET_YEAR and year and date(year, 12, 31) < first:
        return {"akhir_tahun": "Tahun ini sudah lewat saat naskah mulai berlaku."}
    return {}


def _faults_against_law(values: Mapping[str, Any], track: Track, kind: str) -> dict[str, str]:
    limit = longest_of(track.family, kind)
    if limit is None:
        return {}
    fault = term_of_kind(values, track.family, kind).why_against_law(limit)
    if not fault:
        return {}
    fields = {
        End.LENGTH: "jangka_waktu_bulan",
        End.DAY: "akhir_pada",
        End.BUDGET_YEAR: "akhir_tahun",
        End.OPEN: "akhir",
    }
    return {fields[End(values.get("akhir") or End.LENGTH)]: f"{KINDS[kind].title} {fault}"}


def _faults_of_renewal(values: Mapping[str, Any], track: Track) -> dict[str, str]:
    is_open = _may_run_open(values, track)
    renews_itself, has_notice = values.get("renews_itself"), values.get("notice_months")
    faults = {}
    if renews_itself and is_open:
        faults["renews_itself"] = "Naskah tanpa tanggal berakhir tidak perlu diperpanjang."
    if is_open and not has_notice:
        faults["notice_months"] = "Isi berapa bulan sebelumnya pengakhiran diberitahukan."
    elif renews_itself and not has_notice:
        faults["notice_months"] = "Isi berapa bulan sebelumnya perpanjangan dapat ditolak."
    if values.get("tinjau_pada") and not is_open:
        faults["tinjau_pada"] = "Hanya untuk naskah tanpa tanggal berakhir."
    return faults


def _may_run_open(values: Mapping[str, Any], track: Track) -> bool:
    """Whether a naskah of this road runs without an end, as it is stated."""
    kinds = [kind for kind in track.signings if may_be_open(track, kind)]
    return any(term_of_kind(values, track.family, kind).is_open for kind in kinds)


def term_sentences(values: Mapping[str, Any], track: Track) -> list[str]:
    """What each naskah of the road will say of its term, as far as it is filled in."""
    said = []
    for kind in track.signings:
        term = term_of_kind(values, track.family, kind)
        if kind == INTENT or not term.is_complete:
            continue
        is_contract = bool(values.get("judul_kontrak"))
        name = name_of_naskah(kind, is_contract=is_contract)
        if track.is_foreign:
            said.append(f"{name} ini mulai berlaku {term_abroad(term)}.")
        else:
            said.append(term_sentence(name, term))
    return said


def stated_values(agreement: Agreement, more: Mapping[str, Any]) -> dict[str, Any]:
    """The columns of the term of a case, with what a form says instead."""
    return {name: getattr(agreement, name) for name in STATING} | dict(more)
