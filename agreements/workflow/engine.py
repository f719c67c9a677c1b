"""The acts that carry a case along its track, each in one transaction under the lock of the case."""  # noqa: E501

from collections.abc import Callable

from django.db import transaction
from django.utils import timezone

from agreements.models import Agreement, SigningState, State
from agreements.models.event import LogAction
from agreements.regulations import catalogue
from agreements.regulations.vocabulary import Track
from agreements.workflow import (
    change_effects,
    closing,
    differences,
    halting,
    permitting,
    planned_cases,
)
from agreements.workflow.case_log import log_entry, note_act
from agreements.workflow.guarding import (
    STALE,
    AlreadyClosed,
    Refused,
    lock_in_any_state,
    lock_running_case,
    refuse_for,
    refuse_if,
    require_or_refuse,
    require_role,
    require_still_there,
)
from agreements.workflow.settling import leave_stage, move_case, return_case_to, settle_case
from kerjasama.accounts import policy
from kerjasama.accounts.models import Role, User

from .evaluation import evaluate_case
from .remembering import make_undoable


@transaction.atomic
def begin_case(agreement: Agreement, user: User) -> Agreement:
    """Save a new case at the first stage of its track and open its log. Raises Refused where it
    lacks the agreement above it.
    """
    if agreement.track.changes:
        _begin_change(agreement)
    refuse_if(
        not policy.may_act_as(user, Role.OPD, agreement),
        "Usulan diajukan oleh staf OPD pemrakarsa.",
    )
    if agreement.track.under_parent and not agreement.track.changes:
        require_signed_parent(agreement)
    agreement.stage_code = agreement.track.stages[0].code
    agreement.stage_entered_at = timezone.now()
    agreement.save()
    detail = {"track": agreement.track_code, "version": agreement.track_version}
    log_entry(agreement, user, LogAction.BEGUN, "", agreement.stage_code, "", detail)
    if agreement.mapped_item_id:
        planned_cases.add_supporting_units(agreement)
        planned_cases.follow_item(agreement, user)
    return settle_case(agreement, may_close=False)


def _begin_change(agreement: Agreement) -> None:
    """Tie a change to its agreement, locked so that no second one of its kind begins beside it."""
    parent = (
        Agreement.objects.select_for_update(of=("self",))
        .filter(pk=agreement.parent_id or 0)
        .first()
    )
    if parent is None:
        raise Refused("Pilih kerja sama yang ditandatangani.")
    refuse_for(
        *change_effects.reasons_against_change(parent, agreement.track, timezone.localdate())
    )
    agreement.parent = parent
    change_effects.inherit_from_parent(agreement)


def require_signed_parent(agreement: Agreement) -> None:
    """Raises Refused unless a Kesepakatan Bersama in force stands above this PKS; its partner is
    taken over.
    """
    parent = agreement.parent
    if parent is None:
        raise Refused("Pilih Kesepakatan Bersama yang menaungi PKS ini.")
    if (last := parent.last_day) is None:
        raise Refused("Kesepakatan Bersama yang dipilih belum ditandatangani.")
    refuse_if(last < timezone.localdate(), "Kesepakatan Bersama yang dipilih sudah berakhir.")
    refuse_if(
        parent.terminated,
        "Kesepakatan Bersama yang dipilih sudah diputuskan berakhir, jadi tidak dapat menaungi PKS"
        " baru.",
    )
    agreement.partner = parent.partner


@make_undoable()
def edit_content(
    agreement_id: int,
    user: User,
    fields: set[str],
    change: Callable[[Agreement], None],
    seen: str | None,
) -> Agreement:
    """Let the proposing OPD change these fields of the content. `seen` is the content hash the
    person had before them.

    Raises Refused when they may not be changed in this stage or somebody else changed the case
    meanwhile.
    """
    agreement = lock_in_any_state(agreement_id)
    refuse_for(permitting.why_not_edit(user, agreement))
    refuse_if(
        not fields <= agreement.editable_fields,
        "Isi ini tidak dapat diubah pada tahap ini. Kembalikan ke tahap persiapan lebih dahulu.",
    )
    before, stood = agreement.content_hash, differences.field_texts_of(agreement, fields)
    refuse_if(seen != before, STALE)
    named = agreement.mapped_item_id
    change(agreement)
    if agreement.mapped_item_id != named:
        planned_cases.follow_item(agreement, user)
    after, stands = agreement.content_hash, differences.field_texts_of(agreement, fields)
    changed = differences.changed_fields_of(agreement, stood, stands)
    if changed or after != before:
        detail = {"content": after, "before": before, "changes": changed}
        note_act(agreement, user, LogAction.CONTENT_EDITED, detail)
    return settle_case(agreement, may_close=False)


@make_undoable()
def set_wording(
    agreement_id: int, user: User, kind: str, texts: dict[str, str], seen: str | None
) -> Agreement:
    """Set the wording of a naskah in draft, by part; an empty text means the standard one. Raises
    Refused like `edit`.
    """
    agreement = lock_running_case(agreement_id)
    require_drafting(agreement, user, kind)
    refuse_if(seen != agreement.content_hash, STALE)
    stood = agreement.clauses.get(kind, {})
    worded = {part: text for part, text in texts.items() if text}
    agreement.clauses = agreement.clauses | {kind: worded}
    agreement.save(update_fields=["clauses"])
    detail = {
        "content": agreement.content_hash,
        "changes": differences.changed_texts(stood, worded),
    }
    note_act(agreement, user, LogAction.WORDING_EDITED, detail, kind)
    return settle_case(agreement, may_close=False)


def require_drafting(agreement: Agreement, user: User, kind: str) -> None:
    """Raises Refused when that naskah is not in draft now, or not for this person to word."""
    refuse_for(permitting.why_not_word(user, agreement, kind))


