"""The dasbor: what it counts, and that each figure opens exactly the list behind it."""

import re
from datetime import date, timedelta

import pytest
import time_machine
from django.core.cache import caches
from django.urls import reverse
from django.utils import timezone

from agreements.models import Agreement, Choice, Fulfilment, Report, ReportState
from agreements.monitoring.ending import deciding
from agreements.monitoring.implementation.indicators import indicators_of
from agreements.monitoring.leadership import figures
from agreements.monitoring.leadership.figures import Indicators, Outcome
from agreements.pages.leadership import decisions
from agreements.pages.leadership.leader_dashboard import build_leader_dashboard
from agreements.pages.leadership.office_dashboard import build_office_dashboard
from agreements.pages.leadership.oversight_dashboard import build_oversight_dashboard
from agreements.pages.leadership.unit_dashboard import build_unit_dashboard

from .conftest import signed_at_once
from .listed import pages_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def august():
    with time_machine.travel("2026-08-10 09:00+08:00", tick=False):
        yield


@pytest.fixture
def in_force(make_agreement, people):
    """A case signed so many days ago that ends so many days from now."""

    def make(track="ksdpk-daerah", ago=300, ends_in=400, **fields):
        case, today = (
            signed_at_once(make_agreement(track, **fields), people["verifikator"]),
            timezone.localdate(),
        )
        ends = today + timedelta(ends_in)
        Agreement.objects.filter(pk=case.pk).update(
            effective_on=today - timedelta(ago), expires_on=ends, ends_on=ends, term_key=""
        )
        return Agreement.objects.get(pk=case.pk)

    return make


@pytest.fixture
def dashboard(people, signed_in):
    def show(name="bupati"):
        caches["local"].clear()
        return signed_in(people[name]).get(reverse("dasbor-angka")).context

    return show


def figure(shown, heading, label):
    rows = dict(shown["figures"])[heading]
    return next(row for row in rows if row.label == label)


def report_on(case, person, period=date(2026, 1, 1), state=ReportState.ACCEPTED, **realised):
    """A report that measured the indicators of the case, by name."""
    rows = [
        {
            "id": i.pk,
            "name": i.name,
            "unit": i.unit,
            "baseline": str(i.baseline),
            "target": str(i.target),
            "realised": realised.get(i.name, ""),
        }
        for i in case.indicators.all()
    ]
    told = {"submitted_by": person, "submitted_at": timezone.now(), "judged_at": timezone.now()}
    return Report.objects.create(
        agreement=case,
        duty_code="ksdpk-semester",
        period=period,
        state=state,
        indicators=rows,
        **told,
    )


def test_each_figure_opens_exactly_its_list(in_force, make_agreement, people, signed_in, dashboard):
    make_agreement()
    for days in (10, 30, 31, 75, 150):
        in_force(ends_in=days)
    awake = in_force(ago=5)
    awake.activities.create(name="Pelatihan", year=2026)
    report_on(awake, people["staf"], **{"Waktu layanan informasi": "4"})
    clients = {name: signed_in(people[name]) for name in ("bupati", "staf")}
    for name, client in clients.items():
        shown = dashboard(name)
        rows = [row for _, figures_ in shown["figures"] for row in figures_]
        assert len(rows) > 10 and sum(row.count for row in rows) > 20
        for row in rows:
            assert pages_of(client.get(row.address)).paginator.count == row.count, row
        for row in shown["reports"]:
            late = pages_of(client.get(f"{row.address}&status=terlambat")).paginator.count
            due = pages_of(client.get(f"{row.address}&status=belum")).paginator.count
            assert (late, due) == (row.late, row.due)
        for bar, _ in shown["signature_times"]:
            assert (
                pages_of(client.get(f"{reverse('daftar')}?{bar.query}")).paginator.count
                == bar.count
            )
        planned = pages_of(client.get(reverse("daftar"), {"rencana": "tahun-ini"})).paginator.count
        assert planned == shown["realised"].agreements == 1


def test_what_ends_is_counted_once_in_its_window(in_force, dashboard):
    for days in (0, 30, 31, 60, 61, 90, 91, 180, 181):
        in_force(ends_in=days)
    *windows, undecided = [row.count for row in dict(dashboard()["figures"])["Akan berakhir"]]
    assert windows == [2, 2, 2, 2] and undecided == 6  # those that end within 90 days


def test_running_and_sleeping_are_told_apart(in_force, dashboard):
    in_force(ago=5)
    in_force(ago=300)
    shown = dashboard()
    assert [row.count for row in dict(shown["figures"])["Sedang berlaku"]] == [1, 0, 1]


