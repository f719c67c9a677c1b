"""Seals and electronic signatures of one case: what they say, and signing for who is the printed
signer.
"""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.debug import sensitive_post_parameters

from agreements.documents.archive import integrity
from agreements.documents.kinds import KINDS
from agreements.documents.signatures import electronic_signing
from agreements.documents.signatures.electronic_signing import may_sign
from agreements.forms.electronic import SignForm
from agreements.models import Agreement, Document, DocumentState, SignedPaper
from agreements.pages.case.papers import uploads_of_case
from agreements.views.case.papers import serve_stored_file
from agreements.views.common import page_status, visible_or_404
from agreements.workflow.guarding import Refused
from kerjasama.accounts.policy import EVERYBODY, allow, at_most
from kerjasama.signin.fresh import fresh
from kerjasama.web.requests import AuthenticatedRequest


@allow(*EVERYBODY)
@fresh
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
    rows = [
        (
            KINDS[paper.kind].title,
            paper,
            newest[paper.kind] == paper.pk and may_sign(request.user, paper),
        )
        for paper in papers
    ]
    return render(
        request, "pages/seals.html", {"agreement": agreement, "papers": rows, "uploads": uploaded}
    )


@sensitive_post_parameters("nik", "frasa")
def _sign(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    paper = get_object_or_404(
        Document, pk=pk, agreement__in=Agreement.objects.visible_to(request.user)
    )
    if not may_sign(request.user, paper):
        raise Http404
    form = SignForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            electronic_signing.sign_document(
                pk, request.user, form.cleaned_data["nik"], form.cleaned_data["frasa"]
            )
            messages.success(request, "Dokumen ditandatangani secara elektronik.")
            return redirect("segel", paper.agreement_id)
        except Refused as refusal:
            form.add_error(None, str(refusal))
    shown = {
        "form": form,
        "paper": paper,
        "title": KINDS[paper.kind].title,
        "agreement": paper.agreement,
    }
    return render(
        request, "pages/sign.html", shown, status=page_status(is_refused=bool(form.errors))
    )


@allow(*EVERYBODY)
def download_signed_copy(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """The electronically signed copy of a final."""
    copy = get_object_or_404(
        SignedPaper, document=pk, agreement__in=Agreement.objects.visible_to(request.user)
    )
    return serve_stored_file(copy.sha256, "application/pdf", copy.file_name)


# Nobody is to try passphrases from here; `esigning` counts the wrong ones.
sign = allow(*electronic_signing.SEATS.values())(at_most("10/m", _sign))
