"""What the nightly check found of each stored file."""

from django.db import models


class FileState(models.TextChoices):
    INTACT = "utuh", "Utuh"
    LOST = "hilang", "Hilang"
    ALTERED = "berubah", "Berubah"


class FileCheckQuerySet(models.QuerySet):
    def damaged(self) -> "FileCheckQuerySet":
        return self.exclude(state=FileState.INTACT)


class FileCheck(models.Model):
    """A stored file, by its SHA-256, as it was last found; `damaged_at` is when the damage was
    first seen.
    """

    sha256 = models.CharField(max_length=64, primary_key=True)
    state = models.CharField(max_length=10, choices=FileState)
    checked_at = models.DateTimeField()
    damaged_at = models.DateTimeField(null=True)

    objects = FileCheckQuerySet.as_manager()

    class Meta:
        ordering = ["sha256"]
        indexes = [
            models.Index(
                fields=["sha256"], condition=~models.Q(state=FileState.INTACT), name="damaged_files"
            )
        ]


class SealRenewal(models.Model):
    """A final with one more archive time stamp, before the certificate of the last one ends. The
    final itself stays as it was stored.
    """

    document = models.ForeignKey("agreements.Document", models.PROTECT, related_name="renewals")
    sha256 = models.CharField(max_length=64)
    at = models.DateTimeField()
    until = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"Cap waktu arsip dokumen {self.document_id}"


class PaperSource(models.Model):
    """What a final was made from: a packed file of its page and its data, and by which program."""

    document = models.OneToOneField("agreements.Document", models.PROTECT, related_name="made_from")
    sha256 = models.CharField(max_length=64)
    made_with = models.CharField(max_length=60)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"Sumber dokumen {self.document_id}"
