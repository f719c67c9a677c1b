"""The yearly mapping: what each OPD would like to have planned, and the list that is fixed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.formats import date_format

from agreements.regulations import planned, preparing_ksdd, urusan
from agreements.regulations.planned import PlannedKind
from kerjasama.accounts.policy import OPD_ROLES
from kerjasama.web.in_state import InState

from .document import DocumentState, MadeByWorker
from .state import STOPPED

if TYPE_CHECKING:
    from kerjasama.accounts.models import User


class Mapping(models.Model):
    """The mapping of one year. `closes_on` is the office's own day, no regulation knows one. The
    coordination with the planning unit is what P22 Pasal 5 ayat (2) asks for.
    """

    year = models.PositiveSmallIntegerField("tahun", unique=True)
    closes_on = models.DateField("batas usulan")
    note = models.TextField("arahan bagi OPD", blank=True)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(auto_now_add=True)
    coordinated_on = models.DateField("tanggal koordinasi", null=True, blank=True)
    coordination = models.TextField("hasil koordinasi", blank=True)

    class Meta:
        ordering = ["-year"]

    def __str__(self) -> str:
        return f"Pemetaan kerja sama {self.year}"

    @property
    def is_open(self) -> bool:
        """Whether OPD are asked to propose; what comes later is taken too, but nobody waits."""
        return timezone.localdate() <= self.closes_on

    @property
    def is_coordinated(self) -> bool:
        return self.coordinated_on is not None


class ListDecreeQuerySet(models.QuerySet):
    def standing(self) -> ListDecreeQuerySet:
        """Those that nobody took back."""
        return self.filter(withdrawn_at=None)


class ListDecree(models.Model):
    """A Keputusan of the head of region that fixes the list of a year, or adds to it. One that was
    recorded by mistake is withdrawn; the steps say by whom and why.
    """

    mapping = models.ForeignKey(Mapping, models.PROTECT, related_name="decrees")
    number = models.CharField("nomor Keputusan", max_length=100)
    day = models.DateField("tanggal Keputusan")
    sha256 = models.CharField(max_length=64)
    file_name = models.CharField(max_length=200)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    withdrawn_at = models.DateTimeField(null=True)

    objects = ListDecreeQuerySet.as_manager()

    class Meta:
        ordering = ["day", "pk"]

    def __str__(self) -> str:
        return f"Keputusan Nomor {self.number}"


class ItemState(models.TextChoices):
    DRAFT = "draf", "Disusun OPD"
    SENT = "diajukan", "Menunggu Bagian Kerja Sama"
    RETURNED = "dikembalikan", "Dikembalikan"
    ACCEPTED = "diterima", "Diterima"
    MERGED = "digabung", "Digabung"
    WITHDRAWN = "ditarik", "Ditarik"


WRITABLE = (ItemState.DRAFT, ItemState.RETURNED)


class MappedItemQuerySet(models.QuerySet):
    def visible_to(self, user: User) -> MappedItemQuerySet:
        """What is fixed is seen by everybody, what was sent by all but other OPD; what is being
        written, by its unit alone.
        """
        own = Q(unit__in=user.units_as(*OPD_ROLES)) | Q(
            merged__unit__in=user.units_as(*OPD_ROLES), state=ItemState.ACCEPTED
        )
        seen = own | Q(decree__isnull=False)
        if user.roles - set(OPD_ROLES):
            seen |= ~Q(state=ItemState.DRAFT)
        return self.filter(pk__in=MappedItem.objects.filter(seen).values("pk"))

    def fixed(self) -> MappedItemQuerySet:
        """Those that stand in the list of their year."""
        return self.filter(decree__isnull=False)

    def standing(self) -> MappedItemQuerySet:
        """Those that go into the list or stand in it."""
        return self.filter(state=ItemState.ACCEPTED)

    def containing(self, text: str) -> MappedItemQuerySet:
        """Those whose object, purpose or partner says so."""
        return self.filter(
            Q(objek__icontains=text) | Q(tujuan__icontains=text) | Q(mitra__icontains=text)
        )

    def usable_by(self, units: frozenset[int]) -> MappedItemQuerySet:
        """Fixed ones of these units, alone or together with others."""
        mine = Q(unit__in=units) | Q(merged__unit__in=units)
        return self.fixed().filter(pk__in=MappedItem.objects.filter(mine).values("pk"))

    def with_cases(self) -> MappedItemQuerySet:
        """Each with whether it became a proposal, and whether a naskah of it is signed."""
        from .agreement import Agreement

        cases = Agreement.objects.filter(mapped_item=OuterRef("pk")).exclude(state__in=STOPPED)
        return self.annotate(
            is_proposed=Exists(cases), is_signed=Exists(cases.filter(effective_on__isnull=False))
        )


class MappedItem(models.Model):
    """One cooperation that an OPD would like to have planned for a year."""

    mapping = models.ForeignKey(Mapping, models.PROTECT, related_name="items")
    unit = models.ForeignKey(
        "accounts.Unit", models.PROTECT, related_name="mapped_items", verbose_name="OPD pengusul"
    )
    kind = models.CharField("jenis kerja sama", max_length=20, choices=planned.CHOICES)
    objek = models.CharField("objek", max_length=250)
    urusan = ArrayField(
        models.CharField(max_length=2, choices=urusan.CHOICES),
        default=list,
        verbose_name="urusan pemerintahan",
    )
    tujuan = models.TextField("maksud dan tujuan")
    kegiatan = models.TextField("program dan kegiatan", blank=True)
    program = models.CharField("program RPJMD/Renstra/RKPD", max_length=250, blank=True)
    mitra = models.CharField("calon mitra atau daerah", max_length=250, blank=True)
    geometri = models.CharField(
        "hubungan wilayah", max_length=20, choices=preparing_ksdd.GEOMETRIES, blank=True
    )
    jangka_waktu_bulan = models.PositiveSmallIntegerField(
        "jangka waktu (bulan)", null=True, blank=True
    )
    prioritas = models.CharField(
        "skala prioritas", max_length=1, choices=planned.PRIORITIES, blank=True
    )
    manfaat = models.TextField("manfaat yang diharapkan")
    state = models.CharField(max_length=15, choices=ItemState, default=ItemState.DRAFT)
    reason = models.TextField("alasan", blank=True)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, related_name="merged")
    decree = models.ForeignKey(ListDecree, models.PROTECT, null=True, related_name="items")
    # Its place in the list of the year, given when it is fixed.
    number = models.PositiveSmallIntegerField(null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    objects = MappedItemQuerySet.as_manager()
    is_draft = InState(ItemState.DRAFT)
    is_sent = InState(ItemState.SENT)
    is_returned = InState(ItemState.RETURNED)
    is_accepted = InState(ItemState.ACCEPTED)
    is_merged = InState(ItemState.MERGED)
    is_withdrawn = InState(ItemState.WITHDRAWN)

    class Meta:
        ordering = ["number", "unit__name", "pk"]
        indexes = [models.Index(fields=["mapping", "state"], name="mapped_item_standing")]
        constraints = [
            models.UniqueConstraint(fields=["mapping", "number"], name="one_place_in_the_list"),
            models.CheckConstraint(
                condition=Q(decree__isnull=True) | Q(state=ItemState.ACCEPTED, number__gt=0),
                name="fixed_items_are_numbered",
            ),
        ]

    def __str__(self) -> str:
        return self.objek

    @property
    def planned_kind(self) -> PlannedKind:
        return planned.BY_CODE[self.kind]

    @property
    def is_fixed(self) -> bool:
        """Whether it stands in the list that a Keputusan fixed."""
        return self.decree_id is not None

    @property
    def is_writable(self) -> bool:
        """Whether its unit may still change it."""
        return self.state in WRITABLE

    @property
    def standing(self) -> str:
        """How it stands, in words."""
        if self.is_fixed:
            return f"Butir {self.number}"
        return str(self.get_state_display())

    @property
    def urusan_names(self) -> list[str]:
        return [urusan.BY_CODE[code].name for code in self.urusan]

    @property
    def units(self) -> list[str]:
        """The unit that leads, and those whose items went into it."""
        others = {row.unit.name for row in self.merged.all() if row.unit_id != self.unit_id}
        return [self.unit.name, *sorted(others)]


class MappingAct(models.TextChoices):
    OPENED = "buka", "Pemetaan dibuka"
    EDITED = "atur", "Batas usulan atau arahan diubah"
    COORDINATED = "koordinasi", "Koordinasi dengan perangkat daerah perencanaan dicatat"
    NOTHING = "nihil", "Dinyatakan tidak ada usulan"
    WRITTEN = "tulis", "Usulan ditulis"
    CHANGED = "ubah", "Usulan diubah"
    SENT = "ajukan", "Diajukan kepada Bagian Kerja Sama"
    WITHDRAWN = "tarik", "Ditarik OPD"
    ACCEPTED = "terima", "Diterima"
    RETURNED = "kembalikan", "Dikembalikan"
    MERGED = "gabung", "Digabung"
    FIXED = "tetapkan", "Daftar ditetapkan"
    CORRECTED = "koreksi", "Data Keputusan dikoreksi"
    UNFIXED = "batal", "Pencatatan Keputusan dibatalkan"


class MappingStep(models.Model):
    """What was done about a mapping or one of its items. Append-only."""

    mapping = models.ForeignKey(Mapping, models.PROTECT, related_name="steps")
    item = models.ForeignKey(MappedItem, models.PROTECT, null=True, related_name="steps")
    act = models.CharField(max_length=15, choices=MappingAct)
    note = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]


class NothingPlanned(models.Model):
    """A unit said that it plans nothing for the year; gone as soon as it proposes something."""

    mapping = models.ForeignKey(Mapping, models.PROTECT, related_name="nothing_planned")
    unit = models.ForeignKey("accounts.Unit", models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["mapping", "unit"], name="nothing_planned_once")
        ]


class MappingPaper(MadeByWorker, models.Model):
    """The list as PDF: the lampiran of a Keputusan, or a draft of it where none is recorded yet."""

    mapping = models.ForeignKey(Mapping, models.PROTECT, related_name="papers")
    decree = models.ForeignKey(ListDecree, models.PROTECT, null=True, related_name="papers")
    state = models.CharField(max_length=10, choices=DocumentState, default=DocumentState.QUEUED)
    sha256 = models.CharField(max_length=64, blank=True)
    error = models.TextField(blank=True)
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    requested_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"Daftar rencana kerja sama {self.mapping.year}"


class MappedContent(models.Model):
    """Of a case: where its object stands in the list of a year."""

    mapped_item = models.ForeignKey(
        MappedItem,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="cases",
        verbose_name="butir daftar rencana kerja sama",
    )

    class Meta:
        abstract = True

    @property
    def place_in_list(self) -> str:
        """ "Butir 4 Daftar Rencana Kerja Sama 2027, Keputusan Nomor … tanggal …"; empty where the
        case names none.
        """
        if self.mapped_item_id is None:
            return ""
        item = MappedItem.objects.select_related("mapping", "decree").get(pk=self.mapped_item_id)
        if item.decree is None:
            return ""
        day = date_format(item.decree.day, "j F Y")
        return (
            f"Butir {item.number} Daftar Rencana Kerja Sama {item.mapping.year}, {item.decree}"
            f" tanggal {day}"
        )
