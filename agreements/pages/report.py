"""One report: to be written by its OPD, to be judged by Bagian Kerja Sama, to be read by others."""

from dataclasses import dataclass

from agreements.forms.report_forms import ReportForm, ReturnForm
from agreements.models import Agreement, Document, Evidence, Report, ReportState, WajibRecord
from agreements.monitoring.duties import acts
from agreements.monitoring.duties.ledger import Due
from agreements.monitoring.implementation import report_acts
from agreements.monitoring.wajib import may_be_wajib
from agreements.regulations.citations import Citation
from agreements.regulations.document_codes import DocumentCode
from agreements.regulations.report_contents import Section, contents_by, sections_of
from agreements.workflow import correcting
from kerjasama.accounts.models import User


@dataclass(frozen=True)
class SectionText:
    """A section of the report with what it says."""

    section: Section
    text: str


@dataclass(frozen=True)
class Judging:
    """What whoever judges reports may do: accept one that was submitted or send it back, and open
    an accepted one again until the stage that it closed, in `record`, is left.
    """

    form: ReturnForm | None
    record: Evidence | None = None
    may_accept: bool = False
    reopens: bool = False
    is_left: bool = False


@dataclass(frozen=True)
class ReportPage:
    """The report with its sections, its form for who writes it (`version` is what its person has
    seen), what is known for it, and what may be done with it.
    """

    due: Due
    report: Report
    form: ReportForm | None
    version: str | int
    sections: list[SectionText]
    contents_by: Citation
    before: Report | None
    wajib: list[WajibRecord]
    paper: Document | None
    judging: Judging
    may_retry: bool

    @property
    def is_of_semester(self) -> bool:
        """Whether it is one of those of half a year."""
        return self.due.duty.document == DocumentCode.LAPORAN_SEMESTER

    @property
    def known(self) -> list[SectionText]:
        """What is filled in from the case, so that nobody types it."""
        return [one for one in self.sections if not one.section.is_asked]

    @property
    def is_waiting(self) -> bool:
        """Whether its paper is being made."""
        return self.paper is not None and self.paper.is_queued


def build_report_page(
    user: User,
    agreement: Agreement,
    due: Due,
    report: Report,
    form: ReportForm | None = None,
    back: ReturnForm | None = None,
    version: str | None = None,
) -> ReportPage:
    """The page of a report. Forms that were refused are shown as they were typed, `back` being that
    which sends the report back.
    """
    may_write = report_acts.may_write_report(user, agreement)
    if form is None and may_write and report_acts.is_writable(due, report):
        form = ReportForm(report=report)
    texts = report.sections
    return ReportPage(
        due=due,
        report=report,
        form=form,
        version=report.version if version is None else version,
        sections=[SectionText(one, texts.get(one.code, "")) for one in sections_of(due.duty)],
        contents_by=contents_by(due.duty),
        before=report_acts.earlier_report_of(agreement, due),
        wajib=wajib_records_of(agreement, due),
        paper=report.papers.order_by("pk").last() if report.pk else None,
        judging=_judging_of(user, agreement, due, report, back),
        may_retry=may_write or report_acts.may_judge(user),
    )


def wajib_records_of(agreement: Agreement, due: Due) -> list[WajibRecord]:
    """What was recorded of a Kerja Sama Wajib until the report is due: its problems, and what was
    done about them.
    """
    if not may_be_wajib(agreement):
        return []
    held = (due.period, due.due_on)
    return list(agreement.wajib_records.standing().filter(day__range=held))


def _judging_of(
    user: User, agreement: Agreement, due: Due, report: Report, back: ReturnForm | None
) -> Judging:
    may_judge = report_acts.may_judge(user)
    may_accept = may_judge and report.state == ReportState.SUBMITTED
    is_accepted = may_judge and report.state == ReportState.ACCEPTED
    record = acts.record_of(agreement, due) if is_accepted else None
    is_left = record is not None and not correcting.is_of_running_stage(agreement, record)
    reopens = is_accepted and not is_left
    if back is None and (may_accept or reopens):
        back = ReturnForm()
    return Judging(back, record, may_accept, reopens, is_left)
