"""What belongs to a case: its papers and every file that was ever stored with it, in the order of
time.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.utils.text import slugify

from agreements.documents.archive import integrity
from agreements.documents.kinds import KINDS
from agreements.models import (
    Agreement,
    AgreementDuty,
    Bundle,
    Document,
    DocumentState,
    Evidence,
    FileState,
    Fulfilment,
    Progress,
    ProposalState,
    ProposedCorrection,
    Report,
    SignedPaper,
)
from agreements.regulations import contract_duties, duties

LONGEST_NAME = 60
REMOVED = "Isi dihapus"
WAITING = "Isi menunggu dihapus"
ENDING = re.compile(r"\.[A-Za-z0-9]{1,5}")


@dataclass
class Part:
    """One file of the case. `state` is how it was found, `page` where it begins in a merged PDF,
    `apart` why it is not in it.
    """

    name: str
    title: str
    given_name: str
    at: datetime
    sha256: str
    state: str = ""
    page: int = 0
    pages: int = 0
    apart: str = ""
    is_removed: bool = False

    @property
    def is_there(self) -> bool:
        return self.state == FileState.INTACT.label

    @property
    def is_missing(self) -> bool:
        """Whether something that should be there is not: lost or altered, not merely unmade."""
        return self.state in (FileState.LOST.label, FileState.ALTERED.label)


def parts_of(agreement: Agreement) -> list[Part]:
    rows = sorted(_rows(agreement), key=lambda row: (_moment(row), row._meta.model_name, row.pk))
    parts = [_part(number, row, agreement) for number, row in enumerate(rows, start=1)]
    removed = set(
        agreement.removals.filter(state=ProposalState.CONFIRMED).values_list(
            "model", "row", "digest"
        )
    )
    waiting = set(
        agreement.removals.filter(state=ProposalState.PENDING).values_list("digest", flat=True)
    )
    for part, row in zip(parts, rows, strict=True):
        if (row._meta.model_name, row.pk, part.sha256) in removed:
            part.is_removed, part.state = True, REMOVED
        elif part.sha256 in waiting:
            part.is_removed, part.state = True, WAITING
    return parts


def _rows(agreement: Agreement) -> Iterator[Any]:
    """Every row that keeps a file, and papers that were never finished; of reports, their papers
    are among the papers.
    """
    yield from agreement.documents.all()
    for model in integrity.of_cases():
        if model not in (
            Document,
            Report,
            Bundle,
            ProposedCorrection,
        ):  # a proposed file is none of the case yet
            related = ["document"] if model is SignedPaper else []
            yield from (
                model._default_manager.filter(agreement=agreement)
                .exclude(sha256="")
                .select_related(*related)
            )


def _moment(row) -> datetime:
    if isinstance(row, Progress):
        return row.submitted_at
    return row.requested_at if isinstance(row, Document) else row.at


def _part(number: int, row, agreement: Agreement) -> Part:
    title = _title(row, agreement)
    given = f"{row.kind}-{row.pk}.pdf" if isinstance(row, Document) else row.file_name
    ending = Path(given).suffix.lower() if ENDING.fullmatch(Path(given).suffix) else ""
    folder = "dokumen" if isinstance(row, Document | SignedPaper) else "unggahan"
    name = (
        f"{folder}/{number:03}-{slugify(title.replace('/', '-'))[:LONGEST_NAME].strip('-')}{ending}"
    )
    return Part(
        name,
        title,
        "" if isinstance(row, Document | SignedPaper) else given,
        _moment(row),
        row.sha256,
        _unmade(row),
    )


def _unmade(row) -> str:
    """Why a paper has no file."""
    return (
        str(DocumentState(row.state).label) if isinstance(row, Document) and not row.sha256 else ""
    )


def _title(row, agreement: Agreement) -> str:
    if isinstance(row, SignedPaper):
        return f"{_title(row.document, agreement)} (bertanda tangan elektronik)"
    if isinstance(row, Document):
        number = f" Nomor {row.number}" if row.number else ""
        state = (
            " (rancangan)"
            if row.draft
            else " (dibatalkan)"
            if row.state == DocumentState.CANCELLED
            else ""
        )
        return f"{KINDS[row.kind].title}{number}{state}"
    if isinstance(row, Evidence):
        need = agreement.track.requirement(row.stage_code, row.requirement_code)
        text = need.text if need else row.file_name
    elif isinstance(row, Fulfilment):
        text = _owed(row.duty_code)
    else:
        text = str(row)
    return f"{text}{' (sudah diganti)' if getattr(row, 'void', False) else ''}"


def _owed(code: str) -> str:
    """What the law asks, or the naskah itself."""
    if code in duties.DUTIES:
        return duties.DUTIES[code].text
    return AgreementDuty.objects.get(pk=contract_duties.contract_duty_key_of(code)).due_text
