"""What the papers of KSDPL and KSDLL may print (Permendagri 25/2020 and its Lampiran)."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.contrib.postgres.fields import ArrayField

from agreements.documents.kinds import DocumentCode, conditions
from agreements.documents.pages import tables
from agreements.documents.text import indonesian
from agreements.documents.text.indonesian import TypedLine
from agreements.documents.wording.parties_abroad import (
    NativeName,
    Side,
    parties_with_emblems,
    sides_of,
    units_of,
)
from agreements.models import Activity, Agreement, Evidence
from kerjasama.reference import countries
from partners.models import Partner

from .enclosures import enclosures_of, is_deemed
from .paper_words import OrderedPaper, PaperWords
from .tables import CostedActivity, IndicatorRow, Known, QuarterCalendar, YearOfPlan

Told = list[tuple[str, list[TypedLine]]]  # each label with what is told of it, line by line

# Our wording: P25 Pasal 29 ayat (2) huruf d asks for the statement and is silent on what it says.
PROMISES = (
    "menerima kerja sama tersebut dan menempatkan daerah sebagai penerima manfaat;",
    "menugaskan perangkat daerah terkait untuk melaksanakan kegiatan yang menjadi bagian daerah;",
    (
        "menyediakan pembiayaan yang menjadi bagian daerah sesuai dengan kemampuan keuangan"
        " daerah; dan"
    ),
    "melaksanakan dan melaporkan kerja sama sesuai dengan ketentuan peraturan perundang-undangan.",
)
# Who takes part at least (Pasal 22 ayat (2)); our region joins them.
MEMBERS = (
    "Kementerian Dalam Negeri",
    "Kementerian Luar Negeri",
    "Kementerian/lembaga yang terkait dengan objek kerja sama",
    "Pemerintah Daerah provinsi",
)


class Permit(NamedTuple):
    """A permit of the partner, with its number and last day."""

    name: str
    number: str
    until: str


@dataclass(frozen=True)
class PartnerAbroadWords(PaperWords):
    """The partner abroad, and what kind of cooperation it is."""

    partner_full: str
    our_full: str
    native: NativeName | None
    country: str
    level: str
    partner_signer: str
    partner_office: str
    objects: list[str]
    passes_on: bool
    is_nonprofit: bool


@dataclass(frozen=True)
class LetterWords(PaperWords):
    """A letter: what it is about, and what goes with it."""

    partner: PartnerAbroadWords
    about: Told
    enclosed: list[str]
    enclosures: str
    is_deemed: bool
    place: str
    signing_day: str
    permits: list[Permit]


@dataclass(frozen=True)
class EmpowermentWords(PaperWords):
    """The request for Full Powers, with their text as a draft."""

    letter: LetterWords
    annexed: bool
    sides: tuple[Side, Side]
    title_en: str


@dataclass(frozen=True)
class OfferAbroadWords(PaperWords):
    """The proposal to continue the Government's cooperation."""

    letter: LetterWords
    annexed: bool


@dataclass(frozen=True)
class WillingnessWords(PaperWords):
    """The statement that the region is willing to cooperate."""

    letter: LetterWords
    promises: tuple[str, ...]


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


def of_letter(paper: OrderedPaper) -> LetterWords:
    """A letter that tells of the plan."""
    agreement = paper.agreement
    enclosed = enclosures_of(agreement, paper.kind, paper.outcomes)
    return LetterWords(
        _partner_abroad(agreement, paper.day),
        about=_about(agreement),
        enclosed=enclosed,
        enclosures=_count_in_words(enclosed),
        is_deemed=is_deemed(paper.outcomes),
        place=indonesian.flatten_name(agreement.tempat_ttd),
        signing_day=indonesian.day_if_known(agreement.rencana_ttd),
        permits=_permits(agreement.partner),
    )


def _count_in_words(enclosed: list[str]) -> str:
    if not enclosed:
        return ""
    return indonesian.number_in_words(len(enclosed))


def of_empowerment(paper: OrderedPaper) -> EmpowermentWords:
    """The request for Full Powers, on the day that it bears."""
    agreement = paper.agreement
    return EmpowermentWords(
        of_letter(paper),
        annexed=True,
        sides=parties_with_emblems(agreement, paper.region, paper.day),
        title_en=indonesian.flatten_name(agreement.title_en) or indonesian.BLANK,
    )


def context_of_offer_abroad(paper: OrderedPaper) -> OfferAbroadWords:
    """With the mapping where Pasal 29 ayat (2) asks for it."""
    return OfferAbroadWords(
        of_letter(paper), annexed=conditions.passes_on_with_others(paper.agreement)
    )


