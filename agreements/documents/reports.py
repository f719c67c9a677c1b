"""What a report reads from the agreement, and what its paper prints."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from agreements.models import Activity, Agreement, Document
from agreements.models.activity import MONEY
from agreements.regulations import reports
from agreements.regulations.foreign import INTENT
from agreements.regulations.vocabulary import Duty
from kerjasama.accounts.models import RegionProfile

from . import clauses, words
from .foreign_parties import units_of
from .kinds import KINDS
from .rows import quarters

NOTHING = "–"


def derived(agreement: Agreement, duty: Duty) -> dict[str, str]:
    """The items that nobody needs to write, by their code."""
    return {section.code: _DERIVED[section.code](agreement) for section in reports.sections_of(duty) if not section.is_asked}


def measures(agreement: Agreement) -> list[dict]:
    """The indicators with nothing measured yet."""
    return [
        {"id": row.pk, "name": row.name, "unit": row.unit, "baseline": str(row.baseline), "target": str(row.target), "realised": ""}
        for row in agreement.indicators.all()
    ]


def planned(agreement: Agreement, first: date, last: date) -> list[dict]:
    """The activities of the plan that touch the period, as text."""
    rows = agreement.activities.filter(year__range=(first.year, last.year))
    return [_activity(row) for row in rows if _begins(row) <= last and _ends(row) >= first]


def _begins(row: Activity) -> date:
    return date(row.year, 3 * row.quarter_from - 2, 1)


def _ends(row: Activity) -> date:
    return date(row.year, 3 * row.quarter_to, 30)


def _activity(row: Activity) -> dict:
    amounts = {field.removeprefix("amount_"): _money(getattr(row, field)) for field in MONEY}
    told = {"name": row.name, "output": row.output, "beneficiaries": row.beneficiaries, "location": row.location}
    return {**told, "when": f"{quarters(row)} {row.year}".capitalize(), **amounts, "total": _money(row.total)}


def _money(amount) -> str:
    return words.decimal(amount) if amount else NOTHING


def naskah_of(agreement: Agreement) -> str:
    """The signed naskah with their numbers; in a track of which none is known, the form that it leads to."""
    signs = {
        need.code: need.signs for stage in agreement.track.stages for need in stage.requirements if need.signs and need.signs != INTENT
    }
    numbers = {paper.kind: paper.number for paper in agreement.documents.filter(draft=False, kind__in=signs.values()).order_by("pk")}
    signed = agreement.evidence.filter(void=False, requirement_code__in=signs).order_by("decided_on", "pk")
    ours = {kind: numbers.get(kind) or agreement.naskah_number for kind in signs.values()}
    told = [_dated(signs[row.requirement_code], ours[signs[row.requirement_code]] or row.number, row.decided_on) for row in signed]
    above = [clauses.mother(agreement)] if agreement.parent_id else []
    return "\n".join(filter(None, [*above, *told])) or agreement.track.instrument


def _dated(kind: str, number: str, day: date | None) -> str:
    return KINDS[kind].title + (f" Nomor {number}" if number else "") + (f" tanggal {words.short_date(day)}" if day else "")


def _parties(agreement: Agreement) -> str:
    return f"{RegionProfile.current().name} dan {words.flat(agreement.partner.name) if agreement.partner else words.BLANK}"


def _term(agreement: Agreement) -> str:
    months = agreement.months_of("perjanjian_kerja_sama" if agreement.pks_bulan else "")
    if agreement.effective_on is None or agreement.ends_on is None:
        return words.duration(months)
    span = f"{words.short_date(agreement.effective_on)} sampai dengan {words.short_date(agreement.ends_on)}"
    return f"{words.duration(months)}, {span}" if months else span


_DERIVED: dict[str, Callable[[Agreement], str]] = {
    "judul": lambda a: words.flat(a.title),
    "bentuk_naskah": naskah_of,
    "para_pihak": _parties,
    "maksud_tujuan": lambda a: a.maksud_tujuan,
    "objek": lambda a: a.objek,
    "jangka_waktu": _term,
    "latar_belakang": lambda a: a.latar_belakang,
    "maksud_tujuan_sasaran": lambda a: "\n".join(filter(None, (a.maksud_tujuan, f"Sasaran: {a.sasaran}" if a.sasaran else ""))),
    "ruang_lingkup": lambda a: words.lettered(a.ruang_lingkup),
}


def of_report(document: Document, region: RegionProfile, day: date, outcomes: dict) -> dict:
    report = document.report
    told = [
        {"code": section.code, "title": section.title, "lines": words.paragraphs(report.sections.get(section.code, ""))}
        for section in reports.sections_of(report.duty)
    ]
    return {
        "report": report,
        "sections": told,
        "progress": words.paragraphs(report.sections.get("hasil", "")),
        "measures": [{**row, **{name: shown(row[name]) for name in ("baseline", "target", "realised")}} for row in report.indicators],
        "activities": report.activities,
        "contents_by": reports.contents_by(report.duty),
        "parties": _parties(document.agreement),
        "to": region.head_title if report.duty.document == reports.SEMESTER_REPORT else "Gubernur",
        "units": units_of(document.agreement),
    }


def shown(number: str) -> str:
    return words.decimal(Decimal(number)) if number else NOTHING
