"""Who may do what. Every view declares its roles with @allow; a view that declares nothing answers
nobody.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, Protocol, TypeVar, cast
from urllib.parse import urlsplit

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.functional import SimpleLazyObject
from django_ratelimit import ALL
from django_ratelimit.decorators import ratelimit

from kerjasama.web import navigation

from .doors import client_address
from .models import Membership, RegionProfile, Role

if TYPE_CHECKING:
    from kerjasama.accounts.models import User

OPD_ROLES = (Role.OPD, Role.OPD_HEAD)
ANY_METHOD = ALL
EVERYBODY = tuple(Role)
WORKERS = tuple(role for role in Role if role != Role.LEADERSHIP)
NUMBER_READERS = tuple(role for role in Role if role not in OPD_ROLES)
OFFICE = (Role.VERIFIER, Role.SECTION_HEAD)
NUMBER_KEEPERS = REGISTRARS = OFFICE
# Who prepares and judges a case on behalf of the region, and talks about it among themselves.
REVIEWERS = (*OFFICE, Role.TKKSD, Role.LEGAL, Role.SEKDA, Role.HEAD_OF_REGION)
MANAGERS = (Role.ADMIN, Role.SECTION_HEAD)
LEADING_UNITS = (Role.OPD_HEAD, Role.SECTION_HEAD)


View = TypeVar("View", bound=Callable[..., HttpResponseBase])


class OwnedByUnit(Protocol):
    """A case, of which only the unit that owns it counts here."""

    owner_id: int


def allow(*roles: str, public: bool = False) -> Callable[[View], View]:
    """Declare who may use a view. `public` opens it to people who are not signed in."""

    def declare(view: View) -> View:
        view.allowed_roles = frozenset(roles)  # type: ignore[attr-defined]
        view.public = public  # type: ignore[attr-defined]
        return view

    return declare


def at_most(rate: str, view: View, method: str | tuple[None, ...] = "POST") -> View:
    """Refuse an address that sends a form (or asks at all) more often than this, for example
    "30/m", with the page that says so.
    """

    @ratelimit(
        group=f"{view.__module__}.{view.__qualname__}",
        key=_by_address,
        rate=rate,
        method=method,
        block=False,
    )
    def limited(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if getattr(request, "limited", False):
            return render(request, "pages/locked.html", status=429)
        return view(request, *args, **kwargs)

    return cast(View, limited)


def _by_address(group: str, request: HttpRequest) -> str:
    return client_address(request)


class DefaultDenyMiddleware:
    """Lets nobody use a view that does not name one of their roles."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self,
        request: HttpRequest,
        view: Callable[..., HttpResponseBase],
        args: tuple[Any, ...],
        kwargs: dict[str, Any],
    ) -> HttpResponseBase | None:
        """Answer in the place of the view, or let it answer. Raises PermissionDenied."""
        if getattr(view, "public", False):
            return None
        if not request.user.is_authenticated:
            return self.sign_in_first(request)
        if not request.user.roles & getattr(view, "allowed_roles", frozenset()):
            raise PermissionDenied
        return None

    @staticmethod
    def sign_in_first(request: HttpRequest) -> HttpResponseBase:
        """To the sign-in page and back: to the page itself, or to the one whose form was sent after
        the session had ended.
        """
        back = request.get_full_path()
        if request.method != "GET" or request.headers.get("HX-Request"):
            came_from = urlsplit(
                request.headers.get("HX-Current-URL") or request.headers.get("Referer", "")
            )
            is_ours = came_from.netloc == request.get_host()
            back = came_from.path if is_ours else "/"
        if request.headers.get("Accept") == "application/json":
            return HttpResponse(status=401)
        answer: HttpResponse = redirect_to_login(back)
        if request.headers.get("HX-Request"):
            # Whoever types is not thrown out of the page: static/js/session.js asks for the
            # password over it.
            answer = HttpResponse(status=401, headers={"HX-Trigger": "session-ended"})
        return answer


def visible_agreements(user: User) -> Q:
    """OPD people see the cases that their own units propose or support; everybody else in the
    system sees all.
    """
    if user.roles - set(OPD_ROLES):
        return Q()
    return Q(owner_id__in=user.units_as(*OPD_ROLES)) | Q(pk__in=user.supported_cases)


def readable_comments(user: User) -> Q:
    """What the person reads of the discussion of a case that he may open: what is for everybody,
    what is for one of his circles, and his own.
    """
    mine = Q(tier="semua") | Q(by=user) | Q(tier="unit", unit__in=user.units_as(*Role))
    return mine | Q(tier="pemeriksa") if user.roles & set(REVIEWERS) else mine


