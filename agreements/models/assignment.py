"""Who handles a case: whom the head of the Bagian, or of the OPD that proposes it, named for it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q

from kerjasama.accounts.models import Membership, Role


class Desk(models.TextChoices):
    """Where a case is handled; each has at most one person for it."""

    OFFICE = "bagian", "Bagian Kerja Sama"
    OPD = "opd", "perangkat daerah"

    @property
    def roles(self) -> tuple[Role, ...]:
        """The roles of those who work there."""
        if self is Desk.OFFICE:
            return (Role.VERIFIER, Role.SECTION_HEAD)
        return (Role.OPD, Role.OPD_HEAD)


class AssignmentQuerySet(models.QuerySet):
    def standing(self) -> AssignmentQuerySet:
        """Those whose person still works there today: nobody handles a case who left, or whose
        unit is another one than that of the case.
        """
        seats = Membership.objects.of_active().filter(
            Q(user=OuterRef("person")) | Q(user__merged=OuterRef("person"))
        )
        owner = OuterRef("agreement__owner")
        there = Q(unit=owner) | Q(unit__predecessors=owner)
        of_office = Q(Exists(seats.filter(role__in=Desk.OFFICE.roles)), desk=Desk.OFFICE)
        of_opd = Q(Exists(seats.filter(there, role__in=Desk.OPD.roles)), desk=Desk.OPD)
        return self.filter(of_office | of_opd)


class Assignment(models.Model):
    """Who handles a case at a desk now; the log of the case tells who did before. Written by
    `workflow/handling` alone.
    """

    agreement = models.ForeignKey(
        "agreements.Agreement", models.PROTECT, related_name="assignments"
    )
    desk = models.CharField(max_length=6, choices=Desk)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        ordering = ["agreement", "desk"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "desk"], name="one_handler_at_a_desk")
        ]

    def __str__(self) -> str:
        return f"{self.person} ({self.get_desk_display()})"
