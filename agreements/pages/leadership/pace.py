"""Where cases are stuck: how many each stage has, and how long it takes against its term."""

from dataclasses import dataclass

from agreements import insights
from agreements.models import State
from agreements.models.agreement_queries import AgreementQuerySet
from agreements.monitoring.leadership import trends
from agreements.pages.leadership import charts
from agreements.pages.leadership.charts import Bar
from agreements.pages.leadership.figures import Linked, listed
from agreements.workflow.deadlines import Calendar

MOST_STAGES = 6
MOST_PACES = 9


@dataclass(frozen=True)
class StageLine:
    """How many cases are in a stage, and how long it takes against its term."""

    name: str
    cases: Linked
    count_bar: Bar
    days: str
    norm: str
    is_over: bool
    days_bar: Bar


def find_stages(seen: AgreementQuerySet, calendar: Calendar) -> list[StageLine]:
    """The stages with the most cases in the order of the road, with the days they take."""
    counts = insights.count_by_stage_and_state(seen)
    shown = insights.by_stage(counts)[:MOST_STAGES]
    order = [code for _, code in insights.STAGES]
    tracks = _busiest_track(counts)
    paces = trends.stage_paces(seen)
    found = []
    for bar in shown:
        code = bar.query.removeprefix("tahap=").split("&")[0]
        norm, most = insights.norm_of_stage(tracks[code], code, calendar)
        found.append((order.index(code), bar, paces.get(code), norm, most))
    found.sort(key=lambda row: row[0])
    largest = max((bar.count for bar in shown), default=0)
    return [
        StageLine(
            bar.label,
            Linked(bar.count, "berkas", listed(bar.query)),
            charts.make_bar(bar.count, largest, "is-many"),
            str(pace.half) if pace else "–",
            norm.removesuffix(" kalender"),
            bool(pace and most and pace.half > most),
            charts.make_bar_with_limit(pace.half if pace else 0, most),
        )
        for _, bar, pace, norm, most in found
    ]


@dataclass(frozen=True)
class PaceLine:
    """How many finished a stage, in how many days half and nine in ten did, and its term."""

    name: str
    cases: int
    half: int
    most: int
    norm: str
    is_over: bool
    bar: Bar


def find_paces(seen: AgreementQuerySet, calendar: Calendar) -> list[PaceLine]:
    """Of the stages that most cases finished, in the order of the road."""
    tracks = _busiest_track(insights.count_by_stage_and_state(seen))
    paces = trends.stage_paces(seen)
    order = [code for _, code in insights.STAGES]
    known = [code for code in paces if code in order]
    found = sorted(known, key=lambda code: -paces[code].cases)[:MOST_PACES]
    lines = []
    for code in sorted(found, key=order.index):
        track = tracks.get(code) or next(name for name, one in insights.STAGES if one == code)
        pace = paces[code]
        norm, limit = insights.norm_of_stage(track, code, calendar)
        lines.append(
            PaceLine(
                insights.STAGES[track, code].name,
                pace.cases,
                pace.half,
                pace.most,
                norm.removesuffix(" kalender"),
                bool(limit and pace.half > limit),
                charts.make_bar_of_range(pace.half, pace.most, limit),
            )
        )
    return lines


def _busiest_track(counts: list[tuple[str, str, str, int]]) -> dict[str, str]:
    """For each stage the track with the most running cases in it, whose term is told of it."""
    running = [(n, stage, track) for track, stage, state, n in counts if state == State.RUNNING]
    return {stage: track for _, stage, track in sorted(running)}
