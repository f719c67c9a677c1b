"""Separation of duties: who took a part in the content of a case judges it in no other part,
whichever seat he holds.
"""

from django.db.models import Q

from agreements.models import Evidence, Exemption, ProposalState
from agreements.models.event import LogAction
from agreements.regulations.separation import Part, apart_from
from agreements.regulations.vocabulary import Requirement
from kerjasama.accounts.models import User

from .evaluation import Situation

PROPOSING = (LogAction.BEGUN, LogAction.CONTENT_EDITED, LogAction.WORK_PLAN_EDITED)
DRAFTING = (LogAction.WORDING_EDITED, LogAction.DOCX_DECIDED)
NORM = "pemisahan tugas, norma setempat"
OWN = f"Anda sendiri yang mengajukannya; penilaiannya oleh orang lain ({NORM})."


def parts_taken(user: User, situation: Situation) -> tuple[Part, ...]:
    """Which parts this person took in the content as it stands, under whatever account."""
    agreement, stage = situation.agreement, situation.stage
    accounts = user.accounts
    written = agreement.events.standing().filter(
        Q(action__in=PROPOSING) | Q(action__in=DRAFTING, from_stage=stage.code), by__in=accounts
    )
    actions = set(written.order_by().values_list("action", flat=True).distinct())
    parts = {Part.PROPOSES} if actions & set(PROPOSING) else set()
    parts |= {Part.DRAFTS} if actions & set(DRAFTING) else set()
    for row in agreement.evidence.all():
        if row.by_id in accounts and not row.void and _is_of_same_content(row, situation):
            part = row.need.part if row.need else None
            parts |= {part} if part else set()
    return tuple(part for part in Part if part in parts)


def _is_of_same_content(row: Evidence, situation: Situation) -> bool:
    return situation.stage.code == row.stage_code or situation.content_hash == row.content_hash


def parts_in_the_way(user: User, situation: Situation, need: Requirement) -> tuple[Part, ...]:
    """The parts of this person beside which he does not give this approval."""
    if need.part is None:
        return ()
    apart = apart_from(need.part, situation.agreement.track.duties_apart)
    return tuple(part for part in parts_taken(user, situation) if part in apart)


def exemption_for(user: User, situation: Situation, need: Requirement) -> Exemption | None:
    """By which this person may give the approval of this very content nevertheless."""
    return situation.agreement.exemptions.filter(
        stage_code=situation.stage.code,
        requirement_code=need.code,
        by__in=user.accounts,
        content_hash=situation.content_hash,
        state=ProposalState.CONFIRMED,
    ).first()


def why_apart(user: User, situation: Situation, need: Requirement) -> str:
    """Why this person does not give this approval; empty where nothing is in the way."""
    parts = parts_in_the_way(user, situation, need)
    if not parts or exemption_for(user, situation, need):
        return ""
    return f"Anda {said(parts)}; persetujuan ini diberikan orang lain ({NORM})."


def said(parts: tuple[Part, ...]) -> str:
    """The parts within a sentence."""
    return " dan ".join(parts)
