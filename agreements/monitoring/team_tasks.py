"""What waits about the TKKSD as a body: its pleno, its reports, and the end of its Keputusan."""

from collections.abc import Collection, Iterable, Iterator
from datetime import date
from functools import partial

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from agreements.models import TeamDecree
from agreements.models.team import standing_decrees
from agreements.monitoring.duties.ledger import SOON
from agreements.monitoring.team_duties import TeamDue, team_dues
from agreements.regulations.team_duties import PLENARY
from agreements.regulations.tkksd import LAW
from kerjasama.accounts.models import Role, User
from kerjasama.accounts.policy import OFFICE, RoleHolders
from kerjasama.notices.calendar import CalendarEntry, register_dates
from kerjasama.notices.models import Kind
from kerjasama.notices.sources import Task, read_shared, register_task_source

OWED = "tkksd/"
# The Ketua calls and leads the pleno; the reports are the work of the Bagian.
LEADS = (*OFFICE, Role.SEKDA)


@register_task_source(OWED, Kind.DUTY)
def team_duty_tasks(_: Collection[int]) -> Iterator[Task]:
    """The duties of the TKKSD that are late or soon due, and a Keputusan that ends without another
    after it.
    """
    today = timezone.localdate()
    pressing = [due for due in team_dues(today) if due.presses]
    ending = ending_decree(today)
    if not pressing and ending is None:
        return
    seats = read_shared(RoleHolders)
    for due in pressing:
        people = seats.among(LEADS if due.duty is PLENARY else OFFICE, 0)
        yield Task(
            Kind.DUTY,
            f"{OWED}{due.duty.code}/{due.period}",
            people,
            f"{due.duty.text}, {due.label}",
            partial(str, _words_of(due)),
            address_of_due(due),
            due_on=due.due_on,
        )
    if ending is not None and ending.until is not None:
        yield Task(
            Kind.DUTY,
            f"{OWED}keputusan/{ending.pk}",
            seats.among(OFFICE, 0),
            f"Keputusan tentang TKKSD yang baru: {ending}",
            partial(str, f"Berakhir {date_format(ending.until, 'j F Y')} ({LAW.made_by})."),
            reverse("tkksd"),
            due_on=ending.until,
        )


def ending_decree(today: date) -> TeamDecree | None:
    """The last Keputusan, where it ends soon or has ended."""
    last = standing_decrees().order_by("-since", "-pk").first()
    if last is None or last.until is None or last.until > today + SOON:
        return None
    return last


def address_of_due(due: TeamDue) -> str:
    """Where it is recorded."""
    if due.duty is PLENARY:
        return reverse("tkksd-pleno")
    return reverse("tkksd-laporan", args=[due.duty.code, due.period])


def _words_of(due: TeamDue) -> str:
    return f"Jatuh tempo {date_format(due.due_on, 'j F Y')} ({due.duty.citation})."


@register_dates
def team_dates_of(user: User, today: date) -> Iterable[CalendarEntry]:
    """The duties of the TKKSD, for those who see to them."""
    if not user.roles & set(LEADS):
        return
    for due in team_dues(today):
        if due.is_unmet:
            yield CalendarEntry(
                f"tkksd-{due.duty.code}-{due.period}",
                due.due_on,
                f"{due.duty.text}, {due.label}",
                _words_of(due),
                address_of_due(due),
            )
