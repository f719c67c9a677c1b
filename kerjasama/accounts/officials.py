"""Who holds which office on which day, and who may sign for the head of the region."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models.functions import Coalesce

from kerjasama.web.compiled import DAY, KEY, CompiledRows

from .nip import mask_number
from .roles import Role

if TYPE_CHECKING:
    from .models import Unit, User


class Office(models.TextChoices):
    HEAD = "kepala_daerah", "Kepala daerah"
    SECRETARY = "sekda", "Sekretaris Daerah"
    ASSISTANT = "asisten", "Asisten yang membidangi kerja sama daerah"
    UNIT_HEAD = "kepala_unit", "Kepala unit"


class Capacity(models.TextChoices):
    """In which capacity the office is held; the value is what a signature block prints before the
    office.
    """

    DEFINITIVE = "definitif", "Definitif"
    CARETAKER = "Pj.", "Penjabat (Pj.)"
    TEMPORARY = "Pjs.", "Penjabat Sementara (Pjs.)"
    ACTING = "Plt.", "Pelaksana Tugas (Plt.)"
    DAILY = "Plh.", "Pelaksana Harian (Plh.)"


# Who fills the office himself, and who stands in for its holder.
FILLING = (Capacity.DEFINITIVE, Capacity.CARETAKER)
STANDING_IN = (Capacity.TEMPORARY, Capacity.ACTING, Capacity.DAILY)
OVERLAP = (
    "Masa jabatan ini bertumpang tindih dengan pejabat lain pada jabatan yang sama. Akhiri masa"
    " jabatan yang lama lebih dahulu."
)


ROLE_OF_OFFICE = {Office.HEAD: Role.HEAD_OF_REGION, Office.SECRETARY: Role.SEKDA}
ROLES_OF_UNIT_HEADS = [
    (role.value, role.label) for role in (Role.OPD_HEAD, Role.SECTION_HEAD, Role.LEGAL)
]


class PeriodQuerySet(models.QuerySet):
    def on(self, day: date) -> PeriodQuerySet:
        """Those that hold on that day, their first and last included."""
        return self.filter(since__lte=day).exclude(until__lt=day)


class Period(models.Model):
    """Something that holds from one day to another, or until further notice."""

    since = models.DateField("sejak")
    until = models.DateField("sampai", null=True, blank=True)

    objects = PeriodQuerySet.as_manager()

    class Meta:
        abstract = True

    def clean(self) -> None:
        super().clean()
        if self.since and self.until and self.until < self.since:
            raise ValidationError({"until": "Tanggal akhir tidak boleh mendahului tanggal mulai."})


def _one_at_a_time(name: str, capacities: tuple[Capacity, ...]) -> ExclusionConstraint:
    period = models.Func("since", "until", models.Value("[]"), function="daterange")
    return ExclusionConstraint(
        name=name,
        expressions=[("office", "="), (Coalesce("unit", 0), "="), (period, "&&")],
        condition=models.Q(capacity__in=capacities),
        violation_error_message=OVERLAP,
    )


class Official(Period):
    """One person in one office for one period."""

    office = models.CharField("jabatan", max_length=20, choices=Office)
    unit = models.ForeignKey(
        "accounts.Unit",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="officials",
        verbose_name="unit",
    )
    capacity = models.CharField(
        "sebagai", max_length=10, choices=Capacity, default=Capacity.DEFINITIVE
    )
    name = models.CharField("nama", max_length=150)
    rank = models.CharField("pangkat/golongan", max_length=100, blank=True)
    nip = models.CharField(
        "NIP",
        max_length=18,
        blank=True,
        validators=[RegexValidator(r"^\d{18}$", "NIP terdiri atas 18 angka.")],
    )
    order_number = models.CharField("surat penunjukan", max_length=150, blank=True)
    order_date = models.DateField("tanggal surat penunjukan", null=True, blank=True)
    # By which he acts here while he holds the office: the seat follows this row.
    user = models.ForeignKey(
        "accounts.User",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="offices",
        verbose_name="akun",
    )
    acts_as = models.CharField(
        "bertindak di aplikasi sebagai", max_length=20, choices=ROLES_OF_UNIT_HEADS, blank=True
    )

    class Meta:
        ordering = ["office", "unit__name", "-since", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(until=None) | models.Q(until__gte=models.F("since")),
                name="official_dates_in_order",
            ),
            models.CheckConstraint(
                condition=models.Q(office=Office.UNIT_HEAD, unit__isnull=False)
                | ~models.Q(office=Office.UNIT_HEAD) & models.Q(unit=None),
                name="unit_heads_have_a_unit",
                violation_error_message="Pilih unit hanya untuk kepala unit.",
            ),
            _one_at_a_time("one_official_at_a_time", FILLING),
            _one_at_a_time("one_stand_in_at_a_time", STANDING_IN),
        ]

    def validate_constraints(self, exclude: Collection[str] | None = None) -> None:
        """While the capacity is refused at its field, nobody else in the office is looked for."""
        if "capacity" not in (exclude or ()):
            super().validate_constraints(exclude)

    @property
    def masked_nip(self) -> str:
        """The NIP for lists; in full it stands in its form and on papers."""
        return mask_number(self.nip)

    def __str__(self) -> str:
        return self.name

    @property
    def prefix(self) -> str:
        """ "Plt. " before the office, nothing for its definitive holder."""
        if self.capacity == Capacity.DEFINITIVE:
            return ""
        return f"{self.capacity} "

    @property
    def place(self) -> str:
        """The office in words."""
        if self.unit:
            return f"Kepala {self.unit}"
        return self.get_office_display()

    @property
    def role(self) -> str:
        """The role of its seat; empty where the office acts in no role of its own."""
        if self.office == Office.UNIT_HEAD:
            return self.acts_as or Role.OPD_HEAD
        return ROLE_OF_OFFICE.get(Office(self.office), "")

    def clean(self) -> None:
        super().clean()
        if self.user and not self.role:
            raise ValidationError({"user": "Jabatan ini tidak mempunyai peran di aplikasi."})
        if self.capacity != Capacity.DEFINITIVE and not (self.order_number and self.order_date):
            raise ValidationError(
                {"order_number": "Isi nomor dan tanggal surat penunjukan untuk Pj., Plt., dan Plh."}
            )
        if self.capacity == Capacity.DAILY and not self.until:
            raise ValidationError({"until": "Pelaksana harian hanya sementara; isi sampai kapan."})


class Delegation(Period):
    """Papers of the head of the region that another signs "a.n.", perhaps "u.b." below the
    Sekretaris Daerah.
    """

    papers = ArrayField(models.CharField(max_length=40), verbose_name="surat")
    office = models.CharField("ditandatangani oleh", max_length=20, choices=Office)
    unit = models.ForeignKey(
        "accounts.Unit", models.PROTECT, null=True, blank=True, verbose_name="unit"
    )
    below_secretary = models.BooleanField("untuk beliau (u.b.) Sekretaris Daerah", default=False)
    basis = models.CharField("dasar", max_length=200)

    class Meta:
        ordering = ["-since", "-pk"]

    def clean(self) -> None:
        super().clean()
        if (self.office == Office.UNIT_HEAD) != (self.unit_id is not None):
            raise ValidationError({"unit": "Pilih unit hanya untuk kepala unit."})
        if self.below_secretary and self.office != Office.UNIT_HEAD:
            raise ValidationError(
                {
                    "below_secretary": (
                        "Hanya kepala unit yang menandatangani untuk beliau (u.b.) Sekretaris"
                        " Daerah."
                    )
                }
            )


def holder_of_office(office: str, on: date, unit: Unit | None = None) -> Official | None:
    """Who signs for this office on that day: of those whose period covers it, the one who began
    last.

    So a stand-in signs while his order holds, and a new definitive holder ends an open order by
    beginning.
    """
    told = {DAY: on} | ({KEY: unit.pk} if unit else {})
    return next(iter(_holders(str(office), of_unit=unit is not None).rows(told)), None)


@cache
def _holders(office: str, *, of_unit: bool) -> CompiledRows[Official]:
    rows = Official.objects.on(DAY).filter(office=office, unit=KEY if of_unit else None)
    return CompiledRows(rows.order_by("-since", "-pk")[:1])


def last_holder(office: str, before: date, unit: Unit | None = None) -> Official | None:
    """Whose period ended last before that day."""
    return (
        Official.objects.filter(office=office, unit=unit, until__lt=before)
        .order_by("-until", "-pk")
        .first()
    )


def delegation_for_paper(paper: str, on: date) -> Delegation | None:
    """The arrangement by which another signs this paper on that day."""
    return Delegation.objects.on(on).filter(papers__contains=[paper]).select_related("unit").first()


def move_officials(former: Unit, successor: Unit, since: date) -> None:
    """Let those who head a unit on that day or later head its successor from then on."""
    for official in former.officials.exclude(until__lt=since):
        ties: list[Any] = [*official.seats.all(), *official.letters.all()]
        began = official.since
        official.pk, official.unit, official.since = None, successor, max(since, began)
        official.save()
        for tied in ties:
            tied.official = official
            tied.save(update_fields=["official"])
    former.officials.filter(since__gte=since).delete()
    former.officials.exclude(until__lt=since).update(until=date.fromordinal(since.toordinal() - 1))


def joined_period(one: Official, other: Official) -> tuple[date, date | None]:
    """From the earlier beginning to the later end of two periods; without end where one has none."""  # noqa: E501
    since = min(one.since, other.since)
    if one.until is None or other.until is None:
        return since, None
    return since, max(one.until, other.until)


def double_of(official: Official) -> models.QuerySet:
    """The other rows of the same office: among them may be the same person, recorded once more."""
    return Official.objects.filter(office=official.office, unit=official.unit).exclude(
        pk=official.pk
    )


def in_between(kept: Official, gone: Official) -> Official | None:
    """Who else held the office in the period that both would have together."""
    since, until = joined_period(kept, gone)
    group = FILLING if kept.capacity in FILLING else STANDING_IN
    others = double_of(kept).exclude(pk=gone.pk).filter(capacity__in=group).exclude(until__lt=since)
    if until is not None:
        others = others.filter(since__lte=until)
    return others.first()


def nip_of(user: User) -> str:
    """The NIP of somebody who holds or held an office here; empty where none is recorded."""
    rows = Official.objects.filter(user=user).exclude(nip="").order_by("-since")
    return rows.values_list("nip", flat=True).first() or ""
