"""Single sign-on by OpenID Connect: who may come in so, as whom, and what is proposed for them.

Off unless the setting OIDC_PROVIDERS names providers. A person whom nobody knows gets an account
without any right; groups of the provider are proposed as roles, never given.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, cast
from urllib.parse import urlencode

import jwt
import requests
from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.models import EmailAddress
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter, get_adapter
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialLogin
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.forms import BaseForm
from django.http import HttpRequest
from django.shortcuts import render
from django.urls import reverse

from kerjasama.accounts.confirming import holds_protected
from kerjasama.accounts.models import Role, User

from . import factor, telling
from .models import SignInState

KIND = "openid_connect"
ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "EdDSA"]
LEEWAY = 30  # seconds by which clocks may differ
END = "sso_end"  # in the session: where the provider ends its own session


@dataclass(frozen=True)
class Provider:
    """One provider as OIDC_PROVIDERS tells it."""

    id: str
    name: str
    client_id: str
    groups: dict[str, str]
    groups_claim: str
    has_factor: bool
    trusts_email: bool

    @property
    def url(self) -> str:
        """Where signing in through it begins."""
        return reverse("openid_connect_login", args=[self.id])


def list_providers() -> list[Provider]:
    """All that the installation names."""
    return [
        Provider(
            id=told["id"],
            name=told["name"],
            client_id=told["client_id"],
            groups=told.get("groups", {}),
            groups_claim=told.get("groups_claim", "groups"),
            has_factor=bool(told.get("has_factor")),
            trusts_email=bool(told.get("trusts_email")),
        )
        for told in settings.OIDC_PROVIDERS
    ]


def find_provider(provider_id: str) -> Provider | None:
    """The one of that name."""
    return next((row for row in list_providers() if row.id == provider_id), None)


class StrictOpenIDConnect(OpenIDConnectOAuth2Adapter):
    """Judges the signature of every ID token, also of one that came straight from the provider."""

    def _decode_id_token(self, app: SocialApp, id_token: str) -> dict[str, Any]:
        """What the token says. Raises OAuth2Error when it is not for us, over, or not the
        provider's.
        """
        config = self.openid_config
        with get_adapter().get_requests_session() as session:
            answer = session.get(config["jwks_uri"])
            answer.raise_for_status()
        try:
            kid = jwt.get_unverified_header(id_token).get("kid")
            keys = jwt.PyJWKSet.from_dict(answer.json()).keys
            key = next(key for key in keys if kid is None or key.key_id == kid)
            return jwt.decode(
                id_token,
                key=key,
                algorithms=ALGORITHMS,
                audience=app.client_id,
                issuer=config["issuer"],
                leeway=LEEWAY,
                options={"require": ["exp", "iat", "sub"]},
            )
        except (jwt.PyJWTError, StopIteration) as error:
            raise OAuth2Error("Invalid id_token") from error


class SingleSignOnAdapter(DefaultSocialAccountAdapter):
    """Takes providers from the settings alone, and gives newcomers no right."""

    def list_apps(
        self, request: HttpRequest, provider: str | None = None, client_id: str | None = None
    ) -> list[SocialApp]:
        """Providers stand in the settings; a row in the database opens no door."""
        return [
            SocialApp(
                provider=KIND,
                provider_id=told["id"],
                name=told["name"],
                client_id=told["client_id"],
                secret=told.get("secret", ""),
                settings={"server_url": told["server_url"], "oauth_pkce_enabled": True},
            )
            for told in settings.OIDC_PROVIDERS
            if provider in (None, KIND, told["id"])
        ]

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return True

    def authenticate_by_email(self, sociallogin: SocialLogin) -> tuple[AbstractUser, str] | None:
        """The one account with a verified address of a provider that is trusted for it; never an
        account whose seat takes two to give.
        """
        provider = find_provider(sociallogin.account.provider)
        if provider is None or not provider.trusts_email:
            return None
        for email in (row.email for row in sociallogin.email_addresses if row.verified):
            users = _accounts_with(email)
            if len(users) == 1 and not holds_protected(users[0]):
                return users[0], email
        return None

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Refuse to open a second account for an address that somebody has. Raises
        ImmediateHttpResponse.
        """
        is_connecting = sociallogin.state.get("process") == "connect"
        if sociallogin.is_existing or is_connecting:
            return
        addresses = [row.email for row in sociallogin.email_addresses]
        if any(User.objects.filter(email__iexact=email).exists() for email in addresses):
            page = render(request, "pages/sso_known.html", status=409)
            raise ImmediateHttpResponse(page)

    def save_user(
        self, request: HttpRequest, sociallogin: SocialLogin, form: BaseForm | None = None
    ) -> AbstractUser:
        user = super().save_user(request, sociallogin, form)
        EmailAddress.objects.filter(user=user).delete()  # ours stands on the account
        return user

    def get_connect_redirect_url(self, request: HttpRequest, socialaccount: SocialAccount) -> str:
        return reverse("mfa_index")


def _accounts_with(email: str) -> list[User]:
    return list(User.objects.filter(email__iexact=email, merged_into=None)[:2])


def provider_of(request: HttpRequest, user: User) -> Provider | None:
    """Through which provider this session was opened; None where by password or passkey."""
    for row in reversed(get_authentication_records(request, user)):
        if row.get("method") == "socialaccount":
            return find_provider(str(row.get("provider")))
    return None


def note_entry(request: HttpRequest, user: User, sociallogin: SocialLogin) -> None:
    """After somebody came in through a provider: propose roles, and keep where to end."""
    provider = find_provider(sociallogin.account.provider)
    if provider is None:
        return
    _propose_roles(user, provider, sociallogin.account.extra_data)
    try:
        config = StrictOpenIDConnect(request, provider.id).openid_config
    except requests.RequestException:
        return
    if end := config.get("end_session_endpoint"):
        request.session[END] = [end, provider.client_id]


def _propose_roles(user: User, provider: Provider, data: dict[str, Any]) -> None:
    """Keep which roles the person's groups stand for, and tell who gives roles of new ones."""
    told = _groups_in(data, provider.groups_claim)
    roles = {provider.groups[group] for group in told if group in provider.groups}
    wanted = sorted(roles & set(Role.values) - user.roles)
    state, _ = SignInState.objects.get_or_create(user=user)
    if wanted == state.proposed_roles:
        return
    is_new = set(wanted) - set(state.proposed_roles)
    state.proposed_roles = wanted
    state.save(update_fields=["proposed_roles"])
    if is_new:
        names = ", ".join(str(Role(role).label) for role in wanted)
        text = f"{provider.name} menempatkannya pada grup untuk: {names}. Beri perannya bila benar."
        url = reverse("pengguna-rinci", args=[user.pk])
        telling.tell_managers(factor.managers_besides(user), f"Peran diusulkan: {user}", text, url)


def _groups_in(data: dict[str, Any], claim: str) -> Iterable[str]:
    for part in ("userinfo", "id_token"):
        value = (data.get(part) or {}).get(claim)
        if isinstance(value, list):
            return [str(group).removeprefix("/") for group in value]
    return []


def end_address(request: HttpRequest) -> str | None:
    """Where the provider ends its session too, and from there back to us."""
    kept = request.session.get(END)
    if not kept:
        return None
    address, client_id = cast(list[str], kept)
    back = request.build_absolute_uri(reverse("account_login"))
    query = urlencode({"client_id": client_id, "post_logout_redirect_uri": back})
    return f"{address}{'&' if '?' in address else '?'}{query}"
