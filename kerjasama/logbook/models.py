"""Entries of the log, which only the database's triggers write, and the daily heads over them."""

from django.db import models


class Deed(models.TextChoices):
    ADDED = "tambah", "Ditambahkan"
    CHANGED = "ubah", "Diubah"
    REMOVED = "hapus", "Dihapus"
    BASELINE = "awal", "Keadaan awal"
    READ = "baca", "Dibaca"
    SEAL = "segel", "Segel dipasang"
    UPGRADE = "rilis", "Program diperbarui"


class LogEntry(models.Model):
    """One write: of the record `subject` in the table `stream`. `detail` holds by column what it
    was and what it became; a value {"#": …} is a fingerprint. Entries of one record are a chain.

    `person_id` is no key of another table: nothing that happens to an account touches the log.
    `origin` is empty where somebody wrote past the program.
    """

    stream = models.CharField(max_length=63)
    subject = models.CharField(max_length=64)
    number = models.PositiveIntegerField()
    action = models.CharField(max_length=6, choices=Deed)
    detail = models.JSONField(default=dict)
    person_id = models.BigIntegerField(null=True)
    origin = models.CharField(max_length=30, blank=True)
    at = models.DateTimeField()
    previous = models.CharField(max_length=64, blank=True)
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["stream", "subject", "number"], name="entries_in_one_line"
            )
        ]
        indexes = [
            models.Index(fields=["stream", "-id"], name="entries_by_stream"),
            models.Index(fields=["person_id", "-id"], name="entries_by_person"),
        ]

    def __str__(self) -> str:
        return f"{self.stream} {self.subject}: {self.number}"


class LogHead(models.Model):
    """What the log was at a moment: the Merkle root over the entries since the head before, up to
    `last_entry`, and the digest of that head and this. `seal` is the region's CMS signature of the
    digest, where it has a seal.
    """

    number = models.PositiveIntegerField(unique=True)
    at = models.DateTimeField()
    last_entry = models.BigIntegerField()
    entries = models.PositiveIntegerField()
    root = models.CharField(max_length=64)
    previous = models.CharField(max_length=64, blank=True)
    digest = models.CharField(max_length=64)
    seal = models.BinaryField(null=True)
    sealed_by = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["-number"]

    def __str__(self) -> str:
        return f"{self.number}: {self.digest[:16]}"


class LogCheck(models.Model):
    """What the nightly check of the log found: how many entries it read, and what is wrong, in
    words.
    """

    at = models.DateTimeField()
    entries = models.BigIntegerField()
    faults = models.JSONField(default=list)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d}: {len(self.faults)}"
