"""Before an agreement ends: who is told on which step, who decides, how it stands then, and what is
left to settle.
"""

from datetime import date, datetime, time, timedelta
from itertools import product

import pytest
from dateutil.relativedelta import relativedelta
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from agreements import insights
from agreements.models import (
    Agreement,
    Choice,
    Decision,
    InForce,
    Ladder,
    State,
    TermSetting,
    chain_is_intact,
)
from agreements.models.in_force import GROUPS, in_force_state_of
from agreements.monitoring.ending import deciding
from agreements.monitoring.ending.expiring import step_of
from agreements.regulations import catalogue, expiry
from agreements.workflow.deadlines import Calendar
from agreements.workflow.guarding import Refused
from kerjasama.accounts.models import Membership, Unit
from kerjasama.notices.models import Kind, Notice
from kerjasama.notices.rounds import update_all_notices

from .conftest import again, signed_at_once
from .reading import words_of

pytestmark = pytest.mark.usefixtures("blank_papers")
TODAY = date(2026, 3, 2)
OPD_AND_OFFICE = {"staf", "kepala", "verifikator", "kabag"}


@pytest.fixture(autouse=True)
def the_second_of_march(time_machine):
    time_machine.move_to("2026-03-02 09:00+08:00", tick=False)


@pytest.fixture
def ending(make_agreement, people):
    """A signed agreement that ends so many days from now."""

    def make(left: int, track="ksdpk-daerah", **fields):
        case = signed_at_once(make_agreement(track, **fields), people["verifikator"])
        end = timezone.localdate() + timedelta(left)
        case.evidence.update(
            decided_on=end + timedelta(1) - relativedelta(months=case.jangka_waktu_bulan)
        )
        settled = {"state": State.DONE, "holders": [], "term_key": "", "term_from": None}
        Agreement.objects.filter(pk=case.pk).update(
            effective_on=date(2022, 1, 1), expires_on=end, ends_on=end, **settled
        )
        return again(case)

    return make


def decide(
    case, user, choice=Choice.LAPSE, reason="Kebutuhan sudah terpenuhi.", act=deciding.decide_on_end
):
    newest = case.decisions.values_list("pk", flat=True).first() or 0
    return act(case.pk, user, choice, reason, newest)


def told(kind=Kind.EXPIRY, **more) -> dict[str, list[str]]:
    """Who was told, by step."""
    steps: dict[str, list[str]] = {}
    for key, name in (
        Notice.objects.filter(kind=kind, **more).order_by("pk").values_list("key", "user__username")
    ):
        steps.setdefault(key.rpartition("/")[2], []).append(name)
    return {step: sorted(names) for step, names in steps.items()}


def run() -> None:
    update_all_notices()


