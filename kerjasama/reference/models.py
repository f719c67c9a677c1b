"""What the office corrects in the reference data."""

from django.conf import settings
from django.db import models


class RelationCorrection(models.Model):
    """The office's word that Indonesia has, or has not, diplomatic relations with a state; the
    newest one counts.
    """

    state = models.CharField("negara", max_length=2)
    has_relations = models.BooleanField("hubungan diplomatik")
    reason = models.TextField("alasan dan sumbernya")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-at", "-pk"]
