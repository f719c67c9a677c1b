"""A mitra is changed at once by whoever alone uses it and by the Bagian Kerja Sama; by everybody
else as a proposal, which the Bagian decides. Nothing changes before.
"""

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import IntegrityError, transaction

from kerjasama.accounts.models import Role, User
from kerjasama.accounts.policy import is_of_office

from . import change_followers
from .models import Partner
from .partner_change import (
    LOGO,
    ChangeState,
    PartnerChange,
    PlainValues,
    differing,
    plain_values_of,
    version_of,
    write_plain_value,
)
from .using_units import units_using

WHO_DECIDES = "Bagian Kerja Sama"
# Who is asked at a mitra; it goes when no case needs it any more.
CONTACT = ("contact_name", "phone", "email")
DISPOSED, TIME_OVER = "(dimusnahkan)", "Masa simpan data narahubung berakhir."
RECORDED_ALREADY = "Mitra dengan nama dan jenis ini sudah tercatat."
NOT_YOURS = "Usulan ini diputuskan Bagian Kerja Sama, oleh orang lain dari pengusulnya."
CHANGED_SINCE = (
    "Data mitra berubah sejak halaman ini dibuka. Bandingkan sekali lagi, lalu putuskan."
)


class PartnerChangeRefused(Exception):
    """The change is not possible; the message says why."""


def changes_at_once(user: User, partner: Partner) -> bool:
    """Whether what this person changes of the mitra holds at once."""
    return is_of_office(user) or units_using(partner) <= user.units_as(Role.OPD)


def may_decide(user: User, change: PartnerChange) -> bool:
    """Whether this person may confirm or refuse the proposal; never who made it."""
    return is_of_office(user) and not user.is_same_person(change.by)


@transaction.atomic
def change_partner(partner: Partner, user: User, reason: str) -> PartnerChange | None:
    """Store the mitra as it was changed, or let the change wait as a proposal. None where nothing
    differs.

    Raises PartnerChangeRefused while another proposal waits, IntegrityError where another mitra
    bears the name.
    """
    before = _stored_values(partner)
    at_once = changes_at_once(user, partner)
    fields = differing(before, plain_values_of(partner))
    if at_once:
        partner.save()
    if not fields:
        return None
    change = PartnerChange(
        partner=partner,
        name=before.get("name") or partner.name,
        fields=fields,
        reason=reason.strip(),
        by=user,
        state=ChangeState.APPLIED,
    )
    if at_once:
        change.save()
        change_followers.tell_of_change(change)
        return change
    return _propose(change, partner)


def _stored_values(partner: Partner) -> PlainValues:
    """What is stored of the mitra; nothing of a new one. Its row is locked."""
    stored = Partner.objects.select_for_update().filter(pk=partner.pk).first()
    return plain_values_of(stored) if stored else {}


def _propose(change: PartnerChange, partner: Partner) -> PartnerChange:
    waiting = pending_change_of(partner)
    if waiting is not None:
        is_same = waiting.by == change.by and waiting.fields == change.fields
        if is_same:
            return waiting
        raise PartnerChangeRefused(
            f"Usulan {waiting.by} untuk mitra ini masih menunggu keputusan {WHO_DECIDES}. Isian"
            " Anda tetap di sini; kirim lagi sesudah usulan itu diputuskan."
        )
    change.state = ChangeState.PENDING
    if LOGO in change.fields:
        change.logo = partner.logo
    change.save()
    return change


def pending_change_of(partner: Partner) -> PartnerChange | None:
    """The proposal that waits for a decision."""
    return PartnerChange.objects.pending().filter(partner=partner).select_related("by").first()


@transaction.atomic
def confirm_change(change_id: int, user: User, seen: str) -> PartnerChange:
    """Let a proposal take effect. `seen` is the version of the mitra the person had before them.

    Raises PartnerChangeRefused for who may not, when the mitra changed meanwhile, and when what
    would result is not possible.
    """
    partner, change = _lock_pending(change_id)
    _refuse_if(not may_decide(user, change), NOT_YOURS)
    _refuse_if(seen != version_of(plain_values_of(partner)), CHANGED_SINCE)
    _write(partner, change)
    change.decide(user, ChangeState.CONFIRMED)
    change_followers.tell_of_change(change)
    return change


