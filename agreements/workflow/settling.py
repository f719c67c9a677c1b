"""The only writer of a stage: moves a case, says whose turn it is, and lets stages close by
themselves.
"""

from datetime import date
from functools import cache
from hashlib import sha256

from django.core.cache import caches
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from agreements.models import Agreement, Clock, Correction, State
from agreements.models.event import LogAction
from agreements.regulations.vocabulary import Stage
from agreements.workflow.case_log import log_entry
from kerjasama.accounts.models import User
from kerjasama.logbook.models import LogEntry
from kerjasama.web.compiled import KEY, CompiledRows

from . import closing, consequences
from .deadlines import Calendar, calendar_of_act, term_key
from .evaluation import Situation, evaluate_case

# In the cache of all processes: the day for which every late case was settled, and by what rules.
SETTLED = "settled-until"


def leave_stage(agreement: Agreement, user: User | None) -> Agreement:
    """Go to the next stage that applies, or back to the sender; None as the `user` is the system.
    Expects the row lock.
    """
    here, ahead = agreement.stage_code, stages_ahead(agreement)
    if agreement.return_to:
        ahead = ahead[[stage.code for stage in ahead].index(_return_stage(agreement)) :]
    for stage in ahead:
        if stage.condition is None or agreement.holds(stage.condition.code):
            action = LogAction.RETURNED_TO_SENDER if agreement.return_to else LogAction.MOVED_ON
            return move_case(agreement, user, action, stage.code)
        why = f"Tidak berlaku: {stage.condition.cited}."
        log_entry(agreement, user, LogAction.STAGE_SKIPPED, here, stage.code, why, {})
    return move_case(agreement, user, LogAction.FINISHED, here, state=State.DONE)


def stages_ahead(agreement: Agreement) -> tuple[Stage, ...]:
    """The stages of the track after the present one, whether they will apply or not."""
    return agreement.track.stages[agreement.track.position(agreement.stage_code) + 1 :]


def _return_stage(agreement: Agreement) -> str:
    """The sender's stage, or the first before it that the correction left unmet."""
    calendar = calendar_of_act()
    for stage in stages_ahead(agreement):
        if stage.code == agreement.return_to:
            break
        applies = stage.condition is None or agreement.holds(stage.condition.code)
        if applies and evaluate_case(agreement, stage, calendar).unmet:
            return stage.code
    return agreement.return_to


def return_case_to(
    agreement: Agreement, user: User, target: str, reason: str, items: list[str]
) -> Agreement:
    """Send the case to an earlier stage with what is to be mended; from there it comes back here.
    Expects the row lock.
    """
    for text in items:
        Correction.objects.create(agreement=agreement, text=text, by=user)
    if target != agreement.stage_code:
        agreement.return_to = agreement.return_to or agreement.stage_code
    return move_case(agreement, user, LogAction.SENT_BACK, target, reason, keep_return=True)


def move_case(
    agreement: Agreement,
    user: User | None,
    action: LogAction,
    to_stage: str,
    reason: str = "",
    state: str = State.RUNNING,
    *,
    keep_return: bool = False,
) -> Agreement:
    """The only place where a stage or state changes. Expects the row lock to be held."""
    log_entry(
        agreement, user, action, agreement.stage_code, to_stage, reason, {"state": str(state)}
    )
    if agreement.stage_code != to_stage:
        agreement.stage_entered_at, agreement.paused_days = timezone.now(), 0
    if not keep_return and agreement.return_to == to_stage:
        agreement.return_to = ""
    agreement.stage_code, agreement.state = to_stage, state
    agreement.save(
        update_fields=["stage_code", "stage_entered_at", "state", "paused_days", "return_to"]
    )
    return settle_case(agreement)


