"""What was reported or recorded after the signature and proves wrong: reopened, or corrected with a
reason of its own.
"""

from datetime import date

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from agreements.models import Agreement, Fulfilment, ReportState, State, chain_is_intact
from agreements.monitoring.duties import acts
from agreements.monitoring.duties.ledger import find_due
from agreements.monitoring.implementation import report_acts
from agreements.workflow import correcting
from agreements.workflow.evaluation import evaluate_case
from agreements.workflow.guarding import Refused

from .test_asked_once import first_period, write_report
from .test_reports import SEMESTER, SEMESTER_I, TYPED

pytestmark = pytest.mark.usefixtures("blank_papers")


@pytest.fixture(autouse=True)
def the_tenth_of_july():
    with time_machine.travel("2026-07-10 09:00+08:00", tick=False):
        yield


@pytest.fixture
def accepted(signed, people):
    agreement = signed()
    where = (agreement.pk, people["staf"], SEMESTER, SEMESTER_I)
    report_acts.save_report(*where, "0", TYPED, {})
    report_acts.submit_report(*where)
    report_acts.accept_report(agreement.pk, people["verifikator"], SEMESTER, SEMESTER_I)
    return agreement


class TestAnAcceptedReport:
    def test_is_reopened_with_a_reason_and_its_duty_is_owed_again(self, accepted, people):
        with pytest.raises(Refused, match="Alasan"):
            report_acts.reopen_report(accepted.pk, people["verifikator"], SEMESTER, SEMESTER_I, " ")
        for name in ("staf", "kepala", "tkksd"):
            with pytest.raises(Refused, match="wewenang"):
                report_acts.reopen_report(
                    accepted.pk, people[name], SEMESTER, SEMESTER_I, "Angkanya keliru"
                )
        report = report_acts.reopen_report(
            accepted.pk, people["verifikator"], SEMESTER, SEMESTER_I, "Angkanya keliru"
        )
        assert (
            report.state == ReportState.RETURNED
            and find_due(accepted, date(2026, 7, 10), SEMESTER, SEMESTER_I).is_unmet
        )
        assert accepted.events.last().reason == "Angkanya keliru" and chain_is_intact(accepted)

    def test_is_mended_and_accepted_anew(self, accepted, people):
        report = report_acts.reopen_report(
            accepted.pk, people["verifikator"], SEMESTER, SEMESTER_I, "Angkanya keliru"
        )
        where = (accepted.pk, people["staf"], SEMESTER, SEMESTER_I)
        report_acts.save_report(*where, str(report.version), TYPED | {"hasil": "Yang benar"}, {})
        report_acts.submit_report(*where)
        done = report_acts.accept_report(accepted.pk, people["verifikator"], SEMESTER, SEMESTER_I)
        assert done.sections["hasil"] == "Yang benar"
        assert not find_due(accepted, date(2026, 7, 10), SEMESTER, SEMESTER_I).is_unmet

    def test_is_reopened_on_its_page(self, accepted, people, signed_in):
        where = [accepted.pk, SEMESTER, SEMESTER_I]
        verifier = signed_in(people["verifikator"])
        assert (
            "Buka kembali laporan"
            in verifier.get(reverse("tulis-laporan", args=where)).content.decode()
        )
        assert (
            "Buka kembali laporan"
            not in signed_in(people["staf"])
            .get(reverse("tulis-laporan", args=where))
            .content.decode()
        )
        judged = reverse("nilai-laporan", args=where)
        verifier.post(judged, {"alasan": "Angkanya keliru", "buka": "1"})
        assert accepted.reports.get().state == ReportState.RETURNED

    def test_is_not_reopened_by_who_meant_to_return_it_before_it_was_accepted(
        self, accepted, people, signed_in
    ):
        judged = reverse("nilai-laporan", args=[accepted.pk, SEMESTER, SEMESTER_I])
        answer = signed_in(people["verifikator"]).post(judged, {"alasan": "Lengkapi angkanya"})
        page = answer.content.decode()
        assert answer.status_code == 422 and "tidak sedang menunggu penilaian" in page
        assert "Lengkapi angkanya" in page
        assert accepted.reports.get().state == ReportState.ACCEPTED

    def test_is_not_accepted_in_other_words_than_those_read(self, accepted, people, signed_in):
        verifier = people["verifikator"]
        where = (accepted.pk, people["staf"], SEMESTER, SEMESTER_I)
        read = report_acts.reopen_report(accepted.pk, verifier, SEMESTER, SEMESTER_I, "Keliru")
        report_acts.save_report(*where, str(read.version), TYPED | {"hasil": "Lain"}, {})
        now = report_acts.submit_report(*where)
        judged = reverse("nilai-laporan", args=[accepted.pk, SEMESTER, SEMESTER_I])
        page = signed_in(verifier).get(reverse("tulis-laporan", args=where[:1] + where[2:]))
        assert f'name="versi" value="{now.version}"' in page.content.decode()
        sent = {"terima": "1", "versi": str(read.version)}
        assert signed_in(verifier).post(judged, sent).status_code == 422
        assert accepted.reports.get().state == ReportState.SUBMITTED
        signed_in(verifier).post(judged, sent | {"versi": str(now.version)})
        assert accepted.reports.get().state == ReportState.ACCEPTED


