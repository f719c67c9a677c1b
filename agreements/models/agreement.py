"""The case: one agreement on its way from proposal to register."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models.functions import Upper
from django.utils import timezone

from agreements.models.facts_abroad import (
    DERIVED_FACTS,
    FOREIGN_FIELDS,
    TRANSLATIONS,
    ForeignContent,
)
from agreements.models.facts_of_change import CHANGE_FIELDS, EVALUATED, ChangeContent
from agreements.regulations import catalogue, ksdd, urusan
from agreements.regulations.limits import longest_of, term_field_of
from agreements.regulations.plans import UNPLANNED
from agreements.regulations.vocabulary import Actor, Stage, Track
from kerjasama.accounts import policy

from . import in_force, searching
from .activity import Activity
from .decision import Choice, Decision
from .legacy import LegacyContent, Origin
from .state import CLOSED, STOPPED, State
from .status import IMPLEMENTING, Status, status_of_agreement, where_status

if TYPE_CHECKING:
    from kerjasama.accounts.models import User

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
    "urusan",
    "nilai",
    "geometri",
    "pks_bulan",
    "kuasa_nama",
    "kuasa_jabatan",
    "kuasa_nip",
    "kuasa_sampai",
    "clauses",
)
FACT_FIELDS = frozenset(
    (*CONTENT_FIELDS, *FOREIGN_FIELDS, *CHANGE_FIELDS, *DERIVED_FACTS, *EVALUATED, "indikator")
)
# Facts that are rows of their own, and where they stand.
COUNTED = {"indikator": "indicators", "kegiatan": "activities"}
# What may still be said while a naskah is drafted; all else was judged in the preparation and
# returns there to be changed.
DRAFTING_FIELDS = frozenset(
    {"pks_bulan", "dengan_kuasa", "kuasa_nama", "kuasa_jabatan", "kuasa_nip", "kuasa_sampai"}
)
PARTNER_FIELDS = (
    "name",
    "kind",
    "address",
    "representative",
    "representative_position",
    "legal_basis",
)
FOREIGN_PARTNER_FIELDS = (
    "country",
    "level",
    "name_en",
    "native_name",
    "representative_position_en",
)


class AgreementQuerySet(models.QuerySet):
    def visible_to(self, user: User) -> AgreementQuerySet:
        """What this person may see; records that were taken back are seen by nobody."""
        return self.filter(policy.visible_agreements(user)).exclude(origin=Origin.TAKEN_BACK)

    def running(self) -> AgreementQuerySet:
        return self.filter(state=State.RUNNING)

    def with_status(self, status: str, today: date) -> AgreementQuerySet:
        """Those that stand so, as `Agreement.status` says it. Raises KeyError for an unknown one."""  # noqa: E501
        return self.filter(where_status(status, today))

    def on_their_way(self, today: date) -> AgreementQuerySet:
        """Those that are still being made, with a naskah to be signed yet."""
        return self.with_status(Status.ON_ITS_WAY, today)

    def held_by(self, user: User) -> AgreementQuerySet:
        """Running cases in which the next act is this person's."""
        return self.running().filter(policy.holds_the_ball(user))

    def held_by_others(self, user: User) -> AgreementQuerySet:
        return self.running().exclude(policy.holds_the_ball(user))

    def implementing(self, today: date) -> AgreementQuerySet:
        """In force, with every naskah signed, so that it is to be carried out now."""
        carried_out = models.Q(state=State.DONE) | models.Q(
            state=State.RUNNING, stage_code__in=IMPLEMENTING
        )
        return self.filter(carried_out, effective_on__lte=today, holds_until__gte=today).exclude(
            track_code__in=UNPLANNED
        )

    def planned(self, today: date, is_planned: bool = True) -> AgreementQuerySet:
        """With activities for this year or a later one; or without."""
        ahead = Activity.objects.filter(agreement=models.OuterRef("pk"), year__gte=today.year)
        return self.filter(models.Exists(ahead) if is_planned else ~models.Exists(ahead))

    def signed(self) -> AgreementQuerySet:
        """With a naskah signed, whether it still holds or not; what was given up is none."""
        return self.filter(effective_on__isnull=False).exclude(state__in=STOPPED)

    def with_plan_of(self, year: int) -> AgreementQuerySet:
        """Signed, with activities in that year."""
        return self.signed().filter(
            models.Exists(Activity.objects.filter(agreement=models.OuterRef("pk"), year=year))
        )

    def expiring(self, start: date, end: date) -> AgreementQuerySet:
        return self.filter(ends_on__range=(start, end))

    def with_ending(self) -> AgreementQuerySet:
        """With what `in_force` asks of each: the decision on its end, and the change of it that is
        under way.
        """
        return self.annotate(**in_force.ending_annotations(self.model._base_manager.all()))

    def in_force(self, how: str, today: date) -> AgreementQuerySet:
        """Signed agreements by how they stand, as `in_force.standing` says it."""
        return self._with_ending_unseen().filter(in_force.filter_by_in_force(how, today))

    def undecided(self) -> AgreementQuerySet:
        """Those of which nobody decided yet what is to become of them at their present end."""
        return self._with_ending_unseen().filter(decided="")

    def decided_to_change(self) -> AgreementQuerySet:
        """Those that are to be extended or ended, with which of it."""
        moved = Decision.objects.given().filter(choice__in=(Choice.EXTEND, Choice.END)).order_by()
        return (
            self.filter(pk__in=moved.values("agreement"))
            .with_ending()
            .filter(decided__in=(Choice.EXTEND, Choice.END))
        )

    def _with_ending_unseen(self) -> AgreementQuerySet:
        return self.alias(**in_force.ending_annotations(self.model._base_manager.all()))

    def changeable(self, today: date) -> AgreementQuerySet:
        """Signed agreements that still hold and that nobody has ended."""
        return self.filter(holds_until__gte=today, terminated=False).exclude(state__in=STOPPED)

    def search(self, asked: str) -> AgreementQuerySet:
        """By words, names and numbers (models.searching); "kerja sama" alone asks for nothing."""
        words = searching.words_of(asked)
        return self.filter(searching.filter_by_words(words, self.model)) if words else self

    def resembling(self, asked: str) -> AgreementQuerySet:
        """For words that nothing holds: those whose words are like them, however misspelt."""
        return searching.resembling_cases(searching.words_of(asked), self)


