"""What people do about duties: fulfil and waive, each in one transaction under the row lock, with
an event in the log.
"""

from collections.abc import Sequence
from datetime import date
from typing import TypedDict, Unpack

from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format

from agreements.models import Agreement, Evidence, Fulfilment
from agreements.models.event import LogAction
from agreements.monitoring.duties.ledger import Due, find_due
from agreements.regulations.duty_rules import Duty
from agreements.workflow import correcting
from agreements.workflow.case_log import note_act
from agreements.workflow.guarding import Refused, refuse_if
from agreements.workflow.meeting_requirements import meet_by_duty
from agreements.workflow.remembering import make_undoable
from agreements.workflow.removals import carry_over
from kerjasama.accounts import policy
from kerjasama.accounts.models import Role, User
from kerjasama.writing.asking import confirmed_as_detail

MAY_WAIVE = Role.SECTION_HEAD
CORRECTED = {
    "done_on": "Tanggal",
    "number": "Nomor",
    "note": "Keterangan",
    "file_name": "Berkas",
    "sha256": "Sidik berkas",
}


class FulfilmentValues(TypedDict, total=False):
    """What a fulfilment is told with; one that is waived has but a note."""

    done_on: date | None
    number: str
    note: str
    sha256: str
    file_name: str
    waived: bool


NOT_OWED = "Kewajiban untuk periode itu tidak ada."


def may_fulfil(user: User, duty: Duty, agreement: Agreement) -> bool:
    """Whether this person records such a duty of that agreement."""
    return policy.may_act_as_any(user, (Role[who.name] for who in duty.entered_by), agreement)


def working_roles_of(duty: Duty) -> frozenset[str]:
    """The roles that do the work; the head of region is spared what the office records for him."""
    working = (duty.recorder,) if duty.recorder else duty.entered_by
    return frozenset(Role[who.name] for who in working)


def may_record_fulfilment(user: User, due: Due, agreement: Agreement) -> bool:
    """Whether this person may record this period now; what a stage recorded is corrected there."""
    return due.has_begun and not due.is_of_a_stage and may_fulfil(user, due.duty, agreement)


@make_undoable()
def fulfil_duty(
    agreement_id: int,
    user: User,
    duty_code: str,
    period: date,
    confirmed: Sequence[str] = (),
    reason: str = "",
    **evidence: Unpack[FulfilmentValues],
) -> Fulfilment:
    """Record that the duty of that period was fulfilled. What was recorded before is corrected:
    replaced, with a `reason` for the log.

    Raises Refused when nothing is owed, the period has not begun, the role is wrong or it is
    already recorded.
    """
    agreement, due = lock_due(agreement_id, duty_code, period)
    refuse_if(
        not may_fulfil(user, due.duty, agreement), "Mencatat kewajiban ini bukan wewenang Anda."
    )
    refuse_if(not due.has_begun, "Periode itu belum mulai.")
    refuse_if(not evidence.get("done_on"), "Tanggal wajib diisi.")
    if due.is_unmet:
        return _record(agreement, user, due, LogAction.DUTY_FULFILLED, evidence, confirmed)
    refuse_if(not reason.strip(), "Sudah tercatat. Untuk mengoreksi, tulis alasan koreksi.")
    return _correct(agreement, user, due, reason.strip(), confirmed, evidence)


def _correct(
    agreement: Agreement,
    user: User,
    due: Due,
    reason: str,
    confirmed: Sequence[str],
    evidence: FulfilmentValues,
) -> Fulfilment:
    """Void what was recorded and write what is right, in the running stage too; a file stays unless
    another one is given.
    """
    mine = {"duty_code": due.duty.code, "period": due.period}
    old = agreement.fulfilments.filter(void=False, **mine).first()
    record = record_of(agreement, due)
    values = dict(evidence)
    if old:
        values = {"sha256": old.sha256, "file_name": old.file_name} | values
    agreement.fulfilments.filter(void=False, **mine).update(void=True)
    new = Fulfilment.objects.create(agreement=agreement, by=user, **mine, **values)
    carry_over(old, new)
    changed = _changed_words(old, new)
    refuse_if(not changed, "Tidak ada yang berubah.")
    detail = {
        "what": f"{due.duty.text}, {due.label}",
        "old": old and old.pk,
        "new": new.pk,
        "changes": changed,
    }
    note_act(agreement, user, LogAction.CORRECTED, detail | confirmed_as_detail(confirmed), reason)
    follows = record is not None and correcting.is_of_running_stage(agreement, record)
    if record and follows:
        correcting.take_back_record(agreement, user, record, reason)
    if follows or (old and old.waived):
        meet_by_duty(agreement, user, due.duty.met_by, new)
    return new


