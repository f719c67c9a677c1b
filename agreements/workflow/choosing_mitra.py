"""The mitra chosen among several candidates: the OPD lists them, the TKKSD chooses before the offer
(P22 Pasal 30 ayat (3)).
"""

from datetime import date

from agreements.models import Agreement, Candidate, Evidence, State
from agreements.models.candidate import candidates_to_choose
from agreements.models.event import LogAction
from agreements.workflow import differences, permitting
from agreements.workflow.case_log import note_act
from agreements.workflow.evaluation import Situation, evaluate_case
from agreements.workflow.guarding import (
    STALE,
    lock_running_case,
    refuse_for,
    refuse_if,
    require_or_refuse,
)
from agreements.workflow.meeting_requirements import meet_requirement
from agreements.workflow.remembering import make_undoable
from kerjasama.accounts import policy
from kerjasama.accounts.models import User

MOST_CANDIDATES = 8
LISTED_BY = "Calon mitra dicatat OPD pemrakarsa sebelum mitra dipilih."
NO_CHOICE = "Jalur ini tidak mengenal pemilihan mitra."
GONE = "Calon itu sudah tidak ada."
SUITS = "sesuai"


def may_list_candidates(user: User, case: Agreement, stands: Situation | None = None) -> bool:
    """Whether this person may add and remove candidates now: up to the choice, and again once the
    chosen one declined. `stands` is how the case stands, where that is known.
    """
    choice = case.track.choice_of_mitra
    if choice is None or case.state != State.RUNNING or not policy.may_edit(user, case):
        return False
    stage, need = choice
    is_ahead = case.track.position(case.stage_code) <= case.track.position(stage.code)
    recorded = case.evidence.filter(requirement_code=need.code, void=False)
    return is_ahead and (not recorded.exists() or (stands or evaluate_case(case)).is_refused)


def has_choice(case: Agreement) -> bool:
    """Whether there are candidates enough to choose among."""
    return bool(candidates_to_choose(case))


def may_choose_mitra(user: User, case: Agreement, stands: Situation | None = None) -> bool:
    """Whether this person may record now which candidate was chosen. `stands` as above."""
    choice = case.track.choice_of_mitra
    if choice is None or not has_choice(case):
        return False
    return not permitting.why_not_choose(user, stands or evaluate_case(case), choice[1].code)


@make_undoable()
def add_candidate(case_id: int, user: User, candidate: Candidate) -> Candidate:
    """List a candidate, which is not saved yet. Raises Refused for others than the OPD, once the
    mitra is chosen, for a partner of another kind than the track knows, for one that is listed
    and for one more than the most.
    """
    case = lock_running_case(case_id)
    refuse_if(not may_list_candidates(user, case), LISTED_BY)
    kind = candidate.partner.kind
    refuse_if(kind not in case.track.partner_kinds, "Jenis mitra ini tidak sesuai dengan jalur.")
    listed = list(case.candidates.values_list("partner_id", flat=True))
    refuse_if(candidate.partner_id in listed, f"{candidate} sudah menjadi calon.")
    refuse_if(len(listed) >= MOST_CANDIDATES, f"Paling banyak {MOST_CANDIDATES} calon.")
    candidate.agreement = case
    candidate.save()
    note_act(case, user, LogAction.CANDIDATE_LISTED, {"what": str(candidate)})
    return candidate


@make_undoable()
def remove_candidate(case_id: int, user: User, candidate_id: int) -> None:
    """Strike a candidate off the list. Raises Refused as `add_candidate` does."""
    case = lock_running_case(case_id)
    refuse_if(not may_list_candidates(user, case), LISTED_BY)
    row = require_or_refuse(case.candidates.filter(pk=candidate_id).first(), GONE)
    refuse_if(row.is_chosen, f"{row} sudah dipilih.")
    note_act(case, user, LogAction.CANDIDATE_REMOVED, {"what": str(row)})
    row.delete()


@make_undoable()
def choose_mitra(
    case_id: int,
    user: User,
    candidate_id: int,
    seen: str,
    decided_on: date,
    reason: str,
    number: str = "",
) -> Evidence:
    """Make the chosen candidate the mitra of the case and record the choice. `seen` is the content
    hash the person had before them.

    Raises Refused where the choice is not open, not this person's, or the case changed meanwhile.
    """
    case = lock_running_case(case_id)
    _, need = require_or_refuse(case.track.choice_of_mitra, NO_CHOICE)
    refuse_if(not has_choice(case), "Pemilihan memerlukan dua calon atau lebih.")
    refuse_for(permitting.why_not_choose(user, evaluate_case(case), need.code))
    refuse_if(seen != case.content_hash, STALE)
    row = require_or_refuse(
        case.candidates.select_related("partner").filter(pk=candidate_id).first(), GONE
    )
    case.candidates.filter(is_chosen=True).update(is_chosen=False)
    case.evidence.filter(requirement_code=need.code, void=False).update(void=True)
    row.is_chosen = True
    row.save(update_fields=["is_chosen"])
    _make_mitra(case, user, row)
    findings = [
        {"butir": point, "hasil": SUITS, "catatan": told}
        for point, told in zip(need.criteria, row.weighed, strict=True)
    ]
    return meet_requirement(
        case.pk,
        user,
        need.code,
        case.stage_code,
        outcome=need.outcomes[0],
        decided_on=decided_on,
        note=f"{row}: {reason}",
        number=number,
        findings=findings,
    )


def _make_mitra(case: Agreement, user: User, row: Candidate) -> None:
    """The parties follow the partner of the case; what changed by it is told in the log."""
    before, stood = case.content_hash, differences.field_texts_of(case, {"partner"})
    case.partner = row.partner
    case.save(update_fields=["partner"])
    case = Agreement.objects.get(pk=case.pk)
    stands = differences.field_texts_of(case, {"partner"})
    detail = {
        "what": str(row),
        "content": case.content_hash,
        "before": before,
        "changes": differences.changed_fields_of(case, stood, stands),
    }
    note_act(case, user, LogAction.MITRA_CHOSEN, detail)
