"""The registry of mitra: look up, record, merge."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from kerjasama.accounts.models import Role
from kerjasama.accounts.policy import EVERYBODY, allow
from kerjasama.parameters import primary_key_in
from kerjasama.web import lists
from kerjasama.web.back import back_to
from kerjasama.web.requests import AuthenticatedRequest

from . import merging
from .forms import MergeForm, PartnerForm
from .models import Partner, PartnerKind
from .resembling import alike_to

WRITERS = (Role.OPD, Role.VERIFIER, Role.SECTION_HEAD, Role.ADMIN)
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


MERGERS = (Role.VERIFIER, Role.SECTION_HEAD, Role.ADMIN)


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
    page = lists.page_of_rows(request, rows, 25)
    shown = {
        "page": page,
        "rows": page.object_list,
        "words": words,
        "kind": kind,
        "kinds": PartnerKind,
        "may_write": bool(request.user.roles & set(WRITERS)),
    }
    return lists.show_list(request, "pages/partners.html", shown, PARTNERS)


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
    """All that is known of one partner."""
    partner = get_object_or_404(Partner.objects.prefetch_related("aliases", "merges__by"), pk=pk)
    return render(
        request,
        "pages/partner_detail.html",
        {
            "partner": partner,
            "has_relations": partner.has_relations(),
            "may_write": bool(request.user.roles & set(WRITERS)),
            "may_merge": bool(request.user.roles & set(MERGERS)),
        },
    )


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
        if not alike and save_partner(form):
            messages.success(request, f"Data mitra {form.instance.name} tersimpan.")
            return redirect(return_address_of(request, form.instance))
    return render(
        request,
        "pages/partner.html",
        {
            "form": form,
            "partner": partner,
            "alike": [(p, return_address_of(request, p)) for p in alike],
            "picks": "kembali" in request.GET,
        },
    )


def form_of(request: AuthenticatedRequest, partner: Partner) -> PartnerForm:
    """The form as it was sent; unbound with what was typed when only the fields of another kind are
    asked for.
    """
    if "tampilkan" in request.POST:
        return PartnerForm(initial=request.POST.dict(), instance=partner)
    kinds = [code for code in words_in(request, "jenis").split(",") if code in PartnerKind.values]
    initial: dict[str, str] = {}
    if not partner.kind:
        initial["name"] = words_in(request, "nama")
        initial["kind"] = kinds[0] if len(kinds) == 1 else ""
    form = PartnerForm(
        request.POST or None, request.FILES or None, instance=partner, initial=initial
    )
    if kinds and not partner.pk:
        _offer_only(form, kinds)
    return form


def _offer_only(form: PartnerForm, kinds: list[str]) -> None:
    """Let the form offer no other kinds than these."""
    kind: Any = form.fields["kind"]
    kind.choices = [(key, label) for key, label in kind.choices if key in ("", *kinds)]


def save_partner(form: PartnerForm) -> bool:
    """Save; False with a message in the form when somebody recorded the same partner in the same
    moment.
    """
    try:
        with transaction.atomic():
            form.save()
    except IntegrityError:
        form.add_error(None, "Mitra dengan nama dan jenis ini sudah tercatat.")
    return form.is_valid()


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
        return render(
            request,
            "pages/partner_merge.html",
            {"source": source, "words": words, "candidates": others.search(words)[:10]},
        )
    target = get_object_or_404(others, pk=primary_key_in(request.GET["ke"]))
    form = MergeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if merge_and_report(request, source, target, form.cleaned_data["reason"]):
            return redirect("mitra-rinci", target.pk)
    return render(
        request,
        "pages/partner_merge.html",
        {
            "source": source,
            "target": target,
            "form": form,
            "references": merging.count_references(source),
        },
    )


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
