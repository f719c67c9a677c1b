"""Where django-allauth asks us about second factors."""

import base64
import hashlib
from typing import Any

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser

from kerjasama.accounts.models import RegionProfile, User

from . import factor

NAMES = ("Kunci pertama", "Kunci cadangan")


class FactorAdapter(DefaultMFAAdapter):
    """Keeps secrets encrypted, and the last factor of whoever must have one."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "cannot_delete_authenticator": factor.LAST_ONE,
        "incorrect_code": "Kode ini tidak cocok. Tunggu kode berikutnya, lalu ketik kode itu.",
    }

    def encrypt(self, text: str) -> str:
        return _box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _box().decrypt(encrypted_text.encode()).decode()

    def get_totp_label(self, user: AbstractBaseUser) -> str:
        return user.get_username()

    def get_totp_issuer(self) -> str:
        return self._get_site_name()

    def _get_site_name(self) -> str:
        return f"Kerja Sama {RegionProfile.current().short_name}".strip()

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        return factor.may_go_without(authenticator.user, authenticator)

    def generate_authenticator_name(self, user: AbstractBaseUser, type: Authenticator.Type) -> str:
        count = Authenticator.objects.filter(user_id=user.pk, type=type).count()
        return NAMES[count] if count < len(NAMES) else f"Kunci ke-{count + 1}"

    def get_public_key_credential_user_entity(self, user: AbstractBaseUser) -> dict[str, Any]:
        assert isinstance(user, User)
        told = super().get_public_key_credential_user_entity(user)
        return told | {"name": user.username, "display_name": str(user)}


def _box() -> MultiFernet:
    """Closed with the present secret key, opened with the former ones too."""
    keys = [str(key) for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]
    digests = [hashlib.sha256(b"second factor" + key.encode()).digest() for key in keys]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])
