"""What was signed is corrected by two: one proposes the correction, another confirms it. Nothing
changes before.

What is corrected says here how a confirmed correction of it takes effect (`takes_effect`).
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, time
from typing import Any

from django.db.models import Model

from agreements.models import Agreement, ProposalState, ProposedCorrection, Thing
from agreements.models.event import LogAction, LogDetail
from agreements.workflow.case_log import note_act
from agreements.workflow.guarding import refuse_if
from kerjasama.accounts import policy
from kerjasama.accounts.models import Role, User
from kerjasama.accounts.policy import OFFICE
from kerjasama.narrowing import column_of

from .remembering import make_undoable

# Who confirms what whom proposed; never the person who proposed it.
CONFIRMED_BY: dict[str, tuple[Role, ...]] = {
    Role.SECTION_HEAD: (Role.VERIFIER, Role.SEKDA),
    Role.VERIFIER: (Role.SECTION_HEAD,),
    Role.OPD_HEAD: OFFICE,
    Role.OPD: OFFICE,
}
SAID = (
    "Naskah sudah ditandatangani atau prosesnya selesai: koreksi diusulkan satu orang dan disetujui"
    " orang lain."
)
WAITS = "Usulan koreksi menunggu persetujuan orang kedua."
ALREADY_PROPOSED = "Masih ada usulan koreksi yang menunggu persetujuan."
CHANGED_SINCE = (
    "Isinya berubah sejak koreksi ini diusulkan. Tolak usulan ini; koreksi yang benar diusulkan"
    " lagi."
)

LONGEST_TITLE = 300

Effect = Callable[[Agreement, ProposedCorrection, User], None]
_effects: dict[str, Effect] = {}


def takes_effect(thing: Thing) -> Callable[[Effect], Effect]:
    """Register what a confirmed correction of such a thing does, within its transaction and under
    the lock of the case.
    """

    def declare(effect: Effect) -> Effect:
        _effects[thing] = effect
        return effect

    return declare


def has_signed_naskah(agreement: Agreement) -> bool:
    """Whether an agreement or a letter of intent was signed under this case."""
    return agreement.effective_on is not None or agreement.loi_until is not None


def needs_second_person(agreement: Agreement) -> bool:
    """Whether what is recorded of this case is corrected by two."""
    return has_signed_naskah(agreement) or agreement.is_closed


def may_confirm_correction(user: User, proposal: ProposedCorrection) -> bool:
    """Whether this is another person than who proposed it, in a role that confirms that one."""
    is_second = not user.is_same_person(proposal.by)
    return is_second and bool(user.roles & set(CONFIRMED_BY.get(proposal.by_role, ())))


def pending_of(agreement: Agreement) -> dict[str, ProposedCorrection]:
    """What waits, by its subject; without corrections of records."""
    rows = agreement.proposed_corrections.filter(state=ProposalState.PENDING).exclude(subject="")
    return {row.subject: row for row in rows.select_related("by")}


def propose_correction(
    agreement: Agreement,
    user: User,
    reason: str,
    values: Mapping[str, Any],
    changes: dict[str, list[str]],
    *,
    subject: str,
    title: str,
    asked: LogDetail | None = None,
) -> ProposedCorrection:
    """Let a correction of anything but a record wait for a second person.

    Expects the row lock. Raises Refused while another correction of the same thing waits.
    """
    proposal = ProposedCorrection(
        agreement=agreement,
        subject=subject,
        title=title[:LONGEST_TITLE],
        changes=changes,
        values=dict(values),
        reason=reason.strip(),
        by=user,
    )
    return submit_proposal(proposal, {"changes": changes, **(asked or {})})


def submit_proposal(proposal: ProposedCorrection, detail: LogDetail) -> ProposedCorrection:
    """Save a correction that somebody proposes in their role, and log it with this detail.

    Expects the row lock. Raises Refused while another correction of the same thing waits.
    """
    agreement, user = proposal.agreement, proposal.by
    waiting = agreement.proposed_corrections.filter(
        state=ProposalState.PENDING, evidence=proposal.evidence, subject=proposal.subject
    )
    refuse_if(waiting.exists(), ALREADY_PROPOSED)
    proposal.by_role = next(
        role for role in CONFIRMED_BY if policy.may_act_as(user, role, agreement)
    )
    proposal.save(force_insert=True)
    told = {"what": proposal.what, "proposal": proposal.pk, **detail}
    note_act(agreement, user, LogAction.CORRECTION_PROPOSED, told, proposal.reason)
    return proposal


def _case_of(proposal_id: int) -> int:
    return ProposedCorrection.objects.values_list("agreement", flat=True).get(pk=proposal_id)


@make_undoable(_case_of)
def confirm_correction(proposal_id: int, user: User) -> ProposedCorrection:
    """Let a proposed correction take effect; only somebody else than who proposed it may."""
    agreement, proposal = _lock_pending(proposal_id)
    is_own = user.is_same_person(proposal.by)
    refuse_if(is_own, "Koreksi ini disetujui oleh orang lain, bukan oleh pengusulnya.")
    refuse_if(
        not may_confirm_correction(user, proposal), "Menyetujui koreksi ini bukan wewenang Anda."
    )
    proposal.decide(user, ProposalState.CONFIRMED)
    _effects[proposal.thing](agreement, proposal, user)
    return proposal


@make_undoable(_case_of)
def refuse_correction(proposal_id: int, user: User, answer: str) -> ProposedCorrection:
    """Decline a proposed correction, with the reason; everything stays as it is."""
    agreement, proposal = _lock_pending(proposal_id)
    refuse_if(
        not may_confirm_correction(user, proposal), "Menolak koreksi ini bukan wewenang Anda."
    )
    refuse_if(not answer.strip(), "Alasan wajib diisi.")
    proposal.decide(user, ProposalState.REFUSED, answer.strip())
    detail = {"what": proposal.what, "proposal": proposal.pk}
    note_act(agreement, user, LogAction.CORRECTION_REFUSED, detail, answer.strip())
    return proposal


@make_undoable(_case_of)
def withdraw_correction(proposal_id: int, user: User) -> ProposedCorrection:
    """Take one's own proposed correction back."""
    agreement, proposal = _lock_pending(proposal_id)
    is_own = user.is_same_person(proposal.by)
    refuse_if(not is_own, "Hanya pengusulnya yang dapat menarik usulan koreksi ini.")
    proposal.decide(user, ProposalState.WITHDRAWN)
    detail = {"what": proposal.what, "proposal": proposal.pk}
    note_act(agreement, user, LogAction.CORRECTION_WITHDRAWN, detail)
    return proposal


