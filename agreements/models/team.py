"""The TKKSD as its Keputusan makes it: which one is in force when, and who sits in it."""

from __future__ import annotations

from datetime import date, timedelta

from django.conf import settings
from django.db import models

from agreements.regulations.duties import period_label_of
from agreements.regulations.duty_rules import Duty
from agreements.regulations.team_duties import PLENARY, TEAM_DUTIES
from agreements.regulations.tkksd import SEAT_CHOICES, SEATS, Seat, SeatRule
from kerjasama.accounts.models import Unit
from kerjasama.accounts.officials import Period

from .document import DocumentState, MadeByWorker


class TeamDecree(Period):
    """A Keputusan of the head of the region on the TKKSD, with its file. It is recorded as it
    stands and never edited; one recorded by mistake is withdrawn and stays readable.
    """

    number = models.CharField("nomor Keputusan", max_length=100)
    decided_on = models.DateField("tanggal Keputusan")
    sha256 = models.CharField(max_length=64)
    file_name = models.CharField(max_length=200)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    withdrawal_reason = models.TextField("alasan penarikan", blank=True)

    class Meta:
        ordering = ["-since", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(until=None) | models.Q(until__gte=models.F("since")),
                name="team_decree_dates_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"Keputusan Nomor {self.number}"

    @property
    def is_withdrawn(self) -> bool:
        return self.withdrawn_at is not None


class TeamSeat(models.Model):
    """One place in the TKKSD as the Keputusan names it. Without a name it belongs to whoever holds
    the office; `unit` is the unit that its holder heads.
    """

    decree = models.ForeignKey(TeamDecree, models.CASCADE, related_name="seats")
    seat = models.CharField("kedudukan", max_length=20, choices=SEAT_CHOICES)
    position = models.CharField("jabatan", max_length=150)
    name = models.CharField("nama", max_length=150, blank=True)
    institution = models.CharField("instansi", max_length=150)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.get_seat_display()}: {self.position}"

    @property
    def rule(self) -> SeatRule:
        return SEATS[Seat(self.seat)]


class PlenaryChair(models.TextChoices):
    """Who led a pleno: the Ketua, or the Wakil Ketua where he could not (P22 Pasal 48)."""

    CHAIR = "ketua", "Ketua TKKSD"
    DEPUTY = "wakil", "Wakil Ketua TKKSD, karena Ketua berhalangan"


class TeamRecord(models.Model):
    """A pleno that the TKKSD held, or a report that it handed in; `period` is the first day of the
    year or semester. One recorded by mistake is withdrawn and stays readable.
    """

    duty_code = models.CharField(max_length=40)
    period = models.DateField()
    done_on = models.DateField("tanggal")
    number = models.CharField("nomor", max_length=100, blank=True)
    note = models.TextField("keterangan", blank=True)
    led_by = models.CharField("dipimpin", max_length=10, choices=PlenaryChair, blank=True)
    present = models.TextField("hadir", blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    file_name = models.CharField(max_length=200, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    withdrawal_reason = models.TextField("alasan penarikan", blank=True)

    class Meta:
        ordering = ["-done_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["duty_code", "period"],
                condition=models.Q(withdrawn_at=None) & ~models.Q(duty_code=PLENARY.code),
                name="team_reports_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.duty.text}, {self.label}"

    @property
    def duty(self) -> Duty:
        return TEAM_DUTIES[self.duty_code]

    @property
    def label(self) -> str:
        """The period in words."""
        return period_label_of(self.duty, self.period)

    @property
    def is_plenary(self) -> bool:
        return self.duty_code == PLENARY.code

    @property
    def is_withdrawn(self) -> bool:
        return self.withdrawn_at is not None

    @property
    def attendees(self) -> list[str]:
        """Who was there, one a line."""
        return [line.strip() for line in self.present.splitlines() if line.strip()]


class TeamReportPaper(MadeByWorker, models.Model):
    """A report of the TKKSD as PDF, printed from what was known of its period that day."""

    duty_code = models.CharField(max_length=40)
    period = models.DateField()
    state = models.CharField(max_length=10, choices=DocumentState, default=DocumentState.QUEUED)
    sha256 = models.CharField(max_length=64, blank=True)
    error = models.TextField(blank=True)
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    requested_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["duty_code", "period"],
                condition=models.Q(state=DocumentState.QUEUED),
                name="one_team_report_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        duty = TEAM_DUTIES[self.duty_code]
        return f"{duty.text}, {period_label_of(duty, self.period)}"


def standing_decrees() -> models.QuerySet[TeamDecree]:
    """Those that nobody withdrew."""
    return TeamDecree.objects.filter(withdrawn_at=None)


def decree_in_force_on(day: date) -> TeamDecree | None:
    """The Keputusan by which the TKKSD sits on that day: the one that began last, unless it has
    ended. A new one ends the former, which does not come back when the new one ends.
    """
    begun = standing_decrees().filter(since__lte=day).order_by("-since", "-pk").first()
    if begun is None or (begun.until and begun.until < day):
        return None
    return begun


def last_day_of(decree: TeamDecree, later: TeamDecree | None) -> date | None:
    """Until when it is in force: its own end, or the day before the next one begins."""
    if later is None:
        return decree.until
    before = later.since - timedelta(1)
    return min(decree.until, before) if decree.until else before
