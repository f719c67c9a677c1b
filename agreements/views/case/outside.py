"""A naskah whose text was written elsewhere: its file is brought, its parts are ticked by Bagian
Hukum, and it is written here again.
"""

from functools import partial

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from agreements.documents.kinds import KINDS
from agreements.documents.wording import bringing, recorded_articles
from agreements.forms.outside import OutsideTextForm, TickForm
from agreements.forms.recorded_articles import RecordedArticlesForm
from agreements.models import Agreement
from agreements.pages.case.outside import lines_of_text, outside_page_of, tick_form_of
from agreements.regulations.naskah_contents import may_come_from_outside
from agreements.views.case.wording import is_reworded_in
from agreements.views.common import page_status, run_act, run_form_act, visible_or_404
from agreements.workflow import outside_naskah, registering
from kerjasama.accounts.models import Role, User
from kerjasama.accounts.policy import EVERYBODY, allow
from kerjasama.web.requests import AuthenticatedRequest

DRAFTERS = (Role.OPD, Role.VERIFIER, Role.LEGAL)


def _case_or_404(request: AuthenticatedRequest, pk: int, kind: str) -> Agreement:
    agreement = visible_or_404(request.user, pk)
    if not may_come_from_outside(kind) or not is_reworded_in(agreement.track.stages, kind):
        raise Http404
    return agreement


@allow(*EVERYBODY)
def show_outside_naskah(request: AuthenticatedRequest, pk: int, kind: str) -> HttpResponse:
    """The file that is the text and its parts, for all who see the case."""
    return _shown(request, _case_or_404(request, pk, kind), kind)


@allow(*DRAFTERS)
@require_POST
def bring_outside_naskah(request: AuthenticatedRequest, pk: int, kind: str) -> HttpResponse:
    """A file becomes the text of the naskah."""
    agreement = _case_or_404(request, pk, kind)
    form = OutsideTextForm(request.POST, request.FILES, agreement=agreement)
    if form.is_valid():
        data = form.cleaned_data
        act = partial(
            bringing.bring_text,
            pk,
            request.user,
            kind,
            data["berkas"],
            request.POST.get("versi"),
            data["word"],
            data["catatan"],
        )
        told = (
            f"Teks {KINDS[kind].title} kini berkas dari luar. Bagian Hukum menandai bagian yang"
            " wajib; buat ulang rancangannya."
        )
        if run_form_act(request, form, act, told):
            return redirect("naskah-luar", pk, kind)
    return _shown(request, agreement, kind, bringing_form=form)


@allow(Role.LEGAL)
@require_POST
def tick_outside_parts(request: AuthenticatedRequest, pk: int, kind: str) -> HttpResponse:
    """Bagian Hukum says on which pages the parts stand."""
    agreement = _case_or_404(request, pk, kind)
    text = agreement.outside_text_of(kind)
    if text is None:
        return redirect("naskah-luar", pk, kind)
    ticks = tick_form_of(agreement, kind, text, request.POST)
    if ticks.is_valid():
        seen = request.POST.get("berkas", "")
        act = partial(outside_naskah.tick_parts, pk, request.user, kind, seen, ticks.cleaned_data)
        if run_form_act(request, ticks, act, "Halaman bagian yang wajib tersimpan."):
            return redirect("naskah-luar", pk, kind)
    return _shown(request, agreement, kind, ticks=ticks)


@allow(*DRAFTERS)
@require_POST
def write_naskah_here_again(request: AuthenticatedRequest, pk: int, kind: str) -> HttpResponse:
    """The text is written here again, as it stood before the file came."""
    _case_or_404(request, pk, kind)
    act = partial(bringing.write_here_again, pk, request.user, kind, request.POST.get("versi"))
    back = reverse("naskah-luar", args=[pk, kind])
    return run_act(request, act, f"{KINDS[kind].title} disusun lagi di sini.", back)


@allow(*registering.MAY_REGISTER)
def record_outside_articles(request: AuthenticatedRequest, pk: int, kind: str) -> HttpResponse:
    """Copy the Pasal of a signed naskah from outside, on which an adendum of it builds; what can be
    read of its file stands there to be mended.
    """
    agreement = _case_or_404(request, pk, kind)
    if not recorded_articles.is_signed_from_outside(agreement, kind):
        messages.info(request, recorded_articles.NOT_FROM_OUTSIDE)
        return redirect("naskah-luar", pk, kind)
    known = recorded_articles.recorded_articles_of(agreement, kind)
    text = RecordedArticlesForm.text_of(known) if known else lines_of_text(agreement, kind)
    form = RecordedArticlesForm(
        request.POST or None,
        request.FILES or None,
        initial={"text": text},
        is_bilingual=KINDS[kind].is_bilingual,
    )
    act = partial(_keep_articles, pk, request.user, kind, form)
    told = "Pasal tersimpan. Periksa pada Naskah berlaku."
    if form.is_bound and run_form_act(request, form, act, told):
        return redirect("naskah-berlaku", pk)
    names = {
        "agreement": agreement,
        "form": form,
        "kind": KINDS[kind],
        "stays": recorded_articles.why_articles_stay(agreement),
    }
    status = page_status(is_refused=form.is_bound)
    return render(request, "pages/outside_articles.html", names, status=status)


def _keep_articles(pk: int, user: User, kind: str, form: RecordedArticlesForm) -> None:
    recorded_articles.keep_articles(pk, user, form.cleaned_data["articles"], kind)


def _shown(
    request: AuthenticatedRequest,
    agreement: Agreement,
    kind: str,
    bringing_form: OutsideTextForm | None = None,
    ticks: TickForm | None = None,
) -> HttpResponse:
    text = agreement.outside_text_of(kind)
    may_tick = outside_naskah.may_tick_parts(request.user, agreement, kind)
    if ticks is None and text and may_tick:
        ticks = tick_form_of(agreement, kind, text)
    names = {
        "agreement": agreement,
        "page": outside_page_of(request.user, agreement, kind, ticks),
        "bringing": bringing_form or OutsideTextForm(agreement=agreement),
        "ticks": ticks,
    }
    refused = bool((bringing_form and bringing_form.errors) or (ticks and ticks.errors))
    return render(request, "pages/outside.html", names, status=page_status(is_refused=refused))
