"""Tracks as tables for people; exporting.py gives them to machines."""

from agreements.regulations.vocabulary import Stage, Track

LOCAL = "norma setempat"


def as_table(track: Track) -> str:
    """A track as lines for a reader at a terminal."""
    lines = [f"{track.title} ({track.code} {track.version})"]
    for place, stage in enumerate(track.stages, start=1):
        law = "; ".join(map(str, stage.citations)) or LOCAL
        lines.append(f"{place:2}. {stage.name} | {stage.actor} | {_days_of(stage)} | {law}")
        if stage.condition:
            lines.append(f"      bila: {stage.condition.text}")
        lines += [f"      {t.text}: {t.days} hari {t.kind} ({t.citation})" for t in stage.legs]
        lines += [f"      - {need.text} [{need.citation or LOCAL}]" for need in stage.requirements]
    return "\n".join(lines)


def _days_of(stage: Stage) -> str:
    term = stage.deadline
    if term is None:
        return "-"
    return f"{term.days} hari {term.kind} ({term.basis})"
