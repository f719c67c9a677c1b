"""Perselisihan: opened about a signed agreement, and led along the road that its law gives."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from agreements.models import Agreement, Dispute, DisputeRecord
from agreements.models.event import LogAction
from agreements.regulations.disputes import (
    DisputeCode,
    DisputeStep,
    outcomes_open_to,
    road_of_dispute,
)
from agreements.regulations.families import Family
from agreements.regulations.vocabulary import Actor
from agreements.workflow import change_effects
from agreements.workflow.case_log import note_act
from agreements.workflow.guarding import Refused, refuse_if
from agreements.workflow.remembering import make_undoable
from kerjasama.accounts import policy
from kerjasama.accounts.models import Role, User

MAY_OPEN = (*policy.OPD_ROLES, *policy.OFFICE)
NOT_YOURS = "Langkah ini dicatat {who}."


@dataclass(frozen=True)
class StepResult:
    """What a step brought: its outcome, when, under which number, in which words, with which
    file.
    """

    outcome: str
    day: date
    note: str
    number: str = ""
    sha256: str = ""
    file_name: str = ""


def may_open_dispute(user: User, case: Agreement) -> bool:
    """Whether this person may open a dispute about the agreement."""
    return case.has_term and policy.may_act_as_any(user, MAY_OPEN, case)


def may_record_step(user: User, dispute: Dispute) -> bool:
    """Whether this person records what the present step brings: the OPD deliberates, the Bagian
    records what others decided; it may record for the OPD too.
    """
    step = dispute.present_step
    if step is None:
        return False
    roles: tuple[Role, ...] = policy.OFFICE
    if step.actor is Actor.OPD:
        roles = MAY_OPEN
    return policy.may_act_as_any(user, roles, dispute.agreement)


def may_withdraw_dispute(user: User) -> bool:
    """Whether this person withdraws what was recorded by mistake."""
    return policy.is_of_office(user)


def asks_berita_acara(case: Agreement, code: str) -> bool:
    """Whether the regions sign a berita acara of what this step brought (P22 Pasal 18 ayat (3))."""
    return case.track.family is Family.KSDD and code == DisputeCode.DELIBERATION


@make_undoable()
def open_dispute(agreement_id: int, user: User, subject: str, day: date) -> Dispute:
    """Open a dispute at the first step of its road. Raises Refused for others than the OPD and the
    Bagian, before the naskah is signed, and for a day ahead or before the signing.
    """
    case = Agreement.objects.select_for_update().get(pk=agreement_id)
    refuse_if(not case.has_term, "Kerja sama ini belum ditandatangani.")
    refuse_if(not may_open_dispute(user, case), "Perselisihan dicatat OPD pemrakarsa atau Bagian.")
    require_day_of_dispute(case, day)
    first = road_of_dispute(case.track.family)[0]
    dispute = Dispute.objects.create(
        agreement=case, subject=subject, opened_on=day, step=first.code, by=user
    )
    note_act(
        case, user, LogAction.DISPUTE_OPENED, {"dispute": dispute.pk, "day": str(day)}, subject
    )
    return dispute


@make_undoable()
def record_step(
    agreement_id: int, user: User, dispute_id: int, seen: str, result: StepResult
) -> DisputeRecord:
    """Keep what the present step brought and go where its outcome leads. `seen` is the step that
    the person had before them.

    Raises Refused when it is another by now, for others than those who take it, for an outcome
    that it does not have, and for a day that cannot be.
    """
    case, dispute = _locked(agreement_id, dispute_id)
    step = dispute.present_step
    if step is None or step.code != seen:
        raise Refused("Langkah ini sudah dicatat. Muat ulang halaman.")
    refuse_if(not may_record_step(user, dispute), NOT_YOURS.format(who=step.actor))
    open_to = outcomes_open_to(step, one_province=case.one_province)
    refuse_if(result.outcome not in open_to, "Pilih hasil langkah ini.")
    last = dispute.records.order_by("-day").values_list("day", flat=True).first()
    require_possible_day(result.day, last or dispute.opened_on, "langkah sebelumnya")
    record = DisputeRecord.objects.create(
        agreement=case, dispute=dispute, step=step.code, by=user, **vars(result)
    )
    dispute.step = step.outcomes[result.outcome] or ""
    dispute.save(update_fields=["step"])
    note_act(case, user, LogAction.DISPUTE_STEP_RECORDED, _as_log_detail(step, record), record.note)
    return record


@make_undoable()
def withdraw_dispute(agreement_id: int, user: User, dispute_id: int, reason: str) -> Dispute:
    """Take back a dispute that was recorded by mistake, open or settled; nobody waits for it any
    more. Raises Refused for others than the Bagian, without a reason, and a second time.
    """
    case, dispute = _locked(agreement_id, dispute_id)
    refuse_if(not may_withdraw_dispute(user), "Perselisihan ditarik Bagian Kerja Sama.")
    refuse_if(not reason.strip(), "Alasan wajib diisi.")
    dispute.withdrawn_at, dispute.withdrawn_by = timezone.now(), user
    dispute.withdrawal_reason = reason.strip()
    dispute.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawal_reason"])
    detail = {"dispute": dispute.pk, "what": dispute.subject}
    note_act(case, user, LogAction.DISPUTE_WITHDRAWN, detail, dispute.withdrawal_reason)
    return dispute


def _locked(agreement_id: int, dispute_id: int) -> tuple[Agreement, Dispute]:
    """Both rows. Raises Refused for a dispute that was withdrawn, or undone since."""
    case = Agreement.objects.select_for_update().get(pk=agreement_id)
    dispute = case.disputes.select_for_update().filter(pk=dispute_id, withdrawn_at=None).first()
    if dispute is None:
        raise Refused("Perselisihan ini sudah ditarik.")
    return case, dispute


def require_day_of_dispute(case: Agreement, day: date) -> None:
    """Raises Refused for a day on which no dispute about the agreement can have arisen."""
    known = filter(None, (case.effective_on, change_effects.signing_day_of(case)))
    require_possible_day(day, min(known, default=None), "naskahnya ditandatangani")


def require_possible_day(day: date, earliest: date | None, since: str) -> None:
    """Raises Refused for a day ahead or before the earliest that can be."""
    refuse_if(day > timezone.localdate(), "Tanggal tidak boleh sesudah hari ini.")
    is_early = earliest is not None and day < earliest
    refuse_if(is_early, f"Tanggal tidak boleh sebelum {since}.")


def _as_log_detail(step: DisputeStep, record: DisputeRecord) -> dict[str, str | int]:
    return {
        "dispute": record.dispute_id,
        "what": f"{step.title}: {record.outcome}",
        "number": record.number,
        "file": record.sha256,
        "day": str(record.day),
    }
