"""What a report reads from the agreement, and what its paper prints."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, NamedTuple

from dateutil.relativedelta import relativedelta

from agreements.documents.kinds import KINDS, DocumentCode
from agreements.documents.pages.tables import NOTHING, format_amount, quarters_of_activity
from agreements.documents.text import indonesian
from agreements.documents.text.indonesian import TypedLine
from agreements.documents.wording import naskah_facts
from agreements.documents.wording.parties_abroad import units_of
from agreements.documents.wording.term_wording import term_phrase
from agreements.models import (
    Activity,
    Agreement,
    DocumentState,
    Evidence,
    Progress,
    Report,
)
from agreements.models.activity import MONEY, sums_by_source
from agreements.models.in_force import without_end
from agreements.models.progress import first_day_of_quarter
from agreements.models.term import NaskahTerm
from agreements.regulations import report_contents
from agreements.regulations.citations import Citation
from agreements.regulations.duty_rules import Duty
from agreements.regulations.limits import INTENT
from kerjasama.accounts.models import RegionProfile
from kerjasama.narrowing import require
from kerjasama.writing.figures import format_money

from .paper_words import OrderedPaper, PaperWords

NOT_REALISED = "belum ada realisasi yang dicatat"


class ReportSection(NamedTuple):
    """An item of the report by its code, with what was written of it."""

    code: str
    title: str
    lines: list[TypedLine]

    @property
    def is_title(self) -> bool:
        return self.code == "judul"

    @property
    def is_scope(self) -> bool:
        return self.code == "ruang_lingkup"

    @property
    def is_progress(self) -> bool:
        return self.code == "hasil"

    @property
    def is_funding(self) -> bool:
        return self.code == "pendanaan"

    @property
    def is_other(self) -> bool:
        return self.code == "lainnya"


class MeasuredRow(NamedTuple):
    """An indicator with its figures as papers write them."""

    name: str
    unit: str
    baseline: str
    target: str
    realised: str


@dataclass(frozen=True)
class ReportWords(PaperWords):
    """A report as it was handed in; `progress` is what came of the cooperation, `to` whom it is
    for, `contents_by` the article that says what it holds.
    """

    report: Report
    sections: list[ReportSection]
    progress: list[TypedLine]
    measures: list[MeasuredRow]
    activities: list[dict[str, str]]
    contents_by: Citation
    parties: str
    to: str
    units: str


def derived_items_of(
    agreement: Agreement, duty: Duty, region: RegionProfile | None = None
) -> dict[str, str]:
    """The items that nobody needs to write, by their code."""
    ours = region or RegionProfile.current()
    return {
        section.code: _DERIVED[section.code](agreement, ours)
        for section in report_contents.sections_of(duty)
        if not section.is_asked
    }


def unmeasured_indicators_of(agreement: Agreement) -> list[dict[str, Any]]:
    """The indicators with nothing measured yet."""
    return [
        {
            "id": row.pk,
            "name": row.name,
            "unit": row.unit,
            "baseline": str(row.baseline),
            "target": str(row.target),
            "realised": "",
        }
        for row in agreement.indicators.all()
    ]


def activities_of_period(agreement: Agreement, first: date, last: date) -> list[dict[str, str]]:
    """The activities of the plan that touch the period, as text, with what became of them in it: as
    a report keeps them.
    """
    rows = []
    for row in _touching(agreement, first, last):
        realised = _realised(_progress_in_period(row, first, last))
        rows.append(_planned(row) | {"realised": realised})
    return rows


def results_of_period(agreement: Agreement, first: date, last: date) -> str:
    """What was reported of the activities in the period: one line for each."""
    lines = []
    for row in _touching(agreement, first, last):
        if told := _progress_in_period(row, first, last):
            lines.append(f"{row.name}: {told[-1].output} ({_realised(told)})")
    return "\n".join(lines)


def spending_of_period(agreement: Agreement, first: date, last: date) -> str:
    """What was reported to be spent in the period, by source; empty when nothing was."""
    sums = sums_by_source(
        (row, told)
        for row in _touching(agreement, first, last)
        for told in _progress_in_period(row, first, last)
    )
    return "\n".join(f"{label} {format_money(amount)}" for label, amount in sums.items() if amount)


def _touching(agreement: Agreement, first: date, last: date) -> list[Activity]:
    rows = agreement.activities.filter(year__range=(first.year, last.year))
    return [
        row
        for row in rows.select_related("giver").prefetch_related("progress")
        if _begins(row) <= last and _ends(row) >= first
    ]


def _progress_in_period(row: Activity, first: date, last: date) -> list[Progress]:
    """What was reported on the quarters that begin in the period, but for what was sent back."""
    return [
        told
        for told in row.progress.all()
        if told.counts and first <= first_day_of_quarter(row.year, told.quarter) <= last
    ]


def _realised(told: list[Progress]) -> str:
    """How far the activity is, and what was spent on it; empty where nothing was reported."""
    if not told:
        return ""
    spent = sum((row.value for row in told), Decimal(0))
    return f"{told[-1].percent}%, {format_money(spent)}"


def _begins(row: Activity) -> date:
    return first_day_of_quarter(row.year, row.quarter_from)


def _ends(row: Activity) -> date:
    return date(row.year, 3 * row.quarter_to, 30)


def _planned(row: Activity) -> dict[str, str]:
    """An activity as text, with its amounts by source."""
    when = quarters_of_activity(row)
    told = {
        "name": row.name,
        "output": row.output,
        "beneficiaries": row.beneficiaries,
        "location": row.location,
        "when": f"{when[:1].upper()}{when[1:]} {row.year}",
    }
    for field in MONEY:
        told[field.removeprefix("amount_")] = format_amount(getattr(row, field))
    told["total"] = format_amount(row.total)
    return told


def signed_naskah_of(agreement: Agreement) -> str:
    """The signed naskah with their numbers; in a track of which none is known, the form that it
    leads to.
    """
    told = []
    if agreement.parent_id:
        told.append(naskah_facts.parent_kb_reference(agreement))
    numbers = _numbers_of_papers(agreement)
    for record in _signings_by_day(agreement):
        kind = _naskah_signed_by(agreement, record)
        number = numbers.get(kind) or agreement.naskah_number or record.number
        told.append(indonesian.add_number_and_day(KINDS[kind].title, number, record.decided_on))
    return "\n".join(filter(None, told)) or agreement.track.instrument


def _numbers_of_papers(agreement: Agreement) -> dict[str, str]:
    """The number of the newest final of each kind that was not cancelled."""
    papers = sorted(agreement.documents.all(), key=lambda paper: paper.pk)
    return {
        paper.kind: paper.number
        for paper in papers
        if not paper.draft and paper.state != DocumentState.CANCELLED
    }


def _signings_by_day(agreement: Agreement) -> list[Evidence]:
    """The records of signings that stand; a mere intent is none."""
    signs = [code for kind, code in agreement.track.signings.items() if kind != INTENT]
    kept = [
        row for row in agreement.evidence.all() if not row.void and row.requirement_code in signs
    ]
    return sorted(kept, key=lambda row: (row.decided_on or date.min, row.pk))


def _naskah_signed_by(agreement: Agreement, record: Evidence) -> str:
    """The kind of naskah of whose signing this is the record."""
    signs = {code: kind for kind, code in agreement.track.signings.items()}
    return signs[record.requirement_code]


def _parties(agreement: Agreement, region: RegionProfile) -> str:
    return indonesian.join_names([region.name, *naskah_facts.names_of_partners(agreement)])


def _term(agreement: Agreement, region: RegionProfile) -> str:
    first, last = agreement.effective_on, agreement.ends_on
    if first is not None and (endless := without_end(agreement)):
        return f"sejak {indonesian.short_date(first)}, {endless}"
    if first is None or last is None:
        return term_phrase(_planned_term(agreement))
    span = f"{indonesian.short_date(first)} sampai dengan {indonesian.short_date(last)}"
    length = relativedelta(last + timedelta(1), first)
    months = length.years * 12 + length.months
    if length.days or not months:
        return span
    return f"{indonesian.duration_in_words(months)}, {span}"


def _planned_term(agreement: Agreement) -> NaskahTerm:
    """That of the PKS where it is to have one of its own."""
    return agreement.term_of(DocumentCode.PERJANJIAN_KERJA_SAMA)


def _aims_and_targets(agreement: Agreement, region: RegionProfile) -> str:
    lines = [agreement.maksud_tujuan]
    if agreement.sasaran:
        lines.append(f"Sasaran: {agreement.sasaran}")
    return "\n".join(filter(None, lines))


_DERIVED: dict[str, Callable[[Agreement, RegionProfile], str]] = {
    "judul": lambda a, _: indonesian.flatten_name(a.title),
    "bentuk_naskah": lambda a, _: signed_naskah_of(a),
    "para_pihak": _parties,
    "maksud_tujuan": lambda a, _: a.maksud_tujuan,
    "objek": lambda a, _: a.objek,
    "jangka_waktu": _term,
    "latar_belakang": lambda a, _: a.latar_belakang,
    "maksud_tujuan_sasaran": _aims_and_targets,
    "ruang_lingkup": lambda a, _: indonesian.letter_list(a.ruang_lingkup),
}


def of_report(paper: OrderedPaper) -> ReportWords:
    """The report for which the paper was ordered."""
    report = require(paper.document.report, "this is the paper of a report")
    to = "Gubernur"
    if report.duty.document == report_contents.SEMESTER_REPORT:
        to = paper.region.head_title
    return ReportWords(
        report=report,
        sections=[
            ReportSection(section.code, section.title, _lines_of(report, section.code))
            for section in report_contents.sections_of(report.duty)
        ],
        progress=_lines_of(report, "hasil"),
        measures=[_measured(row) for row in report.indicators],
        activities=report.activities,
        contents_by=report_contents.contents_by(report.duty),
        parties=_parties(paper.agreement, paper.region),
        to=to,
        units=units_of(paper.agreement),
    )


def _lines_of(report: Report, code: str) -> list[TypedLine]:
    return indonesian.format_paragraphs(report.sections.get(code, ""))


def _measured(row: dict[str, str]) -> MeasuredRow:
    """An indicator as the report keeps it."""
    return MeasuredRow(
        row["name"],
        row["unit"],
        format_figure_text(row["baseline"]),
        format_figure_text(row["target"]),
        format_figure_text(row["realised"], NOT_REALISED),
    )


def format_figure_text(number: str, nothing: str = NOTHING) -> str:
    """A figure that is kept as text; a dash, or other words, where nothing was measured."""
    if not number:
        return nothing
    return indonesian.decimal(Decimal(number))
