"""The signing of a case, and the schedule over all cases."""

import re
from datetime import date
from functools import partial

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.views.decorators.http import require_POST

from agreements.documents.kinds import KINDS
from agreements.documents.repeating import AlreadyMade
from agreements.forms.signing import (
    GuestRows,
    RundownRows,
    ScheduleFilter,
    SigningForm,
    StateForm,
    TurnRows,
)
from agreements.models import Agreement, Document, ProposedCorrection, Signing, SigningState
from agreements.monitoring.custody import signing as acts
from agreements.monitoring.leadership.calendar_dates import entry_of
from agreements.regulations.originals import (
    checklist_of_originals,
    scan_code_of,
    shares_of_originals,
)
from agreements.workflow import confirming
from agreements.workflow.changes import STOPPED
from agreements.workflow.guarding import Refused
from kerjasama.accounts.models import User
from kerjasama.accounts.policy import EVERYBODY, allow
from kerjasama.drafts.earlier_values import digest_of_value
from kerjasama.notices.calendar import calendar_file_of
from kerjasama.web import lists
from kerjasama.web import rows as more_rows
from kerjasama.web.requests import AuthenticatedRequest

from .common import visible_or_404
from .reading import PAGE, prepare_rows
from .repeating import ask_to_repeat, wish_of

SCHEDULE = lists.make_listing(
    "jadwal-penandatanganan",
    {
        "Kerja sama": lambda row: row[2].title,
        "Naskah": lambda row: row[1],
        "Mitra": lambda row: row[2].partner,
        "Waktu": lambda row: row[0].day,
        "Pukul": lambda row: row[0].hours,
        "Tempat": lambda row: row[0].place,
        "Cara": lambda row: row[0].get_method_display(),
        "Penanda tangan": lambda row: row[0].signer,
        "Jabatan": lambda row: row[0].signer_title,
        "Status": lambda row: row[0].get_state_display(),
    },
)

DONE: dict[str, str] = {
    SigningState.HELD: "Penandatanganan tercatat terlaksana.",
    SigningState.POSTPONED: "Penandatanganan ditunda.",
    SigningState.CANCELLED: "Penandatanganan dibatalkan.",
}

ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d")


@allow(*EVERYBODY)
def show_signing_schedule(request: AuthenticatedRequest) -> HttpResponse:
    """All signings that this person may see, what comes next first."""
    form, today = ScheduleFilter(request.GET), timezone.localdate()
    rows = Signing.objects.filter(agreement__in=Agreement.objects.visible_to(request.user))
    month = form.cleaned_data.get("bulan") if form.is_valid() else None
    if month:
        rows = rows.filter(day__year=month.year, day__month=month.month)
    page = lists.page_of_rows(request, rows.upcoming_first(today), PAGE)
    cases = prepare_rows(Agreement.objects).in_bulk({row.agreement_id for row in page.object_list})
    shown = {
        "form": form,
        "page": page,
        "today": today,
        "rows": [(row, KINDS[row.kind].title, cases[row.agreement_id]) for row in page.object_list],
    }
    return lists.show_list(request, "pages/schedule.html", shown, SCHEDULE)


