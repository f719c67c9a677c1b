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
from agreements.documents.text import indonesian
from agreements.models import (
    Agreement,
    AgreementDuty,
    Bundle,
    Document,
    DocumentState,
    DraftVersion,
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
        """Whether its bytes are kept as they came."""
        return self.state == FileState.INTACT.label

    @property
    def is_missing(self) -> bool:
        """Whether something that should be there is not: lost or altered, not merely unmade."""
        return self.state in (FileState.LOST.label, FileState.ALTERED.label)


# A row that keeps a file of the case, or a paper that may get one.
Row = Document | SignedPaper | Evidence | Fulfilment | Progress | DraftVersion


def parts_of(agreement: Agreement) -> list[Part]:
    """What the case holds, the oldest first; of a file whose content was taken away, its name."""
    rows = sorted(_rows(agreement), key=lambda row: (_moment(row), row._meta.model_name, row.pk))
    parts = [_part(number, row, agreement) for number, row in enumerate(rows, start=1)]
    confirmed = agreement.removals.filter(state=ProposalState.CONFIRMED)
    removed = set(confirmed.values_list("model", "row", "digest"))
    pending = agreement.removals.filter(state=ProposalState.PENDING)
    waiting = set(pending.values_list("digest", flat=True))
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
        if model in (Document, Report, Bundle, ProposedCorrection):
            continue  # told above; a proposed file is none of the case yet
        rows = model._default_manager.filter(agreement=agreement).exclude(sha256="")
        if model is SignedPaper:
            rows = rows.select_related("document")
        yield from rows


def _moment(row: Row) -> datetime:
    """When it came into the case."""
    if isinstance(row, Progress):
        return row.submitted_at
    if isinstance(row, Document):
        return row.requested_at
    return row.at


def _part(number: int, row: Row, agreement: Agreement) -> Part:
    title, own_name = _title(row, agreement), _file_name_of(row)
    folder, given = "unggahan", own_name
    if isinstance(row, Document | SignedPaper):
        folder, given = "dokumen", ""
    ending = Path(own_name).suffix.lower()
    if not ENDING.fullmatch(ending):
        ending = ""
    told = slugify(title.removesuffix(ending).replace("/", "-"))[:LONGEST_NAME].strip("-")
    return Part(
        name=f"{folder}/{number:03}-{told}{ending}",
        title=title,
        given_name=given,
        at=_moment(row),
        sha256=row.sha256,
        state=_unmade(row),
    )


def _file_name_of(row: Row) -> str:
    if isinstance(row, Document):
        return f"{row.kind}-{row.pk}.pdf"
    return row.file_name


def _unmade(row: Row) -> str:
    """Why a paper has no file."""
    if isinstance(row, Document) and not row.sha256:
        return str(DocumentState(row.state).label)
    return ""


def _title(row: Row, agreement: Agreement) -> str:
    if isinstance(row, SignedPaper):
        how = "pindaian bertanda tangan basah" if row.is_by_hand else "bertanda tangan elektronik"
        return f"{_title(row.document, agreement)} ({how})"
    if isinstance(row, Document):
        return _title_of_paper(row)
    title = str(row)
    if isinstance(row, Evidence):
        title = _title_of_record(row, agreement)
    elif isinstance(row, Fulfilment):
        title = _owed(row.duty_code)
    if getattr(row, "void", False):
        return f"{title} (sudah diganti)"
    return title


def _title_of_paper(paper: Document) -> str:
    title = indonesian.add_number_and_day(KINDS[paper.kind].title, paper.number, None)
    if paper.draft:
        return f"{title} (rancangan)"
    if paper.state == DocumentState.CANCELLED:
        return f"{title} (dibatalkan)"
    return title


def _title_of_record(record: Evidence, agreement: Agreement) -> str:
    need = agreement.track.requirement(record.stage_code, record.requirement_code)
    if need is None:
        return record.file_name
    return need.text


def _owed(code: str) -> str:
    """What the law asks, or the naskah itself."""
    if code in duties.DUTIES:
        return duties.DUTIES[code].text
    duties_of_naskah = AgreementDuty.objects.select_related("bearer")
    duty = duties_of_naskah.get(pk=contract_duties.contract_duty_key_of(code))
    return f"{duty.due_text} ({duty.bearer.name})" if duty.bearer else duty.due_text
