"""What people ask to have corrected in the data held on them, how long data are kept, and what was
disposed of.
"""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from kerjasama.accounts.models import ByTwo, SeatState


class CorrectionRequest(models.Model):
    """Somebody says that something held on them is wrong; an administrator answers. Of a person
    without an account, `about` says who it is.
    """

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="correction_requests"
    )
    about = models.CharField("nama orangnya", max_length=200, blank=True)
    wrong = models.TextField("yang keliru", max_length=2_000)
    right = models.TextField("yang benar", max_length=2_000)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    is_done = models.BooleanField("dikoreksi", null=True)
    answer = models.TextField("jawaban", max_length=2_000, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(person=None) ^ Q(about=""), name="correction_of_one_person"
            )
        ]

    def __str__(self) -> str:
        return f"Koreksi data {self.whom}"

    @property
    def whom(self) -> str:
        """Whose data it is."""
        return str(self.person) if self.person else self.about

    @property
    def is_open(self) -> bool:
        """Whether nobody has answered yet."""
        return self.is_done is None


class RetentionRule(models.Model):
    """For how many days this region keeps a kind of data, and whether it then goes by itself."""

    kind = models.CharField(max_length=20, unique=True)
    days = models.PositiveIntegerField(
        "hari", validators=[MinValueValidator(1), MaxValueValidator(36_500)]
    )
    goes_by_itself = models.BooleanField("dimusnahkan tanpa konfirmasi", default=False)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    changed_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return f"Masa simpan: {self.kind}"


class RuleProposal(ByTwo, models.Model):
    """That a kind of data is kept for fewer days, or goes by itself: proposed by one, confirmed by
    another.
    """

    kind = models.CharField(max_length=20)
    days = models.PositiveIntegerField("hari")
    goes_by_itself = models.BooleanField("dimusnahkan tanpa konfirmasi", default=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    state = models.CharField(max_length=10, choices=SeatState, default=SeatState.PENDING)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind"],
                condition=Q(state=SeatState.PENDING),
                name="one_pending_proposal_of_a_retention_rule",
            )
        ]

    def __str__(self) -> str:
        return f"Usulan masa simpan: {self.kind}"

    @property
    def said(self) -> str:
        """ "30 hari, dimusnahkan otomatis"."""
        return f"{self.days} hari" + (", dimusnahkan otomatis" if self.goes_by_itself else "")


class Disposal(ByTwo, models.Model):
    """What somebody says is to go, since it was kept long enough: done at once, or where it is
    grave after a second person agreed. `keys` name the rows, `labels` what they were called.
    """

    kind = models.CharField(max_length=20)
    keys = models.JSONField(default=list)
    labels = models.JSONField(default=list)
    before = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    state = models.CharField(max_length=10, choices=SeatState, default=SeatState.PENDING)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)
    count = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"Pemusnahan {self.kind}"

    @property
    def is_done(self) -> bool:
        """Whether it went."""
        return self.state == SeatState.HELD

    @property
    def is_withdrawn(self) -> bool:
        """Whether whoever proposed it took it back."""
        return self.state == SeatState.REFUSED and self.decided_by_id == self.by_id
