"""The petugas penghubung of a case: first whom the Surat Usulan names, then whom a handover of
tasks names instead, as the log of the case tells.
"""

from collections.abc import Collection

from django.db.models import Q

from agreements.models import STOPPED, Agreement, Document, DocumentState, StageEvent
from agreements.models.event import LogAction
from agreements.regulations.document_codes import DocumentCode
from kerjasama.accounts.models import User

from .case_log import note_act


def liaison_cases_of(name: str, accounts: Collection[int]) -> dict[int, str]:
    """The cases of which somebody is the petugas penghubung now, with their titles: whom the
    newest letter names so, unless it passed to another since. In two queries.
    """
    named = Document.objects.filter(
        kind=DocumentCode.SURAT_USULAN,
        state=DocumentState.READY,
        context__typed__penghubung__icontains=name,
    ).exclude(agreement__state__in=STOPPED)
    titles = dict(named.values_list("agreement", "agreement__title")) if name else {}
    of_him = Q(detail__to__in=list(accounts)) | Q(agreement__in=titles)
    passed = StageEvent.objects.standing().filter(of_him, action=LogAction.LIAISON_CHANGED)
    rows = passed.exclude(agreement__state__in=STOPPED).order_by("agreement", "number")
    for case, title, detail in rows.values_list("agreement", "agreement__title", "detail"):
        titles.pop(case, None)
        if detail["to"] in accounts:
            titles[case] = title
    return titles


def change_liaison(agreement: Agreement, user: User, former: User, present: User) -> None:
    """Note in the log of a locked case who is its petugas penghubung from now on. Expects that
    whoever does it was asked.
    """
    detail = {"what": f"{former} ke {present}", "from": former.pk, "to": present.pk}
    note_act(agreement, user, LogAction.LIAISON_CHANGED, detail)
