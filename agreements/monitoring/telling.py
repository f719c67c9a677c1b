"""What people are told of, read from how the cases stand, never from the log."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from functools import partial

from django.db.models import Count, Exists, F, Max, OuterRef, Q, QuerySet
from django.db.models.functions import Greatest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from agreements.documents.kinds import KINDS
from agreements.models import (
    STOPPED,
    Agreement,
    Clock,
    Correction,
    Document,
    DocumentState,
    Evaluation,
    FileCheck,
    Original,
    OriginalState,
    Progress,
    ProgressState,
    Signing,
    SigningState,
    State,
)
from agreements.regulations.agreed import AGREED
from agreements.regulations.duties import DUTIES
from agreements.regulations.vocabulary import Duty
from agreements.workflow.deadlines import Calendar
from agreements.workflow.evaluation import roles_of
from kerjasama.accounts.models import Role
from kerjasama.accounts.policy import MANAGERS, OFFICE, OPD_ROLES, Seats, holds_the_ball
from kerjasama.notices.calendar import Entry, dates
from kerjasama.notices.models import Kind
from kerjasama.notices.telling import Task, keep_told, source

from . import evaluating, progress
from .ledger import UNMET, Due, Ledger
from .signing import MAY_KEEP

TURNS, LATE, FAILED, DAMAGED, OWED = "giliran/", "lewat/", "dokumen-gagal/", "arsip/", "kewajiban/"
LENT, LOST, CENSUS = "asli-dipinjam/", "asli-hilang/", "sensus-asli/"
PROGRESS, EVALUATION = "capaian/", "evaluasi/"
# So long before its day a duty is told of; the calendar looks further.
NOTICE, AHEAD = timedelta(30), timedelta(180)
NEEDED = ("title", "state", "track_code", "track_version", "stage_code", "return_to", "owner_id", "holders", "term_key", "term_from")
ATTENDS = frozenset({*OFFICE, Role.SEKDA, Role.HEAD_OF_REGION})
SEES_ALL_EXPIRY = frozenset(OFFICE)
MOST_ENTRIES = 500


def page_of(agreement_id: int) -> str:
    return reverse("kerja-sama", args=[agreement_id])


def _day(day: date) -> str:
    return date_format(day, "j F Y")


@source(TURNS, Kind.TASK)
def turns(of: int | None = None) -> Iterator[Task]:
    """Whoever holds a case, for as long as that clock runs; in all running cases or in one. Of a draft its authors know."""
    clocks = Clock.objects.filter(ended_at=None, owner__in=Role.values, agreement__state=State.RUNNING)
    if of is not None:
        clocks = clocks.filter(agreement=of)
    unmended = Correction.objects.filter(agreement=OuterRef("agreement"), resolved_at=None)
    rows = clocks.select_related("agreement").only("owner", "started_at", *(f"agreement__{name}" for name in NEEDED))
    seats, calendar = Seats(), Calendar()
    for clock in rows.annotate(is_returned=Exists(unmended)):
        case = clock.agreement
        if case.is_draft and not (clock.is_returned or case.return_to):
            continue
        # Clocks that started together share the key: whoever holds two of these roles is told once.
        key = f"{TURNS}{case.pk}/{clock.started_at:%s%f}"
        subject = f"{'Perlu diperbaiki' if clock.is_returned else 'Perlu tindakan Anda'}: {case.title}"
        yield Task(
            Kind.TASK,
            key,
            seats.of(clock.owner, case.owner_id),
            subject,
            partial(_turn, case, calendar, clock.is_returned),
            page_of(case.pk),
        )


def _turn(case: Agreement, calendar: Calendar, is_returned: bool) -> str:
    term = calendar.of(case, timezone.localdate())
    items = case.corrections.filter(resolved_at=None).values_list("text", flat=True) if is_returned else ()
    lines = [f"Tahap {case.stage.name}." + (f" Tenggat {_day(term.due)}." if term else "")]
    return "\n".join(lines + [f"Perbaikan: {item}" for item in items])


@source(LATE, Kind.TERM)
def lapses() -> Iterator[Task]:
    """Cases whose term has passed: their holders; Bagian Kerja Sama where only outside parties hold them."""
    seats, calendar, today = Seats(), Calendar(), timezone.localdate()
    for case in Agreement.objects.running().filter(calendar.overdue(today)).only(*NEEDED):
        inside = [role for role in case.holders if role in Role.values] or [Role.VERIFIER]
        people = seats.among(inside, case.owner_id)
        key = f"{LATE}{case.pk}/{case.term_key}/{case.term_from}"
        yield Task(Kind.TERM, key, people, f"Lewat tenggat: {case.title}", partial(_lapse, case, calendar), page_of(case.pk))


def _lapse(case: Agreement, calendar: Calendar) -> str:
    term = calendar.of(case, timezone.localdate())
    return f"Tahap {case.stage.name}, bola di {case.holder_names}. Tenggat sudah lewat{f' sejak {_day(term.due)}' if term else ''}."


@source(FAILED, Kind.TASK)
def failures() -> Iterator[Task]:
    """Papers of the current stage that could not be made: those who may order them."""
    newer = Document.objects.filter(agreement=OuterRef("agreement"), kind=OuterRef("kind"), pk__gt=OuterRef("pk"))
    failed = Document.objects.filter(
        ~Exists(newer), state=DocumentState.FAILED, agreement__state=State.RUNNING, stage_code=F("agreement__stage_code")
    )
    seats = Seats()
    for paper in failed.select_related("agreement").only("kind", "error", *(f"agreement__{name}" for name in NEEDED)):
        case = paper.agreement
        for need in case.stage.requirements:
            if need.document == paper.kind:
                people = seats.among(roles_of(need), case.owner_id)
                subject = f"Dokumen gagal dibuat: {need.text}, {case.title}"
                yield Task(Kind.TASK, f"{FAILED}{paper.pk}", people, subject, partial(str, paper.error), page_of(case.pk))


@source(DAMAGED, Kind.TASK)
def damages() -> Iterator[Task]:
    """Stored files found lost or altered: whoever looks after the archive, until they are restored."""
    seats = Seats()
    people = seats.among(MANAGERS, 0)
    for row in FileCheck.objects.damaged():
        text = f"Berkas {row.sha256} {row.get_state_display().lower()} sejak {_day(timezone.localdate(row.damaged_at))}."
        yield Task(Kind.TASK, f"{DAMAGED}{row.pk}/{row.damaged_at:%s}", people, "Berkas arsip rusak", partial(str, text), reverse("arsip"))


@source(OWED, Kind.DUTY)
def owed() -> Iterator[Task]:
    """Duties that are late or soon due."""
    seats, today = Seats(), timezone.localdate()
    dues = [due for due in Ledger(Agreement.objects.all(), today, UNMET, until=today + NOTICE) if due.has_begun]
    cases = Agreement.objects.only("title", "owner_id").in_bulk({due.agreement_id for due in dues})
    for due in dues:
        case, duty = cases[due.agreement_id], due.duty
        people = seats.among(_workers(duty), case.owner_id)
        key = f"{OWED}{case.pk}/{duty.code}/{due.period}"
        yield Task(Kind.DUTY, key, people, f"{duty.text}, {due.label}: {case.title}", partial(_due, due), page_of(case.pk))


def _workers(duty: Duty) -> frozenset[str]:
    """The roles that do the work; the head of region is spared what the office records for him."""
    return frozenset(Role[who.name] for who in ((duty.recorder,) if duty.recorder else duty.entered_by))


def _due(due: Due) -> str:
    return f"Jatuh tempo {_day(due.due_on)} ({due.duty.citation})."


@source(LENT, Kind.TERM)
def borrowed_too_long() -> Iterator[Task]:
    """Originals that are not back on their day: Bagian Kerja Sama, and the OPD of the case."""
    seats, today = Seats(), timezone.localdate()
    for row in Original.objects.overdue(today).select_related("agreement").defer("agreement__search"):
        case = row.agreement
        people = seats.among((*MAY_KEEP, Role.OPD), case.owner_id)
        subject = f"Naskah asli belum kembali: {case.title}"
        text = f"{KINDS[row.kind].title}, {row.label.lower()}, dipinjam {row.holder}, kembali paling lambat {_day(row.due_on)}."
        yield Task(Kind.TERM, f"{LENT}{row.pk}/{row.due_on}", people, subject, partial(str, text), _page_of_original(row))


@source(LOST, Kind.TASK)
def lost() -> Iterator[Task]:
    """Originals that are missing: the Kepala Bagian, until they are found."""
    people = Seats().of(Role.SECTION_HEAD, 0)
    for row in Original.objects.filter(state=OriginalState.LOST).select_related("agreement").defer("agreement__search"):
        text = f"{KINDS[row.kind].title}, {row.label.lower()}. {row.reason}"
        key, subject = f"{LOST}{row.pk}", f"Naskah asli hilang: {row.agreement.title}"
        yield Task(Kind.TASK, key, people, subject, partial(str, text), _page_of_original(row))


@source(CENSUS, Kind.TASK)
def census() -> Iterator[Task]:
    """From each January on, until every original was looked for: Bagian Kerja Sama."""
    year, seats = timezone.localdate().year, Seats()
    left = Original.objects.unmarked(year).count()
    if left:
        people = seats.among(MAY_KEEP, 0)
        text = f"{left} naskah asli perlu dipastikan ada di tempatnya."
        yield Task(Kind.TASK, f"{CENSUS}{year}", people, f"Sensus naskah asli {year}", partial(str, text), reverse("sensus-naskah"))


def _page_of_original(row: Original) -> str:
    return reverse("naskah-asli-rinci", args=[row.pk])


@source(PROGRESS, Kind.TASK)
def reported() -> Iterator[Task]:
    """Progress that waits for the office, and what it sent back to an OPD; one task a case until something new comes."""
    seats = Seats()
    waiting = {ProgressState.SUBMITTED: progress.MAY_VERIFY, ProgressState.RETURNED: OPD_ROLES}
    rows = Progress.objects.filter(state__in=waiting).values("agreement", "agreement__title", "agreement__owner", "state")
    for row in rows.annotate(count=Count("pk"), newest=Max(Greatest("judged_at", "submitted_at"))).order_by("agreement", "state"):
        case, state = row["agreement"], ProgressState(row["state"])
        people = seats.among(waiting[state], row["agreement__owner"])
        subject = f"Capaian {state.label.lower()}: {row['agreement__title']}"
        text = f"{row['count']} capaian kegiatan."
        key = f"{PROGRESS}{case}/{state}/{row['newest']:%s%f}"
        yield Task(Kind.TASK, key, people, subject, partial(str, text), reverse("rencana-kerja", args=[case]))


@source(EVALUATION, Kind.TASK)
def evaluations() -> Iterator[Task]:
    """Of each open evaluation whoever has still to answer; once all have, whoever concludes it."""
    seats = Seats()
    rows = Evaluation.objects.filter(verdict="").select_related("agreement").defer("agreement__search").prefetch_related("assessments")
    for row in rows:
        case, missing = row.agreement, [a for a in row.assessments.all() if not a.is_submitted]
        waiting = [(f"{a.viewpoint}/{a.edits if a.reason else 0}", a.title, evaluating.ANSWERED_BY[a.viewpoint]) for a in missing]
        for key, who, roles in waiting or [("kesimpulan", "kesimpulan", (evaluating.MAY_CONCLUDE,))]:
            people = seats.among(roles, case.owner_id)
            subject, text = f"Evaluasi menunggu Anda: {case.title}", f"{row}: {who}."
            url = reverse("evaluasi-rinci", args=[case.pk, row.number])
            yield Task(Kind.TASK, f"{EVALUATION}{row.pk}/{key}", people, subject, partial(str, text), url)


def tell_turns_of(agreement_id: int) -> None:
    """At once after an act: close what it did and tell whose turn it is now."""
    keep_told(f"{TURNS}{agreement_id}/", turns(agreement_id))


@dates
def deadlines(user, today: date) -> Iterable[Entry]:
    """The running terms of the cases in this person's hands or of the own OPD, what that OPD owes, and when agreements end."""
    ours = Q(owner_id__in=user.units_as(*OPD_ROLES))
    calendar = Calendar()
    running = Agreement.objects.running().exclude(term_key="").filter(ours | holds_the_ball(user)).only(*NEEDED)
    for case in running.order_by("pk")[:MOST_ENTRIES]:
        term = calendar.of(case, today)
        if term:
            text = f"Tahap {case.stage.name}. Bola di {case.holder_names}."
            yield Entry(f"tenggat-{case.pk}", term.due, f"Tenggat: {case.title}", text, page_of(case.pk))
    for due, case in _duties(user, ours, today):
        key = f"kewajiban-{case.pk}-{due.duty.code}-{due.period}"
        yield Entry(key, due.due_on, f"{due.duty.text}, {due.label}: {case.title}", _due(due), page_of(case.pk))
    for case in _ending(user, ours, today):
        text = f"Masa berlaku berakhir {_day(case.ends_on)}."
        yield Entry(f"berakhir-{case.pk}", case.ends_on, f"Berakhir: {case.title}", text, page_of(case.pk))


