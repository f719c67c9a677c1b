"""Who works here, in which unit and role."""

from datetime import date

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.functional import cached_property


class Role(models.TextChoices):
    """Roles of people; the names match the law's actors in agreements.regulations."""

    OPD = "OPD", "Staf OPD"
    OPD_HEAD = "OPD_HEAD", "Kepala OPD"
    VERIFIER = "VERIFIER", "Verifikator Bagian Kerja Sama"
    SECTION_HEAD = "SECTION_HEAD", "Kepala Bagian Kerja Sama"
    TKKSD = "TKKSD", "TKKSD"
    LEGAL = "LEGAL", "Bagian Hukum"
    SEKDA = "SEKDA", "Sekretaris Daerah (Ketua TKKSD)"
    HEAD_OF_REGION = "HEAD_OF_REGION", "Bupati"
    LEADERSHIP = "LEADERSHIP", "Pimpinan (hanya lihat)"
    ADMIN = "ADMIN", "Administrator"


class UnitQuerySet(models.QuerySet):
    def valid_on(self, day: date) -> "UnitQuerySet":
        return self.filter(valid_from__lte=day).exclude(valid_to__lt=day)


class Unit(models.Model):
    """An OPD. A renamed unit ends and names its successor, so that old agreements keep the old name."""

    name = models.CharField("nama", max_length=200)
    valid_from = models.DateField("berlaku sejak", default=date(2017, 1, 1))
    valid_to = models.DateField("berlaku sampai", null=True, blank=True)
    successor = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="predecessors")

    objects = UnitQuerySet.as_manager()

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class User(AbstractUser):
    @cached_property
    def roles(self) -> frozenset[str]:
        return frozenset(role for role, _ in self._seats)

    def units_as(self, *roles: str) -> frozenset[int]:
        """The units in which the person holds any of these roles."""
        return frozenset(unit for role, unit in self._seats if role in roles)

    @cached_property
    def _seats(self) -> tuple[tuple[str, int], ...]:
        return tuple(self.memberships.values_list("role", "unit_id"))

    def __str__(self) -> str:
        return self.get_full_name() or self.username


class Membership(models.Model):
    user = models.ForeignKey(User, models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=20, choices=Role)
    unit = models.ForeignKey(Unit, models.PROTECT)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "role", "unit"], name="one_seat_once")]
