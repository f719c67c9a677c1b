"""Home: what waits for a person by urgency, what lies open beside it, and what waits for others."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import resolve, reverse
from django.utils import timezone

from agreements.models import Agreement, NumberSeries
from agreements.models.number import NumberStart
from agreements.pages.days import find_week, tell_days_left
from agreements.pages.home import queue
from agreements.pages.home.page import Asked, build_home_page, build_open_task
from agreements.pages.home.peek import find_gap_address
from agreements.regulations import catalogue
from agreements.regulations.vocabulary import RequirementKind
from agreements.workflow.deadlines import Calendar
from kerjasama.accounts.models import Membership, Official, Role, Unit, User
from kerjasama.notices import rounds
from kerjasama.notices.models import Kind, Notice

from .conftest import in_office, until_holder
from .home import settle_at_home

pytestmark = pytest.mark.usefixtures("blank_papers")


def tell(user: User, due_on: date | None = None, key: str = "laporan/1", **more) -> Notice:
    """A task of this person with its last day."""
    told = {"subject": "Nilai laporan", "kind": Kind.TASK, "url": "/", "created_at": timezone.now()}
    return Notice.objects.create(user=user, key=key, due_on=due_on, **told | more)


def part_of(user: User, code: str) -> tuple[int, int]:
    """(count, rows) of one part of this person's queue."""
    page = build_home_page(user, Asked())
    (part,) = [part for part in page.parts if part.code == code]
    return part.count, len(part.rows)


class TestQueue:
    def test_each_task_stands_in_one_part_by_its_last_day(self, people):
        user, today = people["verifikator"], timezone.localdate()
        week = find_week(today)
        days = [today - timedelta(1), today, week.last_day, week.last_day + timedelta(1), None]
        for number, day in enumerate(days):
            tell(user, day, key=f"laporan/{number}")
        page = build_home_page(user, Asked())
        assert [part.count for part in page.parts] == [1, 2, 2]
        assert page.count == Notice.objects.work_of(user).count() == 5

    def test_the_most_pressing_task_comes_first_and_lies_open(self, people):
        user, today = people["verifikator"], timezone.localdate()
        tell(user, today - timedelta(1), subject="Nilai laporan kedua")
        tell(user, today - timedelta(9), key="laporan/2", subject="Nilai laporan pertama")
        page = build_home_page(user, Asked())
        assert [row.act for row in page.parts[0].rows] == [
            "Nilai laporan pertama",
            "Nilai laporan kedua",
        ]
        assert page.peek.act == "Nilai laporan pertama"
        assert page.peek.days.words == "Lewat 9 hari"

    def test_a_long_part_says_how_many_more_there_are_and_opens_alone(self, people, signed_in):
        user = people["verifikator"]
        for number in range(10):
            tell(user, key=f"laporan/{number}")
        count, rows = part_of(user, "nanti")
        assert count == 10 > rows
        page = signed_in(user).get(reverse("beranda"), {"bagian": "nanti"}).context["page"]
        assert [len(part.rows) for part in page.parts] == [10]

    def test_a_long_part_that_stands_alone_is_read_sheet_by_sheet(
        self, people, signed_in, monkeypatch
    ):
        monkeypatch.setattr(queue, "ALL", 2)
        for number in range(3):
            tell(people["verifikator"], key=f"laporan/{number}")
        answer = signed_in(people["verifikator"]).get(reverse("beranda"), {"bagian": "nanti"})
        (part,) = answer.context["page"].parts
        assert len(part.rows) == 2 and not part.address
        shown = answer.content.decode()
        assert "Halaman 1 dari 2" in shown and "?bagian=nanti&amp;halaman=2" in shown
        asked = {"bagian": "nanti", "halaman": 2}
        answer = signed_in(people["verifikator"]).get(reverse("beranda"), asked)
        (part,) = answer.context["page"].parts
        assert len(part.rows) == 1

    def test_what_no_near_day_ends_steps_back_behind_a_full_queue(self, people):
        user, today = people["verifikator"], timezone.localdate()
        for number in range(6):
            tell(user, today, key=f"laporan/{number}")
        later = tell(user, key="laporan/nanti")
        assert not any(part.is_folded for part in build_home_page(user, Asked()).parts)
        tell(user, today, key="laporan/lagi")
        page = build_home_page(user, Asked())
        assert [part.code for part in page.parts if part.is_folded] == ["nanti"]
        opened = build_home_page(user, Asked(task=later.pk))
        assert not any(part.is_folded for part in opened.parts), "the open task is not hidden"
        assert not build_home_page(user, Asked(part="nanti")).parts[0].is_folded

    def test_the_term_of_a_stage_is_the_last_day_of_its_task(self, make_agreement, people):
        case = make_agreement(at="penawaran")
        rounds.update_all_notices()
        task = Notice.objects.filter(about=f"kasus/{case.pk}", key__startswith="giliran/").first()
        assert task.due_on == Calendar().of(case, timezone.localdate()).due

    def test_a_row_says_the_act_the_case_and_whose_it_is(self, make_agreement, people):
        case = make_agreement()
        rounds.update_all_notices()
        page = build_home_page(people["staf"], Asked())
        (row,) = [row for part in page.parts for row in part.rows]
        assert row.case == case.title and case.title not in row.act
        assert str(case.owner) in row.parties

    def test_a_case_that_waits_for_nobody_waits_for_no_other_person(self, make_agreement, people):
        case = make_agreement()
        Agreement.objects.filter(pk=case.pk).update(holders=[])
        assert build_home_page(people["verifikator"], Asked()).waiting.count == 0


