"""The dasbor of the Bagian: who is late, through whose days, and whether it gets better."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from agreements import insights
from agreements.models import Agreement
from agreements.models.agreement_queries import AgreementQuerySet
from agreements.monitoring.duties.freshness import newest_change
from agreements.monitoring.leadership import trends, workload
from agreements.monitoring.leadership.workload import PersonLoad
from agreements.monitoring.wajib import supervised_cases
from agreements.pages.case.held import OFFICES
from agreements.pages.kept_parts import Parts, keep_parts
from agreements.pages.leadership import charts
from agreements.pages.leadership.charts import Bar, Timeline
from agreements.pages.leadership.figures import CaseLine, Linked, listed
from agreements.pages.leadership.headlines import count_risks, find_risks
from agreements.pages.leadership.pace import PaceLine, find_paces
from agreements.pages.leadership.quarters import draw_quarters
from agreements.regulations.vocabulary import Actor
from agreements.workflow.deadlines import Calendar
from kerjasama.accounts.models import User
from kerjasama.accounts.policy import OFFICE
from kerjasama.writing.figures import format_number

READERS = OFFICE
HELD_BY = {actor: look for _, look, actors in OFFICES for actor in actors}
# From so many working days on an age is worrying, and from so many it is bad.
SOON_FROM, LATE_FROM = 11, 21
MOST_HOLDERS = 10


@dataclass(frozen=True)
class AgeLine:
    """How many cases are so old in their stage."""

    label: str
    cases: Linked
    bar: Bar


@dataclass(frozen=True)
class HolderLine:
    """How many late cases somebody holds now, and the holder's own share of all their days."""

    name: str
    late: Linked
    days: str
    percent: int
    bar: Bar


@dataclass(frozen=True)
class OfficeDashboard:
    today: date
    summary: list[Linked]
    on_their_way: Linked
    ages: list[AgeLine]
    people: list[PersonLoad]
    holders: list[HolderLine]
    paces: list[PaceLine]
    quarters: Timeline
    risks: list[CaseLine]
    risk_lists: list[Linked]


def build_office_dashboard(user: User) -> OfficeDashboard:
    """All that the Bagian sees at once."""
    today, calendar, as_of = timezone.localdate(), Calendar(), newest_change()
    seen = Agreement.objects.visible_to(user)
    kept = keep_parts(
        "office", user, seen, today, as_of, lambda: _build_parts(seen, today, calendar, as_of)
    )
    return OfficeDashboard(today=today, people=workload.loads_of_office(today), **kept)


def _build_parts(seen: AgreementQuerySet, today: date, calendar: Calendar, as_of: int) -> Parts:
    """All but what people did and were told."""
    standing = trends.count_standing(seen, today, calendar, today, as_of)
    supervised = supervised_cases(seen)
    late, by_holder = insights.count_overdue(seen, today, calendar)
    return {
        "summary": _summarise(late, by_holder),
        "on_their_way": Linked(standing.on_their_way, "berproses", listed("status=berjalan")),
        "ages": _find_ages(seen, today, calendar),
        "holders": _find_holders(seen, today, calendar, by_holder, as_of),
        "paces": find_paces(seen, calendar),
        "quarters": draw_quarters(seen, today, as_of),
        "risks": find_risks(seen, today, calendar, supervised, as_of),
        "risk_lists": count_risks(seen, today, calendar, standing, supervised, as_of),
    }


def _summarise(late: int, by_holder: list[insights.Bar]) -> list[Linked]:
    """How many are late, and with whom most of them lie."""
    shown = by_holder[:2]
    end = "." if not shown else ";"
    words = f"berkas lewat tenggat{end}" if late else f"berkas yang lewat tenggat{end}"
    clauses = [Linked(late, words, listed("tugas=lewat"))]
    for place, bar in enumerate(shown, 1):
        end = "." if place == len(shown) else ","
        clauses.append(Linked(bar.count, f"di {bar.label}{end}", listed(bar.query)))
    return clauses


def _find_ages(seen: AgreementQuerySet, today: date, calendar: Calendar) -> list[AgeLine]:
    counts = workload.count_ages(seen, today, calendar)
    most = max(number for _, number in counts)
    lines = []
    for age, number in counts:
        tone = "is-many"
        if age.first >= SOON_FROM:
            tone = "is-late" if age.first >= LATE_FROM else "is-soon"
        cases = Linked(number, "berkas", listed(f"status=berjalan&umur={age.key}"))
        lines.append(AgeLine(age.label, cases, charts.make_bar(number, most, tone)))
    return lines


def _find_holders(
    seen: AgreementQuerySet,
    today: date,
    calendar: Calendar,
    by_holder: list[insights.Bar],
    as_of: int,
) -> list[HolderLine]:
    """Whoever holds a late case or held one of them for long, most days first."""
    late = seen.running().filter(calendar.overdue(today))
    days = workload.days_of_holders(late, as_of)
    held = {_holder_of(bar): bar for bar in by_holder}
    total, longest = sum(days.values()), max(days.values(), default=0)
    names = sorted({*days, *held}, key=lambda name: (-days.get(name, 0), name))[:MOST_HOLDERS]
    return [
        HolderLine(
            str(Actor[name]),
            Linked(
                held[name].count if name in held else 0,
                "lewat tenggat",
                listed(f"tugas=lewat&pemegang={name}"),
            ),
            format_number(days.get(name, 0)),
            charts.share_of(days.get(name, 0), total),
            charts.make_bar(days.get(name, 0), longest, HELD_BY.get(name, "held-mitra")),
        )
        for name in names
        if name in Actor.__members__
    ]


def _holder_of(bar: insights.Bar) -> str:
    return bar.query.rpartition("=")[2]
