"""The rencana kerja of a signed cooperation: where the law asks for it, and what it says of
changing it.

Only Sinergi (Permendagri 22/2020 Pasal 55, 57) and cooperation abroad (Permendagri 25/2020 Pasal
26) know such a plan. For KSDD and KSDPK the naskah is carried out by what it says (Pasal 15,
37); asking for a plan is our norm. See docs/regulation-notes.md.
"""

from dataclasses import dataclass

from agreements.regulations.citations import Citation, p22, p25
from agreements.regulations.vocabulary import Track

from . import catalogue


@dataclass(frozen=True)
class PlanLaw:
    """`asked_by` is empty where a plan is a norm of the office; `change` is what must be minded
    when it is changed.
    """

    carried_out: Citation
    asked_by: Citation | None = None
    change: str = ""
    changed_by: Citation | None = None


_BURDEN = (
    "Perubahan yang menambah beban {} dilakukan dengan adendum dan memerlukan persetujuan DPRD,"
    " bukan cukup dengan rencana ini."
)
_LAW = {
    "ksdd": PlanLaw(
        p22("15 ayat (1)"), change=_BURDEN.format("masyarakat"), changed_by=p22("15 ayat (6)")
    ),
    "ksdpk": PlanLaw(
        p22("37 ayat (1)"),
        change=_BURDEN.format("masyarakat dan daerah"),
        changed_by=p22("37 ayat (5)"),
    ),
    "sinergi": PlanLaw(
        p22("52 ayat (2)"),
        p22("55 ayat (1)"),
        "Perubahan rencana Sinergi yang mengurangi atau menambah pembebanan masyarakat dan APBD"
        " dimintakan persetujuan DPRD.",
        p22("58"),
    ),
    "ksdpl": PlanLaw(p25("26 ayat (1)"), p25("26 ayat (2)")),
    "ksdll": PlanLaw(p25("26 ayat (1)"), p25("26 ayat (2)")),
}
# Pasal 26 belongs to the road of Pasal 9; a penerusan has its own plan only with a nonprofit body.
_PASSED_ON = {
    "ksdll-penerusan": PlanLaw(p25("27 ayat (1)")),
    "ksdll-nirlaba": PlanLaw(p25("30 ayat (1)"), p25("30 ayat (3)")),
}
ALL = (*_LAW.values(), *_PASSED_ON.values())


def plan_law_of(track: Track) -> PlanLaw | None:
    """None for what carries nothing out itself: a change of another naskah, or a Kesepakatan
    Bersama whose PKS stand apart.
    """
    if track.changes or track.instrument == "Kesepakatan Bersama":
        return None
    return _PASSED_ON.get(track.code) or _LAW[track.family]


UNPLANNED = tuple(track.code for track in catalogue.EACH if plan_law_of(track) is None)
