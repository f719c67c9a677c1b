"""Where django-allauth asks us: how it counts, what it says, what follows from a sign-in."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import ratelimit
from allauth.core.exceptions import ImmediateHttpResponse
from django.contrib import messages
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render, resolve_url
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from kerjasama.accounts import doors
from kerjasama.accounts.models import User

from . import renewing, sso, visits
from .fresh import is_fresh
from .models import Outcome
from .telling import tell_change, tell_new_device

SAID = {
    "account/messages/password_changed.txt": "Sandi tersimpan.",
    "account/messages/password_set.txt": "Sandi tersimpan.",
}


class DoorAdapter(DefaultAccountAdapter):
    """Counts by name and place, speaks our Indonesian, and notes who came in."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": "Akun ini tidak aktif. Hubungi administrator.",
        "enter_current_password": "Sandi yang sekarang tidak benar.",
        "incorrect_code": "Kode ini tidak cocok. Tunggu kode berikutnya, lalu ketik kode itu.",
        "incorrect_password": "Sandi ini tidak benar.",
        "invalid_password_reset": "Tautan ini sudah dipakai atau kedaluwarsa.",
        "rate_limited": "Terlalu banyak percobaan. Tunggu lima menit, lalu coba lagi.",
        "too_many_login_attempts": "Terlalu banyak percobaan. Tunggu lima menit, lalu coba lagi.",
        "username_password_mismatch": (
            "Masukkan nama pengguna dan sandi yang benar. Huruf besar dan kecil dibedakan."
        ),
    }

    def get_client_ip(self, request: HttpRequest) -> str:
        """The address behind our proxies."""
        return doors.client_address(request)

    def is_safe_url(self, url: str | None) -> bool:
        """Whether a page may lead there: only within this site."""
        return url_has_allowed_host_and_scheme(url, {self.request.get_host()})

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return resolve_url("beranda")

    # Counting

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        name = credentials.get("username", "")
        return visits.counted_under(name, doors.place_of(request, name))

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Count the attempt. Raises ImmediateHttpResponse for whoever has to wait."""
        name = credentials.get("username", "")
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError as error:
            raise self.has_to_wait(request) from error
        if doors.knows_device(request, name):
            return
        if not ratelimit.consume(request, action="login_strange", key=name.lower()):
            raise self.has_to_wait(request)

    @staticmethod
    def has_to_wait(request: HttpRequest) -> ImmediateHttpResponse:
        """The page that says how long."""
        return ImmediateHttpResponse(render(request, "pages/locked.html", status=429))

    def authenticate(self, request: HttpRequest, **credentials: Any) -> AbstractBaseUser | None:
        """Judge the password as well, which is seen here alone."""
        user = super().authenticate(request, **credentials)
        if isinstance(user, User) and not request.user.is_authenticated:
            renewing.judge_password(user, credentials["password"])
        return user

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        name = credentials.get("username", "")
        user = User.objects.filter(username__iexact=name).first()
        visits.note_attempt(request, user, name, Outcome.WRONG_PASSWORD)

    # Coming in

    def post_login(  # type: ignore[override]
        self, request: HttpRequest, user: User, **told: Any
    ) -> HttpResponse:
        """Note who came in, from which device, and what is owed to the door."""
        answer = super().post_login(request, user, **told)
        if visits.has_been_here(user) and not doors.knows_device(request, user.username):
            tell_new_device(request, user)
        visits.note_attempt(request, user, user.username, Outcome.ENTERED)
        signal = told.get("signal_kwargs") or {}
        if sociallogin := signal.get("sociallogin"):
            sso.note_entry(request, user, sociallogin)
        renewing.note_dues(request, user)
        renewing.tell_dues(request)
        doors.remember_device(request, answer, user.username)
        return answer

    def is_reauthentication_required(self, *, app: str) -> bool:
        """Whether the person has to show again who they are."""
        return not is_fresh(self.request)

    def get_reauthentication_methods(
        self, user: AbstractBaseUser | AnonymousUser
    ) -> list[dict[str, Any]]:
        """One page asks, whatever the person has to show."""
        if not user.is_authenticated:
            return []
        url = reverse("account_reauthenticate")
        return [{"id": "reauthenticate", "description": "Pastikan ini Anda", "url": url}]

    # Speaking

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        """What allauth would say, in our words, or not at all."""
        said = message or SAID.get(message_template or "")
        if said:
            messages.add_message(request, level, said, extra_tags=extra_tags)

    def send_notification_mail(
        self,
        template_prefix: str,
        user: AbstractBaseUser,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        """Tell the person in the inbox and by mail what changed about the account."""
        assert isinstance(user, User)
        tell_change(user, template_prefix, self.get_client_ip(self.request))
        if template_prefix in ("account/email/password_changed", "account/email/password_reset"):
            renewing.password_was_renewed(user)
            renewing.note_dues(self.request, user)
