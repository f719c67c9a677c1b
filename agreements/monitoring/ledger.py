"""The ledger of duties: what is owed under the signed agreements, derived in one query for one case or for thousands."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from hashlib import sha256

from django.core.cache import cache
from django.db import connection
from django.db.models import QuerySet

from agreements.models import Agreement, Fulfilment, StageEvent, State, TermSetting
from agreements.regulations import catalogue, duties
from agreements.regulations.vocabulary import Duty
from agreements.workflow.deadlines import Calendar

SOON = timedelta(60)
# How far ahead a returning duty is shown; longer than the longest period, so that the next of each is.
AHEAD = timedelta(400)
ENDED = (State.REJECTED, State.WITHDRAWN)


class Standing(StrEnum):
    LATE = "terlambat"
    OPEN = "belum"
    DONE = "selesai"
    WAIVED = "dibebaskan"


UNMET = (Standing.LATE, Standing.OPEN)


@dataclass(frozen=True)
class Due:
    """One duty of one period. `left` counts calendar days and is negative once the day has passed."""

    agreement_id: int
    duty: Duty
    period: date
    due_on: date
    standing: Standing
    left: int
    fulfilment_id: int | None

    @property
    def label(self) -> str:
        return duties.label(self.duty, self.period)

    @property
    def days_late(self) -> int:
        return -self.left

    @property
    def has_begun(self) -> bool:
        """Whether there is something to report yet; what looks ahead may be done at any time."""
        return self.duty.rule.looks_ahead or (self.due_on - timedelta(self.left)) >= self.period

    @property
    def is_of_a_stage(self) -> bool:
        """Whether a stage of the track recorded it, and not the ledger."""
        return self.standing is Standing.DONE and self.fulfilment_id is None

    @property
    def is_unmet(self) -> bool:
        return self.standing in UNMET


# A period is owed when it begins while the naskah is in force. An extension can no longer be announced after the end.
DUES = """
WITH duty (track_code, code, rhythm, months, days, met_by) AS (
    SELECT * FROM unnest(%s::text[], %s::text[], %s::text[], %s::int[], %s::int[], %s::text[])
), signed AS (
    SELECT id, track_code, effective_on, ends_on FROM agreements_agreement
    WHERE effective_on IS NOT NULL AND state <> ALL (%s) AND id IN ({visible})
), series AS MATERIALIZED (
    SELECT id, effective_on, ends_on, code, rhythm, months, days, met_by,
        (origin + make_interval(months => n * months))::date AS begins,
        (origin + make_interval(months => (n + 1) * months))::date AS next
    FROM signed JOIN duty USING (track_code)
    CROSS JOIN LATERAL (SELECT CASE rhythm
        WHEN 'tiap semester' THEN make_date(extract(year FROM effective_on)::int, 1 + extract(month FROM effective_on)::int / 7 * 6, 1)
        WHEN 'tiap tahun' THEN make_date(extract(year FROM effective_on)::int, 1, 1)
        WHEN 'rencana tiap tahun' THEN make_date(extract(year FROM effective_on)::int, 1, 1)
        WHEN 'sebelum berakhir' THEN ends_on
        ELSE effective_on END AS origin) anchor
    CROSS JOIN LATERAL generate_series(0, CASE WHEN rhythm IN ('sekali', 'sebelum berakhir') THEN 0
        ELSE (least(ends_on, %s) - origin) / (28 * months) END) n
), due AS MATERIALIZED (
    SELECT id AS agreement_id, code, begins, effective_on, ends_on, rhythm, met_by, CASE rhythm
        WHEN 'tiap beberapa bulan' THEN next
        WHEN 'rencana tiap tahun' THEN greatest(begins - 1, effective_on + days)
        WHEN 'sekali' THEN effective_on + days
        WHEN 'sebelum berakhir' THEN (ends_on - make_interval(months => months))::date
        ELSE next - 1 + days END AS due_on
    FROM series
    WHERE begins <= ends_on AND (rhythm <> 'sebelum berakhir' OR ends_on - make_interval(months => months) >= effective_on)
), standing AS (
    SELECT due.*, done.id AS fulfilment_id, CASE
        WHEN done.waived THEN 'dibebaskan'
        WHEN done.id IS NOT NULL OR met_by <> '' AND begins <= effective_on AND EXISTS (
            SELECT FROM agreements_evidence e
            WHERE e.agreement_id = due.agreement_id AND e.requirement_code = met_by AND NOT e.void) THEN 'selesai'
        WHEN met_by <> '' AND rhythm = 'sebelum berakhir' AND EXISTS (
            SELECT FROM agreements_agreement c JOIN agreements_evidence e ON e.agreement_id = c.id
            WHERE c.parent_id = due.agreement_id AND c.berakhir_semula = begins AND e.requirement_code = met_by AND NOT e.void
        ) THEN 'selesai'
        WHEN due_on < %s THEN 'terlambat'
        ELSE 'belum' END AS standing
    FROM due LEFT JOIN agreements_fulfilment done
        ON done.agreement_id = due.agreement_id AND done.duty_code = code AND done.period = begins AND NOT done.void
)
SELECT {wanted} FROM standing
WHERE standing = ANY (%s) AND due_on BETWEEN %s AND %s AND code = ANY (%s)
    AND (fulfilment_id IS NOT NULL OR rhythm <> 'sebelum berakhir' OR ends_on >= %s)
