"""The radar of sleeping cooperations: a traffic light for each agreement in force, with its reasons
and since when, derived in SQL.
"""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.conf import settings
from django.db.models import QuerySet
from django.utils.formats import date_format

from agreements.models import STOPPED, Agreement, ProgressState, RadarSetting, ReportState
from agreements.models.status import IMPLEMENTING
from agreements.monitoring.duties.derived import Derived, fetch_kept
from agreements.regulations import duties, radar
from agreements.regulations.radar import SIGNALS, Signal

ENDED = [*map(str, STOPPED)]


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


# An umbrella lives where what stands under it lives: its kin. What was recorded from an old naskah
# is watched from that record on.
# Nothing is carried out under a Kesepakatan Bersama as long as there is no PKS, so then only that
# is missed, and the report on it.
RADAR = """
WITH watched AS (
    SELECT id, track_code, effective_on, greatest(effective_on, owed_from) AS base,
        state = 'selesai' OR state = 'berjalan' AND stage_code = ANY (%s) AS is_implemented
    FROM agreements_agreement
    WHERE effective_on <= %s AND holds_until >= %s AND NOT terminated AND state <> ALL (%s) AND id IN ({visible})
), kin AS (
    SELECT id, id AS member FROM watched
    UNION ALL SELECT w.id, c.id FROM watched w JOIN agreements_agreement c ON c.parent_id = w.id
    WHERE c.effective_on IS NOT NULL AND c.state <> ALL (%s)
), lived AS MATERIALIZED (
    SELECT kin.id, max(a.year) AS planned_until, max(greatest(r.day, f.day, e.reported)) AS reported_on,
        max(greatest(p.day, e.day)) AS acted_on, bool_or(e.is_pks) AS has_pks
    FROM kin
    LEFT JOIN LATERAL (SELECT max(year) AS year FROM agreements_activity WHERE agreement_id = member) a ON true
    LEFT JOIN LATERAL (SELECT (max(judged_at) AT TIME ZONE %s)::date AS day FROM agreements_report
        WHERE agreement_id = member AND state = %s) r ON true
    LEFT JOIN LATERAL (SELECT max(coalesce(done_on, (at AT TIME ZONE %s)::date)) AS day FROM agreements_fulfilment
        WHERE agreement_id = member AND NOT void AND duty_code = ANY (%s)) f ON true
    LEFT JOIN LATERAL (SELECT (max(submitted_at) AT TIME ZONE %s)::date AS day FROM agreements_progress
        WHERE agreement_id = member AND state <> %s) p ON true
    LEFT JOIN LATERAL (SELECT (max(at) AT TIME ZONE %s)::date AS day,
        max(decided_on) FILTER (WHERE requirement_code = ANY (%s)) AS reported,
        bool_or(requirement_code = 'ttd_perjanjian_kerja_sama') AND member = kin.id AS is_pks
        FROM agreements_evidence WHERE agreement_id = member AND NOT void) e ON true
    GROUP BY kin.id
), under AS (
    SELECT w.id, CASE WHEN l.has_pks OR max(c.holds_until) >= %s THEN NULL
        ELSE greatest(w.effective_on, max(c.holds_until) + 1) END AS unfollowed
    FROM watched w JOIN lived l USING (id)
    LEFT JOIN agreements_agreement c ON c.parent_id = w.id AND c.track_code = ANY (%s)
        AND c.effective_on IS NOT NULL AND c.state <> ALL (%s)
    WHERE w.track_code = ANY (%s)
    GROUP BY w.id, w.effective_on, l.has_pks
), signal (track_code, code, months) AS (
    SELECT * FROM unnest(%s::text[], %s::text[], %s::int[])
), quiet AS (
    SELECT w.id, code, months, CASE
        WHEN code = 'pks' THEN u.unfollowed
        WHEN code = ANY (%s) AND (NOT is_implemented OR u.unfollowed IS NOT NULL) THEN NULL
        WHEN code = 'rencana' THEN CASE WHEN planned_until >= %s THEN NULL ELSE greatest(base, make_date(planned_until + 1, 1, 1)) END
        WHEN code = 'kegiatan' THEN greatest(base, acted_on)
        ELSE greatest(base, reported_on) END AS since
    FROM watched w JOIN signal USING (track_code) JOIN lived l USING (id) LEFT JOIN under u USING (id)
), asleep AS (
    SELECT id, code, since, (since + make_interval(months => 2 * months))::date <= %s AS is_long FROM quiet
    WHERE (since + make_interval(months => months))::date <= %s
), light AS (
    SELECT w.id, CASE WHEN count(code) = 0 THEN 'hijau' WHEN count(code) > 1 OR bool_or(is_long) THEN 'merah' ELSE 'kuning' END AS colour,
        min(since) AS since, array_remove(array_agg(code ORDER BY since, code), NULL) AS codes,
        array_remove(array_agg(since ORDER BY since, code), NULL) AS days
    FROM watched w LEFT JOIN asleep USING (id)
    GROUP BY w.id
)
SELECT {wanted} FROM light WHERE colour = ANY (%s) AND (%s = '' OR %s = ANY (codes))
"""  # noqa: E501
REPORTED_BY = [duty.met_by for duty in duties.DUTIES.values() if duty.document and duty.met_by]


