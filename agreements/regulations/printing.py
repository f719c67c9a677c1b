"""Tracks as tables for people and as plain values for machines."""

from typing import Any

from agreements.regulations.vocabulary import Requirement, Stage, Track


def as_data(track: Track) -> dict[str, Any]:
    """A track as plain values, for JSON."""
    return {
        "code": track.code,
        "version": track.version,
        "title": track.title,
        "stages": [_stage(s) for s in track.stages],
    }


def _stage(stage: Stage) -> dict[str, Any]:
    term = stage.deadline
    return {
        "code": stage.code,
        "name": stage.name,
        "citations": [str(citation) for citation in stage.citations],
        "actor": str(stage.actor),
        "deadline": term and {"days": term.days, "kind": str(term.kind), "basis": str(term.basis)},
        "legs": [
            {
                "code": t.code,
                "days": t.days,
                "kind": str(t.kind),
                "basis": str(t.basis),
                "text": t.text,
            }
            for t in stage.legs
        ],
        "requirements": [_requirement(need) for need in stage.requirements],
        "conditions": [stage.condition.text] if stage.condition else [],
    }


def _requirement(need: Requirement) -> dict[str, Any]:
    return {
        "code": need.code,
        "kind": str(need.kind),
        "text": need.text,
        "actor": str(need.actor),
        "citation": str(need.citation) if need.citation else None,
        "condition": need.condition.text if need.condition else None,
        "after": list(need.after),
        "optional": need.optional,
    }


def as_table(track: Track) -> str:
    """A track as lines for a reader at a terminal."""
    lines = [f"{track.title} ({track.code} {track.version})"]
    for place, stage in enumerate(track.stages, start=1):
        law = "; ".join(map(str, stage.citations)) or "SOP"
        lines.append(f"{place:2}. {stage.name} | {stage.actor} | {_days_of(stage)} | {law}")
        if stage.condition:
            lines.append(f"      bila: {stage.condition.text}")
        lines += [f"      {t.text}: {t.days} hari {t.kind} ({t.citation})" for t in stage.legs]
        lines += [f"      - {need.text} [{need.citation or 'SOP'}]" for need in stage.requirements]
    return "\n".join(lines)


def _days_of(stage: Stage) -> str:
    term = stage.deadline
    if term is None:
        return "-"
    return f"{term.days} hari {term.kind} ({term.basis})"
