"""The recap of the region: the page, its files, and the one letter that carries it to the
Gubernur.
"""

from datetime import date
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from agreements.forms.report_forms import SendForm, SpanForm
from agreements.models import Agreement, DocumentState, Recap
from agreements.monitoring.leadership import recap, recap_paper
from agreements.pages.recap import RecapPage
from agreements.regulations.report_contents import contents_by
from agreements.views.case.papers import serve_stored_file
from agreements.views.common import page_status
from agreements.views.repeating import ask_plainly, wish_of
from agreements.workflow.guarding import Refused
from kerjasama.accounts.models import Role
from kerjasama.accounts.policy import EVERYBODY, OPD_ROLES, allow
from kerjasama.web import lists
from kerjasama.web.requests import AuthenticatedRequest

SEES = tuple(role for role in EVERYBODY if role not in OPD_ROLES)
SENDS = (Role.VERIFIER, Role.HEAD_OF_REGION)
MOST = 100  # rows on the page; the files hold all


def last_semester(today: date) -> dict[str, str]:
    """The semester that ended last, as the form asks for it."""
    if today.month < 7:
        return {"keluarga": "ksdd", "tahun": str(today.year - 1), "semester": "2"}
    return {"keluarga": "ksdd", "tahun": str(today.year), "semester": "1"}


def asked_span_of(data: QueryDict) -> tuple[SpanForm, dict[str, str]]:
    """What was asked for, completed by the last semester: as a form, and as it was asked."""
    semester = last_semester(timezone.localdate())
    chosen = {name: data.get(name) or usual for name, usual in semester.items()}
    return SpanForm(chosen), chosen


def span_or_404(data: QueryDict) -> tuple[recap.Span, str]:
    """The span that was asked for, and the query that asks for it again."""
    form, chosen = asked_span_of(data)
    if not form.is_valid():
        raise Http404
    return form.span, urlencode(chosen)


@allow(*SEES)
def show_recap(request: AuthenticatedRequest) -> HttpResponse:
    """The recap of the span that was asked for."""
    form, chosen = asked_span_of(request.GET)
    if not form.is_valid():
        shown = {"form": form, "page": None}
        return render(request, "pages/recap.html", shown, status=422)
    return render_recap_page(request, form.span, form, urlencode(chosen))


def render_recap_page(
    request: AuthenticatedRequest,
    span: recap.Span,
    form: SpanForm,
    query: str,
    letter: SendForm | None = None,
) -> HttpResponse:
    """The recap of a span, and the form of the letter for who may send it; `letter` is one to show
    again.
    """
    status = page_status(is_refused=bool(letter))
    seen = Agreement.objects.visible_to(request.user)
    today = timezone.localdate()
    owed = recap.owed_reports_of_span(span, seen, today)
    ready = recap.sendable_reports(span, seen, today)
    paper = Recap.objects.filter(family=span.family, first=span.first).last()
    if letter is None and ready and request.user.roles & set(SENDS):
        letter = SendForm(span=span)
    page = RecapPage(
        span=span,
        query=query,
        columns=[column for column in recap.recap_columns(span) if column.is_asked],
        citations=(contents_by(span.duty), span.sent.citation),
        rows=recap.recap_rows(span, owed, MOST),
        total=len(owed),
        in_hand=sum(recap.is_in_hand(due, report) for due, report in owed.values()),
        sendable=len(ready),
        paper=paper,
        letter=letter,
    )
    return render(request, "pages/recap.html", {"form": form, "page": page}, status=status)


@allow(*SEES)
def download_recap_sheet(request: AuthenticatedRequest) -> HttpResponse:
    """The recap as a workbook with all its rows."""
    span, _ = span_or_404(request.GET)
    owed = recap.owed_reports_of_span(
        span, Agreement.objects.visible_to(request.user), timezone.localdate()
    )
    content = recap.recap_workbook(span, recap.recap_rows(span, owed))
    name = f"rekap-{span.family}-{span.first:%Y-%m}.xlsx"
    return lists.answer_workbook(content, name)


@allow(*SEES)
@require_POST
def order_recap_view(request: AuthenticatedRequest) -> HttpResponse:
    """Ask the worker for the recap as PDF."""
    span, query = span_or_404(request.GET)
    back = f"{reverse('rekap-laporan')}?{query}"
    before = Recap.objects.filter(
        family=span.family, first=span.first, state=DocumentState.READY
    ).last()
    if before and wish_of(request).seen != before.pk:
        return ask_plainly(
            request,
            before.pk,
            str(before),
            before.requested_at,
            reverse("berkas-rekap", args=[before.pk]),
            back,
        )
    recap_paper.order_recap(span, request.user)
    return redirect(back)


@allow(*SEES)
def download_recap_paper(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """The recap as the worker printed it."""
    row = get_object_or_404(Recap, pk=pk)
    return serve_stored_file(
        row.sha256, "application/pdf", f"rekap-{row.family}-{row.first:%Y-%m}.pdf"
    )


@allow(*SENDS)
@require_POST
def send_recap(request: AuthenticatedRequest) -> HttpResponse:
    """Record that the recap went to the Gubernur, which fulfils the duty of every agreement in
    it.
    """
    span, query = span_or_404(request.GET)
    form, _ = asked_span_of(request.GET)
    form.is_valid()
    letter = SendForm(request.POST, span=span)
    if not letter.is_valid():
        return render_recap_page(request, span, form, query, letter)
    try:
        count = recap.record_recap_letter(
            span,
            Agreement.objects.visible_to(request.user),
            request.user,
            confirmed=letter.confirmed,
            **letter.cleaned_data,
        )
    except Refused as refusal:
        letter.add_error(None, " ".join(refusal.reasons))
        return render_recap_page(request, span, form, query, letter)
    messages.success(request, f"Penyampaian kepada Gubernur tercatat untuk {count} kerja sama.")
    return redirect(f"{reverse('rekap-laporan')}?{query}")
