"""Where the texts allow two readings: which one this office follows."""

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect

from agreements.pages.office.readings import Reading, build_readings_page
from agreements.regulations.open_questions import OPEN_QUESTIONS
from agreements.views.common import page_status, run_form_act
from agreements.workflow.choosing_readings import choose_reading
from kerjasama.accounts.policy import MANAGERS, allow
from kerjasama.web import lists
from kerjasama.web.requests import AuthenticatedRequest

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
    page = build_readings_page(request.user, asked, request.POST)
    if page.sent and _is_kept(page.sent, request):
        return redirect("bacaan-ketentuan")
    status = page_status(is_refused=page.sent is not None)
    return lists.show_page(request, "pages/readings.html", page, LISTING, status)


def _is_kept(sent: Reading, request: AuthenticatedRequest) -> bool:
    """Whether the choice that was sent holds now; where not, its form says why."""

    def choose() -> None:
        typed = sent.form.cleaned_data
        choose_reading(sent.question, typed["choice"], typed["reason"], request.user)

    holds_for = f"Tersimpan. {sent.question.holds_for}"
    return run_form_act(request, sent.form, choose, holds_for, "choice")
