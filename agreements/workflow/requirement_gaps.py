"""Why a requirement of a stage is not met, by its kind."""

from collections.abc import Callable

from agreements.models import Agreement, Document, DocumentState, Evidence
from agreements.models.agreement import term_field_of
from agreements.regulations.vocabulary import Requirement, RequirementKind

# Says why; empty when it is met. Given are the evidence and the paper of the requirement, and the
# hash of the present content.
Gap = Callable[[Agreement, Requirement, Evidence | None, Document | None, str], str]


def _fact_gap(
    agreement: Agreement,
    need: Requirement,
    evidence: Evidence | None,
    paper: Document | None,
    content: str,
) -> str:
    if not agreement.fact(need.fact):
        return f"{need.text}: {need.gap or 'masih kosong.'}"
    stated_by = (kind for kind in agreement.track.signings if term_field_of(kind) == need.fact)
    too_long = next(filter(None, map(agreement.why_too_long, stated_by)), "")
    if too_long:
        return f"{need.text}: {too_long}"
    return ""


def _document_gap(
    agreement: Agreement,
    need: Requirement,
    evidence: Evidence | None,
    paper: Document | None,
    content: str,
) -> str:
    if paper is None:
        return f"{need.text}: belum dibuat."
    if paper.state != DocumentState.READY:
        return f"{need.text}: {paper.get_state_display().lower()}."
    if paper.content_hash != content:
        return f"{need.text}: isi berubah setelah dokumen dibuat, buat ulang."
    if paper.outdated_by_id and not _is_signed(agreement, need.document):
        return f"{need.text}: memuat catatan yang sudah dikoreksi, buat ulang."
    return ""


def _is_signed(agreement: Agreement, kind: str) -> bool:
    """Whether that naskah is signed already; then it is never made anew."""
    code = agreement.track.signings.get(kind)
    return code is not None and any(
        row.requirement_code == code and not row.void for row in agreement.evidence.all()
    )


def _evidence_gap(
    agreement: Agreement,
    need: Requirement,
    evidence: Evidence | None,
    paper: Document | None,
    content: str,
) -> str:
    if evidence is None:
        return f"{need.text}: belum ada."
    return ""


def _approval_gap(
    agreement: Agreement,
    need: Requirement,
    evidence: Evidence | None,
    paper: Document | None,
    content: str,
) -> str:
    if evidence and evidence.content_hash != content:
        return f"{need.text}: isi berubah setelah disetujui, perlu disetujui ulang."
    return _evidence_gap(agreement, need, evidence, paper, content)


GAPS: dict[RequirementKind, Gap] = {
    RequirementKind.FACT: _fact_gap,
    RequirementKind.DOCUMENT: _document_gap,
    RequirementKind.APPROVAL: _approval_gap,
    RequirementKind.RECORD: _evidence_gap,
    RequirementKind.UPLOAD: _evidence_gap,
}
