"""The questions behind beranda, daftar and dasbor, answered in SQL."""

from datetime import date, timedelta
from typing import NamedTuple

from django.db import connection
from django.db.models import CharField, Count, F, Func, Q, QuerySet

from agreements.models import Agreement
from agreements.regulations import catalogue, urusan
from agreements.regulations.vocabulary import Actor, Stage
from agreements.workflow.deadlines import Calendar

SOON = timedelta(90)
TASKS = {
    "saya": "Perlu tindakan saya",
    "lain": "Menunggu pihak lain",
    "lewat": "Lewat tenggat",
    "berakhir": "Berakhir dalam 90 hari",
}
STAGES: dict[tuple[str, str], Stage] = {(track.code, stage.code): stage for track in catalogue.TRACKS for stage in track.stages}


class Bar(NamedTuple):
    """One line of a chart: how many, what share of the longest, and where the list behind it is."""

    label: str
    count: int
    query: str
    share: int = 0
    note: str = ""


def task_list(rows: QuerySet, task: str, user, today: date, calendar: Calendar) -> QuerySet:
    """The cases behind a counter of the beranda."""
    return {
        "saya": lambda: rows.held_by(user),
        "lain": lambda: rows.running().exclude(pk__in=Agreement.objects.held_by(user).values("pk")),
        "lewat": lambda: rows.running().filter(calendar.overdue(today)),
        "berakhir": lambda: rows.expiring(today, today + SOON),
    }[task]()


def bars(rows: list[tuple[str, int, str]], notes: dict | None = None) -> list[Bar]:
    longest = max((count for _, count, _ in rows), default=0) or 1
    return [Bar(label, count, query, round(100 * count / longest), (notes or {}).get(query, "")) for label, count, query in rows]


def by_track(seen: QuerySet) -> list[Bar]:
    rows = seen.order_by().values("track_code").annotate(n=Count("pk")).order_by("-n")
    return bars([(catalogue.TITLES[r["track_code"]], r["n"], f"jalur={r['track_code']}") for r in rows])


def by_stage(seen: QuerySet) -> list[Bar]:
    """Running cases by the law's name of the stage, over all tracks."""
    rows = seen.running().order_by().values("stage_code").annotate(n=Count("pk")).order_by("-n")
    names = {code: stage.name for (_, code), stage in reversed(STAGES.items())}
    return bars([(names[r["stage_code"]], r["n"], f"tahap={r['stage_code']}&status=berjalan") for r in rows])


def by_unit(seen: QuerySet, most: int = 10) -> list[Bar]:
    rows = seen.order_by().values("owner_id", "owner__name").annotate(n=Count("pk")).order_by("-n", "owner__name")[:most]
    return bars([(r["owner__name"], r["n"], f"opd={r['owner_id']}") for r in rows])


def by_urusan(seen: QuerySet, most: int = 10) -> list[Bar]:
    rows = (
        seen.order_by().annotate(one=Func(F("urusan"), function="unnest", output_field=CharField())).values("one").annotate(n=Count("pk"))
    )
    counted = sorted(((r["n"], r["one"]) for r in rows), key=lambda row: (-row[0], row[1]))[:most]
    return bars([(urusan.BY_CODE[code].name, n, f"urusan={code}") for n, code in counted])


def overdue_by_holder(seen: QuerySet, today: date, calendar: Calendar) -> list[Bar]:
    """Who holds what is late; a case that waits for two counts for both."""
    late = task_list(seen, "lewat", None, today, calendar).order_by()
    rows = late.annotate(who=Func(F("holders"), function="unnest")).values("who").annotate(n=Count("pk")).order_by("-n")
    return bars([(str(Actor[r["who"]]), r["n"], f"tugas=lewat&pemegang={r['who']}") for r in rows])


class StageTime(NamedTuple):
    track: str
    stage: Stage
    cases: int
    median_days: float
    norm: str
    is_over: bool


MEDIANS = """
SELECT track_code, stage_code, count(*), percentile_cont(0.5) WITHIN GROUP (ORDER BY days)
FROM (SELECT c.track_code, c.stage_code, extract(epoch FROM sum(c.ended_at - c.started_at)) / 86400 AS days
      FROM agreements_clock c WHERE c.ended_at IS NOT NULL AND c.owner <> 'SUSPENDED' AND c.agreement_id IN ({visible})
      AND NOT EXISTS (SELECT 1 FROM agreements_clock o WHERE o.agreement_id = c.agreement_id AND o.stage_code = c.stage_code
                      AND o.ended_at IS NULL)
      GROUP BY c.agreement_id, c.track_code, c.stage_code) per_case
GROUP BY track_code, stage_code
"""


def stage_times(seen: QuerySet, calendar: Calendar) -> list[StageTime]:
    """Median calendar days that finished stages took, beside the term the law or the office sets."""
    visible, params = seen.order_by().values("pk").query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(MEDIANS.format(visible=visible), params)
        measured = {(track, stage): (cases, float(days)) for track, stage, cases, days in cursor.fetchall()}
    found = []
    for (track, code), stage in STAGES.items():
        if (track, code) in measured:
            cases, days = measured[track, code]
            norm, most = _norm(track, stage, calendar)
            found.append(StageTime(catalogue.TITLES[track], stage, cases, round(days, 1), norm, bool(most) and days > most))
    return found


def _norm(track_code: str, stage: Stage, calendar: Calendar) -> tuple[str, float]:
    """The stage's own term in words and in calendar days."""
    if stage.deadline is None:
        return "-", 0
    days, kind = calendar.length(catalogue.newest(track_code), stage, stage.deadline)
    return f"{days} hari {kind}", days * (7 / 5 if kind == "kerja" else 1)


def similar_to(agreement: Agreement, seen: QuerySet) -> QuerySet:
    """Up to five other cases, not given up, whose title reads alike: they may be the same cooperation."""
    alike = Q(title__trigram_similar=agreement.title)
    return (
        seen.filter(alike)
        .exclude(pk=agreement.pk)
        .exclude(state__in=("ditolak", "ditarik"))
        .select_related("partner", "owner")
        .defer("partner__logo", "search")[:5]
    )
