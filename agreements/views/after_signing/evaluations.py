"""Evaluasi: the evaluations of one signed agreement, what each viewpoint answers, and the
verdict.
"""

from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from agreements.forms.evaluations import AssessmentForm, VerdictForm
from agreements.forms.report_forms import ReturnForm
from agreements.models import Agreement, Assessment, Evaluation
from agreements.monitoring.implementation import evaluating, indicators
from agreements.pages.evaluations import (
    AssessmentPage,
    build_evaluation_page,
    build_evaluations_page,
)
from agreements.views.common import (
    page_status,
    reasons_of,
    run_form_act,
    signed_or_404,
)
from agreements.views.repeating import run_order, wish_of
from agreements.workflow.guarding import Refused
from kerjasama.accounts.models import User
from kerjasama.accounts.policy import EVERYBODY, allow
from kerjasama.web import lists
from kerjasama.web.requests import AuthenticatedRequest

EVALUATIONS = lists.make_listing(
    "evaluasi",
    {
        "Evaluasi": lambda row: row,
        "Dimulai": lambda row: row.at,
        "Oleh": lambda row: row.by,
        "Sudut pandang": lambda row: "; ".join(
            _assessment_text_of(assessment) for assessment in row.assessments.all()
        ),
        "Nilai": lambda row: row.overall,
        "Sebutan": lambda row: "" if row.overall is None else row.word,
        "Kesimpulan": lambda row: _verdict_text_of(row),
        "Disimpulkan": lambda row: row.concluded_at,
    },
)


def _verdict_text_of(evaluation: Evaluation) -> str:
    if evaluation.is_open:
        return "Belum disimpulkan"
    return evaluation.get_verdict_display()


def _assessment_text_of(assessment: Assessment) -> str:
    handed_in = f"{assessment.submitted_at:%d/%m/%Y}" if assessment.submitted_at else "belum"
    return f"{assessment.title}: {handed_in}"


def evaluation_or_404(user: User, pk: int, number: int) -> Evaluation:
    """The evaluation with that number, of a signed case that this person may see."""
    agreement = signed_or_404(user, pk)
    rows = agreement.evaluations.select_related("by", "concluded_by").prefetch_related(
        "assessments__by"
    )
    evaluation = get_object_or_404(rows, number=number)
    evaluation.agreement = agreement
    return evaluation


def assessment_or_404(user: User, pk: int, number: int, viewpoint: str) -> Assessment:
    """What one viewpoint says in the evaluation with that number."""
    evaluation = evaluation_or_404(user, pk, number)
    assessment = get_object_or_404(evaluation.assessments, viewpoint=viewpoint)
    assessment.evaluation = evaluation
    return assessment


