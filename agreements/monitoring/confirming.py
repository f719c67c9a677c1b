"""Removals of content that wait for a second person; what becomes of them, the messages of the log tell."""

from collections.abc import Collection, Iterator
from functools import partial

from django.urls import reverse

from agreements.documents import removing
from agreements.models import ContentRemoval, ProposalState
from agreements.workflow.correcting import CONFIRMED_BY
from kerjasama.accounts.policy import Seats
from kerjasama.notices.models import Kind
from kerjasama.notices.telling import Task, source

REMOVALS = "hapus-isi/"


@source(REMOVALS, Kind.TASK)
def removals(_: Collection[int]) -> Iterator[Task]:
    """Whoever may take the content of a file away that another proposed to; few at any time, and not all of a case."""
    rows = list(ContentRemoval.objects.filter(state=ProposalState.PENDING).select_related("by"))
    seats = Seats() if rows else None
    for row in rows:
        people = seats.among(CONFIRMED_BY[row.by_role], 0) - {row.by_id} if seats else frozenset()
        word = next(word for word, model in removing.KEEPERS.items() if model._meta.model_name == row.model)
        text, url = f"Diusulkan {row.by}. Alasan: {row.reason}", reverse("hapus-isi", args=[word, row.row])
        subject = f"Setujui penghapusan isi berkas: {row.file_name}"
        yield Task(Kind.TASK, f"{REMOVALS}{row.pk}", people, subject, partial(str, text), url)
