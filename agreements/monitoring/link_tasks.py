"""What a partner entered of itself by a link waits until the Bagian confirms or refuses it."""

from collections.abc import Collection, Iterator
from functools import partial

from django.urls import reverse

from agreements.models import EntryState, PartnerEntry
from agreements.monitoring.turns import CASE, case_name_of
from agreements.workflow.partner_links import MAY_GIVE
from kerjasama.accounts.policy import RoleHolders
from kerjasama.notices.models import Kind
from kerjasama.notices.sources import Task, read_shared, register_task_source

ENTERED = "isian-mitra/"
Keys = Collection[int]


@register_task_source(ENTERED, Kind.TASK, CASE)
def entry_tasks(keys: Keys) -> Iterator[Task]:
    """Those that nobody decided on: the Bagian."""
    rows = PartnerEntry.objects.filter(
        link__agreement__in=keys, state=EntryState.PENDING
    ).select_related("link__agreement", "link__partner")
    for row in rows.defer("link__agreement__search"):
        case = row.link.agreement
        yield Task(
            Kind.TASK,
            f"{ENTERED}{row.pk}",
            read_shared(RoleHolders).among(MAY_GIVE, case.owner_id),
            f"Konfirmasi isian mitra: {row.link.partner}, {case.title}",
            partial(str, f"Diisi {row.said_by} lewat tautan."),
            reverse("tautan-mitra", args=[case.pk]),
            case_name_of(case.pk),
        )
