"""What a person is told of the account: by mail at once, whatever the preferences, and in the
inbox.
"""

import logging
import secrets
from collections.abc import Iterable
from smtplib import SMTPException

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.mail import EmailMessage
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from kerjasama.accounts.doors import client_address
from kerjasama.accounts.models import RegionProfile, Role, User
from kerjasama.notices.models import Kind
from kerjasama.notices.posting import send_notice

from . import factor

log = logging.getLogger(__name__)
KEY = "akun/"
CHANGES = {
    "account/email/password_changed": "Sandi akun Anda diganti",
    "account/email/password_set": "Sandi akun Anda dibuat",
    "account/email/password_reset": "Sandi akun Anda dibuat baru lewat tautan surel",
    "mfa/email/totp_activated": "Aplikasi kode dipasang pada akun Anda",
    "mfa/email/totp_deactivated": "Aplikasi kode dilepas dari akun Anda",
    "mfa/email/webauthn_added": "Kunci dipasang pada akun Anda",
    "mfa/email/webauthn_removed": "Kunci dilepas dari akun Anda",
    "mfa/email/recovery_codes_generated": "Kode cadangan akun Anda dibuat baru",
}


def tell_change(user: User, what: str, address: str) -> None:
    """Something about the account changed: say it to its person."""
    if what in CHANGES:
        tell_person(user, CHANGES[what], f"Dari alamat {address}.")
        tell_other_managers(user, CHANGES[what].replace("akun Anda", f"akun {user}"))


def tell_of_paper_code(request: HttpRequest, user: User, authenticator: Authenticator) -> None:
    """A code on paper was used: whoever lost the paper learns it."""
    if authenticator.type != Authenticator.Type.RECOVERY_CODES:
        return
    authenticator.refresh_from_db()
    left = len(authenticator.wrap().get_unused_codes())
    text = f"Dari alamat {client_address(request)}. Sisa {left} kode."
    tell_person(user, "Satu kode cadangan akun Anda dipakai", text)


def tell_other_managers(user: User, subject: str, text: str = "") -> None:
    """What changes about somebody who administers is seen by the others who do."""
    if Role.ADMIN not in user.roles:
        return
    tell_managers(factor.managers_besides(user), subject, text or "Akun ini mengelola pengguna.")


def tell_managers(people: Iterable[int], subject: str, text: str, url: str = "") -> None:
    """A line in the inbox of these people."""
    key = f"{KEY}{secrets.token_hex(8)}"
    send_notice(people, Kind.NEWS, key, subject, text, url or reverse("permintaan-faktor"))


def tell_person(user: User, subject: str, text: str) -> None:
    """Put a line into the inbox, and send a mail."""
    url = reverse("mfa_index")
    now = timezone.localtime()
    text = f"{date_format(now, 'j F Y')} pukul {date_format(now, 'H.i')}. {text}"
    send_notice({user.pk}, Kind.NEWS, f"{KEY}{secrets.token_hex(8)}", subject, text, url)
    if user.email:
        _mail(user, user.email, subject, text)


def _mail(user: User, to: str, subject: str, text: str) -> None:
    region = RegionProfile.current()
    words = {"user": user, "region": region, "subject": subject, "text": text}
    words["site"] = settings.SITE_URL.rstrip("/")
    mark = "[CONTOH] " if region.is_demo else ""
    body = render_to_string("emails/account.txt", words)
    headers = {"Auto-Submitted": "auto-generated"}
    try:
        EmailMessage(f"{mark}{subject}", body, to=[to], headers=headers).send()
    except (OSError, SMTPException):
        log.warning("a notice of the account of user %s was not sent", user.pk)
