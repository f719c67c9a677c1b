"""What the office makes of the requirements that no article asks for."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import OuterRef
from django.db.models.functions import JSONObject

from agreements.regulations.local_norms import NormChoice
from kerjasama.web.compiled import CompiledRows
from kerjasama.web.kept_settings import KeptRows

if TYPE_CHECKING:
    from .agreement import Agreement


class LocalNormChoice(models.Model):
    """One choice on one requirement of a track, with its reason; a later one replaces it.
    Append-only.

    It holds for a case from the next stage that the case enters.
    """

    track_code = models.CharField(max_length=30)
    stage_code = models.CharField(max_length=40)
    requirement_code = models.CharField(max_length=60)
    choice = models.CharField(
        "pilihan", max_length=15, choices=[(one.value, one.label) for one in NormChoice]
    )
    reason = models.TextField("alasan")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(reason=""), name="norm_has_a_reason")
        ]

    @property
    def key(self) -> tuple[str, str]:
        return self.stage_code, self.requirement_code


_CHOICES = CompiledRows(LocalNormChoice.objects.all())
_KEPT_CHOICES = KeptRows(lambda: _CHOICES.rows({}))


@dataclass(frozen=True)
class LocalNorms:
    """Choices of the office, read once for a page."""

    rows: tuple[LocalNormChoice, ...]

    @classmethod
    def read(cls) -> "LocalNorms":
        """Every choice, in its order."""
        return cls(tuple(_KEPT_CHOICES.rows()))

    @classmethod
    def beside(cls, agreement: "Agreement") -> "LocalNorms | None":
        """Those that were read with the case (`norms_beside`); None where none were."""
        told: list[dict[str, str]] | None = getattr(agreement, "local_norms", None)
        if told is None:
            return None
        return cls(
            tuple(
                LocalNormChoice(**row | {"at": datetime.fromisoformat(row["at"])}) for row in told
            )
        )

    def choices_in(
        self, track_code: str, stage_code: str, at: datetime | None = None
    ) -> Mapping[str, NormChoice]:
        """What was chosen of the requirements of a stage, as it stood at that moment, or now."""
        return {
            row.requirement_code: NormChoice(row.choice)
            for row in self.rows
            if (row.track_code, row.stage_code) == (track_code, stage_code)
            and (at is None or row.at <= at)
        }


def norms_beside() -> ArraySubquery:
    """The choices on the road of a case, to be read with the case under the name `local_norms`."""
    fields = ("track_code", "stage_code", "requirement_code", "choice", "at")
    rows = LocalNormChoice.objects.filter(track_code=OuterRef("track_code"))
    return ArraySubquery(rows.values(row=JSONObject(**{name: name for name in fields})))
