"""The questions behind beranda, daftar and dasbor, answered in SQL."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import NamedTuple

from django.db.models import Case, CharField, Count, F, Func, Q, QuerySet, Value, When
from django.urls import reverse
from django.utils import timezone

from agreements.models import RESTING, STOPPED, Agreement, State
from agreements.models.agreement_queries import AgreementQuerySet
from agreements.models.status import Status, where_status
from agreements.monitoring.duties import ledger, radar
from agreements.monitoring.duties.derived import fetch_kept, keys_of
from agreements.monitoring.duties.ledger import DutyStatus
from agreements.monitoring.duties.radar import Radar
from agreements.monitoring.ending import deciding
from agreements.monitoring.leadership import figures
from agreements.regulations import catalogue, urusan
from agreements.regulations.duties import REPORTED
from agreements.regulations.vocabulary import Actor, DayKind, Stage
from agreements.workflow.deadlines import Calendar
from kerjasama.accounts.models import Unit, User

SOON = timedelta(90)
MEDIANS_KEPT_SECONDS = 600
TASKS = {
    "saya": "Bola di saya",
    "lain": "Menunggu pihak lain",
    "lewat": "Lewat tenggat",
    "berakhir": "Berakhir dalam 90 hari",
    "putusan": "Keputusan belum diambil",
    "pimpinan": "Menunggu pimpinan",
    "pengecualian": "Pengecualian pemisahan tugas",
}
LEADERS = (Actor.SEKDA.name, Actor.HEAD_OF_REGION.name)
STAGES: dict[tuple[str, str], Stage] = {
    (track.code, stage.code): stage for track in catalogue.EACH for stage in track.stages
}
FIRST_STAGES = {track.stages[0].code for track in catalogue.TRACKS}


class TrackTimes(NamedTuple):
    """The stages of one track with their medians."""

    title: str
    stages: list["StageTime"]

    @property
    def over(self) -> int:
        """In how many stages the median is over the norm."""
        return sum(stage.is_over for stage in self.stages)


@dataclass(frozen=True)
class Bar:
    """One line of a chart: how many, what share of the longest, and where the list behind it is."""

    label: str
    count: int
    query: str
    share: int = 0
    note: str = ""


def task_list(
    rows: AgreementQuerySet, task: str, user: User, today: date, calendar: Calendar
) -> AgreementQuerySet:
    """The cases behind a counter of the beranda."""
    return {
        "saya": lambda: rows.held_by(user),
        "lain": lambda: rows.held_by_others(user),
        "lewat": lambda: rows.running().filter(calendar.overdue(today)),
        "berakhir": lambda: rows.expiring(today, today + SOON),
        "pimpinan": lambda: rows.running().filter(holders__overlap=LEADERS),
        "pengecualian": lambda: rows.exempted(),
        "putusan": lambda: deciding.awaited_decisions(rows, today, calendar),
    }[task]()


def make_bars(rows: list[tuple[str, int, str]], notes: dict[str, str] | None = None) -> list[Bar]:
    """A line of a chart for each (label, count, query); `notes` are by query."""
    longest = max((count for _, count, _ in rows), default=0) or 1
    return [
        Bar(label, count, query, round(100 * count / longest), (notes or {}).get(query, ""))
        for label, count, query in rows
    ]


def count_by_stage_and_state(seen: QuerySet) -> list[tuple[str, str, str, int]]:
    """(track, stage, state, how many) in one pass; the totals and two charts are sums of these.

    What runs is only what is still being made; what is carried out already is in force.
    """
    being_made = where_status(Status.ON_ITS_WAY, timezone.localdate())
    carried_out = When(Q(state=State.RUNNING) & ~being_made, then=Value(str(Status.IN_FORCE)))
    rows = seen.order_by().annotate(
        standing=Case(carried_out, default=F("state"), output_field=CharField())
    )
    return list(rows.values_list("track_code", "stage_code", "standing").annotate(n=Count("*")))


def by_track(counts: list[tuple[str, str, str, int]]) -> list[Bar]:
    """Cases by their track. `counts` are (track, stage, state, how many)."""
    sums = _sums((track, number) for track, _, _, number in counts)
    return make_bars([(catalogue.TITLES[code], n, f"jalur={code}") for code, n in sums])


def by_stage(counts: list[tuple[str, str, str, int]]) -> list[Bar]:
    """Running cases by the law's name of the stage, over all tracks."""
    names = {code: stage.name for (_, code), stage in reversed(STAGES.items())}
    running = _sums((stage, n) for _, stage, state, n in counts if state == State.RUNNING)
    return make_bars([(names[code], n, f"tahap={code}&status=berjalan") for code, n in running])


