"""Forms of accounts: signing in, the first administrator, invitations, and what a person may do."""

from datetime import timedelta
from typing import Any

from django import forms
from django.contrib.auth.forms import BaseUserCreationForm
from django.forms.boundfield import BoundField
from django.utils import timezone

from kerjasama.drafts.earlier_values import EarlierValuesMixin
from kerjasama.web.asking import AsksFirst
from kerjasama.web.fields import DayField, typed_fields

from . import first_run, granting, merging
from .administrators import is_last_administrator
from .models import Capacity, Membership, Role, Unit, User


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


class SeatChoice(forms.ModelChoiceField):
    """Whose seat, and which."""

    def label_from_instance(self, obj: Membership) -> str:
        return f"{obj.user}, {obj.said}"


class MembershipForm(forms.ModelForm):
    """A seat: which role where; for a time, in whose stead and by which letter."""

    until = DayField(
        label="Sampai dengan", required=False, help_text="Hari terakhir. Kosongkan bila tetap."
    )
    stands_in_for = SeatChoice(
        Membership.objects.none(),
        label="Menggantikan",
        required=False,
        empty_label="Tidak menggantikan siapa pun",
        help_text="Cuti atau tugas luar: peran pengganti berakhir sendiri pada harinya.",
    )

    class Meta:
        model = Membership
        formfield_callback = typed_fields
        fields = [
            "role",
            "unit",
            "since",
            "until",
            "stands_in_for",
            "capacity",
            "order_number",
            "order_date",
        ]
        labels = {"role": "Peran", "unit": "Unit"}
        help_texts = {"since": "Kosongkan bila mulai hari ini."}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        unit: Any = self.fields["unit"]
        unit.queryset = Unit.objects.valid_on(timezone.localdate())
        seats: Any = self.fields["stands_in_for"]
        others = Membership.objects.held().exclude(user=self.instance.user)
        seats.queryset = others.filter(stands_in_for=None).select_related(
            "user", "unit", "official__unit"
        )
        self.fields["capacity"].required = False

    @property
    def simple_fields(self) -> list[BoundField]:
        return [self["role"], self["unit"]]

    @property
    def dated_fields(self) -> list[BoundField]:
        return [field for field in self.visible_fields() if field.name not in ("role", "unit")]

    @property
    def is_dated(self) -> bool:
        """Whether more than role and unit was typed or refused."""
        names = [field.name for field in self.dated_fields]
        return self.is_bound and bool(set(names) & (set(self.changed_data) | set(self.errors)))

    def clean(self) -> dict[str, Any]:
        """A seat begins today where nothing is said."""
        data = super().clean() or self.cleaned_data
        data["capacity"] = data.get("capacity") or Capacity.DEFINITIVE
        data["since"] = data.get("since") or timezone.localdate()
        until, above = data.get("until"), data.get("stands_in_for")
        if until and until < data["since"]:
            self.add_error("until", "Tanggal akhir tidak boleh mendahului tanggal mulai.")
        self.instance.over_on = until + timedelta(1) if until else None
        if above and data.get("role") != above.role:
            self.add_error("stands_in_for", "Pilih peran yang sama dengan yang digantikan.")
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
        seat = Membership(user=user, role=Role.ADMIN, unit=unit, since=timezone.localdate())
        granting.give_seat(seat, user)
        return user
