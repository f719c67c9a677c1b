"""The page of one case as a value: what it shows, and what its reader may do there."""

from dataclasses import dataclass
from datetime import date, datetime

from django import forms
from django.db.models import prefetch_related_objects
from django.utils import timezone

from agreements import insights
from agreements.documents.wording import versions
from agreements.forms.acts import SendBackForm
from agreements.forms.comments import CommentForm
from agreements.models import Agreement, Clock, Comment, Correction, Document, State
from agreements.monitoring.duties import ledger
from agreements.monitoring.duties.acts import may_record_fulfilment
from agreements.pages.case.acts import Act, Shelf, acts_of_reader
from agreements.pages.case.beside import attach_rows_of_page
from agreements.pages.case.changes import changes_since_approval
from agreements.pages.case.checklist import Checklist, checklist_of
from agreements.pages.case.head import CaseHead, head_of_case
from agreements.pages.case.held import HeldChart, held_chart_of
from agreements.pages.case.lacking_papers import LackingPapers, lacking_papers_at_signing
from agreements.pages.case.log import CaseLog, history_of, log_of_case
from agreements.pages.case.moving import Onward, onward_options_of
from agreements.pages.case.once import DueRow, add_reports
from agreements.pages.case.papers import PaperTable, paper_table_of
from agreements.pages.case.requirement_rows import (
    RejectedForms,
    RequirementRow,
    requirement_row_of,
)
from agreements.pages.case.road import Road, road_of
from agreements.pages.case.summary import content_of_proposal
from agreements.pages.case.together import together_of_reader
from agreements.pages.case.version import mark_of
from agreements.pages.case.warnings import warnings_of
from agreements.pages.case.writing import Writing, writing_of
from agreements.pages.days import DaysLeft, tell_term
from agreements.regulations import catalogue
from agreements.regulations.vocabulary import Condition, Stage
from agreements.workflow import halting, permitting
from agreements.workflow.deadlines import Calendar, Running
from agreements.workflow.evaluation import Check, Situation, evaluate_case
from agreements.workflow.halting import Halt
from kerjasama.accounts import policy
from kerjasama.accounts.models import Role, User
from kerjasama.accounts.policy import WORKERS
from kerjasama.accounts.region import one_profile

# So many lines of the content stand open.
SHOWN_FACTS = 2
# So many of the next stages are named.
STAGES_AHEAD = 2
STEPS_AHEAD = 4


@dataclass(frozen=True)
class Ball:
    """Who acts now, since when, which terms run, and what comes after."""

    since: datetime | None
    terms: list[tuple[Running, list[tuple[date, str]]]]
    is_late: bool
    now: list[str]
    after: list[str]


@dataclass(frozen=True)
class CaseDues:
    """What is owed after the signature, apart from what is settled."""

    unmet: list[DueRow]
    settled: list[DueRow]

    @property
    def unmet_by_party(self) -> list[tuple[str, list[DueRow]]]:
        """Under the name of who owes them where a naskah of several partners says which; else all
        under none.
        """
        if not any(due.duty.bearer for due, *_ in self.unmet):
            return [("", self.unmet)] if self.unmet else []
        groups: dict[str, list[DueRow]] = {}
        for row in self.unmet:
            groups.setdefault(row[0].duty.owed_by, []).append(row)
        return list(groups.items())


@dataclass(frozen=True)
class Menu:
    """The rare and grave acts that are open to this reader."""

    send_back: forms.BaseForm | None
    halts: list[Halt]
    may_reopen: bool
    may_copy: bool
    may_order_number: bool
    newer: str

    @property
    def send_back_was_refused(self) -> bool:
        """Whether that form was sent and refused, and so must stand open."""
        return self.send_back is not None and self.send_back.is_bound


