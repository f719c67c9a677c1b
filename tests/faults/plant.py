"""Plants one fault at a time in a copy of the code and runs the tests that should catch it.

    .venv/bin/python tests/faults/plant.py [--check] [--list] [id or area ...]

Without names every fault of faults.toml is planted. The servers are those that bin/services.py
starts, unless DATABASE_URL and REDIS_URL point elsewhere.
"""

import argparse
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]
LIST = Path(__file__).with_name("faults.toml")
LONGEST = 600  # seconds; a test that then still waits has noticed the fault in its own way

CAUGHT, SURVIVED, NO_ANCHOR = "caught", "SURVIVED", "anchor missing"
NOT_RUN, TOO_SLOW = "tests did not run", "too slow"
OUT_OF_TIME = "Timeout (>"  # as pytest-timeout says it; a busy machine says so without any fault


@dataclass(frozen=True)
class Fault:
    """A small piece of one file, what is put in its place, and the tests that should notice."""

    id: str
    area: str
    file: str
    find: str
    put: str
    tests: tuple[str, ...]
    harm: str


def read_faults() -> list[Fault]:
    """The planted faults, in the order of the list."""
    rows = tomllib.loads(LIST.read_text())["fault"]
    return [Fault(**row | {"tests": tuple(row["tests"])}) for row in rows]


def rotten_anchors(faults: list[Fault], code: Path = CHECKOUT) -> list[str]:
    """Why a fault cannot be planted any more: its piece of code, its file or a test is gone."""
    return [f"{fault.id}: {reason}" for fault in faults for reason in _reasons_of(fault, code)]


def _reasons_of(fault: Fault, code: Path) -> list[str]:
    place = code / fault.file
    if not place.exists():
        return [f"{fault.file} is gone"]
    times = place.read_text().count(fault.find)
    reasons = [f"{fault.find!r} stands {times} times in {fault.file}"] if times != 1 else []
    return reasons + [f"{test} is gone" for test in fault.tests if not _is_there(test, code)]


def _is_there(test: str, code: Path) -> bool:
    file, _, name = test.partition("::")
    path, last = code / file, name.rpartition("::")[2]
    if not path.exists() or not last:
        return path.exists()
    return any(said in path.read_text() for said in (f"def {last}(", f"class {last}:"))


def copy_checkout(to: Path) -> None:
    """Copy what git knows of the checkout, with the changes that are not committed yet."""
    asked = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(asked, cwd=CHECKOUT, check=True, capture_output=True, text=True)
    for name in filter(None, listed.stdout.split("\0")):
        source, copy = CHECKOUT / name, to / name
        if source.is_file():
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(source, copy)


def run_tests(scratch: Path, env: dict[str, str], *arguments: str) -> tuple[int, str]:
    """The exit code of pytest in the copy and what it printed; 1 too when it never came back."""
    command = [sys.executable, "-B", "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider"]
    try:
        done = subprocess.run(
            [*command, *arguments], cwd=scratch, env=env, timeout=LONGEST,
            capture_output=True, text=True,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return 1, f"still running after {LONGEST} seconds"
    return done.returncode, done.stdout + done.stderr


def try_fault(fault: Fault, scratch: Path, env: dict[str, str]) -> tuple[str, str]:
    """What became of a fault, and the line of pytest that says so."""
    if rotten := rotten_anchors([fault], scratch):
        return NO_ANCHOR, rotten[0]
    place = scratch / fault.file
    sound = place.read_text()
    place.write_text(sound.replace(fault.find, fault.put))
    try:
        code, printed = run_tests(scratch, env, "--reuse-db", *fault.tests)
    finally:
        place.write_text(sound)
    failed = [line for line in printed.splitlines() if line.startswith(("FAILED", "ERROR"))]
    said = (failed or printed.splitlines() or [""])[-1]
    if code == 1 and OUT_OF_TIME in printed:
        return TOO_SLOW, said
    return {0: SURVIVED, 1: CAUGHT}.get(code, NOT_RUN), said


def plant(faults: list[Fault]) -> int:
    """Try each fault; returns how many were not caught."""
    sys.path.insert(0, str(CHECKOUT / "bin"))
    from services import as_owner, start_services

    counts: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as data, start_services(Path(data) / "servers") as servers:
        env = as_owner(servers)
        scratch = Path(data) / "code"
        copy_checkout(scratch)
        tests = sorted({test for fault in faults for test in fault.tests})
        code, printed = run_tests(scratch, env, "--create-db", *tests)
        if code:
            print(printed, "The tests fail without any fault.", sep="\n")
            return len(faults)
        for fault in faults:
            result, said = try_fault(fault, scratch, env)
            counts[result] += 1
            print(f"{result:<18}{fault.id:<6}{fault.area:<13}{said[:150]}", flush=True)
    share = 100 * counts[CAUGHT] / len(faults)
    print(f"{counts[CAUGHT]} of {len(faults)} caught: {share:.0f} %")
    return len(faults) - counts[CAUGHT]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("names", nargs="*", metavar="id or area")
    parser.add_argument(
        "--check", action="store_true", help="only look whether each can be planted"
    )
    parser.add_argument("--list", action="store_true", help="only print the faults")
    options = parser.parse_args()
    faults = read_faults()
    unknown = set(options.names) - {name for fault in faults for name in (fault.id, fault.area)}
    if unknown:
        parser.error(f"no such fault or area: {', '.join(sorted(unknown))}")
    if options.names:
        faults = [fault for fault in faults if {fault.id, fault.area} & set(options.names)]
    if options.list:
        print(*(f"{fault.id:<6}{fault.area:<13}{fault.harm}" for fault in faults), sep="\n")
        return 0
    if options.check:
        rotten = rotten_anchors(faults)
        print(*(rotten or [f"{len(faults)} faults can be planted"]), sep="\n")
        return len(rotten)
    return plant(faults)


if __name__ == "__main__":
    sys.exit(min(main(), 1))
