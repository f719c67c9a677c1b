"""The ladder of reminders before an agreement ends, and who is asked what is to become of it; read
from how the cases stand.
"""

from collections.abc import Collection, Iterator
from datetime import date, timedelta
from functools import partial, reduce
from operator import or_

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from agreements.models import STOPPED, Agreement, Choice, Evidence, Ladder
from agreements.models.term import RENEWS_NOW
from agreements.monitoring.ending import deciding
from agreements.monitoring.turns import CASE, case_name_of
from agreements.regulations import catalogue
from agreements.regulations.expiry import INSTRUMENTS
from agreements.regulations.limits import INTENT
from agreements.workflow import change_effects
from agreements.workflow.deadlines import Calendar
from kerjasama.accounts.models import Role
from kerjasama.accounts.policy import OFFICE, OPD_ROLES, RoleHolders
from kerjasama.notices.models import Kind
from kerjasama.notices.rounds import by_date
from kerjasama.notices.sources import Many, Task, read_shared, register_task_source

LADDER, DECISION = "masa-berlaku/", "keputusan/"
# From how many days before the end on each role is told.
TOLD_FROM = {
    **dict.fromkeys((*OPD_ROLES, *OFFICE), 10_000),
    Role.SEKDA: 30,
    Role.HEAD_OF_REGION: 7,
    Role.LEADERSHIP: 7,
}
# The last step is still told so long after the end, if it was missed then.
LATE = timedelta(30)
# A decision is asked for so long before it is due, and what was decided pressed for so long before
# the end.
EARLY, PRESSING = timedelta(90), timedelta(30)
NEEDED = (
    "title",
    "state",
    "track_code",
    "track_version",
    "owner_id",
    "effective_on",
    "ends_on",
    "terminated",
)


def reminder_ladders() -> dict[str, tuple[int, ...]]:
    """The days before the end on which people are told, by the kind of naskah."""
    own = {row.instrument: tuple(row.steps) for row in Ladder.objects.all()}
    return {kind: own.get(kind, instrument.steps) for kind, instrument in INSTRUMENTS.items()}


def step_of(steps: tuple[int, ...], left: int) -> int | None:
    """The step on which an agreement stands with so many days left; of steps that were missed only
    the last one counts.
    """
    return min((step for step in steps if max(left, 0) <= step), default=None)


def kinds_signed() -> dict[tuple[str, str], str]:
    """The kind of naskah that a record of signing is about, by track and requirement; a mere intent
    is none.
    """
    signings = (
        (track.code, *signing) for track in catalogue.ALL for signing in track.signings.items()
    )
    return {(track, code): kind for track, kind, code in signings if kind != INTENT}


SIGNED = kinds_signed()
LAST = {track: kind for (track, _), kind in SIGNED.items()}


def _list(task: str) -> str:
    return f"{reverse('daftar')}?tugas={task}"


@register_task_source(
    LADDER,
    Kind.EXPIRY,
    CASE,
    Many("kerja sama mendekati akhir masa berlaku", partial(_list, "berakhir")),
)
def expiry_tasks(keys: Collection[int]) -> Iterator[Task]:
    """Each agreement that nears its end, on its present step: the OPD and Bagian Kerja Sama, later
    the Sekda, last the leaders.

    What was decided is told no further; but what was left to end, on the day of its end.
    """
    today, seats, steps = timezone.localdate(), read_shared(RoleHolders), reminder_ladders()
    for case in _ending(today, max(map(max, steps.values()))).filter(pk__in=keys):
        left = (case.ends_on - today).days
        step = step_of(steps[_kind_of(case)], left)
        if step is None or not _is_reminded(case.decided, left, step):
            continue
        roles = [role for role, most in TOLD_FROM.items() if step <= most]
        people = seats.among(roles, case.owner_id)
        key = f"{LADDER}{case.pk}/{case.ends_on}/{step}"
        ends = "Berakhir" if left >= 0 else "Sudah berakhir"
        subject = f"{ends} {_day(case.ends_on)}: {case.title}"
        yield Task(
            Kind.EXPIRY,
            key,
            people,
            subject,
            partial(_reminder, case, left),
            page_of_decision(case.pk),
            case_name_of(case.pk),
        )


def _is_reminded(decided: str, left: int, step: int) -> bool:
    if not decided:
        return left >= 0 or step == 0
    return decided == Choice.LAPSE and left <= 0 and step == 0


@by_date(CASE)
def nearing_since(since: date, today: date) -> Iterator[int]:
    """Agreements that came to a step before their end in these days, or of which no step is told
    any more.
    """
    steps = {step for own in reminder_ladders().values() for step in own}
    steps |= {PRESSING.days, -1, -LATE.days - 1}
    reached = [
        Q(ends_on__gt=since + timedelta(step), ends_on__lte=today + timedelta(step))
        for step in sorted(steps)
    ]
    yield from Agreement.objects.filter(reduce(or_, reached)).values_list("pk", flat=True)


