"""The dates of a person's calendar: running terms, duties, ends, signings."""

from collections.abc import Collection, Iterable
from datetime import date, timedelta

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.formats import date_format

from agreements.documents.kinds import KINDS
from agreements.models import STOPPED, Agreement, Signing, SigningState
from agreements.monitoring.duties.acts import working_roles_of
from agreements.monitoring.duties.ledger import UNMET, Due, Ledger
from agreements.monitoring.task_sources import NEEDED
from agreements.monitoring.turns import page_of_case
from agreements.regulations.contract_duties import AGREED
from agreements.regulations.duties import DUTIES
from agreements.workflow.deadlines import Calendar
from kerjasama.accounts.models import Role, User
from kerjasama.accounts.policy import OFFICE, OPD_ROLES, holds_the_ball
from kerjasama.notices.calendar import CalendarEntry, register_dates

AHEAD = timedelta(180)
ATTENDS = frozenset({*OFFICE, Role.SEKDA, Role.HEAD_OF_REGION})
SEES_ALL_EXPIRY = frozenset(OFFICE)
MOST_ENTRIES = 500


def _day(day: date) -> str:
    return date_format(day, "j F Y")


@register_dates
def deadline_dates_of(user: User, today: date) -> Iterable[CalendarEntry]:
    """The running terms of the cases in this person's hands or of the own OPD, what that OPD owes,
    and when agreements end.
    """
    ours = Q(owner_id__in=user.units_as(*OPD_ROLES))
    calendar = Calendar()
    running = Agreement.objects.running().exclude(term_key="").filter(ours | holds_the_ball(user))
    running = running.select_related("owner").only(*NEEDED, "owner__name")
    for case in running.order_by("pk")[:MOST_ENTRIES]:
        term = calendar.of(case, today)
        if term:
            text = f"Tahap {case.stage.name}. Bola di {case.holder_names}."
            yield CalendarEntry(
                f"tenggat-{case.pk}",
                term.due,
                f"Tenggat: {case.title}",
                text,
                page_of_case(case.pk),
            )
    for due, case in _duties(user, ours, today):
        key = f"kewajiban-{case.pk}-{due.duty.code}-{due.period}"
        yield CalendarEntry(
            key,
            due.due_on,
            f"{due.duty.text}, {due.label}: {case.title}",
            f"Jatuh tempo {_day(due.due_on)} ({due.duty.citation}).",
            page_of_case(case.pk),
        )
    for case in _ending(user, ours, today):
        text = f"Masa berlaku berakhir {_day(case.ends_on)}."
        yield CalendarEntry(
            f"berakhir-{case.pk}",
            case.ends_on,
            f"Berakhir: {case.title}",
            text,
            page_of_case(case.pk),
        )


@register_dates
def signing_dates_of(user: User, today: date) -> Iterable[CalendarEntry]:
    """The signings to come of the own OPD and of the cases it supports; for whoever attends them
    all, all.
    """
    ours = Q(agreement__owner__in=user.units_as(*OPD_ROLES)) | Q(agreement__in=user.supported_cases)
    rows = (
        Signing.objects.filter(state=SigningState.PLANNED, day__gte=today)
        .select_related("agreement")
        .defer("agreement__search")
    )
    if not user.roles & ATTENDS:
        rows = rows.filter(ours)
    for signing in rows.order_by("day", "pk")[:MOST_ENTRIES]:
        yield entry_of(signing)


def entry_of(signing: Signing) -> CalendarEntry:
    """A signing in a calendar."""
    case, naskah = signing.agreement, KINDS[signing.kind].title
    text = (
        f"{naskah}, {signing.get_method_display().lower()}. Penanda tangan: {signing.signer},"
        f" {signing.signer_title}."
    )
    if signing.is_given_up:
        text += f" {signing.get_state_display()}: {signing.reason}"
    url = reverse("penandatanganan-berkas", args=[case.pk])
    key, subject = f"penandatanganan-{signing.pk}", f"Penandatanganan: {case.title}"
    return CalendarEntry(key, signing.day, subject, text, url, signing.span, signing.place)


def _codes_recorded_by(roles: Collection[str]) -> list[str]:
    """The duties whose fulfilment somebody in these roles records."""
    return [code for code, duty in DUTIES.items() if working_roles_of(duty) & set(roles)]


def _duties(user: User, ours: Q, today: date) -> list[tuple[Due, Agreement]]:
    """What this person is to record: as OPD for the own unit, in other roles for all."""
    as_opd, as_others = user.roles & set(OPD_ROLES), user.roles - set(OPD_ROLES)
    own_codes = _codes_recorded_by(as_opd)
    if as_opd:
        own_codes.append(AGREED)  # what a naskah lays on either party, the OPD records
    rows: list[Due] = []
    for where, codes in ((ours, own_codes), (Q(), _codes_recorded_by(as_others))):
        if codes:
            seen = Agreement.objects.filter(where)
            owed = Ledger(seen, today, UNMET, until=today + AHEAD, codes=tuple(codes))
            rows += owed[:MOST_ENTRIES]
    cases = Agreement.objects.only("title").in_bulk({due.agreement_id for due in rows})
    return [(due, cases[due.agreement_id]) for due in rows]


def _ending(user: User, ours: Q, today: date) -> QuerySet:
    rows = Agreement.objects.filter(ends_on__gte=today).exclude(state__in=STOPPED)
    seen = rows if user.roles & SEES_ALL_EXPIRY else rows.filter(ours)
    return seen.only("title", "ends_on").order_by("ends_on", "pk")[:MOST_ENTRIES]
