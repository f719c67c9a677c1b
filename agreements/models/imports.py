"""A file with a register of agreements: checked, imported, taken back; the log of who did so, when
and with what.
"""

from django.conf import settings
from django.db import models

from kerjasama.web.in_state import InState


class BatchState(models.TextChoices):
    CHECKING = "memeriksa", "Sedang diperiksa"
    CHECKED = "diperiksa", "Selesai diperiksa"
    MATCHING = "mencocokkan", "Kolom perlu dicocokkan"
    REFUSED = "ditolak", "Berkas ditolak"
    IMPORTING = "mengimpor", "Sedang diimpor"
    IMPORTED = "diimpor", "Selesai diimpor"
    UNDOING = "membatalkan", "Sedang dibatalkan"
    UNDONE = "dibatalkan", "Impor dibatalkan"


# In these the worker has something to do.
AT_WORK = (BatchState.CHECKING, BatchState.IMPORTING, BatchState.UNDOING)


class ImportBatch(models.Model):
    """`choices` says which partner or unit a name of the file means; `found` what the check found,
    for people to read.
    """

    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    state = models.CharField(max_length=15, choices=BatchState, default=BatchState.CHECKING)
    choices = models.JSONField(default=dict)
    found = models.JSONField(default=dict)
    new = models.PositiveIntegerField("baru", default=0)
    duplicates = models.PositiveIntegerField("ganda", default=0)
    errors = models.PositiveIntegerField("salah", default=0)
    # The same file with a note at each cell that is wrong.
    noted_sha256 = models.CharField(max_length=64, blank=True)
    error = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    ordered_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    imported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    imported_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    undone_at = models.DateTimeField(null=True)
    reason = models.TextField("alasan", blank=True)

    is_refused = InState(BatchState.REFUSED)
    is_matching = InState(BatchState.MATCHING)

    class Meta:
        ordering = ["-pk"]
        indexes = [
            models.Index(
                fields=["ordered_at"], condition=models.Q(state__in=AT_WORK), name="batch_at_work"
            )
        ]

    def __str__(self) -> str:
        return self.file_name

    @property
    def is_at_work(self) -> bool:
        return self.state in AT_WORK


class ImportProgress(models.Model):
    """How far the worker is. A row of its own, so that it can be told while the batch is one open
    transaction.
    """

    batch = models.OneToOneField(
        ImportBatch, models.CASCADE, primary_key=True, related_name="progress"
    )
    step = models.CharField(max_length=60, blank=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)


class ColumnMapping(models.Model):
    """What a person said the columns of a sheet are, known again by its headings (`shape`).

    `columns` is {place as text: code}, `constants` what such a file does not say and always means.
    """

    shape = models.CharField(max_length=64, unique=True)
    headings = models.JSONField(default=list)
    columns = models.JSONField(default=dict)
    constants = models.JSONField(default=dict)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["-at"]

    def __str__(self) -> str:
        return ", ".join(heading for heading in self.headings if heading)[:200]


class RowStanding(models.TextChoices):
    NEW = "baru", "Akan masuk"
    ASKED = "ditanyakan", "Menunggu jawaban"
    DUPLICATE = "ganda", "Sudah tercatat"
    WRONG = "salah", "Perlu dibetulkan"
    SKIPPED = "dilewati", "Dilewati"


class ImportRow(models.Model):
    """One row of a file as it will stand in the register, for the preview; made anew with each
    check.
    """

    batch = models.ForeignKey(ImportBatch, models.CASCADE, related_name="rows")
    place = models.PositiveIntegerField()
    sheet = models.CharField(max_length=100)
    number = models.PositiveIntegerField()
    standing = models.CharField(max_length=12, choices=RowStanding)
    shown = models.JSONField(default=dict)

    class Meta:
        ordering = ["batch", "place"]
        constraints = [
            models.UniqueConstraint(fields=["batch", "place"], name="one_preview_of_a_row")
        ]
        indexes = [models.Index(fields=["batch", "standing", "place"], name="preview_by_standing")]

    def __str__(self) -> str:
        return f"{self.sheet} {self.number}"