@dataclass(frozen=True)
class CasePage:
    """All that the page of a case shows to one reader."""

    agreement: Agreement
    situation: Situation
    head: CaseHead
    road: Road
    acts: list[Act]
    ball: Ball
    checklist: Checklist
    onward: Onward
    menu: Menu
    writing: Writing
    table: PaperTable
    content: list[tuple[str, str]]
    held: HeldChart | None
    log: CaseLog
    dues: CaseDues
    mended: list[Correction]
    similar: list[tuple[Agreement, bool]]
    warnings: list[Condition]
    lacking_papers: list[LackingPapers]
    comments: list[Comment]
    comment_form: forms.BaseForm | None

    @property
    def version(self) -> str:
        """What tells whether the page still is as it was drawn."""
        return mark_of(
            self.log.length, self.table.newest, len(self.table.queued), len(self.comments)
        )

    @property
    def days(self) -> DaysLeft:
        """Until the end of the term that ends first."""
        return tell_term(self.situation.term, timezone.localdate())

    @property
    def first_act(self) -> Act | None:
        """What stands open on top."""
        return self.acts[0] if self.acts else None

    @property
    def further_acts(self) -> list[Act]:
        """What else there is to do, each folded."""
        return self.acts[1:]

    @property
    def is_running(self) -> bool:
        """Whether the case is on its way."""
        return self.agreement.state == State.RUNNING

    @property
    def is_closed(self) -> bool:
        """Whether it is over or given up."""
        return self.agreement.is_closed

    @property
    def was_judged_elsewhere(self) -> bool:
        """Whether it was signed outside the system."""
        return self.agreement.is_legacy

    @property
    def waits_for_nobody(self) -> bool:
        """Whether nobody holds the case."""
        return not self.agreement.holders

    @property
    def corrections_to_others(self) -> list[Correction]:
        """What is to be put right, for a reader who does not do it."""
        mine = any(act.corrections for act in self.acts)
        return [] if mine else list(self.situation.open_corrections)

    @property
    def shows_duties(self) -> bool:
        """Whether there is an agreement under which something is owed."""
        return self.agreement.has_term

    @property
    def facts_shown(self) -> list[tuple[str, str]]:
        """The first lines of the content."""
        return self.content[:SHOWN_FACTS]

    @property
    def facts_folded(self) -> list[tuple[str, str]]:
        """The other lines."""
        return self.content[SHOWN_FACTS:]


@one_profile()
def build_case_page(
    user: User,
    agreement: Agreement,
    rejected: RejectedForms | None = None,
    *,
    has_whole_log: bool = False,
) -> CasePage:
    """What the page shows this person. `rejected` holds forms to show again as they were typed, by
    requirement code or name.
    """
    rejected = rejected or {}
    calendar = Calendar()
    papers = fetch_rows_of_page(agreement)
    situation = evaluate_case(agreement, calendar=calendar)
    beginnings = versions.draft_beginnings_of(agreement)
    begun = versions.days_of_beginnings(beginnings)
    dues = dues_of_case(user, agreement, calendar)
    rows = requirement_rows(user, situation, rejected, begun, dues)
    history = history_of(agreement, is_whole=has_whole_log)
    table = paper_table_of(agreement, papers)
    clocks = list(agreement.clocks.all())
    content = content_of_proposal(agreement)
    onward = onward_options_of(situation, may_move=may_move(user, situation))
    changes = changes_since_approval(user, agreement, history, beginnings)
    acts = acts_of_reader(
        situation,
        rows,
        Shelf(table, content, changes),
        onward,
        together_of_reader(user, situation, rows, rejected),
        is_ours=policy.may_edit(user, agreement),
        may_resume=not halting.why_not_resume(user, agreement),
    )
    return CasePage(
        agreement=agreement,
        situation=situation,
        head=head_of_case(user, agreement, papers),
        road=road_of(situation, history),
        acts=acts,
        ball=ball_of(situation, calendar, clocks),
        checklist=checklist_of(situation, rows, acts),
        onward=onward,
        menu=menu_of(user, agreement, rejected),
        writing=writing_of(user, agreement, begun),
        table=table.shortened(),
        content=content,
        held=held_chart_of(clocks, calendar),
        log=log_of_case(user, agreement, history, is_whole=has_whole_log),
        dues=dues,
        mended=[item for item in agreement.corrections.all() if item.resolved_at],
        similar=similar_cases(user, agreement),
        warnings=warnings_of(agreement, calendar),
        lacking_papers=lacking_papers_at_signing(agreement),
        comments=list(
            agreement.comments.filter(policy.readable_comments(user)).select_related("by", "unit")
        ),
        comment_form=comment_form_for(user, agreement, rejected),
    )


