"""KSDD: with other regions. Permendagri 22/2020 Pasal 3 to 24, PP 28/2018 Pasal 2 to 12."""

from dataclasses import replace

from agreements.regulations.citations import p22, pp28
from agreements.regulations.concluding_ksdd import (
    AGREEING,
    CONTRACTING,
    DPRD,
    FOLLOWING,
    INBOUND_KB,
    INBOUND_PKS,
)
from agreements.regulations.preparing_ksdd import (
    INBOUND_OFFER,
    INBOUND_WAJIB,
    MAPPING,
    OFFER,
    PKS_PREPARATION,
    PREPARATION,
)
from agreements.regulations.versions import PRESENT, THIRD
from agreements.regulations.vocabulary import Track

ROAD = (*AGREEING, DPRD, *CONTRACTING, *FOLLOWING)

NASKAH = "Kesepakatan Bersama dan PKS"

SUKARELA = Track(
    "ksdd-sukarela",
    PRESENT,
    "KSDD sukarela",
    (p22("6"), pp28("6")),
    (PREPARATION, OFFER, *ROAD),
    NASKAH,
    ("daerah",),
)

WAJIB = replace(
    SUKARELA,
    code="ksdd-wajib",
    title="KSDD wajib",
    basis=(p22("6"), pp28("5")),
    stages=(MAPPING, PREPARATION, OFFER, *ROAD),
)

MASUK = replace(
    SUKARELA,
    code="ksdd-masuk",
    version=THIRD,
    title="KSDD atas penawaran daerah lain",
    basis=(p22("8 ayat (3)"),),
    stages=(INBOUND_OFFER, INBOUND_KB, AGREEING[1], DPRD, INBOUND_PKS, CONTRACTING[1], *FOLLOWING),
)

MASUK_WAJIB = replace(
    MASUK,
    code="ksdd-masuk-wajib",
    title="KSDD wajib atas penawaran daerah lain",
    basis=(p22("8 ayat (3)"), p22("5"), pp28("5")),
    stages=(INBOUND_WAJIB, *MASUK.stages[1:]),
)

PKS = replace(
    SUKARELA,
    code="ksdd-pks",
    version=THIRD,
    title="PKS KSDD di bawah Kesepakatan Bersama",
    basis=(p22("11"), p22("13"), p22("14")),
    stages=(PKS_PREPARATION, DPRD, *CONTRACTING, *FOLLOWING),
    instrument="PKS",
    parents=(SUKARELA.code, WAJIB.code, MASUK.code, MASUK_WAJIB.code, "ksdd-lama-kb"),
)
