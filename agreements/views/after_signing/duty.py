"""Duties after the signature: the list over all agreements, and the page of one."""

from datetime import date
from functools import partial

from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from agreements.forms.duties import FulfilmentForm
from agreements.forms.list_forms import DutyForm
from agreements.forms.reasons import WhyForm
from agreements.models import Agreement, Fulfilment
from agreements.monitoring.duties import acts, ledger
from agreements.monitoring.duties.ledger import Due, DutyStatus, Ledger
from agreements.pages import chosen_rows
from agreements.pages.duty import DutyPage
from agreements.pages.duty_register import DutyRow, build_duty_register
from agreements.views.case.papers import serve_row
from agreements.views.common import Act, answer_refusal, page_status, run_act, visible_or_404
from agreements.views.leadership.reading import PAGE, prepare_rows
from kerjasama.accounts import policy
from kerjasama.accounts.models import User
from kerjasama.accounts.policy import EVERYBODY, allow
from kerjasama.web import lists
from kerjasama.web.requests import AuthenticatedRequest

STANDINGS = {
    DutyStatus.LATE: "Terlambat",
    DutyStatus.OPEN: "Belum",
    DutyStatus.DONE: "Selesai",
    DutyStatus.WAIVED: "Dibebaskan",
}
DUTIES = lists.make_listing(
    "kewajiban",
    {
        "Kewajiban": lambda row: f"{row.due.duty.text}, {row.due.label}",
        "Oleh": lambda row: row.due.duty.owed_by,
        "Kepada": lambda row: row.due.duty.to,
        "Dasar": lambda row: row.due.duty.citation,
        "Kerja sama": lambda row: row.case.title,
        "Mitra": lambda row: "; ".join(row.case.partner_names),
        "OPD": lambda row: row.case.owner,
        "Jatuh tempo": lambda row: row.due.due_on,
        "Status": lambda row: STANDINGS[row.due.standing],
        "Dipenuhi": lambda row: getattr(row.done, "done_on", None),
        "Nomor": lambda row: getattr(row.done, "number", ""),
    },
)


@allow(*EVERYBODY)
def show_duty_register(request: AuthenticatedRequest) -> HttpResponse:
    """The duties of all cases that this person may see, as they were asked for."""
    form = DutyForm(request.GET)
    seen, today = Agreement.objects.visible_to(request.user), timezone.localdate()
    found: Ledger | list[Due] = form.ledger(seen, today)
    if lists.asks_for_file(request) and chosen_rows.narrows_file(request.GET):
        found = chosen_rows.find_ticked_dues(request.GET, form, seen, today)
    pages = lists.page_of_rows(request, found, PAGE)
    agreements = prepare_rows(Agreement.objects.all()).in_bulk(
        [due.agreement_id for due in pages.object_list]
    )
    rows = [
        DutyRow(due, done, agreements[due.agreement_id])
        for due, done in ledger.with_fulfilments(list(pages.object_list))
    ]
    page = build_duty_register(request.user, request.GET, form, rows, pages)
    return lists.show_page(request, "pages/duties.html", page, DUTIES)


def recorded_fulfilment_of(agreement: Agreement, due: Due) -> Fulfilment | None:
    """What stands recorded for that period, to be corrected."""
    return agreement.fulfilments.filter(
        void=False, duty_code=due.duty.code, period=due.period
    ).first()


def due_or_404(user: User, pk: int, code: str, period: str) -> tuple[Agreement, Due]:
    """What is due under one duty in one period; `period` is its first day in ISO form."""
    agreement = visible_or_404(user, pk)
    try:
        due = ledger.find_due(agreement, timezone.localdate(), code, date.fromisoformat(period))
    except ValueError:
        due = None
    if due is None:
        raise Http404
    return agreement, due


@allow(*EVERYBODY)
def fulfil_duty_view(
    request: AuthenticatedRequest, pk: int, code: str, period: str
) -> HttpResponse:
    """One duty of one period: what the law asks, what was done, and the form for who may record
    it.
    """
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

    @transaction.atomic
    def fulfil() -> None:
        acts.fulfil_duty(
            pk, request.user, code, due.period, confirmed=form.confirmed, **form.told()
        )
        form.keep_file()  # only when nothing was refused

    return run_duty_act(request, agreement, fulfil, f"{due.duty.text}: tercatat.")


@allow(acts.MAY_WAIVE)
@require_POST
def waive_duty_view(request: AuthenticatedRequest, pk: int, code: str, period: str) -> HttpResponse:
    """Release from one duty in one period, with a reason."""
    agreement, due = due_or_404(request.user, pk, code, period)
    form = WhyForm(request.POST)
    if not form.is_valid():
        return render_duty_page(request, agreement, due, waiver=form)
    act = partial(acts.waive_duty, pk, request.user, code, due.period, form.cleaned_data["alasan"])
    return run_duty_act(request, agreement, act, f"{due.duty.text}: dibebaskan.")


def run_duty_act(
    request: AuthenticatedRequest, agreement: Agreement, act: Act, success: str
) -> HttpResponse:
    """Run the act and return to the duties of the case."""
    back = f"{reverse('kerja-sama', args=[agreement.pk])}#kewajiban"
    return run_act(request, act, success, back, partial(answer_refusal, request, agreement.pk))


def render_duty_page(
    request: AuthenticatedRequest,
    agreement: Agreement,
    due: Due,
    form: FulfilmentForm | None = None,
    waiver: WhyForm | None = None,
) -> HttpResponse:
    """The page of the duty, with forms as they were typed or fresh ones for who may use them."""
    user = request.user
    ((_, done),) = ledger.with_fulfilments([due])
    status = page_status(is_refused=bool(form or waiver))
    if form is None and acts.may_record_fulfilment(user, due, agreement):
        form = FulfilmentForm(agreement=agreement, due=due, done=done)
    may_waive = due.is_unmet and policy.may_act_as(user, acts.MAY_WAIVE, agreement)
    if waiver is None and may_waive:
        waiver = WhyForm()
    shown = {"page": DutyPage(due, done, form, waiver), "agreement": agreement}
    return render(request, "pages/duty.html", shown, status=status)


@allow(*EVERYBODY)
def download_duty_attachment(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """The file that was recorded with a fulfilment."""
    row = get_object_or_404(
        Fulfilment, pk=pk, agreement__in=Agreement.objects.visible_to(request.user)
    )
    return serve_row(request, row)
