"""Whether every stored file is still what was stored: read through each night, and noted whenever
somebody meets a damage.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from time import monotonic
from typing import Any

from django.apps import apps
from django.db.models import Exists, Max, Min, Model, OuterRef, QuerySet
from django.utils import timezone

from agreements.documents import store
from agreements.documents.kinds import KINDS
from agreements.models import (
    Agreement,
    ContentRemoval,
    Document,
    FileCheck,
    FileState,
    OutsideCheck,
    ProposalState,
)
from kerjasama.files.faults import Unreachable
from kerjasama.uploads.models import FileScan, Verdict

AT_ONCE = 200
SECONDS = 20  # a run ends after this time and hands on, so that papers people ordered come between


def file_keeping_models() -> list[type[Model]]:
    """The models whose rows keep a file. What Bagian Hukum ticked of one names it and keeps none.

    The notes on a register (`noted_sha256`) are left out: until its import the check writes them
    again, afterwards the register tells.
    """
    models = apps.get_app_config("agreements").get_models()
    naming = (FileCheck, OutsideCheck)
    return [model for model in models if model not in naming and "sha256" in _fields(model)]


def of_cases() -> list[type[Model]]:
    """Those of them whose files belong to a case."""
    return [model for model in file_keeping_models() if "agreement" in _fields(model)]


def _fields(model: type[Model]) -> set[str]:
    return {field.name for field in model._meta.get_fields()}


def rows_with_file(model: type[Model]) -> QuerySet:
    """The rows of a model whose file is to be there: those whose content nobody took away."""
    removed = ContentRemoval.objects.filter(
        model=model._meta.model_name, state=ProposalState.CONFIRMED
    )
    of_row = removed.filter(row=OuterRef("pk"), digest=OuterRef("sha256"))
    return model._default_manager.exclude(sha256="").exclude(Exists(of_row))


def is_kept(sha256: str) -> bool:
    """Whether any row keeps the file."""
    return any(
        rows_with_file(model).filter(sha256=sha256).exists() for model in file_keeping_models()
    )


def kept_files() -> set[str]:
    """Every file that any row keeps, by its SHA-256."""
    first, *others = (_of(model) for model in file_keeping_models())
    return set(first.union(*others))


def verify_files(after: str = "") -> str:
    """Read files through in the order of their SHA-256, from behind `after`. Returns where to go
    on; empty when all are done. Raises Interrupted while the place of files does not answer.
    """
    end = monotonic() + SECONDS
    while batch := _next(after):
        after = _read_through(batch, after, end)
        if after != batch[-1] or monotonic() > end:
            return after
    return ""


class Interrupted(Unreachable):
    """The place of files went away; `after` is the last file that was read."""

    def __init__(self, after: str) -> None:
        super().__init__(after)
        self.after = after


def _read_through(batch: list[str], after: str, end: float) -> str:
    """Read these files until that moment and write down how they were found. Returns the last, or
    the one before them where none was read; raises Interrupted.
    """
    intact: list[str] = []
    try:
        for sha256 in batch:
            state = state_of(sha256)
            if state == FileState.INTACT:
                intact.append(sha256)
            else:
                note_file_state(sha256, state)
            after = sha256
            if monotonic() > end:
                break
    except Unreachable as away:
        raise Interrupted(after) from away
    finally:
        _note_intact(intact)
    return after


def _note_intact(files: list[str]) -> None:
    """Write down at once that these were found as they were stored."""
    now = timezone.now()
    FileCheck.objects.bulk_create(
        [FileCheck(pk=one, state=FileState.INTACT, checked_at=now) for one in files],
        update_conflicts=True,
        unique_fields=["sha256"],
        update_fields=["state", "checked_at", "damaged_at"],
    )


def _next(after: str) -> list[str]:
    """The next files. Each table is asked for its own next, so that its index answers; for so many
    different ones, else those behind its last would be passed by.
    """
    first, *others = (
        _of(model).filter(sha256__gt=after).order_by("sha256").distinct()[:AT_ONCE]
        for model in file_keeping_models()
    )
    return list(first.union(*others).order_by("sha256")[:AT_ONCE])


def _of(model: type[Model]) -> QuerySet[Any, str]:
    return rows_with_file(model).order_by().values_list("sha256", flat=True)


def state_of(sha256: str) -> FileState:
    """How the file is now; it is read through."""
    try:
        store.verify_stored(sha256)
    except store.Damaged as damage:
        return damage_state_of(damage)
    return FileState.INTACT


def damage_state_of(damage: store.Damaged) -> FileState:
    """What became of a file that is not as it was stored."""
    if isinstance(damage, store.Lost):
        return FileState.LOST
    return FileState.ALTERED


def note_file_state(sha256: str, state: FileState) -> None:
    """Write down how the file was found; a damage keeps the moment it was first seen. What nobody
    keeps any more is no loss.
    """
    if state != FileState.INTACT and not is_kept(sha256):
        FileCheck.objects.filter(pk=sha256).delete()
        return
    now, since = timezone.now(), None
    if state != FileState.INTACT:
        before = FileCheck.objects.filter(pk=sha256).first()
        since = (before and before.damaged_at) or now
    FileCheck.objects.update_or_create(
        pk=sha256, defaults={"state": state, "checked_at": now, "damaged_at": since}
    )


FAULTS: dict[str, str] = {
    **{state: f"Berkas {state.label.lower()}" for state in FileState},
    Verdict.INFECTED: "Berkas mengandung virus",
}


def mark_damaged_rows(rows: Iterable) -> None:
    """Give each row that keeps a file its `damage`, why it cannot be opened, else empty; and
    `is_unscanned`, whether the virus scanner has not read it yet.
    """
    rows = list(rows)
    kept = {row.sha256 for row in rows if row.sha256}
    damaged = FileCheck.objects.damaged().filter(pk__in=kept).values_list("pk", "state")
    scans = FileScan.objects.filter(pk__in=kept).exclude(verdict=Verdict.CLEAN)
    found = damaged.union(scans.values_list("pk", "verdict"), all=True) if kept else []
    states: dict[str, set[str]] = {}
    for sha256, state in found:
        states.setdefault(sha256, set()).add(state)
    for row in rows:
        of_file = states.get(row.sha256, set())
        row.damage = next((told for state, told in FAULTS.items() if state in of_file), "")
        row.is_unscanned = Verdict.WAITING in of_file


@dataclass(frozen=True)
class Damage:
    """A place that keeps a damaged file."""

    check: FileCheck
    agreement: Agreement | None
    name: str


def list_damages() -> Iterator[Damage]:
    """Every damaged file with each place that keeps it, the first seen first."""
    checks = {row.pk: row for row in FileCheck.objects.damaged()}
    rows = rows_keeping(checks)
    rows.sort(
        key=lambda row: (checks[row.sha256].damaged_at, getattr(row, "agreement_id", 0), row.pk)
    )
    for row in rows:
        yield Damage(checks[row.sha256], getattr(row, "agreement", None), name_of_row(row))


def rows_keeping(files: Iterable[str]) -> list[Any]:
    """Every row that keeps one of these files, with its case."""
    rows: list[Any] = []
    for model in file_keeping_models():
        rows += _with_case(model).filter(sha256__in=list(files))
    return rows


def _with_case(model: type[Model]) -> QuerySet:
    rows = model._default_manager.all()
    if model not in of_cases():
        return rows
    return rows.select_related("agreement").defer("agreement__search")


def name_of_row(row: Model) -> str:
    """A paper by its number, an upload by its name; a report or a recap has no name of its own."""
    if isinstance(row, Document):
        return f"{KINDS[row.kind].title} {row.number}".strip()
    return getattr(row, "file_name", "") or str(row)


@dataclass(frozen=True)
class Summary:
    """How many files are kept, how many were never read, and the span in which the others were."""

    files: int
    unchecked: int
    first: datetime | None
    last: datetime | None


def summarize_integrity() -> Summary:
    """How many files there are, how many were never read, and between which moments the others were
    last read.
    """
    first, *others = (_of(model) for model in file_keeping_models())
    kept = first.union(*others)
    checked = FileCheck.objects.filter(pk__in=set(kept))
    span = checked.aggregate(first=Min("checked_at"), last=Max("checked_at"))
    total = kept.count()
    return Summary(total, total - checked.count(), span["first"], span["last"])