def holds_the_ball(user: User) -> Q:
    """Cases whose next act is this person's; OPD roles count only in their own units."""
    mine = Q(holders__overlap=sorted(user.roles - set(OPD_ROLES)))
    for role in user.roles & set(OPD_ROLES):
        mine |= Q(holders__contains=[role], owner_id__in=user.units_as(role))
    return mine


def may_choose_norms(user: User) -> bool:
    """What no article asks for is the office's own, and its head decides on it."""
    return Role.SECTION_HEAD in user.roles


def may_choose_readings(user: User) -> bool:
    """Where the texts allow two readings, the head of the office decides which one it follows."""
    return Role.SECTION_HEAD in user.roles


def may_edit(user: User, agreement: OwnedByUnit) -> bool:
    """The proposal's content belongs to the staff of the unit that proposes it."""
    return agreement.owner_id in user.units_as(Role.OPD)


def may_act_as(user: User, role: str, agreement: OwnedByUnit) -> bool:
    """Whether the person holds this role for this case; OPD roles count only in the owning unit."""
    if role in OPD_ROLES:
        return agreement.owner_id in user.units_as(role)
    return role in user.roles


def may_act_as_any(user: User, roles: Iterable[str], agreement: OwnedByUnit) -> bool:
    """Whether the person holds one of these roles for this case."""
    return any(may_act_as(user, role, agreement) for role in roles)


def roles_for(user: User, owner_id: int) -> frozenset[str]:
    """Every role in which the person may act on the cases of a unit."""
    there = {role for role in OPD_ROLES if owner_id in user.units_as(role)}
    return (user.roles - set(OPD_ROLES)) | there


def is_of_office(user: User) -> bool:
    """Whether this person belongs to Bagian Kerja Sama."""
    return bool(user.roles & set(OFFICE))


def may_remind(user: User) -> bool:
    """Whether this person reminds others of what waits for them."""
    return is_of_office(user)


def units_led_by(user: User) -> frozenset[int]:
    """The units whose people are this person's own: of an OPD by its head, of the Bagian by its
    Kepala.
    """
    return user.units_as(*LEADING_UNITS)


def why_not_hand_over(user: User, person: User) -> str:
    """Why this person does not record that what another holds passes to others; empty where he may:
    an administrator for everybody, the head of a unit for his own people.
    """
    if user.is_same_person(person):
        return "Serah terima tugas Anda sendiri dicatat atasan Anda atau administrator."
    if Role.ADMIN in user.roles:
        return ""
    seats = [seat for seat in person.memberships.all() if seat.is_open]
    led = units_led_by(user)
    if not seats or any(seat.unit_id not in led for seat in seats):
        return "Serah terima tugas dicatat administrator atau kepala unit orangnya."
    if any(seat.is_protected for seat in seats):
        return "Peran pimpinan dan administrator diserahterimakan administrator."
    return ""


class RoleHolders:
    """Everybody who may act as a role: may_act_as seen from the case, read once for many cases."""

    def __init__(self) -> None:
        self._people: dict[tuple[str, int | None], set[int]] = {}
        rows = Membership.objects.of_active().values_list(
            "user_id", "role", "unit_id", "unit__predecessors"
        )
        for user, role, unit, former in rows:
            places = {unit, former} if role in OPD_ROLES else {None}
            for place in places:
                self._people.setdefault((role, place), set()).add(user)

    def of(self, role: str, owner_id: int) -> frozenset[int]:
        """The people, as primary keys; OPD roles count only in the owning unit."""
        place = owner_id if role in OPD_ROLES else None
        return frozenset(self._people.get((role, place), ()))

    def among(self, roles: Iterable[str], owner_id: int) -> frozenset[int]:
        """The people of several roles, each once."""
        return frozenset().union(*(self.of(role, owner_id) for role in roles))


def site_context(request: HttpRequest) -> dict[str, Any]:
    """What every page may show: the region, and which parts of the menu the person may use."""
    user = getattr(request, "user", None)
    roles: frozenset[str] = getattr(user, "roles", frozenset())
    region = RegionProfile.current()
    reads_numbers = bool(roles & set(NUMBER_READERS))
    manages = bool(roles & {*MANAGERS, Role.LEGAL})
    return {
        "demo": region.is_demo,
        "may_propose": Role.OPD in roles,
        "may_read_numbers": reads_numbers,
        "may_keep_numbers": bool(roles & set(NUMBER_KEEPERS)),
        "may_register": bool(roles & set(REGISTRARS)),
        "may_manage": manages,
        "may_hand_over": bool(roles & {Role.ADMIN, *LEADING_UNITS}),
        # Asked for only where a whole page is drawn.
        "menu": SimpleLazyObject(
            lambda: navigation.find_menu(request.path, reads_numbers=reads_numbers, manages=manages)
        ),
        "region": region,
    }
