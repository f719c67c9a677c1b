"""How originals become known: by the record of a signing, or by a naskah from before."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from django.utils import timezone

from agreements.models import (
    Action,
    Agreement,
    Evidence,
    Original,
    OriginalMove,
    OriginalState,
    Party,
    Signing,
)
from agreements.monitoring.custody import signing
from agreements.monitoring.custody.originals import move_original
from agreements.regulations import legacy
from agreements.regulations.originals import (
    ABROAD,
    Bearer,
    OriginalsPlan,
    Share,
    shares_of_originals,
)
from agreements.workflow.registering import Signed
from kerjasama.accounts.models import User

AT_ONCE = 1_000

COPY = 0  # the rangkap of the copy that the Sekretaris Jenderal issues


def update_originals(row: Evidence) -> None:
    """What a record of a stage says of originals: signed, they are there; later records say where
    one went.
    """
    need = row.need
    if need is None or row.decided_on is None:
        return
    if need.signs:
        signing.record_signing_held(row.agreement, need.signs)
        create_originals(row.agreement, need.signs, row.by, row.decided_on)
        if row.corrects and row.corrects.decided_on != row.decided_on:
            _signed_on_another_day(row.agreement, need.signs, row.by, row.decided_on)
    elif need.code in _FOLLOWED:
        _FOLLOWED[need.code](row, row.decided_on)


def create_originals(agreement: Agreement, kind: str, user: User, day: date) -> None:
    """One original for each rangkap, unless they are known already; where each is, nobody said yet."""  # noqa: E501
    partners = agreement.partner_parties
    known = set(agreement.originals.filter(kind=kind).values_list("rangkap", flat=True))
    plan = Signing.objects.plan_of(agreement, kind)
    shares = shares_of_originals(agreement.track, kind, plan)
    for rangkap, share in enumerate(shares, start=1):
        if rangkap not in known:
            _begin(agreement, kind, rangkap, share, user, day, partners)


def partner_whose_original(share: Share, partners: Sequence[Party]) -> str:
    """The name of the partner whose original this is; empty where it is not a partner's."""
    if share.partner is None or len(partners) <= share.partner:
        return ""
    return partners[share.partner].name


def keep_registered(records: Sequence[Signed], user: User) -> None:
    """One original for each party of a naskah from before, as after a signing here; ours lies where
    the record says.
    """
    now, today = timezone.now(), timezone.localdate()
    begun = [
        (original, record.signed_on or today)
        for record in records
        for original in _originals_of(record, now)
    ]
    Original.objects.bulk_create([original for original, _ in begun], batch_size=AT_ONCE)
    moves = [_recorded_move(original, day, user, now) for original, day in begun]
    OriginalMove.objects.bulk_create(moves, batch_size=AT_ONCE)


def keep_corrected(record: Signed, user: User) -> None:
    """The originals as the corrected record has them: of its form, one for each party, and ours
    where it says, unless it is not here. That of who is no party any more stays as a further one.
    """
    now, today = timezone.now(), timezone.localdate()
    wanted = {original.rangkap: original for original in _originals_of(record, now)}
    kept = list(record.agreement.originals.select_for_update())
    for original in kept:
        _take_bearer(original, wanted.pop(original.rangkap, None), record)
    for original in wanted.values():
        original.save(force_insert=True)
        _recorded_move(original, record.signed_on or today, user, now).save(force_insert=True)
    ours = next((row for row in kept if row.rangkap == 1 and row.is_kept), None)
    if ours and record.original and ours.place != record.original:
        move_original(ours, user, Action.PLACED, today, place=record.original)


def _take_bearer(original: Original, wanted: Original | None, record: Signed) -> None:
    original.kind = legacy.recorded_kind_of(record.agreement.track)
    original.bearer, original.bearer_name = str(Bearer.OTHER), ""
    if wanted is not None:
        original.bearer, original.bearer_name = wanted.bearer, wanted.bearer_name
    original.save(update_fields=["kind", "bearer", "bearer_name"])


def _originals_of(record: Signed, now: datetime) -> Iterator[Original]:
    agreement, kind = record.agreement, legacy.recorded_kind_of(record.agreement.track)
    partners, parties = agreement.partner_parties, agreement.number_of_parties
    shares = shares_of_originals(agreement.track, kind, OriginalsPlan(parties))
    for rangkap, share in enumerate(shares, start=1):
        original = Original(
            agreement=agreement,
            bearer_name=partner_whose_original(share, partners),
            kind=kind,
            rangkap=rangkap,
            bearer=str(share.bearer),
            created_at=now,
        )
        if record.original and rangkap == 1:
            original.place = record.original
        yield original


def _begin(
    agreement: Agreement,
    kind: str,
    rangkap: int,
    share: Share,
    user: User,
    day: date,
    partners: Sequence[Party] = (),
) -> None:
    now = timezone.now()
    original = Original.objects.create(
        agreement=agreement,
        kind=kind,
        rangkap=rangkap,
        bearer=str(share.bearer),
        bearer_name=partner_whose_original(share, partners),
        language=share.language,
        created_at=now,
    )
    _recorded_move(original, day, user, now).save(force_insert=True)


def _recorded_move(original: Original, day: date, user: User, now: datetime) -> OriginalMove:
    """The first line about an original, not saved yet: since when it is known, and where it is."""
    return OriginalMove(
        original=original,
        action=Action.RECORDED,
        day=day,
        to_place=original.place,
        to_holder=original.holder,
        by=user,
        at=now,
    )


def _signed_on_another_day(agreement: Agreement, kind: str, user: User, day: date) -> None:
    """The day from which each original is known was wrong; nothing moved."""
    for original in agreement.originals.select_for_update().filter(kind=kind).exclude(rangkap=COPY):
        OriginalMove.objects.create(
            original=original,
            action=Action.CORRECTED,
            day=day,
            from_place=original.place,
            from_holder=original.holder,
            to_place=original.place,
            to_holder=original.holder,
            due_on=original.due_on,
            by=user,
            at=timezone.now(),
        )


def _to_the_minister(row: Evidence, day: date) -> None:
    for original in row.agreement.originals.select_for_update().filter(
        bearer=Bearer.MINISTER, state=OriginalState.KEPT
    ):
        move_original(
            original,
            row.by,
            Action.HANDED,
            day,
            office="Kementerian Dalam Negeri",
            person="Menteri Dalam Negeri",
            note=row.number and f"Nomor {row.number}",
        )


def _copy_came(row: Evidence, day: date) -> None:
    if not row.agreement.originals.filter(kind=ABROAD, rangkap=COPY).exists():
        _begin(row.agreement, ABROAD, COPY, Share(Bearer.REGION), row.by, day)


def _store_original(row: Evidence, day: date) -> None:
    """The stage penatausahaan says where one original is kept: of the newest naskah, ours."""
    ours = row.agreement.originals.select_for_update().filter(
        bearer=Bearer.REGION, state=OriginalState.KEPT
    )
    newest = ours.order_by("-created_at", "-pk").first()
    if newest and row.note.strip():
        move_original(newest, row.by, Action.PLACED, day, place=" ".join(row.note.split())[:200])


_FOLLOWED = {
    "asli_diterima": _to_the_minister,
    "salinan_naskah": _copy_came,
    "arsip": _store_original,
}
