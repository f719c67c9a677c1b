"""The years of the mapping, and one of them with its items and figures."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.paginator import Page
from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from agreements.forms.mapping import ItemFilter, OpenMappingForm
from agreements.models import (
    ItemState,
    ListDecree,
    MappedItem,
    Mapping,
    MappingPaper,
    MappingStep,
)
from agreements.models.mapping import MappedItemQuerySet
from agreements.pages.leadership.figures import Linked
from agreements.regulations import planned
from agreements.regulations.citations import Citation
from agreements.workflow.mapping import (
    fixable_items,
    lacks_coordination,
    may_keep_mapping,
    silent_units,
)
from kerjasama.accounts.models import Unit, User
from kerjasama.accounts.policy import OPD_ROLES

# How many of the list stand there, became proposals, and were signed.
COUNTS = {
    "planned": Count("pk"),
    "proposed": Count("pk", filter=Q(is_proposed=True)),
    "signed": Count("pk", filter=Q(is_signed=True)),
    "waiting": Count("pk", filter=Q(is_proposed=False, decree__isnull=False)),
}
TONES = {ItemState.SENT: "is-soon", ItemState.RETURNED: "is-late"}
MOST_STEPS = 30


@dataclass(frozen=True)
class Figure:
    """How many, what they are, and the list of them."""

    label: str
    value: int
    address: str


@dataclass(frozen=True)
class YearLine:
    """A year with its figures."""

    mapping: Mapping
    address: str
    planned: int
    proposed: int
    signed: int
    waiting: int


@dataclass(frozen=True)
class YearsPage:
    """All years, and the form that opens one for the Bagian."""

    lines: list[YearLine]
    form: OpenMappingForm | None
    citations: tuple[Citation, ...] = planned.MAPPING_LAW


def build_years_page(user: User, form: OpenMappingForm | None) -> YearsPage:
    """The years as this person sees them, with the form as it was typed."""
    counts = {row.pop("mapping"): row for row in _counted(user, "mapping")}
    none = dict.fromkeys(COUNTS, 0)
    lines = [
        YearLine(row, reverse("pemetaan-tahun", args=[row.year]), **counts.get(row.pk, none))
        for row in Mapping.objects.all()
    ]
    if form is None and may_keep_mapping(user):
        form = OpenMappingForm(initial={"year": _next_year()})
    return YearsPage(lines, form)


def count_planned(user: User, year: int) -> list[Linked]:
    """What became of the list of a year, each with the items it counts; nothing where none is."""
    rows = MappedItem.objects.visible_to(user).standing().with_cases().filter(mapping__year=year)
    counts = rows.aggregate(**COUNTS)
    if not counts["planned"]:
        return []
    address = reverse("pemetaan-tahun", args=[year])
    return [
        Linked(counts["planned"], "direncanakan", f"{address}?status=rencana#butir"),
        Linked(counts["proposed"], "menjadi usulan", f"{address}?status=usulan#butir"),
        Linked(counts["signed"], "ditandatangani", f"{address}?status=ttd#butir"),
    ]


def _next_year() -> int:
    """The first coming year that is not opened yet."""
    last = Mapping.objects.order_by("year").values_list("year", flat=True).last()
    return max(timezone.localdate().year, last or 0) + 1


def _counted(user: User, *by: str) -> QuerySet[MappedItem, dict]:
    rows = MappedItem.objects.visible_to(user).standing().with_cases().order_by()
    return rows.values(*by).annotate(**COUNTS)


@dataclass(frozen=True)
class ItemLine:
    """An item in the list of its year."""

    item: MappedItem
    address: str
    kind: str
    units: str
    citation: Citation | None
    standing: str
    tone: str
    became: str


@dataclass(frozen=True)
class UnitLine:
    """What a unit planned, proposed and signed."""

    name: str
    planned: int
    proposed: int
    signed: int
    waiting: int


@dataclass(frozen=True)
class OwnUnit:
    """A unit of the reader that may still say that it plans nothing, or said so."""

    unit: Unit
    said_nothing: bool


@dataclass(frozen=True)
class PaperLine:
    """A list that may be printed, and what was printed of it last."""

    title: str
    decree: ListDecree | None
    paper: MappingPaper | None


@dataclass(frozen=True)
class MappingPage:
    """One year as its reader sees it."""

    mapping: Mapping
    form: ItemFilter
    rows: list[MappedItem]
    pages: Page
    lines: list[ItemLine]
    figures: list[Figure]
    units: list[UnitLine]
    own_units: list[OwnUnit]
    may_propose: bool
    may_keep: bool
    decrees: Sequence[ListDecree]
    to_fix: int
    lacks_coordination: bool
    silent: list[Unit]
    nothing: list[Unit]
    steps: list[MappingStep]
    papers: list[PaperLine]
    citations: tuple[Citation, ...] = planned.MAPPING_LAW
    coordinated_by: Citation = planned.COORDINATED
    fixed_by: Citation = planned.LIST_OF_YEAR
    # No regulation knows a day until which OPD propose.
    closed_by: Citation | None = None

    @property
    def is_waiting(self) -> bool:
        """Whether the list is being printed."""
        return any(line.paper is not None and line.paper.is_queued for line in self.papers)

    @property
    def may_fix(self) -> bool:
        """Whether the reader records a Keputusan now."""
        return self.may_keep and self.to_fix > 0

    @property
    def wants_proposal(self) -> bool:
        """Whether the reader's act of this page is to propose."""
        return self.may_propose and self.mapping.is_open


