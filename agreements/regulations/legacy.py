"""Agreements signed outside the system: no road, only the record of a naskah that is there. No
regulation names this step.

What was signed before PP 28/2018 and Permendagri 25/2020 stays in force to its end (PP 28/2018
Pasal 48 and 49, Permendagri 25/2020 Pasal 42); keeping its record belongs to the penatausahaan.
See docs/regulation-notes.md.
"""

from dataclasses import replace

from agreements.regulations.citations import Citation, p22, p25, pp28
from agreements.regulations.fragments import require_record, require_upload
from agreements.regulations.record_outcomes import RecordOutcome
from agreements.regulations.vocabulary import Actor, Stage, Track

from .ksdpk import THIRD_PARTIES

STAGE, SCAN, ORIGINAL = "pencatatan", "pindaian", "arsip"
KB, PKS, NK, ABROAD = (
    "kesepakatan_bersama",
    "perjanjian_kerja_sama",
    "nota_kesepakatan",
    "naskah_kerja_sama",
)
NAMES = {
    KB: "Kesepakatan Bersama",
    PKS: "Perjanjian Kerja Sama",
    NK: "Nota Kesepakatan",
    ABROAD: "Naskah Kerja Sama",
}
GOVERNMENT = ("pusat", "vertikal", "ptn", "blu", "badan-publik")


def _track(
    family: str,
    kind: str,
    suffix: str,
    keeping: Citation,
    transition: tuple[Citation, ...],
    partners: tuple[str, ...],
) -> Track:
    name = NAMES[kind]
    stage = Stage(
        STAGE,
        "Pencatatan naskah lama",
        (keeping,),
        Actor.VERIFIER,
        (
            require_record(
                f"ttd_{kind}",
                f"Penandatanganan {name}",
                None,
                Actor.VERIFIER,
                RecordOutcome.SIGNED,
                signs=kind,
            ),
            require_upload(SCAN, f"Pindaian {name} bertanda tangan", None),
            require_record(
                ORIGINAL,
                "Tempat penyimpanan naskah asli",
                keeping if kind != ABROAD else None,
                Actor.VERIFIER,
                RecordOutcome.KEPT,
            ),
        ),
    )
    return Track(
        f"{family.lower()}-lama{suffix}",
        "2026.1",
        f"{family}, {name} (naskah lama)",
        (keeping, *transition),
        (stage,),
        name,
        partners,
    )


TRACKS = (
    _track("KSDD", KB, "-kb", p22("16"), (pp28("48"),), ("daerah",)),
    _track("KSDD", PKS, "-pks", p22("16"), (pp28("48"),), ("daerah",)),
    _track("KSDPK", KB, "-kb", p22("38"), (pp28("48"),), THIRD_PARTIES),
    _track("KSDPK", PKS, "-pks", p22("38"), (pp28("48"),), THIRD_PARTIES),
    _track("Sinergi", NK, "-nk", p22("59"), (pp28("49"),), GOVERNMENT),
    _track("Sinergi", PKS, "-pks", p22("59"), (pp28("49"),), GOVERNMENT),
    _track("KSDPL", ABROAD, "", p25("25"), (p25("42"), pp28("48")), ("pemda-ln",)),
    _track(
        "KSDLL",
        ABROAD,
        "",
        p25("25"),
        (p25("42"), pp28("48")),
        ("lembaga-ln", "oi", "mitra-pembangunan", "nirlaba-asing"),
    ),
)
# The use of assets follows rules of its own (PP 28/2018 Pasal 15 ayat (3)): it is led out of here,
# but what was signed is kept as well. Nothing of P22 is owed under it.
ASSET = replace(
    next(track for track in TRACKS if track.code == "ksdpk-lama-pks"),
    code="ksdpk-lama-aset",
    title="Pemanfaatan barang milik daerah (naskah lama)",
    basis=(pp28("15 ayat (3)"),),
)
ASSET = replace(ASSET, stages=(replace(ASSET.stages[0], citations=(pp28("15 ayat (3)"),)),))
CODES = tuple(track.code for track in TRACKS)
ALL = (*TRACKS, ASSET)
# A PKS may stand under a naskah of this track; whether it does, an old register often does not say.
UNDER_A_KB = {
    "ksdd-lama-pks": "ksdd-lama-kb",
    "ksdpk-lama-pks": "ksdpk-lama-kb",
    "sinergi-lama-pks": "sinergi-lama-nk",
}


def recorded_kind_of(track: Track) -> str:
    """The kind of naskah that the track records."""
    return next(iter(track.signings))
