"""The forms around a Kerja Sama Wajib: what happened, and the withdrawal of a record."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.validators import MinValueValidator

from agreements.documents import store
from agreements.models import Agreement
from agreements.models.term import whole_months
from agreements.monitoring.wajib import WajibValues
from agreements.regulations.supervision import (
    BY_CODE,
    COST,
    COST_BY,
    SECRETARIAT,
    Group,
    WajibAct,
    secretariat_doubts,
)
from kerjasama.web.asking import AsksFirst
from kerjasama.web.fields import MONEY_DIGITS, DayField, MoneyField
from partners.forms import not_ahead

from .uploads import LONGEST_NOTE, LONGEST_TEXT, clean_upload, upload_field

AS_FORMED = "Ya, sudah dibentuk"


class WajibForm(AsksFirst, forms.Form):
    """What happened, by whom, on which day, by which paper, and what it changed."""

    code = forms.ChoiceField(label="Apa yang terjadi")
    who = forms.CharField(
        label="Oleh", max_length=200, help_text="Instansi atau pejabat yang melakukannya."
    )
    day = DayField(label="Tanggal")
    number = forms.CharField(
        label="Nomor surat, keputusan, atau Kesepakatan Bersama", max_length=100, required=False
    )
    what = forms.CharField(
        label="Uraian", max_length=LONGEST_TEXT, widget=forms.Textarea(attrs={"rows": 4})
    )
    effect = forms.CharField(
        label="Akibat bagi pelaksanaan",
        max_length=LONGEST_NOTE,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=(
            f"Wajib diisi untuk pengambilalihan dan Sekretariat Kerja Sama. {COST} ({COST_BY})"
        ),
    )
    amount = MoneyField(
        label="Jumlah (rupiah)",
        required=False,
        max_digits=MONEY_DIGITS,
        decimal_places=2,
        validators=[MinValueValidator(Decimal(1))],
        help_text="Wajib diisi untuk bantuan pendanaan.",
    )
    upload = upload_field("Surat atau keputusan", required=False)

    def __init__(
        self, *args: Any, acts: Iterable[WajibAct], agreement: Agreement, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.agreement = agreement
        acts = list(acts)
        groups = [
            (group.value, [(act.code, _choice_of(act)) for act in acts if act.group is group])
            for group in Group
        ]
        self.fields["code"].choices = [("", "Pilih"), *(one for one in groups if one[1])]

    def clean_day(self) -> date | None:
        """What happened, happened today at the latest."""
        return not_ahead(self.cleaned_data["day"])

    def clean(self) -> dict[str, Any]:
        """What an act asks for, and the file, which is judged by its content."""
        data = super().clean() or {}
        if upload := data.get("upload"):
            try:
                data["content"] = clean_upload(upload, self.agreement)
            except forms.ValidationError as fault:
                self.add_error("upload", fault)
        if act := BY_CODE.get(data.get("code", "")):
            self._judge_by_act(act, data)
        return data

    def _judge_by_act(self, act: WajibAct, data: dict[str, Any]) -> None:
        """What the chosen act asks for besides."""
        if act.asks_effect and not data.get("effect"):
            self.add_error("effect", "Wajib diisi untuk yang dipilih.")
        if act.asks_amount and not data.get("amount") and "amount" not in self.errors:
            self.add_error("amount", "Wajib diisi untuk yang dipilih.")
        if act.code == SECRETARIAT.code:
            self.ask("code", *_doubts_about(self.agreement), answer=AS_FORMED)

    def values(self) -> WajibValues:
        """What was typed, with the file stored."""
        data, sha256, file_name = self.cleaned_data, "", ""
        if upload := data["upload"]:
            sha256, file_name = store.store_bytes(data["content"]), upload.name[:200]
        act = BY_CODE[data["code"]]
        return WajibValues(
            who=data["who"],
            day=data["day"],
            what=data["what"],
            number=data["number"],
            effect=data["effect"],
            amount=data["amount"] if act.asks_amount else None,
            sha256=sha256,
            file_name=file_name,
        )


def _choice_of(act: WajibAct) -> str:
    return f"{act.title} ({act.citation or 'norma setempat'})"


def _doubts_about(agreement: Agreement) -> list[str]:
    months = whole_months(agreement.effective_on, agreement.ends_on)
    return secretariat_doubts(regions=agreement.parties.count(), months=months)
