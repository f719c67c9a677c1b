"""What a change of a signed agreement says of itself, and what the engine remembers of it on the
agreement.
"""

from dateutil.relativedelta import relativedelta
from django.db import models
from django.utils import timezone

from agreements.models.evaluation import Evaluation, Verdict
from agreements.regulations import evaluation
from agreements.regulations.change_law import GROUND_CHOICES
from agreements.regulations.change_tracks_abroad import NOTIFIED

CHANGE_FIELDS = (
    "naskah_diubah",
    "alasan",
    "perubahan",
    "berakhir_baru",
    "dasar_akhir",
    "penyelesaian",
    "penyelesaian_en",
)
# Facts of the agreement above, which no edit of the change fills in.
EVALUATED = tuple(evaluation.FACTS.values())


class ChangeContent(models.Model):
    """The fields of an adendum, perpanjangan or pengakhiran; empty in every other case."""

    naskah_diubah = models.CharField(
        "naskah yang diubah atau diperpanjang", max_length=40, blank=True
    )
    alasan = models.TextField("alasan", blank=True)
    # The Pasal that an adendum changes: [{part, title, place, how, old, text}, …] as they stand in
    # the naskah in force.
    perubahan = models.JSONField("Pasal yang diubah", default=list, blank=True)
    berakhir_baru = models.DateField("tanggal berakhir yang baru", null=True, blank=True)
    dasar_akhir = models.CharField(
        "dasar berakhirnya kerja sama", max_length=20, choices=GROUND_CHOICES, blank=True
    )
    penyelesaian = models.TextField("penyelesaian hak dan kewajiban", blank=True)
    penyelesaian_en = models.TextField(
        "penyelesaian hak dan kewajiban dalam bahasa Inggris", blank=True
    )
    # Written only by the engine: on a change, the end it found; on an agreement, when it really
    # ends and whether that is early.
    berakhir_semula = models.DateField("berakhir semula", null=True, blank=True, editable=False)
    ends_on = models.DateField("berakhir", null=True, blank=True, editable=False)
    terminated = models.BooleanField("diakhiri", default=False, editable=False)

    # Read with the case by `with_ending`, or else when they are asked for.
    decided: str
    moving: str

    class Meta:
        abstract = True

    @property
    def perpanjangan_terlambat(self) -> bool:
        """Whether less than 6 months are left and the Menteri has not been told (P25 Pasal 33 ayat
        (2)).
        """
        told = self.pk and self.evidence.filter(requirement_code=NOTIFIED, void=False).exists()
        left = self.berakhir_semula - relativedelta(months=6) if self.berakhir_semula else None
        return not told and left is not None and left < timezone.localdate()

    @property
    def perlu_evaluasi(self) -> bool:
        return self.dasar_akhir not in evaluation.WITHOUT_CHOICE

    @property
    def evaluasi_perpanjangan(self) -> bool:
        found = self._evaluated()
        return found is not None and found.verdict != Verdict.STOP

    @property
    def evaluasi_pengakhiran(self) -> bool:
        return self._evaluated() is not None

    def _evaluated(self) -> Evaluation | None:
        """The last verdict on the agreement above, unless it is too old to build on."""
        since = timezone.now() - relativedelta(months=evaluation.MONTHS)
        return (
            self.parent.evaluations.filter(concluded_at__gte=since).last()
            if self.parent_id
            else None
        )

    @property
    def decided_and_moving(self) -> tuple[str, str]:
        """What was decided on the present end and which change of it is under way; asked for unless
        it was read with the case.
        """
        if "decided" not in self.__dict__:
            found = (
                type(self)
                .objects.with_ending()
                .filter(pk=self.pk)
                .values_list("decided", "moving")
                .first()
            )
            self.decided, self.moving = found or ("", "")
        return self.decided, self.moving
