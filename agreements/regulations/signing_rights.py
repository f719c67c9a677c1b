"""Who may sign a naskah between regions: the head of the region, and a PKS also the head of a
perangkat daerah whom he empowers.
"""

import re

from .citations import p22
from .document_codes import DocumentCode
from .vocabulary import Track

BY_THE_HEADS = p22("10 ayat (2)")
BY_KUASA = p22("14 ayat (2)")
# What stands before the office of somebody who stands in.
_STANDING_IN = re.compile(
    r"(?:Plt|Plh|Pjs|Pj|Pelaksana (?:Tugas|Harian)|Penjabat(?: Sementara)?)\b\.? ?", re.IGNORECASE
)
# Heads of parts of a perangkat daerah, and of what is none.
_OF_A_PART = (
    r"sub\s?-?bagian|bagian|sub\s?-?bidang|bidang|seksi|sub\s?-?koordinator|urusan|unit|uptd?"
    r"|cabang|puskesmas|sekolah|sma|smk|smp|sd|laboratorium|desa|kelurahan|ruang|tata|tim|kelompok"
)
_HEAD = re.compile(
    rf"kepala (?!(?:{_OF_A_PART})\b)\w+|sekretaris (?:daerah|dprd|dewan)\b|inspektur(?! pembantu)\b"
    r"|camat\b",
    re.IGNORECASE,
)


def heads_perangkat_daerah(office: str) -> bool:
    """Whether an office, as a komparisi names it, is that of the head of a perangkat daerah."""
    return bool(_HEAD.match(_STANDING_IN.sub("", " ".join(office.split()), count=1)))


def why_no_deputy(track: Track, kind: str, office: str) -> str:
    """Why somebody in this office may not sign the naskah in the stead of the head of a region;
    empty where he may, and where another party than a region signs.
    """
    if not track.is_with_region:
        return ""
    if kind == DocumentCode.KESEPAKATAN_BERSAMA:
        return f"Kesepakatan Bersama ditandatangani kepala daerah sendiri ({BY_THE_HEADS})."
    if not heads_perangkat_daerah(office):
        return (
            f"Kuasa hanya dapat diberikan kepada kepala perangkat daerah ({BY_KUASA}). Tulis"
            " jabatannya lengkap, misalnya Kepala Dinas Kesehatan."
        )
    return ""


def why_no_proxy(track: Track, office: str) -> str:
    """As `why_no_deputy`, of who signs the PKS for our region by surat kuasa; empty while no office
    is told.
    """
    return why_no_deputy(track, DocumentCode.PERJANJIAN_KERJA_SAMA, office) if office else ""
