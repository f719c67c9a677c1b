"""The record of a meeting: written by Bagian Kerja Sama under the lock of its case, and told in the
log.
"""

from collections.abc import Callable, Sequence
from typing import Any

from django.db import transaction

from agreements.models import Agreement, Attendee, Meeting, ProposedCorrection, State, Thing
from agreements.models.event import LogAction, LogDetail
from agreements.workflow import confirming
from agreements.workflow.case_log import note_act
from agreements.workflow.change_effects import format_day_or_dash
from agreements.workflow.guarding import STALE, lock_in_any_state, refuse_for, refuse_if
from agreements.workflow.halting import not_running
from agreements.workflow.remembering import make_undoable
from kerjasama.accounts.models import User
from kerjasama.accounts.policy import is_of_office
from kerjasama.writing.asking import confirmed_as_detail

RECORDED = ("sort", "held_on", "starts_at", "place", "agenda", "invited", "chair", "result")
OF_ATTENDEE = ("name", "position", "institution")
PRESENT = "attendees"


def may_record_meeting(user: User) -> bool:
    """Whether this person records meetings of the TKKSD: the office does."""
    return is_of_office(user)


def needs_second_for_meeting(agreement: Agreement, meeting: Meeting) -> bool:
    """Whether what is recorded of this meeting is corrected by two: after the signing, unless its
    stage still runs.
    """
    is_here = agreement.state == State.RUNNING and meeting.stage_code == agreement.stage_code
    return not is_here and confirming.needs_second_person(agreement)


def asks_why(agreement: Agreement, meeting: Meeting) -> bool:
    """Whether a change of it is a correction, which has a reason."""
    return bool(not_running(agreement)) or needs_second_for_meeting(agreement, meeting)


@make_undoable()
def record_meeting(
    agreement_id: int,
    user: User,
    save: Callable[[Agreement], Meeting],
    meeting_id: int | None = None,
    seen: str = "",
    confirmed: Sequence[str] = (),
    reason: str = "",
) -> Meeting | ProposedCorrection:
    """Record a meeting or change it, or propose that where a second person is asked. Raises Refused
    when somebody was faster.

    Once the case runs no more, what is recorded is corrected with a reason, and no other meeting
    is added. `seen` is the hash of what the person had before them, `confirmed` the doubts that
    were asked about and answered.
    """
    agreement = lock_in_any_state(agreement_id)
    refuse_if(not may_record_meeting(user), "Rapat dicatat oleh Bagian Kerja Sama.")
    refuse_if(not agreement.track.meets, "Jalur ini tidak mengenal rapat TKKSD.")
    if meeting_id:
        old = agreement.meetings.get(pk=meeting_id)
        refuse_if(old.content_hash != seen, STALE)
        return _change(agreement, user, old, save, confirmed_as_detail(confirmed), reason.strip())
    refuse_for(not_running(agreement))
    meeting = save(agreement)
    note_act(
        agreement,
        user,
        LogAction.MEETING_RECORDED,
        _meeting_as_log_detail(meeting) | confirmed_as_detail(confirmed),
        reason.strip(),
    )
    return meeting


def _change(
    agreement: Agreement,
    user: User,
    old: Meeting,
    save: Callable[[Agreement], Meeting],
    asked: LogDetail,
    reason: str,
) -> Meeting | ProposedCorrection:
    is_correction = asks_why(agreement, old)
    refuse_if(is_correction and not reason, "Alasan koreksi wajib diisi.")
    before, stood = facts_of_meeting(old), plain_of(old)
    trial = transaction.savepoint()
    save(agreement)
    meeting = agreement.meetings.get(pk=old.pk)
    turned, values = confirming.changed_words(before, facts_of_meeting(meeting)), plain_of(meeting)
    refuse_if(is_correction and not turned, "Tidak ada yang berubah.")
    if needs_second_for_meeting(agreement, old):
        transaction.savepoint_rollback(trial)
        return confirming.propose_correction(
            agreement,
            user,
            reason,
            {"before": stood, "after": values},
            turned,
            subject=f"{Thing.MEETING}-{old.pk}",
            title=f"Catatan {old}",
            asked=asked,
        )
    act = LogAction.MEETING_CORRECTED if is_correction else LogAction.MEETING_EDITED
    detail = {**_meeting_as_log_detail(meeting), **asked}
    if turned:
        detail["changes"] = turned
    note_act(agreement, user, act, detail, reason)
    return meeting


@confirming.takes_effect(Thing.MEETING)
def _correct(agreement: Agreement, proposal: ProposedCorrection, user: User) -> None:
    """Write what was proposed, its list of those present too."""
    meeting = agreement.meetings.get(pk=int(proposal.subject.partition("-")[2]))
    refuse_if(plain_of(meeting) != proposal.values["before"], confirming.CHANGED_SINCE)
    values = dict(proposal.values["after"])
    present = values.pop(PRESENT)
    confirming.write_plain(meeting, values)
    meeting.save()
    meeting.attendees.all().delete()
    Attendee.objects.bulk_create(Attendee(meeting=meeting, **row) for row in present)
    meeting = agreement.meetings.get(pk=meeting.pk)
    who = {"proposal": proposal.pk, "proposed_by": str(proposal.by)}
    kept = {"changes": proposal.changes, **who}
    note_act(
        agreement,
        user,
        LogAction.MEETING_CORRECTED,
        _meeting_as_log_detail(meeting) | kept,
        proposal.reason,
    )


def _meeting_as_log_detail(meeting: Meeting) -> dict[str, object]:
    return {"duty": str(meeting), "content": meeting.content_hash}


def plain_of(meeting: Meeting) -> dict[str, Any]:
    """What is recorded of it as a proposal keeps it, those present by name, office and institution."""  # noqa: E501
    present = [confirming.plain_values_of(row, OF_ATTENDEE) for row in meeting.attendees.all()]
    return confirming.plain_values_of(meeting, RECORDED) | {PRESENT: present}


def facts_of_meeting(meeting: Meeting) -> dict[str, str]:
    """What is recorded of a meeting, in words by the name of each, as its log keeps it."""
    present = [f"{row.name}, {row.position}, {row.institution}" for row in meeting.attendees.all()]
    return {
        "Jenis rapat": meeting.get_sort_display(),
        "Tanggal": format_day_or_dash(meeting.held_on),
        "Pukul": f"{meeting.starts_at:%H.%M}",
        "Tempat": meeting.place,
        "Acara": meeting.agenda,
        "Yang diundang": meeting.invited,
        "Pemimpin rapat": meeting.chair,
        "Hasil rapat": meeting.result,
        "Daftar hadir": "; ".join(present),
    }