class TestTheLadder:
    @pytest.mark.parametrize(
        ("left", "step"),
        [(181, None), (180, 180), (91, 180), (90, 90), (8, 30), (7, 7), (1, 7), (0, 0), (-9, 0)],
    )
    def test_only_the_last_step_reached_counts(self, left, step):
        assert step_of(expiry.STEPS, left) == step

    def test_each_step_reaches_more_people_and_each_of_them_once(
        self, ending, people, time_machine
    ):
        Membership.objects.create(user=people["kabag"], role="SEKDA", unit=Unit.objects.first())
        Membership.objects.create(user=people["kabag"], role="OPD_HEAD", unit=Unit.objects.first())
        case = ending(180)
        for days in sorted(
            {step + around for step in expiry.STEPS for around in (1, 0, -1)}, reverse=True
        ):
            time_machine.move_to(
                datetime.combine(case.ends_on - timedelta(days), time(1)), tick=False
            )
            run()
            run()
        leaders = {"bupati", "pimpinan", "sekda"}
        assert told() == {
            **{step: sorted(OPD_AND_OFFICE) for step in ("180", "90", "60")},
            "30": sorted(OPD_AND_OFFICE | {"sekda"}),
            "7": sorted(OPD_AND_OFFICE | leaders),
            "0": sorted(OPD_AND_OFFICE | leaders),
        }
        assert set(told(done_at=None)) == {"0"}, "of what waits only the present step is shown"

    def test_missed_steps_and_a_late_record_bring_one_notice(self, ending, time_machine):
        ending(200)
        run()
        assert told() == {}
        time_machine.shift(timedelta(175))
        run()
        assert set(told()) == {"30"}
        time_machine.shift(timedelta(30))
        run()
        assert set(told()) == {"30", "0"}, "the end itself is told although nothing ran on that day"

    def test_what_ended_long_ago_is_told_to_nobody(self, ending):
        ending(-31)
        run()
        assert told() == {}

    def test_what_was_decided_is_told_no_further_but_what_was_left_to_end_on_its_day(
        self, ending, people, time_machine, django_capture_on_commit_callbacks
    ):
        lapsing, ended = ending(60), ending(60, title="Diakhiri")
        run()
        with django_capture_on_commit_callbacks(execute=True):
            decide(lapsing, people["kabag"])
        assert not Notice.objects.filter(
            key__startswith=f"masa-berlaku/{lapsing.pk}/", done_at=None
        ).exists()
        Agreement.objects.filter(pk=ended.pk).update(terminated=True)
        for _ in range(60):
            time_machine.shift(timedelta(10))
            run()
            if timezone.localdate() > lapsing.ends_on:
                break
        assert set(told()) == {"60", "0"}
        last = Notice.objects.filter(key__endswith="/0").first()
        assert lapsing.title in last.subject and "dibiarkan berakhir" in last.text

    def test_a_new_end_begins_a_new_ladder(self, ending):
        case = ending(30)
        run()
        Agreement.objects.filter(pk=case.pk).update(ends_on=case.ends_on + timedelta(60))
        run()
        assert set(told(done_at=None)) == {"90"} and set(told()) == {"30", "90"}

    def test_each_kind_of_naskah_has_the_steps_that_the_office_gives_it(self, ending, people):
        Ladder.objects.create(
            instrument="nota_kesepakatan", steps=[100, 45], changed_by=people["kabag"]
        )
        (
            ending(95, "sinergi", title="NK"),
            ending(95, title="PKS"),
            ending(260, "ksdpl-daerah", title="LN"),
        )
        run()
        assert {
            (n.subject.rpartition(": ")[2], n.key.rpartition("/")[2])
            for n in Notice.objects.filter(kind=Kind.EXPIRY)
        } == {
            ("NK", "100"),
            ("PKS", "180"),
            ("LN", "270"),
        }

    def test_another_opd_is_not_told(self, ending, stranger):
        ending(30)
        run()
        assert "staf-lain" not in {name for names in told().values() for name in names}


