"""A naskah whose text was written elsewhere: the file that is its text, and on which of its pages
the parts stand that the law lists. The only writer of either.
"""

from collections.abc import Mapping
from typing import NamedTuple

from django.db import transaction

from agreements.models import Agreement, OutsideCheck
from agreements.models.event import LogAction
from agreements.models.naskah_setup import OutsideText
from agreements.regulations.naskah_contents import (
    NaskahPart,
    may_come_from_outside,
    parts_of_naskah,
)
from agreements.regulations.vocabulary import Actor, Requirement, RequirementKind
from agreements.workflow import permitting
from agreements.workflow.case_log import note_act
from agreements.workflow.engine import require_drafting
from agreements.workflow.guarding import STALE, lock_running_case, refuse_if
from agreements.workflow.remembering import make_undoable
from agreements.workflow.settling import settle_case
from kerjasama.accounts import policy
from kerjasama.accounts.models import Role, User

NOT_OF_KIND = "Naskah jenis ini disusun di sini; teks dari luar tidak diterima untuknya."
NOT_LEGAL = "Bagian yang wajib ditandai Bagian Hukum."
WRITTEN_HERE = "Belum berkas dari luar"


class TickedPart(NamedTuple):
    """One part that the law lists, and the pages on which it stands; none while nobody found it."""

    part: NaskahPart
    pages: str


def may_bring_text(user: User, agreement: Agreement, kind: str) -> bool:
    """Whether this person may make a file the text of this naskah now."""
    return may_come_from_outside(kind) and not permitting.why_not_word(user, agreement, kind)


def may_tick_parts(user: User, agreement: Agreement, kind: str) -> bool:
    """Whether this person may say where its parts stand."""
    is_legal = policy.may_act_as(user, Role.LEGAL, agreement)
    return is_legal and not permitting.why_not_word(user, agreement, kind)


@make_undoable()
def set_outside_text(
    agreement_id: int,
    user: User,
    kind: str,
    text: OutsideText | None,
    seen: str | None,
    tree: Mapping[str, object] | None = None,
) -> Agreement:
    """Make this file the text of a naskah in draft; with None its text is written here again, from
    the `tree` where it had one. It is content: an approval of what was before counts no more.

    Raises Refused like `engine.set_wording`.
    """
    agreement = lock_running_case(agreement_id)
    require_drafting(agreement, user, kind)
    refuse_if(not may_come_from_outside(kind), NOT_OF_KIND)
    refuse_if(seen != agreement.content_hash, STALE)
    before = agreement.outside_text_of(kind)
    refuse_if(before == text, "Tidak ada yang berubah: berkas ini sudah menjadi teks naskah.")
    others = {other: kept for other, kept in agreement.naskah_luar.items() if other != kind}
    trees = {other: kept for other, kept in agreement.trees.items() if other != kind}
    agreement.naskah_luar = others | ({kind: text.stored()} if text else {})
    agreement.trees = trees | ({kind: tree} if tree and not text else {})
    agreement.save(update_fields=["naskah_luar", "trees"])
    changed = {
        "field": "naskah_luar",
        "label": "Naskah dari luar",
        "old": before.told if before else WRITTEN_HERE,
        "new": text.told if text else "Disusun di sini",
    }
    detail = {"content": agreement.content_hash, "changes": [changed]}
    note_act(agreement, user, LogAction.WORDING_EDITED, detail, kind)
    return settle_case(agreement, may_close=False)


@transaction.atomic
def tick_parts(
    agreement_id: int, user: User, kind: str, sha256: str, pages: Mapping[str, str]
) -> OutsideCheck:
    """Say on which pages of the file the parts stand that the law lists; whatever is not named was
    not found. What is agreed stays as it is, so no approval is lost by it.

    Raises Refused when another file is the text by now, and for anybody but Bagian Hukum.
    """
    agreement = lock_running_case(agreement_id)
    require_drafting(agreement, user, kind)
    refuse_if(not policy.may_act_as(user, Role.LEGAL, agreement), NOT_LEGAL)
    text = agreement.outside_text_of(kind)
    refuse_if(text is None or text.sha256 != sha256, STALE)
    known = [part.code for part in parts_of_naskah(kind, agreement.track)]
    found = {code: pages[code] for code in known if pages.get(code)}
    check = OutsideCheck.objects.create(
        agreement=agreement, kind=kind, sha256=sha256, pages=found, by=user
    )
    what = f"{len(found)} dari {len(known)} bagian"
    note_act(agreement, user, LogAction.PARTS_TICKED, {"what": what}, kind)
    settle_case(agreement, may_close=False)
    return check


def ticked_parts_of(agreement: Agreement, kind: str) -> list[TickedPart]:
    """What the law lists for this naskah, each part with its pages in the file that is its text;
    nothing where its text is written here.
    """
    text = agreement.outside_text_of(kind)
    if text is None:
        return []
    rows = agreement.outside_checks.filter(kind=kind, sha256=text.sha256)
    check = rows.order_by("pk").last()
    pages = check.pages if check else {}
    return [
        TickedPart(part, pages.get(part.code, ""))
        for part in parts_of_naskah(kind, agreement.track)
    ]


def gaps_of_outside_text(agreement: Agreement, kind: str) -> list[tuple[str, str]]:
    """(part, why) of each part that the law lists and nobody found in the text."""
    return [
        (part.code, f"{part.name} wajib ada ({part.citation}); halamannya belum ditandai.")
        for part, pages in ticked_parts_of(agreement, kind)
        if not pages
    ]


def judged_by(agreement: Agreement, need: Requirement) -> list[str]:
    """The naskah from outside that this approval of Bagian Hukum judges."""
    if need.kind is not RequirementKind.APPROVAL or Actor.LEGAL not in need.entered_by:
        return []
    return [
        kind
        for kind in permitting.naskah_drafted_in(agreement.stage)
        if kind in (agreement.naskah_luar or {})
    ]


def reasons_to_wait(agreement: Agreement, need: Requirement) -> list[str]:
    """Why this approval must wait: the parts that were not found, each with its article."""
    return [
        why
        for kind in judged_by(agreement, need)
        for _, why in gaps_of_outside_text(agreement, kind)
    ]
