"""What became of what somebody sent, as messages: each entry in the log that others wait for, with whom it is told."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from agreements.models import Report, StageEvent
from agreements.regulations.vocabulary import Actor, Requirement
from agreements.regulations.vocabulary import Kind as Needed
from agreements.workflow.evaluation import is_unfavourable
from kerjasama.accounts.models import Role
from kerjasama.accounts.policy import OFFICE, OPD_ROLES, Seats
from kerjasama.notices.models import Kind, Notice
from kerjasama.notices.telling import Mark, Task, outcomes, shared

from .turns import CASE, HANDS_ON, name_of, page_of

NEWS = "kabar/"
# What happened longer ago is no news any more.
STALE = timedelta(14)
UNDONE = "batalkan"
LEADERS = (Role.SEKDA, Role.HEAD_OF_REGION)
# Besides roles: whoever handed the case on last, whoever had it in hand in this stage, who submitted the report.
SENDER, INVOLVED, REPORTER = "pengirim", "terlibat", "pelapor"


@dataclass(frozen=True)
class Told:
    """The words before the title of the case, and who reads them; `page` is where they lead."""

    words: str
    to: tuple[str, ...]
    kind: Kind = Kind.OUTCOME
    page: str = "kerja-sama"


EVERY_SIDE = (*OPD_ROLES, *OFFICE, INVOLVED)
BOTH = (*OPD_ROLES, *OFFICE)
SIGNING = (*OPD_ROLES, *OFFICE, *LEADERS)
OF_EVENT = {
    "kembalikan": Told("Dikembalikan", (*OPD_ROLES, SENDER)),
    "ditolak": Told("Ditolak", EVERY_SIDE),
    "ditarik": Told("Ditarik", EVERY_SIDE),
    "ditangguhkan": Told("Ditangguhkan", EVERY_SIDE),
    "lanjutkan": Told("Dilanjutkan", EVERY_SIDE),
    "buka kembali": Told("Dibuka kembali", EVERY_SIDE),
    "teruskan": Told("Masuk tahap berikutnya", OPD_ROLES, Kind.NEWS),
    "selesaikan": Told("Seluruh tahap selesai", BOTH),
    "ganti versi alur": Told("Pindah versi alur", BOTH, Kind.NEWS),
    "adendum": Told("Adendum ditandatangani", BOTH),
    "perpanjangan": Told("Diperpanjang", BOTH),
    "pengakhiran": Told("Diakhiri", BOTH),
    "putus docx": Told("Perubahan dari mitra diputus", BOTH),
    "tanda tangan elektronik": Told("Ditandatangani secara elektronik", BOTH),
    "rapat dicatat": Told("Rapat TKKSD", (*OPD_ROLES, Role.TKKSD)),
    "rapat diubah": Told("Rapat TKKSD diubah", (*OPD_ROLES, Role.TKKSD)),
    "rapat dikoreksi": Told("Rapat TKKSD dikoreksi", (*OPD_ROLES, Role.TKKSD), Kind.NEWS),
    "kewajiban dipenuhi": Told("Kewajiban dipenuhi", OPD_ROLES, Kind.NEWS),
    "kewajiban dibebaskan": Told("Kewajiban dibebaskan", BOTH),
    "kewajiban naskah": Told("Kewajiban menurut naskah dicatat", BOTH, Kind.NEWS),
    "kewajiban naskah diakhiri": Told("Kewajiban menurut naskah diakhiri", BOTH, Kind.NEWS),
    "laporan dikembalikan": Told("Laporan dikembalikan", (*OPD_ROLES, REPORTER)),
    "laporan dibuka kembali": Told("Laporan dibuka kembali", (*OPD_ROLES, REPORTER)),
    "laporan diterima": Told("Laporan diterima", (*OPD_ROLES, REPORTER)),
    "jadwal ttd": Told("Penandatanganan dijadwalkan", SIGNING, page="penandatanganan-berkas"),
    "jadwal ttd diubah": Told("Jadwal penandatanganan diubah", SIGNING, page="penandatanganan-berkas"),
    "jadwal ttd dikoreksi": Told("Acara penandatanganan dikoreksi", SIGNING, Kind.NEWS, "penandatanganan-berkas"),
    "jadwal ttd terlaksana": Told("Penandatanganan terlaksana", SIGNING, Kind.NEWS, "penandatanganan-berkas"),
    "jadwal ttd ditunda": Told("Penandatanganan ditunda", SIGNING, page="penandatanganan-berkas"),
    "jadwal ttd dibatalkan": Told("Penandatanganan dibatalkan", SIGNING, page="penandatanganan-berkas"),
    "keputusan masa berlaku": Told("Masa berlaku diputus", BOTH, page="perubahan"),
    "saran masa berlaku": Told("Saran OPD tentang masa berlaku", (Role.SECTION_HEAD, Role.SEKDA), page="perubahan"),
    "ubah rencana kerja": Told("Rencana kerja diubah", BOTH, Kind.NEWS, "rencana-kerja"),
    "capaian diverifikasi": Told("Capaian diverifikasi", OPD_ROLES, page="rencana-kerja"),
    "capaian dikembalikan": Told("Capaian dikembalikan", OPD_ROLES, page="rencana-kerja"),
    "evaluasi dikembalikan": Told("Isian evaluasi dikembalikan", BOTH, page="evaluasi"),
    "evaluasi disimpulkan": Told("Evaluasi disimpulkan", (*BOTH, Role.TKKSD), page="evaluasi"),
    "usul koreksi": Told("Koreksi diusulkan", OFFICE),
    "koreksi": Told("Dikoreksi", BOTH),
    "tolak koreksi": Told("Usulan koreksi ditolak", BOTH),
    "tarik koreksi": Told("Usulan koreksi ditarik", OFFICE, Kind.NEWS),
    "usul hapus isi": Told("Penghapusan isi berkas diusulkan", OFFICE),
    "hapus isi": Told("Isi berkas dihapus", BOTH),
    "batal hapus isi": Told("Isi berkas tidak jadi dihapus", OFFICE, Kind.NEWS),
    "koreksi indikator": Told("Indikator dikoreksi", BOTH),
    "koreksi capaian": Told("Realisasi indikator dikoreksi", BOTH),
    "koreksi nilai": Told("Nilai kerja sama dikoreksi", BOTH),
    "koreksi naskah lama": Told("Catatan naskah lama dikoreksi", BOTH, Kind.NEWS),
    "batal naskah lama": Told("Pencatatan naskah lama dibatalkan", OPD_ROLES, Kind.NEWS),
    "unit digabung": Told("Unit digabung", BOTH, Kind.NEWS),
    UNDONE: Told("Tindakan dibatalkan", EVERY_SIDE),
}
# Whose records are decisions that the OPD waits for; the others only keep the file complete.
DECIDES = frozenset({Actor.TKKSD, Actor.DPRD, Actor.GOVERNOR, Actor.MINISTER, Actor.FOREIGN_MINISTER, Actor.PARTNER, Actor.HEAD_OF_REGION})


@outcomes(CASE, Kind.OUTCOME, Kind.NEWS)
def messages(marks: Collection[Mark]) -> Iterator[Task]:
    """What these entries tell, each to whom it concerns but never to whoever did it."""
    wanted = {(mark.key, mark.event) for mark in marks}
    since = timezone.now() - STALE
    rows = StageEvent.objects.filter(agreement__in={key for key, _ in wanted}, number__in={n for _, n in wanted}, at__gte=since)
    rows = rows.select_related("agreement", "by").defer("agreement__search").order_by("pk")
    seats = shared(Seats)
    for event in rows:
        if (event.agreement_id, event.number) in wanted:
            if event.action == UNDONE:
                _take_back(event)
            told = _told_of(event)
            if told:
                yield _message(event, told, seats)


def _told_of(event: StageEvent) -> Told | None:
    if event.action != "penuhi":
        return OF_EVENT.get(event.action)
    need = event.agreement.track.requirement(event.from_stage, event.detail.get("requirement", ""))
    return _of_requirement(need, event.detail.get("outcome", "")) if need else None


def _of_requirement(need: Requirement, outcome: str) -> Told | None:
    """An approval or a decision is what the OPD waits for; uploads and other records are no news to it."""
    if need.kind not in (Needed.APPROVAL, Needed.RECORD) or need.actor is Actor.OPD:
        return None
    is_decision = need.kind is Needed.APPROVAL or need.actor in DECIDES or is_unfavourable(need, outcome)
    words = f"{need.text}: {outcome}" if outcome else need.text
    return Told(words, (*OPD_ROLES, SENDER), Kind.OUTCOME if is_decision else Kind.NEWS)


def _message(event: StageEvent, told: Told, seats: Seats) -> Task:
    case = event.agreement
    what = event.detail.get("duty") or event.detail.get("what") or ""
    words = f"{told.words}: {what}" if what and what.lower() not in told.words.lower() else told.words
    people = _people(event, told.to, seats) - {event.by_id}
    text = "\n".join(line for line in (event.reason.strip(), f"Oleh {event.actor_name}.") if line)
    subject = f"{words}. {case.title}" if ":" in words else f"{words}: {case.title}"
    url = page_of(case.pk) if told.page == "kerja-sama" else reverse(told.page, args=[case.pk])
    return Task(told.kind, f"{NEWS}{case.pk}/{event.number}", people, subject, partial(str, text), url, name_of(case.pk))


def _people(event: StageEvent, to: tuple[str, ...], seats: Seats) -> frozenset[int]:
    case, found = event.agreement, seats.among((role for role in to if role in Role.values), event.agreement.owner_id)
    if SENDER in to:
        found |= _sender(event)
    if INVOLVED in to:
        clocks = case.clocks.filter(stage_code=event.from_stage, owner__in=Role.values)
        found |= seats.among(clocks.values_list("owner", flat=True), case.owner_id)
    if REPORTER in to:
        mine = Q(duty_code=event.detail.get("code", ""), period=event.detail.get("period") or None)
        found |= frozenset(Report.objects.filter(mine, agreement=case, submitted_by__isnull=False).values_list("submitted_by", flat=True))
    return found


def _sender(event: StageEvent) -> frozenset[int]:
    """Who handed the case to whoever acted now."""
    earlier = StageEvent.objects.filter(agreement=event.agreement_id, number__lt=event.number, action__in=HANDS_ON, by__isnull=False)
    last = earlier.exclude(by=event.by_id).order_by("-number").values_list("by", flat=True).first()
    return frozenset({last}) if last else frozenset()


def _take_back(event: StageEvent) -> None:
    """What was taken back is no news: who did not read it yet, need not."""
    first, last = event.detail.get("undoes", (0, -1))
    keys = [f"{NEWS}{event.agreement_id}/{number}" for number in range(first, last + 1)]
    Notice.objects.filter(key__in=keys, done_at=None).update(done_at=timezone.now())
