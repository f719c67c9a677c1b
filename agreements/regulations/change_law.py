"""What the law says of changes to a signed agreement, family by family."""

from dataclasses import dataclass

from agreements.regulations import ksdd, ksdpk, sinergi
from agreements.regulations.citations import Citation, p22, p25, pp28
from agreements.regulations.vocabulary import (
    Change,
    Family,
    Track,
    family_of_track,
)

PAPERS = {Change.AMENDS: "adendum", Change.EXTENDS: "perpanjangan", Change.ENDS: "ba_pengakhiran"}

NAMES = {
    Change.AMENDS: "adendum",
    Change.EXTENDS: "naskah perpanjangan",
    Change.ENDS: "berita acara pengakhiran",
}

VERBS = {Change.AMENDS: "mengubah", Change.EXTENDS: "memperpanjang", Change.ENDS: "mengakhiri"}

# Under these grounds an agreement ends before its term (the term's own end needs no act).
GROUNDS = {
    "tujuan": ("Tujuan kerja sama telah tercapai", pp28("9 ayat (1) huruf b")),
    "kesepakatan": ("Para pihak sepakat mengakhiri kerja sama", pp28("9 ayat (1) huruf c")),
    "kebijakan": (
        "Perubahan kebijakan berdasarkan peraturan perundang-undangan",
        pp28("9 ayat (1) huruf d"),
    ),
    "objek": ("Objek kerja sama hilang atau musnah", pp28("9 ayat (1) huruf e")),
    "putusan": ("Putusan pengadilan yang berkekuatan hukum tetap", pp28("22 ayat (2) huruf a")),
    "pailit": ("Pihak ketiga dinyatakan pailit", pp28("22 ayat (2) huruf b")),
    "prosedur": (
        "Kesepakatan para pihak melalui prosedur dalam Naskah Kerja Sama",
        p25("34 huruf a"),
    ),
    "tujuan-ln": ("Tujuan Naskah Kerja Sama telah tercapai", p25("34 huruf b")),
    "baru": ("Dibuat kesepakatan baru yang menggantikan kesepakatan lama", p25("34 huruf c")),
}


def grounds_of(track_code: str) -> list[tuple[str, str]]:
    """The grounds on which an agreement of that family may end, each with its article; of a Sinergi
    the law names none.
    """
    family = family_of_track(track_code)
    if family is Family.SINERGI:
        return [(code, GROUNDS[code][0]) for code in FAMILIES[family].grounds]
    codes = FAMILIES[family].grounds if family in FAMILIES else ENDS_ABROAD
    return [(code, _ground_with_article(code)) for code in codes]


def _ground_with_article(code: str) -> str:
    text, citation = GROUNDS[code]
    return f"{text} ({citation})"


GROUND_CHOICES = [(code, text) for code, (text, _) in GROUNDS.items()]

ENDS_ABROAD = ("prosedur", "tujuan-ln", "baru")

# Only of a PKS between regions does the law ask why it is changed.
STRONG_REASON = p22("15 ayat (3)")

# Of the term and the end of a Sinergi the law says only that its naskah binds both.
BY_THE_PARTIES = pp28("46 ayat (4)")

BY_PARTIES = ("tujuan", "kesepakatan", "kebijakan", "objek")


@dataclass(frozen=True)
class ChangeLaw:
    """What the law says of changes to one family of agreements, or to one kind of its naskah; None
    where it says nothing.
    """

    family: Family
    name: str
    like: Track
    parents: tuple[str, ...]
    basis: dict[Change, tuple[Citation, ...]]
    grounds: tuple[str, ...]
    prepared: Citation | None
    burden: Citation | None = None
    consent: tuple[Citation, Citation, Citation] | None = None
    naskah: str = ""
    proxied: Citation | None = None
    signed: Citation | None = None
    kept: Citation | None = None


