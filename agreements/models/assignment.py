"""Who handles a case: whom the head of the Bagian, or of the OPD that proposes it, named for it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import JSONObject
from django.utils import timezone

from kerjasama.accounts.models import Membership, Role, User
from kerjasama.web.compiled import CompiledByKey

if TYPE_CHECKING:
    from .agreement import Agreement


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


NAMED = ("username", "first_name", "last_name")


def handling_beside() -> ArraySubquery:
    """Who handles a case, for the question for its page, which so needs no other; see
    `handlers_beside`.
    """
    names = {name: f"person__{name}" for name in NAMED}
    rows = Assignment.objects.standing().filter(agreement=OuterRef("pk")).order_by("desk")
    return ArraySubquery(rows.values(row=JSONObject(desk="desk", pk="person", **names)))


def handlers_beside(case: Agreement) -> list[Assignment]:
    """Who handles a case, as read with it, else asked now; that of the Bagian first."""
    read = getattr(case, "handling", None)
    if read is None:
        return handlers_of([case.pk])[case.pk]
    return [
        Assignment(desk=row["desk"], person=User(pk=row["pk"], **{n: row[n] for n in NAMED}))
        for row in read
    ]


@lru_cache(maxsize=2)
def _standing_on(day: date) -> CompiledByKey[Assignment]:
    """Of many cases at once; written once a day, for writing it costs more than asking it."""
    rows = Assignment.objects.standing().select_related("person")
    return CompiledByKey(rows, "agreement")


def handlers_of(keys: Iterable[int]) -> dict[int, list[Assignment]]:
    """Who handles each of these cases now, that of the Bagian first."""
    found: dict[int, list[Assignment]] = defaultdict(list)
    for row in sorted(_standing_on(timezone.localdate()).rows(keys), key=lambda row: row.desk):
        found[row.agreement_id].append(row)
    return found


def attach_handlers(cases: Collection[Agreement]) -> None:
    """Let each of these cases say who handles it."""
    found = handlers_of(case.pk for case in cases)
    for case in cases:
        case.handlers = found.get(case.pk, [])
