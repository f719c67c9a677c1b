"""The office's own norms: days and kinds of day per term, and its own days off."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect

from agreements.forms.terms import KINDS, DayOffForm, DutyDaysForm, TermForm, WorkedDayForm
from agreements.models import DayOff, TermSetting
from agreements.pages.office.terms import (
    address_of_terms,
    all_terms,
    build_days_off_page,
    build_duty_days_page,
    build_terms_page,
    changeable_duties,
    days_of_duty,
)
from agreements.regulations.duty_rules import Duty
from agreements.regulations.vocabulary import Basis, DayKind, Deadline
from agreements.views.common import page_status
from agreements.workflow.deadlines import Calendar
from kerjasama.accounts.models import Role, User
from kerjasama.accounts.policy import allow
from kerjasama.parameters import primary_key_in
from kerjasama.web import lists
from kerjasama.web.requests import AuthenticatedRequest

TERMS = lists.make_listing(
    "tenggat",
    {
        "Jalur": lambda row: row.track.title,
        "Tenggat": lambda row: ": ".join(filter(None, (row.stage.name, row.term.text))),
        "Dasar": lambda row: _basis_of(row.term),
        "Nilai": lambda row: row.form.initial["days"],
        "Jenis hari": lambda row: dict(KINDS)[row.form.initial["day_kind"]],
        "Diubah": lambda row: getattr(row.own, "changed_at", None),
    },
)
DUTY_DAYS = lists.make_listing(
    "tenggat-kewajiban",
    {
        "Kewajiban": lambda row: row.duty.text,
        "Kepada": lambda row: row.duty.to,
        "Dasar hukum": lambda row: row.duty.citation,
        "Hari": lambda row: row.form.initial["days"],
        "Dihitung dari": lambda row: row.duty.rule.counted_from,
        "Diubah": lambda row: getattr(row.own, "changed_at", None),
    },
)
DAYS_OFF = lists.make_listing(
    "hari-libur",
    {
        "Hari": lambda row: row.day,
        "Nama": lambda row: row.name,
        "Menjadi hari kerja": lambda row: row.is_worked,
        "Keputusan": lambda row: row.decree,
    },
)


def _basis_of(term: Deadline) -> str:
    return str(term.citation) if term.basis is Basis.LAW else "SOP"


@allow(Role.SECTION_HEAD, Role.ADMIN)
def edit_term_settings(request: AuthenticatedRequest) -> HttpResponse:
    """One small form a term; the one that was sent keeps what was typed when it is refused."""
    terms = all_terms()
    rejected = {}
    chosen, opened = request.GET.get("saring", ""), request.GET.get("jalur", "")
    key = request.POST.get("kunci", "")
    if key in terms:
        days, kind = Calendar().length(*terms[key])
        form = TermForm(request.POST, initial={"days": days, "day_kind": kind})
        if form.is_valid():
            save_term(key, terms[key][2], form.cleaned_data, request.user)
            messages.success(
                request, "Tenggat tersimpan dan langsung berlaku bagi semua kerja sama."
            )
            return redirect(address_of_terms(chosen, terms[key][0]))
        rejected, opened = {key: form}, terms[key][0].code
    page = build_terms_page(chosen, opened, rejected)
    status = page_status(is_refused=bool(rejected))
    return lists.show_page(request, "pages/terms.html", page, TERMS, status)


def save_term(key: str, term: Deadline, data: dict[str, Any], user: User) -> None:
    """Keep what was chosen; the number of days that the law sets is no setting."""
    days = None if term.basis is Basis.LAW else data["days"]
    TermSetting.objects.update_or_create(
        term_key=key, defaults={"days": days, "day_kind": data["day_kind"], "changed_by": user}
    )


@allow(Role.SECTION_HEAD, Role.ADMIN)
def duty_days(request: AuthenticatedRequest) -> HttpResponse:
    """Days until a duty is due, where the law names none."""
    changeable = changeable_duties()
    rejected = {}
    code = request.POST.get("kewajiban")
    if code in changeable:
        duty = changeable[code]
        form = DutyDaysForm(request.POST, initial=days_of_duty(duty, Calendar().settings))
        if form.is_valid():
            save_days_of_duty(duty, form.cleaned_data["days"], request.user)
            messages.success(request, "Tersimpan; semua jatuh tempo dihitung ulang.")
            return redirect("tenggat-kewajiban")
        rejected = {code: form}
    status = page_status(is_refused=bool(rejected))
    page = build_duty_days_page(rejected)
    return lists.show_page(request, "pages/duty_days.html", page, DUTY_DAYS, status)


def save_days_of_duty(duty: Duty, days: int, user: User) -> None:
    """Keep after how many days of the calendar it is due."""
    chosen = {"days": days, "day_kind": DayKind.CALENDAR, "changed_by": user}
    TermSetting.objects.update_or_create(term_key=duty.term_key, defaults=chosen)


@allow(Role.SECTION_HEAD, Role.ADMIN)
def edit_days_off(request: AuthenticatedRequest) -> HttpResponse:
    """Days the office adds; national holidays and cuti bersama come with the program."""
    if request.method == "POST" and "hapus" in request.POST:
        get_object_or_404(DayOff, pk=primary_key_in(request.POST["hapus"])).delete()
        return redirect("hari-libur")
    form: DayOffForm = DayOffForm()
    worked = WorkedDayForm(prefix="kerja")
    sent: DayOffForm | WorkedDayForm = form
    if "kerja" in request.POST:
        sent = worked = WorkedDayForm(request.POST, prefix="kerja")
    elif request.POST:
        sent = form = DayOffForm(request.POST)
    if sent.is_bound and sent.is_valid():
        sent.save()
        messages.success(request, "Tersimpan; semua tenggat dihitung ulang.")
        return redirect("hari-libur")
    page = build_days_off_page(form, worked)
    status = page_status(is_refused=sent.is_bound)
    return lists.show_page(request, "pages/days_off.html", page, DAYS_OFF, status)
