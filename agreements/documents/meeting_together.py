"""Several requirements of a stage met by one act: what was told is recorded, then the papers that
it makes possible are ordered.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from agreements.models import Document
from agreements.workflow.guarding import Refused
from agreements.workflow.meeting_requirements import meet_requirement
from agreements.workflow.remembering import make_undoable
from kerjasama.accounts.models import User

from . import rendering


@dataclass
class Done:
    """The papers that were ordered, and why others were not."""

    ordered: list[Document] = field(default_factory=list)
    put_off: list[Refused] = field(default_factory=list)

    @property
    def reasons_put_off(self) -> list[str]:
        """Why papers wait, each reason once."""
        return list(dict.fromkeys(why for refusal in self.put_off for why in refusal.reasons))


@make_undoable()
def meet_together(
    agreement_id: int,
    user: User,
    expected_stage: str,
    told: Mapping[str, Mapping[str, Any]],
    kinds: Iterable[str] = (),
) -> Done:
    """Record what is `told` for each requirement, in this order, and order papers of these `kinds`.

    Raises Refused, and records nothing, when one of the requirements may not be met. A paper that
    cannot be made yet is put off, and what was told stays; where nothing was told, it is refused.
    """
    for code, evidence in told.items():
        meet_requirement(agreement_id, user, code, expected_stage, **evidence)
    done = Done()
    for kind in kinds:
        try:
            with transaction.atomic():
                done.ordered.append(rendering.order_document(agreement_id, user, kind))
        except Refused as refusal:
            done.put_off.append(refusal)
    if not told and not done.ordered:
        raise Refused(*(reason for refusal in done.put_off for reason in refusal.reasons))
    return done
