"""Former versions of tracks: the cases that began on them go on as they began, and none begins on
them any more.
"""

from dataclasses import replace

from agreements.regulations import (
    change_tracks,
    change_tracks_abroad,
    former_abroad,
    former_penerusan,
    ksdd,
    ksdpk,
    sinergi,
)
from agreements.regulations.change_law import PKS, STRONG_REASON
from agreements.regulations.citations import p22, pp28
from agreements.regulations.concluding_ksdd import DPRD
from agreements.regulations.fragments import in_order, lawful_term, require_approval, require_record
from agreements.regulations.preparing_ksdd import INBOUND_OFFER, MAPPING, OFFER, PREPARATION
from agreements.regulations.record_outcomes import RecordOutcome
from agreements.regulations.stage_fragments import EIGHT_POINTS, FIVE_POINTS
from agreements.regulations.versions import FIRST, SECOND, THIRD
from agreements.regulations.vocabulary import Actor, Stage, Track

from .former_parts import need_of, with_need_after, with_needs, with_stages, without

IN_PLAN, OUTSIDE = "isi_program", "isi_luar_rencana"
# Until 2026 the mapping knew neither the planning unit nor the two forums of P22 Pasal 5, an offer
# no order to answer it, and the answer of the leaders of the DPRD came with its study.
_FORUM = require_record(
    "forum_pemetaan",
    "Pembahasan dalam musrenbang atau rapat koordinasi teknis",
    p22("5 ayat (4)"),
    Actor.VERIFIER,
    RecordOutcome.AGREED,
)
_MAPPING = replace(
    MAPPING,
    citations=(p22("5"), pp28("5")),
    requirements=in_order(
        MAPPING.requirements[:2],
        _FORUM,
        replace(MAPPING.requirements[-1], after=()),
    ),
)


def _with_points(stage: Stage, points: tuple[str, ...]) -> Stage:
    """Before it was judged whether the object is forbidden."""
    return with_needs(stage, replace(need_of(stage, "telaahan_tkksd"), criteria=points))


def _as_planned(stage: Stage) -> Stage:
    """Before an object outside the plan could be proposed."""
    stage = _with_points(without(stage, OUTSIDE), FIVE_POINTS)
    program = replace(need_of(stage, IN_PLAN), text="Program RPJMD/Renstra/RKPD disebut")
    return with_needs(stage, program)


_OFFER = without(OFFER, "perintah_menanggapi")
_INBOUND_OFFER = _with_points(
    without(INBOUND_OFFER, "perintah_menanggapi", IN_PLAN, OUTSIDE), FIVE_POINTS
)
_INBOUND_OFFER = with_needs(
    _INBOUND_OFFER,
    replace(need_of(_INBOUND_OFFER, "isi_latar_belakang"), citation=p22("7 ayat (2)")),
)
_DPRD_OF_KSDD = replace(
    without(DPRD, "jawaban_dprd"),
    citations=(p22("11"), p22("12")),
    legs=(
        lawful_term(
            15,
            p22("12 ayat (1) huruf b"),
            "Jangka waktu keseluruhan 45 hari tetap berjalan.",
            code="kajian",
            text="Jawaban dan kajian DPRD",
            after="dprd_terima",
            until="kajian_dprd",
        ),
        DPRD.legs[1],
        replace(
            DPRD.legs[2],
            silence="Permohonan dianggap telah memperoleh persetujuan DPRD.",
            deemed_by=None,
        ),
    ),
)
_PREPARATION = _as_planned(PREPARATION)
_PREPARATION_OF_KSDPK = _as_planned(ksdpk.PREPARATION)
_PREPARATION_OF_KSDPK = with_needs(
    _PREPARATION_OF_KSDPK,
    replace(need_of(_PREPARATION_OF_KSDPK, "daftar_rencana"), condition=None),
)
_DPRD_OF_KSDPK = without(ksdpk.DPRD, "kajian_komisi", "paripurna")


def _sinergi(track: Track) -> Track:
    drafting, dprd, reporting = map(track.stage, ("penyusunan_nk", "persetujuan_dprd", "pelaporan"))
    plan = replace(need_of(drafting, "draf_rencana_kerja"), actor=Actor.VERIFIER, recorder=None)
    report = replace(
        need_of(reporting, "laporan"),
        text="Laporan enam bulanan kepada Bupati",
        actor=Actor.VERIFIER,
        recorder=None,
    )
    return with_stages(
        track,
        FIRST,
        with_needs(drafting, plan),
        without(dprd, "kajian_komisi", "paripurna"),
        with_needs(reporting, report),
    )


