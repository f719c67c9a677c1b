"""The log of a case: each act is one entry, sealed with the hash of the one before."""

from functools import cache

from django.utils import timezone

from agreements.models import Agreement, StageEvent
from agreements.models.event import LogAction, LogDetail
from kerjasama.accounts.models import User
from kerjasama.web.compiled import KEY, CompiledRows

from . import acting_roles, consequences


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
    last = next(iter(_newest_entry().rows({KEY: agreement.pk})), None)
    seen = detail.get("content") or (agreement.content_hash if user else "")
    event = sealed_event(agreement, user, action, source, target, reason, detail, last, seen)
    event.save(force_insert=True)
    consequences.follow_entry(agreement.pk)


@cache
def _newest_entry() -> CompiledRows[StageEvent]:
    return CompiledRows(StageEvent.objects.filter(agreement=KEY).order_by("-number")[:1])


def sealed_event(
    agreement: Agreement,
    user: User | None,
    action: LogAction,
    source: str,
    target: str,
    reason: str,
    detail: LogDetail,
    last: StageEvent | None,
    seen: str = "",
) -> StageEvent:
    """The entry that follows `last` in the log of a locked or new case, not saved yet; `seen` is
    the hash of the content that was there. Raises ValueError for a kind that the log does not know.
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
        seen=seen,
        previous_hash=previous_hash,
    )
    if user is not None:
        _tell_seat(event, agreement, user)
    event.hash = event.sealed()
    return event


def _tell_seat(event: StageEvent, agreement: Agreement, user: User) -> None:
    """By which seat the person acts, as it is resolved on this day."""
    held = user.seat_for(acting_roles.roles_of_act(event, agreement), agreement.owner_id)
    if held is None:
        return
    seat, in_name_of = user.seat_on(held.seat, timezone.localdate(event.at))
    event.seat_key, event.role, event.seat = held.seat, held.role, seat[:300]
    event.in_name_of = in_name_of[:200]