@allow(*EVERYBODY)
def show_evaluations(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """The room: evidence, the evaluation that is open, and earlier ones. A POST begins another."""
    agreement = signed_or_404(request.user, pk)
    if request.method == "POST":
        return _begin(request, agreement)
    page = build_evaluations_page(request.user, agreement)
    return lists.show_page(
        request, "pages/evaluations.html", page, EVALUATIONS, agreement=agreement
    )


def _begin(request: AuthenticatedRequest, agreement: Agreement) -> HttpResponse:
    try:
        evaluation = evaluating.begin_evaluation(agreement.pk, request.user)
    except Refused as refusal:
        messages.error(request, " ".join(refusal.reasons))
        return redirect("evaluasi", agreement.pk)
    messages.success(request, f"{evaluation} dimulai. Ketiga sudut pandang diminta mengisi.")
    return redirect("evaluasi-rinci", agreement.pk, evaluation.number)


@allow(*EVERYBODY)
def show_evaluation(request: AuthenticatedRequest, pk: int, number: int) -> HttpResponse:
    """One evaluation: what was handed in, its scores, and the verdict."""
    return render_evaluation_page(request, evaluation_or_404(request.user, pk, number))


def render_evaluation_page(
    request: AuthenticatedRequest,
    evaluation: Evaluation,
    verdict: VerdictForm | None = None,
    returned: tuple[str, ReturnForm] | None = None,
) -> HttpResponse:
    """The evaluation. `verdict` is a form to show again, `returned` the viewpoint that was to be
    sent back with its form.
    """
    page = build_evaluation_page(request.user, evaluation, verdict, returned)
    status = page_status(is_refused=verdict is not None or returned is not None)
    shown = {"page": page, "agreement": evaluation.agreement}
    return render(request, "pages/evaluation.html", shown, status=status)


@allow(*evaluating.EVALUATORS)
def answer_viewpoint_view(
    request: AuthenticatedRequest, pk: int, number: int, viewpoint: str
) -> HttpResponse:
    """The questions of one viewpoint. "ajukan" saves and hands in."""
    assessment = assessment_or_404(request.user, pk, number, viewpoint)
    result = redirect("evaluasi-rinci", pk, number)
    if not evaluating.may_answer(request.user, assessment):
        messages.error(request, f"Bagian ini diisi oleh {assessment.title}.")
        return result
    if request.method != "POST":
        is_open = assessment.evaluation.is_open and not assessment.is_submitted
        return form_page(request, assessment) if is_open else result
    submits = "ajukan" in request.POST
    form = AssessmentForm(request.POST, assessment=assessment, is_final=submits)
    seen = str(assessment.edits) if form.knows_seen else request.POST.get("versi", "")
    again = partial(form_page, request, assessment, form)
    if not form.is_valid():
        return again(seen)
    try:
        saved = evaluating.answer_viewpoint(
            assessment.evaluation_id, request.user, viewpoint, seen, form.answers, submit=submits
        )
    except Refused as refusal:
        form.add_error(None, reasons_of(request.user, assessment.evaluation.agreement, refusal))
        return again(seen)
    if submits:
        messages.success(request, f"{saved}: diajukan.")
        return result
    messages.success(request, f"{saved}: draf tersimpan.")
    return redirect("isi-evaluasi", pk, number, viewpoint)


def form_page(
    request: AuthenticatedRequest,
    assessment: Assessment,
    form: AssessmentForm | None = None,
    version: str | None = None,
) -> HttpResponse:
    """The form of one viewpoint, shown again as it was typed where one is given."""
    agreement = assessment.evaluation.agreement
    page = AssessmentPage(
        assessment=assessment,
        form=form or AssessmentForm(assessment=assessment),
        version=assessment.edits if version is None else version,
        series=indicators.indicators_of(agreement),
    )
    shown = {"page": page, "agreement": agreement}
    status = page_status(is_refused=bool(form))
    return render(request, "pages/assessment.html", shown, status=status)


@allow(evaluating.MAY_CONCLUDE)
@require_POST
def send_viewpoint_back_view(
    request: AuthenticatedRequest, pk: int, number: int, viewpoint: str
) -> HttpResponse:
    """Send what a viewpoint handed in back to it, with a reason."""
    assessment = assessment_or_404(request.user, pk, number, viewpoint)
    form = ReturnForm(request.POST)
    act = partial(evaluating.send_viewpoint_back, assessment.evaluation_id, request.user, viewpoint)
    if run_form_act(request, form, lambda: act(form.cleaned_data["alasan"]), "Isian dikembalikan."):
        return redirect("evaluasi-rinci", pk, number)
    return render_evaluation_page(request, assessment.evaluation, returned=(viewpoint, form))


@allow(evaluating.MAY_CONCLUDE)
@require_POST
def conclude_evaluation_view(request: AuthenticatedRequest, pk: int, number: int) -> HttpResponse:
    """Record the verdict on the whole."""
    evaluation = evaluation_or_404(request.user, pk, number)
    form = VerdictForm(request.POST)
    act = partial(evaluating.conclude_evaluation, evaluation.pk, request.user)
    if run_form_act(request, form, lambda: act(**form.cleaned_data), "Kesimpulan tersimpan."):
        return redirect("evaluasi-rinci", pk, number)
    return render_evaluation_page(request, evaluation, verdict=form)


@allow(*evaluating.EVALUATORS)
@require_POST
def order_evaluation_sheet(request: AuthenticatedRequest, pk: int, number: int) -> HttpResponse:
    """Order the Lembar Evaluasi."""
    evaluation = evaluation_or_404(request.user, pk, number)
    return run_order(
        request,
        evaluation.agreement,
        partial(evaluating.order_sheet, evaluation.pk, request.user, wish_of(request)),
        "Lembar evaluasi sedang dibuat.",
        reverse("evaluasi-rinci", args=[pk, number]),
    )
