"""What is to become of an agreement before its term is over, and when people are told that it ends."""  # noqa: E501

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models


class Choice(models.TextChoices):
    EXTEND = "perpanjang", "Perpanjang"
    END = "akhiri", "Akhiri"
    LAPSE = "biarkan", "Biarkan berakhir"


class DecisionQuerySet(models.QuerySet):
    def given(self) -> "DecisionQuerySet":
        """The decisions themselves, without what the OPD recommended; the newest first."""
        return self.filter(is_advice=False).order_by("-pk")


class Decision(models.Model):
    """One decision on the end that the agreement had then, or the OPD's recommendation; a later one
    replaces it. Append-only.
    """

    agreement = models.ForeignKey("agreements.Agreement", models.PROTECT, related_name="decisions")
    ends_on = models.DateField("berakhir")
    choice = models.CharField("pilihan", max_length=15, choices=Choice)
    reason = models.TextField("alasan")
    is_advice = models.BooleanField(default=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    objects = DecisionQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(reason=""), name="decision_has_a_reason")
        ]

    def __str__(self) -> str:
        return str(Choice(self.choice).label)


class Ladder(models.Model):
    """The office's own days before the end on which people are told, for one kind of naskah."""

    instrument = models.CharField(max_length=40, unique=True)
    steps = ArrayField(models.PositiveSmallIntegerField())
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    changed_at = models.DateTimeField(auto_now=True)