def test_reports_are_counted_by_opd_until_they_are_in(in_force, people, dashboard):
    case = in_force(ago=200)
    (row,) = dashboard()["reports"]
    assert (row.unit, row.late, row.due) == ("Dinas Komunikasi dan Informatika", 1, 0)
    Fulfilment.objects.create(
        agreement=case,
        duty_code="ksdpk-semester",
        period=date(2026, 1, 1),
        done_on=date(2026, 8, 1),
        by=people["staf"],
    )
    assert dashboard()["reports"] == [] and figure(dashboard(), "Laporan", "Terlambat").count == 0


def test_money_and_progress_are_set_against_the_plan_of_the_year(
    in_force, make_agreement, people, dashboard
):
    case, draft = in_force(), make_agreement()
    one = case.activities.create(
        name="Pelatihan", year=2026, amount_region=100_000_000, amount_partner=40_000_000
    )
    case.activities.create(name="Kajian", year=2026, amount_region=100_000_000)
    case.activities.create(name="Tahun depan", year=2027, amount_region=900_000_000)
    draft.activities.create(name="Belum ditandatangani", year=2026, amount_region=900_000_000)
    told = {"submitted_by": people["staf"], "submitted_at": timezone.now(), "output": "x"}
    for quarter, percent, state in (
        (1, 30, "diverifikasi"),
        (2, 60, "diverifikasi"),
        (3, 90, "diajukan"),
    ):
        case.progress.create(
            activity=one,
            quarter=quarter,
            percent=percent,
            amount_region=25_000_000,
            state=state,
            **told,
        )
    done = dashboard()["realised"]
    assert (done.agreements, done.activities, done.percent) == (1, 2, 30)
    assert [(m.label, int(m.planned), int(m.realised), m.percent) for m in done.sources] == [
        ("APBD", 200_000_000, 50_000_000, 25),
        ("Mitra", 40_000_000, 0, 0),
    ]
    assert done.total.percent == 21


def test_an_indicator_is_reached_in_the_direction_from_where_it_stood(in_force, people, signed_in):
    up, down, kept = (
        ("Cakupan", "persen", 40, 80),
        ("Waktu", "hari", 10, 5),
        ("Mutu", "skor", 80, 80),
    )
    for measured, expected in (
        ({"Cakupan": "80", "Waktu": "5.5", "Mutu": "85"}, (2, 1, 0)),
        ({"Cakupan": "79.9", "Waktu": "4", "Mutu": "79"}, (1, 2, 0)),
        ({}, (0, 0, 3)),
    ):
        case = in_force(indicators=[up, down, kept])
        report_on(case, people["staf"], **measured)
        counts = Indicators(Agreement.objects.filter(pk=case.pk)).by_outcome()
        assert (
            counts[Outcome.REACHED],
            counts[Outcome.MISSED],
            counts[Outcome.UNMEASURED],
        ) == expected
        assert sum(row.is_reached for row in indicators_of(case)) == expected[0]


def test_the_newest_accepted_report_that_measured_counts(in_force, people, signed_in):
    case = in_force(indicators=[("Waktu", "hari", 10, 5)])
    report_on(case, people["staf"], date(2025, 7, 1), Waktu="4")
    report_on(case, people["staf"], date(2026, 1, 1))
    report_on(case, people["staf"], date(2026, 7, 1), ReportState.SUBMITTED, Waktu="9")
    (row,) = Indicators(Agreement.objects.all())
    assert (row.outcome, row.realised, row.period) == (Outcome.REACHED, 4, date(2025, 7, 1))
    page = (
        signed_in(people["sekda"]).get(reverse("indikator"), {"hasil": "tercapai"}).content.decode()
    )
    assert case.title in page and "1 indikator" in page


def test_the_way_from_the_proposal_to_the_signature_is_a_median(in_force, dashboard):
    for days in (10, 20, 60):
        case = in_force(ago=0)
        Agreement.objects.filter(pk=case.pk).update(created_at=timezone.now() - timedelta(days))
    old = in_force(ago=0)
    Agreement.objects.filter(pk=old.pk).update(
        origin="lama", created_at=timezone.now() + timedelta(90)
    )
    ((bar, days),) = [
        row for row in dashboard()["signature_times"] if "jalur=ksdpk-daerah&" in row[0].query
    ]
    assert (bar.count, days) == (3, 20)


def test_figures_kept_in_memory_follow_what_happens(in_force, people, dashboard):
    from agreements.monitoring.implementation import work_plans

    case = in_force(ago=5)
    assert figures.sum_realised(Agreement.objects.all(), 2026).activities == 0
    work_plans.save_plan(
        case.pk,
        people["staf"],
        0,
        lambda row: row.activities.create(name="Pelatihan", year=2026),
        "",
    )
    assert figures.sum_realised(Agreement.objects.all(), 2026).activities == 1


