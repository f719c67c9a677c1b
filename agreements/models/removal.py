"""A file whose content was taken away, as one with personal data that should not be there: what
stays is its trace.
"""

from django.db import models

from .proposal import Proposal, ProposalState


class ContentRemoval(Proposal):
    """Of one row that keeps a file, by its model and key. Proposed by one, done by another; the row
    itself is not touched.
    """

    agreement = models.ForeignKey(
        "agreements.Agreement", models.PROTECT, null=True, related_name="removals"
    )
    model = models.CharField(max_length=40)
    row = models.BigIntegerField()
    digest = models.CharField("sidik SHA-256", max_length=64)
    file_name = models.CharField(max_length=200)

    class Meta(Proposal.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["model", "row", "digest"],
                condition=models.Q(state__in=(ProposalState.PENDING, ProposalState.CONFIRMED)),
                name="content_is_removed_once",
            )
        ]

    def __str__(self) -> str:
        return f"Hapus isi berkas {self.file_name}"

    @property
    def is_done(self) -> bool:
        return self.state == ProposalState.CONFIRMED
