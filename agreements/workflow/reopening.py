"""Opening a rejected or withdrawn case again, in the stage where it stopped."""

from django.utils import timezone

from agreements.models import Agreement, Clock, State
from agreements.models.event import LogAction
from agreements.workflow.change_effects import reasons_against_change
from agreements.workflow.engine import require_signed_parent
from agreements.workflow.guarding import lock_in_any_state, refuse_for, refuse_if
from agreements.workflow.settling import move_case
from kerjasama.accounts.models import User

from .halting import why_not_reopen
from .remembering import make_undoable


@make_undoable()
def reopen_case(agreement_id: int, user: User, reason: str) -> Agreement:
    """Let it go on where it stopped. Local norms are given the days it lay; the law's terms ran on.

    What was approved stands as far as the content does; a signing that was called off is to be
    arranged anew. Raises Refused for the wrong role, without a reason, and when the agreement
    above no longer bears it.
    """
    agreement = lock_in_any_state(agreement_id)
    refuse_for(why_not_reopen(user, agreement))
    refuse_if(not reason.strip(), "Alasan wajib diisi.")
    _require_what_it_stands_on(agreement)
    _rest_until_now(agreement)
    return move_case(
        agreement, user, LogAction.REOPENED, agreement.stage_code, reason.strip(), keep_return=True
    )


def _require_what_it_stands_on(agreement: Agreement) -> None:
    if agreement.track.changes:
        if agreement.effective_on is None:
            refuse_for(
                *reasons_against_change(agreement.above, agreement.track, timezone.localdate())
            )
    elif agreement.track.under_parent:
        require_signed_parent(agreement)


def _rest_until_now(agreement: Agreement) -> None:
    """Write down that it lay since it was stopped, as a suspension does."""
    stopped = agreement.events.filter(action=agreement.state).order_by("number").last()
    now = timezone.now()
    since = now
    if stopped:
        since = stopped.at
    where = {"track_code": agreement.track_code, "stage_code": agreement.stage_code}
    Clock.objects.create(
        agreement=agreement,
        owner=State(agreement.state).name,
        started_at=since,
        ended_at=now,
        **where,
    )
    agreement.paused_days += (timezone.localdate(now) - timezone.localdate(since)).days
