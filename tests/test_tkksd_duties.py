"""What the TKKSD owes as a body: a pleno a year, a report each semester and year."""

from datetime import date, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from agreements.models import TeamDecree, TeamRecord, TeamReportPaper, TermSetting
from agreements.monitoring import team_duties
from agreements.monitoring.duties.ledger import DutyStatus
from agreements.monitoring.leadership.team_report import build_team_report
from agreements.monitoring.leadership.team_report_paper import context_of, render_team_report
from agreements.monitoring.team_duties import find_team_due, team_dues
from agreements.monitoring.team_tasks import team_duty_tasks
from agreements.regulations.team_duties import PLENARY, SEMESTER, YEARLY
from agreements.workflow import team
from agreements.workflow.guarding import Refused

from .reading import words_of
from .test_tkksd import LAWFUL, PDF, seats_of

TODAY = timezone.localdate


@pytest.fixture
def decree(people):
    """A Keputusan that is in force, and was recorded, since March 2025."""
    since = date(2025, 3, 3)
    row = TeamDecree(number="1", decided_on=since, since=since, sha256="a" * 64)
    team.record_decree(row, seats_of(*LAWFUL), people["verifikator"])
    TeamDecree.objects.update(at=timezone.make_aware(datetime(2025, 3, 4, 9)))
    return row


def owed(code: str, today: date) -> list[tuple[date, date]]:
    return [(due.period, due.due_on) for due in team_dues(today) if due.duty.code == code]


def record(code: str, period: date, done_on: date, user) -> TeamRecord:
    row = TeamRecord(duty_code=code, period=period, done_on=done_on, led_by="ketua", note="x")
    return team_duties.record_team_act(row, user)


class TestWhatIsOwed:
    def test_nothing_before_there_is_a_keputusan(self, db):
        assert team_dues(TODAY()) == []

    def test_a_pleno_is_owed_within_each_year(self, decree):
        """P22 Pasal 48 ayat (2)."""
        years = [(date(year, 1, 1), date(year, 12, 31)) for year in (2025, 2026)]
        assert owed(PLENARY.code, date(2026, 5, 1)) == years
        assert str(PLENARY.citation) == "Permendagri 22/2020 Pasal 48 ayat (2)"

    @pytest.mark.parametrize(
        "today, standing",
        [
            (date(2025, 12, 30), DutyStatus.OPEN),
            (date(2025, 12, 31), DutyStatus.OPEN),
            (date(2026, 1, 1), DutyStatus.LATE),
        ],
    )
    def test_the_pleno_is_late_once_its_year_is_over(self, decree, today, standing):
        assert find_team_due(PLENARY.code, date(2025, 1, 1), today).standing is standing

    def test_a_report_is_owed_for_each_semester_and_year_after_their_end(self, decree):
        """P22 Pasal 46 ayat (2) huruf j; the days are a norm of the office."""
        assert owed(SEMESTER.code, date(2025, 12, 1)) == [
            (date(2025, 1, 1), date(2025, 8, 14)),
            (date(2025, 7, 1), date(2026, 2, 14)),
        ]
        assert owed(YEARLY.code, date(2025, 12, 1)) == [(date(2025, 1, 1), date(2026, 3, 1))]

    def test_the_office_sets_its_days(self, decree, people):
        TermSetting.objects.create(
            term_key=SEMESTER.term_key, days=10, day_kind="kalender", changed_by=people["kabag"]
        )
        assert owed(SEMESTER.code, date(2025, 6, 1)) == [(date(2025, 1, 1), date(2025, 7, 10))]

    def test_what_lies_before_the_first_record_of_a_keputusan_is_not_owed(self, decree):
        TeamDecree.objects.update(at=timezone.make_aware(datetime(2026, 9, 1, 9)))
        assert owed(SEMESTER.code, date(2026, 10, 1)) == [(date(2026, 7, 1), date(2027, 2, 14))]


