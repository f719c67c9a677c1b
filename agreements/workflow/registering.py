"""Agreements signed outside the system: recorded as they stand, corrected with a reason, taken back
while nothing hangs on them.

No stage is invented for them: each stands on a track of one stage that only keeps its naskah,
and its log begins with the record.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from dateutil.relativedelta import relativedelta
from django.db import transaction
from django.db.models import QuerySet, prefetch_related_objects
from django.utils import timezone

from agreements.models import (
    STOPPED,
    Action,
    Agreement,
    Clock,
    Comment,
    Decision,
    Document,
    Evidence,
    Fulfilment,
    FurtherParty,
    ImportBatch,
    Number,
    Origin,
    Original,
    OriginalMove,
    OriginalState,
    Report,
    StageEvent,
    State,
    UndoableAct,
)
from agreements.models.event import LogAction
from agreements.regulations import catalogue, legacy
from agreements.regulations.originals import shares_of_originals
from agreements.regulations.vocabulary import Track
from agreements.workflow.case_log import note_act, sealed_event
from agreements.workflow.guarding import Refused, refuse_if
from kerjasama.accounts import policy
from kerjasama.accounts.models import User
from kerjasama.writing.asking import confirmed_as_detail
from partners.models import Partner

from . import consequences
from .remembering import make_undoable
from .removals import carry_over

MAY_REGISTER = policy.REGISTRARS
AT_ONCE = 500
NAMED = 20  # cases that a refusal names
# What the form may change on the agreement itself, and what is kept beside it as evidence.
FACTS = (
    "title",
    "owner",
    "partner",
    "parent",
    "naskah_number",
    "nilai",
    "nilai_tertulis",
    "urusan",
    "maksud_tujuan",
    "objek",
    "ruang_lingkup",
    "owed_from",
    # What an old naskah leaves open or settles otherwise than with a day.
    *(
        "signing_day_known",
        "open_ended",
        "ends_when",
        "renews_itself",
        "notice_months",
        "record_note",
    ),
)
ALWAYS_OPEN = frozenset({"original", "sha256", "file_name"})
OWN_ROWS = (StageEvent, Evidence, Clock, Original, UndoableAct, FurtherParty)
HANGING: dict[type, str] = {
    Agreement: "PKS atau perubahan di bawahnya",
    Comment: "tanggapan",
    Decision: "keputusan masa berlaku",
    Document: "dokumen",
    Fulfilment: "kewajiban yang dipenuhi",
    Number: "nomor surat",
    Report: "laporan",
}


@dataclass
class Signed:
    """A naskah that both parties have signed, with all that is known of it; the agreement is not
    saved yet.

    `signed_on` is empty when nobody knows the day; `further` are other partners that signed,
    each with its number.
    """

    agreement: Agreement
    signed_on: date | None
    effective_on: date | None
    expires_on: date | None
    partner_number: str = ""
    original: str = ""
    sha256: str = ""
    file_name: str = ""
    # What was found of electronic signatures in the scan; derived from it, so no fact of its own.
    signatures: dict = field(default_factory=dict)
    further: list[tuple[Partner, str]] = field(default_factory=list)
    confirmed: list[str] = field(
        default_factory=list
    )  # the doubts that were asked about and answered

    def facts(self) -> dict[str, object]:
        own = {name: getattr(self.agreement, name) for name in FACTS}
        aside = ("agreement", "signatures", "further", "confirmed")
        said = {name: value for name, value in vars(self).items() if name not in aside}
        further = [f"{partner.name} {number}".strip() for partner, number in self.further]
        return own | said | {"track": self.agreement.track_code, "further": further}


@transaction.atomic
def register_signed(
    records: Sequence[Signed], user: User, batch: ImportBatch | None = None
) -> None:
    """Save agreements that were signed outside the system, each with its evidence and the one event
    that records it.

    The only writer of such records. Raises Refused when the role is wrong or a record
    contradicts itself.
    """
    refuse_if(not may_register(user), "Mencatat naskah lama hanya wewenang Bagian Kerja Sama.")
    now = timezone.now()
    for record in records:
        _require_sound(record)
        _stand(record, now, batch)
    agreements = [record.agreement for record in records]
    Agreement.objects.bulk_create(agreements, batch_size=AT_ONCE)
    prefetch_related_objects(agreements, "indicators", "activities")
    Evidence.objects.bulk_create(
        [row for record in records for row in _evidence(record, user)], batch_size=2 * AT_ONCE
    )
    StageEvent.objects.bulk_create(
        [_opening(record, user) for record in records], batch_size=AT_ONCE
    )
    _keep_further(records)
    consequences.follow_registration(records, user)


def _keep_further(records: Sequence[Signed]) -> None:
    rows = [
        FurtherParty(agreement=record.agreement, partner=partner, number=number)
        for record in records
        for partner, number in record.further
    ]
    FurtherParty.objects.bulk_create(rows, batch_size=AT_ONCE)


def may_register(user: User) -> bool:
    return bool(user.roles & set(MAY_REGISTER))


def _require_sound(record: Signed) -> None:
    agreement, today = record.agreement, timezone.localdate()
    refuse_if(agreement.track_code not in legacy.CODES, "Jalur ini bukan untuk naskah lama.")
    track = catalogue.newest_track_version(agreement.track_code)
    fits = agreement.partner is not None and agreement.partner.kind in track.partner_kinds
    refuse_if(not fits, "Jenis mitra tidak sesuai dengan jalurnya.")
    if record.effective_on is None or (record.signed_on is None) is agreement.signing_day_known:
        raise Refused("Tanggal naskah belum lengkap.")
    refuse_if(
        (record.expires_on is None) is not agreement.open_ended, "Tanggal naskah belum lengkap."
    )
    signed_on = record.signed_on or record.effective_on
    refuse_if(signed_on > today, "Tanggal penandatanganan tidak boleh sesudah hari ini.")
    is_backwards = record.expires_on is not None and record.expires_on < max(
        signed_on, record.effective_on
    )
    refuse_if(is_backwards, "Naskah tidak dapat berakhir sebelum mulai berlaku.")
    others = [partner.pk for partner, _ in record.further]
    is_double = len({agreement.partner_id, *others}) <= len(others)
    refuse_if(is_double, "Mitra yang sama tidak dapat menjadi pihak dua kali.")
    above = agreement.parent
    refuse_if(
        above is not None and not may_stand_under(track, above),
        "Naskah itu bukan Kesepakatan Bersama sejenis.",
    )


def may_stand_under(track: Track, above: Agreement) -> bool:
    """Whether a PKS of this track may stand under that one: signed, of the same family, and no PKS
    itself.
    """
    return (
        track.code in legacy.UNDER_A_KB
        and above.effective_on is not None
        and above.track.family is track.family
        and above.parent_id is None
        and above.track_code not in legacy.UNDER_A_KB
        and above.state not in STOPPED
    )


def _stand(record: Signed, now: datetime, batch: ImportBatch | None) -> None:
    """Done, with nobody's turn and no term: what was signed is in force until it ends."""
    agreement = record.agreement
    agreement.origin, agreement.batch = Origin.LEGACY, batch
    agreement.track_version, agreement.stage_code = (
        catalogue.newest_track_version(agreement.track_code).version,
        legacy.STAGE,
    )
    agreement.stage_entered_at, agreement.state = now, State.DONE
    agreement.jangka_waktu_bulan = whole_months(record.effective_on, record.expires_on)
    for name, value in term_of(record.effective_on, record.expires_on).items():
        setattr(agreement, name, value)


