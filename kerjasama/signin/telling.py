"""What a person is told of the account: by mail at once, whatever the preferences, and in the
inbox.
"""

import logging
import secrets
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.formats import date_format

from kerjasama.accounts.models import RegionProfile, User
from kerjasama.notices.models import Kind
from kerjasama.notices.posting import send_notice

log = logging.getLogger(__name__)
KEY = "akun/"
CHANGES = {
    "account/email/password_changed": "Sandi akun Anda diganti",
    "account/email/password_set": "Sandi akun Anda dibuat",
    "account/email/password_reset": "Sandi akun Anda dibuat baru lewat tautan surel",
}


def tell_change(user: User, what: str, address: str) -> None:
    """Something about the account changed: say it to its person."""
    if what in CHANGES:
        tell_person(user, CHANGES[what], f"Dari alamat {address}.")


def tell_person(user: User, subject: str, text: str, url: str = "/kata-sandi/") -> None:
    """Put a line into the inbox, and send a mail."""
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
