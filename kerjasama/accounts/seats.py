"""Seats: who holds which role where, from when until when, by which letter, in whose stead; and
what is proposed about accounts until a second person confirms it.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.formats import date_format

from .officials import FILLING, STANDING_IN, Capacity, Official
from .roles import PROTECTED, Role

if TYPE_CHECKING:
    from .models import User

CHAIN = "Yang digantikan itu sendiri pengganti; seorang pengganti tidak digantikan lagi."


class SeatState(models.TextChoices):
    PENDING = "menunggu", "Menunggu persetujuan orang kedua"
    HELD = "berlaku", "Berlaku"
    REFUSED = "ditolak", "Ditolak"


class ByTwo:
    """What one person proposes and another decides on: it waits, then holds or is refused."""

    state: Any
    decided_by: Any
    decided_at: Any

    @property
    def is_pending(self) -> bool:
        """Whether it waits for a second person."""
        return bool(self.state == SeatState.PENDING)

    def decide(self, by: User | None, *, is_given: bool) -> None:
        """Let it hold, or not; it is not saved yet. Without `by` it is decided at the server."""
        self.state = SeatState.HELD if is_given else SeatState.REFUSED
        self.decided_by, self.decided_at = by, timezone.now()


class SeatQuerySet(models.QuerySet):
    def lasting_on(self, day: date) -> SeatQuerySet:
        """Those given whose period covers that day; its first day counts, `over_on` no more."""
        begun = Q(since=None) | Q(since__lte=day)
        not_over = Q(over_on=None) | Q(over_on__gt=day)
        return self.filter(begun, not_over, state=SeatState.HELD)

    def on(self, day: date) -> SeatQuerySet:
        """By which people act on that day: while somebody with an account stands in for the holder
        of an office, the holder's seat rests.
        """
        standing_in = (
            Membership.objects.lasting_on(day)
            .filter(official__capacity__in=STANDING_IN)
            .alias(of_unit=Coalesce("official__unit", 0))
            .filter(
                official__office=OuterRef("official__office"),
                of_unit=Coalesce(OuterRef("official__unit"), 0),
            )
        )
        rests = Q(official__capacity__in=FILLING) & Q(Exists(standing_in))
        return self.lasting_on(day).exclude(rests)

    def held(self) -> SeatQuerySet:
        """By which people act today."""
        return self.on(timezone.localdate())

    def sharing_days(self, since: date | None, over_on: date | None) -> SeatQuerySet:
        """Those given or waiting on some day of this period, as `one_seat_at_a_time` counts."""
        if since and over_on and over_on <= since:
            return self.none()
        rows = self.exclude(state=SeatState.REFUSED).exclude(over_on__lte=F("since"))
        if since:
            rows = rows.exclude(over_on__lte=since)
        return rows.exclude(since__gte=over_on) if over_on else rows

    def of_active(self, *roles: str) -> SeatQuerySet:
        """By which active accounts act as these roles today; of all roles where none is named."""
        rows = self.held().filter(user__is_active=True)
        return rows.filter(role__in=roles) if roles else rows


class Membership(ByTwo, models.Model):
    """A seat. Without `since` it was held before seats had dates; without `over_on`, the first day
    on which it is held no more, it has no end.

    One of an office belongs to the row of that `official`, who also signs papers, and follows its
    period.
    """

    user = models.ForeignKey("accounts.User", models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=20, choices=Role)
    unit = models.ForeignKey("accounts.Unit", models.PROTECT)
    since = models.DateField("sejak", null=True, blank=True)
    over_on = models.DateField(null=True, blank=True)
    order_number = models.CharField("nomor surat penunjukan", max_length=150, blank=True)
    order_date = models.DateField("tanggal surat penunjukan", null=True, blank=True)
    capacity = models.CharField(
        "sebagai", max_length=10, choices=Capacity, default=Capacity.DEFINITIVE
    )
    stands_in_for = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="stand_ins"
    )
    official = models.ForeignKey(
        "accounts.Official", models.SET_NULL, null=True, blank=True, related_name="seats"
    )
    state = models.CharField(max_length=10, choices=SeatState, default=SeatState.HELD)
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    given_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    ended_at = models.DateTimeField(null=True, blank=True)
    # Why it was refused, or took effect without a second person.
    note = models.CharField(max_length=300, blank=True)

    objects = SeatQuerySet.as_manager()

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="one_seat_at_a_time",
                expressions=[
                    ("user", "="),
                    ("role", "="),
                    ("unit", "="),
                    (
                        models.Func("since", "over_on", models.Value("[)"), function="daterange"),
                        "&&",
                    ),
                ],
                condition=~Q(state=SeatState.REFUSED),
                violation_error_message="Peran itu sudah dimiliki di unit ini pada masa tersebut.",
            ),
            models.CheckConstraint(
                condition=Q(over_on=None) | Q(since=None) | Q(over_on__gte=models.F("since")),
                name="seat_dates_in_order",
            ),
        ]

    def __str__(self) -> str:
        return self.said

    @property
    def until(self) -> date | None:
        """The last day on which it is held."""
        return self.over_on - timedelta(1) if self.over_on else None

    @property
    def is_protected(self) -> bool:
        """Whether it is given by two."""
        return self.role in PROTECTED

    @property
    def is_over(self) -> bool:
        return self.over_on is not None and self.over_on <= timezone.localdate()

    @property
    def is_open(self) -> bool:
        """Whether it is held, will be, or waits for a second person."""
        return self.state != SeatState.REFUSED and not self.is_over

    @property
    def said(self) -> str:
        """The seat as the log tells it: "Plh. Sekretaris Daerah"."""
        if self.official:
            return f"{self.official.prefix}{self.official.place}"
        prefix = "" if self.capacity == Capacity.DEFINITIVE else f"{self.capacity} "
        return f"{prefix}{self.get_role_display()}, {self.unit}"

    def in_name_of(self, day: date) -> str:
        """In whose name its holder acts on that day; empty in his own."""
        if self.stands_in_for:
            return str(self.stands_in_for.user)
        if self.official and self.official.capacity in STANDING_IN:
            holders = Official.objects.on(day).filter(
                office=self.official.office, unit=self.official.unit, capacity__in=FILLING
            )
            return "".join(holders.order_by("-since").values_list("name", flat=True)[:1])
        return ""

    def clean(self) -> None:
        super().clean()
        self._refuse_chain()
        if self.stands_in_for and not (self.since and self.over_on):
            raise ValidationError(
                {"since": "Pengganti hanya sementara; isi sejak dan sampai kapan."}
            )
        if self.stands_in_for and self.capacity == Capacity.DEFINITIVE:
            raise ValidationError({"capacity": "Pilih Plt., Plh., atau Pjs. untuk pengganti."})

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save; nobody stands in for who stands in."""
        self._refuse_chain()
        super().save(*args, **kwargs)

    def _refuse_chain(self) -> None:
        above = self.stands_in_for
        is_chain = above is not None and (
            above.stands_in_for_id is not None
            or above.pk == self.pk
            or (self.pk is not None and self.stand_ins.exists())
        )
        if is_chain:
            raise ValidationError({"stands_in_for": CHAIN})


