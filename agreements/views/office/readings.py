"""Where the texts allow two readings: which one this office follows."""

from dataclasses import dataclass

from django import forms
from django.db import transaction
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect

from agreements.models import ReadingChoice
from agreements.regulations.open_questions import OPEN_QUESTIONS, Choice, OpenQuestion
from agreements.regulations.titles import with_titles
from agreements.views.common import page_status, run_form_act
from agreements.workflow.choosing_readings import choose_reading
from kerjasama.accounts import policy
from kerjasama.accounts.policy import MANAGERS, allow
from kerjasama.drafts.earlier_values import EarlierValuesMixin
from kerjasama.web import lists
from kerjasama.web.requests import AuthenticatedRequest


class ReadingForm(EarlierValuesMixin, forms.Form):
    """The choice on one question, and why."""

    choice = forms.ChoiceField(label="Bacaan yang dipakai")
    reason = forms.CharField(
        label="Alasan", max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, data: QueryDict | None, reading: OpenQuestion, chosen: str) -> None:
        super().__init__(data, initial={"choice": chosen}, auto_id=f"{reading.code}-%s")
        self.fields["choice"].choices = [
            (one.code, with_titles(one.text)) for one in reading.choices
        ]


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


LISTING = lists.make_listing(
    "bacaan-ketentuan",
    {
        "Pertanyaan": lambda row: row.question.question,
        "Dipakai": lambda row: row.chosen.text,
        "Dasar": lambda row: "; ".join(map(str, row.chosen.law)),
        "Alasan": lambda row: getattr(row.changed, "reason", ""),
        "Diubah": lambda row: getattr(row.changed, "at", None),
    },
)


@allow(*MANAGERS)
@transaction.atomic
def edit_readings(request: AuthenticatedRequest) -> HttpResponse:
    """One small form a question, with the articles that speak for each choice."""
    asked = OPEN_QUESTIONS.get(request.POST.get("bacaan", ""))
    rows = [
        _read(question, request.POST if question is asked else None)
        for question in OPEN_QUESTIONS.values()
    ]
    sent = next((row for row in rows if row.question is asked), None)
    if sent and _is_kept(sent, request):
        return redirect("bacaan-ketentuan")
    page = {"rows": rows, "may_choose": policy.may_choose_readings(request.user)}
    status = page_status(is_refused=bool(sent))
    return lists.show_list(request, "pages/readings.html", page, LISTING, status=status)


def _is_kept(sent: Reading, request: AuthenticatedRequest) -> bool:
    """Whether the choice that was sent holds now; where not, its form says why."""

    def choose() -> None:
        typed = sent.form.cleaned_data
        choose_reading(sent.question, typed["choice"], typed["reason"], request.user)

    holds_for = f"Tersimpan. {sent.question.holds_for}"
    return run_form_act(request, sent.form, choose, holds_for, "choice")


def _read(question: OpenQuestion, data: QueryDict | None) -> Reading:
    texts = {choice.code: choice.text for choice in question.choices}
    made = ReadingChoice.objects.filter(reading=question.code).select_related("by").order_by("-pk")
    log = tuple((row, texts.get(row.choice, row.choice)) for row in made)
    code = next((row.choice for row, _ in log if row.choice in texts), question.usual)
    return Reading(question, question.choice(code), log, ReadingForm(data, question, code))
