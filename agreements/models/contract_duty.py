"""A duty that the naskah itself lays on a party: taken from its clauses at the signing, or entered
from it by hand.
"""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from agreements.regulations.contract_duties import PARTIES, PARTNER, RHYTHMS
from agreements.regulations.duty_rules import Rhythm
from kerjasama.web.in_state import InState


class DueRule(models.Model):
    """When something is owed and by whom. On a clause it is empty while `due_text` is."""

    due_text = models.CharField("kewajiban", max_length=250, blank=True)
    due_party = models.CharField("ditanggung oleh", max_length=10, choices=PARTIES, blank=True)
    due_rhythm = models.CharField("jatuh tempo", max_length=20, choices=RHYTHMS, blank=True)
    due_months = models.PositiveSmallIntegerField(
        "bulan", default=6, validators=[MinValueValidator(1), MaxValueValidator(12)]
    )
    due_days = models.PositiveSmallIntegerField(
        "hari", default=30, validators=[MinValueValidator(1), MaxValueValidator(365)]
    )

    class Meta:
        abstract = True

    @property
    def due_when(self) -> str:
        """The rule in words; empty where nothing is owed."""
        return (
            {
                Rhythm.ONCE: f"satu kali, {self.due_days} hari sejak penandatanganan",
                Rhythm.MONTHS: f"tiap {self.due_months} bulan sejak penandatanganan",
                Rhythm.SEMESTER: f"{self.due_days} hari sesudah tiap semester",
                Rhythm.YEARLY: f"{self.due_days} hari sesudah tiap tahun",
                Rhythm.BEFORE_END: f"{self.due_months} bulan sebelum berakhir",
            }.get(Rhythm(self.due_rhythm), "")
            if self.due_rhythm
            else ""
        )


class AgreementDuty(DueRule):
    """`basis` names the Pasal. A void one is owed no more; what was fulfilled of it stays in the
    log.
    """

    agreement = models.ForeignKey(
        "agreements.Agreement", models.PROTECT, related_name="agreed_duties"
    )
    basis = models.CharField("dasar dalam naskah", max_length=200)
    # Of a naskah with several partners: which of them owes it, all together where none is named;
    # and to which party, to all others where none is named.
    bearer = models.ForeignKey("agreements.Party", models.PROTECT, null=True, related_name="+")
    receiver = models.ForeignKey("agreements.Party", models.PROTECT, null=True, related_name="+")
    clause = models.ForeignKey("agreements.Clause", models.PROTECT, null=True, related_name="+")
    void = models.BooleanField(default=False)
    reason = models.TextField(blank=True)
    ended_at = models.DateTimeField(null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    is_of_partner = InState(PARTNER, "due_party")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "basis", "due_text", "due_party", "bearer", "receiver"],
                condition=models.Q(void=False),
                nulls_distinct=False,
                name="agreed_duty_once",
            ),
            models.CheckConstraint(
                condition=~models.Q(due_text="")
                & ~models.Q(due_party="")
                & ~models.Q(due_rhythm="")
                & models.Q(due_months__gte=1),
                name="agreed_duty_is_whole",
            ),
            models.CheckConstraint(
                condition=models.Q(bearer=None) | models.Q(due_party=PARTNER),
                name="agreed_duty_bearer_is_a_partner",
            ),
            models.CheckConstraint(
                condition=models.Q(bearer=None)
                | models.Q(receiver=None)
                | ~models.Q(bearer=models.F("receiver")),
                name="agreed_duty_is_owed_to_another",
            ),
            models.CheckConstraint(
                condition=models.Q(void=False) | ~models.Q(reason=""),
                name="agreed_duty_ends_with_reason",
            ),
        ]
