"""The letter by which a seat or an office was given, as a file."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from kerjasama.accounts.models import Membership, Official


class SeatLetterQuerySet(models.QuerySet):
    def of_seat(self, seat: Membership) -> "SeatLetterQuerySet":
        """Those of a seat; of one of an office also those of the office."""
        mine = Q(seat=seat)
        if seat.official_id:
            mine |= Q(official=seat.official_id)
        return self.filter(mine)

    def of_official(self, official: Official) -> "SeatLetterQuerySet":
        """Those of a period of office; also those of its seat."""
        return self.filter(Q(official=official) | Q(seat__official=official))


class SeatLetter(models.Model):
    """One file. A newer one stands before it; nothing is replaced. `said` keeps what it was of,
    should the seat or the row of the official go away.
    """

    seat = models.ForeignKey(
        "accounts.Membership", models.SET_NULL, null=True, related_name="letters"
    )
    official = models.ForeignKey(
        "accounts.Official", models.SET_NULL, null=True, related_name="letters"
    )
    said = models.CharField("peran atau jabatan", max_length=400)
    sha256 = models.CharField(max_length=64)
    file_name = models.CharField(max_length=200)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    objects = SeatLetterQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["sha256"], name="seat_letter_file")]

    def __str__(self) -> str:
        return f"Surat penunjukan {self.said}"
