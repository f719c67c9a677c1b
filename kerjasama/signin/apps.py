from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.apps import AppConfig

if TYPE_CHECKING:
    from allauth.mfa.models import Authenticator
    from django.http import HttpRequest

    from kerjasama.accounts.models import User


class SignInConfig(AppConfig):
    name = "kerjasama.signin"
    label = "signin"

    def ready(self) -> None:
        """What follows when somebody's second factor changes, is used, or fails."""
        from allauth.mfa import signals

        for changed in (signals.authenticator_added, signals.authenticator_removed):
            changed.connect(_settle_dues, dispatch_uid=f"factor_settles_{id(changed)}")
        signals.authentication_failed.connect(_note_failure, dispatch_uid="factor_failed")
        signals.authenticator_used.connect(_tell_of_paper_code, dispatch_uid="factor_used")


def _settle_dues(request: HttpRequest, user: User, **_: Any) -> None:
    from .renewing import note_dues

    note_dues(request, user)


def _note_failure(request: HttpRequest, user: User, **_: Any) -> None:
    from .models import Outcome
    from .telling import tell_of_guessed_codes
    from .visits import note_attempt

    note_attempt(request, user, user.username, Outcome.WRONG_CODE)
    tell_of_guessed_codes(request, user)


def _tell_of_paper_code(
    request: HttpRequest, user: User, authenticator: Authenticator, **_: Any
) -> None:
    from .telling import tell_of_paper_code

    tell_of_paper_code(request, user, authenticator)
