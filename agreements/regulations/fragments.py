"""One requirement, term or order of requirements: the words in which the tracks are written."""

from dataclasses import replace
from typing import Unpack

from agreements.regulations.citations import Citation
from agreements.regulations.vocabulary import (
    Actor,
    Basis,
    DayKind,
    Deadline,
    Requirement,
    RequirementKind,
)

from .options import DeadlineOptions, RequirementOptions
from .record_outcomes import RecordOutcome

Step = Requirement | tuple[Requirement, ...]


def in_order(*steps: Step) -> tuple[Requirement, ...]:
    """The requirements with `after` set: each step waits for all that the step before demands.

    A tuple is one step whose requirements run in parallel. What is optional holds nobody up.
    """
    ordered: list[Requirement] = []
    before: tuple[str, ...] = ()
    for step in steps:
        together = step if isinstance(step, tuple) else (step,)
        ordered += [replace(need, after=(*before, *need.after)) for need in together]
        before = tuple(need.code for need in together if not need.optional) or before
    return tuple(ordered)


def require_fact(
    code: str,
    text: str,
    field: str,
    citation: Citation | None,
    **more: Unpack[RequirementOptions],
) -> Requirement:
    """A field of the proposal that must be filled in by the OPD."""
    return Requirement(code, RequirementKind.FACT, text, Actor.OPD, citation, fact=field, **more)


def require_approval(
    code: str, text: str, actor: Actor, citation: Citation | None = None, verb: str = "Setujui"
) -> Requirement:
    """An approval that binds to the content as it is then."""
    return Requirement(code, RequirementKind.APPROVAL, text, actor, citation, verb=verb)


def require_document(
    code: str,
    text: str,
    kind: str,
    citation: Citation | None,
    actor: Actor = Actor.VERIFIER,
    recorder: Actor | None = None,
    **more: Unpack[RequirementOptions],
) -> Requirement:
    """A paper that the system makes."""
    return Requirement(
        code,
        RequirementKind.DOCUMENT,
        text,
        actor,
        citation,
        document=kind,
        recorder=recorder,
        **more,
    )


def require_upload(
    code: str,
    text: str,
    citation: Citation | None,
    actor: Actor = Actor.VERIFIER,
    **more: Unpack[RequirementOptions],
) -> Requirement:
    """A file that is handed in."""
    return Requirement(code, RequirementKind.UPLOAD, text, actor, citation, **more)


def require_record(
    code: str,
    text: str,
    citation: Citation | None,
    actor: Actor,
    *outcomes: RecordOutcome,
    **more: Unpack[RequirementOptions],
) -> Requirement:
    """A decision or date that Bagian Kerja Sama enters for whoever takes it."""
    return Requirement(
        code,
        RequirementKind.RECORD,
        text,
        actor,
        citation,
        outcomes=outcomes,
        recorder=Actor.VERIFIER,
        **more,
    )


def sop_term(days: int, **more: Unpack[DeadlineOptions]) -> Deadline:
    """A local norm [P]: a first value of the settings, never the law's word."""
    return Deadline(days, DayKind.WORKING, Basis.SOP, **more)


def lawful_term(
    days: int,
    citation: Citation,
    silence: str = "",
    kind: DayKind = DayKind.CALENDAR,
    **more: Unpack[DeadlineOptions],
) -> Deadline:
    """A term that the law sets."""
    return Deadline(days, kind, Basis.LAW, citation, silence, **more)
