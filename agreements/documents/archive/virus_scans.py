"""Files that still wait for the virus scanner are read when it is there; old verdicts are renewed
with what it has learned since.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from time import monotonic

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils import timezone

from agreements.documents import store
from agreements.documents.archive import integrity
from agreements.models import Agreement
from kerjasama.uploads import scanning
from kerjasama.uploads.models import FileScan, Verdict

SECONDS = 20  # a run ends after this time, so that papers people ordered come between
RENEWED_AFTER = timedelta(days=30)
MOST = 1000


def scan_waiting_files() -> int:
    """Ask the scanner about files that wait, and again about those it read long ago. Returns how
    many it read; it ends where the scanner is away.
    """
    if not scanning.has_scanner():
        return 0
    end = monotonic() + SECONDS
    read = 0
    for scan in _due_scans():
        if monotonic() > end or not _scan(scan):
            break
        read += 1
    return read


def _due_scans() -> QuerySet[FileScan]:
    old = timezone.now() - RENEWED_AFTER
    due = FileScan.objects.filter(Q(verdict=Verdict.WAITING) | Q(at__lt=old))
    return due.order_by("at")[:MOST]


def _scan(scan: FileScan) -> bool:
    """Whether the scanner could say something of this file, or it is no more ours to ask of."""
    try:
        content = store.read_stored(scan.sha256)
    except store.Damaged:
        if integrity.is_kept(scan.sha256):
            FileScan.objects.filter(pk=scan.pk).update(at=timezone.now())
        else:
            scan.delete()
        return True
    scanned = scanning.scan_bytes(content)
    if scanned.verdict == Verdict.WAITING:
        return False
    scanning.note_scan(scan.sha256, scanned)
    return True


@dataclass(frozen=True)
class InfectedFile:
    """A place that keeps a file which was found infected after it was stored."""

    scan: FileScan
    agreement: Agreement | None
    name: str


@dataclass(frozen=True)
class ScanSummary:
    """Whether a scanner is set up, whether files wait for it unopened, how many wait, and what it
    found.
    """

    has_scanner: bool
    holds: bool
    waiting: int
    infected: list[InfectedFile]


def summarize_scans() -> ScanSummary:
    """How the scans stand."""
    return ScanSummary(
        has_scanner=scanning.has_scanner(),
        holds=settings.HOLD_UNSCANNED_FILES,
        waiting=FileScan.objects.filter(verdict=Verdict.WAITING).count(),
        infected=list(list_infected_files()),
    )


def list_infected_files() -> Iterator[InfectedFile]:
    """Every file that was found infected after it was stored, with each place that keeps it."""
    scans = {scan.pk: scan for scan in FileScan.objects.filter(verdict=Verdict.INFECTED)}
    for row in integrity.rows_keeping(scans):
        agreement = getattr(row, "agreement", None)
        yield InfectedFile(scans[row.sha256], agreement, integrity.name_of_row(row))


def refusal_to_open(sha256: str) -> str:
    """Why the file of an upload is not opened now; empty where it may be."""
    scan = FileScan.objects.filter(pk=sha256).first()
    if scan is None or scan.verdict == Verdict.CLEAN:
        return ""
    if scan.verdict == Verdict.INFECTED:
        return (
            f"Berkas ini mengandung virus ({scan.finding}) dan tidak dapat dibuka."
            " Administrator melihatnya di Pengaturan, Arsip."
        )
    if settings.HOLD_UNSCANNED_FILES:
        return "Berkas ini belum dipindai dari virus. Ia dapat dibuka setelah pemindai membacanya."
    return ""
