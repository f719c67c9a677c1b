"""A person's dates as an ICS feed."""

from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from typing import NamedTuple

import icalendar
from django.utils import timezone

from kerjasama.accounts.models import User

from .channels import absolute_url


class CalendarEntry(NamedTuple):
    """One date of one person; `key` stays the same when the date moves. An event has its moments
    and its place.
    """

    key: str
    day: date
    subject: str
    text: str
    url: str
    span: tuple[datetime, datetime] | None = None
    place: str = ""


Dates = Callable[[User, date], Iterable[CalendarEntry]]
_sources: list[Dates] = []


def register_dates(find: Dates) -> Dates:
    """Register what finds dates of a person."""
    _sources.append(find)
    return find


def calendar_feed_of(user: User, name: str) -> bytes:
    """All dates of a person as a calendar of that name (ICS)."""
    today = timezone.localdate()
    entries = (entry for find in _sources for entry in find(user, today))
    return _calendar(entries, {"x-wr-calname": name})


def calendar_file_of(entry: CalendarEntry) -> bytes:
    """One entry as a file of its own."""
    return _calendar([entry], {})


def _calendar(entries: Iterable[CalendarEntry], named: dict[str, str]) -> bytes:
    calendar = icalendar.Calendar()
    for key, value in {
        "prodid": "-//Kerja Sama//id",
        "version": "2.0",
        **named,
        "method": "PUBLISH",
    }.items():
        calendar.add(key, value)
    for entry in entries:
        calendar.add_component(_event(entry))
    return calendar.to_ical()


def _event(entry: CalendarEntry) -> icalendar.Event:
    url = absolute_url(entry.url)
    event = icalendar.Event()
    event.add("uid", f"{entry.key}@{url.split('/')[2]}")
    event.add("dtstamp", timezone.now())
    starts, ends = entry.span or (entry.day, entry.day + timedelta(1))
    event.add("dtstart", starts)
    event.add("dtend", ends)
    event.add("summary", entry.subject)
    event.add("description", f"{entry.text}\n{url}")
    event.add("url", url)
    if entry.place:
        event.add("location", entry.place)
    event.add("transp", "OPAQUE" if entry.span else "TRANSPARENT")
    return event
