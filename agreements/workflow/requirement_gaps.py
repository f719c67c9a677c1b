"""Why a requirement of a stage is not met, by its kind."""

from collections.abc import Callable
from dataclasses import dataclass

from agreements.models import Agreement, Document, DocumentState, Evidence
from agreements.regulations.limits import limits_of_term_field
from agreements.regulations.vocabulary import Requirement, RequirementKind
from kerjasama.web.compiled import rows_beside


@dataclass(frozen=True)
class Given:
    """What is there for a requirement, and the hash of the present content."""

    evidence: Evidence | None
    paper: Document | None
    content: str


# Says why; empty when it is met.
Gap = Callable[[Agreement, Requirement, Given], str]


def _fact_gap(agreement: Agreement, need: Requirement, given: Given) -> str:
    if not agreement.has_fact(need.fact):
        return f"{need.text}: {need.gap or 'masih kosong.'}"
    for kind, _ in limits_of_term_field(agreement.track, need.fact):
        if too_long := agreement.why_too_long(kind):
            return f"{need.text}: {too_long}"
    return ""


def _document_gap(agreement: Agreement, need: Requirement, given: Given) -> str:
    paper = given.paper
    if paper is None:
        return f"{need.text}: belum dibuat."
    if paper.state != DocumentState.READY:
        return f"{need.text}: {paper.get_state_display().lower()}."
    if paper.content_hash != given.content:
        return f"{need.text}: isi berubah setelah dokumen dibuat, buat ulang."
    if paper.outdated_by_id and not is_signed(agreement, need.document):
        return f"{need.text}: memuat catatan yang sudah dikoreksi, buat ulang."
    return ""


def is_signed(agreement: Agreement, kind: str) -> bool:
    """Whether that naskah is signed already; then it is never made anew."""
    code = agreement.track.signings.get(kind)
    return code is not None and any(
        row.requirement_code == code and not row.void for row in rows_beside(agreement, "evidence")
    )


def _evidence_gap(agreement: Agreement, need: Requirement, given: Given) -> str:
    if given.evidence is None:
        return f"{need.text}: belum ada."
    return ""


def _approval_gap(agreement: Agreement, need: Requirement, given: Given) -> str:
    if given.evidence and given.evidence.content_hash != given.content:
        return f"{need.text}: isi berubah setelah disetujui, perlu disetujui ulang."
    return _evidence_gap(agreement, need, given)


GAPS: dict[RequirementKind, Gap] = {
    RequirementKind.FACT: _fact_gap,
    RequirementKind.DOCUMENT: _document_gap,
    RequirementKind.APPROVAL: _approval_gap,
    RequirementKind.RECORD: _evidence_gap,
    RequirementKind.UPLOAD: _evidence_gap,
}
