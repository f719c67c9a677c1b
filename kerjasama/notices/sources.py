"""The sources of notices: what finds the tasks that wait for people, and the messages about entries
in a log.

A source finds what waits under some keys of its topic (the cases, for us). It is asked only for
what changed, for what a date touched, and once a night for everything; so a missed run loses and
a doubled one doubles nothing.
"""

from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple, TypeVar

from .models import Kind


class Many(NamedTuple):
    """The words of the line that sums up a burst, after its number, and the list that it leads to."""  # noqa: E501

    words: str
    url: Callable[[], str]


@dataclass(frozen=True)
class Task:
    """Something that waits for these people. `key` names it for ever: nobody is told of it twice.
    `text` is asked for when it is told.
    """

    kind: str
    key: str
    people: frozenset[int]
    subject: str
    text: Callable[[], str]
    url: str
    about: str = ""
    # To whom it is no news, though it waits for them: it stands in their list, and no message
    # leaves.
    quiet_for: frozenset[int] = frozenset()
    # The last day on which it is done in time.
    due_on: date | None = None

    @cached_property
    def words(self) -> str:
        """The text, made once."""
        return self.text()


Find = Callable[[Collection[int]], Iterable[Task]]


class TaskSource(NamedTuple):
    """Finds the tasks of one sort; their keys begin with `prefix`, and no other's do."""

    prefix: str
    topic: str
    find: Find
    many: Many | None


class Mark(NamedTuple):
    """One change of a thing, and the entry in its log that tells of it, if one does."""

    pk: int
    key: int
    event: int | None


Report = Callable[[Collection[Mark]], Iterable[Task]]
# Names in each task those to whom it is no news.
Quieten = Callable[[Collection[Task]], Collection[Task]]
# Of what stands under no key: asked for by each run, so it must be cheap.
ALONE = ""
_sources: list[TaskSource] = []
_reports: dict[str, Report] = {}
_quietened: dict[str, Quieten] = {}
_kinds: set[str] = set()


def register_task_source(
    prefix: str, kind: str, topic: str = ALONE, many: Many | None = None
) -> Callable[[Find], Find]:
    """Register what finds the tasks of one sort under given keys of a topic. `many` sums up a burst
    of them. Raises ValueError when another source has keys that begin alike.
    """

    def add_source(find: Find) -> Find:
        for found in _sources:
            if prefix.startswith(found.prefix) or found.prefix.startswith(prefix):
                raise ValueError(f"{prefix}: another source has these keys")
        _sources.append(TaskSource(prefix, topic, find, many))
        _kinds.add(kind)
        return find

    return add_source


def register_outcomes(topic: str, *of: str) -> Callable[[Report], Report]:
    """Register what finds the messages about entries in the log of a topic. They are told once, and
    done when read.

    One that is found again before it was read says it in its new words; no second message leaves.
    """

    def add_report(find: Report) -> Report:
        _reports[topic] = find
        _kinds.update(of)
        return find

    return add_report


def register_quietening(topic: str) -> Callable[[Quieten], Quieten]:
    """Register what says of the tasks of a topic, once some of them are new, to whom no message
    leaves.
    """

    def add_quietening(quieten: Quieten) -> Quieten:
        _quietened[topic] = quieten
        return quieten

    return add_quietening


def quietening_of_topic(topic: str) -> Quieten:
    """What says to whom tasks of that topic are no news; as they are where nothing does."""
    return _quietened.get(topic, lambda tasks: tasks)


def notice_kinds() -> list[Kind]:
    """What there is to choose from: the kinds that some source tells of, and the digest."""
    return [kind for kind in Kind if kind in _kinds or kind is Kind.DIGEST]


def notice_topics() -> list[str]:
    """The topics of which some source or report tells."""
    return sorted({*_reports, *(found.topic for found in _sources)} - {ALONE})


def sources_of_topic(topic: str) -> list[TaskSource]:
    """The sources that find tasks under keys of that topic, in the order of their registration."""
    return [found for found in _sources if found.topic == topic]


def report_of_topic(topic: str) -> Report | None:
    """What finds the messages about entries in the log of that topic."""
    return _reports.get(topic)


def topic_address(topic: str, key: int) -> str:
    """How notices name the thing that they are about."""
    return f"{topic}/{key}"


def sums_up(key: str) -> Many | None:
    """How a burst of tasks with such keys is summed up."""
    return next((found.many for found in _sources if key.startswith(found.prefix)), None)


def prefix_of(key: str) -> str:
    """The prefix of the source that finds tasks with such a key; empty when none does."""
    return next((found.prefix for found in _sources if key.startswith(found.prefix)), "")


_shared: ContextVar[dict[Any, Any] | None] = ContextVar("shared", default=None)
Kept = TypeVar("Kept")


@contextmanager
def share_tables() -> Iterator[None]:
    """Keep what `read_shared` reads until the block ends."""
    token = _shared.set({})
    try:
        yield
    finally:
        _shared.reset(token)


def read_shared(read: Callable[[], Kept]) -> Kept:
    """What `read` reads (seats, days), read once for all sources that are asked together."""
    kept = _shared.get()
    if kept is None:
        return read()
    if read not in kept:
        kept[read] = read()
    return kept[read]
