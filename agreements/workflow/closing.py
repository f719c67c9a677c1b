"""Which stages close by themselves, and which wait for somebody to say so."""

from datetime import date

from django.utils.formats import date_format

from agreements.models import Agreement, StageEvent
from agreements.regulations.vocabulary import Actor, Requirement, RequirementKind, Stage

from .evaluation import Situation


def closes_itself(stage: Stage) -> bool:
    """Whether what ends the stage is an act, a record or a paper.

    Where it ends with the facts of a proposal or with the OPD's own word, sending it on stays a
    conscious act.
    """
    return any(not _is_the_proposers(need) for need in last_of(stage))


def last_of(stage: Stage) -> list[Requirement]:
    """The requirements that no other of the stage waits for; optional ones end nothing."""
    needed = [need for need in stage.requirements if not need.optional]
    awaited = {code for need in needed for code in need.after}
    return [need for need in needed if need.code not in awaited]


def _is_the_proposers(need: Requirement) -> bool:
    return (
        need.kind is RequirementKind.FACT
        or need.kind is RequirementKind.APPROVAL
        and need.actor is Actor.OPD
    )


def is_closing_due(situation: Situation) -> bool:
    """Whether the stage closes now: all is met, nothing is to be mended, and nothing optional may
    still come.
    """
    stage, agreement = situation.stage, situation.agreement
    if not situation.may_complete or not closes_itself(stage) or lives_on(agreement):
        return False
    did_something = any(
        check.met and check.requirement.kind is not RequirementKind.FACT
        for check in situation.checks
    )
    return did_something and not _may_still_come(situation)


def _may_still_come(situation: Situation) -> bool:
    """Whether something optional is open that belongs after all that was done; what lay before it
    has been passed by.
    """
    last_met = max((place for place, check in enumerate(situation.checks) if check.met), default=-1)
    return any(
        check.is_open and check.requirement.optional for check in situation.checks[last_met + 1 :]
    )


def lives_on(agreement: Agreement) -> bool:
    """Whether this is the last stage of an agreement, in which it is carried out; a change has done
    all with its last.
    """
    track = agreement.track
    return agreement.stage_code == track.stages[-1].code and track.changes is None


def reason_to_wait(agreement: Agreement, today: date) -> str:
    """Why the last stage may not be closed yet; empty when it may, or when it is not the last."""
    last = agreement.last_day
    if not lives_on(agreement) or last is None or last < today:
        return ""
    until = "diakhiri"
    if agreement.ends_on is not None:
        until = date_format(agreement.ends_on, "j F Y")
    return f"Kerja sama ini berlaku sampai {until}; berkasnya ditutup sesudah itu."


def closing_of(agreement: Agreement, stage_code: str) -> StageEvent | None:
    """The event by which this stage, left meanwhile, last closed by itself."""
    left = (
        agreement.events.filter(from_stage=stage_code)
        .exclude(to_stage=stage_code)
        .order_by("-number")
        .first()
    )
    if left is None or left.by_id is not None or agreement.stage_code == stage_code:
        return None
    return left
