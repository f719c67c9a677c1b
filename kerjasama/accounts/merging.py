"""Putting together what was entered twice: units, accounts and officials.

What is kept takes over. A unit or account that goes is closed and says into which it went; the
row of an official goes away, for no paper points to it, and what stood in it stays in the record
of the merger.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.utils import timezone
from django.utils.formats import date_format

from kerjasama.drafts.keeping import hand_over_drafts
from kerjasama.signin import telling

from . import aliases, moving, officials
from .models import (
    Membership,
    Official,
    OfficialMerge,
    Role,
    SeatState,
    Unit,
    UnitAlias,
    UnitMerge,
    User,
)

LEARNT_FROM = "penggabungan unit"
# Asked before a unit is closed: each says why it cannot be, or nothing. Told before one goes into
# another: (former, kept, user).
objections: list[Callable[[Unit], str]] = []
followers: list[Callable[[Unit, Unit, User], None]] = []


class UnitMergeRefused(Exception):
    """It may not be done; the message says why."""


@transaction.atomic
def merge_units(source_pk: int, target_pk: int, user: User, reason: str) -> Unit:
    """Hand everything that points to a unit over to another, and close it. Raises Refused when one
    of them is closed already.

    What the other has of its own, as a series of numbers of the same kind, stays with the closed
    unit.
    """
    source, target = _locked(source_pk, target_pk)
    if not reason.strip():
        raise UnitMergeRefused("Alasan wajib diisi.")
    for follow in followers:
        follow(source, target, user)
    _end_double_heads(source, target, user)
    aliases.learn_aliases(
        {source.name: target.pk, **{alias.name: target.pk for alias in source.aliases.all()}},
        user,
        LEARNT_FROM,
    )
    moved = {
        relation.related_model._meta.label: _hand_over(relation, source, target)
        for relation in unit_relations()
        if relation.related_model is not Membership
    }
    moved[Membership._meta.label] = moving.move_to_unit(source, target, user)
    source.valid_to = max(source.valid_from, timezone.localdate() - timedelta(1))
    source.successor = target
    source.save(update_fields=["valid_to", "successor"])
    UnitMerge.objects.create(
        source=source, into=target, moved=moved, reason=reason.strip(), by=user
    )
    return target


def unit_relations() -> Iterator[models.ForeignObjectRel]:
    """Every foreign key to a unit, whichever app holds it, those of many-to-many tables too; but
    for the record of mergers.
    """
    for field in Unit._meta.get_fields(include_hidden=True):
        if isinstance(field, models.ForeignObjectRel) and (field.one_to_many or field.one_to_one):
            if field.related_model is not UnitMerge:
                yield field


def rows_pointing_to(relation: models.ForeignObjectRel, unit: Unit) -> models.QuerySet:
    """The rows that point to the unit by that foreign key."""
    return relation.related_model._base_manager.filter(**{relation.field.name: unit})


def _hand_over(relation: models.ForeignObjectRel, source: Unit, target: Unit) -> int:
    """Returns how many rows went over. A row that the target has already goes away where it only
    ties two things together.
    """
    rows = rows_pointing_to(relation, source)
    try:
        with transaction.atomic():
            return rows.update(**{relation.field.name: target})
    except IntegrityError:
        return sum(_hand_over_one(row, relation, target) for row in rows)


def _hand_over_one(row: models.Model, relation: models.ForeignObjectRel, target: Unit) -> int:
    model = relation.related_model
    only_ties = model is UnitAlias or bool(model._meta.auto_created)
    try:
        with transaction.atomic():
            return model._base_manager.filter(pk=row.pk).update(**{relation.field.name: target})
    except IntegrityError:
        if only_ties:
            row.delete()
        return 0


def _end_double_heads(source: Unit, target: Unit, user: User) -> None:
    """Where both have a head at the same time, the head of the unit that goes away ends before
    today, and so does the seat.
    """
    today = timezone.localdate()
    for head in source.officials.exclude(until__lt=today):
        if target.officials.exclude(until__lt=head.since).exists():
            for seat in head.seats.exclude(state=SeatState.REFUSED).filter(ended_at=None):
                moving.end_seat(seat, user)
            if head.since >= today:
                head.delete()
            else:
                Official.objects.filter(pk=head.pk).update(until=today - timedelta(1))


def _locked(source_pk: int, target_pk: int) -> tuple[Unit, Unit]:
    """Both in the order of their keys; not against rows that begin to point to them, for acts hold
    their cases first.
    """
    rows = (
        Unit.objects.select_for_update(no_key=True)
        .filter(pk__in=(source_pk, target_pk), valid_to=None)
        .order_by("pk")
    )
    found = {row.pk: row for row in rows}
    if len(found) < 2:
        raise UnitMergeRefused(
            "Unit itu sudah ditutup atau digabung, atau sama dengan unit tujuan. Muat ulang"
            " halaman."
        )
    return found[source_pk], found[target_pk]


@transaction.atomic
def close_unit(pk: int, last_day: date) -> Unit:
    """End a unit that has no successor. Raises Refused while somebody still acts in it or a case of
    it runs.
    """
    unit = Unit.objects.select_for_update(no_key=True).filter(pk=pk, valid_to=None).first()
    if unit is None:
        raise UnitMergeRefused("Unit ini sudah ditutup.")
    if last_day < unit.valid_from:
        raise UnitMergeRefused(f"Unit ini baru ada sejak {date_format(unit.valid_from, 'j F Y')}.")
    seats = Membership.objects.of_active().filter(unit=unit).select_related("user")
    acting = ", ".join(sorted({str(seat.user) for seat in seats}))
    reasons = [ask(unit) for ask in objections]
    if acting:
        reasons.insert(0, f"Masih ada yang bertugas di unit ini: {acting}.")
    if any(reasons):
        raise UnitMergeRefused(
            f"{' '.join(filter(None, reasons))} Pindahkan lebih dahulu, atau gabungkan unit ini ke"
            " unit lain."
        )
    unit.officials.exclude(until__lt=last_day).filter(since__lte=last_day).update(until=last_day)
    unit.valid_to = last_day
    unit.save(update_fields=["valid_to"])
    return unit


@transaction.atomic
def merge_accounts(source_pk: int, target_pk: int, user: User) -> User:
    """Give the seats of one account to the other of the same person, and what it typed and never
    sent; and close it. What it did stays under its own name in every log.
    """
    source, target = _locked_accounts(source_pk, target_pk)
    if source.pk == user.pk:
        raise UnitMergeRefused("Akun yang sedang Anda pakai digabung oleh administrator lain.")
    moving.move_to_account(source, target, user)
    source.offices.update(user=target)
    hand_over_drafts(source, target)
    source.is_active, source.merged_into = False, target
    source.save(update_fields=["is_active", "merged_into"])
    telling.tell_administered(user, source, f"akun digabung ke {target.username} dan ditutup")
    telling.tell_administered(user, target, f"akun {source.username} digabung ke akun ini")
    return target


def _locked_accounts(source_pk: int, target_pk: int) -> tuple[User, User]:
    """Both in the order of their keys. Raises UnitMergeRefused unless both are open."""
    rows = User.objects.select_for_update(no_key=True).filter(pk__in=(source_pk, target_pk))
    found = {row.pk: row for row in rows.order_by("pk")}
    is_open = len(found) == 2 and not any(row.merged_into_id for row in found.values())
    if not is_open or not found[target_pk].is_active:
        raise UnitMergeRefused(
            "Akun itu sudah digabung, tidak aktif, atau sama dengan akun tujuan. Muat ulang"
            " halaman."
        )
    return found[source_pk], found[target_pk]


# What the row that is kept takes over where it has nothing of its own; an order is one thing.
FILLED_IN = (("rank",), ("nip",), ("order_number", "order_date"))


@transaction.atomic
def merge_officials(source_pk: int, target_pk: int, user: User, reason: str) -> Official:
    """Let one row stand for both periods of the same person in the same office.

    Raises Refused when they are not of one office, or somebody else held it in between.
    """
    if not reason.strip():
        raise UnitMergeRefused("Alasan wajib diisi.")
    source, target = _locked_officials(source_pk, target_pk)
    _require_one_person(source, target)
    _require_nobody_between(source, target)
    former = facts_of_official(source)
    target.since, target.until = officials.joined_period(source, target)
    _fill_in(target, source)
    source.absorbed.update(into=target)
    source.seats.update(official=target)
    source.letters.update(official=target)
    target.user = target.user or source.user
    source.delete()
    _require_sound(target)
    target.save()
    OfficialMerge.objects.create(into=target, former=former, reason=reason.strip(), by=user)
    return target


def _locked_officials(source_pk: int, target_pk: int) -> tuple[Official, Official]:
    """Both in the order of their keys. Raises UnitMergeRefused unless they are of one office."""
    rows = Official.objects.select_for_update(of=("self",)).filter(pk__in=(source_pk, target_pk))
    found = {row.pk: row for row in rows.order_by("pk")}
    is_pair = len(found) == 2
    if not is_pair or not officials.double_of(found[source_pk]).filter(pk=target_pk).exists():
        raise UnitMergeRefused(
            "Catatan pejabat itu sudah digabung, atau bukan pada jabatan yang sama. Muat ulang"
            " halaman."
        )
    return found[source_pk], found[target_pk]


def _require_nobody_between(source: Official, target: Official) -> None:
    other = officials.in_between(target, source)
    if other is None:
        return
    term = said_period(other.since, other.until)
    raise UnitMergeRefused(
        f"Pada masa gabungannya juga tercatat {other} ({term}). Perbaiki catatan itu lebih dahulu."
    )


def _fill_in(target: Official, source: Official) -> None:
    """Take over what the target says nothing of (FILLED_IN)."""
    for names in FILLED_IN:
        if any(getattr(target, name) for name in names):
            continue
        for name in names:
            setattr(target, name, getattr(source, name))


def _require_one_person(one: Official, other: Official) -> None:
    """What both rows say may not differ in what papers print of a day in either period."""
    if one.nip and other.nip and one.nip != other.nip:
        raise UnitMergeRefused(
            "NIP keduanya berbeda, jadi ini dua orang. Bila salah satunya salah ketik, betulkan"
            " dahulu."
        )
    if one.capacity != other.capacity:
        raise UnitMergeRefused(
            f"Yang satu tercatat sebagai {one.get_capacity_display()}, yang lain sebagai"
            f" {other.get_capacity_display()}. Itu dua masa jabatan; bila salah satunya keliru,"
            " betulkan dahulu."
        )


def _require_sound(row: Official) -> None:
    try:
        row.full_clean()
    except ValidationError as error:
        raise UnitMergeRefused(" ".join(error.messages)) from error


def facts_of_official(row: Official) -> dict[str, str]:
    """What is recorded of an official, in words by the name of each."""
    order = row.order_number
    if row.order_date:
        order = f"{order} tanggal {date_format(row.order_date, 'j F Y')}"
    facts = {
        "Nama": row.name,
        "Jabatan": row.place,
        "Sebagai": row.get_capacity_display(),
        "Masa jabatan": said_period(row.since, row.until),
        "Pangkat": row.rank,
        "NIP": row.nip,
        "Surat penunjukan": order,
    }
    return {name: value for name, value in facts.items() if value}


def said_period(since: date, until: date | None) -> str:
    """A period of office as people read it."""
    end = f" sampai {date_format(until, 'j F Y')}" if until else ""
    return f"sejak {date_format(since, 'j F Y')}{end}"


def left_empty(person: User, seats: Iterable[Membership] | None = None) -> list[str]:
    """The roles that nobody active would hold if the person lost these seats (all of them when none
    are named).
    """
    if not person.is_active:
        return []
    if seats is None:
        seats = person.memberships.held().select_related("unit")
    empty = []
    for seat in seats:
        others = Membership.objects.of_active(seat.role).exclude(user=person)
        role = seat.get_role_display()
        if seat.role in (Role.OPD, Role.OPD_HEAD):
            others = others.filter(unit=seat.unit)
            role = f"{role} {seat.unit}"
        if not others.exists():
            empty.append(role)
    return list(dict.fromkeys(empty))