"""
UNSUBMITTED = """ AND NOT EXISTS (SELECT FROM agreements_report r
    WHERE r.agreement_id = standing.agreement_id AND r.duty_code = code AND r.period = begins AND r.state <> 'draf')"""
COLUMNS = "agreement_id, code, begins, due_on, standing, fulfilment_id"


class Ledger:
    """What is owed under the agreements of a QuerySet, narrowed to some standings, days and duties; counts and slices in SQL."""

    def __init__(
        self,
        seen: QuerySet,
        today: date,
        standings: tuple[Standing, ...] = tuple(Standing),
        since: date = date.min,
        until: date = date.max,
        codes: tuple[str, ...] = tuple(duties.DUTIES),
        unsubmitted: bool = False,
        calendar: Calendar | None = None,
    ):
        self.today = today
        self._sql = DUES + UNSUBMITTED * unsubmitted
        self._visible, visible = seen.order_by().values("pk").query.sql_with_params()
        ended, horizon = [*map(str, ENDED)], today + AHEAD
        self._params = [*_law(calendar), ended, *visible, horizon, today, [*map(str, standings)], since, until, [*codes], today]

    def count(self) -> int:
        """How many. All periods are read for it, so it is kept until something happens: whatever changes a duty is logged."""
        newest = StageEvent.objects.order_by("-pk").values_list("pk", flat=True).first()
        key = "duties-" + sha256(repr((self._sql, self._visible, self._params, newest)).encode()).hexdigest()
        if (kept := cache.get(key)) is None:
            cache.set(key, kept := self._fetch("count(*)")[0][0], 3600)
        return kept

    def __getitem__(self, part: slice) -> list[Due]:
        limit = "ALL" if part.stop is None else part.stop - (part.start or 0)
        order = f" ORDER BY due_on, agreement_id, code LIMIT {limit} OFFSET {part.start or 0}"
        return [self._due(*row) for row in self._fetch(COLUMNS, order)]

    def __iter__(self) -> Iterator[Due]:
        return iter(self[:])

    def _due(self, agreement_id: int, code: str, begins: date, due_on: date, standing: str, fulfilment_id: int | None) -> Due:
        left = (due_on - self.today).days
        return Due(agreement_id, duties.DUTIES[code], begins, due_on, Standing(standing), left, fulfilment_id)

    def _fetch(self, wanted: str, order: str = "") -> list[tuple]:
        with connection.cursor() as cursor:
            cursor.execute(self._sql.format(visible=self._visible, wanted=wanted) + order, self._params)
            return cursor.fetchall()


def _law(calendar: Calendar | None) -> list[list]:
    """The duties of each track as columns, with the office's own days, which a calendar has read already."""
    if calendar:
        own = {key: row.days for key, row in calendar.settings.items()}
    else:
        own = dict(TermSetting.objects.filter(term_key__startswith="kewajiban/").values_list("term_key", "days"))
    owed = [
        (track.code, duty.code, str(duty.rule.rhythm), duty.rule.months, own.get(duty.term_key) or duty.rule.days, duty.met_by)
        for track in catalogue.TRACKS
        for duty in duties.duties_of(track.code)
    ]
    return [list(column) for column in zip(*owed, strict=True)]


def due_soon(seen: QuerySet, today: date, standings: tuple[Standing, ...] = UNMET, calendar: Calendar | None = None) -> Ledger:
    """What is late and what is due within the next days; of what is settled, all."""
    unmet = set(standings) <= set(UNMET)
    return Ledger(seen, today, standings, until=today + SOON if unmet else date.max, calendar=calendar)


def dues(agreement: Agreement, today: date) -> list[Due]:
    """What was, is and next will be owed under one agreement: of what lies ahead, the next of each duty."""
    rows, ahead = [], set()
    for due in Ledger(Agreement.objects.filter(pk=agreement.pk), today):
        if due.standing is not Standing.OPEN or due.duty.code not in ahead:
            rows.append(due)
        if due.standing is Standing.OPEN:
            ahead.add(due.duty.code)
    return rows


def find(agreement: Agreement, today: date, duty_code: str, period: date) -> Due | None:
    """The due of that period; None when nothing is owed for it."""
    ledger = Ledger(Agreement.objects.filter(pk=agreement.pk), today, codes=(duty_code,))
    return next((due for due in ledger if due.period == period), None)


def unreported_years(seen: QuerySet, today: date) -> list[Due]:
    """Yearly reports of foreign agreements that did not arrive, of the last year whose report is due.

    While one is missing the Menteri approves no further Rencana Kerja Sama (Permendagri 25/2020 Pasal 38); a waiver of
    ours does not bind him.
    """
    missing, a_year_ago = (*UNMET, Standing.WAIVED), today - timedelta(365)
    return Ledger(seen, today, missing, a_year_ago, today - timedelta(1), (duties.YEARLY_REPORT.code,))[:]


def with_fulfilments(rows: list[Due]) -> list[tuple[Due, Fulfilment | None]]:
    found = Fulfilment.objects.select_related("by").in_bulk([due.fulfilment_id for due in rows if due.fulfilment_id])
    return [(due, found.get(due.fulfilment_id)) for due in rows]