@make_undoable()
def complete_stage(agreement_id: int, user: User, expected_stage: str) -> Agreement:
    """Leave the current stage for the next that applies; skipped stages are logged with their
    reason.

    A case that was sent back returns to the stage that sent it, unless a stage between no longer
    stands.
    """
    agreement = lock_in_any_state(agreement_id)
    _refuse_what_closed_itself(agreement, expected_stage)
    require_still_there(agreement, expected_stage)
    situation = evaluate_case(agreement)
    require_role(user, agreement, *permitting.roles_that_move(situation.stage))
    refuse_if(bool(situation.reasons), *situation.reasons)
    refuse_for(closing.reason_to_wait(agreement, timezone.localdate()))
    return leave_stage(agreement, user)


def _refuse_what_closed_itself(agreement: Agreement, stage_code: str) -> None:
    if closing.closing_of(agreement, stage_code):
        name = agreement.track.stage(stage_code).name
        raise AlreadyClosed(
            f"Tahap {name} sudah selesai dengan sendirinya karena semua syaratnya terpenuhi."
        )


@make_undoable()
def send_case_back(
    agreement_id: int, user: User, expected_stage: str, target: str, reason: str, items: list[str]
) -> Agreement:
    """Return the case to an earlier stage, or to the OPD within this one, with a list of
    corrections.

    What was approved stands as far as the content stands; the corrected case comes back to the
    sender.
    """
    agreement = lock_running_case(agreement_id, expected_stage)
    stage = agreement.stage
    refuse_for(permitting.why_not_send_back(user, agreement))
    refuse_if(target not in (*stage.send_back_to, stage.code), "Tahap tujuan tidak diizinkan.")
    refuse_if(not reason.strip(), "Alasan wajib diisi.")
    return return_case_to(agreement, user, target, reason, items or [reason.strip()])


@make_undoable()
def resolve_correction(agreement_id: int, user: User, correction_id: int) -> None:
    """Mark a correction as mended; only the proposing OPD may."""
    agreement = lock_in_any_state(agreement_id)
    require_role(user, agreement, Role.OPD)
    refuse_if(agreement.is_closed, f"Kerja sama ini berstatus {agreement.status.lower()}.")
    item = require_or_refuse(
        agreement.corrections.filter(pk=correction_id).first(), "Butir perbaikan itu tidak ada."
    )
    refuse_if(item.resolved_at is not None, "Perbaikan ini sudah ditandai selesai.")
    item.resolved_at, item.resolved_by = timezone.now(), user
    item.save(update_fields=["resolved_at", "resolved_by"])
    note_act(agreement, user, LogAction.ITEM_MENDED, {"correction": item.pk}, item.text)
    settle_case(agreement)


@make_undoable()
def halt_case(
    agreement_id: int, user: User, expected_stage: str, state: str, reason: str
) -> Agreement:
    """Reject, withdraw or suspend. Raises Refused for whom and when `halting.why_not_halt` says,
    and without a reason.
    """
    agreement = lock_running_case(agreement_id, expected_stage)
    refuse_for(halting.why_not_halt(user, agreement, state))
    refuse_if(not reason.strip(), "Alasan wajib diisi.")
    if state != State.SUSPENDED:
        _call_off_signings(agreement, user, reason.strip())
    return move_case(
        agreement, user, LogAction(state), agreement.stage_code, reason, state, keep_return=True
    )


def _call_off_signings(agreement: Agreement, user: User | None, reason: str) -> None:
    """What was given up takes nobody's time and place any more."""
    planned = agreement.signings.filter(state=SigningState.PLANNED)
    planned.update(state=SigningState.CANCELLED, reason=reason, by=user, changed_at=timezone.now())


@make_undoable()
def resume_case(agreement_id: int, user: User) -> Agreement:
    """Let a suspended case go on; local norms are given the days it rested."""
    agreement = lock_in_any_state(agreement_id)
    refuse_for(halting.why_not_resume(user, agreement))
    rested = agreement.clocks.get(ended_at=None, owner=State.SUSPENDED.name)
    agreement.paused_days += (timezone.localdate() - timezone.localdate(rested.started_at)).days
    return move_case(agreement, user, LogAction.RESUMED, agreement.stage_code, keep_return=True)


@make_undoable()
def change_track_version(
    agreement_id: int, user: User, version: str, *, dry_run: bool = True
) -> list[str]:
    """Pin a running case to another version of its track. Returns what would change; writes nothing
    on a dry run.

    Raises Refused when a stage already passed, or the current one, is not the same in both
    versions.
    """
    agreement = lock_in_any_state(agreement_id)
    require_role(user, agreement, Role.SECTION_HEAD)
    try:
        old, new = agreement.track, catalogue.pinned_track(agreement.track_code, version)
    except KeyError:
        raise Refused(f"Alur ini tidak mempunyai versi {version}.") from None
    refuse_for(permitting.why_not_change_version(user, agreement, new))
    differing = _differences(old, new)
    if not dry_run:
        agreement.track_version = version
        agreement.save(update_fields=["track_version"])
        why = f"{old.version} ke {version}"
        note_act(agreement, user, LogAction.TRACK_VERSION_CHANGED, {"changes": differing}, why)
        settle_case(agreement)
    return differing


def _differences(old: Track, new: Track) -> list[str]:
    before = {stage.code: stage for stage in old.stages}
    after = {stage.code: stage for stage in new.stages}
    gone = [f"Tahap {before[code].name} dihapus." for code in before if code not in after]
    added = [f"Tahap {after[code].name} ditambahkan." for code in after if code not in before]
    turned = [
        f"Tahap {stage.name} berubah."
        for code, stage in after.items()
        if code in before and stage != before[code]
    ]
    return gone + added + turned
