"""The parts that every page stands on: database, its migrations, disk, broker, worker, calendar of
jobs, backup, drill, log.
"""

import os
import shutil
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.cache import caches
from django.core.files.storage import storages
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.urls import reverse
from django.utils import timezone
from django.utils.timesince import timesince

from kerjasama.accounts.models import RegionProfile
from kerjasama.files.faults import Unreachable
from kerjasama.health.readings import Light, Reading, register_reading
from kerjasama.health.runs import read_runs
from kerjasama.logbook.models import LogCheck, LogEntry, LogFault
from kerjasama.notices.sources import read_shared
from kerjasama.operations.models import Kind
from kerjasama.web import heartbeat
from kerjasama.web.heartbeat import Part

LEAST_FREE = 10  # percent
LONGEST_WITHOUT_BACKUP = timedelta(days=1)
# A backup of each night may take an hour longer than that of the night before.
GRACE = timedelta(hours=2)
LONGEST_WITHOUT_DRILL = timedelta(days=35)
# A part that restarts is back by then; nobody is woken for that.
LONGEST_SILENCE = timedelta(minutes=5)


def today() -> str:
    """The episode of a trouble that is told of again each day."""
    return str(timezone.localdate())


def age(since: datetime) -> str:
    """How long ago, in words."""
    return timesince(since, depth=1)


