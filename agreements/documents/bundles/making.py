"""A bundle is ordered by who sees the case, made by the worker, resumed when the worker dies, and
cleared away after some days.

A part that was gathered is only copied, so a bundle that was interrupted begins anew; what must
not happen is that two workers make it at once or that one is waited for in vain. Hence a worker
claims it and gives signs of life, and who gives none has lost it.
"""

import logging
import shutil
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import F, Q
from django.utils import timezone

from agreements.documents import outbox, store
from agreements.documents.archive import integrity
from agreements.models import Agreement, Bundle, BundleState, FileCheck
from agreements.workflow.guarding import Refused, refuse_if
from kerjasama.accounts.models import User
from kerjasama.files.faults import Unreachable

from . import writing
from .parts import parts_of

log = logging.getLogger(__name__)
SILENCE = timedelta(minutes=3)  # without a sign of life for so long, the worker is taken for dead
MOST_ATTEMPTS = 4
KEPT = timedelta(days=7)
MOST_AT_ONCE = 3
NOT_FAILED = "Himpunan ini tidak gagal dibuat."


def order_bundle(agreement: Agreement, user: User, form: str) -> Bundle:
    """Ask for the whole case in one file. Raises Refused while one of that form, or MOST_AT_ONCE of
    this person, are being made.
    """
    mine = Bundle.objects.filter(by=user, state=BundleState.QUEUED).count()
    refuse_if(mine >= MOST_AT_ONCE, "Tunggu sampai himpunan Anda yang lain selesai.")
    try:
        with transaction.atomic():
            bundle = Bundle.objects.create(agreement=agreement, form=form, by=user)
            transaction.on_commit(lambda: queue_bundle(bundle.pk))
    except IntegrityError:
        raise Refused("Berkas dalam bentuk ini sedang dibuat.") from None
    return bundle


def queue_bundle(bundle_id: int) -> bool:
    """Hand the bundle to the worker; a silent broker leaves it to the sweep."""
    if not outbox.hand_over_task(outbox.Job.BUILD_BUNDLE, bundle_id):
        return False
    Bundle.objects.filter(pk=bundle_id).update(sent_at=timezone.now())
    return True


def sweep_bundles() -> None:
    """Send again what nobody has worked on for a while; give up what was begun too often."""
    heard = timezone.now() - SILENCE
    silent = Bundle.objects.filter(state=BundleState.QUEUED).filter(
        _quiet_since("worked_at", heard), _quiet_since("sent_at", heard)
    )
    for bundle in silent:
        if bundle.attempts >= MOST_ATTEMPTS:
            _end(bundle, BundleState.FAILED)
        elif not queue_bundle(bundle.pk):
            return


def _quiet_since(field: str, moment: datetime) -> Q:
    return Q(**{field: None}) | Q(**{f"{field}__lte": moment})


@transaction.atomic
def retry_bundle(bundle_id: int) -> None:
    """Begin a failed one anew. Raises Refused when it did not fail, or another is being made."""
    failed = Bundle.objects.filter(pk=bundle_id, state=BundleState.FAILED)
    try:
        with transaction.atomic():
            is_queued = failed.update(
                state=BundleState.QUEUED, attempts=0, done=0, worked_at=None, sent_at=None
            )
    except IntegrityError:
        raise Refused("Berkas dalam bentuk ini sedang dibuat.") from None
    refuse_if(not is_queued, NOT_FAILED)
    transaction.on_commit(lambda: queue_bundle(bundle_id))


@transaction.atomic
def give_up_bundle(bundle_id: int) -> None:
    """Forget a failed one. Raises Refused when it did not fail."""
    rows = Bundle.objects.select_for_update().filter(pk=bundle_id, state=BundleState.FAILED)
    bundle = rows.first()
    if bundle is None:
        raise Refused(NOT_FAILED)
    discard_bundle(bundle)


