"""What a person has to do before anything else, by a day: renew a password that was made under
older rules, set up a second factor.
"""

from collections.abc import Callable
from datetime import date
from typing import cast

from django.contrib import messages
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.formats import date_format

from kerjasama.accounts.models import User

from . import factor, sso
from .models import SignInRules, SignInState

DUES = "signin_dues"  # in the session: what is owed, by which day
PASSWORD = "sandi"  # noqa: S105
FACTOR = "faktor"
# The page where it is done, and those that belong to it.
PAGES = {
    PASSWORD: ("account_change_password",),
    FACTOR: (
        "mfa_index",
        "mfa_activate_totp",
        "mfa_add_webauthn",
        "mfa_view_recovery_codes",
        "account_reauthenticate",
    ),
}
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
        grace = SignInRules.current().password_grace_days
        wanted = state.renew_password_by or factor.last_day(grace)
    if wanted != state.renew_password_by:
        state.renew_password_by = wanted
        state.save(update_fields=["renew_password_by"])


def password_was_renewed(user: User) -> None:
    """The present password was made under the present rules."""
    SignInState.objects.filter(user=user).update(renew_password_by=None)


def note_dues(request: HttpRequest, user: User) -> None:
    """Keep in the session what this person owes, so that no page asks for it."""
    provider = sso.provider_of(request, user)
    # A provider that asks for a second factor of its own asks for ours.
    factor_by = None if provider and provider.has_factor else factor.settle_due(user)
    state = SignInState.objects.filter(user=user).first()
    renew_by = state.renew_password_by if state and not provider else None
    owed = {PASSWORD: renew_by, FACTOR: factor_by}
    request.session[DUES] = {due: day.isoformat() for due, day in owed.items() if day}


def tell_dues(request: HttpRequest) -> None:
    """Say at the sign-in what is to be done, while there is time."""
    for due, text in request.session.get(DUES, {}).items():
        day = date.fromisoformat(text)
        if not _is_past(text):
            messages.warning(request, SAID[due].format(day=date_format(day, "j F Y")))


SAID = {
    PASSWORD: (
        "Sandi Anda belum memenuhi aturan yang sekarang berlaku. Gantilah lewat menu akun, Ganti"
        " sandi, paling lambat {day}."
    ),
    FACTOR: (
        "Peran Anda wajib memakai faktor kedua. Pasanglah lewat menu akun, Keamanan akun, paling"
        " lambat {day}."
    ),
}
REFUSED = {
    PASSWORD: "Sandi Anda dibuat menurut aturan lama. Buat sandi baru sebelum melanjutkan.",
    FACTOR: "Peran Anda wajib memakai faktor kedua. Pasang satu sebelum melanjutkan.",
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
        if not waits_for(dues, name):
            return None
        # It may be settled since, on another device or by somebody else.
        note_dues(request, cast(User, request.user))
        late = waits_for(request.session[DUES], name)
        if not late:
            return None
        messages.warning(request, REFUSED[late[0]])
        return redirect(PAGES[late[0]][0])


def waits_for(dues: dict[str, str], name: str | None) -> list[str]:
    """What is to be done before the page of this name."""
    late = [due for due, text in dues.items() if _is_past(text)]
    opened = [page for due in late for page in PAGES[due]]
    return [] if name in (*ALWAYS_OPEN, *opened) else late


def _is_past(text: str) -> bool:
    return date.fromisoformat(text) < timezone.localdate()
