"""The record of a meeting: written by Bagian Kerja Sama under the lock of its case, and told in the log."""

from collections.abc import Callable, Sequence

from agreements.models import Agreement, Meeting
from agreements.workflow.engine import STALE, lock, note, refuse_if
from agreements.workflow.remembering import undoable
from kerjasama.accounts.policy import OFFICE
from kerjasama.writing.asking import assured


def may_record(user) -> bool:
    return bool(user.roles & set(OFFICE))


@undoable()
def keep(
    agreement_id: int,
    user,
    save: Callable[[Agreement], Meeting],
    meeting_id: int | None = None,
    seen: str = "",
    confirmed: Sequence[str] = (),
) -> Meeting:
    """Record a meeting or change it. Raises Refused when somebody was faster.

    `seen` is the hash of what the person had before them, `confirmed` the doubts that were asked about and answered.
    """
    agreement = lock(agreement_id)
    refuse_if(not may_record(user), "Rapat dicatat oleh Bagian Kerja Sama.")
    refuse_if(not agreement.track.meets, "Jalur ini tidak mengenal rapat TKKSD.")
    if meeting_id:
        refuse_if(agreement.meetings.get(pk=meeting_id).content_hash != seen, STALE)
    meeting = save(agreement)
    note(
        agreement,
        user,
        "rapat diubah" if meeting_id else "rapat dicatat",
        {"duty": str(meeting), "content": meeting.content_hash} | assured(confirmed),
    )
    return meeting
