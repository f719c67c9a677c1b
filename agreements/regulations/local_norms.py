"""Requirements that no article asks for: the office may do without them, or ask for them only where
they are there.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from agreements.regulations.vocabulary import Requirement, Stage, Track


class NormChoice(StrEnum):
    """What the office makes of a local norm."""

    KEPT = "wajib"
    SOFTENED = "bila-perlu"
    DROPPED = "tidak-dipakai"

    @property
    def label(self) -> str:
        return {
            NormChoice.KEPT: "Wajib",
            NormChoice.SOFTENED: "Bila perlu",
            NormChoice.DROPPED: "Tidak dipakai",
        }[self]


# Without these there is no case to speak of: with whom, on what, until when.
BEARING_FACTS = ("title", "partner_id", "naskah_diubah", "berakhir_baru", "dasar_akhir")


@dataclass(frozen=True)
class LocalNorm:
    """A requirement without an article, in its stage."""

    stage: Stage
    need: Requirement

    @property
    def key(self) -> tuple[str, str]:
        return self.stage.code, self.need.code

    @property
    def why_fixed(self) -> str:
        """Why the program cannot do without it; empty where the office may choose."""
        stage, need = self.stage, self.need
        if need.signs:
            return "mencatat penandatanganan"
        if need.document and _is_naskah(stage, need):
            return "naskahnya sendiri"
        if any(need.code in (term.after, term.until) for term in stage.terms):
            return "jangka waktu dihitung dari catatan ini"
        if any(other.when and other.when[0] == need.code for other in stage.requirements):
            return "hasilnya menentukan langkah berikutnya"
        if need.fact in BEARING_FACTS:
            return "tanpa isian ini kerja samanya tidak tertentu"
        return ""


def local_norms_of(track: Track) -> Iterator[LocalNorm]:
    """What the track asks for without an article, in its order; what is optional anyway is free."""
    for stage in track.stages:
        for need in stage.requirements:
            if need.citation is None and not need.optional:
                yield LocalNorm(stage, need)


def stage_with_norms(stage: Stage, choices: Mapping[str, NormChoice]) -> Stage:
    """The stage as the office wants it; `choices` are by the codes of requirements.

    What followed a norm that binds no more follows what the norm followed.
    """
    free = {
        need.code: choices[need.code]
        for need in stage.requirements
        if _is_loosened(stage, need, choices.get(need.code, NormChoice.KEPT))
    }
    if not free:
        return stage
    kept = [
        replace(need, optional=need.optional or need.code in free)
        for need in requirements_past(stage, free)
        if free.get(need.code) is not NormChoice.DROPPED
    ]
    return replace(stage, requirements=tuple(kept))


def _is_loosened(stage: Stage, need: Requirement, choice: NormChoice) -> bool:
    """Whether the office chose otherwise than the norm, and may."""
    if choice is NormChoice.KEPT or need.citation is not None:
        return False
    return not LocalNorm(stage, need).why_fixed


def requirements_past(stage: Stage, codes: Collection[str]) -> tuple[Requirement, ...]:
    """The requirements; none waits for those of the codes, but for what these waited for."""
    passed = {need.code: need.after for need in stage.requirements if need.code in codes}

    def before(after: tuple[str, ...]) -> tuple[str, ...]:
        found: tuple[str, ...] = ()
        for code in after:
            found += before(passed[code]) if code in passed else (code,)
        return tuple(dict.fromkeys(found))

    return tuple(replace(need, after=before(need.after)) for need in stage.requirements)


def ends_by_an_act(stage: Stage) -> bool:
    """Whether something must still be met before the stage is left, come what may."""
    return any(
        not (need.optional or need.condition or need.lapsed or need.when)
        for need in stage.requirements
    )


def _is_naskah(stage: Stage, need: Requirement) -> bool:
    """Whether the paper is a naskah that is drafted or signed in this stage."""
    return need.draft or any(other.signs == need.document for other in stage.requirements)
