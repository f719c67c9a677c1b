"""The pages that a link opens to a partner without an account. Whatever is wrong with a link, the
answer is the same: not found.
"""

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET
from django_ratelimit.core import is_ratelimited

from agreements.documents.wording import remarks
from agreements.forms.partner_link import GuestEntryForm, GuestRemarkForm
from agreements.models import LinkUse, PartnerLink, Remark
from agreements.pages.guest import ANSWERS, GuestPage, file_of, guest_page_of
from agreements.views.case.papers import serve_stored_file
from agreements.views.common import page_status, try_act
from agreements.views.office.verification import keep_page_private
from agreements.workflow import partner_links
from kerjasama.accounts.doors import client_address
from kerjasama.accounts.policy import ANY_METHOD, allow, at_most

# Of one link, from wherever: a leaked one is no door to press at.
READS_OF_A_LINK, WRITES_OF_A_LINK = "240/h", "40/h"
Answer = Callable[[HttpRequest, PartnerLink], HttpResponse]


def _opened(request: HttpRequest, secret: str, answer: Answer) -> HttpResponse:
    """What an open link answers; kept out of caches, search engines and the addresses told to other
    sites. Raises Http404 for every other.
    """
    link = partner_links.find_link(secret)
    if link is None:
        raise Http404
    if _is_pressed_too_often(request, link):
        return render(request, "pages/locked.html", status=429)
    response = keep_page_private(answer(request, link))
    # No other site is told the address; our own must be, or its forms would prove no origin.
    response["Referrer-Policy"] = "same-origin"
    return response


def _is_pressed_too_often(request: HttpRequest, link: PartnerLink) -> bool:
    rate = READS_OF_A_LINK if request.method == "GET" else WRITES_OF_A_LINK
    key = link.token_hash
    return is_ratelimited(
        request, group=f"tautan-{request.method}", key=lambda *_: key, rate=rate, increment=True
    )


def _show(request: HttpRequest, secret: str) -> HttpResponse:
    """The draft, its remarks, and the data of the partner."""

    def answer(request: HttpRequest, link: PartnerLink) -> HttpResponse:
        partner_links.note_use(link, LinkUse.OPENED, client_address(request))
        return _page(request, secret, guest_page_of(link))

    return _opened(request, secret, answer)


def _page(
    request: HttpRequest,
    secret: str,
    page: GuestPage,
    remark: forms.Form | None = None,
    entry: forms.Form | None = None,
) -> HttpResponse:
    link, is_english = page.link, page.is_english
    names = {
        "page": page,
        "secret": secret,
        "remark": remark or GuestRemarkForm(is_english=is_english, blocks=page.blocks),
        "entry": entry or GuestEntryForm(is_english=is_english, partner=link.partner),
    }
    status = page_status(is_refused=bool(remark or entry))
    return render(request, "pages/guest.html", names, status=status)


def _say_remark(request: HttpRequest, secret: str) -> HttpResponse:
    """A remark on the draft."""

    def answer(request: HttpRequest, link: PartnerLink) -> HttpResponse:
        page = guest_page_of(link)
        form = GuestRemarkForm(request.POST, is_english=page.is_english, blocks=page.blocks)
        if not form.is_valid():
            return _page(request, secret, page, remark=form)
        said: list[Remark] = []
        refusal = try_act(lambda: said.append(_said(link, form.cleaned_data)))
        if refusal:
            form.add_error(None, list(refusal.reasons))
            return _page(request, secret, page, remark=form)
        partner_links.note_use(link, LinkUse.REMARKED, client_address(request))
        subject = f"{link.partner} mencatat sesuatu pada rancangan"
        partner_links.tell_giver(link, f"catatan-mitra/{said[0].pk}", subject)
        thanks = "Your remark was sent." if page.is_english else "Catatan Anda terkirim."
        messages.success(request, thanks)
        return redirect("tautan", secret)

    return _opened(request, secret, answer)


def _said(link: PartnerLink, data: dict[str, str]) -> Remark:
    """The remark or the answer that was written. Raises Refused."""
    who, block, text = f"{data['nama']}, {link.partner}"[:200], data["bagian"], data["catatan"]
    if block.startswith(ANSWERS):  # one of the remarks that the form offered
        return remarks.answer_remark(int(block.removeprefix(ANSWERS)), text, guest=who)
    return remarks.add_remark(
        link.agreement_id, link.kind, block, text, guest=who, version=link.version
    )


def _say_data(request: HttpRequest, secret: str) -> HttpResponse:
    """What the partner says of itself, which the office confirms."""

    def answer(request: HttpRequest, link: PartnerLink) -> HttpResponse:
        page = guest_page_of(link)
        form = GuestEntryForm(request.POST, is_english=page.is_english, partner=link.partner)
        if not form.is_valid():
            return _page(request, secret, page, entry=form)
        who = form.cleaned_data["nama"]
        refusal = try_act(lambda: partner_links.keep_entry(link, who, form.values()))
        if refusal:
            form.add_error(None, list(refusal.reasons))
            return _page(request, secret, page, entry=form)
        partner_links.note_use(link, LinkUse.ENTERED, client_address(request))
        thanks = "Data Anda terkirim dan menunggu konfirmasi Bagian Kerja Sama."
        if page.is_english:
            thanks = "Your data were sent; our office will confirm them."
        messages.success(request, thanks)
        return redirect("tautan", secret)

    return _opened(request, secret, answer)


def _give_paper(request: HttpRequest, secret: str) -> HttpResponse:
    """The draft as PDF."""

    def answer(request: HttpRequest, link: PartnerLink) -> HttpResponse:
        digest = file_of(link)
        if not digest:
            raise Http404
        partner_links.note_use(link, LinkUse.PAPER, client_address(request))
        name = f"{link.kind}-rancangan-versi-{link.version.number}.pdf"
        return serve_stored_file(digest, "application/pdf", name)

    return _opened(request, secret, answer)


def _post(view: Callable[[HttpRequest, str], HttpResponse]) -> Callable[..., HttpResponse]:
    """Answer a form that was sent; whoever only asks for its address is led to the page."""

    def answer(request: HttpRequest, secret: str) -> HttpResponse:
        if request.method != "POST":
            return _show(request, secret)
        return view(request, secret)

    answer.__module__, answer.__qualname__ = view.__module__, view.__qualname__
    return answer


open_link = allow(public=True)(at_most("60/m", require_GET(_show), ANY_METHOD))
say_remark = allow(public=True)(at_most("60/m", at_most("6/m", _post(_say_remark)), ANY_METHOD))
say_data = allow(public=True)(at_most("60/m", at_most("6/m", _post(_say_data)), ANY_METHOD))
give_paper = allow(public=True)(at_most("20/m", require_GET(_give_paper), ANY_METHOD))
