"""The day of the signing: when and where a naskah is signed, who else needs the same person or
place, and what each original lacks.
"""

from collections.abc import Sequence
from datetime import date, time
from typing import Any, NotRequired, TypedDict, Unpack

from django.db import transaction
from django.utils import timezone

from agreements.documents import needs, rendering, signers
from agreements.documents.kinds import KINDS
from agreements.documents.repeating import Wish
from agreements.models import (
    Agreement,
    Document,
    ProposedCorrection,
    Signing,
    SigningState,
    Thing,
    UndoableAct,
)
from agreements.models.event import LogAction
from agreements.monitoring.custody.clashes import (
    clashes_of_signing,
    lock_all_schedules,
    refuse_taken,
)
from agreements.workflow import confirming
from agreements.workflow.case_log import note_act
from agreements.workflow.change_effects import STOPPED, format_day_or_dash
from agreements.workflow.guarding import STALE, Refused, refuse_if
from agreements.workflow.remembering import make_undoable
from kerjasama.accounts import policy
from kerjasama.accounts.models import RegionProfile, User
from kerjasama.writing.asking import confirmed_as_detail

MAY_KEEP = policy.OFFICE
NOT_YOURS = "Hanya Bagian Kerja Sama yang mengatur penandatanganan dan naskah asli."
RUNDOWN = "susunan_acara"
RECORDED = (
    "day",
    "method",
    "starts",
    "ends",
    "place",
    "note",
    "signer",
    "signer_title",
    "rundown",
    "turns",
    "guests",
)
# From which state a signing may go to which.
MOVES: dict[str, tuple[str, ...]] = {
    SigningState.PLANNED: (SigningState.HELD, SigningState.POSTPONED, SigningState.CANCELLED),
    SigningState.POSTPONED: (SigningState.CANCELLED,),
    SigningState.CANCELLED: (),
    SigningState.HELD: (),
}


def may_arrange_signing(user: User) -> bool:
    """Whether this person arranges signings and keeps the originals."""
    return bool(user.roles & set(MAY_KEEP))


def signer_of(agreement: Agreement, kind: str, day: date) -> tuple[str, str]:
    """Who signs for the region on that day: name and office. Raises Incomplete when nobody may."""
    needs.require_signer(kind, agreement, day)
    if signers.is_by_proxy(kind, agreement):
        refuse_if(not agreement.kuasa_nama, "Isi nama penerima kuasa lebih dahulu.")
        return agreement.kuasa_nama, agreement.kuasa_jabatan
    if deputy := signers.deputy_of_region(agreement, kind):
        return deputy.name, deputy.office
    signer = signers.signer_of_paper(kind, agreement, RegionProfile.current(), day)
    return signer.name, f"{signer.prefix}{signer.title}"


class SigningValues(TypedDict):
    """The event as it is planned or recorded."""

    day: date
    method: str
    starts: time | None
    ends: time | None
    place: str
    note: NotRequired[str]
    rundown: NotRequired[list[dict[str, Any]]]
    turns: NotRequired[list[dict[str, Any]]]
    guests: NotRequired[list[dict[str, Any]]]


@make_undoable()
def plan_signing(
    agreement_id: int,
    user: User,
    kind: str,
    *,
    share_place: bool = False,
    seen: str | None = None,
    confirmed: Sequence[str] = (),
    alasan: str = "",
    **fields: Unpack[SigningValues],
) -> Signing | ProposedCorrection:
    """Schedule the signing of a naskah, or change its schedule; what was postponed is so planned
    again.

    What was called held too early is planned again by a later day; of a naskah that is signed
    already the event is written down as held. What is recorded of a signing that was held is
    corrected with a reason (`alasan`), once the case is signed by two. Raises Taken when its
    signer is elsewhere at that time, or its place is not free and `share_place` was not said;
    Refused when somebody changed it since the `seen` moment.
    """
    agreement = lock_for_signing(agreement_id, user, kind)
    signing = _signing_of(agreement, kind)
    is_signed = kind in signed_on(agreement)
    is_corrected = signing.state == SigningState.HELD and is_signed
    if is_corrected:
        _refuse_bad_correction(fields["day"], alasan)
    before, stood = facts_of_signing(signing), confirming.plain_values_of(signing, RECORDED)
    is_new = signing.pk is None
    refuse_if(seen is not None and seen != last_change_of(signing), STALE)
    for name, value in fields.items():
        setattr(signing, name, value)
    signing.signer, signing.signer_title = signer_of(agreement, kind, signing.day)
    _refuse_clashes(agreement, signing, share_place=share_place)
    signing.state = _state_when_planned(signing, is_signed=is_signed)
    signing.reason, signing.by = "", user
    if is_corrected:
        return _correct(signing, user, stood, before, alasan, confirmed_as_detail(confirmed))
    signing.save()
    action = LogAction.SIGNING_SCHEDULED if is_new else LogAction.SIGNING_EDITED
    _log(signing, user, action, more=confirmed_as_detail(confirmed))
    return signing


