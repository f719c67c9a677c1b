"""The audit of bin/audit: known weaknesses, secrets, and ruff, whose rules on security are on."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import secrets_scan

ROOT = Path(__file__).resolve().parent.parent
LOCK = "requirements.txt"
SERVICES = ("pypi", "osv")
SECONDS = 300
CLEAN, FOUND, NOT_ASKED = 0, 1, 3


class Answer(NamedTuple):
    """What a service knows of what is installed: weaknesses in words, and what it did not know."""

    service: str
    weak: list[str]
    asked: int
    unknown: list[str]

    @property
    def is_one(self) -> bool:
        """Whether it knew anything at all."""
        return self.asked > 0


def ask(service: str) -> str:
    """What pip-audit says of the lock, as JSON; empty where it could not reach the service."""
    words = ["--require-hashes", "--disable-pip", "-r", LOCK, "-s", service]
    words += ["--format", "json", "--progress-spinner", "off", "--timeout", "15"]
    try:
        told = subprocess.run(
            [sys.executable, "-m", "pip_audit", *words],
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return ""
    return told.stdout


def read_answer(service: str, told: str) -> Answer:
    """What it says. Where a package is not known there, nothing is known of it."""
    try:
        rows: list[dict[str, Any]] = json.loads(told)["dependencies"]
    except (ValueError, KeyError, TypeError):
        rows = []
    unknown = [row["name"] for row in rows if "skip_reason" in row]
    weak = [
        f"{row['name']} {row['version']}: {found['id']}, mended in "
        + (", ".join(found["fix_versions"]) or "no release")
        for row in rows
        for found in row.get("vulns", ())
    ]
    return Answer(service, weak, len(rows) - len(unknown), unknown)


def audit_packages(asking: Callable[[str], str] = ask) -> int:
    """Ask one service after the other until one answers; print what it knows."""
    for service in SERVICES:
        answer = read_answer(service, asking(service))
        if not answer.is_one:
            print(f"Weaknesses: {service} could not be asked.")
            continue
        for line in answer.weak:
            print(line)
        print(f"Weaknesses: {len(answer.weak)} in {answer.asked} packages, says {service}.")
        if answer.weak:
            return FOUND
        if answer.unknown:
            print(f"Not known there: {', '.join(answer.unknown)}")
            return NOT_ASKED
        return CLEAN
    print("NOT AUDITED: nobody could be asked about known weaknesses. Run this where one can be.")
    return NOT_ASKED


def main(asked: list[str]) -> int:
    """Run all three; the worst of them is the end."""
    if "--accept" in asked:
        return secrets_scan.main(["--history", "--accept"])
    ends = [
        audit_packages(),
        secrets_scan.main(["--history"]),
        subprocess.call([sys.executable, "-m", "ruff", "check", "--quiet", "."], cwd=ROOT),
    ]
    if FOUND in ends:
        return FOUND
    return NOT_ASKED if NOT_ASKED in ends else CLEAN


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
