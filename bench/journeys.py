"""What one KSDPK costs its people at the browser: clicks, pages, forms sent, fields.

It counts during the journey that the tests walk (tests/browser), without signing in and out.
"""

import subprocess
import sys
import tempfile
from collections import Counter
from contextlib import contextmanager
from pathlib import Path

import pytest
from services import as_owner, start_services

JOURNEY = "tests/browser/test_journeys.py::test_ksdpk_prakarsa_daerah_with_the_dprd"
# What people do, told by the page itself; a click that the page makes of a label counts once.
LISTEN = """
addEventListener('pointerdown', () => tally('clicks'), true)
addEventListener('submit', () => tally('submits'), true)
addEventListener('change', (event) => {
  tally('fields')
  if (event.target.matches('select, [type=file]')) tally('clicks')
}, true)
"""
WANTED = {"clicks": 70, "pages": 60, "submits": 35, "fields": 110}

counted: dict[str, Counter[str]] = {}


class Tally:
    """Counts by role while nobody signs in or out."""

    def __init__(self) -> None:
        self.role = ""

    def add(self, kind: str) -> None:
        if self.role:
            counted.setdefault(self.role, Counter())[kind] += 1


@pytest.fixture(autouse=True)
def count_journey(visitor, monkeypatch):
    """Listens to the browser of the journey; sits beside its own fixtures."""
    tally = Tally()
    visitor.context.expose_binding("tally", lambda source, kind: tally.add(kind))
    visitor.context.add_init_script(LISTEN)
    visitor.page.on("load", lambda page: tally.add("pages"))
    sign_in_and_out = type(visitor).as_user

    @contextmanager
    def as_user(driver, name):
        with sign_in_and_out(driver, name):
            tally.role = name
            yield
            tally.role = ""

    monkeypatch.setattr(type(visitor), "as_user", as_user)


def pytest_sessionfinish() -> None:
    """Writes the table, by role and in all."""
    total = sum(counted.values(), Counter())
    lines = [f"{'':14}" + "".join(f"{kind:>9}" for kind in WANTED)]
    rows = {**counted, "in all": total, "at most": Counter(WANTED)}
    lines += [
        f"{role:14}" + "".join(f"{row[kind]:>9}" for kind in WANTED) for role, row in rows.items()
    ]
    Path("var/journey.txt").parent.mkdir(exist_ok=True)
    Path("var/journey.txt").write_text("\n".join(lines) + "\n")


def main() -> int:
    """Walks the journey on servers of its own; 1 when the walk itself fails."""
    with tempfile.TemporaryDirectory() as data, start_services(Path(data)) as env:
        walk = [sys.executable, "-m", "pytest", "-q", "-p", "bench.journeys", JOURNEY]
        if subprocess.call(walk, env=as_owner(env)):
            return 1
    print(Path("var/journey.txt").read_text())
    return 0


if __name__ == "__main__":
    sys.exit(main())
