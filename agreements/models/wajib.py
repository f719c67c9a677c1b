"""What happened around a Kerja Sama Wajib: pembinaan, takeover, aid, its Sekretariat Kerja Sama."""

from django.conf import settings
from django.db import models

from agreements.regulations.supervision import BY_CODE, WajibAct
from kerjasama.writing.figures import format_number

WAJIB_TRACKS = ("ksdd-wajib", "ksdd-masuk-wajib")
# Of a naskah recorded from before nobody said whether its cooperation is wajib.
MAYBE_WAJIB = ("ksdd-lama-kb", "ksdd-lama-pks")


class WajibRecordQuerySet(models.QuerySet):
    def standing(self) -> "WajibRecordQuerySet":
        """Those that nobody withdrew, in the order of what happened."""
        return self.filter(withdrawn_at=None).order_by("day", "pk")


class WajibRecord(models.Model):
    """One act: who did what on which day by which paper, and what it changed. One recorded by
    mistake is withdrawn and stays readable.
    """

    agreement = models.ForeignKey(
        "agreements.Agreement", models.PROTECT, related_name="wajib_records"
    )
    code = models.CharField(max_length=40)
    who = models.CharField("oleh", max_length=200)
    day = models.DateField("tanggal")
    number = models.CharField("nomor surat atau keputusan", max_length=100, blank=True)
    what = models.TextField("uraian")
    effect = models.TextField("akibat", blank=True)
    amount = models.DecimalField(
        "jumlah (rupiah)", max_digits=18, decimal_places=2, null=True, blank=True
    )
    sha256 = models.CharField(max_length=64, blank=True)
    file_name = models.CharField(max_length=200, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    withdrawal_reason = models.TextField("alasan penarikan", blank=True)

    objects = WajibRecordQuerySet.as_manager()

    class Meta:
        ordering = ["-day", "-pk"]
        indexes = [models.Index(fields=["-day", "-id"], name="wajib_record_day")]

    def __str__(self) -> str:
        return self.act.title

    @property
    def act(self) -> WajibAct:
        return BY_CODE[self.code]

    @property
    def rupiah(self) -> str:
        """The amount as it is written; empty where there is none."""
        return f"Rp{format_number(self.amount)}" if self.amount else ""

    @property
    def is_withdrawn(self) -> bool:
        return self.withdrawn_at is not None