_DOMESTIC = (
    *(
        with_stages(track, FIRST, _MAPPING, _PREPARATION, _OFFER, _DPRD_OF_KSDD)
        for track in (ksdd.SUKARELA, ksdd.WAJIB)
    ),
    with_stages(ksdd.MASUK, FIRST, _INBOUND_OFFER, _DPRD_OF_KSDD),
    with_stages(ksdd.PKS, FIRST, _DPRD_OF_KSDD),
    with_stages(ksdpk.DAERAH, FIRST, _PREPARATION_OF_KSDPK, _DPRD_OF_KSDPK),
    with_stages(
        ksdpk.PIHAK_KETIGA,
        FIRST,
        without(ksdpk.PARTNER_PREPARATION, IN_PLAN, OUTSIDE),
        _with_points(ksdpk.PARTNER_OFFER, EIGHT_POINTS),
        _DPRD_OF_KSDPK,
    ),
    with_stages(ksdpk.PKS, FIRST, _DPRD_OF_KSDPK),
    *map(_sinergi, (sinergi.DAERAH, sinergi.PUSAT)),
)


_EXTENDED = {"ksdd-perpanjangan": p22("9 ayat (3)"), "ksdpk-perpanjangan": p22("32 ayat (3)")}
_BY_TWO_ARTICLES = {
    "ksdd-perpanjangan": (p22("9 ayat (3)"), STRONG_REASON),
    "ksdpk-perpanjangan": (p22("32 ayat (3)"), p22("37 ayat (2)")),
}


def _of_either_naskah(track: Track) -> Track:
    """Until 2026.2 one road changed a Kesepakatan Bersama or a PKS, by the articles of both."""
    first = track.stages[0]
    if by := _EXTENDED.get(track.code):
        first = with_needs(
            first,
            replace(need_of(first, "isi_berakhir"), citation=by),
            replace(need_of(first, "isi_alasan"), citation=None),
        )
    return replace(
        track,
        version=SECOND,
        title=track.title.replace("PKS ", ""),
        basis=_BY_TWO_ARTICLES.get(track.code, track.basis),
        stages=(first, *track.stages[1:]),
        parents=tuple(dict.fromkeys((*track.parents, *_recorded_besides(track)))),
        of_naskah="",
    )


def _recorded_besides(track: Track) -> tuple[str, ...]:
    return change_tracks.recorded_of(track.family)


_OF_EITHER = tuple(
    _of_either_naskah(track) for track in change_tracks.DOMESTIC if track.of_naskah == PKS
)
_UNCHANGED = tuple(track for track in change_tracks.DOMESTIC if not track.of_naskah)


def _change(track: Track) -> Track:
    """An extension and an end did not wait for an evaluation."""
    return replace(
        track,
        version=FIRST,
        stages=(without(track.stages[0], "isi_evaluasi"), *track.stages[1:]),
    )


# Until 2026.3 the head of the Bagian put the paraf on a letter that bore its number already.
_INITIALLED = {
    letter: require_approval(
        code, "Paraf Kepala Bagian Kerja Sama", Actor.SECTION_HEAD, verb="Paraf"
    )
    for letter, code in (
        ("surat_penawaran", "paraf_penawaran"),
        ("surat_usulan", "paraf_usulan"),
    )
}


def _initialled(track: Track, version: str = "") -> Track:
    """The track as it was when the paraf followed the number."""
    stages = list(track.stages)
    for place, stage in enumerate(stages):
        for need in stage.requirements:
            if need.code in _INITIALLED:
                stages[place] = with_need_after(stage, need.code, _INITIALLED[need.code])
    return replace(track, version=version or track.version, stages=tuple(stages))


_BY_LETTER = tuple(
    _initialled(track, THIRD) for track in (ksdd.SUKARELA, ksdd.WAJIB, ksdpk.DAERAH, sinergi.DAERAH)
)
_CHANGES = tuple(
    _initialled(track, THIRD if track.of_naskah else SECOND) for track in change_tracks.DOMESTIC
)
TRACKS = (
    *_BY_LETTER,
    *_CHANGES,
    *map(
        _initialled,
        (
            *_DOMESTIC,
            *_OF_EITHER,
            *map(_change, (*_OF_EITHER, *_UNCHANGED)),
        ),
    ),
    *former_abroad.TRACKS,
    *former_penerusan.TRACKS,
    *map(_change, change_tracks_abroad.FOREIGN),
)
