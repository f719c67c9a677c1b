"""What became of what somebody sent, as messages: each entry in the log that others wait for, with
whom it is told.
"""

from collections.abc import Collection, Iterator
from datetime import timedelta
from functools import partial

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from agreements.models import ProposedCorrection, Report, StageEvent
from agreements.models.event import LogAction, StageEventQuerySet
from agreements.regulations.naming import verdict_of
from agreements.regulations.vocabulary import Actor, Requirement
from agreements.regulations.vocabulary import RequirementKind as Needed
from agreements.workflow.evaluation import is_unfavourable
from kerjasama.accounts.models import Role
from kerjasama.accounts.policy import OFFICE, OPD_ROLES, RoleHolders
from kerjasama.notices.models import Kind, Notice
from kerjasama.notices.sources import Mark, Task, read_shared, register_outcomes

from .outcome_texts import (
    INVOLVED,
    OF_EVENT,
    REPLACES,
    REPORTER,
    SENDER,
    TOLD_SINCE,
    OutcomeText,
)
from .turns import CASE, HANDS_ON, case_name_of, page_of_case

NEWS = "kabar/"
# What happened longer ago is no news any more.
STALE = timedelta(14)
# The same thing is what agrees in all of these that both entries name.
SAME = ("code", "period", "kind", "proposal", "old", "model", "row", "activity", "quarter")
# Whose records are decisions that the OPD waits for; the others only keep the file complete.
DECIDES = frozenset(
    {
        Actor.TKKSD,
        Actor.DPRD,
        Actor.GOVERNOR,
        Actor.MINISTER,
        Actor.FOREIGN_MINISTER,
        Actor.PARTNER,
        Actor.HEAD_OF_REGION,
    }
)


@register_outcomes(CASE, Kind.OUTCOME, Kind.COURSE, Kind.NEWS)
def outcome_messages(marks: Collection[Mark]) -> Iterator[Task]:
    """What these entries tell, each to whom it concerns but never to whoever did it."""
    wanted = {(mark.key, mark.event) for mark in marks}
    since = timezone.now() - STALE
    rows = StageEvent.objects.filter(
        agreement__in={key for key, _ in wanted}, number__in={n for _, n in wanted}, at__gte=since
    )
    rows = rows.select_related("agreement", "by").defer("agreement__search").order_by("pk")
    events = [event for event in rows if (event.agreement_id, event.number) in wanted]
    old = {key for event in events for key in _old_news(event)}
    Notice.objects.filter(key__in=old, done_at=None).update(done_at=timezone.now())
    seats = read_shared(RoleHolders)
    for event in events:
        told = _outcome_text_of(event)
        if told and _key(event.agreement_id, event.number) not in old:
            yield from _messages(event, told, seats)


def _key(case: int, number: int) -> str:
    return f"{NEWS}{case}/{number}"


def _old_news(event: StageEvent) -> list[str]:
    """The messages that nobody need read after this: about what was taken back, and about what it
    replaces.
    """
    first, last = event.detail["undoes"] if event.action == LogAction.UNDONE else (0, -1)
    numbers = [*range(first, last + 1), *_replaced_numbers(event)]
    return [_key(event.agreement_id, number) for number in numbers]


def _replaced_numbers(event: StageEvent) -> list[int]:
    """The earlier entries about the same thing that this one makes old."""
    replaced = REPLACES.get(LogAction(event.action))
    if not replaced:
        return []
    earlier = StageEvent.objects.filter(
        agreement=event.agreement_id, number__lt=event.number, action__in=replaced
    )
    return [other.number for other in earlier if _is_same(event.detail, other.detail)]


def _is_same(one: dict[str, object], other: dict[str, object]) -> bool:
    """Whether both tell of one thing. Where the earlier entry names its thing, the later names it
    too.
    """
    named = [name for name in SAME if name in other]
    shared = [name for name in named if name in one]
    return bool(shared or not named) and all(one[name] == other[name] for name in shared)


def _outcome_text_of(event: StageEvent) -> OutcomeText | None:
    if event.action != LogAction.REQUIREMENT_MET:
        return OF_EVENT.get(LogAction(event.action))
    need = event.agreement.track.requirement(event.from_stage, event.detail.get("requirement", ""))
    return _of_requirement(need, event.detail.get("outcome", "")) if need else None


def _of_requirement(need: Requirement, outcome: str) -> OutcomeText | None:
    """An approval or a decision is what the OPD waits for; uploads and other records are no news to
    it.
    """
    if need.kind not in (Needed.APPROVAL, Needed.RECORD) or need.actor is Actor.OPD:
        return None
    is_decision = (
        need.kind is Needed.APPROVAL or need.actor in DECIDES or is_unfavourable(need, outcome)
    )
    said = outcome or verdict_of(need)
    words = f"{need.text}: {said}" if said else need.text
    return OutcomeText(words, (*OPD_ROLES, SENDER), Kind.OUTCOME if is_decision else Kind.NEWS)


