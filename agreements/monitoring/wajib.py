"""Kerja Sama Wajib: what others do about it is recorded by the OPD or the Bagian, and how it stands
is read from that.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils import timezone

from agreements.models import Agreement, WajibRecord
from agreements.models.agreement_queries import AgreementQuerySet
from agreements.models.event import LogAction
from agreements.models.wajib import MAYBE_WAJIB, WAJIB_TRACKS
from agreements.regulations.supervision import (
    ACTS,
    BY_CODE,
    Standing,
    WajibAct,
    acts_open_to,
    lacking_before,
    standing_after,
)
from agreements.regulations.vocabulary import Condition
from agreements.workflow.case_log import note_act
from agreements.workflow.guarding import Refused, refuse_if
from agreements.workflow.remembering import make_undoable
from kerjasama.accounts import policy
from kerjasama.accounts.models import User
from kerjasama.writing.asking import confirmed_as_detail
from kerjasama.writing.days import short_date

MAY_RECORD = (*policy.OPD_ROLES, *policy.OFFICE)
NOT_YOURS = "Catatan ini dibuat Bagian Kerja Sama."
NOT_WAJIB = "Kerja sama ini bukan Kerja Sama Wajib."


@dataclass(frozen=True)
class WajibValues:
    """What is told of an act."""

    who: str
    day: date
    what: str
    number: str = ""
    effect: str = ""
    amount: Decimal | None = None
    sha256: str = ""
    file_name: str = ""


def may_be_wajib(case: Agreement) -> bool:
    """Whether it is a Kerja Sama Wajib, or a naskah from before that may be one."""
    codes = {case.track_code, case.parent.track_code if case.parent else ""}
    return bool(codes & set(WAJIB_TRACKS)) or case.track_code in MAYBE_WAJIB


def may_record_act(user: User, case: Agreement, act: WajibAct) -> bool:
    """Whether this person records such an act: the Bagian, and the OPD what it knows of itself."""
    roles = MAY_RECORD if act.recorder else policy.OFFICE
    return policy.may_act_as_any(user, roles, case)


def acts_to_record(user: User, case: Agreement) -> list[WajibAct]:
    """What this person may record of this case."""
    if not may_be_wajib(case):
        return []
    open_to = acts_open_to(one_province=case.one_province)
    return [act for act in open_to if may_record_act(user, case, act)]


def may_withdraw_record(user: User) -> bool:
    """Whether this person withdraws what was recorded by mistake."""
    return bool(user.roles & set(policy.OFFICE))


@make_undoable()
def record_wajib_act(
    agreement_id: int,
    user: User,
    code: str,
    values: WajibValues,
    confirmed: Sequence[str] = (),
) -> WajibRecord:
    """Keep what happened. Raises Refused for a case that is not wajib, for who may not, for a day
    ahead, and for what the law lets happen only after something that is not recorded.
    """
    case = Agreement.objects.select_for_update(of=("self",)).select_related("parent")
    agreement = case.get(pk=agreement_id)
    refuse_if(not may_be_wajib(agreement), NOT_WAJIB)
    open_to = {act.code: act for act in acts_open_to(one_province=agreement.one_province)}
    act = open_to.get(code)
    if act is None:
        raise Refused("Pilih apa yang dicatat.")
    refuse_if(not may_record_act(user, agreement, act), NOT_YOURS)
    refuse_if(values.day > timezone.localdate(), "Tanggal tidak boleh sesudah hari ini.")
    _require_what_comes_before(agreement, act, values.day)
    record = WajibRecord.objects.create(agreement=agreement, code=code, by=user, **vars(values))
    detail = {
        "what": act.title,
        "row": record.pk,
        "number": record.number,
        "file": record.sha256,
        "day": str(record.day),
    }
    kept = detail | confirmed_as_detail(confirmed)
    note_act(agreement, user, LogAction.WAJIB_RECORDED, kept, record.what)
    return record


def _require_what_comes_before(agreement: Agreement, act: WajibAct, day: date) -> None:
    rows = agreement.wajib_records.standing().filter(day__lte=day)
    lacking = lacking_before(act, list(rows.values_list("code", flat=True)))
    if lacking:
        names = ", ".join(one.title for one in lacking)
        raise Refused(f"Catat lebih dahulu, paling lambat pada hari itu: {names} ({act.after_by}).")


@make_undoable()
def withdraw_wajib_record(
    agreement_id: int, user: User, record_id: int, reason: str
) -> WajibRecord:
    """Take back what was recorded by mistake. Raises Refused for others than the Bagian, without a
    reason, a second time, and while something stands that must come after it.
    """
    agreement = Agreement.objects.select_for_update().get(pk=agreement_id)
    record = agreement.wajib_records.filter(pk=record_id, withdrawn_at=None).first()
    if record is None:
        raise Refused("Catatan ini sudah ditarik.")
    refuse_if(not may_withdraw_record(user), "Catatan ini ditarik Bagian Kerja Sama.")
    refuse_if(not reason.strip(), "Alasan wajib diisi.")
    _require_nothing_rests_on(agreement, record)
    record.withdrawn_at, record.withdrawn_by = timezone.now(), user
    record.withdrawal_reason = reason.strip()
    record.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawal_reason"])
    detail = {"what": record.act.title, "row": record.pk}
    note_act(agreement, user, LogAction.WAJIB_WITHDRAWN, detail, record.withdrawal_reason)
    return record


def _require_nothing_rests_on(agreement: Agreement, record: WajibRecord) -> None:
    """What stays must still have what comes before it."""
    there: list[str] = []
    for code in (
        agreement.wajib_records.standing().exclude(pk=record.pk).values_list("code", flat=True)
    ):
        act = BY_CODE[code]
        refuse_if(record.act in lacking_before(act, there), f"Tarik lebih dahulu: {act.title}.")
        there.append(code)


def standing_of(agreement: Agreement) -> tuple[Standing, WajibRecord | None]:
    """How a Kerja Sama Wajib stands, and the last act of its supervision."""
    rows = list(agreement.wajib_records.standing())
    supervising = [row for row in rows if row.act.leads_to is not None]
    standing = standing_after(row.code for row in rows)
    return standing, supervising[-1] if supervising else None


def supervised_cases(seen: AgreementQuerySet) -> list[WajibRecord]:
    """The last act of supervision of each of these cases that is supervised or taken over now, the
    oldest first. In one query: such acts are few.
    """
    leading = [act.code for act in ACTS if act.leads_to is not None]
    rows = WajibRecord.objects.standing().filter(code__in=leading, agreement__in=seen.values("pk"))
    last = {row.agreement_id: row for row in rows}
    return sorted(
        (row for row in last.values() if row.act.leads_to is not Standing.NONE),
        key=lambda row: (row.day, row.pk),
    )


def supervision_warning(agreement: Agreement) -> Condition | None:
    """What its page says while it is supervised or taken over; no query for what is not wajib."""
    if not may_be_wajib(agreement):
        return None
    standing, last = standing_of(agreement)
    if standing is Standing.NONE or last is None:
        return None
    words = {
        Standing.SUPERVISED: "Kerja sama wajib ini sedang dibina",
        Standing.TAKEN_OVER: "Pelaksanaan kerja sama wajib ini diambil alih",
    }
    text = f"{words[standing]}: {last.act.within_a_sentence}, {last.who}, {short_date(last.day)}."
    return Condition("kerja-sama-wajib", text, last.act.citation)
