"""The link by which a partner without an account reads a draft, remarks on it and says its own
data.
"""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import models
from django.utils import timezone

from agreements.models.document import Document, DocumentState
from kerjasama.web.in_state import InState


def _has_final() -> models.Exists:
    """Whether the naskah that a link shows was made final since the link was given."""
    finals = Document.objects.filter(
        agreement=models.OuterRef("agreement"),
        kind=models.OuterRef("kind"),
        draft=False,
        requested_at__gt=models.OuterRef("at"),
        state__in=(DocumentState.QUEUED, DocumentState.READY),
    )
    return models.Exists(finals)


class PartnerLinkQuerySet(models.QuerySet["PartnerLink"]):
    def open_at(self, now: datetime) -> PartnerLinkQuerySet:
        """Those that still open something: neither over nor taken back, their naskah in draft."""
        return self.filter(expires_at__gt=now, revoked_at=None).exclude(_has_final())


class PartnerLink(models.Model):
    """One link, for one partner and one naskah. What stands in its address is known to whoever was
    given it; here only its hash is kept.
    """

    agreement = models.ForeignKey(
        "agreements.Agreement", models.PROTECT, related_name="partner_links"
    )
    partner = models.ForeignKey("partners.Partner", models.PROTECT, related_name="links")
    kind = models.CharField(max_length=40)
    # What it shows: the office lets it follow the draft when it wants to.
    version = models.ForeignKey("agreements.DraftVersion", models.PROTECT, related_name="+")
    token_hash = models.CharField(max_length=64, unique=True)
    # Where it was mailed to; empty where it was only shown to whoever gave it.
    address = models.EmailField(blank=True)
    expires_at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    revoked_at = models.DateTimeField(null=True)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )

    objects = PartnerLinkQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"Tautan {self.partner}"

    @property
    def is_open(self) -> bool:
        """Whether it still opens something."""
        return self.revoked_at is None and self.expires_at > timezone.now()


class LinkUse(models.TextChoices):
    """What somebody did by a link."""

    OPENED = "buka", "Membuka rancangan"
    PAPER = "unduh", "Mengunduh PDF"
    REMARKED = "catatan", "Menulis catatan"
    ENTERED = "data", "Mengisi data"


class PartnerLinkUse(models.Model):
    """One use of a link, from which address of the network. Kept as long as visits are."""

    link = models.ForeignKey(PartnerLink, models.CASCADE, related_name="uses")
    what = models.CharField(max_length=10, choices=LinkUse)
    address = models.GenericIPAddressField()
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-pk"]


class EntryState(models.TextChoices):
    PENDING = "menunggu", "Menunggu konfirmasi"
    CONFIRMED = "disetujui", "Dikonfirmasi"
    REFUSED = "ditolak", "Ditolak"
    REPLACED = "diganti", "Diganti isian berikutnya"


class PartnerEntry(models.Model):
    """What the partner said of itself by a link: a proposal beside its record, which the office
    confirms or refuses. Nothing changes by itself.
    """

    link = models.ForeignKey(PartnerLink, models.PROTECT, related_name="entries")
    values = models.JSONField()  # by field of the mitra, as plain text
    said_by = models.CharField(max_length=200)
    at = models.DateTimeField(auto_now_add=True)
    state = models.CharField(max_length=10, choices=EntryState, default=EntryState.PENDING)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)
    answer = models.TextField(blank=True)

    is_pending = InState(EntryState.PENDING)
    is_confirmed = InState(EntryState.CONFIRMED)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["link"],
                condition=models.Q(state=EntryState.PENDING),
                name="one_pending_entry_of_a_link",
            )
        ]
