"""What the study, the plans and the minutes of a cooperation abroad may print (Permendagri 25/2020
and its Lampiran).
"""

from dataclasses import dataclass
from datetime import date

from agreements.documents.kinds import DocumentCode, conditions
from agreements.documents.pages import tables
from agreements.documents.text import indonesian
from agreements.documents.text.indonesian import TypedLine
from agreements.documents.wording.parties_abroad import Side, sides_of, units_of
from agreements.models import Activity, Agreement, Evidence
from agreements.regulations.record_outcomes import RecordOutcome
from kerjasama.reference import countries

from .letters_abroad import PartnerAbroadWords, Told, partner_abroad_words
from .paper_words import OrderedPaper, PaperWords
from .tables import CostedActivity, IndicatorRow, Known, QuarterCalendar, YearOfPlan

# Who takes part at least (Pasal 22 ayat (2)); our region joins them.
MEMBERS = (
    "Kementerian Dalam Negeri",
    "Kementerian Luar Negeri",
    "Kementerian/lembaga yang terkait dengan objek kerja sama",
    "Pemerintah Daerah provinsi",
)


@dataclass(frozen=True)
class StudyWords(PaperWords):
    """The Kajian."""

    partner: PartnerAbroadWords
    conditions: Told
    indicators: list[IndicatorRow]


@dataclass(frozen=True)
class PlanWords(PaperWords):
    """The Rencana Kerja Sama, and what other papers tell of all its activities."""

    partner: PartnerAbroadWords
    years: list[YearOfPlan]
    totals: list[str]
    calendar: QuarterCalendar
    units: str
    intent_signed: str


@dataclass(frozen=True)
class TermsAbroadWords(PaperWords):
    """The kerangka acuan kegiatan."""

    plan: PlanWords
    title: str
    activities: list[CostedActivity]


@dataclass(frozen=True)
class YearWords(PaperWords):
    """The rencana kegiatan tahunan."""

    partner: PartnerAbroadWords
    year: int
    rows: list[CostedActivity]
    totals: list[str]
    units: str
    naskah_signed: str
    papers: dict[str, Known]
    sides: tuple[Side, ...]


@dataclass(frozen=True)
class MinutesAbroadWords(PaperWords):
    """The minutes of a meeting with the ministries."""

    partner: PartnerAbroadWords
    opening: str
    meeting: Evidence | None
    agreed: bool
    remark: list[TypedLine]
    members: tuple[str, ...]


def of_study(paper: OrderedPaper) -> StudyWords:
    """The Kajian (Lampiran I), with how the conditions of Pasal 5 are met."""
    agreement = paper.agreement
    return StudyWords(
        partner_abroad_words(agreement, paper.day),
        conditions=conditions_abroad_of(agreement),
        indicators=tables.indicator_rows_of(agreement),
    )


def conditions_abroad_of(agreement: Agreement) -> Told:
    """Each condition of P25 Pasal 5 that applies, with how it is met."""
    told = [
        ("Mempunyai hubungan diplomatik", _country_told(agreement)),
        ("Merupakan urusan pemerintahan daerah", "; ".join(agreement.urusan_names)),
        (
            "Tidak membuka kantor perwakilan di luar negeri",
            _met_when(is_declared=agreement.tanpa_kantor),
        ),
        (
            "Pihak luar negeri tidak mencampuri urusan pemerintahan dalam negeri",
            _met_when(is_declared=agreement.tanpa_campur_tangan),
        ),
        (
            "Sesuai dengan kebijakan dan rencana pembangunan nasional dan daerah",
            agreement.program,
        ),
    ]
    if agreement.iptek:
        transfer = "Ilmu pengetahuan dan teknologi dialihkan ke sumber daya manusia Indonesia"
        told.append((transfer, agreement.alih_teknologi))
    if agreement.track.is_with_foreign_region:
        told += [
            (
                "Kesetaraan status administrasi dan/atau kesetaraan wilayah",
                agreement.kesetaraan,
            ),
            ("Saling melengkapi", agreement.saling_melengkapi),
            ("Peningkatan hubungan antarmasyarakat", agreement.hubungan_masyarakat),
        ]
    return [(condition, indonesian.format_paragraphs(how)) for condition, how in told]


