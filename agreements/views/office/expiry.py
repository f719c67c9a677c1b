"""Pengaturan, Tangga masa berlaku: when people are told that a naskah ends, and by when that is
decided.
"""

from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect

from agreements.forms.deciding import DecisionTermForm, LadderForm
from agreements.models import Ladder, TermSetting
from agreements.monitoring.ending import deciding, expiring
from agreements.regulations import expiry
from agreements.regulations.duties import EXTENSION
from agreements.regulations.vocabulary import DayKind
from agreements.views.common import page_status
from agreements.workflow.deadlines import Calendar
from kerjasama.accounts.models import Role, User
from kerjasama.accounts.policy import allow
from kerjasama.web import lists
from kerjasama.web.requests import AuthenticatedRequest

TERMS = (*expiry.TERMS, expiry.REVIEW)
SAVED = "Tersimpan dan langsung berlaku."

DECISIONS = "keputusan"  # the second list of the page
LADDERS = lists.make_listing(
    "tangga-masa-berlaku",
    {
        "Naskah": lambda row: row[1],
        "Hari sebelum berakhir": lambda row: row[2].initial["steps"],
        "Diubah": lambda row: getattr(row[3], "changed_at", None),
    },
)
DECISION_TERMS = lists.make_listing(
    "keputusan-masa-berlaku",
    {
        "Kerja sama": lambda row: row[0].name,
        "Hari": lambda row: row[1].initial["days"],
        "Diubah": lambda row: getattr(row[2], "changed_at", None),
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
    page = {
        "ladders": _ladders(ladder),
        "terms": _terms(term),
        "told_from": _reminder_steps(),
        "told_by": EXTENSION,
    }
    status = page_status(is_refused=bool(ladder or term))
    if lists.asked_part(request) == DECISIONS:
        shown = page | {"rows": page["terms"]}
        return lists.show_list(request, "pages/expiry.html", shown, DECISION_TERMS, status=status)
    shown = page | {"rows": page["ladders"]}
    return lists.show_list(request, "pages/expiry.html", shown, LADDERS, status=status)


@dataclass(frozen=True)
class SentForm:
    """The small form that was sent, and the key of the row to which it belongs."""

    key: str
    form: LadderForm | DecisionTermForm


def _sent_ladder(post: QueryDict) -> SentForm | None:
    kind = post.get("naskah", "")
    if kind not in expiry.INSTRUMENTS:
        return None
    return SentForm(kind, _ladder_form(kind, _steps_by_instrument()[kind], post))


def _sent_term(post: QueryDict) -> SentForm | None:
    for term in TERMS:
        if term.term_key == post.get("keputusan"):
            return SentForm(term.term_key, _term_form(term, Calendar(), post))
    return None


def _steps_by_instrument() -> dict[str, tuple[int, ...]]:
    """On how many days before the end people are told, by kind of naskah."""
    return dict(zip(expiry.INSTRUMENTS, expiring.reminder_ladders().values(), strict=True))


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


def _ladders(sent: SentForm | None) -> list[tuple[str, str, forms.Form, Ladder | None]]:
    """(kind, its name, the form, what the office has set) of each kind of naskah."""
    own = {row.instrument: row for row in Ladder.objects.all()}
    steps = _steps_by_instrument()
    rows = []
    for kind, instrument in expiry.INSTRUMENTS.items():
        form: forms.Form = _ladder_form(kind, steps[kind])
        if sent and sent.key == kind:
            form = sent.form
        rows.append((kind, instrument.name, form, own.get(kind)))
    return rows


def _ladder_form(kind: str, steps: tuple[int, ...], data: QueryDict | None = None) -> LadderForm:
    return LadderForm(data, initial={"steps": ", ".join(map(str, steps))}, auto_id=f"{kind}-%s")


def _terms(
    sent: SentForm | None,
) -> list[tuple[expiry.DecisionTerm, forms.Form, TermSetting | None]]:
    """(term, the form, what the office has set) of each decision."""
    calendar = Calendar()
    rows = []
    for term in TERMS:
        form: forms.Form = _term_form(term, calendar)
        if sent and sent.key == term.term_key:
            form = sent.form
        rows.append((term, form, calendar.settings.get(term.term_key)))
    return rows


def _term_form(
    term: expiry.DecisionTerm, calendar: Calendar, data: QueryDict | None = None
) -> DecisionTermForm:
    return DecisionTermForm(
        data,
        initial={"days": deciding.days_before(term, calendar)},
        auto_id=f"{term.term_key.replace('/', '-')}-%s",
    )


def _reminder_steps() -> list[tuple[str, int]]:
    """Who is told on which steps: (role, from how many days before the end on); 0 for all steps."""
    steps = []
    for role, days in expiring.TOLD_FROM.items():
        steps.append((str(role.label), days if days < deciding.MOST_DAYS else 0))
    return steps
