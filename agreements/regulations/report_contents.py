"""What a report on the carrying out must hold: Permendagri 22/2020 Pasal 17 (5) and 39 (5),
Permendagri 25/2020 Pasal 37 and Lampiran IV.

For Sinergi the law names no contents (Pasal 60); the nine items of Pasal 17 (5) are used. See
docs/regulation-notes.md.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from agreements.regulations.citations import Citation, p22, p25
from agreements.regulations.duty_rules import Duty, Rhythm

SEMESTER_REPORT, YEARLY_REPORT = "laporan_semester", "laporan_pelaksanaan"


@dataclass(frozen=True)
class Section:
    """One item of a report. What is not asked is read from the agreement; `carried` begins with
    what the last report said.
    """

    code: str
    title: str
    question: str = ""
    hint: str = ""
    is_required: bool = True
    carried: bool = False

    @property
    def is_asked(self) -> bool:
        return bool(self.question)


PROGRESS = Section(
    "hasil",
    "Perkembangan dan hasil",
    "Perkembangan dan hasil pada periode ini",
    "Apa yang dikerjakan dan apa hasilnya bagi masyarakat.",
)
DOMESTIC = (
    Section("judul", "Judul"),
    Section("bentuk_naskah", "Bentuk naskah"),
    Section("para_pihak", "Para pihak"),
    Section("maksud_tujuan", "Maksud dan tujuan"),
    Section("objek", "Objek"),
    Section("jangka_waktu", "Jangka waktu"),
    Section(
        "permasalahan",
        "Permasalahan",
        "Permasalahan",
        "Tulis “Tidak ada” bila tidak ada.",
        carried=True,
    ),
    Section(
        "upaya",
        "Upaya penyelesaian permasalahan",
        "Upaya penyelesaian permasalahan",
        "Tulis “Tidak ada” bila tidak ada.",
    ),
    Section(
        "lainnya", "Hal lainnya yang disepakati", "Hal lainnya yang disepakati", is_required=False
    ),
)
ABROAD = (
    Section("judul", "Judul"),
    Section("latar_belakang", "Latar Belakang"),
    Section("maksud_tujuan_sasaran", "Maksud, Tujuan, dan Sasaran"),
    Section("ruang_lingkup", "Ruang Lingkup Kerja Sama"),
    Section(
        "hasil",
        "Perkembangan/Hasil Kerja Sama",
        "Perkembangan/hasil kerja sama",
        "Menurut bidang yang disepakati, dengan pola kerja sama dan kegiatan unggulan.",
    ),
    Section(
        "penerima_manfaat",
        "Penerima Manfaat",
        "Penerima manfaat",
        "Kelompok sasaran dan lokasinya.",
    ),
    Section(
        "pendanaan",
        "Pendanaan",
        "Pendanaan",
        "Yang dikeluarkan untuk setiap kegiatan dan sumbernya.",
    ),
    Section(
        "hambatan",
        "Hambatan dan Tantangan",
        "Hambatan dan tantangan",
        "Dari dalam dan dari luar; tulis “Tidak ada” bila tidak ada.",
        carried=True,
    ),
    Section("analisis", "Analisis dan Rencana Tindak Lanjut", "Analisis dan rencana tindak lanjut"),
)
LAYOUTS = {SEMESTER_REPORT: DOMESTIC, YEARLY_REPORT: ABROAD}


def sections_of(duty: Duty) -> tuple[Section, ...]:
    """The items in the order of the law."""
    return LAYOUTS[duty.document]


def asked_of(duty: Duty) -> tuple[Section, ...]:
    """What the form asks; the domestic progress stands under the last item, which is open to what
    the office agrees on.
    """
    progress = (PROGRESS,) if duty.document == SEMESTER_REPORT else ()
    return progress + tuple(section for section in sections_of(duty) if section.is_asked)


def contents_by(duty: Duty) -> Citation:
    """By what article the report holds these items."""
    return duty.contents_by or (
        p25("37 ayat (1)") if duty.document == YEARLY_REPORT else p22("17 ayat (5)")
    )


def last_day(duty: Duty, period: date) -> date:
    """The last day of the period that begins on that day."""
    return (
        period
        + relativedelta(months=6 if duty.rule.rhythm is Rhythm.SEMESTER else duty.rule.months)
        - timedelta(1)
    )
