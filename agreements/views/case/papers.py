"""The papers and uploads of a case: their list, how their making goes on, and the files."""

from dataclasses import replace

import magic
from django.db.models import prefetch_related_objects
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header

from agreements.documents import content_removal, on_screen, store
from agreements.documents.archive import integrity, virus_scans
from agreements.documents.kinds import KINDS
from agreements.documents.signatures import renewing
from agreements.documents.wording import versions
from agreements.models import (
    Agreement,
    AnnexUpload,
    DisputeRecord,
    Document,
    Evidence,
    Fulfilment,
    IncomingLetter,
    ListDecree,
    PartnerPaper,
    Progress,
    ProposedCorrection,
    SeatLetter,
    SignedLetter,
    SignedPaper,
    TeamDecree,
    TeamRecord,
    WajibRecord,
)
from agreements.pages.case.paper_on_screen import is_withheld
from agreements.pages.case.papers import BY_WHOM, paper_table_of
from agreements.pages.case.writing import writing_of
from agreements.views.case.renewing import add_page_message
from agreements.views.common import paper_or_404, visible_or_404
from kerjasama.accounts.policy import EVERYBODY, allow
from kerjasama.logbook.acting import Read, note_read
from kerjasama.uploads.judging import HEAD
from kerjasama.uploads.names import name_by_content
from kerjasama.web.requests import AuthenticatedRequest

# A row that keeps a file which people brought.
KeptFile = (
    AnnexUpload
    | DisputeRecord
    | Evidence
    | Fulfilment
    | IncomingLetter
    | ListDecree
    | PartnerPaper
    | Progress
    | ProposedCorrection
    | SeatLetter
    | SignedLetter
    | SignedPaper
    | TeamDecree
    | TeamRecord
    | WajibRecord
)


@allow(*EVERYBODY)
def show_paper_progress(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """The papers of the case; asked for again while one is being made, with the last of them the
    page renews itself.
    """
    agreement = visible_or_404(request.user, pk)
    prefetch_related_objects([agreement], BY_WHOM)
    papers = list(agreement.documents.select_related("signed").order_by("-pk"))
    table = paper_table_of(agreement, papers)
    waits = len(table.queued)
    begun = versions.draft_days_of(agreement)
    shown = {"agreement": agreement, "writing": writing_of(request.user, agreement, begun)}
    if not request.headers.get("HX-Request"):
        return render(request, "pages/papers.html", shown | {"table": table})
    shown["table"] = replace(table.shortened(), is_finished=not waits)
    answer = render(request, "components/papers.html", shown)
    if not waits or _has_fewer_than_asked(request, waits):
        text, is_bad = describe_newest_paper(papers)
        return add_page_message(answer, text, is_bad=is_bad)
    return answer


def _has_fewer_than_asked(request: AuthenticatedRequest, waits: int) -> bool:
    """Whether fewer papers are awaited than when the page was drawn."""
    waited = request.GET.get("tunggu", "")
    return waited.isdigit() and int(waited[:4]) > waits


def describe_newest_paper(papers: list[Document]) -> tuple[str, bool]:
    """What became of the newest paper, in words, and whether that is bad."""
    made = [paper for paper in papers if not paper.is_queued]
    newest = max(made, key=lambda paper: paper.requested_at, default=None)
    if newest is None:
        return "Dokumen selesai dibuat.", False
    title = KINDS[newest.kind].title
    if newest.has_failed:
        return f"{title}: gagal dibuat.", True
    return f"{title}: selesai dibuat.", False


@allow(*EVERYBODY)
def download_document(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """The PDF of a paper, or the page that says that the content of a draft was removed."""
    paper = paper_or_404(request.user, pk)
    if paper.draft and (removal := content_removal.removal_notice_of(paper)):
        return render(request, "pages/removed.html", {"removal": removal}, status=410)
    newest = renewing.newest_file_of(paper)
    return serve_stored_file(newest, "application/pdf", f"{paper.kind}-{paper.pk}.pdf")


@allow(*EVERYBODY)
def show_page_of_paper(request: AuthenticatedRequest, pk: int, number: int) -> HttpResponse:
    """One page of a paper as a picture, for a screen on which no PDF is read; the PDF itself where
    the page cannot be drawn.
    """
    paper = paper_or_404(request.user, pk)
    if not paper.sha256 or is_withheld(paper):
        raise Http404
    try:
        picture = on_screen.draw_page(store.read_stored(paper.sha256), number)
    except store.Damaged:
        picture = b""
    if not picture:
        return redirect("dokumen", pk)
    return HttpResponse(
        picture, content_type="image/png", headers={"Cache-Control": "no-store, private"}
    )


@allow(*EVERYBODY)
def show_paper_state(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Whether the paper is there by now, for a page that waits for it."""
    paper = paper_or_404(request.user, pk)
    return render(request, "components/making.html", {"paper": paper})


@allow(*EVERYBODY)
def download_proposed_file(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """The file that a proposed correction would put in the place of another."""
    row = get_object_or_404(
        ProposedCorrection, pk=pk, agreement__in=Agreement.objects.visible_to(request.user)
    )
    return serve_row(request, row)


@allow(*EVERYBODY)
def download_annex(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """The file that was brought for a lampiran of a naskah."""
    row = get_object_or_404(
        AnnexUpload, pk=pk, agreement__in=Agreement.objects.visible_to(request.user)
    )
    return serve_row(request, row)


@allow(*EVERYBODY)
def download_attachment(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """The file that was uploaded for a requirement."""
    evidence = get_object_or_404(
        Evidence, pk=pk, agreement__in=Agreement.objects.visible_to(request.user)
    )
    return serve_row(request, evidence)


def serve_row(request: AuthenticatedRequest, row: KeptFile) -> HttpResponse:
    """The file of a row that people brought, or the page that says what became of its content."""
    removal = content_removal.removal_notice_of(row)
    if removal and (
        removal.is_done or not content_removal.may_confirm_removal(request.user, removal)
    ):
        return render(request, "pages/removed.html", {"removal": removal}, status=410)
    if refusal := virus_scans.refusal_to_open(row.sha256):
        return render(request, "pages/unopened.html", {"refusal": refusal}, status=423)
    subject = f"{row._meta.db_table} {row.pk}"
    note_read(request.user.pk, Read.FILE, subject, nama=row.file_name)
    return serve_stored_file(row.sha256, "application/octet-stream", row.file_name)


def serve_stored_file(sha256: str, content_type: str, name: str) -> HttpResponse:
    """The stored file, never an altered one."""
    if not sha256:
        raise Http404
    try:
        content = store.read_stored(sha256)
    except store.Damaged as damage:
        integrity.note_file_state(sha256, integrity.damage_state_of(damage))
        return HttpResponse(
            "Berkas hilang atau berubah. Laporkan kepada administrator.", status=500
        )
    name = name_by_content(name, magic.from_buffer(content[:HEAD], mime=True))
    response = HttpResponse(content, content_type=content_type)
    is_download = content_type != "application/pdf"
    response["Content-Disposition"] = content_disposition_header(is_download, name) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    return response
