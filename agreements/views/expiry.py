"""Pengaturan, Tangga masa berlaku: when people are told that a naskah ends, and by when that is
decided.
"""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from agreements.forms.deciding import DecisionTermForm, LadderForm
from agreements.models import Ladder, TermSetting
from agreements.monitoring.ending import deciding, expiring
from agreements.regulations import expiry
from agreements.regulations.duties import EXTENSION
from agreements.regulations.vocabulary import DayKind
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
        "Diubah": lambda row: row[3].changed_at if row[3] else None,
    },
)
DECISION_TERMS = lists.make_listing(
    "keputusan-masa-berlaku",
    {
        "Kerja sama": lambda row: row[0].name,
        "Hari": lambda row: row[1].initial["days"],
        "Diubah": lambda row: row[2].changed_at if row[2] else None,
    },
)


@allow(Role.SECTION_HEAD, Role.ADMIN)
def edit_expiry_settings(request: AuthenticatedRequest) -> HttpResponse:
    """One small form a row; the one that was sent keeps what was typed when it is refused."""
    kind, key = request.POST.get("naskah"), request.POST.get("keputusan")
    steps = dict(zip(expiry.INSTRUMENTS, expiring.reminder_ladders().values(), strict=True))
    ladder = _ladder_form(kind, steps[kind], request.POST) if kind in steps else None
    changed = next((term for term in TERMS if term.term_key == key), None)
    term = _term_form(changed, Calendar(), request.POST) if changed else None
    if ladder and ladder.is_valid():
        return _saved(request, _save_ladder, kind, ladder.cleaned_data["steps"])
    if term and term.is_valid():
        return _saved(request, _save_term, key, term.cleaned_data["days"])
    page = {
        "ladders": _ladders(kind, ladder),
        "terms": _terms(key, term),
        "told_from": _reminder_steps(),
        "told_by": EXTENSION,
    }
    status = 422 if ladder or term else 200
    if lists.asked_part(request) == DECISIONS:
        shown = page | {"rows": page["terms"]}
        return lists.show_list(request, "pages/expiry.html", shown, DECISION_TERMS, status=status)
    shown = page | {"rows": page["ladders"]}
    return lists.show_list(request, "pages/expiry.html", shown, LADDERS, status=status)


def _saved(request: AuthenticatedRequest, save, *what):
    save(*what, request.user)
    messages.success(request, SAVED)
    return redirect("tangga-masa-berlaku")


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


def _ladders(sent: str | None, form: LadderForm | None) -> list[tuple]:
    own = {row.instrument: row for row in Ladder.objects.all()}
    return [
        (kind, of.name, form if kind == sent and form else _ladder_form(kind, steps), own.get(kind))
        for (kind, of), steps in zip(
            expiry.INSTRUMENTS.items(), expiring.reminder_ladders().values(), strict=True
        )
    ]


def _ladder_form(kind: str, steps: tuple[int, ...], data=None) -> LadderForm:
    return LadderForm(data, initial={"steps": ", ".join(map(str, steps))}, auto_id=f"{kind}-%s")


def _terms(sent: str | None, form: DecisionTermForm | None) -> list[tuple]:
    calendar = Calendar()
    return [
        (
            term,
            form if term.term_key == sent and form else _term_form(term, calendar),
            calendar.settings.get(term.term_key),
        )
        for term in TERMS
    ]


def _term_form(term: expiry.DecisionTerm, calendar: Calendar, data=None) -> DecisionTermForm:
    return DecisionTermForm(
        data,
        initial={"days": deciding.days_before(term, calendar)},
        auto_id=f"{term.term_key.replace('/', '-')}-%s",
    )


def _reminder_steps() -> list[tuple[str, int]]:
    """Who is told on which steps: (role, from how many days before the end on); 0 for all steps."""
    return [
        (str(role.label), days if days < deciding.MOST_DAYS else 0)
        for role, days in expiring.TOLD_FROM.items()
    ]
