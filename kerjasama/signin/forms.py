"""The forms of the door, in the words of the other pages."""

from typing import Any

from allauth.account import forms as allauth_forms
from django import forms
from django.core.validators import MaxLengthValidator
from django.http import HttpRequest

from .models import LinkRequest

LONGEST_PASSWORD = 1000


def say(form: forms.Form, **labels: str) -> None:
    """Name the fields as our pages do, without words inside them."""
    for name, label in labels.items():
        field = form.fields[name]
        field.label = label
        field.widget.attrs.pop("placeholder", None)
        if isinstance(field, forms.CharField) and "sandi" in label.lower():
            field.validators.append(MaxLengthValidator(LONGEST_PASSWORD))


class SignInForm(allauth_forms.LoginForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say(self, login="Nama pengguna", password="Sandi")
        self.fields["password"].help_text = ""
        self.fields["login"].widget.attrs["autofocus"] = True


class ResetForm(allauth_forms.ResetPasswordForm):
    """Asks nobody whether the address is known."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say(self, email="Surel")

    def clean_email(self) -> str:
        return self.cleaned_data["email"].lower()

    def save(self, request: HttpRequest, **kwargs: Any) -> str:
        """Let the worker send what there is to send."""
        return LinkRequest.objects.create(email=self.cleaned_data["email"]).email


class _TypedTwice(forms.Form):
    def clean(self) -> dict[str, Any]:
        """Refuse at the second field what reads otherwise than the first."""
        data = forms.Form.clean(self) or self.cleaned_data
        one, two = data.get("password1"), data.get("password2")
        if one and two and one != two:
            self.add_error("password2", "Kedua sandi tidak sama.")
        return data


class NewPasswordForm(_TypedTwice, allauth_forms.ResetPasswordKeyForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say(self, password1="Sandi baru", password2="Sandi baru, sekali lagi")


class ChangePasswordForm(_TypedTwice, allauth_forms.ChangePasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say(
            self,
            oldpassword="Sandi sekarang",
            password1="Sandi baru",
            password2="Sandi baru, sekali lagi",
        )
        self.fields["oldpassword"].help_text = ""
