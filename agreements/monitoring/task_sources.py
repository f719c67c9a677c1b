"""What waits under a case besides its turn, read from how it stands, never from the log."""

from collections.abc import Collection, Iterator
from datetime import date, timedelta
from functools import partial

from django.db.models import Count, Exists, F, Max, OuterRef, Q
from django.db.models.functions import Greatest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from agreements.documents import rendering
from agreements.documents.exchange import draft_exchange
from agreements.documents.kinds import KINDS
from agreements.models import (
    Agreement,
    Document,
    DocumentState,
    DraftVersion,
    Evaluation,
    FileCheck,
    Mailing,
    Original,
    OriginalState,
    Progress,
    ProgressState,
    Report,
    ReportState,
    Source,
    State,
)
from agreements.monitoring.custody.signing import MAY_KEEP
from agreements.monitoring.duties.acts import working_roles_of
from agreements.monitoring.duties.ledger import UNMET, Due, Ledger
from agreements.monitoring.implementation import evaluating, progress, reporting
from agreements.monitoring.turns import CASE, case_name_of, page_of_case
from agreements.regulations.duties import REPORTED
from agreements.workflow.deadlines import Calendar
from agreements.workflow.evaluation import roles_of
from kerjasama.accounts.models import Role
from kerjasama.accounts.policy import MANAGERS, OFFICE, OPD_ROLES, RoleHolders
from kerjasama.notices.models import DeliveryState, Kind
from kerjasama.notices.rounds import by_date, register_key_lister
from kerjasama.notices.sources import Many, Task, read_shared, register_task_source

LATE, FAILED, DAMAGED, OWED = "lewat/", "dokumen-gagal/", "arsip/", "kewajiban/"
LENT, LOST, CENSUS = "asli-dipinjam/", "asli-hilang/", "sensus-asli/"
PROGRESS, EVALUATION, REPORT, UNSENT, RETURNED = (
    "capaian/",
    "evaluasi/",
    "laporan/",
    "surel-mitra/",
    "docx/",
)
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
        key, subject = (
            f"{LATE}{case.pk}/{case.term_key}/{case.term_from}",
            f"Lewat tenggat: {case.title}",
        )
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
    since = f" sejak {_day(term.due)}" if term else ""
    return f"Tahap {case.stage.name}, bola di {case.holder_names}. Tenggat sudah lewat{since}."


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
        return rendering.MAY_RETRY_REPORT
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
            subject, text = (
                f"Putuskan perubahan dari mitra: {KINDS[row.kind].title}, {case.title}",
                f"{row.file_name}, {row}.",
            )
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
    people = read_shared(RoleHolders).among(MANAGERS, 0) if rows else frozenset()
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


def _duty(due: Due, case: Agreement, seats: RoleHolders) -> Task:
    key, people = (
        f"{OWED}{case.pk}/{due.duty.code}/{due.period}",
        seats.among(working_roles_of(due.duty), case.owner_id),
    )
    subject, text = (
        f"{due.duty.text}, {due.label}: {case.title}",
        f"Jatuh tempo {_day(due.due_on)} ({due.duty.citation}).",
    )
    is_written = due.duty.code in REPORTED and Role.OPD in working_roles_of(due.duty)
    url = (
        reverse("tulis-laporan", args=[case.pk, due.duty.code, due.period])
        if is_written
        else page_of_case(case.pk)
    )
    return Task(Kind.DUTY, key, people, subject, partial(str, text), url, case_name_of(case.pk))


@by_date(CASE)
def due_since(since: date, today: date) -> Iterator[int]:
    """Cases of which a duty came near, began or could no longer be done in these days."""
    for due in Ledger(Agreement.objects.all(), today, UNMET, until=today + NOTICE):
        if due.due_on > since + NOTICE or since < due.period <= today:
            yield due.agreement_id
    yield from Agreement.objects.filter(ends_on__gte=since, ends_on__lt=today).values_list(
        "pk", flat=True
    )


