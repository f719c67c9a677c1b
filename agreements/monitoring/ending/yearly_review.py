"""Agreements that no day ends are looked at again each year, and a notice that is due before a
renewal is told in time.

No article asks for either: the year is a norm of the office and a setting, the notice is what
the naskah itself says.
"""

from collections.abc import Collection, Iterator
from datetime import date, timedelta
from functools import partial

from dateutil.relativedelta import relativedelta
from django.db.models import DateField, F, Max, Q, QuerySet
from django.db.models.functions import Greatest, TruncDate
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.utils.formats import date_format

from agreements.models import Agreement
from agreements.models.in_force import without_end
from agreements.models.term import STATING, YEAR, whole_months
from agreements.monitoring.ending.deciding import days_before
from agreements.monitoring.turns import CASE, case_name_of
from agreements.regulations import expiry
from agreements.workflow.change_effects import governing_kind_of
from agreements.workflow.deadlines import Calendar
from kerjasama.accounts.models import Role
from kerjasama.accounts.policy import OFFICE, RoleHolders
from kerjasama.notices.models import Kind
from kerjasama.notices.rounds import by_date
from kerjasama.notices.sources import Many, Task, register_task_source

ENDLESS_LIST = partial(str.format, "{}?berlaku=tanpa-batas", reverse_lazy("daftar"))
ENDING_LIST = partial(str.format, "{}?tugas=berakhir", reverse_lazy("daftar"))
REVIEW, NOTICE = "tinjauan/", "pemberitahuan/"
EARLY = timedelta(30)  # so long before its day each is told
NEEDED = (
    *(
        "title",
        "owner_id",
        "track_code",
        "effective_on",
        "ends_on",
        "terminated",
        "open_ended",
        "ends_when",
    ),
    *("renews_itself", "ends_on_its_day", "notice_months"),
    *("expires_on", "owed_from", "tinjau_pada", "origin", "track_version", "signing_day_known"),
)


@register_task_source(
    REVIEW, Kind.TASK, CASE, Many("naskah tanpa tanggal berakhir perlu ditinjau", ENDLESS_LIST)
)
def review_tasks(keys: Collection[int]) -> Iterator[Task]:
    """Each agreement without an end that nobody evaluated for a year: its OPD and Bagian Kerja
    Sama.
    """
    today, seats, calendar = timezone.localdate(), RoleHolders(), Calendar()
    each = timedelta(days_before(expiry.REVIEW, calendar))
    for case in _without_end().filter(pk__in=keys):
        due = review_day_of(case, each)
        if due > today + EARLY:
            continue
        people = seats.among((Role.OPD, *OFFICE), case.owner_id)
        text = partial(_review, case, due)
        subject = f"Tinjau naskah tanpa tanggal berakhir: {case.title}"
        url = reverse("evaluasi", args=[case.pk])
        yield Task(
            Kind.TASK,
            f"{REVIEW}{case.pk}/{case.seen_on}",
            people,
            subject,
            text,
            url,
            case_name_of(case.pk),
            due_on=due,
        )


@by_date(CASE)
def to_review_since(since: date, today: date) -> Iterator[int]:
    """Agreements of which a review or a notice came near in these days, or of which a notice is
    told no more.
    """
    before = timedelta(days_before(expiry.REVIEW, Calendar())) - EARLY
    yield from (
        to_review(today - before).filter(seen_on__gt=since - before).values_list("pk", flat=True)
    )
    yield from with_review_day().values_list("pk", flat=True)
    yield from _asking_for_notice(today).values_list("pk", flat=True)


def to_review(before: date) -> QuerySet:
    """Agreements in force without an end that were last looked at on `before` or earlier, with that
    day as `seen_on`.
    """
    return _without_end().filter(seen_on__lte=before, tinjau_pada__isnull=True)


def with_review_day() -> QuerySet:
    """Agreements in force without an end whose naskah says on which day of each year they are
    reviewed, with the day of the last review as `seen_on`.
    """
    return _without_end().filter(tinjau_pada__isnull=False)