class TestTheDecision:
    def test_the_opd_recommends_the_kabag_decides_and_the_page_leads_on(
        self, ending, people, signed_in
    ):
        case = ending(80)
        staff, kabag = signed_in(people["staf"]), signed_in(people["kabag"])
        url = reverse("perubahan", args=[case.pk])
        assert "seharusnya paling lambat" in kabag.get(url).content.decode()
        staff.post(
            reverse("sarankan-masa-berlaku", args=[case.pk]),
            {"choice": "perpanjang", "reason": "Masih dibutuhkan.", "seen": 0},
        )
        page = kabag.get(url).content.decode()
        assert "Masih dibutuhkan." in page and "Putuskan" in page
        refused = kabag.post(
            reverse("putuskan-masa-berlaku", args=[case.pk]),
            {"choice": "perpanjang", "reason": "", "seen": 1},
        )
        assert (
            refused.status_code == 422 and 'value="perpanjang" selected' in refused.content.decode()
        )
        newest = case.decisions.get().pk
        done = kabag.post(
            reverse("putuskan-masa-berlaku", args=[case.pk]),
            {"choice": "perpanjang", "reason": "Setuju.", "seen": newest},
            follow=True,
        )
        assert (
            "Berlaku 1 Januari 2022 sampai" in done.content.decode()
            and "akan diperpanjang" in done.content.decode()
        )
        shown = staff.get(url).content.decode()
        assert (
            "Mulai perpanjangan" in shown
            and f"{reverse('ajukan', args=['ksdpk-perpanjangan'])}?kerja-sama={case.pk}" in shown
        )
        assert "Sarankan" not in shown and chain_is_intact(case)
        assert [event.title for event in case.events.order_by("-number")[:2]] == [
            "Keputusan masa berlaku: perpanjang",
            "Saran OPD tentang masa berlaku: perpanjang",
        ]

    def test_the_reason_of_a_decision_is_shown_as_it_was_typed(self, ending, people, signed_in):
        case = ending(80)
        decide(case, people["kabag"], Choice.EXTEND, "<script>alert(1)</script>")
        page = signed_in(people["staf"]).get(reverse("perubahan", args=[case.pk])).content.decode()
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
        assert "<script>alert(1)" not in page

    def test_a_later_decision_replaces_the_first_and_nothing_is_erased(self, ending, people):
        case = ending(80)
        first = decide(case, people["kabag"], Choice.EXTEND)
        with pytest.raises(Refused, match="sudah berlaku"):
            decide(case, people["sekda"], Choice.EXTEND)
        with pytest.raises(Refused, match="Isi sudah diubah"):
            deciding.decide_on_end(case.pk, people["sekda"], Choice.LAPSE, "Anggaran tidak ada.", 0)
        decide(case, people["sekda"], Choice.LAPSE, "Anggaran tidak ada.")
        assert deciding.current_decision_of(case) == Choice.LAPSE and case.decisions.count() == 2
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            Decision.objects.filter(pk=first.pk).update(reason="Lain")
        with pytest.raises(Refused, match="Keputusan sudah diambil"):
            decide(case, people["staf"], Choice.EXTEND, act=deciding.advise_on_end)

    @pytest.mark.parametrize("who", ["staf", "verifikator", "tkksd", "bupati", "pimpinan", "admin"])
    def test_nobody_else_decides(self, ending, people, who):
        with pytest.raises(Refused, match="Kepala Bagian"):
            decide(ending(80), people[who])

    @pytest.mark.parametrize(
        ("fields", "why"),
        [
            ({"ends_on": TODAY - timedelta(1)}, "sudah habis"),
            ({"terminated": True}, "sudah diakhiri"),
            ({"state": "ditolak"}, "ditolak"),
            ({"ends_on": None, "expires_on": None}, "belum ditandatangani"),
        ],
    )
    def test_only_what_is_in_force_is_decided_on(self, ending, people, fields, why):
        case = ending(80)
        Agreement.objects.filter(pk=case.pk).update(**fields)
        with pytest.raises(Refused, match=why):
            decide(case, people["kabag"])

    def test_it_is_an_open_task_until_decided_and_then_the_turn_of_who_carries_it_out(
        self, ending, people, make_agreement, time_machine, django_capture_on_commit_callbacks
    ):
        case = ending(179)
        run()
        assert tasks() == [("kabag", f"Putuskan masa berlaku: {case.title}")]
        time_machine.shift(timedelta(90))
        run()
        assert {who for who, _ in tasks()} == {"kabag", "sekda"}, "late, it is the Sekda's too"
        with django_capture_on_commit_callbacks(execute=True):
            decide(case, people["sekda"], Choice.EXTEND)
        assert tasks() == [("staf", f"Ajukan perpanjangan: {case.title}")]
        make_agreement("ksdpk-perpanjangan", parent=case)
        run()
        assert tasks() == []
        time_machine.shift(timedelta(70))
        run()
        assert {
            who for who, subject in tasks() if subject.startswith("Selesaikan perpanjangan")
        } == {"staf", "verifikator", "kabag"}

    def test_the_list_and_the_dashboard_count_what_is_due_and_undecided(
        self, ending, people, signed_in
    ):
        due, _, decided = (
            ending(90, title="Jatuh"),
            ending(91, title="Nanti"),
            ending(50, title="Sudah"),
        )
        ending(200, "ksdpl-daerah", title="Luar negeri"), ending(-1, title="Lewat")
        decide(decided, people["kabag"])
        kabag = signed_in(people["kabag"])
        rows = kabag.get(reverse("daftar"), {"tugas": "putusan"}).context["rows"]
        assert {case.title for case, *_ in rows} == {"Jatuh", "Luar negeri"} and due in [
            case for case, *_ in rows
        ]
        figures = [
            figure
            for _, group in kabag.get(reverse("dasbor-angka")).context["figures"]
            for figure in group
        ]
        assert (
            insights.Figure(insights.TASKS["putusan"], f"{reverse('daftar')}?tugas=putusan", 2)
            in figures
        )
        TermSetting.objects.create(
            term_key=expiry.AT_HOME.term_key,
            days=91,
            day_kind="kalender",
            changed_by=people["kabag"],
        )
        assert deciding.awaited_decisions(Agreement.objects.all(), TODAY, Calendar()).count() == 3


