from datetime import timedelta

from celery import shared_task
from django.conf import settings
from django.utils import timezone

from agreements.documents import numbering, plain_pages, rendering, signed_sheets, store
from agreements.documents.archive import integrity, virus_scans
from agreements.documents.exchange import mailing
from agreements.documents.letters import making as making_letters
from agreements.documents.signatures import renewing
from agreements.monitoring import mapping_paper
from agreements.monitoring.handing_over import paper as handover_paper
from agreements.monitoring.leadership import leaders_sheet, recap_paper, team_report_paper
from agreements.workflow import settling, undoing
from kerjasama.accounts.models import RegionProfile
from kerjasama.files.faults import Unreachable

from .documents.bundles import making
from .importing import jobs
from .models import LeadersSheet, MappingPaper, Recap, TaskHandover, TeamReportPaper, Trial

# A place of files that is away is asked again then.
AWAY_SECONDS = 120
# For work that grows with what an office has.
LONG = {
    "soft_time_limit": settings.LONG_TASK_SECONDS,
    "time_limit": settings.LONG_TASK_SECONDS + 60,
}


@shared_task
def render_document(document_id: int) -> None:
    """Make the PDF of a paper."""
    rendering.render_queued_document(document_id)


@shared_task
def render_recap(recap_id: int) -> None:
    """Make the PDF of a recap."""
    recap_paper.render_recap_paper(recap_id)


@shared_task
def render_leaderssheet(sheet_id: int) -> None:
    """Make the PDF of a Lembar Pimpinan."""
    leaders_sheet.render_sheet(sheet_id)


@shared_task
def render_mappingpaper(paper_id: int) -> None:
    """Make the PDF of the list of a year."""
    mapping_paper.render_list(paper_id)


@shared_task
def render_teamreportpaper(paper_id: int) -> None:
    """Make the PDF of a report of the TKKSD."""
    team_report_paper.render_team_report(paper_id)


@shared_task
def render_taskhandover(handover_id: int) -> None:
    """Make the Berita Acara of a handover of tasks."""
    handover_paper.render_handover(handover_id)


@shared_task
def render_letter(paper_id: int) -> None:
    """Make the numbered paper of a free letter."""
    making_letters.render_letter_paper(paper_id)


@shared_task
def make_leaders_sheet() -> None:
    """Each hour, so that a Monday on which nothing ran is made up for; not before all example cases
    are there.
    """
    if not RegionProfile.current().awaits_examples:
        leaders_sheet.make_due()


@shared_task
def sweep_outbox() -> None:
    """Take up again what was ordered and nobody works on; give up what was begun too often."""
    rendering.sweep_documents()
    for model in (Recap, LeadersSheet, MappingPaper, TeamReportPaper, TaskHandover):
        plain_pages.sweep_plain_pages(model)
    making_letters.sweep_letters()
    numbering.cancel_abandoned()
    making.sweep_bundles()
    jobs.sweep_imports()


@shared_task(**LONG)
def work_on_import(batch_id: int) -> None:
    """Do what an import waits for."""
    jobs.process_import(batch_id)


@shared_task(**LONG)
def build_bundle(bundle_id: int) -> None:
    """Gather a case into one file."""
    making.make_bundle(bundle_id)


@shared_task
def clear_bundles() -> None:
    """Remove gathered files that are kept no longer."""
    making.remove_old_bundles()


@shared_task
def mail_partners() -> None:
    """Send the mails to partners that are due."""
    mailing.send_due(timezone.now())


@shared_task
def settle_lapsed() -> None:
    """Settle the running cases whose term has passed."""
    settling.settle_lapsed_cases()


@shared_task
def forget_old_acts() -> None:
    """Forget acts that can no longer be taken back."""
    undoing.forget_old()


@shared_task
def purge_trials() -> None:
    """Forget trials that nobody goes on with."""
    since = timezone.now() - timedelta(settings.KEEP_TRIALS_DAYS)
    Trial.objects.filter(at__lt=since).delete()


@shared_task(**LONG)
def scan_files() -> None:
    """Let the virus scanner read what waits for it."""
    virus_scans.scan_waiting_files()


@shared_task(**LONG)
def renew_seals() -> None:
    """Add archive time stamps where the last ones end soon."""
    renewing.renew_due_seals()


@shared_task
def make_signed_sheets() -> None:
    """Tell the data of naskah that were signed since."""
    signed_sheets.make_due_sheets(timezone.now())


@shared_task(**LONG)
def check_files(after: str = "") -> None:
    """Re-hash the archive, a stretch at a time."""
    try:
        if not after:
            store.remove_old_parts(timezone.now() - timedelta(days=1))
        following = integrity.verify_files(after)
    except Unreachable as away:  # nothing is known of the files behind the last that was read
        read_last = away.after if isinstance(away, integrity.Interrupted) else after
        check_files.apply_async([read_last], countdown=AWAY_SECONDS)
        return
    if following:
        check_files.delay(following)
