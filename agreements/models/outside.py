"""Where in a text that was written elsewhere the parts stand that the law lists."""

from django.conf import settings
from django.db import models


class OutsideCheck(models.Model):
    """What Bagian Hukum ticked of one file; the newest one counts. Never changed: a different file
    is looked through anew.
    """

    agreement = models.ForeignKey(
        "agreements.Agreement", models.PROTECT, related_name="outside_checks"
    )
    kind = models.CharField(max_length=40)
    sha256 = models.CharField(max_length=64)
    # By the part (regulations/naskah_contents) the pages on which it stands, as typed: "2-3".
    pages = models.JSONField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"Bagian wajib dalam {self.kind}"