class AccountProposal(ByTwo, models.Model):
    """Something about an account that lets somebody in or locks somebody out, proposed by one and
    confirmed by another.
    """

    class Kind(models.TextChoices):
        MAIL = "surel", "Ganti alamat surel"
        WAKE = "aktif", "Aktifkan kembali akun"
        MERGE = "gabung", "Gabung ke akun lain"
        END = "akhiri", "Akhiri peran"

    person = models.ForeignKey("accounts.User", models.CASCADE, related_name="proposals_about")
    kind = models.CharField(max_length=10, choices=Kind)
    # The new address, the account into which it goes, or the first day without the seat.
    value = models.CharField(max_length=254, blank=True)
    seat = models.ForeignKey(Membership, models.CASCADE, null=True, related_name="endings")
    reason = models.TextField("alasan", blank=True)
    state = models.CharField(max_length=10, choices=SeatState, default=SeatState.PENDING)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "kind", "seat"],
                condition=Q(state=SeatState.PENDING),
                nulls_distinct=False,
                name="one_pending_proposal_about_an_account",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.person}"

    @property
    def said(self) -> str:
        """What would become of it, in words."""
        if self.kind == self.Kind.MAIL:
            return f"Ganti alamat surel menjadi {self.value}"
        if self.seat is not None:
            day = date_format(date.fromisoformat(self.value), "j F Y")
            return f"Akhiri peran {self.seat.said} mulai {day}"
        return self.get_kind_display()
