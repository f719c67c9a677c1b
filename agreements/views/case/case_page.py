"""The page of one case."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Prefetch, prefetch_related_objects
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from agreements import insights
from agreements.documents.kinds import KINDS, DocumentKind
from agreements.documents.wording import versions
from agreements.forms.acts import CommentForm, SendBackForm
from agreements.forms.steps import steps_of
from agreements.models import (
    Agreement,
    Clock,
    Correction,
    Document,
    StageEvent,
    State,
    chain_is_intact,
)
from agreements.models.undoable import undo_period
from agreements.monitoring.duties import ledger
from agreements.monitoring.duties.acts import may_record_fulfilment
from agreements.monitoring.implementation import work_plans
from agreements.pages.case.moving import onward_options_of
from agreements.pages.case.once import DueRow, add_reports
from agreements.pages.case.requirement_rows import (
    RejectedForms,
    RequirementRow,
    naskah_reworded_in,
    requirement_row_of,
)
from agreements.pages.case.summary import content_of_proposal
from agreements.regulations import catalogue
from agreements.regulations.vocabulary import Actor, Stage
from agreements.views.case.papers import BY_WHOM, files_of_case
from agreements.views.common import PageContext, visible_or_404, warnings_of
from agreements.workflow import halting, permitting
from agreements.workflow.deadlines import Calendar, Running
from agreements.workflow.evaluation import Situation, evaluate_case
from agreements.workflow.undoing import undone_numbers
from kerjasama.accounts import policy
from kerjasama.accounts.models import Role, User
from kerjasama.accounts.policy import EVERYBODY, WORKERS, allow
from kerjasama.web.requests import AuthenticatedRequest


@allow(*EVERYBODY)
def show_case(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """The page of the case as it stands."""
    agreement = visible_or_404(request.user, pk)
    return render(request, "pages/agreement.html", context_of_case_page(request.user, agreement))


def context_of_case_page(
    user: User, agreement: Agreement, rejected: RejectedForms | None = None
) -> PageContext:
    """What the page shows. `rejected` holds forms to show again as they were typed, by requirement
    code or name.
    """
    rejected = rejected or {}
    calendar = Calendar()
    papers = fetch_rows_of_page(agreement)
    situation = evaluate_case(agreement, calendar=calendar)
    begun = versions.draft_days_of(agreement)
    dues = dues_of_case(user, agreement, calendar)
    rows = add_reports(
        user,
        agreement,
        [requirement_row_of(user, situation, check, rejected, begun) for check in situation.checks],
        dues.unmet,
    )
    return {
        "agreement": agreement,
        "situation": situation,
        "terms": [(term, skipped_days_of(term, calendar)) for term in situation.terms],
        "steps": steps_of_case(agreement),
        "content": content_of_proposal(agreement),
        "clocks": days_held_by_party(agreement.clocks.all()),
        "mended": [item for item in agreement.corrections.all() if item.resolved_at],
        "similar": similar_cases(user, agreement),
        "warnings": warnings_of(agreement, calendar),
        "plan_status": work_plans.plan_status_of(agreement, timezone.localdate()),
        "met": sum(row.check.met for row in rows),
        "counted": sum(row.counts for row in rows),
        "unmet_dues": dues.unmet,
        "settled_dues": dues.settled,
        **group_requirements(rows),
        **files_of_case(agreement, papers),
        **writing_options(user, agreement, begun),
        **history_of_case(user, agreement),
        **discussion_of_case(user, agreement, rejected),
        **case_forms_for(user, situation, rejected),
    }


def fetch_rows_of_page(agreement: Agreement) -> list[Document]:
    """Read what the page needs of the case ahead; the papers, the newest first.

    They are read before all else, so that one finished meanwhile is still waited for; those of the
    agreement above are named in drafts of PKS and changes.
    """
    cases = [case for case in (agreement, agreement.parent) if case]
    prefetch_related_objects(cases, "documents", BY_WHOM)
    said = Prefetch("corrections", Correction.objects.select_related("by", "resolved_by"))
    prefetch_related_objects([agreement], "indicators", "activities", "supporters", said)
    return list(agreement.documents.all())[::-1]


def group_requirements(rows: list[RequirementRow]) -> PageContext:
    """The requirements as the page groups them."""
    return {
        "facts": [row for row in rows if row.need.fact and row.check.applies],
        "done": [row for row in rows if row.is_settled and not row.need.fact],
        "todo": [row for row in rows if not row.is_settled],
    }


def writing_options(user: User, agreement: Agreement, begun: dict[str, date]) -> PageContext:
    """What of the content this person may write now, and the drafts that were `begun`, by kind."""
    may_edit = bool(agreement.editable_fields) and not permitting.why_not_edit(user, agreement)
    return {
        "may_edit": may_edit,
        "editing_steps": steps_of(agreement),
        "drafts": [KINDS[kind] for kind in begun],
        "naskah": naskah_to_word(user, agreement),
        "is_ours": policy.may_edit(user, agreement),
    }


def naskah_to_word(user: User, agreement: Agreement) -> list[DocumentKind]:
    """The naskah whose wording this person may change now."""
    return [
        kind
        for kind in naskah_reworded_in(agreement.stage)
        if not permitting.why_not_word(user, agreement, kind.code)
    ]


def history_of_case(user: User, agreement: Agreement) -> PageContext:
    """The log, the newest first, with what follows from it."""
    events = list(agreement.events.select_related("by").order_by("number"))
    undone = undone_numbers(events)
    for event in events:
        event.is_undone = event.number in undone
    return {
        "events": events[::-1],
        "stopped": stopped_by(agreement, events),
        "undo": undo_offer(user, agreement, events),
        "intact": chain_is_intact(agreement, events),
    }


def stopped_by(agreement: Agreement, events: list[StageEvent]) -> StageEvent | None:
    """Who stopped this case and why, if it stands still: the newest act that was not taken back."""
    if agreement.state not in halting.HALTS:
        return None
    for event in reversed(events):
        if event.action == agreement.state and not event.is_undone:
            return event
    return None


@dataclass(frozen=True)
class UndoOffer:
    """An act that may still be taken back: its key, its title, and until when."""

    pk: int
    title: str
    until: datetime


def undo_offer(user: User, agreement: Agreement, events: list[StageEvent]) -> UndoOffer | None:
    """The newest act, while it is this person's and may still be taken back."""
    newest = next(iter(getattr(agreement, "undo_offers", [])), None)
    if newest is None or not events or events[-1].number != newest["last"]:
        return None
    if not policy.roles_for(user, agreement.owner_id).issuperset(newest["roles"]):
        return None
    return UndoOffer(
        pk=newest["pk"],
        title=events[newest["first"] - 1].title,
        until=datetime.fromisoformat(newest["at"]) + undo_period(),
    )