def tasks() -> list[tuple[str, str]]:
    rows = Notice.objects.filter(key__startswith="keputusan/", done_at=None).order_by("pk")
    return list(rows.values_list("user__username", "subject"))


class TestHowItStands:
    def test_python_and_sql_say_the_same_of_every_case(self, make_agreement, people):
        """Every decision, change under way, extension and day: each status is one, and both ways
        find it.
        """
        parent = signed_at_once(make_agreement("ksdpk-daerah"), people["verifikator"])
        started = {"perpanjangan": "ksdpk-perpanjangan", "pengakhiran": "ksdpk-pengakhiran"}
        for number, (choice, moving, longer, over, ended) in enumerate(
            product(("", *Choice), ("", *started), *[(False, True)] * 3)
        ):
            end = TODAY - timedelta(3) if over else TODAY + timedelta(number)
            case = again(parent)
            case.pk, case.title = None, f"{choice}/{moving}/{longer}/{over}/{ended}"
            case.ends_on, case.expires_on, case.effective_on = (
                end,
                end - timedelta(longer),
                date(2020, 1, 1),
            )
            case.terminated = ended
            case.save()
            if choice:
                case.decisions.create(ends_on=end, choice=choice, reason="x", by=people["kabag"])
            if moving:
                fields = {
                    "stage_entered_at": timezone.now(),
                    "track_version": catalogue.newest_track_version(started[moving]).version,
                    "owner": case.owner,
                    "berakhir_semula": end,
                }
                case.children.create(track_code=started[moving], stage_code="persiapan", **fields)
        said = {case.pk: in_force_state_of(case, TODAY) for case in Agreement.objects.all()}
        signed = {pk for pk, how in said.items() if how}
        found = {
            how: set(Agreement.objects.in_force(how, TODAY).values_list("pk", flat=True))
            for how in InForce
        }
        assert found == {how: {pk for pk, other in said.items() if other == how} for how in InForce}
        assert set(said.values()) == {None, *InForce}
        whole = [
            set(Agreement.objects.in_force(group, TODAY).values_list("pk", flat=True))
            for group in GROUPS
        ]
        assert set.union(*whole) == signed and not set.intersection(*whole)

    @pytest.mark.parametrize(
        ("left", "choice", "says"),
        [
            (10, None, "Berlaku 1 Januari 2022 sampai 12 Maret 2026"),
            (10, Choice.END, "Berlaku 1 Januari 2022 sampai 12 Maret 2026, akan diakhiri"),
            (10, Choice.LAPSE, "Akan berakhir 12 Maret 2026 (dibiarkan)"),
            (-1, None, "Berakhir pada 1 Maret 2026 karena jangka waktu habis (tanpa keputusan)"),
        ],
    )
    def test_the_page_says_it_in_a_sentence(self, ending, people, signed_in, left, choice, says):
        case = ending(left)
        if choice:
            decide(case, people["kabag"], choice)
        assert (
            says
            in signed_in(people["staf"]).get(reverse("kerja-sama", args=[case.pk])).content.decode()
        )

    def test_left_to_end_it_has_ended_for_that_reason(
        self, ending, people, signed_in, time_machine
    ):
        case = ending(3)
        decide(case, people["kabag"])
        time_machine.shift(timedelta(4))
        page = signed_in(people["staf"]).get(reverse("kerja-sama", args=[case.pk])).content.decode()
        assert "karena jangka waktu habis (dibiarkan berakhir)" in page
        assert (
            "(dibiarkan)"
            in signed_in(people["staf"])
            .get(reverse("daftar"), {"berlaku": "dibiarkan"})
            .content.decode()
        )

    def test_a_decision_on_an_end_that_moved_no_longer_speaks(self, ending, people):
        case = ending(30)
        decide(case, people["kabag"])
        Agreement.objects.filter(pk=case.pk).update(ends_on=case.ends_on + timedelta(365))
        assert in_force_state_of(again(case), TODAY) == InForce.EXTENDED

    def test_lists_and_the_page_cost_the_same_queries_however_much_was_decided(
        self, ending, people, signed_in
    ):
        client = signed_in(people["kabag"])

        def cost():
            case = ending(60)
            decide(case, people["kabag"], Choice.EXTEND)
            counts = []
            for url in (
                reverse("daftar"),
                reverse("perubahan", args=[case.pk]),
                reverse("beranda"),
            ):
                with CaptureQueriesContext(connection) as queries:
                    client.get(url)
                counts.append(len(queries))
            return counts

        cost()
        assert cost() == cost()