def _messages(event: StageEvent, told: OutcomeText, seats: RoleHolders) -> Iterator[Task]:
    """The message in its two kinds: what became of what somebody sent, and how the case goes for
    all others.
    """
    senders = _proposers(event)
    people = (_people(event, told.to, seats) | senders) - {event.by_id}
    if told.kind is Kind.OUTCOME:
        senders |= _senders(event, told.sent)
    others = Kind.COURSE if told.kind is Kind.OUTCOME else told.kind
    for kind, readers in ((Kind.OUTCOME, people & senders), (others, people - senders)):
        if readers:
            yield _message(event, told, kind, readers)


def _message(event: StageEvent, told: OutcomeText, kind: Kind, readers: frozenset[int]) -> Task:
    case = event.agreement
    what = event.detail.get("duty") or event.detail.get("what") or ""
    words = (
        f"{told.words}: {what}" if what and what.lower() not in told.words.lower() else told.words
    )
    text = "\n".join(line for line in (event.reason.strip(), f"Oleh {event.actor_name}.") if line)
    subject = f"{words}. {case.title}" if ":" in words else f"{words}: {case.title}"
    url = page_of_case(case.pk) if told.page == "kerja-sama" else reverse(told.page, args=[case.pk])
    return Task(
        kind,
        _key(case.pk, event.number),
        readers,
        subject,
        partial(str, text),
        url,
        case_name_of(case.pk),
    )


def _people(event: StageEvent, to: tuple[str, ...], seats: RoleHolders) -> frozenset[int]:
    case = event.agreement
    roles = {role for role in to if role in Role.values}
    if INVOLVED in to:
        had_it = set(case.clocks.filter(owner__in=Role.values).values_list("stage_code", "owner"))
        roles = _who_saw(roles, {owner for _, owner in had_it})
        roles |= {owner for stage, owner in had_it if stage == event.from_stage}
    found = seats.among(roles, case.owner_id)
    if SENDER in to:
        found |= _sender(event)
    if TOLD_SINCE in to:
        found |= _notified_since(event)
    if REPORTER in to:
        mine = Q(duty_code=event.detail.get("code", ""), period=event.detail.get("period") or None)
        found |= frozenset(
            Report.objects.filter(mine, agreement=case, submitted_by__isnull=False).values_list(
                "submitted_by", flat=True
            )
        )
    return found


def _who_saw(roles: set[str], had_it: set[str]) -> set[str]:
    """Of these roles those before whom the case has ever come: the head of the OPD after its staff,
    the office after the OPD.
    """
    beyond_staff = had_it - {Role.OPD}
    left_the_opd = beyond_staff - {Role.OPD_HEAD}
    unseen = {Role.OPD_HEAD} if not beyond_staff else set()
    return roles - unseen - (set() if left_the_opd else set(OFFICE))


def _notified_since(event: StageEvent) -> frozenset[int]:
    first, _ = event.detail["undoes"]
    done = StageEvent.objects.filter(agreement=event.agreement_id, number=first).values("at")[:1]
    rows = Notice.objects.filter(
        about=case_name_of(event.agreement_id), created_at__gte=done, is_announced=True
    )
    return frozenset(rows.values_list("user", flat=True))


def _earlier(event: StageEvent, acts: tuple[LogAction, ...]) -> StageEventQuerySet:
    """What people did of these acts before, as far as it stands."""
    rows = StageEvent.objects.filter(
        agreement=event.agreement_id, number__lt=event.number, by__isnull=False
    )
    return rows.filter(action__in=acts).standing()


def _senders(event: StageEvent, acts: tuple[LogAction, ...]) -> frozenset[int]:
    """Who sent what this entry is the outcome of."""
    return frozenset(_earlier(event, acts).values_list("by", flat=True))


def _proposers(event: StageEvent) -> frozenset[int]:
    """Who proposed the correction that this entry confirms or declines."""
    proposals = ProposedCorrection.objects.filter(pk=event.detail.get("proposal"))
    return frozenset(proposals.filter(by__is_active=True).values_list("by", flat=True))


def _sender(event: StageEvent) -> frozenset[int]:
    """Who handed the case to whoever acted now."""
    rows = _earlier(event, HANDS_ON).exclude(by=event.by_id).order_by("-number")
    return frozenset(rows.values_list("by", flat=True)[:1])
