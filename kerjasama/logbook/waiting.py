"""What of the log waits for people: faults that nobody has explained, and explanations on which a
second person decides.
"""

from collections.abc import Collection, Iterator
from functools import partial

from django.db.models import Count, Min
from django.urls import reverse
from django.utils.formats import date_format

from kerjasama.accounts.policy import MANAGERS, RoleHolders
from kerjasama.accounts.roles import CONFIRMERS
from kerjasama.logbook.models import FaultAcknowledgement, LogFault
from kerjasama.notices.models import Kind
from kerjasama.notices.sources import Task, read_shared, register_task_source

LOG = "catatan-hal/"
FAULTS, ASKED = f"{LOG}cocok/", f"{LOG}putus/"


@register_task_source(LOG, Kind.TASK)
def log_tasks(_: Collection[int]) -> Iterator[Task]:
    """One for all faults that nobody has explained, and each explanation; where there is nothing,
    it costs one query.
    """
    opened = LogFault.objects.opened().order_by().values_list("acknowledgement")
    for asked, many, first in opened.annotate(many=Count("pk"), first=Min("pk")):
        yield _explain(first, many) if asked is None else _decide(asked)


def _explain(first: int, many: int) -> Task:
    """To those who administer; the first is named."""
    fault = LogFault.objects.get(pk=first)
    since = f" sesudah {date_format(fault.since, 'j F Y H.i')}" if fault.since else ""
    text = f"{fault.table} {fault.subject}: {fault.wrong}{since}"
    people = read_shared(RoleHolders).among(MANAGERS, 0)
    subject = f"Jelaskan {many} hal yang tidak cocok dengan catatan perubahan"
    address = reverse("keutuhan-catatan")
    return Task(Kind.TASK, f"{FAULTS}{first}", people, subject, partial(str, text), address)


def _decide(asked: int) -> Task:
    """To those who may confirm, but for whoever explained it."""
    row = FaultAcknowledgement.objects.select_related("asked_by").get(pk=asked)
    people = read_shared(RoleHolders).among(CONFIRMERS, 0) - row.asked_by.accounts
    subject = f"Putuskan penjelasan {row.asked_by} tentang catatan perubahan"
    address = reverse("keutuhan-catatan")
    return Task(Kind.TASK, f"{ASKED}{asked}", people, subject, partial(str, row.reason), address)
