"""Leading seats and the ways into leading accounts are opened by two: the administrator alone gets
nothing that nobody else sees.
"""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from agreements.monitoring.seat_tasks import account_tasks, seat_tasks
from kerjasama.accounts import confirming, granting, merging
from kerjasama.accounts.models import (
    AccountProposal,
    Membership,
    Official,
    Role,
    SeatState,
    Unit,
    User,
)
from kerjasama.accounts.roles import PROTECTED
from kerjasama.notices.models import Notice
from kerjasama.signin.models import FactorRequest, SignInRules

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
    with pytest.raises(confirming.GrantRefused, match="usulan Anda sendiri"):
        granting.decide_seat(seat.pk, again(second), is_given=True)


def test_who_takes_a_seat_away_leaves_what_another_did_to_it_meanwhile(people):
    unit = Unit.objects.get(name=UNIT)
    seat = granting.give_seat(
        Membership(user=people["staf"], role=Role.SEKDA, unit=unit), people["admin"]
    )
    read_before = Membership.objects.get(pk=seat.pk)
    granting.decide_seat(seat.pk, people["kabag"], is_given=True)
    granting.end_seat(read_before, people["admin"])
    seat.refresh_from_db()
    assert (seat.state, seat.decided_by) == (SeatState.HELD, people["kabag"])
    assert seat.is_over and seat.ended_by == people["admin"]


def test_who_shall_hold_it_does_not_confirm_it(people, admin):
    give(admin, people["kabag"], Role.SEKDA)
    seat = people["kabag"].memberships.get(role=Role.SEKDA)
    with pytest.raises(confirming.GrantRefused, match="akun Anda sendiri"):
        granting.decide_seat(seat.pk, again(people["kabag"]), is_given=True)


def test_another_person_confirms_and_both_stand_on_record(people, admin, client):
    give(admin, people["staf"], Role.SEKDA)
    seat = people["staf"].memberships.get(role=Role.SEKDA)
    (task,) = seat_tasks([])
    assert task.people == {people["kabag"].pk, people["sekda"].pk}
    client.force_login(people["kabag"])
    page = client.get(reverse("persetujuan-akun")).text
    assert "Plh." not in page and "Akun staf, surel" in page and "belum pernah masuk" in page
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


def take(client, seat: Membership):
    address = reverse("pengguna-rinci", args=[seat.user_id])
    return client.post(address, {"aksi": "cabut", "kursi": seat.pk, "pasti": "1"}, follow=True)


def test_a_leading_seat_is_not_ended_by_one(people, admin, client):
    seat = people["sekda"].memberships.get(role=Role.SEKDA)
    assert "menunggu orang kedua" in take(admin, seat).text
    assert Role.SEKDA in again(people["sekda"]).roles
    (task,) = account_tasks([])
    assert task.people == {people["kabag"].pk}
    client.force_login(people["kabag"])
    page = client.get(reverse("persetujuan-akun")).text
    assert "Akhiri peran Sekretaris Daerah" in page
    proposal = AccountProposal.objects.get()
    client.post(reverse("persetujuan-akun"), {"usulan": proposal.pk, "putusan": "setujui"})
    assert Role.SEKDA not in again(people["sekda"]).roles
    seat.refresh_from_db()
    assert seat.ended_by == people["admin"]


@pytest.mark.parametrize("reason", ["its own holder asks", "it has an end already"])
def test_who_ends_a_leading_seat_alone(people, admin, reason):
    seat = people["kabag"].memberships.get(role=Role.SECTION_HEAD)
    if reason == "its own holder asks":
        somebody("admin-dua", Unit.objects.get(name=UNIT), Role.ADMIN)
        seat = people["admin"].memberships.get(role=Role.ADMIN)
    else:
        Membership.objects.filter(pk=seat.pk).update(over_on=timezone.localdate() + timedelta(9))
    take(admin, seat)
    seat.refresh_from_db()
    assert seat.is_over and not AccountProposal.objects.exists()


