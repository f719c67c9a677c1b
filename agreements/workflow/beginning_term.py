"""The day of the event from which the term of a signed naskah is counted."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from agreements.models import STOPPED, Agreement
from agreements.models.event import LogAction
from agreements.models.term import Begin
from agreements.regulations.vocabulary import Change
from agreements.workflow import change_effects
from agreements.workflow.case_log import note_act
from agreements.workflow.guarding import STALE, refuse_for, refuse_if
from agreements.workflow.settling import settle_case
from kerjasama.accounts import policy
from kerjasama.accounts.models import User

MAY_RECORD = policy.REGISTRARS


def event_of(agreement: Agreement) -> str:
    """The event from which the term is counted, also once its day is recorded, which may be put
    right; empty for any other agreement.
    """
    if not agreement.has_term or agreement.is_legacy or agreement.state in STOPPED:
        return ""
    if agreement.track.changes or agreement.terminated:
        return ""
    term = agreement.term_of(change_effects.governing_kind_of(agreement))
    return term.event if term.begins is Begin.EVENT else ""


def may_record(user: User) -> bool:
    """Whether this person records the day of such an event."""
    return bool(user.roles & set(MAY_RECORD))


@transaction.atomic
def record_event(agreement_id: int, user: User, day: date, note: str) -> Agreement:
    """Count the term from the day of its event. Raises Refused where the term begins with none, for
    a day to come, for one from which the law does not let the term run so long, and once a signed
    change builds on its end.
    """
    agreement = Agreement.objects.select_for_update().get(pk=agreement_id)
    refuse_if(not may_record(user), "Mencatat peristiwa ini hanya wewenang Bagian Kerja Sama.")
    event = event_of(agreement)
    refuse_if(not event, STALE)
    changed = change_effects.signed_changes(agreement, Change.EXTENDS, Change.ENDS).exists()
    refuse_if(changed, "Akhirnya sudah diubah dengan naskah yang ditandatangani.")
    refuse_if(day == agreement.peristiwa_pada, "Tidak ada yang berubah.")
    refuse_if(day > timezone.localdate(), "Tanggal ini belum tiba.")
    refuse_if(not note.strip(), "Tulis buktinya.")
    naskah = change_effects.governing_kind_of(agreement)
    signed_on = change_effects.signings_of_naskah(agreement)[naskah].decided_on or day
    agreement.peristiwa_pada = day
    fault = agreement.why_too_long(naskah, signed_on)
    fault = fault or change_effects.fault_of_signing_day(agreement, naskah, day)
    refuse_for(fault)
    change_effects.run_term(agreement, naskah, signed_on)
    agreement.save(update_fields=["peristiwa_pada", *change_effects.RUNNING_TERM])
    until = str(agreement.ends_on or "")
    detail = {"what": event, "day": str(day), "until": until}
    note_act(agreement, user, LogAction.TERM_BEGUN, detail, note.strip())
    return settle_case(agreement)
