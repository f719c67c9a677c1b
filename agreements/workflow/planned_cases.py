"""A case whose object stands in the list of a year: begun from an item, or tied to one later; the
Keputusan of the list is then the file that its stage asks for.
"""

from typing import Any

from django.db import transaction
from django.utils import timezone

from agreements.models import Agreement, Evidence, ListDecree, MappedItem, Mapping
from agreements.models.event import LogAction
from agreements.regulations import planned
from agreements.regulations.vocabulary import Requirement, RequirementKind
from agreements.workflow import consequences
from agreements.workflow.case_log import note_act
from agreements.workflow.guarding import refuse_if
from kerjasama.accounts.models import Unit, User

NOT_IN_LIST = "Butir itu belum ditetapkan dengan Keputusan."
OTHER_KIND = "Jenis kerja sama butir itu tidak sesuai dengan jalur ini."
OTHER_UNIT = "Butir itu milik OPD lain."


def items_for_case(case: Agreement) -> list[int]:
    """The items that the case may name: fixed, of its unit or a former one, and of a kind that goes
    its track.
    """
    units = {
        case.owner_id,
        *Unit.objects.filter(successor=case.owner_id).values_list("pk", flat=True),
    }
    rows = MappedItem.objects.usable_by(frozenset(units))
    kinds = planned.kinds_of_track(case.track_code)
    return list(rows.filter(kind__in=kinds).values_list("pk", flat=True))


def known_of_record(case: Agreement, need: Requirement) -> dict[str, Any]:
    """What the mapping of its item tells already of what a record asks, if anything."""
    if need.code != planned.HEARD or case.mapped_item_id is None:
        return {}
    year = Mapping.objects.get(items=case.mapped_item_id)
    if not year.is_coordinated:
        return {}
    return {
        "outcome": need.outcomes[0],
        "decided_on": year.coordinated_on,
        "note": year.coordination,
    }


def take_over_item(case: Agreement, item: MappedItem) -> None:
    """Fill a case that is not begun yet with what its item says; its rows follow in
    `follow_item`.
    """
    case.mapped_item = item
    case.maksud_tujuan, case.objek, case.manfaat = item.tujuan, item.objek, item.manfaat
    case.urusan, case.program, case.ruang_lingkup = item.urusan, item.program, item.kegiatan
    case.jangka_waktu_bulan = item.jangka_waktu_bulan
    if "geometri" in case.track.asks:
        case.geometri = item.geometri


@transaction.atomic
def follow_item(case: Agreement, user: User) -> None:
    """Let the Keputusan of the item that the case names now be the file that the present stage asks
    for; what an earlier list gave counts no more. A file that people handed in stays.

    Expects the row lock. Raises Refused for an item that the case may not name.
    """
    _refuse_wrong_item(case)
    asked = [
        need.code
        for need in case.stage.requirements
        if need.code in planned.MET_BY_LIST and need.kind is RequirementKind.UPLOAD
    ]
    standing = case.evidence.filter(
        stage_code=case.stage_code, requirement_code__in=asked, void=False
    )
    lists = ListDecree.objects.filter(sha256__in=standing.values("sha256")).values("sha256")
    standing.filter(sha256__in=lists).update(void=True)
    given = set(standing.values_list("requirement_code", flat=True))
    if case.mapped_item is None or case.mapped_item.decree is None:
        return
    for code in asked:
        if code not in given:
            _hand_in(case, user, code, case.mapped_item.decree)


def _hand_in(case: Agreement, user: User, code: str, decree: ListDecree) -> None:
    row = Evidence.objects.create(
        agreement=case,
        stage_code=case.stage_code,
        requirement_code=code,
        number=decree.number,
        decided_on=decree.day,
        note=case.place_in_list,
        sha256=decree.sha256,
        file_name=decree.file_name,
        by=user,
        content_hash=case.content_hash,
    )
    consequences.follow_evidence(row)
    detail = {
        "requirement": code,
        "number": row.number,
        "file": row.sha256,
        "content": row.content_hash,
        "item": case.mapped_item_id,
    }
    note_act(case, user, LogAction.REQUIREMENT_MET, detail, row.note)


def _refuse_wrong_item(case: Agreement) -> None:
    item = case.mapped_item
    if item is None:
        return
    refuse_if(not item.is_fixed, NOT_IN_LIST)
    refuse_if(case.track_code not in item.planned_kind.tracks, OTHER_KIND)
    refuse_if(item.pk not in items_for_case(case), OTHER_UNIT)


def add_supporting_units(case: Agreement) -> None:
    """The other units of its item support it, those that still are."""
    if case.mapped_item is None:
        return
    item = case.mapped_item
    units = {item.unit_id, *item.merged.values_list("unit", flat=True)} - {case.owner_id}
    valid = Unit.objects.valid_on(timezone.localdate()).filter(pk__in=units)
    case.supporters.add(*valid)
