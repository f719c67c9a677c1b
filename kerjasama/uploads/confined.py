"""Programs that read a hostile file apart from ours, with little time and memory."""

import logging
import os
import resource
import subprocess
import sys

from django.conf import settings

log = logging.getLogger(__name__)


class OutOfTime(Exception):
    """It was not done within its time."""


class Broken(Exception):
    """It ended without an answer."""


def run_confined(module: str, content: bytes, *arguments: str, patience: int = 20) -> bytes:
    """What the program `module` writes about this content. It knows none of our settings.

    Raises OutOfTime after `patience` seconds of waiting or where a limit ended it, else Broken.
    """
    command = [sys.executable, "-m", module, *arguments]
    try:
        done = subprocess.run(
            command,
            input=content,
            capture_output=True,
            timeout=patience,
            cwd=settings.BASE_DIR,
            env={},
        )
    except subprocess.TimeoutExpired:
        raise OutOfTime(module) from None
    if done.returncode == 0:
        return done.stdout
    log.warning("%s ended with %s: %s", module, done.returncode, done.stderr[-500:])
    if done.returncode < 0:  # a signal ends who takes more time than it has
        raise OutOfTime(module)
    raise Broken(module)


def confine_myself(seconds: int, memory: int) -> None:
    """Limits that such a program sets itself: seconds of computing, bytes of memory."""
    os.nice(5)
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    logging.disable()
