"""What the pages of the door show, as values."""

from dataclasses import dataclass
from datetime import datetime
from ipaddress import ip_address
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.contrib.sessions.backends.db import SessionStore
from django.http import HttpRequest

from kerjasama.accounts.models import User
from kerjasama.accounts.sessions import LAST
from kerjasama.web.requests import AuthenticatedRequest

from . import factor, sso
from .factor_forms import FactorRequestForm, RulesForm
from .models import FactorRequest, RulesProposal
from .telling import describe_agent

MOST_DECIDED = 50


@dataclass(frozen=True)
class RulesPage:
    """What the region asks of everybody who signs in, and what waits for a second person."""

    form: RulesForm
    waiting: RulesProposal | None


@dataclass(frozen=True)
class FactorRequestPage:
    """What is asked about the second factor of a person."""

    person: User
    form: FactorRequestForm


@dataclass(frozen=True)
class Key:
    """A key or a passkey of the person."""

    pk: int
    name: str
    is_passkey: bool
    since: datetime
    last_used: datetime | None


@dataclass(frozen=True)
class Connected:
    """An account at a provider that opens this one."""

    pk: int
    name: str
    who: str


@dataclass(frozen=True)
class FactorsPage:
    """What somebody signs in with."""

    has_app: bool
    app_used: datetime | None
    keys: list[Key]
    codes_left: int | None  # None: there are no codes on paper
    must_have: bool
    may_use_keys: bool
    providers: list[sso.Provider]
    connected: list[Connected]

    @property
    def has_any(self) -> bool:
        """Whether there is a second factor."""
        return self.has_app or bool(self.keys)


def read_factors(request: AuthenticatedRequest) -> FactorsPage:
    """What this person has."""
    rows = list(Authenticator.objects.filter(user=request.user).order_by("created_at"))
    of = {row.type: row for row in rows}
    app = of.get(Authenticator.Type.TOTP)
    paper = of.get(Authenticator.Type.RECOVERY_CODES)
    return FactorsPage(
        has_app=app is not None,
        app_used=app.last_used_at if app else None,
        keys=[_key(row) for row in rows if row.type == Authenticator.Type.WEBAUTHN],
        codes_left=len(paper.wrap().get_unused_codes()) if paper else None,
        must_have=factor.must_have(request.user),
        may_use_keys=may_use_keys(request),
        providers=sso.list_providers(),
        connected=_connected(request.user),
    )


def _connected(user: User) -> list[Connected]:
    names = {row.id: row.name for row in sso.list_providers()}
    rows = SocialAccount.objects.filter(user=user).order_by("pk")
    return [
        Connected(row.pk, names.get(row.provider, row.provider), _who(row.extra_data) or row.uid)
        for row in rows
    ]


def _who(data: dict[str, Any]) -> str:
    told = data.get("userinfo") or data.get("id_token") or {}
    return str(told.get("email") or told.get("preferred_username") or "")


def _key(row: Authenticator) -> Key:
    wrapped = row.wrap()
    is_passkey = bool(wrapped.is_passwordless)
    return Key(row.pk, wrapped.name, is_passkey, row.created_at, row.last_used_at)


def may_use_keys(request: HttpRequest) -> bool:
    """Whether browsers take keys at this address: a name, over TLS or on this machine."""
    host = request.get_host().rpartition(":")[0] or request.get_host()
    try:
        ip_address(host.strip("[]"))
    except ValueError:
        return request.is_secure() or host == "localhost"
    return False


@dataclass(frozen=True)
class Session:
    """Where the person is signed in."""

    pk: int
    device: str
    address: str
    since: datetime
    last_seen: datetime
    is_this_one: bool


def read_sessions(request: AuthenticatedRequest) -> list[Session]:
    """Where this person is signed in, this one first, then the newest."""
    rows = UserSession.objects.purge_and_list(request.user)
    found = [_session(row, request.session.session_key) for row in rows]
    return sorted(found, key=lambda row: (not row.is_this_one, -row.since.timestamp()))


def _session(row: UserSession, own_key: str | None) -> Session:
    kept = SessionStore(row.session_key)
    seen = kept.get(LAST)
    return Session(
        row.pk,
        describe_agent(row.user_agent),
        row.ip,
        row.created_at,
        datetime.fromisoformat(seen) if seen else row.last_seen_at,
        row.session_key == own_key,
    )


@dataclass(frozen=True)
class Asked:
    """A request with whether its reader may decide on it."""

    row: FactorRequest
    may_decide: bool


@dataclass(frozen=True)
class RequestsPage:
    """What was asked about second factors."""

    waiting: list[Asked]
    decided: list[FactorRequest]


def read_requests(reader: User) -> RequestsPage:
    """What waits for a second person, and what was decided lately."""
    rows = FactorRequest.objects.select_related("user", "asked_by", "decided_by")
    waiting = [Asked(row, row.may_be_decided_by(reader)) for row in rows.filter(decided_at=None)]
    decided = rows.exclude(decided_at=None).order_by("-decided_at")
    return RequestsPage(waiting, list(decided[:MOST_DECIDED]))
