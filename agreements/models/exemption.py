"""An exemption from the separation of duties: asked by the person whom it lets act, decided by a
second one.
"""

from django.db import models

from .proposal import Proposal, ProposalState


class Exemption(Proposal):
    """That whoever asked may give one approval though he took a part in the same content.

    It holds for the content as it was when it was asked; what changes needs a new one.
    """

    agreement = models.ForeignKey("agreements.Agreement", models.PROTECT, related_name="exemptions")
    stage_code = models.CharField(max_length=40)
    requirement_code = models.CharField(max_length=50)
    content_hash = models.CharField(max_length=64)
    # What he did to the content, in words.
    parts = models.CharField(max_length=300)

    class Meta(Proposal.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "stage_code", "requirement_code", "by"],
                condition=models.Q(state=ProposalState.PENDING),
                name="one_pending_exemption_of_an_act",
            ),
            models.CheckConstraint(
                condition=~models.Q(state=ProposalState.CONFIRMED)
                | models.Q(decided_by__isnull=False)
                & ~models.Q(decided_by=models.F("by"))
                & ~models.Q(answer=""),
                name="exemption_is_given_by_another_with_a_reason",
            ),
        ]

    @property
    def is_pending(self) -> bool:
        return self.state == ProposalState.PENDING

    @property
    def is_given(self) -> bool:
        return self.state == ProposalState.CONFIRMED

    @property
    def what(self) -> str:
        """Which approval it is about."""
        need = self.agreement.track.requirement(self.stage_code, self.requirement_code)
        return need.text if need else self.requirement_code
