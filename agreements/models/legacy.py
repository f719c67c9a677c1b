"""Where an agreement came from: made in this system, or signed before or beside it and recorded
from its naskah.
"""

from django.db import models

from agreements.models.wording import DraftVersion, Source


class Origin(models.TextChoices):
    SYSTEM = "sistem", "Dibuat dengan sistem"
    LEGACY = "lama", "Dicatat dari naskah lama"
    TAKEN_BACK = "batal", "Pencatatan dibatalkan"


class LegacyContent(models.Model):
    """What is known of a naskah that was signed outside the system; written only by
    workflow/registering.
    """

    origin = models.CharField(
        "asal", max_length=10, choices=Origin, default=Origin.SYSTEM, editable=False
    )
    naskah_number = models.CharField(
        "nomor naskah pihak kita", max_length=100, blank=True, editable=False
    )
    # What fell due before this day was owed before anybody kept it here; empty: everything since
    # the signing.
    owed_from = models.DateField("kewajiban dihitung sejak", null=True, blank=True, editable=False)
    # What an old naskah or its register does not tell, or tells otherwise than with a day.
    signing_day_known = models.BooleanField(
        "tanggal penandatanganan diketahui", default=True, editable=False
    )
    open_ended = models.BooleanField("tanpa tanggal berakhir", default=False, editable=False)
    ends_when = models.CharField("yang mengakhirinya", max_length=200, blank=True, editable=False)
    record_note = models.TextField("catatan", blank=True, editable=False)
    batch = models.ForeignKey(
        "agreements.ImportBatch",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="agreements",
        editable=False,
    )

    class Meta:
        abstract = True

    @property
    def is_legacy(self) -> bool:
        return self.origin != Origin.SYSTEM

    @property
    def has_recorded_articles(self) -> bool:
        """Whether somebody copied its Pasal from the signed naskah."""
        return DraftVersion.objects.filter(agreement=self.pk, source=Source.RECORDED).exists()