def _country_told(agreement: Agreement) -> str:
    codes = dict.fromkeys(party.country for party in agreement.partner_parties if party.country)
    names = [countries.country_name_of(code) for code in codes]
    if not names:
        return ""
    return f"Negara mitra: {indonesian.join_names(names)}"


def _met_when(*, is_declared: bool) -> str:
    if is_declared:
        return "Terpenuhi"
    return ""


def of_plan(paper: OrderedPaper) -> PlanWords:
    """The Rencana Kerja Sama (Lampiran II) and the papers that tell of all its activities."""
    agreement = paper.agreement
    activities = list(agreement.activities.select_related("giver"))
    return PlanWords(
        partner_abroad_words(agreement, paper.day),
        years=tables.by_year(activities),
        totals=tables.total_costs_of(activities),
        calendar=tables.quarter_calendar_of(activities),
        units=units_of(agreement),
        intent_signed=tables.recorded_day_of(paper.outcomes.get("ttd_loi")),
    )


def of_terms(paper: OrderedPaper) -> TermsAbroadWords:
    """The kerangka acuan kegiatan (Pasal 29 ayat (2) huruf b)."""
    return TermsAbroadWords(
        of_plan(paper),
        title="Kerangka Acuan Kegiatan",
        activities=tables.activities_with_costs(paper.agreement.activities.select_related("giver")),
    )


def of_year(paper: OrderedPaper) -> YearWords:
    """The rencana kegiatan tahunan (Lampiran III) of the year asked for, or else the next one that
    has activities.
    """
    agreement = paper.agreement
    activities = list(agreement.activities.select_related("giver"))
    year = paper.document.context.get("year") or year_of(activities, paper.day.year)
    chosen = [row for row in activities if row.year == year]
    sides: tuple[Side, ...] = ()
    if conditions.passes_on(agreement):
        sides = sides_of(agreement, paper.day)
    return YearWords(
        partner_abroad_words(agreement, paper.day),
        year=year,
        rows=tables.activities_with_costs(chosen),
        totals=tables.total_costs_of(chosen),
        units=units_of(agreement),
        naskah_signed=tables.recorded_day_of(paper.outcomes.get("ttd_naskah")),
        papers=tables.finished_papers_of(agreement),
        sides=sides,
    )


def chosen_at_order(kind: str, agreement: Agreement, day: date) -> dict[str, int]:
    """What a paper is about stays fixed from its order on: a yearly plan, on its year."""
    if kind != DocumentCode.RENCANA_TAHUNAN:
        return {}
    return {"year": year_of(list(agreement.activities.select_related("giver")), day.year)}


def year_of(activities: list[Activity], from_year: int) -> int:
    """The first year of the plan from this one on; else its last, or this one without a plan."""
    years = sorted({row.year for row in activities})
    if not years:
        return from_year
    return next((year for year in years if year >= from_year), years[-1])


def context_of_minutes_abroad(paper: OrderedPaper) -> MinutesAbroadWords:
    """The minutes bear the day of the meeting, not of their printing."""
    meeting = paper.outcomes.get("rapat_kementerian")
    day, agreed, remark = paper.day, True, ""
    if meeting is not None:
        day = meeting.decided_on or paper.day
        agreed = meeting.outcome == RecordOutcome.APPROVED
        remark = meeting.note
    return MinutesAbroadWords(
        partner_abroad_words(paper.agreement, paper.day),
        opening=indonesian.date_in_words(day),
        meeting=meeting,
        agreed=agreed,
        remark=indonesian.format_paragraphs(remark),
        members=(*MEMBERS, paper.region.name),
    )
