"""Former versions of tracks: the cases that began on them go on as they began, and none begins on
them any more.
"""

from dataclasses import replace
from typing import Unpack

from agreements.regulations import change_tracks, change_tracks_abroad, ksdll, ksdpl
from agreements.regulations.concluding_abroad import DISCUSSION
from agreements.regulations.fragments import sop_term
from agreements.regulations.vocabulary import Stage, Track

from .options import StageOptions

VERSION = "2020.1"


def _without(stage: Stage, *codes: str, **more: Unpack[StageOptions]) -> Stage:
    """The stage as it was before it asked for these; what followed them follows what they followed."""  # noqa: E501
    gone = {need.code: need.after for need in stage.requirements if need.code in codes}

    def before(after: tuple[str, ...]) -> tuple[str, ...]:
        codes: tuple[str, ...] = ()
        for code in after:
            codes += before(gone[code]) if code in gone else (code,)
        return codes

    kept = tuple(
        replace(need, after=before(need.after))
        for need in stage.requirements
        if need.code not in gone
    )
    return replace(stage, requirements=kept, **more)


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
    *map(_abroad, (ksdpl.DAERAH, ksdpl.MITRA, ksdll.DAERAH, ksdll.MITRA)),
    *map(_change, (*change_tracks.DOMESTIC, *change_tracks_abroad.FOREIGN)),
)
