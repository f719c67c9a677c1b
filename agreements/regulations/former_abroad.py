"""Former versions of the eleven stages abroad."""

from dataclasses import replace

from agreements.regulations import ksdll, ksdpl
from agreements.regulations.citations import p25
from agreements.regulations.concluding_abroad import CARRYING_OUT, CONSENT, DISCUSSION
from agreements.regulations.fragments import sop_term
from agreements.regulations.preparing_abroad import PLAN
from agreements.regulations.versions import FIRST, SECOND
from agreements.regulations.vocabulary import Stage, Track

from .former_parts import need_of, with_needs, with_stages, without

# Until 2026.2 a berita acara of ours was asked in the name of P25 Pasal 22 ayat (3), the receipt of
# the Surat Konfirmasi was not recorded, and hibah and goods (Pasal 31) were not asked.
_TALKED = "ba_pembahasan"


def _discussed(stage: Stage) -> Stage:
    minutes = replace(need_of(stage, _TALKED), citation=p25("22 ayat (3)"), optional=False)
    stage = with_needs(stage, minutes)
    return replace(
        stage,
        requirements=tuple(
            replace(need, after=(_TALKED,)) if need.code == "risalah" else need
            for need in stage.requirements
        ),
    )


_WITH_EMBASSY = _discussed(DISCUSSION)
# Until 2026.1 the Perwakilan and the partner answered within the clock of the Menteri Luar Negeri,
# and nobody recorded when.
_WITHOUT_EMBASSY = without(
    _WITH_EMBASSY,
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
_PLAN = with_needs(
    without(PLAN, "dokumen_hibah"),
    replace(need_of(PLAN, "isi_kegiatan"), citation=p25("15 ayat (3)")),
)
_CONSENT = without(CONSENT, "surat_konfirmasi_diterima")
_CARRYING_OUT = without(CARRYING_OUT, "kepemilikan_barang")


def _as(version: str, discussion: Stage) -> tuple[Track, ...]:
    return tuple(
        with_stages(track, version, _PLAN, discussion, _CONSENT, _CARRYING_OUT)
        for track in (ksdpl.DAERAH, ksdpl.MITRA, ksdll.DAERAH, ksdll.MITRA)
    )


TRACKS = (*_as(SECOND, _WITH_EMBASSY), *_as(FIRST, _WITHOUT_EMBASSY))
