"""An invented case with its people, for who learns how the law walks: written in a transaction that
is taken back, so that no list, no number and no message ever knows of it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any
from uuid import uuid4

from django.db import transaction

from agreements import demo
from agreements.demo import examples_abroad
from agreements.demo.filled_case import sign_at_once
from agreements.models import Agreement
from agreements.regulations import catalogue
from agreements.regulations.vocabulary import Track
from kerjasama.accounts.models import Delegation, Membership, Office, Official, Role, Unit, User
from partners.kinds import PartnerKind
from partners.models import Partner

LONG_AGO = date(2000, 1, 1)
UNIT, ADDRESS = "Dinas Contoh", "Jalan Contoh Nomor 3"
MARKS = "CONTOH/2026"
PROXY = {
    "dengan_kuasa": True,
    "kuasa_nama": "Contoh Wirawan",
    "kuasa_nip": "197505052000031003",
    "kuasa_jabatan": "Kepala Dinas Contoh",
}
PARTNERS = {
    PartnerKind.REGION: ("Pemerintah Kota Contoh", "Wali Kota Contoh"),
    PartnerKind.COMPANY: ("PT Contoh Nusantara", "Direktur Utama"),
    PartnerKind.MINISTRY: ("Kementerian Contoh", "Direktur Jenderal Contoh"),
    PartnerKind.FOREIGN_REGION: ("Pemerintah Kota Contoh", "Wali Kota Contoh"),
}
OTHER_PARTNER = ("Lembaga Contoh Internasional", "Direktur")


@contextmanager
def taken_back() -> Iterator[None]:
    """A transaction of which nothing stays."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def invent_person() -> User:
    """Somebody of an invented OPD, who may act as everybody."""
    unit = Unit.objects.create(name=UNIT, address=ADDRESS)
    person = _invent_account()
    person.save()
    for role in Role:
        Membership.objects.create(user=person, role=role, unit=unit)
    return person


def invent_people() -> dict[str, User]:
    """One person for each role, all of one invented OPD, since nobody judges what he proposed."""
    unit = Unit.objects.create(name=UNIT, address=ADDRESS)
    people = User.objects.bulk_create([_invent_account() for _ in Role])
    seats = zip(Role, people, strict=True)
    Membership.objects.bulk_create(
        [Membership(user=person, role=role, unit=unit) for role, person in seats]
    )
    return {str(role): person for role, person in zip(Role, people, strict=True)}


def _invent_account() -> User:
    return User(username=f"contoh-{uuid4().hex}", first_name="Rina", last_name="Contoh")


def replace_officials(unit: Unit) -> None:
    """Nobody real signs."""
    Delegation.objects.all().delete()
    Official.objects.all().delete()
    for office, of_unit, name in (
        (Office.HEAD, None, "Awang Contoh Kusuma"),
        (Office.SECRETARY, None, "Siti Contoh Lestari"),
        (Office.ASSISTANT, None, "Bambang Contoh Prasetyo"),
        (Office.UNIT_HEAD, unit, "Hendra Contoh Wirawan"),
    ):
        Official.objects.create(office=office, unit=of_unit, name=name, since=LONG_AGO)


def begin_invented_case(track: Track, person: User, **fields: Any) -> Agreement:
    """A complete proposal at the first stage of the track; below a signed agreement where the track
    asks for one.
    """
    if track.parents:
        above = catalogue.newest_track_version(track.parents[0])
        fields["parent"] = _signed_case(above, person)
    unit = Unit.objects.get(membership__user=person, membership__role=Role.OPD)
    return demo.make_case(track.code, unit, _invented_partner(track), person, **fields)


def _signed_case(track: Track, person: User) -> Agreement:
    case = begin_invented_case(track, person)
    sign_at_once(case, person)
    case.evidence.exclude(number="").update(number=f"01/KS/{MARKS}")
    return Agreement.objects.get(pk=case.pk)


def _invented_partner(track: Track) -> Partner:
    kind = demo.kind_for(track.code)
    name, position = PARTNERS.get(PartnerKind(kind), OTHER_PARTNER)
    told = {
        "address": "Jalan Contoh Nomor 2",
        **examples_abroad.PARTNERS.get(kind, {}),
        "representative": "Wulan Contoh Sari",
        "representative_position": position,
    }
    return Partner.objects.get_or_create(name=name, kind=kind, defaults=told)[0]
