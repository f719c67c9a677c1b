"""What each original lacks before the signing, ticked point by point."""

from collections import defaultdict

from agreements.documents.kinds import KINDS
from agreements.models import (
    CopyCheck,
    Signing,
)
from agreements.models.event import LogAction
from agreements.regulations.originals import checklist_of_originals
from agreements.workflow.case_log import note_act
from agreements.workflow.remembering import make_undoable
from kerjasama.accounts.models import User

from .signing import lock_for_signing, planned_signing_of


@make_undoable()
def check_signing_copies(
    agreement_id: int,
    user: User,
    kind: str,
    ticked: set[tuple[int, str]],
    shown: set[tuple[int, str]],
) -> None:
    """Keep which points of the checklist are in order on which original, with who and when.

    Of the points that were `shown` as ticked only those that no longer are go; what others
    ticked meanwhile stays.
    """
    agreement = lock_for_signing(agreement_id, user, kind)
    signing = planned_signing_of(agreement, kind)
    known = {(row.rangkap, row.point): row.pk for row in signing.checks.all()}
    wanted = ((known.keys() | ticked) - (shown - ticked)) & set(points_to_check(signing))
    gone = [pk for pair, pk in known.items() if pair not in wanted]
    new = [
        CopyCheck(signing=signing, rangkap=copy, point=point, by=user)
        for copy, point in sorted(wanted - known.keys())
    ]
    if not gone and not new:
        return
    signing.checks.filter(pk__in=gone).delete()
    CopyCheck.objects.bulk_create(new)
    told = f"{KINDS[kind].title}, {len(wanted)} dari {len(points_to_check(signing))} butir"
    note_act(
        agreement,
        user,
        LogAction.COPIES_CHECKED,
        {"what": told, "points": sorted(f"{copy}-{point}" for copy, point in wanted)},
    )


def points_to_check(signing: Signing) -> list[tuple[int, str]]:
    """Every point that is looked at, original by original."""
    return [
        (copy, point)
        for copy in range(1, signing.number_of_originals + 1)
        for point in checklist_of_originals(signing.agreement.track)
    ]


def lacking_points_of(signing: Signing) -> dict[int, list[str]]:
    """What is not ticked yet, in words, by the number of the original."""
    texts = checklist_of_originals(signing.agreement.track)
    done = {(row.rangkap, row.point) for row in signing.checks.all()}
    open_points: dict[int, list[str]] = defaultdict(list)
    for copy, point in points_to_check(signing):
        if (copy, point) not in done:
            open_points[copy].append(texts[point])
    return dict(open_points)