@register_task_source(
    LENT, Kind.TERM, CASE, Many("naskah asli belum kembali", partial(_list, "naskah-asli"))
)
def borrowed_too_long(keys: Keys) -> Iterator[Task]:
    """Originals that are not back on their day: Bagian Kerja Sama, and the OPD of the case."""
    seats, today = read_shared(RoleHolders), timezone.localdate()
    rows = (
        Original.objects.overdue(today)
        .filter(agreement__in=keys)
        .select_related("agreement")
        .defer("agreement__search")
    )
    for row in rows:
        case = row.agreement
        people = seats.among((*MAY_KEEP, Role.OPD), case.owner_id)
        subject = f"Naskah asli belum kembali: {case.title}"
        text = (
            f"{KINDS[row.kind].title}, {row.label.lower()}, dipinjam {row.holder}, kembali paling"
            f" lambat {_day(row.due_on)}."
        )
        key = f"{LENT}{row.pk}/{row.due_on}"
        yield Task(
            Kind.TERM,
            key,
            people,
            subject,
            partial(str, text),
            _page_of_original(row),
            case_name_of(case.pk),
        )


@by_date(CASE)
def lent_since(since: date, today: date) -> Iterator[int]:
    """Cases of which an original should have come back in these days."""
    yield from (
        Original.objects.overdue(today)
        .filter(due_on__gte=since)
        .values_list("agreement", flat=True)
    )


@register_task_source(LOST, Kind.TASK, CASE)
def lost_original_tasks(keys: Keys) -> Iterator[Task]:
    """Originals that are missing: the Kepala Bagian, until they are found."""
    people = read_shared(RoleHolders).of(Role.SECTION_HEAD, 0)
    rows = (
        Original.objects.filter(state=OriginalState.LOST, agreement__in=keys)
        .select_related("agreement")
        .defer("agreement__search")
    )
    for row in rows:
        text = f"{KINDS[row.kind].title}, {row.label.lower()}. {row.reason}"
        key, subject = f"{LOST}{row.pk}", f"Cari naskah asli yang hilang: {row.agreement.title}"
        yield Task(
            Kind.TASK,
            key,
            people,
            subject,
            partial(str, text),
            _page_of_original(row),
            case_name_of(row.agreement_id),
        )


@register_task_source(CENSUS, Kind.TASK)
def census_tasks(_: Keys) -> Iterator[Task]:
    """From each January on, until every original was looked for: Bagian Kerja Sama."""
    year = timezone.localdate().year
    if Original.objects.unmarked(year).exists():
        people = read_shared(RoleHolders).among(MAY_KEEP, 0)
        text = "Masih ada naskah asli yang perlu dipastikan ada di tempatnya."
        yield Task(
            Kind.TASK,
            f"{CENSUS}{year}",
            people,
            f"Sensus naskah asli {year}",
            partial(str, text),
            reverse("sensus-naskah"),
        )


def _page_of_original(row: Original) -> str:
    return reverse("naskah-asli-rinci", args=[row.pk])


@register_task_source(PROGRESS, Kind.TASK, CASE)
def progress_tasks(keys: Keys) -> Iterator[Task]:
    """Progress that waits for the office, and what it sent back to an OPD; one task a case until
    something new comes.
    """
    seats = read_shared(RoleHolders)
    waiting = {ProgressState.SUBMITTED: progress.MAY_VERIFY, ProgressState.RETURNED: OPD_ROLES}
    orders = {
        ProgressState.SUBMITTED: "Verifikasi capaian",
        ProgressState.RETURNED: "Perbaiki capaian",
    }
    found = Progress.objects.filter(state__in=waiting, agreement__in=keys)
    rows = found.values("agreement", "agreement__title", "agreement__owner", "state")
    for row in rows.annotate(
        count=Count("pk"), newest=Max(Greatest("judged_at", "submitted_at")), why=Max("reason")
    ):
        case, state = row["agreement"], ProgressState(row["state"])
        people = seats.among(waiting[state], row["agreement__owner"])
        text = f"{row['count']} capaian kegiatan. {row['why']}".strip()
        key, subject = (
            f"{PROGRESS}{case}/{state}/{row['newest']:%s%f}",
            f"{orders[state]}: {row['agreement__title']}",
        )
        yield Task(
            Kind.TASK,
            key,
            people,
            subject,
            partial(str, text),
            reverse("rencana-kerja", args=[case]),
            case_name_of(case),
        )


