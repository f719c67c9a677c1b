"""Who works here, in which unit and role."""

from collections.abc import Sequence
from datetime import date
from functools import cache
from typing import NamedTuple

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models.functions import Upper
from django.utils import timezone
from django.utils.functional import cached_property

from kerjasama.web.compiled import KEY, CompiledQuery, CompiledRows

from .officials import Capacity, Delegation, Office, Official
from .region import RegionProfile, ways_to_reach
from .roles import Role
from .saved_views import SavedView
from .seats import AccountProposal, ByTwo, Membership, SeatState

__all__ = [
    "AccountProposal",
    "ByTwo",
    "Capacity",
    "Delegation",
    "Membership",
    "Office",
    "Official",
    "RegionProfile",
    "Role",
    "SavedView",
    "SeatState",
    "Unit",
    "UnitAlias",
    "User",
]


class UnitQuerySet(models.QuerySet):
    def valid_on(self, day: date) -> "UnitQuerySet":
        """The units that bear their work on that day."""
        return self.filter(valid_from__lte=day).exclude(valid_to__lt=day)

    def called(self, words: str) -> "UnitQuerySet":
        """Those whose name, daily name, former or later name holds all the words; for lists that
        are searched.
        """
        found = self
        for word in words.replace("\0", "").split()[:10]:
            found = found.filter(pk__in=Unit.objects.filter(_naming(word)).values("pk"))
        return found

    def seat_of(self, role: str) -> "Unit | None":
        """The unit in which a role of the whole region is held: Bagian Kerja Sama, Bagian Hukum."""
        seats = (
            Membership.objects.held()
            .filter(role=role, user__is_active=True)
            .select_related("unit")
            .order_by("pk")
        )
        return next((seat.unit for seat in seats[:1]), None)


def _naming(word: str) -> models.Q:
    """Units that bear the word in a name of their own, or of the units they came from and became."""  # noqa: E501
    places = (
        "name",
        "aliases__name",
        "predecessors__name",
        "predecessors__aliases__name",
        "successor__name",
        "successor__aliases__name",
    )
    return models.Q(*((f"{place}__icontains", word) for place in places), _connector=models.Q.OR)


class Unit(models.Model):
    """An OPD. A renamed unit ends and names its successor, so that old agreements keep the old
    name.
    """

    name = models.CharField("nama", max_length=200)
    # What the kop of its own letters says.
    address = models.CharField("alamat kantor", max_length=200, blank=True)
    postal_code = models.CharField("kode pos", max_length=5, blank=True)
    phone = models.CharField("telepon", max_length=50, blank=True)
    email = models.EmailField("surel", blank=True)
    website = models.CharField("laman", max_length=100, blank=True)
    valid_from = models.DateField("berlaku sejak", default=date(2017, 1, 1))
    valid_to = models.DateField("berlaku sampai", null=True, blank=True)
    successor = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="predecessors"
    )

    CONTACT = ("address", "postal_code", "phone", "email", "website")

    objects = UnitQuerySet.as_manager()

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def postal_address(self) -> str:
        """The office with its postal code."""
        return f"{self.address} {self.postal_code}".strip()

    @property
    def reached_by(self) -> str:
        """How it is reached, as far as that is known."""
        return ways_to_reach(self.phone, self.email)

    def on(self, day: date) -> "Unit":
        """The unit that bears the work on that day: this one, or its successor once it has ended."""  # noqa: E501
        if self.successor and self.valid_to and self.valid_to < day:
            return self.successor
        return self


class UnitAlias(models.Model):
    """Another name of a unit: a daily or a former one. `by` is who taught it; one that came with
    the units has nobody.
    """

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="aliases")
    name = models.CharField("nama lain", max_length=200)
    by = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    learnt_from = models.CharField("dipelajari dari", max_length=200, blank=True)

    class Meta:
        ordering = [Upper("name"), "pk"]
        constraints = [
            models.UniqueConstraint(
                "unit",
                Upper("name"),
                name="one_alias_of_a_unit_once",
                violation_error_message="Nama lain ini sudah tercatat pada unit ini.",
            )
        ]

    def __str__(self) -> str:
        return self.name


class UnitMerge(models.Model):
    """One unit that went into another; `moved` counts by model what went over."""

    source = models.ForeignKey(Unit, models.PROTECT, related_name="mergers")
    into = models.ForeignKey(Unit, models.PROTECT, related_name="absorbed")
    moved = models.JSONField(default=dict)
    reason = models.TextField("alasan")
    by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]