def items_of_year(user: User, mapping: Mapping) -> MappedItemQuerySet:
    """The items that this person sees, each with what became of it."""
    rows = MappedItem.objects.visible_to(user).filter(mapping=mapping).with_cases()
    return rows.select_related("unit", "decree").prefetch_related("merged__unit")


def build_mapping_page(user: User, mapping: Mapping, form: ItemFilter, pages: Page) -> MappingPage:
    """The page with one page of the list."""
    keeps = may_keep_mapping(user)
    items = fixable_items(mapping) if keeps else []
    units = _units_of(user, mapping)
    decrees = list(mapping.decrees.standing().annotate(size=Count("items")))
    return MappingPage(
        mapping=mapping,
        form=form,
        rows=list(pages.object_list),
        pages=pages,
        lines=[_line(row) for row in pages.object_list],
        figures=_figures(mapping, units),
        units=units,
        own_units=_own_units(user, mapping),
        may_propose=bool(user.units_as(*OPD_ROLES)),
        may_keep=keeps,
        decrees=decrees,
        to_fix=len(items),
        lacks_coordination=lacks_coordination(mapping, items),
        silent=list(silent_units(mapping)) if keeps else [],
        nothing=[row.unit for row in mapping.nothing_planned.select_related("unit") if keeps],
        steps=list(
            mapping.steps.filter(item=None).select_related("by").order_by("-pk")[:MOST_STEPS]
        ),
        papers=_papers(user, mapping, decrees, has_draft=bool(items)),
    )


def _papers(
    user: User, mapping: Mapping, decrees: Sequence[ListDecree], *, has_draft: bool
) -> list[PaperLine]:
    """The draft for the Bagian, and the list of each Keputusan; others read what was printed."""
    last = {row.decree_id: row for row in mapping.papers.order_by("pk")}
    lines = [PaperLine(f"Lampiran {row}", row, last.get(row.pk)) for row in decrees]
    if has_draft:
        lines.insert(0, PaperLine("Rancangan Keputusan dan lampirannya", None, last.get(None)))
    if may_keep_mapping(user):
        return lines
    return [line for line in lines if line.paper is not None and line.paper.is_ready]


def _units_of(user: User, mapping: Mapping) -> list[UnitLine]:
    rows = _counted(user, "unit__name").filter(mapping=mapping).order_by("unit__name")
    return [UnitLine(row.pop("unit__name"), **row) for row in rows]


def _figures(mapping: Mapping, units: list[UnitLine]) -> list[Figure]:
    address = reverse("pemetaan-tahun", args=[mapping.year])
    asked = (
        ("Direncanakan", "planned", "?status=rencana"),
        ("Menjadi usulan", "proposed", "?status=usulan"),
        ("Ditandatangani", "signed", "?status=ttd"),
        ("Ditetapkan, belum diajukan", "waiting", "?status=belum"),
    )
    counts = {name: sum(getattr(unit, name) for unit in units) for name in COUNTS}
    return [Figure(label, counts[name], f"{address}{query}#butir") for label, name, query in asked]


def _own_units(user: User, mapping: Mapping) -> list[OwnUnit]:
    """Those of the reader's units without an item of this year."""
    mine = Unit.objects.valid_on(timezone.localdate()).filter(pk__in=user.units_as(*OPD_ROLES))
    written = mapping.items.exclude(state=ItemState.WITHDRAWN).values("unit")
    said = set(mapping.nothing_planned.values_list("unit", flat=True))
    return [OwnUnit(unit, unit.pk in said) for unit in mine.exclude(pk__in=written)]


def _line(item: MappedItem) -> ItemLine:
    tone = "is-good" if item.is_fixed else TONES.get(ItemState(item.state), "")
    return ItemLine(
        item=item,
        address=reverse("pemetaan-butir", args=[item.pk]),
        kind=item.planned_kind.text,
        units=", ".join(item.units),
        citation=item.planned_kind.citation,
        standing=item.standing,
        tone=tone,
        became=what_became_of(item),
    )


def what_became_of(item: MappedItem) -> str:
    """What became of an item that knows it (`with_cases`), in words."""
    if item.is_signed:
        return "Ditandatangani"
    if item.is_proposed:
        return "Sudah diajukan"
    return "Belum diajukan" if item.is_fixed else ""
