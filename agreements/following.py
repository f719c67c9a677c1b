"""What follows from each write of the workflow: the whole list, in the order in which it happens."""  # noqa: E501

from functools import partial

from django.db import transaction

from agreements.monitoring.custody import new_originals
from agreements.monitoring.duties import contract_duties
from kerjasama.notices.updating import update_notices_now

from .models import Evidence
from .monitoring.turns import CASE
from .workflow.consequences import Followers


def tell_on_commit(agreement_id: int) -> None:
    """Once the act is committed, tell who goes on.

    Should that fail or be busy, the mark that the database made brings it to the next minute.
    """
    transaction.on_commit(partial(update_notices_now, CASE, agreement_id), robust=True)


def begin_duties(row: Evidence) -> None:
    """What was signed owes what it says; a corrected record owes nothing anew."""
    if row.corrects_id is None:
        contract_duties.update_contract_duties(row)


FOLLOWERS = Followers(
    evidence_recorded=(new_originals.update_originals, begin_duties),
    records_registered=(new_originals.keep_registered,),
    entry_logged=(tell_on_commit,),
    turn_changed=(tell_on_commit,),
)
