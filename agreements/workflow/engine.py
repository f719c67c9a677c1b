"""The engine: the only writer of a stage. Each act locks the case, evaluates it again, logs, and settles whose turn it is."""

from collections.abc import Callable, Sequence
from datetime import date

from dateutil.relativedelta import relativedelta
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from agreements.models import Agreement, Clock, Correction, Evidence, Fulfilment, SigningState, StageEvent, State
from agreements.models.event import TITLES
from agreements.regulations import catalogue
from agreements.regulations.limits import INTENT
from agreements.regulations.vocabulary import RequirementKind, Requirement, Stage, Track
from kerjasama.accounts import policy
from kerjasama.accounts.models import Role
from kerjasama.writing.asking import confirmed_as_detail

from . import changes, closing, consequences, differences, halting, parties, permitting, sharing
from .deadlines import Calendar, term_key
from .evaluation import Check, Situation, evaluate_case, roles_of
from .remembering import make_undoable

STALE = "Isi sudah diubah orang lain sejak halaman ini dibuka. Salin isian Anda, lalu muat ulang."


class Refused(Exception):
    """The action may not happen; `reasons` says why, in Indonesian."""

    def __init__(self, *reasons: str):
        super().__init__(" ".join(reasons))
        self.reasons = reasons


class AlreadyClosed(Refused):
    """The stage closed by itself before this press came, so that nothing is left to do."""


@transaction.atomic
def begin_case(agreement: Agreement, user) -> Agreement:
    """Save a new case at the first stage of its track and open its log. Raises Refused where it lacks the agreement above it."""
    if agreement.track.changes:
        _begin_change(agreement)
    refuse_if(not policy.may_act_as(user, Role.OPD, agreement), "Usulan diajukan oleh staf OPD pemrakarsa.")
    if agreement.track.under_parent and not agreement.track.changes:
        require_signed_parent(agreement)
    agreement.stage_code = agreement.track.stages[0].code
    agreement.stage_entered_at = timezone.now()
    agreement.save()
    _log(agreement, user, "mulai", "", agreement.stage_code, "", {"track": agreement.track_code, "version": agreement.track_version})
    return settle_case(agreement, may_close=False)


def _begin_change(agreement: Agreement) -> None:
    """Tie a change to its agreement, locked so that no second one of its kind begins beside it."""
    parent = Agreement.objects.select_for_update(of=("self",)).filter(pk=agreement.parent_id or 0).first()
    if parent is None:
        raise Refused("Pilih kerja sama yang ditandatangani.")
    refused = changes.reasons_against_change(parent, agreement.track, timezone.localdate())
    refuse_if(bool(refused), *refused)
    agreement.parent = parent
    changes.inherit_from_parent(agreement)


def require_signed_parent(agreement: Agreement) -> None:
    parent = agreement.parent
    if parent is None:
        raise Refused("Pilih Kesepakatan Bersama yang menaungi PKS ini.")
    if (last := parent.last_day) is None:
        raise Refused("Kesepakatan Bersama yang dipilih belum ditandatangani.")
    refuse_if(last < timezone.localdate(), "Kesepakatan Bersama yang dipilih sudah berakhir.")
    refuse_if(parent.terminated, "Kesepakatan Bersama yang dipilih sudah diputuskan berakhir, jadi tidak dapat menaungi PKS baru.")
    agreement.partner = parent.partner


@make_undoable()
def edit_content(agreement_id: int, user, fields: set[str], change: Callable[[Agreement], None], seen: str | None) -> Agreement:
    """Let the proposing OPD change these fields of the content. `seen` is the content hash the person had before them.

    Raises Refused when they may not be changed in this stage or somebody else changed the case meanwhile.
    """
    agreement = Agreement.objects.select_for_update().get(pk=agreement_id)
    _refuse(permitting.why_not_edit(user, agreement))
    refuse_if(
        not fields <= agreement.editable_fields, "Isi ini tidak dapat diubah pada tahap ini. Kembalikan ke tahap persiapan lebih dahulu."
    )
    before, stood = agreement.content_hash, differences.field_texts_of(agreement, fields)
    refuse_if(seen != before, STALE)
    change(agreement)
    after = agreement.content_hash
    changed = differences.changed_fields_of(agreement, stood, differences.field_texts_of(agreement, fields))
    if changed or after != before:
        detail = {"content": after, "before": before, "changes": changed}
        _log(agreement, user, "ubah isi", agreement.stage_code, agreement.stage_code, "", detail)
    return settle_case(agreement, may_close=False)


