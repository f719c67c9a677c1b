"""The append-only log of stages. The database refuses update, delete and truncate; each row seals
the one before.
"""

from __future__ import annotations

import hashlib
import json
from datetime import date
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Exists, IntegerField, OuterRef
from django.db.models.fields.json import KeyTextTransform, KeyTransform
from django.db.models.functions import Cast
from django.utils.formats import date_format

from agreements.regulations import catalogue

if TYPE_CHECKING:
    from agreements.models import Agreement

SYSTEM = "Sistem"
UNDONE = "batalkan"
# Every kind of entry that the log knows. What meets a requirement is called by that one.
TITLES = {
    "mulai": "Usulan dibuat",
    "penuhi": "Persyaratan dipenuhi",
    "ubah isi": "Isi usulan diubah",
    "ubah redaksi": "Redaksi naskah diubah",
    "terima docx": "Rancangan dari mitra diterima (DOCX)",
    "putus docx": "Perubahan dari mitra diputus",
    "teruskan": "Masuk tahap {stage}",
    "kembali ke pengirim": "Diteruskan kembali ke tahap {stage}",
    "lewati": "Tahap {stage} dilewati",
    "kembalikan": "Dikembalikan ke tahap {stage}",
    "perbaiki": "Butir perbaikan ditandai selesai",
    "selesaikan": "Seluruh tahap selesai",
    "ditarik": "Usulan ditarik",
    "ditolak": "Usulan ditolak",
    "ditangguhkan": "Ditangguhkan",
    "lanjutkan": "Dilanjutkan",
    "buka kembali": "Dibuka kembali",
    "salin": "Disalin dari {what}",
    "ganti versi alur": "Pindah versi alur",
    "kirim surel kepada mitra": "Surel kepada mitra ditulis",
    "kirim ulang surel kepada mitra": "Surel kepada mitra dikirim ulang",
    "rapat dicatat": "Rapat TKKSD dicatat: {duty}",
    "rapat diubah": "Catatan rapat TKKSD diubah: {duty}",
    "rapat dikoreksi": "Catatan rapat TKKSD dikoreksi: {duty}",
    "surat dibuat": "Dokumen diminta: {duty}",
    "kewajiban dipenuhi": "Kewajiban dipenuhi: {duty}",
    "kewajiban dibebaskan": "Kewajiban dibebaskan: {duty}",
    "kewajiban naskah": "Kewajiban menurut naskah dicatat: {duty}",
    "kewajiban naskah diakhiri": "Kewajiban menurut naskah diakhiri: {duty}",
    "laporan diajukan": "Laporan diajukan: {duty}",
    "laporan dikembalikan": "Laporan dikembalikan: {duty}",
    "laporan dibuka kembali": "Laporan yang diterima dibuka kembali: {duty}",
    "laporan diterima": "Laporan diterima: {duty}",
    "jadwal ttd": "Penandatanganan dijadwalkan: {what}",
    "jadwal ttd diubah": "Jadwal penandatanganan diubah: {what}",
    "jadwal ttd dikoreksi": "Catatan acara penandatanganan dikoreksi: {what}",
    "jadwal ttd terlaksana": "Penandatanganan terlaksana: {what}",
    "jadwal ttd ditunda": "Penandatanganan ditunda: {what}",
    "jadwal ttd dibatalkan": "Penandatanganan dibatalkan: {what}",
    "kelengkapan rangkap": "Kelengkapan rangkap asli diperiksa: {what}",
    "naskah asli": "Naskah asli {what}",
    "adendum": "Adendum ditandatangani",
    "perpanjangan": "Diperpanjang sampai {until}",
    "pengakhiran": "Diakhiri pada {until}",
    "keputusan masa berlaku": "Keputusan masa berlaku: {what}",
    "saran masa berlaku": "Saran OPD tentang masa berlaku: {what}",
    "ubah rencana kerja": "Rencana kerja diubah: {duty}",
    "capaian diajukan": "Capaian diajukan: {duty}",
    "capaian dikembalikan": "Capaian dikembalikan: {duty}",
    "capaian diverifikasi": "Capaian diverifikasi: {duty}",
    "evaluasi dimulai": "Evaluasi dimulai: {what}",
    "evaluasi diisi": "Evaluasi diisi: {what}",
    "evaluasi dikembalikan": "Isian evaluasi dikembalikan: {what}",
    "evaluasi disimpulkan": "Evaluasi disimpulkan: {what}",
    "tanda tangan elektronik": "Ditandatangani secara elektronik: {what}",
    "catat naskah lama": "Dicatat dari naskah lama",
    "koreksi": "Koreksi: {what}",
    "usul koreksi": "Koreksi diusulkan: {what}",
    "tolak koreksi": "Usulan koreksi ditolak: {what}",
    "tarik koreksi": "Usulan koreksi ditarik: {what}",
    "usul hapus isi": "Penghapusan isi berkas diusulkan: {what}",
    "hapus isi": "Isi berkas dihapus: {what}",
    "batal hapus isi": "Isi berkas tidak jadi dihapus: {what}",
    "unit digabung": "Unit digabung: {what}",
    "koreksi naskah lama": "Catatan naskah lama dikoreksi",
    "batal naskah lama": "Pencatatan naskah lama dibatalkan",
    "batalkan": "Dibatalkan: {what}",
    "koreksi indikator": "Indikator dikoreksi: {what}",
    "koreksi capaian": "Realisasi indikator dikoreksi: {what}",
    "koreksi nilai": "Nilai kerja sama dikoreksi: {what}",
}


