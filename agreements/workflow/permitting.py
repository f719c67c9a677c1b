"""Why somebody may not do something with a case now: asked by the engine, and by pages so that they
do not offer it.

Each answers in Indonesian, with an empty text where the act is open. Stopping and reopening are
in `halting`.
"""

from agreements.models import Agreement
from agreements.models.candidate import candidates_to_choose
from agreements.models.reading_choice import chosen_code_of
from agreements.regulations.open_questions import EITHER_TERM, FLAT_TERM, SILENCE_OF_DPRD
from agreements.regulations.vocabulary import (
    WHOLE_STAGE,
    Requirement,
    RequirementKind,
    Stage,
    Track,
)
from kerjasama.accounts import policy
from kerjasama.accounts.models import Role, User
from kerjasama.web.compiled import rows_beside

from . import apart
from .deadlines import Running
from .evaluation import Check, Situation, roles_of
from .halting import NOT_YOURS, not_running

MAY_MOVE = policy.OFFICE
MAY_WORD = (Role.OPD, Role.VERIFIER, Role.LEGAL)
CHOSEN_AMONG = "Beberapa calon mitra terdaftar. Catat pilihan TKKSD pada halaman Calon mitra."
ALREADY_MET = "Persyaratan ini sudah dipenuhi."
CORRECTABLE = (RequirementKind.RECORD, RequirementKind.UPLOAD)


def is_being_signed(agreement: Agreement) -> bool:
    """Whether a naskah of the present stage is signed already."""
    signed = {need.code for need in agreement.stage.requirements if need.signs}
    return any(
        row.requirement_code in signed and not row.void
        for row in rows_beside(agreement, "evidence")
    )


def why_not_edit(user: User, agreement: Agreement) -> str:
    """About the content as a whole; which of its fields, `editable_fields` says."""
    if not policy.may_edit(user, agreement):
        return "Mengubah isi bukan wewenang Anda."
    if why := not_running(agreement):
        return why
    return "Naskah ini sudah ditandatangani." if is_being_signed(agreement) else ""


def naskah_drafted_in(stage: Stage) -> list[str]:
    """The naskah that are worded in a stage, by kind."""
    return [need.document for need in stage.requirements if need.draft]


def why_not_word(user: User, agreement: Agreement, kind: str) -> str:
    """Why this person may not word that naskah now; empty when they may."""
    if not policy.may_act_as_any(user, MAY_WORD, agreement):
        return NOT_YOURS
    if kind not in naskah_drafted_in(agreement.stage):
        return "Naskah ini tidak sedang disusun."
    return not_running(agreement)


def why_not_meet(user: User, situation: Situation, code: str) -> str:
    """As `why_not_record`; and the choice among listed candidates is recorded by naming one
    (`choosing_mitra`).
    """
    why, check = why_not_record(user, situation, code), situation.check(code)
    if why or check is None or not check.requirement.chooses_mitra:
        return why
    return CHOSEN_AMONG if candidates_wait(situation.agreement) else ""


def candidates_wait(agreement: Agreement) -> bool:
    """Whether several candidates are listed and none is chosen yet."""
    listed = candidates_to_choose(agreement)
    return bool(listed) and not any(one.is_chosen for one in listed)


def why_not_choose(user: User, situation: Situation, code: str) -> str:
    """Why this person may not choose among the candidates now; anew only once the one that was
    chosen declined.
    """
    check = situation.check(code)
    if check is None or not check.met or not situation.is_refused:
        return why_not_record(user, situation, code)
    if not policy.may_act_as_any(user, roles_of(check.requirement), situation.agreement):
        return NOT_YOURS
    return not_running(situation.agreement)


