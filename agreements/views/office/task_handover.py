"""Serah terima tugas: all that somebody holds passes to others in one act, with a Berita Acara."""

from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from agreements.forms.task_handover import TaskHandoverForm
from agreements.models import TaskHandover
from agreements.monitoring.handing_over.handing import hand_over, order_paper_again
from agreements.monitoring.handing_over.holding import find_held
from agreements.pages.task_handover import (
    HandoversPage,
    build_handover_page,
    build_record_page,
    handovers_seen_by,
    own_people_of,
)
from agreements.views.case.papers import serve_stored_file
from agreements.views.common import page_status, run_act
from agreements.workflow.guarding import Refused
from kerjasama.accounts import policy
from kerjasama.accounts.models import Role, User
from kerjasama.accounts.policy import EVERYBODY, LEADING_UNITS, allow
from kerjasama.signin.fresh import fresh
from kerjasama.web import lists
from kerjasama.web.requests import AuthenticatedRequest

PER_PAGE = 50
HANDOVERS = lists.make_listing(
    "serah-terima-tugas",
    {
        "Dari": lambda row: row.person,
        "Kepada": lambda row: row.successor,
        "Mulai": lambda row: row.since,
        "Baris": lambda row: row.count,
        "Dicatat": lambda row: row.by,
    },
)


@allow(*EVERYBODY)
def show_handovers(request: AuthenticatedRequest) -> HttpResponse:
    """Those that one may read; who heads a unit begins here that of his own people."""
    pages = lists.page_of_rows(request, handovers_seen_by(request.user), PER_PAGE)
    is_admin = Role.ADMIN in request.user.roles
    page = HandoversPage(pages, own_people_of(request.user), is_admin)
    return lists.show_page(request, "pages/task_handovers.html", page, HANDOVERS)


@allow(Role.ADMIN, *LEADING_UNITS)
@fresh
def hand_over_view(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """What a person holds, and its passing on."""
    person = get_object_or_404(User, pk=pk, merged_into=None)
    if why_not := policy.why_not_hand_over(request.user, person):
        messages.error(request, why_not)
        return redirect("serah-tugas")
    held = find_held(person)
    form = TaskHandoverForm(request.POST or None, person=person, by=request.user, held=held)
    if request.method == "POST" and form.is_valid():
        try:
            seen = form.cleaned_data["seen"]
            row = hand_over(person.pk, request.user, form.wish, form.choices, seen)
        except Refused as refusal:
            form.add_error(None, list(refusal.reasons))
        else:
            messages.success(request, "Serah terima tercatat. Berita acaranya sedang dibuat.")
            return redirect("serah-tugas-rinci", row.pk)
    page = build_handover_page(person, held, form)
    status = page_status(is_refused=form.is_bound)
    return render(request, "pages/task_handover_form.html", {"page": page}, status=status)


@allow(*EVERYBODY)
def show_handover(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """What became of each line, and the Berita Acara."""
    row = get_object_or_404(handovers_seen_by(request.user), pk=pk)
    return render(request, "pages/task_handover.html", {"page": build_record_page(row)})


@allow(*EVERYBODY)
def download_handover(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """The Berita Acara as the worker printed it."""
    row = get_object_or_404(handovers_seen_by(request.user), pk=pk)
    name = f"berita-acara-serah-terima-tugas-{row.pk}.pdf"
    return serve_stored_file(row.sha256, "application/pdf", name)


@allow(*EVERYBODY)
@require_POST
def order_again_view(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Make one that failed once more."""
    row: TaskHandover = get_object_or_404(handovers_seen_by(request.user), pk=pk)
    back = reverse("serah-tugas-rinci", args=[row.pk])
    return run_act(request, partial(order_paper_again, row.pk), "", back)