class TestAReportThatMetItsStage:
    @pytest.fixture
    def reported(self, make_agreement, people):
        agreement = Agreement.objects.get(pk=make_agreement(at="pelaporan").pk)
        period = write_report(agreement, people)
        report_acts.accept_report(agreement.pk, people["verifikator"], SEMESTER, period)
        return agreement, period

    def test_is_reopened_with_the_record_of_the_stage_and_both_are_made_anew(
        self, reported, people, signed_in
    ):
        agreement, period = reported
        old = agreement.evidence.get(requirement_code="laporan", void=False)
        client = signed_in(people["verifikator"])
        page = client.get(
            reverse("tulis-laporan", args=[agreement.pk, SEMESTER, period])
        ).content.decode()
        assert "ikut ditarik dan diminta lagi" in page and "Buka kembali laporan" in page
        client.post(
            reverse("nilai-laporan", args=[agreement.pk, SEMESTER, period]),
            {"alasan": "Angkanya keliru", "buka": "1"},
        )
        agreement.refresh_from_db()
        assert agreement.reports.get().state == ReportState.RETURNED
        assert not evaluate_case(agreement).check("laporan").met and agreement.holders == ["OPD"]
        event = agreement.events.get(action="koreksi")
        assert (
            event.title == f"Koreksi: {old.need.text} ditarik" and event.reason == "Angkanya keliru"
        )
        assert event.detail["changes"]["Nomor"] == [old.number, ""] and chain_is_intact(agreement)
        records = client.get(reverse("catatan", args=[agreement.pk])).content.decode()
        assert f'id="catatan-{old.pk}"' in records
        report_acts.submit_report(agreement.pk, people["staf"], SEMESTER, period)
        report_acts.accept_report(agreement.pk, people["verifikator"], SEMESTER, period)
        check = evaluate_case(Agreement.objects.get(pk=agreement.pk)).check("laporan")
        assert check.met and check.evidence.pk != old.pk
        assert check.evidence.number == agreement.fulfilments.get(void=False).number

    def test_is_reopened_also_when_that_record_was_corrected_meanwhile(self, reported, people):
        agreement, period = reported
        row = agreement.evidence.get(requirement_code="laporan", void=False)
        correcting.correct_record(row.pk, people["verifikator"], "Nomornya keliru", number="9/LAP")
        report_acts.reopen_report(
            agreement.pk, people["verifikator"], SEMESTER, period, "Angkanya keliru"
        )
        assert not agreement.evidence.filter(requirement_code="laporan", void=False).exists()
        assert find_due(agreement, timezone.localdate(), SEMESTER, period).is_unmet

    def test_leads_to_the_correction_of_the_record_once_its_stage_was_left(
        self, reported, people, signed_in
    ):
        agreement, period = reported
        row = agreement.evidence.get(requirement_code="laporan", void=False)
        Agreement.objects.filter(pk=agreement.pk).update(state=State.DONE)
        client = signed_in(people["verifikator"])
        page = client.get(
            reverse("tulis-laporan", args=[agreement.pk, SEMESTER, period])
        ).content.decode()
        way = reverse("koreksi", args=[agreement.pk, row.pk])
        assert page.count(way) == 1 and "Buka kembali laporan" not in page
        assert client.get(way).status_code == 200
        with pytest.raises(Refused, match="sudah lewat"):
            report_acts.reopen_report(
                agreement.pk, people["verifikator"], SEMESTER, period, "Angkanya keliru"
            )


