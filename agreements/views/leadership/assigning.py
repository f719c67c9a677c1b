"""A head names who handles a case, or many that were chosen in the list."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from agreements.forms.assigning import AssignmentForm, HandlerForm
from agreements.models import Agreement
from agreements.monitoring import assigning
from agreements.monitoring.assigning import MOST, AssignmentPlan
from agreements.monitoring.turns import page_of_case
from agreements.pages.assigning import build_assignment_page
from agreements.pages.chosen_rows import CHOSEN, address_back
from agreements.views.common import page_status, visible_or_404
from agreements.views.leadership.chosen_rows import find_cases, lost_among
from kerjasama.accounts.models import User
from kerjasama.accounts.policy import LEADING_UNITS, allow
from kerjasama.web.requests import AuthenticatedRequest

# The choice of this page itself among what the list was filtered by.
PERSON = "orang"


@allow(*LEADING_UNITS)
def assign_case(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Who handles this case."""
    case = visible_or_404(request.user, pk)
    return _preview_or_assign(request, [case], page_of_case(pk), [], 0)


@allow(*LEADING_UNITS)
def assign_cases(request: AuthenticatedRequest) -> HttpResponse:
    """Who handles the chosen cases."""
    keys = find_cases(request, MOST + 1)
    rows = Agreement.objects.filter(pk__in=keys).select_related("owner")
    cases = list(rows.defer("search").order_by("title", "pk"))
    asked = request.GET.copy()
    asked.pop(PERSON, None)
    kept = [(name, value) for name, values in asked.lists() for value in values]
    back = address_back("daftar", asked)
    return _preview_or_assign(request, cases, back, kept, lost_among(request, len(cases)))


def _preview_or_assign(
    request: AuthenticatedRequest,
    cases: Sequence[Agreement],
    back: str,
    kept: list[tuple[str, str]],
    lost: int,
) -> HttpResponse:
    handler = HandlerForm(request.GET if PERSON in request.GET else None, head=request.user)
    form = AssignmentForm(request.POST or None)
    chosen = handler.chosen
    plan = None
    if chosen and len(cases) <= MOST:
        plan = assigning.plan_assignment(request.user, cases, *chosen)
    page = build_assignment_page(cases, plan, handler, form, back=back, kept=kept, lost=lost)
    if request.method == "POST" and chosen and page.may_assign and form.is_valid():
        keys = _keys_shown(request) & set(page.keys)
        done = assigning.assign(request.user, keys, *chosen, form.cleaned_data["pesan"])
        messages.success(request, tell_assigned(request.user, done, chosen[1]))
        return redirect(page.back)
    status = page_status(is_refused=request.method == "POST" or bool(handler.errors))
    return render(request, "pages/assign.html", {"page": page}, status=status)


def tell_assigned(by: User, plan: AssignmentPlan, person: User | None) -> str:
    """What was written, who was told, and what was not written."""
    count = len(plan.rows)
    said = f"{count} kerja sama dilepas." if person is None else ""
    if person:
        told = "" if person == by else ", yang diberi tahu"
        said = f"{count} kerja sama ditugaskan kepada {person}{told}."
    if plan.left:
        said += f" {len(plan.left)} dilewati."
    return said


def _keys_shown(request: AuthenticatedRequest) -> set[int]:
    """The cases of the preview that the press was made on."""
    return {int(key) for key in request.POST.getlist(CHOSEN) if key.isdecimal()}
