"""What the TKKSD itself owes: its yearly pleno and its own reports. Permendagri 22/2020 Pasal 46
and 48.

The law names a semester and a year, and no day on which a report is due: those days are norms of
the office. The pleno is due within the year.
"""

from agreements.regulations.citations import p22
from agreements.regulations.duty_rules import Duty, Rhythm, Rule
from agreements.regulations.vocabulary import Actor

OF_PLENARY = (
    "rencana kebijakan yang berkaitan dengan perencanaan dan/atau pelaksanaan kerja sama daerah",
    "program kerja TKKSD",
    "rekomendasi kepada kepala daerah",
)
PLENARY = Duty(
    "tkksd-pleno",
    "Rapat pleno TKKSD",
    Actor.TKKSD,
    "TKKSD",
    p22("48 ayat (2)"),
    Rule(Rhythm.YEARLY),
    contents=OF_PLENARY,
    contents_by=p22("48 ayat (3)"),
    recorder=Actor.VERIFIER,
)
SEMESTER = Duty(
    "tkksd-semester",
    "Laporan semester TKKSD tentang pelaksanaan KSDD, KSDPK, dan Sinergi",
    Actor.TKKSD,
    Actor.HEAD_OF_REGION,
    p22("46 ayat (2) huruf j"),
    Rule(Rhythm.SEMESTER, 6, 45),
    recorder=Actor.VERIFIER,
)
YEARLY = Duty(
    "tkksd-tahunan",
    "Laporan tahunan TKKSD tentang pelaksanaan KSDD, KSDPK, dan Sinergi",
    Actor.TKKSD,
    Actor.HEAD_OF_REGION,
    p22("46 ayat (2) huruf j"),
    Rule(Rhythm.YEARLY, days=60),
    recorder=Actor.VERIFIER,
)
# The reports go up the ladder "secara berjenjang"; no term and no rhythm of its own is named.
PASSED_ON_BY = p22("46 ayat (3)")
TEAM_DUTIES = {duty.code: duty for duty in (PLENARY, SEMESTER, YEARLY)}
REPORTS = (SEMESTER.code, YEARLY.code)
LED_BY = p22("48 ayat (4)")
LED_INSTEAD = p22("48 ayat (5)")
