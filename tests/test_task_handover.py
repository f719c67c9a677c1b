"""Whoever leaves hands over in one act: seats, borrowed originals, posts and the rest, with a
Berita Acara.
"""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from agreements.models import (
    Action,
    Agreement,
    Document,
    DocumentState,
    HandoverLine,
    OriginalState,
    Sort,
    TaskHandover,
    TeamDecree,
    TeamSeat,
)
from agreements.monitoring.custody import new_originals, originals
from agreements.monitoring.handing_over import paper
from agreements.monitoring.handing_over.handing import Choice, Wish, hand_over
from agreements.monitoring.handing_over.holding import find_held, mark_of
from agreements.workflow.guarding import Refused
from agreements.workflow.liaison import change_liaison, liaison_cases_of
from kerjasama.accounts import granting
from kerjasama.accounts.models import (
    AccountProposal,
    Membership,
    Office,
    Official,
    Role,
    SavedView,
    SeatState,
    Unit,
    User,
)
from kerjasama.accounts.policy import why_not_hand_over
from kerjasama.notices.models import Notice
from kerjasama.notices.rounds import update_all_notices

from .conftest import somebody, until_holder
from .reading import folded

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("blank_papers")]
TODAY = date(2026, 11, 24)
UNIT = "Dinas Komunikasi dan Informatika"
KB = "kesepakatan_bersama"


@pytest.fixture(autouse=True)
def the_end_of_november(time_machine):
    time_machine.move_to("2026-11-24 09:00+08:00", tick=False)


def again(person: User) -> User:
    return User.objects.get(pk=person.pk)


@pytest.fixture
def leaver(people) -> User:
    """A verifikator with a name, who also holds a seat of the OPD."""
    person = people["verifikator"]
    person.first_name, person.last_name = "Ratna", "Wulandari"
    person.save()
    return person


@pytest.fixture
def heir(people) -> User:
    person = somebody("penerus", Unit.objects.get(name=UNIT), Role.LEADERSHIP)
    person.first_name, person.last_name = "Budi", "Santoso"
    person.save()
    return person


def pass_all(leaver, by, heir, choices=None, **more) -> TaskHandover:
    wish = Wish(heir, more.pop("since", TODAY), **more)
    return hand_over(leaver.pk, by, wish, choices or {}, mark_of(find_held(leaver)))


def lent_to(make_agreement, people, name: str) -> Agreement:
    case = make_agreement()
    Agreement.objects.filter(pk=case.pk).update(effective_on=TODAY)
    new_originals.create_originals(case, KB, people["verifikator"], TODAY)
    ours = case.originals.get(bearer="daerah")
    due = date(2026, 12, 1)
    originals.record_original_act(
        ours.pk, people["kabag"], Action.LENT, TODAY, person=name, office=UNIT, due_on=due, note="-"
    )
    return case


def name_liaison(case: Agreement, name: str, revision: int = 1) -> None:
    """As its Surat Usulan does."""
    typed = {"penghubung": f"{name}, Analis, 0812-0000-0000"}
    row = {"kind": "surat_usulan", "revision": revision, "state": DocumentState.READY}
    Document.objects.create(agreement=case, stage_code="", context={"typed": typed}, **row)


