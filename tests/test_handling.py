"""Who handles a case: named by the head of the Bagian or of the OPD, told, shown, passed on."""

from datetime import timedelta
from urllib.parse import urlencode

import pytest
from django.urls import reverse
from django.utils import timezone

from agreements.models import Agreement, Assignment, Desk, State
from agreements.models.event import LogAction
from agreements.monitoring.assigning import assign, plan_assignment
from agreements.monitoring.handing_over.handing import Wish, hand_over
from agreements.monitoring.handing_over.holding import find_held, mark_of
from agreements.monitoring.leadership.workload import loads_of_office
from agreements.pages.case.head import handlers_of_case
from kerjasama.accounts.models import Membership, Role, Unit, User
from kerjasama.notices.models import Delivery, Notice
from kerjasama.notices.rounds import update_all_notices

from .conftest import somebody, until_holder
from .registers import opened

pytestmark = pytest.mark.usefixtures("blank_papers")
UNIT = "Dinas Komunikasi dan Informatika"


@pytest.fixture
def case(make_agreement):
    """A case that waits for the head of the OPD."""
    return until_holder(make_agreement(title="Klinik hewan"), "OPD_HEAD")


@pytest.fixture
def kabag(people, signed_in):
    return signed_in(people["kabag"])


def office(person: User) -> str:
    return f"bagian-{person.pk}"


def address(*cases, **more):
    chosen = [("pilih", case.pk) for case in cases]
    return f"{reverse('tugaskan-daftar')}?{urlencode([*chosen, *more.items()])}"


def name(client, *cases, orang, words=""):
    where = address(*cases, orang=orang)
    keys = client.get(where).context["page"].keys
    return client.post(where, {"pesan": words, "pilih": keys})


def messages_to(person):
    return Notice.objects.filter(user=person, key__startswith="penugasan/")


def again(person: User) -> User:
    return User.objects.get(pk=person.pk)


class TestNaming:
    def test_the_preview_says_who_gets_what_and_writes_nothing(self, case, people, kabag):
        page = kabag.get(address(case, orang=office(people["verifikator"]))).context["page"]
        (row,) = page.rows
        assert (row.title, row.former, row.person) == ("Klinik hewan", "-", "verifikator")
        assert page.verb == "Tugaskan kerja sama ini kepada verifikator"
        assert not Assignment.objects.exists()

    def test_the_person_is_told_and_the_history_says_so(self, case, people, kabag):
        answer = name(kabag, case, orang=office(people["verifikator"]), words="Prioritas Bupati.")
        assert answer.url == reverse("daftar")
        event = case.events.get(action=LogAction.ASSIGNED)
        assert event.title == "Ditugaskan kepada verifikator, Bagian Kerja Sama"
        assert event.by == people["kabag"] and event.reason == "Prioritas Bupati."
        notice = messages_to(people["verifikator"]).get()
        assert notice.subject == "Anda ditugaskan menangani Klinik hewan"
        assert notice.text == "Prioritas Bupati.\nOleh kabag."
        assert notice.url == reverse("kerja-sama", args=[case.pk])

    def test_another_takes_over_and_both_are_told(self, case, people, kabag):
        other = somebody("verifikator-2", Unit.objects.get(name=UNIT), Role.VERIFIER)
        name(kabag, case, orang=office(people["verifikator"]))
        name(kabag, case, orang=office(other))
        assert case.assignments.get().person == other
        told = messages_to(people["verifikator"]).latest("pk")
        assert told.subject == "Tidak lagi Anda tangani: Klinik hewan"
        assert "Kini ditangani verifikator-2." in told.text

    def test_nobody_is_named_and_the_case_is_free_again(self, case, people, kabag):
        name(kabag, case, orang=office(people["verifikator"]))
        name(kabag, case, orang="bagian-0")
        assert not case.assignments.exists()
        assert (
            case.events.get(action=LogAction.RELIEVED).title == "Tidak lagi ditangani verifikator"
        )

    def test_many_are_one_message(self, case, make_agreement, people, kabag):
        others = [make_agreement(title=f"Sekolah {number}") for number in range(2)]
        name(kabag, case, *others, orang=office(people["verifikator"]))
        notice = messages_to(people["verifikator"]).get()
        assert notice.subject == "Anda ditugaskan menangani 3 kerja sama"
        assert notice.url.endswith("?penangan=saya")

    def test_the_head_of_an_opd_names_his_own_people_for_his_own_cases(
        self, case, people, signed_in, stranger
    ):
        kepala = signed_in(people["kepala"])
        page = kepala.get(reverse("tugaskan", args=[case.pk])).context["page"]
        assert set(page.handler.people) == {
            f"opd-{people['staf'].pk}", f"opd-{people['kepala'].pk}", "opd-0",
        }  # fmt: skip
        name(kepala, case, orang=f"opd-{people['staf'].pk}")
        assert handlers_of_case(case) == f"staf ({UNIT})"
        foreign = address(case, orang=f"opd-{stranger.pk}")
        assert kepala.post(foreign, {"pilih": case.pk}).status_code == 422

    def test_the_head_of_another_opd_sees_nothing_of_it(self, case, stranger, signed_in):
        Membership.objects.create(
            user=stranger, role=Role.OPD_HEAD, unit=stranger.memberships.get().unit
        )
        client = signed_in(again(stranger))
        assert client.get(reverse("tugaskan", args=[case.pk])).status_code == 404
        assert client.get(address(case)).context["page"].lost == 1

    def test_both_desks_have_a_person_of_their_own(self, case, people, signed_in, kabag):
        name(kabag, case, orang=office(people["verifikator"]))
        name(signed_in(people["kepala"]), case, orang=f"opd-{people['staf'].pk}")
        assert handlers_of_case(case) == f"verifikator (Bagian Kerja Sama) dan staf ({UNIT})"
        page = kabag.get(reverse("kerja-sama", args=[case.pk])).content.decode()
        assert "Ditangani oleh" in page and "Tugaskan</a>" in page