def discussion_of_case(user: User, agreement: Agreement, rejected: RejectedForms) -> PageContext:
    """The comments, and the form of whoever may add one."""
    may_comment = bool(user.roles & set(WORKERS))
    form = rejected.get("comment") or CommentForm()
    return {
        "comments": agreement.comments.select_related("by"),
        "comment_form": form if may_comment else None,
    }


def similar_cases(user: User, agreement: Agreement) -> list[tuple[Agreement, bool]]:
    """Cases much like one that is still proposed, each with whether this person may open it."""
    if not is_proposed(agreement):
        return []
    return insights.similar_to(agreement, Agreement.objects.visible_to(user))


def is_proposed(agreement: Agreement) -> bool:
    """Whether it is still being proposed and judged, when it matters that something like it
    exists.
    """
    track = agreement.track
    if track.changes or agreement.is_closed:
        return False
    return track.position(agreement.stage_code) <= track.preparation_ends


@dataclass(frozen=True)
class CaseDues:
    """What is owed after the signature, apart from what is settled."""

    unmet: list[DueRow]
    settled: list[DueRow]


def dues_of_case(user: User, agreement: Agreement, calendar: Calendar) -> CaseDues:
    """The dues of the case; none before it takes effect."""
    if agreement.effective_on is None:
        return CaseDues([], [])
    dues = ledger.dues_of_agreement(agreement, timezone.localdate(), calendar)
    rows = ledger.with_fulfilments(dues)
    return CaseDues(
        unmet=[
            (due, done, may_record_fulfilment(user, due, agreement))
            for due, done in rows
            if due.is_unmet
        ],
        settled=[(due, done, False) for due, done in rows if not due.is_unmet],
    )


def case_forms_for(user: User, situation: Situation, rejected: RejectedForms) -> PageContext:
    """The forms of what this person may do with the case as a whole."""
    agreement = situation.agreement
    movers = permitting.roles_that_move(situation.stage)
    may_move = policy.may_act_as_any(user, movers, agreement)
    send_back_form = None
    if not permitting.why_not_send_back(user, agreement):
        send_back_form = rejected.get("kembalikan") or SendBackForm(stages=stages_back(agreement))
    return {
        "onward": onward_options_of(situation, may_move=may_move),
        "send_back_form": send_back_form,
        "halts": halting.halts_for(user, agreement),
        "may_resume": not halting.why_not_resume(user, agreement),
        "may_copy": Role.OPD in user.roles,
        "may_reopen": not halting.why_not_reopen(user, agreement),
        "newer": newer_version(user, agreement),
    }


def stages_back(agreement: Agreement) -> list[Stage]:
    """The stages to which a case may be sent back; the last one is where it stands."""
    return [
        *(agreement.track.stage(code) for code in agreement.stage.send_back_to),
        agreement.stage,
    ]


def steps_of_case(agreement: Agreement) -> list[tuple[Stage, str, bool]]:
    """The road: each stage, whether it is behind, here or ahead ("done", "now", "next"), and
    whether it applies; a conditional stage ahead says whether it will.
    """
    here = agreement.track.position(agreement.stage_code)
    steps = []
    for place, stage in enumerate(agreement.track.stages):
        standing = "next"
        if place < here or agreement.state == State.DONE:
            standing = "done"
        elif place == here:
            standing = "now"
        applies = stage.condition is None or agreement.holds(stage.condition.code)
        steps.append((stage, standing, applies))
    return steps


def skipped_days_of(term: Running, calendar: Calendar) -> list[tuple[date, str]]:
    """The days within a term that do not count, each with why."""
    return [
        (day, why)
        for day, counts, why in calendar.explain(term.start, term.days, term.kind)
        if not counts
    ]


def days_held_by_party(clocks: Iterable[Clock]) -> list[tuple[str, float]]:
    """Days each party has held the case, the longest first."""
    days: dict[str, float] = {}
    for clock in clocks:
        span = (clock.ended_at or timezone.now()) - clock.started_at
        days[clock.owner] = days.get(clock.owner, 0) + span.total_seconds() / 86400
    held = [(_name_of_holder(name), round(number, 1)) for name, number in days.items()]
    return sorted(held, key=lambda pair: -pair[1])


def _name_of_holder(name: str) -> str:
    """A clock is owned by an actor, or by the state in which the case stands still."""
    if name in Actor.__members__:
        return str(Actor[name])
    return State[name].label


def newer_version(user: User, agreement: Agreement) -> str:
    """The newest version of the track, if this person may change the case to it; else empty."""
    newest = catalogue.newest_track_version(agreement.track_code)
    if newest.version == agreement.track_version:
        return ""
    if permitting.why_not_change_version(user, agreement, newest):
        return ""
    return newest.version