def office_of_the_sekda(people) -> Official:
    official = Official.objects.filter(office="sekda").latest("since")
    official.user = people["sekda"]
    official.save()
    granting.tie_seat(official, people["admin"])
    return official


def test_nor_by_the_register_of_officials(people, admin):
    official, today = office_of_the_sekda(people), timezone.localdate()
    for day in (today - timedelta(1), today + timedelta(30), None):
        official.until = day
        official.save()
        granting.tie_seat(official, people["admin"])
        assert Role.SEKDA in again(people["sekda"]).roles
        assert people["sekda"].memberships.get().over_on is None
        waiting = AccountProposal.objects.filter(state=SeatState.PENDING)
        assert [row.value for row in waiting] == ([str(day + timedelta(1))] if day else [])
    address = reverse("pejabat-rinci", args=[official.pk])
    form = admin.get(address).context["form"]
    sent = {name: form.initial.get(name) or "" for name in form.fields} | {"until": today}
    assert "berakhir setelah disetujui orang kedua" in admin.post(address, sent, follow=True).text
    granting.decide_about(waiting.get().pk, people["kabag"], is_given=True)
    assert people["sekda"].memberships.get().over_on == today + timedelta(1)


@pytest.mark.parametrize("field", ["unit", "office"])
def test_a_seat_does_not_go_over_to_another_unit_with_its_row(people, admin, field):
    head = Official.objects.get(office="kepala_unit", unit__name=UNIT)
    head.user = people["kepala"]
    head.save()
    granting.tie_seat(head, people["admin"])
    form = admin.get(reverse("pejabat-rinci", args=[head.pk])).context["form"]
    sent = {name: form.initial.get(name) or "" for name in form.fields}
    other = Unit.objects.create(name="Dinas Lain").pk
    sent |= {"unit": other} if field == "unit" else {"office": "sekda", "unit": ""}
    answer = admin.post(reverse("pejabat-rinci", args=[head.pk]), sent)
    assert answer.status_code == 422 and "Akhiri masa jabatan ini" in answer.text


def test_the_last_administrator_is_not_ended_by_two_proposals_at_once(people):
    second = somebody("admin-dua", Unit.objects.get(name=UNIT), Role.ADMIN)
    for person, by in ((second, people["admin"]), (people["admin"], second)):
        assert granting.take_seat(person.memberships.get(role=Role.ADMIN), again(by))
    first, last = AccountProposal.objects.order_by("pk")
    granting.decide_about(first.pk, people["kabag"], is_given=True)
    with pytest.raises(confirming.GrantRefused, match="administrator terakhir"):
        granting.decide_about(last.pk, people["kabag"], is_given=True)


def test_the_first_administrator_gives_alone_and_it_is_on_record(db):
    unit = Unit.objects.create(name=UNIT)
    first = somebody("pertama", unit, Role.ADMIN)
    kabag = somebody("kabag-baru", unit)
    seat = granting.give_seat(Membership(user=kabag, role=Role.SECTION_HEAD, unit=unit), first)
    assert seat.state == SeatState.HELD
    assert seat.note == confirming.FIRST_RUN
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


def sekda_for(person: User, **more) -> dict[str, object]:
    """A form of the register of officials that makes this person the acting Sekda."""
    order = {"capacity": "Plt.", "order_number": "1", "order_date": "2026-01-01"}
    told = {"office": "sekda", "name": "Yusuf", "since": "2026-01-01", "user": person.pk}
    return told | order | more


@pytest.mark.parametrize("page", ["pejabat", "pejabat-rinci", "pejabat-gabung", "unit-gabung"])
def test_whatever_page_moves_a_leading_seat_asks_again_who_it_is(people, admin, page, settings):
    settings.FRESH_MINUTES = 0
    pk = Official.objects.first().pk if page.startswith("pejabat") else Unit.objects.first().pk
    address = reverse(page, args=[pk] if page != "pejabat" else [])
    answer = admin.post(address, sekda_for(people["admin"]))
    assert answer.status_code == 403 and "Pastikan ini Anda" in answer.text