def test_many_tasks_cost_no_more_queries_than_one(make_agreement, people):
    def cost() -> int:
        rounds.update_all_notices()
        with CaptureQueriesContext(connection) as queries:
            page = build_home_page(User.objects.get(username="staf"), Asked())
        assert page.count
        return len(queries)

    make_agreement()
    few = cost()
    for _ in range(4):
        make_agreement()
    assert cost() == few


class TestUnit:
    def test_a_head_also_sees_what_waits_for_the_unit(self, people):
        head = people["kabag"]
        unit = head.memberships.get().unit
        for name in ("verifikator", "hukum"):
            Membership.objects.filter(user=people[name]).update(unit=unit)
            tell(people[name])
        tell(people["verifikator"], key="laporan/2")
        page = build_home_page(head, Asked(scope="unit"))
        assert [(chip.title, chip.count) for chip in page.scopes] == [
            ("Tugas saya", 0),
            ("Unit saya", 2),
        ]
        rows = [row for part in page.parts for row in part.rows]
        assert {row.verb for row in rows} == {"Buka"}
        names = " dan ".join(sorted(str(people[name]) for name in ("verifikator", "hukum")))
        assert [row.people for row in rows] == [f"Tugas {names}", f"Tugas {people['verifikator']}"]

    def test_a_part_of_the_unit_leads_back_to_all_of_the_unit(self, people, signed_in):
        tell(people["staf"])
        asked = {"bagian": "nanti", "lingkup": "unit"}
        page = signed_in(people["kepala"]).get(reverse("beranda"), asked).context["page"]
        assert page.whole_address == reverse("beranda") + "?lingkup=unit"

    def test_what_the_head_has_too_is_shown_as_the_heads_own(self, people):
        head = people["kabag"]
        Membership.objects.filter(user=people["verifikator"]).update(
            unit=head.memberships.get().unit
        )
        for name in ("verifikator", "kabag"):
            tell(people[name])
        page = build_home_page(head, Asked(scope="unit"))
        assert [row.verb for part in page.parts for row in part.rows] == ["Nilai"]

    def test_the_head_of_an_opd_reads_nothing_about_the_cases_of_another(
        self, make_agreement, people, stranger
    ):
        head, other = people["kepala"], make_agreement()
        own = make_agreement(title="Kerja sama dinas sendiri")
        Agreement.objects.filter(pk=other.pk).update(owner=stranger.memberships.get().unit)
        hidden = tell(people["verifikator"], about=f"kasus/{other.pk}")
        tell(people["verifikator"], key="arsip/1")
        seen = tell(people["verifikator"], key="laporan/2", about=f"kasus/{own.pk}")
        page = build_home_page(head, Asked(scope="unit", task=hidden.pk))
        rows = [row.key for part in page.parts for row in part.rows]
        assert rows == [seen.pk]
        assert page.scopes[1].count == page.count == 1
        assert build_open_task(head, Asked(task=hidden.pk)) is None
        assert build_open_task(head, Asked(task=seen.pk)).case == own.title

    def test_a_unit_without_work_is_said_to_have_none(self, people, signed_in):
        answer = signed_in(people["kabag"]).get(reverse("beranda"), {"lingkup": "unit"})
        said = "Tidak ada yang menunggu tindakan unit Anda."
        assert answer.context["page"].summary == said
        assert f'<p class="card empty">{said}</p>' in answer.content.decode()

    def test_only_the_work_of_a_unit_lies_open_to_its_head(self, make_agreement, people):
        about = f"kasus/{make_agreement().pk}"
        told = tell(people["verifikator"], about=about, kind=Kind.COURSE, is_task=False)
        assert build_open_task(people["kepala"], Asked(task=told.pk)) is None

    def test_nobody_else_sees_the_queue_of_a_unit(self, people):
        tell(people["verifikator"])
        page = build_home_page(people["staf"], Asked(scope="unit"))
        assert page.scopes == () and page.count == 0