@transaction.atomic
def refuse_change(change_id: int, user: User, answer: str) -> PartnerChange:
    """Decline a proposal with the reason. Raises PartnerChangeRefused for who may not."""
    _, change = _lock_pending(change_id)
    _refuse_if(not may_decide(user, change), NOT_YOURS)
    change.decide(user, ChangeState.REFUSED, answer.strip())
    change_followers.tell_of_change(change)
    return change


@transaction.atomic
def withdraw_change(change_id: int, user: User) -> PartnerChange:
    """Take one's own proposal back. Raises PartnerChangeRefused for anybody else."""
    _, change = _lock_pending(change_id)
    is_own = user.is_same_person(change.by)
    _refuse_if(not is_own, "Hanya pengusulnya yang dapat menarik usulan ini.")
    change.decide(user, ChangeState.WITHDRAWN)
    return change


def _lock_pending(change_id: int) -> tuple[Partner, PartnerChange]:
    """The mitra and the proposal; the mitra is locked first, as by whoever changes it."""
    partner = Partner.objects.select_for_update().get(changes=change_id)
    change = PartnerChange.objects.select_for_update().get(pk=change_id)
    is_decided = f"Usulan ini sudah {change.get_state_display().lower()}."
    _refuse_if(not change.is_pending, is_decided)
    return partner, change


def _write(partner: Partner, change: PartnerChange) -> None:
    """Put the proposed values into the mitra; what nobody proposed stays unjudged."""
    for name, (_, new) in change.fields.items():
        if name == LOGO:
            partner.logo = change.logo
        else:
            write_plain_value(partner, name, new)
    others = {field.name for field in Partner._meta.fields} - set(change.fields)
    try:
        partner.clean_fields(exclude=others | {LOGO})
        partner.clean()
        with transaction.atomic():
            partner.save()
    except ValidationError as error:
        raise PartnerChangeRefused(_in_words(error)) from None
    except IntegrityError:
        raise PartnerChangeRefused(RECORDED_ALREADY) from None


def _in_words(error: ValidationError) -> str:
    """What cannot be, each with the field that it is about."""
    told = [
        (Partner.label_of(name) if name != NON_FIELD_ERRORS else "", " ".join(texts))
        for name, texts in error.message_dict.items()
    ]
    return " ".join(": ".join(filter(None, pair)) for pair in told)


def _refuse_if(is_so: bool, why: str) -> None:  # noqa: FBT001
    if is_so:
        raise PartnerChangeRefused(why)


@transaction.atomic
def forget_contact(partner_id: int, user: User | None) -> None:
    """Take away who was asked at the mitra, also from what is kept of former changes and merges."""
    partner = Partner.objects.select_for_update().get(pk=partner_id)
    gone = [name for name in CONTACT if getattr(partner, name)]
    for name in gone:
        setattr(partner, name, "")
    partner.save(update_fields=gone)
    _forget_contact_in_history(partner)
    if user is not None and gone:
        PartnerChange.objects.create(
            partner=partner,
            name=partner.name,
            fields={name: [DISPOSED, ""] for name in gone},
            reason=TIME_OVER,
            by=user,
            state=ChangeState.APPLIED,
        )


def _forget_contact_in_history(partner: Partner) -> None:
    for change in partner.changes.filter(fields__has_any_keys=CONTACT):
        change.fields = {name: _disposed(name, pair) for name, pair in change.fields.items()}
        change.save(update_fields=["fields"])
    for merge in partner.merges.filter(data__has_any_keys=CONTACT):
        kept = {name: DISPOSED for name in CONTACT if merge.data.get(name)}
        merge.data = merge.data | kept
        merge.save(update_fields=["data"])


def _disposed(name: str, pair: list[str]) -> list[str]:
    """What stood there and what came, without the contact."""
    return [DISPOSED if value else "" for value in pair] if name in CONTACT else pair
