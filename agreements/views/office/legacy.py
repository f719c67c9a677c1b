"""Naskah that were signed outside the system: recorded, shown, corrected, taken back."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from agreements.documents.wording.recorded_articles import (
    keep_articles,
    recorded_articles_of,
    why_articles_stay,
)
from agreements.forms.legacy import NEW, LegacyCorrectionForm, LegacyForm
from agreements.forms.reasons import WhyForm
from agreements.forms.recorded_articles import RecordedArticlesForm
from agreements.models import Agreement, Origin
from agreements.pages.case import gap_links
from agreements.regulations import legacy
from agreements.regulations.vocabulary import Track
from agreements.views.common import PageContext, page_status, run_form_act, visible_or_404
from agreements.workflow import recorded_naskah, registering
from agreements.workflow.guarding import Refused
from kerjasama.accounts.models import User
from kerjasama.accounts.policy import EVERYBODY, allow
from kerjasama.parameters import primary_key_in
from kerjasama.web.requests import AuthenticatedRequest
from partners.models import Partner

MOST_PICKS = 8


@allow(*registering.MAY_REGISTER)
def create_legacy_naskah(request: AuthenticatedRequest) -> HttpResponse:
    """Record one naskah."""
    seen = Agreement.objects.visible_to(request.user)
    if "cari" in request.POST:
        form = LegacyForm(initial=typed_legacy_values(request), seen=seen)
        return render(request, "pages/legacy.html", legacy_form_context(request, form))
    form = LegacyForm(request.POST or None, request.FILES or None, seen=seen)
    if request.method == "POST" and form.is_valid():
        record = form.record()  # signatures are looked at here, before anything is locked
        try:
            with transaction.atomic():
                form.keep()
                registering.register_signed([record], request.user)
        except Refused as refusal:
            form.add_error(None, refusal.reasons[0])
        else:
            way_back = f"{reverse('naskah-lama-rinci', args=[record.agreement.pk])}#batal"
            messages.success(
                request,
                gap_links.with_way_out("Naskah lama tercatat.", "Batalkan pencatatan", way_back),
            )
            return redirect("kerja-sama", record.agreement.pk)
    status = page_status(is_refused=form.is_bound)
    return render(request, "pages/legacy.html", legacy_form_context(request, form), status=status)


def typed_legacy_values(request: AuthenticatedRequest) -> dict[str, Any]:
    """What was typed so far, to be shown again while a partner is sought without JavaScript."""
    typed: dict[str, Any] = request.POST.dict()
    if "urusan" in request.POST:
        typed["urusan"] = request.POST.getlist("urusan")
    return typed


def legacy_form_context(request: AuthenticatedRequest, form: LegacyForm) -> PageContext:
    """The form with what was chosen in its search fields, and what fits the words typed there."""
    partners = list(form.alike)
    parents: list[Agreement] = []
    if request.method == "POST":
        partners += find_partners(request.POST)
        parents = find_parents(request.user, request.POST)
    partner_key = primary_key_in(str(form["partner"].value() or ""))
    parent_key = primary_key_in(str(form["parent"].value() or ""))
    seen = Agreement.objects.visible_to(request.user)
    return {
        "form": form,
        "chosen_partner": Partner.objects.filter(pk=partner_key).first(),
        "chosen_parent": seen.filter(pk=parent_key).first(),
        "asked": form["new_partner"].value() or "",
        "partners": list(dict.fromkeys(partners)),
        "parents": parents,
        "is_new_chosen": form["partner"].value() == NEW,
    }


@allow(*registering.MAY_REGISTER)
def show_legacy_candidates(request: AuthenticatedRequest, what: str) -> HttpResponse:
    """The fragment under a search field while it is typed in: partners ("mitra"), or Kesepakatan
    Bersama ("induk").
    """
    page: PageContext = {"searched": True}
    if what == "mitra":
        page["partners"] = find_partners(request.GET)
        page["asked"] = request.GET.get("new_partner", "").strip()
    elif what == "induk":
        page["parents"] = find_parents(request.user, request.GET)
    else:
        raise Http404
    return render(request, f"components/picks_{what}.html", page)


def _track_asked(asked: QueryDict) -> Track | None:
    return next((track for track in legacy.ALL if track.code == asked.get("track")), None)


def _words_in(asked: QueryDict, name: str) -> str:
    """The words to search by; empty when there are too few."""
    words = asked.get(name, "").replace("\0", "").strip()[:200]
    return words if len(words) > 1 else ""


def find_partners(asked: QueryDict) -> list[Partner]:
    """Partners that fit the words and, once it is chosen, the kind of naskah."""
    words = _words_in(asked, "new_partner")
    if not words:
        return []
    rows = Partner.objects.listed()
    if track := _track_asked(asked):
        rows = rows.filter(kind__in=track.partner_kinds)
    return list(rows.search(words)[:MOST_PICKS])


def find_parents(user: User, asked: QueryDict) -> list[Agreement]:
    """Signed naskah under which one of the chosen kind may stand, and which fit the words."""
    words = _words_in(asked, "cari_induk")
    track = _track_asked(asked)
    if not words or track is None or track.code not in legacy.UNDER_A_KB:
        return []
    seen = Agreement.objects.visible_to(user).signed().filter(parent=None)
    family = seen.filter(track_code__startswith=track.family)
    found = family.exclude(track_code__in=legacy.UNDER_A_KB).search(words)
    return list(
        found.defer("search").with_partner_names().order_by("-effective_on", "pk")[:MOST_PICKS]
    )


def recorded_or_404(user: User, pk: int) -> Agreement:
    """The recorded naskah, if this person may see it."""
    agreement = visible_or_404(user, pk)
    if agreement.origin != Origin.LEGACY:
        raise Http404
    return agreement


@allow(*EVERYBODY)
def show_legacy_naskah(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """What is recorded of the naskah; on POST, its correction."""
    agreement = recorded_or_404(request.user, pk)
    if request.method != "POST":
        return show_record(request, agreement)
    if not registering.may_register(request.user):
        messages.error(request, "Mengoreksi catatan hanya wewenang Bagian Kerja Sama.")
        return redirect("naskah-lama-rinci", pk)
    seen = Agreement.objects.visible_to(request.user).exclude(pk=pk)
    record = recorded_naskah.recorded_facts_of(agreement)
    if "cari" in request.POST:
        return show_record(
            request,
            agreement,
            LegacyCorrectionForm(initial=typed_legacy_values(request), seen=seen, current=record),
        )
    stored = LegacyForm.initial_of(record) | {"seen_event": agreement.events.count()}
    form = LegacyCorrectionForm(
        request.POST, request.FILES, initial=stored, seen=seen, current=record
    )
    if form.is_valid():
        change = form.record()
        try:
            with transaction.atomic():
                form.keep()
                recorded_naskah.correct_recorded_naskah(
                    pk, request.user, expected_event_of(form), change, form.cleaned_data["reason"]
                )
        except Refused as refusal:
            form.add_error(None, refusal.reasons[0])
        else:
            messages.success(request, "Koreksi tercatat.")
            return redirect("naskah-lama-rinci", pk)
    return show_record(request, agreement, form)


def expected_event_of(form: LegacyCorrectionForm) -> int:
    """Up to which event the person knows the case: all of them, where field by field was weighed
    what others changed.
    """
    known = form.initial if form.knows_seen else form.cleaned_data
    return known["seen_event"]


def show_record(
    request: AuthenticatedRequest,
    agreement: Agreement,
    form: LegacyCorrectionForm | None = None,
    take_back: WhyForm | None = None,
) -> HttpResponse:
    """The record with its correction, and the form that takes it back; either may be one to show
    again as it was typed.
    """
    record = recorded_naskah.recorded_facts_of(agreement)
    held = recorded_naskah.dependants_of_cases([agreement.pk]).get(agreement.pk, [])
    seen = Agreement.objects.visible_to(request.user).exclude(pk=agreement.pk)
    if form is None:
        initial = LegacyForm.initial_of(record) | {"seen_event": agreement.events.count()}
        form = LegacyCorrectionForm(initial=initial, seen=seen, current=record)
    shown = legacy_form_context(request, form) | {
        "agreement": agreement,
        "record": record,
        "scan": agreement.evidence.filter(void=False).exclude(sha256="").first(),
        "may_register": registering.may_register(request.user),
        "held": recorded_naskah.closed_by(held) if held else "",
        "take_back": take_back or WhyForm(prefix="batal"),
        "corrects": request.method == "POST" and take_back is None,
    }
    status = page_status(is_refused=bool(take_back) or form.is_bound)
    return render(request, "pages/legacy_record.html", shown, status=status)


@allow(*registering.MAY_REGISTER)
def record_articles(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Copy the Pasal of the naskah, on which an adendum of it builds."""
    agreement = recorded_or_404(request.user, pk)
    known = RecordedArticlesForm.text_of(recorded_articles_of(agreement))
    form = RecordedArticlesForm(
        request.POST or None, request.FILES or None, initial={"text": known}
    )
    if form.is_bound and run_form_act(
        request,
        form,
        lambda: keep_articles(pk, request.user, form.cleaned_data["articles"]),
        "Pasal tersimpan. Periksa pada Naskah berlaku.",
    ):
        return redirect("naskah-berlaku", pk)
    page = {"agreement": agreement, "form": form, "stays": why_articles_stay(agreement)}
    status = page_status(is_refused=form.is_bound)
    return render(request, "pages/recorded_articles.html", page, status=status)


@allow(*registering.MAY_REGISTER)
@require_POST
def take_back_naskah(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Take the whole record back, with a reason."""
    agreement = recorded_or_404(request.user, pk)
    form = WhyForm(request.POST, prefix="batal")
    success = f"Pencatatan “{agreement.title}” dibatalkan."
    if run_form_act(
        request,
        form,
        lambda: recorded_naskah.withdraw(pk, request.user, form.cleaned_data["alasan"]),
        success,
        "alasan",
    ):
        return redirect("daftar")
    return show_record(request, agreement, take_back=form)
