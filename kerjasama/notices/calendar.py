"""A person's dates as an ICS feed."""

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import NamedTuple

import icalendar
from django.utils import timezone

from kerjasama.accounts.models import User

from .channels import absolute


class Entry(NamedTuple):
    """One date of one person; `key` stays the same when the date moves."""

    key: str
    day: date
    subject: str
    text: str
    url: str


Dates = Callable[[User, date], Iterable[Entry]]
_sources: list[Dates] = []


def dates(find: Dates) -> Dates:
    """Register what finds dates of a person."""
    _sources.append(find)
    return find


def feed(user: User, name: str) -> bytes:
    calendar = icalendar.Calendar()
    for key, value in {"prodid": "-//Kerja Sama//id", "version": "2.0", "x-wr-calname": name, "method": "PUBLISH"}.items():
        calendar.add(key, value)
    for find in _sources:
        for entry in find(user, timezone.localdate()):
            calendar.add_component(_event(entry))
    return calendar.to_ical()


def _event(entry: Entry) -> icalendar.Event:
    url = absolute(entry.url)
    event = icalendar.Event()
    event.add("uid", f"{entry.key}@{url.split('/')[2]}")
    event.add("dtstamp", timezone.now())
    event.add("dtstart", entry.day)
    event.add("dtend", entry.day + timedelta(1))
    event.add("summary", entry.subject)
    event.add("description", f"{entry.text}\n{url}")
    event.add("url", url)
    event.add("transp", "TRANSPARENT")
    return event
