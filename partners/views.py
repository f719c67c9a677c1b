"""The registry of mitra: look up, record, merge."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from kerjasama.accounts.policy import EVERYBODY, allow
from kerjasama.parameters import primary_key_in
from kerjasama.web import lists
from kerjasama.web.back import back_to
from kerjasama.web.requests import AuthenticatedRequest

from . import changing, merging
from .changing import PartnerChangeRefused
from .forms import MergeForm, PartnerForm, RefusalForm
from .models import Partner, PartnerChange, PartnerKind
from .partner_page import (
    MERGERS,
    WRITERS,
    MergeTargetPage,
    PartnersPage,
    build_merge_page,
    build_partner_form_page,
    build_partner_page,
)
from .resembling import alike_to

PARTNERS = lists.make_listing(
    "mitra",
    {
        "Nama": lambda row: row.name,
        "Nama lain": lambda row: "; ".join(alias.name for alias in row.aliases.all()),
        "Jenis": lambda row: row.described,
        "Penanda tangan": lambda row: row.representative,
        "Jabatan penanda tangan": lambda row: row.representative_position,
        "Kelengkapan legalitas": lambda row: _completeness(row),
    },
)


def _completeness(partner: Partner) -> str:
    lacking = len(partner.gaps())
    if not lacking:
        return "Lengkap"
    return f"{lacking} kekurangan"


def words_in(request: AuthenticatedRequest, *names: str) -> str:
    """The first of these parameters that says something, tidied; PostgreSQL knows no NUL."""
    for name in names:
        words = request.GET.get(name, "").replace("\0", "").strip()[:200]
        if words:
            return words
    return ""


@allow(*EVERYBODY)
def show_partner_register(request: AuthenticatedRequest) -> HttpResponse:
    """All partners, or those of a kind and with a name like the words that are searched."""
    words, kind = words_in(request, "q"), words_in(request, "jenis")
    rows = Partner.objects.listed().of_kind(kind)
    if words:
        rows = rows.search(words)
    page = PartnersPage(
        pages=lists.page_of_rows(request, rows, 25),
        words=words,
        kind=kind,
        may_write=bool(request.user.roles & set(WRITERS)),
    )
    return lists.show_page(request, "pages/partners.html", page, PARTNERS)


@allow(*EVERYBODY)
def suggest_partners(request: AuthenticatedRequest) -> HttpResponse:
    """A fragment for a field that is being typed in: at most eight partners."""
    words = words_in(request, "q", "name")
    rows: Iterable[Partner] = ()
    if len(words) > 1:
        rows = Partner.objects.listed().search(words)[:8]
    return render(request, "pages/partner_suggestions.html", {"partners": rows})


@allow(*EVERYBODY)
def show_partner(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """All that is known of one partner, what waits to be decided, and the history of its data."""
    return _partner_page(request, pk)


def _partner_page(
    request: AuthenticatedRequest, pk: int, form: RefusalForm | None = None, status: int = 200
) -> HttpResponse:
    """The page; `form` is a refusal that was sent without a reason."""
    partner = get_object_or_404(Partner.objects.prefetch_related("aliases", "merges__by"), pk=pk)
    whole = request.GET.get("riwayat") == "semua"
    page = build_partner_page(request.user, partner, form, whole_history=whole)
    return render(request, "pages/partner_detail.html", {"page": page}, status=status)


@allow(*WRITERS)
@require_POST
def decide_partner_change(
    request: AuthenticatedRequest, pk: int, change: int, verdict: str
) -> HttpResponse:
    """Confirm ("setujui"), refuse ("tolak") or take back ("tarik") a proposed change."""
    row = get_object_or_404(PartnerChange, pk=change, partner=pk)
    form = RefusalForm(request.POST)
    if verdict == "tolak" and not form.is_valid():
        return _partner_page(request, pk, form, 422)
    try:
        told = _decide(request, row, verdict, form)
    except PartnerChangeRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, told)
    return redirect("mitra-rinci", pk)


def _decide(
    request: AuthenticatedRequest, row: PartnerChange, verdict: str, form: RefusalForm
) -> str:
    """Do what was decided, and say it."""
    if verdict == "setujui":
        changing.confirm_change(row.pk, request.user, request.POST.get("versi", ""))
        return "Usulan disetujui dan berlaku. Perangkat daerah yang bekerja sama diberi tahu."
    if verdict == "tolak":
        changing.refuse_change(row.pk, request.user, form.cleaned_data["answer"])
        return "Usulan ditolak. Pengusul diberi tahu."
    if verdict == "tarik":
        changing.withdraw_change(row.pk, request.user)
        return "Usulan ditarik."
    raise Http404


@allow(*WRITERS)
def create_partner(request: AuthenticatedRequest) -> HttpResponse:
    """The form for a new partner."""
    return record_partner_form(request, Partner())


@allow(*WRITERS)
@transaction.atomic
def edit_partner(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """The form of a recorded partner."""
    return record_partner_form(request, get_object_or_404(Partner, pk=pk))


def record_partner_form(request: AuthenticatedRequest, partner: Partner) -> HttpResponse:
    """Save what was typed, once lookalikes were shown and waved through."""
    form = form_of(request, partner)
    alike: list[Partner] = []
    if request.method == "POST" and form.is_valid():
        if form.changes_identity and "tetap" not in request.POST:
            alike = alike_to(form.instance)
        if not alike and store_partner(request, form):
            return redirect(return_address_of(request, form.instance))
    found = [(one, return_address_of(request, one)) for one in alike]
    page = build_partner_form_page(
        request.user, partner, form, found, picks="kembali" in request.GET
    )
    return render(request, "pages/partner.html", {"page": page})


def form_of(request: AuthenticatedRequest, partner: Partner) -> PartnerForm:
    """The form as it was sent; unbound with what was typed when only the fields of another kind are
    asked for.
    """
    if "tampilkan" in request.POST:
        return PartnerForm(initial=request.POST.dict(), instance=partner, user=request.user)
    kinds = [code for code in words_in(request, "jenis").split(",") if code in PartnerKind.values]
    initial: dict[str, str] = {}
    if not partner.kind:
        initial["name"] = words_in(request, "nama")
        initial["kind"] = kinds[0] if len(kinds) == 1 else ""
    form = PartnerForm(
        request.POST or None,
        request.FILES or None,
        instance=partner,
        initial=initial,
        user=request.user,
    )
    if kinds and not partner.pk:
        _offer_only(form, kinds)
    return form


def _offer_only(form: PartnerForm, kinds: list[str]) -> None:
    """Let the form offer no other kinds than these."""
    kind: Any = form.fields["kind"]
    kind.choices = [(key, label) for key, label in kind.choices if key in ("", *kinds)]


def store_partner(request: AuthenticatedRequest, form: PartnerForm) -> bool:
    """Change the mitra, or propose to, and say which; False with a message in the form when that is
    refused, or when somebody recorded the same partner in the same moment.
    """
    partner = form.save(commit=False)
    reason = form.cleaned_data.get("change_reason", "")
    try:
        with transaction.atomic():
            change = changing.change_partner(partner, request.user, reason)
    except IntegrityError:
        form.add_error(None, changing.RECORDED_ALREADY)
    except PartnerChangeRefused as refusal:
        form.add_error(None, str(refusal))
    else:
        messages.success(request, _told_of(form, change))
    return form.is_valid()


def _told_of(form: PartnerForm, change: PartnerChange | None) -> str:
    if not form.proposes:
        return f"Data mitra {form.instance.name} tersimpan."
    if change is None:
        return "Tidak ada isian yang berubah, sehingga tidak ada usulan yang dikirim."
    return (
        f"Usulan perubahan mitra {change.name} dikirim. Yang memutuskan:"
        f" {changing.WHO_DECIDES}. Sampai saat itu datanya tetap."
    )


def return_address_of(request: AuthenticatedRequest, partner: Partner) -> str:
    """The page that asked for a partner, told which it got; the partner's own page when none did."""  # noqa: E501
    path = back_to(request, "")
    if not path:
        return reverse("mitra-rinci", args=[partner.pk])
    parts = urlsplit(path)
    query = QueryDict(parts.query, mutable=True)
    query["mitra"] = str(partner.pk)
    return parts._replace(query=query.urlencode()).geturl()


@allow(*MERGERS)
def merge_partner_view(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Find the entry that the partner is merged into, then merge it with a reason."""
    source = get_object_or_404(Partner, pk=pk)
    others = Partner.objects.listed().exclude(pk=pk)
    if "ke" not in request.GET:
        words = words_in(request, "q") or source.name
        page = MergeTargetPage(source, words, list(others.search(words)[:10]))
        return render(request, "pages/partner_merge_target.html", {"page": page})
    target = get_object_or_404(others, pk=primary_key_in(request.GET["ke"]))
    form = MergeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if merge_and_report(request, source, target, form.cleaned_data["reason"]):
            return redirect("mitra-rinci", target.pk)
    page_of_both = build_merge_page(request.user, source, target, form)
    return render(request, "pages/partner_merge.html", {"page": page_of_both})


def merge_and_report(
    request: AuthenticatedRequest, source: Partner, target: Partner, reason: str
) -> bool:
    """Merge, and say so; False with the reason as a message when it is refused."""
    try:
        merging.merge_partners(source.pk, target.pk, request.user, reason)
    except merging.PartnerMergeRefused as refusal:
        messages.error(request, str(refusal))
        return False
    messages.success(request, f"{source.name} telah digabung ke {target.name}.")
    return True