def _signing_of(agreement: Agreement, kind: str) -> Signing:
    """The signing of that naskah, or a new one that is not saved yet."""
    planned = agreement.signings.filter(kind=kind).first()
    return planned or Signing(agreement=agreement, kind=kind)


def _refuse_bad_correction(day: date, reason: str) -> None:
    """Raises Refused for a correction of what was held without a reason, or to a day to come."""
    refuse_if(
        not reason.strip(), "Penandatanganan ini sudah terlaksana; alasan koreksi wajib diisi."
    )
    refuse_if(
        day > timezone.localdate(), "Yang sudah terlaksana tidak dapat bertanggal sesudah hari ini."
    )


def _refuse_clashes(agreement: Agreement, signing: Signing, *, share_place: bool) -> None:
    """Raises Taken for a signer or place that is taken then, while no other schedule is written."""
    lock_all_schedules()
    found = clashes_of_signing(
        agreement,
        signing.kind,
        signing.signer,
        signing.place,
        signing.day,
        signing.starts,
        signing.ends,
    )
    refuse_taken(found, share_place=share_place)


def _state_when_planned(signing: Signing, *, is_signed: bool) -> SigningState:
    """What is signed was held, and so was what had been called held, unless its day moved ahead."""
    is_over = signing.state == SigningState.HELD and signing.day <= timezone.localdate()
    return SigningState.HELD if is_signed or is_over else SigningState.PLANNED


def _correct(
    signing: Signing,
    user: User,
    stood: dict[str, Any],
    before: dict[str, str],
    reason: str,
    asked: dict[str, Any],
) -> Signing | ProposedCorrection:
    """Save what was set on it, or propose that once the case is signed."""
    turned = confirming.changed_words(before, facts_of_signing(signing))
    refuse_if(not turned, "Tidak ada yang berubah.")
    agreement = signing.agreement
    if not confirming.needs_second_person(agreement):
        signing.save()
        _log(
            signing, user, LogAction.SIGNING_CORRECTED, reason.strip(), asked | {"changes": turned}
        )
        return signing
    values = {"before": stood, "after": confirming.plain_values_of(signing, RECORDED)}
    title = f"Acara penandatanganan {KINDS[signing.kind].title}"
    return confirming.propose_correction(
        agreement,
        user,
        reason,
        values,
        turned,
        subject=subject_of(signing),
        title=title,
        asked=asked,
    )


def subject_of(signing: Signing) -> str:
    """How a proposed correction names it."""
    return f"{Thing.SIGNING}-{signing.pk}"


@confirming.takes_effect(Thing.SIGNING)
def _take_effect(agreement: Agreement, proposal: ProposedCorrection, user: User) -> None:
    signing = agreement.signings.get(pk=int(proposal.subject.partition("-")[2]))
    signing.agreement = agreement
    refuse_if(
        confirming.plain_values_of(signing, RECORDED) != proposal.values["before"],
        confirming.CHANGED_SINCE,
    )
    confirming.write_plain(signing, proposal.values["after"])
    _refuse_clashes(agreement, signing, share_place=True)
    signing.by = user
    signing.save()
    who = {"proposal": proposal.pk, "proposed_by": str(proposal.by)}
    kept = {"changes": proposal.changes, **who}
    _log(signing, user, LogAction.SIGNING_CORRECTED, proposal.reason, kept)


def facts_of_signing(signing: Signing) -> dict[str, str]:
    """What is recorded of the event, in words by the name of each, as the log of its correction
    keeps it.
    """
    if signing.pk is None:
        return {}
    rows = {
        "Susunan acara": signing.rundown,
        "Urutan desk to desk": signing.turns,
        "Saksi dan undangan": signing.guests,
    }
    return {
        "Tanggal": format_day_or_dash(signing.day),
        "Cara": signing.get_method_display(),
        "Jam": signing.hours,
        "Tempat": signing.place,
        "Penanda tangan": f"{signing.signer}, {signing.signer_title}",
        "Catatan": signing.note,
        **{name: _in_one_line(listed) for name, listed in rows.items()},
    }


def _in_one_line(rows: list[dict[str, Any]]) -> str:
    return "; ".join(", ".join(filter(None, map(str, row.values()))) for row in rows)