def test_the_register_of_officials_tells_who_administers(people, admin):
    admin.post(reverse("pejabat"), sekda_for(people["kepala"]))
    assert Role.SEKDA not in again(people["kepala"]).roles
    for name in ("kabag", "kepala"):
        told = Notice.objects.filter(user=people[name], subject__contains="diusulkan")
        assert told.filter(subject__contains="Plt. Sekretaris Daerah").exists(), name


def test_a_merged_unit_does_not_make_its_head_head_of_the_other(people, admin):
    small = Unit.objects.create(name="Dinas Kecil")
    head = somebody("kepala-kecil", small, Role.OPD_HEAD)
    merging.merge_units(small.pk, Unit.objects.get(name=UNIT).pk, people["admin"], "Dilebur")
    assert head.memberships.get().unit.name == UNIT
    assert Role.OPD_HEAD not in again(head).roles
    granting.decide_seat(head.memberships.get().pk, people["sekda"], is_given=True)
    assert Role.OPD_HEAD in again(head).roles


def test_many_that_wait_are_confirmed_with_one_press(people, admin, client):
    for name in ("staf", "tkksd"):
        give(admin, people[name], Role.LEGAL)
    seats = [people[name].memberships.get(role=Role.LEGAL).pk for name in ("staf", "tkksd")]
    take(admin, people["hukum"].memberships.get())
    ending = AccountProposal.objects.get().pk
    client.force_login(people["kabag"])
    page = client.get(reverse("persetujuan-akun")).text
    assert "Setujui yang ditandai" in page and f'id="tandai-usulan-{ending}"' in page
    marked = {"kursi": seats, "usulan": ending, "putusan": "setujui"}
    client.post(reverse("persetujuan-akun"), marked)
    assert Role.LEGAL in again(people["staf"]).roles & again(people["tkksd"]).roles
    assert not again(people["hukum"]).roles


def test_a_seat_that_waits_already_is_refused_at_its_field(people, admin):
    give(admin, people["staf"], Role.SEKDA)
    page = give(admin, people["staf"], Role.SEKDA)
    assert page.status_code == 422
    assert "menunggu persetujuan" in page.context["page"].form_of_seat.errors["role"][0]


def test_an_office_of_who_holds_the_same_seat_later_is_refused_at_its_field(people, admin):
    later = {"since": "2030-01-01", "unit": Unit.objects.get(name=UNIT)}
    Membership.objects.create(user=people["staf"], role=Role.SEKDA, **later)
    page = admin.post(reverse("pejabat"), sekda_for(people["staf"]))
    assert page.status_code == 422
    assert "sejak 1 Januari 2030" in page.context["form"].errors["user"][0]
    assert not Official.objects.filter(name="Yusuf").exists()


def test_an_office_takes_the_seat_that_waits_for_its_person(people, admin):
    give(admin, people["staf"], Role.SEKDA)
    assert admin.post(reverse("pejabat"), sekda_for(people["staf"])).status_code == 302
    assert people["staf"].memberships.get(role=Role.SEKDA).official.name == "Yusuf"


def test_what_was_only_proposed_is_not_called_saved(people, admin):
    address = reverse("pengguna-rinci", args=[people["bupati"].pk])
    data = {"aksi": "data", "email": "baru@contoh.invalid", "is_active": "on"}
    said = [str(row) for row in admin.post(address, data, follow=True).context["messages"]]
    assert said == ["Ganti alamat surel diusulkan. Berlaku setelah disetujui orang kedua."]
    said = admin.post(address, data | {"first_name": "B", "email": ""}, follow=True).context
    assert [str(row) for row in said["messages"]] == ["Tersimpan."]


def test_the_log_names_what_was_proposed(people):
    person = people["bupati"]
    proposal = granting.propose_about(person, AccountProposal.Kind.WAKE, people["admin"])
    asked = FactorRequest(user=person, kind="lepas", asked_by=people["admin"])
    said = [str(row) for row in (proposal, asked, SignInRules())]
    assert said == [
        f"Aktifkan kembali akun: {person}",
        f"Lepas faktor kedua: {person}",
        "Aturan masuk",
    ]
