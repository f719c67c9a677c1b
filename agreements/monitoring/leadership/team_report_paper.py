"""A report of the TKKSD as PDF: ordered once, made by the worker, sent again by the sweep."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from agreements.documents import plain_pages, rendering
from agreements.documents.signers import signer_for_office
from agreements.models import DocumentState, TeamReportPaper
from agreements.monitoring.leadership.team_report import build_team_report
from agreements.monitoring.team_duties import TeamDue, find_team_due
from agreements.regulations.team_duties import PASSED_ON_BY
from agreements.workflow.guarding import refuse_if
from agreements.workflow.team import may_keep_team
from kerjasama.accounts.models import Office, RegionProfile, User
from kerjasama.narrowing import require


@transaction.atomic
def order_team_report(due: TeamDue, user: User) -> TeamReportPaper:
    """Ask for the report; while one is being made, that one is waited for. Raises Refused for
    others than the Bagian.
    """
    refuse_if(not may_keep_team(user), "Laporan TKKSD dibuat Bagian Kerja Sama.")
    where = {"duty_code": due.duty.code, "period": due.period, "state": DocumentState.QUEUED}
    row, is_new = TeamReportPaper.objects.get_or_create(**where, defaults={"requested_by": user})
    if is_new:
        transaction.on_commit(lambda: rendering.queue_document(row.pk, TeamReportPaper))
    return row


def render_team_report(paper_id: int) -> None:
    """Make a queued report. Run twice, it leaves one file."""
    row = TeamReportPaper.objects.get(pk=paper_id)
    plain_pages.render_plain_page(row, "documents/team_report.html", lambda: context_of(row))


def context_of(row: TeamReportPaper) -> dict[str, Any]:
    """What the report is made of; its Ketua signs it."""
    region, today = RegionProfile.current(), timezone.localdate()
    due = require(find_team_due(row.duty_code, row.period, today), "it was owed when ordered")
    return {
        "due": due,
        "report": build_team_report(due, today),
        "region": region,
        "demo": region.is_demo,
        "date": today,
        "citations": (due.duty.citation, PASSED_ON_BY),
        "signer": signer_for_office(Office.SECRETARY, region, today),
    }
