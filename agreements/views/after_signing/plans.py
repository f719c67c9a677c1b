"""The rencana kerja of one case: the plan against what became of it, its versions, and the progress
of each quarter.
"""

from copy import copy
from functools import partial

from django.contrib import messages
from django.db import transaction
from django.db.models import Prefetch, prefetch_related_objects
from django.forms import BaseInlineFormSet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from agreements.forms.plans import PlanFormSet, PlannedForm, ProgressForm, ReasonForm
from agreements.forms.report_forms import ReturnForm
from agreements.models import Activity, Agreement, Progress, StageEvent
from agreements.monitoring.implementation import progress, work_plans
from agreements.pages.plans import PlanFormPage, PlanPage, build_quarter_page
from agreements.regulations.plans import plan_law_of
from agreements.views.case.papers import serve_row
from agreements.views.common import page_status, run_form_act, visible_or_404
from agreements.workflow.guarding import Refused
from kerjasama.accounts.models import User
from kerjasama.accounts.policy import EVERYBODY, OPD_ROLES, allow
from kerjasama.parameters import primary_key_in
from kerjasama.web import rows as more_rows
from kerjasama.web.requests import AuthenticatedRequest


def planned_or_404(user: User, pk: int) -> Agreement:
    """The case, if this person may see it and it has a rencana kerja."""
    agreement = visible_or_404(user, pk)
    if not work_plans.has_plan(agreement):
        raise Http404
    return agreement


