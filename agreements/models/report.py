"""A report on the carrying out of an agreement in one period: what was written, who submitted it
and how it was judged.
"""

import hashlib
import json
from datetime import date

from django.conf import settings
from django.db import models

from agreements.regulations import duties, report_contents
from agreements.regulations.duty_rules import Duty
from kerjasama.web.in_state import InState


class ReportState(models.TextChoices):
    DRAFT = "draf", "Draf"
    SUBMITTED = "diajukan", "Diajukan"
    RETURNED = "dikembalikan", "Dikembalikan"
    ACCEPTED = "diterima", "Diterima"


class Report(models.Model):
    """`sections` holds the text of each item by its code; what is read from the agreement is fixed
    there at the submission.
    """

    agreement = models.ForeignKey("agreements.Agreement", models.PROTECT, related_name="reports")
    duty_code = models.CharField(max_length=40)
    period = models.DateField()
    sections = models.JSONField(default=dict)
    # [{"id", "name", "unit", "baseline", "target", "realised"}], numbers as text; an empty text is
    # not measured.
    indicators = models.JSONField(default=list)
    # What was planned in the period, as text: [{"name", "when", "output", "region", "partner",
    # "other", "total"}].
    activities = models.JSONField(default=list)
    state = models.CharField(max_length=15, choices=ReportState, default=ReportState.DRAFT)
    version = models.PositiveIntegerField(default=0)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    submitted_at = models.DateTimeField(null=True)
    judged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    judged_at = models.DateTimeField(null=True)
    reason = models.TextField(blank=True)
    sha256 = models.CharField(max_length=64, blank=True)

    is_submitted = InState(ReportState.SUBMITTED)
    is_returned = InState(ReportState.RETURNED)

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["state", "duty_code", "period"], name="report_standing")]
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "duty_code", "period"], name="one_report_a_period"
            ),
            models.CheckConstraint(
                condition=models.Q(state=ReportState.DRAFT)
                | models.Q(submitted_at__isnull=False, submitted_by__isnull=False),
                name="report_is_submitted_by_somebody",
            ),
            models.CheckConstraint(
                condition=~models.Q(state=ReportState.RETURNED) | ~models.Q(reason=""),
                name="report_is_returned_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.duty.text}, {self.label}"

    @property
    def duty(self) -> Duty:
        return duties.DUTIES[self.duty_code]

    @property
    def label(self) -> str:
        return duties.period_label_of(self.duty, self.period)

    @property
    def last_day(self) -> date:
        return report_contents.last_day(self.duty, self.period)

    @property
    def is_open(self) -> bool:
        """Whether it may be written."""
        return self.state in (ReportState.DRAFT, ReportState.RETURNED)

    @property
    def content_hash(self) -> str:
        """What its paper is bound to."""
        content = [self.sections, self.indicators, self.activities]
        return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()