def _without_end() -> QuerySet:
    rows = Agreement.objects.changeable(timezone.localdate()).filter(holds_until=date.max)
    # Greatest passes over what is empty: one that was recorded late is first looked at a year after
    # its record.
    concluded = TruncDate(Max("evaluations__concluded_at"), output_field=DateField())
    seen_on = Greatest(F("effective_on"), F("owed_from"), concluded)
    return rows.only(*NEEDED).annotate(seen_on=seen_on).order_by("pk")


def review_day_of(case: Agreement, each: timedelta) -> date:
    """The day by which it is to be reviewed next: the day of the year that its naskah names, or so
    long after the last review.
    """
    seen_on: date = vars(case)["seen_on"]
    first = case.tinjau_pada
    if first is None:
        return seen_on + each
    years = max(0, seen_on.year - first.year)
    due = first + relativedelta(years=years)
    return due if due > seen_on else first + relativedelta(years=years + 1)


def _review(case: Agreement, due: date) -> str:
    how = without_end(case)
    if case.tinjau_pada is not None:
        return (
            f"Berlaku {how}. Menurut naskahnya ditinjau paling lambat {_day(due)} dengan evaluasi."
        )
    return f"Berlaku {how}. Norma setempat: ditinjau paling lambat {_day(due)} dengan evaluasi."


def _asking_for_notice(today: date) -> QuerySet:
    asked = Q(notice_months__isnull=False, ends_on__isnull=False)
    # The naskah in force says nothing of it; that is said of one still to be signed.
    still_to_come = Q(renews_itself=True, ends_on_its_day=True)
    return Agreement.objects.changeable(today).filter(asked).exclude(still_to_come).order_by("pk")


@register_task_source(
    NOTICE, Kind.TASK, CASE, Many("naskah meminta pemberitahuan sebelum berakhir", ENDING_LIST)
)
def notice_tasks(keys: Collection[int]) -> Iterator[Task]:
    """Each agreement whose naskah asks for a notice before its term is over: its OPD and Bagian
    Kerja Sama, until that day.
    """
    today, seats = timezone.localdate(), RoleHolders()
    asking = _asking_for_notice(today).filter(pk__in=keys).prefetch_related("evidence")
    for case in asking.only(*NEEDED, *STATING):
        end = next_end(case, today)
        last = end - relativedelta(months=case.notice_months)
        if last - EARLY <= today <= last:
            people = seats.among((Role.OPD, *OFFICE), case.owner_id)
            subject = f"Pemberitahuan kepada mitra paling lambat {_day(last)}: {case.title}"
            url = reverse("perubahan", args=[case.pk])
            text = partial(_notice, case, end)
            yield Task(
                Kind.TASK,
                f"{NOTICE}{case.pk}/{end}",
                people,
                subject,
                text,
                url,
                case_name_of(case.pk),
                due_on=last,
            )


def next_end(case: Agreement, today: date) -> date:
    """The end of the present term; one that renews itself begins a new one each time."""
    end = case.ends_on or date.max
    if not case.renews_now or today <= end:
        return end
    months, since = _renewal_months_of(case), relativedelta(today, end)
    terms = (since.years * YEAR + since.months) // months + 1
    return end + relativedelta(months=terms * months)


def _renewal_months_of(case: Agreement) -> int:
    """For how long it is renewed each time, as its naskah says; a recorded one for as long as it
    held first, a year where those days are no whole months.
    """
    if case.is_legacy:
        return whole_months(case.effective_on, case.expires_on) or YEAR
    return case.term_of(governing_kind_of(case)).renewal_months


def _notice(case: Agreement, end: date) -> str:
    rule = f"Naskah meminta pemberitahuan {case.notice_months} bulan sebelum {_day(end)}"
    if case.renews_now:
        return f"{rule}; tanpa pemberitahuan, naskah diperpanjang otomatis."
    return f"{rule}, baik untuk memperpanjang maupun mengakhiri."


def _day(day: date) -> str:
    return date_format(day, "j F Y")
