"""Forms of the administration."""

from typing import Any

import magic
from django import forms
from django.contrib.auth.forms import (
    AuthenticationForm,
    BaseUserCreationForm,
    PasswordResetForm,
    UsernameField,
)
from django.db.models import Q
from django.utils import timezone

from kerjasama.drafts.earlier_values import EarlierValuesMixin
from kerjasama.web.asking import AsksFirst
from kerjasama.web.fields import DayField, typed_fields

from . import first_run, inviting, merging, officials, patterns
from .models import Membership, Official, RegionProfile, Role, Unit, User
from .nip import NipField

EMBLEM_MB = 1
LONGEST_PASSWORD = 1000
EMBLEM_TYPES = ("image/png", "image/jpeg")


def clean_image(upload) -> tuple[bytes, str]:
    """(content, type) of a small picture. Raises ValidationError by size and content."""
    if upload.size > EMBLEM_MB * 1024 * 1024:
        raise forms.ValidationError(f"Ukuran gambar melebihi {EMBLEM_MB} MB.")
    content = upload.read()
    kind = magic.from_buffer(content[:4096], mime=True)
    if kind not in EMBLEM_TYPES:
        raise forms.ValidationError("Isi berkas bukan gambar PNG atau JPEG.")
    return content, kind


class RegionForm(EarlierValuesMixin, forms.ModelForm):
    emblem_upload = forms.FileField(
        label="Lambang daerah", required=False, help_text="PNG atau JPEG, paling besar 1 MB."
    )
    state_emblem_upload = forms.FileField(
        label="Lambang negara (Garuda)",
        required=False,
        help_text=(
            "PNG atau JPEG, paling besar 1 MB. Tanpa gambar, naskah menyisakan ruang untuk kertas"
            " berlambang."
        ),
    )

    class Meta:
        model = RegionProfile
        formfield_callback = typed_fields
        fields = [
            "name",
            "short_name",
            "head_title",
            "governor",
            "seat",
            "address",
            "postal_code",
            "phone",
            "email",
            "website",
            "number_pattern",
        ]
        help_texts = {
            "address": (
                "Dicetak pada kop naskah; tanpa alamat, surat dan berita acara belum dapat dibuat."
            ),
            "number_pattern": (
                f"Berlaku bagi seri yang tidak mempunyai pola sendiri. Gunakan {patterns.NAMED}."
            ),
        }

    def clean_number_pattern(self):
        pattern = self.cleaned_data["number_pattern"]
        patterns.check_pattern(pattern, "urut", "jenis", "tahun")
        return pattern

    def clean(self):
        data = super().clean()
        for name in ("emblem", "state_emblem"):
            upload = data.get(f"{name}_upload")
            if upload:
                try:
                    content, kind = clean_image(upload)
                    setattr(self.instance, name, content)
                    setattr(self.instance, f"{name}_type", kind)
                except forms.ValidationError as error:
                    self.add_error(f"{name}_upload", error)
        return data


class UnitForm(EarlierValuesMixin, forms.ModelForm):
    class Meta:
        model = Unit
        formfield_callback = typed_fields
        fields = ["name"]

    def clean_name(self):
        name = self.cleaned_data["name"].strip()
        if (
            Unit.objects.filter(name__iexact=name, valid_to=None)
            .exclude(pk=self.instance.pk)
            .exists()
        ):
            raise forms.ValidationError("Sudah ada unit yang berlaku dengan nama ini.")
        return name


class OfficialForm(EarlierValuesMixin, forms.ModelForm):
    nip = NipField(label="NIP")

    class Meta:
        model = Official
        formfield_callback = typed_fields
        fields = [
            "office",
            "unit",
            "capacity",
            "name",
            "rank",
            "nip",
            "since",
            "until",
            "order_number",
            "order_date",
        ]
        help_texts = {
            "unit": "Hanya untuk kepala unit.",
            "name": "Dengan gelar; naskah kerja sama menulisnya tanpa gelar.",
            "until": "Kosongkan bila masih menjabat.",
            "order_number": (
                "Untuk Pj., Plt., dan Plh. Contoh: Surat Perintah Nomor 800/12/BKPSDM/2026."
            ),
        }

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = Unit.objects.filter(
            Q(valid_to=None) | Q(pk=self.instance.unit_id)
        )


