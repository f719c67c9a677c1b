"""Time: who held a case when, the office's own norms, and the days nobody works."""

from django.db import models


class Clock(models.Model):
    """An interval in which one party held the case; open while it still does. Those who review in
    parallel have one each.
    """

    agreement = models.ForeignKey("agreements.Agreement", models.PROTECT, related_name="clocks")
    track_code = models.CharField(max_length=30)
    stage_code = models.CharField(max_length=40)
    owner = models.CharField(max_length=20)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["track_code", "stage_code"], name="clock_stage")]
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "owner"],
                condition=models.Q(ended_at=None),
                name="one_clock_per_holder",
            ),
            models.CheckConstraint(
                condition=models.Q(ended_at=None) | models.Q(ended_at__gte=models.F("started_at")),
                name="clock_runs_forward",
            ),
        ]


class TermSetting(models.Model):
    """The office's own value for one term: days for a local norm (SOP), the kind of day for any."""

    term_key = models.CharField(max_length=120, unique=True)
    days = models.PositiveSmallIntegerField("hari", null=True, blank=True)
    day_kind = models.CharField(
        "jenis hari",
        max_length=10,
        choices=[("kerja", "hari kerja"), ("kalender", "hari kalender")],
    )
    changed_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    changed_at = models.DateTimeField(auto_now=True)


class DayOff(models.Model):
    """A day without work that the office adds to the national holidays and cuti bersama.

    Or the other way round, by a decree: one of those days that is worked after all.
    """

    day = models.DateField("tanggal", unique=True)
    name = models.CharField("keterangan", max_length=150)
    is_worked = models.BooleanField("hari kerja", default=False)
    decree = models.CharField("nomor keputusan", max_length=150, blank=True)

    class Meta:
        ordering = ["day"]

    @property
    def why_off(self) -> str:
        """Why nobody works on that day; empty where it is worked."""
        return "" if self.is_worked else self.name
