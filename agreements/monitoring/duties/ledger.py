"""The ledger of duties: what is owed under the signed agreements, derived in one query for one case
or for thousands.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from django.conf import settings
from django.db.models import QuerySet

from agreements.models import STOPPED, Agreement, Fulfilment, TermSetting
from agreements.monitoring.duties.derived import Derived
from agreements.regulations import catalogue, contract_duties, duties
from agreements.regulations.contract_duties import AGREED
from agreements.regulations.vocabulary import Actor, Duty
from agreements.workflow.deadlines import Calendar

SOON = timedelta(60)
# How far ahead a returning duty is shown; longer than the longest period, so that the next of each
# is.
AHEAD = timedelta(400)


class DutyStatus(StrEnum):
    LATE = "terlambat"
    OPEN = "belum"
    DONE = "selesai"
    WAIVED = "dibebaskan"


UNMET = (DutyStatus.LATE, DutyStatus.OPEN)


@dataclass(frozen=True)
class Due:
    """One duty of one period. `left` counts calendar days and is negative once the day has passed."""  # noqa: E501

    agreement_id: int
    duty: Duty
    period: date
    due_on: date
    standing: DutyStatus
    left: int
    fulfilment_id: int | None

    @property
    def label(self) -> str:
        return duties.period_label_of(self.duty, self.period)

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
        return self.standing is DutyStatus.DONE and self.fulfilment_id is None

    @property
    def is_agreed(self) -> bool:
        """Whether the naskah itself lays it on its bearer, and no law."""
        return isinstance(self.duty.citation, contract_duties.Agreed)

    @property
    def is_unmet(self) -> bool:
        return self.standing in UNMET


# A period is owed when it begins while the naskah is in force. An extension can no longer be
# announced after the end.
# Of an agreement recorded from its naskah, only what falls due since the day from which its duties
# are kept here.
# Beside what the law lays on its track stands what the naskah itself does; `own` is the key of the
# latter. Entered by hand, it is asked
# from that day on, since nobody kept it here before.
DUES = """
WITH duty (track_code, code, rhythm, months, days, met_by, actor) AS (
    SELECT * FROM unnest(%s::text[], %s::text[], %s::text[], %s::int[], %s::int[], %s::text[], %s::text[])
), signed AS (
    SELECT id, track_code, owner_id, effective_on, ends_on, holds_until, owed_from FROM agreements_agreement
    WHERE effective_on IS NOT NULL AND state <> ALL (%s) AND id IN ({visible})
), owed AS (
    SELECT signed.*, code, rhythm, months, days, met_by, actor, NULL::bigint AS own FROM signed JOIN duty USING (track_code)
    UNION ALL
    SELECT signed.id, track_code, owner_id, effective_on, ends_on, holds_until,
        greatest(owed_from, CASE WHEN o.clause_id IS NULL THEN (o.at AT TIME ZONE %s)::date END), 'naskah-' || o.id, due_rhythm,
        CASE due_rhythm WHEN 'tiap semester' THEN 6 WHEN 'tiap tahun' THEN 12 ELSE due_months END, due_days, '', due_party, o.id
    FROM signed JOIN agreements_agreementduty o ON o.agreement_id = signed.id AND NOT o.void
), series AS MATERIALIZED (
    SELECT owed.*, (origin + make_interval(months => n * months))::date AS begins,
        (origin + make_interval(months => (n + 1) * months))::date AS next
    FROM owed
    CROSS JOIN LATERAL (SELECT CASE rhythm
        WHEN 'tiap semester' THEN make_date(extract(year FROM effective_on)::int, 1 + extract(month FROM effective_on)::int / 7 * 6, 1)
        WHEN 'tiap tahun' THEN make_date(extract(year FROM effective_on)::int, 1, 1)
        WHEN 'rencana tiap tahun' THEN make_date(extract(year FROM effective_on)::int, 1, 1)
        WHEN 'sebelum berakhir' THEN ends_on
        ELSE effective_on END AS origin) anchor
    CROSS JOIN LATERAL generate_series(0, CASE WHEN rhythm IN ('sekali', 'sebelum berakhir') THEN 0
        ELSE (least(holds_until, %s) - origin) / (28 * months) END) n
), due AS MATERIALIZED (
    SELECT id AS agreement_id, owner_id, code, own, actor, begins, effective_on, ends_on, owed_from, rhythm, met_by, CASE rhythm
        WHEN 'tiap beberapa bulan' THEN next
        WHEN 'rencana tiap tahun' THEN greatest(begins - 1, effective_on + days)
        WHEN 'sekali' THEN effective_on + days
        WHEN 'sebelum berakhir' THEN (ends_on - make_interval(months => months))::date
        ELSE next - 1 + days END AS due_on
    FROM series
    WHERE begins <= holds_until AND (rhythm <> 'sebelum berakhir' OR ends_on - make_interval(months => months) >= effective_on)
), standing AS (
    SELECT due.*, done.id AS fulfilment_id, CASE
        WHEN done.waived THEN 'dibebaskan'
        WHEN done.id IS NOT NULL OR met_by <> '' AND rhythm <> 'sebelum berakhir' AND begins <= effective_on AND EXISTS (
            SELECT FROM agreements_evidence e
            WHERE e.agreement_id = due.agreement_id AND e.requirement_code = met_by AND NOT e.void AND e.fulfilment_id IS NULL)
        OR met_by <> '' AND rhythm = 'sebelum berakhir' AND EXISTS (
            SELECT FROM agreements_agreement c JOIN agreements_evidence e ON e.agreement_id = c.id
            WHERE c.parent_id = due.agreement_id AND c.berakhir_semula = begins AND e.requirement_code = met_by AND NOT e.void)
        OR met_by <> '' AND EXISTS (
            SELECT FROM agreements_document d
            WHERE d.agreement_id = due.agreement_id AND d.kind = met_by AND d.state = 'siap' AND NOT d.draft
                AND coalesce(d.context ->> 'year', left(d.context ->> 'date', 4)) = extract(year FROM begins)::text) THEN 'selesai'
        WHEN due_on < %s THEN 'terlambat'
        ELSE 'belum' END AS standing
    FROM due LEFT JOIN agreements_fulfilment done
        ON done.agreement_id = due.agreement_id AND done.duty_code = code AND done.period = begins AND NOT done.void
)
SELECT {wanted} FROM standing LEFT JOIN (
    SELECT id AS own, due_text, due_party, basis, due_rhythm, due_months, due_days FROM agreements_agreementduty) agreed USING (own)
