"""The most urgent matters: what is supervised or taken over, terms that passed, agreements that
end, duties that are late, what sleeps.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum, auto
from itertools import zip_longest

from agreements.models import Agreement, WajibRecord
from agreements.models.agreement_queries import AgreementQuerySet
from agreements.monitoring.duties.freshness import newest_change
from agreements.monitoring.duties.ledger import Due, DutyStatus, Ledger
from agreements.monitoring.duties.radar import SLEEPING, Colour, Light, Radar
from agreements.monitoring.wajib import supervised_cases
from agreements.regulations.supervision import Standing
from agreements.regulations.vocabulary import Actor
from agreements.workflow.deadlines import Calendar
from kerjasama.narrowing import require

URGENT = 5
# What is told of a case, which holds many long texts besides.
TOLD = (
    *("title", "owner__name", "ends_on", "state", "holders"),
    *("track_code", "track_version", "stage_code", "term_key", "term_from", "paused_days"),
    *("effective_on", "expires_on", "terminated", "open_ended", "ends_when"),
    *("renews_itself", "ends_on_its_day"),
)
NEAR = timedelta(30)


class Sort(Enum):
    """Why a matter is urgent."""

    LAPSED = auto()
    ENDING = auto()
    OWED = auto()
    ASLEEP = auto()
    SUPERVISED = auto()
    TAKEN_OVER = auto()


@dataclass(frozen=True)
class Matter:
    """One of them: in which case, what it is, whose it is, and the day from which or on which it
    counts.
    """

    sort: Sort
    case: Agreement
    what: str
    holder: str
    day: date


def most_urgent_matters(
    seen: AgreementQuerySet,
    today: date,
    calendar: Calendar,
    most: int = URGENT,
    supervised: list[WajibRecord] | None = None,
    as_of: int | None = None,
) -> list[Matter]:
    """The most urgent of each sort by turns, none of the same agreement twice, in the order of
    their days. `supervised` are the Kerja Sama Wajib that are supervised, and `as_of` the
    newest change, if read already.
    """
    if supervised is None:
        supervised = supervised_cases(seen)
    if as_of is None:
        as_of = newest_change()
    sorts = (
        supervised_matters(supervised),
        lapsed_term_matters(seen, today, calendar),
        ending_matters(seen, today),
        late_duty_matters(seen, today, calendar, as_of),
        sleeping_matters(seen, today, as_of),
    )
    chosen: dict[int, Matter] = {}
    for matter in (one for turn in zip_longest(*sorts) for one in turn if one):
        if len(chosen) < most:
            chosen.setdefault(matter.case.pk, matter)
    return sorted(chosen.values(), key=lambda matter: matter.day)


def lapsed_term_matters(seen: AgreementQuerySet, today: date, calendar: Calendar) -> list[Matter]:
    """Cases whose term has passed, the longest first; whoever holds them."""
    late = seen.running().filter(calendar.overdue(today))
    # Found on an index that holds what is asked, and only then read.
    longest = late.order_by("term_from", "stage_entered_at", "pk").values("pk")[: 4 * URGENT]
    rows = Agreement.objects.filter(pk__in=longest).select_related("owner").only(*TOLD)
    terms = [(require(calendar.of(case, today), "its term has passed"), case) for case in rows]
    terms.sort(key=lambda pair: (pair[0].due, pair[1].pk))
    return [
        Matter(Sort.LAPSED, case, f"Lewat tenggat: {case.stage.name}", _holders(case), term.due)
        for term, case in terms[:URGENT]
    ]


def _holders(case: Agreement) -> str:
    """In words, the OPD by its name."""
    of_unit = (Actor.OPD.name, Actor.OPD_HEAD.name)
    names = [case.owner.name if name in of_unit else str(Actor[name]) for name in case.holders]
    return " dan ".join(dict.fromkeys(names))


def ending_matters(seen: AgreementQuerySet, today: date) -> list[Matter]:
    """What ends within a month."""
    rows = (
        seen.changeable(today)
        .expiring(today, today + NEAR)
        .select_related("owner")
        .only(*TOLD)
        .order_by("ends_on", "pk")[:URGENT]
    )
    return [
        Matter(Sort.ENDING, case, "Segera berakhir", case.owner.name, case.ends_on) for case in rows
    ]


def late_duties(
    seen: AgreementQuerySet, today: date, calendar: Calendar, as_of: int
) -> tuple[list[Due], int]:
    """The duties that are late longest, and how many are late."""
    owed = Ledger(seen, today, (DutyStatus.LATE,), calendar=calendar)
    return owed.first_and_count(2 * URGENT, as_of)


def sleeping_lights(seen: AgreementQuerySet, today: date, as_of: int) -> tuple[list[Light], int]:
    """What sleeps deepest, and how many sleep at all."""
    return Radar(seen, today, SLEEPING).first_and_count(URGENT, as_of)


def late_duty_matters(
    seen: AgreementQuerySet, today: date, calendar: Calendar, as_of: int
) -> list[Matter]:
    """Duties that are late, the longest first."""
    dues, _ = late_duties(seen, today, calendar, as_of)
    cases = _by_key(due.agreement_id for due in dues)
    return [
        Matter(
            Sort.OWED,
            cases[d.agreement_id],
            f"Belum: {d.duty.text}, {d.label}",
            _owed_by(d, cases[d.agreement_id]),
            d.due_on,
        )
        for d in dues
    ]


def _owed_by(due: Due, case: Agreement) -> str:
    if due.duty.bearer:
        return due.duty.bearer
    names = {Actor.OPD: case.owner.name, Actor.PARTNER: case.partners_in_short or "Mitra"}
    return names.get(due.duty.actor, due.duty.owed_by)


def sleeping_matters(seen: AgreementQuerySet, today: date, as_of: int) -> list[Matter]:
    """What sleeps deepest."""
    found, _ = sleeping_lights(seen, today, as_of)
    lights = [light for light in found if light.colour is Colour.RED]
    cases = _by_key(light.agreement_id for light in lights)
    return [
        Matter(
            Sort.ASLEEP,
            cases[light.agreement_id],
            f"Tidur: {_reasons(light)}",
            cases[light.agreement_id].owner.name,
            light.reasons[0].since,
        )
        for light in lights
    ]


def supervised_matters(supervised: list[WajibRecord]) -> list[Matter]:
    """Kerja Sama Wajib that are supervised or taken over, what lasts longest first."""
    lasts = supervised[:URGENT]
    cases = _by_key(record.agreement_id for record in lasts)
    return [
        Matter(
            Sort.TAKEN_OVER if record.act.leads_to is Standing.TAKEN_OVER else Sort.SUPERVISED,
            cases[record.agreement_id],
            f"Kerja sama wajib: {record.act.within_a_sentence}",
            record.who,
            record.day,
        )
        for record in lasts
    ]


def _reasons(light: Light) -> str:
    names = (reason.signal.name for reason in light.reasons)
    return ", ".join(name[:1].lower() + name[1:] for name in names)


def _by_key(keys: Iterable[int]) -> dict[int, Agreement]:
    rows = Agreement.objects.select_related("owner").only(*TOLD).with_partner_names()
    return rows.in_bulk([*keys])
