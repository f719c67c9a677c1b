"""Finals that their signer signed electronically with a certified provider."""

from django.conf import settings
from django.db import models


class SignedPaper(models.Model):
    """The signed bytes of a final: those of the final, with the signature appended. The final
    itself stays as it was.
    """

    agreement = models.ForeignKey(
        "agreements.Agreement", models.PROTECT, related_name="signed_papers"
    )
    document = models.OneToOneField("agreements.Document", models.PROTECT, related_name="signed")
    sha256 = models.CharField(max_length=64)
    signatures = models.JSONField(default=dict)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]

    @property
    def file_name(self) -> str:
        return f"{self.document.kind}-{self.document_id}-bertanda-tangan.pdf"