def test_all_that_somebody_holds_passes_in_one_act(make_agreement, people, leaver, heir):
    case = lent_to(make_agreement, people, "Ratna Wulandari")
    name_liaison(case, "Ratna Wulandari")
    decree = TeamDecree.objects.create(
        number="1", decided_on=TODAY, since=TODAY, sha256="0" * 64, file_name="sk.pdf",
        by=people["kabag"],
    )  # fmt: skip
    TeamSeat.objects.create(
        decree=decree, seat="anggota", position="Analis", name="Ratna Wulandari", institution="-"
    )
    SavedView.objects.create(user=leaver, listing="daftar", name="Milik saya", query="q=a")

    row = pass_all(leaver, people["admin"], heir, order_number="SK-7", order_date=TODAY)

    assert again(leaver).roles == set()
    assert Role.VERIFIER in again(heir).roles
    seat = heir.memberships.get(role=Role.VERIFIER)
    assert (seat.order_number, seat.since, seat.given_by) == ("SK-7", TODAY, people["admin"])
    ours = case.originals.get(bearer="daerah")
    assert (ours.state, ours.holder) == (OriginalState.LENT, f"Budi Santoso, {UNIT}")
    assert ours.due_on == date(2026, 12, 1)
    moves = [move.action for move in ours.moves.standing().order_by("pk")]
    assert moves[-2:] == [Action.RETURNED, Action.LENT]
    assert list(liaison_cases_of("Budi Santoso", heir.accounts)) == [case.pk]
    assert not liaison_cases_of("Ratna Wulandari", leaver.accounts)
    assert case.events.filter(action="ganti penghubung", by=people["admin"]).count() == 1
    assert SavedView.objects.get(user=heir).name == "Milik saya"
    outcomes = {line.sort: line.outcome for line in row.lines.all()}
    assert "Keputusan baru" in outcomes[Sort.TEAM]
    assert {Sort.SEAT, Sort.ORIGINAL, Sort.LIAISON, Sort.TEAM, Sort.KEPT} <= set(outcomes)

    told = Notice.objects.filter(key=f"serah-tugas/{row.pk}").values_list("user", flat=True)
    assert {leaver.pk, heir.pk, people["kepala"].pk, people["kabag"].pk} <= set(told)


def test_the_tasks_go_with_the_seat(make_agreement, people, leaver, heir):
    until_holder(make_agreement(), "VERIFIER")
    update_all_notices()
    row = pass_all(leaver, people["admin"], heir)
    task = row.lines.get(sort=Sort.TASK)
    assert task.what.startswith("Verifikasi")
    assert task.outcome == "Mengikuti perannya"
    update_all_notices()
    assert not Notice.objects.work_of(leaver)
    assert [one.subject for one in Notice.objects.work_of(heir)] == [task.what]


def test_each_line_may_go_another_way(make_agreement, people, leaver, heir):
    case = lent_to(make_agreement, people, "Ratna Wulandari")
    other = somebody("lain", Unit.objects.get(name=UNIT), Role.LEGAL)
    held = {line.sort: line.key for line in find_held(leaver)}
    choices = {held[Sort.SEAT]: Choice(other), held[Sort.ORIGINAL]: Choice()}
    pass_all(leaver, people["admin"], heir, choices)
    assert Role.VERIFIER in again(other).roles
    assert Role.VERIFIER not in again(heir).roles
    ours = case.originals.get(bearer="daerah")
    assert (ours.state, ours.holder) == (OriginalState.KEPT, "Bagian Kerja Sama")


def test_who_stands_in_gets_the_days_after(people, leaver, heir, time_machine):
    seat = leaver.memberships.get(role=Role.VERIFIER)
    until = TODAY + timedelta(5)
    Membership.objects.create(
        user=heir, role=Role.VERIFIER, unit=seat.unit, since=TODAY, over_on=until,
        capacity="Plh.", stands_in_for=seat,
    )  # fmt: skip
    row = pass_all(leaver, people["admin"], heir)
    assert "Berlaku mulai 29/11/2026" in row.lines.get(sort=Sort.SEAT, what=seat.said).outcome
    assert heir.memberships.get(role=Role.VERIFIER, since=until).over_on is None
    time_machine.move_to(f"{until} 09:00+08:00", tick=False)
    assert Role.VERIFIER in again(heir).roles


def test_a_seat_of_the_future_begins_no_earlier_for_the_successor(people, leaver, heir):
    later = TODAY + timedelta(10)
    Membership.objects.create(
        user=leaver, role=Role.LEGAL, unit=Unit.objects.get(name=UNIT), since=later
    )
    pass_all(leaver, people["admin"], heir)
    assert heir.memberships.get(role=Role.LEGAL).since == later
    assert Role.LEGAL not in again(heir).roles


