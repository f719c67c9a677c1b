"""The append-only log of stages. The database refuses update, delete and truncate; each row seals
the one before.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, IntegerField, OuterRef, Q
from django.db.models.fields.json import KeyTextTransform, KeyTransform
from django.db.models.functions import Cast
from django.utils.formats import date_format

from agreements.regulations import catalogue

if TYPE_CHECKING:
    from agreements.models import Agreement

SYSTEM = "Sistem"


# What an entry keeps beside its words: keys, hashes, what was changed.
LogDetail = Mapping[str, Any]


class LogAction(StrEnum):
    """Every kind of entry that the log knows."""

    BEGUN = "mulai"
    REQUIREMENT_MET = "penuhi"
    CONTENT_EDITED = "ubah isi"
    WORDING_EDITED = "ubah redaksi"
    PARTY_DATA_TAKEN = "ambil data mitra"
    CANDIDATE_LISTED = "calon mitra dicatat"
    CANDIDATE_REMOVED = "calon mitra dihapus"
    MITRA_CHOSEN = "mitra dipilih"
    PARTS_TICKED = "tandai bagian naskah luar"
    LINK_GIVEN = "tautan mitra diberikan"
    LINK_SHOWS = "tautan mitra diperbarui"
    LINK_REVOKED = "tautan mitra dicabut"
    ENTRY_RECEIVED = "isian mitra diterima"
    ENTRY_CONFIRMED = "isian mitra dikonfirmasi"
    ENTRY_REFUSED = "isian mitra ditolak"
    DOCX_RECEIVED = "terima docx"
    DOCX_DECIDED = "putus docx"
    MOVED_ON = "teruskan"
    RETURNED_TO_SENDER = "kembali ke pengirim"
    STAGE_SKIPPED = "lewati"
    SENT_BACK = "kembalikan"
    ITEM_MENDED = "perbaiki"
    FINISHED = "selesaikan"
    WITHDRAWN = "ditarik"
    REJECTED = "ditolak"
    SUSPENDED = "ditangguhkan"
    RESUMED = "lanjutkan"
    REOPENED = "buka kembali"
    COPIED = "salin"
    TRACK_VERSION_CHANGED = "ganti versi alur"
    PARTNER_MAIL_WRITTEN = "kirim surel kepada mitra"
    PARTNER_MAIL_SENT_AGAIN = "kirim ulang surel kepada mitra"
    MEETING_RECORDED = "rapat dicatat"
    MEETING_EDITED = "rapat diubah"
    MEETING_CORRECTED = "rapat dikoreksi"
    PAPER_ORDERED = "surat dibuat"
    DUTY_FULFILLED = "kewajiban dipenuhi"
    DUTY_WAIVED = "kewajiban dibebaskan"
    DISPUTE_OPENED = "perselisihan dibuka"
    DISPUTE_STEP_RECORDED = "langkah perselisihan"
    DISPUTE_WITHDRAWN = "perselisihan ditarik"
    WAJIB_RECORDED = "kerja sama wajib dicatat"
    WAJIB_WITHDRAWN = "kerja sama wajib ditarik"
    CONTRACT_DUTY_RECORDED = "kewajiban naskah"
    CONTRACT_DUTY_ENDED = "kewajiban naskah diakhiri"
    CONTRACT_DUTY_PARTIES_NAMED = "pihak kewajiban naskah"
    REPORT_SUBMITTED = "laporan diajukan"
    REPORT_RETURNED = "laporan dikembalikan"
    REPORT_REOPENED = "laporan dibuka kembali"
    REPORT_ACCEPTED = "laporan diterima"
    SIGNING_SCHEDULED = "jadwal ttd"
    SIGNING_EDITED = "jadwal ttd diubah"
    SIGNING_CORRECTED = "jadwal ttd dikoreksi"
    PARTY_DAYS_RECORDED = "hari ttd pihak"
    PARTY_DAYS_CORRECTED = "hari ttd pihak dikoreksi"
    SIGNING_HELD = "jadwal ttd terlaksana"
    SIGNING_POSTPONED = "jadwal ttd ditunda"
    SIGNING_CANCELLED = "jadwal ttd dibatalkan"
    COPIES_CHECKED = "kelengkapan rangkap"
    ORIGINAL_MOVED = "naskah asli"
    LIAISON_CHANGED = "ganti penghubung"
    AMENDED = "adendum"
    EXTENDED = "perpanjangan"
    ENDED = "pengakhiran"
    ENDING_DECIDED = "keputusan masa berlaku"
    ENDING_ADVISED = "saran masa berlaku"
    WORK_PLAN_EDITED = "ubah rencana kerja"
    PROGRESS_SUBMITTED = "capaian diajukan"
    PROGRESS_RETURNED = "capaian dikembalikan"
    PROGRESS_VERIFIED = "capaian diverifikasi"
    EVALUATION_BEGUN = "evaluasi dimulai"
    EVALUATION_ANSWERED = "evaluasi diisi"
    EVALUATION_RETURNED = "evaluasi dikembalikan"
    EVALUATION_CONCLUDED = "evaluasi disimpulkan"
    SIGNED_ELECTRONICALLY = "tanda tangan elektronik"
    SIGNED_BY_HAND = "tanda tangan basah"
    SIGNED_BY_HAND_TAKEN_BACK = "tanda tangan basah ditarik"
    LEGACY_RECORDED = "catat naskah lama"
    CORRECTED = "koreksi"
    CORRECTION_PROPOSED = "usul koreksi"
    CORRECTION_REFUSED = "tolak koreksi"
    CORRECTION_WITHDRAWN = "tarik koreksi"
    REMOVAL_PROPOSED = "usul hapus isi"
    CONTENT_REMOVED = "hapus isi"
    REMOVAL_REFUSED = "batal hapus isi"
    UNITS_MERGED = "unit digabung"
    LEGACY_CORRECTED = "koreksi naskah lama"
    LEGACY_VOIDED = "batal naskah lama"
    UNDONE = "batalkan"
    INDICATOR_CORRECTED = "koreksi indikator"
    RESULT_CORRECTED = "koreksi capaian"
    VALUE_CORRECTED = "koreksi nilai"
    REMINDED = "ingatkan"
    ASSIGNED = "tugaskan"
    RELIEVED = "lepas tugas"
    TERM_BEGUN = "jangka waktu dimulai"
    ARTICLES_RECORDED = "pasal naskah lama"
    EXEMPTION_ASKED = "minta pengecualian"
    EXEMPTION_GIVEN = "beri pengecualian"
    EXEMPTION_REFUSED = "tolak pengecualian"


# What meets a requirement is called by that one.
TITLES = {
    LogAction.BEGUN: "Usulan dibuat",
    LogAction.REQUIREMENT_MET: "Persyaratan dipenuhi",
    LogAction.CONTENT_EDITED: "Isi usulan diubah",
    LogAction.WORDING_EDITED: "Redaksi naskah diubah",
    LogAction.PARTY_DATA_TAKEN: "Data mitra diambil dari daftar mitra: {what}",
    LogAction.CANDIDATE_LISTED: "Calon mitra dicatat: {what}",
    LogAction.CANDIDATE_REMOVED: "Calon mitra dihapus: {what}",
    LogAction.MITRA_CHOSEN: "Mitra dipilih: {what}",
    LogAction.PARTS_TICKED: "Bagian wajib naskah dari luar ditandai: {what}",
    LogAction.LINK_GIVEN: "Tautan diberikan kepada mitra: {what}",
    LogAction.LINK_SHOWS: "Tautan mitra memperlihatkan versi terbaru: {what}",
    LogAction.LINK_REVOKED: "Tautan mitra dicabut: {what}",
    LogAction.ENTRY_RECEIVED: "Isian mitra diterima lewat tautan: {what}",
    LogAction.ENTRY_CONFIRMED: "Isian mitra dikonfirmasi: {what}",
    LogAction.ENTRY_REFUSED: "Isian mitra ditolak: {what}",
    LogAction.DOCX_RECEIVED: "Rancangan dari mitra diterima (DOCX)",
    LogAction.DOCX_DECIDED: "Perubahan dari mitra diputus",
    LogAction.MOVED_ON: "Masuk tahap {stage}",
    LogAction.RETURNED_TO_SENDER: "Diteruskan kembali ke tahap {stage}",
    LogAction.STAGE_SKIPPED: "Tahap {stage} dilewati",
    LogAction.SENT_BACK: "Dikembalikan ke tahap {stage}",
    LogAction.ITEM_MENDED: "Butir perbaikan ditandai selesai",
    LogAction.FINISHED: "Seluruh tahap selesai",
    LogAction.WITHDRAWN: "Usulan ditarik",
    LogAction.REJECTED: "Usulan ditolak",
    LogAction.SUSPENDED: "Ditangguhkan",
    LogAction.RESUMED: "Dilanjutkan",
    LogAction.REOPENED: "Dibuka kembali",
    LogAction.COPIED: "Disalin dari {what}",
    LogAction.TRACK_VERSION_CHANGED: "Pindah versi alur",
    LogAction.PARTNER_MAIL_WRITTEN: "Surel kepada mitra ditulis",
    LogAction.PARTNER_MAIL_SENT_AGAIN: "Surel kepada mitra dikirim ulang",
    LogAction.MEETING_RECORDED: "Rapat TKKSD dicatat: {duty}",
    LogAction.MEETING_EDITED: "Catatan rapat TKKSD diubah: {duty}",
    LogAction.MEETING_CORRECTED: "Catatan rapat TKKSD dikoreksi: {duty}",
    LogAction.PAPER_ORDERED: "Dokumen diminta: {duty}",
    LogAction.DUTY_FULFILLED: "Kewajiban dipenuhi: {duty}",
    LogAction.DUTY_WAIVED: "Kewajiban dibebaskan: {duty}",
    LogAction.CONTRACT_DUTY_RECORDED: "Kewajiban menurut naskah dicatat: {duty}",
    LogAction.CONTRACT_DUTY_ENDED: "Kewajiban menurut naskah diakhiri: {duty}",
    LogAction.CONTRACT_DUTY_PARTIES_NAMED: "Pihak kewajiban menurut naskah ditetapkan: {duty}",
    LogAction.REPORT_SUBMITTED: "Laporan diajukan: {duty}",
    LogAction.REPORT_RETURNED: "Laporan dikembalikan: {duty}",
    LogAction.REPORT_REOPENED: "Laporan yang diterima dibuka kembali: {duty}",
    LogAction.REPORT_ACCEPTED: "Laporan diterima: {duty}",
    LogAction.SIGNING_SCHEDULED: "Penandatanganan dijadwalkan: {what}",
    LogAction.SIGNING_EDITED: "Jadwal penandatanganan diubah: {what}",
    LogAction.SIGNING_CORRECTED: "Catatan acara penandatanganan dikoreksi: {what}",
    LogAction.PARTY_DAYS_RECORDED: "Hari tanda tangan tiap pihak dicatat: {what}",
    LogAction.PARTY_DAYS_CORRECTED: "Hari tanda tangan tiap pihak dikoreksi: {what}",
    LogAction.SIGNING_HELD: "Penandatanganan terlaksana: {what}",
    LogAction.SIGNING_POSTPONED: "Penandatanganan ditunda: {what}",
    LogAction.SIGNING_CANCELLED: "Penandatanganan dibatalkan: {what}",
    LogAction.DISPUTE_OPENED: "Perselisihan dicatat",
    LogAction.DISPUTE_STEP_RECORDED: "Perselisihan, {what}",
    LogAction.DISPUTE_WITHDRAWN: "Perselisihan ditarik",
    LogAction.WAJIB_RECORDED: "Kerja sama wajib: {what}",
    LogAction.WAJIB_WITHDRAWN: "Catatan kerja sama wajib ditarik: {what}",
    LogAction.COPIES_CHECKED: "Kelengkapan rangkap asli diperiksa: {what}",
    LogAction.ORIGINAL_MOVED: "Naskah asli {what}",
    LogAction.LIAISON_CHANGED: "Petugas penghubung berganti: {what}",
    LogAction.AMENDED: "Adendum ditandatangani",
    LogAction.EXTENDED: "Diperpanjang sampai {until}",
    LogAction.ENDED: "Diakhiri pada {until}",
    LogAction.ENDING_DECIDED: "Keputusan masa berlaku: {what}",
    LogAction.ENDING_ADVISED: "Saran OPD tentang masa berlaku: {what}",
    LogAction.WORK_PLAN_EDITED: "Rencana kerja diubah: {duty}",
    LogAction.PROGRESS_SUBMITTED: "Capaian diajukan: {duty}",
    LogAction.PROGRESS_RETURNED: "Capaian dikembalikan: {duty}",
    LogAction.PROGRESS_VERIFIED: "Capaian diverifikasi: {duty}",
    LogAction.EVALUATION_BEGUN: "Evaluasi dimulai: {what}",
    LogAction.EVALUATION_ANSWERED: "Evaluasi diisi: {what}",
    LogAction.EVALUATION_RETURNED: "Isian evaluasi dikembalikan: {what}",
    LogAction.EVALUATION_CONCLUDED: "Evaluasi disimpulkan: {what}",
    LogAction.SIGNED_ELECTRONICALLY: "Ditandatangani secara elektronik: {what}",
    LogAction.SIGNED_BY_HAND: "Tanda tangan basah dicatat: {what}",
    LogAction.SIGNED_BY_HAND_TAKEN_BACK: "Catatan tanda tangan basah ditarik: {what}",
    LogAction.LEGACY_RECORDED: "Dicatat dari naskah lama",
    LogAction.CORRECTED: "Koreksi: {what}",
    LogAction.CORRECTION_PROPOSED: "Koreksi diusulkan: {what}",
    LogAction.CORRECTION_REFUSED: "Usulan koreksi ditolak: {what}",
    LogAction.CORRECTION_WITHDRAWN: "Usulan koreksi ditarik: {what}",
    LogAction.REMOVAL_PROPOSED: "Penghapusan isi berkas diusulkan: {what}",
    LogAction.CONTENT_REMOVED: "Isi berkas dihapus: {what}",
    LogAction.REMOVAL_REFUSED: "Isi berkas tidak jadi dihapus: {what}",
    LogAction.UNITS_MERGED: "Unit digabung: {what}",
    LogAction.LEGACY_CORRECTED: "Catatan naskah lama dikoreksi",
    LogAction.LEGACY_VOIDED: "Pencatatan naskah lama dibatalkan",
    LogAction.UNDONE: "Dibatalkan: {what}",
    LogAction.INDICATOR_CORRECTED: "Indikator dikoreksi: {what}",
    LogAction.RESULT_CORRECTED: "Realisasi indikator dikoreksi: {what}",
    LogAction.VALUE_CORRECTED: "Nilai kerja sama dikoreksi: {what}",
    LogAction.REMINDED: "Diingatkan: {what}",
    LogAction.ASSIGNED: "Ditugaskan kepada {what}",
    LogAction.RELIEVED: "Tidak lagi ditangani {what}",
    LogAction.TERM_BEGUN: "Jangka waktu mulai dihitung: {what}",
    LogAction.ARTICLES_RECORDED: "Pasal naskah lama dicatat: {what}",
    LogAction.EXEMPTION_ASKED: "Pengecualian pemisahan tugas diminta: {what}",
    LogAction.EXEMPTION_GIVEN: "Pengecualian pemisahan tugas diberikan: {what}",
    LogAction.EXEMPTION_REFUSED: "Pengecualian pemisahan tugas ditolak: {what}",
}


def _day(written: str | None) -> str:
    return date_format(date.fromisoformat(written), "j F Y") if written else ""


def _bound(place: int) -> Cast:
    """The first or the last number that an undoing takes back."""
    return Cast(KeyTextTransform(str(place), KeyTransform("undoes", "detail")), IntegerField())


class StageEventQuerySet(models.QuerySet):
    def standing(self) -> StageEventQuerySet:
        """Without those that were taken back."""
        own = StageEvent.objects.filter(agreement=OuterRef("agreement"))
        undoings = own.filter(action=LogAction.UNDONE)
        spans = undoings.annotate(first=_bound(0), last=_bound(1))
        return self.filter(
            ~Exists(spans.filter(first__lte=OuterRef("number"), last__gte=OuterRef("number")))
        )


# What an entry seals besides, as far as it has it: earlier ones were sealed without.
ACTED = ("seat_key", "role", "seat", "in_name_of", "seen")


# What moved or halted a case, or took something back: few entries, however long somebody types.
HALTED = (LogAction.WITHDRAWN, LogAction.REJECTED, LogAction.SUSPENDED)
MOVES = ~Q(from_stage=F("to_stage")) | Q(action__in=[LogAction.UNDONE, *HALTED])


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
    # By which seat it was done, in whose name where not in the holder's own, and what content was
    # there to be seen. Entries from before have none of it.
    seat_key = models.PositiveBigIntegerField(null=True)
    role = models.CharField(max_length=20, blank=True)
    seat = models.CharField(max_length=300, blank=True)
    in_name_of = models.CharField(max_length=200, blank=True)
    seen = models.CharField(max_length=64, blank=True)
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
        indexes = [
            models.Index(fields=["agreement", "number"], condition=MOVES, name="events_that_move")
        ]

    @property
    def actor_name(self) -> str:
        """Who did it, as a reader is told."""
        return str(self.by) if self.by else SYSTEM

    @property
    def seat_in_words(self) -> str:
        """ "Plh. Sekretaris Daerah a.n. Siti Lestari"; empty where no seat is known."""
        return f"{self.seat} a.n. {self.in_name_of}" if self.in_name_of else self.seat

    @property
    def is_exempt(self) -> bool:
        """Whether the separation of duties was or is set aside by it."""
        return self.action == LogAction.EXEMPTION_GIVEN or bool(self.detail.get("exempt"))

    @property
    def printed_reason(self) -> str:
        """The reason as papers give it; that of a correction is not for them."""
        return "" if LogAction.CORRECTED in self.action else self.reason

    @property
    def title(self) -> str:
        """What happened, in words a reader of the history understands."""
        track = catalogue.pinned_track(self.agreement.track_code, self.agreement.track_version)
        names = {stage.code: stage.name for stage in track.stages}
        need = track.requirement(self.from_stage, self.detail.get("requirement", ""))
        if need:
            return ": ".join(filter(None, (need.text, self.detail.get("outcome"))))
        to_stage = names.get(self.to_stage, self.to_stage)
        return TITLES[LogAction(self.action)].format(
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
        acted = {name: getattr(self, name) for name in ACTED if getattr(self, name)}
        if acted:
            content.append(acted)
        return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


def chain_is_intact(agreement: Agreement, events: list[StageEvent] | None = None) -> bool:
    """Whether no event of the case was altered, removed or slipped in; `events` are those in their
    order, if read already.
    """
    if events is None:
        events = list(agreement.events.order_by("number"))
    return links_hold(agreement, events, 1, "")


def links_hold(agreement: Agreement, events: list[StageEvent], first: int, previous: str) -> bool:
    """Whether each of these entries is as it was sealed, and follows on the one before; they begin
    with that number, after an entry with that hash.
    """
    for number, event in enumerate(events, start=first):
        if (
            event.number != number
            or event.previous_hash != previous
            or event.hash != event.sealed()
        ):
            return False
        previous = event.hash
    return True