def _sums(pairs: Iterable[tuple[str, int]]) -> list[tuple[str, int]]:
    total: Counter[str] = Counter()
    for key, n in pairs:
        total[key] += n
    return sorted(total.items(), key=lambda item: (-item[1], item[0]))


def by_unit(seen: QuerySet, most: int = 10) -> list[Bar]:
    """The OPD with the most cases."""
    # Counted before the names are joined, so that the index on the owner answers alone.
    counted = dict(seen.order_by().values_list("owner_id").annotate(n=Count("*")))
    named = sorted(
        Unit.objects.filter(pk__in=counted).values_list("name", "pk"),
        key=lambda unit: (-counted[unit[1]], unit[0]),
    )
    return make_bars([(name, counted[pk], f"opd={pk}") for name, pk in named[:most]])


def by_urusan(seen: QuerySet, most: int = 10) -> list[Bar]:
    """The government affairs with the most cases; a case may count for several."""
    rows = (
        seen.order_by()
        .annotate(one=Func(F("urusan"), function="unnest", output_field=CharField()))
        .values("one")
        .annotate(n=Count("*"))
    )
    counted = sorted(((r["n"], r["one"]) for r in rows), key=lambda row: (-row[0], row[1]))[:most]
    return make_bars([(urusan.BY_CODE[code].name, n, f"urusan={code}") for n, code in counted])


def count_overdue(
    seen: AgreementQuerySet, today: date, calendar: Calendar
) -> tuple[int, list[Bar]]:
    """How many are late, and who holds them; a case that waits for two counts for both."""
    late = seen.running().filter(calendar.overdue(today)).order_by()
    counts = list(late.values_list("holders").annotate(n=Count("*")))
    held = _sums((name, number) for holders, number in counts for name in holders)
    bars = [(str(Actor[name]), n, f"tugas=lewat&pemegang={name}") for name, n in held]
    return sum(number for _, number in counts), make_bars(bars)


@dataclass(frozen=True)
class Figure:
    """One number and where the list behind it is."""

    label: str
    address: str
    count: int


def figures_of(
    seen: AgreementQuerySet, today: date, calendar: Calendar, as_of: int
) -> list[tuple[str, list[Figure]]]:
    """What sleeps, ends, is to be decided and was reached, under its headings."""
    lights = Radar(seen, today).by_colour(as_of)
    outcomes = figures.Indicators(seen).by_outcome(as_of)
    windows, undecided = figures.count_expiring(seen, today, calendar)
    listed = reverse("daftar")
    watched = reverse("radar")
    measured = reverse("indikator")
    in_force = [
        Figure(text, f"{watched}?warna={colour}", lights[colour])
        for colour, text in radar.LABELS.items()
    ]
    ends = [Figure(window.label, f"{listed}?habis={window.last}", n) for window, n in windows]
    ends.append(Figure(TASKS["putusan"], f"{listed}?tugas=putusan", undecided))
    reached = [
        Figure(text, f"{measured}?hasil={key}", outcomes[key])
        for key, text in figures.OUTCOMES.items()
    ]
    return [
        ("Sedang berlaku", in_force),
        ("Akan berakhir", ends),
        ("Indikator pelayanan publik", reached),
    ]


class ReportsOfUnit(NamedTuple):
    """Reports that an OPD still owes."""

    unit: str
    address: str
    late: int
    due: int


def reports_by_unit(
    seen: AgreementQuerySet, today: date, calendar: Calendar, as_of: int
) -> list[ReportsOfUnit]:
    """What each OPD has still to report, those with the most that is late first."""
    counts = ledger.due_soon(seen, today, codes=REPORTED, calendar=calendar).by_unit(as_of)
    names = dict(Unit.objects.filter(pk__in=counts).values_list("pk", "name"))
    owed = f"{reverse('kewajiban')}?jenis=laporan"
    rows = []
    for pk, numbers in counts.items():
        late = numbers.get(DutyStatus.LATE, 0)
        due = numbers.get(DutyStatus.OPEN, 0)
        rows.append(ReportsOfUnit(names[pk], f"{owed}&opd={pk}", late, due))
    return sorted(rows, key=lambda row: (-row.late, -row.due, row.unit))