class TestMeeting:
    def test_a_pleno_that_is_recorded_meets_its_year(self, decree, people):
        record(PLENARY.code, date(2025, 1, 1), date(2025, 12, 31), people["kabag"])
        due = find_team_due(PLENARY.code, date(2025, 1, 1), date(2026, 5, 1))
        assert due.standing is DutyStatus.DONE
        assert find_team_due(PLENARY.code, date(2026, 1, 1), date(2026, 5, 1)).is_unmet

    @pytest.mark.parametrize("result, met", [("", False), ("Ditetapkan.", True)])
    def test_so_does_the_pleno_of_a_case_whose_result_is_recorded(
        self, decree, make_agreement, people, result, met
    ):
        make_agreement().meetings.create(
            sort="pleno",
            held_on="2025-05-05",
            starts_at="09:00",
            place="Aula",
            agenda="x",
            result=result,
            by=people["kabag"],
        )
        due = find_team_due(PLENARY.code, date(2025, 1, 1), date(2025, 6, 1))
        assert due.is_unmet is not met

    def test_a_report_is_recorded_once_and_withdrawn_it_is_owed_again(self, decree, people):
        first = date(2025, 1, 1)
        row = record(SEMESTER.code, first, date(2025, 7, 20), people["verifikator"])
        with pytest.raises(Refused, match="sudah tercatat"):
            record(SEMESTER.code, first, date(2025, 7, 21), people["verifikator"])
        assert not find_team_due(SEMESTER.code, first, date(2025, 9, 1)).is_unmet
        team_duties.withdraw_team_record(row.pk, people["kabag"], "Salah.")
        assert find_team_due(SEMESTER.code, first, date(2025, 9, 1)).is_late

    def test_nobody_but_the_bagian_records_or_withdraws(self, decree, people):
        row = record(SEMESTER.code, date(2025, 1, 1), date(2025, 7, 20), people["verifikator"])
        for name in ("staf", "tkksd", "sekda", "admin"):
            with pytest.raises(Refused, match="Bagian"):
                record(PLENARY.code, date(2025, 1, 1), date(2025, 7, 20), people[name])
            with pytest.raises(Refused, match="Bagian"):
                team_duties.withdraw_team_record(row.pk, people[name], "Bukan saya.")


class TestTelling:
    def test_what_is_late_waits_for_the_bagian_and_the_pleno_for_the_chair_too(
        self, decree, people
    ):
        tasks = {task.key: task for task in team_duty_tasks([])}
        pleno = tasks["tkksd/tkksd-pleno/2025-01-01"]
        report = tasks["tkksd/tkksd-semester/2025-01-01"]
        assert {people["sekda"].pk, people["verifikator"].pk} <= pleno.people
        assert people["sekda"].pk not in report.people
        assert "Pasal 46 ayat (2) huruf j" in report.words

    def test_a_keputusan_that_has_ended_waits_until_another_is_recorded(self, decree, people):
        TeamDecree.objects.update(until=TODAY())
        key = f"tkksd/keputusan/{decree.pk}"
        assert key in {task.key for task in team_duty_tasks([])}
        fresh = TeamDecree(number="2", decided_on=TODAY(), since=TODAY(), sha256="b" * 64)
        team.record_decree(fresh, seats_of(*LAWFUL), people["verifikator"])
        assert key not in {task.key for task in team_duty_tasks([])}

    def test_everybody_reads_what_is_owed_with_its_article(self, decree, people, signed_in):
        for name in ("staf", "tkksd", "bupati"):
            words = words_of(signed_in(people[name]).get(reverse("tkksd")).content.decode())
            assert "Rapat pleno TKKSD, Tahun 2025" in words and "Terlambat" in words
            assert "Pasal 48 ayat (2)" in words


