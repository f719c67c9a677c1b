"""Whose a hospital or a school is by the beginning of its name."""

from typing import NamedTuple

from .kinds import PartnerKind
from .proposals import Certainty

K = PartnerKind
SURE, LIKELY, DOUBTFUL, UNKNOWN = (
    Certainty.SURE,
    Certainty.LIKELY,
    Certainty.DOUBTFUL,
    Certainty.UNKNOWN,
)


class Rule(NamedTuple):
    """What names that begin so are."""

    pattern: str
    kind: str
    ground: str
    certainty: Certainty


HOSPITALS = (
    Rule(r"rs bhayangkara|rsb bhayangkara|biddokkes", K.VERTICAL, "Rumah sakit Polri.", SURE),
    Rule(r"rs (tingkat|tk)|rst|rspad|rsad|rsal|rsau", K.VERTICAL, "Rumah sakit TNI.", SURE),
    Rule(
        r"rsup|rsjpd|rs kanker dharmais|rs jantung dan pembuluh darah harapan kita",
        K.VERTICAL,
        "Rumah sakit Kementerian Kesehatan.",
        SURE,
    ),
    Rule(
        r"rsud|rsj|uptd? rsud|blud rsud|uptd? puskesmas|puskesmas|labkesda",
        K.REGION,
        "Fasilitas kesehatan milik pemerintah daerah.",
        LIKELY,
    ),
    Rule(
        r"(rs|rsu|rsi|rsia|klinik) (pku|muhammadiyah|islam|kristen|katolik|nu|aisyiyah)|rsi",
        K.CIVIL,
        "Rumah sakit organisasi kemasyarakatan; pemiliknya perlu diperiksa.",
        DOUBTFUL,
    ),
    Rule(
        r"rs\w{0,3}|klinik|laboratorium|apotek|apotik",
        "",
        "Fasilitas kesehatan; pemiliknya tidak terbaca dari namanya.",
        UNKNOWN,
    ),
)
SCHOOLS = (
    Rule(
        r"(ma|mts|mi|man|mtsn|min)( negeri| \d)",
        K.VERTICAL,
        "Madrasah negeri di bawah Kementerian Agama.",
        LIKELY,
    ),
    Rule(
        r"(sma|smk|slb)(n| negeri)",
        K.REGION,
        "Sekolah negeri; SMA, SMK, dan SLB dikelola pemerintah provinsi.",
        LIKELY,
    ),
    Rule(
        r"(tk|sd|smp)(n| negeri)",
        K.REGION,
        "Sekolah negeri; TK, SD, dan SMP dikelola pemerintah kabupaten/kota.",
        LIKELY,
    ),
    Rule(
        r"tk|paud|sd|sdit|smp|smpit|sma|smk|slb|sekolah (dasar|menengah|luar)|madrasah|pondok"
        r" pesantren|ponpes",
        K.CIVIL,
        "Sekolah swasta, umumnya milik yayasan; periksa badan hukumnya.",
        DOUBTFUL,
    ),
)