@make_undoable()
def set_wording(agreement_id: int, user, kind: str, texts: dict[str, str], seen: str | None) -> Agreement:
    """Set the wording of a naskah in draft, by part; an empty text means the standard one. Raises Refused like `edit`."""
    agreement = lock_running_case(agreement_id)
    require_drafting(agreement, user, kind)
    refuse_if(seen != agreement.content_hash, STALE)
    stood, worded = agreement.clauses.get(kind, {}), {part: text for part, text in texts.items() if text}
    agreement.clauses = agreement.clauses | {kind: worded}
    agreement.save(update_fields=["clauses"])
    detail = {"content": agreement.content_hash, "changes": differences.changed_texts(stood, worded)}
    _log(agreement, user, "ubah redaksi", agreement.stage_code, agreement.stage_code, kind, detail)
    return settle_case(agreement, may_close=False)


def require_drafting(agreement: Agreement, user, kind: str) -> None:
    """Raises Refused when that naskah is not in draft now, or not for this person to word."""
    _refuse(permitting.why_not_word(user, agreement, kind))


@make_undoable()
def meet_requirement(agreement_id: int, user, code: str, expected_stage: str, confirmed: Sequence[str] = (), **evidence) -> Evidence:
    """Give an approval, record a decision or attach a file for a requirement of the current stage.

    `confirmed` are the doubts that were asked about and answered.

    Raises Refused with the reasons when the stage moved on, the role is wrong, it is not its turn or it is already met.
    """
    agreement = lock_running_case(agreement_id, expected_stage)
    situation = evaluate_case(agreement)
    check = require_turn(situation, user, code)
    need = check.requirement
    refuse_if(
        need.kind not in (RequirementKind.APPROVAL, RequirementKind.RECORD, RequirementKind.UPLOAD),
        "Persyaratan ini dipenuhi dengan cara lain.",
    )
    if need.kind is RequirementKind.RECORD:
        refuse_if(not evidence.get("decided_on"), "Tanggal wajib diisi.")
        _refuse_outcome(situation, check, evidence.get("outcome"))
    unknown = parties.reasons_to_wait(agreement, need)
    refuse_if(bool(unknown), *unknown)
    mine = agreement.evidence.filter(stage_code=agreement.stage_code, requirement_code=code, void=False)
    mine.update(void=True)
    row = Evidence.objects.create(
        agreement=agreement,
        stage_code=agreement.stage_code,
        requirement_code=code,
        by=user,
        content_hash=situation.content_hash,
        **evidence,
    )
    consequences.follow_evidence(row)
    if need.signs and row.decided_on:
        _take_effect(agreement, user, need.signs, row.decided_on)
    target = dict(need.leads).get(row.outcome)
    detail = {
        "requirement": code,
        "outcome": row.outcome,
        "number": row.number,
        "file": row.sha256,
        "content": row.content_hash,
        "findings": row.findings,
        "decided_on": str(row.decided_on or ""),
        **confirmed_as_detail(confirmed),
    }
    _log(agreement, user, "penuhi", agreement.stage_code, agreement.stage_code, row.note, detail)
    _keep_scan(agreement, user, need, row)
    if target:
        why = f"{need.text}: {row.outcome}. {row.note}".strip()
        _return_to(agreement, user, target, why, [why])
    else:
        settle_case(agreement)
    return row


def _keep_scan(agreement: Agreement, user, need: Requirement, row: Evidence) -> None:
    """The file handed in with the record of a signing is the scan that the stage asks for next."""
    scan = sharing.scan_requirement_of(agreement.stage, need)
    if scan is None or not row.sha256 or not policy.may_act_as_any(user, roles_of(scan), agreement):
        return
    place = {"agreement": agreement, "stage_code": agreement.stage_code, "requirement_code": scan.code}
    agreement.evidence.filter(stage_code=agreement.stage_code, requirement_code=scan.code, void=False).update(void=True)
    file = {"sha256": row.sha256, "file_name": row.file_name, "signatures": row.signatures}
    scanned = Evidence.objects.create(**place, **file, by=user, content_hash=row.content_hash)
    consequences.follow_evidence(scanned)
    detail = {"requirement": scan.code, "file": row.sha256, "content": row.content_hash}
    _log(agreement, user, "penuhi", agreement.stage_code, agreement.stage_code, "", detail)


