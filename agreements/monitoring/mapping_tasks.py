"""What waits about the yearly mapping: OPD that owe an answer, items to review, items to mend."""

from collections.abc import Collection, Iterator
from functools import partial

from django.db.models import Max, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from agreements.models import ItemState, MappedItem, Mapping, MappingAct
from agreements.workflow.mapping import silent_units
from kerjasama.accounts.policy import OFFICE, OPD_ROLES, RoleHolders
from kerjasama.notices.models import Kind
from kerjasama.notices.sources import Many, Task, read_shared, register_task_source

ASKED, TO_REVIEW, TO_MEND = "pemetaan-usulan/", "pemetaan-periksa/", "pemetaan-perbaiki/"
Keys = Collection[int]


def _years() -> str:
    return reverse("pemetaan")


@register_task_source(ASKED, Kind.TASK)
def asked_unit_tasks(_: Keys) -> Iterator[Task]:
    """Units that neither proposed nor said that they plan nothing, until the day that the office
    set.
    """
    for mapping in Mapping.objects.filter(closes_on__gte=timezone.localdate()):
        seats, until = read_shared(RoleHolders), date_format(mapping.closes_on, "j F Y")
        text = (
            f"Batas usulan {until}, ditentukan Bagian Kerja Sama (norma setempat). Bila tidak ada"
            " usulan, nyatakan di halaman itu."
        )
        for unit in silent_units(mapping):
            yield Task(
                Kind.TASK,
                f"{ASKED}{mapping.year}/{unit.pk}",
                seats.among(OPD_ROLES, unit.pk),
                f"Usulkan rencana kerja sama {mapping.year}: {unit}",
                partial(str, text),
                reverse("pemetaan-tahun", args=[mapping.year]),
                due_on=mapping.closes_on,
            )


@register_task_source(TO_REVIEW, Kind.TASK, many=Many("usulan rencana kerja sama", _years))
def items_to_review(_: Keys) -> Iterator[Task]:
    """Items that an OPD sent: the Bagian."""
    for item, step in _moved(ItemState.SENT, MappingAct.SENT):
        people, key = read_shared(RoleHolders).among(OFFICE, 0), f"{TO_REVIEW}{item.pk}/{step}"
        yield _task(item, key, people, "Periksa usulan rencana", str(item.unit))


@register_task_source(TO_MEND, Kind.TASK)
def items_to_mend(_: Keys) -> Iterator[Task]:
    """Items that the Bagian sent back: their OPD."""
    for item, step in _moved(ItemState.RETURNED, MappingAct.RETURNED):
        people = read_shared(RoleHolders).among(OPD_ROLES, item.unit_id)
        key = f"{TO_MEND}{item.pk}/{step}"
        yield _task(item, key, people, "Perbaiki usulan rencana", item.reason)


def _moved(state: ItemState, act: MappingAct) -> Iterator[tuple[MappedItem, int]]:
    """The items in that state, each with the step that led there last."""
    rows = MappedItem.objects.filter(state=state).select_related("unit", "mapping")
    for item in rows.annotate(moved=Max("steps", filter=Q(steps__act=act))):
        yield item, item.moved


def _task(item: MappedItem, key: str, people: frozenset[int], verb: str, text: str) -> Task:
    return Task(
        Kind.TASK,
        key,
        people,
        f"{verb} {item.mapping.year}: {item}",
        partial(str, text),
        reverse("pemetaan-butir", args=[item.pk]),
    )
