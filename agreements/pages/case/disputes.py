"""The disputes about an agreement, each with the steps of its road."""

from dataclasses import dataclass

from agreements.forms.disputes import DisputeForm, StepForm
from agreements.models import Agreement, Dispute, DisputeRecord
from agreements.monitoring.disputes import may_open_dispute, may_record_step
from agreements.regulations.disputes import DisputeStep, road_of_dispute
from kerjasama.accounts.models import User


@dataclass(frozen=True)
class DisputeLine:
    """A dispute with what its steps brought, and the form of the present one for who takes it."""

    dispute: Dispute
    records: list[DisputeRecord]
    step: DisputeStep | None
    form: StepForm | None


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
    typed: tuple[Dispute, StepForm] | None,
) -> DisputesPage:
    """The page as this person sees it, with forms as they were typed."""
    if not may_open_dispute(user, agreement):
        form = None
    elif form is None:
        form = DisputeForm()
    rows = agreement.disputes.select_related("agreement").prefetch_related("records__agreement")
    return DisputesPage(
        lines=[_line(user, agreement, row, typed) for row in rows],
        road=road_of_dispute(agreement.track.family),
        form=form,
    )


def _line(
    user: User, agreement: Agreement, row: Dispute, typed: tuple[Dispute, StepForm] | None
) -> DisputeLine:
    step, form = row.present_step, None
    if step is not None and may_record_step(user, row):
        form = StepForm(step=step, agreement=agreement)
    if typed is not None and typed[0].pk == row.pk:
        form = typed[1]
    return DisputeLine(row, list(row.records.all()), step, form)
