"""What the worker does with a batch: check it, import it, take it back. Each is one transaction
that a second worker cannot enter.

A batch whose worker died stays at work, and the sweep hands it over again.
"""

import logging
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from itertools import pairwise

from django.db import connection, transaction
from django.utils import timezone

from agreements.documents import outbox, recorded_numbers, store
from agreements.importing import annotating, checking, preview, results, summary
from agreements.importing.workbook_guard import UnreadableRegister
from agreements.models import Agreement, BatchState, ImportBatch, ImportProgress
from agreements.models.imports import AT_WORK
from agreements.workflow import recorded_naskah, registering
from agreements.workflow.guarding import Refused, refuse_if
from kerjasama.accounts import aliases
from kerjasama.accounts.models import User
from kerjasama.narrowing import require
from partners import merging
from partners.models import Partner

from .checking import Checked, Choices, PartnerKey, Place, partner_to_be
from .entries import Further, RegisterEntry, Topic

log = logging.getLogger(__name__)
LOCK, REGISTER = 642_220_21, 642_220_22
PATIENCE = timedelta(seconds=60)
MOST_ATTEMPTS = 4
CHUNK = 500
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


def _check(batch: ImportBatch, reporter: "ProgressReporter") -> None:
    content = store.read_stored(batch.sha256)
    checked = checking.check_register(content, batch.choices, reporter)
    _keep(batch, content, checked, reporter)


def _keep(
    batch: ImportBatch, content: bytes, checked: Checked, reporter: "ProgressReporter"
) -> None:
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


def _import(batch: ImportBatch, reporter: "ProgressReporter") -> None:
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
    partners = _create_partners(checked)
    for done in _record(batch, checked, partners):
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


def _create_partners(checked: Checked) -> dict[PartnerKey, Partner]:
    wanted = checked.new_partners()
    rows = [
        Partner(name=facts.name, kind=facts.kind, country=facts.country)
        for facts in wanted.values()
    ]
    created = Partner.objects.bulk_create(rows, batch_size=CHUNK)
    return dict(zip(wanted, created, strict=True))


def _record(
    batch: ImportBatch, checked: Checked, partners: dict[PartnerKey, Partner]
) -> Iterator[int]:
    """Record the new rows chunk by chunk, what stands above others first; how many are done."""
    above = {place for place in checked.parents.values() if not isinstance(place, Agreement)}
    rows = sorted(checked.new, key=lambda entry: entry.place not in above)
    saved: dict[tuple[str, int], Agreement] = {}
    first = len(above & {entry.place for entry in rows})
    for start, end in pairwise(sorted({0, *range(first, len(rows), CHUNK), len(rows)})):
        records = [_signed(entry, checked, partners, saved) for entry in rows[start:end]]
        registering.register_signed(records, require_user(batch.imported_by), batch)
        for entry, record in zip(rows[start:end], records, strict=True):
            if entry.place in above:
                saved[entry.place] = record.agreement
        yield end


def _parent_of(
    entry: RegisterEntry, checked: Checked, saved: dict[Place, Agreement]
) -> Agreement | None:
    """The agreement above a row: one of the register, or of a row that was saved before."""
    above = checked.parents.get(entry.place)
    if above is None or isinstance(above, Agreement):
        return above
    return saved.get(above)


def _signed(
    entry: RegisterEntry,
    checked: Checked,
    partners: dict[PartnerKey, Partner],
    saved: dict[Place, Agreement],
) -> registering.Signed:
    key = partner_to_be(entry.partner_name, entry.partner_kind, entry.country)
    agreement = Agreement(
        track_code=require(entry.track, "an entry without a track is not imported").code,
        title=entry.title,
        owner=entry.owner,
        partner=entry.partner or partners[key],
        parent=_parent_of(entry, checked, saved),
        naskah_number=entry.number,
        nilai=entry.nilai,
        nilai_tertulis=entry.nilai_tertulis,
        urusan=entry.urusan,
        maksud_tujuan=entry.maksud,
        objek=entry.objek,
        ruang_lingkup=entry.lingkup,
        owed_from=timezone.localdate(),
        signing_day_known=entry.signing_day_known,
        open_ended=entry.open_ended,
        ends_when=entry.ends_when,
        renews_itself=entry.renews_itself,
        notice_months=entry.notice_months,
        record_note="\n".join(entry.remarks),
    )
    signed_on = None
    if entry.signing_day_known:
        signed_on = entry.signed_on
    days = signed_on, entry.effective_on, entry.expires_on
    record = registering.Signed(agreement, *days, entry.partner_number, entry.original)
    record.further = _further(entry.further, agreement.partner_id, partners)
    return record


def _further(
    parties: list[Further], first: int | None, partners: dict[PartnerKey, Partner]
) -> list[tuple[Partner, str]]:
    """The other partners, each once."""
    found: dict[int, tuple[Partner, str]] = {}
    for one in parties:
        partner = one.partner or partners[partner_to_be(one.name, one.kind, one.country)]
        if partner.pk != first:
            found.setdefault(partner.pk, (partner, one.number))
    return list(found.values())


def _undo(batch: ImportBatch, reporter: "ProgressReporter") -> None:
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


class ProgressReporter:
    """Writes down how far the work is, on a connection of its own, because the work itself is one
    transaction nobody sees into.
    """

    def __init__(self, batch_id: int) -> None:
        self.batch_id = batch_id
        self._own = connection.copy()

    def __enter__(self) -> "ProgressReporter":
        return self

    def __exit__(self, *_: object) -> None:
        self._own.close()

    def __call__(self, step: str, done: int, total: int) -> None:
        self._run(
            "UPDATE agreements_importprogress SET step = %(step)s, done = %(done)s,"
            " total = %(total)s WHERE batch_id = %(batch)s",
            {"step": step, "done": done, "total": total},
        )

    def count_attempt(self) -> None:
        """Kept even when the worker is killed in the middle, so that a file which kills workers is
        given up.
        """
        self._run(
            "UPDATE agreements_importbatch SET attempts = attempts + 1 WHERE id = %(batch)s", {}
        )

    def _run(self, sql: str, values: Mapping[str, str | int]) -> None:
        with self._own.cursor() as cursor:
            cursor.execute("SET lock_timeout = '2s'")
            cursor.execute(sql, {**values, "batch": self.batch_id})


def require_user(user: User | None) -> User:
    """Whoever ordered this step of the import. Raises ValueError when the batch names nobody."""
    if user is None:
        raise ValueError("a batch that was ordered by nobody")
    return user
