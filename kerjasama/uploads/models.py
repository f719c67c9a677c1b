"""What the virus scanner said of a file that somebody handed in."""

from django.db import models


class Verdict(models.TextChoices):
    WAITING = "belum", "belum dipindai"
    CLEAN = "bersih", "bersih"
    INFECTED = "virus", "mengandung virus"


class FileScan(models.Model):
    """The newest verdict on the bytes with this SHA-256; `finding` is the scanner's own word for
    what it met. What this program made itself has no row.
    """

    sha256 = models.CharField(max_length=64, primary_key=True)
    verdict = models.CharField(max_length=6, choices=Verdict)
    finding = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["at"], name="scans_by_age"),
            models.Index(
                fields=["sha256"], name="scans_not_clean", condition=~models.Q(verdict="bersih")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sha256[:12]}: {self.get_verdict_display()}"
