"""The case: one agreement on its way from proposal to register."""

import hashlib
import json
from datetime import date

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchQuery, SearchVector, SearchVectorField
from django.db import models

from agreements.regulations import catalogue
from agreements.regulations.vocabulary import Stage, Track
from kerjasama.accounts import policy

CONTENT_FIELDS = (
    "title",
    "latar_belakang",
    "maksud_tujuan",
    "objek",
    "lokasi",
    "ruang_lingkup",
    "jangka_waktu_bulan",
    "manfaat",
    "analisis_dampak",
    "pembiayaan",
    "program",
    "membebani",
    "belum_dianggarkan",
    "dengan_kuasa",
    "partner_id",
)
FACT_FIELDS = frozenset(CONTENT_FIELDS[1:11])


class State(models.TextChoices):
    RUNNING = "berjalan", "Berjalan"
    SUSPENDED = "ditangguhkan", "Ditangguhkan"
    REJECTED = "ditolak", "Ditolak"
    WITHDRAWN = "ditarik", "Ditarik"
    DONE = "selesai", "Selesai"


CLOSED = (State.REJECTED, State.WITHDRAWN, State.DONE)


class AgreementQuerySet(models.QuerySet):
    def visible_to(self, user) -> "AgreementQuerySet":
        rule = policy.visible_agreements(user)
        # A subquery, because the join over supporting units would repeat rows.
        return self.filter(pk__in=self.model._base_manager.filter(rule).values("pk")) if rule else self.all()

    def running(self) -> "AgreementQuerySet":
        return self.filter(state=State.RUNNING)

    def expiring(self, start: date, end: date) -> "AgreementQuerySet":
        return self.filter(expires_on__range=(start, end))

    def search(self, words: str) -> "AgreementQuerySet":
        """Full-text search; "kerjasama" finds "kerja sama"."""
        words = words.lower().replace("kerjasama", "kerja sama")
        return self.filter(search=SearchQuery(words, config="indonesian", search_type="websearch"))


class Agreement(models.Model):
    title = models.CharField("judul", max_length=250)
    track_code = models.CharField(max_length=30)
    track_version = models.CharField(max_length=10)
    stage_code = models.CharField(max_length=40)
    stage_entered_at = models.DateTimeField()
    state = models.CharField(max_length=15, choices=State, default=State.RUNNING)
    owner = models.ForeignKey("accounts.Unit", models.PROTECT, related_name="agreements")
    supporters = models.ManyToManyField("accounts.Unit", related_name="supported", blank=True)
    partner = models.ForeignKey("partners.Partner", models.PROTECT, null=True, blank=True, verbose_name="mitra")
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")

    latar_belakang = models.TextField("latar belakang", blank=True)
    maksud_tujuan = models.TextField("maksud dan tujuan", blank=True)
    objek = models.TextField("objek", blank=True)
    lokasi = models.TextField("lokasi", blank=True)
    ruang_lingkup = models.TextField("ruang lingkup", blank=True)
    jangka_waktu_bulan = models.PositiveSmallIntegerField("jangka waktu (bulan)", null=True, blank=True)
    manfaat = models.TextField("manfaat", blank=True)
    analisis_dampak = models.TextField("analisis dampak sosial dan lingkungan", blank=True)
    pembiayaan = models.TextField("pembiayaan", blank=True)
    program = models.CharField("program RPJMD/Renstra/RKPD", max_length=250, blank=True)
    membebani = models.BooleanField("membebani masyarakat dan daerah", default=False)
    belum_dianggarkan = models.BooleanField("belum dianggarkan dalam APBD tahun berjalan", default=False)
    dengan_kuasa = models.BooleanField("PKS ditandatangani penerima kuasa", default=False)
    effective_on = models.DateField("mulai berlaku", null=True, blank=True)
    expires_on = models.DateField("berakhir", null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    search = models.GeneratedField(
        expression=SearchVector("title", "objek", "ruang_lingkup", config="indonesian"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    objects = AgreementQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        indexes = [
            GinIndex(fields=["search"], name="agreement_search"),
            models.Index(fields=["state", "stage_code"], name="agreement_state_stage"),
            models.Index(fields=["-created_at", "-id"], name="agreement_newest"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(expires_on__isnull=True) | models.Q(expires_on__gte=models.F("effective_on")),
                name="agreement_dates_in_order",
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def track(self) -> Track:
        return catalogue.track(self.track_code, self.track_version)

    @property
    def stage(self) -> Stage:
        return self.track.stage(self.stage_code)

    @property
    def get_track_title(self) -> str:
        return self.track.title

    @property
    def is_closed(self) -> bool:
        return self.state in CLOSED

    @property
    def is_editable(self) -> bool:
        """While a naskah is still to be signed; afterwards only an addendum may change the content."""
        ahead = self.track.stages[self.track.position(self.stage_code) :]
        return self.state == State.RUNNING and any(need.signs for stage in ahead for need in stage.requirements)

    @property
    def content_hash(self) -> str:
        """What an approval is bound to: a later edit changes it and so voids the approval."""
        content = {field: getattr(self, field) for field in CONTENT_FIELDS}
        return hashlib.sha256(json.dumps(content, sort_keys=True, default=str).encode()).hexdigest()

    def holds(self, condition_code: str) -> bool:
        """Whether a named condition of the law holds for this case. Raises KeyError for an unknown name."""
        return {
            "perlu_dprd": self.membebani or self.belum_dianggarkan,
            "dengan_kuasa": self.dengan_kuasa,
        }[condition_code]
