"""The record of a meeting: written by Bagian Kerja Sama under the lock of its case, and told in the log."""

from collections.abc import Callable, Sequence

from agreements.models import Agreement, Meeting
from agreements.workflow.changes import said
from agreements.workflow.engine import STALE, lock_in_any_state, note, refuse_if
from agreements.workflow.halting import not_running
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
    reason: str = "",
) -> Meeting:
    """Record a meeting or change it. Raises Refused when somebody was faster.

    Once the case runs no more, what is recorded is corrected with a reason, and no other meeting is added.
    `seen` is the hash of what the person had before them, `confirmed` the doubts that were asked about and answered.
    """
    agreement = lock_in_any_state(agreement_id)
    closed = not_running(agreement)
    refuse_if(not may_record(user), "Rapat dicatat oleh Bagian Kerja Sama.")
    refuse_if(not agreement.track.meets, "Jalur ini tidak mengenal rapat TKKSD.")
    refuse_if(bool(closed) and not meeting_id, closed)
    refuse_if(bool(closed) and not reason.strip(), "Alasan koreksi wajib diisi.")
    before = facts_of(agreement.meetings.get(pk=meeting_id)) if meeting_id else {}
    if meeting_id:
        refuse_if(agreement.meetings.get(pk=meeting_id).content_hash != seen, STALE)
    meeting = save(agreement)
    act = "rapat dikoreksi" if closed else "rapat diubah"
    after = facts_of(agreement.meetings.get(pk=meeting.pk))
    turned = {name: [old, after[name]] for name, old in before.items() if old != after[name]}
    refuse_if(bool(closed) and not turned, "Tidak ada yang berubah.")
    detail: dict[str, object] = {"duty": str(meeting), "content": meeting.content_hash, **assured(confirmed)}
    if turned:
        detail["changes"] = turned
    note(agreement, user, act if meeting_id else "rapat dicatat", detail, reason.strip())
    return meeting


def facts_of(meeting: Meeting) -> dict[str, str]:
    """What is recorded of a meeting, in words by the name of each, as its log keeps it."""
    present = [f"{row.name}, {row.position}, {row.institution}" for row in meeting.attendees.all()]
    return {
        "Jenis rapat": meeting.get_sort_display(),
        "Tanggal": said(meeting.held_on),
        "Pukul": f"{meeting.starts_at:%H.%M}",
        "Tempat": meeting.place,
        "Acara": meeting.agenda,
        "Yang diundang": meeting.invited,
        "Pemimpin rapat": meeting.chair,
        "Hasil rapat": meeting.result,
        "Daftar hadir": "; ".join(present),
    }