def term_of(effective_on: date | None, expires_on: date | None) -> dict[str, date | None]:
    """From when until when a recorded naskah is in force: the one place that says which columns
    hold it.
    """
    return {"effective_on": effective_on, "expires_on": expires_on, "ends_on": expires_on}


def whole_months(first: date | None, last: date | None) -> int | None:
    """The length in months when it is a whole number of them; a naskah often names none."""
    if first is None or last is None:
        return None
    span = relativedelta(last + relativedelta(days=1), first)
    same_day = relativedelta(last, first)
    for length in (span, same_day):
        if not length.days:
            return min(length.years * 12 + length.months, 1200) or None
    return None


def _evidence(record: Signed, user: User) -> list[Evidence]:
    agreement = record.agreement
    shared = {
        "agreement": agreement,
        "stage_code": legacy.STAGE,
        "by": user,
        "content_hash": agreement.content_hash,
    }
    signing = f"ttd_{legacy.recorded_kind_of(agreement.track)}"
    rows = [
        Evidence(
            requirement_code=signing,
            outcome="ditandatangani",
            number=record.partner_number,
            decided_on=record.signed_on,
            **shared,
        )
    ]
    if record.sha256:
        scan = {
            "sha256": record.sha256,
            "file_name": record.file_name,
            "signatures": record.signatures,
        }
        rows.append(Evidence(requirement_code=legacy.SCAN, **scan, **shared))
    if record.original:
        kept = {"outcome": "disimpan", "note": record.original, "decided_on": timezone.localdate()}
        rows.append(Evidence(requirement_code=legacy.ORIGINAL, **kept, **shared))
    return rows


