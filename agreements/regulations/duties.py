"""What is owed after the signature. Permendagri 22/2020 Pasal 17, 39, 57 and 60; Permendagri
25/2020 Pasal 26, 33, 35 and 37.

"Semester" and "minggu pertama Januari" name no day, so the days are norms of the office. See
docs/regulation-notes.md.
"""

from collections.abc import Iterator
from datetime import date

from agreements.regulations import legacy
from agreements.regulations.citations import p22, p25
from agreements.regulations.duty_rules import Duty, Rhythm, Rule
from agreements.regulations.report_contents import SEMESTER_REPORT
from agreements.regulations.report_contents import YEARLY_REPORT as YEARLY_PAPER
from agreements.regulations.vocabulary import Actor, Change, Stage, Track, family_of_track

MINISTER = "Menteri Dalam Negeri"
REPORT = (
    "para pihak",
    "maksud dan tujuan",
    "objek",
    "jangka waktu",
    "permasalahan",
    "upaya penyelesaian permasalahan",
    "hal lainnya yang disepakati",
)


def _semester_reports(kind: str, article: str) -> tuple[Duty, ...]:
    """Pasal 17 for KSDD and Pasal 39 for KSDPK say the same."""
    family = kind.lower()
    return (
        Duty(
            f"{family}-semester",
            f"Pelaporan pelaksanaan {kind}",
            Actor.OPD,
            Actor.HEAD_OF_REGION,
            p22(f"{article} ayat (1)"),
            Rule(Rhythm.SEMESTER, 6, 30),
            contents=(f"judul {kind}", f"bentuk naskah {kind}", *REPORT),
            contents_by=p22(f"{article} ayat (5)"),
            met_by="laporan",
            document=SEMESTER_REPORT,
        ),
        Duty(
            f"{family}-berjenjang",
            f"Penyampaian laporan pelaksanaan {kind} secara berjenjang",
            Actor.HEAD_OF_REGION,
            Actor.GOVERNOR,
            p22(f"{article} ayat (3)"),
            Rule(Rhythm.SEMESTER, 6, 60),
            recorder=Actor.VERIFIER,
        ),
    )


