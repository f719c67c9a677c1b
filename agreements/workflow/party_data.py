"""How a change of the registry of mitra reaches the cases that name the mitra.

A case of which nothing is approved yet follows by itself. Once somebody approved, what the naskah
says of its parties stays until it is taken anew by an act, which says what it voids.
"""

from dataclasses import asdict

from django.db import transaction

from agreements.models import Agreement, Evidence, Party, State
from agreements.models.event import LogAction
from agreements.regulations.vocabulary import RequirementKind
from agreements.workflow.case_log import log_entry, note_act
from agreements.workflow.guarding import STALE, Refused, lock_running_case, refuse_if
from agreements.workflow.remembering import make_undoable
from agreements.workflow.settling import settle_case
from kerjasama.accounts import policy
from kerjasama.accounts.models import User
from partners.models import Partner

UP_TO_DATE = "Data mitra pada kerja sama ini sudah sama dengan daftar mitra."
NOT_YOURS = "Mengambil data mitra hanya wewenang OPD pemrakarsa dan Bagian Kerja Sama."


def follow_partner_change(partner: Partner) -> None:
    """Let running cases of which nothing is approved say of the partner what the registry says.

    The other running cases are settled: what the registry alone knows, as permits, may have
    changed.
    """
    # A change is locked before the agreement above it, which is older, as at its signing.
    running = Agreement.objects.running().filter(parties__partner=partner).order_by("-pk")
    for pk in running.values_list("pk", flat=True):
        with transaction.atomic():
            case = Agreement.objects.select_for_update().get(pk=pk)
            party = case.parties.filter(partner=partner).first()
            if party is None or case.state != State.RUNNING:
                continue
            if not approvals_bound_to(case):
                _take(case, party, None)
            settle_case(case)


def approvals_bound_to(case: Agreement) -> list[Evidence]:
    """The approvals that stand for the content as it is, which another content voids."""
    rows = case.evidence.filter(void=False, content_hash=case.content_hash)
    return [
        row for row in rows if row.need is not None and row.need.kind is RequirementKind.APPROVAL
    ]


def may_take_party_data(user: User, case: Agreement) -> bool:
    """Whether this person may take the data of the registry into the case."""
    return policy.may_act_as_any(user, (*policy.OPD_ROLES, *policy.OFFICE), case)


@make_undoable()
def take_party_data(agreement_id: int, user: User, party_id: int, seen: str) -> Agreement:
    """Take what the registry says today of a party. `seen` is the content hash the person had
    before them.

    Raises Refused for anybody but the OPD and the Bagian, when the case changed meanwhile, and when
    nothing differs.
    """
    case = lock_running_case(agreement_id)
    refuse_if(not may_take_party_data(user, case), NOT_YOURS)
    refuse_if(seen != case.content_hash, STALE)
    party = case.parties.select_related("partner").filter(pk=party_id).first()
    if party is None or not party.changes_since_taken():
        raise Refused(UP_TO_DATE)
    _take(case, party, user)
    return settle_case(case)


def _take(case: Agreement, party: Party, user: User | None) -> None:
    """Copy, and say so in the log by field; nothing to say where nothing differs."""
    changes = [asdict(change) for change in party.changes_since_taken()]
    if party.partner is None or not changes:
        return
    before = case.content_hash
    party.take_data(party.partner)
    party.save()
    detail = {
        "what": party.name,
        "content": case.content_hash,
        "before": before,
        "changes": changes,
    }
    if user is None:
        here = case.stage_code
        log_entry(case, None, LogAction.PARTY_DATA_TAKEN, here, here, "", detail)
    else:
        note_act(case, user, LogAction.PARTY_DATA_TAKEN, detail)
