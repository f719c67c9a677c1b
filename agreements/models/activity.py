"""What will be done: the activities of a plan, each with its time, its place, its bearer and its
money.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

MONEY = ("amount_region", "amount_partner", "amount_other")
# What is given in kind counts by its value; the papers of P25 know only money.
SOURCES = {
    "amount_region": "APBD",
    "amount_partner": "Mitra",
    "amount_other": "Sumber lain",
    "amount_in_kind": "Barang/jasa",
}
# Younger than approvals that are bound to a hash without them.
YOUNGER = ("unit_id", "in_kind", "amount_in_kind")
OF_PARTNER = "amount_partner"


def sums_by_source(rows: Iterable[tuple[Activity, Any]]) -> dict[str, Decimal]:
    """What rows of amounts, each with its activity, add up to by what their sources are called, in
    the order of the sources.
    """
    sums: dict[str, Decimal] = {}
    told = list(rows)
    for name in SOURCES:
        for activity, row in told:
            called = activity.source_called(name)
            sums[called] = sums.get(called, Decimal(0)) + getattr(row, name)
    return sums


class Activity(models.Model):
    """One activity in one year; the plans of P25 Lampiran II and III and the Rencana Kerja print
    them.
    """

    agreement = models.ForeignKey("agreements.Agreement", models.CASCADE, related_name="activities")
    name = models.CharField("kegiatan", max_length=250)
    output = models.CharField("hasil yang diharapkan", max_length=250, blank=True)
    location = models.CharField("lokasi", max_length=150, blank=True)
    beneficiaries = models.CharField("penerima manfaat", max_length=150, blank=True)
    roles = models.CharField("peran para pihak", max_length=250, blank=True)
    year = models.PositiveSmallIntegerField(
        "tahun", validators=[MinValueValidator(2000), MaxValueValidator(2100)]
    )
    quarter_from = models.PositiveSmallIntegerField(
        "dari triwulan", default=1, validators=[MinValueValidator(1), MaxValueValidator(4)]
    )
    quarter_to = models.PositiveSmallIntegerField(
        "sampai triwulan", default=4, validators=[MinValueValidator(1), MaxValueValidator(4)]
    )
    amount_region = models.DecimalField(
        "APBD (rupiah)",
        max_digits=18,
        decimal_places=2,
        default=0,
        validators=[MinValueValidator(0)],
    )
    amount_partner = models.DecimalField(
        "mitra (rupiah)",
        max_digits=18,
        decimal_places=2,
        default=0,
        validators=[MinValueValidator(0)],
    )
    amount_other = models.DecimalField(
        "sumber lain (rupiah)",
        max_digits=18,
        decimal_places=2,
        default=0,
        validators=[MinValueValidator(0)],
    )
    unit = models.ForeignKey(
        "accounts.Unit",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="penanggung jawab",
    )
    # Of several partners, which one gives the partner's share; empty for all together.
    giver = models.ForeignKey(
        "agreements.Party",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="mitra yang membiayai",
    )
    in_kind = models.CharField("barang/jasa yang diberikan", max_length=250, blank=True)
    amount_in_kind = models.DecimalField(
        "nilai barang/jasa (rupiah)",
        max_digits=18,
        decimal_places=2,
        default=0,
        validators=[MinValueValidator(0)],
    )

    class Meta:
        ordering = ["year", "quarter_from", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(quarter_to__gte=models.F("quarter_from")),
                name="activity_quarters_in_order",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        if self.quarter_from and self.quarter_to and self.quarter_to < self.quarter_from:
            raise ValidationError(
                {"quarter_to": "Triwulan akhir tidak boleh mendahului triwulan awal."}
            )

    def values_for_hash(self) -> list[Any]:
        """All that it says, for the hash of the content."""
        values = [
            getattr(self, field.attname)
            for field in self._meta.concrete_fields
            if field.attname not in (*YOUNGER, "giver_id")
        ]
        younger = [getattr(self, name) for name in YOUNGER]
        if any(younger) or self.giver_id:
            values += younger
        if self.giver_id:
            values.append(self.giver_id)
        return values

    def source_called(self, name: str) -> str:
        """What one of its sources is called: the mitra by name, where one of several gives."""
        if name == OF_PARTNER and self.giver:
            return f"{SOURCES[name]} ({self.giver.name})"
        return SOURCES[name]

    @property
    def total(self) -> Decimal:
        """The money alone, as the papers of P25 add it up."""
        return sum((getattr(self, field) for field in MONEY), Decimal(0))

    @property
    def value(self) -> Decimal:
        """Money and what is given in kind."""
        return self.total + self.amount_in_kind

    @property
    def quarters(self) -> range:
        return range(self.quarter_from, self.quarter_to + 1)
