"""What is written to the partner by e-mail, and whether it left."""

from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from agreements.documents.exchange import mailing
from agreements.documents.kinds import KINDS
from agreements.forms.mailing import MailingForm
from agreements.models import Agreement, Document, Mailing
from agreements.pages.case.partner_mails import PartnerMailPage, build_partner_mails_page
from agreements.views.common import page_status, run_act, visible_or_404
from agreements.workflow.guarding import Refused
from kerjasama.accounts.policy import EVERYBODY, OFFICE, allow
from kerjasama.parameters import primary_key_in
from kerjasama.web.requests import AuthenticatedRequest


@allow(*EVERYBODY)
def show_mails(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """All mails to the partner of one case, and the papers it may be sent."""
    agreement = visible_or_404(request.user, pk)
    page = build_partner_mails_page(request.user, agreement)
    return render(request, "pages/partner_mails.html", {"page": page, "agreement": agreement})


@allow(*OFFICE)
def write_mail(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """One mail with one paper: read, changed, sent."""
    paper = get_object_or_404(
        Document.objects.select_related("agreement__partner"),
        pk=pk,
        agreement__in=Agreement.objects.visible_to(request.user),
    )
    if paper not in mailing.papers_to_mail(paper.agreement):
        messages.error(request, "Dokumen ini tidak dapat dikirim kepada mitra.")
        return redirect("surel-mitra", paper.agreement_id)
    known = mailing.addressees_of(paper.agreement)
    asked = primary_key_in(request.GET.get("kepada", ""))
    partner = next((one for one in known if one.pk == asked), None)
    if "kepada" not in request.GET:
        partner = next(iter(known), None)
    elif partner is None:
        messages.error(request, "Mitra itu tidak lagi menjadi pihak kerja sama ini.")
        return redirect("surel-mitra", paper.agreement_id)
    subject, text = mailing.suggest_mail_text(paper, request.user, partner)
    form = MailingForm(request.POST or None, initial={"perihal": subject, "isi": text})
    if form.is_valid():
        try:
            sent = mailing.order_mail(
                paper.pk,
                request.user,
                form.cleaned_data["perihal"],
                form.cleaned_data["isi"],
                getattr(partner, "pk", None),
            )
            messages.success(
                request,
                f"Surel kepada {sent.address} dikirim dalam satu menit; statusnya tampil di bawah.",
            )
            return redirect("surel-mitra", paper.agreement_id)
        except Refused as refusal:
            form.add_error(None, refusal.reasons[0])
    page = PartnerMailPage(partner, paper, KINDS[paper.kind], form)
    status = page_status(is_refused=form.is_bound)
    shown = {"page": page, "agreement": paper.agreement}
    return render(request, "pages/partner_mail.html", shown, status=status)


@allow(*OFFICE)
@require_POST
def retry_mail_view(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Send a mail again that did not leave."""
    mail = get_object_or_404(
        Mailing, pk=pk, agreement__in=Agreement.objects.visible_to(request.user)
    )
    act = partial(mailing.retry_mail, pk, request.user)
    back = reverse("surel-mitra", args=[mail.agreement_id])
    return run_act(request, act, "Surel akan dikirim ulang.", back)