def meet_by_duty(agreement: Agreement, user, code: str, row: Fulfilment) -> None:
    """Let what was recorded for a duty meet the requirement of the present stage that asks for the same, so that it is asked once.

    Expects the row lock; does nothing where the stage asks for no such thing, or has it.
    """
    if agreement.state != State.RUNNING or not code:
        return
    situation = evaluate_case(agreement)
    check = situation.check(code)
    if check is None or not check.is_open or check.requirement.kind not in permitting.CORRECTABLE:
        return
    told = {"number": row.number, "decided_on": row.done_on, "sha256": row.sha256, "file_name": row.file_name}
    outcome = "".join(check.requirement.outcomes[:1])
    place = {"agreement": agreement, "stage_code": agreement.stage_code, "requirement_code": code}
    evidence = Evidence.objects.create(**place, **told, outcome=outcome, by=user, content_hash=situation.content_hash, fulfilment=row)
    consequences.follow_evidence(evidence)
    detail = {"requirement": code, "outcome": outcome, "number": row.number, "file": row.sha256, "fulfilment": row.pk}
    _log(agreement, user, "penuhi", agreement.stage_code, agreement.stage_code, "", detail)
    settle_case(agreement)


def require_turn(situation: Situation, user, code: str) -> Check:
    """The open check of that code. Raises Refused when it is not this stage's, not this person's or not its turn.

    After an unfavourable result a new one may be recorded; what was recorded wrongly is corrected (`workflow.correcting`).
    """
    _refuse(permitting.why_not_meet(user, situation, code))
    check = situation.check(code)
    assert check is not None  # or it was refused
    return check


def _refuse_outcome(situation: Situation, check: Check, outcome: str | None) -> None:
    need = check.requirement
    refuse_if(outcome not in need.outcomes, "Pilih hasil yang tersedia.")
    too_early = outcome not in permitting.outcomes_open(situation, need.code)
    refuse_if(too_early, "Persetujuan baru dianggap diberikan setelah jangka waktu menurut ketentuan lewat tanpa sikap.")


def _take_effect(agreement: Agreement, user, naskah: str, signed_on: date) -> None:
    """The term runs from the signing of the latest naskah, for as many months as it says; a mere intent starts none.

    A change takes effect on the agreement above it, and is told there too.
    """
    if agreement.track.changes:
        parent = Agreement.objects.select_for_update().get(pk=agreement.above.pk)
        fault = changes.take_effect(agreement, parent, signed_on)
        refuse_if(bool(fault), fault)
        until = str(agreement.berakhir_baru or "")
        told = {"case": agreement.pk, "signed_on": str(signed_on), "until": until}
        return note_act(parent, user, str(agreement.track.changes), told, agreement.title)
    months = agreement.months_of(naskah)
    refuse_if(not months, "Jangka waktu belum diisi.")
    too_long = agreement.why_too_long(naskah)
    refuse_if(bool(too_long), f"Jangka waktu: {too_long}")
    if naskah == INTENT:
        agreement.loi_until = signed_on + relativedelta(months=months, days=-1)
        agreement.save(update_fields=["loi_until"])
        return
    refuse_if(agreement.terminated, f"Kerja sama ini diakhiri pada {changes.format_day_or_dash(agreement.ends_on)}.")
    agreement.effective_on, agreement.expires_on = signed_on, signed_on + relativedelta(months=months, days=-1)
    agreement.ends_on = changes.end_of(agreement, naskah)
    agreement.save(update_fields=["effective_on", "expires_on", "ends_on"])


