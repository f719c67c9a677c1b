"""The office's own months after which a sign of sleep shows."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from agreements.regulations.radar import SIGNALS

MOST_MONTHS = 60


class RadarSetting(models.Model):
    signal = models.CharField(
        max_length=20,
        unique=True,
        choices=[(code, signal.name) for code, signal in SIGNALS.items()],
    )
    months = models.PositiveSmallIntegerField(
        "bulan", validators=[MinValueValidator(1), MaxValueValidator(MOST_MONTHS)]
    )
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    changed_at = models.DateTimeField(auto_now=True)
