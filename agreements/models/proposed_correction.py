"""A correction that a second person has yet to confirm, because what it changes was signed."""

from django.db import models

from .proposal import Proposal, ProposalState


class Thing(models.TextChoices):
    """What is corrected: the value is the first word of a subject, the label how a task names it."""  # noqa: E501

    RECORD = "catatan", "catatan"
    VALUE = "nilai", "nilai kerja sama"
    INDICATOR = "indikator", "indikator"
    MEASURED = "capaian", "realisasi indikator"
    MEETING = "rapat", "catatan rapat TKKSD"
    SIGNING = "acara", "catatan acara penandatanganan"
    PARTY_DAYS = "haripihak", "hari tanda tangan para pihak"


class ProposedCorrection(Proposal):
    """New values for one thing, as plain text by field; a file waits with it.

    A record of a stage is named by its row, everything else by a `subject` such as "nilai",
    "indikator-5" or "rapat-7", with a `title` and its `changes` in words: by the name of each,
    what stands there and what shall stand there.
    """

    agreement = models.ForeignKey(
        "agreements.Agreement", models.PROTECT, related_name="proposed_corrections"
    )
    evidence = models.ForeignKey(
        "agreements.Evidence", models.PROTECT, null=True, related_name="proposals"
    )
    subject = models.CharField(max_length=60, blank=True)
    title = models.CharField(max_length=300, blank=True)
    changes = models.JSONField(default=dict)
    values = models.JSONField()
    sha256 = models.CharField(max_length=64, blank=True)
    file_name = models.CharField(max_length=200, blank=True)
    signatures = models.JSONField(default=dict)

    class Meta(Proposal.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["evidence"],
                condition=models.Q(state=ProposalState.PENDING),
                name="one_pending_correction_of_a_record",
            ),
            models.UniqueConstraint(
                fields=["agreement", "subject"],
                condition=models.Q(state=ProposalState.PENDING) & ~models.Q(subject=""),
                name="one_pending_correction_of_a_subject",
            ),
            models.CheckConstraint(
                condition=models.Q(evidence__isnull=False, subject="")
                | models.Q(evidence=None) & ~models.Q(subject=""),
                name="correction_is_of_one_thing",
            ),
        ]

    def __str__(self) -> str:
        return f"Usulan koreksi: {self.what}"

    @property
    def what(self) -> str:
        """What is corrected, as people call it."""
        if self.evidence is None:
            return self.title
        return self.evidence.need.text if self.evidence.need else self.evidence.requirement_code

    @property
    def thing(self) -> Thing:
        return Thing(self.subject.partition("-")[0] or Thing.RECORD)

    @property
    def is_pending(self) -> bool:
        return self.state == ProposalState.PENDING
