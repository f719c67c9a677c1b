"""The rencana kerja of one case: the plan against what became of it, its versions, and the progress
of each quarter.
"""

from copy import copy
from functools import partial

from django.contrib import messages
from django.db import transaction
from django.db.models import Prefetch, prefetch_related_objects
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from agreements.forms.plans import PlanFormSet, ProgressForm, ReasonForm
from agreements.forms.reports import ReturnForm
from agreements.models import Activity, Agreement, Progress, ProgressState
from agreements.models.progress import first_day_of_quarter
from agreements.monitoring.implementation import progress, work_plans
from agreements.regulations.plans import plan_law_of
from agreements.workflow.guarding import Refused
from kerjasama.accounts.models import User
from kerjasama.accounts.policy import EVERYBODY, OPD_ROLES, allow
from kerjasama.parameters import primary_key_in
from kerjasama.web import rows as more_rows
from kerjasama.web.requests import AuthenticatedRequest

from .common import run_form_act, visible_or_404
from .papers import serve_row

ROMAN = ("I", "II", "III", "IV")


def planned_or_404(user: User, pk: int) -> Agreement:
    agreement = visible_or_404(user, pk)
    if not work_plans.has_plan(agreement):
        raise Http404
    return agreement


@allow(*EVERYBODY)
def show_plan(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """The plan with its realisation; `versi` shows an earlier one as the log keeps it."""
    agreement = planned_or_404(request.user, pk)
    today, versions = timezone.localdate(), work_plans.plan_versions_of(agreement)
    asked = request.GET.get("versi")
    old = (
        next(
            (event for event in versions if event.detail["version"] == primary_key_in(asked)), None
        )
        if asked
        else None
    )
    if asked and old is None:
        raise Http404
    rows = Activity.objects.select_related("unit").prefetch_related("progress")
    prefetch_related_objects([agreement], Prefetch("activities", rows))
    shown = {
        "agreement": agreement,
        "law": plan_law_of(agreement.track),
        "years": progress.plan_by_year(agreement.activities.all(), today),
        "status": work_plans.plan_status_of(agreement, today),
        "versions": versions,
        "old": old,
        "writes": work_plans.may_write_plan(request.user, agreement),
        "why_not": work_plans.obstacle_to_plan(agreement, today),
        "reports": progress.may_report(request.user, agreement),
    }
    return render(request, "pages/plan.html", shown)


@allow(*OPD_ROLES)
def edit_plan(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """All activities in one form, with the reason for changing a plan in force."""
    agreement = planned_or_404(request.user, pk)
    if not work_plans.may_write_plan(request.user, agreement):
        raise Http404
    is_sent = request.method == "POST"
    known = Activity.objects.select_related("unit")
    rows = PlanFormSet(
        more_rows.posted_with_new_row(request) or None, instance=agreement, queryset=known
    )
    reason = ReasonForm(request.POST or None)
    if is_more := more_rows.is_asked(request):
        more_rows.show_without_faults(rows, reason)
    elif is_sent and all([rows.is_valid(), reason.is_valid()]):
        knows_seen = any(form.knows_seen for form in rows.initial_forms)
        seen = (
            work_plans.version_of(agreement)
            if knows_seen
            else primary_key_in(request.POST.get("versi", ""))
        )
        try:
            work_plans.save_plan(
                pk, request.user, seen, lambda case: rows.save(), reason.cleaned_data["alasan"]
            )
        except Refused as refusal:
            reason.add_error(
                "alasan" if "alasan" in refusal.reasons[0] else None, refusal.reasons[0]
            )
        else:
            messages.success(request, "Rencana kerja tersimpan.")
            return redirect("rencana-kerja", pk)
    shown = {
        "agreement": agreement,
        "law": plan_law_of(agreement.track),
        "rows": rows,
        "reason": reason,
        "needs_reason": agreement.effective_on is not None,
        "version": request.POST.get("versi") if is_sent else work_plans.version_of(agreement),
        "why_not": work_plans.obstacle_to_plan(agreement, timezone.localdate()),
    }
    return render(
        request, "pages/plan_edit.html", shown, status=422 if is_sent and not is_more else 200
    )


def quarter_or_404(
    user: User, pk: int, activity: int, quarter: int
) -> tuple[Agreement, Activity, Progress | None]:
    agreement = planned_or_404(user, pk)
    people = Prefetch("progress", Progress.objects.select_related("submitted_by", "judged_by"))
    row = get_object_or_404(
        agreement.activities.select_related("unit").prefetch_related(people), pk=activity
    )
    found = next((told for told in row.progress.all() if told.quarter == quarter), None)
    if quarter not in row.quarters and found is None:
        raise Http404
    return agreement, row, found


@allow(*EVERYBODY)
def show_quarter(request: AuthenticatedRequest, pk: int, activity, quarter) -> HttpResponse:
    """What became of one activity in one quarter: reported by its OPD, judged by Bagian Kerja Sama,
    read by all others.
    """
    agreement, row, found = quarter_or_404(request.user, pk, activity, quarter)
    if request.method != "POST":
        return render_quarter_page(request, agreement, row, quarter, found)
    form = ProgressForm(
        request.POST,
        request.FILES,
        instance=copy(found) or Progress(agreement=agreement, activity=row, quarter=quarter),
    )
    if run_form_act(
        request,
        form,
        lambda: submit_quarter(form, pk, request.user, activity, quarter),
        "Capaian diajukan kepada Bagian Kerja Sama.",
    ):
        return redirect("rencana-kerja", pk)
    return render_quarter_page(request, agreement, row, quarter, found, form=form)


@transaction.atomic
def submit_quarter(form: ProgressForm, *where) -> None:
    """Report the quarter; its evidence is stored only when nothing was refused."""
    progress.submit_progress(*where, confirmed=form.confirmed, **form.told())
    form.keep_file()


def render_quarter_page(
    request: AuthenticatedRequest,
    agreement: Agreement,
    row: Activity,
    quarter: int,
    found: Progress | None,
    form=None,
    back=None,
):
    user, today = request.user, timezone.localdate()
    reports = progress.may_report(user, agreement) and progress.is_quarter_open(
        row, quarter, found, today
    )
    judges = (
        progress.may_verify(user) and found is not None and found.state != ProgressState.RETURNED
    )
    is_waiting = found is not None and found.state == ProgressState.SUBMITTED
    shown = {
        "agreement": agreement,
        "activity": row,
        "quarter": ROMAN[quarter - 1],
        "number": quarter,
        "progress": found,
        "has_begun": first_day_of_quarter(row.year, quarter) <= today,
        "form": form or (ProgressForm(instance=found) if reports else None),
        "may_verify": judges and is_waiting,
        "return_form": back or (ReturnForm() if judges else None),
    }
    return render(request, "pages/progress.html", shown, status=422 if form or back else 200)


@allow(*progress.MAY_VERIFY)
@require_POST
def judge_quarter(request: AuthenticatedRequest, pk: int, activity, quarter) -> HttpResponse:
    """Verify a quarter as it was seen, or send it back with a reason."""
    agreement, row, found = quarter_or_404(request.user, pk, activity, quarter)
    if found is None:
        raise Http404
    seen, here = primary_key_in(request.POST.get("versi", "")), ("capaian", pk, activity, quarter)
    if "terima" in request.POST:
        return verify_quarter(request, found, seen, here)
    form = ReturnForm(request.POST)
    act = partial(progress.send_progress_back, pk, request.user, found.pk, seen)
    if run_form_act(
        request,
        form,
        lambda: act(form.cleaned_data["alasan"]),
        f"{found}: dikembalikan kepada OPD.",
    ):
        return redirect("rencana-kerja", pk)
    return render_quarter_page(request, agreement, row, quarter, found, back=form)


def verify_quarter(request: AuthenticatedRequest, found: Progress, seen: int, here: tuple):
    try:
        progress.verify_progress(found.agreement_id, request.user, found.pk, seen)
    except Refused as refusal:
        messages.error(request, " ".join(refusal.reasons))
        return redirect(*here)
    messages.success(request, f"{found}: terverifikasi.")
    return redirect("rencana-kerja", found.agreement_id)


@allow(*EVERYBODY)
def download_plan_evidence(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(
        Progress, pk=pk, agreement__in=Agreement.objects.visible_to(request.user)
    )
    return serve_row(request, row)
