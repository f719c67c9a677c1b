"""What the public is to get from an agreement."""

from django.db import models


class Indicator(models.Model):
    """What the public gets: a measure of service with where it stands and where it is to go."""

    agreement = models.ForeignKey("agreements.Agreement", models.CASCADE, related_name="indicators")
    name = models.CharField("indikator pelayanan publik", max_length=200)
    unit = models.CharField("satuan", max_length=50)
    baseline = models.DecimalField("kondisi awal", max_digits=14, decimal_places=2)
    target = models.DecimalField("target", max_digits=14, decimal_places=2)

    class Meta:
        ordering = ["pk"]