def _ending(today: date, longest: int) -> QuerySet:
    rows = Agreement.objects.filter(
        ends_on__range=(today - LATE, today + timedelta(longest)), terminated=False
    )
    rows = rows.exclude(state__in=STOPPED).exclude(RENEWS_NOW, ends_on__lt=today).with_ending()
    codes = {code for _, code in SIGNED}
    last = Evidence.objects.filter(
        agreement=OuterRef("pk"), requirement_code__in=codes, void=False
    ).order_by("-decided_on", "-pk")
    return (
        rows.annotate(signing=Subquery(last.values("requirement_code")[:1]))
        .only(*NEEDED)
        .order_by("pk")
    )


def _kind_of(case: Agreement) -> str:
    """The kind of the naskah by which it ends: the one signed last."""
    return (
        SIGNED.get((case.track_code, getattr(case, "signing", "") or "")) or LAST[case.track_code]
    )


def _reminder(case: Agreement, left: int) -> str:
    name, day = INSTRUMENTS[_kind_of(case)].name, _day(case.ends_on)
    if left <= 0:
        return (
            f"{name} berakhir {day}, {_why_over(case, left)}. Selesaikan kewajiban dan naskah asli"
            " yang masih terbuka."
        )
    text = (
        f"{name} berakhir {day}, {left} hari lagi. Belum diputuskan: perpanjang, akhiri, atau"
        " biarkan berakhir."
    )
    if case.moving:
        text += f" {case.moving.capitalize()} sedang diproses."
    return text


def _why_over(case: Agreement, left: int) -> str:
    when = "hari ini" if left == 0 else "karena jangka waktunya habis"
    how = "dibiarkan berakhir" if case.decided else "tanpa keputusan"
    return f"{when} ({how})"


@register_task_source(
    DECISION, Kind.TASK, CASE, Many("keputusan masa berlaku menunggu", partial(_list, "putusan"))
)
def decision_tasks(keys: Collection[int]) -> Iterator[Task]:
    """Who decides what is to become of an agreement, until it is decided; then who carries that
    out, until it is done.
    """
    today, seats, calendar = timezone.localdate(), read_shared(RoleHolders), read_shared(Calendar)
    rows = Agreement.objects.filter(pk__in=keys).only(*NEEDED).order_by("pk")
    for case in deciding.awaited_decisions(rows, today, calendar, EARLY):
        due = deciding.due_on(case, calendar)
        roles = deciding.MAY_DECIDE if due < today else (Role.SECTION_HEAD,)
        text = (
            f"Berakhir {_day(case.ends_on)}. Putuskan paling lambat {_day(due)}: perpanjang,"
            " akhiri, atau biarkan berakhir."
        )
        yield _task(
            case,
            "",
            seats.among(roles, case.owner_id),
            f"Putuskan masa berlaku: {case.title}",
            text,
            due,
        )
    for case in rows.changeable(today).decided_to_change():
        yield from _carry_out(case, today, seats)


@by_date(CASE)
def decided_by(since: date, today: date) -> Iterator[int]:
    """Agreements on whose end a decision was asked for, or became overdue, in these days."""
    calendar, rows = read_shared(Calendar), Agreement.objects.changeable(today)
    for early in (EARLY, timedelta(-1)):
        asked = deciding.due_by(today, calendar, early)
        before = deciding.due_by(since, calendar, early)
        yield from rows.filter(asked).exclude(before).values_list("pk", flat=True)


def _carry_out(case: Agreement, today: date, seats: RoleHolders) -> Iterator[Task]:
    name, day = str(deciding.LEADS_TO[case.decided]), _day(case.ends_on)
    if not case.moving and change_effects.change_tracks_for(case):
        subject = f"Ajukan {name}: {case.title}"
        yield _task(
            case,
            case.decided,
            seats.of(Role.OPD, case.owner_id),
            subject,
            f"Sudah diputuskan. Berakhir {day}.",
            case.ends_on,
        )
    elif case.ends_on and case.ends_on <= today + PRESSING:
        people = seats.among((Role.OPD, *OFFICE), case.owner_id)
        text = f"Sudah diputuskan, tetapi belum ditandatangani. Berakhir {day}."
        yield _task(
            case,
            f"{case.decided}/mendesak",
            people,
            f"Selesaikan {name}: {case.title}",
            text,
            case.ends_on,
        )


def _task(
    case: Agreement,
    what: str,
    people: frozenset[int],
    subject: str,
    text: str,
    due_on: date | None,
) -> Task:
    key = f"{DECISION}{case.pk}/{case.ends_on}{what and '/'}{what}"
    return Task(
        Kind.TASK,
        key,
        people,
        subject,
        partial(str, text),
        page_of_decision(case.pk),
        case_name_of(case.pk),
        due_on=due_on,
    )


def page_of_decision(agreement_id: int) -> str:
    """The address of the page where the end of an agreement is decided."""
    return reverse("perubahan", args=[agreement_id])


def _day(day: date | None) -> str:
    return date_format(day, "j F Y") if day else "…"