class TestOpenTask:
    def test_the_draft_of_an_opd_names_what_is_missing_and_where(self, make_agreement, people):
        case = make_agreement(latar_belakang="")
        rounds.update_all_notices()
        peek = build_home_page(people["staf"], Asked()).peek
        assert peek.case == case.title
        assert any("latar belakang" in gap.text for gap in peek.gaps)
        assert any(
            reverse("ubah", args=[case.pk, "rencana"])[:14] in gap.address for gap in peek.gaps
        )

    def test_htmx_gets_the_open_task_alone(self, people, signed_in):
        task = tell(people["verifikator"], subject="Nilai laporan semester")
        client = signed_in(people["verifikator"])
        answer = client.get(reverse("beranda"), {"tugas": task.pk}, headers={"HX-Request": "true"})
        page = answer.content.decode()
        assert "Nilai laporan semester" in page and "<html" not in page

    def test_nobody_opens_the_task_of_another(self, people, signed_in):
        task = tell(people["verifikator"], subject="Nilai laporan semester")
        answer = signed_in(people["staf"]).get(
            reverse("beranda"), {"tugas": task.pk}, headers={"HX-Request": "true"}
        )
        assert "Nilai laporan" not in answer.content.decode()

    def test_each_fact_of_each_track_leads_to_where_it_is_filled_in(self):
        for track in catalogue.TRACKS:
            case = Agreement(pk=1, parent_id=2, track_code=track.code, track_version=track.version)
            needs = [need for stage in track.stages for need in stage.requirements]
            for need in needs:
                if need.kind is RequirementKind.FACT:
                    address = find_gap_address(case, need, may_edit=True)
                    assert resolve(address.partition("#")[0]).url_name in ("ubah", "evaluasi")
                seen = find_gap_address(case, need, may_edit=False)
                assert seen == f"{reverse('kerja-sama', args=[1])}#syarat-{need.code}"

    def test_an_extension_without_an_evaluation_leads_to_it(self, signed, make_agreement, people):
        parent = signed("ksdd-sukarela")
        change = make_agreement("ksdd-perpanjangan", parent=parent, changed={"is_evaluated": False})
        rounds.update_all_notices()
        task = Notice.objects.work_of(people["staf"]).get(about=f"kasus/{change.pk}")
        peek = build_home_page(people["staf"], Asked(task=task.pk)).peek
        assert reverse("evaluasi", args=[parent.pk]) in [gap.address for gap in peek.gaps]

    def test_a_paper_bears_the_day_on_which_it_was_made_here(self, make_agreement, people):
        case = make_agreement(at="penawaran")
        case.documents.update(requested_at=datetime(2026, 1, 31, 20, tzinfo=UTC))
        task = tell(people["kabag"], about=f"kasus/{case.pk}")
        peek = build_open_task(people["kabag"], Asked(task=task.pk))
        assert peek.paper.made_on == date(2026, 2, 1)


class TestPromises:
    def test_an_opd_sees_what_it_carries_out(self, signed, people):
        case = signed()
        promises = build_home_page(people["staf"], Asked()).promises
        assert promises.count == 1 and promises.rows[0].case == case.title

    @pytest.mark.parametrize(
        "standing",
        [{"terminated": True}, {"effective_on": date(2027, 1, 1)}, {"stage_code": "penawaran"}],
    )
    def test_so_many_are_counted_as_their_list_shows(self, standing, signed, people, signed_in):
        case = signed()
        Agreement.objects.filter(pk=case.pk).update(**standing)
        promises = build_home_page(people["staf"], Asked()).promises
        listed = signed_in(people["staf"]).get(promises.address).context["register"].lines
        assert promises.count == len(listed)

    def test_the_office_has_the_dashboard_for_it(self, signed, people):
        signed()
        assert build_home_page(people["kabag"], Asked()).promises is None


