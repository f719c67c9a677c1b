"""One item of the mapping, with what its reader may do about it."""

from dataclasses import dataclass

from django.urls import reverse

from agreements.forms.mapping import ItemForm, MergeForm, ReasonForm
from agreements.models import Agreement, MappedItem, Mapping, MappingStep
from agreements.regulations import catalogue
from agreements.regulations.citations import Citation
from agreements.workflow.mapping import REVIEWED, may_keep_mapping, may_write_for
from kerjasama.accounts.models import Role, User

from .years import what_became_of

RETURN, WITHDRAW, MERGE = "kembalikan", "tarik", "gabung"


@dataclass(frozen=True)
class Road:
    """A track on which the item may be proposed."""

    title: str
    address: str


@dataclass(frozen=True)
class ItemPage:
    """An item, what stands in it, what became of it, and the acts of its reader."""

    item: MappedItem
    facts: list[tuple[str, str]]
    citation: Citation | None
    may_edit: bool
    may_send: bool
    may_accept: bool
    return_form: ReasonForm | None
    withdraw_form: ReasonForm | None
    merge_form: MergeForm | None
    roads: list[Road]
    cases: list[Agreement]
    merged: list[MappedItem]
    steps: list[MappingStep]
    became: str

    @property
    def is_acted_on(self) -> bool:
        """Whether its reader may do something about it."""
        forms = (self.return_form, self.withdraw_form, self.merge_form)
        return self.may_edit or self.may_accept or any(form is not None for form in forms)


@dataclass(frozen=True)
class ItemFormPage:
    """An item in its form; `item` as it is stored, if it is."""

    mapping: Mapping
    item: MappedItem
    form: ItemForm


def build_item_page(
    user: User, item: MappedItem, typed: dict[str, ReasonForm | MergeForm]
) -> ItemPage:
    """The page of an item; `typed` are forms that were refused, by their act."""
    writes = may_write_for(user, item.unit_id)
    reviews = _may_review(user, item)
    gives_back = reviews or (may_keep_mapping(user) and _went_to_open_item(item))
    may_edit = writes and item.is_writable
    takes_back = may_edit or (writes and item.is_sent)
    seen = Agreement.objects.visible_to(user).filter(mapped_item=item)
    return ItemPage(
        item=item,
        facts=_facts(item),
        citation=item.planned_kind.citation,
        may_edit=may_edit,
        may_send=may_edit,
        may_accept=reviews and item.is_sent,
        return_form=_form(typed, RETURN) if gives_back else None,
        withdraw_form=_form(typed, WITHDRAW) if takes_back else None,
        merge_form=_merge_form(typed, item) if reviews else None,
        roads=_roads(user, item),
        cases=list(seen.select_related("owner").defer("search").order_by("pk")),
        merged=list(item.merged.select_related("unit")),
        steps=list(item.steps.select_related("by")),
        became=what_became_of(item),
    )


def _may_review(user: User, item: MappedItem) -> bool:
    """Whether this person may accept the item, return it or merge it."""
    return may_keep_mapping(user) and item.state in REVIEWED and not item.is_fixed


def _went_to_open_item(item: MappedItem) -> bool:
    """Whether it was merged into one that can still change."""
    target = item.merged_into
    return target is not None and not target.is_fixed


def _form(typed: dict[str, ReasonForm | MergeForm], act: str) -> ReasonForm:
    form = typed.get(act)
    return form if isinstance(form, ReasonForm) else ReasonForm(auto_id=f"id_{act}_%s")


def _merge_form(typed: dict[str, ReasonForm | MergeForm], item: MappedItem) -> MergeForm | None:
    """None where there is nothing into which it could go."""
    form = typed.get(MERGE)
    if not isinstance(form, MergeForm):
        form = MergeForm(item=item)
    return form if form.fields["into"].queryset else None


def _roads(user: User, item: MappedItem) -> list[Road]:
    """Where a fixed item may be proposed by the staff of one of its units."""
    if not item.is_fixed or not user.units_as(Role.OPD) & units_of_item(item):
        return []
    tracks = {track.code: track for track in catalogue.tracks_here()}
    return [
        Road(tracks[code].title, reverse("pemetaan-ajukan", args=[item.pk, code]))
        for code in item.planned_kind.tracks
    ]


def units_of_item(item: MappedItem) -> frozenset[int]:
    """The units that may propose it, also as they are called now."""
    rows = [item, *item.merged.select_related("unit")]
    return frozenset(pk for row in rows for pk in (row.unit_id, row.unit.successor_id) if pk)


def _facts(item: MappedItem) -> list[tuple[str, str]]:
    """(label, text) of what the item says, in the order of its form."""
    months = item.jangka_waktu_bulan
    rows = [
        ("OPD", ", ".join(item.units)),
        ("Jenis kerja sama", item.planned_kind.text),
        ("Urusan pemerintahan", ", ".join(item.urusan_names)),
        ("Maksud dan tujuan", item.tujuan),
        ("Manfaat yang diharapkan", item.manfaat),
        ("Calon mitra atau daerah", item.mitra),
        ("Program dalam rencana daerah", item.program),
        ("Program dan kegiatan", item.kegiatan),
        ("Hubungan wilayah", item.get_geometri_display()),
        ("Jangka waktu", f"{months} bulan" if months else ""),
        ("Skala prioritas", item.get_prioritas_display()),
    ]
    return [(label, text) for label, text in rows if text]


def item_or_none(user: User, pk: int) -> MappedItem | None:
    """The item, if this person may see it."""
    rows = MappedItem.objects.visible_to(user).with_cases()
    rows = rows.select_related("mapping", "unit", "decree", "merged_into")
    return rows.prefetch_related("merged__unit").filter(pk=pk).first()
