"""Up to which version somebody has read a naskah."""

from django.db import models
from django.utils import timezone

from kerjasama.writing.days import short_date


class NaskahLook(models.Model):
    """That a person read a naskah as this version says it; a later look takes its place."""

    agreement = models.ForeignKey("agreements.Agreement", models.PROTECT, related_name="looks")
    kind = models.CharField(max_length=40)
    by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    version = models.ForeignKey("agreements.DraftVersion", models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "kind", "by"], name="one_look_of_each_at_a_naskah"
            )
        ]

    @property
    def in_words(self) -> str:
        """ "versi 3 pada 4 Maret 2026"."""
        return f"versi {self.version.number} pada {short_date(timezone.localdate(self.at))}"

    def __str__(self) -> str:
        return f"{self.by} membaca {self.version}"
