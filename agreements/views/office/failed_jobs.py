"""Jobs that failed: what, since when, why; again, or given up."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from agreements.monitoring import failed_jobs
from agreements.pages.failed_jobs import read_failed_jobs
from agreements.workflow.guarding import Refused
from kerjasama.accounts.policy import MANAGERS, allow
from kerjasama.parameters import primary_key_in
from kerjasama.web.requests import AuthenticatedRequest

ACTS = {
    "ulangi": (failed_jobs.try_again, "Diserahkan lagi kepada pekerja."),
    "hentikan": (failed_jobs.give_up, "Dihentikan."),
}


@allow(*MANAGERS)
def show_failed_jobs(request: AuthenticatedRequest) -> HttpResponse:
    """The list; on POST, what is to become of one job."""
    if request.method == "POST":
        _decide(request)
        return redirect("pekerjaan-gagal")
    page = read_failed_jobs(request.user)
    return render(request, "pages/failed_jobs.html", {"page": page})


def _decide(request: AuthenticatedRequest) -> None:
    """Raises Http404 for what is no such job or no such act."""
    sort, _, key = request.POST.get("pekerjaan", "").partition("/")
    number = primary_key_in(key)
    known = request.POST.get("putusan", "") in ACTS
    if sort not in failed_jobs.SORTS or not number or not known:
        raise Http404
    act, said = ACTS[request.POST["putusan"]]
    try:
        act(sort, number, request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, said)