def make_bundle(bundle_id: int) -> None:
    """Make a claimed bundle. Run twice, or killed in the middle, it leaves one correct file."""
    if not _claim(bundle_id):
        return
    bundle = Bundle.objects.select_related("agreement__owner", "agreement__partner", "by").get(
        pk=bundle_id
    )
    try:
        parts = parts_of(bundle.agreement)
        Bundle.objects.filter(pk=bundle.pk).update(total=len(parts) + 1, done=0)
        place = _workplace(bundle, bundle.attempts)
        place.mkdir(parents=True)
        file = writing.write_bundle(bundle, parts, place, partial(_tick, bundle.pk))
        missing = sum(part.is_missing for part in parts)
        if _end(bundle, BundleState.READY, file, missing=missing):
            _replace(bundle)
    except Unreachable as away:
        outbox.wait_for_files(away, f"bundle {bundle_id}")
    except Exception:
        log.exception("bundle %s failed", bundle_id)
        _end(bundle, BundleState.FAILED)


def _claim(bundle_id: int) -> bool:
    """Whether the bundle is now this worker's; not while another one still gives signs of life."""
    now = timezone.now()
    free = Bundle.objects.filter(
        _quiet_since("worked_at", now - SILENCE), pk=bundle_id, state=BundleState.QUEUED
    )
    return bool(free.update(worked_at=now, attempts=F("attempts") + 1))


def _tick(bundle_id: int) -> None:
    Bundle.objects.filter(pk=bundle_id).update(done=F("done") + 1, worked_at=timezone.now())


def _workplace(bundle: Bundle, attempt: int | str) -> Path:
    return Path(settings.MEDIA_ROOT) / f"berkas-{bundle.pk}-{attempt}"


@transaction.atomic
def _end(bundle: Bundle, state: str, file: Path | None = None, **fields: Any) -> bool:
    """Write the end of a making, unless another worker already did, and leave no scraps. Returns
    whether it was this one.
    """
    waiting = (
        Bundle.objects.select_for_update().filter(pk=bundle.pk, state=BundleState.QUEUED).first()
    )
    if waiting is not None:
        size, sha256 = 0, ""
        if file:
            size, sha256 = file.stat().st_size, store.adopt_file(file)
        Bundle.objects.filter(pk=bundle.pk).update(
            state=state, sha256=sha256, size=size, done=F("total"), **fields
        )
    for place in Path(settings.MEDIA_ROOT).glob(_workplace(bundle, "*").name):
        shutil.rmtree(place, ignore_errors=True)
    return waiting is not None


def _replace(bundle: Bundle) -> None:
    """Of each case and form only the newest file is kept, however often people ask."""
    for former in bundle.agreement.bundles.filter(
        form=bundle.form, state=BundleState.READY, pk__lt=bundle.pk
    ):
        discard_bundle(former)


def remove_old_bundles() -> int:
    """Remove what is older than KEPT. Returns how many."""
    old = Bundle.objects.exclude(state=BundleState.QUEUED).filter(
        requested_at__lt=timezone.now() - KEPT
    )
    for bundle in old:
        discard_bundle(bundle)
    return len(old)


def begin_anew(agreement: Agreement) -> None:
    """What a bundle holds may leave no more: the finished ones go, those that are being made are
    made again without it.
    """
    for bundle in agreement.bundles.select_for_update(of=("self",)):
        was_waited_for = bundle.state == BundleState.QUEUED
        discard_bundle(bundle)
        if was_waited_for:
            anew = Bundle.objects.create(agreement=agreement, form=bundle.form, by=bundle.by)
            transaction.on_commit(partial(queue_bundle, anew.pk))


def discard_bundle(bundle: Bundle) -> None:
    """With its file, unless somebody else keeps that."""
    bundle.delete()
    if bundle.sha256 and not integrity.is_kept(bundle.sha256):
        store.remove(bundle.sha256)
        FileCheck.objects.filter(pk=bundle.sha256).delete()
