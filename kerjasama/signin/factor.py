"""Who must have a second factor, who has one, and how one is taken off by two people."""

from datetime import date, timedelta

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.db import transaction
from django.utils import timezone

from kerjasama.accounts.models import Membership, Role, User

from .models import FactorRequest, FactorRequestKind, SignInRules, SignInState

REAL = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
LAST_ONE = (
    "Peran Anda wajib memakai faktor kedua. Pasang yang lain lebih dahulu, baru lepas yang ini."
)


class NotTheirs(Exception):
    """Whoever asked, or whom it concerns, wants to decide."""


def has_factor(user: User, besides: Authenticator | None = None) -> bool:
    """Whether the person has a factor that is no code on paper."""
    rows = Authenticator.objects.filter(user=user, type__in=REAL)
    if besides is not None:
        rows = rows.exclude(pk=besides.pk)
    return rows.exists()


def must_have(user: User) -> bool:
    """Whether one of the person's roles demands it, and nobody excepted them."""
    if not user.roles & set(SignInRules.current().factor_roles):
        return False
    granted = user.factor_requests.filter(kind=FactorRequestKind.EXEMPT, is_granted=True)
    return not granted.filter(until__gte=timezone.localdate()).exists()


def may_go_without(user: User, gone: Authenticator) -> bool:
    """Whether the person may take this one off: another stays, or none is demanded."""
    return has_factor(user, besides=gone) or not must_have(user)


def last_day(grace: int) -> date:
    """Until when something is to be done; without grace, until yesterday."""
    return timezone.localdate() + timedelta(grace or -1)


def settle_due(user: User) -> date | None:
    """Until when the person is to set up a factor; None who has one or need not."""
    state, _ = SignInState.objects.get_or_create(user=user)
    wanted = None
    if not has_factor(user) and must_have(user):
        wanted = state.factor_by or last_day(SignInRules.current().factor_grace_days)
    if wanted != state.factor_by:
        state.factor_by = wanted
        state.save(update_fields=["factor_by"])
    return wanted


def managers_besides(*people: User) -> frozenset[int]:
    """Who else administers, or heads the office: those who see what one of them does."""
    seats = Membership.objects.of_active(Role.ADMIN, Role.SECTION_HEAD)
    return frozenset(seats.values_list("user", flat=True)) - {person.pk for person in people}


@transaction.atomic
def decide(request_pk: int, by: User, *, grant: bool) -> FactorRequest:
    """Grant or refuse what another asked. Raises NotTheirs for whoever asked or is concerned, and
    DoesNotExist when it was decided meanwhile.
    """
    asked = FactorRequest.objects.select_for_update().get(pk=request_pk, decided_at=None)
    if not asked.may_be_decided_by(by):
        raise NotTheirs
    asked.decided_by, asked.decided_at, asked.is_granted = by, timezone.now(), grant
    asked.save()
    if grant and asked.kind == FactorRequestKind.RESET:
        take_off(asked.user)
    return asked


def take_off(user: User) -> None:
    """Take all factors off; the next sign-in asks for a new one before anything else."""
    Authenticator.objects.filter(user=user).delete()
    SignInState.objects.update_or_create(user=user, defaults={"factor_by": last_day(0)})
    end_sessions_of(user)


def end_sessions_of(user: User) -> None:
    """Whoever is signed in as this person is so no longer."""
    for session in UserSession.objects.filter(user=user):
        session.end()
