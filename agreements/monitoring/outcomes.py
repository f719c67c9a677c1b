"""What became of what somebody sent, as messages: each entry in the log that others wait for, with
whom it is told.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from agreements.models import Report, StageEvent
from agreements.models.event import UNDONE, StageEventQuerySet
from agreements.regulations.naming import verdict_of
from agreements.regulations.vocabulary import Actor, Requirement
from agreements.regulations.vocabulary import RequirementKind as Needed
from agreements.workflow.evaluation import is_unfavourable
from kerjasama.accounts.models import Role
from kerjasama.accounts.policy import OFFICE, OPD_ROLES, RoleHolders
from kerjasama.notices.models import Kind, Notice
from kerjasama.notices.telling import Mark, Task, read_shared, register_outcomes

from .turns import CASE, HANDS_ON, case_name_of, page_of_case

NEWS, MET = "kabar/", "penuhi"
# What happened longer ago is no news any more.
STALE = timedelta(14)
LEADERS = (Role.SEKDA, Role.HEAD_OF_REGION)
# Besides roles: whoever handed the case on last, whoever had it in hand in this stage, who
# submitted the report.
SENDER, INVOLVED, REPORTER = "pengirim", "terlibat", "pelapor"


# Whoever got a task or message about the case since what is taken back now was done.
TOLD_SINCE = "diberi tahu"


@dataclass(frozen=True)
class OutcomeText:
    """The words before the title of the case, and who reads them; `page` is where they lead.

    It is the outcome of what people sent only for those of them who did one of the acts `sent`;
    the others learn how the case goes.
    """

    words: str
    to: tuple[str, ...]
    kind: Kind = Kind.OUTCOME
    page: str = "kerja-sama"
    sent: tuple[str, ...] = HANDS_ON


REPORTS, ADVICE = ("laporan diajukan",), ("saran masa berlaku",)
CORRECTIONS, REMOVALS, PROGRESS = ("usul koreksi",), ("usul hapus isi",), ("capaian diajukan",)
SIGNINGS = ("jadwal ttd", "jadwal ttd diubah")
EVERY_SIDE = (*OPD_ROLES, *OFFICE, INVOLVED)
BOTH = (*OPD_ROLES, *OFFICE)
SIGNING = (*OPD_ROLES, *OFFICE, *LEADERS)
OF_EVENT = {
    "kembalikan": OutcomeText("Dikembalikan", (*OPD_ROLES, SENDER)),
    "ditolak": OutcomeText("Ditolak", EVERY_SIDE),
    "ditarik": OutcomeText("Ditarik", EVERY_SIDE),
    "ditangguhkan": OutcomeText("Ditangguhkan", EVERY_SIDE),
    "lanjutkan": OutcomeText("Dilanjutkan", EVERY_SIDE),
    "buka kembali": OutcomeText("Dibuka kembali", EVERY_SIDE),
    "teruskan": OutcomeText("Masuk tahap berikutnya", OPD_ROLES, Kind.NEWS),
    "selesaikan": OutcomeText("Seluruh tahap selesai", BOTH),
    "ganti versi alur": OutcomeText("Pindah versi alur", BOTH, Kind.NEWS),
    "adendum": OutcomeText("Adendum ditandatangani", BOTH),
    "perpanjangan": OutcomeText("Diperpanjang", BOTH),
    "pengakhiran": OutcomeText("Diakhiri", BOTH),
    "putus docx": OutcomeText("Perubahan dari mitra diputus", BOTH, sent=("terima docx",)),
    "tanda tangan elektronik": OutcomeText("Ditandatangani secara elektronik", BOTH),
    "rapat dicatat": OutcomeText("Rapat TKKSD", (*OPD_ROLES, Role.TKKSD), Kind.COURSE),
    "rapat diubah": OutcomeText("Rapat TKKSD diubah", (*OPD_ROLES, Role.TKKSD), Kind.COURSE),
    "rapat dikoreksi": OutcomeText("Rapat TKKSD dikoreksi", (*OPD_ROLES, Role.TKKSD), Kind.NEWS),
    "kewajiban dipenuhi": OutcomeText("Kewajiban dipenuhi", OPD_ROLES, Kind.NEWS),
    "kewajiban dibebaskan": OutcomeText("Kewajiban dibebaskan", BOTH, Kind.COURSE),
    "kewajiban naskah": OutcomeText("Kewajiban menurut naskah dicatat", BOTH, Kind.NEWS),
    "kewajiban naskah diakhiri": OutcomeText("Kewajiban menurut naskah diakhiri", BOTH, Kind.NEWS),
    "laporan dikembalikan": OutcomeText(
        "Laporan dikembalikan", (*OPD_ROLES, REPORTER), sent=REPORTS
    ),
    "laporan dibuka kembali": OutcomeText(
        "Laporan dibuka kembali", (*OPD_ROLES, REPORTER), sent=REPORTS
    ),
    "laporan diterima": OutcomeText("Laporan diterima", (*OPD_ROLES, REPORTER), sent=REPORTS),
    "jadwal ttd": OutcomeText(
        "Penandatanganan dijadwalkan", SIGNING, Kind.COURSE, "penandatanganan-berkas"
    ),
    "jadwal ttd diubah": OutcomeText(
        "Jadwal penandatanganan diubah", SIGNING, Kind.COURSE, "penandatanganan-berkas"
    ),
    "jadwal ttd dikoreksi": OutcomeText(
        "Acara penandatanganan dikoreksi", SIGNING, Kind.NEWS, "penandatanganan-berkas"
    ),
    "jadwal ttd terlaksana": OutcomeText(
        "Penandatanganan terlaksana", SIGNING, Kind.NEWS, "penandatanganan-berkas"
    ),
    "jadwal ttd ditunda": OutcomeText(
        "Penandatanganan ditunda", SIGNING, Kind.COURSE, "penandatanganan-berkas"
    ),
    "jadwal ttd dibatalkan": OutcomeText(
        "Penandatanganan dibatalkan", SIGNING, Kind.COURSE, "penandatanganan-berkas"
    ),
    "keputusan masa berlaku": OutcomeText(
        "Masa berlaku diputus", BOTH, page="perubahan", sent=ADVICE
    ),
    "saran masa berlaku": OutcomeText(
        "Saran OPD tentang masa berlaku", (Role.SECTION_HEAD, Role.SEKDA), Kind.COURSE, "perubahan"
    ),
    "ubah rencana kerja": OutcomeText("Rencana kerja diubah", BOTH, Kind.NEWS, "rencana-kerja"),
    "capaian diverifikasi": OutcomeText(
        "Capaian diverifikasi", OPD_ROLES, page="rencana-kerja", sent=PROGRESS
    ),
    "capaian dikembalikan": OutcomeText(
        "Capaian dikembalikan", OPD_ROLES, page="rencana-kerja", sent=PROGRESS
    ),
    "evaluasi dikembalikan": OutcomeText(
        "Isian evaluasi dikembalikan", BOTH, page="evaluasi", sent=("evaluasi diisi",)
    ),
    "evaluasi disimpulkan": OutcomeText(
        "Evaluasi disimpulkan", (*BOTH, Role.TKKSD), page="evaluasi", sent=("evaluasi diisi",)
    ),
    "usul koreksi": OutcomeText("Koreksi diusulkan", OFFICE, Kind.COURSE),
    "koreksi": OutcomeText("Dikoreksi", BOTH, sent=CORRECTIONS),
    "tolak koreksi": OutcomeText("Usulan koreksi ditolak", BOTH, sent=CORRECTIONS),
    "tarik koreksi": OutcomeText("Usulan koreksi ditarik", OFFICE, Kind.NEWS),
    "usul hapus isi": OutcomeText("Penghapusan isi berkas diusulkan", OFFICE, Kind.COURSE),
    "hapus isi": OutcomeText("Isi berkas dihapus", BOTH, sent=REMOVALS),
    "batal hapus isi": OutcomeText("Isi berkas tidak jadi dihapus", OFFICE, Kind.NEWS),
    "koreksi indikator": OutcomeText("Indikator dikoreksi", BOTH, Kind.COURSE),
    "koreksi capaian": OutcomeText("Realisasi indikator dikoreksi", BOTH, Kind.COURSE),
    "koreksi nilai": OutcomeText("Nilai kerja sama dikoreksi", BOTH, Kind.COURSE),
    "koreksi naskah lama": OutcomeText("Catatan naskah lama dikoreksi", BOTH, Kind.NEWS),
    "batal naskah lama": OutcomeText("Pencatatan naskah lama dibatalkan", OPD_ROLES, Kind.NEWS),
    "unit digabung": OutcomeText("Unit digabung", BOTH, Kind.NEWS),
    UNDONE: OutcomeText("Tindakan dibatalkan", (TOLD_SINCE,), Kind.COURSE),
}
# What nobody is told, and why.
UNTOLD = {
    "mulai": "A draft stands in its authors' list; nobody else has seen it.",
    "ubah isi": "Editing is no news: whoever judges it sees what changed when the turn comes.",
    "ubah redaksi": "Editing is no news: whoever judges it sees what changed when the turn comes.",
    "salin": "A copy stands in its author's list; nobody else has seen it.",
    "terima docx": "It is a task of whoever decides about its changes.",
    "kembali ke pengirim": "It is a task of whoever sent it back.",
    "lewati": "A stage that does not apply keeps nobody waiting; the one that follows is told.",
    "perbaiki": "Once all is mended it is a task of whoever sent it back.",
    "kirim surel kepada mitra": "Whoever wrote it sees how it goes; what fails is a task.",
    "kirim ulang surel kepada mitra": "Whoever sent it sees how it goes; what fails is a task.",
    "surat dibuat": "Whoever ordered it sees it on the page; what fails is a task.",
    "laporan diajukan": "It is a task of whoever judges it.",
    "capaian diajukan": "It is a task of whoever verifies it.",
    "evaluasi dimulai": "It is a task of each whose view is asked.",
    "evaluasi diisi": "Once all have answered it is a task of whoever concludes it.",
    "kelengkapan rangkap": "Working notes before a signing; its page shows what is missing.",
    "naskah asli": "It says where an original is; one that is overdue or lost is told or a task.",
    "catat naskah lama": (
        "It records what is in force already; its duties are told before they are due."
    ),
}
# What makes an earlier message about the same thing old news: who has not read that one yet, need
# not.
REPLACES = {
    **dict.fromkeys(("lanjutkan", "buka kembali"), ("ditolak", "ditarik", "ditangguhkan")),
    **dict.fromkeys(("ditolak", "ditarik", "ditangguhkan"), ("lanjutkan", "buka kembali")),
    **dict.fromkeys(("teruskan", "kembali ke pengirim"), ("kembalikan",)),
    **dict.fromkeys(
        ("laporan diajukan", "laporan diterima"), ("laporan dikembalikan", "laporan dibuka kembali")
    ),
    **dict.fromkeys(("laporan dikembalikan", "laporan dibuka kembali"), ("laporan diterima",)),
    **dict.fromkeys(("capaian diajukan", "capaian diverifikasi"), ("capaian dikembalikan",)),
    **dict.fromkeys(
        ("jadwal ttd ditunda", "jadwal ttd dibatalkan", "jadwal ttd terlaksana"), SIGNINGS
    ),
    **dict.fromkeys(SIGNINGS, (*SIGNINGS, "jadwal ttd ditunda", "jadwal ttd dibatalkan")),
    **dict.fromkeys(("koreksi", "tolak koreksi", "tarik koreksi"), CORRECTIONS),
    **dict.fromkeys(("hapus isi", "batal hapus isi"), REMOVALS),
}
# The same thing is what agrees in all of these that both entries name.
SAME = ("code", "period", "kind", "proposal", "old", "model", "row", "activity", "quarter")
# Whose records are decisions that the OPD waits for; the others only keep the file complete.
DECIDES = frozenset(
    {
        Actor.TKKSD,
        Actor.DPRD,
        Actor.GOVERNOR,
        Actor.MINISTER,
        Actor.FOREIGN_MINISTER,
        Actor.PARTNER,
        Actor.HEAD_OF_REGION,
    }
)


@register_outcomes(CASE, Kind.OUTCOME, Kind.COURSE, Kind.NEWS)
def outcome_messages(marks: Collection[Mark]) -> Iterator[Task]:
    """What these entries tell, each to whom it concerns but never to whoever did it."""
    wanted = {(mark.key, mark.event) for mark in marks}
    since = timezone.now() - STALE
    rows = StageEvent.objects.filter(
        agreement__in={key for key, _ in wanted}, number__in={n for _, n in wanted}, at__gte=since
    )
    rows = rows.select_related("agreement", "by").defer("agreement__search").order_by("pk")
    events = [event for event in rows if (event.agreement_id, event.number) in wanted]
    old = {key for event in events for key in _old_news(event)}
    Notice.objects.filter(key__in=old, done_at=None).update(done_at=timezone.now())
    seats = read_shared(RoleHolders)
    for event in events:
        told = _outcome_text_of(event)
        if told and _key(event.agreement_id, event.number) not in old:
            yield from _messages(event, told, seats)


def _key(case: int, number: int) -> str:
    return f"{NEWS}{case}/{number}"


def _old_news(event: StageEvent) -> list[str]:
    """The messages that nobody need read after this: about what was taken back, and about what it
    replaces.
    """
    first, last = event.detail["undoes"] if event.action == UNDONE else (0, -1)
    earlier = StageEvent.objects.filter(
        agreement=event.agreement_id,
        number__lt=event.number,
        action__in=REPLACES.get(event.action, ()),
    )
    numbers = (
        [other.number for other in earlier if _is_same(event.detail, other.detail)]
        if event.action in REPLACES
        else []
    )
    return [_key(event.agreement_id, number) for number in (*range(first, last + 1), *numbers)]


def _is_same(one: dict[str, object], other: dict[str, object]) -> bool:
    return all(one[name] == other[name] for name in SAME if name in one and name in other)


def _outcome_text_of(event: StageEvent) -> OutcomeText | None:
    if event.action != MET:
        return OF_EVENT.get(event.action)
    need = event.agreement.track.requirement(event.from_stage, event.detail.get("requirement", ""))
    return _of_requirement(need, event.detail.get("outcome", "")) if need else None


def _of_requirement(need: Requirement, outcome: str) -> OutcomeText | None:
    """An approval or a decision is what the OPD waits for; uploads and other records are no news to
    it.
    """
    if need.kind not in (Needed.APPROVAL, Needed.RECORD) or need.actor is Actor.OPD:
        return None
    is_decision = (
        need.kind is Needed.APPROVAL or need.actor in DECIDES or is_unfavourable(need, outcome)
    )
    said = outcome or verdict_of(need)
    words = f"{need.text}: {said}" if said else need.text
    return OutcomeText(words, (*OPD_ROLES, SENDER), Kind.OUTCOME if is_decision else Kind.NEWS)


def _messages(event: StageEvent, told: OutcomeText, seats: RoleHolders) -> Iterator[Task]:
    """The message in its two kinds: what became of what somebody sent, and how the case goes for
    all others.
    """
    people = _people(event, told.to, seats) - {event.by_id}
    senders = _senders(event, told.sent) if told.kind is Kind.OUTCOME else frozenset()
    others = Kind.COURSE if told.kind is Kind.OUTCOME else told.kind
    for kind, readers in ((told.kind, people & senders), (others, people - senders)):
        if readers:
            yield _message(event, told, kind, readers)


def _message(event: StageEvent, told: OutcomeText, kind: Kind, readers: frozenset[int]) -> Task:
    case = event.agreement
    what = event.detail.get("duty") or event.detail.get("what") or ""
    words = (
        f"{told.words}: {what}" if what and what.lower() not in told.words.lower() else told.words
    )
    text = "\n".join(line for line in (event.reason.strip(), f"Oleh {event.actor_name}.") if line)
    subject = f"{words}. {case.title}" if ":" in words else f"{words}: {case.title}"
    url = page_of_case(case.pk) if told.page == "kerja-sama" else reverse(told.page, args=[case.pk])
    return Task(
        kind,
        _key(case.pk, event.number),
        readers,
        subject,
        partial(str, text),
        url,
        case_name_of(case.pk),
    )


def _people(event: StageEvent, to: tuple[str, ...], seats: RoleHolders) -> frozenset[int]:
    case = event.agreement
    roles = {role for role in to if role in Role.values}
    if INVOLVED in to:
        had_it = set(case.clocks.filter(owner__in=Role.values).values_list("stage_code", "owner"))
        roles = _who_saw(roles, {owner for _, owner in had_it})
        roles |= {owner for stage, owner in had_it if stage == event.from_stage}
    found = seats.among(roles, case.owner_id)
    if SENDER in to:
        found |= _sender(event)
    if TOLD_SINCE in to:
        found |= _notified_since(event)
    if REPORTER in to:
        mine = Q(duty_code=event.detail.get("code", ""), period=event.detail.get("period") or None)
        found |= frozenset(
            Report.objects.filter(mine, agreement=case, submitted_by__isnull=False).values_list(
                "submitted_by", flat=True
            )
        )
    return found


def _who_saw(roles: set[str], had_it: set[str]) -> set[str]:
    """Of these roles those before whom the case has ever come: the head of the OPD after its staff,
    the office after the OPD.
    """
    beyond_staff = had_it - {Role.OPD}
    left_the_opd = beyond_staff - {Role.OPD_HEAD}
    unseen = {Role.OPD_HEAD} if not beyond_staff else set()
    return roles - unseen - (set() if left_the_opd else set(OFFICE))


def _notified_since(event: StageEvent) -> frozenset[int]:
    first, _ = event.detail["undoes"]
    done = StageEvent.objects.filter(agreement=event.agreement_id, number=first).values("at")[:1]
    rows = Notice.objects.filter(
        about=case_name_of(event.agreement_id), created_at__gte=done, is_announced=True
    )
    return frozenset(rows.values_list("user", flat=True))


def _earlier(event: StageEvent, acts: tuple[str, ...]) -> StageEventQuerySet:
    """What people did of these acts before, as far as it stands."""
    rows = StageEvent.objects.filter(
        agreement=event.agreement_id, number__lt=event.number, by__isnull=False
    )
    return rows.filter(action__in=acts).standing()


def _senders(event: StageEvent, acts: tuple[str, ...]) -> frozenset[int]:
    """Who sent what this entry is the outcome of."""
    return frozenset(_earlier(event, acts).values_list("by", flat=True))


def _sender(event: StageEvent) -> frozenset[int]:
    """Who handed the case to whoever acted now."""
    rows = _earlier(event, HANDS_ON).exclude(by=event.by_id).order_by("-number")
    return frozenset(rows.values_list("by", flat=True)[:1])
