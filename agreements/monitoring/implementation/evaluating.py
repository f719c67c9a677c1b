"""Evaluating a signed agreement: begun, answered from each viewpoint, concluded. Each act locks the
agreement and tells its log.
"""

from typing import Any

from django.db import transaction
from django.utils import timezone

from agreements.documents import rendering
from agreements.documents.repeating import Wish
from agreements.models import Agreement, Assessment, Document, Evaluation, Verdict
from agreements.models.event import LogAction
from agreements.monitoring.implementation.indicators import indicators_of
from agreements.regulations.evaluation import NEWEST, Answers, Viewpoint
from agreements.workflow.case_log import note_act
from agreements.workflow.change_effects import STOPPED
from agreements.workflow.guarding import STALE, Refused, refuse_for, refuse_if
from agreements.workflow.remembering import make_undoable
from kerjasama.accounts import policy
from kerjasama.accounts.models import Role, User
from kerjasama.accounts.policy import OPD_ROLES

ANSWERED_BY: dict[str, tuple[Role, ...]] = {
    Viewpoint.OPD: OPD_ROLES,
    Viewpoint.TKKSD: (Role.TKKSD,),
    Viewpoint.OFFICE: policy.OFFICE,
}
EVALUATORS = tuple(role for roles in ANSWERED_BY.values() for role in roles)
MAY_CONCLUDE = Role.SECTION_HEAD
SHEET = "lembar_evaluasi"


def may_evaluate(user: User, agreement: Agreement) -> bool:
    """Whether one of the viewpoints is this person's."""
    return policy.may_act_as_any(user, EVALUATORS, agreement)


def may_answer(user: User, assessment: Assessment) -> bool:
    """Whether this person answers for that viewpoint."""
    roles = ANSWERED_BY[assessment.viewpoint]
    return policy.may_act_as_any(user, roles, assessment.evaluation.agreement)


def may_conclude(user: User) -> bool:
    """Whether this person gives the verdict."""
    return MAY_CONCLUDE in user.roles


def obstacle_to_evaluation(agreement: Agreement) -> str:
    """Why it is not to be evaluated now; empty when it may be."""
    if not agreement.has_term:
        return "Kerja sama ini belum ditandatangani."
    if agreement.state in STOPPED:
        return f"Kerja sama ini berstatus {agreement.status.lower()}."
    running = agreement.evaluations.filter(verdict="").first()
    if running:
        return f"{running} belum disimpulkan."
    return ""


def _case_of(evaluation_id: int) -> int:
    return Evaluation.objects.values_list("agreement_id", flat=True).get(pk=evaluation_id)


@make_undoable()
def begin_evaluation(agreement_id: int, user: User) -> Evaluation:
    """Open an evaluation to all viewpoints, with the newest questions. Raises Refused while another
    is open.
    """
    agreement = Agreement.objects.select_for_update().get(pk=agreement_id)
    refuse_if(
        not may_evaluate(user, agreement),
        "Evaluasi dimulai oleh OPD pemrakarsa, TKKSD, atau Bagian Kerja Sama.",
    )
    refuse_for(obstacle_to_evaluation(agreement))
    told = {
        "number": agreement.evaluations.count() + 1,
        "version": NEWEST.version,
        "by": user,
        "at": timezone.now(),
    }
    evaluation = Evaluation.objects.create(agreement=agreement, **told)
    Assessment.objects.bulk_create(
        Assessment(evaluation=evaluation, viewpoint=viewpoint) for viewpoint in Viewpoint
    )
    note_act(agreement, user, LogAction.EVALUATION_BEGUN, _detail(evaluation))
    return evaluation


@make_undoable(_case_of)
def answer_viewpoint(
    evaluation_id: int,
    user: User,
    viewpoint: str,
    seen: str,
    answers: Answers,
    *,
    submit: bool = False,
) -> Assessment:
    """Keep what was answered, and hand it in. `seen` counts the edits the person had before them.

    Raises Refused when it is not this person's, was handed in already, somebody else wrote
    meanwhile or an answer is missing.
    """
    evaluation, row = _lock(evaluation_id, viewpoint)
    refuse_if(not may_answer(user, row), f"Bagian ini diisi oleh {row.title}.")
    refuse_if(row.is_submitted, "Isian ini sudah diajukan dan tidak dapat diubah lagi.")
    refuse_if(str(row.edits) != seen, STALE)
    row.answers, row.by, row.edits = answers, user, row.edits + 1
    if submit:
        gaps = evaluation.questions.gaps(Viewpoint(viewpoint), answers)
        refuse_if(bool(gaps), *gaps.values())
        row.submitted_at, row.reason = timezone.now(), ""
    row.save()
    if submit:
        note_act(
            evaluation.agreement,
            user,
            LogAction.EVALUATION_ANSWERED,
            _detail(evaluation, row) | {"answers": answers},
        )
    return row


