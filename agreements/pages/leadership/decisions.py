"""What waits for a leader: cases in hand, and ends to be decided on."""

from dataclasses import dataclass
from datetime import date

from django.db.models import F
from django.utils.formats import date_format

from agreements import insights
from agreements.models import Agreement
from agreements.models.agreement_queries import AgreementQuerySet
from agreements.models.in_force import in_force_phrase_of
from agreements.monitoring.ending import deciding
from agreements.monitoring.leadership.urgent_matters import TOLD
from agreements.monitoring.turns import case_name_of, page_of_case
from agreements.pages.days import NO_DAY, count_days, tell_term
from agreements.pages.leadership.figures import (
    CaseLine,
    Linked,
    listed,
    shorten,
)
from agreements.workflow.deadlines import Calendar
from kerjasama.accounts.models import Role, User
from kerjasama.notices.models import Kind, Notice

DECIDERS = (Role.SEKDA, Role.HEAD_OF_REGION)
OWN, OF_LEADERS = "Keputusan Anda", "Menunggu pimpinan"
MOST_LINES = 5
NO_TERM = 10_000
DatedLine = tuple[int, CaseLine]


@dataclass(frozen=True)
class Decisions:
    """What waits for the reader; of an Asisten, who decides nothing, what waits for the leaders."""

    title: str
    lines: list[CaseLine]
    lists: list[Linked]
    signed: list[CaseLine]

    @property
    def count(self) -> int:
        return sum(row.count for row in self.lists)


def find_decisions(
    user: User, seen: AgreementQuerySet, today: date, calendar: Calendar
) -> Decisions:
    """The cases whose next act is the reader's, and the ends the reader is to decide on, the
    latest first.
    """
    task = "saya" if user.roles & set(DECIDERS) else "pimpinan"
    held = insights.task_list(seen, task, user, today, calendar)
    lists = [Linked(held.count(), "kerja sama", listed(f"tugas={task}"))]
    lines = _held_lines(held, user, today, calendar)
    if deciding.may_decide(user):
        awaited = deciding.awaited_decisions(seen, today, calendar)
        lists.append(Linked(awaited.count(), "masa berlaku", listed("tugas=putusan")))
        lines += _ending_lines(awaited, today, calendar)
    lines.sort(key=lambda pair: pair[0])
    title = OWN if task == "saya" else OF_LEADERS
    shown = [line for _, line in lines[:MOST_LINES]]
    room = max(0, MOST_LINES - 1 - len(shown))
    return Decisions(title, shown, lists, signed_last(seen, today, room))


def find_held(
    held: AgreementQuerySet, user: User, today: date, calendar: Calendar
) -> list[CaseLine]:
    """What the reader is to do, what falls due first on top."""
    lines = sorted(_held_lines(held, user, today, calendar), key=lambda pair: pair[0])
    return [line for _, line in lines[:MOST_LINES]]


def _held_lines(
    held: AgreementQuerySet, user: User, today: date, calendar: Calendar
) -> list[DatedLine]:
    longest = (F("term_from").asc(nulls_last=True), "stage_entered_at", "pk")
    rows = held.select_related("owner").only(*TOLD).with_partner_names()
    cases = list(rows.order_by(*longest)[: 4 * MOST_LINES])
    told = _acts_of(user, cases)
    lines = []
    for case in cases:
        term = calendar.of(case, today)
        detail = " · ".join(filter(None, (case.stage.name, case.partners_in_short)))
        title = shorten(told.get(case.pk, case.title))
        line = CaseLine(title, detail, tell_term(term, today), page_of_case(case.pk))
        lines.append((term.left if term else NO_TERM, line))
    return lines


def _acts_of(user: User, cases: list[Agreement]) -> dict[int, str]:
    """What is to be done in each case, in the words in which the reader was told."""
    names = {case_name_of(case.pk): case.pk for case in cases}
    rows = Notice.objects.waiting_for(user).filter(kind=Kind.TASK, about__in=names)
    return {names[about]: subject for about, subject in rows.values_list("about", "subject")}


def _ending_lines(awaited: AgreementQuerySet, today: date, calendar: Calendar) -> list[DatedLine]:
    rows = awaited.select_related("owner").only(*TOLD).with_partner_names()
    lines = []
    for case in rows.order_by("ends_on")[:MOST_LINES]:
        left = (deciding.due_on(case, calendar) - today).days
        whose = case.partners_in_short or case.owner
        detail = f"Berakhir {date_format(case.ends_on, 'j F Y')} · {whose}"
        title = shorten(f"Putuskan masa berlaku: {case.title}")
        address = f"{page_of_case(case.pk)}#keputusan"
        lines.append((left, CaseLine(title, detail, count_days(left), address)))
    return lines


def signed_last(seen: AgreementQuerySet, today: date, most: int) -> list[CaseLine]:
    """What was signed last, until when it holds."""
    rows = seen.filter(effective_on__lte=today, holds_until__isnull=False)
    rows = rows.with_ending().select_related("owner").only(*TOLD).with_partner_names()
    return [
        CaseLine(
            shorten(case.title),
            " · ".join(filter(None, (case.partners_in_short, in_force_phrase_of(case, today)))),
            NO_DAY,
            page_of_case(case.pk),
        )
        for case in rows.order_by("-effective_on", "-pk")[:most]
    ]
