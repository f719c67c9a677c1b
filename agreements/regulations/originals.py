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
    """Who is to have one original; without a citation where no regulation says so. `partner` counts
    the partners from 0, `language` is that of an original in one language.
    """

    bearer: Bearer
    citation: Citation | None = None
    partner: int | None = None
    language: str = ""


@dataclass(frozen=True)
class OriginalsPlan:
    """How many originals of a naskah are made: so many for each party, in each language where they
    stand `apart`, and further ones that are for nobody yet.
    """

    parties: int = FEWEST
    per_party: int = 1
    apart: tuple[str, ...] = ()
    further: int = 0

    @property
    def of_each_party(self) -> int:
        return self.per_party * max(1, len(self.apart))

    @property
    def total(self) -> int:
        return self.parties * self.of_each_party + self.further


KEPT = {"ksdd": p22("16 ayat (2)"), "ksdpk": p22("38 ayat (2)"), "sinergi": p22("59 ayat (2)")}
ONE_EACH = {
    ("ksdd", "kesepakatan_bersama"): p22("10 ayat (3)"),
    ("ksdd", "perjanjian_kerja_sama"): p22("14 ayat (4)"),
}
ABROAD = "naskah_kerja_sama"
TO_THE_MINISTER = Share(Bearer.MINISTER, p25("25 ayat (2)"))
COPY_OF_THE_SECRETARY_GENERAL = Share(Bearer.REGION, p25("25 ayat (3)"))


def shares_of_originals(track: Track, kind: str, plan: OriginalsPlan) -> tuple[Share, ...]:
    """Whose the originals are, in the order of their rangkap: ours, those of each partner, and what
    was made beyond.
    """
    theirs = ONE_EACH.get((track.family, kind))
    shares = [
        Share(*_ours(track, kind, place), language=language) for place, language in _one_party(plan)
    ]
    for partner in range(plan.parties - 1):
        shares += [
            Share(Bearer.PARTNER, theirs, partner, language) for _, language in _one_party(plan)
        ]
    return (*shares, *[Share(Bearer.OTHER)] * plan.further)


def _one_party(plan: OriginalsPlan) -> list[tuple[int, str]]:
    """The originals that one party keeps: each set, and in it each language."""
    return [
        (place, language) for place in range(plan.per_party) for language in plan.apart or ("",)
    ]


def _ours(track: Track, kind: str, place: int) -> tuple[Bearer, Citation | None]:
    """Abroad the first set goes to the Menteri, in all its languages; the region keeps the rest."""
    if kind == ABROAD and place == 0:
        return TO_THE_MINISTER.bearer, TO_THE_MINISTER.citation
    return Bearer.REGION, None if track.is_foreign else KEPT[track.family]


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
