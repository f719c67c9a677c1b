"""What waits under a case besides its turn, read from how it stands, never from the log."""

from collections.abc import Collection, Iterator
from datetime import date, timedelta
from functools import partial

from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from agreements.documents import rendering, retrying
from agreements.documents.exchange import draft_exchange
from agreements.documents.kinds import KINDS
from agreements.models import (
    Agreement,
    Document,
    DocumentState,
    DraftVersion,
    FileCheck,
    Mailing,
    Report,
    ReportState,
    Source,
    State,
)
from agreements.monitoring.duties.acts import working_roles_of
from agreements.monitoring.duties.ledger import UNMET, Due, Ledger
from agreements.monitoring.turns import CASE, case_name_of, page_of_case
from agreements.regulations.duties import REPORTED
from agreements.workflow.deadlines import Calendar
from agreements.workflow.evaluation import roles_of
from kerjasama.accounts.models import Role
from kerjasama.accounts.policy import MANAGERS, OFFICE, RoleHolders
from kerjasama.notices.models import DeliveryState, Kind
from kerjasama.notices.rounds import by_date, register_key_lister
from kerjasama.notices.sources import Many, Task, read_shared, register_task_source

LATE, FAILED, DAMAGED, OWED = "lewat/", "dokumen-gagal/", "arsip/", "kewajiban/"
UNSENT, RETURNED = "surel-mitra/", "docx/"
# So long before its day a duty is told of.
NOTICE = timedelta(30)
NEEDED = (
    "title",
    "state",
    "track_code",
    "track_version",
    "stage_code",
    "return_to",
    "owner_id",
    "holders",
    "term_key",
    "term_from",
)
OF_CASE = tuple(f"agreement__{name}" for name in NEEDED)
Keys = Collection[int]


def _day(day: date) -> str:
    return date_format(day, "j F Y")


def _list(name: str, query: str = "") -> str:
    return reverse(name) + query


@register_key_lister(CASE)
def list_case_keys(after: int, most: int) -> list[int]:
    """All cases, in the order of their keys."""
    return list(
        Agreement.objects.filter(pk__gt=after).order_by("pk").values_list("pk", flat=True)[:most]
    )


@register_task_source(
    LATE,
    Kind.TERM,
    CASE,
    Many("kerja sama lewat tenggat", partial(_list, "daftar", "?tugas=lewat")),
)
def lapsed_term_tasks(keys: Keys) -> Iterator[Task]:
    """Cases whose term has passed: their holders; Bagian Kerja Sama where only outside parties hold
    them.
    """
    seats, calendar, today = read_shared(RoleHolders), read_shared(Calendar), timezone.localdate()
    late = Agreement.objects.running().filter(calendar.overdue(today), pk__in=keys)
    for case in late.select_related("owner").only(*NEEDED, "owner__name"):
        inside = [role for role in case.holders if role in Role.values] or [Role.VERIFIER]
        people = seats.among(inside, case.owner_id)
        key = f"{LATE}{case.pk}/{case.term_key}/{case.term_from}"
        subject = f"Lewat tenggat: {case.title}"
        yield Task(
            Kind.TERM,
            key,
            people,
            subject,
            partial(_lapse, case, calendar),
            page_of_case(case.pk),
            case_name_of(case.pk),
        )


@by_date(CASE)
def lapsed_since(since: date, today: date) -> Iterator[int]:
    """Cases whose term ran out in these days."""
    calendar = read_shared(Calendar)
    late = (
        Agreement.objects.running().filter(calendar.overdue(today)).exclude(calendar.overdue(since))
    )
    yield from late.values_list("pk", flat=True)


def _lapse(case: Agreement, calendar: Calendar) -> str:
    term = calendar.of(case, timezone.localdate())
    where = f"Tahap {case.stage.name}, bola di {case.holder_names}."
    if term is None:
        return f"{where} Tenggat sudah lewat."
    return f"{where} Tenggat sudah lewat sejak {_day(term.due)}."


@register_task_source(FAILED, Kind.TASK, CASE)
def failed_paper_tasks(keys: Keys) -> Iterator[Task]:
    """Papers that could not be made and that nothing newer replaced: who ordered them, and who may
    order them.
    """
    newer = Document.objects.filter(
        agreement=OuterRef("agreement"), kind=OuterRef("kind"), pk__gt=OuterRef("pk")
    )
    rows = Document.objects.filter(~Exists(newer), state=DocumentState.FAILED, agreement__in=keys)
    of_stage = Q(agreement__state=State.RUNNING, stage_code=F("agreement__stage_code"))
    rows = (
        rows.filter(of_stage | Q(stage_code=""))
        .select_related("agreement", "report")
        .defer("agreement__search", "context")
    )
    seats = read_shared(RoleHolders)
    for paper in rows:
        roles = _who_makes(paper)
        if roles:
            case, name = paper.agreement, KINDS[paper.kind].title
            people = seats.among(roles, case.owner_id)
            subject = f"Buat ulang dokumen yang gagal: {name}, {case.title}"
            key, text = f"{FAILED}{paper.pk}", partial(str, paper.error)
            yield Task(
                Kind.TASK, key, people, subject, text, page_of_case(case.pk), case_name_of(case.pk)
            )


def _who_makes(paper: Document) -> tuple[str, ...]:
    """The roles that may try again; none when its stage asks for it no more."""
    if paper.report_id:
        return retrying.MAY_RETRY_REPORT
    if not paper.stage_code:
        return rendering.ordered_by(paper.kind)
    asking = (need for need in paper.agreement.stage.requirements if need.document == paper.kind)
    return next((roles_of(need) for need in asking), ())


