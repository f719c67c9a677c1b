"""How old cases are in their stage, whose days made the late ones late, and what each of the Bagian
did.
"""

from datetime import date, timedelta
from typing import NamedTuple

from django.db.models import Count, F, Q
from django.utils import timezone

from agreements.models import RESTING, Agreement, Assignment, StageEvent
from agreements.models.agreement_queries import AgreementQuerySet
from agreements.monitoring.duties.derived import fetch_kept, keys_of
from agreements.monitoring.leadership.trends import ONE_DAY
from agreements.workflow.deadlines import Calendar
from kerjasama.accounts.models import Membership, User
from kerjasama.accounts.policy import OFFICE
from kerjasama.notices.models import IS_WORK, Notice

# Up to how many working days; each age begins where the one before ends.
AGES = (5, 10, 20, 40)
LATELY = timedelta(30)


class Age(NamedTuple):
    """Cases that are so many working days in their stage; the last age is open."""

    first: int
    last: int | None

    @property
    def key(self) -> str:
        return str(self.first)

    @property
    def label(self) -> str:
        if self.last is None:
            return f"Lebih dari {self.first - 1} hari kerja"
        return f"{self.first}–{self.last} hari kerja"


EACH = [
    Age(before + 1 if before else 0, last)
    for before, last in zip((0, *AGES), (*AGES, None), strict=True)
]
BY_KEY = {age.key: age for age in EACH}


def where_age(age: Age, today: date, calendar: Calendar) -> Q:
    """The cases of that age."""
    found = Q()
    if age.last is not None:
        found &= Q(stage_entered_at__date__gte=_entered_at_most(age.last, today, calendar))
    if age.first:
        found &= Q(stage_entered_at__date__lt=_entered_at_most(age.first - 1, today, calendar))
    return found


def _entered_at_most(days: int, today: date, calendar: Calendar) -> date:
    """The first day from which no more than so many working days have passed until today."""
    day, counted = today, 0
    while (counted := counted + (not calendar.day_off(day))) <= days:
        day -= ONE_DAY
    return day


def count_ages(seen: AgreementQuerySet, today: date, calendar: Calendar) -> list[tuple[Age, int]]:
    """How many of the cases that are being made have each age."""
    rows = seen.on_their_way(today).order_by()
    counts = {f"age_{age.key}": Count("pk", where_age(age, today, calendar)) for age in EACH}
    found = rows.aggregate(**counts)
    return [(age, found[f"age_{age.key}"]) for age in EACH]


SHARES = """
SELECT owner, extract(epoch FROM sum(coalesce(ended_at, %(now)s) - started_at)) / 86400
FROM agreements_clock
WHERE agreement_id IN ({visible}) AND owner <> ALL (%(resting)s) AND started_at < %(now)s
GROUP BY owner
"""


def days_of_holders(late: AgreementQuerySet, as_of: int) -> dict[str, int]:
    """For how many days each held the cases that are late now, so that whoever happens to hold one
    last does not bear it all.
    """
    visible = keys_of(late)
    # By the hour, so that what was counted serves the next reader too.
    now = timezone.now().replace(minute=0, second=0, microsecond=0)
    params = visible.params | {"resting": [*RESTING], "now": now}
    rows = fetch_kept(SHARES.format(visible=visible.sql), params, as_of)
    return {owner: round(days) for owner, days in rows}


class PersonLoad(NamedTuple):
    """What somebody handles, what waits for the person, and what was done lately."""

    key: int
    name: str
    handled: int
    tasks: int
    acts: int
    cases: int


def loads_of_office(today: date) -> list[PersonLoad]:
    """Of each verifikator and of the head of the Bagian."""
    people = User.objects.filter(pk__in=Membership.objects.of_active(*OFFICE).values("user"))
    names = {
        person.pk: person.get_full_name() or person.username
        for person in people.order_by("first_name", "last_name", "pk")
    }
    tasks = dict(
        Notice.objects.filter(IS_WORK, user__in=names, done_at=None, is_announced=True)
        .order_by()
        .values_list("user")
        .annotate(n=Count("pk"))
    )
    did = StageEvent.objects.filter(by__in=names, at__date__gt=today - LATELY).order_by()
    counted = did.values(person=F("by")).annotate(
        acts=Count("pk"), cases=Count("agreement", distinct=True)
    )
    done = {row["person"]: (row["acts"], row["cases"]) for row in counted}
    on_their_way = Agreement.objects.on_their_way(today).order_by().values("pk")
    handled = dict(
        Assignment.objects.standing()
        .filter(person__in=names, agreement__in=on_their_way)
        .order_by()
        .values_list("person")
        .annotate(n=Count("agreement", distinct=True))
    )
    return [
        PersonLoad(pk, name, handled.get(pk, 0), tasks.get(pk, 0), *done.get(pk, (0, 0)))
        for pk, name in names.items()
    ]
