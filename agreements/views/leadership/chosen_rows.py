"""Acts on rows that were ticked in a list, or on all that its filter leaves: each is shown first,
then done at once.
"""

from collections.abc import Callable
from functools import partial

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone

from agreements.filters import AgreementFilter
from agreements.forms.list_forms import DutyForm
from agreements.models import Agreement
from agreements.monitoring import reminding
from agreements.monitoring.duties.ledger import Due
from agreements.monitoring.reminding import MOST, ReminderPlan
from agreements.pages import chosen_rows
from agreements.pages.chosen_rows import ReminderForm
from agreements.views.after_signing.duty import DUTIES
from agreements.views.common import page_status
from agreements.views.leadership.reading import prepare_rows
from agreements.views.leadership.register import REGISTER
from kerjasama.accounts.policy import EVERYBODY, OFFICE, allow
from kerjasama.web.lists import MOST_ROWS
from kerjasama.web.requests import AuthenticatedRequest

Send = Callable[[str], ReminderPlan]


@allow(*OFFICE)
def remind_of_cases(request: AuthenticatedRequest) -> HttpResponse:
    """Reminders to whoever holds the chosen cases."""
    keys = find_cases(request, MOST + 1)
    cases = list(Agreement.objects.filter(pk__in=keys).order_by("pk"))
    plan = reminding.plan_for_turns(request.user, cases)
    lost = lost_among(request, len(cases))
    send = partial(reminding.remind_of_turns, request.user, keys)
    shown = chosen_rows.keys_of_cases(plan)
    has_too_many = len(cases) > MOST
    return _preview_or_send(request, "daftar", plan, shown, lost, send, has_too_many=has_too_many)


@allow(*OFFICE)
def remind_of_duties(request: AuthenticatedRequest) -> HttpResponse:
    """Reminders to whoever owes the chosen duties."""
    found = find_dues(request, MOST + 1)
    dues = {chosen_rows.key_of_due(due) for due in found}
    cases = list(Agreement.objects.filter(pk__in={case for case, *_ in dues}).order_by("pk"))
    plan = reminding.plan_for_dues(request.user, cases, dues)
    lost = lost_among(request, len(dues))
    send = partial(reminding.remind_of_dues, request.user, dues)
    shown = chosen_rows.keys_of_dues(plan, dues)
    has_too_many = len(dues) > MOST
    return _preview_or_send(
        request, "kewajiban", plan, shown, lost, send, has_too_many=has_too_many
    )


def _preview_or_send(
    request: AuthenticatedRequest,
    list_name: str,
    plan: ReminderPlan,
    shown: list[str],
    lost: int,
    send: Send,
    *,
    has_too_many: bool,
) -> HttpResponse:
    form = ReminderForm(request.POST or None)
    page = chosen_rows.build_reminder_page(
        list_name, request.GET, plan, form, lost, shown, has_too_many=has_too_many
    )
    if request.method == "POST" and form.is_valid() and page.may_send:
        sent = send(form.cleaned_data["pesan"])
        messages.success(request, tell_sent(sent, lost))
        return redirect(page.back)
    status = page_status(is_refused=request.method == "POST")
    return render(request, "pages/remind.html", {"page": page}, status=status)


def tell_sent(plan: ReminderPlan, lost: int) -> str:
    """What was sent, and what was not; `lost` rows that were shown are there no more."""
    people = {person.pk for reminder in plan.reminders for person in reminder.people}
    said = f"{len(plan.reminders)} kerja sama diingatkan kepada {len(people)} orang."
    if plan.left_out:
        said += f" {len(plan.left_out)} dilewati."
    if lost:
        said += f" {lost} baris tidak ada lagi dalam daftar."
    return said


@allow(*EVERYBODY)
def export_cases(request: AuthenticatedRequest) -> HttpResponse:
    """The chosen cases as a file."""
    cases = prepare_rows(Agreement.objects.filter(pk__in=find_cases(request, MOST_ROWS)))
    rows = [case.title for case in cases.order_by("title", "pk")]
    lost = lost_among(request, len(rows))
    page = chosen_rows.build_export_page("daftar", request.GET, rows, REGISTER, lost)
    return render(request, "pages/export.html", {"page": page})


@allow(*EVERYBODY)
def export_duties(request: AuthenticatedRequest) -> HttpResponse:
    """The chosen duties as a file."""
    dues = find_dues(request, MOST_ROWS)
    cases = prepare_rows(Agreement.objects.all()).in_bulk({due.agreement_id for due in dues})
    rows = chosen_rows.titles_of_dues(dues, cases)
    lost = lost_among(request, len(rows))
    page = chosen_rows.build_export_page("kewajiban", request.GET, rows, DUTIES, lost)
    return render(request, "pages/export.html", {"page": page})


def find_cases(request: AuthenticatedRequest, most: int) -> list[int]:
    """The keys of the chosen cases, as far as this person may see them."""
    seen = Agreement.objects.visible_to(request.user)
    if chosen_rows.wants_all(request.GET):
        seen = AgreementFilter(request.GET, queryset=seen, request=request).qs
    if names_rows(request):
        seen = seen.filter(pk__in=chosen_rows.chosen_keys(named_in(request)))
    return list(seen.values_list("pk", flat=True)[:most])


def find_dues(request: AuthenticatedRequest, most: int) -> list[Due]:
    """The chosen duties, as far as this person may see them."""
    seen, today = Agreement.objects.visible_to(request.user), timezone.localdate()
    form = DutyForm(request.GET)
    if not names_rows(request):
        return form.ledger(seen, today)[:most]
    return chosen_rows.find_ticked_dues(named_in(request), form, seen, today)


def lost_among(request: AuthenticatedRequest, found: int) -> int:
    """How many of the rows that were ticked, or shown before, are there no more."""
    if not names_rows(request):
        return 0
    return len(set(named_in(request).getlist(chosen_rows.CHOSEN))) - found


def names_rows(request: AuthenticatedRequest) -> bool:
    """Whether single rows are meant: those that were ticked, and in an act those that its preview
    showed, however many the filter leaves by then.
    """
    return request.method == "POST" or not chosen_rows.wants_all(request.GET)


def named_in(request: AuthenticatedRequest) -> QueryDict:
    """Where the single rows are named."""
    return request.POST if request.method == "POST" else request.GET
