"""The signing of a case, and the schedule over all cases."""

from functools import partial

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from agreements.documents.kinds import KINDS
from agreements.forms.signing import (
    ScheduleFilter,
    StateForm,
)
from agreements.models import (
    Agreement,
    Signing,
    SigningState,
)
from agreements.monitoring.custody import copies
from agreements.monitoring.custody import signing as acts
from agreements.monitoring.leadership.calendar_dates import entry_of
from agreements.pages.signing import ScheduledSigning, SchedulePage, build_signing_page
from agreements.views.common import page_status, run_act, visible_or_404
from agreements.views.leadership.reading import PAGE, prepare_rows
from agreements.views.repeating import run_order, wish_of
from kerjasama.accounts.policy import EVERYBODY, allow
from kerjasama.notices.calendar import calendar_file_of
from kerjasama.web import lists
from kerjasama.web.requests import AuthenticatedRequest

SCHEDULE = lists.make_listing(
    "jadwal-penandatanganan",
    {
        "Kerja sama": lambda row: row.case.title,
        "Naskah": lambda row: row.naskah,
        "Mitra": lambda row: "; ".join(row.case.partner_names),
        "Waktu": lambda row: row.signing.day,
        "Pukul": lambda row: row.signing.hours,
        "Tempat": lambda row: row.signing.place,
        "Cara": lambda row: row.signing.get_method_display(),
        "Penanda tangan": lambda row: row.signing.signer,
        "Jabatan": lambda row: row.signing.signer_title,
        "Status": lambda row: row.signing.get_state_display(),
    },
)

DONE: dict[str, str] = {
    SigningState.HELD: "Penandatanganan tercatat terlaksana.",
    SigningState.POSTPONED: "Penandatanganan ditunda.",
    SigningState.CANCELLED: "Penandatanganan dibatalkan.",
}

NEED_REASON = (SigningState.POSTPONED, SigningState.CANCELLED)


@allow(*EVERYBODY)
def show_signing_schedule(request: AuthenticatedRequest) -> HttpResponse:
    """All signings that this person may see, what comes next first."""
    form = ScheduleFilter(request.GET)
    today = timezone.localdate()
    rows = Signing.objects.filter(agreement__in=Agreement.objects.visible_to(request.user))
    pages = lists.page_of_rows(request, form.narrow(rows).upcoming_first(today), PAGE)
    cases = prepare_rows(Agreement.objects.all()).in_bulk(
        {row.agreement_id for row in pages.object_list}
    )
    scheduled = [
        ScheduledSigning(row, KINDS[row.kind].title, cases[row.agreement_id])
        for row in pages.object_list
    ]
    page = SchedulePage(form, scheduled, pages, today)
    return lists.show_page(request, "pages/schedule.html", page, SCHEDULE)


@allow(*EVERYBODY)
def show_signings_of_case(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """The signings of one case, a panel for each naskah."""
    return render_signing_page(request, visible_or_404(request.user, pk))


def render_signing_page(
    request: AuthenticatedRequest,
    agreement: Agreement,
    rejected: tuple[str, StateForm] | None = None,
) -> HttpResponse:
    """Every naskah of the case with its signing. `rejected` is the kind of a naskah and its form to
    show again.
    """
    typed = dict([rejected]) if rejected else {}
    page = build_signing_page(request.user, agreement, typed)
    status = page_status(is_refused=bool(rejected))
    shown = {"page": page, "agreement": agreement}
    return render(request, "pages/signing.html", shown, status=status)


def kind_or_404(agreement: Agreement, kind: str) -> str:
    """The title of a naskah that the track of the case signs."""
    if kind not in agreement.track.signings:
        raise Http404
    return KINDS[kind].title


@allow(*acts.MAY_KEEP)
@require_POST
def change_signing_state_view(request: AuthenticatedRequest, pk: int, kind: str) -> HttpResponse:
    """Record that the signing was held, postponed or cancelled; the last two with a reason."""
    agreement = visible_or_404(request.user, pk)
    kind_or_404(agreement, kind)
    form = StateForm(request.POST, auto_id=f"id_{kind}_%s")
    state = request.POST.get("status", "")
    if form.is_valid() and state in NEED_REASON and not form.cleaned_data["alasan"].strip():
        form.add_error("alasan", "Alasan wajib diisi.")
    if not form.is_valid():
        return render_signing_page(request, agreement, (kind, form))
    reason = form.cleaned_data["alasan"]
    return run_act(
        request,
        partial(acts.change_signing_state, pk, request.user, kind, state, reason),
        DONE.get(state, "Tercatat."),
        reverse("penandatanganan-berkas", args=[pk]),
    )


@allow(*acts.MAY_KEEP)
@require_POST
def check_signing_copies_view(request: AuthenticatedRequest, pk: int, kind: str) -> HttpResponse:
    """Record what was found on the copies: what is ticked now, of what the page showed ticked."""
    kind_or_404(visible_or_404(request.user, pk), kind)
    ticked = _pairs(request.POST.getlist("butir"))
    shown = _pairs(request.POST.getlist("sudah"))
    return run_act(
        request,
        partial(copies.check_signing_copies, pk, request.user, kind, ticked, shown),
        "Kelengkapan rangkap tersimpan.",
        reverse("penandatanganan-berkas", args=[pk]),
    )


def _pairs(texts: list[str]) -> set[tuple[int, str]]:
    """ "2-meterai" as (2, "meterai")."""
    parts = (text.partition("-") for text in texts)
    return {(int(copy), point) for copy, _, point in parts if copy.isdecimal() and len(copy) < 4}


@allow(*acts.MAY_KEEP)
@require_POST
def order_rundown_view(request: AuthenticatedRequest, pk: int, kind: str) -> HttpResponse:
    """Order the programme of the signing."""
    agreement = visible_or_404(request.user, pk)
    kind_or_404(agreement, kind)
    return run_order(
        request,
        agreement,
        partial(acts.order_rundown, pk, request.user, kind, wish_of(request)),
        "Susunan acara sedang dibuat.",
        reverse("penandatanganan-berkas", args=[pk]),
    )


@allow(*EVERYBODY)
def download_signing_calendar(request: AuthenticatedRequest, pk: int, kind: str) -> HttpResponse:
    """The event as a file for anybody's calendar."""
    agreement = visible_or_404(request.user, pk)
    signing = get_object_or_404(agreement.signings.all(), kind=kind)
    answer = HttpResponse(
        calendar_file_of(entry_of(signing)), content_type="text/calendar; charset=utf-8"
    )
    answer["Content-Disposition"] = f'attachment; filename="penandatanganan-{signing.pk}.ics"'
    return answer
