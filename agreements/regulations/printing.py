"""Tracks as tables for people; exporting.py gives them to machines."""

from agreements.regulations.vocabulary import Deadline, Track

LOCAL = "norma setempat"


def as_table(track: Track) -> str:
    """A track as lines for a reader at a terminal."""
    lines = [f"{track.title} ({track.code} {track.version})"]
    for place, stage in enumerate(track.stages, start=1):
        law = "; ".join(map(str, stage.citations)) or LOCAL
        days = _days_of(stage.deadline)
        lines.append(f"{place:2}. {stage.name} | {stage.actor} | {days} | {law}")
        if stage.condition:
            lines.append(f"      bila: {stage.condition.text}")
        lines += [f"      {leg.text}: {_days_of(leg)}" for leg in stage.legs]
        lines += [f"      - {need.text} [{need.citation or LOCAL}]" for need in stage.requirements]
    return "\n".join(lines)


def _days_of(term: Deadline | None) -> str:
    if term is None:
        return "-"
    return f"{term.days} hari {term.kind} ({term.citation or LOCAL})"
