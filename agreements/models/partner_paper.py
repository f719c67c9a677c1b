"""The legal papers of a mitra: akta, NIB, SK and the like, each a file with its validity."""

from datetime import date, timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone

from partners.models import Partner

# So long before its end a paper is said to end soon.
SOON = timedelta(60)


class LegalPaper(models.TextChoices):
    """What a paper is. The value of one that is asked for at signing stands in `ASKED_WITH`."""

    DEED = "akta", "Akta pendirian atau perubahannya"
    STATUTES = "anggaran-dasar", "Anggaran dasar"
    RATIFICATION = "sk-pengesahan", "SK pengesahan badan hukum"
    NIB = "nib", "NIB"
    NPWP = "npwp", "NPWP"
    PROFILE = "profil", "Profil"
    MANDATE = "surat-kuasa", "Surat kuasa"
    PERMIT = "izin", "Izin"
    OTHER = "lain", "Dokumen lain"


# A paper is asked for of the kinds of mitra whose naskah names this field.
ASKED_WITH = {
    LegalPaper.DEED: "deed_number",
    LegalPaper.RATIFICATION: "ratification_number",
    LegalPaper.NIB: "nib",
    LegalPaper.PROFILE: "deed_number",
}


class PartnerPaperQuerySet(models.QuerySet):
    def standing(self) -> "PartnerPaperQuerySet":
        """Those that nobody took back."""
        return self.filter(withdrawn_at=None)


class PartnerPaper(models.Model):
    """A file that a mitra handed in, what it is and until when it holds."""

    partner = models.ForeignKey(Partner, models.PROTECT, related_name="papers")
    kind = models.CharField("jenis dokumen", max_length=20, choices=LegalPaper)
    number = models.CharField("nomor", max_length=100, blank=True)
    dated_on = models.DateField("tanggal dokumen", null=True, blank=True)
    valid_until = models.DateField("berlaku sampai", null=True, blank=True)
    sha256 = models.CharField(max_length=64)
    file_name = models.CharField(max_length=200)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True)

    objects = PartnerPaperQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "-at", "-pk"]
        indexes = [models.Index(fields=["sha256"], name="partner_paper_file")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.partner}"

    def holds_on(self, day: date) -> bool:
        """Whether it is valid on that day; one without an end always is."""
        return self.valid_until is None or self.valid_until >= day

    @property
    def has_ended(self) -> bool:
        return not self.holds_on(timezone.localdate())

    @property
    def ends_soon(self) -> bool:
        """Whether it still holds, but not for long."""
        return not self.has_ended and not self.holds_on(timezone.localdate() + SOON)
