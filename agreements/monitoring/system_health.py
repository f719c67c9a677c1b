"""How what agreements stand on fares: jobs that wait, jobs that failed, stored files, the seal."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Min, Model, QuerySet, Value
from django.urls import reverse
from django.utils import timezone
from prometheus_client.core import Metric

from agreements.documents.signatures import sealing
from agreements.models import (
    Bundle,
    BundleState,
    Document,
    DocumentState,
    FileCheck,
    ImportBatch,
    LeadersSheet,
    LetterPaper,
    Mailing,
    MappingPaper,
    Recap,
    TaskHandover,
    TeamReportPaper,
)
from agreements.models.imports import AT_WORK
from agreements.monitoring import failed_jobs
from kerjasama.health.basics import age, today
from kerjasama.health.metrics import gauge, register_figures
from kerjasama.health.readings import Light, Reading, register_reading

LONGEST_WAIT = timedelta(minutes=5)
REMINDED = (1, 7, 14, 30)  # days before the end of a certificate, each told once
CERTIFICATE_ENDS_SOON = timedelta(REMINDED[-1])
PAPERS = (Document, LetterPaper, Recap, LeadersSheet, MappingPaper, TeamReportPaper, TaskHandover)


@dataclass(frozen=True)
class Waiting:
    """Jobs of one sort that wait for the worker."""

    sort: str
    many: int
    since: datetime | None


def list_waiting() -> list[Waiting]:
    """What waits, by the sort of job, with the oldest of each. One query."""
    rows = [_waiting(_name(model), _queued(model), "requested_at") for model in PAPERS]
    bundles = Bundle.objects.filter(state=BundleState.QUEUED, worked_at=None)
    imports = ImportBatch.objects.filter(state__in=AT_WORK, progress__step="")
    rows += [
        _waiting(_name(Bundle), bundles, "requested_at"),
        _waiting(_name(ImportBatch), imports, "ordered_at"),
    ]
    found = {sort: Waiting(sort, many, since) for sort, many, since in rows[0].union(*rows[1:])}
    sorts = map(_name, (*PAPERS, Bundle, ImportBatch))
    return [found.get(sort, Waiting(sort, 0, None)) for sort in sorts]


def _name(model: type[Model]) -> str:
    return str(model._meta.model_name)


def _queued(model: type[Model]) -> QuerySet:
    return model._default_manager.filter(state=DocumentState.QUEUED)


def _waiting(sort: str, rows: QuerySet, asked: str) -> QuerySet:
    named = rows.order_by().annotate(sort=Value(sort)).values_list("sort")
    return named.annotate(many=Count("pk"), since=Min(asked))


@register_reading("queue", "Antrean dokumen", tells=True)
def read_queue() -> Reading:
    """Whether the worker keeps up with what people ask for."""
    waiting = list_waiting()
    many = sum(one.many for one in waiting)
    oldest = min((one.since for one in waiting if one.since), default=None)
    if oldest is None:
        return Reading("queue", "Antrean dokumen", Light.GOOD, "Tidak ada yang menunggu.")
    said = f"{many} menunggu dikerjakan; yang tertua diminta {age(oldest)} yang lalu."
    if timezone.now() - oldest <= LONGEST_WAIT:
        return Reading("queue", "Antrean dokumen", Light.GOOD, said)
    return Reading(
        "queue",
        "Antrean dokumen",
        Light.LATE,
        said,
        "Bila pekerja mati, jalankan lagi. Bila ia bekerja, ada yang memakan waktunya (impor atau"
        " himpunan besar): tambah proses pekerja, atau tunggu.",
        episode=today(),
    )


@register_reading("failed", "Pekerjaan yang gagal")
def read_failed() -> Reading:
    """How many jobs wait for a decision; those who ordered them have their own task."""
    many = sum(failed_jobs.count_failed().values())
    title, address = "Pekerjaan yang gagal", reverse("pekerjaan-gagal")
    if not many:
        return Reading("failed", title, Light.GOOD, "Tidak ada.", address=address)
    said = f"{many} gagal dan belum diputuskan."
    advice = "Ulangi setelah penyebabnya hilang, atau hentikan."
    return Reading("failed", title, Light.SOON, said, advice, address=address)


@register_reading("files", "Keutuhan berkas")
def read_files() -> Reading:
    """What the nightly check found; its own task tells of it (task_sources)."""
    title, address = "Keutuhan berkas", reverse("arsip")
    damaged = FileCheck.objects.damaged().count()
    last = FileCheck.objects.order_by("-checked_at").values_list("checked_at", flat=True).first()
    if damaged:
        return Reading(
            "files",
            title,
            Light.LATE,
            f"{damaged} berkas hilang atau berubah.",
            "Pulihkan dari cadangan; halaman Arsip menyebut yang mana.",
            address=address,
        )
    if last is None:
        said = "Belum pernah diperiksa; pemeriksaan berjalan setiap malam."
        return Reading("files", title, Light.SOON, said, address=address)
    said = f"Utuh; terakhir diperiksa {age(last)} yang lalu."
    return Reading("files", title, Light.GOOD, said, address=address)


@register_reading("seal", "Segel elektronik", is_probed=True, tells=True)
def read_seal() -> Reading:
    """When the certificate ends with which finals are sealed."""
    title, address = "Segel elektronik", reverse("arsip")
    advice = (
        "Minta sertifikat baru, pasang berkasnya (SEAL_CERTIFICATE), lalu mulai lagi web dan"
        " pekerja. Tanpa segel yang berlaku, dokumen final gagal dibuat."
    )
    try:
        seal = sealing.load_seal()
    except sealing.Unusable as unusable:
        return Reading("seal", title, Light.LATE, str(unusable), advice, today(), address)
    if seal is None:
        said = "Tidak dipakai; dokumen final dibuat tanpa segel dari berkas sertifikat."
        return Reading("seal", title, Light.GOOD, said, address=address)
    left = seal.until - timezone.now()
    said = f"Berlaku {left.days} hari lagi."
    if left < CERTIFICATE_ENDS_SOON:
        step = next(days for days in REMINDED if left < timedelta(days))
        episode = f"{seal.until:%Y%m%d}/{step}"
        return Reading("seal", title, Light.SOON, said, advice, episode, address)
    return Reading("seal", title, Light.GOOD, said, address=address)


@register_figures
def queue_figures() -> Iterator[Metric]:
    """How many jobs wait, and how long the oldest does."""
    depth = gauge("queue_depth", "Jobs that wait for the worker", "sort")
    oldest = gauge("queue_age_seconds", "How long the oldest has waited", "sort")
    for one in list_waiting():
        depth.add_metric([one.sort], one.many)
        if one.since:
            oldest.add_metric([one.sort], (timezone.now() - one.since).total_seconds())
    yield depth
    yield oldest


@register_figures
def paper_figures() -> Iterator[Metric]:
    """Papers by how they stand, failed jobs by sort, mails to partners, damaged files."""
    papers = gauge("papers", "Papers of cases", "state")
    for state, many in _by_state(Document):
        papers.add_metric([state], many)
    yield papers
    failed = gauge("failed_jobs", "Failed jobs on which nobody decided", "sort")
    for sort, many in failed_jobs.count_failed().items():
        failed.add_metric([sort], many)
    yield failed
    mails = gauge("partner_mails", "Mails to partners", "state")
    for state, many in _by_state(Mailing):
        mails.add_metric([state], many)
    yield mails
    damaged = gauge("damaged_files", "Stored files that are lost or altered")
    damaged.add_metric([], FileCheck.objects.damaged().count())
    yield damaged


def _by_state(model: type[Model]) -> Iterable[tuple[str, int]]:
    rows = model._default_manager.order_by().values("state").annotate(many=Count("pk"))
    return rows.values_list("state", "many")


@register_figures
def seal_figures() -> Iterator[Metric]:
    """When the certificate ends."""
    seal = sealing.load_seal()
    if seal is not None:
        ends = gauge("seal_ends_timestamp_seconds", "When the certificate of the seal ends")
        ends.add_metric([], seal.until.timestamp())
        yield ends