class OfficialMerge(models.Model):
    """One row of an official that went into another of the same person; `former` keeps in words
    what stood in it.
    """

    into = models.ForeignKey(Official, models.SET_NULL, null=True, related_name="absorbed")
    former = models.JSONField()
    reason = models.TextField("alasan")
    by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]


class HeldRole(NamedTuple):
    """A role that somebody holds in a unit, once for each unit that went into it."""

    role: str
    unit: int
    unit_name: str
    former_unit: int | None
    seat: int


HELD_ROLES = CompiledQuery(
    lambda person, day: (
        Membership.objects.filter(user_id=person)
        .on(day)
        .values_list("role", "unit_id", "unit__name", "unit__predecessors", "pk")
    )
)


@cache
def _seat_with_names() -> CompiledRows[Membership]:
    rows = Membership.objects.select_related("unit", "official__unit", "stands_in_for__user")
    return CompiledRows(rows.filter(pk=KEY))


class User(AbstractUser):
    # The account that took over its seats; what it did stays under its own name.
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, editable=False, related_name="merged"
    )

    @cached_property
    def roles(self) -> frozenset[str]:
        """All roles that the person holds, in whichever unit."""
        return frozenset(held.role for held in self._held_roles)

    def units_as(self, *roles: str) -> frozenset[int]:
        """The units in which the person holds any of these roles, with those they succeeded."""
        mine = [held for held in self._held_roles if held.role in roles]
        former = {held.former_unit for held in mine if held.former_unit}
        return frozenset({held.unit for held in mine} | former)

    def seat_beside(self, owner_id: int) -> HeldRole | None:
        """In which unit the person speaks of a case: the one that owns it, else the first of his
        own.
        """
        own = [held for held in self._held_roles if held.unit == owner_id]
        return next(iter([*own, *self._held_roles]), None)

    @property
    def roles_in_words(self) -> list[str]:
        """What the person is, and where: "Verifikator, Bagian Kerja Sama"."""
        said = (f"{Role(held.role).label}, {held.unit_name}" for held in self._held_roles)
        return list(dict.fromkeys(said))

    @cached_property
    def supported_cases(self) -> tuple[int, ...]:
        """Keys of the cases that the person's units support. Read once, for a join in each query
        would read every case and repeat some.
        """
        units = Unit.objects.filter(
            pk__in=self.units_as(Role.OPD, Role.OPD_HEAD), supported__isnull=False
        )
        return tuple(units.order_by("supported").values_list("supported", flat=True))

    def is_same_person(self, other: "User") -> bool:
        """Whether both accounts are one person's: the same, or one merged into the other."""
        return self.present_account == other.present_account

    @cached_property
    def accounts(self) -> frozenset[int]:
        """The keys of all accounts of this person: this one, and those that went into it or into
        which it went.
        """
        found, new = {self.pk, self.present_account}, {self.pk, self.present_account}
        while new:
            rows = User.objects.filter(merged_into__in=new).values_list("pk", flat=True)
            new = set(rows) - found
            found |= new
        return frozenset(found)

    @property
    def present_account(self) -> int:
        """The key of the account into which this one went in the end; its own where it went into
        none.
        """
        account, passed = self, {self.pk}
        while account.merged_into is not None and account.merged_into_id not in passed:
            account = account.merged_into
            passed.add(account.pk)
        return account.pk

    @cached_property
    def _held_roles(self) -> tuple[HeldRole, ...]:
        return tuple(HeldRole(*row) for row in HELD_ROLES.rows(self.pk, timezone.localdate()))

    def seat_for(self, roles: Sequence[str], owner_id: int) -> HeldRole | None:
        """By which seat the person acts as one of these roles on the cases of a unit; the roles
        that go before others come first. OPD roles count only in that unit.
        """
        of_unit = (Role.OPD, Role.OPD_HEAD)
        for role in roles:
            for held in self._held_roles:
                is_there = role not in of_unit or owner_id in (held.unit, held.former_unit)
                if held.role == role and is_there:
                    return held
        return None

    def seat_on(self, seat: int, day: date) -> tuple[str, str]:
        """The seat as the log tells it, and in whose name its holder acts on that day."""
        if (seat, day) not in self._seats_told:
            [row] = _seat_with_names().rows({KEY: seat})
            self._seats_told[seat, day] = (row.said, row.in_name_of(day))
        return self._seats_told[seat, day]

    @cached_property
    def _seats_told(self) -> dict[tuple[int, date], tuple[str, str]]:
        return {}

    def __str__(self) -> str:
        return self.get_full_name() or self.username