@allow(*EVERYBODY)
def show_signings_of_case(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    return render_signing_page(request, visible_or_404(request.user, pk))


def render_signing_page(
    request: AuthenticatedRequest,
    agreement: Agreement,
    rejected: tuple[str, StateForm] | None = None,
):
    known = {
        row.kind: row
        for row in agreement.signings.select_related("by").prefetch_related("checks__by")
    }
    made = agreement.documents.filter(kind__in=(acts.RUNDOWN, *known), draft=False).order_by("pk")
    papers = {
        paper.context["signing"] if paper.kind == acts.RUNDOWN else paper.kind: paper
        for paper in made
    }
    kind_refused, form = rejected or ("", None)
    signed, waiting = acts.signed_on(agreement), confirming.pending_of(agreement)
    shown = {
        "agreement": agreement,
        "today": timezone.localdate(),
        "may_keep": acts.may_arrange_signing(request.user) and agreement.state not in STOPPED,
        "signings": [
            _shown(
                agreement,
                kind,
                known.get(kind),
                papers,
                form if kind == kind_refused else None,
                signed.get(kind),
                waiting,
            )
            for kind in agreement.track.signings
        ],
    }
    return render(request, "pages/signing.html", shown, status=422 if rejected else 200)


def _shown(
    agreement: Agreement,
    kind: str,
    signing: Signing | None,
    papers: dict[int | str, Document],
    form: StateForm | None,
    signed_on: date | None,
    waiting: dict[str, ProposedCorrection],
) -> dict:
    """One naskah with its schedule, its checklist, and the link to where its scan is uploaded."""
    title = KINDS[kind].title
    if signing is None:
        return {"kind": kind, "title": title, "signing": None, "signed_on": signed_on}
    signing.agreement = agreement
    done, lacking = (
        {(row.rangkap, row.point): row for row in signing.checks.all()},
        acts.lacking_points_of(signing),
    )
    points = checklist_of_originals(agreement.track)
    copies = [
        (copy, share, [(code, text, done.get((copy, code))) for code, text in points.items()])
        for copy, share in enumerate(
            shares_of_originals(agreement.track, kind, signing.copies), start=1
        )
    ]
    scan = scan_code_of(agreement.track, kind)
    is_asked = scan in [need.code for need in agreement.stage.requirements]
    return {
        "kind": kind,
        "title": title,
        "signing": signing,
        "signed_on": signed_on,
        "copies": copies,
        "lacking": lacking,
        "waits": waiting.get(acts.subject_of(signing)),
        "paper": papers.get(signing.pk),
        "scan": scan if is_asked and not agreement.is_closed else "",
        "printed_for": _other_day(signing, papers.get(kind)),
        "is_held": signing.state == SigningState.HELD and signed_on is not None,
        "moves": acts.moves_of(signing, timezone.localdate()),
        "state_form": form or StateForm(auto_id=f"id_{kind}_%s"),
    }


def _other_day(signing: Signing, naskah: Document | None) -> date | None:
    """The day that the naskah bears, when it is not the one planned."""
    if naskah is None or signing.state != SigningState.PLANNED:
        return None
    day = date.fromisoformat(naskah.context["date"])
    return day if day != signing.day else None


def kind_or_404(agreement: Agreement, kind: str) -> str:
    """The title of a naskah that the track of the case signs."""
    if kind not in agreement.track.signings:
        raise Http404
    return KINDS[kind].title


@allow(*acts.MAY_KEEP)
def arrange_signing(request: AuthenticatedRequest, pk: int, kind) -> HttpResponse:
    """Schedule the signing of one naskah, with its rows."""
    agreement = visible_or_404(request.user, pk)
    title, signing = kind_or_404(agreement, kind), agreement.signings.filter(kind=kind).first()
    sent, is_more = more_rows.posted_with_new_row(request), more_rows.is_asked(request)
    form = SigningForm(
        sent,
        agreement=agreement,
        kind=kind,
        signing=signing,
        visible=lambda case: _sees(request.user, case),
    )
    first = {"rundown": RundownRows, "turns": TurnRows, "guests": GuestRows}
    rows = {
        name: make(sent, initial=None if sent else getattr(signing, name, []), prefix=name)
        for name, make in first.items()
    }
    if is_more:
        more_rows.show_without_faults(form, *rows.values())
    valid = (
        [part.is_valid() for part in (form, *rows.values())] if sent and not is_more else [False]
    )
    if all(valid) and _saved(request, agreement, kind, form, rows):
        here = "atur-penandatanganan" if "lagi" in request.POST else "penandatanganan-berkas"
        return redirect(reverse(here, args=[pk, kind] if "lagi" in request.POST else [pk]))
    is_proposed = "alasan" in form.fields and confirming.needs_second_person(agreement)
    rule = confirming.SAID if is_proposed else ""
    shown = {
        "agreement": agreement,
        "kind": kind,
        "title": title,
        "form": form,
        "rule": rule,
        **rows,
    }
    now = f"{acts.last_change_of(signing)}|{rows_mark(signing)}"
    shown["seen"] = sent["seen"] if sent and "seen" in sent else now
    if sent and not is_more and _is_stale(shown["seen"], signing):
        # Both are shown now; whoever saves again has chosen what was typed.
        shown |= {"stored": stored_rows(signing, rows), "seen": now}
    return render(
        request, "pages/signing_form.html", shown, status=422 if sent and not is_more else 200
    )


def _is_stale(seen: str, signing: Signing | None) -> bool:
    """Whether the rows are others than those that stood on the page that was sent."""
    return seen != acts.last_change_of(signing) and seen.partition("|")[2] != rows_mark(signing)


def stored_rows(signing: Signing | None, typed: dict) -> dict[str, list[str]]:
    """The stored rows of each table that was typed otherwise, a line each."""
    stored = {name: getattr(signing, name, []) for name in typed}
    other = {
        name: rows
        for name, rows in stored.items()
        if not typed[name].is_valid() or typed[name].rows() != rows
    }
    return {
        name: [" · ".join(map(_plain, filter(None, row.values()))) for row in rows]
        for name, rows in other.items()
    }


def _plain(value: str) -> str:
    return date_format(date.fromisoformat(value), "j F Y") if ISO_DAY.fullmatch(value) else value


def rows_mark(signing: Signing | None) -> str:
    """A short mark of the rows as they are stored."""
    return digest_of_value(
        [str(getattr(signing, name, [])) for name in ("rundown", "turns", "guests")]
    )


def _sees(user: User, agreement: Agreement) -> bool:
    return Agreement.objects.visible_to(user).filter(pk=agreement.pk).exists()


def _saved(
    request: AuthenticatedRequest, agreement: Agreement, kind: str, form: SigningForm, rows: dict
) -> bool:
    signing = agreement.signings.filter(kind=kind).first()
    seen, _, rows_seen = request.POST.get("seen", "").partition("|")
    if form.knows_seen and rows_seen == rows_mark(signing):
        seen = acts.last_change_of(
            signing
        )  # what others changed in the fields was weighed field by field; the rows are as they were
    typed = {name: part.rows() for name, part in rows.items()}
    typed["rundown"].sort(key=lambda row: row["at"])
    try:
        done = acts.plan_signing(
            agreement.pk,
            request.user,
            kind,
            seen=seen,
            confirmed=form.confirmed,
            **form.cleaned_data,
            **typed,
        )
    except acts.Taken as taken:
        form.say(taken.clashes)
        return False
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return False
    waits = isinstance(done, ProposedCorrection)
    messages.success(request, confirming.WAITS if waits else "Jadwal penandatanganan tersimpan.")
    return True


def _answer(request: AuthenticatedRequest, pk: int, act, success: str):
    try:
        act()
    except AlreadyMade:
        raise
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, success)
    return redirect("penandatanganan-berkas", pk)


