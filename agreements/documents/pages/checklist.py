"""How a proposal or a naskah stands, requirement by requirement, as the sheets of Bagian Kerja Sama
record it on their day.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import takewhile

from agreements.documents import signers
from agreements.documents.kinds import KINDS, DocumentCode, conditions
from agreements.documents.text import indonesian
from agreements.documents.text.titles import readable_file_name
from agreements.models import Agreement
from agreements.regulations.vocabulary import Actor, RequirementKind, Stage
from agreements.workflow.evaluation import Check, evaluate_case
from agreements.workflow.guarding import refuse_if
from kerjasama.narrowing import require

MET, UNMET, UNUSED = "Ada", "Belum", "Tidak berlaku"
VERIFIED = "verifikasi"


@dataclass(frozen=True)
class CheckedLine:
    """A requirement with its citation, and how it stands."""

    text: str
    citation: str
    verdict: str
    note: str


@dataclass(frozen=True)
class CheckedStage:
    """A stage with what is asked in it."""

    name: str
    lines: list[CheckedLine]


@dataclass(frozen=True)
class ProposalChecklist:
    """Every requirement of a proposal, how many there are and how many are not met."""

    stages: list[CheckedStage]
    unmet: int
    counted: int


@dataclass(frozen=True)
class HandedFile:
    """A paper or file that was handed in; `mark` is its number or its name."""

    name: str
    mark: str


@dataclass(frozen=True)
class HandedIn:
    """What the office receives."""

    files: list[HandedFile]


@dataclass(frozen=True)
class SigningChecklist:
    """The naskah that are recommended, by their kinds, and what was done for them."""

    naskah: list[DocumentCode]
    lines: list[CheckedLine]


def checklist_of_proposal(agreement: Agreement) -> ProposalChecklist:
    """Each requirement up to the verification, with its citation and how it stands."""
    stages = [
        CheckedStage(stage.name, list(map(_line, checks))) for stage, checks in _judged(agreement)
    ]
    verdicts = [line.verdict for stage in stages for line in stage.lines]
    return ProposalChecklist(stages, unmet=verdicts.count(UNMET), counted=len(verdicts))


def _judged(agreement: Agreement) -> Iterator[tuple[Stage, list[Check]]]:
    """The stages in which a proposal is prepared, with what is asked of it before the office or the
    TKKSD judges it.
    """
    for stage in agreement.track.stages[: agreement.track.preparation_ends + 1]:
        checks = evaluate_case(agreement, stage).checks
        before = list(takewhile(_precedes_judgement, checks))
        if before:
            yield stage, before


def _precedes_judgement(check: Check) -> bool:
    need = check.requirement
    return need.code != VERIFIED and need.actor is not Actor.TKKSD


def _line(check: Check) -> CheckedLine:
    need = check.requirement
    verdict, note = _verdict_on(check)
    return CheckedLine(need.text, str(need.citation or ""), verdict, note[:1].upper() + note[1:])


def _verdict_on(check: Check) -> tuple[str, str]:
    """(verdict, note): by what it is met, or why it is not."""
    if not check.applies:
        return UNUSED, ""
    if check.met and not check.unfavourable:
        return MET, _check_text_of(check)
    return UNMET, check.reason.partition(": ")[2]


def _check_text_of(check: Check) -> str:
    """By what it is met: the paper's number, the file, or who approved when."""
    if check.document:
        return _number_told(check.document.number)
    if evidence := check.evidence:
        parts = (
            evidence.outcome.capitalize(),
            _number_told(evidence.number),
            readable_file_name(evidence.file_name),
            indonesian.short_date(evidence.decided_on or evidence.at.date()),
        )
        return ", ".join(part for part in parts if part)
    return ""


def _number_told(number: str) -> str:
    if not number:
        return ""
    return f"Nomor {number}"


def handed_in(agreement: Agreement) -> HandedIn:
    """The papers and files that are there for the office to receive. Raises Refused when there are
    none.
    """
    files = []
    proposal = signers.newest_paper_of_kind(agreement, DocumentCode.SURAT_USULAN)
    if proposal:
        files.append(HandedFile(KINDS[proposal.kind].title, proposal.number))
    for _, checks in _judged(agreement):
        files += [
            HandedFile(check.requirement.text, _file_of(check))
            for check in checks
            if _is_handed_in(check)
        ]
    refuse_if(
        not files, "Berkas usulan belum ada: buat dokumen atau unggah berkasnya lebih dahulu."
    )
    return HandedIn(files)


def _is_handed_in(check: Check) -> bool:
    return check.met and check.requirement.kind in (
        RequirementKind.DOCUMENT,
        RequirementKind.UPLOAD,
    )


def _file_of(check: Check) -> str:
    if check.document:
        return check.document.number
    evidence = require(check.evidence, "what is handed in is a paper of ours or evidence")
    return evidence.file_name or evidence.number


def of_signing(agreement: Agreement) -> SigningChecklist:
    """What was done for the naskah before it goes up to be signed."""
    done = [_line(check) for check in evaluate_case(agreement).checks if _is_step(check)]
    return SigningChecklist(conditions.recommended_naskah_kinds(agreement), done)


def _is_step(check: Check) -> bool:
    """Whether somebody had to do it; the recommendation itself is the paper."""
    need = check.requirement
    is_recommendation = need.code.startswith(conditions.RECOMMENDS)
    return check.applies and need.kind is not RequirementKind.FACT and not is_recommendation