@register_reading("database", "Basis data", serves=True)
def read_database() -> Reading:
    """Whether it answers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_database_size(current_database())")
        (size,) = cursor.fetchone()
    said = f"Menjawab; berukuran {megabytes(size)}."
    return Reading("database", "Basis data", Light.GOOD, said)


def megabytes(size: int) -> str:
    """As people say it."""
    if size >= 10**9:
        return f"{size / 10**9:.1f} GB".replace(".", ",")
    return f"{size / 10**6:.0f} MB"


@cache
def known_migrations() -> frozenset[tuple[str, str]]:
    """Those that this program brings; read from its files once a process."""
    loader = MigrationLoader(None)
    return frozenset(loader.disk_migrations or ())


@register_reading("migrations", "Pemutakhiran basis data", serves=True)
def read_migrations() -> Reading:
    """Whether the tables are as this program wants them."""
    title = "Pemutakhiran basis data"
    applied = set(MigrationRecorder(connection).applied_migrations())
    missing = sorted(known_migrations() - applied)
    if not missing:
        return Reading("migrations", title, Light.GOOD, "Sudah selesai.")
    first = ".".join(missing[0])
    return Reading(
        "migrations",
        title,
        Light.LATE,
        f"{len(missing)} belum dijalankan, yang pertama {first}.",
        "Jalankan migrate sebagai pemilik tabel, lalu mulai lagi web dan pekerja.",
    )


@register_reading("storage", "Tempat berkas", serves=True, tells=True)
def read_storage() -> Reading:
    """Whether files can be written there."""
    place = Path(settings.MEDIA_ROOT)
    place.mkdir(parents=True, exist_ok=True)
    if os.access(place, os.R_OK | os.W_OK | os.X_OK):
        return Reading("storage", "Tempat berkas", Light.GOOD, "Dapat ditulisi.")
    return Reading(
        "storage",
        "Tempat berkas",
        Light.LATE,
        "Tidak dapat ditulisi.",
        "Periksa apakah disk terpasang dan pengguna yang menjalankan web memilikinya.",
        episode=today(),
    )


@register_reading("disk", "Ruang disk", tells=True)
def read_disk() -> Reading:
    """How much room is left for files. Pages are read without any, so it takes no web away."""
    usage = shutil.disk_usage(settings.MEDIA_ROOT)
    free = 100 * usage.free / usage.total
    said = f"Tersisa {free:.0f} % ({megabytes(usage.free)})."
    if free >= LEAST_FREE:
        return Reading("disk", "Ruang disk", Light.GOOD, said)
    return Reading(
        "disk",
        "Ruang disk",
        Light.SOON if usage.free > 10**9 else Light.LATE,
        said,
        "Tambah ruang disk atau pindahkan yang bukan milik aplikasi. Bila penuh, tidak ada yang"
        " dapat disimpan.",
        episode=today(),
    )


@register_reading("bucket", "Penyimpanan S3", is_probed=True, tells=True)
def read_bucket() -> Reading:
    """Whether the bucket answers, where files lie in one. Pages are served without it."""
    title = "Penyimpanan S3"
    if not settings.FILES_AT:
        return Reading("bucket", title, Light.GOOD, "Tidak dipakai; berkas di folder mesin ini.")
    said, advice = "", ""
    place: Any = storages["files"]
    try:
        place.answer()
    except FileNotFoundError:
        said, advice = "Bucket tidak ada.", "Periksa FILES_AT."
    except Unreachable as away:
        said = f"Tidak menjawab ({away})."
        advice = (
            "Periksa penyimpanan S3 dan kuncinya. Selama itu berkas tidak dapat dibuka atau"
            " diunggah; dokumen yang diminta menunggu dan dibuat sesudahnya."
        )
    if said:
        return Reading("bucket", title, Light.LATE, said, advice, today())
    return Reading("bucket", title, Light.GOOD, f"Menjawab ({settings.FILES_AT}).")


@register_reading("broker", "Antrean pekerjaan (Redis)", is_probed=True, tells=True)
def read_broker() -> Reading:
    """Whether jobs can be handed over."""
    title = "Antrean pekerjaan (Redis)"
    try:
        caches["shared"].get(heartbeat.KEY)
    except Exception:
        return Reading(
            "broker",
            title,
            Light.LATE,
            "Tidak menjawab.",
            "Jalankan lagi Redis atau Valkey. Yang sudah diminta menunggu di basis data dan"
            " dikerjakan sesudahnya; halaman tetap dapat dipakai.",
            episode=today(),
        )
    return Reading("broker", title, Light.GOOD, "Menjawab.")


@register_reading("worker", "Pekerja (pembuat dokumen)", is_probed=True, tells=True)
def read_worker() -> Reading:
    """When the worker was last seen."""
    advice = (
        "Jalankan lagi layanan pekerja (celery worker) dan lihat keluarannya. Selama ia mati,"
        " dokumen, impor, dan surel menunggu."
    )
    return _read_part("worker", "Pekerja (pembuat dokumen)", Part.WORKER, advice)


@register_reading("beat", "Penjadwal", is_probed=True, tells=True)
def read_beat() -> Reading:
    """When the calendar of jobs was last seen."""
    advice = (
        "Jalankan lagi layanan penjadwal (celery beat). Selama ia mati, tenggat, pemeriksaan malam,"
        " dan pemberitahuan tidak berjalan sendiri."
    )
    return _read_part("beat", "Penjadwal", Part.BEAT, advice)


def _read_part(code: str, title: str, part: Part, advice: str) -> Reading:
    now, sign = timezone.now(), heartbeat.last_sign(part)
    if sign is None:
        said = "Belum pernah terlihat sejak pemasangan, atau antrean tidak menjawab."
        return Reading(code, title, Light.LATE, said, advice)
    if not heartbeat.is_silent(now, part):
        seconds = max(0, int((now - sign).total_seconds()))
        return Reading(code, title, Light.GOOD, f"Bekerja; terlihat {seconds} detik yang lalu.")
    is_long = now - sign > LONGEST_SILENCE
    said = f"Tidak terlihat selama {age(sign)}."
    episode = f"{sign:%Y%m%dT%H%M%S}" if is_long else ""
    return Reading(code, title, Light.LATE, said, advice, episode)


def has_served_for(span: timedelta) -> bool:
    """Whether the installation is older than that: a new one has had no night yet."""
    first = LogEntry.objects.order_by("pk").values_list("at", flat=True).first()
    return first is not None and timezone.now() - first > span


@register_reading("backup", "Cadangan", tells=True)
def read_backup() -> Reading:
    """When the last good backup was made."""
    title = "Cadangan"
    advice = (
        "Isi BACKUP_TO agar penjadwal mencadangkan tiap malam, atau jalankan bin/manage backup."
        " Tanpa cadangan, disk yang rusak berarti semua naskah hilang."
    )
    row, now = read_shared(read_runs).get(Kind.BACKUP), timezone.now()
    if row is None or row.good_at is None:
        is_old = has_served_for(LONGEST_WITHOUT_BACKUP) and not RegionProfile.current().is_demo
        light = Light.LATE if is_old else Light.SOON
        said = "Belum pernah ada cadangan yang berhasil."
        return Reading("backup", title, light, said, advice, today() if is_old else "")
    said = f"Terakhir berhasil {age(row.good_at)} yang lalu."
    if not row.is_good:
        said = f"Yang terakhir gagal: {row.said} {said}"
    if now - row.good_at > LONGEST_WITHOUT_BACKUP + GRACE:
        return Reading("backup", title, Light.LATE, said, advice, today(), reverse("arsip"))
    if not row.is_good:
        return Reading("backup", title, Light.SOON, said, advice, address=reverse("arsip"))
    return Reading("backup", title, Light.GOOD, said, address=reverse("arsip"))


@register_reading("drill", "Latihan pemulihan")
def read_drill() -> Reading:
    """When a backup was last restored to prove that it can be."""
    title = "Latihan pemulihan"
    advice = (
        "Jalankan bin/manage restore_drill: cadangan dipulihkan ke basis data percobaan. Yang belum"
        " pernah dipulihkan belum tentu dapat dipulihkan."
    )
    row = read_shared(read_runs).get(Kind.DRILL)
    if row is None or row.good_at is None:
        return Reading("drill", title, Light.SOON, "Belum pernah berhasil diuji.", advice)
    said = f"Terakhir berhasil {age(row.good_at)} yang lalu."
    if not row.is_good:
        said = f"Yang terakhir gagal: {row.said} {said}"
        return Reading("drill", title, Light.LATE, said, advice)  # told by kerjasama.operations
    is_old = timezone.now() - row.good_at > LONGEST_WITHOUT_DRILL
    if is_old:
        return Reading("drill", title, Light.SOON, said, advice)
    return Reading("drill", title, Light.GOOD, said)


@register_reading("log", "Catatan perubahan")
def read_log() -> Reading:
    """What the check of the log found; its own task tells of it (logbook.waiting)."""
    title, address = "Catatan perubahan", reverse("keutuhan-catatan")
    check, many = LogCheck.objects.first(), LogFault.objects.unclaimed().count()
    if check is None:
        said = "Belum pernah diperiksa; pemeriksaan berjalan setiap malam."
        return Reading("log", title, Light.SOON, said, address=address)
    said = f"Diperiksa {age(check.at)} yang lalu."
    if many:
        said = f"{many} hal tidak cocok dan belum dijelaskan. {said}"
        return Reading("log", title, Light.LATE, said, "Buka Keutuhan catatan.", address=address)
    return Reading("log", title, Light.GOOD, f"Utuh. {said}", address=address)
