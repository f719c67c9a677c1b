"""Forms of the registry."""

import re
from datetime import date
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Div, Fieldset, Layout
from django import forms
from django.core.validators import MaxLengthValidator
from django.urls import reverse_lazy
from django.utils import timezone

from kerjasama.accounts.models import User
from kerjasama.accounts.nip import mask_number
from kerjasama.drafts.earlier_values import SEEN, EarlierValuesMixin
from kerjasama.uploads.judging import EMBLEMS, judge_upload
from kerjasama.web.fields import typed_fields

from .changing import changes_at_once
from .kinds import DEED, OPERATION, PRINCIPLE, RATIFICATION, SIGNER, PartnerKind, applies_to_kind
from .models import NAMES, NIB, NPWP, Partner
from .numbers import NUMBERS, may_read_numbers

LONGEST_TEXT = 2000
IDENTITY = ("name", "kind", "address", "contact_name", "phone", "email")
# Of these, each kind of mitra has its own.
GROUPS = {
    "Wilayah": ("region_code",),
    "Luar negeri": (
        "country",
        "level",
        "name_en",
        "native_name",
        "language",
        "legal_form",
        "office_in_indonesia",
    ),
    "Penanda tangan": (*SIGNER, "representative_position_en"),
    "Izin organisasi kemasyarakatan asing": (*PRINCIPLE, *OPERATION),
    "Legalitas": ("nib", "npwp", *DEED, *RATIFICATION, "founding_rule"),
}
# Choosing another kind fetches its fields and keeps what was typed; without htmx a button asks for
# them.
ASKING = {
    "hx-post": "",
    "hx-trigger": "change",
    "hx-vals": '{"tampilkan": "1"}',
    "hx-target": "#isian",
    "hx-select": "#isian",
}
ASK = (
    '<noscript><p><button class="btn" name="tampilkan" value="1">Tampilkan'
    " isian jenis ini</button></p></noscript>"
)
HIDDEN_NUMBER = (
    '<p class="cite">{}: {}. Angka lengkapnya hanya untuk Bagian Kerja Sama dan perangkat daerah'
    " yang bekerja sama dengan mitra ini.</p>"
)
NO_KIND = '<p class="cite">Pilih jenis mitra untuk melihat isian legalitasnya.</p>'


class DigitsField(forms.CharField):
    """Digits as people write them: dots, dashes and spaces are dropped."""

    def to_python(self, value: str | None) -> str:
        """The digits alone."""
        return re.sub(r"[\s.-]", "", super().to_python(value) or "")


def not_ahead(day: date | None) -> date | None:
    """The day, which something that was done cannot have after today."""
    if day and day > timezone.localdate():
        raise forms.ValidationError("Tanggal tidak boleh sesudah hari ini.")
    return day