@dates
def signings(user, today: date) -> Iterable[Entry]:
    """The signings to come of the own OPD and of the cases it supports; for whoever attends them all, all."""
    ours = Q(agreement__owner__in=user.units_as(*OPD_ROLES)) | Q(agreement__in=user.supported_cases)
    rows = Signing.objects.filter(state=SigningState.PLANNED, day__gte=today).select_related("agreement").defer("agreement__search")
    for signing in (rows if user.roles & ATTENDS else rows.filter(ours)).order_by("day", "pk")[:MOST_ENTRIES]:
        yield entry_of(signing)


def entry_of(signing: Signing) -> Entry:
    """A signing in a calendar."""
    case, naskah = signing.agreement, KINDS[signing.kind].title
    text = f"{naskah}, {signing.get_method_display().lower()}. Penanda tangan: {signing.signer}, {signing.signer_title}."
    if signing.is_given_up:
        text += f" {signing.get_state_display()}: {signing.reason}"
    url = reverse("penandatanganan-berkas", args=[case.pk])
    key, subject = f"penandatanganan-{signing.pk}", f"Penandatanganan: {case.title}"
    return Entry(key, signing.day, subject, text, url, signing.span, signing.place)


def _duties(user, ours: Q, today: date) -> list[tuple[Due, Agreement]]:
    """What this person is to record: as OPD for the own unit, in other roles for all."""
    rows: list[Due] = []
    for roles, where in ((user.roles & set(OPD_ROLES), ours), (user.roles - set(OPD_ROLES), Q())):
        agreed = (AGREED,) if roles & set(OPD_ROLES) else ()  # what a naskah lays on either party, the OPD records
        codes = (*(code for code, duty in DUTIES.items() if _workers(duty) & roles), *agreed)
        if codes:
            rows += Ledger(Agreement.objects.filter(where), today, UNMET, until=today + AHEAD, codes=codes)[:MOST_ENTRIES]
    cases = Agreement.objects.only("title").in_bulk({due.agreement_id for due in rows})
    return [(due, cases[due.agreement_id]) for due in rows]


def _ending(user, ours: Q, today: date) -> QuerySet:
    rows = Agreement.objects.filter(ends_on__gte=today).exclude(state__in=STOPPED)
    seen = rows if user.roles & SEES_ALL_EXPIRY else rows.filter(ours)
    return seen.only("title", "ends_on").order_by("ends_on", "pk")[:MOST_ENTRIES]