def settle_case(agreement: Agreement, *, may_close: bool = True) -> Agreement:
    """Note whose turn it is and which term runs, and turn the clocks when the holders changed.
    Expects the row lock.

    A stage whose last requirement is met closes by itself in the same transaction; not while
    content is being typed.
    """
    situation = evaluate_case(agreement)
    if may_close and closing.is_closing_due(situation):
        return leave_stage(agreement, None)
    before = (agreement.holders, agreement.term_key, agreement.term_from)
    agreement.holders = situation.holders
    agreement.term_key, agreement.term_from = _running_term(situation)
    if (agreement.holders, agreement.term_key, agreement.term_from) != before:
        agreement.save(update_fields=["holders", "term_key", "term_from"])
        consequences.follow_turn(agreement.pk)
    _turn_clocks(agreement)
    return agreement


def _running_term(situation: Situation) -> tuple[str, date | None]:
    """The key and the start of the term that runs; both empty when none does."""
    running = situation.term
    if running is None:
        return "", None
    return term_key(situation.agreement.track, situation.stage, running.term), running.start


def _turn_clocks(agreement: Agreement) -> None:
    """One clock for each who holds the case now, in this stage; all others stop."""
    owners = agreement.holders
    if agreement.state == State.SUSPENDED:
        owners = [State.SUSPENDED.name]
    running, now = _running_clocks().rows({KEY: agreement.pk}), timezone.now()
    here = {clock.owner for clock in running if clock.stage_code == agreement.stage_code}
    kept = here & set(owners)
    over = [clock.pk for clock in running if clock.owner not in kept]
    if over:
        agreement.clocks.filter(pk__in=over).update(ended_at=now)
    begun = [
        Clock(
            agreement=agreement,
            track_code=agreement.track_code,
            stage_code=agreement.stage_code,
            owner=owner,
            started_at=now,
        )
        for owner in owners
        if owner not in kept
    ]
    Clock.objects.bulk_create(begun)


@cache
def _running_clocks() -> CompiledRows[Clock]:
    return CompiledRows(Clock.objects.filter(agreement=KEY, ended_at=None))


def settle_lapsed_cases() -> int:
    """Settle every running case whose term has passed, for silence may have given somebody a turn,
    and those that ended; of those that had passed when this last ran, none again while terms, days
    off and norms are as they were.

    Returns how many.
    """
    today, calendar = timezone.localdate(), Calendar()
    cases = Agreement.objects.running().filter(_has_passed(calendar, today))
    if settled := _settled_until(calendar):
        cases = cases.exclude(_has_passed(calendar, settled))
    late = list(cases.values_list("pk", flat=True))
    for pk in late:
        with transaction.atomic():
            settle_case(Agreement.objects.select_for_update().get(pk=pk))
    told = {"day": today.isoformat(), "by": _terms_until(calendar, today), "entry": _newest_entry()}
    caches["default"].set(SETTLED, told, timeout=None)
    return len(late)


def _has_passed(calendar: Calendar, day: date) -> Q:
    """Whether its term or its whole time is over on that day."""
    return calendar.overdue(day) | Q(holders=[], holds_until__lt=day)


def _settled_until(calendar: Calendar) -> date | None:
    """The day for which all were settled; None where that is not known, or the rules changed."""
    told = caches["default"].get(SETTLED)
    if told is None:
        return None
    day = date.fromisoformat(told["day"])
    pk, digest = told["entry"]
    # In a database that was brought back from before, that entry of the log is not yet there.
    is_of_this_past = LogEntry.objects.filter(pk=pk, digest=digest).exists()
    return day if is_of_this_past and told["by"] == _terms_until(calendar, day) else None


def _newest_entry() -> tuple[int, str]:
    """The newest entry of the log of all writes, by its key and what it seals."""
    newest = LogEntry.objects.order_by("-pk").values_list("pk", "digest")
    return newest.first() or (0, "")


def _terms_until(calendar: Calendar, day: date) -> str:
    """A mark of all by which terms and turns are judged on that day."""
    norms = [(row.track_code, row.key, row.choice) for row in calendar.norms.rows]
    return sha256(repr((calendar.latest_starts(day), norms)).encode()).hexdigest()
