"""Those among whom the mitra of a case is chosen, where the law lets the TKKSD choose. They are no
parties and stand in no naskah.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models

from kerjasama.web.compiled import rows_beside

if TYPE_CHECKING:
    from agreements.models.agreement import Agreement

LONGEST_WORD = 2_000
FEWEST_TO_CHOOSE = 2


class Candidate(models.Model):
    """A partner that may become the mitra, and what is known of it by what the law weighs (P22
    Pasal 30 ayat (3)).
    """

    agreement = models.ForeignKey("agreements.Agreement", models.CASCADE, related_name="candidates")
    partner = models.ForeignKey("partners.Partner", models.PROTECT, related_name="+")
    offer = models.TextField("yang ditawarkan", max_length=LONGEST_WORD)
    good_faith = models.TextField("bonafiditas", max_length=LONGEST_WORD)
    experience = models.TextField(
        "pengalaman di bidang yang akan dikerjasamakan", max_length=LONGEST_WORD
    )
    commitment = models.TextField(
        "komitmen untuk melaksanakan program/kegiatan", max_length=LONGEST_WORD
    )
    note = models.TextField("kelebihan, kekurangan, catatan", max_length=LONGEST_WORD, blank=True)
    is_chosen = models.BooleanField(default=False)

    class Meta:
        ordering = ["agreement", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "partner"],
                name="one_candidate_once",
                violation_error_message="Mitra ini sudah menjadi calon.",
            ),
            models.UniqueConstraint(
                fields=["agreement"],
                condition=models.Q(is_chosen=True),
                name="one_candidate_is_chosen",
            ),
        ]

    def __str__(self) -> str:
        return str(self.partner)

    @property
    def weighed(self) -> tuple[str, str, str]:
        """What is known of it, in the order in which the law names what is weighed."""
        return self.good_faith, self.experience, self.commitment


def candidates_to_choose(case: Agreement) -> list[Candidate]:
    """Those among whom the TKKSD chooses the mitra; empty where there are too few for a choice."""
    if case.pk is None or case.track.choice_of_mitra is None:
        return []
    listed = rows_beside(case, "candidates")
    return listed if len(listed) >= FEWEST_TO_CHOOSE else []
