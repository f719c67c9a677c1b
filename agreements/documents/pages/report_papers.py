"""What a report reads from the agreement, and what its paper prints."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

from dateutil.relativedelta import relativedelta

from agreements.documents.kinds import KINDS
from agreements.documents.pages.tables import quarters_of_activity
from agreements.documents.text import indonesian
from agreements.documents.wording import naskah_facts
from agreements.documents.wording.parties_abroad import units_of
from agreements.models import Activity, Agreement, Document, DocumentState, Progress
from agreements.models.activity import MONEY, SOURCES
from agreements.models.in_force import without_end
from agreements.models.progress import first_day_of_quarter
from agreements.regulations import report_contents
from agreements.regulations.duty_rules import Duty
from agreements.regulations.limits import INTENT
from kerjasama.accounts.models import RegionProfile
from kerjasama.narrowing import require
from kerjasama.writing.figures import format_money

from .builders import Outcomes, Words

NOTHING = "–"


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


def unmeasured_indicators_of(agreement: Agreement) -> list[dict]:
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


def activities_of_period(agreement: Agreement, first: date, last: date) -> list[dict]:
    """The activities of the plan that touch the period, as text, with what became of them in it."""
    return [
        _activity(row) | _realised(_progress_in_period(row, first, last))
        for row in _touching(agreement, first, last)
    ]


def results_of_period(agreement: Agreement, first: date, last: date) -> str:
    """What was reported of the activities in the period: one line for each."""
    told = [
        (row, _progress_in_period(row, first, last)) for row in _touching(agreement, first, last)
    ]
    return "\n".join(
        f"{row.name}: {rows[-1].output} ({_realised(rows)['realised']})"
        for row, rows in told
        if rows
    )


def spending_of_period(agreement: Agreement, first: date, last: date) -> str:
    """What was reported to be spent in the period, by source; empty when nothing was."""
    rows = [
        told
        for row in _touching(agreement, first, last)
        for told in _progress_in_period(row, first, last)
    ]
    sums = [
        (label, sum((getattr(row, name) for row in rows), Decimal(0)))
        for name, label in SOURCES.items()
    ]
    return "\n".join(f"{label} {format_money(amount)}" for label, amount in sums if amount)


def _touching(agreement: Agreement, first: date, last: date) -> list[Activity]:
    rows = agreement.activities.filter(year__range=(first.year, last.year)).prefetch_related(
        "progress"
    )
    return [row for row in rows if _begins(row) <= last and _ends(row) >= first]


def _progress_in_period(row: Activity, first: date, last: date) -> list[Progress]:
    """What was reported on the quarters that begin in the period, but for what was sent back."""
    return [
        told
        for told in row.progress.all()
        if told.counts and first <= first_day_of_quarter(row.year, told.quarter) <= last
    ]


def _realised(rows: list[Progress]) -> dict[str, str]:
    if not rows:
        return {"realised": ""}
    spent = sum((row.value for row in rows), Decimal(0))
    return {"realised": f"{rows[-1].percent}%, {format_money(spent)}"}


def _begins(row: Activity) -> date:
    return first_day_of_quarter(row.year, row.quarter_from)


def _ends(row: Activity) -> date:
    return date(row.year, 3 * row.quarter_to, 30)


def _activity(row: Activity) -> dict:
    amounts = {field.removeprefix("amount_"): _money(getattr(row, field)) for field in MONEY}
    told = {
        "name": row.name,
        "output": row.output,
        "beneficiaries": row.beneficiaries,
        "location": row.location,
    }
    return {
        **told,
        "when": (
            f"{quarters_of_activity(row)[:1].upper()}{quarters_of_activity(row)[1:]} {row.year}"
        ),
        **amounts,
        "total": _money(row.total),
    }


def _money(amount) -> str:
    return indonesian.decimal(amount) if amount else NOTHING


def signed_naskah_of(agreement: Agreement) -> str:
    """The signed naskah with their numbers; in a track of which none is known, the form that it
    leads to.
    """
    signs = {code: kind for kind, code in agreement.track.signings.items() if kind != INTENT}
    papers = sorted(agreement.documents.all(), key=lambda paper: paper.pk)
    numbers = {
        paper.kind: paper.number
        for paper in papers
        if not paper.draft and paper.state != DocumentState.CANCELLED
    }
    kept = [
        row for row in agreement.evidence.all() if not row.void and row.requirement_code in signs
    ]
    signed = sorted(kept, key=lambda row: (row.decided_on or date.min, row.pk))
    ours = {kind: numbers.get(kind) or agreement.naskah_number for kind in signs.values()}
    told = [
        _dated(
            signs[row.requirement_code],
            ours[signs[row.requirement_code]] or row.number,
            row.decided_on,
        )
        for row in signed
    ]
    above = [naskah_facts.parent_kb_reference(agreement)] if agreement.parent_id else []
    return "\n".join(filter(None, [*above, *told])) or agreement.track.instrument


def _dated(kind: str, number: str, day: date | None) -> str:
    return indonesian.add_number_and_day(KINDS[kind].title, number, day)


def _parties(agreement: Agreement, region: RegionProfile) -> str:
    partner = agreement.partner
    theirs = indonesian.flatten_name(partner.name) if partner else indonesian.BLANK
    return f"{region.name} dan {theirs}"


def _term(agreement: Agreement, region: RegionProfile) -> str:
    if agreement.effective_on is not None and (endless := without_end(agreement)):
        return f"sejak {indonesian.short_date(agreement.effective_on)}, {endless}"
    if agreement.effective_on is None or agreement.ends_on is None:
        return indonesian.duration_in_words(
            agreement.months_of("perjanjian_kerja_sama" if agreement.pks_bulan else "")
        )
    span = (
        f"{indonesian.short_date(agreement.effective_on)} sampai dengan"
        f" {indonesian.short_date(agreement.ends_on)}"
    )
    length = relativedelta(agreement.ends_on + timedelta(1), agreement.effective_on)
    months = 0 if length.days else length.years * 12 + length.months
    return f"{indonesian.duration_in_words(months)}, {span}" if months else span


_DERIVED: dict[str, Callable[[Agreement, RegionProfile], str]] = {
    "judul": lambda a, _: indonesian.flatten_name(a.title),
    "bentuk_naskah": lambda a, _: signed_naskah_of(a),
    "para_pihak": _parties,
    "maksud_tujuan": lambda a, _: a.maksud_tujuan,
    "objek": lambda a, _: a.objek,
    "jangka_waktu": _term,
    "latar_belakang": lambda a, _: a.latar_belakang,
    "maksud_tujuan_sasaran": lambda a, _: "\n".join(
        filter(None, (a.maksud_tujuan, f"Sasaran: {a.sasaran}" if a.sasaran else ""))
    ),
    "ruang_lingkup": lambda a, _: indonesian.letter_list(a.ruang_lingkup),
}


def of_report(document: Document, region: RegionProfile, day: date, outcomes: Outcomes) -> Words:
    report = require(document.report, "this is the paper of a report")
    told = [
        {
            "code": section.code,
            "title": section.title,
            "lines": indonesian.format_paragraphs(report.sections.get(section.code, "")),
        }
        for section in report_contents.sections_of(report.duty)
    ]
    return {
        "report": report,
        "sections": told,
        "progress": indonesian.format_paragraphs(report.sections.get("hasil", "")),
        "measures": [
            {
                **row,
                **{
                    name: format_figure_text(row[name])
                    for name in ("baseline", "target", "realised")
                },
            }
            for row in report.indicators
        ],
        "activities": report.activities,
        "contents_by": report_contents.contents_by(report.duty),
        "parties": _parties(document.agreement, region),
        "to": region.head_title
        if report.duty.document == report_contents.SEMESTER_REPORT
        else "Gubernur",
        "units": units_of(document.agreement),
    }


def format_figure_text(number: str) -> str:
    return indonesian.decimal(Decimal(number)) if number else NOTHING