WHERE standing = ANY (%s) AND due_on BETWEEN %s AND %s AND (code = ANY (%s) OR own IS NOT NULL AND %s) AND actor = ANY (%s)
    AND (fulfilment_id IS NOT NULL OR rhythm <> 'sebelum berakhir' OR ends_on >= %s)
    AND (owed_from IS NULL OR due_on >= owed_from)
"""  # noqa: E501
# To be written: what falls due soon, and what the stage of its agreement waits for now though its
# day lies further ahead.
UNSUBMITTED = """ AND NOT EXISTS (SELECT FROM agreements_report r
    WHERE r.agreement_id = standing.agreement_id AND r.duty_code = code AND r.period = begins AND r.state <> 'draf')
AND (due_on <= %s OR begins <= %s AND met_by <> '' AND EXISTS (
    SELECT FROM agreements_agreement a WHERE a.id = standing.agreement_id AND a.state = 'berjalan' AND a.stage_code = ANY (%s))
    AND NOT EXISTS (SELECT FROM agreements_evidence e
        WHERE e.agreement_id = standing.agreement_id AND e.requirement_code = met_by AND NOT e.void))"""  # noqa: E501
OWN = ("own", "due_text", "due_party", "basis", "due_rhythm", "due_months", "due_days")
EVERY = (*duties.DUTIES, AGREED)
EVERYBODY = tuple(Actor.__members__)
# The stages that ask for a report which is written here.
REPORTING = frozenset(
    stage.code
    for track in catalogue.EACH
    for stage in track.stages
    for need in stage.requirements
    if need.code in {duty.met_by for duty in duties.duties_of(track.code) if duty.document}
)


class Ledger(Derived[Due]):
    """What is owed under the agreements of a QuerySet, narrowed to some standings, days, duties and
    those who owe them.

    Counts and slices in SQL. `codes` are those of the law and of one naskah; AGREED among them
    stands for all that naskah say.
    """

    columns = f"agreement_id, code, begins, due_on, standing, fulfilment_id, {', '.join(OWN)}"
    order = "due_on, agreement_id, code"

    def __init__(
        self,
        seen: QuerySet,
        today: date,
        standings: tuple[DutyStatus, ...] = tuple(DutyStatus),
        since: date = date.min,
        until: date = date.max,
        codes: tuple[str, ...] = EVERY,
        unsubmitted: bool = False,
        calendar: Calendar | None = None,
        actors: tuple[str, ...] = EVERYBODY,
    ) -> None:
        self.today = today
        self.sql = DUES + UNSUBMITTED * unsubmitted
        ended, horizon, chosen = [*map(str, STOPPED)], today + AHEAD, [*map(str, standings)]
        narrowed = [chosen, since, until, [*codes], AGREED in codes, [*actors], today]
        if unsubmitted:
            narrowed += [today + SOON, today, sorted(REPORTING)]
        super().__init__(
            seen, [*_law(calendar, codes), ended], [settings.TIME_ZONE, horizon, today, *narrowed]
        )

    def by_unit(self, as_of: int | None = None) -> dict[int, dict[DutyStatus, int]]:
        """How many of each standing, by the OPD of the agreement."""
        found: dict[int, dict[DutyStatus, int]] = {}
        for owner, standing, n in self.kept(
            "owner_id, standing, count(*)", " GROUP BY owner_id, standing", as_of
        ):
            found.setdefault(owner, {})[DutyStatus(standing)] = n
        return found

    def row(
        self,
        agreement_id: int,
        code: str,
        begins: date,
        due_on: date,
        standing: str,
        fulfilment_id: int | None,
        *own,
    ) -> Due:
        duty = duties.DUTIES[code] if own[0] is None else contract_duties.make_contract_duty(*own)
        return Due(
            agreement_id,
            duty,
            begins,
            due_on,
            DutyStatus(standing),
            (due_on - self.today).days,
            fulfilment_id,
        )


def _law(calendar: Calendar | None, codes: Collection[str]) -> list[list]:
    """Those duties of each track as columns, with the office's own days, which a calendar has read
    already.
    """
    if calendar:
        own = {key: row.days for key, row in calendar.settings.items()}
    else:
        own = dict(
            TermSetting.objects.filter(term_key__startswith="kewajiban/").values_list(
                "term_key", "days"
            )
        )
    owed = [
        (
            track.code,
            duty.code,
            str(duty.rule.rhythm),
            duty.rule.months,
            own.get(duty.term_key) or duty.rule.days,
            duty.met_by,
            duty.actor.name,
        )
        for track in catalogue.EACH
        for duty in duties.duties_of(track.code)
        if duty.code in codes
    ]
    return [list(column) for column in zip(*owed, strict=True)] or [[] for _ in range(7)]


def due_soon(
    seen: QuerySet, today: date, standings: tuple[DutyStatus, ...] = UNMET, **narrowed: Any
) -> Ledger:
    """What is late and what is due within the next days; of what is settled, all. `narrowed` goes
    to the Ledger.
    """
    unmet = set(standings) <= set(UNMET)
    return Ledger(seen, today, standings, until=today + SOON if unmet else date.max, **narrowed)


def unsubmitted_reports(seen: QuerySet, today: date) -> Ledger:
    """Reports whose day has come near or passed, or for which a stage waits, and that nobody
    submitted yet.
    """
    return Ledger(seen, today, UNMET, codes=duties.REPORTED, unsubmitted=True)


def dues_of_agreement(
    agreement: Agreement, today: date, calendar: Calendar | None = None
) -> list[Due]:
    """What was, is and next will be owed under one agreement: of what lies ahead, the next of each
    duty.
    """
    rows, ahead = [], set()
    for due in Ledger(Agreement.objects.filter(pk=agreement.pk), today, calendar=calendar):
        if due.standing is not DutyStatus.OPEN or due.duty.code not in ahead:
            rows.append(due)
        if due.standing is DutyStatus.OPEN:
            ahead.add(due.duty.code)
    return rows


def find_due(agreement: Agreement, today: date, duty_code: str, period: date) -> Due | None:
    """The due of that period; None when nothing is owed for it."""
    ledger = Ledger(Agreement.objects.filter(pk=agreement.pk), today, codes=(duty_code,))
    return next((due for due in ledger if due.period == period), None)


def unreported_years(seen: QuerySet, today: date, calendar: Calendar | None = None) -> list[Due]:
    """Yearly reports of foreign agreements that did not arrive, of the last year whose report is
    due.

    While one is missing the Menteri approves no further Rencana Kerja Sama (Permendagri 25/2020
    Pasal 38); a waiver of ours does not bind him.
    """
    missing, a_year_ago = (*UNMET, DutyStatus.WAIVED), today - timedelta(365)
    yearly = (duties.YEARLY_REPORT.code,)
    return Ledger(
        seen, today, missing, a_year_ago, today - timedelta(1), yearly, calendar=calendar
    )[:]


def with_fulfilments(rows: list[Due]) -> list[tuple[Due, Fulfilment | None]]:
    found = Fulfilment.objects.select_related("by").in_bulk(
        [due.fulfilment_id for due in rows if due.fulfilment_id]
    )
    return [(due, found.get(due.fulfilment_id)) for due in rows]