class TestOfLeaders:
    @pytest.fixture
    def leader(self, people):
        def build(name="bupati"):
            caches["local"].clear()
            return build_leader_dashboard(people[name])

        return build

    def test_every_number_opens_exactly_its_list(
        self, in_force, make_agreement, people, signed_in, leader
    ):
        make_agreement()
        make_agreement(at="penawaran")
        for days in (10, 31, 150, 400):
            in_force(ends_in=days, ago=200)
        for name in ("bupati", "sekda", "pimpinan"):
            page = leader(name)
            rows = lists_of_leader(page)
            assert len(rows) > 12 and sum(row.count for row in rows) > 20
            assert_each_opens_its_list(signed_in(people[name]), rows)

    def test_the_sentence_says_what_holds_waits_and_ends(self, in_force, leader):
        in_force(ends_in=400), in_force(ends_in=40)
        said = " ".join(f"{row.shown} {row.words}" for row in leader().summary)
        assert said == (
            "2 kerja sama berlaku; tidak ada yang perlu keputusan Anda; 1 berakhir sebelum"
            " Maret 2027."
        )

    def test_the_ends_that_sekda_is_to_decide_stand_under_the_decisions(self, in_force, leader):
        case = in_force(ends_in=60)
        (line,) = leader("sekda").decisions.lines
        assert case.title in line.title and line.days.tone == "is-late"
        assert leader("bupati").decisions.count == 0

    @pytest.mark.parametrize("place", [0, -1])
    def test_of_many_cases_those_longest_overdue_stand_first(
        self, place, make_agreement, leader, monkeypatch
    ):
        monkeypatch.setattr(decisions, "MOST_LINES", 1)
        cases = [make_agreement(at="penawaran", title=f"Kerja sama {n}") for n in range(5)]
        held = Agreement.objects.filter(pk__in=[case.pk for case in cases])
        held.update(holders=["SEKDA"], term_from=date(2026, 8, 7))
        held.filter(pk=cases[place].pk).update(term_from=date(2026, 1, 5))
        (line,) = leader("sekda").decisions.lines
        assert cases[place].title in line.title and line.days.tone == "is-late"

    def test_figures_are_set_against_the_end_of_the_last_quarter(self, in_force, leader):
        in_force(ago=300), in_force(ago=300), in_force(ago=10)
        holds, *_ = leader().headlines
        assert (holds.value, holds.change, holds.since) == ("3", "+1", "sejak akhir triwulan II")

    def test_rupiah_are_set_against_what_was_verified_by_then(self, in_force, people, leader):
        case = in_force()
        plan = case.activities.create(name="Pelatihan", year=2026, amount_region=100_000_000)
        told = {"submitted_by": people["staf"], "submitted_at": timezone.now(), "output": "x"}
        for quarter, month in ((1, 4), (2, 7)):
            case.progress.create(
                activity=plan,
                quarter=quarter,
                percent=50,
                amount_region=20_000_000,
                state="diverifikasi",
                judged_at=timezone.now().replace(month=month),
                **told,
            )
        *_, money = leader().headlines
        assert (money.value, money.change) == ("40", "+20 poin")

    def test_months_show_what_ends_and_open_it(self, in_force, people, signed_in, leader):
        for days in (10, 11, 40):
            in_force(ends_in=days)
        august, september, *_ = [drawn.column for drawn in leader().months.timeline.columns]
        assert (august.below, september.below) == (2, 1)
        shown = signed_in(people["bupati"]).get(august.below_address).context["page"]
        assert shown.paginator.count == 2

    def test_places_are_read_from_the_location_and_the_partner(
        self, in_force, people, signed_in, leader
    ):
        for lokasi in (
            "Kecamatan Tenggarong Seberang",
            "Tenggarong, Sanga-Sanga, dan Kota Bangun Darat",
            "Kabupaten Kutai Kartanegara",
            "Enam desa",
        ):
            in_force(lokasi=lokasi)
        page = leader().places
        counts = {tile.place.name: tile.count for tile in page.tiles if tile.count}
        assert counts == {
            "Tenggarong Seberang": 1,
            "Tenggarong": 1,
            "Sanga Sanga": 1,
            "Kota Bangun Darat": 1,
        }
        assert [row.count for row in page.unplaced] == [1, 1]
        client = signed_in(people["bupati"])
        for row in [*page.ranked, *page.unplaced]:
            assert pages_of(client.get(row.address)).paginator.count == row.count, row

    def test_the_page_draws_each_chart_with_its_words(self, in_force, people, signed_in):
        in_force(ends_in=20)
        page = signed_in(people["bupati"]).get(reverse("dasbor")).content.decode()
        charts = re.findall(r'<svg\s+class="chart.*?</svg>', page, re.S)
        assert all("<title" in drawn and "<desc" in drawn for drawn in charts)
        assert page.count("Lihat sebagai tabel") == len(charts) == 2


