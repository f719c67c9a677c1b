"""Seats with dates: who acts on which day, in whose name, and that it ends by itself."""

from datetime import date, timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.urls import reverse

from agreements.models import Agreement, chain_is_intact
from agreements.workflow import engine, meeting_requirements
from agreements.workflow.guarding import Refused
from kerjasama.accounts import granting
from kerjasama.accounts.models import (
    Capacity,
    Membership,
    Office,
    Official,
    Role,
    SeatState,
    Unit,
    User,
)
from kerjasama.accounts.policy import RoleHolders

from .conftest import somebody, until_holder
from .test_engine import change

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("blank_papers")]
UNIT = "Dinas Komunikasi dan Informatika"
FIRST, LAST = date(2026, 12, 1), date(2026, 12, 5)


def at(day: date):
    return time_machine.travel(f"{day.isoformat()} 09:00+08:00", tick=True)


def again(person: User) -> User:
    return User.objects.get(pk=person.pk)


def leave_seat(people) -> tuple[User, Membership]:
    """A verifikator's stand-in from the first to the last day."""
    unit = Unit.objects.get(name=UNIT)
    stand_in = somebody("pengganti", unit)
    seat = Membership.objects.create(
        user=stand_in,
        role=Role.VERIFIER,
        unit=unit,
        since=FIRST,
        over_on=LAST + timedelta(1),
        capacity=Capacity.DAILY,
        stands_in_for=people["verifikator"].memberships.get(),
    )
    return stand_in, seat


@pytest.mark.parametrize(
    ("day", "holds"),
    [
        (FIRST - timedelta(1), False),
        (FIRST, True),
        (LAST, True),
        (LAST + timedelta(1), False),
    ],
)
def test_a_seat_is_held_from_its_first_day_to_its_last(people, day, holds):
    stand_in, _ = leave_seat(people)
    with at(day):
        assert (Role.VERIFIER in again(stand_in).roles) is holds
        assert (stand_in.pk in RoleHolders().of(Role.VERIFIER, 0)) is holds


def test_nobody_stands_in_for_a_stand_in(people):
    _, seat = leave_seat(people)
    other = somebody("lagi", seat.unit)
    with pytest.raises(ValidationError, match="tidak digantikan lagi"):
        Membership.objects.create(
            user=other, role=Role.VERIFIER, unit=seat.unit, stands_in_for=seat
        )
    with pytest.raises(ValidationError, match="tidak digantikan lagi"):
        above = people["verifikator"].memberships.get()
        above.stands_in_for = people["kabag"].memberships.get()
        above.save()


def test_the_log_says_in_whose_name_and_what_was_seen(make_agreement, people):
    stand_in, _ = leave_seat(people)
    with at(FIRST):
        case = until_holder(make_agreement(), "VERIFIER")
        meeting_requirements.meet_requirement(
            case.pk, again(stand_in), "verifikasi", case.stage_code
        )
        event = case.events.get(action="penuhi", detail__requirement="verifikasi")
    assert event.seat_in_words == (
        f"Plh. Verifikator Bagian Kerja Sama, {UNIT} a.n. {people['verifikator']}"
    )
    assert event.role == Role.VERIFIER
    assert event.seen == event.detail["content"]
    assert chain_is_intact(case)


def test_every_act_of_a_person_tells_seat_and_content(make_agreement, people):
    case = until_holder(make_agreement(), "VERIFIER")
    for event in case.events.exclude(by=None):
        assert event.seat, event.action
        assert len(event.seen) == 64, event.action


def test_a_seat_that_is_altered_in_the_log_breaks_the_chain_and_old_entries_hold(
    make_agreement, people
):
    case = make_agreement()
    event = case.events.first()
    assert event.hash == event.sealed()
    event.seat = "Bupati"
    assert event.hash != event.sealed()
    old = case.events.first()
    for name in ("seat_key", "role", "seat", "in_name_of", "seen"):
        setattr(old, name, None if name == "seat_key" else "")
    without = old.sealed()
    assert without != old.hash  # what was sealed with a seat is not silently robbed of it


def test_an_act_after_the_last_day_is_refused(make_agreement, people):
    stand_in, _ = leave_seat(people)
    with at(LAST + timedelta(1)):
        case = until_holder(make_agreement(), "VERIFIER")
        with pytest.raises(Refused, match="wewenang"):
            meeting_requirements.meet_requirement(
                case.pk, again(stand_in), "verifikasi", case.stage_code
            )


def sekda_on_leave(people) -> tuple[Official, User]:
    """The Sekda of the register has an account; a Plh. with an account stands in for some days."""
    sekda = Official.objects.get(office=Office.SECRETARY)
    sekda.user = people["sekda"]
    sekda.save()
    granting.tie_seat(sekda, people["admin"])
    deputy = somebody("plh-sekda", Unit.objects.get(name=UNIT))
    order = Official.objects.create(
        office=Office.SECRETARY,
        name="Surya Contoh",
        capacity=Capacity.DAILY,
        since=FIRST,
        until=LAST,
        order_number="800/1",
        order_date=FIRST,
        user=deputy,
    )
    seat = granting.tie_seat(order, people["admin"])
    granting.decide_seat(seat.pk, people["kabag"], is_given=True)
    return order, deputy


