"""The text of a naskah is brought as a file that was written elsewhere, or written here again; the
draft is kept as it was and as it is.
"""

from django.db import transaction

from agreements.documents.wording import annexes, versions
from agreements.documents.wording.annexes import Brought
from agreements.models import Agreement, Source
from agreements.models.naskah_setup import OutsideText
from agreements.workflow import engine, guarding, outside_naskah
from kerjasama.accounts.models import User


@transaction.atomic
def bring_text(
    agreement_id: int,
    user: User,
    kind: str,
    text: Brought,
    seen: str | None,
    word: Brought | None = None,
    note: str = "",
) -> Agreement:
    """Make the file the text of the naskah; `word` is the one it was made from. Raises Refused like
    `outside_naskah.set_outside_text`.
    """
    before = guarding.lock_running_case(agreement_id)
    engine.require_drafting(before, user, kind)
    kept = annexes.keep_annex_file(before, kind, user, text)
    beside = annexes.keep_annex_file(before, kind, user, word) if word else None
    outside = OutsideText(
        kept.sha256,
        kept.name,
        kept.pages,
        beside.sha256 if beside else "",
        beside.name if beside else "",
    )
    versions.keep_version(before, kind, user)
    agreement = outside_naskah.set_outside_text(agreement_id, user, kind, outside, seen)
    versions.keep_version(agreement, kind, user, Source.OUTSIDE, note)
    return agreement


@transaction.atomic
def write_here_again(agreement_id: int, user: User, kind: str, seen: str | None) -> Agreement:
    """Return to the text as it was written here last. Raises Refused like
    `outside_naskah.set_outside_text`.
    """
    before = guarding.lock_running_case(agreement_id)
    engine.require_drafting(before, user, kind)
    ours = versions.versions_of_naskah(kind, before).exclude(
        source__in=(Source.OUTSIDE, Source.RETURNED)
    )
    last = ours.order_by("number").last()
    tree = last.tree if last else None
    agreement = outside_naskah.set_outside_text(agreement_id, user, kind, None, seen, tree)
    versions.keep_version(agreement, kind, user, Source.EDITED)
    return agreement
