"""Looks for secrets in the files of the project, and in all that its history ever added: keys,
tokens, passwords. What was judged to be none stands in known-secrets.txt by its SHA-1.

secrets_scan.py [--history] [--accept]; ends with 1 where something is not known.
"""

import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from detect_secrets.core.plugins.util import get_mapping_from_secret_type_to_class
from detect_secrets.core.scan import _process_line_based_plugins  # scan_file reads whole files
from detect_secrets.settings import transient_settings

ROOT = Path(__file__).resolve().parent.parent
KNOWN = Path(__file__).parent / "known-secrets.txt"
# Hashes of packages, and what is no text.
LEFT_OUT = re.compile(
    r"^requirements.*\.txt$|known-secrets\.txt$|\.(png|jpe?g|pdf|ico|woff2?|docx)$"
)
# The plugins are slow: they judge only lines that could hold a secret at all.
COULD_BE = re.compile(
    r"""
    passw|passphrase|secret|token|api_?key|apikey|priv_?key|credential|\bauth\b|\bkunci\b|sandi
    |BEGIN\ |://[^/\s:]+:[^@\s]+@|AKIA|ASIA|eyJ|gh[pousr]_|glpat-|xox[abprs]-|sk_live|AIza
    |['"][0-9a-fA-F]{32,}['"]|['"][A-Za-z0-9+/_-]{40,}={0,2}['"]
    """,
    re.VERBOSE | re.IGNORECASE,
)
# A value under a name like "password": of the people of a test, who are nobody.
BY_NAME = "Secret Keyword"
LONGEST = 2_000  # of a line: what is longer is data


class Secret(NamedTuple):
    """What may be one, where it stands, and the SHA-1 by which it is known."""

    path: str
    line: int
    kind: str
    sha1: str


Line = tuple[str, int, str]


def lines_of_tree() -> Iterator[Line]:
    """Each line of each file that belongs to the project."""
    for name in _git("ls-files", "-z").split("\0"):
        if not name or LEFT_OUT.search(name) or not (ROOT / name).is_file():
            continue
        text = (ROOT / name).read_bytes().decode(errors="replace")
        for number, line in enumerate(text.splitlines(), 1):
            yield name, number, line


def lines_of_history() -> Iterator[Line]:
    """Each line that any commit of any branch ever added and that could hold a secret, once."""
    seen: set[str] = set()
    name = ""
    log = ["git", "log", "--all", "-p", "--unified=0", "--no-color", "--format="]
    with subprocess.Popen(log, cwd=ROOT, stdout=subprocess.PIPE) as told:
        assert told.stdout is not None
        for raw in told.stdout:
            line = raw.decode(errors="replace").rstrip("\n")
            if line.startswith("+++ b/"):
                name = line[6:]
            elif line.startswith("+") and not LEFT_OUT.search(name) and COULD_BE.search(line):
                if line not in seen:
                    seen.add(line)
                    yield name, 0, line[1:]


def find_secrets(lines: Iterable[Line]) -> Iterator[Secret]:
    """What may be a secret in these lines."""
    kinds = get_mapping_from_secret_type_to_class().values()
    with transient_settings({"plugins_used": [{"name": kind.__name__} for kind in kinds]}):
        for name, number, line in lines:
            if len(line) > LONGEST or not COULD_BE.search(line):
                continue
            for found in _process_line_based_plugins([(1, line)], filename=name):
                if not (found.type == BY_NAME and name.startswith("tests/")):
                    yield Secret(name, number, found.type, found.secret_hash)


def known_secrets() -> set[str]:
    """What was judged to be none."""
    if not KNOWN.exists():
        return set()
    return {line.split()[0] for line in KNOWN.read_text().splitlines() if line[:1].isalnum()}


def _git(*words: str) -> str:
    return subprocess.check_output(["git", *words], cwd=ROOT, text=True)


def keep_as_known(found: list[Secret]) -> None:
    """Write down what a person judged to be no secret; of one that stands twice, the first."""
    rows = {secret.sha1: f"{secret.sha1} {secret.kind}: {secret.path}" for secret in found[::-1]}
    head = "# What bin/secrets_scan.py found and a person judged to be no secret.\n"
    KNOWN.write_text(head + "".join(f"{row}\n" for row in sorted(rows.values())))


def main(asked: list[str]) -> int:
    """Print what is not known."""
    found = list(find_secrets(lines_of_tree()))
    if "--history" in asked:
        found += find_secrets(lines_of_history())
    if "--accept" in asked:
        keep_as_known(found)
        return 0
    known = known_secrets()
    unknown = {secret.sha1: secret for secret in found if secret.sha1 not in known}
    for secret in unknown.values():
        print(f"{secret.path}:{secret.line or 'history'}: {secret.kind}")
    print(f"Secrets: {len(unknown)} not known of {len({secret.sha1 for secret in found})} found.")
    return 1 if unknown else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
