"""The forms of a link for a partner: given by the office, and what the partner sends by it."""

from datetime import date
from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator
from django.db.models import TextField
from django.http import QueryDict

from agreements.documents.wording.remarks import LONGEST
from agreements.workflow.partner_links import DAYS
from kerjasama.narrowing import column_of
from kerjasama.web.plain_select import PlainSelect
from partners.kinds import NEEDS
from partners.models import Partner

# What a partner says of itself: who signs, by which right, where it sits, its founding papers.
# Tax and business numbers are read by few (partners/numbers) and are not asked by a link.
SIGNER = ("representative", "representative_position", "legal_basis", "address")
CONTACT = ("contact_name", "phone", "email")
UNASKED = frozenset({"nib", "npwp", "region_code", "level", "country", "legal_form"})
ENGLISH = {
    "representative": "Name of signatory",
    "representative_position": "Office of signatory, in Indonesian",
    "representative_position_en": "Office of signatory",
    "legal_basis": "Authority to sign (decree, articles, power of attorney)",
    "address": "Address",
    "name_en": "Name in English",
    "contact_name": "Contact person",
    "phone": "Telephone",
    "email": "E-mail",
}


class GiveLinkForm(forms.Form):
    """To whom, for how long, and whether it is mailed."""

    naskah = forms.ChoiceField(label="Naskah", widget=PlainSelect)
    mitra = forms.TypedChoiceField(label="Mitra", coerce=int, widget=PlainSelect)
    hari = forms.TypedChoiceField(
        label="Berlaku",
        coerce=int,
        choices=[(days, f"{days} hari") for days in DAYS],
        initial=14,
        widget=PlainSelect,
    )
    surel = forms.BooleanField(
        label="Kirim ke surel mitra",
        required=False,
        help_text="Tanpa ini tautan diperlihatkan sekali, untuk Anda teruskan sendiri.",
    )

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        naskah: list[tuple[str, str]],
        partners: list[Partner],
    ) -> None:
        super().__init__(data)
        self.partners = {partner.pk: partner for partner in partners}
        self.fields["naskah"].choices = naskah
        self.fields["mitra"].choices = [(one.pk, str(one)) for one in partners]

    def clean(self) -> dict[str, Any]:
        """A mail needs an address."""
        data = super().clean() or {}
        partner = self.partners.get(data.get("mitra", 0))
        if data.get("surel") and partner and not partner.email:
            self.add_error("surel", "Alamat surel mitra belum diisi pada data mitra.")
        return data

    @property
    def address(self) -> str:
        """Where it is mailed to; empty where it is not."""
        return self.partners[self.cleaned_data["mitra"]].email if self.cleaned_data["surel"] else ""


class GuestForm(forms.Form):
    """Who writes for the partner."""

    nama = forms.CharField(label="Nama dan jabatan Anda", max_length=120)

    def __init__(self, data: QueryDict | None = None, *, is_english: bool, prefix: str) -> None:
        super().__init__(data, prefix=prefix)
        self.is_english = is_english
        if is_english:
            self.fields["nama"].label = "Your name and office"
            self.fields["nama"].error_messages["required"] = "Please give your name."
        else:
            self.fields["nama"].error_messages["required"] = "Tulis nama Anda."


class GuestRemarkForm(GuestForm):
    """A remark on a part of the draft, or an answer to one."""

    bagian = forms.ChoiceField(label="Bagian", required=False, widget=PlainSelect)
    catatan = forms.CharField(
        label="Catatan", max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 4})
    )

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        is_english: bool,
        blocks: list[tuple[str, str]],
    ) -> None:
        super().__init__(data, is_english=is_english, prefix="catatan")
        whole = "The whole text" if is_english else "Seluruh naskah"
        self.fields["bagian"].choices = [("", whole), *blocks]
        if is_english:
            self.fields["bagian"].label, self.fields["catatan"].label = "Part", "Remark"
            self.fields["catatan"].error_messages["required"] = "Please write your remark."
        else:
            self.fields["catatan"].error_messages["required"] = "Tulis catatannya."


class GuestEntryForm(GuestForm):
    """What the partner says of itself, as the fields of its record."""

    def __init__(
        self, data: QueryDict | None = None, *, is_english: bool, partner: Partner
    ) -> None:
        super().__init__(data, is_english=is_english, prefix="data")
        self.asked = asked_of(partner)
        for name in self.asked:
            self.fields[name] = self._field_of(name, getattr(partner, name))

    def _field_of(self, name: str, stands: str | date | None) -> forms.Field:
        column = column_of(Partner, name)
        field = column.formfield(required=False, initial=stands)
        if field is None:
            raise ValueError(name)
        if self.is_english and name in ENGLISH:
            field.label = ENGLISH[name]
        if isinstance(column, TextField):
            field.widget = forms.Textarea(attrs={"rows": 3, "maxlength": LONGEST})
            field.validators.append(MaxLengthValidator(LONGEST))
        return field

    def values(self) -> dict[str, str]:
        """By field what was typed, as plain text."""
        return {
            name: " ".join(str(value).split()) if name not in ("address", "legal_basis") else value
            for name in self.asked
            if (value := self.cleaned_data.get(name) or "")
        }


def asked_of(partner: Partner) -> list[str]:
    """The fields that a link asks a partner of this kind for."""
    needed = [
        name
        for need in NEEDS
        if partner.kind in need.kinds
        for name in need.fields
        if name not in UNASKED
    ]
    known = {field.name for field in Partner._meta.concrete_fields}
    asked = [*SIGNER, *needed, *CONTACT]
    return [name for name in dict.fromkeys(asked) if name in known]
