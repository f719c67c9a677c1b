"""Learning the law: sample papers, checking oneself, and who has understood it."""

from functools import partial

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from agreements.forms.self_check import SelfCheckForm
from agreements.models import SamplePaper, SelfCheck
from agreements.pages.learning import UnitRow, build_self_check_page, understanding_by_unit
from agreements.regulations.families import Family
from agreements.regulations.self_check import questions_of
from agreements.views.case.papers import serve_stored_file
from agreements.views.common import page_status
from kerjasama.accounts.policy import EVERYBODY, OFFICE, allow
from kerjasama.web import lists
from kerjasama.web.requests import AuthenticatedRequest


@allow(*EVERYBODY)
def show_sample(request: AuthenticatedRequest, code: str, kind: str) -> HttpResponse:
    """How such a paper looks on that track, as PDF."""
    sample = get_object_or_404(SamplePaper, track_code=code, kind=kind)
    return serve_stored_file(sample.sha256, "application/pdf", f"contoh-{kind}.pdf")


@allow(*EVERYBODY)
def check_oneself(request: AuthenticatedRequest, family: str) -> HttpResponse:
    """The questions on one kind of cooperation, and what the last answers lacked."""
    try:
        asked = Family(family)
    except ValueError:
        raise Http404 from None
    form = SelfCheckForm(questions_of(asked), request.POST or None)
    if request.method == "POST" and form.is_valid():
        answered = {"asked": len(form.questions), "missed": form.missed}
        check, _ = SelfCheck.objects.update_or_create(answered, user=request.user, family=asked)
        messages.success(request, f"{check}.")
        return redirect("uji-pemahaman", asked)
    page = build_self_check_page(request.user, asked, form)
    status = page_status(is_refused=form.is_bound)
    return render(request, "pages/self_check.html", {"page": page}, status=status)


def _who_understood(place: int, row: UnitRow) -> str:
    return ", ".join(row.cells[place].names)


UNDERSTANDING = lists.make_listing(
    "pemahaman",
    {
        "OPD": lambda row: row.unit,
        "Pegawai": lambda row: row.people,
        **{family.label: partial(_who_understood, place) for place, family in enumerate(Family)},
    },
)


@allow(*OFFICE)
def show_understanding(request: AuthenticatedRequest) -> HttpResponse:
    """Who of each OPD has understood which kind of cooperation."""
    shown = {"families": list(Family), "rows": understanding_by_unit()}
    return lists.show_list(request, "pages/understanding.html", shown, UNDERSTANDING)
