"""A duty that is entered from its naskah."""

from typing import Any

from django import forms

from agreements.models import Agreement, AgreementDuty
from agreements.monitoring.duties.duty_parties import DutyParties, called_parties, tells_parties
from agreements.regulations.contract_duties import ALL_PARTNERS, OPD, PARTNER
from kerjasama.web.fields import typed_fields

OWED = ("due_text", "due_party", "due_rhythm", "due_months", "due_days", "basis")


class PartiesOfDuty:
    """The parties of a case as two fields offer them: one owes, one receives."""

    def __init__(self, agreement: Agreement) -> None:
        self.called = called_parties(agreement)
        self.by_key = {str(party.pk): party for party, _ in self.called}

    def bearer_field(self) -> forms.ChoiceField:
        """Who owes it: our side, all partners or one of them."""
        choices = [("", "Pilih")]
        for party, name in self.called:
            choices.append((OPD if party.is_region else str(party.pk), name))
        choices.append((PARTNER, ALL_PARTNERS))
        return forms.ChoiceField(label="Ditanggung oleh", choices=choices)

    def receiver_field(self) -> forms.ChoiceField:
        """To whom it is owed."""
        choices = [("", "Semua pihak lain")]
        choices += [(str(party.pk), name) for party, name in self.called]
        return forms.ChoiceField(label="Kepada", choices=choices, required=False)

    def told(self, bearer: str, receiver: str) -> DutyParties:
        """What was chosen. All partners owe it to our region."""
        to = self.by_key.get(receiver)
        if bearer in (OPD, PARTNER):
            return DutyParties(bearer, None, to)
        return DutyParties(PARTNER, self.by_key.get(bearer), to)


class DutyPartiesForm(forms.Form):
    """Which party owes a duty, and which receives it."""

    def __init__(self, *args: Any, agreement: Agreement, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.parties = PartiesOfDuty(agreement)
        self.fields["oleh"] = self.parties.bearer_field()
        self.fields["kepada"] = self.parties.receiver_field()

    @classmethod
    def for_duty(cls, agreement: Agreement, duty: AgreementDuty) -> "DutyPartiesForm":
        """The form as the duty stands."""
        now = {
            "oleh": duty.bearer_id or duty.due_party,
            "kepada": duty.receiver_id or "",
        }
        return cls(agreement=agreement, initial=now, auto_id=f"pihak-{duty.pk}-%s")

    @property
    def told(self) -> DutyParties:
        """What was chosen."""
        return self.parties.told(self.cleaned_data["oleh"], self.cleaned_data["kepada"])


class AgreedDutyForm(forms.ModelForm):
    """What is owed, by whom, when, and by which Pasal of the naskah; of several partners also by
    which of them and to whom.
    """

    class Meta:
        model = AgreementDuty
        formfield_callback = typed_fields
        fields = OWED
        help_texts = {
            "due_text": "Misalnya: Penyampaian laporan penggunaan data.",
            "due_months": "Untuk jatuh tempo tiap sekian bulan atau sekian bulan sebelum berakhir.",
            "due_days": "Untuk jatuh tempo sekian hari sejak penandatanganan atau sesudah masanya.",
            "basis": "Misalnya: Pasal 5 ayat (2) Perjanjian Kerja Sama.",
        }

    def __init__(self, *args: Any, agreement: Agreement, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in OWED[:3]:
            self.fields[name].required = True
        self.parties: PartiesOfDuty | None = None
        if tells_parties(agreement):
            self.parties = PartiesOfDuty(agreement)
            self.fields["due_party"] = self.parties.bearer_field()
            self.fields["kepada"] = self.parties.receiver_field()
            order = ("due_text", "due_party", "kepada")
            self.order_fields([*order, *OWED[2:]])

    def clean(self) -> dict[str, Any]:
        """With the parties in the place of what was chosen."""
        data = super().clean() or {}
        receiver = data.pop("kepada", "")
        if self.parties and data.get("due_party"):
            data |= self.parties.told(data["due_party"], receiver)._asdict()
        return data

    def clean_basis(self) -> str:
        return " ".join(self.cleaned_data["basis"].split())

    def clean_due_text(self) -> str:
        return " ".join(self.cleaned_data["due_text"].split())
