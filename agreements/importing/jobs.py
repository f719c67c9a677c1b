"""What the worker does with a batch: check it, import it, take it back. Each is one transaction
that a second worker cannot enter.

A batch whose worker died stays at work, and the sweep hands it over again.
"""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta

from django.db import connection, transaction
from django.utils import timezone

from agreements.documents import outbox, recorded_numbers, store
from agreements.importing import annotating, checking, preview, recording, results, summary
from agreements.importing.workbook_guard import UnreadableRegister
from agreements.models import BatchState, ImportBatch, ImportProgress
from agreements.models.imports import AT_WORK
from agreements.workflow import recorded_naskah, registering
from agreements.workflow.guarding import Refused, refuse_if
from kerjasama.accounts import aliases
from kerjasama.accounts.models import User
from partners import merging
from partners.models import Partner

from .checking import Checked, Choices
from .entries import Topic
from .progress import ProgressReporter

log = logging.getLogger(__name__)
LOCK, REGISTER = 642_220_21, 642_220_22
PATIENCE = timedelta(seconds=60)
MOST_ATTEMPTS = 4
BROKEN = "Gagal karena gangguan sistem. Coba lagi atau hubungi administrator."
CHANGED = (
    "Register berubah sejak berkas ini diperiksa. Berkas diperiksa ulang; lihat hasilnya sebelum"
    " mengimpor."
)


@transaction.atomic
def receive_register(content: bytes, file_name: str, user: User) -> ImportBatch:
    """Keep an uploaded file and order its check. Raises Refused when the role is wrong."""
    refuse_if(
        not registering.may_register(user), "Mengimpor register hanya wewenang Bagian Kerja Sama."
    )
    batch = ImportBatch.objects.create(
        file_name=file_name[:200],
        sha256=store.store_bytes(content),
        size=len(content),
        by=user,
        ordered_at=timezone.now(),
    )
    ImportProgress.objects.create(batch=batch)
    transaction.on_commit(lambda: queue_import(batch.pk))
    return batch


def order_check(batch_id: int, user: User, choices: Choices) -> ImportBatch:
    """Check again, with what a person chose for names in doubt."""
    with _standing(
        batch_id, user, BatchState.CHECKED, BatchState.REFUSED, BatchState.MATCHING
    ) as batch:
        for kind, chosen in choices.items():
            batch.choices[kind] = batch.choices.get(kind, {}) | chosen
        _hand_over(batch, BatchState.CHECKING)
    return batch


def order_anew(batch_id: int, user: User) -> ImportBatch:
    """Forget what was answered, but for the columns, and check again."""
    with _standing(batch_id, user, BatchState.CHECKED) as batch:
        batch.choices = {kind: chosen for kind, chosen in batch.choices.items() if kind == "kolom"}
        _hand_over(batch, BatchState.CHECKING)
    return batch


def order_import(batch_id: int, user: User) -> ImportBatch:
    """Import the rows that the check found new."""
    with _standing(batch_id, user, BatchState.CHECKED) as batch:
        refuse_if(not batch.new, "Tidak ada baris baru untuk diimpor.")
        batch.imported_by = user
        _hand_over(batch, BatchState.IMPORTING)
    return batch


def order_undo(batch_id: int, user: User, reason: str) -> ImportBatch:
    """Take back everything that this batch brought in."""
    with _standing(batch_id, user, BatchState.IMPORTED) as batch:
        refuse_if(not reason.strip(), "Alasan wajib diisi.")
        batch.undone_by, batch.reason = user, reason.strip()
        _hand_over(batch, BatchState.UNDOING)
    return batch


@contextmanager
def _standing(batch_id: int, user: User, *states: str) -> Iterator[ImportBatch]:
    """The batch under its row lock, standing in one of these states. Raises Refused."""
    refuse_if(
        not registering.may_register(user), "Mengimpor register hanya wewenang Bagian Kerja Sama."
    )
    with transaction.atomic():
        batch = ImportBatch.objects.select_for_update().get(pk=batch_id)
        refuse_if(
            batch.state not in states,
            f"Impor ini berstatus “{batch.get_state_display().lower()}”. Muat ulang halaman.",
        )
        yield batch


def _hand_over(batch: ImportBatch, state: str) -> None:
    batch.state, batch.error, batch.attempts, batch.ordered_at = state, "", 0, timezone.now()
    batch.save()
    ImportProgress.objects.update_or_create(
        batch=batch, defaults={"step": "", "done": 0, "total": 0}
    )
    transaction.on_commit(lambda: queue_import(batch.pk))


def queue_import(batch_id: int) -> bool:
    """Hand the batch to the worker; when the broker is silent, the sweep does so later."""
    return outbox.hand_over_task(outbox.Job.WORK_ON_IMPORT, batch_id)


def sweep_imports() -> None:
    """Hand over again what no worker is at; a silent broker is asked once. `work` gives up what was
    tried too often.
    """
    for batch in ImportBatch.objects.filter(
        state__in=AT_WORK, ordered_at__lt=timezone.now() - PATIENCE
    ):
        if not queue_import(batch.pk):
            return
        ImportBatch.objects.filter(pk=batch.pk).update(ordered_at=timezone.now())


