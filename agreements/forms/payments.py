"""Who pays whom in a case of several partners."""

from typing import Any

from django import forms
from django.core.validators import MinValueValidator

from agreements.models import Agreement, Party, Payment
from agreements.models.payment import FORMS
from kerjasama.reference.currencies import RUPIAH
from kerjasama.web.fields import FigureField


class PaymentForm(forms.Form):
    """One party gives something to another."""

    dari = forms.ChoiceField(label="Pihak yang membayar atau memberi")
    kepada = forms.ChoiceField(label="Pihak yang menerima")
    bentuk = forms.ChoiceField(label="Bentuk", choices=[("", "Pilih"), *FORMS])
    jumlah = FigureField(
        label="Jumlah",
        required=False,
        max_digits=17,
        validators=[MinValueValidator(0, "Jumlah tidak boleh negatif.")],
    )

    def __init__(
        self, *args: Any, agreement: Agreement, called: list[tuple[Party, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", "Pilih"), *((str(party.pk), name) for party, name in called)]
        for name in ("dari", "kepada"):
            self.fields[name].choices = choices
        currency = "rupiah" if agreement.mata_uang == RUPIAH else agreement.mata_uang
        told = f"Dalam {currency}; kosongkan bila naskah tidak menyebutnya."
        self.fields["jumlah"].help_text = told

    @property
    def payment(self) -> Payment:
        """What was typed, unsaved."""
        data = self.cleaned_data
        return Payment(
            payer_id=int(data["dari"]),
            payee_id=int(data["kepada"]),
            form=data["bentuk"],
            amount=data["jumlah"],
        )
