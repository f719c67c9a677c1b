"""What was done about a duty. When it is due is derived from the law and the naskah, never stored."""  # noqa: E501

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models.functions import Upper


class Fulfilment(models.Model):
    """One duty of one period, fulfilled or waived; `period` is the day on which that period begins."""  # noqa: E501

    agreement = models.ForeignKey(
        "agreements.Agreement", models.PROTECT, related_name="fulfilments"
    )
    duty_code = models.CharField(max_length=40)
    period = models.DateField()
    done_on = models.DateField("tanggal", null=True, blank=True)
    number = models.CharField("nomor", max_length=100, blank=True)
    note = models.TextField("keterangan", blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    file_name = models.CharField(max_length=200, blank=True)
    waived = models.BooleanField(default=False)
    void = models.BooleanField(default=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]
        indexes = [
            GinIndex(OpClass(Upper("number"), name="gin_trgm_ops"), name="fulfilment_number_part")
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "duty_code", "period"],
                condition=models.Q(void=False),
                name="duty_is_fulfilled_once",
            ),
            models.CheckConstraint(
                condition=models.Q(waived=False, done_on__isnull=False)
                | (models.Q(waived=True) & ~models.Q(note="")),
                name="duty_is_done_on_a_day_or_waived_with_reason",
            ),
        ]
