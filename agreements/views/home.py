"""Home: the queue of work, and the task that lies open beside it."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.vary import vary_on_headers

from agreements.pages.home.page import Asked, build_home_page, build_open_task
from kerjasama.accounts.policy import EVERYBODY, allow
from kerjasama.parameters import primary_key_in
from kerjasama.web.requests import AuthenticatedRequest


@allow(*EVERYBODY)
@vary_on_headers("HX-Request")
def show_home(request: AuthenticatedRequest) -> HttpResponse:
    """The queue; asked for by htmx, the open task alone."""
    asked = Asked(
        scope=request.GET.get("lingkup", ""),
        part=request.GET.get("bagian", ""),
        task=primary_key_in(request.GET.get("tugas", "")),
        sheet=primary_key_in(request.GET.get("halaman", "")) or 1,
    )
    if request.headers.get("HX-Request"):
        peek = build_open_task(request.user, asked)
        return render(request, "components/task_peek.html", {"peek": peek})
    return render(request, "pages/home.html", {"page": build_home_page(request.user, asked)})
