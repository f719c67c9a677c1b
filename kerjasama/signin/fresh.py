"""Grave acts ask again who somebody is, unless that was shown a few minutes ago.

What was sent is carried through the question: every field as it was, each file kept for its person.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, NamedTuple, TypeVar, cast

from allauth.account.internal.flows.login import get_authentication_records
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from kerjasama.accounts.models import User
from kerjasama.accounts.sessions import BEGAN, session_moment
from kerjasama.drafts import files
from kerjasama.drafts.middleware import NAME as DRAFT
from kerjasama.web.refusals import NO_REFUSAL

from .factor_forms import FreshForm

MARK = "pastikan"
SECRET = (
    "frasa",
    "nik",
    "password",
    "password1",
    "password2",
    "oldpassword",
)  # typed again, never echoed
View = TypeVar("View", bound=Callable[..., HttpResponseBase])


class Carried(NamedTuple):
    """What was sent, as hidden fields, and the files that have to be chosen again."""

    fields: list[tuple[str, str]]
    lost: list[str]


def fresh(view: View) -> View:
    """A view whose forms are taken only from somebody who has shown just now who they are."""

    @wraps(view)
    def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        question = ask_again(request) if request.method == "POST" else None
        return question or view(request, *args, **kwargs)

    return cast(View, asked)


def fresh_download(view: View) -> View:
    """A list that leaves as a file only for somebody who has shown just now who they are."""

    @wraps(view)
    def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        question = ask_again(request) if "unduh" in request.GET else None
        return question or view(request, *args, **kwargs)

    return cast(View, asked)


def fresh_file(view: View) -> View:
    """A file of much at once, which leaves only for somebody who has shown just now who they
    are.
    """

    @wraps(view)
    def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return ask_again(request) or view(request, *args, **kwargs)

    return cast(View, asked)


def is_fresh(request: HttpRequest) -> bool:
    """Whether the person signed in, or showed again who they are, within FRESH_MINUTES."""
    now = timezone.now()
    since = now.timestamp() - 60 * settings.FRESH_MINUTES
    if BEGAN in request.session and session_moment(request, BEGAN, now).timestamp() >= since:
        return True
    records = get_authentication_records(request, cast(User, request.user))
    return any(row.get("reauthenticated") and row["at"] >= since for row in records)


def ask_again(request: HttpRequest) -> HttpResponse | None:
    """The question who somebody is, over what was sent; None where it is answered."""
    if is_fresh(request):
        return None
    if request.method != "POST":
        query = urlencode({"next": request.get_full_path()})
        return redirect(f"{reverse('account_reauthenticate')}?{query}")
    data = request.POST if MARK in request.POST else None
    form = FreshForm(data, request=request, user=cast(User, request.user))
    if form.is_valid():
        files.drop_posted(request, [name for name in request.POST if name.startswith(MARK)])
        return None
    setattr(request, NO_REFUSAL, True)
    page = {"form": form, "carried": carry(request), "action": request.get_full_path()}
    return render(request, "pages/fresh.html", page, status=403)


def carry(request: HttpRequest) -> Carried:
    """Everything that was sent, but for the question itself, the token and what is secret."""
    fields, lost = [], []
    for name, values in request.POST.lists():
        if name not in ("csrfmiddlewaretoken", *SECRET) and not name.startswith(MARK):
            fields += [(name, value) for value in values]
    if named := getattr(request, "draft_form", None):
        fields.append((DRAFT, named))
    for name, uploads in request.FILES.lists():
        for upload in uploads:
            kept = files.keep_upload(request, upload)
            if kept is None:
                lost.append(upload.name or "")
            else:
                fields.append((files.TOKEN + name, kept.token))
    return Carried(fields, lost)
