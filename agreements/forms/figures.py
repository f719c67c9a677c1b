"""Correcting a figure that is agreed: what it shall be, and why."""

from typing import Any

from django import forms
from django.core.validators import MinValueValidator

from kerjasama.web.fields import FigureField, MoneyField

from .uploads import LONGEST_NOTE


class FigureCorrectionForm(forms.Form):
    """What every correction of a figure asks for."""

    seen = forms.CharField(widget=forms.HiddenInput, max_length=300)
    alasan = forms.CharField(
        label="Alasan koreksi",
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Tercatat dalam riwayat bersama angka lama dan baru.",
    )
    remake = forms.BooleanField(
        label="Buat ulang PDF laporan yang sudah diterima",
        required=False,
        help_text="PDF yang lama tetap ada. Yang baru mendapat nomor baru bila jenisnya bernomor.",
    )

    def __init__(self, *args: Any, has_papers: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not has_papers:
            del self.fields["remake"]
        own = [name for name in self.fields if name not in ("alasan", "remake")]
        self.order_fields([*own, "alasan", "remake"])

    @property
    def remakes(self) -> bool:
        """Whether accepted reports are printed anew."""
        return self.cleaned_data.get("remake", False)


class IndicatorCorrectionForm(FigureCorrectionForm):
    """What an indicator begins with and aims at."""

    unit = forms.CharField(label="Satuan", max_length=50)
    baseline = FigureField(label="Kondisi awal", max_digits=14, decimal_places=2)
    target = FigureField(label="Target", max_digits=14, decimal_places=2)


class MeasuredCorrectionForm(FigureCorrectionForm):
    """What was measured of an indicator in one report."""

    realised = FigureField(
        label="Realisasi",
        max_digits=14,
        decimal_places=2,
        required=False,
        help_text="Kosongkan bila ternyata tidak diukur.",
    )


class ValueCorrectionForm(FigureCorrectionForm):
    """The value of a cooperation."""

    nilai = MoneyField(
        label="Nilai (rupiah)",
        max_digits=18,
        decimal_places=2,
        required=False,
        validators=[MinValueValidator(0, "Nilai tidak boleh negatif.")],
    )
