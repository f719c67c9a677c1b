"""Duties after the signature: the list over all agreements, and the page of one."""

from datetime import date

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from agreements.filters import DutyForm
from agreements.forms.duties import FulfilmentForm
from agreements.forms.reasons import WhyForm
from agreements.models import Agreement, Fulfilment
from agreements.monitoring.duties import acts, ledger
from agreements.monitoring.duties.ledger import Due, DutyStatus
from agreements.workflow.guarding import Refused
from kerjasama.accounts import policy
from kerjasama.accounts.models import User
from kerjasama.accounts.policy import EVERYBODY, allow
from kerjasama.web import lists
from kerjasama.web.requests import AuthenticatedRequest

from .case import serve_row
from .common import answer_refusal, visible_or_404
from .reading import PAGE, prepare_rows

STANDINGS = {
    DutyStatus.LATE: "Terlambat",
    DutyStatus.OPEN: "Belum",
    DutyStatus.DONE: "Selesai",
    DutyStatus.WAIVED: "Dibebaskan",
}
DUTIES = lists.make_listing(
    "kewajiban",
    {
        "Kewajiban": lambda row: f"{row[0].duty.text}, {row[0].label}",
        "Oleh": lambda row: row[0].duty.owed_by,
        "Kepada": lambda row: row[0].duty.to,
        "Dasar": lambda row: row[0].duty.citation,
        "Kerja sama": lambda row: row[2].title,
        "Mitra": lambda row: row[2].partner,
        "OPD": lambda row: row[2].owner,
        "Jatuh tempo": lambda row: row[0].due_on,
        "Status": lambda row: STANDINGS[row[0].standing],
        "Dipenuhi": lambda row: row[1].done_on if row[1] else None,
        "Nomor": lambda row: row[1].number if row[1] else "",
    },
)


@allow(*EVERYBODY)
def show_duty_register(request: AuthenticatedRequest) -> HttpResponse:
    form = DutyForm(request.GET)
    found = form.ledger(Agreement.objects.visible_to(request.user), timezone.localdate())
    page = lists.page_of_rows(request, found, PAGE)
    agreements = prepare_rows(Agreement.objects).in_bulk(
        [due.agreement_id for due in page.object_list]
    )
    rows = [
        (due, done, agreements[due.agreement_id])
        for due, done in ledger.with_fulfilments(list(page.object_list))
    ]
    return lists.show_list(
        request, "pages/duties.html", {"form": form, "page": page, "rows": rows}, DUTIES
    )


def recorded_fulfilment_of(agreement: Agreement, due: Due) -> Fulfilment | None:
    """What stands recorded for that period, to be corrected."""
    return agreement.fulfilments.filter(
        void=False, duty_code=due.duty.code, period=due.period
    ).first()


def due_or_404(user: User, pk: int, code: str, period: str) -> tuple[Agreement, Due]:
    agreement = visible_or_404(user, pk)
    try:
        due = ledger.find_due(agreement, timezone.localdate(), code, date.fromisoformat(period))
    except ValueError:
        due = None
    if due is None:
        raise Http404
    return agreement, due


@allow(*EVERYBODY)
def fulfil_duty_view(request: AuthenticatedRequest, pk: int, code, period) -> HttpResponse:
    """One duty of one period: what the law asks, what was done, and the form for who may record it."""  # noqa: E501
    agreement, due = due_or_404(request.user, pk, code, period)
    if request.method != "POST":
        return render_duty_page(request, agreement, due)
    form = FulfilmentForm(
        request.POST,
        request.FILES,
        agreement=agreement,
        due=due,
        done=recorded_fulfilment_of(agreement, due),
    )
    if not form.is_valid():
        return render_duty_page(request, agreement, due, form=form)
    return answer_duty(
        request,
        agreement,
        lambda: record_fulfilment(form, pk, request.user, code, due.period),
        f"{due.duty.text}: tercatat.",
    )


@transaction.atomic
def record_fulfilment(form: FulfilmentForm, *where) -> None:
    """Fulfil the duty; its file is stored only when nothing was refused."""
    acts.fulfil_duty(*where, confirmed=form.confirmed, **form.told())
    form.keep_file()


@allow(acts.MAY_WAIVE)
@require_POST
def waive_duty_view(request: AuthenticatedRequest, pk: int, code, period) -> HttpResponse:
    agreement, due = due_or_404(request.user, pk, code, period)
    form = WhyForm(request.POST)
    if not form.is_valid():
        return render_duty_page(request, agreement, due, waiver=form)
    reason = form.cleaned_data["alasan"]
    return answer_duty(
        request,
        agreement,
        lambda: acts.waive_duty(pk, request.user, code, due.period, reason),
        f"{due.duty.text}: dibebaskan.",
    )


def answer_duty(request: AuthenticatedRequest, agreement: Agreement, act, success: str):
    try:
        act()
    except Refused as refusal:
        return answer_refusal(request, agreement.pk, refusal)
    messages.success(request, success)
    return redirect(f"{reverse('kerja-sama', args=[agreement.pk])}#kewajiban")


def render_duty_page(
    request: AuthenticatedRequest, agreement: Agreement, due: Due, form=None, waiver=None
):
    """The page of the duty, with forms as they were typed or fresh ones for who may use them."""
    user = request.user
    ((_, done),) = ledger.with_fulfilments([due])
    may_record = acts.may_record_fulfilment(user, due, agreement)
    may_waive = due.is_unmet and policy.may_act_as(user, acts.MAY_WAIVE, agreement)
    shown = {
        "agreement": agreement,
        "due": due,
        "done": done,
        "form": (
            form
            or (FulfilmentForm(agreement=agreement, due=due, done=done) if may_record else None)
        ),
        "waiver": waiver or (WhyForm() if may_waive else None),
    }
    return render(request, "pages/duty.html", shown, status=422 if form or waiver else 200)


@allow(*EVERYBODY)
def download_duty_attachment(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(
        Fulfilment, pk=pk, agreement__in=Agreement.objects.visible_to(request.user)
    )
    return serve_row(request, row)
