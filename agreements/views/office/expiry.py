"""Pengaturan, Tangga masa berlaku: when people are told that a naskah ends, and by when that is
decided.
"""

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect

from agreements.models import Ladder, TermSetting
from agreements.pages.office.expiry import (
    TERMS,
    SentForm,
    build_expiry_page,
    ladder_form,
    steps_by_instrument,
    term_form,
)
from agreements.regulations import expiry
from agreements.regulations.vocabulary import DayKind
from agreements.views.common import page_status
from agreements.workflow.deadlines import Calendar
from kerjasama.accounts.models import Role, User
from kerjasama.accounts.policy import allow
from kerjasama.web import lists
from kerjasama.web.requests import AuthenticatedRequest

SAVED = "Tersimpan dan langsung berlaku."

DECISIONS = "keputusan"  # the second list of the page
LADDERS = lists.make_listing(
    "tangga-masa-berlaku",
    {
        "Naskah": lambda row: row.name,
        "Hari sebelum berakhir": lambda row: row.form.initial["steps"],
        "Diubah": lambda row: getattr(row.own, "changed_at", None),
    },
)
DECISION_TERMS = lists.make_listing(
    "keputusan-masa-berlaku",
    {
        "Kerja sama": lambda row: row.term.name,
        "Hari": lambda row: row.form.initial["days"],
        "Diubah": lambda row: getattr(row.own, "changed_at", None),
    },
)


@allow(Role.SECTION_HEAD, Role.ADMIN)
def edit_expiry_settings(request: AuthenticatedRequest) -> HttpResponse:
    """One small form a row; the one that was sent keeps what was typed when it is refused."""
    ladder = _sent_ladder(request.POST)
    if ladder and ladder.form.is_valid():
        _save_ladder(ladder.key, ladder.form.cleaned_data["steps"], request.user)
        messages.success(request, SAVED)
        return redirect("tangga-masa-berlaku")
    term = _sent_term(request.POST)
    if term and term.form.is_valid():
        _save_term(term.key, term.form.cleaned_data["days"], request.user)
        messages.success(request, SAVED)
        return redirect("tangga-masa-berlaku")
    shows_decisions = lists.asked_part(request) == DECISIONS
    page = build_expiry_page(ladder, term, shows_decisions=shows_decisions)
    listing = DECISION_TERMS if shows_decisions else LADDERS
    status = page_status(is_refused=bool(ladder or term))
    return lists.show_page(request, "pages/expiry.html", page, listing, status)


def _sent_ladder(post: QueryDict) -> SentForm | None:
    kind = post.get("naskah", "")
    if kind not in expiry.INSTRUMENTS:
        return None
    return SentForm(kind, ladder_form(kind, steps_by_instrument()[kind], post))


def _sent_term(post: QueryDict) -> SentForm | None:
    for term in TERMS:
        if term.term_key == post.get("keputusan"):
            return SentForm(term.term_key, term_form(term, Calendar(), post))
    return None


def _save_ladder(kind: str, steps: list[int], user: User) -> None:
    if not steps:
        Ladder.objects.filter(instrument=kind).delete()
    else:
        Ladder.objects.update_or_create(
            instrument=kind, defaults={"steps": steps, "changed_by": user}
        )


def _save_term(key: str, days: int, user: User) -> None:
    chosen = {"days": days, "day_kind": DayKind.CALENDAR, "changed_by": user}
    TermSetting.objects.update_or_create(term_key=key, defaults=chosen)
