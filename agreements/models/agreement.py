"""The case: one agreement on its way from proposal to register."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.utils import timezone

from agreements.models.facts_abroad import TRANSLATIONS, ForeignContent
from agreements.models.facts_of_change import ChangeContent
from agreements.regulations import catalogue, outside_plan, preparing_ksdd, urusan
from agreements.regulations.limits import longest_of
from agreements.regulations.open_questions import (
    DPRD_IN_SINERGI,
    EACH_SINERGI,
    LIST_OUTSIDE_PLAN,
    LISTED_ALL_THE_SAME,
)
from agreements.regulations.vocabulary import Actor, Stage, Track
from kerjasama.web.compiled import rows_beside

from . import searching
from .agreement_indexes import INDEXES
from .agreement_queries import AgreementQuerySet
from .assignment import Assignment
from .candidate import candidates_to_choose
from .content import BESIDE_FACTS, COUNTED, DRAFTING_FIELDS, FACT_FIELDS, content_hash_of
from .legacy import LegacyContent
from .mapping import MappedContent
from .naskah_setup import NaskahSetupContent
from .party import PartiesOfCase, keep_first_partner
from .reading_choice import chosen_code_of
from .state import CLOSED, State
from .status import IMPLEMENTING, Status, status_of_agreement
from .term import (
    BEGINNING_AND_END,
    RENEWAL_FIELDS,
    RENEWS_NOW,
    STATING,
    NaskahTerm,
    TermContent,
    term_of_kind,
)
from .worth import WorthContent


class Agreement(
    ForeignContent,
    ChangeContent,
    LegacyContent,
    TermContent,
    WorthContent,
    PartiesOfCase,
    MappedContent,
    NaskahSetupContent,
):
    title = models.CharField("judul", max_length=250)
    track_code = models.CharField(max_length=30)
    track_version = models.CharField(max_length=10)
    stage_code = models.CharField(max_length=40)
    stage_entered_at = models.DateTimeField()
    state = models.CharField(max_length=15, choices=State, default=State.RUNNING)
    # Written only by the engine, after every act: who must act next, which term runs since when,
    # where a sent-back case returns to.
    holders = ArrayField(models.CharField(max_length=20), default=list, editable=False)
    term_key = models.CharField(max_length=120, blank=True, editable=False)
    term_from = models.DateField(null=True, editable=False)
    paused_days = models.PositiveSmallIntegerField(default=0, editable=False)
    return_to = models.CharField(max_length=40, blank=True, editable=False)
    owner = models.ForeignKey("accounts.Unit", models.PROTECT, related_name="agreements")
    supporters = models.ManyToManyField("accounts.Unit", related_name="supported", blank=True)
    partner = models.ForeignKey(
        "partners.Partner", models.PROTECT, null=True, blank=True, verbose_name="mitra"
    )
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children"
    )

    latar_belakang = models.TextField("latar belakang", blank=True)
    maksud_tujuan = models.TextField("maksud dan tujuan", blank=True)
    objek = models.TextField("objek", blank=True)
    lokasi = models.TextField("lokasi", blank=True)
    ruang_lingkup = models.TextField("ruang lingkup", blank=True)
    jangka_waktu_bulan = models.PositiveSmallIntegerField(
        "jangka waktu (bulan)", null=True, blank=True
    )
    manfaat = models.TextField("manfaat", blank=True)
    analisis_dampak = models.TextField("analisis dampak sosial dan lingkungan", blank=True)
    pembiayaan = models.TextField("pembiayaan", blank=True)
    program = models.CharField("program RPJMD/Renstra/RKPD", max_length=250, blank=True)
    luar_rencana = models.CharField(
        "dasar bila objek belum tercantum dalam perencanaan",
        max_length=20,
        choices=outside_plan.GROUNDS,
        blank=True,
    )
    penjelasan_luar_rencana = models.TextField("penjelasan dasar itu", blank=True)
    urusan = ArrayField(
        models.CharField(max_length=2, choices=urusan.CHOICES),
        default=list,
        blank=True,
        verbose_name="urusan pemerintahan",
    )
    geometri = models.CharField(
        "hubungan wilayah", max_length=20, choices=preparing_ksdd.GEOMETRIES, blank=True
    )
    pks_bulan = models.PositiveSmallIntegerField("jangka waktu PKS (bulan)", null=True, blank=True)
    membebani = models.BooleanField("membebani masyarakat dan daerah", default=False)
    belum_dianggarkan = models.BooleanField(
        "belum dianggarkan dalam APBD tahun berjalan", default=False
    )
    dengan_kuasa = models.BooleanField("PKS ditandatangani penerima kuasa", default=False)
    kuasa_nama = models.CharField("nama penerima kuasa", max_length=150, blank=True)
    kuasa_jabatan = models.CharField("jabatan penerima kuasa", max_length=150, blank=True)
    kuasa_nip = models.CharField("NIP penerima kuasa", max_length=18, blank=True)
    kuasa_sampai = models.DateField("surat kuasa berlaku sampai", null=True, blank=True)
    # The wording of a naskah where it departs from the standard text: {document kind: {part:
    # text}}.
    clauses = models.JSONField(default=dict, blank=True, editable=False)
    effective_on = models.DateField("mulai berlaku", null=True, blank=True)
    expires_on = models.DateField("berakhir", null=True, blank=True)
    # Until when it holds, for queries: its end, or for one that no day ends a day that never comes;
    # never shown. See `last_day`.
    holds_until = models.GeneratedField(
        expression=models.Case(
            models.When(terminated=True, then="ends_on"),
            models.When(
                RENEWS_NOW | models.Q(open_ended=True, ends_on__isnull=True),
                effective_on__isnull=False,
                then=models.Value(date.max),
            ),
            default="ends_on",
        ),
        output_field=models.DateField(null=True),
        db_persist=True,
    )
    created_at = models.DateTimeField(auto_now_add=True)
    search = models.GeneratedField(
        expression=searching.search_vector(),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    # Who handles it; set by whoever shows it (`attach_handlers`).
    handlers: Sequence[Assignment] = ()

    objects = AgreementQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        indexes = INDEXES
        constraints = [
            models.CheckConstraint(
                condition=models.Q(expires_on__isnull=True)
                | models.Q(expires_on__gte=models.F("effective_on")),
                name="agreement_dates_in_order",
            ),
            models.CheckConstraint(
                condition=models.Q(ends_on__isnull=True)
                | models.Q(ends_on__gte=models.F("effective_on")),
                name="agreement_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **options: Any) -> None:
        """Save, and let the parties follow the partner that was chosen."""
        super().save(*args, **options)
        written = options.get("update_fields")
        if written is None or "partner" in written:
            keep_first_partner(self)

    @property
    def track(self) -> Track:
        return catalogue.pinned_track(self.track_code, self.track_version)

    @property
    def stage(self) -> Stage:
        return self.track.stage(self.stage_code)

    @property
    def runs_on(self) -> bool:
        """Whether no day ends it: signed without one or renewing itself, and not ended by anybody
        since.
        """
        return self.last_day == date.max

    @property
    def last_day(self) -> date | None:
        """The last day on which it holds, as `holds_until`; None while it is not signed."""
        if self.terminated or self.effective_on is None:
            return self.ends_on
        no_end_known = self.open_ended and self.ends_on is None
        return date.max if self.renews_now or no_end_known else self.ends_on

    def begins_after(self, day: date) -> bool:
        """Whether it is signed and does not hold yet on that day."""
        return self.effective_on is not None and day < self.effective_on

    @property
    def has_term(self) -> bool:
        """Whether it is signed and holds or held, for a time or without an end; a signed change has
        none of its own.
        """
        return self.last_day is not None

    @property
    def above(self) -> Agreement:
        """The agreement that a change is about. Raises ValueError for a case that stands under
        none.
        """
        if self.parent is None:
            raise ValueError("no agreement above")
        return self.parent

    @property
    def is_closed(self) -> bool:
        return self.state in CLOSED

    @property
    def holder_names(self) -> str:
        """Who holds the file, by name of the unit where that is the proposing one: several cases
        need `owner` beside them.
        """
        return " dan ".join(self._named(name) for name in self.holders)

    def _named(self, holder: str) -> str:
        if holder == Actor.OPD.name:
            return str(self.owner)
        if holder == Actor.OPD_HEAD.name:
            return f"{Actor[holder]} {self.owner}"
        return str(Actor[holder])

    @property
    def is_draft(self) -> bool:
        return (
            self.state == State.RUNNING
            and self.holders == [Actor.OPD.name]
            and self.stage_code == self.track.stages[0].code
        )

    @property
    def status(self) -> str:
        """In a word how it stands today; an agreement in force is so, whatever is still to be filed
        about it.
        """
        standing = status_of_agreement(self, timezone.localdate())
        if standing is Status.ON_ITS_WAY and self.return_to:
            return "Perlu perbaikan"
        return "Draf" if self.is_draft else standing.label

    @property
    def editable_fields(self) -> frozenset[str]:
        """What the proposing OPD may change now: all until its head has approved, then only what
        the stage asks for or drafts.
        """
        if self.state != State.RUNNING:
            return frozenset()
        if self.track.position(self.stage_code) <= self.track.preparation_ends:
            return FACT_FIELDS | BESIDE_FACTS
        needs = self.stage.requirements
        asked = {need.fact for need in needs if need.fact}
        asked |= {need.condition.code for need in needs if need.condition}
        fields = FACT_FIELDS & asked
        if "jangka_waktu_bulan" in asked:
            fields |= {*BEGINNING_AND_END, *RENEWAL_FIELDS}
        if any(need.draft for need in needs):
            fields |= DRAFTING_FIELDS
        if "terjemahan_lengkap" in asked:
            fields |= TRANSLATIONS
        return fields

    def term_of(self, kind: str) -> NaskahTerm:
        """The term that a naskah of this kind states."""
        return term_of_kind(
            {name: getattr(self, name) for name in STATING}, self.track.family, kind
        )

    def why_too_long(self, kind: str, signed_on: date | None = None) -> str:
        """Why a naskah of this kind may not run for as long as it states; empty when the law lets
        it.
        """
        limit = longest_of(self.track.family, kind)
        return self.term_of(kind).why_against_law(limit, signed_on) if limit else ""

    def has_fact(self, name: str) -> bool:
        """Whether a fact that a requirement asks for is filled in. Raises AttributeError for an
        unknown name.
        """
        if name in COUNTED:
            return bool(rows_beside(self, COUNTED[name]))
        if name == "program" and self.is_outside_plan:
            return True
        if name == "partner_id" and self.partner_id is None:
            return bool(candidates_to_choose(self))
        if name == "jangka_waktu_bulan":
            return self.term_of("").is_complete
        return bool(getattr(self, name))

    @property
    def content_hash(self) -> str:
        """What an approval is bound to: a later edit changes it and so voids the approval."""
        return content_hash_of(self)

    @property
    def plan_is_content(self) -> bool:
        """Whether the activities are part of what is agreed and signed: abroad, and in the rencana
        kerja of a Sinergi.
        """
        return self.track.is_foreign or self.track.is_sinergi

    def is_implemented_on(self, today: date) -> bool:
        """As `AgreementQuerySet.implementing`."""
        last = self.last_day
        if self.effective_on is None or last is None or not self.effective_on <= today <= last:
            return False
        return self.state == State.DONE or (
            self.state == State.RUNNING and self.stage_code in IMPLEMENTING
        )

    @property
    def urusan_names(self) -> list[str]:
        return [urusan.BY_CODE[code].name for code in self.urusan]

    def holds(self, condition_code: str) -> bool:
        """Whether a named condition of the law holds for this case. Raises AttributeError for an
        unknown name.
        """
        return bool(getattr(self, condition_code))

    @property
    def is_outside_plan(self) -> bool:
        """Whether its object need not stand in the plans, on a road where the law allows that."""
        return bool(self.luar_rencana) and "luar_rencana" in self.track.asks

    @property
    def perlu_daftar(self) -> bool:
        """Whether its object must stand in the yearly list (P22 Pasal 25 ayat (2)): not outside the
        plans, where the office reads PP 28/2018 Pasal 16 ayat (3) so.
        """
        if not self.is_outside_plan:
            return True
        return chosen_code_of(LIST_OUTSIDE_PLAN) == LISTED_ALL_THE_SAME

    @property
    def place_in_plan(self) -> str:
        """The programme, or on what ground the object stands in none."""
        if self.program or not self.is_outside_plan:
            return self.program
        return outside_plan.say_ground(self.track, self.luar_rencana)

    @property
    def one_province(self) -> bool | None:
        """Whether all sides lie in one province; None where the proposal does not say."""
        return self.dalam_satu_provinsi if self.geometri else None

    @property
    def dalam_satu_provinsi(self) -> bool:
        """P22 Pasal 5 ayat (4) huruf a."""
        return self.geometri == preparing_ksdd.WITHIN_PROVINCE

    @property
    def lintas_atau_dengan_provinsi(self) -> bool:
        """P22 Pasal 5 ayat (4) huruf b."""
        return bool(self.geometri) and not self.dalam_satu_provinsi

    @property
    def perlu_dprd(self) -> bool:
        """By what it burdens; a Sinergi always, where the office reads P22 Pasal 55 ayat (3) so."""
        if self.membebani or self.belum_dianggarkan or not self.track.is_sinergi:
            return self.membebani or self.belum_dianggarkan
        return chosen_code_of(DPRD_IN_SINERGI, self) == EACH_SINERGI
