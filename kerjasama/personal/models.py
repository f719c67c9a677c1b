"""What people ask to have corrected in the data held on them."""

from django.conf import settings
from django.db import models
from django.db.models import Q


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
