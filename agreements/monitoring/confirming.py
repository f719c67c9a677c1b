"""Corrections and removals of content that wait for a second person; what becomes of them, the
log's messages tell.
"""

from collections.abc import Collection, Iterator
from functools import partial

from django.urls import reverse

from agreements.documents import content_removal
from agreements.models import ContentRemoval, Exemption, ProposalState, ProposedCorrection
from agreements.workflow import exempting
from agreements.workflow.confirming import CONFIRMED_BY
from kerjasama.accounts.policy import RoleHolders
from kerjasama.notices.models import Kind
from kerjasama.notices.sources import Task, register_task_source

from .turns import CASE, case_name_of

WAITING, REMOVALS, EXEMPTIONS = "koreksi/", "hapus-isi/", "pengecualian/"


@register_task_source(WAITING, Kind.TASK, CASE)
def correction_tasks(keys: Collection[int]) -> Iterator[Task]:
    """Whoever may confirm a correction, never its proposer."""
    rows = ProposedCorrection.objects.filter(state=ProposalState.PENDING, agreement__in=keys)
    seats = RoleHolders()
    for row in rows.select_related("agreement", "evidence", "by").defer("agreement__search"):
        case = row.agreement
        if row.evidence:
            row.evidence.agreement = case
        people = seats.among(CONFIRMED_BY[row.by_role], case.owner_id) - {row.by.present_account}
        text = f"{row}. Diusulkan {row.by}. Alasan: {row.reason}"
        url = f"{reverse('catatan', args=[case.pk])}#usulan-{row.pk}"
        subject = f"Setujui koreksi {row.thing.label}: {case.title}"
        yield Task(
            Kind.TASK,
            f"{WAITING}{row.pk}",
            people,
            subject,
            partial(str, text),
            url,
            case_name_of(case.pk),
        )


@register_task_source(EXEMPTIONS, Kind.TASK, CASE)
def exemption_tasks(keys: Collection[int]) -> Iterator[Task]:
    """Whoever may let somebody judge what he took part in, never that person."""
    rows = Exemption.objects.filter(state=ProposalState.PENDING, agreement__in=keys)
    seats = RoleHolders()
    for row in rows.select_related("agreement", "by").defer("agreement__search"):
        case = row.agreement
        people = seats.among(exempting.DECIDED_BY, case.owner_id) - row.by.accounts
        text = f"{row.by} ikut {row.parts}. Alasan: {row.reason}"
        yield Task(
            Kind.TASK,
            f"{EXEMPTIONS}{row.pk}",
            people,
            f"Putuskan pengecualian pemisahan tugas: {row.what}",
            partial(str, text),
            reverse("pengecualian", args=[case.pk]),
            case_name_of(case.pk),
        )


@register_task_source(REMOVALS, Kind.TASK)
def removal_tasks(_: Collection[int]) -> Iterator[Task]:
    """Whoever may take the content of a file away that another proposed to; few at any time, and
    not all of a case.
    """
    rows = list(ContentRemoval.objects.filter(state=ProposalState.PENDING).select_related("by"))
    if not rows:
        return
    seats = RoleHolders()
    for row in rows:
        confirming = seats.of(content_removal.CONFIRMED_BY[row.by_role], 0)
        people = confirming - {row.by.present_account}
        word = next(
            word
            for word, model in content_removal.KEEPERS.items()
            if model._meta.model_name == row.model
        )
        text, url = (
            f"Diusulkan {row.by}. Alasan: {row.reason}",
            reverse("hapus-isi", args=[word, row.row]),
        )
        subject = f"Setujui penghapusan isi berkas: {row.file_name}"
        yield Task(Kind.TASK, f"{REMOVALS}{row.pk}", people, subject, partial(str, text), url)
