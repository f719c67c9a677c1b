"""The task that lies open beside the queue: what is asked and by whom, the case in short, what is
still missing, and the newest paper.
"""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils import timezone

from agreements.documents.kinds import KINDS
from agreements.documents.text.indonesian import join_names
from agreements.models import Agreement, Document, State
from agreements.monitoring.turns import case_in_name
from agreements.pages.case.requirement_rows import place_to_meet
from agreements.pages.days import DaysLeft, tell_days_left
from agreements.regulations.naming import act_of
from agreements.regulations.vocabulary import Requirement, RequirementKind
from agreements.workflow.deadlines import Calendar
from agreements.workflow.evaluation import READ_BY_EVALUATION, Check, Situation, evaluate_case
from kerjasama.accounts import policy
from kerjasama.accounts.models import User
from kerjasama.notices.models import Notice

from .queue import find_verb, name_act

# So many gaps are named; the page of the case names all.
FIRST_GAPS = 5


@dataclass(frozen=True)
class Gap:
    """What is still open and where it is met; `need` is None for a correction asked for."""

    text: str
    need: Requirement | None
    address: str


@dataclass(frozen=True)
class Paper:
    """The newest paper of a case."""

    title: str
    address: str
    made_on: date


@dataclass(frozen=True)
class TaskPeek:
    """One task as it lies open. What belongs to a case is empty for a task about none."""

    act: str
    verb: str
    address: str
    days: DaysLeft
    asked: tuple[str, ...]
    case: str = ""
    case_address: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    gaps: tuple[Gap, ...] = ()
    more_gaps: int = 0
    paper: Paper | None = None


def build_peek(user: User, task: Notice, today: date, calendar: Calendar) -> TaskPeek:
    """The task with its case, as far as this person sees it."""
    case = _read_case(user, case_in_name(task.about))
    is_mine = task.user_id == user.pk
    act, days = name_act(task, case), tell_days_left(task.due_on, today, calendar)
    verb, address = "Buka", task.url
    if is_mine:
        verb, address = find_verb(task), reverse("tugas-buka", args=[task.pk])
    asked = tuple(task.text.splitlines())
    if case is None:
        return TaskPeek(act, verb, address, days, asked)
    situation = evaluate_case(case, calendar=calendar)
    gaps = _gaps(user, situation)
    return TaskPeek(
        act,
        verb,
        address,
        days,
        asked,
        case.title,
        reverse("kerja-sama", args=[case.pk]) if is_mine else "",
        tuple(_facts(situation)),
        tuple(gaps[:FIRST_GAPS]),
        len(gaps[FIRST_GAPS:]),
        _newest_paper(case),
    )


def _read_case(user: User, key: int | None) -> Agreement | None:
    rows = Agreement.objects.visible_to(user).filter(pk=key or 0)
    rows = rows.select_related("owner", "partner").defer("search", "partner__logo")
    return rows.prefetch_related(*READ_BY_EVALUATION, "clocks").first()


def _facts(situation: Situation) -> list[tuple[str, str]]:
    case = situation.agreement
    facts = [("OPD", str(case.owner)), ("Mitra", join_names(case.partner_names) or "belum dipilih")]
    if case.worth is not None:
        facts.append(("Nilai", case.worth.in_figures))
    elif case.nilai_tertulis:
        facts.append(("Nilai", case.nilai_tertulis))
    facts.append(("Tahap", situation.stage.name))
    asked = [check for check in situation.checks if check.applies]
    if asked and case.state == State.RUNNING:
        met = sum(check.met for check in asked)
        facts.append(("Kelengkapan", f"{met} dari {len(asked)} syarat tahap ini"))
    return facts


def _gaps(user: User, situation: Situation) -> list[Gap]:
    """What the case still needs in its stage; corrections that were asked for come first."""
    case = situation.agreement
    if case.state != State.RUNNING:
        return []
    page = reverse("kerja-sama", args=[case.pk])
    mending = [Gap(item.text, None, page) for item in situation.open_corrections]
    may_edit = policy.may_edit(user, case)
    return mending + [_gap(check, situation, may_edit=may_edit) for check in situation.open_checks]


def _gap(check: Check, situation: Situation, *, may_edit: bool) -> Gap:
    need, case = check.requirement, situation.agreement
    address = find_gap_address(case, need, may_edit=may_edit)
    text = act_of(need, situation.stage, case.track, need.actor)
    return Gap(text, need, address)


def find_gap_address(case: Agreement, need: Requirement, *, may_edit: bool) -> str:
    """Where an open requirement is met; for whoever fills nothing in, its place in the case."""
    if need.kind is RequirementKind.FACT and may_edit:
        return place_to_meet(case, need)
    return f"{reverse('kerja-sama', args=[case.pk])}#syarat-{need.code}"


def _newest_paper(case: Agreement) -> Paper | None:
    ready = [paper for paper in case.documents.all() if paper.is_ready]
    newest: Document | None = max(ready, key=lambda paper: paper.pk, default=None)
    if newest is None:
        return None
    address = reverse("dokumen", args=[newest.pk])
    return Paper(KINDS[newest.kind].title, address, timezone.localdate(newest.requested_at))
