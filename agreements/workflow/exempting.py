"""Exemptions from the separation of duties: asked by the one who is kept apart, given by a second
person with a reason; the log tells of each.
"""

from django.db import transaction

from agreements.models import Agreement, Exemption, ProposalState
from agreements.models.event import LogAction
from agreements.regulations.separation import Part
from kerjasama.accounts import policy
from kerjasama.accounts.models import Role, User

from . import apart, permitting
from .case_log import note_act
from .evaluation import evaluate_case
from .guarding import Refused, lock_in_any_state, lock_running_case, refuse_for, refuse_if

# Who lets somebody act nevertheless; never that person, and nobody who wrote the content.
DECIDED_BY = (Role.SECTION_HEAD, Role.SEKDA, Role.HEAD_OF_REGION)
WRITING = {Part.PROPOSES, Part.DRAFTS}
NOT_YOURS = "Memutuskan pengecualian ini bukan wewenang Anda."


@transaction.atomic
def ask_exemption(agreement_id: int, user: User, code: str, reason: str) -> Exemption:
    """Ask that oneself may give an approval from which one is kept apart. Raises Refused where one
    is not.
    """
    agreement = lock_running_case(agreement_id)
    situation = evaluate_case(agreement)
    check = situation.check(code)
    if check is None or not permitting.could_meet(user, situation, check):
        raise Refused("Persetujuan ini tidak sedang menunggu Anda.")
    need = check.requirement
    parts = apart.parts_in_the_way(user, situation, need)
    refuse_if(not parts, "Anda tidak memerlukan pengecualian untuk persetujuan ini.")
    refuse_if(not reason.strip(), "Alasan wajib diisi.")
    waiting = agreement.exemptions.filter(
        by=user, stage_code=agreement.stage_code, requirement_code=code, state=ProposalState.PENDING
    )
    refuse_if(waiting.exists(), "Permintaan Anda sudah menunggu keputusan.")
    row = Exemption.objects.create(
        agreement=agreement,
        stage_code=agreement.stage_code,
        requirement_code=code,
        content_hash=situation.content_hash,
        parts=apart.said(parts),
        reason=reason.strip(),
        by=user,
        by_role=next(
            role for role in permitting.roles_of(need) if policy.may_act_as(user, role, agreement)
        ),
    )
    told = {"what": row.what, "exemption": row.pk, "content": row.content_hash}
    note_act(agreement, user, LogAction.EXEMPTION_ASKED, told, row.reason)
    return row


def why_not_decide(user: User, exemption: Exemption) -> str:
    """Why this person does not decide it; empty where he may."""
    if user.is_same_person(exemption.by):
        return "Pengecualian diputus orang lain, bukan oleh yang memintanya."
    if not policy.may_act_as_any(user, DECIDED_BY, exemption.agreement):
        return NOT_YOURS
    if WRITING & set(apart.parts_taken(user, evaluate_case(exemption.agreement))):
        return "Anda ikut menulis isinya, jadi pengecualian ini diputus orang lain."
    return ""


@transaction.atomic
def decide_exemption(exemption_id: int, user: User, answer: str, *, is_given: bool) -> Exemption:
    """Give it or not, with the reason that the log keeps. Raises Refused for the asker, for who
    wrote the content, and where the content changed since.
    """
    agreement_id = Exemption.objects.values_list("agreement", flat=True).get(pk=exemption_id)
    agreement = lock_in_any_state(agreement_id)
    row = Exemption.objects.select_related("by").get(pk=exemption_id)
    row.agreement = agreement
    refuse_if(not row.is_pending, f"Permintaan ini sudah {row.get_state_display().lower()}.")
    refuse_for(why_not_decide(user, row))
    refuse_if(not answer.strip(), "Alasan wajib diisi.")
    if is_given:
        _require_same_content(agreement, row)
    state = ProposalState.CONFIRMED if is_given else ProposalState.REFUSED
    row.decide(user, state, answer.strip())
    action = LogAction.EXEMPTION_GIVEN if is_given else LogAction.EXEMPTION_REFUSED
    told = {"what": f"{row.by}, {row.what}", "exemption": row.pk, "content": row.content_hash}
    note_act(agreement, user, action, told, row.answer)
    return row


def _require_same_content(agreement: Agreement, row: Exemption) -> None:
    has_moved = agreement.stage_code != row.stage_code
    refuse_if(
        has_moved or agreement.content_hash != row.content_hash,
        "Isi atau tahapnya berubah sejak diminta. Tolak permintaan ini; yang baru diminta lagi.",
    )