@register_task_source(REPORT, Kind.TASK, CASE)
def report_tasks(keys: Keys) -> Iterator[Task]:
    """Reports that wait for Bagian Kerja Sama, and what it sent back to the OPD."""
    seats = read_shared(RoleHolders)
    waiting = {
        ReportState.SUBMITTED: ("Nilai", reporting.MAY_JUDGE),
        ReportState.RETURNED: ("Perbaiki", reporting.MAY_WRITE),
    }
    rows = Report.objects.filter(state__in=waiting, agreement__in=keys).select_related(
        "agreement", "submitted_by", "judged_by"
    )
    for row in rows.defer("agreement__search", "sections", "indicators", "activities"):
        case, (order, roles) = row.agreement, waiting[ReportState(row.state)]
        is_back = row.state == ReportState.RETURNED
        text = (
            f"Dikembalikan oleh {row.judged_by}: {row.reason}"
            if is_back
            else f"Diajukan oleh {row.submitted_by}."
        )
        key, url = (
            f"{REPORT}{row.pk}/{row.version}",
            reverse("tulis-laporan", args=[case.pk, row.duty_code, row.period]),
        )
        subject = f"{order} {name_report(row)}: {case.title}"
        yield Task(
            Kind.TASK,
            key,
            seats.among(roles, case.owner_id),
            subject,
            partial(str, text),
            url,
            case_name_of(case.pk),
        )


def name_report(report: Report) -> str:
    """A report inside a sentence."""
    return f"laporan {report.label[0].lower()}{report.label[1:]}"


@register_task_source(EVALUATION, Kind.TASK, CASE)
def evaluation_tasks(keys: Keys) -> Iterator[Task]:
    """Of each open evaluation whoever has still to answer; once all have, whoever concludes it."""
    seats = read_shared(RoleHolders)
    rows = (
        Evaluation.objects.filter(verdict="", agreement__in=keys)
        .select_related("agreement")
        .defer("agreement__search")
    )
    for row in rows.prefetch_related("assessments"):
        case, missing = row.agreement, [a for a in row.assessments.all() if not a.is_submitted]
        for a in missing:
            order, text = (
                ("Perbaiki isian", f"Dikembalikan: {a.reason}")
                if a.reason
                else ("Isi", f"Sudut pandang {a.title}.")
            )
            key, people = (
                f"{a.viewpoint}/{a.edits if a.reason else 0}",
                seats.among(evaluating.ANSWERED_BY[a.viewpoint], case.owner_id),
            )
            yield _evaluation(row, key, people, order, text)
        if not missing:
            people = seats.of(evaluating.MAY_CONCLUDE, case.owner_id)
            yield _evaluation(
                row, "kesimpulan", people, "Simpulkan", "Semua sudut pandang sudah diajukan."
            )


def _evaluation(row: Evaluation, key: str, people: frozenset[int], order: str, text: str) -> Task:
    case = row.agreement
    url, subject = (
        reverse("evaluasi-rinci", args=[case.pk, row.number]),
        f"{order} evaluasi ke-{row.number}: {case.title}",
    )
    return Task(
        Kind.TASK,
        f"{EVALUATION}{row.pk}/{key}",
        people,
        subject,
        partial(str, text),
        url,
        case_name_of(case.pk),
    )
