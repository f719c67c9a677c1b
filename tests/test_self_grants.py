"""Nobody gives himself a leading seat, whatever his role and by whatever door of the settings; and
nobody outside the office writes what the region has in common.
"""

from typing import Any

import pytest
from django.urls import get_resolver, reverse
from django.utils import timezone

from kerjasama.accounts.models import Membership, Official, Role, SeatState, Unit, User
from kerjasama.accounts.roles import PROTECTED
from kerjasama.logbook.covered import COVERED
from kerjasama.logbook.models import Deed, LogEntry
from kerjasama.signin.models import SignInRules
from partners.models import Partner

from .conftest import somebody
from .test_access import MAY_USE, patterns

# Where accounts, seats, settings and the registry are written.
DOORS = ("pengaturan/", "mitra/", "data-saya/", "keamanan/", "persetujuan")
# What is of the whole region, and who writes it.
OFFICE = {"admin", "kabag", "verifikator", "hukum"}
COMMON = (
    "accounts_unit accounts_unitalias accounts_regionprofile accounts_official accounts_membership"
    " accounts_delegation signin_signinrules agreements_clause agreements_dayoff"
    " agreements_termsetting agreements_numberseries agreements_numberstart agreements_radarsetting"
    " agreements_localnormchoice agreements_readingchoice agreements_ladder"
).split()


def doors() -> list[tuple[str, list[str]]]:
    """Each address below these that takes nothing, or the key of one row."""
    found = []
    for pattern in patterns(get_resolver()):
        parts = list(pattern.pattern.converters)
        if not pattern.name or len(parts) > 1:
            continue
        try:
            address = reverse(pattern.name, args=[1] * len(parts))
        except Exception:  # an address that takes words, not a key
            continue
        if address.lstrip("/").startswith(DOORS):
            found.append((pattern.name, parts))
    return found


def asking_for(role: str, own: User, unit: Unit) -> dict[str, Any]:
    """Every field by which any form gives a seat, an office or a power, all at once."""
    today = timezone.localdate().isoformat()
    return {
        "aksi": "beri",
        "role": role,
        "roles": role,
        "user": own.pk,
        "unit": unit.pk,
        "office": "sekda",
        "capacity": "",
        "name": "Rekaan",
        "since": today,
        "sejak": today,
        "order_number": "1/X/2026",
        "order_date": today,
        "kursi": list(Membership.objects.values_list("pk", flat=True)),
        "putusan": "setujui",
        "usulan": "1",
        "into": own.pk,
        "ke": own.pk,
        "username": own.username,
        "email": "rekaan@example.go.id",
        "is_active": "on",
        "is_staff": "on",
        "is_superuser": "on",
        "merged_into": own.pk,
        "state": "dipegang",
        "reason": "Rekaan",
        "code": "RKN",
        "title": "Rekaan",
        "text": "Rekaan",
        "kerja": "1",
        "day": today,
    }


def held(user: User) -> set[str]:
    """The seats of this person that count today."""
    seats = Membership.objects.filter(user=user, state=SeatState.HELD)
    return {seat.role for seat in seats if not seat.is_over}


@pytest.fixture
def other(people) -> Unit:
    """Another unit with people of its own, a mitra, and a seat that waits for a second person."""
    unit = Unit.objects.create(name="Dinas Lain")
    somebody("kepala-lain", unit, Role.OPD_HEAD)
    Partner.objects.create(name="PT Contoh", kind="perusahaan")
    return unit


@pytest.mark.parametrize(
    "name",
    ["staf", "kepala", "verifikator", "kabag", "tkksd", "hukum", "sekda", "bupati", "admin"],
)
def test_no_role_gives_itself_a_leading_seat_by_any_door(name, people, client, other):
    person = people[name]
    client.force_login(person)
    before, rules = held(person), SignInRules.objects.values().first()
    seat = Membership(user=person, role=Role.SEKDA, unit=other, state=SeatState.PENDING)
    seat.given_by = person
    if Role.SEKDA not in before:
        seat.save()
    last = LogEntry.objects.latest("pk").pk
    wanted = Role.ADMIN if Role.SEKDA in before else Role.SEKDA
    for door, parts in doors():
        if not person.roles & MAY_USE.get(door, set()):
            continue  # test_access: it does not open
        rows = [(person.pk,), (Official.objects.first().pk,)] if parts else [()]
        for filled in dict.fromkeys(rows):
            client.post(reverse(door, args=filled), asking_for(wanted, person, other))
    now = User.objects.get(pk=person.pk)
    assert held(person) & set(PROTECTED) <= before
    assert set(now.roles) & set(PROTECTED) <= before
    assert (now.is_superuser, now.is_staff) == (person.is_superuser, person.is_staff)
    written = LogEntry.objects.filter(pk__gt=last).exclude(action=Deed.READ)
    assert {row.person_id for row in written} <= {person.pk}  # each stands there under his name
    if name not in OFFICE:
        common = written.filter(stream__in=COMMON)
        assert list(common.values_list("stream", "subject")) == []
        assert SignInRules.objects.values().first() == rules


def test_the_tables_asked_for_are_tables_of_the_log():
    assert set(COMMON) <= COVERED.keys()
    assert len(doors()) > 30