def _lock_pending(proposal_id: int) -> tuple[Agreement, ProposedCorrection]:
    agreement = Agreement.objects.select_for_update().get(proposed_corrections=proposal_id)
    rows = ProposedCorrection.objects.select_related("evidence", "by")
    proposal = rows.get(pk=proposal_id)
    if proposal.evidence:
        proposal.evidence.agreement = agreement
    is_decided = f"Usulan koreksi ini sudah {proposal.get_state_display().lower()}."
    refuse_if(not proposal.is_pending, is_decided)
    return agreement, proposal


def plain_values_of(row: Model, names: Iterable[str]) -> dict[str, Any]:
    """These fields of a row as a proposal keeps them."""
    values = {}
    for name in names:
        value = getattr(row, name)
        if isinstance(value, date | time):
            value = value.isoformat()
        values[name] = value
    return values


def write_plain(row: Model, values: Mapping[str, Any]) -> None:
    """Set the fields of a row to what a proposal keeps of them; saved by whoever asks."""
    for name, value in values.items():
        setattr(row, name, column_of(row, name).to_python(value))


def changed_words(before: Mapping[str, str], after: Mapping[str, str]) -> dict[str, list[str]]:
    """What differs, by its name: what stood there, and what shall stand there."""
    return {name: [old, after[name]] for name, old in before.items() if old != after[name]}
