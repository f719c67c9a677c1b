"""What a person is told of the account: by mail at once, whatever the preferences, and in the
inbox.
"""

import logging
import secrets
from collections.abc import Iterable
from datetime import timedelta
from smtplib import SMTPException

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import F
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
from .models import AccountMail, Outcome

log = logging.getLogger(__name__)
KEY = "akun/"
MOST_ATTEMPTS, MOST_AT_ONCE = 30, 200
GUESSES_TOLD = 5
# The first that is found counts: every browser also calls itself by older names.
BROWSERS = (
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS", "macOS"),
    ("Linux", "Linux"),
)
CHANGES = {
    "account/email/password_changed": "Sandi akun Anda diganti",
    "account/email/password_set": "Sandi akun Anda dibuat",
    "account/email/password_reset": "Sandi akun Anda dibuat baru lewat tautan surel",
    "socialaccount/email/account_connected": "Akun Anda dihubungkan ke penyedia masuk",
    "socialaccount/email/account_disconnected": "Akun Anda dilepas dari penyedia masuk",
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


def tell_of_guessed_codes(request: HttpRequest, user: User) -> None:
    """Somebody who knows the password guesses codes: its person hears of it, once an hour."""
    since = timezone.now() - timedelta(hours=1)
    wrong = user.attempts.filter(outcome=Outcome.WRONG_CODE, at__gte=since).count()
    if wrong != GUESSES_TOLD:
        return
    text = f"Dari alamat {client_address(request)}, dengan sandi yang benar. Ganti sandi Anda."
    tell_person(user, f"{GUESSES_TOLD} kode salah untuk akun Anda", text)
    tell_other_managers(user, f"{GUESSES_TOLD} kode salah untuk akun {user}")


def tell_other_managers(user: User, subject: str, text: str = "") -> None:
    """What changes about somebody who administers is seen by the others who do."""
    if Role.ADMIN not in user.roles:
        return
    tell_managers(factor.managers_besides(user), subject, text or "Akun ini mengelola pengguna.")


def tell_managers(people: Iterable[int], subject: str, text: str, url: str = "") -> None:
    """A line in the inbox of these people."""
    key = f"{KEY}{secrets.token_hex(8)}"
    send_notice(people, Kind.NEWS, key, subject, text, url or reverse("permintaan-faktor"))


def tell_person(user: User, subject: str, text: str, url: str = "") -> None:
    """Put a line into the inbox, and send a mail."""
    url = url or reverse("sesi-saya")
    now = timezone.localtime()
    text = f"{date_format(now, 'j F Y')} pukul {date_format(now, 'H.i')}. {text}"
    send_notice({user.pk}, Kind.NEWS, f"{KEY}{secrets.token_hex(8)}", subject, text, url)
    if user.email:
        write_mail(user, user.email, subject, text)


def tell_new_device(request: HttpRequest, user: User) -> None:
    """Somebody came in as this person from where the person had not been before."""
    where = f"{describe_agent(request.headers.get('User-Agent', ''))}, {client_address(request)}"
    tell_person(user, "Akun Anda dibuka dari perangkat baru", f"{where}.")
    tell_other_managers(user, f"Akun {user} dibuka dari perangkat baru", f"{where}.")


def tell_administered(
    by: User | None,
    person: User,
    what: str,
    *,
    to_all: bool = True,
    detail: str = "",
    url: str = "",
) -> None:
    """What one person who administers (None: the server) does to an account is seen by its owner
    and by the others, unless somebody tells them of many accounts at once; the others also read
    `detail`, and `url` leads them to it.
    """
    told = f"Oleh {by}." if by else "Dari server."
    if to_all:
        url = url or reverse("pengguna-rinci", args=[person.pk])
        people = factor.managers_besides(person, *([by] if by else []))
        tell_managers(people, f"{person}: {what}", f"{told} {detail}".strip(), url)
    if by is None or person.pk != by.pk:
        key = f"{KEY}{secrets.token_hex(8)}"
        own = f"Akun Anda: {what}"
        send_notice({person.pk}, Kind.NEWS, key, own, told, reverse("mfa_index"))


def tell_from_the_server(people: Iterable[User], subject: str, text: str) -> int:
    """Whoever owns the machine did something past the pages: all of them get a mail, besides a line
    in the inbox. Returns how many mails wait.
    """
    told = {user.pk: user for user in people}
    others = User.objects.filter(pk__in=factor.managers_besides(), is_active=True)
    told |= {user.pk: user for user in others}
    tell_managers(told, subject, text, reverse("persetujuan-akun"))
    addressed = [user for user in told.values() if user.email]
    for user in addressed:
        write_mail(user, user.email, subject, text, template="from_the_server")
    return len(addressed)


def tell_mail_changed(user: User, former: str, by: User) -> None:
    """An administrator changed the address to which links go: the former one hears of it."""
    text = f"Diubah {by}: dari {former or 'kosong'} ke {user.email or 'kosong'}."
    tell_person(user, "Alamat surel akun Anda diubah", text)
    if former:
        write_mail(user, former, "Alamat surel akun Anda diubah", text)
    tell_managers(factor.managers_besides(by), f"Alamat surel akun {user} diubah", text)


def write_mail(user: User, to: str, subject: str, text: str, *, template: str = "account") -> None:
    """Let the worker send this."""
    region = RegionProfile.current()
    words = {"user": user, "region": region, "subject": subject, "text": text}
    words["site"] = settings.SITE_URL.rstrip("/")
    mark = "[CONTOH] " if region.is_demo else ""
    body = render_to_string(f"emails/{template}.txt", words)
    AccountMail.objects.create(to=to, subject=f"{mark}{subject}"[:200], text=body)


def send_mails() -> int:
    """Send what waits; what no server takes is tried again, some times. Returns how many left."""
    sent = 0
    for row in AccountMail.objects.filter(attempts__lt=MOST_ATTEMPTS).order_by("pk")[:MOST_AT_ONCE]:
        headers = {"Auto-Submitted": "auto-generated"}
        try:
            EmailMessage(row.subject, row.text, to=[row.to], headers=headers).send()
        except (OSError, SMTPException):
            AccountMail.objects.filter(pk=row.pk).update(attempts=F("attempts") + 1)
            log.warning("mail %s about an account was not taken", row.pk)
        else:
            row.delete()
            sent += 1
    return sent


def describe_agent(text: str) -> str:
    """Browser and system as people call them: "Chrome di Windows"."""
    browser = next((name for mark, name in BROWSERS if mark in text), "Peramban lain")
    system = next((name for mark, name in SYSTEMS if mark in text), "")
    return f"{browser} di {system}" if system else browser
