"""What is to become of a signed agreement, and what it says now, as values."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import prefetch_related_objects
from django.utils import timezone

from agreements.documents.kinds import KINDS
from agreements.documents.pages.terms_in_force import ArticleInForce, articles_in_force
from agreements.documents.wording.versions import has_versions
from agreements.forms.beginning_term import EventForm
from agreements.forms.deciding import DecisionForm
from agreements.models import Agreement, Decision
from agreements.monitoring.ending import deciding
from agreements.monitoring.ending.open_matters import LeftOpen, left_open
from agreements.regulations.vocabulary import Track
from agreements.workflow import beginning_term, change_effects
from agreements.workflow.deadlines import Calendar
from kerjasama.accounts import policy
from kerjasama.accounts.models import User


@dataclass(frozen=True)
class SaidOfEnd:
    """What was said of the end of an agreement, the newest first: of its present end the decision
    and the recommendation, and what was said before.
    """

    rows: list[Decision]
    given: Decision | None
    advice: Decision | None

    @property
    def earlier(self) -> list[Decision]:
        """What was said before and holds no more."""
        return [row for row in self.rows if row is not (self.given or self.advice)]

    @property
    def newest(self) -> int:
        """The key of what was said last; 0 where nothing was."""
        return self.rows[0].pk if self.rows else 0


@dataclass(frozen=True)
class EndPanel:
    """What was said of the end, why nothing is to be said now, by when it was due, and the form of
    whoever may say something; `next_way` carries the decision out.
    """

    said: SaidOfEnd
    obstacle: str
    due: date | None
    is_late: bool
    may_decide: bool
    form: DecisionForm | None
    next_way: Track | None

    @property
    def is_open(self) -> bool:
        """Whether something is to be decided."""
        return not self.obstacle


@dataclass(frozen=True)
class Way:
    """A track by which the agreement is changed, and what stands against it now."""

    track: Track
    reasons: list[str]


@dataclass(frozen=True)
class ChangesPage:
    """The end of an agreement and the ways to change it: `begun` went one of them, `below` stay in
    force when it ends. `event` begins its term, where one does.
    """

    end: EndPanel
    left: LeftOpen | None
    ways: list[Way]
    begun: Sequence[Agreement]
    below: Sequence[Agreement]
    is_ours: bool
    event: str
    event_form: EventForm | None


@dataclass(frozen=True)
class NaskahInForce:
    """A naskah, Pasal by Pasal, as its changes leave it, and its last day."""

    title: str
    articles: list[ArticleInForce]
    until: date | None


@dataclass(frozen=True)
class InForcePage:
    """What a signed agreement says now, the latest naskah first, and what changed it."""

    naskah: list[NaskahInForce]
    changes: Sequence[Agreement]


def build_changes_page(
    user: User,
    agreement: Agreement,
    form: DecisionForm | None = None,
    event_form: EventForm | None = None,
) -> ChangesPage:
    """The page; either form is to be shown again as it was typed."""
    today = timezone.localdate()
    prefetch_related_objects([agreement], "evidence")
    ways = [
        Way(track, change_effects.reasons_against_change(agreement, track, today))
        for track in change_effects.change_tracks_for(agreement)
    ]
    begun = agreement.children.filter(track_code__in=[way.track.code for way in ways])
    if event_form is None and beginning_term.may_record(user):
        event_form = EventForm()
    return ChangesPage(
        end=_end_panel(user, agreement, today, form),
        left=left_open(agreement, today),
        ways=ways,
        begun=list(begun.order_by("-pk")),
        below=list(agreement.children.changeable(today)),
        is_ours=policy.may_edit(user, agreement),
        event=beginning_term.event_of(agreement),
        event_form=event_form,
    )


def _end_panel(
    user: User, agreement: Agreement, today: date, form: DecisionForm | None
) -> EndPanel:
    said = _said_of_end(agreement)
    obstacle = deciding.obstacle_to_decision(agreement, today)
    is_open = not obstacle
    may_decide = is_open and deciding.may_decide(user)
    may_advise = is_open and not said.given and deciding.may_advise(user, agreement)
    if form is None and (may_decide or may_advise):
        form = DecisionForm(initial={"seen": said.newest})
    due = deciding.due_on(agreement, Calendar()) if agreement.ends_on else None
    return EndPanel(
        said=said,
        obstacle=obstacle,
        due=due,
        is_late=is_open and due is not None and due < today,
        may_decide=may_decide,
        form=form,
        next_way=_track_for_decision(agreement, said.given),
    )


def _said_of_end(agreement: Agreement) -> SaidOfEnd:
    rows = list(agreement.decisions.select_related("by"))
    present = [row for row in rows if row.ends_on == agreement.ends_on]
    decisions = [row for row in present if not row.is_advice]
    advices = [row for row in present if row.is_advice]
    return SaidOfEnd(rows, next(iter(decisions), None), next(iter(advices), None))


def _track_for_decision(agreement: Agreement, given: Decision | None) -> Track | None:
    """The track by which the decision is carried out."""
    change = deciding.LEADS_TO.get(given.choice) if given else None
    if change is None:
        return None
    ends_it = ("", change_effects.governing_kind_of(agreement))
    for track in change_effects.change_tracks_for(agreement):
        if track.changes is change and track.of_naskah in ends_it:
            return track
    return None


def build_in_force_page(agreement: Agreement) -> InForcePage:
    """The naskah as the signed changes leave them."""
    naskah = [
        NaskahInForce(
            title=KINDS[kind].title,
            articles=articles_in_force(agreement, kind),
            until=change_effects.end_of(agreement, kind),
        )
        for kind in change_effects.signings_of_naskah(agreement)
        if has_versions(kind)
    ]
    return InForcePage(naskah[::-1], list(change_effects.signed_changes(agreement)))
