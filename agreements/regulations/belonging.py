"""Which article belongs to which road and to which naskah: what is cited elsewhere is borrowed, and
that is a fault of the law as typed.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from agreements.regulations.citations import Citation
from agreements.regulations.families import Family
from agreements.regulations.vocabulary import Requirement, Stage, Track
from agreements.regulations.wording import number_of_pasal

from .register import citations_of_track

KSDD, KSDPK, SINERGI = Family.KSDD, Family.KSDPK, Family.SINERGI
KSDPL, KSDLL = Family.KSDPL, Family.KSDLL
HOME, ABROAD = (KSDD, KSDPK, SINERGI), (KSDPL, KSDLL)
PASSED_ON = ("ksdll-penerusan", "ksdll-nirlaba")
KB, PKS, NK = "kesepakatan_bersama", "perjanjian_kerja_sama", "nota_kesepakatan"


@dataclass(frozen=True)
class Belonging:
    """Articles from `first` to `last`, and whose they are. Of KSDLL, `passed_on` says whether they
    hold for what is passed on from the Government (True), for the rest (False) or for both.
    """

    regulation: str
    first: int
    last: int
    families: tuple[Family, ...]
    passed_on: bool | None = None

    def holds(self, citation: Citation, family: Family) -> bool:
        """Whether it speaks of that article and that family."""
        number = int(number_of_pasal(citation) or 0)
        return (
            self.regulation == citation.regulation
            and self.first <= number <= self.last
            and family in self.families
        )


def is_passed_on(track: Track) -> bool:
    """Whether it passes on cooperation of the Government (P25 Pasal 7 huruf a), or changes it."""
    return track.code in PASSED_ON or any(code in PASSED_ON for code in track.parents)


EVERY_ROAD = (*HOME, *ABROAD)
BELONGING: tuple[Belonging, ...] = (
    Belonging("UU23", 1, 999, EVERY_ROAD),
    Belonging("UU24", 0, 999, ABROAD),
    Belonging("UU09", 31, 31, EVERY_ROAD),
    Belonging("PS63", 26, 26, ABROAD),
    # Permendagri 22/2020
    Belonging("P22", 1, 2, HOME),
    Belonging("P22", 3, 24, (KSDD,)),
    Belonging("P22", 25, 39, (KSDPK,)),
    Belonging("P22", 40, 41, (KSDD, KSDPK)),
    Belonging("P22", 42, 42, (SINERGI,)),
    Belonging("P22", 43, 43, (KSDD,)),
    Belonging("P22", 44, 44, (KSDPK,)),
    Belonging("P22", 45, 49, HOME),
    Belonging("P22", 50, 51, (KSDD,)),
    Belonging("P22", 52, 60, (SINERGI,)),
    Belonging("P22", 61, 64, HOME),
    # Permendagri 25/2020: the stages of Pasal 9 to 26 hold for KSDPL and for KSDLL of Pasal 7
    # huruf b; Pasal 27 to 30 for what is passed on.
    Belonging("P25", 1, 5, ABROAD),
    Belonging("P25", 6, 6, (KSDPL,)),
    Belonging("P25", 7, 7, (KSDLL,)),
    Belonging("P25", 8, 8, ABROAD),
    Belonging("P25", 9, 26, ABROAD, passed_on=False),
    Belonging("P25", 27, 30, (KSDLL,), passed_on=True),
    Belonging("P25", 31, 44, ABROAD),
    # PP 28/2018: Pasal 19 and 22 let Pasal 6 and 9 hold for KSDPK too, Pasal 38 to 40 let
    # Pasal 30 to 33 hold for KSDLL.
    Belonging("PP28", 1, 1, EVERY_ROAD),
    Belonging("PP28", 2, 12, (KSDD,)),
    Belonging("PP28", 6, 6, (KSDPK,)),
    Belonging("PP28", 9, 9, (KSDPK,)),
    Belonging("PP28", 13, 22, (KSDPK,)),
    Belonging("PP28", 23, 23, ABROAD),
    Belonging("PP28", 24, 24, (KSDPL,)),
    Belonging("PP28", 25, 25, (KSDLL,)),
    Belonging("PP28", 26, 28, ABROAD),
    Belonging("PP28", 29, 29, (KSDPL,)),
    Belonging("PP28", 30, 33, ABROAD),
    Belonging("PP28", 34, 35, (KSDPL,)),
    Belonging("PP28", 36, 42, (KSDLL,)),
    Belonging("PP28", 43, 43, ABROAD),
    Belonging("PP28", 44, 44, EVERY_ROAD),
    Belonging("PP28", 45, 45, HOME),
    Belonging("PP28", 46, 46, (SINERGI,)),
    Belonging("PP28", 47, 47, EVERY_ROAD),
    Belonging("PP28", 48, 48, (KSDD, KSDPK, *ABROAD)),
    Belonging("PP28", 49, 49, (SINERGI,)),
    Belonging("PP28", 50, 52, EVERY_ROAD),
)
# What P22 says of drawing up, signing and the form of each naskah at home. A requirement that makes
# or signs one of them cites none of the others'.
OF_NASKAH: dict[str, tuple[str, ...]] = {
    KB: ("9", "10", "32", "33", "40", "43 ayat (1)", "44 ayat (1)"),
    PKS: ("13", "14", "15", "35", "36", "37", "41", "43 ayat (2)", "44 ayat (2)"),
    NK: ("42", "55", "57", "58"),
}


def belongs_to_track(citation: Citation, track: Track) -> bool:
    """Whether the article holds on that road."""
    return any(
        row.holds(citation, track.family) and row.passed_on in (None, is_passed_on(track))
        for row in BELONGING
    )


def belongs_to_family(citation: Citation, family: Family) -> bool:
    """Whether the article holds on some road of the family."""
    return any(row.holds(citation, family) for row in BELONGING)


def belongs_to_naskah(citation: Citation, naskah: str) -> bool:
    """Whether the article is not another naskah's."""
    others = (places for kind, places in OF_NASKAH.items() if kind != naskah)
    return not any(_is_within(citation, place) for places in others for place in places)


def borrowed_on_track(track: Track) -> Iterator[str]:
    """Every citation of the track that belongs to another road or another naskah, in words."""
    for citation in dict.fromkeys(citations_of_track(track)):
        if not belongs_to_track(citation, track):
            yield f"{track.code}: {citation} is of another road"
    for stage in track.stages:
        yield from _borrowed_by_stage(f"{track.code}/{stage.code}", stage)
        for need in stage.requirements:
            yield from _borrowed_by(f"{track.code}/{stage.code}/{need.code}", need)


def _borrowed_by_stage(where: str, stage: Stage) -> Iterator[str]:
    """What a stage that makes or signs one kind of naskah alone cites of another's."""
    made = {need.signs or need.document for need in stage.requirements} & set(OF_NASKAH)
    if len(made) != 1:
        return
    (naskah,) = made
    for citation in stage.citations:
        if not belongs_to_naskah(citation, naskah):
            yield f"{where}: {citation} is of another naskah than {naskah}"


def _borrowed_by(where: str, need: Requirement) -> Iterator[str]:
    naskah = need.signs or need.document
    if naskah not in OF_NASKAH or need.citation is None:
        return
    if not belongs_to_naskah(need.citation, naskah):
        yield f"{where}: {need.citation} is of another naskah than {naskah}"


def _is_within(citation: Citation, place: str) -> bool:
    """Whether the citation is that place of P22, or lies in it."""
    if citation.regulation != "P22":
        return False
    return f"{citation.article} ".startswith(f"Pasal {place} ")
