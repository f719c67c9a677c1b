"""How a case leaves its stage, as its page tells it: by itself, or by a button that says what it
does.
"""

from dataclasses import dataclass

from django.utils import timezone

from agreements.models import Agreement, State
from agreements.workflow import closing
from agreements.workflow.evaluation import Situation

BY_ITSELF = "Tahap ini selesai dengan sendirinya begitu semua syaratnya terpenuhi."
CLOSE = "Tutup berkas kerja sama"


@dataclass(frozen=True)
class Onward:
    """The button that leaves the stage, empty where there is none, and what is said in its
    place.
    """

    label: str = ""
    note: str = ""


def onward_options_of(situation: Situation, *, may_move: bool) -> Onward:
    """What a running case offers this person for leaving its stage."""
    agreement = situation.agreement
    if agreement.state != State.RUNNING:
        return Onward()
    wait = closing.reason_to_wait(agreement, timezone.localdate())
    if wait:
        return Onward(note=wait)
    label = move_label_of(agreement) if may_move else ""
    if situation.may_complete:
        return Onward(label=label)
    if closing.closes_itself(situation.stage) and not closing.lives_on(agreement):
        return Onward(note=BY_ITSELF)
    if not label:
        return Onward()
    return Onward(note=f"{label}: dapat dilakukan setelah semua syarat tahap ini terpenuhi.")


def move_label_of(agreement: Agreement) -> str:
    """What the button does."""
    if agreement.return_to:
        return f"Teruskan kembali ke tahap {agreement.track.stage(agreement.return_to).name}"
    here = agreement.track.position(agreement.stage_code)
    for stage in agreement.track.stages[here + 1 :]:
        if stage.condition is None or agreement.holds(stage.condition.code):
            return f"Lanjutkan ke tahap {stage.name}"
    return CLOSE


def closing_note_of(agreement: Agreement, was_at: str) -> str:
    """What a person is told when an act let the stage close by itself; empty when it did not."""
    if agreement.stage_code == was_at or closing.closing_of(agreement, was_at) is None:
        return ""
    name = agreement.track.stage(was_at).name
    return f"Semua syarat tahap {name} terpenuhi; kini tahap {agreement.stage.name}."