@make_undoable()
def complete_stage(agreement_id: int, user, expected_stage: str) -> Agreement:
    """Leave the current stage for the next that applies; skipped stages are logged with their reason.

    A case that was sent back returns to the stage that sent it, unless a stage between no longer stands.
    """
    agreement = Agreement.objects.select_for_update().get(pk=agreement_id)
    _refuse_what_closed_itself(agreement, expected_stage)
    _require_still_there(agreement, expected_stage)
    situation = evaluate_case(agreement)
    _require_role(user, agreement, *permitting.roles_that_move(situation.stage))
    refuse_if(bool(situation.reasons), *situation.reasons)
    wait = closing.reason_to_wait(agreement, timezone.localdate())
    refuse_if(bool(wait), wait)
    return _leave(agreement, user)


def _refuse_what_closed_itself(agreement: Agreement, stage_code: str) -> None:
    if closing.closing_of(agreement, stage_code):
        name = agreement.track.stage(stage_code).name
        raise AlreadyClosed(f"Tahap {name} sudah selesai dengan sendirinya karena semua syaratnya terpenuhi.")


def _leave(agreement: Agreement, user) -> Agreement:
    """Go to the next stage that applies, or back to the sender; None as the `user` is the system. Expects the row lock."""
    here, ahead = agreement.stage_code, _following(agreement)
    if agreement.return_to:
        ahead = ahead[[stage.code for stage in ahead].index(_return_stage(agreement)) :]
    for stage in ahead:
        if stage.condition is None or agreement.holds(stage.condition.code):
            return move_case(agreement, user, "kembali ke pengirim" if agreement.return_to else "teruskan", stage.code)
        why = f"Tidak berlaku: {stage.condition.cited}."
        _log(agreement, user, "lewati", here, stage.code, why, {})
    return move_case(agreement, user, "selesaikan", here, state=State.DONE)


def _following(agreement: Agreement) -> tuple[Stage, ...]:
    return agreement.track.stages[agreement.track.position(agreement.stage_code) + 1 :]


def _return_stage(agreement: Agreement) -> str:
    """The sender's stage, or the first before it that the correction left unmet."""
    calendar = Calendar()
    for stage in _following(agreement):
        if stage.code == agreement.return_to:
            break
        applies = stage.condition is None or agreement.holds(stage.condition.code)
        if applies and evaluate_case(agreement, stage, calendar).unmet:
            return stage.code
    return agreement.return_to


@make_undoable()
def send_case_back(agreement_id: int, user, expected_stage: str, target: str, reason: str, items: list[str]) -> Agreement:
    """Return the case to an earlier stage, or to the OPD within this one, with a list of corrections.

    What was approved stands as far as the content stands; the corrected case comes back to the sender.
    """
    agreement = lock_running_case(agreement_id, expected_stage)
    stage = agreement.stage
    _refuse(permitting.why_not_send_back(user, agreement))
    refuse_if(target not in (*stage.send_back_to, stage.code), "Tahap tujuan tidak diizinkan.")
    refuse_if(not reason.strip(), "Alasan wajib diisi.")
    return _return_to(agreement, user, target, reason, items or [reason.strip()])


def _return_to(agreement: Agreement, user, target: str, reason: str, items: list[str]) -> Agreement:
    for text in items:
        Correction.objects.create(agreement=agreement, text=text, by=user)
    if target != agreement.stage_code:
        agreement.return_to = agreement.return_to or agreement.stage_code
    return move_case(agreement, user, "kembalikan", target, reason, keep_return=True)


@make_undoable()
def resolve_correction(agreement_id: int, user, correction_id: int) -> None:
    """Mark a correction as mended; only the proposing OPD may."""
    agreement = Agreement.objects.select_for_update().get(pk=agreement_id)
    _require_role(user, agreement, Role.OPD)
    refuse_if(agreement.is_closed, f"Kerja sama ini berstatus {agreement.status.lower()}.")
    item = agreement.corrections.filter(pk=correction_id).first()
    refuse_if(item is None, "Butir perbaikan itu tidak ada.")
    refuse_if(item.resolved_at is not None, "Perbaikan ini sudah ditandai selesai.")
    item.resolved_at, item.resolved_by = timezone.now(), user
    item.save(update_fields=["resolved_at", "resolved_by"])
    _log(agreement, user, "perbaiki", agreement.stage_code, agreement.stage_code, item.text, {"correction": item.pk})
    settle_case(agreement)


