"""Forms of accounts: signing in, the first administrator, invitations, and what a person may do."""

from typing import Any

from django import forms
from django.contrib.auth.forms import (
    AuthenticationForm,
    BaseUserCreationForm,
    PasswordResetForm,
    UsernameField,
)
from django.utils import timezone

from kerjasama.drafts.earlier_values import EarlierValuesMixin
from kerjasama.web.asking import AsksFirst
from kerjasama.web.fields import typed_fields

from . import first_run, inviting, merging
from .models import Membership, Role, Unit, User

LONGEST_PASSWORD = 1000


def is_last_administrator(user: User) -> bool:
    """Whether nobody else administers this installation."""
    active = User.objects.filter(is_active=True, memberships__role=Role.ADMIN)
    return active.filter(pk=user.pk).exists() and not active.exclude(pk=user.pk).exists()


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

    def clean_is_active(self) -> bool:
        if not self.cleaned_data["is_active"] and is_last_administrator(self.instance):
            raise forms.ValidationError(
                "Ini administrator terakhir; akunnya tidak dapat dinonaktifkan."
            )
        return self.cleaned_data["is_active"]

    def clean(self) -> dict[str, Any]:
        """Ask before a role is left without anybody."""
        data = super().clean() or self.cleaned_data
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

    def clean_username(self) -> str:
        name = self.cleaned_data["username"]
        if User.objects.filter(username__iexact=name).exists():
            raise forms.ValidationError("Nama pengguna ini sudah dipakai.")
        return name


class InvitationForm(NewUserForm):
    """A new account whose password the person sets, by a link in a mail; the administrator may set
    one instead.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("password1", "password2"):
            self.fields[name].required = False
        self.fields[
            "password1"
        ].help_text = (
            "Kosongkan: orangnya membuat sandinya sendiri lewat tautan dalam surel undangan."
        )
        self.fields["email"].help_text = "Ke sini undangan dan pemberitahuan dikirim."

    def clean(self) -> dict[str, Any]:
        """An invitation needs a mail address; a password typed at once, both fields."""
        data = super().clean() or self.cleaned_data
        one, two = data.get("password1"), data.get("password2")
        if not (one or two or data.get("email")) and "email" not in self.errors:
            self.add_error("email", "Isi alamat surel untuk undangan, atau buat sandinya di bawah.")
        if bool(one) != bool(two):
            self.add_error("password2", "Isi kedua kolom sandi, atau kosongkan keduanya.")
        return data

    @property
    def is_invitation(self) -> bool:
        """Whether the person sets the password, by the link of a mail."""
        return not self.cleaned_data.get("password1")

    def save(self, commit: bool = True) -> User:
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

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        unit: Any = self.fields["unit"]
        unit.queryset = Unit.objects.valid_on(timezone.localdate())

    def clean(self) -> dict[str, Any]:
        """Refuse a role that the person holds in that unit already."""
        data = super().clean() or self.cleaned_data
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

    def clean_code(self) -> str:
        if not first_run.is_code(self.cleaned_data["code"]):
            raise forms.ValidationError(
                "Kode pemasangan ini tidak cocok. Salin kode yang tercetak saat aplikasi"
                " dijalankan."
            )
        return self.cleaned_data["code"]

    def save(self, commit: bool = True) -> User:
        user = super().save()
        unit, _ = Unit.objects.get_or_create(name=self.cleaned_data["unit_name"], valid_to=None)
        Membership.objects.create(user=user, role=Role.ADMIN, unit=unit)
        return user