def _changed_words(old: Fulfilment | None, new: Fulfilment) -> dict[str, list[str]]:
    """What differs, by its name: what stood there, and what stands there now."""
    changed = {}
    for field, name in CORRECTED.items():
        before, after = _said(getattr(old, field, "")), _said(getattr(new, field))
        if before != after:
            changed[name] = [before, after]
    return changed


def _said(value: date | str | None) -> str:
    if isinstance(value, date):
        return date_format(value, "j F Y")
    return value or ""


@make_undoable()
def waive_duty(
    agreement_id: int, user: User, duty_code: str, period: date, reason: str
) -> Fulfilment:
    """Free the duty's bearer of it for that period. Raises Refused for anybody but the Kepala
    Bagian, and without a reason.
    """
    agreement, due = lock_due(agreement_id, duty_code, period)
    refuse_if(
        not policy.may_act_as(user, MAY_WAIVE, agreement),
        "Membebaskan kewajiban hanya wewenang Kepala Bagian Kerja Sama.",
    )
    refuse_if(not reason.strip(), "Alasan wajib diisi.")
    refuse_if(not due.is_unmet, f"Kewajiban ini sudah {due.standing}.")
    values: FulfilmentValues = {"waived": True, "note": reason.strip()}
    return _record(agreement, user, due, LogAction.DUTY_WAIVED, values)


def fulfil_by_report(
    agreement: Agreement, judge: User, due: Due, done_on: date, number: str
) -> Fulfilment:
    """Record as fulfilled what an accepted report reported. Expects `lock`; who may accept, the
    report's rules have decided.
    """
    values: FulfilmentValues = {"done_on": done_on, "number": number}
    return _record(agreement, judge, due, LogAction.DUTY_FULFILLED, values)


def take_back_fulfilment(agreement: Agreement, due: Due) -> None:
    """What was recorded for that period counts no more. Expects `lock`."""
    agreement.fulfilments.filter(void=False, duty_code=due.duty.code, period=due.period).update(
        void=True
    )


def record_of(agreement: Agreement, due: Due) -> Evidence | None:
    """The record of a stage that was met with this period, or by which the period counts as done."""  # noqa: E501
    mine = Q(fulfilment__duty_code=due.duty.code, fulfilment__period=due.period)
    if due.is_of_a_stage:
        mine |= Q(fulfilment=None)
    rows = agreement.evidence.filter(mine, void=False, requirement_code=due.duty.met_by)
    return rows.order_by("pk").last()


def lock_due(agreement_id: int, duty_code: str, period: date) -> tuple[Agreement, Due]:
    """The agreement under its row lock and what it owes for that period. Raises Refused when that
    is nothing, or a stage's.
    """
    agreement, due = lock_with_stages(agreement_id, duty_code, period)
    refuse_if(due.is_of_a_stage, "Kewajiban ini sudah tercatat pada tahapnya.")
    return agreement, due


def lock_with_stages(agreement_id: int, duty_code: str, period: date) -> tuple[Agreement, Due]:
    """As `lock`, also of what a stage recorded."""
    agreement = Agreement.objects.select_for_update().get(pk=agreement_id)
    due = find_due(agreement, timezone.localdate(), duty_code, period)
    if due is None:
        raise Refused(NOT_OWED)
    return agreement, due


def _record(
    agreement: Agreement,
    user: User,
    due: Due,
    action: LogAction,
    values: FulfilmentValues,
    confirmed: Sequence[str] = (),
) -> Fulfilment:
    mine = {"duty_code": due.duty.code, "period": due.period}
    agreement.fulfilments.filter(void=False, **mine).update(void=True)
    row = Fulfilment.objects.create(agreement=agreement, by=user, **mine, **values)
    detail = {
        "duty": f"{due.duty.text}, {due.label}",
        "code": due.duty.code,
        "period": str(due.period),
        "number": row.number,
        "file": row.sha256,
        "done_on": str(row.done_on or ""),
        **confirmed_as_detail(confirmed),
    }
    note_act(agreement, user, action, detail, row.note)
    if not row.waived:
        meet_by_duty(agreement, user, due.duty.met_by, row)
    return row
