"""When, where and how a naskah is signed, and whether each original was complete."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone

from agreements.regulations.originals import CHECKLIST, FEWEST, OriginalsPlan
from kerjasama.web.in_state import InState

if TYPE_CHECKING:
    from agreements.models.agreement import Agreement

MOST = 20
DESK_DAYS = ("sent_on", "signed_on", "back_on")


def _day_in(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


class Method(models.TextChoices):
    DESK = "desk", "Desk to desk"
    CEREMONY = "seremonial", "Seremonial"
    HYBRID = "hibrida", "Hibrida (sebagian hadir, sebagian daring)"


class SigningState(models.TextChoices):
    PLANNED = "direncanakan", "Direncanakan"
    HELD = "terlaksana", "Terlaksana"
    POSTPONED = "ditunda", "Ditunda"
    CANCELLED = "dibatalkan", "Dibatalkan"


GIVEN_UP = (SigningState.POSTPONED, SigningState.CANCELLED)


class SigningQuerySet(models.QuerySet):
    def at_the_same_time(self, day: date, starts: time, ends: time) -> SigningQuerySet:
        """What takes its people and its place in that time."""
        return self.exclude(state__in=GIVEN_UP).filter(day=day, starts__lt=ends, ends__gt=starts)

    def upcoming_first(self, today: date) -> SigningQuerySet:
        """From today on, the nearest first; then what is past, the last first."""
        is_past = models.Case(models.When(day__lt=today, then=1), default=0)
        ahead = models.Case(models.When(day__gte=today, then=models.F("day")))
        return self.order_by(is_past, ahead, "-day", "starts", "pk")

    def plan_of(self, agreement: Agreement, kind: str) -> OriginalsPlan:
        """The originals of the naskah, as its signing plans them or without one."""
        planned = self.filter(agreement=agreement, kind=kind).values_list("copies", flat=True)
        return plan_of_originals(agreement, kind, planned.first() or 0)

    def copies_of(self, agreement: Agreement, kind: str) -> int:
        """The same as a number."""
        return self.plan_of(agreement, kind).total


class Signing(models.Model):
    """The signing of one naskah of one case. What was postponed is planned again in the same row;
    the log keeps what was.
    """

    agreement = models.ForeignKey("agreements.Agreement", models.PROTECT, related_name="signings")
    kind = models.CharField(max_length=40)
    day = models.DateField("tanggal")
    starts = models.TimeField("mulai", null=True, blank=True)
    ends = models.TimeField("selesai", null=True, blank=True)
    place = models.CharField("tempat", max_length=200)
    method = models.CharField("cara", max_length=15, choices=Method)
    copies = models.PositiveSmallIntegerField(
        "jumlah rangkap asli",
        default=FEWEST,
        validators=[MinValueValidator(FEWEST), MaxValueValidator(MOST)],
    )
    note = models.TextField("catatan", blank=True)
    # Whoever signs for the region on that day; kept, so that another case can be asked for the same
    # person.
    signer = models.CharField(max_length=150)
    signer_title = models.CharField(max_length=600)
    # Rows as typed: {"name", "position", "part"}; {"at", "what", "who"}; {"who", "sent_on",
    # "signed_on", "back_on"}.
    guests = models.JSONField(default=list)
    rundown = models.JSONField(default=list)
    turns = models.JSONField(default=list)
    state = models.CharField(max_length=15, choices=SigningState, default=SigningState.PLANNED)
    reason = models.TextField("alasan", blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    changed_at = models.DateTimeField(auto_now=True)

    objects = SigningQuerySet.as_manager()

    is_planned = InState(SigningState.PLANNED)
    is_held = InState(SigningState.HELD)

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["day", "starts"], name="signing_day")]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "kind"], name="one_signing_of_a_naskah"),
            models.CheckConstraint(
                condition=models.Q(starts=None, ends=None) | models.Q(ends__gt=models.F("starts")),
                name="signing_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=models.Q(copies__range=(FEWEST, MOST)),
                name="signing_has_an_original_for_each_party",
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=GIVEN_UP) | ~models.Q(reason=""),
                name="signing_is_given_up_with_a_reason",
            ),
        ]

    @property
    def originals_plan(self) -> OriginalsPlan:
        """How many originals are signed, and for whom."""
        return plan_of_originals(self.agreement, self.kind, self.copies)

    @property
    def number_of_originals(self) -> int:
        return self.originals_plan.total

    @property
    def is_given_up(self) -> bool:
        return self.state in GIVEN_UP

    @property
    def points(self) -> list[dict]:
        """The rundown with its hours as they are written."""
        return [row | {"at": row["at"].replace(":", ".")} for row in self.rundown]

    @property
    def desks(self) -> list[dict]:
        """The turns of a signing from desk to desk, with their days as days."""
        return [row | {name: _day_in(row[name]) for name in DESK_DAYS} for row in self.turns]

    @property
    def hours(self) -> str:
        if self.starts is None or self.ends is None:
            return ""
        return f"{self.starts:%H.%M}–{self.ends:%H.%M}"

    @property
    def span(self) -> tuple[datetime, datetime] | None:
        """Its moments, where it has hours."""
        if self.starts is None or self.ends is None:
            return None
        here = timezone.get_current_timezone()
        return datetime.combine(self.day, self.starts, here), datetime.combine(
            self.day, self.ends, here
        )


def plan_of_originals(agreement: Agreement, kind: str, planned: int) -> OriginalsPlan:
    """How many originals are made of a naskah: abroad as it is made up, at home as planned and one
    for each party at least.
    """
    if agreement.track.is_foreign:
        return agreement.originals_abroad(kind)
    parties = agreement.number_of_parties
    return OriginalsPlan(parties, further=max(0, planned - parties))


class PartySigningQuerySet(models.QuerySet["PartySigning"]):
    def of_naskah(self, agreement: Agreement, kind: str) -> dict[int, PartySigning]:
        """What is recorded of the parties of one naskah, by the key of the party."""
        return {row.party_id: row for row in self.filter(agreement=agreement, kind=kind)}


class PartySigning(models.Model):
    """When and where one party signed a naskah, where it had a day or a place of its own."""

    agreement = models.ForeignKey(
        "agreements.Agreement", models.PROTECT, related_name="party_signings"
    )
    party = models.ForeignKey("agreements.Party", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=40)
    day = models.DateField("tanggal")
    place = models.CharField("tempat", max_length=200, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now=True)

    objects = PartySigningQuerySet.as_manager()

    class Meta:
        ordering = ["party__position"]
        constraints = [
            models.UniqueConstraint(fields=["party", "kind"], name="a_party_signs_a_naskah_once")
        ]


class CopyCheck(models.Model):
    """One point of the checklist found in order on one original."""

    signing = models.ForeignKey(Signing, models.PROTECT, related_name="checks")
    rangkap = models.PositiveSmallIntegerField()
    point = models.CharField(max_length=20, choices=list(CHECKLIST.items()))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["rangkap", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["signing", "rangkap", "point"], name="copy_is_checked_once"
            )
        ]