@pytest.mark.parametrize(
    ("day", "acting"),
    [
        (FIRST - timedelta(1), "sekda"),
        (FIRST, "plh-sekda"),
        (LAST, "plh-sekda"),
        (LAST + timedelta(1), "sekda"),
    ],
)
def test_who_signs_papers_acts_and_the_holder_rests_meanwhile(people, day, acting):
    sekda_on_leave(people)
    with at(day):
        holders = RoleHolders().of(Role.SEKDA, 0)
        assert [User.objects.get(pk=pk).username for pk in holders] == [acting]


def test_an_acting_sekda_acts_in_the_name_of_the_sekda(people, make_agreement):
    sekda_on_leave(people)
    holder = Official.objects.get(office=Office.SECRETARY, capacity=Capacity.DEFINITIVE)
    with at(FIRST):
        case = make_agreement()
        plh = again(User.objects.get(username="plh-sekda"))
        engine.halt_case(case.pk, plh, case.stage_code, "ditangguhkan", "Menunggu data.")
        event = Agreement.objects.get(pk=case.pk).events.last()
    assert event.seat_in_words == f"Plh. Sekretaris Daerah a.n. {holder.name}"


def test_an_official_whose_term_ends_loses_the_seat_by_itself(people):
    order, deputy = sekda_on_leave(people)
    with at(FIRST):
        order.until = FIRST
        order.save()
        granting.tie_seat(order, people["admin"])
        assert Role.SEKDA in again(deputy).roles
    with at(FIRST + timedelta(1)):
        assert not again(deputy).roles


def test_a_longer_leading_seat_waits_for_a_second_person(people):
    order, deputy = sekda_on_leave(people)
    order.until = None
    order.save()
    seat = granting.tie_seat(order, people["admin"])
    assert seat.state == SeatState.PENDING
    with at(FIRST):
        assert not again(deputy).roles


@pytest.mark.parametrize(
    ("days", "is_taken"), [(-1, True), (0, True), (1, False)], ids=["shorter", "same", "longer"]
)
def test_nobody_stops_a_leading_seat_by_writing_a_longer_time(people, signed_in, days, is_taken):
    order, _ = sekda_on_leave(people)
    address = reverse("pejabat-rinci", args=[order.pk])
    page = signed_in(people["admin"]).get(address)
    sent = {
        name: page.context["form"].initial.get(name) or "" for name in page.context["form"].fields
    }
    sent["until"] = LAST + timedelta(days)
    answer = signed_in(people["admin"]).post(address, sent)
    assert (answer.status_code == 302) is is_taken
    assert Membership.objects.get(official=order).state == SeatState.HELD


def test_a_seat_and_an_office_of_one_name_become_one(people):
    user = people["kepala"]
    user.first_name, user.last_name = "Hendra", "Wirawan"
    user.save()
    head = Official.objects.get(office=Office.UNIT_HEAD, unit__name=UNIT)
    Official.objects.filter(pk=head.pk).update(name="Hendra Wirawan")
    granting.tie_by_name(FIRST)
    seat = user.memberships.get()
    assert seat.official_id == head.pk
    assert seat.said == f"Kepala {UNIT}"
    assert Role.OPD_HEAD in again(user).roles


def test_a_seat_for_a_time_is_given_and_taken_on_the_page(people, client):
    client.force_login(people["admin"])
    person = somebody("baru", Unit.objects.get(name=UNIT))
    address = reverse("pengguna-rinci", args=[person.pk])
    seat = {
        "aksi": "beri",
        "role": Role.OPD,
        "unit": Unit.objects.get(name=UNIT).pk,
        "since": "2026-12-01",
        "until": "2026-12-05",
        "order_number": "SK 1",
    }
    assert client.post(address, seat | {"until": "2026-11-01"}).status_code == 422
    assert client.post(address, seat).status_code == 302
    row = person.memberships.get()
    assert (row.since, row.until, row.given_by) == (FIRST, LAST, people["admin"])
    client.post(address, {"aksi": "cabut", "kursi": row.pk, "pasti": "1"})
    row.refresh_from_db()
    assert row.ended_by == people["admin"]
    assert "dicabut" in client.get(address).content.decode()


def test_content_that_changed_is_seen_in_the_next_entry(make_agreement, people):
    case = make_agreement()
    before = case.events.last().seen
    change(case, people["staf"], manfaat="Lebih singkat lagi.")
    after = Agreement.objects.get(pk=case.pk).events.last()
    assert after.seen == Agreement.objects.get(pk=case.pk).content_hash != before
