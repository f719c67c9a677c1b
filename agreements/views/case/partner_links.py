"""Links for the mitra: given and shown once, shown a newer draft, taken back; what the mitra
entered is confirmed or refused.
"""

from functools import partial

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from agreements.documents.exchange.link_mailing import mail_link
from agreements.models import PartnerEntry, PartnerLink
from agreements.pages.case.partner_links import form_to_give, links_page_of
from agreements.views.common import PageContext, page_status, run_act, try_act, visible_or_404
from agreements.views.office.verification import keep_page_private
from agreements.workflow import partner_links
from kerjasama.accounts.policy import EVERYBODY, OFFICE, allow
from kerjasama.notices.channels import absolute_url
from kerjasama.web.requests import AuthenticatedRequest


@allow(*EVERYBODY)
def show_partner_links(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """The links of a case and what came by them."""
    agreement = visible_or_404(request.user, pk)
    page = links_page_of(request.user, agreement)
    return render(request, "pages/partner_links.html", {"page": page, "agreement": agreement})


@allow(*OFFICE)
@require_POST
def give_partner_link(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """A new link: mailed where that was asked, and shown this once."""
    agreement = visible_or_404(request.user, pk)
    form = form_to_give(agreement, request.POST)
    given: list[tuple[PartnerLink, str]] = []
    if form.is_valid():
        data = form.cleaned_data
        refusal = try_act(
            lambda: given.append(
                partner_links.give_link(
                    pk, request.user, data["naskah"], data["mitra"], data["hari"], form.address
                )
            )
        )
        if refusal:
            form.add_error(None, list(refusal.reasons))
    names: PageContext = {"agreement": agreement}
    if given:
        link, secret = given[0]
        address = absolute_url(reverse("tautan", args=[secret]))
        names |= {"given": link, "address": address, "mailed": form.address}
        names["trouble"] = mail_link(link, address) if form.address else ""
    page = links_page_of(request.user, agreement, None if given else form)
    status = page_status(is_refused=not given)
    answer = render(request, "pages/partner_links.html", names | {"page": page}, status=status)
    return keep_page_private(answer)


@allow(*OFFICE)
@require_POST
def change_partner_link(
    request: AuthenticatedRequest, pk: int, link: int, act: str
) -> HttpResponse:
    """Take a link back ("cabut"), or let it show the newest draft ("perbarui")."""
    agreement = visible_or_404(request.user, pk)
    row = get_object_or_404(agreement.partner_links, pk=link)
    doing, told = partner_links.revoke_link, "Tautan dicabut; alamatnya tidak membuka apa pun lagi."
    if act == "perbarui":
        doing, told = partner_links.show_newest_version, "Tautan memperlihatkan versi terbaru."
    elif act != "cabut":
        return redirect("tautan-mitra", pk)
    back = reverse("tautan-mitra", args=[pk])
    return run_act(request, partial(doing, row.pk, request.user), told, back)


@allow(*OFFICE)
@require_POST
def decide_partner_entry(
    request: AuthenticatedRequest, pk: int, entry: int, verdict: str
) -> HttpResponse:
    """Write what the mitra entered into its record ("terima"), or refuse it ("tolak")."""
    agreement = visible_or_404(request.user, pk)
    row = get_object_or_404(PartnerEntry, pk=entry, link__agreement=agreement)
    back = reverse("tautan-mitra", args=[pk])
    if verdict == "terima":
        seen = request.POST.get("versi", "")
        act = partial(partner_links.confirm_entry, row.pk, request.user, seen)
        return run_act(request, act, "Isian mitra menjadi data mitra.", back)
    act = partial(partner_links.refuse_entry, row.pk, request.user, request.POST.get("alasan", ""))
    return run_act(request, act, "Isian mitra ditolak.", back)
