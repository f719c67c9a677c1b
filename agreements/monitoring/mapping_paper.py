"""The list of a year as PDF: with the draft of its Keputusan while there is none, and as the
lampiran of one that is recorded. Ordered once, made by the worker, sent again by the sweep.
"""

from itertools import groupby
from typing import Any

from django.db import transaction
from django.utils import timezone

from agreements.documents import plain_pages, rendering
from agreements.documents.signers import signer_for_office
from agreements.documents.text import indonesian
from agreements.models import DocumentState, ListDecree, MappedItem, Mapping, MappingPaper
from agreements.regulations import planned
from agreements.regulations.citations import p22
from agreements.regulations.planned import PlannedKind
from agreements.workflow.guarding import refuse_if
from agreements.workflow.mapping import NOT_THE_OFFICE, fixable_items, may_keep_mapping
from kerjasama.accounts.models import Office, RegionProfile, User

# Who is to write the terms of reference from the list (P22 Pasal 29 ayat (1)).
FOLLOWED_BY = p22("29 ayat (1)")


@transaction.atomic
def order_list(mapping: Mapping, decree: ListDecree | None, user: User) -> MappingPaper:
    """Ask for the list of a Keputusan, or for the draft of the next; while one is being made, that
    one is waited for. Raises Refused for others than the Bagian, and for an empty draft.
    """
    refuse_if(not may_keep_mapping(user), NOT_THE_OFFICE)
    is_empty = decree is None and not fixable_items(mapping)
    refuse_if(is_empty, "Belum ada usulan yang diterima untuk dicetak.")
    Mapping.objects.select_for_update(of=("self",)).get(pk=mapping.pk)
    where = {"mapping": mapping, "decree": decree, "state": DocumentState.QUEUED}
    row, is_new = MappingPaper.objects.get_or_create(**where, defaults={"requested_by": user})
    if is_new:
        transaction.on_commit(lambda: rendering.queue_document(row.pk, MappingPaper))
    return row


def render_list(paper_id: int) -> None:
    """Make a queued list. Run twice, it leaves one file."""
    row = MappingPaper.objects.select_related("mapping", "decree").get(pk=paper_id)
    plain_pages.render_plain_page(row, "documents/mapping_list.html", lambda: context_of_list(row))


def context_of_list(row: MappingPaper) -> dict[str, Any]:
    """What the list is made of."""
    region, decree = RegionProfile.current(), row.decree
    day = decree.day if decree else timezone.localdate()
    return {
        "mapping": row.mapping,
        "decree": decree,
        "day_of_decree": indonesian.short_date(day) if decree else "",
        "region": region,
        "demo": region.is_demo,
        "watermark": "" if decree else "RANCANGAN",
        "signer": signer_for_office(Office.HEAD, region, day),
        "groups": _groups(row),
        "law": planned,
        "followed_by": FOLLOWED_BY,
    }


def _groups(row: MappingPaper) -> list[tuple[PlannedKind, list[tuple[int, MappedItem]]]]:
    """The items by kind, each with its number; in a draft as it will be numbered."""
    if row.decree:
        items = list(row.decree.items.select_related("unit").prefetch_related("merged__unit"))
        numbered = [(item.number or 0, item) for item in items]
    else:
        taken = row.mapping.items.fixed().count()
        numbered = list(enumerate(fixable_items(row.mapping), taken + 1))
    by_kind = groupby(numbered, lambda pair: pair[1].kind)
    return [(planned.BY_CODE[code], list(pairs)) for code, pairs in by_kind]
