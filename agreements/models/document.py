"""Rendered papers."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models.functions import Upper

from kerjasama.web.in_state import InState

if TYPE_CHECKING:
    from agreements.models import Agreement, Meeting, Report

UNMISTAKABLE = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # nothing that reads like something else
TOKEN_LENGTH = 20  # 100 bits: nobody finds one by trying


def new_token() -> str:
    return "".join(secrets.choice(UNMISTAKABLE) for _ in range(TOKEN_LENGTH))


class DocumentState(models.TextChoices):
    QUEUED = "antre", "Menunggu dibuat"
    READY = "siap", "Siap"
    FAILED = "gagal", "Gagal dibuat"
    CANCELLED = "batal", "Dibatalkan"


class MadeByWorker:
    """Questions for the state of what a worker makes: a paper, a recap, a sheet, a bundle."""

    is_ready = InState(DocumentState.READY)
    is_queued = InState(DocumentState.QUEUED)
    has_failed = InState(DocumentState.FAILED)


class Document(MadeByWorker, models.Model):
    agreement = models.ForeignKey("agreements.Agreement", models.PROTECT, related_name="documents")
    stage_code = models.CharField(max_length=40)  # empty for a paper that no stage asks for
    report = models.ForeignKey(
        "agreements.Report", models.PROTECT, null=True, related_name="papers"
    )
    meeting = models.ForeignKey(
        "agreements.Meeting", models.PROTECT, null=True, related_name="papers"
    )
    # The paper under whose number it was made again; that one no longer counts.
    replaces = models.OneToOneField("self", models.PROTECT, null=True, related_name="replaced_by")
    kind = models.CharField(max_length=40)
    revision = models.PositiveSmallIntegerField()
    number = models.CharField(max_length=150, blank=True)
    draft = models.BooleanField(default=False)
    content_hash = models.CharField(max_length=64, blank=True)
    state = models.CharField(max_length=10, choices=DocumentState, default=DocumentState.QUEUED)
    sha256 = models.CharField(max_length=64, blank=True)
    error = models.TextField(blank=True)
    context = models.JSONField(default=dict)
    # Of a final, since it was made: [{"office", "party"}], who signs it, in the order of its
    # parties.
    signatories = models.JSONField(default=list)
    # Who asked for it, and so is told when it is there or could not be made; unknown of what is
    # older than this column.
    ordered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    requested_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    # The corrected record that it printed as it was; empty when it is up to date.
    outdated_by = models.ForeignKey(
        "agreements.Evidence", models.PROTECT, null=True, related_name="outdated_papers"
    )
    # Of a sealed final: {"name", "issuer", "is_test", "at"}, whose seal it bears and since when;
    # "at" is ISO text.
    seal = models.JSONField(default=dict)
    # By what anybody who holds the paper asks whether it is genuine; printed on finals.
    token = models.CharField(
        max_length=TOKEN_LENGTH, default=new_token, unique=True, editable=False
    )

    class Meta:
        ordering = ["pk"]
        indexes = [
            GinIndex(OpClass(Upper("number"), name="gin_trgm_ops"), name="document_number_part"),
            models.Index(fields=["sha256"], condition=~models.Q(sha256=""), name="document_files"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "kind", "revision"], name="one_revision_once"
            ),
            models.UniqueConstraint(
                fields=["number"],
                condition=~models.Q(number="") & models.Q(replaces=None),
                name="one_number_once",
            ),
        ]

    @property
    def source(self) -> Report | Meeting | Agreement:
        """What it tells of: a report, a meeting, or the case itself. Only while that is as it was
        may the paper be made.
        """
        return self.report or self.meeting or self.agreement