def why_not_record(user: User, situation: Situation, code: str) -> str:
    """After an unfavourable result a new one may be recorded; what was recorded wrongly is
    corrected (`correcting`).
    """
    check, agreement = situation.check(code), situation.agreement
    if check is None:
        return "Persyaratan itu bukan bagian dari tahap yang sedang berjalan. Muat ulang halaman."
    if not policy.may_act_as_any(user, who_enters(check.requirement), agreement):
        return NOT_YOURS
    if why := not_running(agreement):
        return why
    if situation.may_print_anew(check) or check.is_open:
        return apart.why_apart(user, situation, check.requirement)
    if not check.met:
        return check.reason
    return _why_not_anew(check)


def who_enters(need: Requirement) -> tuple[str, ...]:
    """The roles that may enter it: those whose turn it is, and of a draft Bagian Hukum, which words
    it.
    """
    return (*roles_of(need), Role.LEGAL) if need.draft else roles_of(need)


def could_meet(user: User, situation: Situation, check: Check) -> bool:
    """Whether the approval waits for somebody of this person's role, whoever that may be."""
    need, agreement = check.requirement, situation.agreement
    has_turn = check.is_open and need.part is not None and not not_running(agreement)
    return has_turn and policy.may_act_as_any(user, roles_of(need), agreement)


def _why_not_anew(check: Check) -> str:
    """Why what is met cannot be met once more; empty where its result was unfavourable."""
    if check.requirement.kind not in CORRECTABLE:
        return ALREADY_MET
    if check.unfavourable:
        return ""
    return "Sudah tercatat. Bila ada yang salah, buka Koreksi pada catatan itu."


def outcomes_open(situation: Situation, code: str) -> tuple[str, ...]:
    """What may be recorded now; that silence agreed, only once the term has lapsed."""
    check = situation.check(code)
    if check is None:
        return ()
    need = check.requirement
    if _silence_agrees([term for term in situation.terms if term.term.deems]):
        return need.outcomes
    return tuple(outcome for outcome in need.outcomes if outcome != need.deemed)


def _silence_agrees(deeming: list[Running]) -> bool:
    """Whether what lapsed is enough; of several terms the office chose how to read them."""
    lapsed = [term for term in deeming if term.has_lapsed]
    if not lapsed or len(lapsed) == len(deeming):
        return bool(lapsed)
    chosen = chosen_code_of(SILENCE_OF_DPRD)
    if chosen == FLAT_TERM:
        return any(term.term.code == WHOLE_STAGE for term in lapsed)
    return chosen == EITHER_TERM


def may_send_back(stage: Stage) -> frozenset[str]:
    """The roles that judge something in this stage, and those that move it; never the staff that
    proposed.
    """
    judges = {role for need in stage.requirements for role in roles_of(need)}
    return frozenset({*judges, *roles_that_move(stage)} - {Role.OPD})


def roles_that_move(stage: Stage) -> tuple[str, ...]:
    """The roles that may lead a case out of this stage."""
    if stage.actor.is_outside:
        return MAY_MOVE
    return (*MAY_MOVE, Role[stage.actor.name])


def why_not_send_back(user: User, agreement: Agreement) -> str:
    """Why this person may not send the case back; empty when they may."""
    if not policy.may_act_as_any(user, may_send_back(agreement.stage), agreement):
        return NOT_YOURS
    return not_running(agreement)


def why_not_resolve(user: User, agreement: Agreement) -> str:
    """Why this person may not mark a correction as mended; empty when they may."""
    if not policy.may_act_as(user, Role.OPD, agreement):
        return NOT_YOURS
    if agreement.is_closed:
        return not_running(agreement)
    return ""


def why_not_change_version(user: User, agreement: Agreement, new: Track) -> str:
    """Why the case may not be pinned to this version of its track; empty when it may."""
    if not policy.may_act_as(user, Role.SECTION_HEAD, agreement):
        return NOT_YOURS
    if agreement.is_closed:
        return "Kerja sama yang sudah ditutup tetap pada versi alurnya."
    old = agreement.track
    reached = old.position(agreement.stage_code) + 1
    same = old.stages[:reached] == new.stages[:reached]
    if not same:
        return "Tahap yang sudah dilalui berbeda; kerja sama ini tetap pada versinya."
    return ""
