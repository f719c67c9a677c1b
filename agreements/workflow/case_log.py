"""The log of a case: each act is one entry, sealed with the hash of the one before."""

from django.utils import timezone

from agreements.models import Agreement, StageEvent
from agreements.models.event import LogAction, LogDetail
from kerjasama.accounts.models import User

from . import consequences


def note_act(
    agreement: Agreement, user: User, action: LogAction, detail: LogDetail, reason: str = ""
) -> None:
    """Write into the log of a locked case an act that moves no stage. The case may be closed: what
    is signed lives on.
    """
    log_entry(agreement, user, action, agreement.stage_code, agreement.stage_code, reason, detail)


def log_entry(
    agreement: Agreement,
    user: User | None,
    action: LogAction,
    source: str,
    target: str,
    reason: str,
    detail: LogDetail,
) -> None:
    """Write an entry into the log of a locked case, as moving from one stage to another or
    staying; no `user` is the system.
    """
    last = agreement.events.order_by("-number").first()
    event = sealed_event(agreement, user, action, source, target, reason, detail, last)
    event.save(force_insert=True)
    consequences.follow_entry(agreement.pk)


def sealed_event(
    agreement: Agreement,
    user: User | None,
    action: LogAction,
    source: str,
    target: str,
    reason: str,
    detail: LogDetail,
    last: StageEvent | None,
) -> StageEvent:
    """The entry that follows `last` in the log of a locked or new case, not saved yet. Raises
    ValueError for a kind that the log does not know.
    """
    number, previous_hash = 1, ""
    if last:
        number, previous_hash = last.number + 1, last.hash
    event = StageEvent(
        agreement=agreement,
        number=number,
        action=LogAction(action),
        from_stage=source,
        to_stage=target,
        reason=reason,
        detail=dict(detail),
        by=user,
        at=timezone.now(),
        previous_hash=previous_hash,
    )
    event.hash = event.sealed()
    return event
