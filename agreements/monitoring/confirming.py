"""Corrections that wait for a second person; what becomes of them, the log's messages tell."""

from collections.abc import Collection, Iterator
from functools import partial

from django.urls import reverse

from agreements.models import ProposalState, ProposedCorrection
from agreements.workflow.correcting import CONFIRMED_BY
from kerjasama.accounts.policy import Seats
from kerjasama.notices.models import Kind
from kerjasama.notices.telling import Task, source

from .turns import CASE, name_of

WAITING = "koreksi/"


@source(WAITING, Kind.TASK, CASE)
def waiting(keys: Collection[int]) -> Iterator[Task]:
    """Whoever may confirm a correction, never its proposer."""
    rows = ProposedCorrection.objects.filter(state=ProposalState.PENDING, agreement__in=keys)
    seats = Seats()
    for row in rows.select_related("agreement", "evidence", "by").defer("agreement__search"):
        case = row.agreement
        row.evidence.agreement = case
        people = seats.among(CONFIRMED_BY[row.by_role], case.owner_id) - {row.by_id}
        text = f"{row}. Diusulkan {row.by}. Alasan: {row.reason}"
        url = reverse("catatan", args=[case.pk])
        subject = f"Setujui koreksi catatan: {case.title}"
        yield Task(Kind.TASK, f"{WAITING}{row.pk}", people, subject, partial(str, text), url, name_of(case.pk))