def of_willingness(paper: OrderedPaper) -> WillingnessWords:
    """The letter with what the region promises."""
    return WillingnessWords(of_letter(paper), PROMISES)


def _partner_abroad(agreement: Agreement, day: date) -> PartnerAbroadWords:
    partner = agreement.partner
    ours, theirs = sides_of(agreement, day)
    country = level = ""
    if partner is not None:
        country = countries.country_name_of(partner.country)
        level = partner.get_level_display()
    return PartnerAbroadWords(
        partner_full=theirs.name,
        our_full=ours.name,
        native=theirs.native,
        country=country,
        level=level,
        partner_signer=theirs.signer,
        partner_office=theirs.office,
        objects=labels_of(agreement, "objek_ln"),
        passes_on=conditions.passes_on(agreement),
        is_nonprofit=conditions.passes_on_with_nonprofit(agreement),
    )


def labels_of(agreement: Agreement, field: str) -> list[str]:
    """The labels of the chosen values, as they stand inside a sentence."""
    column = agreement._meta.get_field(field)
    if not isinstance(column, ArrayField):
        raise TypeError(f"{field} holds no list of choices")
    labels = dict(column.base_field.flatchoices)
    return [labels[value][:1].lower() + labels[value][1:] for value in getattr(agreement, field)]


def _about(agreement: Agreement) -> Told:
    """What a letter tells of the plan; what is not known yet is left out."""
    form = length = ""
    if agreement.track.is_with_foreign_region:
        form = agreement.get_jenis_ln_display()
    if agreement.jangka_waktu_bulan:
        length = indonesian.duration_in_words(agreement.jangka_waktu_bulan)
    told = (
        ("Bentuk", form),
        ("Objek", "; ".join(labels_of(agreement, "objek_ln"))),
        ("Maksud dan tujuan", agreement.maksud_tujuan),
        ("Ruang lingkup", agreement.ruang_lingkup),
        ("Jangka waktu", length),
        ("Sumber pembiayaan", agreement.pembiayaan),
    )
    return [(label, indonesian.format_paragraphs(text)) for label, text in told if text]


def _permits(partner: Partner | None) -> list[Permit]:
    """Izin Prinsip and Izin Operasional with their numbers and last days (P25 Pasal 30 ayat (2)
    huruf a).
    """
    if partner is None:
        return []
    held = (
        ("Izin Prinsip", partner.izin_prinsip_number, partner.izin_prinsip_until),
        ("Izin Operasional", partner.izin_operasional_number, partner.izin_operasional_until),
    )
    return [Permit(name, number, indonesian.day_if_known(until)) for name, number, until in held]


def of_study(paper: OrderedPaper) -> StudyWords:
    """The Kajian (Lampiran I), with how the conditions of Pasal 5 are met."""
    agreement = paper.agreement
    return StudyWords(
        _partner_abroad(agreement, paper.day),
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
    if agreement.partner is None:
        return ""
    name = countries.country_name_of(agreement.partner.country)
    if not name:
        return ""
    return f"Negara mitra: {name}"


def _met_when(*, is_declared: bool) -> str:
    if is_declared:
        return "Terpenuhi"
    return ""


def of_plan(paper: OrderedPaper) -> PlanWords:
    """The Rencana Kerja Sama (Lampiran II) and the papers that tell of all its activities."""
    agreement = paper.agreement
    activities = list(agreement.activities.all())
    return PlanWords(
        _partner_abroad(agreement, paper.day),
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
        activities=tables.activities_with_costs(paper.agreement.activities.all()),
    )


def of_year(paper: OrderedPaper) -> YearWords:
    """The rencana kegiatan tahunan (Lampiran III) of the year asked for, or else the next one that
    has activities.
    """
    agreement = paper.agreement
    activities = list(agreement.activities.all())
    year = paper.document.context.get("year") or year_of(activities, paper.day.year)
    chosen = [row for row in activities if row.year == year]
    sides: tuple[Side, ...] = ()
    if conditions.passes_on(agreement):
        sides = sides_of(agreement, paper.day)
    return YearWords(
        _partner_abroad(agreement, paper.day),
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
    return {"year": year_of(list(agreement.activities.all()), day.year)}


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
        agreed = meeting.outcome == "disetujui"
        remark = meeting.note
    return MinutesAbroadWords(
        _partner_abroad(paper.agreement, paper.day),
        opening=indonesian.date_in_words(day),
        meeting=meeting,
        agreed=agreed,
        remark=indonesian.format_paragraphs(remark),
        members=(*MEMBERS, paper.region.name),
    )
