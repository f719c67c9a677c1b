"""What was passed on from the Government until 2026: the plan went to the Menteri before the DPRD
was asked, by the articles of the other road.
"""

from dataclasses import replace

from agreements.regulations.citations import Citation, p25, pp28
from agreements.regulations.forwarded_stages import PLAN_ENDORSED, offer_plan
from agreements.regulations.fragments import in_order, sop_term
from agreements.regulations.ksdll_nirlaba import NIRLABA
from agreements.regulations.ksdll_penerusan import CHECKING, PENERUSAN
from agreements.regulations.preparing_abroad import (
    DPRD,
    HEAD_APPROVES_PLAN,
    PLAN_FACTS,
    require_activities,
    require_facts,
    require_plan,
)
from agreements.regulations.versions import FIRST
from agreements.regulations.vocabulary import Actor, Condition, Requirement, Stage, Track

from .former_parts import without


def _attached(track: Track) -> tuple[Requirement, ...]:
    """What accompanies the plan besides itself, as it still does."""
    of_p25 = {"kak", "studi_kelayakan", "kesediaan"}
    plan = track.stage("rencana_kerja_sama")
    return tuple(replace(need, after=()) for need in plan.requirements if need.code in of_p25)


def _plan_to_minister(citation: Citation, *attached: Requirement) -> Stage:
    """The plan with what it must be accompanied by, sent straight to the Menteri."""
    return Stage(
        "rencana_kerja_sama",
        "Penyampaian usulan Rencana Kerja Sama kepada Menteri",
        (citation,),
        Actor.OPD,
        in_order(
            (
                *require_facts(p25("15 ayat (3)"), *PLAN_FACTS),
                require_activities(p25("15 ayat (3)")),
            ),
            (require_plan(citation), *attached),
            HEAD_APPROVES_PLAN,
            PLAN_ENDORSED,
            *offer_plan(citation),
        ),
        sop_term(20),
        send_back_to=("usulan",),
    )


_DPRD = replace(
    DPRD,
    condition=Condition("penerusan_hibah", "Kerja sama meneruskan pinjaman atau hibah", pp28("38")),
    citations=(pp28("30"), pp28("38")),
)
_CHECKED = ("verifikasi_menteri", "rapat_kementerian", "mitra_teknis")
_CHECKING = replace(
    CHECKING,
    citations=(p25("29"),),
    requirements=tuple(need for need in CHECKING.requirements if need.code in _CHECKED),
)


TRACKS = (
    replace(
        PENERUSAN,
        version=FIRST,
        basis=(p25("27"), p25("28"), p25("29"), pp28("36")),
        stages=(
            PENERUSAN.stage("usulan"),
            _plan_to_minister(p25("29 ayat (2)"), *_attached(PENERUSAN)),
            _CHECKING,
            _DPRD,
            without(PENERUSAN.stage("pelaksanaan"), "kepemilikan_barang"),
        ),
    ),
    replace(
        NIRLABA,
        version=FIRST,
        basis=(p25("27"), p25("28"), p25("30"), pp28("36")),
        stages=(
            without(NIRLABA.stage("usulan"), "bukan_partai_politik"),
            _plan_to_minister(p25("30 ayat (1)")),
            _DPRD,
            NIRLABA.stage("rencana_tahunan"),
            without(NIRLABA.stage("pelaksanaan"), "kepemilikan_barang"),
        ),
    ),
)