def _move_original(record: Signed, user: User) -> None:
    """Ours lies where the corrected record says, unless it is not here; a corrected form is that of
    all its originals.
    """
    originals, track = record.agreement.originals.select_for_update(), record.agreement.track
    for rangkap, share in enumerate(shares_of_originals(track, legacy.recorded_kind_of(track)), 1):
        originals.filter(rangkap=rangkap).update(
            kind=legacy.recorded_kind_of(track), bearer=str(share.bearer)
        )
    ours = originals.filter(rangkap=1, state=OriginalState.KEPT).first()
    if ours and record.original and ours.place != record.original:
        move = OriginalMove(
            original=ours,
            action=Action.PLACED,
            from_place=ours.place,
            from_holder=ours.holder,
            by=user,
            at=timezone.now(),
        )
        move.day, move.to_place, move.to_holder = timezone.localdate(), record.original, ours.holder
        move.save(force_insert=True)
        ours.place = record.original
        ours.save(update_fields=["place"])


def _opening(record: Signed, user: User) -> StageEvent:
    agreement = record.agreement
    known = {
        "version": agreement.track_version,
        "content": agreement.content_hash,
        "batch": agreement.batch_id,
    }
    detail = facts_as_log_detail(record.facts()) | known | confirmed_as_detail(record.confirmed)
    return sealed_event(
        agreement, user, LogAction.LEGACY_RECORDED, "", legacy.STAGE, "", detail, None
    )


def facts_as_log_detail(facts: dict[str, object]) -> dict[str, object]:
    """Facts as the log keeps them: plain text, names beside keys."""
    return {
        name: value if isinstance(value, list) else "" if value is None else str(value)
        for name, value in facts.items()
    }


def recorded_facts_of(agreement: Agreement) -> Signed:
    """What is recorded of a naskah now."""
    further = [
        (row.partner, row.number) for row in agreement.further_parties.select_related("partner")
    ]
    rows = {row.requirement_code: row for row in agreement.evidence.filter(void=False)}
    signing, scan, original = (
        rows[f"ttd_{legacy.recorded_kind_of(agreement.track)}"],
        rows.get(legacy.SCAN),
        rows.get(legacy.ORIGINAL),
    )
    record = Signed(
        agreement,
        signing.decided_on,
        agreement.effective_on,
        agreement.expires_on,
        signing.number,
        original.note if original else "",
        *((scan.sha256, scan.file_name, scan.signatures) if scan else ()),
    )
    record.further = further
    return record


@make_undoable()
def correct_recorded_naskah(
    agreement_id: int, user: User, seen: int, change: Signed, reason: str
) -> list[str]:
    """Replace what is recorded by `change`, which holds an unsaved copy of the agreement. Returns
    the names of what changed.

    Raises Refused without a reason, when somebody was there since event number `seen`, and when
    something was built on the record: then only the scan and the place of the original may still
    be told.
    """
    agreement = _lock(agreement_id, user)
    refuse_if(
        agreement.events.count() != seen,
        "Catatan sudah diubah orang lain sejak halaman ini dibuka. Muat ulang halaman.",
    )
    refuse_if(not reason.strip(), "Alasan wajib diisi.")
    before, after = recorded_facts_of(agreement).facts(), change.facts()
    changed = [name for name in after if after[name] != before[name]]
    refuse_if(not changed, "Tidak ada yang berubah.")
    held = dependants_of_cases([agreement.pk]).get(agreement.pk, [])
    refuse_if(bool(held) and not set(changed) <= ALWAYS_OPEN, closed_by(held))
    _require_sound(change)
    _apply(agreement, change, changed)
    change.agreement = agreement
    scan = agreement.evidence.filter(void=False, requirement_code=legacy.SCAN).first()
    agreement.evidence.filter(void=False).update(void=True)
    for row in Evidence.objects.bulk_create(_evidence(change, user)):
        carry_over(scan, row)
    if "further" in changed:
        agreement.further_parties.all().delete()
        _keep_further([change])
    _move_original(change, user)
    old, new = facts_as_log_detail(before), facts_as_log_detail(after)
    turned = {
        "before": {name: old[name] for name in changed},
        "after": {name: new[name] for name in changed},
    }
    detail = {**turned, "content": agreement.content_hash, **confirmed_as_detail(change.confirmed)}
    note_act(agreement, user, LogAction.LEGACY_CORRECTED, detail, reason.strip())
    return changed


