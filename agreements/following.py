"""What follows from each write of the workflow and of mitra: the whole list, in its order."""

from dataclasses import dataclass

from django.db import connection, transaction

from agreements.documents import renewals, withdrawing
from agreements.monitoring.custody import new_originals, signing
from agreements.monitoring.duties import contract_duties
from agreements.monitoring.implementation import work_plans
from kerjasama.notices.updating import update_notices_now

from .models import Evidence
from .monitoring.partner_changes import tell_of_partner_change
from .monitoring.turns import CASE
from .workflow.consequences import Followers
from .workflow.party_data import follow_partner_change


@dataclass(frozen=True)
class Telling:
    """Tells who goes on with a case."""

    agreement_id: int

    def __call__(self) -> None:
        update_notices_now(CASE, self.agreement_id)


def tell_on_commit(agreement_id: int) -> None:
    """Once the act is committed, tell who goes on; once only, however much it wrote.

    Should that fail or be busy, the mark that the database made brings it to the next minute.
    """
    tell = Telling(agreement_id)
    if not _is_called_on_commit(tell):
        transaction.on_commit(tell, robust=True)


def _is_called_on_commit(tell: Telling) -> bool:
    """Whether this very part of the transaction calls it already."""
    here = set(connection.savepoint_ids)
    return any(call[1] == tell and call[0] == here for call in connection.run_on_commit)


def begin_duties(row: Evidence) -> None:
    """What was signed owes what it says; a corrected record owes nothing anew."""
    if row.corrects_id is None:
        contract_duties.update_contract_duties(row)


FOLLOWERS = Followers(
    evidence_recorded=(new_originals.update_originals, begin_duties),
    record_corrected=(renewals.follow_correction,),
    records_registered=(new_originals.keep_registered,),
    record_replaced=(new_originals.keep_corrected,),
    entry_logged=(tell_on_commit,),
    turn_changed=(tell_on_commit,),
    act_undone=(
        work_plans.keep_plan_again,
        signing.refuse_taken_meanwhile,
        renewals.forget_correction,
        withdrawing.withdraw_papers,
        withdrawing.keep_wording,
    ),
)
PARTNER_FOLLOWERS = (follow_partner_change,)
PARTNER_TELLERS = (tell_of_partner_change,)
