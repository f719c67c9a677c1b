"""The port to a virus scanner: ClamAV's daemon, at the socket that the settings name."""

import logging
import socket
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.conf import settings
from django.utils import timezone

from kerjasama.uploads.models import FileScan, Verdict

log = logging.getLogger(__name__)
PIECE = 64 * 1024
SECONDS_TO_CONNECT, SECONDS_TO_ANSWER = 2, 60
LONGEST_ANSWER = 4096


class ScannerAway(Exception):
    """No scanner is set up, it does not answer, or it cannot judge this file."""


@dataclass(frozen=True)
class Scanned:
    """A verdict, and the scanner's own name for what it met."""

    verdict: Verdict
    finding: str = ""


def has_scanner() -> bool:
    """Whether the settings name a scanner."""
    return bool(settings.CLAMAV_SOCKET)


def scan_bytes(content: bytes) -> Scanned:
    """What the scanner says of this content; that it waits, where no scanner answers."""
    try:
        answer = _ask(content)
    except (ScannerAway, OSError) as away:
        if has_scanner():
            log.warning("the virus scanner does not answer: %s", away)
        return Scanned(Verdict.WAITING)
    if answer.endswith("FOUND"):
        finding = answer.removeprefix("stream:").removesuffix("FOUND").strip()
        return Scanned(Verdict.INFECTED, finding[:200])
    if answer.endswith("OK"):
        return Scanned(Verdict.CLEAN)
    log.warning("the virus scanner cannot judge a file: %s", answer[:200])
    return Scanned(Verdict.WAITING)


def note_scan(sha256: str, scanned: Scanned) -> None:
    """Keep the verdict on these bytes. A verdict that was given is not forgotten because the
    scanner is away now.
    """
    values = {"verdict": scanned.verdict, "finding": scanned.finding, "at": timezone.now()}
    if scanned.verdict == Verdict.WAITING:
        FileScan.objects.get_or_create(sha256=sha256, defaults=values)
    else:
        FileScan.objects.update_or_create(sha256=sha256, defaults=values)


def _ask(content: bytes) -> str:
    with _connection() as talk:
        talk.sendall(b"zINSTREAM\0")
        for start in range(0, len(content), PIECE):
            piece = content[start : start + PIECE]
            talk.sendall(struct.pack("!L", len(piece)) + piece)
        talk.sendall(struct.pack("!L", 0))
        answer = b""
        while not answer.endswith(b"\0") and len(answer) < LONGEST_ANSWER:
            more = talk.recv(1024)
            if not more:
                break
            answer += more
    return answer.decode(errors="replace").rstrip("\0").strip()


@contextmanager
def _connection() -> Iterator[socket.socket]:
    address = settings.CLAMAV_SOCKET
    if not address:
        raise ScannerAway("none is set up")
    if address.startswith("/"):
        talk = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        place: str | tuple[str, int] = address
    else:
        host, _, port = address.rpartition(":")
        talk = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        place = (host, int(port))
    with talk:
        talk.settimeout(SECONDS_TO_CONNECT)
        talk.connect(place)
        talk.settimeout(SECONDS_TO_ANSWER)
        yield talk
