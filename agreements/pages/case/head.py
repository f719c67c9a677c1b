"""The head of a case: what it is, between whom, for how much, how long, and how it stands."""

from dataclasses import dataclass

from django.utils import timezone

from agreements.documents.kinds import KINDS
from agreements.models import Agreement, Desk, Document, State
from agreements.models.assignment import handlers_beside
from agreements.models.in_force import in_force_sentence_of
from agreements.monitoring.implementation import work_plans
from agreements.pages.case.summary import terms_of_proposal
from agreements.workflow.handling import desk_name, desks_led_by, why_not_assign
from kerjasama.accounts.models import User


@dataclass(frozen=True)
class CaseHead:
    """The facts that stand above everything else of a case."""

    value: str
    term: str
    number: str
    number_label: str
    state: str
    look: str
    origin: str
    may_open_parent: bool
    plan_status: work_plans.PlanStatus | None
    handlers: str
    may_assign: bool

    @property
    def shows_handlers(self) -> bool:
        """Whether somebody handles it, or the reader could say who does."""
        return bool(self.handlers) or self.may_assign


def head_of_case(user: User, agreement: Agreement, papers: list[Document]) -> CaseHead:
    """The head; `papers` are those of the case, the newest first."""
    number, label = number_of_case(agreement, papers)
    return CaseHead(
        value=value_of_case(agreement),
        term=term_of_case(agreement),
        number=number,
        number_label=label,
        state=state_of_case(agreement),
        look=look_of_state(agreement),
        origin=agreement.get_origin_display() if agreement.is_legacy else "",
        may_open_parent=may_open_parent(user, agreement),
        plan_status=work_plans.plan_status_of(agreement, timezone.localdate()),
        handlers=handlers_of_case(agreement),
        may_assign=any(not why_not_assign(user, agreement, desk) for desk in desks_led_by(user)),
    )


def handlers_of_case(agreement: Agreement) -> str:
    """Who handles it at which desk."""
    rows = handlers_beside(agreement)
    return " dan ".join(f"{row.person} ({desk_name(agreement, Desk(row.desk))})" for row in rows)


def may_open_parent(user: User, agreement: Agreement) -> bool:
    """Whether this person may open the agreement above, if there is one."""
    if agreement.parent_id is None:
        return False
    return Agreement.objects.visible_to(user).filter(pk=agreement.parent_id).exists()


def value_of_case(agreement: Agreement) -> str:
    """The value in figures; what a register says that is no sum, as it is written."""
    if agreement.worth is not None:
        return agreement.worth.in_figures
    return agreement.nilai_tertulis


def term_of_case(agreement: Agreement) -> str:
    """From when until when it holds; before it is signed, for how long it is proposed."""
    if agreement.has_term:
        return in_force_sentence_of(agreement, timezone.localdate())
    return terms_of_proposal(agreement)


def number_of_case(agreement: Agreement, papers: list[Document]) -> tuple[str, str]:
    """The number of the newest naskah, and how it is called; empty while there is none."""
    signed = agreement.track.signings
    for paper in papers:
        if paper.kind in signed and paper.number and not paper.draft:
            return paper.number, f"Nomor {KINDS[paper.kind].title}"
    return agreement.naskah_number, "Nomor naskah"


def state_of_case(agreement: Agreement) -> str:
    """How it stands, and how far it is while it is on its way."""
    if agreement.state != State.RUNNING or agreement.is_draft:
        return agreement.status
    stages = agreement.track.stages
    place = agreement.track.position(agreement.stage_code) + 1
    return f"{agreement.status}, tahap {place} dari {len(stages)}"


def look_of_state(agreement: Agreement) -> str:
    """The class of its tag."""
    if agreement.state in (State.REJECTED, State.WITHDRAWN):
        return "is-late"
    if agreement.state == State.SUSPENDED or agreement.return_to:
        return "is-soon"
    return "is-good" if agreement.has_term else "is-note"