SINERGI = (
    Duty(
        "sinergi-menteri",
        "Penyampaian Nota Kesepakatan dan rencana kerja yang telah ditandatangani sebagai laporan",
        Actor.TKKSD,
        MINISTER,
        p22("57 ayat (3)"),
        Rule(Rhythm.ONCE, days=14),
        recorder=Actor.VERIFIER,
        met_by="lapor_menteri",
    ),
    Duty(
        "sinergi-enam-bulan",
        "Laporan pelaksanaan Sinergi",
        Actor.TKKSD,
        Actor.HEAD_OF_REGION,
        p22("60 ayat (1)"),
        Rule(Rhythm.MONTHS, 6),
        met_by="laporan",
        document=SEMESTER_REPORT,
    ),
    Duty(
        "sinergi-tahunan",
        "Laporan pelaksanaan Sinergi",
        Actor.HEAD_OF_REGION,
        Actor.GOVERNOR,
        p22("60 ayat (2)"),
        Rule(Rhythm.MONTHS, 12),
        recorder=Actor.VERIFIER,
    ),
)
PLAN = Duty(
    "luar-negeri-rencana",
    "Rencana kegiatan tahunan",
    Actor.HEAD_OF_REGION,
    "para pihak",
    p25("26 ayat (2)"),
    Rule(Rhythm.PLAN, days=30),
    contents=(
        "uraian kegiatan setiap tahun",
        "peran para pihak",
        "hasil yang diharapkan",
        "rencana pembiayaan",
    ),
    contents_by=p25("26 ayat (4)"),
    recorder=Actor.OPD,
    met_by="rencana_tahunan",
)
YEARLY_REPORT = Duty(
    "luar-negeri-laporan",
    "Laporan pelaksanaan KSDPL/KSDLL",
    Actor.HEAD_OF_REGION,
    Actor.GOVERNOR,
    p25("35 ayat (2)"),
    Rule(Rhythm.YEARLY, days=7),
    contents=(
        "judul",
        "latar belakang",
        "maksud, tujuan, dan sasaran",
        "ruang lingkup kerja sama",
        "perkembangan/hasil kerja sama",
        "penerima manfaat",
        "pendanaan",
        "hambatan dan tantangan",
        "analisis dan rencana tindak lanjut",
    ),
    contents_by=p25("37 ayat (1)"),
    recorder=Actor.VERIFIER,
    document=YEARLY_PAPER,
)
EXTENSION = Duty(
    "luar-negeri-perpanjangan",
    "Penyampaian perpanjangan, bila kerja sama hendak diperpanjang, dengan tembusan kepada Gubernur"
    " dan DPRD",
    Actor.HEAD_OF_REGION,
    MINISTER,
    p25("33 ayat (2)"),
    Rule(Rhythm.BEFORE_END, 6),
    recorder=Actor.VERIFIER,
    met_by="perpanjangan_disampaikan",
)
FOREIGN = (PLAN, YEARLY_REPORT, EXTENSION)
FAMILIES: dict[str, tuple[Duty, ...]] = {
    "ksdd": _semester_reports("KSDD", "17"),
    "ksdpk": _semester_reports("KSDPK", "39"),
    "sinergi": SINERGI,
    "ksdpl": FOREIGN,
    "ksdll": FOREIGN,
}
NONPROFIT_PLAN = Duty(
    "nirlaba-rencana",
    "Rencana kegiatan tahunan yang ditandatangani sebagai dasar kegiatan setiap tahun",
    Actor.PARTNER,
    "Pemerintah dan Pemerintah Daerah",
    p25("30 ayat (3)"),
    Rule(Rhythm.PLAN, days=30),
    recorder=Actor.OPD,
    met_by="ttd_rencana_tahunan",
)
# The yearly plan is a stage of Pasal 9, which no penerusan follows; Pasal 33 and 35 hold for every
# KSDLL.
PASSED_ON: dict[str, tuple[Duty, ...]] = {
    "ksdll-penerusan": (YEARLY_REPORT, EXTENSION),
    "ksdll-nirlaba": (NONPROFIT_PLAN, YEARLY_REPORT, EXTENSION),
}
# The report of the region that carries on what the OPD reported; a foreign report is the Bupati's
# own.
TIERED = {
    "ksdd-semester": "ksdd-berjenjang",
    "ksdpk-semester": "ksdpk-berjenjang",
    "sinergi-enam-bulan": "sinergi-tahunan",
}
DUTIES = {
    duty.code: duty for duties in (*FAMILIES.values(), *PASSED_ON.values()) for duty in duties
}
# The families of which the region's recap tells: their name, and the report that it gathers.
RECAPPED = {
    "ksdd": ("KSDD", "ksdd-semester"),
    "ksdpk": ("KSDPK", "ksdpk-semester"),
    "sinergi": ("Sinergi", "sinergi-enam-bulan"),
    "luar-negeri": ("KSDPL dan KSDLL", "luar-negeri-laporan"),
}
REPORTED = tuple(code for code, duty in DUTIES.items() if duty.document)


def duties_of(track_code: str) -> tuple[Duty, ...]:
    """What is owed under an agreement of that track; nothing for a change, whose agreement goes on
    owing what it did.
    """
    if track_code.rpartition("-")[2] in tuple(Change):
        return ()
    if track_code == legacy.ASSET.code:
        return ()
    return PASSED_ON.get(track_code) or FAMILIES.get(family_of_track(track_code), ())


def reporting_stages_of(track: Track) -> Iterator[Stage]:
    """The stages that ask for a report which the system makes."""
    reports = {duty.met_by for duty in duties_of(track.code) if duty.document}
    for stage in track.stages:
        if any(need.code in reports for need in stage.requirements):
            yield stage


def period_label_of(duty: Duty, period: date) -> str:
    """The name of the period that begins on that day; of the end, where the duty looks ahead to it."""  # noqa: E501
    match duty.rule.rhythm:
        case Rhythm.SEMESTER:
            return f"Semester {'I' if period.month < 7 else 'II'} {period.year}"
        case Rhythm.MONTHS:
            return f"{duty.rule.months} bulan sejak {period:%d/%m/%Y}"
        case Rhythm.YEARLY | Rhythm.PLAN:
            return f"Tahun {period.year}"
        case Rhythm.BEFORE_END:
            return f"Sebelum berakhir {period:%d/%m/%Y}"
    return "Satu kali"