class Agreement(ForeignContent, ChangeContent, LegacyContent):
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
    nilai = models.DecimalField(
        "nilai (rupiah)", max_digits=18, decimal_places=2, null=True, blank=True
    )
    # What a register says of money that is no sum of rupiah: "USD 50.000 per bulan". It is shown
    # and never added up.
    nilai_tertulis = models.CharField("nilai sebagaimana tertulis", max_length=150, blank=True)
    program = models.CharField("program RPJMD/Renstra/RKPD", max_length=250, blank=True)
    urusan = ArrayField(
        models.CharField(max_length=2, choices=urusan.CHOICES),
        default=list,
        blank=True,
        verbose_name="urusan pemerintahan",
    )
    geometri = models.CharField(
        "hubungan wilayah", max_length=20, choices=ksdd.GEOMETRIES, blank=True
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
                models.Q(renews_itself=True) | models.Q(open_ended=True, ends_on__isnull=True),
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

    objects = AgreementQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        indexes = [
            GinIndex(fields=["search"], name="agreement_search"),
            # What beranda and dasbor count by, so that they read this index and not the long rows.
            models.Index(
                fields=["state", "stage_code", "track_code"],
                include=["id", "owner", "holders", "term_key", "term_from", "urusan", "origin"],
                name="agreement_standing",
            ),
            models.Index(
                fields=["-created_at", "-id"], include=["origin"], name="agreement_newest"
            ),
            models.Index(
                Upper("naskah_number"),
                condition=~models.Q(naskah_number=""),
                name="agreement_naskah_number",
            ),
            GinIndex(
                OpClass(Upper("naskah_number"), name="gin_trgm_ops"), name="agreement_number_part"
            ),
            models.Index(fields=["owner", "-created_at", "-id"], name="agreement_of_unit"),
            models.Index(fields=["term_key", "term_from"], name="agreement_term"),
            models.Index(fields=["ends_on"], name="agreement_ending"),
            models.Index(fields=["holds_until"], name="agreement_holding"),
            GinIndex(fields=["holders"], name="agreement_holders"),
            GinIndex(fields=["urusan"], name="agreement_urusan"),
            GinIndex(OpClass("title", name="gin_trgm_ops"), name="agreement_title_trigram"),
        ]
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
        if (
            not self.terminated
            and self.effective_on is not None
            and (self.renews_itself or self.open_ended and self.ends_on is None)
        ):
            return date.max
        return self.ends_on

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
        if holder == "OPD":
            return str(self.owner)
        return f"{Actor[holder]} {self.owner}" if holder == "OPD_HEAD" else str(Actor[holder])

    @property
    def is_draft(self) -> bool:
        return (
            self.state == State.RUNNING
            and self.holders == ["OPD"]
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
            return FACT_FIELDS | {"partner", "supporters"}
        needs = self.stage.requirements
        asked = {need.fact for need in needs if need.fact} | {
            need.condition.code for need in needs if need.condition
        }
        drafted = DRAFTING_FIELDS if any(need.draft for need in needs) else frozenset()
        return (
            frozenset(asked & FACT_FIELDS)
            | drafted
            | (TRANSLATIONS if "terjemahan_lengkap" in asked else frozenset())
        )

    def months_of(self, kind: str) -> int:
        """The term that a naskah of this kind states, in months; 0 when it is not known."""
        return getattr(self, term_field_of(kind)) or self.jangka_waktu_bulan or 0

    def why_too_long(self, kind: str) -> str:
        """Why a naskah of this kind may not run for the months it states; empty when the law lets
        it.
        """
        limit = longest_of(self.track.family, kind)
        return limit.why_not(self.months_of(kind)) if limit else ""

    def fact(self, name: str) -> object:
        """The value of a fact that a requirement asks for; falsy when it is missing."""
        value = getattr(self, COUNTED.get(name, name))
        return value.count() if name in COUNTED else value

    @property
    def content_hash(self) -> str:  # noqa: C901  stored hashes hang on each of its exceptions
        """What an approval is bound to: a later edit changes it and so voids the approval."""
        content = {field: getattr(self, field) for field in CONTENT_FIELDS}
        if content["kuasa_sampai"] is None:
            del content[
                "kuasa_sampai"
            ]  # younger than the approvals that are bound to a hash without it
        content["nilai"] = (
            str(Decimal(self.nilai).quantize(Decimal("0.01"))) if self.nilai is not None else ""
        )
        content["mitra"] = (
            [getattr(self.partner, field) for field in PARTNER_FIELDS] if self.partner else []
        )
        content["indikator"] = [
            (row.name, row.unit, row.baseline, row.target) for row in self.indicators.all()
        ]
        if self.track.is_foreign:
            content |= {field: getattr(self, field) for field in FOREIGN_FIELDS}
            content["mitra"] += (
                [getattr(self.partner, field) for field in FOREIGN_PARTNER_FIELDS]
                if self.partner
                else []
            )
            content["kegiatan"] = [row.told() for row in self.activities.all()]
        if self.track.changes:
            content |= {field: getattr(self, field) for field in CHANGE_FIELDS}
        if (
            self.plan_is_content
            and not self.track.is_foreign
            and (rows := [row.told() for row in self.activities.all()])
        ):
            content["kegiatan"] = (
                # left out while there are none, as in the hashes made before a Sinergi had any
                rows
            )
        return hashlib.sha256(json.dumps(content, sort_keys=True, default=str).encode()).hexdigest()

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
    def perlu_dprd(self) -> bool:
        return self.membebani or self.belum_dianggarkan


class Indicator(models.Model):
    """What the public gets: a measure of service with where it stands and where it is to go."""

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="indicators")
    name = models.CharField("indikator pelayanan publik", max_length=200)
    unit = models.CharField("satuan", max_length=50)
    baseline = models.DecimalField("kondisi awal", max_digits=14, decimal_places=2)
    target = models.DecimalField("target", max_digits=14, decimal_places=2)

    class Meta:
        ordering = ["pk"]


class Comment(models.Model):
    """One word in the discussion of a case; everybody who sees the case reads it."""

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="comments")
    text = models.TextField("tanggapan", max_length=4000)
    by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]
