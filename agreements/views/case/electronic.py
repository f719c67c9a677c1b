"""Seals and electronic signatures of one case: what they say, and signing for who is the printed
signer.
"""

from dataclasses import dataclass

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.debug import sensitive_post_parameters

from agreements.documents import marking
from agreements.documents.archive import integrity
from agreements.documents.archive.public_verification import waits_for_signature
from agreements.documents.kinds import KINDS
from agreements.documents.signatures import (
    electronic_signing,
    hand_signing,
    letter_seals,
    renewing,
)
from agreements.documents.signatures.electronic_signing import may_sign
from agreements.forms.electronic import HandSignatureForm, SignForm, TakeBackForm
from agreements.models import Agreement, Document, DocumentState, SignedPaper
from agreements.pages.case.papers import uploads_of_case
from agreements.views.case.papers import serve_row, serve_stored_file
from agreements.views.common import page_status, paper_or_404, run_form_act, visible_or_404
from kerjasama.accounts.models import User
from kerjasama.accounts.policy import EVERYBODY, allow, at_most
from kerjasama.signin.fresh import fresh
from kerjasama.web.requests import AuthenticatedRequest


@dataclass(frozen=True)
class SealedPaper:
    """A final on the page of seals, and what its reader may do about its signature."""

    title: str
    paper: Document
    may_sign: bool
    may_record: bool
    may_take_back: bool
    waits: bool
    seal: dict[str, str | bool]
    seal_waits: bool


@allow(*EVERYBODY)
def show_electronic_papers(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Every final with its seal and its electronic signature, every upload with the signatures
    found in it.
    """
    agreement = visible_or_404(request.user, pk)
    finals = agreement.documents.filter(draft=False, state=DocumentState.READY)
    papers = list(
        finals.select_related("agreement__owner__successor", "signed__by").order_by("-pk")
    )
    uploaded = uploads_of_case(agreement)
    signed = [paper.signed for paper in papers if hasattr(paper, "signed")]
    integrity.mark_damaged_rows([*papers, *signed, *(evidence for _, evidence in uploaded)])
    newest = {paper.kind: paper.pk for paper in papers[::-1]}
    rows = [_row(request.user, paper, is_newest=newest[paper.kind] == paper.pk) for paper in papers]
    return render(
        request, "pages/seals.html", {"agreement": agreement, "papers": rows, "uploads": uploaded}
    )


def _row(user: User, paper: Document, *, is_newest: bool) -> SealedPaper:
    return SealedPaper(
        KINDS[paper.kind].title,
        paper,
        may_sign=is_newest and may_sign(user, paper),
        may_record=is_newest and hand_signing.may_record_hand_signature(user, paper),
        may_take_back=hand_signing.may_take_back_hand_signature(user, paper),
        waits=waits_for_signature(paper),
        seal=letter_seals.seal_of(paper),
        seal_waits=letter_seals.awaits_seal(paper),
    )


@sensitive_post_parameters("nik", "frasa")
@fresh
def _sign(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    paper = paper_or_404(request.user, pk)
    if not may_sign(request.user, paper):
        raise Http404
    form = SignForm(request.POST or None)

    def sign_it() -> None:
        electronic_signing.sign_document(
            pk,
            request.user,
            form.cleaned_data["nik"],
            form.cleaned_data["frasa"],
            marking.marked_copy_of,
        )

    if run_form_act(request, form, sign_it, "Dokumen ditandatangani secara elektronik."):
        return redirect("segel", paper.agreement_id)
    return _show_form(request, "pages/sign.html", paper, form)


@allow(*EVERYBODY)
def download_signed_copy(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """The electronically signed copy of a final, or the scan of one signed by hand."""
    copy = get_object_or_404(
        SignedPaper, document=pk, agreement__in=Agreement.objects.visible_to(request.user)
    )
    if copy.is_by_hand:
        return serve_row(request, copy)
    newest = renewing.newest_signed_file_of(copy)
    return serve_stored_file(newest, "application/pdf", copy.file_name)


@allow(*hand_signing.MAY_RECORD)
@fresh
def record_hand_signature_view(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """The form of the day and the scan of a letter that was signed by hand."""
    paper = paper_or_404(request.user, pk)
    if not hand_signing.may_record_hand_signature(request.user, paper):
        raise Http404
    form = HandSignatureForm(paper, request.POST or None, request.FILES or None)

    def record() -> None:
        hand_signing.record_hand_signature(pk, request.user, form.signature())

    if run_form_act(request, form, record, "Tanda tangan basah dicatat.", "day"):
        return redirect("segel", paper.agreement_id)
    return _show_form(request, "pages/sign_by_hand.html", paper, form)


@allow(*hand_signing.MAY_RECORD)
@fresh
def take_back_hand_signature_view(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """The form by which a mistaken record of a signature is taken back."""
    paper = paper_or_404(request.user, pk)
    if not hand_signing.may_take_back_hand_signature(request.user, paper):
        raise Http404
    form = TakeBackForm(request.POST or None)

    def take_back() -> None:
        hand_signing.take_back_hand_signature(pk, request.user, form.cleaned_data["reason"])

    if run_form_act(request, form, take_back, "Catatan tanda tangan basah ditarik.", "reason"):
        return redirect("segel", paper.agreement_id)
    return _show_form(request, "pages/take_back_signature.html", paper, form)


def _show_form(
    request: AuthenticatedRequest, template: str, paper: Document, form: forms.Form
) -> HttpResponse:
    shown = {
        "form": form,
        "paper": paper,
        "title": KINDS[paper.kind].title,
        "agreement": paper.agreement,
    }
    return render(request, template, shown, status=page_status(is_refused=bool(form.errors)))


# Nobody is to try passphrases from here; `esigning` counts the wrong ones.
sign = allow(*electronic_signing.SEATS.values())(at_most("10/m", _sign))
