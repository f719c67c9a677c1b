"""What became of what somebody sent, as messages: each entry in the log that others wait for, with
whom it is told.
"""

from collections.abc import Collection, Iterator
from datetime import timedelta
from functools import partial

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from agreements.models import Exemption, ProposedCorrection, Report, StageEvent
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
from .turns import CASE, HANDS_ON, case_name_of

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
        Actor.PLANNING_UNIT,
        Actor.MINISTER,
        Actor.FOREIGN_MINISTER,
        Actor.PARTNER,
        Actor.HEAD_OF_REGION,
    }
)


@register_outcomes(CASE, Kind.OUTCOME, Kind.COURSE, Kind.NEWS)
def outcome_messages(marks: Collection[Mark]) -> Iterator[Task]:
    """What these entries tell, each to whom it concerns but never to whoever did it."""
    events = _marked_events(marks)
    old = {key for event in events for key in _old_news(event)}
    Notice.objects.filter(key__in=old, done_at=None).update(done_at=timezone.now())
    seats = read_shared(RoleHolders)
    for event in events:
        told = _outcome_text_of(event)
        if told and _key(event.agreement_id, event.number) not in old:
            yield from _messages(event, told, seats)


def _marked_events(marks: Collection[Mark]) -> list[StageEvent]:
    """The entries that were marked, as far as they are news."""
    wanted = {(mark.key, mark.event) for mark in marks}
    rows = StageEvent.objects.filter(
        agreement__in={mark.key for mark in marks},
        number__in={mark.event for mark in marks},
        at__gte=timezone.now() - STALE,
    )
    rows = rows.select_related("agreement", "by").defer("agreement__search").order_by("pk")
    return [event for event in rows if (event.agreement_id, event.number) in wanted]


def _key(case: int, number: int) -> str:
    return f"{NEWS}{case}/{number}"


def _old_news(event: StageEvent) -> list[str]:
    """The messages that nobody need read after this: about what was taken back, and about what it
    replaces.
    """
    numbers = _replaced_numbers(event)
    if event.action == LogAction.UNDONE:
        first, last = event.detail["undoes"]
        numbers += range(first, last + 1)
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
    if need is None:
        return None
    return _of_requirement(need, event.detail.get("outcome", ""))


def _of_requirement(need: Requirement, outcome: str) -> OutcomeText | None:
    """An approval or a decision is what the OPD waits for; uploads and other records are no news to
    it.
    """
    if need.kind not in (Needed.APPROVAL, Needed.RECORD) or need.actor is Actor.OPD:
        return None
    is_decision = (
        need.kind is Needed.APPROVAL or need.actor in DECIDES or is_unfavourable(need, outcome)
    )
    words = ": ".join(filter(None, (need.text, outcome or verdict_of(need))))
    kind = Kind.OUTCOME if is_decision else Kind.NEWS
    return OutcomeText(words, (*OPD_ROLES, SENDER), kind)


def _messages(event: StageEvent, told: OutcomeText, seats: RoleHolders) -> Iterator[Task]:
    """The message in its two kinds: what became of what somebody sent, and how the case goes for
    all others.
    """
    senders = _proposers(event)
    people = (_people(event, told.to, seats) | senders) - {event.by_id}
    others = told.kind
    if told.kind is Kind.OUTCOME:
        senders |= _senders(event, told.sent)
        others = Kind.COURSE
    for kind, readers in ((Kind.OUTCOME, people & senders), (others, people - senders)):
        if readers:
            yield _message(event, told, kind, readers)


def _message(event: StageEvent, told: OutcomeText, kind: Kind, readers: frozenset[int]) -> Task:
    case = event.agreement
    text = "\n".join(filter(None, (event.reason.strip(), f"Oleh {event.actor_name}.")))
    words = _words_about(event, told)
    subject = f"{words}. {case.title}" if ":" in words else f"{words}: {case.title}"
    url = reverse(told.page, args=[case.pk])
    return Task(
        kind,
        _key(case.pk, event.number),
        readers,
        subject,
        partial(str, text),
        url,
        case_name_of(case.pk),
    )


def _words_about(event: StageEvent, told: OutcomeText) -> str:
    """The words of the message, with what it is about where they do not say it already."""
    what = event.detail.get("duty") or event.detail.get("what") or ""
    if not what or what.lower() in told.words.lower():
        return told.words
    return f"{told.words}: {what}"


def _people(event: StageEvent, to: tuple[str, ...], seats: RoleHolders) -> frozenset[int]:
    case = event.agreement
    roles = {role for role in to if role in Role.values}
    if INVOLVED in to:
        roles = _roles_involved(event, roles)
    found = seats.among(roles, case.owner_id)
    if SENDER in to:
        found |= _sender(event)
    if TOLD_SINCE in to:
        found |= _notified_since(event)
    if REPORTER in to:
        found |= _reporter(event)
    return found


def _reporter(event: StageEvent) -> frozenset[int]:
    """Who submitted the report that the entry is about."""
    mine = Q(duty_code=event.detail.get("code", ""), period=event.detail.get("period") or None)
    reports = Report.objects.filter(mine, agreement=event.agreement_id, submitted_by__isnull=False)
    return frozenset(reports.values_list("submitted_by", flat=True))


def _roles_involved(event: StageEvent, roles: set[str]) -> set[str]:
    """Of these roles those that have seen the case, and whoever had it in hand in this stage."""
    clocks = event.agreement.clocks.filter(owner__in=Role.values)
    had_it = set(clocks.values_list("stage_code", "owner"))
    seen = _who_saw(roles, {owner for _, owner in had_it})
    return seen | {owner for stage, owner in had_it if stage == event.from_stage}


def _who_saw(roles: set[str], had_it: set[str]) -> set[str]:
    """Of these roles those before whom the case has ever come: the head of the OPD after its staff,
    the office after the OPD.
    """
    beyond_staff = had_it - {Role.OPD}
    left_the_opd = beyond_staff - {Role.OPD_HEAD}
    unseen: set[str] = set()
    if not beyond_staff:
        unseen.add(Role.OPD_HEAD)
    if not left_the_opd:
        unseen |= set(OFFICE)
    return roles - unseen


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
    """Who proposed the correction, or asked for the exemption, that this entry decides."""
    if event.action in (LogAction.EXEMPTION_GIVEN, LogAction.EXEMPTION_REFUSED):
        asked = Exemption.objects.filter(pk=event.detail.get("exemption"), by__is_active=True)
        return frozenset(asked.values_list("by", flat=True))
    proposals = ProposedCorrection.objects.filter(pk=event.detail.get("proposal"))
    return frozenset(proposals.filter(by__is_active=True).values_list("by", flat=True))


def _sender(event: StageEvent) -> frozenset[int]:
    """Who handed the case to whoever acted now."""
    rows = _earlier(event, HANDS_ON).exclude(by=event.by_id).order_by("-number")
    return frozenset(rows.values_list("by", flat=True)[:1])