def test_a_petugas_penghubung_is_named_whole_in_the_newest_letter(make_agreement, people, heir):
    case, nobody = make_agreement(), frozenset({0})
    name_liaison(case, "Rohani")
    assert list(liaison_cases_of("Rohani", nobody)) == [case.pk]
    assert not liaison_cases_of("Ani", nobody)
    name_liaison(case, "Sdr. Siti Aminah", revision=2)
    assert not liaison_cases_of("Rohani", nobody)
    assert list(liaison_cases_of("Siti Aminah", nobody)) == [case.pk]
    change_liaison(case, people["admin"], people["staf"], heir)
    change_liaison(case, people["admin"], heir, people["kabag"])
    assert not liaison_cases_of("Siti Aminah", nobody)
    assert not liaison_cases_of("Budi Santoso", heir.accounts)
    assert list(liaison_cases_of("", people["kabag"].accounts)) == [case.pk]


def test_the_other_administrators_learn_who_got_each_line(people, leaver, heir):
    other = somebody("lain", Unit.objects.get(name=UNIT), Role.LEGAL)
    (seat,) = [line for line in find_held(leaver) if line.sort == Sort.SEAT]
    row = pass_all(leaver, people["admin"], heir, {seat.key: Choice(other)})
    told = Notice.objects.get(user=people["kabag"], subject__contains="diserahterimakan")
    assert "diserahterimakan ke lain" in told.subject
    assert f"{seat.what}: lain" in told.text
    assert told.url == reverse("serah-tugas-rinci", args=[row.pk])


def test_two_administrators_who_hand_over_to_each_other_go_one_after_the_other(people, heir):
    second = somebody("admin-dua", Unit.objects.get(name=UNIT), Role.ADMIN)
    with CaptureQueriesContext(connection) as queries:
        pass_all(second, people["admin"], heir)
    asked = [one["sql"] for one in queries if "FOR NO KEY UPDATE" in one["sql"]]
    assert any('"accounts_membership"."role" = \'ADMIN\'' in sql for sql in asked)


@pytest.mark.parametrize(("day", "theirs"), [(-1, "leaver"), (0, "heir"), (1, "heir")])
def test_a_seat_passes_on_its_day(people, leaver, heir, time_machine, day, theirs):
    since = TODAY + timedelta(10)
    pass_all(leaver, people["admin"], heir, since=since)
    time_machine.move_to(f"{since + timedelta(day)} 09:00+08:00", tick=False)
    holds = [Role.VERIFIER in again(person).roles for person in (leaver, heir)]
    assert holds == [theirs == "leaver", theirs == "heir"]


def test_a_leading_seat_waits_for_a_second_person_and_the_last_administrator_stays(
    people, leaver, heir
):
    kabag = people["kabag"]
    row = pass_all(kabag, people["admin"], heir)
    assert heir.memberships.get(role=Role.SECTION_HEAD).state == SeatState.PENDING
    assert "Menunggu persetujuan" in row.lines.get(sort=Sort.SEAT).outcome
    assert Role.SECTION_HEAD in again(kabag).roles, "nobody takes a leading seat alone"
    Membership.objects.create(user=leaver, role=Role.ADMIN, unit=Unit.objects.get(name=UNIT))
    Membership.objects.filter(user=people["admin"]).delete()
    second = somebody("admin-dua", Unit.objects.get(name=UNIT), Role.ADMIN)
    Membership.objects.filter(user=second).update(over_on=TODAY + timedelta(1))
    User.objects.filter(pk=second.pk).update(is_active=False)
    with pytest.raises(Refused, match="administrator terakhir"):
        pass_all(leaver, again(second), heir)


def test_an_office_passes_with_its_row_so_that_papers_print_the_new_name(people, heir):
    unit = Unit.objects.get(name=UNIT)
    head = Official.objects.get(office=Office.UNIT_HEAD, unit=unit)
    head.user = people["kepala"]
    head.save()
    Membership.objects.filter(user=people["kepala"]).update(official=head)
    with pytest.raises(Refused, match="nomor dan tanggal surat"):
        pass_all(people["kepala"], people["admin"], heir, capacity="Plt.")
    pass_all(
        people["kepala"], people["admin"], heir, capacity="Plt.", order_number="9", order_date=TODAY
    )
    head.refresh_from_db()
    assert head.until == TODAY - timedelta(1)
    new = Official.objects.on(TODAY).get(office=Office.UNIT_HEAD, unit=unit)
    assert (new.name, new.capacity, new.user) == ("Budi Santoso", "Plt.", heir)
    seat = heir.memberships.get(role=Role.OPD_HEAD)
    assert seat.state == SeatState.PENDING
    assert Role.OPD_HEAD in again(people["kepala"]).roles
    granting.decide_seat(seat.pk, people["kabag"], is_given=True)
    assert Role.OPD_HEAD in again(heir).roles
    ending = AccountProposal.objects.get(kind=AccountProposal.Kind.END)
    granting.decide_about(ending.pk, people["kabag"], is_given=True)
    assert Role.OPD_HEAD not in again(people["kepala"]).roles


