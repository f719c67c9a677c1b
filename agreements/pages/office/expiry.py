"""When people are told that a naskah ends, and by when that is decided, as the office set it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import QueryDict

from agreements.forms.deciding import DecisionTermForm, LadderForm
from agreements.models import Ladder, TermSetting
from agreements.monitoring.ending import deciding, expiring
from agreements.regulations import expiry
from agreements.regulations.duties import EXTENSION
from agreements.regulations.duty_rules import Duty
from agreements.workflow.deadlines import Calendar

TERMS = (*expiry.TERMS, expiry.REVIEW)


@dataclass(frozen=True)
class SentForm:
    """The small form that was sent, and the key of the row to which it belongs."""

    key: str
    form: LadderForm | DecisionTermForm


@dataclass(frozen=True)
class LadderRow:
    """On how many days before the end people are told of a kind of naskah, with its form and what
    the office has set.
    """

    kind: str
    name: str
    form: LadderForm | DecisionTermForm
    own: Ladder | None


@dataclass(frozen=True)
class DecisionRow:
    """By when a decision is due, with its form and what the office has set."""

    term: expiry.DecisionTerm
    form: LadderForm | DecisionTermForm
    own: TermSetting | None


@dataclass(frozen=True)
class ToldFrom:
    """Who is told from how many days before the end on; 0 for all steps."""

    role: str
    days: int


@dataclass(frozen=True)
class ExpiryPage:
    """Both lists; `shows_decisions` says which of them leaves as a file. `told_by` is the duty that
    the law itself sets.
    """

    ladders: list[LadderRow]
    terms: list[DecisionRow]
    told_from: list[ToldFrom]
    told_by: Duty
    shows_decisions: bool

    @property
    def rows(self) -> Sequence[LadderRow | DecisionRow]:
        """The list that leaves as a file."""
        return self.terms if self.shows_decisions else self.ladders


def build_expiry_page(
    ladder: SentForm | None, term: SentForm | None, *, shows_decisions: bool
) -> ExpiryPage:
    """The page; `ladder` and `term` are forms that were refused."""
    return ExpiryPage(_ladders(ladder), _terms(term), _told_from(), EXTENSION, shows_decisions)


def steps_by_instrument() -> dict[str, tuple[int, ...]]:
    """On how many days before the end people are told, by kind of naskah."""
    return dict(zip(expiry.INSTRUMENTS, expiring.reminder_ladders().values(), strict=True))


def _ladders(sent: SentForm | None) -> list[LadderRow]:
    own = {row.instrument: row for row in Ladder.objects.all()}
    steps = steps_by_instrument()
    return [
        LadderRow(
            kind,
            instrument.name,
            sent.form if sent and sent.key == kind else ladder_form(kind, steps[kind]),
            own.get(kind),
        )
        for kind, instrument in expiry.INSTRUMENTS.items()
    ]


def ladder_form(kind: str, steps: tuple[int, ...], data: QueryDict | None = None) -> LadderForm:
    """The form of the steps of one kind of naskah."""
    return LadderForm(data, initial={"steps": ", ".join(map(str, steps))}, auto_id=f"{kind}-%s")


def _terms(sent: SentForm | None) -> list[DecisionRow]:
    calendar = Calendar()
    return [
        DecisionRow(
            term,
            sent.form if sent and sent.key == term.term_key else term_form(term, calendar),
            calendar.settings.get(term.term_key),
        )
        for term in TERMS
    ]


def term_form(
    term: expiry.DecisionTerm, calendar: Calendar, data: QueryDict | None = None
) -> DecisionTermForm:
    """The form of the days of one decision."""
    return DecisionTermForm(
        data,
        initial={"days": deciding.days_before(term, calendar)},
        auto_id=f"{term.term_key.replace('/', '-')}-%s",
    )


def _told_from() -> list[ToldFrom]:
    return [
        ToldFrom(str(role.label), days if days < deciding.MOST_DAYS else 0)
        for role, days in expiring.TOLD_FROM.items()
    ]
