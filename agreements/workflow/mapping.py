"""The yearly mapping: OPD propose items, Bagian Kerja Sama reviews them, and a Keputusan fixes the
list. The only writer of its rows.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import F, Max, QuerySet
from django.utils import timezone
from django.utils.formats import date_format

from agreements.models import (
    ItemState,
    ListDecree,
    MappedItem,
    Mapping,
    MappingAct,
    MappingStep,
    NothingPlanned,
)
from agreements.regulations import planned
from agreements.workflow.guarding import Refused, refuse_if, require_or_refuse
from kerjasama.accounts import policy
from kerjasama.accounts.models import Unit, User

NOT_YOURS = "Usulan ditulis dan diajukan OPD pengusulnya."
NOT_THE_OFFICE = "Pemetaan diatur Bagian Kerja Sama."
REVIEWED = (ItemState.SENT, ItemState.ACCEPTED)
LATER = "Tanggal tidak boleh sesudah hari ini."


@dataclass(frozen=True)
class DecreeData:
    """What a Keputusan is told with; without a file, the one that is kept stays."""

    number: str
    day: date
    sha256: str = ""
    file_name: str = ""


def may_keep_mapping(user: User) -> bool:
    """Whether this person opens a mapping, reviews its items and records its Keputusan."""
    return bool(user.roles & set(policy.OFFICE))


def may_write_for(user: User, unit_id: int) -> bool:
    """Whether this person writes and sends the items of that unit."""
    return unit_id in user.units_as(*policy.OPD_ROLES)


def open_mapping(user: User, year: int, closes_on: date, note: str = "") -> Mapping:
    """Open the mapping of a year. Raises Refused for others than the Bagian and for a year that has
    one.
    """
    _require_office(user)
    with transaction.atomic():
        try:
            with transaction.atomic():
                mapping = Mapping.objects.create(
                    year=year, closes_on=closes_on, note=note, opened_by=user
                )
        except IntegrityError:
            raise Refused(f"Pemetaan {year} sudah dibuka.") from None
        _keep_step(mapping, user, MappingAct.OPENED, f"Batas usulan {_in_words(closes_on)}.")
    return mapping


@transaction.atomic
def edit_mapping(year: int, user: User, closes_on: date, note: str) -> Mapping:
    """Change until when OPD are asked to propose, and what they are told."""
    _require_office(user)
    mapping = _locked(year)
    mapping.closes_on, mapping.note = closes_on, note
    mapping.save(update_fields=["closes_on", "note"])
    _keep_step(mapping, user, MappingAct.EDITED, f"Batas usulan {_in_words(closes_on)}.")
    return mapping


@transaction.atomic
def record_coordination(year: int, user: User, day: date, result: str) -> Mapping:
    """Keep that the mapping was coordinated with the unit for planning (P22 Pasal 5 ayat (2)); a
    later record takes the place of an earlier one, which the steps remember.
    """
    _require_office(user)
    refuse_if(day > timezone.localdate(), LATER)
    mapping = _locked(year)
    mapping.coordinated_on, mapping.coordination = day, result
    mapping.save(update_fields=["coordinated_on", "coordination"])
    _keep_step(mapping, user, MappingAct.COORDINATED, f"{_in_words(day)}: {result}")
    return mapping


@transaction.atomic
def say_nothing_planned(year: int, user: User, unit: Unit) -> NothingPlanned:
    """Keep that a unit plans nothing for the year. Raises Refused for others than its people, and
    where it has an item already.
    """
    refuse_if(not may_write_for(user, unit.pk), NOT_YOURS)
    mapping = _locked(year)
    own = mapping.items.filter(unit=unit).exclude(state=ItemState.WITHDRAWN)
    refuse_if(own.exists(), f"{unit} sudah mempunyai usulan untuk tahun {year}.")
    row, is_new = NothingPlanned.objects.get_or_create(
        mapping=mapping, unit=unit, defaults={"by": user}
    )
    if is_new:
        _keep_step(mapping, user, MappingAct.NOTHING, str(unit))
    return row


@transaction.atomic
def keep_item(item: MappedItem, user: User) -> MappedItem:
    """Save a new item, or what its unit changed of one that it may still change."""
    refuse_if(not may_write_for(user, item.unit_id), NOT_YOURS)
    mapping = _locked(item.mapping.year)
    act = MappingAct.CHANGED if item.pk else MappingAct.WRITTEN
    if item.pk:
        stored = MappedItem.objects.select_for_update(of=("self",)).get(pk=item.pk)
        refuse_if(not stored.is_writable, _why_not(stored))
        item.state, item.reason = stored.state, stored.reason
    else:
        item.by = user
        NothingPlanned.objects.filter(mapping=mapping, unit=item.unit_id).delete()
    item.save()
    _keep_step(mapping, user, act, item=item)
    return item


@transaction.atomic
def send_item(item_id: int, user: User) -> MappedItem:
    """Hand an item to Bagian Kerja Sama."""
    item = _locked_item(item_id)
    refuse_if(not may_write_for(user, item.unit_id), NOT_YOURS)
    refuse_if(not item.is_writable, _why_not(item))
    return _move(item, user, ItemState.SENT, MappingAct.SENT)


@transaction.atomic
def withdraw_item(item_id: int, user: User, reason: str) -> MappedItem:
    """Take an item back that the Bagian has not accepted."""
    item = _locked_item(item_id)
    refuse_if(not may_write_for(user, item.unit_id), NOT_YOURS)
    refuse_if(not (item.is_writable or item.is_sent), _why_not(item))
    return _move(item, user, ItemState.WITHDRAWN, MappingAct.WITHDRAWN, reason)


@transaction.atomic
def accept_item(item_id: int, user: User) -> MappedItem:
    """Take an item into the list that is to be fixed."""
    _require_office(user)
    item = _locked_item(item_id)
    refuse_if(not item.is_sent, _why_not(item))
    return _move(item, user, ItemState.ACCEPTED, MappingAct.ACCEPTED)


@transaction.atomic
def return_item(item_id: int, user: User, reason: str) -> MappedItem:
    """Send an item back to its unit with the reason, also one that was accepted or went into
    another, as long as no Keputusan fixed it.
    """
    _require_office(user)
    refuse_if(not reason.strip(), "Alasan wajib diisi.")
    item = _locked_item(item_id)
    target = item.merged_into
    is_fixed = item.is_fixed or (target is not None and target.is_fixed)
    is_reviewed = item.state in (*REVIEWED, ItemState.MERGED)
    refuse_if(is_fixed or not is_reviewed, _why_not(item))
    item.merged_into = None
    return _move(item, user, ItemState.RETURNED, MappingAct.RETURNED, reason.strip())


@transaction.atomic
def merge_item(item_id: int, user: User, into_id: int) -> MappedItem:
    """Let an item go into another of the same year and kind, whose words and unit lead. The urusan
    of both stand in that one.
    """
    _require_office(user)
    item = _locked_item(item_id)
    rows = item.mapping.items.select_for_update(of=("self",)).exclude(pk=item.pk)
    into = require_or_refuse(
        rows.filter(pk=into_id, kind=item.kind, state__in=REVIEWED).first(),
        "Pilih usulan sejenis yang diajukan atau diterima pada tahun yang sama.",
    )
    refuse_if(item.is_fixed or item.state not in REVIEWED, _why_not(item))
    refuse_if(into.is_fixed, _why_not(into))
    into.urusan = sorted({*into.urusan, *item.urusan})
    into.save(update_fields=["urusan"])
    item.merged.update(merged_into=into)
    item.merged_into = into
    return _move(item, user, ItemState.MERGED, MappingAct.MERGED, f"Ke dalam: {into}")


@transaction.atomic
def fix_list(year: int, user: User, seen: Iterable[int], decree: DecreeData) -> ListDecree:
    """Record the Keputusan that fixes all accepted items which none fixed before. `seen` are the
    items that the person had before them.

    Raises Refused when there are none or others by now, for a day ahead, and where an item is
    wajib and the mapping was not coordinated with the unit for planning.
    """
    _require_office(user)
    mapping = _locked(year)
    refuse_if(decree.day > timezone.localdate(), LATER)
    items = list(fixable_items(mapping))
    refuse_if(not items, "Belum ada usulan yang diterima untuk ditetapkan.")
    refuse_if(
        {item.pk for item in items} != set(seen),
        "Usulan yang diterima berubah sejak halaman ini dibuka. Periksa lagi daftarnya.",
    )
    refuse_for_coordination(mapping, items)
    row = ListDecree.objects.create(mapping=mapping, by=user, **vars(decree))
    last = mapping.items.aggregate(last=Max("number"))["last"] or 0
    for number, item in enumerate(items, last + 1):
        item.decree, item.number = row, number
    MappedItem.objects.bulk_update(items, ["decree", "number"])
    _keep_step(mapping, user, MappingAct.FIXED, _told_of(row))
    return row


@transaction.atomic
def correct_decree(decree_id: int, user: User, reason: str, decree: DecreeData) -> ListDecree:
    """Mend how a Keputusan was recorded; the steps remember what stood there."""
    _require_office(user)
    refuse_if(not reason.strip(), "Alasan wajib diisi.")
    refuse_if(decree.day > timezone.localdate(), LATER)
    row = ListDecree.objects.select_for_update(of=("self",)).get(pk=decree_id)
    before = _told_of(row)
    row.number, row.day = decree.number, decree.day
    if decree.sha256:
        row.sha256, row.file_name = decree.sha256, decree.file_name
    row.save()
    told = f"Semula {before} Menjadi {_told_of(row)} Alasan: {reason.strip()}"
    _keep_step(row.mapping, user, MappingAct.CORRECTED, told)
    return row


@transaction.atomic
def withdraw_decree(decree_id: int, user: User, reason: str) -> ListDecree:
    """Take back a Keputusan that was recorded by mistake; its items are accepted ones again. Raises
    Refused where a case names one of them already.
    """
    _require_office(user)
    refuse_if(not reason.strip(), "Alasan wajib diisi.")
    row = ListDecree.objects.select_for_update(of=("self",)).get(pk=decree_id)
    _locked(row.mapping.year)
    refuse_if(row.withdrawn_at is not None, "Pencatatan ini sudah dibatalkan.")
    is_used = row.items.filter(cases__isnull=False).exists()
    refuse_if(is_used, "Butirnya sudah dipakai usulan kerja sama. Koreksi datanya saja.")
    row.items.update(decree=None, number=None)
    row.withdrawn_at = timezone.now()
    row.save(update_fields=["withdrawn_at"])
    told = f"{_told_of(row)} Alasan: {reason.strip()}"
    _keep_step(row.mapping, user, MappingAct.UNFIXED, told)
    return row


def silent_units(mapping: Mapping) -> QuerySet[Unit]:
    """The OPD with people here who neither proposed nor said that they plan nothing."""
    written = mapping.items.exclude(state=ItemState.WITHDRAWN).values("unit")
    here = Unit.objects.valid_on(timezone.localdate()).filter(
        membership__role__in=policy.OPD_ROLES, membership__user__is_active=True
    )
    silent = here.exclude(pk__in=written).exclude(pk__in=mapping.nothing_planned.values("unit"))
    return silent.distinct().order_by("name")


def fixable_items(mapping: Mapping) -> list[MappedItem]:
    """The accepted items that no Keputusan fixed yet, in the order of the list: by kind, then by
    unit.
    """
    rows = mapping.items.standing().filter(decree=None).select_related("unit")
    place = {kind.code: number for number, kind in enumerate(planned.KINDS)}
    in_order = rows.prefetch_related("merged__unit").order_by("unit__name", F("prioritas"), "pk")
    return sorted(in_order, key=lambda item: place[item.kind])


def lacks_coordination(mapping: Mapping, items: Iterable[MappedItem]) -> bool:
    """Whether one of these items is wajib and the planning unit was not heard."""
    is_asked = any(item.planned_kind.is_obligatory for item in items)
    return is_asked and not mapping.is_coordinated


def refuse_for_coordination(mapping: Mapping, items: Iterable[MappedItem]) -> None:
    """Raises Refused where `lacks_coordination`."""
    refuse_if(
        lacks_coordination(mapping, items),
        "Catat dahulu koordinasi dengan perangkat daerah perencanaan: daftar ini memuat KSDD wajib"
        f" ({planned.COORDINATED}).",
    )


def _require_office(user: User) -> None:
    refuse_if(not may_keep_mapping(user), NOT_THE_OFFICE)


def _locked(year: int) -> Mapping:
    return Mapping.objects.select_for_update(of=("self",)).get(year=year)


def _locked_item(item_id: int) -> MappedItem:
    """The item, after its mapping, so that acts on one year follow each other."""
    year = MappedItem.objects.values_list("mapping__year", flat=True).get(pk=item_id)
    _locked(year)
    rows = MappedItem.objects.select_for_update(of=("self",))
    return rows.select_related("mapping", "merged_into", "unit").get(pk=item_id)


def _why_not(item: MappedItem) -> str:
    """Why nothing of the kind may be done with it now."""
    if item.is_fixed:
        return "Butir ini sudah ditetapkan dengan Keputusan."
    return f"Usulan ini berstatus {item.get_state_display().lower()}. Muat ulang halaman."


def _move(
    item: MappedItem, user: User, state: ItemState, act: MappingAct, reason: str = ""
) -> MappedItem:
    item.state, item.reason = state, reason
    item.save(update_fields=["state", "reason", "merged_into"])
    _keep_step(item.mapping, user, act, reason, item)
    return item


def _keep_step(
    mapping: Mapping, user: User, act: MappingAct, note: str = "", item: MappedItem | None = None
) -> None:
    MappingStep.objects.create(mapping=mapping, item=item, act=act, note=note, by=user)


def _told_of(row: ListDecree) -> str:
    return f"{row} tanggal {_in_words(row.day)} ({row.file_name})."


def _in_words(day: date) -> str:
    return date_format(day, "j F Y")
