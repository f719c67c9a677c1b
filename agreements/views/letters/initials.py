"""Whose paraf letters bear and where papers show an electronic signature, by their kind: a norm of
the office, set by the head of the Bagian.
"""

from dataclasses import dataclass

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from agreements.documents.letters import initials
from agreements.documents.letters.titles import letter_titles, signed_titles
from agreements.forms.letters import InitialsForm
from agreements.views.common import page_status, run_form_act
from kerjasama.accounts.policy import MANAGERS, allow
from kerjasama.accounts.roles import Role
from kerjasama.web import lists
from kerjasama.web.requests import AuthenticatedRequest

INITIALS = lists.make_listing(
    "paraf-surat",
    {
        "Surat": lambda line: line.title,
        "Pemaraf": lambda line: (line.roles or "Tanpa paraf") if line.is_letter else "–",
        "Tanda tangan elektronik tampak": lambda line: line.mark or "Seperti biasa",
    },
)


@dataclass(frozen=True)
class InitialsLine:
    """Papers of one kind, whose paraf they bear, and where an electronic signature is seen."""

    kind: str
    title: str
    roles: str
    mark: str
    is_letter: bool


@allow(*MANAGERS)
def show_initials(request: AuthenticatedRequest) -> HttpResponse:
    """Every kind of letter with its paraf."""
    known, rules = initials.asked_by_kind(), initials.rules_by_kind()
    letters = letter_titles()
    lines = [
        InitialsLine(
            kind,
            title,
            ", ".join(str(role.label) for role in known.get(kind, ())),
            rules[kind].get_mark_display() if kind in rules else "",
            is_letter=kind in letters,
        )
        for kind, title in signed_titles().items()
    ]
    may_set = Role.SECTION_HEAD in request.user.roles
    shown = {"rows": lines, "may_set": may_set}
    return lists.show_list(request, "pages/initials.html", shown, INITIALS)


@allow(*initials.MAY_SET)
def edit_initials(request: AuthenticatedRequest, kind: str) -> HttpResponse:
    """The form for letters of one kind."""
    title = signed_titles().get(kind)
    if title is None:
        raise Http404
    rule = initials.rules_by_kind().get(kind)
    known = {
        "roles": [role.value for role in initials.asked_initials(kind)],
        "mark": rule.mark if rule else "",
    }
    # A form without a chosen box sends nothing of it.
    sent = request.POST if request.method == "POST" else None
    form = InitialsForm(sent, initial=known, is_letter=kind in letter_titles())

    def act() -> None:
        initials.set_initials(kind, form.chosen(), request.user, form.cleaned_data["mark"])

    if run_form_act(request, form, act, "Pengaturan surat disimpan."):
        return redirect("paraf-surat")
    shown = {"title": title, "form": form}
    status = page_status(is_refused=bool(form.errors))
    return render(request, "pages/initials_of_kind.html", shown, status=status)
