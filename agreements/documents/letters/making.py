"""The paper of a free letter: made by the worker, sent again by the sweep; sealed once signed."""

import logging

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from agreements.documents import marking, outbox, rendering, store
from agreements.documents.archive import pdf_archive
from agreements.models import DocumentState, LetterPaper, MarkPlace
from agreements.workflow.guarding import Refused
from kerjasama.files.faults import Unreachable

from . import free_letters
from .titles import title_of_letter

log = logging.getLogger(__name__)
SCHEMA = "surat/1"


def queue_paper(paper: LetterPaper) -> None:
    """Hand it to the worker when the transaction ends."""
    transaction.on_commit(lambda: send_to_worker(paper.pk))


def send_to_worker(paper_id: int) -> bool:
    """Whether the broker took it."""
    if not outbox.hand_over_task(outbox.Job.RENDER_LETTER, paper_id):
        return False
    LetterPaper.objects.filter(pk=paper_id).update(
        sent_at=timezone.now(), attempts=F("attempts") + 1
    )
    return True


def render_letter_paper(paper_id: int) -> None:
    """Make a queued paper. Run twice, it leaves one file."""
    rows = LetterPaper.objects.select_related("letter__unit", "number_row__series")
    paper = rows.get(pk=paper_id)
    if not paper.is_queued:
        return
    try:
        pdf = to_pdf(paper)
        _finish(paper, DocumentState.READY, sha256=store.store_bytes(pdf))
    except Refused as refusal:
        _finish(paper, DocumentState.FAILED, error=str(refusal))
    except Unreachable as away:
        outbox.wait_for_files(away, f"letter {paper_id}")
    except Exception as fault:
        log.exception("letter %s failed", paper_id)
        _finish(paper, DocumentState.FAILED, error=outbox.reason_of(fault))


def to_pdf(paper: LetterPaper, place: MarkPlace = MarkPlace.NONE) -> bytes:
    """The numbered letter as PDF/A; the copy that is signed bears the mark of an electronic
    signature at its `place`.
    """
    page = marking.mark_page(free_letters.page_of_paper(paper), place, paper)
    options = pdf_archive.archive_options(paper, facts_of(paper))
    return rendering.lay_out(page, **options)


def facts_of(paper: LetterPaper) -> dict[str, object]:
    """What a machine reads in its file."""
    letter, series = paper.letter, paper.number_row and paper.number_row.series
    return {
        "skema": SCHEMA,
        "jenis": letter.kind,
        "nama": title_of_letter(letter),
        "nomor": paper.number,
        "tanggal": paper.day.isoformat(),
        "kode_verifikasi": paper.token,
        "klasifikasi_arsip": series.classification if series else "",
        "penanda_tangan": paper.signer_office,
        "kerja_sama": letter.agreement_id,
        "surat": letter.words,
    }


def sweep_letters() -> None:
    """Send again those that wait too long; give up those that were sent often enough."""
    queued = LetterPaper.objects.filter(state=DocumentState.QUEUED)
    outbox.sweep_queue(
        queued,
        send_to_worker,
        lambda paper: _finish(paper, DocumentState.FAILED, error=outbox.NO_WORKER),
    )


@transaction.atomic
def retry_letter(paper: LetterPaper) -> None:
    """Try a failed one again under its number."""
    failed = LetterPaper.objects.filter(pk=paper.pk, state=DocumentState.FAILED)
    if failed.update(state=DocumentState.QUEUED, error="", attempts=0):
        queue_paper(paper)


def _finish(paper: LetterPaper, state: str, **fields: object) -> None:
    waiting = LetterPaper.objects.filter(pk=paper.pk, state=DocumentState.QUEUED)
    waiting.update(state=state, **fields)
