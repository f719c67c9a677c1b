"""Remarks on the blocks of a naskah: the only writer of them.

They hang on the id of a block and on the version of which they were said, and change nothing of
the content of the case. What is for the mitra too is read and answered by its people, who have no
account and bear a name (`guest`).
"""

import re
from collections.abc import Iterable

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator

from agreements.documents.kinds import KINDS
from agreements.documents.wording import kept_trees, trees, values_abroad, versions
from agreements.models import Agreement, DraftVersion, Remark, RemarkTier, Source
from agreements.naskah.blocks import Block, Item, NaskahText, all_blocks
from agreements.naskah.inline import Teller
from agreements.naskah.numbering import Numbers
from agreements.naskah.plain import tell_body
from agreements.naskah.stored import load_naskah
from agreements.workflow import guarding, halting, permitting
from agreements.workflow.guarding import refuse_for, refuse_if
from kerjasama.accounts import policy
from kerjasama.accounts.models import Role, User
from kerjasama.accounts.policy import RoleHolders
from kerjasama.notices.models import Kind
from kerjasama.notices.posting import send_notice

LONGEST, QUOTED, REPEATED = 4000, 500, 200
PAGE = re.compile(r"halaman-(\d{1,3})")  # of a naskah from outside, as a block is named
EMPTY = "Tulis catatannya."
TOO_LONG = f"Catatan paling panjang {LONGEST} huruf."
GONE = "Bagian yang dicatat sudah tidak ada dalam naskah. Muat ulang halaman."
SETTLED = "Catatan ini sudah selesai. Buka kembali dahulu, atau tulis catatan baru."
NOT_FOR_MITRA = "Catatan ini hanya untuk Pemerintah Daerah."
NO_VERSION = "Naskah ini belum pernah dikirim kepada mitra."


@transaction.atomic
def add_remark(
    agreement_id: int,
    kind: str,
    block: str,
    text: str,
    *,
    by: User | None = None,
    guest: str = "",
    brought_by: User | None = None,
    tier: str = RemarkTier.INTERNAL,
    version: DraftVersion | None = None,
) -> Remark:
    """Say something of a block of a naskah, or of all of it where `block` is empty: an account
    (`by`), or by its name somebody of the mitra (`guest`). What the mitra says here itself is
    always for the mitra too; of what somebody brings from its file (`brought_by`), that person
    chooses who reads it. `version` is the one that was read, where it is not how the draft stands.
    Raises Refused.
    """
    agreement = guarding.lock_running_case(agreement_id)
    kind = KINDS[kind].base
    account = by or brought_by
    tier = RemarkTier.MITRA if account is None else RemarkTier(tier)
    refuse_for(why_not_remark(account, agreement, kind, tier))
    place, quoted = _place_of_block(kind, agreement, block, version)
    remark = Remark.objects.create(
        agreement=agreement,
        kind=kind,
        version=version or _version_to_remark(agreement, kind, by),
        block=block,
        place=place,
        quoted=quoted,
        text=_sound(text),
        tier=tier,
        by=by,
        guest=guest,
        brought_by=brought_by,
    )
    _tell(remark, RoleHolders().of(Role.OPD, agreement.owner_id))
    return remark


@transaction.atomic
def answer_remark(remark_id: int, text: str, *, by: User | None = None, guest: str = "") -> Remark:
    """Answer a remark, for all who read it. Raises Refused."""
    remark = _lock_remark(remark_id)
    refuse_if(remark.is_settled, SETTLED)
    refuse_if(by is None and not remark.is_for_mitra, NOT_FOR_MITRA)
    refuse_for(why_not_remark(by, remark.agreement, remark.kind, remark.tier))
    answer = Remark.objects.create(
        agreement=remark.agreement,
        kind=remark.kind,
        version=_version_to_remark(remark.agreement, remark.kind, by),
        block=remark.block,
        place=remark.place,
        quoted=remark.quoted,
        answers=remark,
        text=_sound(text),
        tier=remark.tier,
        by=by,
        guest=guest,
    )
    took_part = remark.replies.values_list("by", flat=True)
    _tell(answer, {remark.by_id, *took_part})
    return answer


@transaction.atomic
def settle_remark(remark_id: int, user: User) -> Remark:
    """Say that a remark is done with. One that is so already stays as it is. Raises Refused."""
    remark = _lock_remark(remark_id)
    refuse_for(why_not_settle(user, remark))
    if not remark.is_settled:
        remark.settled_by, remark.settled_at = user, timezone.now()
        remark.save(update_fields=["settled_by", "settled_at"])
    return remark


@transaction.atomic
def reopen_remark(remark_id: int, user: User) -> Remark:
    """Say that a remark is not done with after all. Raises Refused."""
    remark = _lock_remark(remark_id)
    refuse_for(why_not_settle(user, remark))
    remark.settled_by = remark.settled_at = None
    remark.save(update_fields=["settled_by", "settled_at"])
    return remark