@make_undoable()
def halt_case(agreement_id: int, user, expected_stage: str, state: str, reason: str) -> Agreement:
    """Reject, withdraw or suspend. Raises Refused for whom and when `halting.why_not_halt` says, and without a reason."""
    agreement = lock_running_case(agreement_id, expected_stage)
    _refuse(halting.why_not_halt(user, agreement, state))
    refuse_if(not reason.strip(), "Alasan wajib diisi.")
    if state != State.SUSPENDED:
        _call_off_signings(agreement, user, reason.strip())
    return move_case(agreement, user, State(state).value, agreement.stage_code, reason, state, keep_return=True)


def _call_off_signings(agreement: Agreement, user, reason: str) -> None:
    """What was given up takes nobody's time and place any more."""
    planned = agreement.signings.filter(state=SigningState.PLANNED)
    planned.update(state=SigningState.CANCELLED, reason=reason, by=user, changed_at=timezone.now())


@make_undoable()
def resume_case(agreement_id: int, user) -> Agreement:
    """Let a suspended case go on; local norms are given the days it rested."""
    agreement = lock_in_any_state(agreement_id)
    _refuse(halting.why_not_resume(user, agreement))
    rested = agreement.clocks.get(ended_at=None, owner=State.SUSPENDED.name)
    agreement.paused_days += (timezone.localdate() - timezone.localdate(rested.started_at)).days
    return move_case(agreement, user, "lanjutkan", agreement.stage_code, keep_return=True)


@make_undoable()
def change_track_version(agreement_id: int, user, version: str, dry_run: bool = True) -> list[str]:
    """Pin a running case to another version of its track. Returns what would change; writes nothing on a dry run.

    Raises Refused when a stage already passed, or the current one, is not the same in both versions.
    """
    agreement = Agreement.objects.select_for_update().get(pk=agreement_id)
    _require_role(user, agreement, Role.SECTION_HEAD)
    try:
        old, new = agreement.track, catalogue.pinned_track(agreement.track_code, version)
    except KeyError:
        raise Refused(f"Alur ini tidak mempunyai versi {version}.") from None
    _refuse(permitting.why_not_change_version(user, agreement, new))
    changes = _differences(old, new)
    if not dry_run:
        agreement.track_version = version
        agreement.save(update_fields=["track_version"])
        here, why = agreement.stage_code, f"{old.version} ke {version}"
        _log(agreement, user, "ganti versi alur", here, here, why, {"changes": changes})
        settle_case(agreement)
    return changes


def _differences(old: Track, new: Track) -> list[str]:
    before, after = ({stage.code: stage for stage in track.stages} for track in (old, new))
    gone = [f"Tahap {before[code].name} dihapus." for code in before if code not in after]
    added = [f"Tahap {after[code].name} ditambahkan." for code in after if code not in before]
    return gone + added + [f"Tahap {after[code].name} berubah." for code in after if code in before and after[code] != before[code]]


def lock_in_any_state(agreement_id: int) -> Agreement:
    return Agreement.objects.select_for_update().get(pk=agreement_id)


def lock_running_case(agreement_id: int, expected_stage: str | None = None) -> Agreement:
    """The running case under its row lock. Raises Refused when it moved on or is not running."""
    agreement = Agreement.objects.select_for_update().get(pk=agreement_id)
    _require_still_there(agreement, expected_stage)
    return agreement


def _require_still_there(agreement: Agreement, expected_stage: str | None) -> None:
    refuse_if(expected_stage not in (None, agreement.stage_code), "Kerja sama ini sudah berpindah tahap. Muat ulang halaman.")
    _require_running(agreement)


def _require_running(agreement: Agreement) -> None:
    _refuse(halting.not_running(agreement))


def refuse_if(wrong: bool, *reasons: str) -> None:
    if wrong:
        raise Refused(*reasons)


def _refuse(why: str) -> None:
    if why:
        raise Refused(why)


def _require_role(user, agreement: Agreement, *roles: str) -> None:
    refuse_if(not policy.may_act_as_any(user, roles, agreement), "Tindakan ini bukan wewenang Anda.")


