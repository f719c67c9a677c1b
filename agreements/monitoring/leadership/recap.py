"""The recap of the region for the Gubernur and the Menteri: one row per agreement with the items of
the law, for one period.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple, Unpack

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from agreements.documents.pages.report_papers import derived_items_of
from agreements.models import Agreement, Report, ReportState
from agreements.monitoring.duties import acts
from agreements.monitoring.duties.ledger import Due, DutyStatus, Ledger
from agreements.regulations.duties import DUTIES, RECAPPED, TIERED
from agreements.regulations.duty_rules import Duty, Rhythm
from agreements.regulations.report_contents import Section, contents_by, sections_of
from agreements.workflow.guarding import refuse_if
from kerjasama.accounts.models import RegionProfile, User
from kerjasama.web import lists

IN = (ReportState.SUBMITTED, ReportState.ACCEPTED)
STATUS = "Status laporan"
Owed = dict[int, tuple[Due, Report | None]]  # by agreement


@dataclass(frozen=True)
class Span:
    """The family and the days in which the reported periods begin."""

    family: str
    first: date

    @property
    def duty(self) -> Duty:
        return DUTIES[RECAPPED[self.family][1]]

    @property
    def sent(self) -> Duty:
        """The duty of the region towards the Gubernur that this recap serves."""
        return DUTIES[TIERED.get(self.duty.code, self.duty.code)]

    @property
    def is_semester(self) -> bool:
        return self.duty.rule.rhythm is Rhythm.SEMESTER

    @property
    def last(self) -> date:
        """The last day on which a reported period begins."""
        if self.is_semester and self.first.month < 7:
            return date(self.first.year, 6, 30)
        return date(self.first.year, 12, 31)

    @property
    def title(self) -> str:
        """What the recap is called."""
        span = "Tahun"
        if self.is_semester:
            span = "Semester I" if self.first.month < 7 else "Semester II"
        return f"{RECAPPED[self.family][0]}, {span} {self.first.year}"

    def dues(self, duty: Duty, seen: QuerySet, today: date) -> list[Due]:
        """What is owed for the periods that begin in this span."""
        ledger = Ledger(
            seen, today, since=self.first, until=self.last + timedelta(800), codes=(duty.code,)
        )
        return [due for due in ledger if self.first <= due.period <= self.last]


class RecapRow(NamedTuple):
    agreement: Agreement
    status: str
    columns: tuple[Section, ...]
    texts: list[str]

    @property
    def told(self) -> list[tuple[Section, str]]:
        """What was asked of the OPD."""
        return [(column, text) for column, text in self._items if column.is_asked]

    @property
    def known(self) -> list[tuple[Section, str]]:
        """What stands in the agreement, besides its title."""
        return [(column, text) for column, text in self._items[1:] if not column.is_asked]

    @property
    def _items(self) -> list[tuple[Section, str]]:
        return [*zip(self.columns, self.texts, strict=True)]


def recap_columns(span: Span) -> tuple[Section, ...]:
    """What the recap tells of each agreement."""
    return sections_of(span.duty)


def owed_reports_of_span(span: Span, seen: QuerySet, today: date) -> Owed:
    """What each agreement owes and what came in for it; of several reports in a year, the last."""
    dues = {due.agreement_id: due for due in span.dues(span.duty, seen, today)}  # the last of each
    found = Report.objects.filter(
        agreement__in=dues,
        duty_code=span.duty.code,
        period__range=(span.first, span.last),
        state__in=IN,
    )
    reports = {report.agreement_id: report for report in found.order_by("period")}
    return {pk: (due, reports.get(pk)) for pk, due in dues.items()}


def is_in_hand(due: Due, report: Report | None) -> bool:
    """Whether a report came in, or was recorded as there."""
    return report is not None or due.standing is DutyStatus.DONE


def recap_rows(span: Span, owed: Owed, most: int | None = None) -> list[RecapRow]:
    """One row per agreement that owes a report, of the first ones only where `most` says so."""
    agreements = Agreement.objects.filter(pk__in=owed).select_related("owner", "partner", "parent")
    ordered = agreements.defer("partner__logo", "search", "parent__search").order_by(
        "owner__name", "title", "pk"
    )
    ordered = ordered.prefetch_related(
        "evidence",
        "documents",
        "parties",
        "parent__evidence",
        "parent__documents",
        "parent__parties",
    )
    region = RegionProfile.current()
    return [_row(agreement, *owed[agreement.pk], span, region) for agreement in ordered[:most]]


def _row(
    agreement: Agreement, due: Due, report: Report | None, span: Span, region: RegionProfile
) -> RecapRow:
    told = report.sections if report else derived_items_of(agreement, span.duty, region)
    columns = recap_columns(span)
    texts = [told.get(section.code, "") for section in columns]
    return RecapRow(agreement, _status(due, report), columns, texts)


def _status(due: Due, report: Report | None) -> str:
    if report:
        return report.get_state_display()
    said = {
        DutyStatus.DONE: "Tercatat di luar aplikasi",
        DutyStatus.WAIVED: "Dibebaskan",
        DutyStatus.LATE: "Terlambat",
    }
    return said.get(due.standing, "Belum dilaporkan")


def recap_workbook(span: Span, table: Iterable[RecapRow]) -> bytes:
    """The recap as XLSX."""
    titles = [
        "No.",
        "Perangkat daerah pemrakarsa",
        *(section.title for section in recap_columns(span)),
        STATUS,
    ]
    written: list[list] = [titles]
    written += [
        [place, row.agreement.owner.name, *row.texts, row.status]
        for place, row in enumerate(table, 1)
    ]
    above = (
        f"Rekap laporan pelaksanaan {span.title}",
        f"{contents_by(span.duty)}; {span.sent.citation}",
    )
    return lists.make_workbook(written, "Rekap", above)


def sendable_reports(span: Span, seen: QuerySet, today: date) -> list[Due]:
    """What the region owes the Gubernur for this span and may now send: where the OPD's own report
    has come in.
    """
    owed = [due for due in span.dues(span.sent, seen, today) if due.is_unmet and due.has_begun]
    if span.sent == span.duty:
        keys = {
            "duty_code": span.duty.code,
            "state": ReportState.ACCEPTED,
            "period__range": (span.first, span.last),
        }
        arrived = set(Report.objects.filter(**keys).values_list("agreement_id", flat=True))
    else:
        arrived = {
            due.agreement_id
            for due in span.dues(span.duty, seen, today)
            if due.standing is DutyStatus.DONE
        }
    return [due for due in owed if due.agreement_id in arrived]


@transaction.atomic
def record_recap_letter(
    span: Span,
    seen: QuerySet,
    user: User,
    confirmed: Sequence[str] = (),
    **evidence: Unpack[acts.FulfilmentValues],
) -> int:
    """Record one letter to the Gubernur as the fulfilment of every duty it serves, all or none.
    Returns how many.
    """
    dues = sendable_reports(span, seen, timezone.localdate())
    refuse_if(not dues, "Tidak ada laporan yang dapat disampaikan.")
    # As everywhere, a change is locked before the agreement above it, which is older.
    for due in sorted(dues, key=lambda due: due.agreement_id, reverse=True):
        acts.fulfil_duty(due.agreement_id, user, due.duty.code, due.period, confirmed, **evidence)
    return len(dues)
