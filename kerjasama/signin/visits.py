"""Who tried to sign in from where: written at the door, shown to the administrator, kept for a
while.
"""

from datetime import datetime, timedelta

from allauth.core import ratelimit
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db.models import Count, Max, QuerySet
from django.http import HttpRequest
from django.utils import timezone

from kerjasama.accounts import doors
from kerjasama.accounts.models import Role, User

from .models import AccountMail, Attempt, LinkRequest, Outcome, SignInState

LATELY = timedelta(days=7)


def note_attempt(request: HttpRequest, user: User | None, username: str, outcome: Outcome) -> None:
    """Write down that somebody tried; for a name that nobody has, without the name."""
    Attempt.objects.create(
        user=user,
        outcome=outcome,
        address=doors.client_address(request),
        place=doors.place_of(request, username)[:64],
        agent=request.headers.get("User-Agent", "").replace("\0", "")[:200],
    )


def has_been_here(user: User) -> bool:
    """Whether the person signed in before, as far as is still known."""
    return user.attempts.filter(outcome=Outcome.ENTERED).exists()


def proposed_roles(user: User) -> list[str]:
    """The roles, in words, that a provider's groups stand for and that the person does not hold."""
    state = SignInState.objects.filter(user=user).first()
    names = set(state.proposed_roles if state else ()) - user.roles
    return [str(role.label) for role in Role if role in names]


def failed_lately(user: User) -> QuerySet:
    """By address: how often somebody failed under this name in these days, the newest first."""
    since = timezone.now() - LATELY
    failed = user.attempts.filter(at__gte=since).exclude(outcome=Outcome.ENTERED)
    counted = failed.values("address").annotate(times=Count("pk"), last=Max("at"))
    return counted.order_by("-last")


def may_try_again(request: HttpRequest, user: User) -> None:
    """Let nobody wait any more under this name; what happened stays written."""
    since = timezone.now() - LATELY
    places = user.attempts.filter(at__gte=since).values_list("place", flat=True).distinct()
    for place in places:
        key = counted_under(user.username, place)
        ratelimit.clear(request, action="login_failed", key=key)
    ratelimit.clear(request, action="login_strange", key=user.username.lower())
    # Wrong codes of the second factor, under the name that django-allauth counts them by.
    ratelimit.clear(request, action="login_failed", key=f"mfa-auth-user-{user.pk}")


def counted_under(username: str, place: str) -> str:
    """The name under which wrong passwords are counted."""
    return f"{username.lower()}@{place}"


def purge_ended_sessions(now: datetime) -> None:
    """Forget sessions that are over."""
    Session.objects.filter(expire_date__lt=now).delete()
    last_begun = now - timedelta(hours=settings.SESSION_MOST_HOURS)
    UserSession.objects.filter(created_at__lt=last_begun).delete()


def forget_visits(before: datetime) -> int:
    """Forget who came from where before that, and what was asked and sent by mail. Returns how many
    visits.
    """
    LinkRequest.objects.filter(at__lt=before).delete()
    AccountMail.objects.filter(at__lt=before).delete()
    return Attempt.objects.filter(at__lt=before).delete()[0]
