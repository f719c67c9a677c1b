"""Links that lead to a new password: an invitation for days, a reset for hours."""

from datetime import datetime
from smtplib import SMTPException

from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.http import base36_to_int, int_to_base36

from kerjasama.accounts.models import RegionProfile, User

from . import sso
from .models import AccountMail, LinkRequest

MOST_AT_ONCE = 200
INVITATION = "Undangan Kerja Sama {region}: buat sandi Anda"


class LinkTokens(PasswordResetTokenGenerator):
    """Django's, which end with the password, the mail address or the next sign-in; those of people
    who have been here before end after hours.
    """

    key_salt = "kerjasama.signin.links"

    def check_token(self, user: AbstractBaseUser | None, token: str | None) -> bool:
        """Whether the link still leads anywhere."""
        if not isinstance(user, User) or not super().check_token(user, token):
            return False
        if user.last_login is None:
            return True
        written = base36_to_int(str(token).partition("-")[0])
        return self._num_seconds(self._now()) - written <= 3600 * settings.RESET_HOURS  # type: ignore[attr-defined]


def make_link(user: User) -> str:
    """The address under which this person sets a new password."""
    path = reverse(
        "account_reset_password_from_key",
        args=[int_to_base36(user.pk), LinkTokens().make_token(user)],
    )
    return settings.SITE_URL.rstrip("/") + path


def invite_user(user: User) -> bool:
    """Send the link of an invitation. Returns whether the mail server took it; it may be sent again
    at any time.
    """
    return _send(user, INVITATION, "invitation", {"days": settings.INVITATION_DAYS})


def queue_invitation(user: User) -> None:
    """Let the worker send the invitation, as of many at once."""
    _, subject, text = _written(user, INVITATION, "invitation", {"days": settings.INVITATION_DAYS})
    AccountMail.objects.create(to=user.email, subject=subject[:200], text=text)


def send_requested(now: datetime) -> int:
    """Send what was asked for at "lupa sandi" by then. Returns how many mails left."""
    rows = list(LinkRequest.objects.filter(at__lte=now).order_by("pk")[:MOST_AT_ONCE])
    sent = 0
    for email in dict.fromkeys(row.email.lower() for row in rows):
        for user in User.objects.filter(email__iexact=email, is_active=True, merged_into=None):
            sent += _send_reset(user)
    LinkRequest.objects.filter(pk__in=[row.pk for row in rows]).delete()
    return sent


def _send_reset(user: User) -> bool:
    """The link; whoever has no password because a provider opens the account is told so instead."""
    if names := _opened_by(user):
        words: dict[str, object] = {"providers": names, "site": settings.SITE_URL.rstrip("/")}
        return _send(user, "Cara masuk ke Kerja Sama {region}", "reset_sso", words)
    words = {"hours": settings.RESET_HOURS}
    return _send(user, "Atur ulang sandi Kerja Sama {region}", "reset", words)


def _opened_by(user: User) -> str:
    """The providers that alone open this account; empty where it has a password, or none does."""
    if user.has_usable_password():
        return ""
    known = {row.id: row.name for row in sso.list_providers()}
    rows = SocialAccount.objects.filter(user=user, provider__in=known)
    return ", ".join(sorted(known[row.provider] for row in rows))


def _written(
    user: User, subject: str, template: str, words: dict[str, object]
) -> tuple[str, str, str]:
    """(to, subject, text) of a mail with a link."""
    region = RegionProfile.current()
    words = {"user": user, "region": region, "link": make_link(user)} | words
    mark = "[CONTOH] " if region.is_demo else ""
    said = mark + subject.format(region=region.short_name)
    return user.email, said, render_to_string(f"emails/{template}.txt", words)


def _send(user: User, subject: str, template: str, words: dict[str, object]) -> bool:
    to, said, text = _written(user, subject, template, words)
    headers = {"Auto-Submitted": "auto-generated"}
    try:
        EmailMessage(said, text, to=[to], headers=headers).send()
    except (OSError, SMTPException):
        return False
    return True