class Radar(Derived[Light]):
    """The lights of the agreements of a QuerySet, narrowed to some colours and one signal; the
    worst and the longest asleep first.
    """

    sql, columns = RADAR, "id, colour, codes, days"
    order = "CASE colour WHEN 'merah' THEN 0 WHEN 'kuning' THEN 1 ELSE 2 END, since, id"

    def __init__(
        self,
        seen: QuerySet,
        today: date,
        colours: Collection[Colour] = tuple(Colour),
        signal: str = "",
    ) -> None:
        self.colours, zone, chosen = (
            colours,
            settings.TIME_ZONE,
            [str(colour) for colour in colours],
        )
        accepted, returned = str(ReportState.ACCEPTED), str(ProgressState.RETURNED)
        codes = [[*column] for column in zip(*radar.watched_signals(own_months()), strict=True)]
        told = [
            *(ENDED, zone, accepted, zone, [*duties.REPORTED], zone, returned, zone, REPORTED_BY),
            *(
                today,
                [*radar.PKS_TRACKS],
                ENDED,
                [*radar.UMBRELLAS],
                *codes,
                [*radar.OF_CARRYING_OUT],
                today.year,
                today,
                today,
            ),
        ]
        super().__init__(
            seen, [sorted(IMPLEMENTING), today, today, ENDED], [*told, chosen, signal, signal]
        )

    def row(self, key: int, colour: str, codes: list[str], days: list[date]) -> Light:
        reasons = (Reason(SIGNALS[code], day) for code, day in zip(codes, days, strict=True))
        return Light(key, Colour(colour), tuple(reasons))

    def count(self) -> int:
        return sum(self.by_colour().get(colour, 0) for colour in self.colours)

    def by_colour(self, as_of: int | None = None) -> Counter[Colour]:
        """How many of each colour, those that are not asked for among them, so that one count
        serves all.
        """
        *told, _, signal, _ = self._params
        rows = fetch_kept(
            self.sql.format(visible=self._visible, wanted="colour, count(*)") + " GROUP BY colour",
            [*told, EVERY, signal, signal],
            as_of,
        )
        return Counter({Colour(colour): n for colour, n in rows})

    def keys(self) -> list[int]:
        """For a filter: the keys of these agreements."""
        return [key for (key,) in self.kept("id")]


def own_months() -> dict[str, int]:
    return dict(RadarSetting.objects.values_list("signal", "months"))


def radar_lights_of(keys: Iterable[int], today: date) -> dict[int, Light]:
    """The light of each of these agreements that is in force."""
    return {
        light.agreement_id: light
        for light in Radar(Agreement.objects.filter(pk__in=[*keys]), today)
    }


def light_of(agreement: Agreement, today: date) -> Light | None:
    """None for one that is not in force."""
    return radar_lights_of([agreement.pk], today).get(agreement.pk)
