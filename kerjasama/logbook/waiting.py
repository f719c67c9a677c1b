"""What of the log waits for people: faults that nobody has explained, and explanations on which a
second person decides.
"""

from collections.abc import Collection, Iterator
from functools import partial

from django.urls import reverse
from django.utils.formats import date_format

from kerjasama.accounts.policy import MANAGERS, RoleHolders
from kerjasama.accounts.roles import CONFIRMERS
from kerjasama.logbook.models import FaultAcknowledgement, LogFault
from kerjasama.notices.models import Kind
from kerjasama.notices.sources import Task, read_shared, register_task_source

FAULTS, ASKED = "catatan-cocok/", "catatan-putus/"


@register_task_source(FAULTS, Kind.TASK)
def fault_tasks(_: Collection[int]) -> Iterator[Task]:
    """One for all faults for which nobody has said how they came about, the first of them named."""
    rows = LogFault.objects.unclaimed()
    first = rows.first()
    if first is None:
        return
    many = rows.count()
    since = f" sesudah {date_format(first.since, 'j F Y H.i')}" if first.since else ""
    text = f"{first.table} {first.subject}: {first.wrong}{since}"
    people = read_shared(RoleHolders).among(MANAGERS, 0)
    subject = f"Jelaskan {many} hal yang tidak cocok dengan catatan perubahan"
    address = reverse("keutuhan-catatan")
    yield Task(Kind.TASK, f"{FAULTS}{first.pk}", people, subject, partial(str, text), address)


@register_task_source(ASKED, Kind.TASK)
def asked_tasks(_: Collection[int]) -> Iterator[Task]:
    """Each explanation, to those who may decide on it."""
    rows = FaultAcknowledgement.objects.filter(decided_at=None).select_related("asked_by")
    for row in rows:
        people = read_shared(RoleHolders).among(CONFIRMERS, 0) - row.asked_by.accounts
        subject = f"Putuskan penjelasan {row.asked_by} tentang catatan perubahan"
        address = reverse("keutuhan-catatan")
        text = partial(str, row.reason)
        yield Task(Kind.TASK, f"{ASKED}{row.pk}", people, subject, text, address)
