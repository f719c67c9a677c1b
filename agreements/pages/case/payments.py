"""Who pays whom in a case of several partners, as a page."""

from dataclasses import dataclass
from typing import Any

from agreements.documents.wording.worth_wording import payment_in_words
from agreements.forms.payments import PaymentForm
from agreements.models import Agreement, Payment
from agreements.models.payment import payments_of
from agreements.monitoring.duties.duty_parties import called_parties, name_of_party
from agreements.workflow.payments import may_tell_payments, tells_payments
from kerjasama.accounts.models import User


@dataclass(frozen=True)
class PaymentLine:
    """One of them in words."""

    payment: Payment
    text: str


@dataclass(frozen=True)
class PaymentsPage:
    """All of them, and the form for who may add one."""

    lines: list[PaymentLine]
    form: PaymentForm | None
    may_change: bool
    is_told_there: bool
    version: str


def build_payments_page(user: User, agreement: Agreement, sent: Any | None = None) -> PaymentsPage:
    """The page as this person sees it, with the form as it was sent."""
    may_change = may_tell_payments(user, agreement)
    form = None
    if may_change or sent is not None:  # what was typed meanwhile is refused in its form
        form = PaymentForm(sent, agreement=agreement, called=called_parties(agreement))
    return PaymentsPage(
        lines=payment_lines_of(agreement),
        form=form,
        may_change=may_change,
        is_told_there=tells_payments(agreement),
        version=(sent or {}).get("versi") or agreement.content_hash,
    )


def payment_lines_of(agreement: Agreement) -> list[PaymentLine]:
    """Each payment in words, in the order of the parties."""
    return [
        PaymentLine(
            row,
            f"{name_of_party(row.payer)} kepada {name_of_party(row.payee)}"
            f" {payment_in_words(agreement, row)}",
        )
        for row in payments_of(agreement)
    ]
