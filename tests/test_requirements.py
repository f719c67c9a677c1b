"""What is installed is what was locked, from files with known hashes."""

import re

import pytest
from django.conf import settings

NAME = re.compile(r"^([A-Za-z0-9._-]+)", re.MULTILINE)


def names_in(text: str) -> set[str]:
    return {re.sub(r"[-_.]+", "-", name).lower() for name in NAME.findall(text) if name[0] != "-"}


@pytest.mark.parametrize("part", ["requirements", "requirements-dev"])
def test_every_requirement_is_locked_with_its_hashes(part):
    wanted, locked = ((settings.BASE_DIR / f"{part}.{end}").read_text() for end in ("in", "txt"))
    assert names_in(wanted) <= names_in(locked), "run bin/lock"
    pins = re.split(r"^(?=[a-z])", locked, flags=re.MULTILINE)[1:]
    assert len(pins) > 50
    for pin in pins:
        assert re.match(r"\S+==\S+", pin) and "--hash=sha256:" in pin, pin
