"""The signing of a case, and the schedule over all cases."""

from collections.abc import Iterable
from datetime import date
from functools import partial

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from agreements.documents import signers
from agreements.documents.kinds import KINDS
from agreements.documents.wording.signing_days import own_days_of_parties
from agreements.forms.signing import (
    ScheduleFilter,
    StateForm,
)
from agreements.models import (
    Agreement,
    CopyCheck,
    Document,
    Signing,
    SigningState,
)
from agreements.monitoring.custody import copies, new_originals, party_days
from agreements.monitoring.custody import signing as acts
from agreements.monitoring.leadership.calendar_dates import entry_of
from agreements.pages.case.lacking_papers import lacking_papers_at_signing
from agreements.regulations.originals import (
    Bearer,
    Share,
    checklist_of_originals,
    scan_code_of,
    shares_of_originals,
)
from agreements.views.common import PageContext, page_status, run_act, visible_or_404
from agreements.views.leadership.reading import PAGE, prepare_rows
from agreements.views.repeating import run_order, wish_of
from agreements.workflow import confirming
from agreements.workflow.change_effects import STOPPED
from kerjasama.accounts.policy import EVERYBODY, allow
from kerjasama.notices.calendar import calendar_file_of
from kerjasama.reference.languages import BY_CODE
from kerjasama.web import lists
from kerjasama.web.requests import AuthenticatedRequest

SCHEDULE = lists.make_listing(
    "jadwal-penandatanganan",
    {
        "Kerja sama": lambda row: row[2].title,
        "Naskah": lambda row: row[1],
        "Mitra": lambda row: "; ".join(row[2].partner_names),
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

NEED_REASON = (SigningState.POSTPONED, SigningState.CANCELLED)


@allow(*EVERYBODY)
def show_signing_schedule(request: AuthenticatedRequest) -> HttpResponse:
    """All signings that this person may see, what comes next first."""
    form = ScheduleFilter(request.GET)
    today = timezone.localdate()
    rows = Signing.objects.filter(agreement__in=Agreement.objects.visible_to(request.user))
    page = lists.page_of_rows(request, form.narrow(rows).upcoming_first(today), PAGE)
    cases = prepare_rows(Agreement.objects.all()).in_bulk(
        {row.agreement_id for row in page.object_list}
    )
    shown = {
        "form": form,
        "page": page,
        "today": today,
        "rows": [(row, KINDS[row.kind].title, cases[row.agreement_id]) for row in page.object_list],
    }
    return lists.show_list(request, "pages/schedule.html", shown, SCHEDULE)


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
    known = agreement.signings.select_related("by").prefetch_related("checks__by")
    signings = {signing.kind: signing for signing in known}
    papers = _papers_for_signings(agreement, signings)
    signed = acts.signed_on(agreement)
    waiting = confirming.pending_of(agreement)
    rows: list[PageContext] = []
    for kind in agreement.track.signings:
        row: PageContext = {
            "kind": kind,
            "title": KINDS[kind].title,
            "signed_on": signed.get(kind),
            "own_days": own_days_of_parties(agreement, kind),
            "days_wait": waiting.get(party_days.subject_of(kind)),
        }
        if kind in signings:
            signing = signings[kind]
            signing.agreement = agreement
            row |= _shown(signing, papers, typed.get(kind), signed.get(kind))
            row["waits"] = waiting.get(acts.subject_of(signing))
        rows.append(row)
    shown = {
        "agreement": agreement,
        "today": timezone.localdate(),
        "may_keep": acts.may_arrange_signing(request.user) and agreement.state not in STOPPED,
        "signings": rows,
        "lacking_papers": lacking_papers_at_signing(agreement),
    }
    return render(
        request, "pages/signing.html", shown, status=page_status(is_refused=bool(rejected))
    )


def _papers_for_signings(agreement: Agreement, kinds: Iterable[str]) -> dict[int | str, Document]:
    """The newest final paper of each kind, and each rundown by the key of its signing."""
    papers: dict[int | str, Document] = {}
    made = agreement.documents.filter(kind__in=(acts.RUNDOWN, *kinds), draft=False)
    for paper in made.order_by("pk"):
        key = paper.kind
        if paper.kind == acts.RUNDOWN:
            key = paper.context["signing"]
        papers[key] = paper
    return papers


def _shown(
    signing: Signing,
    papers: dict[int | str, Document],
    form: StateForm | None,
    signed_on: date | None,
) -> PageContext:
    """The schedule of one naskah, its checklist, and the link to where its scan is uploaded."""
    agreement = signing.agreement
    scan = scan_code_of(agreement.track, signing.kind)
    moves = acts.moves_of(signing, timezone.localdate())
    is_asked = scan in [need.code for need in agreement.stage.requirements]
    return {
        "signing": signing,
        "copies": _checklists_of(signing),
        "lacking": copies.lacking_points_of(signing),
        "paper": papers.get(signing.pk),
        "scan": scan if is_asked and not agreement.is_closed else "",
        "printed_for": _other_day(signing, papers.get(signing.kind)),
        "is_held": signing.state == SigningState.HELD and signed_on is not None,
        "moves": moves,
        "may_be_held": SigningState.HELD in moves,
        "may_be_postponed": SigningState.POSTPONED in moves,
        "state_form": form or StateForm(auto_id=f"id_{signing.kind}_%s"),
    }


BEARERS = {
    Bearer.REGION: "pemerintah daerah",
    Bearer.PARTNER: "mitra",
    Bearer.MINISTER: "Menteri Dalam Negeri",
    Bearer.OTHER: "rangkap tambahan",
}

# A point of the checklist: its code, its text, and what was ticked.
Point = tuple[str, str, CopyCheck | None]


def _checklists_of(signing: Signing) -> list[tuple[int, str, Share, list[Point]]]:
    """Each copy of the naskah by number, whom it is for in words and by law, and the points to be
    checked on it.
    """
    track = signing.agreement.track
    done = {(row.rangkap, row.point): row for row in signing.checks.all()}
    partners = signing.agreement.partner_parties
    shares = shares_of_originals(track, signing.kind, signing.originals_plan)
    copies = []
    for copy, share in enumerate(shares, start=1):
        points = [
            (code, text, done.get((copy, code)))
            for code, text in checklist_of_originals(track).items()
        ]
        bearer = new_originals.partner_whose_original(share, partners) or BEARERS[share.bearer]
        if share.language:
            bearer += f", bahasa {BY_CODE[share.language].name}"
        copies.append((copy, bearer, share, points))
    return copies


def _other_day(signing: Signing, naskah: Document | None) -> date | None:
    """The day that the naskah bears, when it is not the one planned."""
    is_undated = signing.agreement.ttd_terpisah
    if naskah is None or is_undated or signing.state != SigningState.PLANNED:
        return None
    day = signers.day_of(naskah)
    return day if day != signing.day else None


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