@allow(*acts.MAY_KEEP)
@require_POST
def change_signing_state_view(request: AuthenticatedRequest, pk: int, kind) -> HttpResponse:
    agreement = visible_or_404(request.user, pk)
    kind_or_404(agreement, kind)
    form, state = StateForm(request.POST, auto_id=f"id_{kind}_%s"), request.POST.get("status", "")
    reason = form.cleaned_data["alasan"] if form.is_valid() else ""
    if (
        form.is_valid()
        and state in (SigningState.POSTPONED, SigningState.CANCELLED)
        and not reason.strip()
    ):
        form.add_error("alasan", "Alasan wajib diisi.")
    if not form.is_valid():
        return render_signing_page(request, agreement, (kind, form))
    return _answer(
        request,
        pk,
        lambda: acts.change_signing_state(pk, request.user, kind, state, reason),
        DONE.get(state, "Tercatat."),
    )


@allow(*acts.MAY_KEEP)
@require_POST
def check_signing_copies_view(request: AuthenticatedRequest, pk: int, kind) -> HttpResponse:
    kind_or_404(visible_or_404(request.user, pk), kind)
    ticked, shown = (_pairs(request.POST.getlist(name)) for name in ("butir", "sudah"))
    return _answer(
        request,
        pk,
        lambda: acts.check_signing_copies(pk, request.user, kind, ticked, shown),
        "Kelengkapan rangkap tersimpan.",
    )


def _pairs(texts: list[str]) -> set[tuple[int, str]]:
    """ "2-meterai" as (2, "meterai")."""
    parts = (text.partition("-") for text in texts)
    return {(int(copy), point) for copy, _, point in parts if copy.isdecimal() and len(copy) < 4}


@allow(*acts.MAY_KEEP)
@require_POST
def order_rundown_view(request: AuthenticatedRequest, pk: int, kind) -> HttpResponse:
    agreement = visible_or_404(request.user, pk)
    kind_or_404(agreement, kind)
    try:
        return _answer(
            request,
            pk,
            partial(acts.order_rundown, pk, request.user, kind, wish_of(request)),
            "Susunan acara sedang dibuat.",
        )
    except AlreadyMade as made:
        return ask_to_repeat(request, agreement, made, reverse("penandatanganan-berkas", args=[pk]))


@allow(*EVERYBODY)
def download_signing_calendar(request: AuthenticatedRequest, pk: int, kind) -> HttpResponse:
    """The event as a file for anybody's calendar."""
    agreement = visible_or_404(request.user, pk)
    signing = get_object_or_404(agreement.signings.all(), kind=kind)
    answer = HttpResponse(
        calendar_file_of(entry_of(signing)), content_type="text/calendar; charset=utf-8"
    )
    answer["Content-Disposition"] = f'attachment; filename="penandatanganan-{signing.pk}.ics"'
    return answer