def lists_of_leader(page):
    """Every number that opens a list."""
    rows = [page.summary[0], page.summary[-1], *page.decisions.lists, *page.risk_lists]
    rows += [stage.cases for stage in page.stages] + page.road_lists + page.indicator_lists
    return [*rows, page.months.ends]


def lists_of_office(page):
    """Every number that opens a list."""
    rows = [age.cases for age in page.ages] + [holder.late for holder in page.holders]
    return [*page.summary, page.on_their_way, *rows, *page.risk_lists]


def lists_of_unit(page):
    """Every number that opens a list."""
    rows = [*page.summary, *page.promise_lists, *page.running_lists, *page.end_lists]
    return [*rows, *page.indicator_lists, page.months.ends]


def lists_of_oversight(page):
    """Every number that opens a list."""
    rows = [*page.summary, *page.held_lists, *page.risk_lists, *page.road_lists]
    return [*rows, *(stage.cases for stage in page.stages), page.months.ends]


def assert_each_opens_its_list(client, rows):
    for row in rows:
        shown = pages_of(client.get(row.address))
        assert shown.paginator.count == row.count, row


class TestOfTheBagian:
    @pytest.fixture
    def office(self, people):
        def build(name="kabag"):
            caches["local"].clear()
            return build_office_dashboard(people[name])

        return build

    def test_every_number_opens_exactly_its_list(
        self, in_force, make_agreement, people, signed_in, office
    ):
        make_agreement(), make_agreement(at="penawaran"), in_force()
        with time_machine.travel("2026-10-10 09:00+08:00", tick=False):
            make_agreement()
            page = office()
            assert page.summary[0].count == 2 and page.on_their_way.count == 3
            assert_each_opens_its_list(signed_in(people["verifikator"]), lists_of_office(page))

    def test_cases_are_told_by_the_working_days_in_their_stage(self, make_agreement, office):
        today = timezone.now()
        for days in (0, 8, 14, 100):  # from Monday back: 5 working days a week, 17 August is off
            case = make_agreement()
            Agreement.objects.filter(pk=case.pk).update(stage_entered_at=today - timedelta(days))
        assert [age.cases.count for age in office().ages] == [1, 2, 0, 0, 1]

    def test_days_are_borne_by_whoever_held_the_case(self, make_agreement, people, office):
        case = make_agreement()
        start = timezone.now()
        case.clocks.all().delete()
        for owner, first, last in (("OPD", 0, 30), ("VERIFIER", 30, None)):
            case.clocks.create(
                track_code=case.track_code,
                stage_code=case.stage_code,
                owner=owner,
                started_at=start + timedelta(first),
                ended_at=last and start + timedelta(last),
            )
        with time_machine.travel(start + timedelta(40), tick=False):
            assert [(row.name, row.days, row.percent) for row in office().holders] == [
                ("Staf OPD", "30", 75),
                ("Verifikator Bagian Kerja Sama", "10", 25),
            ]

    def test_each_person_of_the_bagian_is_told_with_what_was_done(self, in_force, people, office):
        case = in_force(ends_in=60)
        deciding.decide_on_end(case.pk, people["kabag"], Choice.EXTEND, "Layanan terus perlu.", 0)
        loads = sorted((load.acts, load.cases) for load in office().people)
        assert len(loads) >= 2 and loads[-1] == (1, 1)


class TestOfWhoeverExamines:
    def test_it_begins_with_what_waits_for_the_reader_and_each_number_opens_its_list(
        self, in_force, make_agreement, people, signed_in
    ):
        held = make_agreement()
        Agreement.objects.filter(pk=held.pk).update(holders=["LEGAL"])
        in_force(ends_in=50)
        caches["local"].clear()
        page = build_oversight_dashboard(people["hukum"])
        assert page.summary[1].count == 1 and [line.title for line in page.held] == [held.title]
        assert_each_opens_its_list(signed_in(people["hukum"]), lists_of_oversight(page))


class TestOfAnOpd:
    def test_every_number_opens_exactly_its_list_and_nothing_of_others_counts(
        self, in_force, make_agreement, people, signed_in
    ):
        case = in_force(ago=300, ends_in=50)
        make_agreement()
        caches["local"].clear()
        page = build_unit_dashboard(people["staf"])
        assert [line.title for line in page.ends] == [case.title]
        assert page.promises and page.running
        assert_each_opens_its_list(signed_in(people["staf"]), lists_of_unit(page))

    def test_the_page_of_each_role_is_its_own(self, people, signed_in):
        said = {
            "bupati": "Keputusan Anda",
            "kabag": "Umur berkas di tahapnya",
            "staf": "Kewajiban dan laporan",
            "hukum": "Menunggu Anda",
            "admin": "Di mana tersendat",
        }
        for name, words in said.items():
            assert words in signed_in(people[name]).get(reverse("dasbor")).content.decode()
