"""In which languages and originals a naskah is signed: the only writer of that."""

from agreements.models import Agreement
from agreements.models.event import LogAction
from agreements.models.naskah_setup import NaskahSetup
from agreements.workflow import permitting
from agreements.workflow.case_log import note_act
from agreements.workflow.engine import require_drafting
from agreements.workflow.guarding import STALE, lock_running_case, refuse_if
from agreements.workflow.remembering import make_undoable
from agreements.workflow.settling import settle_case
from kerjasama.accounts.models import User


def may_make_up_naskah(user: User, agreement: Agreement, kind: str) -> bool:
    """Whether this person may say in which languages and originals it is signed. A change is made
    up as the naskah it changes.
    """
    return not agreement.track.changes and not permitting.why_not_word(user, agreement, kind)


@make_undoable()
def make_up_naskah(
    agreement_id: int, user: User, kind: str, setup: NaskahSetup, seen: str | None
) -> Agreement:
    """Keep how the naskah is made up. It is content: an approval of what was before counts no more.

    Raises Refused like `engine.set_wording`.
    """
    agreement = lock_running_case(agreement_id)
    require_drafting(agreement, user, kind)
    refuse_if(
        bool(agreement.track.changes), "Perubahan mengikuti bahasa dan rangkap naskah yang diubah."
    )
    refuse_if(seen != agreement.content_hash, STALE)
    before = agreement.setup_of(kind)
    if setup == before and (kind in agreement.susunan_naskah or not setup.stored()):
        return agreement
    others = {other: kept for other, kept in agreement.susunan_naskah.items() if other != kind}
    kept = setup.stored()
    agreement.susunan_naskah = others | ({kind: kept} if kept else {})
    agreement.save(update_fields=["susunan_naskah"])
    changed = {
        "field": "susunan_naskah",
        "label": "Bahasa dan rangkap naskah",
        "old": before.in_words(abroad=agreement.track.is_foreign),
        "new": setup.in_words(abroad=agreement.track.is_foreign),
    }
    detail = {"content": agreement.content_hash, "changes": [changed]}
    note_act(agreement, user, LogAction.WORDING_EDITED, detail, kind)
    return settle_case(agreement, may_close=False)
