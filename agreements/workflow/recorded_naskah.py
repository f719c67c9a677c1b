"""What is recorded of an old naskah: read, corrected with a reason, taken back while nothing hangs
on it.
"""

from collections.abc import Collection, Iterable

from django.db import transaction
from django.db.models import QuerySet

from agreements.models import (
    Agreement,
    Clock,
    Comment,
    Decision,
    Document,
    Evidence,
    Fulfilment,
    Number,
    Origin,
    Original,
    Party,
    Report,
    StageEvent,
    State,
    UndoableAct,
)
from agreements.models.event import LogAction
from agreements.models.term import whole_months
from agreements.regulations import catalogue, legacy
from agreements.workflow import consequences
from agreements.workflow.case_log import note_act, sealed_event
from agreements.workflow.guarding import Refused, refuse_if
from kerjasama.accounts.models import User
from kerjasama.writing.asking import confirmed_as_detail

from .registering import (
    AT_ONCE,
    FACTS,
    Signed,
    evidence_of_record,
    facts_as_log_detail,
    keep_foreign_sum,
    keep_parties,
    may_register,
    require_sound_record,
    term_of,
)
from .remembering import make_undoable
from .removals import carry_over

NAMED = 20  # cases that a refusal names
ALWAYS_OPEN = frozenset({"original", "sha256", "file_name"})
OWN_ROWS = (StageEvent, Evidence, Clock, Original, UndoableAct, Party)
HANGING: dict[type, str] = {
    Agreement: "PKS atau perubahan di bawahnya",
    Comment: "tanggapan",
    Decision: "keputusan masa berlaku",
    Document: "dokumen",
    Fulfilment: "kewajiban yang dipenuhi",
    Number: "nomor surat",
    Report: "laporan",
}


def recorded_facts_of(agreement: Agreement) -> Signed:
    """What is recorded of a naskah now."""
    further = [
        (row.partner, row.number)
        for row in agreement.parties.select_related("partner")
        if row.partner is not None and row.partner_id != agreement.partner_id
    ]
    rows = {row.requirement_code: row for row in agreement.evidence.filter(void=False)}
    signing = rows[f"ttd_{legacy.recorded_kind_of(agreement.track)}"]
    record = Signed(
        agreement,
        signing.decided_on,
        agreement.effective_on,
        agreement.expires_on,
        signing.number,
        further=further,
    )
    if original := rows.get(legacy.ORIGINAL):
        record.original = original.note
    if scan := rows.get(legacy.SCAN):
        record.sha256, record.file_name = scan.sha256, scan.file_name
        record.signatures = scan.signatures
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
    require_sound_record(change)
    _apply(agreement, change, changed)
    change.agreement = agreement
    _replace_evidence(change, user)
    if not {"further", "partner"}.isdisjoint(changed):
        ours = agreement.parties.filter(partner=None).values_list("position", flat=True)
        change.region_place = ours.first()
        agreement.parties.all().delete()
        keep_parties([change])
    consequences.follow_new_record(change, user)
    old, new = facts_as_log_detail(before), facts_as_log_detail(after)
    detail = {
        "before": {name: old[name] for name in changed},
        "after": {name: new[name] for name in changed},
        "content": agreement.content_hash,
        **confirmed_as_detail(change.confirmed),
    }
    note_act(agreement, user, LogAction.LEGACY_CORRECTED, detail, reason.strip())
    return changed


def _replace_evidence(change: Signed, user: User) -> None:
    rows = change.agreement.evidence.filter(void=False)
    scan = rows.filter(requirement_code=legacy.SCAN).first()
    rows.update(void=True)
    for row in Evidence.objects.bulk_create(evidence_of_record(change, user)):
        carry_over(scan, row)


def _apply(agreement: Agreement, change: Signed, changed: list[str]) -> None:
    """Take over the corrected facts; until when it is in force only with its dates, for it may have
    been extended since.
    """
    fields = {name: getattr(change.agreement, name) for name in (*FACTS, "track_code")}
    if {"effective_on", "expires_on"} & set(changed):
        months = whole_months(change.effective_on, change.expires_on)
        fields |= term_of(change.effective_on, change.expires_on) | {"jangka_waktu_bulan": months}
    for name, value in fields.items():
        setattr(agreement, name, value)
    if "nilai_tertulis" in changed:
        keep_foreign_sum(agreement)
        fields |= {"mata_uang": agreement.mata_uang, "nilai_valuta": agreement.nilai_valuta}
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
    """Why a record on which these things hang is corrected elsewhere."""
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
    Party.objects.filter(agreement__in=cases).delete()
    Agreement.objects.filter(pk__in=last).update(**gone)
    why, here = reason.strip(), legacy.STAGE
    detail = {"state": State.WITHDRAWN.value}
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
    if not named:
        return
    reasons = ["Tidak dapat dibatalkan, karena sudah dipakai:", *named[:NAMED]]
    if len(named) > NAMED:
        reasons.append(f"Dan {len(named) - NAMED} kerja sama lainnya.")
    raise Refused(*reasons)
