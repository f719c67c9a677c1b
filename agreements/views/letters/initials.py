"""Whose paraf letters bear, by their kind: a norm of the office, set by the head of the Bagian."""

from dataclasses import dataclass

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from agreements.documents.letters import initials
from agreements.documents.letters.titles import letter_titles
from agreements.forms.letters import InitialsForm
from agreements.views.common import page_status, run_form_act
from kerjasama.accounts.policy import MANAGERS, allow
from kerjasama.accounts.roles import Role
from kerjasama.web.requests import AuthenticatedRequest


@dataclass(frozen=True)
class InitialsLine:
    """Letters of one kind and whose paraf they bear."""

    kind: str
    title: str
    roles: str


@allow(*MANAGERS)
def show_initials(request: AuthenticatedRequest) -> HttpResponse:
    """Every kind of letter with its paraf."""
    known = initials.all_asked()
    lines = [
        InitialsLine(kind, title, ", ".join(str(role.label) for role in known.get(kind, ())))
        for kind, title in letter_titles().items()
    ]
    may_set = Role.SECTION_HEAD in request.user.roles
    return render(request, "pages/initials.html", {"lines": lines, "may_set": may_set})


@allow(*initials.MAY_SET)
def edit_initials(request: AuthenticatedRequest, kind: str) -> HttpResponse:
    """The form for letters of one kind."""
    title = letter_titles().get(kind)
    if title is None:
        raise Http404
    known = [role.value for role in initials.asked_initials(kind)]
    form = InitialsForm(request.POST or None, initial={"roles": known})

    def act() -> None:
        initials.set_initials(kind, form.chosen(), request.user)

    if request.method == "POST" and run_form_act(request, form, act, "Pemaraf disimpan."):
        return redirect("paraf-surat")
    shown = {"title": title, "form": form}
    status = page_status(is_refused=bool(form.errors))
    return render(request, "pages/initials_of_kind.html", shown, status=status)
