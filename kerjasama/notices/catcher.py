"""Mails that the embedded catcher kept instead of sending them out."""

import mailbox
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from pathlib import Path
from typing import NamedTuple

from django.conf import settings

SHOWN = 50


class Mail(NamedTuple):
    key: str
    sender: str
    to: str
    subject: str
    date: str
    text: str


def is_catcher_used() -> bool:
    """Whether mails are kept here, and none leaves."""
    return bool(settings.MAIL_CATCHER)


def newest_caught_mail() -> list[Mail]:
    """The newest mails that were kept, the newest first."""
    keys = sorted(_box().keys(), key=_arrived, reverse=True)
    return [mail for mail in map(read_caught_mail, keys[:SHOWN]) if mail]


def read_caught_mail(key: str) -> Mail | None:
    """The mail of that key; None when there is none. Only names that the mailbox itself lists are
    opened.
    """
    try:
        message = BytesParser(EmailMessage, policy=policy.default).parsebytes(_box().get_bytes(key))
    except (KeyError, OSError):
        return None
    body = message.get_body(("plain", "html"))
    text = body.get_content() if body else ""
    sender, to, subject, date = (
        str(message.get(name, "")) for name in ("From", "To", "Subject", "Date")
    )
    return Mail(key, sender, to, subject, date, str(text))


def _box() -> mailbox.Maildir:
    return mailbox.Maildir(Path(settings.MAIL_CATCHER))


def _arrived(key: str) -> tuple[float, str]:
    """A name in a maildir begins with the second of its arrival."""
    head = key.partition(".")[0]
    if not head.isdecimal():
        return 0.0, key
    return float(head), key