class TestSettingUp:
    @staticmethod
    def open_steps(user) -> list[str]:
        checklist = build_home_page(user, Asked()).checklist
        return [step.title for step in checklist.steps if not step.is_done] if checklist else []

    def test_an_empty_office_is_told_what_to_set_up(self, db):
        admin = User.objects.create_user("pertama")
        unit = Unit.objects.create(name="Bagian Kerja Sama", valid_from=date(2020, 1, 1))
        Membership.objects.create(user=admin, unit=unit, role=Role.ADMIN)
        assert {
            "Profil daerah dan kop naskah",
            "Pengguna dan perannya",
            "Pejabat penanda tangan",
            "Nomor surat",
        } <= set(self.open_steps(admin))

    def test_the_list_ends_when_the_office_can_work(self, make_agreement, people):
        settle_at_home(address="Jalan Contoh Nomor 1")
        make_agreement(at="penawaran")
        Official.objects.all().delete()
        in_office()
        before = self.open_steps(people["kabag"])
        series = NumberSeries.objects.first() or NumberSeries.objects.create(code="X", title="X")
        NumberStart.objects.create(
            series=series, year=2026, first=12, by=people["kabag"], at=timezone.now()
        )
        assert set(before) <= {"Nomor surat", "Surel"}
        assert self.open_steps(people["kabag"]) == []

    def test_nobody_else_sees_it(self, people):
        assert build_home_page(people["staf"], Asked()).checklist is None


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 8, 3), "Lewat 2 hari"),
        (date(2026, 8, 5), "Hari ini"),
        (date(2026, 8, 6), "1 hari kerja"),
        (date(2026, 8, 10), "3 hari kerja"),
        (None, "Tanpa tenggat"),
    ],
)
def test_days_are_told_as_people_say_them(db, day, words):
    assert tell_days_left(day, date(2026, 8, 5), Calendar()).words == words


def test_the_week_that_is_planned_on_its_last_days_is_the_coming_one():
    assert find_week(date(2026, 8, 7)) == ("Minggu ini", date(2026, 8, 9))
    assert find_week(date(2026, 8, 8)) == ("Minggu depan", date(2026, 8, 16))


class TestDecision:
    """What waits for a leader, on one screen."""

    @pytest.fixture
    def for_sekda(self, make_agreement):
        case = make_agreement()
        until_holder(case, "SEKDA")
        rounds.update_all_notices()
        return Agreement.objects.get(pk=case.pk)

    def test_the_message_of_a_leader_leads_to_the_decision(self, for_sekda, people, signed_in):
        task = Notice.objects.work_of(people["sekda"]).get()
        there = signed_in(people["sekda"]).get(reverse("tugas-buka", args=[task.pk])).url
        assert there == reverse("putuskan", args=[for_sekda.pk])

    def test_it_tells_the_case_in_five_lines_with_the_act(self, for_sekda, people, signed_in):
        answer = signed_in(people["sekda"]).get(reverse("putuskan", args=[for_sekda.pk]))
        lines = dict(answer.context["decision"].lines)
        assert lines["Apa"] == for_sekda.title and str(for_sekda.partner) in lines["Dengan"]
        assert len(lines) <= 5
        code = answer.context["decision"].act.row.need.code
        assert reverse("penuhi", args=[for_sekda.pk, code]) in answer.content.decode()

    def test_whoever_has_nothing_to_decide_sees_the_case(self, for_sekda, people, signed_in):
        answer = signed_in(people["kabag"]).get(reverse("putuskan", args=[for_sekda.pk]))
        assert answer.url == reverse("kerja-sama", args=[for_sekda.pk])


def test_a_telephone_can_keep_the_program_among_its_own(client, db):
    manifest = client.get(reverse("manifest")).json()
    assert manifest["start_url"] == reverse("beranda")
    assert {icon["sizes"] for icon in manifest["icons"]} >= {"192x192", "512x512"}