class TestWhoMayNotHandleIt:
    def why(self, people, case, person):
        plan = plan_assignment(people["kabag"], [case], Desk.OFFICE, person)
        return [row.why for row in plan.left]

    def test_whoever_wrote_the_content_does_not_verify_it(self, make_agreement, people):
        case = until_holder(make_agreement(), "VERIFIER")
        Membership.objects.create(
            user=people["staf"], role=Role.VERIFIER, unit=Unit.objects.get(name=UNIT)
        )
        (why,) = self.why(people, case, again(people["staf"]))
        assert "ikut menyusun isi ini" in why and "norma setempat" in why
        assert self.why(people, case, people["verifikator"]) == []

    def test_whoever_has_no_seat_there(self, case, people):
        (why,) = self.why(people, case, people["hukum"])
        assert why == "hukum tidak bertugas di unit yang menangani kerja sama ini."

    def test_a_case_that_was_given_up_is_left_out(self, case, people):
        Agreement.objects.filter(pk=case.pk).update(state=State.REJECTED, holders=[])
        case.refresh_from_db()
        assert self.why(people, case, people["verifikator"]) == ["Kerja sama ini sudah dihentikan."]


@pytest.fixture
def assigned(case, people):
    """The case, handled by the verifikator."""
    assign(people["kabag"], [case.pk], Desk.OFFICE, people["verifikator"], "")
    return case


class TestEnding:
    @pytest.mark.parametrize(("days", "handles"), [(1, True), (0, False), (-1, False)])
    def test_it_ends_with_the_seat(self, assigned, people, days, handles):
        over_on = timezone.localdate() + timedelta(days)
        Membership.objects.filter(user=people["verifikator"]).update(over_on=over_on)
        assert bool(handlers_of_case(assigned)) is handles

    def test_a_handover_passes_it_on_with_the_seat(self, assigned, people):
        heir = somebody("penerus", Unit.objects.get(name=UNIT), Role.LEADERSHIP)
        held = find_held(people["verifikator"])
        wish = Wish(heir, timezone.localdate())
        row = hand_over(people["verifikator"].pk, people["admin"], wish, {}, mark_of(held))
        assert assigned.assignments.get().person == heir
        assert row.lines.get(sort="ditangani").outcome == "1 kini ditangani penerus"

    def test_a_handover_of_a_later_day_leaves_it_until_then(self, assigned, people):
        heir = somebody("penerus", Unit.objects.get(name=UNIT), Role.LEADERSHIP)
        held = find_held(people["verifikator"])
        wish = Wish(heir, timezone.localdate() + timedelta(10))
        row = hand_over(people["verifikator"].pk, people["admin"], wish, {}, mark_of(held))
        assert assigned.assignments.get().person == people["verifikator"]
        assert "1 tetap" in row.lines.get(sort="ditangani").outcome


