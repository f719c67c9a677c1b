"""The road of a case from left to right: each stage with its day, its article and whether it is
behind, here or ahead.
"""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.formats import date_format

from agreements.models import Agreement, State
from agreements.pages.case.log import History
from agreements.regulations.citations import Citation
from agreements.regulations.citing import whole_pasal
from agreements.regulations.vocabulary import Stage
from agreements.workflow.evaluation import Situation

# What a stage is called where there is little room.
SHORT = (
    ("Penandatanganan", "Tanda tangan"),
    ("Kesepakatan Bersama", "KB"),
    ("Nota Kesepakatan", "NK"),
    ("kontrak atau PKS", "PKS"),
    ("Naskah Kerja Sama", "naskah"),
)


@dataclass(frozen=True)
class Step:
    """One stage on the road."""

    name: str
    said: str
    law: tuple[Citation, ...]
    is_behind: bool
    is_here: bool
    is_skipped: bool

    @property
    def is_done(self) -> bool:
        """Whether it was walked, and not skipped."""
        return self.is_behind and not self.is_skipped

    @property
    def look(self) -> str:
        """The class by which it is drawn."""
        if self.is_skipped:
            return "is-skipped"
        return "is-done" if self.is_behind else ""


@dataclass(frozen=True)
class Road:
    """All stages, and the one line that stands for them on a phone."""

    steps: list[Step]
    line: str

    @property
    def leads_on(self) -> bool:
        """Whether there is more than one stage; what was only recorded went no road here."""
        return len(self.steps) > 1


def road_of(situation: Situation, history: History) -> Road:
    """The road of the case as it stands."""
    agreement = situation.agreement
    stages = agreement.track.stages
    here = agreement.track.position(agreement.stage_code)
    is_over = agreement.state == State.DONE
    left = days_of_leaving(agreement, history)
    steps = []
    for place, stage in enumerate(stages):
        is_behind = place < here or is_over
        is_here = place == here and not is_over
        applies = stage.condition is None or agreement.holds(stage.condition.code)
        day = left.get(stage.code)
        said = said_of_step(situation, day, applies=applies, is_here=is_here)
        steps.append(
            Step(
                short_name_of(stage),
                said,
                _pasal_of(stage),
                is_behind,
                is_here,
                not applies,
            )
        )
    return Road(steps, _line_of(situation, here, len(stages)))


def _pasal_of(stage: Stage) -> tuple[Citation, ...]:
    """The Pasal of the regulation that names the stage; by its number alone one of another would be
    taken for one of these.
    """
    own = [one for one in stage.citations if one.regulation == stage.citations[0].regulation]
    return tuple(dict.fromkeys(map(whole_pasal, own)))


def said_of_step(situation: Situation, left: date | None, *, applies: bool, is_here: bool) -> str:
    """What is said of a stage in a word or two: the day it was left, or until when it may take."""
    if not applies:
        return "tidak berlaku"
    if is_here:
        return _until(situation) or _since(situation.agreement)
    return date_format(left, "j M Y") if left else ""


def _until(situation: Situation) -> str:
    return f"batas {date_format(situation.term.due, 'j M')}" if situation.term else ""


def _since(agreement: Agreement) -> str:
    return f"sejak {date_format(timezone.localdate(agreement.stage_entered_at), 'j M Y')}"


def _line_of(situation: Situation, here: int, count: int) -> str:
    line = f"Tahap {here + 1} dari {count}: {situation.stage.name}"
    until = _until(situation)
    return f"{line}, {until}" if until else line


def days_of_leaving(agreement: Agreement, history: History) -> dict[str, date]:
    """The day on which each stage was left for a later one; the last time counts."""
    places = {stage.code: place for place, stage in enumerate(agreement.track.stages)}
    days: dict[str, date] = {}
    for event in history.standing_moves:
        start, end = places.get(event.from_stage), places.get(event.to_stage)
        if start is None or end is None or end <= start:
            continue
        days[event.from_stage] = timezone.localdate(event.at)
    if agreement.state == State.DONE and history.newest:
        days.setdefault(agreement.stage_code, timezone.localdate(history.newest[-1].at))
    return days


def short_name_of(stage: Stage) -> str:
    """The name of a stage where there is little room."""
    name = stage.name
    for long, short in SHORT:
        name = name.replace(long, short)
    return name
