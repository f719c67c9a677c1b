"""The tree of a naskah in draft: the only writer of it."""

from typing import Any

from agreements.models import Agreement
from agreements.models.event import LogAction
from agreements.models.naskah_setup import split_part
from agreements.workflow.case_log import note_act
from agreements.workflow.engine import require_drafting
from agreements.workflow.guarding import lock_running_case
from agreements.workflow.remembering import make_undoable
from agreements.workflow.settling import settle_case
from kerjasama.accounts.models import User


@make_undoable()
def set_tree(
    agreement_id: int,
    user: User,
    kind: str,
    tree: dict[str, Any],
    changes: list[dict[str, str]],
) -> Agreement:
    """Keep this tree of a naskah; `changes` tell the log what it says otherwise. What was typed for
    its Pasal before stands in it, so only what frames them stays beside it.

    Raises Refused when that naskah is not in draft for this person.
    """
    agreement = lock_running_case(agreement_id)
    require_drafting(agreement, user, kind)
    agreement.trees = agreement.trees | {kind: tree}
    told = {article["id"] for article in tree["articles"]}
    own = agreement.clauses.get(kind, {})
    left = {part: text for part, text in own.items() if split_part(part)[0] not in told}
    agreement.clauses = agreement.clauses | {kind: left}
    agreement.save(update_fields=["trees", "clauses"])
    detail = {"content": agreement.content_hash, "changes": changes}
    note_act(agreement, user, LogAction.WORDING_EDITED, detail, kind)
    return settle_case(agreement, may_close=False)
