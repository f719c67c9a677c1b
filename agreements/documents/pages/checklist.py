"""How a proposal or a naskah stands, requirement by requirement, as the sheets of Bagian Kerja Sama
record it on their day.
"""

from collections.abc import Iterator

from agreements.documents.kinds import KINDS, DocumentCode, conditions
from agreements.documents.text import indonesian
from agreements.models import Agreement, DocumentState
from agreements.regulations.vocabulary import Actor, Requirement, RequirementKind, Stage
from agreements.workflow.evaluation import Check, evaluate_case
from agreements.workflow.guarding import refuse_if
from kerjasama.narrowing import require

from .builders import Words

MET, UNMET, UNUSED = "Ada", "Belum", "Tidak berlaku"
VERIFIED = "verifikasi"


def checklist_of_proposal(agreement: Agreement) -> Words:
    """Each requirement up to the verification, with its citation and how it stands."""
    stages: list[Words] = [
        {"name": stage.name, "lines": list(map(_line, checks))}
        for stage, checks in _judged(agreement)
    ]
    lines = [line for stage in stages for line in stage["lines"]]
    return {
        "stages": stages,
        "unmet": sum(line["verdict"] == UNMET for line in lines),
        "counted": len(lines),
    }


def _judged(agreement: Agreement) -> Iterator[tuple[Stage, list[Check]]]:
    """The stages in which a proposal is prepared, with what is asked of it before the office or the
    TKKSD judges it.
    """
    for stage in agreement.track.stages[: agreement.track.preparation_ends + 1]:
        checks = evaluate_case(agreement, stage).checks
        judged = next(
            (place for place, check in enumerate(checks) if _is_judgement(check.requirement)),
            len(checks),
        )
        if judged:
            yield stage, list(checks[:judged])


def _is_judgement(need: Requirement) -> bool:
    return need.code == VERIFIED or need.actor is Actor.TKKSD


def _line(check: Check) -> Words:
    need = check.requirement
    verdict, note = _verdict_on(check)
    return {
        "text": need.text,
        "citation": str(need.citation or ""),
        "verdict": verdict,
        "note": note[:1].upper() + note[1:],
    }


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
        return f"Nomor {check.document.number}" if check.document.number else ""
    if evidence := check.evidence:
        day = indonesian.short_date(evidence.decided_on or evidence.at.date())
        parts = (
            evidence.outcome.capitalize(),
            f"Nomor {evidence.number}" if evidence.number else "",
            evidence.file_name,
            day,
        )
        return ", ".join(part for part in parts if part)
    return ""


def handed_in(agreement: Agreement) -> Words:
    """The papers and files that are there for the office to receive. Raises Refused when there are
    none.
    """
    made = (
        agreement.documents.filter(kind=DocumentCode.SURAT_USULAN, state=DocumentState.READY)
        .order_by("pk")
        .last()
    )
    rows = [{"name": KINDS[made.kind].title, "mark": made.number}] if made else []
    for _, checks in _judged(agreement):
        rows += [
            {"name": check.requirement.text, "mark": _file_of(check)}
            for check in checks
            if _is_handed_in(check)
        ]
    refuse_if(not rows, "Berkas usulan belum ada: buat dokumen atau unggah berkasnya lebih dahulu.")
    return {"files": rows}


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


def of_signing(agreement: Agreement) -> Words:
    """What was done for the naskah before it goes up to be signed."""
    checks = [
        check
        for check in evaluate_case(agreement).checks
        if not check.requirement.code.startswith(conditions.RECOMMENDS)
    ]
    done = [
        _line(check)
        for check in checks
        if check.applies and check.requirement.kind is not RequirementKind.FACT
    ]
    return {"naskah": conditions.recommended_naskah_kinds(agreement), "lines": done}
