"""Naskah that were signed outside the system: recorded, shown, corrected, taken back."""

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from agreements.forms.legacy import NEW, LegacyCorrectionForm, LegacyForm
from agreements.forms.reasons import WhyForm
from agreements.models import Agreement, Origin
from agreements.regulations import legacy
from agreements.views import gap_links
from agreements.workflow import registering
from agreements.workflow.guarding import Refused
from kerjasama.accounts.models import User
from kerjasama.accounts.policy import EVERYBODY, allow
from kerjasama.parameters import primary_key_in
from kerjasama.web.requests import AuthenticatedRequest
from partners.models import Partner

from .common import run_form_act, visible_or_404

MOST_PICKS = 8


@allow(*registering.MAY_REGISTER)
def create_legacy_naskah(request: AuthenticatedRequest) -> HttpResponse:
    """Record one naskah."""
    seen = Agreement.objects.visible_to(request.user)
    if "cari" in request.POST:
        return render_legacy_form(
            request, LegacyForm(initial=typed_legacy_values(request), seen=seen)
        )
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
    return render_legacy_form(request, form)


def typed_legacy_values(request: AuthenticatedRequest) -> dict:
    """What was typed so far, to be shown again while a partner is sought without JavaScript."""
    return {
        name: request.POST.getlist(name) if name == "urusan" else request.POST[name]
        for name in request.POST
    }


def render_legacy_form(
    request: AuthenticatedRequest, form: LegacyForm, page: str = "pages/legacy.html", **more
):
    words = {
        what: picks_of(request, what, request.POST) if request.method == "POST" else []
        for what in ("mitra", "induk")
    }
    shown = {
        "form": form,
        "chosen_partner": Partner.objects.filter(
            pk=primary_key_in(str(form["partner"].value() or ""))
        ).first(),
        "chosen_parent": Agreement.objects.visible_to(request.user)
        .filter(pk=primary_key_in(str(form["parent"].value() or "")))
        .first(),
        "asked": form["new_partner"].value() or "",
        "partners": list(dict.fromkeys([*form.alike, *words["mitra"]])),
        "parents": words["induk"],
        "is_new_chosen": form["partner"].value() == NEW,
    }
    return render(request, page, shown | more, status=422 if form.is_bound else 200)


@allow(*registering.MAY_REGISTER)
def show_legacy_candidates(request: AuthenticatedRequest, what) -> HttpResponse:
    """The fragment under a search field while it is typed in: partners, or Kesepakatan Bersama."""
    if what not in ("mitra", "induk"):
        raise Http404
    found = picks_of(request, what, request.GET)
    page = (
        {"partners": found, "asked": request.GET.get("new_partner", "").strip()}
        if what == "mitra"
        else {"parents": found}
    )
    return render(request, f"components/picks_{what}.html", page | {"searched": True})


def picks_of(request: AuthenticatedRequest, what: str, asked) -> list:
    """What fits the words and, once it is chosen, the kind of naskah."""
    track = next((track for track in legacy.TRACKS if track.code == asked.get("track")), None)
    words = (
        asked.get("new_partner" if what == "mitra" else "cari_induk", "")
        .replace("\0", "")
        .strip()[:200]
    )
    if len(words) < 2:
        return []
    if what == "mitra":
        rows = Partner.objects.listed()
        return list(
            (rows.filter(kind__in=track.partner_kinds) if track else rows).search(words)[
                :MOST_PICKS
            ]
        )
    if track is None or track.code not in legacy.UNDER_A_KB:
        return []
    seen = Agreement.objects.visible_to(request.user).signed().filter(parent=None)
    family = seen.filter(track_code__startswith=track.family)
    found = family.exclude(track_code__in=legacy.UNDER_A_KB).search(words)
    return list(
        found.select_related("partner")
        .defer("search", "partner__logo")
        .order_by("-effective_on", "pk")[:MOST_PICKS]
    )


def recorded_or_404(user: User, pk: int) -> Agreement:
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
    record = registering.recorded_facts_of(agreement)
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
                registering.correct_recorded_naskah(
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
    return form.initial["seen_event"] if form.knows_seen else form.cleaned_data["seen_event"]


def show_record(
    request: AuthenticatedRequest,
    agreement: Agreement,
    form: LegacyCorrectionForm | None = None,
    take_back: WhyForm | None = None,
):
    record = registering.recorded_facts_of(agreement)
    held = registering.dependants_of_cases([agreement.pk]).get(agreement.pk, [])
    seen = Agreement.objects.visible_to(request.user).exclude(pk=agreement.pk)
    if form is None:
        initial = LegacyForm.initial_of(record) | {"seen_event": agreement.events.count()}
        form = LegacyCorrectionForm(initial=initial, seen=seen, current=record)
    shown = {
        "agreement": agreement,
        "record": record,
        "scan": agreement.evidence.filter(void=False).exclude(sha256="").first(),
        "may_register": registering.may_register(request.user),
        "held": registering.closed_by(held) if held else "",
        "take_back": take_back or WhyForm(prefix="batal"),
    }
    page = render_legacy_form(request, form, "pages/legacy_record.html", **shown)
    page.status_code = 422 if take_back else page.status_code
    return page


@allow(*registering.MAY_REGISTER)
@require_POST
def take_back_naskah(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    agreement = recorded_or_404(request.user, pk)
    form = WhyForm(request.POST, prefix="batal")
    success = f"Pencatatan “{agreement.title}” dibatalkan."
    if run_form_act(
        request,
        form,
        lambda: registering.withdraw(pk, request.user, form.cleaned_data["alasan"]),
        success,
        "alasan",
    ):
        return redirect("daftar")
    return show_record(request, agreement, take_back=form)
