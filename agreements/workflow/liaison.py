"""The petugas penghubung of a case: first whom the Surat Usulan names, then whom a handover of
tasks names instead, as the log of the case tells.
"""

import re
from collections.abc import Collection

from django.db.models import Exists, OuterRef, Q

from agreements.models import STOPPED, Agreement, Document, DocumentState, StageEvent
from agreements.models.event import LogAction
from agreements.regulations.document_codes import DocumentCode
from kerjasama.accounts.models import User

from .case_log import note_act

# What parts a name from an office or a number, and what people write before a name.
BREAKS = re.compile(r"[,;:/()\n\d]|\s[-–—]\s|\bdan\b")
BEFORE_A_NAME = frozenset("sdr sdr. sdri sdri. ibu bapak bpk. drs. dra. dr. ir.".split())


def liaison_cases_of(name: str, accounts: Collection[int]) -> dict[int, str]:
    """The cases of which somebody is the petugas penghubung now, with their titles: whom the last
    handover names so, and where there was none the newest letter. In two queries.
    """
    titles = _cases_by_letter(name)
    of_him = Q(detail__to__in=list(accounts)) | Q(agreement__in=titles)
    changes = StageEvent.objects.standing().filter(action=LogAction.LIAISON_CHANGED)
    later = changes.filter(agreement=OuterRef("agreement"), number__gt=OuterRef("number"))
    rows = changes.filter(of_him, ~Exists(later)).exclude(agreement__state__in=STOPPED)
    for case, title, detail in rows.values_list("agreement", "agreement__title", "detail"):
        titles.pop(case, None)
        if detail["to"] in accounts:
            titles[case] = title
    return titles


def _cases_by_letter(name: str) -> dict[int, str]:
    """The cases whose newest Surat Usulan names this person."""
    wanted = _names_in(name)[:1]
    if not wanted:
        return {}
    letters = Document.objects.filter(kind=DocumentCode.SURAT_USULAN, state=DocumentState.READY)
    newer = letters.filter(agreement=OuterRef("agreement"), pk__gt=OuterRef("pk"))
    rows = letters.filter(
        ~Exists(newer), context__typed__penghubung__icontains=wanted[0].split()[0]
    )
    found = rows.exclude(agreement__state__in=STOPPED).values_list(
        "agreement", "agreement__title", "context__typed__penghubung"
    )
    return {case: title for case, title, typed in found if wanted[0] in _names_in(typed)}


def _names_in(text: str) -> list[str]:
    """The names in what was typed, as "Rohani, Analis, 0812…", among whatever else stands there.
    Each is whole: "Ani" is not Rohani.
    """
    parts = (part.casefold().split() for part in BREAKS.split(text))
    names = (" ".join(word for word in part if word not in BEFORE_A_NAME) for part in parts)
    return [name for name in names if name]


def change_liaison(agreement: Agreement, user: User, former: User, present: User) -> None:
    """Note in the log of a locked case who is its petugas penghubung from now on. Expects that
    whoever does it was asked.
    """
    detail = {"what": f"{former} ke {present}", "from": former.pk, "to": present.pk}
    note_act(agreement, user, LogAction.LIAISON_CHANGED, detail)
