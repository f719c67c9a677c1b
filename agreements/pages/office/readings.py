"""Where the texts allow two readings: which one this office follows, and what speaks for each."""

from dataclasses import dataclass

from django.http import QueryDict

from agreements.forms.readings import ReadingForm
from agreements.models import ReadingChoice
from agreements.regulations.open_questions import OPEN_QUESTIONS, Choice, OpenQuestion
from kerjasama.accounts import policy
from kerjasama.accounts.models import User


@dataclass(frozen=True)
class Reading:
    """A question with the choice that holds and all choices made before, the newest first."""

    question: OpenQuestion
    chosen: Choice
    log: tuple[tuple[ReadingChoice, str], ...]
    form: ReadingForm

    @property
    def changed(self) -> ReadingChoice | None:
        """The newest choice of the office."""
        return self.log[0][0] if self.log else None


@dataclass(frozen=True)
class ReadingsPage:
    """Every question; `sent` is the one whose choice was sent."""

    rows: list[Reading]
    may_choose: bool
    sent: Reading | None


def build_readings_page(user: User, asked: OpenQuestion | None, data: QueryDict) -> ReadingsPage:
    """Every question, that which is `asked` with what was typed."""
    rows = [
        _read(question, data if question is asked else None) for question in OPEN_QUESTIONS.values()
    ]
    sent = next((row for row in rows if row.question is asked), None)
    return ReadingsPage(rows, policy.may_choose_readings(user), sent)


def _read(question: OpenQuestion, data: QueryDict | None) -> Reading:
    texts = {choice.code: choice.text for choice in question.choices}
    made = ReadingChoice.objects.filter(reading=question.code).select_related("by").order_by("-pk")
    log = tuple((row, texts.get(row.choice, row.choice)) for row in made)
    code = next((row.choice for row, _ in log if row.choice in texts), question.usual)
    return Reading(question, question.choice(code), log, ReadingForm(data, question, code))
