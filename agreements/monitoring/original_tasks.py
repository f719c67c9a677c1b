"""What waits about originals: one not back on its day, one that is lost, the yearly census."""

from collections.abc import Collection, Iterator
from datetime import date
from functools import partial

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from agreements.documents.kinds import KINDS
from agreements.models import (
    Original,
    OriginalState,
)
from agreements.monitoring.custody.signing import MAY_KEEP
from agreements.monitoring.turns import CASE, case_name_of
from kerjasama.accounts.models import Role
from kerjasama.accounts.policy import RoleHolders
from kerjasama.notices.models import Kind
from kerjasama.notices.rounds import by_date
from kerjasama.notices.sources import Many, Task, read_shared, register_task_source

LENT, LOST, CENSUS = "asli-dipinjam/", "asli-hilang/", "sensus-asli/"
Keys = Collection[int]


@register_task_source(
    LENT, Kind.TERM, CASE, Many("naskah asli belum kembali", partial(reverse, "naskah-asli"))
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
            f" lambat {date_format(row.due_on, 'j F Y')}."
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
