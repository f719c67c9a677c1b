"""Deadlines are derived, never stored: a new holiday moves every running one."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, cached_property
from typing import Any

import holidays
from django.conf import settings
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import BooleanField, F, Func, Q, Value
from django.db.models.sql.compiler import SQLCompiler

from agreements.models import Agreement, DayOff, LocalNorms, TermSetting
from agreements.regulations import catalogue
from agreements.regulations.vocabulary import Basis, DayKind, Deadline, Stage, Track
from kerjasama.web.compiled import CompiledRows
from kerjasama.web.kept_settings import KeptRows

ONE_DAY = timedelta(1)


@cache
def _national(year: int) -> dict[date, str]:
    known = holidays.Indonesia(years=year, categories=("public", "government"), language="id")
    return {day: name.replace("Pegangti", "Pengganti") for day, name in known.items()}


def national_days_off(year: int) -> dict[date, str]:
    """National holidays and cuti bersama of a year, in their order."""
    return dict(sorted(_national(year).items()))


def term_key(track: Track, stage: Stage, term: Deadline) -> str:
    """The name under which settings and cases know this term."""
    return f"{track.code}/{stage.code}/{term.code}"


@dataclass(frozen=True)
class Running:
    """A term under way: `left` counts days of its kind and is negative once it has passed."""

    term: Deadline
    days: int
    kind: str
    start: date
    due: date
    left: int

    @property
    def days_late(self) -> int:
        return -self.left

    @property
    def has_lapsed(self) -> bool:
        return self.left < 0

    @property
    def is_of_law(self) -> bool:
        """Whether an article sets it, and no local norm."""
        return self.term.basis is Basis.LAW


def _usual_kind_of(term: Deadline) -> str:
    """Which days count while the office set nothing: P22 says only "hari"."""
    return str(term.kind) if term.basis is Basis.SOP else settings.P22_DAY_KIND


class TermHasPassed(Func):
    """Whether the term that a case runs began by the latest start with which that term is over."""

    template = (
        "EXISTS (SELECT FROM unnest({}::text[], {}::text[], {}::date[])"
        " AS term (version, key, start)"
        " WHERE term.version = {} AND term.key = {} AND {} <= term.start)"
    )
    output_field = BooleanField()

    def __init__(self, *asked: Sequence[str | date]) -> None:
        """`asked`: versions of tracks, names of terms and latest starts, which belong together."""
        columns = (Value([*column]) for column in asked)
        super().__init__(*columns, F("track_version"), F("term_key"), F("term_from"))

    def as_sql(  # type: ignore[override]  # it has no function and joins nothing
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **_: Any
    ) -> tuple[str, tuple[Any, ...]]:
        parts = [compiler.compile(part) for part in self.get_source_expressions()]
        params = tuple(param for _, own in parts for param in own)
        return self.template.format(*(sql for sql, _ in parts)), params


_DAYS_OFF = CompiledRows(DayOff.objects.all())
_TERM_SETTINGS = CompiledRows(TermSetting.objects.all())
_KEPT_DAYS_OFF = KeptRows(lambda: _DAYS_OFF.rows({}))
_KEPT_TERM_SETTINGS = KeptRows(lambda: _TERM_SETTINGS.rows({}))


class Calendar:
    """Days off and the office's own values of the terms, read once for a page, when it asks for
    them.
    """

    @cached_property
    def own_days(self) -> dict[date, str]:
        """What the office says of a day goes before the calendar; "" is a day that is worked."""
        return {row.day: row.why_off for row in _KEPT_DAYS_OFF.rows()}

    @cached_property
    def settings(self) -> dict[str, TermSetting]:
        """What the office set for a term, by the name of the term."""
        return {row.term_key: row for row in _KEPT_TERM_SETTINGS.rows()}

    @cached_property
    def norms(self) -> LocalNorms:
        """What the office makes of the requirements without an article."""
        return LocalNorms.read()

    def length(self, track: Track, stage: Stage, term: Deadline) -> tuple[int, str]:
        """(days, kind of day). The law's number of days stands; its kind of day and the local norms
        are settings.
        """
        if not term.kind_is_a_setting:
            return term.days, str(term.kind)
        own = self.settings.get(term_key(track, stage, term))
        if own is None:
            return term.days, _usual_kind_of(term)
        if term.basis is Basis.SOP:
            return own.days or term.days, own.day_kind
        return term.days, own.day_kind

    def day_off(self, day: date) -> str:
        """Why nobody works on that day; empty on a working day."""
        if day in self.own_days:
            return self.own_days[day]
        if name := _national(day.year).get(day):
            return name
        return "akhir pekan" if day.weekday() >= 5 else ""

    def explain(self, start: date, days: int, kind: str) -> Iterator[tuple[date, bool, str]]:
        """Each day after `start` up to the due date: (day, whether it counts, why it does not)."""
        day, counted = start, 0
        while counted < days:
            day += ONE_DAY
            why = ""
            if kind != DayKind.CALENDAR:
                why = self.day_off(day)
            counted += not why
            yield day, not why, why

    def due_on(self, start: date, days: int, kind: str) -> date:
        """The last day of a term of `days` that begins the day after `start`."""
        return max((day for day, _, _ in self.explain(start, days, kind)), default=start)

    def days_left(self, today: date, due: date, kind: str) -> int:
        """Days of that kind from today to the due date; negative when it has passed."""
        if due < today:
            return -max(1, self.days_left(due, today, kind))
        span = (today + timedelta(n) for n in range(1, (due - today).days + 1))
        return sum(1 for day in span if kind == DayKind.CALENDAR or not self.day_off(day))

    def running(
        self, track: Track, stage: Stage, term: Deadline, start: date, today: date
    ) -> Running:
        """The term as it runs from that start, seen today."""
        days, kind = self.length(track, stage, term)
        due = self.due_on(start, days, kind)
        return Running(term, days, kind, start, due, self.days_left(today, due, kind))

    def latest_overdue_start(self, today: date, days: int, kind: str) -> date:
        """The latest start with which a term of `days` is over by today."""
        day, counted = today, 0
        while counted < days:
            day -= ONE_DAY
            counted += kind == DayKind.CALENDAR or not self.day_off(day)
        return day - ONE_DAY

    def overdue(self, today: date) -> Q:
        """Cases whose running term has passed, decided in SQL from the start of the term alone."""
        return Q(TermHasPassed(*zip(*self.latest_starts(today), strict=True)))

    def latest_starts(self, today: date) -> list[tuple[str, str, date]]:
        """Of each term of each version of a track, the latest start with which it is over."""
        latest: dict[tuple[int, str], date] = {}
        passed: list[tuple[str, str, date]] = []
        for track in catalogue.ALL:
            for stage in track.stages:
                for term in stage.terms:
                    length = self.length(track, stage, term)
                    if length not in latest:
                        latest[length] = self.latest_overdue_start(today, *length)
                    key = term_key(track, stage, term)
                    passed.append((track.version, key, latest[length]))
        return passed

    def of(self, agreement: Agreement, today: date) -> Running | None:
        """The running term of a case as the engine last noted it; for lists, where evaluating each
        case would cost too much.
        """
        if not agreement.term_key:
            return None
        stage = agreement.stage
        noted = (
            term
            for term in stage.terms
            if term_key(agreement.track, stage, term) == agreement.term_key
        )
        term = next(noted, None)  # none when its version of the track no longer has it
        if term is None or agreement.term_from is None:
            return None
        return self.running(agreement.track, stage, term, agreement.term_from, today)


# The one that all evaluations of an act share.
_of_act: ContextVar[Calendar | None] = ContextVar("calendar_of_act", default=None)


def calendar_of_act() -> Calendar:
    """The calendar of the act under way; outside acts a new one."""
    return _of_act.get() or Calendar()


@contextmanager
def one_calendar() -> Iterator[None]:
    """Read days off, terms and local norms once for an act, which changes none of them."""
    before = _of_act.set(calendar_of_act())
    try:
        yield
    finally:
        _of_act.reset(before)
