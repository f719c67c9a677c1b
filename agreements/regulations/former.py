"""Former versions of tracks: the cases that began on them go on as they began, and none begins on them any more."""

from dataclasses import replace

from . import ksdll, ksdpl
from .foreign import DISCUSSION
from .fragments import sop
from .vocabulary import Stage, Track

# Until 2026 the Perwakilan and the partner answered within the clock of the Menteri Luar Negeri, and nobody recorded when.
_RECORDED_SINCE = ("diteruskan_perwakilan", "tanggapan_mitra")
_DISCUSSION = replace(
    DISCUSSION,
    requirements=tuple(
        replace(need, after=("kirim_menlu",)) if need.code == "bahas_mitra" else need
        for need in DISCUSSION.requirements
        if need.code not in _RECORDED_SINCE
    ),
    deadline=sop(60),
    legs=(sop(40, code="menlu", text="Pembahasan dan Surat Konfirmasi", after="kirim_menlu", until="surat_konfirmasi"),),
)


def _stage(stage: Stage) -> Stage:
    return _DISCUSSION if stage is DISCUSSION else stage


def _before_2026(track: Track) -> Track:
    return replace(track, version="2020.1", stages=tuple(_stage(stage) for stage in track.stages))


TRACKS = tuple(_before_2026(track) for track in (ksdpl.DAERAH, ksdpl.MITRA, ksdll.DAERAH, ksdll.MITRA))
