"""Letters that came in: registered with their scan, passed to whom they concern, and what was done
about them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import Q
from django.db.models.functions import Upper

from kerjasama.accounts.policy import OPD_ROLES, visible_agreements

if TYPE_CHECKING:
    from kerjasama.accounts.models import User


class IncomingQuerySet(models.QuerySet):
    def visible_to(self, user: User) -> IncomingQuerySet:
        """Those passed to the person's unit or about a case that the person sees; everybody but OPD
        sees all.
        """
        if user.roles - set(OPD_ROLES):
            return self
        from .agreement import Agreement

        cases = Agreement.objects.filter(visible_agreements(user)).values("pk")
        return self.filter(Q(unit__in=user.units_as(*OPD_ROLES)) | Q(agreement__in=cases))

    def waiting(self) -> IncomingQuerySet:
        """Those that nobody settled yet."""
        return self.filter(settled_at=None)


class Outcome(models.TextChoices):
    ANSWERED = "dijawab", "Dijawab dengan surat"
    DONE = "ditindaklanjuti", "Ditindaklanjuti"
    NOTED = "diketahui", "Cukup diketahui"


class IncomingLetter(models.Model):
    """One letter, under its number of the agenda of the year in which it came."""

    year = models.PositiveSmallIntegerField()
    agenda = models.PositiveIntegerField("nomor agenda")
    number = models.CharField("nomor surat", max_length=150)
    day = models.DateField("tanggal surat")
    received_on = models.DateField("diterima tanggal")
    sender = models.CharField("pengirim", max_length=200)
    subject = models.CharField("hal", max_length=500)
    sha256 = models.CharField(max_length=64)
    file_name = models.CharField(max_length=200)
    agreement = models.ForeignKey(
        "agreements.Agreement", models.PROTECT, null=True, related_name="incoming_letters"
    )
    unit = models.ForeignKey(
        "accounts.Unit",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="diteruskan kepada",
    )
    instruction = models.TextField("arahan", blank=True)
    due_on = models.DateField("ditindaklanjuti paling lambat", null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    outcome = models.CharField("hasil", max_length=20, choices=Outcome, blank=True)
    note = models.TextField("keterangan", blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    settled_at = models.DateTimeField(null=True)

    objects = IncomingQuerySet.as_manager()

    class Meta:
        ordering = ["-year", "-agenda"]
        indexes = [
            GinIndex(OpClass(Upper("subject"), name="gin_trgm_ops"), name="incoming_subject_part")
        ]
        constraints = [
            models.UniqueConstraint(fields=["year", "agenda"], name="one_place_in_the_agenda"),
            models.CheckConstraint(
                condition=Q(outcome="", settled_at=None, settled_by=None)
                | ~Q(outcome="") & Q(settled_at__isnull=False, settled_by__isnull=False),
                name="a_settled_letter_says_how",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sender}: {self.subject}"

    @property
    def is_settled(self) -> bool:
        """Whether somebody said what became of it."""
        return self.settled_at is not None
