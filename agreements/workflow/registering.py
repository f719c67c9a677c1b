"""Agreements signed outside the system: recorded as they stand, corrected with a reason, taken back
while nothing hangs on them.

No stage is invented for them: each stands on a track of one stage that only keeps its naskah,
and its log begins with the record.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.db.models import prefetch_related_objects
from django.utils import timezone

from agreements.models import (
    STOPPED,
    Agreement,
    Evidence,
    ImportBatch,
    Origin,
    Party,
    StageEvent,
    State,
)
from agreements.models.event import LogAction
from agreements.models.party import parties_of_record
from agreements.models.term import whole_months
from agreements.regulations import catalogue, legacy
from agreements.regulations.record_outcomes import RecordOutcome
from agreements.regulations.vocabulary import Track
from agreements.workflow.case_log import sealed_event
from agreements.workflow.guarding import Refused, refuse_if
from kerjasama.accounts import policy
from kerjasama.accounts.models import User
from kerjasama.reference.currencies import RUPIAH
from kerjasama.writing.asking import confirmed_as_detail
from kerjasama.writing.money import Money, read_foreign_sum
from partners.models import Partner

from . import consequences

MAY_REGISTER = policy.REGISTRARS
AT_ONCE = 500
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
    # The place of our region among the parties; None for the usual one.
    region_place: int | None = None
    # The doubts that were asked about and answered.
    confirmed: list[str] = field(default_factory=list)

    def facts(self) -> dict[str, object]:
        """All that is recorded, by name; what changes of it, a correction tells."""
        own = {name: getattr(self.agreement, name) for name in FACTS}
        aside = ("agreement", "signatures", "further", "confirmed", "region_place")
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
        require_sound_record(record)
        _stand(record, now, batch)
    agreements = [record.agreement for record in records]
    Agreement.objects.bulk_create(agreements, batch_size=AT_ONCE)
    keep_parties(records)
    prefetch_related_objects(agreements, "indicators", "activities", "parties__signatories")
    Evidence.objects.bulk_create(
        [row for record in records for row in evidence_of_record(record, user)],
        batch_size=2 * AT_ONCE,
    )
    StageEvent.objects.bulk_create(
        [_opening(record, user) for record in records], batch_size=AT_ONCE
    )
    consequences.follow_registration(records, user)


def keep_parties(records: Sequence[Signed]) -> None:
    """Save who signed these naskah: our region, the partner and further ones."""
    _read_logos(records)
    rows = [
        party
        for record in records
        for party in parties_of_record(record.agreement, record.further, record.region_place)
    ]
    Party.objects.bulk_create(rows, batch_size=AT_ONCE)


def _read_logos(records: Sequence[Signed]) -> None:
    """Read at once the logos that were left out when their partners were read."""
    named = [record.agreement.partner for record in records]
    named += [partner for record in records for partner, _ in record.further]
    waiting = [one for one in named if one and "logo" in one.get_deferred_fields()]
    logos = dict(
        Partner.objects.filter(
            pk__in={partner.pk for partner in waiting}, logo__isnull=False
        ).values_list("pk", "logo")
    )
    for partner in waiting:
        partner.logo = logos.get(partner.pk)


def may_register(user: User) -> bool:
    """Whether this person records what was signed outside the system."""
    return bool(user.roles & set(MAY_REGISTER))


def require_sound_record(record: Signed) -> None:
    """Raises Refused where a record contradicts itself or the law of its track."""
    agreement, today = record.agreement, timezone.localdate()
    recorded = {track.code for track in legacy.ALL}
    refuse_if(agreement.track_code not in recorded, "Jalur ini bukan untuk naskah lama.")
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
    keep_foreign_sum(agreement)
    for name, value in term_of(record.effective_on, record.expires_on).items():
        setattr(agreement, name, value)


def keep_foreign_sum(agreement: Agreement) -> None:
    """A sum in another currency that stands in the written value is kept as a sum too, unsaved."""
    money = read_foreign_sum(agreement.nilai_tertulis) or Money(Decimal(0))
    agreement.mata_uang = money.currency
    agreement.nilai_valuta = money.amount if money.currency != RUPIAH else None


def term_of(effective_on: date | None, expires_on: date | None) -> dict[str, date | None]:
    """From when until when a recorded naskah is in force: the one place that says which columns
    hold it.
    """
    return {"effective_on": effective_on, "expires_on": expires_on, "ends_on": expires_on}


def evidence_of_record(record: Signed, user: User) -> list[Evidence]:
    """The evidence of a recorded naskah, not saved yet: its signing, its scan, its original."""
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
            outcome=RecordOutcome.SIGNED,
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
        kept = {
            "outcome": RecordOutcome.KEPT,
            "note": record.original,
            "decided_on": timezone.localdate(),
        }
        rows.append(Evidence(requirement_code=legacy.ORIGINAL, **kept, **shared))
    return rows


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
    kept: dict[str, object] = {}
    for name, value in facts.items():
        if value is None:
            kept[name] = ""
        elif isinstance(value, list):
            kept[name] = value
        else:
            kept[name] = str(value)
    return kept
