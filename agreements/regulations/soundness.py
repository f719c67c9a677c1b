"""The proof that each track is sound: every way in which one is not, in words."""

from collections.abc import Collection, Iterator

from .separation import faults_of_separation
from .vocabulary import Basis, Deadline, Requirement, RequirementKind, Stage, Track


def faults_of_track(
    track: Track, document_kinds: Collection[str], fact_fields: Collection[str]
) -> Iterator[str]:
    """Every way in which the track is unsound, in words; nothing when it is sound. It may refer to
    these kinds of paper and these fields of a proposal.
    """
    codes = [stage.code for stage in track.stages]
    yield from _faults_of_whole(track, codes)
    for place, stage in enumerate(track.stages):
        where = f"{track.code}/{stage.code}"
        yield from _stage_faults(where, stage, codes[:place])
        yield from _order_faults(where, stage)
        yield from _term_faults(where, stage)
        yield from _branch_faults(where, stage, codes[:place])
        for need in stage.requirements:
            here = f"{where}/{need.code}"
            yield from _requirement_faults(here, need, document_kinds, fact_fields)


def _faults_of_whole(track: Track, codes: list[str]) -> Iterator[str]:
    if len(set(codes)) != len(codes):
        yield f"{track.code}: two stages share a code"
    if not track.basis:
        yield f"{track.code}: no legal basis"
    if track.changes and sum(stage.signs for stage in track.stages) != 1:
        yield f"{track.code}: changes an agreement by another number of signings than one"
    if track.stages[0].condition:
        yield f"{track.code}: the first stage is conditional, no case could begin"
    approvals = {
        need.code: need.part
        for stage in track.stages
        for need in stage.requirements
        if need.kind is RequirementKind.APPROVAL
    }
    yield from faults_of_separation(track.code, track.duties_apart, approvals)


def _stage_faults(where: str, stage: Stage, earlier_stages: list[str]) -> Iterator[str]:
    if bool(stage.citations) == (stage.basis is Basis.SOP):
        yield f"{where}: cites an article exactly when the law names the step"
    if not stage.requirements:
        yield f"{where}: nothing must be met, the stage could not end by an act"
    for target in stage.send_back_to:
        if target not in earlier_stages:
            yield f"{where}: sends back to {target}, which is not an earlier stage"


def _order_faults(where: str, stage: Stage) -> Iterator[str]:
    """Codes twice, and requirements that wait for nothing, for what comes later or for no term."""
    seen: set[str] = set()
    terms = {term.code for term in stage.terms}
    for need in stage.requirements:
        if need.code in seen:
            yield f"{where}: two requirements share the code {need.code}"
        if missing := set(need.after) - seen:
            yield f"{where}/{need.code}: waits for {missing}, which does not come before it"
        if need.lapsed and need.lapsed not in terms:
            yield f"{where}/{need.code}: opened by the unknown term {need.lapsed}"
        seen.add(need.code)


def _term_faults(where: str, stage: Stage) -> Iterator[str]:
    """Terms that share a code, hang on nothing, or name no article."""
    needs = {need.code for need in stage.requirements}
    codes = [term.code for term in stage.terms]
    if len(set(codes)) != len(codes):
        yield f"{where}: two terms share a code"
    for term in stage.terms:
        if _hangs_on(term) - needs:
            yield f"{where}: the term {term.code} hangs on an unknown requirement"
        if term.basis is Basis.LAW and not term.citation:
            yield f"{where}: a lawful term without its article"


def _hangs_on(term: Deadline) -> set[str]:
    return {code for code in (term.after, term.until) if code}


def _branch_faults(where: str, stage: Stage, earlier_stages: list[str]) -> Iterator[str]:
    """What an outcome opens or leads to must exist: the outcome in a record before it, the stage
    before this one.
    """
    offered: set[tuple[str, str]] = set()
    for need in stage.requirements:
        if need.when and need.when not in offered:
            yield f"{where}/{need.code}: hangs on an outcome that no record before it offers"
        for outcome, target in need.leads:
            if outcome not in need.outcomes or target not in earlier_stages:
                yield (
                    f"{where}/{need.code}: leads from {outcome} to {target}, which is not an"
                    " earlier stage"
                )
        offered.update((need.code, outcome) for outcome in need.outcomes)


def _requirement_faults(
    where: str, need: Requirement, document_kinds: Collection[str], fact_fields: Collection[str]
) -> Iterator[str]:
    if need.kind is RequirementKind.DOCUMENT and need.document not in document_kinds:
        yield f"{where}: no template for document {need.document}"
    if need.kind is RequirementKind.FACT and need.fact not in fact_fields:
        yield f"{where}: the proposal has no field {need.fact}"
    if need.kind is RequirementKind.RECORD and not need.outcomes:
        yield f"{where}: a record without outcomes"
    if need.deemed and need.deemed not in need.outcomes:
        yield f"{where}: deems an outcome it does not offer"
    if not need.entered_by:
        yield f"{where}: nobody may enter it"
