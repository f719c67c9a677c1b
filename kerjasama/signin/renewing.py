"""What a person has to do before anything else: a password that was made under older rules is to be
renewed by a day.
"""

from collections.abc import Callable
from datetime import date, timedelta

from django.contrib import messages
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.formats import date_format

from kerjasama.accounts.models import User

from .models import SignInRules, SignInState

DUES = "signin_dues"  # in the session: what is owed, by which day
PASSWORD = "sandi"  # noqa: S105
PAGES = {PASSWORD: "account_change_password"}
ALWAYS_OPEN = ("keluar", "sesi", "manifest")


def judge_password(user: User, password: str) -> None:
    """Whoever signs in with a password that would be refused today gets a day until which it is to
    be renewed; a good one ends that.
    """
    wanted: date | None = None
    state, _ = SignInState.objects.get_or_create(user=user)
    try:
        validate_password(password, user)
    except ValidationError:
        days = SignInRules.current().password_grace_days
        wanted = state.renew_password_by or timezone.localdate() + timedelta(days)
    if wanted != state.renew_password_by:
        state.renew_password_by = wanted
        state.save(update_fields=["renew_password_by"])


def password_was_renewed(user: User) -> None:
    """The present password was made under the present rules."""
    SignInState.objects.filter(user=user).update(renew_password_by=None)


def note_dues(request: HttpRequest, user: User) -> None:
    """Keep in the session what this person owes, so that no page asks for it."""
    state = SignInState.objects.filter(user=user).first()
    dues = {}
    if state and state.renew_password_by:
        dues[PASSWORD] = state.renew_password_by.isoformat()
    request.session[DUES] = dues


def tell_dues(request: HttpRequest) -> None:
    """Say at the sign-in what is to be done, while there is time."""
    for due, text in request.session.get(DUES, {}).items():
        day = date.fromisoformat(text)
        if day >= timezone.localdate():
            messages.warning(request, SAID[due].format(day=date_format(day, "j F Y")))


SAID = {
    PASSWORD: (
        "Sandi Anda belum memenuhi aturan yang sekarang berlaku. Gantilah lewat menu akun, Ganti"
        " sandi, paling lambat {day}."
    )
}
REFUSED = {
    PASSWORD: "Sandi Anda dibuat menurut aturan lama. Buat sandi baru sebelum melanjutkan.",
}


class FirstThings:
    """Leads whoever let the day pass to the page where it is done, from every other page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_: object) -> HttpResponseBase | None:
        """Answer in the place of a page that has to wait."""
        dues = request.session.get(DUES)
        if not dues or not request.user.is_authenticated:
            return None
        name = request.resolver_match.url_name if request.resolver_match else None
        for due, text in dues.items():
            if date.fromisoformat(text) >= timezone.localdate():
                continue
            if name in ALWAYS_OPEN or name == PAGES[due]:
                continue
            messages.warning(request, REFUSED[due])
            return redirect(PAGES[due])
        return None
