"""Every change of a mitra as a row: field by field, by whom, why, and who confirmed it."""

import hashlib
import json
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone

from kerjasama.accounts.models import User
from kerjasama.narrowing import column_of
from kerjasama.web.in_state import InState

LOGO, ALIASES = "logo", "aliases"
LABELS = {LOGO: "logo", ALIASES: "nama lain"}
PlainValues = dict[str, str]


class ChangeState(models.TextChoices):
    """Whether a change holds, and how it came to."""

    APPLIED = "langsung", "Langsung berlaku"
    PENDING = "menunggu", "Menunggu keputusan"
    CONFIRMED = "disetujui", "Disetujui"
    REFUSED = "ditolak", "Ditolak"
    WITHDRAWN = "ditarik", "Ditarik"


class PartnerChangeQuerySet(models.QuerySet):
    def pending(self) -> "PartnerChangeQuerySet":
        """Those that somebody has yet to decide."""
        return self.filter(state=ChangeState.PENDING)

    def decided(self) -> "PartnerChangeQuerySet":
        """Those that hold or were declined; what waits or was taken back is none."""
        return self.exclude(state__in=(ChangeState.PENDING, ChangeState.WITHDRAWN))


class PartnerChange(models.Model):
    """What one person changed of a mitra at once, or proposes to change.

    `fields` has for each field what stood there and what shall stand there, as plain text; a logo
    is named by its hash, and its bytes wait in `logo` until the proposal is decided. `name` is what
    the mitra was called then: a merge hands the row over to another.
    """

    partner = models.ForeignKey("partners.Partner", models.PROTECT, related_name="changes")
    name = models.CharField(max_length=200)
    fields = models.JSONField()
    logo = models.BinaryField(null=True)
    reason = models.TextField("alasan", blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    state = models.CharField(max_length=10, choices=ChangeState)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)
    answer = models.TextField("jawaban", blank=True)

    objects = PartnerChangeQuerySet.as_manager()

    is_pending = InState(ChangeState.PENDING)
    is_refused = InState(ChangeState.REFUSED)
    is_confirmed = InState(ChangeState.CONFIRMED)

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["partner"],
                condition=models.Q(state=ChangeState.PENDING),
                name="one_pending_change_of_a_partner",
            ),
        ]

    def __str__(self) -> str:
        return f"Perubahan data mitra {self.name}"

    def decide(self, user: User, state: str, answer: str = "") -> None:
        """Write down what was decided, by whom and when; the bytes that waited are let go."""
        self.state, self.decided_by, self.decided_at = state, user, timezone.now()
        self.answer, self.logo = answer, None
        self.save(update_fields=["state", "decided_by", "decided_at", "answer", "logo"])


def digest_of_logo(content: bytes | memoryview | None) -> str:
    """How a logo is named in a history; empty for none."""
    return hashlib.sha256(content).hexdigest() if content else ""


def plain_values_of(partner: models.Model) -> PlainValues:
    """All that the registry keeps of a mitra, as plain text by field."""
    names = [
        field.name
        for field in partner._meta.local_concrete_fields
        if field.name not in ("id", "initials", LOGO)
    ]
    values = {name: column_of(partner, name).value_to_string(partner) for name in names}
    empty = {name: "" for name in names if getattr(partner, name) is None}
    return values | empty | {LOGO: digest_of_logo(getattr(partner, LOGO))}


def write_plain_value(partner: models.Model, name: str, value: str) -> None:
    """Set a field of a mitra to what a history keeps of it."""
    column = column_of(partner, name)
    setattr(partner, name, None if column.null and not value else column.to_python(value))


def version_of(values: PlainValues) -> str:
    """A short mark of what somebody had before them."""
    return hashlib.sha256(json.dumps(values, sort_keys=True).encode()).hexdigest()[:16]


def differing(before: PlainValues, after: PlainValues) -> dict[str, Any]:
    """What stood there and what stands there now, by field, where both differ."""
    names = [name for name in after if before.get(name, "") != after[name]]
    return {name: [before.get(name, ""), after[name]] for name in names}
