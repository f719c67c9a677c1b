"""The ways to a person. Each composes what it may say and hands it over."""

import smtplib
from collections.abc import Sequence
from typing import NamedTuple, Protocol

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.module_loading import import_string

from kerjasama.accounts.models import RegionProfile, User

from .models import Channel, Notice, Reach

MOST_LISTED = 20
LONGEST_SUBJECT = 150


class Unreachable(Exception):
    """Nobody can be reached over this channel now."""


class NeverArrives(Exception):
    """This message will not arrive however often it is sent."""


class Message(NamedTuple):
    subject: str
    text: str
    key: str


class Gateway(Protocol):
    """A WhatsApp gateway of the office's choice. WHATSAPP_GATEWAY names a class that takes no
    arguments.
    """

    def send(self, number: str, text: str, key: str) -> None:
        """Hand over one text; `key` is the same when it is sent again. Raises an exception when it
        was not accepted.
        """


class MessageChannel(Protocol):
    def open(self) -> None:
        """Does nothing while it is open. Raises Unreachable."""

    def close(self) -> None:
        """Give back what `open` took; harmless to repeat."""

    def address(self, user: User, reach: Reach | None) -> str:
        """Where the person is reached over this channel; empty when nowhere."""

    def compose(
        self, user: User, notices: Sequence[Notice], *, is_digest: bool, key: str
    ) -> Message:
        """What the person is told of these notices, as far as the channel may say it."""

    def send(self, address: str, message: Message) -> None:
        """Raises NeverArrives, or anything else when it is worth another try."""


def absolute_url(path: str) -> str:
    """The address of a page, as a mail or a calendar names it."""
    return settings.SITE_URL.rstrip("/") + path


def message_id(key: str) -> str:
    """The Message-ID of a mail, the same when it is sent again."""
    return f"<{key}@{settings.DEFAULT_FROM_EMAIL.rpartition('@')[2].strip('>')}>"


def hand_over_mail(mail: EmailMessage) -> None:
    """Give a mail to the server. Raises NeverArrives when it refuses the address for good, OSError
    or SMTPException otherwise.
    """
    try:
        mail.send()
    except smtplib.SMTPRecipientsRefused as error:
        code, answer = next(iter(error.recipients.values()))
        text = answer.decode(errors="replace") if isinstance(answer, bytes) else answer
        if code >= 500:
            raise NeverArrives(f"{code} {text}") from error
        raise ConnectionError(f"{code} {text}") from error


class Email:
    def __init__(self) -> None:
        self.connection, self.region = get_connection(), RegionProfile.current()

    def open(self) -> None:
        try:
            self.connection.open()
        except (OSError, smtplib.SMTPException) as error:
            raise Unreachable(f"Server surel tidak dapat dihubungi: {error}") from error

    def close(self) -> None:
        self.connection.close()

    def address(self, user: User, reach: Reach | None) -> str:
        return user.email

    def compose(
        self, user: User, notices: Sequence[Notice], *, is_digest: bool, key: str
    ) -> Message:
        count, today = len(notices), timezone.localdate()
        subject = notices[0].subject
        if is_digest:
            subject = f"Ringkasan {today:%d/%m/%Y}: {count} belum selesai"
        elif count > 1:
            subject = f"{subject[:LONGEST_SUBJECT]} dan {count - 1} lainnya"
        shown = {
            "notices": [(n, absolute_url(n.url)) for n in notices[:MOST_LISTED]],
            "left": max(0, count - MOST_LISTED),
        }
        links = {
            "inbox": absolute_url(reverse("tugas")),
            "preferences": absolute_url(reverse("pemberitahuan")),
        }
        words = {
            "user": user,
            "count": count,
            "is_digest": is_digest,
            "today": today,
            "region": self.region,
        }
        mark = "[CONTOH] " if self.region.is_demo else ""
        return Message(
            f"{mark}Kerja Sama: {subject}",
            render_to_string("emails/notices.txt", words | shown | links),
            key,
        )

    def send(self, address: str, message: Message) -> None:
        headers = {"Message-ID": message_id(message.key), "Auto-Submitted": "auto-generated"}
        hand_over_mail(
            EmailMessage(
                message.subject,
                message.text,
                to=[address],
                headers=headers,
                connection=self.connection,
            )
        )


class WhatsApp:
    """Says how many tasks there are and where, never which."""

    def __init__(self) -> None:
        self.gateway: Gateway = import_string(settings.WHATSAPP_GATEWAY)()

    def open(self) -> None: ...

    def close(self) -> None: ...

    def address(self, user: User, reach: Reach | None) -> str:
        return reach.whatsapp if reach else ""

    def compose(
        self, user: User, notices: Sequence[Notice], *, is_digest: bool, key: str
    ) -> Message:
        words = "belum selesai" if is_digest else "baru"
        return Message(
            "",
            f"Ada {len(notices)} hal {words} di Kerja Sama. Buka {absolute_url(reverse('tugas'))}",
            key,
        )

    def send(self, address: str, message: Message) -> None:
        self.gateway.send(address, message.text, message.key)


WAYS: dict[str, type[Email] | type[WhatsApp]] = {Channel.EMAIL: Email, Channel.WHATSAPP: WhatsApp}
