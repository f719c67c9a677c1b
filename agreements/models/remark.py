"""Remarks on the blocks of a naskah: said of one version, answered, and settled."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from kerjasama.web.in_state import InState


class RemarkTier(models.TextChoices):
    """Who reads a remark and its answers, of those who read the naskah."""

    INTERNAL = "internal", "Pemerintah Daerah saja"
    MITRA = "mitra", "Pemerintah Daerah dan mitra"


class RemarkQuerySet(models.QuerySet["Remark"]):
    def of_naskah(self, kind: str) -> RemarkQuerySet:
        """Those on one naskah of the case."""
        return self.filter(kind=kind)

    def for_mitra(self) -> RemarkQuerySet:
        """What the mitra may read too."""
        return self.filter(tier=RemarkTier.MITRA)

    def beginnings(self) -> RemarkQuerySet:
        """The remarks themselves, without the answers to them."""
        return self.filter(answers=None)

    def unsettled(self) -> RemarkQuerySet:
        """The remarks that nobody settled yet."""
        return self.beginnings().filter(settled_at=None)

    def with_answers(self) -> RemarkQuerySet:
        """The remarks, each with its version and, in `replies`, what was answered."""
        replies = models.Prefetch("replies", Remark.objects.select_related("by").order_by("pk"))
        told = self.beginnings().select_related("by", "settled_by", "version")
        return told.prefetch_related(replies)


class Remark(models.Model):
    """What somebody says of a block of a naskah (`block` is the id of a Pasal, of anything in it,
    or of a lampiran; empty for the naskah as a whole), or answers to such a remark. `place` and
    `quoted` tell how the block was called and what it said in that version.
    """

    agreement = models.ForeignKey("agreements.Agreement", models.PROTECT, related_name="remarks")
    kind = models.CharField(max_length=40)
    version = models.ForeignKey("agreements.DraftVersion", models.PROTECT, related_name="remarks")
    block = models.CharField("bagian", max_length=100, blank=True)
    place = models.CharField(max_length=200, blank=True)
    quoted = models.TextField(blank=True)
    answers = models.ForeignKey("self", models.PROTECT, null=True, related_name="replies")
    text = models.TextField("catatan", max_length=4000)
    tier = models.CharField(
        "siapa yang membaca", max_length=10, choices=RemarkTier, default=RemarkTier.INTERNAL
    )
    # Of whoever speaks for the mitra, who has no account, only the name is known. What was written
    # beside the text of a file that came back is brought by whoever took the file in.
    by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    guest = models.CharField("nama", max_length=200, blank=True)
    brought_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    settled_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    settled_at = models.DateTimeField(null=True)

    objects = RemarkQuerySet.as_manager()

    is_for_mitra = InState(RemarkTier.MITRA, "tier")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(by__isnull=False, guest="") | (Q(by__isnull=True) & ~Q(guest="")),
                name="remark_is_said_by_one",
            ),
            models.CheckConstraint(
                condition=Q(by__isnull=False)
                | Q(tier=RemarkTier.MITRA)
                | Q(brought_by__isnull=False),
                name="remark_of_mitra_is_read_by_it",
            ),
            models.CheckConstraint(
                condition=Q(settled_at=None)
                | Q(settled_at__isnull=False, settled_by__isnull=False, answers=None),
                name="remark_is_settled_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"Catatan atas {self.place or 'seluruh naskah'}"

    @property
    def is_settled(self) -> bool:
        return self.settled_at is not None

    @property
    def said_by(self) -> str:
        """Who says it, as a reader is told."""
        return str(self.by) if self.by else f"{self.guest} (mitra)"
