"""What Bagian Hukum is shown of the drafts that it reviews."""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date

from django.utils import timezone

from agreements.documents.kinds import KINDS, DocumentKind
from agreements.documents.wording import annex_texts, clauses, looks, mandatory_parts, versions
from agreements.models import Agreement
from agreements.regulations.document_codes import DocumentCode
from agreements.regulations.vocabulary import Requirement, Stage
from agreements.workflow import outside_naskah
from kerjasama.accounts.models import Role, User


@dataclass(frozen=True)
class ReviewNotes:
    """What Bagian Hukum is shown of a draft: where it departs from the standard text, what it
    lacks, what changed since its reader last read it, and how many remarks wait.
    """

    kind: DocumentKind
    departures: list[str]
    gaps: list[str]
    news: looks.News | None = None
    open_remarks: int = 0
    is_outside: bool = False


def reviews_for(
    user: User, agreement: Agreement, need: Requirement, begun: dict[str, date]
) -> list[ReviewNotes]:
    """What a requirement that Bagian Hukum meets is shown of the drafts of the stage; its people
    also what is new to them.
    """
    if not need.code.startswith("hukum_"):
        return []
    notes = [
        review_notes_of(agreement, kind, begun) for kind in naskah_reworded_in(agreement.stage)
    ]
    if Role.LEGAL not in user.roles:
        return notes
    waiting = Counter(agreement.remarks.unsettled().values_list("kind", flat=True))
    return [
        replace(
            note,
            news=looks.news_for(user, agreement, note.kind.code),
            open_remarks=waiting[note.kind.code],
        )
        for note in notes
    ]


def naskah_reworded_in(stage: Stage) -> list[DocumentKind]:
    """The naskah whose wording may be changed in a stage."""
    return [
        KINDS[need.document]
        for need in stage.requirements
        if need.draft and need.document != DocumentCode.RENCANA_KERJA
    ]


def review_notes_of(
    agreement: Agreement, kind: DocumentKind, begun: dict[str, date]
) -> ReviewNotes:
    """The notes on one draft; what became mandatory after the day it was begun is not missed."""
    if agreement.outside_text_of(kind.code):
        gaps = outside_naskah.gaps_of_outside_text(agreement, kind.code)
        return ReviewNotes(kind, [], [why for _, why in gaps], is_outside=True)
    parts = clauses.clauses_of_naskah(kind.code, agreement)
    since = begun.get(kind.code, timezone.localdate())
    return ReviewNotes(
        kind=kind,
        departures=versions.departures_from_standard(parts),
        gaps=[
            *mandatory_parts.gaps_of_draft(kind.code, parts, since),
            *annex_texts.gaps_of_annexes(kind.code, agreement),
        ],
    )
