"""The page of one case."""

from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render

from agreements.models import Agreement
from agreements.pages.case.case_page import build_case_page
from agreements.pages.case.requirement_rows import RejectedForms
from agreements.pages.case.version import version_of_case
from agreements.views.common import PageContext, visible_or_404
from kerjasama.accounts.models import User
from kerjasama.accounts.policy import EVERYBODY, allow
from kerjasama.web.requests import AuthenticatedRequest


@allow(*EVERYBODY)
def show_case(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """The page of the case as it stands."""
    agreement = visible_or_404(request.user, pk)
    is_whole = request.GET.get("riwayat") == "semua"
    context = context_of_case_page(request.user, agreement, has_whole_log=is_whole)
    return render(request, "pages/agreement.html", context)


@allow(*EVERYBODY)
def tell_version(request: AuthenticatedRequest, pk: int) -> JsonResponse:
    """The mark of the case, for a page that asks whether it is still as it was drawn."""
    agreement = get_object_or_404(Agreement.objects.visible_to(request.user).only("pk"), pk=pk)
    return JsonResponse({"version": version_of_case(request.user, agreement)})


def context_of_case_page(
    user: User,
    agreement: Agreement,
    rejected: RejectedForms | None = None,
    *,
    has_whole_log: bool = False,
) -> PageContext:
    """What its template is given."""
    page = build_case_page(user, agreement, rejected, has_whole_log=has_whole_log)
    # A message does not offer to take back what the page itself offers to.
    return {"agreement": agreement, "page": page, "undo": page.log.undo}
