"""Leading seats and the ways into leading accounts are opened by two: the administrator alone gets
nothing that nobody else sees.
"""

import pytest
from django.urls import reverse

from agreements.monitoring.seat_tasks import account_tasks, seat_tasks
from kerjasama.accounts import granting
from kerjasama.accounts.models import AccountProposal, Membership, Role, SeatState, Unit, User
from kerjasama.accounts.roles import PROTECTED

from .conftest import somebody

pytestmark = pytest.mark.django_db
UNIT = "Dinas Komunikasi dan Informatika"


def again(person: User) -> User:
    return User.objects.get(pk=person.pk)


def give(client, person, role, **more):
    address = reverse("pengguna-rinci", args=[person.pk])
    unit = Unit.objects.get(name=UNIT).pk
    return client.post(address, {"aksi": "beri", "role": role, "unit": unit} | more)


@pytest.fixture
def admin(people, client):
    client.force_login(people["admin"])
    return client


@pytest.mark.parametrize("role", [role for role in PROTECTED if role != Role.ADMIN])
def test_an_administrator_does_not_make_himself_a_leader(people, admin, role):
    give(admin, people["admin"], role)
    assert role not in again(people["admin"]).roles
    seat = people["admin"].memberships.get(role=role)
    assert seat.state == SeatState.PENDING
    admin.post(reverse("persetujuan-akun"), {"kursi": seat.pk, "putusan": "setujui"})
    assert role not in again(people["admin"]).roles


def test_nor_does_a_second_account_of_his_confirm_it(people, admin):
    second = somebody("admin-dua", Unit.objects.get(name=UNIT), Role.ADMIN)
    User.objects.filter(pk=people["admin"].pk).update(merged_into=second)
    seat = granting.give_seat(
        Membership(user=people["staf"], role=Role.SEKDA, unit=Unit.objects.get(name=UNIT)),
        again(people["admin"]),
    )
    with pytest.raises(granting.GrantRefused, match="usulan Anda sendiri"):
        granting.decide_seat(seat.pk, again(second), is_given=True)


def test_who_shall_hold_it_does_not_confirm_it(people, admin):
    give(admin, people["kabag"], Role.SEKDA)
    seat = people["kabag"].memberships.get(role=Role.SEKDA)
    with pytest.raises(granting.GrantRefused, match="akun Anda sendiri"):
        granting.decide_seat(seat.pk, again(people["kabag"]), is_given=True)


def test_another_person_confirms_and_both_stand_on_record(people, admin, client):
    give(admin, people["staf"], Role.SEKDA)
    seat = people["staf"].memberships.get(role=Role.SEKDA)
    (task,) = seat_tasks([])
    assert task.people == {people["kabag"].pk, people["sekda"].pk}
    client.force_login(people["kabag"])
    assert "Plh." not in client.get(reverse("persetujuan-akun")).content.decode()
    client.post(reverse("persetujuan-akun"), {"kursi": seat.pk, "putusan": "setujui"})
    assert Role.SEKDA in again(people["staf"]).roles
    seat.refresh_from_db()
    assert (seat.given_by, seat.decided_by) == (people["admin"], people["kabag"])


def test_a_refused_seat_is_never_held(people, admin, client):
    give(admin, people["staf"], Role.ADMIN)
    seat = people["staf"].memberships.get(role=Role.ADMIN)
    client.force_login(people["sekda"])
    client.post(reverse("persetujuan-akun"), {"kursi": seat.pk, "putusan": "tolak"})
    assert Role.ADMIN not in again(people["staf"]).roles


def test_seats_of_staff_need_no_second_person(people, admin):
    give(admin, people["kepala"], Role.TKKSD)
    assert Role.TKKSD in again(people["kepala"]).roles


def test_the_register_of_officials_is_no_way_round(people, admin):
    admin.post(
        reverse("pejabat"),
        {
            "office": "sekda",
            "capacity": "Plt.",
            "name": "Yusuf",
            "since": "2026-01-01",
            "order_number": "1",
            "order_date": "2026-01-01",
            "user": people["admin"].pk,
        },
    )
    assert people["admin"].offices.exists()
    assert Role.SEKDA not in again(people["admin"]).roles


def test_the_mail_of_a_leader_is_not_turned_to_the_administrator(people, admin, client):
    User.objects.filter(pk=people["bupati"].pk).update(email="bupati@contoh.invalid")
    address = reverse("pengguna-rinci", args=[people["bupati"].pk])
    data = {"aksi": "data", "email": "penyusup@contoh.invalid", "is_active": "on"}
    assert admin.post(address, data).status_code == 302
    assert again(people["bupati"]).email == "bupati@contoh.invalid"
    proposal = AccountProposal.objects.get()
    (task,) = account_tasks([])
    assert people["admin"].pk not in task.people
    client.force_login(people["kabag"])
    client.post(reverse("persetujuan-akun"), {"usulan": proposal.pk, "putusan": "setujui"})
    assert again(people["bupati"]).email == "penyusup@contoh.invalid"


def test_nor_is_a_first_mail_given_to_a_leader_without_one(people, admin):
    address = reverse("pengguna-rinci", args=[people["bupati"].pk])
    admin.post(address, {"aksi": "data", "email": "penyusup@contoh.invalid", "is_active": "on"})
    assert again(people["bupati"]).email == ""
    assert AccountProposal.objects.get().value == "penyusup@contoh.invalid"


def test_a_leader_is_not_merged_into_the_administrator(people, admin):
    address = reverse("pengguna-gabung", args=[people["sekda"].pk])
    admin.post(address, {"tujuan": people["admin"].pk})
    assert again(people["sekda"]).is_active
    assert Role.SEKDA not in again(people["admin"]).roles
    assert AccountProposal.objects.get().kind == AccountProposal.Kind.MERGE


def test_the_first_administrator_gives_alone_and_it_is_on_record(db):
    unit = Unit.objects.create(name=UNIT)
    first = somebody("pertama", unit, Role.ADMIN)
    kabag = somebody("kabag-baru", unit)
    seat = granting.give_seat(Membership(user=kabag, role=Role.SECTION_HEAD, unit=unit), first)
    assert seat.state == SeatState.HELD
    assert seat.note == granting.FIRST_RUN
    later = granting.give_seat(Membership(user=first, role=Role.SEKDA, unit=unit), first)
    assert later.state == SeatState.PENDING


def test_taking_all_others_away_does_not_bring_the_first_run_back(people):
    admin = again(people["admin"])
    for name in ("kabag", "sekda"):
        for seat in people[name].memberships.all():
            granting.end_seat(seat, admin)
    User.objects.exclude(pk=admin.pk).update(is_active=False)
    seat = granting.give_seat(
        Membership(user=admin, role=Role.SEKDA, unit=Unit.objects.get(name=UNIT)), admin
    )
    assert seat.state == SeatState.PENDING
