"""Finals that were signed: electronically with a certified provider, or by hand and scanned."""

from django.conf import settings
from django.db import models


class SignedPaper(models.Model):
    """The signed bytes of a final: those of the final with the signature appended, or the scan of
    the paper that was signed by hand. The final itself stays as it was. The `seal` of a letter
    stands behind its signature.
    """

    agreement = models.ForeignKey(
        "agreements.Agreement", models.PROTECT, related_name="signed_papers"
    )
    document = models.OneToOneField("agreements.Document", models.PROTECT, related_name="signed")
    sha256 = models.CharField(max_length=64)
    signatures = models.JSONField(default=dict)
    seal = models.JSONField(default=dict)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    # Of one signed by hand: its day, as the paper bears it, and how the scan was called.
    signed_by_hand_on = models.DateField(null=True)
    scan_name = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["pk"]

    @property
    def is_by_hand(self) -> bool:
        """Whether it is the scan of a paper signed by hand."""
        return self.signed_by_hand_on is not None

    @property
    def file_name(self) -> str:
        """As it is downloaded."""
        if self.scan_name:
            return self.scan_name
        return f"{self.document.kind}-{self.document_id}-bertanda-tangan.pdf"