class TestTelling:
    def told(self, case) -> set[str]:
        """To whom a message of the turn left."""
        update_all_notices()
        turns = Delivery.objects.filter(notice__key__startswith=f"giliran/{case.pk}/")
        return {row.user.username for row in turns.select_related("user")}

    @pytest.fixture
    def desk(self, people):
        """A colleague of the verifikator."""
        return somebody("verifikator-2", Unit.objects.get(name=UNIT), Role.VERIFIER)

    def test_who_handles_a_case_alone_is_told_of_its_turn(
        self, make_agreement, people, desk, signed_in
    ):
        case = make_agreement()
        assign(people["kabag"], [case.pk], Desk.OFFICE, people["verifikator"], "")
        until_holder(case, "VERIFIER")
        assert self.told(case) & {"verifikator", "verifikator-2"} == {"verifikator"}
        assert [row.case for row in tasks_of(signed_in(desk))] == [case.title]

    def test_all_are_told_where_nobody_handles_it_or_who_does_left(
        self, make_agreement, people, desk
    ):
        cases = [make_agreement(title=title) for title in ("Satu", "Dua")]
        assign(people["kabag"], [cases[1].pk], Desk.OFFICE, people["kabag"], "")
        Membership.objects.filter(user=people["kabag"]).update(over_on=timezone.localdate())
        for case in cases:
            until_holder(case, "VERIFIER")
            assert {"verifikator", "verifikator-2"} <= self.told(case)


class TestLooking:
    def test_the_list_shows_and_filters_it(self, assigned, make_agreement, people, kabag):
        make_agreement(title="Sekolah")
        lines = kabag.get(reverse("daftar")).context["register"].lines
        assert {line.title: line.handlers for line in lines} == {
            "Klinik hewan": "verifikator",
            "Sekolah": "",
        }
        for query, found in {
            f"petugas={people['verifikator'].pk}": ["Klinik hewan"],
            "penangan=tanpa-bagian": ["Sekolah"],
            "penangan=saya": [],
        }.items():
            page = kabag.get(f"{reverse('daftar')}?{query}").context["register"]
            assert [line.title for line in page.lines] == found, query
        chips = kabag.get(f"{reverse('daftar')}?petugas={people['verifikator'].pk}")
        assert chips.context["register"].chips[0].label == "Ditangani oleh: verifikator"

    def test_the_file_names_them(self, assigned, kabag):
        sheet = opened(kabag.get(f"{reverse('daftar')}?unduh=xlsx").content)
        head, row = sheet.iter_rows(values_only=True)
        assert row[head.index("Penangan")] == "verifikator"

    def test_ones_own_come_first_at_home(self, make_agreement, people, signed_in):
        first, second = (
            until_holder(make_agreement(title=title), "VERIFIER") for title in ("Satu", "Dua")
        )
        update_all_notices()
        client = signed_in(people["verifikator"])
        rows = tasks_of(client)
        assert [row.case for row in rows] == [first.title, second.title]
        assign(people["kabag"], [second.pk], Desk.OFFICE, people["verifikator"], "")
        rows = tasks_of(client)
        assert [row.case for row in rows] == ["Dua", "Satu"]
        assert [row.handled for row in rows] == ["Ditugaskan kepada Anda", ""]

    def test_the_load_of_each_person_counts_it(self, assigned):
        loads = {row.name: row.handled for row in loads_of_office(timezone.localdate())}
        assert loads == {"verifikator": 1, "kabag": 0}


def tasks_of(client):
    parts = client.get(reverse("beranda")).context["page"].parts
    return [row for part in parts for row in part.rows if row.case]