KB, PKS = "kesepakatan_bersama", "perjanjian_kerja_sama"
FAMILIES = {
    law.family: law
    for law in (
        ChangeLaw(
            family=Family.KSDD,
            name="KSDD",
            like=ksdd.SUKARELA,
            parents=(
                ksdd.SUKARELA.code,
                ksdd.WAJIB.code,
                ksdd.MASUK.code,
                ksdd.MASUK_WAJIB.code,
                ksdd.PKS.code,
            ),
            basis={
                Change.AMENDS: (STRONG_REASON, p22("15 ayat (4)")),
                Change.EXTENDS: (STRONG_REASON, p22("15 ayat (4)")),
                Change.ENDS: (pp28("9 ayat (1)"),),
            },
            grounds=BY_PARTIES,
            prepared=p22("15 ayat (5)"),
            burden=p22("15 ayat (6)"),
            consent=(p22("12 ayat (1) huruf a"), p22("12 ayat (3)"), p22("12 ayat (4)")),
            naskah=PKS,
            proxied=p22("14 ayat (2)"),
            signed=p22("14 ayat (1)"),
            kept=p22("16 ayat (2)"),
        ),
        ChangeLaw(
            family=Family.KSDPK,
            name="KSDPK",
            like=ksdpk.DAERAH,
            parents=(ksdpk.DAERAH.code, ksdpk.PIHAK_KETIGA.code, ksdpk.PKS.code),
            basis={
                Change.AMENDS: (p22("37 ayat (2)"), p22("37 ayat (3)")),
                Change.EXTENDS: (p22("37 ayat (2)"), p22("37 ayat (3)")),
                Change.ENDS: (pp28("22 ayat (1)"), pp28("22 ayat (2)")),
            },
            grounds=(*BY_PARTIES, "putusan", "pailit"),
            prepared=p22("37 ayat (4)"),
            burden=p22("37 ayat (5)"),
            consent=(p22("34 ayat (2)"), p22("34 ayat (5)"), p22("34 ayat (6)")),
            naskah=PKS,
            proxied=p22("36 ayat (2)"),
            signed=p22("36 ayat (1)"),
            kept=p22("38 ayat (2)"),
        ),
        ChangeLaw(
            family=Family.SINERGI,
            name="Sinergi",
            like=sinergi.DAERAH,
            parents=(sinergi.DAERAH.code, sinergi.PUSAT.code),
            basis={
                Change.AMENDS: (p22("58"),),
                Change.EXTENDS: (BY_THE_PARTIES,),
                Change.ENDS: (BY_THE_PARTIES,),
            },
            grounds=BY_PARTIES,
            prepared=None,
            burden=p22("58"),
            consent=(p22("56 ayat (2)"), p22("56 ayat (5)"), p22("56 ayat (6)")),
            proxied=None,
            signed=None,
            kept=p22("59 ayat (2)"),
        ),
    )
}

# Of a Kesepakatan Bersama the law says how long it may be extended, and who draws it up and signs
# it; that it is changed on the same road is our reading. What burdens the public is the PKS below.
OF_KB = (
    ChangeLaw(
        family=Family.KSDD,
        name="Kesepakatan Bersama KSDD",
        like=ksdd.SUKARELA,
        parents=(
            ksdd.SUKARELA.code,
            ksdd.WAJIB.code,
            ksdd.MASUK.code,
            ksdd.MASUK_WAJIB.code,
        ),
        basis={
            Change.AMENDS: (p22("9 ayat (2)"), p22("10 ayat (2)")),
            Change.EXTENDS: (p22("9 ayat (3)"),),
        },
        grounds=BY_PARTIES,
        prepared=p22("9 ayat (2)"),
        naskah=KB,
        signed=p22("10 ayat (2)"),
        kept=p22("16 ayat (2)"),
    ),
    ChangeLaw(
        family=Family.KSDPK,
        name="Kesepakatan Bersama KSDPK",
        like=ksdpk.DAERAH,
        parents=(ksdpk.DAERAH.code, ksdpk.PIHAK_KETIGA.code),
        basis={
            Change.AMENDS: (p22("32 ayat (1)"), p22("33")),
            Change.EXTENDS: (p22("32 ayat (3)"),),
        },
        grounds=BY_PARTIES,
        prepared=p22("32 ayat (1)"),
        naskah=KB,
        signed=p22("33"),
        kept=p22("38 ayat (2)"),
    ),
)

# Each family's own words: P22 Ps. 15(6), 37(5) and 58.
BURDENS = {
    "ksdd": "Perubahan menambah pembebanan kepada masyarakat",
    "ksdpk": "Perubahan menambah pembebanan kepada masyarakat dan daerah",
    "sinergi": (
        "Perubahan mengurangi dan/atau menambah rencana Sinergi yang membebani masyarakat dan APBD"
    ),
}
