"""What waits about Kerja Sama Wajib: one that is supervised is to be carried out."""

from collections.abc import Collection, Iterator
from functools import partial

from django.urls import reverse

from agreements.models import Agreement
from agreements.monitoring.turns import CASE, case_name_of
from agreements.monitoring.wajib import supervised_cases
from agreements.regulations.supervision import Standing
from kerjasama.accounts.models import Role
from kerjasama.accounts.policy import RoleHolders
from kerjasama.notices.models import Kind
from kerjasama.notices.sources import Task, read_shared, register_task_source

SUPERVISED = "wajib/"
Keys = Collection[int]


@register_task_source(SUPERVISED, Kind.TASK, CASE)
def supervised_case_tasks(keys: Keys) -> Iterator[Task]:
    """Those that are supervised and not taken over: the OPD, until it is recorded that the
    cooperation is carried out or was taken over.
    """
    rows = supervised_cases(Agreement.objects.filter(pk__in=keys))
    waiting = [row for row in rows if row.act.leads_to is Standing.SUPERVISED]
    if not waiting:
        return
    seats = read_shared(RoleHolders)
    cases = Agreement.objects.only("title", "owner_id").in_bulk(
        [row.agreement_id for row in waiting]
    )
    for row in waiting:
        case = cases[row.agreement_id]
        yield Task(
            Kind.TASK,
            f"{SUPERVISED}{case.pk}/{row.pk}",
            seats.among((Role.OPD, Role.OPD_HEAD), case.owner_id),
            f"Laksanakan kerja sama wajib: {case.title}",
            partial(str, f"{row.act.title}, {row.who} ({row.act.citation})."),
            reverse("kerja-sama-wajib", args=[case.pk]),
            case_name_of(case.pk),
        )
