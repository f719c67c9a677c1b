"""Former versions of tracks: the cases that began on them go on as they began, and none begins on
them any more.
"""

from dataclasses import replace
from typing import Unpack

from agreements.regulations import (
    change_tracks,
    change_tracks_abroad,
    ksdd,
    ksdll,
    ksdpk,
    ksdpl,
    sinergi,
)
from agreements.regulations.citations import p22, pp28
from agreements.regulations.concluding_abroad import DISCUSSION
from agreements.regulations.concluding_ksdd import DPRD
from agreements.regulations.fragments import in_order, lawful_term, require_record, sop_term
from agreements.regulations.local_norms import requirements_past
from agreements.regulations.preparing_ksdd import INBOUND_OFFER, MAPPING, OFFER
from agreements.regulations.record_outcomes import RecordOutcome
from agreements.regulations.vocabulary import Actor, Requirement, Stage, Track

from .options import StageOptions

VERSION = "2020.1"


def _without(stage: Stage, *codes: str, **more: Unpack[StageOptions]) -> Stage:
    """The stage as it was before it asked for these; what followed them follows what they followed."""  # noqa: E501
    kept = tuple(need for need in requirements_past(stage, codes) if need.code not in codes)
    return replace(stage, requirements=kept, **more)


def _need(stage: Stage, code: str) -> Requirement:
    return next(need for need in stage.requirements if need.code == code)


# Until 2026 the Perwakilan and the partner answered within the clock of the Menteri Luar Negeri,
# and nobody recorded when.
_DISCUSSION = _without(
    DISCUSSION,
    *("diteruskan_perwakilan", "tanggapan_mitra"),
    deadline=sop_term(60),
    legs=(
        sop_term(
            40,
            code="menlu",
            text="Pembahasan dan Surat Konfirmasi",
            after="kirim_menlu",
            until="surat_konfirmasi",
        ),
    ),
)


def _with_stages(track: Track, version: str, *stages: Stage) -> Track:
    """The track as that version, with these stages in place of those of the same code."""
    former = {stage.code: stage for stage in stages}
    return replace(
        track,
        version=version,
        stages=tuple(former.get(stage.code, stage) for stage in track.stages),
    )


def _with_needs(stage: Stage, *needs: Requirement) -> Stage:
    """The stage with these requirements in place of those of the same code, each at its place."""
    former = {need.code: need for need in needs}
    return replace(
        stage,
        requirements=tuple(
            replace(former[need.code], after=need.after) if need.code in former else need
            for need in stage.requirements
        ),
    )


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
_OFFER = _without(OFFER, "perintah_menanggapi")
_INBOUND_OFFER = _without(INBOUND_OFFER, "perintah_menanggapi")
_INBOUND_OFFER = _with_needs(
    _INBOUND_OFFER,
    replace(_need(_INBOUND_OFFER, "isi_latar_belakang"), citation=p22("7 ayat (2)")),
)
_DPRD_OF_KSDD = replace(
    _without(DPRD, "jawaban_dprd"),
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
_DPRD_OF_KSDPK = _without(ksdpk.DPRD, "kajian_komisi", "paripurna")


def _sinergi(track: Track) -> Track:
    drafting, dprd, reporting = map(track.stage, ("penyusunan_nk", "persetujuan_dprd", "pelaporan"))
    plan = replace(_need(drafting, "draf_rencana_kerja"), actor=Actor.VERIFIER, recorder=None)
    report = replace(
        _need(reporting, "laporan"),
        text="Laporan enam bulanan kepada Bupati",
        actor=Actor.VERIFIER,
        recorder=None,
    )
    return _with_stages(
        track,
        VERSION,
        _with_needs(drafting, plan),
        _without(dprd, "kajian_komisi", "paripurna"),
        _with_needs(reporting, report),
    )


_DOMESTIC = (
    *(
        _with_stages(track, VERSION, _MAPPING, _OFFER, _DPRD_OF_KSDD)
        for track in (ksdd.SUKARELA, ksdd.WAJIB, ksdd.PKS)
    ),
    _with_stages(ksdd.MASUK, VERSION, _INBOUND_OFFER, _DPRD_OF_KSDD),
    *(
        _with_stages(track, VERSION, _DPRD_OF_KSDPK)
        for track in (ksdpk.DAERAH, ksdpk.PIHAK_KETIGA, ksdpk.PKS)
    ),
    *map(_sinergi, (sinergi.DAERAH, sinergi.PUSAT)),
)


def _abroad(track: Track) -> Track:
    stages = list(track.stages)
    stages[stages.index(DISCUSSION)] = _DISCUSSION
    return replace(track, version=VERSION, stages=tuple(stages))


def _change(track: Track) -> Track:
    """An extension and an end did not wait for an evaluation."""
    return replace(
        track,
        version=VERSION,
        stages=(_without(track.stages[0], "isi_evaluasi"), *track.stages[1:]),
    )


TRACKS = (
    *_DOMESTIC,
    *map(_abroad, (ksdpl.DAERAH, ksdpl.MITRA, ksdll.DAERAH, ksdll.MITRA)),
    *map(_change, (*change_tracks.DOMESTIC, *change_tracks_abroad.FOREIGN)),
)
