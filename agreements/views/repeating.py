"""Asking before a paper is made again: the page shows what there is and offers each way, and keeps
what was typed for it.
"""

from collections.abc import Callable
from datetime import datetime

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from agreements.documents.kinds import KINDS
from agreements.documents.repeating import Again, AlreadyMade, Wish
from agreements.models import Agreement
from agreements.workflow.guarding import Refused
from kerjasama.parameters import primary_key_in
from kerjasama.web.requests import AuthenticatedRequest

from .common import Act, PageContext, answer_refusal, reasons_of, run_act, visible_or_404

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


def ask_or_refuse(request: AuthenticatedRequest, pk: int, refusal: Refused) -> HttpResponse:
    """For an order from the page of a case: the question, or why it was refused."""
    if isinstance(refusal, AlreadyMade):
        return ask_to_repeat(
            request, visible_or_404(request.user, pk), refusal, reverse("kerja-sama", args=[pk])
        )
    return answer_refusal(request, pk, refusal)


def run_order(
    request: AuthenticatedRequest,
    agreement: Agreement,
    act: Act,
    success: str | Callable[[], str],
    back: str,
    meeting: int | None = None,
) -> HttpResponse:
    """Run the order of a paper from another page of the case, at the address `back`; for a paper of
    a meeting, `meeting` is its key.
    """

    return run_act(request, act, success, back, asking_or_saying(request, agreement, back, meeting))


def asking_or_saying(
    request: AuthenticatedRequest, agreement: Agreement, back: str, meeting: int | None = None
) -> Callable[[Refused], HttpResponse]:
    """How a refused order is answered there: by the question, or by its reasons."""

    def ask_or_say(refusal: Refused) -> HttpResponse:
        if isinstance(refusal, AlreadyMade):
            return ask_to_repeat(request, agreement, refusal, back)
        for reason in reasons_of(request.user, agreement, refusal, meeting):
            messages.error(request, reason)
        return redirect(back)

    return ask_or_say


def ask_to_repeat(
    request: AuthenticatedRequest, agreement: Agreement, made: AlreadyMade, back: str
) -> HttpResponse:
    """The page that asks, sent to the same address with all that the form held."""
    paper = made.paper
    title = KINDS[paper.kind].title
    ways = [(choice, *PLAIN) for choice in made.choices]
    if paper.number:
        title = f"{title} Nomor {paper.number}"
        ways = [(choice, *WAYS[choice]) for choice in made.choices]
    page = {
        "agreement": agreement,
        "paper": paper,
        "is_draft": paper.draft,
        "is_used": bool(paper.number and made.choices) and Again.SAME not in made.choices,
        "ways": ways,
    }
    return _page(request, paper.pk, title, paper.requested_at, back, page)


def ask_plainly(
    request: AuthenticatedRequest, key: int, title: str, made_at: datetime, file: str, back: str
) -> HttpResponse:
    """The same for a page that belongs to no case and bears no number."""
    return _page(request, key, title, made_at, back, {"file": file, "ways": [(Again.SAME, *PLAIN)]})


def _page(
    request: AuthenticatedRequest,
    key: int,
    title: str,
    made_at: datetime,
    back: str,
    more: PageContext,
) -> HttpResponse:
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