def signature_times(seen: AgreementQuerySet, as_of: int, most: int = 10) -> list[tuple[Bar, float]]:
    """Of the tracks with the most, how many were signed and in how many days (median); the bar
    shows the days.
    """
    times = figures.days_to_signature(seen, as_of)[:most]
    longest = max((time.median_days for time in times), default=0) or 1
    bars = []
    for time in times:
        title = catalogue.TITLES[time.track_code]
        query = f"jalur={time.track_code}&berlaku=ditandatangani&asal=sistem"
        share = round(100 * time.median_days / longest)
        bars.append((Bar(title, time.cases, query, share), time.median_days))
    return bars


class StageTime(NamedTuple):
    """How long finished cases took in a stage: the median in calendar days, beside its norm."""

    track: str
    stage: Stage
    cases: int
    median_days: float
    norm: str
    is_over: bool


# What a case took in a stage is the time in which anybody held it: clocks that ran in parallel
# count once, rests not at all.
MEDIANS = """
SELECT track_code, stage_code, count(*),
    extract(epoch FROM percentile_cont(0.5) WITHIN GROUP (ORDER BY took)) / 86400
FROM (
    SELECT track_code, stage_code,
        (SELECT coalesce(sum(upper(span) - lower(span)), '0') FROM unnest(held) span) AS took
    FROM (
        SELECT track_code, stage_code,
            range_agg(tstzrange(started_at, ended_at)) FILTER (WHERE owner <> ALL (%(resting)s))
                AS held
        FROM agreements_clock WHERE agreement_id IN ({visible})
        GROUP BY agreement_id, track_code, stage_code HAVING bool_and(ended_at IS NOT NULL)
    ) visits
) per_case
GROUP BY track_code, stage_code
"""


def stage_times(seen: QuerySet, calendar: Calendar) -> list[TrackTimes]:
    """Per track, the median calendar days that finished stages took, beside the term the law or the
    office sets.
    """
    measured = _medians(seen)
    found = []
    for (track, code), stage in STAGES.items():
        if (track, code) not in measured:
            continue
        cases, days = measured[track, code]
        norm, most = norm_of_stage(track, code, calendar)
        is_over = bool(most) and days > most
        title = catalogue.TITLES[track]
        found.append(StageTime(title, stage, cases, round(days, 1), norm, is_over))
    return [
        TrackTimes(title, list(stages)) for title, stages in groupby(found, lambda time: time.track)
    ]


def _medians(seen: QuerySet) -> dict[tuple[str, str], tuple[int, float]]:
    """(track, stage): (cases, days). All clocks are read for it and one act hardly moves it, so it
    is kept for a while.
    """
    visible = keys_of(seen)
    statement = MEDIANS.format(visible=visible.sql)
    params = visible.params | {"resting": [*RESTING]}
    rows = fetch_kept(statement, params, as_of=0, seconds=MEDIANS_KEPT_SECONDS)
    return {(track, stage): (cases, float(days)) for track, stage, cases, days in rows}


def norm_of_stage(track_code: str, code: str, calendar: Calendar) -> tuple[str, float]:
    """The stage's own term in words and in calendar days."""
    stage = STAGES[track_code, code]
    if stage.deadline is None:
        return "-", 0
    days, kind = calendar.length(catalogue.newest_track_version(track_code), stage, stage.deadline)
    most = float(days)
    if kind == DayKind.WORKING:
        most = days * (7 / 5)
    return f"{days} hari {kind}", most


def similar_to(agreement: Agreement, seen: QuerySet) -> list[tuple[Agreement, bool]]:
    """Up to five other cases, not given up, whose title reads alike and may be the same
    cooperation, each with whether it is `seen`.

    An overlap lies most often with another OPD, whose cases the proposer cannot open; their
    drafts stay their own.
    """
    foreign_draft = Q(
        state=State.RUNNING, holders=[Actor.OPD.name], stage_code__in=FIRST_STAGES
    ) & ~Q(owner=agreement.owner_id)
    found = list(
        Agreement.objects.filter(title__trigram_similar=agreement.title)
        .exclude(pk=agreement.pk)
        .exclude(state__in=STOPPED)
        .exclude(foreign_draft)
        .select_related("owner")
        .defer("search")
        .with_partner_names()[:5]
    )
    opened = set(
        seen.filter(pk__in=[row.pk for row in found]).order_by().values_list("pk", flat=True)
    )
    return [(row, row.pk in opened) for row in found]