class TestAFulfilledDuty:
    @pytest.fixture
    def recorded(self, signed, people):
        agreement = signed()
        told = {"done_on": date(2026, 7, 9), "number": "7/LAP", "note": "Lewat kurir"}
        acts.fulfil_duty(agreement.pk, people["staf"], SEMESTER, SEMESTER_I, **told)
        return agreement

    def test_the_form_comes_filled_and_asks_for_the_reason_apart(self, recorded, people, signed_in):
        address = reverse("penuhi-kewajiban", args=[recorded.pk, SEMESTER, SEMESTER_I])
        client = signed_in(people["staf"])
        page = client.get(address).content.decode()
        assert 'value="7/LAP"' in page and "Lewat kurir" in page and "Alasan koreksi" in page
        typed = {"done_on": "08/07/2026", "number": "8/LAP", "note": "Lewat kurir"}
        assert client.post(address, typed).status_code == 422
        client.post(address, typed | {"reason": "Salah nomor zqx"})
        row = recorded.fulfilments.get(void=False)
        assert (row.number, row.note) == ("8/LAP", "Lewat kurir")

    def test_the_log_says_what_changed_and_the_old_record_stays(self, recorded, people):
        acts.fulfil_duty(
            recorded.pk,
            people["staf"],
            SEMESTER,
            SEMESTER_I,
            reason="Salah",
            done_on=date(2026, 7, 8),
            number="7/LAP",
        )
        event = recorded.events.get(action="koreksi")
        assert (
            event.detail["changes"]["Tanggal"] == ["9 Juli 2026", "8 Juli 2026"]
            and event.reason == "Salah"
        )
        assert Fulfilment.objects.filter(void=True, done_on=date(2026, 7, 9)).exists()

    def test_the_record_of_the_running_stage_that_it_met_says_the_same(
        self, make_agreement, people
    ):
        agreement = Agreement.objects.get(pk=make_agreement(at="pelaporan").pk)
        which = agreement.pk, people["staf"], SEMESTER, first_period(agreement)
        acts.fulfil_duty(*which, done_on=timezone.localdate(), number="7/LAP")
        acts.fulfil_duty(*which, reason="Salah nomor", done_on=timezone.localdate(), number="8/LAP")
        check = evaluate_case(Agreement.objects.get(pk=agreement.pk)).check("laporan")
        assert check.met and check.evidence.number == "8/LAP"
        assert agreement.evidence.filter(
            requirement_code="laporan", void=True, number="7/LAP"
        ).exists()

    def test_a_file_stays_unless_another_one_is_given(self, recorded, people):
        Fulfilment.objects.update(sha256="a" * 64, file_name="laporan.pdf")
        acts.fulfil_duty(
            recorded.pk,
            people["staf"],
            SEMESTER,
            SEMESTER_I,
            reason="Salah",
            done_on=date(2026, 7, 8),
        )
        assert recorded.fulfilments.get(void=False).file_name == "laporan.pdf"