@register_task_source(UNSENT, Kind.TASK, CASE)
def unsent_mail_tasks(keys: Keys) -> Iterator[Task]:
    """Mails to a partner that did not arrive: Bagian Kerja Sama, until they are sent again."""
    seats = read_shared(RoleHolders)
    rows = (
        Mailing.objects.filter(state=DeliveryState.FAILED, agreement__in=keys)
        .select_related("agreement")
        .defer("agreement__search")
    )
    for row in rows:
        case, text = row.agreement, f"{row.subject}\nAlamat {row.address}. {row.error}"
        subject = f"Kirim ulang surel kepada mitra: {case.title}"
        people = seats.among(OFFICE, case.owner_id)
        yield Task(
            Kind.TASK,
            f"{UNSENT}{row.pk}",
            people,
            subject,
            partial(str, text),
            page_of_case(case.pk),
            case_name_of(case.pk),
        )


@register_task_source(RETURNED, Kind.TASK, CASE)
def returned_drafts(keys: Keys) -> Iterator[Task]:
    """Drafts that came back from the partner as DOCX and that nobody decided on: whoever words the
    naskah.
    """
    seats = read_shared(RoleHolders)
    newer = DraftVersion.objects.filter(
        agreement=OuterRef("agreement"), kind=OuterRef("kind"), source=Source.RETURNED
    )
    came = DraftVersion.objects.filter(
        agreement__in=keys, agreement__state=State.RUNNING, source=Source.RETURNED
    )
    rows = (
        came.exclude(Exists(newer.filter(number__gt=OuterRef("number"))))
        .select_related("agreement")
        .defer("texts", "agreement__search")
    )
    for row in rows:
        case = row.agreement
        is_drafted = any(
            need.draft and need.document == row.kind for need in case.stage.requirements
        )
        if is_drafted and not draft_exchange.is_decided(row):
            people = seats.among((Role.OPD, Role.VERIFIER, Role.LEGAL), case.owner_id)
            subject = f"Putuskan perubahan dari mitra: {KINDS[row.kind].title}, {case.title}"
            text = f"{row.file_name}, {row}."
            url = reverse("putus-docx", args=[case.pk, row.kind, row.number])
            yield Task(
                Kind.TASK,
                f"{RETURNED}{row.pk}",
                people,
                subject,
                partial(str, text),
                url,
                case_name_of(case.pk),
            )


@register_task_source(DAMAGED, Kind.TASK)
def damage_tasks(_: Keys) -> Iterator[Task]:
    """Stored files found lost or altered: whoever looks after the archive, until they are restored."""  # noqa: E501
    rows = list(FileCheck.objects.damaged())
    if not rows:
        return
    people = read_shared(RoleHolders).among(MANAGERS, 0)
    for row in rows:
        text = (
            f"Berkas {row.sha256} {row.get_state_display().lower()} sejak"
            f" {_day(timezone.localdate(row.damaged_at))}."
        )
        key = f"{DAMAGED}{row.pk}/{row.damaged_at:%s}"
        yield Task(
            Kind.TASK,
            key,
            people,
            "Pulihkan berkas arsip yang rusak",
            partial(str, text),
            reverse("arsip"),
        )


@register_task_source(OWED, Kind.DUTY, CASE, Many("kewajiban baru", partial(_list, "kewajiban")))
def owed_duty_tasks(keys: Keys) -> Iterator[Task]:
    """Duties that are late or soon due, but for those whose report waits for a judgement or for a
    correction.
    """
    seats, today = read_shared(RoleHolders), timezone.localdate()
    dues = [
        due
        for due in Ledger(Agreement.objects.filter(pk__in=keys), today, UNMET, until=today + NOTICE)
        if due.has_begun
    ]
    rows = Report.objects.filter(
        agreement__in=keys, state__in=(ReportState.SUBMITTED, ReportState.RETURNED)
    )
    handed_in = set(rows.values_list("agreement", "duty_code", "period"))
    owing = Agreement.objects.only("title", "owner_id").in_bulk({due.agreement_id for due in dues})
    for due in dues:
        if (due.agreement_id, due.duty.code, due.period) not in handed_in:
            yield _duty(due, owing[due.agreement_id], seats)


def key_of_duty(agreement_id: int, code: str, period: date | str) -> str:
    """Under what the task of a duty is known."""
    return f"{OWED}{agreement_id}/{code}/{period}"


def _duty(due: Due, case: Agreement, seats: RoleHolders) -> Task:
    key, roles = key_of_duty(case.pk, due.duty.code, due.period), working_roles_of(due.duty)
    people = seats.among(roles, case.owner_id)
    subject = f"{due.duty.text}, {due.label}: {case.title}"
    text = f"Jatuh tempo {_day(due.due_on)} ({due.duty.citation})."
    if due.duty.bearer:
        text += f" {due.duty.owed_by} kepada {due.duty.to}."
    url = page_of_case(case.pk)
    if due.duty.code in REPORTED and Role.OPD in roles:
        url = reverse("tulis-laporan", args=[case.pk, due.duty.code, due.period])
    return Task(
        Kind.DUTY,
        key,
        people,
        subject,
        partial(str, text),
        url,
        case_name_of(case.pk),
        due_on=due.due_on,
    )


@by_date(CASE)
def due_since(since: date, today: date) -> Iterator[int]:
    """Cases of which a duty came near, began or could no longer be done in these days."""
    for due in Ledger(Agreement.objects.all(), today, UNMET, until=today + NOTICE):
        if due.due_on > since + NOTICE or since < due.period <= today:
            yield due.agreement_id
    yield from Agreement.objects.filter(ends_on__gte=since, ends_on__lt=today).values_list(
        "pk", flat=True
    )
