"""What waits about disputes: the present step of each open one."""

from collections.abc import Collection, Iterator
from functools import partial

from django.urls import reverse

from agreements.models import Dispute
from agreements.monitoring.turns import CASE, case_name_of
from agreements.regulations.vocabulary import Actor
from kerjasama.accounts.models import Role
from kerjasama.accounts.policy import RoleHolders
from kerjasama.notices.models import Kind
from kerjasama.notices.sources import Task, read_shared, register_task_source

OPEN = "perselisihan/"
Keys = Collection[int]


@register_task_source(OPEN, Kind.TASK, CASE)
def open_dispute_tasks(keys: Keys) -> Iterator[Task]:
    """Open disputes: whoever takes the present step."""
    seats = read_shared(RoleHolders)
    rows = Dispute.objects.still_open().filter(agreement__in=keys).select_related("agreement")
    for dispute in rows.defer("agreement__search"):
        step, case = dispute.present_step, dispute.agreement
        if step is None:
            continue
        role = Role.OPD if step.actor is Actor.OPD else Role.VERIFIER
        yield Task(
            Kind.TASK,
            f"{OPEN}{dispute.pk}/{step.code}",
            seats.among((role,), case.owner_id),
            f"Perselisihan, {step.title.lower()}: {case.title}",
            partial(str, dispute.subject),
            reverse("perselisihan", args=[case.pk]),
            case_name_of(case.pk),
        )