class RenameForm(forms.Form):
    name = forms.CharField(label="Nama baru", max_length=200)
    since = DayField(label="Berlaku sejak", initial=timezone.localdate)

    def __init__(self, *args, unit: Unit, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.unit = unit

    def clean_name(self):
        name = self.cleaned_data["name"].strip()
        if Unit.objects.filter(name__iexact=name, valid_to=None).exists():
            raise forms.ValidationError("Sudah ada unit yang berlaku dengan nama ini.")
        return name

    def clean_since(self):
        since = self.cleaned_data["since"]
        if since <= self.unit.valid_from:
            raise forms.ValidationError(
                f"Tanggal harus sesudah unit ini mulai berlaku ({self.unit.valid_from:%d/%m/%Y})."
            )
        return since


def is_last_administrator(user: User) -> bool:
    active = User.objects.filter(is_active=True, memberships__role=Role.ADMIN)
    return active.filter(pk=user.pk).exists() and not active.exclude(pk=user.pk).exists()


class UnitMergeForm(forms.Form):
    """Into which unit, and why."""

    tujuan = forms.ModelChoiceField(
        Unit.objects.none(), label="Gabung ke unit", empty_label="Pilih unit"
    )
    alasan = forms.CharField(
        label="Alasan", max_length=4_000, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args, unit: Unit, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        choice: Any = self.fields["tujuan"]
        choice.queryset = Unit.objects.filter(valid_to=None).exclude(pk=unit.pk)


class UnitCloseForm(forms.Form):
    """The last day of a unit without successor."""

    sampai = DayField(label="Hari terakhir")

    def clean_sampai(self):
        day = self.cleaned_data["sampai"]
        if day > timezone.localdate():
            raise forms.ValidationError("Tanggal tidak boleh sesudah hari ini.")
        return day


class AccountMergeForm(forms.Form):
    """Into which account of the same person."""

    tujuan = forms.ModelChoiceField(User.objects.none(), label="Gabung ke akun")

    def __init__(self, *args, person: User, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        choice: Any = self.fields["tujuan"]
        choice.queryset = (
            User.objects.filter(is_active=True, merged_into=None)
            .exclude(pk=person.pk)
            .order_by("username")
        )


class _OfficialChoice(forms.ModelChoiceField):
    """Each with what it will say once the other went into it."""

    def __init__(self, *args, gone: Official, **kwargs) -> None:
        self.gone = gone
        super().__init__(*args, **kwargs)

    def label_from_instance(self, obj: Official) -> str:
        term = merging.said_period(*officials.joined_period(obj, self.gone))
        number = f", NIP {obj.nip}" if obj.nip else ""
        now = (
            f"{obj.name}{number}, {obj.get_capacity_display()},"
            f" {merging.said_period(obj.since, obj.until)}"
        )
        return f"{now}. Sesudah digabung: {term}."


class OfficialMergeForm(forms.Form):
    """Which row of the same person is kept, and why."""

    def __init__(self, *args, official: Official, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["tujuan"] = _OfficialChoice(
            officials.double_of(official),
            gone=official,
            label="Catatan yang dipertahankan",
            widget=forms.RadioSelect,
            empty_label=None,
        )
        reason = forms.CharField(
            label="Alasan", max_length=4_000, widget=forms.Textarea(attrs={"rows": 2})
        )
        self.fields["alasan"] = reason


class UserForm(EarlierValuesMixin, AsksFirst, forms.ModelForm):
    class Meta:
        model = User
        formfield_callback = typed_fields
        fields = ["first_name", "last_name", "email", "is_active"]
        labels = {
            "first_name": "Nama depan",
            "last_name": "Nama belakang",
            "email": "Surel",
            "is_active": "Akun aktif",
        }
        help_texts = {
            "is_active": (
                "Akun yang tidak aktif tidak dapat masuk; catatan yang dibuatnya tetap ada."
            )
        }

    def clean_is_active(self):
        if not self.cleaned_data["is_active"] and is_last_administrator(self.instance):
            raise forms.ValidationError(
                "Ini administrator terakhir; akunnya tidak dapat dinonaktifkan."
            )
        return self.cleaned_data["is_active"]

    def clean(self):
        """Ask before a role is left without anybody."""
        data = super().clean()
        if data.get("is_active") is False and self.initial.get("is_active"):
            person = User.objects.get(pk=self.instance.pk)
            empty = merging.left_empty(person)
            if empty:
                self.ask(
                    "is_active",
                    f"Tidak ada lagi akun aktif untuk: {', '.join(empty)}.",
                    answer="Ya, nonaktifkan",
                )
        return data


class NewUserForm(BaseUserCreationForm):
    class Meta:
        model = User
        formfield_callback = typed_fields
        fields = ["username", "first_name", "last_name", "email"]
        labels = {
            "username": "Nama pengguna",
            "first_name": "Nama depan",
            "last_name": "Nama belakang",
            "email": "Surel",
        }
        help_texts = {"username": "Huruf, angka, dan tanda @ . + - _ tanpa spasi."}

    def clean_username(self):
        name = self.cleaned_data["username"]
        if User.objects.filter(username__iexact=name).exists():
            raise forms.ValidationError("Nama pengguna ini sudah dipakai.")
        return name


class InvitationForm(NewUserForm):
    """A new account whose password the person sets, by a link in a mail; the administrator may set
    one instead.
    """

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for name in ("password1", "password2"):
            self.fields[name].required = False
        self.fields[
            "password1"
        ].help_text = (
            "Kosongkan: orangnya membuat sandinya sendiri lewat tautan dalam surel undangan."
        )
        self.fields["email"].help_text = "Ke sini undangan dan pemberitahuan dikirim."

    def clean(self):
        data = super().clean()
        one, two = data.get("password1"), data.get("password2")
        if not (one or two or data.get("email")) and "email" not in self.errors:
            self.add_error("email", "Isi alamat surel untuk undangan, atau buat sandinya di bawah.")
        if bool(one) != bool(two):
            self.add_error("password2", "Isi kedua kolom sandi, atau kosongkan keduanya.")
        return data

    @property
    def is_invitation(self) -> bool:
        return not self.cleaned_data.get("password1")

    def save(self, commit=True) -> User:
        if not self.is_invitation:
            return super().save(commit)
        user = forms.ModelForm.save(self, commit=False)
        inviting.lock_out(user)
        user.save()
        return user


class SignInForm(AuthenticationForm):
    """Django's, which bounds neither name nor password and doubles a word in its refusal."""

    username = UsernameField(
        label="Nama pengguna",
        max_length=150,
        widget=forms.TextInput(attrs={"autofocus": True, "autocomplete": "username"}),
    )
    password = forms.CharField(
        label="Sandi",
        max_length=LONGEST_PASSWORD,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    error_messages = {
        "invalid_login": (
            "Masukkan nama pengguna dan sandi yang benar. Huruf besar dan kecil dibedakan."
        ),
        "inactive": "Akun ini tidak aktif. Hubungi administrator.",
    }


class ResetForm(PasswordResetForm):
    """Django's, in the words of the other pages."""

    email = forms.EmailField(
        label="Surel", max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )


class MembershipForm(forms.ModelForm):
    class Meta:
        model = Membership
        formfield_callback = typed_fields
        fields = ["role", "unit"]
        labels = {"role": "Peran", "unit": "Unit"}

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = Unit.objects.valid_on(timezone.localdate())

    def clean(self):
        data = super().clean()
        if self.instance.user.memberships.filter(
            role=data.get("role"), unit=data.get("unit")
        ).exists():
            raise forms.ValidationError("Peran itu sudah dimiliki di unit ini.")
        return data


class FirstAdminForm(NewUserForm):
    unit_name = forms.CharField(
        label="Unit administrator", initial="Bagian Kerja Sama", max_length=200
    )
    code = forms.CharField(
        label="Kode pemasangan",
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=(
            "Tercetak pada layar tempat bin/start dijalankan. Pada server sendiri: manage.py"
            " first_run_code."
        ),
    )
    field_order = [
        "code",
        "username",
        "first_name",
        "last_name",
        "email",
        "password1",
        "password2",
        "unit_name",
    ]

    def clean_code(self):
        if not first_run.is_code(self.cleaned_data["code"]):
            raise forms.ValidationError(
                "Kode pemasangan ini tidak cocok. Salin kode yang tercetak saat aplikasi"
                " dijalankan."
            )
        return self.cleaned_data["code"]

    def save(self, commit=True) -> User:
        user = super().save()
        unit, _ = Unit.objects.get_or_create(name=self.cleaned_data["unit_name"], valid_to=None)
        Membership.objects.create(user=user, role=Role.ADMIN, unit=unit)
        return user
