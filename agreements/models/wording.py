"""The wording of naskah: each version of a draft, and the office's library of clauses."""

import hashlib
import json
from datetime import date
from typing import Any

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone

from agreements.models.contract_duty import DueRule
from kerjasama.web.in_state import InState


class Source(models.TextChoices):
    SYSTEM = "sistem", "Disusun dari usulan"
    EDITED = "redaksi", "Diubah pada redaksi"
    RETURNED = "docx", "Diterima dari mitra (DOCX)"
    OUTSIDE = "luar", "Naskah dari luar"
    RECORDED = "lama", "Disalin dari naskah yang ditandatangani"


class DraftVersion(models.Model):
    """The texts of a naskah as they stood at one moment. Never changed or deleted: the database
    refuses.
    """

    agreement = models.ForeignKey(
        "agreements.Agreement", models.PROTECT, related_name="draft_versions"
    )
    kind = models.CharField(max_length=40)
    number = models.PositiveIntegerField()
    # [[part, title, text], …] in the order of the naskah.
    texts = models.JSONField()
    # The same as agreements/naskah/stored writes it; None while the naskah is woven from the
    # proposal.
    tree = models.JSONField(null=True)
    source = models.CharField(max_length=10, choices=Source)
    base = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    note = models.TextField(blank=True)
    # Of a file that came back: comments and tracked changes, and where its new Pasal stand in it.
    asides = models.JSONField(default=dict)
    sha256 = models.CharField(max_length=64, blank=True)
    file_name = models.CharField(max_length=200, blank=True)
    content_hash = models.CharField(max_length=64)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["agreement", "kind", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "kind", "number"], name="one_draft_version_once"
            )
        ]

    def __str__(self) -> str:
        return f"Versi {self.number}"


def hash_of(texts: list[list[str]], tree: dict[str, Any] | None = None) -> str:
    """The SHA-256 of a version: of its Pasal, each with its part, title and text, and of its tree
    where it has one.
    """
    content: Any = texts
    if tree is not None:
        content = {"texts": texts, "tree": tree}
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


class AnnexUpload(models.Model):
    """A file that was brought for a lampiran of a naskah, which prints its pages."""

    agreement = models.ForeignKey("agreements.Agreement", models.PROTECT, related_name="annexes")
    kind = models.CharField(max_length=40)
    sha256 = models.CharField(max_length=64)
    file_name = models.CharField(max_length=200)
    pages = models.PositiveSmallIntegerField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"Berkas lampiran {self.file_name}"


class ClauseStatus(models.TextChoices):
    PROPOSED = "usul", "Usul"
    IN_FORCE = "berlaku", "Berlaku"
    WITHDRAWN = "dicabut", "Dicabut"


class ClauseQuerySet(models.QuerySet):
    def in_force(self, day: date) -> "ClauseQuerySet":
        return self.filter(status=ClauseStatus.IN_FORCE, valid_from__lte=day)


class Clause(DueRule):
    """One ready text for one Pasal, and the duty it lays on a party. Drafts copy it; in force it
    stays, so that a copy is known again.
    """

    code = models.SlugField(
        "kode",
        max_length=40,
        unique=True,
        error_messages={"unique": "Kode ini sudah dipakai klausul lain."},
    )
    part = models.CharField("jenis Pasal", max_length=40)
    title = models.CharField("judul", max_length=150)
    text_id = models.TextField("teks Indonesia")
    text_en = models.TextField("teks Inggris", blank=True)
    legal_basis = models.CharField("dasar hukum", max_length=250, blank=True)
    instruments = ArrayField(models.CharField(max_length=40), verbose_name="ditawarkan pada naskah")
    mandatory = ArrayField(
        models.CharField(max_length=40), default=list, blank=True, verbose_name="wajib pada naskah"
    )
    status = models.CharField(max_length=10, choices=ClauseStatus, default=ClauseStatus.PROPOSED)
    valid_from = models.DateField("berlaku sejak", default=timezone.localdate)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    changed_at = models.DateTimeField(auto_now=True)

    objects = ClauseQuerySet.as_manager()

    is_in_force = InState(ClauseStatus.IN_FORCE, "status")

    class Meta:
        ordering = ["part", "code"]

    def __str__(self) -> str:
        return self.title

    @property
    def is_fixed(self) -> bool:
        """Whether its text may no longer be changed."""
        return self.status != ClauseStatus.PROPOSED
