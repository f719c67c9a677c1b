"""The papers and uploads of a case: the latest of each first, the older ones folded."""

from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import Prefetch
from django.utils import timezone
from django.utils.formats import date_format

from agreements.documents import renewals
from agreements.documents.archive import integrity
from agreements.documents.archive.public_verification import waits_for_signature
from agreements.documents.kinds import KINDS
from agreements.models import Agreement, Document, DocumentState, Evidence

BY_WHOM = Prefetch("evidence", Evidence.objects.select_related("by"))
# So many papers and files stand open on the page of a case.
SHOWN = 4
STATES = {
    DocumentState.QUEUED: ("Sedang dibuat", "is-soon"),
    DocumentState.FAILED: ("Gagal dibuat", "is-late"),
    DocumentState.CANCELLED: ("Dibatalkan", ""),
}


@dataclass(frozen=True)
class PaperRow:
    """One paper that the system made."""

    title: str
    paper: Document
    about: str
    tag: str
    look: str

    @property
    def is_ready(self) -> bool:
        """Whether it can be opened."""
        return self.paper.is_ready


@dataclass(frozen=True)
class UploadRow:
    """One file that people brought, with what it is for."""

    purpose: str
    evidence: Evidence
    about: str
    tag: str


@dataclass(frozen=True)
class PaperTable:
    """What stands in the table, what is folded beneath it, and what is still being made."""

    papers: list[PaperRow]
    uploads: list[UploadRow]
    older_papers: list[PaperRow]
    older_uploads: list[UploadRow]
    queued: list[Document]
    is_finished: bool = False

    @property
    def waits(self) -> bool:
        """Whether something is being made."""
        return bool(self.queued)

    @property
    def is_empty(self) -> bool:
        """Whether nothing was made or brought yet."""
        return not (self.papers or self.uploads)

    @property
    def newest(self) -> int:
        """The key of the paper that was ordered last; 0 where there is none."""
        rows = [*self.papers, *self.older_papers]
        return max((row.paper.pk for row in rows), default=0)

    @property
    def folded(self) -> int:
        """How many are folded beneath it."""
        return len(self.older_papers) + len(self.older_uploads)

    def shortened(self) -> "PaperTable":
        """The same with only the newest open, for the page of the case."""
        places = max(0, SHOWN - len(self.papers[:SHOWN]))
        return replace(
            self,
            papers=self.papers[:SHOWN],
            uploads=self.uploads[:places],
            older_papers=self.papers[SHOWN:] + self.older_papers,
            older_uploads=self.uploads[places:] + self.older_uploads,
        )


def paper_table_of(agreement: Agreement, papers: list[Document]) -> PaperTable:
    """The table; `papers` are those of the case, the newest first."""
    uploads = uploads_of_case(agreement)
    integrity.mark_damaged_rows([*papers, *(evidence for _, evidence in uploads)])
    renewals.mark_outdated_papers(papers)
    corrected = {evidence.corrects_id for evidence in agreement.evidence.all()}
    brought = [upload_row_of(purpose, row, corrected) for purpose, row in uploads]
    newest, older = _newest_and_older(papers)
    return PaperTable(
        papers=list(map(paper_row_of, newest)),
        uploads=[row for row in brought if not row.evidence.void],
        older_papers=list(map(paper_row_of, older)),
        older_uploads=[row for row in brought if row.evidence.void],
        queued=[paper for paper in papers if paper.is_queued],
    )


def _newest_and_older(papers: list[Document]) -> tuple[list[Document], list[Document]]:
    latest = latest_papers(papers)
    newest = [paper for paper in papers if paper.pk in latest]
    return newest, [paper for paper in papers if paper.pk not in latest]


def latest_papers(papers: list[Document]) -> set[int]:
    """The keys of the newest paper of each kind, meeting and report; one that could not be made or
    is still being made does not hide the last that is there.
    """
    found: set[int] = set()
    seen: set[tuple[str, int | None, int | None]] = set()
    for paper in papers:
        kind = (paper.kind, paper.meeting_id, paper.report_id)
        if kind in seen:
            continue
        found.add(paper.pk)
        if paper.is_ready:
            seen.add(kind)
    return found


def paper_row_of(paper: Document) -> PaperRow:
    """The row of one paper."""
    if paper.state in STATES:
        tag, look = STATES[DocumentState(paper.state)]
    elif paper.draft:
        tag, look = "Rancangan", "is-note"
    elif waits_for_signature(paper):
        tag, look = "Belum ditandatangani", "is-note"
    else:
        tag, look = "Jadi", "is-good"
    said = [f"Nomor {paper.number}"] if paper.number and not paper.draft else []
    said += [f"revisi {paper.revision}", _day(paper.requested_at)]
    return PaperRow(KINDS[paper.kind].title, paper, ", ".join(said), tag, look)


def upload_row_of(purpose: str, evidence: Evidence, corrected: set[int | None]) -> UploadRow:
    """The row of one file."""
    tag = ""
    if evidence.void:
        tag = "Dikoreksi" if evidence.pk in corrected else "Sudah diganti"
    return UploadRow(
        purpose, evidence, f"{evidence.file_name}, {evidence.by}, {_day(evidence.at)}", tag
    )


def _day(at: datetime) -> str:
    return date_format(timezone.localtime(at), "j F Y")


def uploads_of_case(agreement: Agreement) -> list[tuple[str, Evidence]]:
    """The uploaded files, the newest first, each with what it was uploaded for."""
    rows = [row for row in agreement.evidence.all() if row.sha256]
    return [(_purpose_of(row), row) for row in reversed(rows)]


def _purpose_of(evidence: Evidence) -> str:
    """The requirement that the file met; empty when the track no longer has it."""
    return evidence.need.text if evidence.need else ""