def process_import(batch_id: int) -> None:
    """Do what the batch waits for. Does nothing when it waits for nothing or another worker is at
    it.
    """
    steps: dict[str, Callable[[ImportBatch, ProgressReporter], None]] = {
        BatchState.CHECKING: _check,
        BatchState.IMPORTING: _import,
        BatchState.UNDOING: _undo,
    }
    waiting = ImportBatch.objects.filter(pk=batch_id, state__in=AT_WORK)
    try:
        with transaction.atomic(), ProgressReporter(batch_id) as reporter:
            if not _lock_import(batch_id):
                return
            batch = waiting.first()
            if batch is None:
                return
            reporter.count_attempt()
            refuse_if(batch.attempts >= MOST_ATTEMPTS, BROKEN)
            steps[batch.state](batch, reporter)
    except UnreadableRegister as refusal:
        _give_up(batch_id, str(refusal))
    except Refused as refusal:
        _give_up(batch_id, "\n".join(refusal.reasons))
    except Exception as fault:
        log.exception("import %s failed", batch_id)
        why = BROKEN
        if outbox.is_timeout(fault):
            why = outbox.TOO_LONG
        _give_up(batch_id, why)
    results.publish_import_result(batch_id)


def _lock_import(batch_id: int) -> bool:
    """Take the lock of the batch until the transaction ends; False when another worker has it."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_try_advisory_xact_lock(%(lock)s, %(batch)s)",
            {"lock": LOCK, "batch": batch_id},
        )
        return cursor.fetchone()[0]


def _give_up(batch_id: int, why: str) -> None:
    """Back to where the batch stood before it was ordered, with the reason."""
    before = {
        BatchState.CHECKING: BatchState.REFUSED,
        BatchState.IMPORTING: BatchState.CHECKED,
        BatchState.UNDOING: BatchState.IMPORTED,
    }
    for state, former in before.items():
        ImportBatch.objects.filter(pk=batch_id, state=state).update(state=former, error=why)


def _check(batch: ImportBatch, reporter: ProgressReporter) -> None:
    content = store.read_stored(batch.sha256)
    checked = checking.check_register(content, batch.choices, reporter)
    _keep(batch, content, checked, reporter)


def _keep(batch: ImportBatch, content: bytes, checked: Checked, reporter: ProgressReporter) -> None:
    """Write down what was found, and the file with its notes where there are any."""
    counts = checked.counts()
    batch.noted_sha256 = ""
    if any(entry.notes for entry in checked.entries):
        reporter("Menulis catatan pada berkas", 0, 0)
        batch.noted_sha256 = store.store_bytes(annotating.annotate_register(content, checked))
    preview.keep_preview(batch, checked.entries)
    batch.found = summary.summary_of_check(checked)
    batch.state = BatchState.CHECKED
    if checked.is_open:
        batch.state = BatchState.MATCHING
    batch.new = counts["new"]
    batch.errors = counts["errors"]
    batch.duplicates = counts["duplicates"]
    batch.save(
        update_fields=["found", "state", "noted_sha256", "new", "errors", "duplicates", "error"]
    )


def _import(batch: ImportBatch, reporter: ProgressReporter) -> None:
    """Judge the file once more, for the register may have changed, and record its new rows: all of
    them or none.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%(register)s)", {"register": REGISTER})
    content = store.read_stored(batch.sha256)
    checked = checking.check_register(content, batch.choices, reporter)
    if checked.counts() != {
        "new": batch.new,
        "errors": batch.errors,
        "duplicates": batch.duplicates,
    }:
        batch.error = CHANGED
        return _keep(batch, content, checked, reporter)
    partners = recording.create_partners(checked)
    recorder = require_user(batch.imported_by)
    for done in recording.record_rows(batch, recorder, checked, partners):
        reporter("Mencatat kerja sama", done, batch.new)
    recorded_numbers.hold_book()
    taken = recorded_numbers.all_given({entry.number for entry in checked.new})
    refuse_if(
        bool(taken),
        f"Nomor {', '.join(sorted(taken)[:5])} baru saja diberikan Buku nomor. Periksa ulang berkas"
        " ini.",
    )
    batch.state, batch.imported_at = BatchState.IMPORTED, timezone.now()
    batch.found["created"] = [partner.pk for partner in partners.values()]
    aliases.learn_aliases(
        batch.choices.get(Topic.UNIT, {}), batch.imported_by, f"impor {batch.file_name}"
    )
    batch.save(update_fields=["state", "imported_at", "found"])
    return None


def _undo(batch: ImportBatch, reporter: ProgressReporter) -> None:
    """Take the records back, and the partners that came with them and that nobody else uses."""
    reporter("Membatalkan", 0, batch.new)
    recorded_naskah.take_back_records(
        batch.agreements.all(), require_user(batch.undone_by), batch.reason
    )
    created = Partner.objects.filter(pk__in=batch.found.get("created", []))
    for relation in merging.partner_relations():
        name = relation.field.name
        created = created.exclude(
            pk__in=relation.related_model._base_manager.exclude(**{name: None}).values(name)
        )
    created.delete()
    batch.state, batch.undone_at = BatchState.UNDONE, timezone.now()
    batch.save(update_fields=["state", "undone_at"])


def require_user(user: User | None) -> User:
    """Whoever ordered this step of the import. Raises ValueError when the batch names nobody."""
    if user is None:
        raise ValueError("a batch that was ordered by nobody")
    return user
