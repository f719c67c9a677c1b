"""Forms of the second factor, and the one that asks again who somebody is."""

import json
from datetime import timedelta
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows import reauthentication
from allauth.mfa.base import forms as base_forms
from allauth.mfa.models import Authenticator
from allauth.mfa.totp import forms as totp_forms
from allauth.mfa.webauthn import forms as key_forms
from allauth.mfa.webauthn.internal import auth
from django import forms
from django.conf import settings
from django.core.validators import MaxLengthValidator
from django.http import HttpRequest
from django.utils import timezone

from kerjasama.accounts.models import Role, User
from kerjasama.drafts.earlier_values import EarlierValuesMixin
from kerjasama.web.fields import typed_fields

from . import loosening
from .forms import LONGEST_PASSWORD, say
from .models import (
    FactorRequest,
    FactorRequestKind,
    SignInRules,
    most_hours,
    most_idle_minutes,
)

CODE = {"autocomplete": "one-time-code", "inputmode": "numeric", "autofocus": True}
MOST_LETTERS = 20
LONGEST_EXCEPTION = 90  # days


def say_code(form: forms.Form, label: str) -> None:
    """A field for a code."""
    say(form, code=label)
    form.fields["code"].widget.attrs |= CODE
    form.fields["code"].validators.append(MaxLengthValidator(MOST_LETTERS))


class CodeForm(base_forms.AuthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say_code(self, "Kode dari aplikasi, atau kode cadangan")


class ActivateForm(totp_forms.ActivateTOTPForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say_code(self, "Kode enam angka dari aplikasi")


class KeyForm(key_forms.AddWebAuthnForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = "Nama kunci"
        self.fields["name"].validators.append(MaxLengthValidator(60))
        self.fields["passwordless"].label = "Dapat masuk tanpa nama pengguna dan sandi (passkey)"
        self.fields[
            "passwordless"
        ].help_text = "Perangkat meminta sidik jari, wajah, atau PIN setiap kali dipakai."


class FreshForm(forms.Form):
    """A code or a key of whoever has a second factor, else the password."""

    prefix = "pastikan"
    sandi = forms.CharField(
        label="Sandi",
        max_length=LONGEST_PASSWORD,
        strip=False,
        required=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password", "autofocus": True}),
    )
    kode = forms.CharField(
        label="Kode dari aplikasi, atau kode cadangan",
        max_length=MOST_LETTERS,
        required=False,
        widget=forms.TextInput(attrs=CODE),
    )
    kunci = forms.JSONField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, request: HttpRequest, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request, self.user = request, user
        self.types = set(Authenticator.objects.filter(user=user).values_list("type", flat=True))
        for name in self._not_asked():
            del self.fields[name]

    def _not_asked(self) -> list[str]:
        if not self.types:
            return ["kode", "kunci"] if self.user.has_usable_password() else list(self.fields)
        return ["sandi"] if self.takes_key else ["sandi", "kunci"]

    @property
    def takes_key(self) -> bool:
        """Whether a key can answer."""
        return Authenticator.Type.WEBAUTHN in self.types

    def options(self) -> str:
        """What the browser is to ask the key."""
        return json.dumps({"request_options": auth.begin_authentication(self.user)})

    def clean(self) -> dict[str, Any]:
        """Let django-allauth judge what was given, and remember when."""
        data = super().clean() or self.cleaned_data
        if not self.errors:
            self._judge(data)
        return data

    def _judge(self, data: dict[str, Any]) -> None:
        inner: Any
        if data.get("kunci"):
            sent = {"credential": json.dumps(data["kunci"])}
            inner, field = key_forms.ReauthenticateWebAuthnForm(sent, user=self.user), "kode"
        elif "kode" in self.fields:
            inner = base_forms.ReauthenticateForm({"code": data.get("kode")}, user=self.user)
            field = "kode"
        else:
            self._judge_password(data.get("sandi") or "")
            return
        if inner.is_valid():
            inner.save()
        else:
            said = [text for texts in inner.errors.values() for text in texts]
            self.add_error(field, said)

    def _judge_password(self, password: str) -> None:
        if "sandi" not in self.fields:
            self.add_error(
                None,
                "Akun ini belum mempunyai sandi atau faktor kedua. Keluar, masuk lagi, lalu ulangi"
                f" dalam {settings.FRESH_MINUTES} menit.",
            )
        elif get_adapter().reauthenticate(self.user, password):
            reauthentication.reauthenticate_by_password(self.request)
        else:
            self.add_error("sandi", get_adapter().error_messages["incorrect_password"])


class RulesForm(EarlierValuesMixin, forms.ModelForm):
    class Meta:
        model = SignInRules
        formfield_callback = typed_fields
        fields = ["factor_roles", *loosening.LIMITS]
        help_texts = {
            "factor_grace_days": (
                "Dihitung sejak orangnya masuk pertama kali dengan peran itu; 0: seketika."
            ),
            "password_grace_days": "Dihitung sejak orangnya masuk dengan sandi lamanya.",
            "session_most_hours": "Dihitung sejak masuk, juga bila terus bekerja.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["factor_roles"] = forms.MultipleChoiceField(
            label="Peran yang wajib memakai faktor kedua",
            choices=Role.choices,
            required=False,
            widget=forms.CheckboxSelectMultiple,
        )

    def clean_session_idle_minutes(self) -> int:
        return self._within_server("session_idle_minutes", most_idle_minutes(), "menit")

    def clean_session_most_hours(self) -> int:
        return self._within_server("session_most_hours", most_hours(), "jam")

    def _within_server(self, name: str, most: int, unit: str) -> int:
        wanted: int = self.cleaned_data[name]
        if wanted > most:
            raise forms.ValidationError(f"Paling lama {most} {unit}; itu batas server.")
        return wanted


class FactorRequestForm(forms.ModelForm):
    class Meta:
        model = FactorRequest
        formfield_callback = typed_fields
        fields = ["kind", "until", "reason"]
        help_texts = {"until": "Hanya untuk pengecualian; paling lama 90 hari."}
        widgets = {"reason": forms.Textarea(attrs={"rows": 2})}

    def clean(self) -> dict[str, Any]:
        """An exception ends, within months; what waits already is not asked twice."""
        data = super().clean() or self.cleaned_data
        until, today = data.get("until"), timezone.localdate()
        if data.get("kind") == FactorRequestKind.RESET:
            data["until"] = None
        elif until is None or not today <= until <= today + timedelta(LONGEST_EXCEPTION):
            self.add_error("until", f"Isi hari dalam {LONGEST_EXCEPTION} hari ke depan.")
        same = FactorRequest.objects.filter(
            user=self.instance.user, kind=data.get("kind"), decided_at=None
        )
        if same.exists():
            self.add_error("kind", "Permintaan yang sama sudah menunggu diputus.")
        return data