def _apply(agreement: Agreement, change: Signed, changed: list[str]) -> None:
    """Take over the corrected facts; until when it is in force only with its dates, for it may have
    been extended since.
    """
    fields = {name: getattr(change.agreement, name) for name in FACTS} | {
        "track_code": change.agreement.track_code
    }
    if {"effective_on", "expires_on"} & set(changed):
        months = whole_months(change.effective_on, change.expires_on)
        fields |= term_of(change.effective_on, change.expires_on) | {"jangka_waktu_bulan": months}
    for name, value in fields.items():
        setattr(agreement, name, value)
    agreement.track_version = catalogue.newest_track_version(agreement.track_code).version
    agreement.save(update_fields=[*fields, "track_version"])


def _lock(agreement_id: int, user: User) -> Agreement:
    refuse_if(
        not may_register(user), "Mengubah catatan naskah lama hanya wewenang Bagian Kerja Sama."
    )
    agreement = Agreement.objects.select_for_update().get(pk=agreement_id)
    refuse_if(agreement.origin != Origin.LEGACY, "Kerja sama ini tidak dicatat dari naskah lama.")
    return agreement


def closed_by(held: Iterable[str]) -> str:
    return (
        f"Catatan ini sudah dipakai ({', '.join(held)}); di sini hanya pindaian dan tempat naskah"
        " asli yang masih dapat ditambahkan. Tanggal, masa berlaku, dan nomor mitra dikoreksi pada"
        " Catatan dan koreksi, dengan persetujuan orang kedua."
    )


def dependants_of_cases(
    keys: Collection[int], besides: Collection[type] = (*OWN_ROWS, Comment)
) -> dict[int, list[str]]:
    """What hangs on each of these agreements: rows of any model that points to it, but for its own
    evidence and log.
    """
    held: dict[int, list[str]] = {}
    for relation in Agreement._meta.related_objects:
        model, field = relation.related_model, relation.field.name
        if model in besides:
            continue
        rows = model._base_manager.filter(**{f"{field}__in": keys})
        if model is Agreement:
            rows = rows.exclude(pk__in=keys)
        label = HANGING.get(model, "catatan lain")
        for key in rows.order_by().values_list(field, flat=True).distinct():
            held.setdefault(key, []).append(label)
    return held


@transaction.atomic
def take_back_records(rows: QuerySet[Agreement], user: User, reason: str) -> int:
    """Take back records that nothing hangs on: nobody sees them any more, their log says why.
    Returns how many.

    Raises Refused with the names of those that were corrected, reported on or used otherwise;
    then all of them stay.
    """
    refuse_if(not may_register(user), "Membatalkan pencatatan hanya wewenang Bagian Kerja Sama.")
    refuse_if(not reason.strip(), "Alasan wajib diisi.")
    cases = list(rows.filter(origin=Origin.LEGACY).select_for_update().order_by("-pk"))
    newest = (
        StageEvent.objects.filter(agreement__in=cases)
        .order_by("agreement_id", "-number")
        .distinct("agreement_id")
    )
    last = {event.agreement_id: event for event in newest}
    _refuse_what_is_used(cases, last)
    Evidence.objects.filter(agreement__in=cases).update(void=True)
    gone = {
        "origin": Origin.TAKEN_BACK,
        "state": State.WITHDRAWN,
        "partner": None,
        "parent": None,
        **term_of(None, None),
    }
    FurtherParty.objects.filter(agreement__in=cases).delete()
    Agreement.objects.filter(pk__in=last).update(**gone)
    why, here, detail = reason.strip(), legacy.STAGE, {"state": str(State.WITHDRAWN)}
    events = [
        sealed_event(case, user, LogAction.LEGACY_VOIDED, here, here, why, detail, last[case.pk])
        for case in cases
    ]
    StageEvent.objects.bulk_create(events, batch_size=AT_ONCE)
    return len(cases)


@make_undoable()
def withdraw(agreement_id: int, user: User, reason: str) -> None:
    """Take back one record; like any act it may be taken back itself for some minutes. Raises
    Refused like `take_back`.
    """
    take_back_records(Agreement.objects.filter(pk=agreement_id), user, reason)


def _refuse_what_is_used(cases: list[Agreement], last: dict[int, StageEvent]) -> None:
    held = dependants_of_cases([case.pk for case in cases], OWN_ROWS)
    for case in cases:
        if last[case.pk].number > 1 and case.pk not in held:
            held[case.pk] = ["sudah dikoreksi atau dilaporkan"]
    named = [f"{case.title}: {', '.join(held[case.pk])}." for case in cases if case.pk in held]
    if named:
        more = [f"Dan {len(named) - NAMED} kerja sama lainnya."] if len(named) > NAMED else []
        raise Refused("Tidak dapat dibatalkan, karena sudah dipakai:", *named[:NAMED], *more)
