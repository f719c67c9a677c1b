"""What applications tell of themselves when they are loaded: which files their rows keep, what of
them `verify` looks at, which of their settings are wrong.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

Names = Callable[[], Iterable[str]]
Faults = Callable[[], Iterable[str]]


@dataclass(frozen=True)
class Part:
    """One part of the installation: how much was looked at, and what is wrong with it."""

    name: str
    looked_at: str
    faults: tuple[str, ...]

    @property
    def is_good(self) -> bool:
        return not self.faults


Check = Callable[[], Part]

_files: list[Names] = []
_checks: dict[str, Check] = {}
_faults: list[Faults] = []


def install_files(names: Names) -> None:
    """Tell which files rows keep, by their SHA-256."""
    _files.append(names)


def known_files() -> set[str]:
    """Every file that any row keeps."""
    return {name for names in _files for name in names()}


def install_check(name: str, check: Check) -> None:
    """Let `verify` look at one part more."""
    _checks[name] = check


def installed_checks() -> dict[str, Check]:
    """Those that were installed, by their names."""
    return dict(_checks)


def install_setting_faults(faults: Faults) -> None:
    """Let `verify` ask which settings are wrong."""
    _faults.append(faults)


def wrong_settings() -> Iterator[str]:
    """What is wrong with the settings of the applications."""
    for faults in _faults:
        yield from faults()
