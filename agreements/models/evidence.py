"""What meets a requirement: an approval given, a decision recorded, a file uploaded."""

from collections.abc import Sequence

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models.functions import Upper

from agreements.regulations.vocabulary import Requirement

BETWEEN_NUMBERS, NO_NUMBER = "; ", "-"


def join_numbers(numbers: Sequence[str]) -> str:
    """The numbers of several partners as one text that keeps their order; empty where there are
    none.
    """
    told = [number.strip() or NO_NUMBER for number in numbers]
    return BETWEEN_NUMBERS.join(told) if any(one != NO_NUMBER for one in told) else ""


def split_numbers(kept: str) -> list[str]:
    """The numbers of several partners in their order; empty for one that gave none."""
    told = kept.split(BETWEEN_NUMBERS) if kept else []
    return ["" if one == NO_NUMBER else one for one in told]


class Evidence(models.Model):
    agreement = models.ForeignKey("agreements.Agreement", models.PROTECT, related_name="evidence")
    stage_code = models.CharField(max_length=40)
    requirement_code = models.CharField(max_length=50)
    outcome = models.CharField("hasil", max_length=40, blank=True)
    # Of a signing, the number of each partner in the order of the parties (`join_numbers`).
    number = models.CharField("nomor", max_length=800, blank=True)
    decided_on = models.DateField("tanggal", null=True, blank=True)
    note = models.TextField("keterangan", blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    file_name = models.CharField(max_length=200, blank=True)
    findings = models.JSONField("penilaian", default=list, blank=True)
    # What documents.signatures found in the uploaded file; empty when there was nothing to look at.
    signatures = models.JSONField(default=dict)
    content_hash = models.CharField(max_length=64)
    # Where the same was recorded as a duty, by an accepted report or as done outside; it is told
    # there and counted once.
    fulfilment = models.ForeignKey(
        "agreements.Fulfilment", models.PROTECT, null=True, related_name="evidence"
    )
    void = models.BooleanField(default=False)
    # The record that this one corrects, and why: said to readers of the log, printed in no paper.
    corrects = models.ForeignKey("self", models.PROTECT, null=True, related_name="corrected_by")
    reason = models.TextField("alasan koreksi", blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]
        indexes = [
            GinIndex(OpClass(Upper("number"), name="gin_trgm_ops"), name="evidence_number_part"),
            # What the ledger of duties and the radar ask of each case.
            models.Index(
                fields=["agreement", "requirement_code"],
                include=["at", "decided_on", "fulfilment"],
                condition=models.Q(void=False),
                name="evidence_standing",
            ),
            models.Index(fields=["sha256"], condition=~models.Q(sha256=""), name="evidence_files"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "stage_code", "requirement_code"],
                condition=models.Q(void=False),
                name="requirement_is_met_once",
            )
        ]

    @property
    def need(self) -> Requirement | None:
        """What it meets, as the law of its case says it; None when a later version asks it no more."""  # noqa: E501
        return self.agreement.track.requirement(self.stage_code, self.requirement_code)


class Correction(models.Model):
    """One thing to mend, raised by a send-back; it returns to the stage that raised it."""

    agreement = models.ForeignKey(
        "agreements.Agreement", models.PROTECT, related_name="corrections"
    )
    text = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    resolved_at = models.DateTimeField(null=True)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        ordering = ["pk"]