class PartnerForm(EarlierValuesMixin, forms.ModelForm):
    nib = DigitsField(label="NIB", required=False, validators=[NIB], help_text="13 angka.")
    npwp = DigitsField(
        label="NPWP", required=False, validators=[NPWP], help_text="15 atau 16 angka."
    )
    logo = forms.FileField(
        label="Berkas logo",
        required=False,
        help_text=EMBLEMS.told,
    )
    drop_logo = forms.BooleanField(label="Hapus logo yang tersimpan", required=False)
    change_reason = forms.CharField(
        label="Alasan perubahan",
        required=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Tersimpan dalam riwayat data mitra.",
    )

    class Meta:
        model = Partner
        formfield_callback = typed_fields
        fields = [*IDENTITY, *(field for group in GROUPS.values() for field in group)]
        widgets = {
            "name": forms.TextInput(
                attrs={
                    "hx-get": reverse_lazy("mitra-saran"),
                    "hx-trigger": "input changed delay:300ms",
                    "hx-target": "#saran",
                }
            ),
            "kind": forms.Select(attrs=ASKING | {"hx-swap": "outerHTML"}),
            "address": forms.Textarea(attrs={"rows": 3}),
            "office_in_indonesia": forms.Textarea(attrs={"rows": 3}),
            "native_name": forms.TextInput(attrs={"dir": "auto"}),
            "legal_basis": forms.Textarea(attrs={"rows": 2}),
        }
        help_texts = {
            "kind": (
                "Perguruan tinggi negeri berbentuk satker atau BLU ditempuh lewat Sinergi; untuk"
                " PTN-BH jalur dipilih pemeriksa."
            ),
            "region_code": "Misalnya 64.02.",
            "country": "Untuk organisasi internasional: negara kedudukan kantor pusatnya.",
            "level": "Dibandingkan dengan provinsi atau kabupaten/kota di Indonesia.",
            "name_en": "Seperti tertulis dalam naskah.",
            "native_name": "Nama resmi dengan aksara setempat.",
            "language": "Misalnya Jepang; dipakai untuk naskah dalam bahasa ketiga.",
            "legal_form": "Misalnya yayasan, universitas, atau organisasi antarpemerintah.",
            "izin_prinsip_number": "Dari Kementerian Luar Negeri.",
            "izin_prinsip_until": "Hari terakhir izin berlaku.",
            "izin_operasional_by": "Kementerian/lembaga atau pemerintah daerah pemberi izin.",
            "izin_operasional_until": "Hari terakhir izin berlaku.",
            "founding_rule": "Perum, perumda, dan perguruan tinggi negeri.",
        }

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("address", "legal_basis"):
            self.fields[name].validators.append(MaxLengthValidator(LONGEST_TEXT))
        if not self.instance.logo:
            del self.fields["drop_logo"]
        self.proposes = not changes_at_once(user, self.instance)
        self.fields["change_reason"].required = self.proposes
        if self.instance.pk is None:
            del self.fields["change_reason"]
        self.hidden_numbers = self._hide_numbers(user)
        self.helper = FormHelper()
        self.helper.form_tag, self.helper.disable_csrf = False, True
        hidden = [SEEN] if SEEN in self.fields else []
        logo = [name for name in ("logo", "drop_logo") if name in self.fields]
        self.helper.layout = Layout(
            *hidden,
            Fieldset("Identitas", *IDENTITY),
            HTML(ASK),
            Div(*self._groups(), css_id="isian"),
            Fieldset("Logo", *logo),
            *(name for name in ("change_reason",) if name in self.fields),
        )

    def _hide_numbers(self, user: User) -> list[HTML]:
        """Take away the numbers that are filled and not for this reader; what is said instead."""
        if self.instance.pk is None or may_read_numbers(user, self.instance):
            return []
        told = []
        for name in NUMBERS:
            if value := getattr(self.instance, name):
                label = self.fields.pop(name).label
                told.append(HTML(HIDDEN_NUMBER.format(label, mask_number(value))))
        if told:
            self.show_seen()
        return told

    def _groups(self) -> list[Fieldset | HTML]:
        """What this kind has, and what is filled though it should not be; the rest is left out."""
        kind = self["kind"].value() or ""
        groups: list[Fieldset | HTML] = []
        for title, names in GROUPS.items():
            here = [name for name in names if name in self.fields]
            shown = [name for name in here if applies_to_kind(name, kind) or self[name].value()]
            if shown:
                groups.append(Fieldset(title, *shown))
        groups += self.hidden_numbers
        if kind not in PartnerKind:
            groups.append(HTML(NO_KIND))
        return groups

    def clean_name(self) -> str:
        """The name with single spaces."""
        return " ".join(self.cleaned_data["name"].split())

    def clean_language(self) -> str:
        """The language without the word "bahasa", which papers print before it."""
        return re.sub(r"^bahasa\s+", "", self.cleaned_data["language"], flags=re.IGNORECASE)

    def clean_deed_date(self) -> date | None:
        """A deed was made today at the latest."""
        return not_ahead(self.cleaned_data["deed_date"])

    def clean_ratification_date(self) -> date | None:
        """A ratification was given today at the latest."""
        return not_ahead(self.cleaned_data["ratification_date"])

    def clean_logo(self) -> bytes | None:
        """The bytes of the logo, or None."""
        upload = self.cleaned_data["logo"]
        if not upload:
            return None
        return judge_upload(upload, EMBLEMS).content

    def save(self, commit: bool = True) -> Partner:
        """Save with the logo that was sent, or without one when it is to go."""
        if self.cleaned_data.get("drop_logo"):
            self.instance.logo = None
        if self.cleaned_data["logo"]:
            self.instance.logo = self.cleaned_data["logo"]
        return super().save(commit)

    @property
    def changes_identity(self) -> bool:
        """Whether a name or a number changes by which a partner is told from others."""
        return not {*NAMES, "nib", "npwp", "region_code"}.isdisjoint(self.changed_data)


class RefusalForm(forms.Form):
    """Why a proposed change is refused."""

    answer = forms.CharField(
        label="Alasan penolakan",
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class MergeForm(forms.Form):
    reason = forms.CharField(
        label="Alasan penggabungan",
        min_length=10,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"min_length": "Tulis alasan dengan paling sedikit 10 huruf."},
    )