def last_change_of(signing: Signing | None) -> str:
    """The moment of its last change; empty for one that is new."""
    if signing is None or not signing.pk:
        return ""
    return signing.changed_at.isoformat()


def lock_for_signing(agreement_id: int, user: User, kind: str) -> Agreement:
    """The case under its row lock, to be arranged by this person. Raises Refused when it has no
    such naskah or was given up.
    """
    refuse_if(not may_arrange_signing(user), NOT_YOURS)
    agreement = Agreement.objects.select_for_update().get(pk=agreement_id)
    refuse_if(
        kind not in agreement.track.signings, "Alur kerja sama ini tidak menandatangani naskah itu."
    )
    refuse_if(agreement.state in STOPPED, f"Kerja sama ini berstatus {agreement.status.lower()}.")
    return agreement


ACTION_OF = {
    SigningState.HELD: LogAction.SIGNING_HELD,
    SigningState.POSTPONED: LogAction.SIGNING_POSTPONED,
    SigningState.CANCELLED: LogAction.SIGNING_CANCELLED,
}


@make_undoable()
def change_signing_state(
    agreement_id: int, user: User, kind: str, state: str, reason: str
) -> Signing:
    """Say that it was held, or postpone or cancel it with a reason."""
    agreement = lock_for_signing(agreement_id, user, kind)
    signing = planned_signing_of(agreement, kind)
    refuse_if(
        state not in MOVES[signing.state],
        f"Penandatanganan ini {signing.get_state_display().lower()}.",
    )
    refuse_if(
        state == SigningState.HELD and signing.day > timezone.localdate(),
        "Hari penandatanganan belum tiba.",
    )
    refuse_if(state != SigningState.HELD and not reason.strip(), "Alasan wajib diisi.")
    signing.state, signing.reason, signing.by = state, reason.strip(), user
    signing.save()
    _log(signing, user, ACTION_OF[SigningState(state)], signing.reason)
    return signing


def moves_of(signing: Signing, today: date) -> list[str]:
    """Where it may go today: nothing is held before its day."""
    return [
        state
        for state in MOVES[signing.state]
        if state != SigningState.HELD or signing.day <= today
    ]


def planned_signing_of(agreement: Agreement, kind: str) -> Signing:
    """The signing of that naskah. Raises Refused while it is not planned."""
    signing = agreement.signings.filter(kind=kind).first()
    if signing is None:
        raise Refused("Penandatanganan naskah ini belum dijadwalkan.")
    return signing


def signed_on(agreement: Agreement) -> dict[str, date]:
    """The day on which each naskah was signed, of those that were."""
    kinds = {code: kind for kind, code in agreement.track.signings.items()}
    rows = agreement.evidence.filter(
        void=False, requirement_code__in=kinds, decided_on__isnull=False
    )
    return {
        kinds[code]: day for code, day in rows.values_list("requirement_code", "decided_on") if day
    }


def record_signing_held(agreement: Agreement, kind: str) -> None:
    """The signing was recorded in its stage; so it was held, whatever day was planned."""
    agreement.signings.filter(kind=kind).update(
        state=SigningState.HELD, reason="", changed_at=timezone.now()
    )


def _log(
    signing: Signing,
    user: User,
    action: LogAction,
    reason: str = "",
    more: dict[str, Any] | None = None,
) -> None:
    detail = {
        "what": KINDS[signing.kind].title,
        "kind": signing.kind,
        "day": str(signing.day),
        "hours": signing.hours,
        "place": signing.place,
        "copies": signing.number_of_originals,
        **(more or {}),
    }
    note_act(signing.agreement, user, action, detail, reason)


@transaction.atomic
def order_rundown(agreement_id: int, user: User, kind: str, wish: Wish | None = None) -> Document:
    """Ask the worker for the rundown as a paper."""
    agreement = lock_for_signing(agreement_id, user, kind)
    signing = planned_signing_of(agreement, kind)
    refuse_if(signing.is_given_up, f"Penandatanganan ini {signing.get_state_display().lower()}.")
    refuse_if(
        not signing.rundown and not signing.turns,
        "Isi susunan acara atau urutan penandatanganan lebih dahulu.",
    )
    return rendering.order_about(agreement, user, RUNDOWN, {"signing": signing.pk}, wish)


def refuse_taken_meanwhile(agreement: Agreement, act: UndoableAct, user: User) -> None:
    """A schedule that comes back with an undoing may meet somebody who took its time."""
    back = [
        change["id"]
        for change in act.changes
        if change["table"] == "agreements_signing" and change["old"]
    ]
    for row in agreement.signings.filter(pk__in=back, state=SigningState.PLANNED):
        _refuse_clashes(agreement, row, share_place=True)