def _day(written: str | None) -> str:
    return date_format(date.fromisoformat(written), "j F Y") if written else ""


def _bound(place: int) -> Cast:
    """The first or the last number that an undoing takes back."""
    return Cast(KeyTextTransform(str(place), KeyTransform("undoes", "detail")), IntegerField())


class StageEventQuerySet(models.QuerySet):
    def standing(self) -> StageEventQuerySet:
        """Without those that were taken back."""
        undoings = StageEvent.objects.filter(agreement=OuterRef("agreement"), action=UNDONE)
        spans = undoings.annotate(first=_bound(0), last=_bound(1))
        return self.filter(
            ~Exists(spans.filter(first__lte=OuterRef("number"), last__gte=OuterRef("number")))
        )


class StageEvent(models.Model):
    agreement = models.ForeignKey("agreements.Agreement", models.PROTECT, related_name="events")
    number = models.PositiveIntegerField()
    action = models.CharField(max_length=30)
    from_stage = models.CharField(max_length=40, blank=True)
    to_stage = models.CharField(max_length=40, blank=True)
    reason = models.TextField(blank=True)
    detail = models.JSONField(default=dict)
    # None where no person acted: a stage closed by itself.
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True)
    at = models.DateTimeField()
    previous_hash = models.CharField(max_length=64, blank=True)
    # Whether it was taken back; set by whoever shows the log.
    is_undone = False
    hash = models.CharField(max_length=64)

    objects = StageEventQuerySet.as_manager()

    class Meta:
        ordering = ["agreement", "number"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "number"], name="events_in_one_line")
        ]

    @property
    def actor_name(self) -> str:
        """Who did it, as a reader is told."""
        return str(self.by) if self.by else SYSTEM

    @property
    def title(self) -> str:
        """What happened, in words a reader of the history understands."""
        track = catalogue.pinned_track(self.agreement.track_code, self.agreement.track_version)
        names = {stage.code: stage.name for stage in track.stages}
        need = track.requirement(self.from_stage, self.detail.get("requirement", ""))
        if need:
            return (
                f"{need.text}{': ' + self.detail['outcome'] if self.detail.get('outcome') else ''}"
            )
        to_stage = names.get(self.to_stage, self.to_stage)
        return TITLES.get(self.action, self.action).format(
            stage=to_stage,
            duty=self.detail.get("duty", ""),
            what=self.detail.get("what", ""),
            until=_day(self.detail.get("until")),
        )

    def sealed(self) -> str:
        """The hash this row must carry."""
        content = [
            self.previous_hash,
            self.agreement_id,
            self.number,
            self.action,
            self.from_stage,
            self.to_stage,
            self.reason,
            self.detail,
            self.by_id,
            self.at.isoformat(),
        ]
        return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


def chain_is_intact(agreement: Agreement, events: list[StageEvent] | None = None) -> bool:
    """Whether no event of the case was altered, removed or slipped in; `events` are those in their
    order, if read already.
    """
    previous = ""
    for number, event in enumerate(
        agreement.events.order_by("number") if events is None else events, start=1
    ):
        if (
            event.number != number
            or event.previous_hash != previous
            or event.hash != event.sealed()
        ):
            return False
        previous = event.hash
    return True
