"""The yearly census of originals: each is marked once a year, and one that is not found is lost."""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from agreements.models import (
    Action,
    Agreement,
    CensusMark,
    Original,
)
from agreements.monitoring.custody.originals import case_of_original, record_original_act
from agreements.monitoring.custody.signing import NOT_YOURS, may_arrange_signing
from agreements.workflow.guarding import refuse_if
from agreements.workflow.remembering import make_undoable
from kerjasama.accounts.models import User


@transaction.atomic
def record_census(year: int, user: User, found: dict[int, tuple[bool, str]]) -> int:
    """Take down what the census found of some originals; one that is not at its place is lost from
    now on. Returns how many were new.
    """
    refuse_if(not may_arrange_signing(user), NOT_YOURS)
    refuse_if(year != timezone.localdate().year, "Sensus tahun itu sudah lewat.")
    waiting = _waiting(year, found)
    for original in waiting:
        is_found, remark = found[original.pk]
        _mark(original.pk, user, original, year, is_found=is_found, remark=remark)
    return len(waiting)


@make_undoable(case_of_original)
def _mark(
    original_id: int, user: User, original: Original, year: int, *, is_found: bool, remark: str
) -> None:
    """The mark and what it says go back together, should somebody take it back."""
    mark = {"year": year, "found": is_found, "place": original.place, "note": remark}
    CensusMark.objects.create(original=original, by=user, at=timezone.now(), **mark)
    if not is_found:
        reason = f"Tidak ditemukan pada sensus {year}. {remark}".strip()
        record_original_act(original_id, user, Action.LOST, timezone.localdate(), note=reason)


def _waiting(year: int, keys: Iterable[int]) -> list[Original]:
    """Those of the keys that nobody marked yet, locked in one order so that two counters do not
    wait for each other.

    A change comes before the agreement above it, which is older, as at its signing.
    """
    cases = Agreement.objects.select_for_update().filter(originals__in=list(keys)).order_by("-pk")
    list(cases.values_list("pk", flat=True))
    return list(
        Original.objects.select_for_update(of=("self",))
        .filter(pk__in=Original.objects.unmarked(year))
        .filter(pk__in=list(keys))
    )