def test_who_may_hand_over_for_whom(people, leaver, heir, stranger):
    kepala, staf = people["kepala"], people["staf"]
    assert not why_not_hand_over(people["admin"], leaver)
    assert not why_not_hand_over(kepala, staf)
    assert why_not_hand_over(kepala, stranger)
    assert why_not_hand_over(kepala, people["kabag"]), "a leading seat is the administrator's"
    assert why_not_hand_over(staf, leaver)
    assert why_not_hand_over(people["admin"], people["admin"])
    with pytest.raises(Refused, match="orang lain"):
        pass_all(staf, kepala, stranger)
    with pytest.raises(Refused, match="administrator"):
        pass_all(staf, kepala, heir, ends_account=True)
    assert Role.OPD in again(staf).roles


def test_the_page_lists_it_asks_who_one_is_and_ends_the_account(people, leaver, heir, client):
    client.force_login(people["admin"])
    address = reverse("serah-tugas-orang", args=[leaver.pk])
    page = client.get(address)
    assert "Verifikator Bagian Kerja Sama" in folded(page.content.decode())
    seen = mark_of(find_held(leaver))
    sent = {"successor": heir.pk, "since": "24/11/2026", "seen": seen, "ends_account": "on"}
    stale = client.post(address, sent | {"seen": "basi"})
    assert "berubah sejak halaman dibuka" in stale.content.decode()
    assert f'value="{seen}"' in stale.content.decode(), "who looked again may go on"
    too_early = client.post(address, sent | {"since": "23/11/2026"})
    assert "tidak boleh sebelum hari ini" in too_early.content.decode()
    later = client.post(address, sent | {"since": "25/11/2026"})
    assert "pada harinya" in later.content.decode()
    assert again(leaver).is_active
    done = client.post(address, sent)
    row = TaskHandover.objects.get()
    assert done.url == reverse("serah-tugas-rinci", args=[row.pk])
    assert not again(leaver).is_active
    client.force_login(heir)
    assert "Budi Santoso" in client.get(done.url).content.decode()
    client.force_login(people["tkksd"])
    assert client.get(done.url).status_code == 404


def test_the_handover_is_asked_for_anew_after_some_minutes(people, leaver, client, time_machine):
    client.force_login(people["admin"])
    address = reverse("serah-tugas-orang", args=[leaver.pk])
    client.get(address)
    time_machine.move_to("2026-11-24 09:10+08:00", tick=False)
    assert client.post(address, {}).status_code == 403


def test_the_berita_acara_names_both_and_each_line(people, leaver, heir):
    Unit.objects.update(address="")
    row = pass_all(leaver, people["admin"], heir, note="Arsip kertas di lemari 3.")
    paper.render_handover(row.pk)
    row.refresh_from_db()
    assert row.is_ready, row.error
    told = paper.context_of(row)
    assert (told["giver"].name, told["taker"].name) == ("Ratna Wulandari", "Budi Santoso")
    assert "Verifikator" in told["giver"].place
    assert (told["second"], told["office"]) == (UNIT, None), "the unit has no address of its own"
    assert [group.title for group in told["groups"]][0] == "Peran dan jabatan"


def test_what_is_held_costs_the_same_questions_however_much_it_is(make_agreement, people, leaver):
    def cost() -> int:
        person = again(leaver)
        with CaptureQueriesContext(connection) as queries:
            find_held(person)
        return len(queries)

    name_liaison(lent_to(make_agreement, people, "Ratna Wulandari"), "Ratna Wulandari")
    alone = cost()
    for _ in range(2):
        name_liaison(lent_to(make_agreement, people, "Ratna Wulandari"), "Ratna Wulandari")
    assert cost() == alone
    assert HandoverLine.objects.count() == 0