class TestPages:
    def test_the_bagian_records_a_pleno_with_who_was_there(self, decree, people, signed_in):
        client = signed_in(people["verifikator"])
        sent = {
            "done_on": TODAY().strftime("%d/%m/%Y"),
            "led_by": "wakil",
            "note": "Program kerja ditetapkan.",
            "members": ["Orang 3, Jabatan 3"],
            "present": "Tamu, Bappenas",
            "upload": SimpleUploadedFile("berita acara.pdf", PDF, "application/pdf"),
        }
        words = words_of(client.post(reverse("tkksd-pleno"), sent, follow=True).content.decode())
        assert "Wakil Ketua TKKSD, karena Ketua berhalangan" in words
        assert "Orang 3, Jabatan 3" in words and "Tamu, Bappenas" in words
        row = TeamRecord.objects.get()
        assert row.period == date(TODAY().year, 1, 1)
        address = reverse("tkksd-catatan-berkas", args=[row.pk])
        assert signed_in(people["staf"]).get(address).status_code == 200

    def test_a_report_shows_the_cases_of_its_period_and_is_recorded_there(
        self, decree, people, signed_in
    ):
        client = signed_in(people["verifikator"])
        address = reverse("tkksd-laporan", args=[SEMESTER.code, "2025-01-01"])
        assert "KSDPK" in words_of(client.get(address).content.decode())
        sent = {"done_on": TODAY().strftime("%d/%m/%Y"), "number": "700/12"}
        words = words_of(client.post(address, sent, follow=True).content.decode())
        assert "Sudah disampaikan" in words and "Nomor 700/12" in words

    def test_what_is_not_owed_has_no_page(self, decree, people, signed_in):
        client = signed_in(people["verifikator"])
        for code, period in ((SEMESTER.code, "2024-01-01"), (PLENARY.code, "2025-01-01")):
            assert client.get(reverse("tkksd-laporan", args=[code, period])).status_code == 404

    def test_a_withdrawal_without_reason_is_refused_at_its_field(self, decree, people, signed_in):
        row = record(PLENARY.code, date(2025, 1, 1), date(2025, 6, 1), people["kabag"])
        address = reverse("tkksd-catatan-tarik", args=[row.pk])
        assert signed_in(people["kabag"]).post(address, {"reason": ""}).status_code == 422
        assert TeamRecord.objects.get().withdrawn_at is None


def test_the_worker_prints_the_report_once_and_its_ketua_signs_it(decree, people, signed_in):
    record(PLENARY.code, date(2025, 1, 1), date(2025, 5, 1), people["kabag"])
    client = signed_in(people["verifikator"])
    address = reverse("tkksd-laporan-pdf", args=[SEMESTER.code, "2025-01-01"])
    for _ in range(2):
        page = client.post(address, follow=True).content.decode()
    assert "PDF sedang dibuat" in page
    row = TeamReportPaper.objects.get()
    words = words_of(render_to_string("documents/team_report.html", context_of(row)))
    assert "Rapat pleno 1 Mei 2025" in words and "Contoh Sekda" in words
    assert "Ketua Tim Koordinasi Kerja Sama Daerah" in words
    assert "Pasal 46 ayat (2) huruf j" in words
    render_team_report(row.pk)
    row.refresh_from_db()
    assert (row.state, row.error) == ("siap", "")
    assert client.get(reverse("tkksd-laporan-berkas", args=[row.pk])).status_code == 200
    refused = signed_in(people["pimpinan"]).post(address)
    assert refused.status_code == 403 and TeamReportPaper.objects.count() == 1


def test_the_numbers_of_a_report_count_what_was_signed_in_its_period(
    decree, make_agreement, people
):
    case = make_agreement("ksdpk-daerah", at="pelaporan")
    first = team_duties.first_of_period(SEMESTER, case.effective_on)
    due = find_team_due(SEMESTER.code, first, TODAY())
    rows = {row.name: row for row in build_team_report(due, TODAY()).rows}
    assert (rows["KSDPK"].signed, rows["KSDPK"].in_force, rows["KSDD"].signed) == (1, 1, 0)