def fetch_rows_of_page(agreement: Agreement) -> list[Document]:
    """Read what the page needs of the case ahead; the papers, the newest first.

    They are read before all else, so that one finished meanwhile is still waited for; those of the
    agreement above are named in drafts of PKS and changes.
    """
    attach_rows_of_page(agreement)
    prefetch_related_objects([agreement], "supporters")
    return list(agreement.documents.all())[::-1]


def requirement_rows(
    user: User,
    situation: Situation,
    rejected: RejectedForms,
    begun: dict[str, date],
    dues: CaseDues,
) -> list[RequirementRow]:
    """What the stage asks for, each with what this person may do about it."""
    rows = [
        requirement_row_of(user, situation, check, rejected, begun) for check in situation.checks
    ]
    return add_reports(user, situation.agreement, rows, dues.unmet)


def ball_of(situation: Situation, calendar: Calendar, clocks: list[Clock]) -> Ball:
    """Who holds the case, the terms with the days that do not count, and what follows."""
    term = situation.term
    return Ball(
        since=min((clock.started_at for clock in clocks if not clock.ended_at), default=None),
        terms=[(running, skipped_days_of(running, calendar)) for running in situation.terms],
        is_late=term is not None and term.has_lapsed,
        now=[_told_with_actor(check) for check in situation.open_checks],
        after=[*map(_told_with_actor, situation.later), *stages_ahead(situation)][:STEPS_AHEAD],
    )


def _told_with_actor(check: Check) -> str:
    return f"{check.requirement.text} ({check.requirement.actor})"


def stages_ahead(situation: Situation) -> list[str]:
    """The next stages that will apply."""
    agreement = situation.agreement
    if agreement.is_closed:
        return []
    here = agreement.track.position(agreement.stage_code)
    ahead = [
        f"Tahap {stage.name}"
        for stage in agreement.track.stages[here + 1 :]
        if stage.condition is None or agreement.holds(stage.condition.code)
    ]
    return ahead[:STAGES_AHEAD]


def skipped_days_of(term: Running, calendar: Calendar) -> list[tuple[date, str]]:
    """The days within a term that do not count, each with why."""
    return [
        (day, why)
        for day, counts, why in calendar.explain(term.start, term.days, term.kind)
        if not counts
    ]


def may_move(user: User, situation: Situation) -> bool:
    """Whether this person may lead the case on."""
    movers = permitting.roles_that_move(situation.stage)
    return policy.may_act_as_any(user, movers, situation.agreement)


def menu_of(user: User, agreement: Agreement, rejected: RejectedForms) -> Menu:
    """The rare and grave acts that are open to this person."""
    send_back: forms.BaseForm | None = None
    if not permitting.why_not_send_back(user, agreement):
        send_back = rejected.get("kembalikan") or SendBackForm(stages=stages_back(agreement))
    return Menu(
        send_back=send_back,
        halts=halting.halts_for(user, agreement),
        may_reopen=not halting.why_not_reopen(user, agreement),
        may_copy=Role.OPD in user.roles,
        may_order_number=bool(user.roles & set(policy.NUMBER_KEEPERS)) and not agreement.is_closed,
        newer=newer_version(user, agreement),
    )


def stages_back(agreement: Agreement) -> list[Stage]:
    """The stages to which a case may be sent back; the last one is where it stands."""
    return [
        *(agreement.track.stage(code) for code in agreement.stage.send_back_to),
        agreement.stage,
    ]


def newer_version(user: User, agreement: Agreement) -> str:
    """The newest version of the track, if this person may change the case to it; else empty."""
    newest = catalogue.newest_track_version(agreement.track_code)
    if newest.version == agreement.track_version:
        return ""
    if permitting.why_not_change_version(user, agreement, newest):
        return ""
    return newest.version


def comment_form_for(
    user: User, agreement: Agreement, rejected: RejectedForms
) -> forms.BaseForm | None:
    """The form of whoever may add to the discussion."""
    if not user.roles & set(WORKERS):
        return None
    return rejected.get("comment") or CommentForm(user, agreement)


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
