"""The radar of sleeping cooperations: a traffic light for each agreement in force, with its reasons
and since when, derived in SQL.
"""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache

from django.conf import settings
from django.db.models import QuerySet
from django.utils.formats import date_format

from agreements.models import STOPPED, Agreement, ProgressState, RadarSetting, ReportState, State
from agreements.models.status import IMPLEMENTING
from agreements.monitoring.duties.derived import Derived, fetch_kept, read_sql, words_of
from agreements.regulations import duties, radar
from agreements.regulations.radar import SIGNALS, Signal
from kerjasama.web.compiled import CompiledRows
from kerjasama.web.kept_settings import KeptRows


class Colour(StrEnum):
    RED = "merah"
    YELLOW = "kuning"
    GREEN = "hijau"


EVERY = [str(colour) for colour in Colour]
SLEEPING = (Colour.RED, Colour.YELLOW)
LABELS = {
    Colour.RED: "Merah (tidur)",
    Colour.YELLOW: "Kuning (mulai tidur)",
    Colour.GREEN: "Hijau (berjalan)",
}
TAGS = {Colour.RED: "Tidur", Colour.YELLOW: "Mulai tidur", Colour.GREEN: "Berjalan"}


@dataclass(frozen=True)
class Reason:
    """Why it sleeps, and since when."""

    signal: Signal
    since: date

    def __str__(self) -> str:
        return f"{self.signal.text} sejak {date_format(self.since, 'j F Y')}"


@dataclass(frozen=True)
class Light:
    agreement_id: int
    colour: Colour
    reasons: tuple[Reason, ...]

    @property
    def tag(self) -> str:
        return TAGS[self.colour]


RADAR = read_sql(__file__, "radar.sql")
REPORTED_BY = [duty.met_by for duty in duties.DUTIES.values() if duty.document and duty.met_by]

# What the query calls by names of its own: words of the enums and of the law on the radar.
WORDS = words_of(Colour, "colour") | {
    "zone": settings.TIME_ZONE,
    "stopped": [state.value for state in STOPPED],
    "state_done": State.DONE.value,
    "state_running": State.RUNNING.value,
    "implementing": sorted(IMPLEMENTING),
    "report_accepted": ReportState.ACCEPTED.value,
    "progress_returned": ProgressState.RETURNED.value,
    "reported_duties": [*duties.REPORTED],
    "reported_by": REPORTED_BY,
    "pks_signed": f"ttd_{radar.PKS}",
    "pks_tracks": [*radar.PKS_TRACKS],
    "umbrellas": [*radar.UMBRELLAS],
    "no_pks": radar.NO_PKS.code,
    "no_plan": radar.NO_PLAN.code,
    "no_progress": radar.NO_PROGRESS.code,
    "of_carrying_out": [*radar.OF_CARRYING_OUT],
}


class Radar(Derived[Light]):
    """The lights of the agreements of a QuerySet, narrowed to some colours and one signal; the
    worst and the longest asleep first.
    """

    sql, columns = RADAR, "id, colour, codes, days"
    order = """CASE colour WHEN %(colour_red)s THEN 0 WHEN %(colour_yellow)s THEN 1 ELSE 2 END,
        since, id"""

    def __init__(
        self,
        seen: QuerySet,
        today: date,
        colours: Collection[Colour] = tuple(Colour),
        signal: str = "",
    ) -> None:
        self.colours = colours
        tracks, codes, months = zip(*radar.watched_signals(own_months()), strict=True)
        asked = {"colours": [colour.value for colour in colours], "signal": signal}
        dates = {"today": today, "year": today.year}
        watched = {
            "signal_tracks": [*tracks],
            "signal_codes": [*codes],
            "signal_months": [*months],
        }
        super().__init__(seen, WORDS | watched | dates | asked)

    def row(self, key: int, colour: str, codes: list[str], days: list[date]) -> Light:
        reasons = (Reason(SIGNALS[code], day) for code, day in zip(codes, days, strict=True))
        return Light(key, Colour(colour), tuple(reasons))

    def count(self) -> int:
        return sum(self.by_colour().get(colour, 0) for colour in self.colours)

    def by_colour(self, as_of: int | None = None) -> Counter[Colour]:
        """How many of each colour, those that are not asked for among them, so that one count
        serves all.
        """
        statement = f"{self._statement('colour, count(*)')} GROUP BY colour"
        found_as_of = self.as_of if as_of is None else as_of
        rows = fetch_kept(statement, self._params | {"colours": EVERY}, found_as_of)
        return Counter({Colour(colour): n for colour, n in rows})

    def keys(self) -> list[int]:
        """For a filter: the keys of these agreements."""
        return [key for (key,) in self.kept("id")]


def own_months() -> dict[str, int]:
    """What the office set, by signal."""
    return {row.signal: row.months for row in _settings().rows()}


@cache
def _settings() -> KeptRows[RadarSetting]:
    """All of it; asked by every list."""
    written = CompiledRows(RadarSetting.objects.order_by())
    return KeptRows(lambda: written.rows({}))


def radar_lights_of(keys: Iterable[int], today: date) -> dict[int, Light]:
    """The light of each of these agreements that is in force."""
    return {
        light.agreement_id: light
        for light in Radar(Agreement.objects.filter(pk__in=[*keys]), today)
    }


def light_of(agreement: Agreement, today: date) -> Light | None:
    """None for one that is not in force."""
    return radar_lights_of([agreement.pk], today).get(agreement.pk)