class TestTheEnd:
    def test_what_is_still_open_is_listed_from_a_month_before_the_end(
        self, ending, people, signed_in, time_machine
    ):
        case = ending(31)
        url = reverse("perubahan", args=[case.pk])
        assert "Akhir masa berlaku" not in signed_in(people["kabag"]).get(url).content.decode()
        time_machine.shift(timedelta(32))
        client = signed_in(people["kabag"])
        page = client.get(url).content.decode()
        assert (
            "Akhir masa berlaku" in page and "Pelaporan pelaksanaan KSDPK, Semester II 2025" in page
        )
        assert "Perjanjian Kerja Sama, rangkap 1: tempatnya belum dicatat" in words_of(page)
        case.originals.update(place="Lemari 1")
        assert "rangkap 1</a>" not in client.get(url).content.decode()


class TestTheSetting:
    def test_the_office_sets_its_own_steps_and_goes_back_to_the_first(self, people, signed_in):
        client, url = signed_in(people["kabag"]), reverse("tangga-masa-berlaku")
        assert "180, 90, 60, 30, 7, 0" in client.get(url).content.decode()
        wrong = client.post(url, {"naskah": "nota_kesepakatan", "steps": "90, minus"})
        assert (
            wrong.status_code == 422
            and "90, minus" in wrong.content.decode()
            and "Contoh: 180" in wrong.content.decode()
        )
        client.post(url, {"naskah": "nota_kesepakatan", "steps": "30 120;30, 0"})
        assert (
            Ladder.objects.get().steps == [120, 30, 0]
            and "120, 30, 0" in client.get(url).content.decode()
        )
        client.post(url, {"naskah": "nota_kesepakatan", "steps": ""})
        assert not Ladder.objects.exists()

    def test_the_office_sets_by_when_it_is_decided(self, ending, people, signed_in):
        client, url, case = signed_in(people["admin"]), reverse("tangga-masa-berlaku"), ending(100)
        assert (
            client.post(url, {"keputusan": expiry.AT_HOME.term_key, "days": "0"}).status_code == 422
        )
        client.post(url, {"keputusan": expiry.AT_HOME.term_key, "days": "120"})
        assert deciding.due_on(case, Calendar()) == case.ends_on - timedelta(120)
