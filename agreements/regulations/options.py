"""What a requirement, a term or a stage may say besides what each of its sort must say."""

from typing import TypedDict

from agreements.regulations.citations import Citation
from agreements.regulations.record_outcomes import RecordOutcome
from agreements.regulations.vocabulary import Basis, Condition, Deadline


class RequirementOptions(TypedDict, total=False):
    """The further fields of a `Requirement`."""

    condition: Condition | None
    draft: bool
    signs: str
    optional: bool
    after: tuple[str, ...]
    lapsed: str
    deemed: RecordOutcome
    when: tuple[str, RecordOutcome] | None
    leads: tuple[tuple[RecordOutcome, str], ...]
    gap: str
    criteria: tuple[str, ...]
    verb: str


class DeadlineOptions(TypedDict, total=False):
    """The further fields of a `Deadline`."""

    code: str
    text: str
    after: str
    until: str
    deems: bool
    deemed_by: Citation | None


class StageOptions(TypedDict, total=False):
    """The further fields of a `Stage`."""

    deadline: Deadline | None
    condition: Condition | None
    send_back_to: tuple[str, ...]
    legs: tuple[Deadline, ...]
    basis: Basis
