"""The one word for how an agreement stands: on its way, in force, over, or given up; in Python for
one, in SQL for many.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Q, TextChoices

from agreements.regulations import catalogue
from agreements.regulations.vocabulary import Track

from .state import State

if TYPE_CHECKING:
    from agreements.models import Agreement


class Status(TextChoices):
    ON_ITS_WAY = "berjalan", "Berproses"
    IN_FORCE = "berlaku", "Berlaku"
    # Signed, and the day from which it holds is still to come.
    TO_BEGIN = "akan-berlaku", "Akan berlaku"
    OVER = "berakhir", "Berakhir"
    ENDED = "diakhiri", "Diakhiri"
    SIGNED = "ditandatangani", "Perubahan ditandatangani"
    SUSPENDED = "ditangguhkan", "Ditangguhkan"
    REJECTED = "ditolak", "Ditolak"
    WITHDRAWN = "ditarik", "Ditarik"
    # Its way is done, though no naskah of it states a term.
    DONE = "selesai", "Proses selesai"


def implementing_stages(track: Track) -> list[str]:
    """The codes of the stages from "pelaksanaan" on; none where the track has no such stage."""
    codes = [stage.code for stage in track.stages]
    if "pelaksanaan" not in codes:
        return []
    return codes[codes.index("pelaksanaan") :]


# The stages in which what was agreed is carried out.
IMPLEMENTING = frozenset(code for track in catalogue.TRACKS for code in implementing_stages(track))
CHANGES = frozenset(track.code for track in catalogue.EACH if track.changes)
GIVEN_UP = {
    State.SUSPENDED: Status.SUSPENDED,
    State.REJECTED: Status.REJECTED,
    State.WITHDRAWN: Status.WITHDRAWN,
}


def status_of_agreement(agreement: Agreement, today: date) -> Status:
    """How it stands on that day."""
    if agreement.state in GIVEN_UP:
        return GIVEN_UP[State(agreement.state)]
    if not _is_carried_out(agreement):
        if agreement.state == State.RUNNING:
            return Status.ON_ITS_WAY
        return Status.SIGNED if agreement.track_code in CHANGES else Status.DONE
    if agreement.terminated:
        return Status.ENDED
    last = agreement.last_day
    if last is not None and last < today:
        return Status.OVER
    return Status.TO_BEGIN if agreement.begins_after(today) else Status.IN_FORCE


def _is_carried_out(agreement: Agreement) -> bool:
    """Whether every naskah is signed, and so nothing but the carrying out is left."""
    if agreement.track_code in CHANGES or not agreement.has_term:
        return False
    return agreement.state == State.DONE or agreement.stage_code in IMPLEMENTING


def where_status(status: str, today: date) -> Q:
    """As `status_of`, on rows. Raises KeyError for an unknown one."""
    has_term = Q(holds_until__isnull=False)
    there = Q(state=State.DONE) | Q(state=State.RUNNING, stage_code__in=IMPLEMENTING)
    is_change = Q(track_code__in=CHANGES)
    carried = there & has_term & ~is_change
    is_over = Q(holds_until__lt=today)
    is_ahead = Q(effective_on__gt=today)
    stands = carried & Q(terminated=False) & ~is_over
    asked: dict[str, Q] = {
        Status.ON_ITS_WAY: Q(state=State.RUNNING) & ~carried,
        Status.IN_FORCE: stands & ~is_ahead,
        Status.TO_BEGIN: stands & is_ahead,
        Status.OVER: carried & Q(terminated=False) & is_over,
        Status.ENDED: carried & Q(terminated=True),
        Status.SIGNED: Q(state=State.DONE) & is_change,
        Status.DONE: Q(state=State.DONE) & ~is_change & ~carried,
        **{status: Q(state=state) for state, status in GIVEN_UP.items()},
    }
    return asked[status]