@allow(*EVERYBODY)
def show_plan(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """The plan with its realisation; `versi` shows an earlier one as the log keeps it."""
    agreement = planned_or_404(request.user, pk)
    today = timezone.localdate()
    versions = work_plans.plan_versions_of(agreement)
    rows = Activity.objects.select_related("unit", "giver").prefetch_related("progress")
    prefetch_related_objects([agreement], Prefetch("activities", rows))
    page = PlanPage(
        law=plan_law_of(agreement.track),
        years=progress.plan_by_year(agreement.activities.all(), today),
        status=work_plans.plan_status_of(agreement, today),
        versions=versions,
        old=_version_or_404(versions, request.GET.get("versi", "")),
        may_write=work_plans.may_write_plan(request.user, agreement),
        why_not=work_plans.obstacle_to_plan(agreement, today),
        may_report=progress.may_report(request.user, agreement),
    )
    return render(request, "pages/plan.html", {"page": page, "agreement": agreement})


def _version_or_404(versions: list[StageEvent], asked: str) -> StageEvent | None:
    """The version that was asked for; None where none was."""
    if not asked:
        return None
    for event in versions:
        if event.detail["version"] == primary_key_in(asked):
            return event
    raise Http404


@allow(*OPD_ROLES)
def edit_plan(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """All activities in one form, with the reason for changing a plan in force."""
    agreement = planned_or_404(request.user, pk)
    if not work_plans.may_write_plan(request.user, agreement):
        raise Http404
    known = Activity.objects.select_related("unit")
    rows = PlanFormSet(
        more_rows.posted_with_new_row(request) or None, instance=agreement, queryset=known
    )
    reason = ReasonForm(request.POST or None)
    status = 200
    version: str | int | None = work_plans.version_of(agreement)
    if request.method == "POST":
        version = request.POST.get("versi")
    if more_rows.is_asked(request):
        more_rows.show_without_faults(rows, reason)
    elif request.method == "POST":
        if _is_plan_saved(request, agreement, rows, reason):
            return redirect("rencana-kerja", pk)
        status = 422
    page = PlanFormPage(
        law=plan_law_of(agreement.track),
        rows=rows,
        reason=reason,
        needs_reason=agreement.effective_on is not None,
        version=version,
        why_not=work_plans.obstacle_to_plan(agreement, timezone.localdate()),
    )
    shown = {"page": page, "agreement": agreement}
    return render(request, "pages/plan_edit.html", shown, status=status)


def _is_plan_saved(
    request: AuthenticatedRequest,
    agreement: Agreement,
    rows: "BaseInlineFormSet[Activity, Agreement, PlannedForm]",
    reason: ReasonForm,
) -> bool:
    """Whether the plan was taken; if not, the forms say why."""
    if not all([rows.is_valid(), reason.is_valid()]):
        return False
    seen = primary_key_in(request.POST.get("versi", ""))
    if any(form.knows_seen for form in rows.initial_forms):
        seen = work_plans.version_of(agreement)
    try:
        work_plans.save_plan(
            agreement.pk,
            request.user,
            seen,
            lambda case: rows.save(),
            reason.cleaned_data["alasan"],
        )
    except Refused as refusal:
        why = refusal.reasons[0]
        reason.add_error("alasan" if "alasan" in why else None, why)
        return False
    messages.success(request, "Rencana kerja tersimpan.")
    return True


def quarter_or_404(
    user: User, pk: int, activity: int, quarter: int
) -> tuple[Agreement, Activity, Progress | None]:
    """The case, the activity, and what was reported of that quarter (1 to 4), if anything was."""
    agreement = planned_or_404(user, pk)
    people = Prefetch("progress", Progress.objects.select_related("submitted_by", "judged_by"))
    row = get_object_or_404(
        agreement.activities.select_related("unit", "giver").prefetch_related(people), pk=activity
    )
    found = next((told for told in row.progress.all() if told.quarter == quarter), None)
    if quarter not in row.quarters and found is None:
        raise Http404
    return agreement, row, found


@allow(*EVERYBODY)
def show_quarter(
    request: AuthenticatedRequest, pk: int, activity: int, quarter: int
) -> HttpResponse:
    """What became of one activity in one quarter: reported by its OPD, judged by Bagian Kerja Sama,
    read by all others.
    """
    agreement, row, found = quarter_or_404(request.user, pk, activity, quarter)
    if request.method != "POST":
        return render_quarter_page(request, agreement, row, quarter, found)
    reported = copy(found) or Progress(agreement=agreement, activity=row, quarter=quarter)
    form = ProgressForm(request.POST, request.FILES, instance=reported)

    @transaction.atomic
    def submit() -> None:
        progress.submit_progress(
            pk, request.user, activity, quarter, confirmed=form.confirmed, **form.told()
        )
        form.keep_file()  # only when nothing was refused

    if run_form_act(request, form, submit, "Capaian diajukan kepada Bagian Kerja Sama."):
        return redirect("rencana-kerja", pk)
    return render_quarter_page(request, agreement, row, quarter, found, form=form)


def render_quarter_page(
    request: AuthenticatedRequest,
    agreement: Agreement,
    row: Activity,
    quarter: int,
    found: Progress | None,
    form: ProgressForm | None = None,
    back: ReturnForm | None = None,
) -> HttpResponse:
    """The quarter, with forms as they were typed or fresh ones for who may use them; `back` sends
    what was reported back.
    """
    page = build_quarter_page(request.user, agreement, row, quarter, found, form, back)
    status = page_status(is_refused=bool(form or back))
    shown = {"page": page, "agreement": agreement}
    return render(request, "pages/progress.html", shown, status=status)


@allow(*progress.MAY_VERIFY)
@require_POST
def judge_quarter(
    request: AuthenticatedRequest, pk: int, activity: int, quarter: int
) -> HttpResponse:
    """Verify a quarter as it was seen, or send it back with a reason."""
    agreement, row, found = quarter_or_404(request.user, pk, activity, quarter)
    if found is None:
        raise Http404
    seen = primary_key_in(request.POST.get("versi", ""))
    if "terima" in request.POST:
        return verify_quarter(request, found, seen)
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


def verify_quarter(request: AuthenticatedRequest, found: Progress, seen: int) -> HttpResponse:
    """Verify what was reported, as it was seen: in its version `seen`."""
    try:
        progress.verify_progress(found.agreement_id, request.user, found.pk, seen)
    except Refused as refusal:
        messages.error(request, " ".join(refusal.reasons))
        return redirect("capaian", found.agreement_id, found.activity_id, found.quarter)
    messages.success(request, f"{found}: terverifikasi.")
    return redirect("rencana-kerja", found.agreement_id)


@allow(*EVERYBODY)
def download_plan_evidence(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """The file that was reported with a quarter."""
    row = get_object_or_404(
        Progress, pk=pk, agreement__in=Agreement.objects.visible_to(request.user)
    )
    return serve_row(request, row)
