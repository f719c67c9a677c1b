"""Who gives what to whom, where a naskah has several partners."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import prefetch_related_objects

from agreements.models.worth import Form
from agreements.regulations.originals import FEWEST
from kerjasama.web.compiled import rows_beside

if TYPE_CHECKING:
    from agreements.models.agreement import Agreement
    from agreements.models.party import Party

FORMS = [(value, label) for value, label in Form.choices if value not in ("", Form.NONE)]


class Payment(models.Model):
    """What one party of a case gives to another: its form, and how much in the currency of the
    case, where the naskah says it.
    """

    payer = models.ForeignKey("agreements.Party", models.CASCADE, related_name="payments")
    payee = models.ForeignKey("agreements.Party", models.CASCADE, related_name="+")
    form = models.CharField("bentuk", max_length=15, choices=FORMS)
    amount = models.DecimalField(
        "jumlah",
        max_digits=17,
        decimal_places=3,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
    )

    class Meta:
        ordering = ["payer__position", "payee__position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["payer", "payee", "form"], name="one_payment_of_a_form"
            ),
            models.CheckConstraint(
                condition=~models.Q(payer=models.F("payee")), name="payment_goes_to_another"
            ),
        ]


def payments_of(case: Agreement, parties: list[Party] | None = None) -> list[Payment]:
    """What is said of the payments of a case, in the order of its parties; nothing of two parties,
    where the proposal itself says who pays whom, and of a recorded naskah. Whoever has read the
    parties gives them along.
    """
    if parties is None:
        parties = rows_beside(case, "parties")
    if len(parties) <= FEWEST or case.is_legacy:
        return []
    kept = [party for party in parties if party.pk]
    prefetch_related_objects(kept, "payments")
    by_key = {party.pk: party for party in kept}
    rows = [row for party in kept for row in party.payments.all()]
    for row in rows:
        row.payer, row.payee = by_key[row.payer_id], by_key[row.payee_id]
    return sorted(rows, key=lambda row: (row.payer.position, row.payee.position, row.form))
