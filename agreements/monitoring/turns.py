"""Whose turn a case is, as tasks that name the act: for each who holds it, and for whoever records
the answers of parties outside.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import datetime
from functools import cache, partial

from django.db.models import Prefetch
from django.urls import get_script_prefix, reverse
from django.utils import timezone
from django.utils.formats import date_format

from agreements.models import Agreement, Clock, StageEvent
from agreements.models.agreement_queries import AgreementQuerySet
from agreements.models.event import LogAction, StageEventQuerySet
from agreements.regulations.naming import acts_of, name_completion_task, name_correction_task
from agreements.regulations.vocabulary import Actor, Requirement
from agreements.regulations.vocabulary import RequirementKind as Needed
from agreements.workflow.apart import KeptApart
from agreements.workflow.deadlines import Calendar
from agreements.workflow.evaluation import READ_BY_EVALUATION, Situation, evaluate_case, roles_of
from kerjasama.accounts.models import Role, User
from kerjasama.accounts.policy import RoleHolders
from kerjasama.notices.models import Kind, Notice
from kerjasama.notices.sources import Many, Task, read_shared, register_task_source, topic_address

CASE = "kasus"
TURNS = "giliran/"
# Of what is noted in the log, what hands a case on.
HANDS_ON = (
    LogAction.BEGUN,
    LogAction.MOVED_ON,
    LogAction.RETURNED_TO_SENDER,
    LogAction.SENT_BACK,
    LogAction.REQUIREMENT_MET,
    LogAction.RESUMED,
    LogAction.REOPENED,
    LogAction.ITEM_MENDED,
    LogAction.STAGE_SKIPPED,
)
# Who decides on one screen, most often on a telephone.
LEADERS = (Role.SEKDA, Role.HEAD_OF_REGION)
# From so many people on, one is named and the others are counted.
NAMED = 3
ANY_KEY = 734_023_300  # stands for the key of a case


def page_of_case(agreement_id: int) -> str:
    """The address of the page of a case."""
    before, after = _around_key(get_script_prefix())
    return f"{before}{agreement_id}{after}"


@cache
def _around_key(prefix: str) -> tuple[str, str]:
    """What stands before and behind its key in the address of a case, where all addresses begin
    with `prefix`; a list asks for many.
    """
    before, _, after = reverse("kerja-sama", args=[ANY_KEY]).partition(str(ANY_KEY))
    return before, after


def case_name_of(agreement_id: int) -> str:
    """The name under which notices are about a case."""
    return topic_address(CASE, agreement_id)


def case_in_name(about: str) -> int | None:
    """The case that a notice is about; None when it is about something else."""
    topic, _, key = about.partition("/")
    return int(key) if topic == CASE else None


def waiting_list() -> str:
    """The address of the list of what waits for the reader."""
    return f"{reverse('daftar')}?tugas=saya"


@register_task_source(
    TURNS, Kind.TASK, CASE, Many("kerja sama menunggu tindakan Anda", waiting_list)
)
def turn_tasks(keys: Collection[int]) -> Iterator[Task]:
    """Whoever holds a case, for as long as that clock runs. A draft stands in its authors' list;
    nobody is sent a message of it.
    """
    seats, calendar = read_shared(RoleHolders), read_shared(Calendar)
    last, doers, apart = _last_hands(keys), _last_doers(keys), KeptApart(keys)
    for case in _running(keys):
        situation, doer = evaluate_case(case, calendar=calendar), doers.get(case.pk, frozenset())
        for clock in case.clocks.all():
            yield from _of_clock(clock, situation, seats, apart, last.get(case.pk), doer)


def _running(keys: Collection[int]) -> AgreementQuerySet:
    """The cases with all that `evaluate` reads, in as many queries for many as for one."""
    open_clocks = Prefetch("clocks", Clock.objects.filter(ended_at=None))
    rows = (
        Agreement.objects.running()
        .filter(pk__in=keys)
        .select_related("partner", "owner")
        .defer("search", "partner__logo")
    )
    return rows.prefetch_related(*READ_BY_EVALUATION, open_clocks)


def _last_hands(keys: Collection[int]) -> dict[int, StageEvent]:
    """Who handed each case on last, and why; a stage that closed by itself was closed by whoever
    met its last requirement.
    """
    rows = _by_people(keys).standing().filter(action__in=HANDS_ON).select_related("by")
    return {event.agreement_id: event for event in rows}


def _last_doers(keys: Collection[int]) -> dict[int, frozenset[int]]:
    """Who turned each case last, also by taking an act back: what follows from it is no news to
    them.
    """
    rows = _by_people(keys).filter(action__in=(*HANDS_ON, LogAction.UNDONE))
    return {case: frozenset({by}) for case, by in rows.values_list("agreement", "by")}


def _by_people(keys: Collection[int]) -> StageEventQuerySet:
    """The newest entry of each case that somebody made."""
    rows = StageEvent.objects.filter(agreement__in=keys, by__isnull=False)
    return rows.order_by("agreement_id", "-number").distinct("agreement_id")


def _of_clock(
    clock: Clock,
    situation: Situation,
    seats: RoleHolders,
    apart: KeptApart,
    last: StageEvent | None,
    doer: frozenset[int],
) -> Iterator[Task]:
    owner = clock.owner
    if owner not in Actor.__members__:
        return
    open_needs = [check.requirement for check in situation.open_checks]
    needs = [need for need in open_needs if need.actor.name == owner]
    holder = _holder_of(clock, seats, situation)
    recorders = _recorders_of(needs, seats, situation) - holder
    for people, left in _parted(holder, needs, situation, apart):
        acts = _acts(situation, left, Actor[owner])
        url = _page_of_holder(owner, situation, _page_of_turn(situation, left))
        yield from _told(clock, situation, people, acts, url, last, doer)
    page, acts = _page_of_turn(situation, needs), _acts(situation, needs, None)
    yield from _told(clock, situation, recorders, acts, page, last, doer)


def _told(
    clock: Clock,
    situation: Situation,
    people: frozenset[int],
    acts: list[str],
    url: str,
    last: StageEvent | None,
    doer: frozenset[int],
) -> Iterator[Task]:
    if people and acts:
        quiet = people if _is_new_draft(situation) else doer
        yield replace(_task(clock, situation, people, acts, url, last), quiet_for=quiet)


def _parted(
    holder: frozenset[int], needs: list[Requirement], situation: Situation, apart: KeptApart
) -> list[tuple[frozenset[int], list[Requirement]]]:
    """The people whose clock runs, together where they have the same to do. Whoever is kept apart
    from all of it has no task, for others do it; where nobody else is left, it stays with them, who
    may ask for an exemption.
    """
    barred = {need.code: apart.among(holder, situation, need) for need in needs}
    left = {person: tuple(n for n in needs if person not in barred[n.code]) for person in holder}
    if not needs or not any(left.values()):
        return [(holder, needs)]
    groups: dict[tuple[Requirement, ...], set[int]] = defaultdict(set)
    for person, his in left.items():
        groups[his].add(person)
    return [(frozenset(people), list(his)) for his, people in groups.items() if his]


def _holder_of(clock: Clock, seats: RoleHolders, situation: Situation) -> frozenset[int]:
    """The people whose clock runs; none where a party outside holds the case."""
    if clock.owner not in Role.values:
        return frozenset()
    return seats.of(clock.owner, situation.agreement.owner_id)


def _page_of_holder(owner: str, situation: Situation, page: str) -> str:
    """Where whoever holds the case does it: a leader decides on one screen."""
    if owner in LEADERS:
        return reverse("putuskan", args=[situation.agreement.pk])
    return page


def _recorders_of(
    needs: list[Requirement], seats: RoleHolders, situation: Situation
) -> frozenset[int]:
    """The people who may record one of these."""
    roles = frozenset(role for need in needs for role in roles_of(need))
    return seats.among(roles, situation.agreement.owner_id)


def _page_of_turn(situation: Situation, needs: list[Requirement]) -> str:
    """The page of the case, at the first of these requirements that is met there."""
    page = page_of_case(situation.agreement.pk)
    if situation.open_corrections or situation.agreement.is_draft:
        return page
    here = [need.code for need in needs if need.kind is not Needed.FACT]
    return f"{page}#syarat-{here[0]}" if here else page


def _acts(situation: Situation, needs: list[Requirement], by: Actor | None) -> list[str]:
    case, stage = situation.agreement, situation.stage
    if situation.open_corrections and by is not Actor.OPD:
        return []
    if situation.open_corrections:
        return [name_correction_task(stage, case.track)]
    acts = acts_of(needs, stage, case.track, by)
    if case.is_draft and by is Actor.OPD and len(acts) > 1:
        acts = [name_completion_task(stage, case.track), *acts]
    return acts or _moving_on(situation, by)


def _moving_on(situation: Situation, by: Actor | None) -> list[str]:
    """All that the stage asks for is there: whoever holds it now leads it on."""
    if by is None or situation.open_checks:
        return []
    if situation.stage.code == situation.agreement.track.stages[-1].code:
        return ["Selesaikan"]
    return ["Teruskan ke tahap berikutnya"]


def _task(
    clock: Clock,
    situation: Situation,
    people: frozenset[int],
    acts: list[str],
    url: str,
    last: StageEvent | None,
) -> Task:
    case = situation.agreement
    # Clocks that started together share the key: whoever holds two of these roles is told once.
    # What comes back is told anew.
    key = f"{TURNS}{case.pk}/{clock.started_at:%s%f}"
    if situation.open_corrections:
        key += f"/{max(item.pk for item in case.corrections.all())}"
    return Task(
        Kind.TASK,
        key,
        people,
        f"{acts[0]}: {case.title}",
        partial(_turn_text_of, situation, acts, last),
        url,
        case_name_of(case.pk),
        due_on=situation.term.due if situation.term else None,
    )


def _is_new_draft(situation: Situation) -> bool:
    case = situation.agreement
    return case.is_draft and not (situation.open_corrections or case.return_to)


def _turn_text_of(situation: Situation, acts: list[str], last: StageEvent | None) -> str:
    """Until when, what else there is to do, from whom it comes, and what is to be mended."""
    stage = f"Tahap {situation.stage.name}."
    if situation.term:
        stage += f" Tenggat {date_format(situation.term.due, 'j F Y')}."
    lines = [stage]
    if acts[1:]:
        also = "; ".join(act[0].lower() + act[1:] for act in acts[1:])
        lines.append(f"Juga: {also}.")
    said = None
    if last:
        said = last.reason
        lines.append(_whence(situation, last))
    lines += [f"Perbaikan: {item.text}" for item in situation.open_corrections if item.text != said]
    return "\n".join(lines)


def _whence(situation: Situation, last: StageEvent) -> str:
    """From whom the case came, and why, where it was sent back to be mended."""
    if last.action == LogAction.SENT_BACK and situation.open_corrections:
        return f"Dikembalikan oleh {last.by}: {last.reason}"
    return f"Dari {last.by}, {date_format(timezone.localtime(last.at), 'j F Y')}."


def who_was_notified(agreement_id: int, by: User, since: datetime) -> str:
    """Who got a task or message of a case since then, in words; nobody, when the minute's job has
    still to tell them.
    """
    told = Notice.objects.filter(
        about=case_name_of(agreement_id), created_at__gte=since, done_at=None
    ).exclude(user=by)
    people = list(
        User.objects.filter(pk__in=told.values("user")).order_by("first_name", "username")
    )
    if not people:
        return ""
    if len(people) >= NAMED:
        return f"{people[0]} dan {len(people) - 1} orang lain diberi tahu."
    return f"{' dan '.join(map(str, people))} diberi tahu."