def _tell(remark: Remark, people: Iterable[int | None]) -> None:
    """Tell these people what was said, but for whoever said it."""
    told = {person for person in people if person not in (None, remark.by_id, remark.brought_by_id)}
    what = "Jawaban atas catatan" if remark.answers_id else "Catatan baru"
    where = remark.place or "seluruh naskah"
    page = reverse("catatan-naskah", args=[remark.agreement_id, remark.kind])
    send_notice(
        told,
        Kind.COURSE,
        f"catatan/{remark.pk}",
        f"{what}: {where}, {remark.agreement.title}",
        f"{remark.said_by}: {Truncator(' '.join(remark.text.split())).chars(REPEATED)}",
        f"{page}#catatan-{remark.answers_id or remark.pk}",
    )


def why_not_remark(user: User | None, agreement: Agreement, kind: str, tier: str) -> str:
    """Why nothing may be said of that naskah now, by this person or (None) by the mitra, for those
    readers; empty when it may.
    """
    if kind not in naskah_of_case(agreement):
        return "Naskah ini tidak disusun di sini."
    if user is not None and not user.roles & set(policy.WORKERS):
        return halting.NOT_YOURS
    if user is not None and tier == RemarkTier.MITRA and not may_tell_mitra(user, agreement):
        return "Catatan yang dibaca mitra ditulis OPD pemrakarsa, Bagian Kerja Sama, atau Hukum."
    return halting.not_running(agreement)


def naskah_of_case(agreement: Agreement) -> list[str]:
    """The kinds of naskah that are drafted for the case, in the order of its stages."""
    drafted = [
        kind for stage in agreement.track.stages for kind in permitting.naskah_drafted_in(stage)
    ]
    return [kind for kind in dict.fromkeys(drafted) if KINDS[kind].wording is not None]


def waiting_remarks_of(
    kind: str, agreement: Agreement, numbers: Numbers
) -> dict[str, list[Remark]]:
    """The remarks that nobody settled, by the Pasal or lampiran they are in ("" for those on the
    naskah as a whole or on what is gone).
    """
    found: dict[str, list[Remark]] = {}
    rows = agreement.remarks.of_naskah(KINDS[kind].base).unsettled().select_related("by")
    for remark in rows:
        place = numbers.places.get(kept_trees.split_block(remark.block)[0])
        found.setdefault(place.owner if place else "", []).append(remark)
    return found


def may_tell_mitra(user: User, agreement: Agreement) -> bool:
    """Whether this person may write what the mitra reads: whoever may word the naskah."""
    return policy.may_act_as_any(user, permitting.MAY_WORD, agreement)


def why_not_settle(user: User, remark: Remark) -> str:
    """Why this person may not settle the remark now; empty for whoever words the naskah, and for
    whoever wrote it.
    """
    if remark.by_id != user.pk and not may_tell_mitra(user, remark.agreement):
        return halting.NOT_YOURS
    return halting.not_running(remark.agreement)


def _lock_remark(remark_id: int) -> Remark:
    """The remark (not an answer) with its case under the row lock."""
    remark = Remark.objects.beginnings().get(pk=remark_id)
    remark.agreement = guarding.lock_running_case(remark.agreement_id)
    remark.refresh_from_db(fields=["settled_at", "settled_by"])
    return remark


def _sound(text: str) -> str:
    text = text.replace("\r\n", "\n").strip()
    refuse_if(not text, EMPTY)
    refuse_if(len(text) > LONGEST, TOO_LONG)
    return text


def _version_to_remark(agreement: Agreement, kind: str, by: User | None) -> DraftVersion:
    """The version of which it is said: how the draft stands; for the mitra, what was kept last."""
    if by is not None:
        return versions.keep_version(agreement, kind, by)
    kept = versions.versions_of_naskah(kind, agreement).exclude(source=Source.RETURNED)
    return guarding.require_or_refuse(kept.order_by("number").last(), NO_VERSION)


def _place_of_block(
    kind: str, agreement: Agreement, block: str, version: DraftVersion | None
) -> tuple[str, str]:
    """How a block is called and what it says, in the version that was read. Raises Refused where it
    is not there.
    """
    if not block:
        return "", ""
    text = agreement.outside_text_of(kind)
    if text and (page := PAGE.fullmatch(block)):
        refuse_if(not 1 <= int(page[1]) <= text.pages, GONE)
        return f"Halaman {page[1]}", ""
    if version and version.tree:
        tree = load_naskah(version.tree)
    else:
        tree = trees.with_frame(kind, agreement, trees.tree_of(kind, agreement))
    one, language = kept_trees.split_block(block)
    refuse_if(one not in Numbers(tree).places, GONE)
    place = Numbers(tree).words(one, "", language, values_abroad.article_format_of(language))
    return place, quoted_of(kind, agreement, tree, block)


def quoted_of(kind: str, agreement: Agreement, tree: NaskahText, block: str) -> str:
    """What a block says in the language it was meant in, or how its Pasal is called; short enough
    to be recognised by.
    """
    one, language = kept_trees.split_block(block)
    for owner in tree.owners:
        said = owner.said_in(language)
        if owner.id == one:
            return said.title
        found = next((other for other in all_blocks(said.body) if other.id == one), None)
        if found is not None:
            teller = kept_trees.teller_of(kind, agreement, tree, language)
            return _words_of(found, teller, owner.id)[:QUOTED]
    return ""


def _words_of(block: Block | Item, teller: Teller, within: str) -> str:
    """An item by its own words; anything else with all that it holds."""
    if isinstance(block, Item):
        return teller.text(block.text, within)
    return tell_body((block,), teller, within)
