"""For whom each original of a signed naskah is, and where the law says it goes."""

from dataclasses import dataclass
from enum import StrEnum

from agreements.regulations.citations import Citation, p22, p25
from agreements.regulations.vocabulary import RequirementKind, Track

FEWEST = 2  # one for each party: P22 Pasal 10 ayat (3), 14 ayat (4); abroad by alternat


class Bearer(StrEnum):
    REGION = "daerah"
    PARTNER = "mitra"
    MINISTER = "menteri"
    OTHER = "lain"


LABELS = {
    Bearer.REGION: "Pemerintah daerah (Sekretariat TKKSD)",
    Bearer.PARTNER: "Mitra",
    Bearer.MINISTER: "Menteri Dalam Negeri",
    Bearer.OTHER: "Rangkap tambahan",
}


@dataclass(frozen=True)
class Share:
    """Who is to have one original; without a citation where no regulation says so."""

    bearer: Bearer
    citation: Citation | None = None


KEPT = {"ksdd": p22("16 ayat (2)"), "ksdpk": p22("38 ayat (2)"), "sinergi": p22("59 ayat (2)")}
ONE_EACH = {
    ("ksdd", "kesepakatan_bersama"): p22("10 ayat (3)"),
    ("ksdd", "perjanjian_kerja_sama"): p22("14 ayat (4)"),
}
ABROAD = "naskah_kerja_sama"
TO_THE_MINISTER = Share(Bearer.MINISTER, p25("25 ayat (2)"))
COPY_OF_THE_SECRETARY_GENERAL = Share(Bearer.REGION, p25("25 ayat (3)"))


def shares_of_originals(
    track: Track, kind: str, copies: int = FEWEST, parties: int = FEWEST
) -> tuple[Share, ...]:
    """Whose the originals are, in the order of their rangkap: ours, one of each partner, and what
    was made beyond one for each of the parties.
    """
    if kind == ABROAD:
        ours = TO_THE_MINISTER
    else:
        ours = Share(Bearer.REGION, None if track.is_foreign else KEPT[track.family])
    return (
        ours,
        *[Share(Bearer.PARTNER, ONE_EACH.get((track.family, kind)))] * (parties - 1),
        *[Share(Bearer.OTHER)] * (copies - parties),
    )


def scan_code_of(track: Track, kind: str) -> str:
    """The requirement that asks for the scan of the signed naskah; empty when the track asks for
    none.
    """
    signing = track.signings[kind]
    needs = [need for stage in track.stages for need in stage.requirements]
    return next(
        (
            need.code
            for need in needs
            if need.kind is RequirementKind.UPLOAD and signing in need.after
        ),
        "",
    )


# What is looked at on each original before it is scanned: local practice, no article of these
# regulations asks for it.
CHECKLIST = {
    "paraf": "Paraf pada tiap halaman",
    "meterai": "Meterai",
    "cap_kesatu": "Stempel/cap dinas PIHAK KESATU",
    "cap_kedua": "Stempel/cap dinas PIHAK KEDUA dan seterusnya",
    "tanda_tangan": "Tanda tangan lengkap",
}


def checklist_of_originals(track: Track) -> dict[str, str]:
    """The points for a naskah; one with a partner abroad bears no meterai."""
    return {
        code: text for code, text in CHECKLIST.items() if code != "meterai" or not track.is_foreign
    }
