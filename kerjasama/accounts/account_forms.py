"""Forms of accounts: signing in, the first administrator, invitations, and what a person may do."""

from typing import Any

from django import forms
from django.contrib.auth.forms import BaseUserCreationForm
from django.utils import timezone

from kerjasama.drafts.earlier_values import EarlierValuesMixin
from kerjasama.web.asking import AsksFirst
from kerjasama.web.fields import typed_fields

from . import first_run, merging
from .models import Membership, Role, Unit, User


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


class _NameForm(forms.ModelForm):
    """Who a new account is for."""

    def clean_username(self) -> str:
        name = self.cleaned_data["username"]
        if User.objects.filter(username__iexact=name).exists():
            raise forms.ValidationError("Nama pengguna ini sudah dipakai.")
        return name

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


class InvitationForm(_NameForm):
    """A new account whose password the person sets, by a link in a mail."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].required = True
        self.fields[
            "email"
        ].help_text = "Ke sini undangan dikirim; orangnya membuat sandinya sendiri."

    def save(self, commit: bool = True) -> User:
        user = super().save(commit=False)
        user.set_unusable_password()
        user.save()
        return user


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


class FirstAdminForm(_NameForm, BaseUserCreationForm):
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
