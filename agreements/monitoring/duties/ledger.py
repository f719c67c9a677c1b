"""The ledger of duties: what is owed under the signed agreements, derived in one query for one case
or for thousands.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from django.conf import settings
from django.db.models import QuerySet

from agreements.documents.archive.integrity import mark_damaged_rows
from agreements.models import (
    STOPPED,
    Agreement,
    DocumentState,
    Fulfilment,
    ReportState,
    State,
    TermSetting,
)
from agreements.monitoring.duties.derived import Derived, read_sql, words_of
from agreements.regulations import catalogue, contract_duties, duties
from agreements.regulations.contract_duties import AGREED
from agreements.regulations.duty_rules import Duty, Rhythm
from agreements.regulations.vocabulary import Actor
from agreements.workflow.deadlines import Calendar

SOON = timedelta(60)
# From so many days on an open duty presses.
NEAR_DAYS = 30
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
    def is_late(self) -> bool:
        return self.standing is DutyStatus.LATE

    @property
    def is_open(self) -> bool:
        """Whether its day is still to come."""
        return self.standing is DutyStatus.OPEN

    @property
    def is_near(self) -> bool:
        """Whether it is open and its day comes soon."""
        return self.is_open and self.left <= NEAR_DAYS

    @property
    def is_waived(self) -> bool:
        return self.standing is DutyStatus.WAIVED

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


LEDGER, ONLY_UNSUBMITTED = read_sql(__file__, "ledger.sql"), read_sql(__file__, "unsubmitted.sql")
OWN = ("own", "due_text", "due_party", "basis", "due_rhythm", "due_months", "due_days")
BETWEEN = ("bearer", "receiver", "several")
EVERY = (*duties.DUTIES, AGREED)
EVERYBODY = tuple(Actor.__members__)
# The stages that ask for a report which is written here.
REPORTING = frozenset(
    stage.code for track in catalogue.EACH for stage in duties.reporting_stages_of(track)
)

# What the queries call by names of their own: words of the enums, and what never changes.
WORDS = (
    words_of(Rhythm, "rhythm")
    | words_of(DutyStatus, "status")
    | {
        "agreed": AGREED,
        "region": contract_duties.OUR_REGION,
        "zone": settings.TIME_ZONE,
        "stopped": [state.value for state in STOPPED],
        "state_running": State.RUNNING.value,
        "paper_ready": DocumentState.READY.value,
        "report_draft": ReportState.DRAFT.value,
        "reporting_stages": sorted(REPORTING),
    }
)


LAW_COLUMNS = (
    "law_tracks",
    "law_codes",
    "law_rhythms",
    "law_months",
    "law_days",
    "law_met_by",
    "law_actors",
)


class Ledger(Derived[Due]):
    """What is owed under the agreements of a QuerySet, narrowed to some standings, days, duties and
    those who owe them.

    Counts and slices in SQL. `codes` are those of the law and of one naskah; AGREED among them
    stands for all that naskah say. `bearing` are partners: what a naskah lays on another one of its
    parties is left out.
    """

    columns = (
        "agreement_id, code, begins, due_on, standing, fulfilment_id,"
        f" {', '.join((*OWN, *BETWEEN))}"
    )
    order = "due_on, agreement_id, code"

    def __init__(
        self,
        seen: QuerySet,
        today: date,
        standings: tuple[DutyStatus, ...] = tuple(DutyStatus),
        since: date = date.min,
        until: date = date.max,
        codes: tuple[str, ...] = EVERY,
        *,
        unsubmitted: bool = False,
        calendar: Calendar | None = None,
        actors: tuple[str, ...] = EVERYBODY,
        bearing: Collection[int] | None = None,
    ) -> None:
        self.today = today
        self.sql = LEDGER
        if unsubmitted:
            self.sql += ONLY_UNSUBMITTED
        asked = {
            "standings": [status.value for status in standings],
            "since": since,
            "until": until,
            "codes": [*codes],
            "with_agreed": AGREED in codes,
            "actors": [*actors],
            "bearing": None if bearing is None else [*bearing],
        }
        dates = {"today": today, "soon": today + SOON, "horizon": today + AHEAD}
        super().__init__(seen, WORDS | _law(calendar, codes) | dates | asked)

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
        *own: Any,
    ) -> Due:
        return Due(
            agreement_id,
            _duty_of(code, own),
            begins,
            due_on,
            DutyStatus(standing),
            (due_on - self.today).days,
            fulfilment_id,
        )


def _duty_of(code: str, own: tuple[Any, ...]) -> Duty:
    """The duty of the law, or where a naskah says something of its own, that."""
    if own[0] is None:
        return duties.DUTIES[code]
    said, names = own[: len(OWN)], own[len(OWN) :]
    between = contract_duties.Between(*names)
    return contract_duties.make_contract_duty(*said, between=between)


def _law(calendar: Calendar | None, codes: Collection[str]) -> dict[str, list[Any]]:
    """Those duties of each track as columns, with the office's own days, which a calendar has read
    already.
    """
    own = _own_days(calendar)
    columns: dict[str, list[Any]] = {name: [] for name in LAW_COLUMNS}
    for track_code, duty in _owed_by_law(codes):
        columns["law_tracks"].append(track_code)
        columns["law_codes"].append(duty.code)
        columns["law_rhythms"].append(duty.rule.rhythm.value)
        columns["law_months"].append(duty.rule.months)
        columns["law_days"].append(own.get(duty.term_key) or duty.rule.days)
        columns["law_met_by"].append(duty.met_by)
        columns["law_actors"].append(duty.actor.name)
    return columns


def _owed_by_law(codes: Collection[str]) -> Iterator[tuple[str, Duty]]:
    """The code of each track with each of its duties that is among those asked for."""
    for track in catalogue.EACH:
        for duty in duties.duties_of(track.code):
            if duty.code in codes:
                yield track.code, duty


def _own_days(calendar: Calendar | None) -> dict[str, int | None]:
    if calendar:
        return {key: row.days for key, row in calendar.settings.items()}
    kept = TermSetting.objects.filter(term_key__startswith="kewajiban/")
    return dict(kept.values_list("term_key", "days"))


def due_soon(
    seen: QuerySet,
    today: date,
    standings: tuple[DutyStatus, ...] = UNMET,
    codes: tuple[str, ...] = EVERY,
    calendar: Calendar | None = None,
    actors: tuple[str, ...] = EVERYBODY,
    bearing: Collection[int] | None = None,
) -> Ledger:
    """What is late and what is due within the next days; of what is settled, all."""
    until = date.max
    if set(standings) <= set(UNMET):
        until = today + SOON
    return Ledger(
        seen,
        today,
        standings,
        until=until,
        codes=codes,
        calendar=calendar,
        actors=actors,
        bearing=bearing,
    )


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


def unreported_years(seen: QuerySet, today: date, calendar: Calendar | None = None) -> Ledger:
    """Yearly reports of foreign agreements that did not arrive, of the last year whose report is
    due.

    While one is missing the Menteri approves no further Rencana Kerja Sama (Permendagri 25/2020
    Pasal 38); a waiver of ours does not bind him.
    """
    missing, a_year_ago = (*UNMET, DutyStatus.WAIVED), today - timedelta(365)
    yearly = (duties.YEARLY_REPORT.code,)
    return Ledger(seen, today, missing, a_year_ago, today - timedelta(1), yearly, calendar=calendar)


def with_fulfilments(rows: list[Due]) -> list[tuple[Due, Fulfilment | None]]:
    found = Fulfilment.objects.select_related("by").in_bulk(
        [due.fulfilment_id for due in rows if due.fulfilment_id]
    )
    mark_damaged_rows(found.values())
    return [(due, found.get(due.fulfilment_id)) for due in rows]