def move_case(
    agreement: Agreement, user, action: str, to_stage: str, reason: str = "", state: str = State.RUNNING, keep_return: bool = False
) -> Agreement:
    """The only place where a stage or state changes. Expects the row lock to be held."""
    _log(agreement, user, action, agreement.stage_code, to_stage, reason, {"state": str(state)})
    if agreement.stage_code != to_stage:
        agreement.stage_entered_at, agreement.paused_days = timezone.now(), 0
    if not keep_return and agreement.return_to == to_stage:
        agreement.return_to = ""
    agreement.stage_code, agreement.state = to_stage, state
    agreement.save(update_fields=["stage_code", "stage_entered_at", "state", "paused_days", "return_to"])
    return settle_case(agreement)


def settle_case(agreement: Agreement, may_close: bool = True) -> Agreement:
    """Note whose turn it is and which term runs, and turn the clocks when the holders changed. Expects the row lock.

    A stage whose last requirement is met closes by itself in the same transaction; not while content is being typed.
    """
    situation = evaluate_case(agreement)
    if may_close and closing.is_closing_due(situation):
        return _leave(agreement, None)
    running, before = situation.term, (agreement.holders, agreement.term_key, agreement.term_from)
    agreement.holders = situation.holders
    agreement.term_key = term_key(agreement.track, situation.stage, running.term) if running else ""
    agreement.term_from = running.start if running else None
    if (agreement.holders, agreement.term_key, agreement.term_from) != before:
        agreement.save(update_fields=["holders", "term_key", "term_from"])
        consequences.follow_turn(agreement.pk)
    _turn_clocks(agreement)
    return agreement


def _turn_clocks(agreement: Agreement) -> None:
    """One clock for each who holds the case now, in this stage; all others stop."""
    owners = [State.SUSPENDED.name] if agreement.state == State.SUSPENDED else agreement.holders
    running, now = list(agreement.clocks.filter(ended_at=None)), timezone.now()
    kept = {clock.owner for clock in running if clock.stage_code == agreement.stage_code} & set(owners)
    agreement.clocks.filter(pk__in=[clock.pk for clock in running if clock.owner not in kept]).update(ended_at=now)
    here = {"agreement": agreement, "track_code": agreement.track_code, "stage_code": agreement.stage_code}
    Clock.objects.bulk_create([Clock(**here, owner=owner, started_at=now) for owner in owners if owner not in kept])


def settle_cases_of(partner) -> None:
    """Settle the running cases of a partner whose data changed: what was approved with the old data no longer stands."""
    # A change is locked before the agreement above it, which is older, as at its signing.
    for pk in Agreement.objects.running().filter(partner=partner).order_by("-pk").values_list("pk", flat=True):
        with transaction.atomic():
            settle_case(Agreement.objects.select_for_update().get(pk=pk))


def settle_lapsed_cases() -> int:
    """Settle every running case whose term has passed, for silence may have given somebody a turn, and those that ended.

    Returns how many.
    """
    today = timezone.localdate()
    is_over = Q(holders=[], holds_until__lt=today)
    late = list(Agreement.objects.running().filter(Calendar().overdue(today) | is_over).values_list("pk", flat=True))
    for pk in late:
        with transaction.atomic():
            settle_case(Agreement.objects.select_for_update().get(pk=pk))
    return len(late)


def note_act(agreement: Agreement, user, action: str, detail: dict, reason: str = "") -> None:
    """Write into the log of a locked case an act that moves no stage. The case may be closed: what is signed lives on."""
    _log(agreement, user, action, agreement.stage_code, agreement.stage_code, reason, detail)


def _log(agreement: Agreement, user, action: str, source: str, target: str, reason: str, detail: dict) -> None:
    last = agreement.events.order_by("-number").first()
    sealed_event(agreement, user, action, source, target, reason, detail, last).save(force_insert=True)
    consequences.follow_entry(agreement.pk)


def sealed_event(
    agreement: Agreement, user, action: str, source: str, target: str, reason: str, detail: dict, last: StageEvent | None
) -> StageEvent:
    """The entry that follows `last` in the log of a locked or new case, not saved yet. Raises ValueError for a kind without title."""
    if action not in TITLES:
        raise ValueError(f"no title for {action}")
    event = StageEvent(
        agreement=agreement,
        number=last.number + 1 if last else 1,
        action=action,
        from_stage=source,
        to_stage=target,
        reason=reason,
        detail=detail,
        by=user,
        at=timezone.now(),
        previous_hash=last.hash if last else "",
    )
    event.hash = event.sealed()
    return event
