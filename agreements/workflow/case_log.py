"""The log of a case: each act is one entry, sealed with the hash of the one before."""

from django.utils import timezone

from agreements.models import Agreement, StageEvent
from agreements.models.event import LogAction
from kerjasama.accounts.models import User

from . import consequences


def note_act(
    agreement: Agreement, user: User, action: LogAction, detail: dict, reason: str = ""
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
    detail: dict,
) -> None:
    last = agreement.events.order_by("-number").first()
    sealed_event(agreement, user, action, source, target, reason, detail, last).save(
        force_insert=True
    )
    consequences.follow_entry(agreement.pk)


def sealed_event(
    agreement: Agreement,
    user: User | None,
    action: LogAction,
    source: str,
    target: str,
    reason: str,
    detail: dict,
    last: StageEvent | None,
) -> StageEvent:
    """The entry that follows `last` in the log of a locked or new case, not saved yet. Raises
    ValueError for a kind that the log does not know.
    """
    event = StageEvent(
        agreement=agreement,
        number=last.number + 1 if last else 1,
        action=LogAction(action),
        from_stage=source,
        to_stage=target,
        reason=reason,
        detail=detail,
        by=user,
        at=timezone.now(),
        previous_hash=last.hash if last else "",
    )
    event.hash = event.sealed()
    return event
