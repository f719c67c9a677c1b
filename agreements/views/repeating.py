"""Asking before a paper is made again: the page shows what there is and offers each way, and keeps
what was typed for it.
"""

from datetime import datetime

from django.shortcuts import render
from django.urls import reverse

from agreements.documents.kinds import KINDS
from agreements.documents.repeating import Again, AlreadyMade, Wish
from agreements.models import Agreement
from agreements.workflow.guarding import Refused
from kerjasama.parameters import primary_key_in
from kerjasama.web.requests import AuthenticatedRequest

from .common import answer_refusal, visible_or_404

OWN = ("csrfmiddlewaretoken", "dari", "lagi")
WAYS: dict[Again, tuple[str, str]] = {
    Again.SAME: (
        "Buat revisi dengan nomor yang sama",
        "Nomornya tetap. Yang sekarang tersimpan sebagai revisi sebelumnya dan dinyatakan diganti.",
    ),
    Again.NEW: (
        "Buat surat baru dengan nomor baru",
        "Nomor berikutnya dari seri dipakai. Yang sekarang tetap tercatat dengan nomornya.",
    ),
}
PLAIN = ("Buat lagi", "Yang sekarang tetap tersimpan; yang baru dibuat dari isi hari ini.")


def wish_of(request: AuthenticatedRequest) -> Wish:
    """What the person saw when the button was pressed, and how it is to be made again."""
    return Wish(primary_key_in(request.POST.get("dari", "")) or 0, request.POST.get("lagi", ""))


def asked_or_refused(request: AuthenticatedRequest, pk: int, refusal: Refused):
    """For an order from the page of a case: the question, or why it was refused."""
    if isinstance(refusal, AlreadyMade):
        return ask_to_repeat(
            request, visible_or_404(request.user, pk), refusal, reverse("kerja-sama", args=[pk])
        )
    return answer_refusal(request, pk, refusal)


def ask_to_repeat(
    request: AuthenticatedRequest, agreement: Agreement, made: AlreadyMade, back: str
):
    """The page that asks, sent to the same address with all that the form held."""
    paper = made.paper
    title = KINDS[paper.kind].title + (f" Nomor {paper.number}" if paper.number else "")
    page = {
        "agreement": agreement,
        "paper": paper,
        "is_draft": paper.draft,
        "is_used": bool(paper.number and made.choices) and Again.SAME not in made.choices,
        "ways": [(choice, *(WAYS[choice] if paper.number else PLAIN)) for choice in made.choices],
    }
    return _page(request, paper.pk, title, paper.requested_at, back, page)


def ask_plainly(
    request: AuthenticatedRequest, key: int, title: str, made_at: datetime, file: str, back: str
):
    """The same for a page that belongs to no case and bears no number."""
    return _page(request, key, title, made_at, back, {"file": file, "ways": [(Again.SAME, *PLAIN)]})


def _page(
    request: AuthenticatedRequest, key: int, title: str, made_at: datetime, back: str, more: dict
):
    typed = [
        (name, value)
        for name, values in request.POST.lists()
        if name not in OWN
        for value in values
    ]
    page = {
        "key": key,
        "title": title,
        "made_at": made_at,
        "back": back,
        "typed": typed,
        "action": request.get_full_path(),
    }
    return render(request, "pages/again.html", page | more, status=409)
