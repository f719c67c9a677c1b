"""How one part of the installation stands: read by whoever knows the part, shown on the page,
answered to probes, told to administrators.

A reading never raises: what cannot be read is itself what is wrong.
"""

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import IntEnum

from django.db import DatabaseError

log = logging.getLogger(__name__)


class Light(IntEnum):
    """The graver, the greater."""

    GOOD, SOON, LATE = 0, 1, 2

    @property
    def css(self) -> str:
        """The class of style.css."""
        return ("is-good", "is-soon", "is-late")[self]

    @property
    def words(self) -> str:
        """As the page says it."""
        return ("Baik", "Perhatikan", "Terganggu")[self]


@dataclass(frozen=True)
class Reading:
    """`said` is how it stands, `advice` what to do about it. `episode` names one trouble, or one
    day of it: administrators are told once of each; empty: they are not told.
    """

    code: str
    title: str
    light: Light
    said: str
    advice: str = ""
    episode: str = ""
    address: str = ""

    @property
    def is_told(self) -> bool:
        """Whether administrators are to be told."""
        return self.light is not Light.GOOD and bool(self.episode)


Read = Callable[[], Reading]


@dataclass(frozen=True)
class Registered:
    """`serves`: without it no page can be served, and the machine is taken out of service. `tells`:
    administrators are told of it, so that it is read each minute.
    """

    code: str
    title: str
    read: Read
    serves: bool
    is_probed: bool
    tells: bool


_registered: list[Registered] = []


def register_reading(
    code: str,
    title: str,
    *,
    serves: bool = False,
    is_probed: bool = False,
    tells: bool = False,
) -> Callable[[Read], Read]:
    """Register what reads one part. What is probed or told must be cheap."""

    def register(read: Read) -> Read:
        _registered.append(Registered(code, title, read, serves, is_probed or serves, tells))
        return read

    return register


def read_all() -> list[Reading]:
    """Every part, in the order of registration."""
    return [_read(one) for one in _registered]


def read_probed() -> list[tuple[Registered, Reading]]:
    """What a probe asks for."""
    return [(one, _read(one)) for one in _registered if one.is_probed]


def read_told() -> Iterable[Reading]:
    """What administrators are to be told of now."""
    told = (_read(one) for one in _registered if one.tells)
    return [reading for reading in told if reading.is_told]


def _read(one: Registered) -> Reading:
    try:
        return one.read()
    except DatabaseError as fault:
        log.warning("%s cannot be read: %s", one.code, type(fault).__name__)
        said = "Tidak terbaca: basis data tidak menjawab."
    except Exception:
        log.exception("%s cannot be read", one.code)
        said = "Tidak terbaca karena gangguan; lihat keluaran proses web."
    return Reading(one.code, one.title, Light.LATE, said)