@make_undoable(_case_of)
def send_viewpoint_back(evaluation_id: int, user: User, viewpoint: str, reason: str) -> Assessment:
    """Open again what a viewpoint handed in, to be mended before the verdict."""
    evaluation, row = _lock(evaluation_id, viewpoint)
    refuse_if(
        not may_conclude(user), "Mengembalikan isian hanya wewenang Kepala Bagian Kerja Sama."
    )
    refuse_if(not row.is_submitted, "Isian ini belum diajukan.")
    refuse_if(not reason.strip(), "Alasan wajib diisi.")
    row.submitted_at, row.reason, row.edits = None, reason.strip(), row.edits + 1
    row.save()
    note_act(
        evaluation.agreement,
        user,
        LogAction.EVALUATION_RETURNED,
        _detail(evaluation, row),
        row.reason,
    )
    return row


@make_undoable(_case_of)
def conclude_evaluation(evaluation_id: int, user: User, verdict: str, reason: str) -> Evaluation:
    """Give the verdict, once all viewpoints are in; nothing of the evaluation changes after it."""
    evaluation, _ = _lock(evaluation_id)
    refuse_if(not may_conclude(user), "Kesimpulan diberikan oleh Kepala Bagian Kerja Sama.")
    refuse_if(
        not evaluation.is_answered, "Kesimpulan diberikan setelah ketiga sudut pandang diajukan."
    )
    refuse_if(verdict not in Verdict.values, "Pilih kesimpulan yang tersedia.")
    refuse_if(not reason.strip(), "Alasan wajib diisi.")
    evaluation.verdict, evaluation.reason = verdict, reason.strip()
    evaluation.indicators = [series.told() for series in indicators_of(evaluation.agreement)]
    evaluation.concluded_by, evaluation.concluded_at = user, timezone.now()
    evaluation.save()
    told = {
        "verdict": verdict,
        "overall": str(evaluation.overall),
        "indicators": evaluation.indicators,
    }
    note_act(
        evaluation.agreement,
        user,
        LogAction.EVALUATION_CONCLUDED,
        _detail(evaluation) | told,
        evaluation.reason,
    )
    return evaluation


@transaction.atomic
def order_sheet(evaluation_id: int, user: User, wish: Wish | None = None) -> Document:
    """Ask for the Lembar Evaluasi. Raises Refused before the verdict, Incomplete while nobody may
    sign it.
    """
    evaluation = Evaluation.objects.select_related("agreement").get(pk=evaluation_id)
    agreement = Agreement.objects.select_for_update().get(pk=evaluation.agreement_id)
    refuse_if(not may_evaluate(user, agreement), "Mencetak lembar evaluasi bukan wewenang Anda.")
    refuse_if(evaluation.is_open, "Lembar evaluasi dicetak setelah kesimpulan diberikan.")
    return rendering.order_about(agreement, user, SHEET, {"evaluation": evaluation.pk}, wish)


def _lock(evaluation_id: int, viewpoint: str = Viewpoint.OFFICE) -> tuple[Evaluation, Assessment]:
    """The open evaluation and what one viewpoint answers, under the lock of the agreement."""
    key = Evaluation.objects.values_list("agreement_id", flat=True).get(pk=evaluation_id)
    agreement = Agreement.objects.select_for_update().get(pk=key)
    evaluation = Evaluation.objects.get(pk=evaluation_id)
    evaluation.agreement = agreement
    refuse_if(not evaluation.is_open, f"{evaluation} sudah disimpulkan.")
    row = evaluation.assessments.filter(viewpoint=viewpoint).first()
    if row is None:
        raise Refused("Sudut pandang itu tidak ada.")
    row.evaluation = evaluation
    return evaluation, row


def _detail(evaluation: Evaluation, row: Assessment | None = None) -> dict[str, Any]:
    about = {
        "what": str(row or evaluation),
        "number": evaluation.number,
        "questions": evaluation.version,
    }
    if row:
        about["viewpoint"] = row.viewpoint
    elif evaluation.verdict:
        about["what"] = f"{evaluation}, {evaluation.get_verdict_display().lower()}"
    return about
