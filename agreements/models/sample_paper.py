"""How the papers of a track look, as PDF: made anew when their words change."""

from django.db import models


class SamplePaper(models.Model):
    """One kind of paper on one track. `words` is the SHA-256 of the page that was printed."""

    track_code = models.CharField(max_length=30)
    kind = models.CharField(max_length=40)
    words = models.CharField(max_length=64)
    sha256 = models.CharField(max_length=64)
    made_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["track_code", "kind"]
        constraints = [
            models.UniqueConstraint(fields=["track_code", "kind"], name="one_sample_of_a_kind")
        ]

    def __str__(self) -> str:
        return f"Contoh {self.kind}, {self.track_code}"
