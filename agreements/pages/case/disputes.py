"""The disputes about an agreement, each with the steps of its road."""

from dataclasses import dataclass

from django.http import QueryDict
from django.urls import reverse

from agreements.documents.archive.integrity import mark_damaged_rows
from agreements.forms.disputes import DisputeForm, DisputeWithdrawalForm, StepForm
from agreements.models import Agreement, Dispute, DisputeRecord
from agreements.monitoring.disputes import (
    asks_berita_acara,
    may_open_dispute,
    may_record_step,
    may_withdraw_dispute,
)
from agreements.regulations.disputes import DisputeCode, DisputeStep, road_of_dispute
from agreements.regulations.document_codes import DocumentCode
from kerjasama.accounts.models import User
from kerjasama.parameters import primary_key_in

# By this name an address says which dispute it is about.
DISPUTE = "perselisihan"
# A form of one dispute that was sent and refused.
TypedForm = tuple[Dispute, StepForm | DisputeWithdrawalForm]


@dataclass(frozen=True)
class DisputeLine:
    """A dispute with what its steps brought, the form of the present one for who takes it, that of
    its withdrawal for the Bagian, and where its berita acara is made.
    """

    dispute: Dispute
    records: list[DisputeRecord]
    step: DisputeStep | None
    form: StepForm | None
    withdrawal: DisputeWithdrawalForm | None
    paper: str


@dataclass(frozen=True)
class DisputesPage:
    """The disputes, the road that the law gives, and the form of a new one for who may open it."""

    lines: list[DisputeLine]
    road: tuple[DisputeStep, ...]
    form: DisputeForm | None


def build_disputes_page(
    user: User,
    agreement: Agreement,
    form: DisputeForm | None,
    typed: TypedForm | None,
) -> DisputesPage:
    """The page as this person sees it, with forms as they were typed."""
    if not may_open_dispute(user, agreement):
        form = None
    elif form is None:
        form = DisputeForm(agreement=agreement)
    rows = agreement.disputes.select_related("agreement", "by", "withdrawn_by").prefetch_related(
        "records__agreement"
    )
    mark_damaged_rows(record for row in rows for record in row.records.all())
    return DisputesPage(
        lines=[_line(user, agreement, row, typed) for row in rows],
        road=road_of_dispute(agreement.track.family),
        form=form,
    )


def _line(user: User, agreement: Agreement, row: Dispute, typed: TypedForm | None) -> DisputeLine:
    step, form, withdrawal = row.present_step, None, None
    if step is not None and may_record_step(user, row):
        form = StepForm(step=step, dispute=row)
    if may_withdraw_dispute(user) and not row.is_withdrawn:
        withdrawal = DisputeWithdrawalForm(dispute=row)
    if typed is not None and typed[0].pk == row.pk:
        form, withdrawal = _as_typed(typed[1], form, withdrawal)
    records = list(row.records.all())
    paper = _address_of_paper(agreement, row, records)
    return DisputeLine(row, records, step, form, withdrawal, paper)


def _as_typed(
    typed: StepForm | DisputeWithdrawalForm,
    form: StepForm | None,
    withdrawal: DisputeWithdrawalForm | None,
) -> tuple[StepForm | None, DisputeWithdrawalForm | None]:
    """Both forms of a dispute, with the one that was sent as it was typed."""
    if isinstance(typed, StepForm):
        return typed, withdrawal
    return form, typed


def _address_of_paper(agreement: Agreement, row: Dispute, records: list[DisputeRecord]) -> str:
    """Where the berita acara of the deliberation is made, with what is known of it; empty where
    the law asks for none, and of one that was withdrawn.
    """
    if row.is_withdrawn:
        return ""
    codes = {row.step, *(record.step for record in records)}
    if not any(asks_berita_acara(agreement, code) for code in codes):
        return ""
    where = reverse("surat-pendukung", args=[agreement.pk])
    return f"{where}?{DISPUTE}={row.pk}#{DocumentCode.BA_PERSELISIHAN}"


def words_of_dispute(agreement: Agreement, asked: QueryDict) -> dict[str, str]:
    """What the berita acara of a dispute would ask again: what it is about, and what the
    deliberation brought once that is recorded.
    """
    row = agreement.disputes.filter(pk=primary_key_in(asked.get(DISPUTE, ""))).first()
    if row is None:
        return {}
    record = row.records.filter(step=DisputeCode.DELIBERATION).last()
    return {"perselisihan": row.subject, "penyelesaian": record.note if record else ""}
