"""How a former version of a stage or track is told by what is different in it."""

from dataclasses import replace
from typing import Unpack

from agreements.regulations.local_norms import requirements_past
from agreements.regulations.vocabulary import Requirement, Stage, Track

from .options import StageOptions


def without(stage: Stage, *codes: str, **more: Unpack[StageOptions]) -> Stage:
    """The stage as it was before it asked for these; what followed them follows what they followed."""  # noqa: E501
    kept = tuple(need for need in requirements_past(stage, codes) if need.code not in codes)
    return replace(stage, requirements=kept, **more)


def need_of(stage: Stage, code: str) -> Requirement:
    return next(need for need in stage.requirements if need.code == code)


def with_need_after(stage: Stage, code: str, need: Requirement) -> Stage:
    """The stage with one more requirement, which follows that of the code, and which what followed
    that waits for.
    """
    kept: list[Requirement] = []
    for other in stage.requirements:
        after = tuple(need.code if one == code else one for one in other.after)
        kept.append(replace(other, after=after))
        if other.code == code:
            kept.append(replace(need, after=(code,)))
    return replace(stage, requirements=tuple(kept))


def with_stages(track: Track, version: str, *stages: Stage) -> Track:
    """The track as that version, with these stages in place of those of the same code."""
    former = {stage.code: stage for stage in stages}
    return replace(
        track,
        version=version,
        stages=tuple(former.get(stage.code, stage) for stage in track.stages),
    )


def with_needs(stage: Stage, *needs: Requirement) -> Stage:
    """The stage with these requirements in place of those of the same code, each at its place."""
    former = {need.code: need for need in needs}
    return replace(
        stage,
        requirements=tuple(
            replace(former[need.code], after=need.after) if need.code in former else need
            for need in stage.requirements
        ),
    )
