"""What was reported or recorded after the signature and proves wrong: reopened, or corrected with a reason of its own."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from agreements.models import Fulfilment, ReportState, chain_is_intact
from agreements.monitoring import acts, reporting
from agreements.monitoring.ledger import find
from agreements.workflow.engine import Refused

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
    reporting.save(*where, "0", TYPED, {})
    reporting.submit(*where)
    reporting.accept(agreement.pk, people["verifikator"], SEMESTER, SEMESTER_I)
    return agreement


class TestAnAcceptedReport:
    def test_is_reopened_with_a_reason_and_its_duty_is_owed_again(self, accepted, people):
        with pytest.raises(Refused, match="Alasan"):
            reporting.reopen(accepted.pk, people["verifikator"], SEMESTER, SEMESTER_I, " ")
        for name in ("staf", "kepala", "tkksd"):
            with pytest.raises(Refused, match="wewenang"):
                reporting.reopen(accepted.pk, people[name], SEMESTER, SEMESTER_I, "Angkanya keliru")
        report = reporting.reopen(accepted.pk, people["verifikator"], SEMESTER, SEMESTER_I, "Angkanya keliru")
        assert report.state == ReportState.RETURNED and find(accepted, date(2026, 7, 10), SEMESTER, SEMESTER_I).is_unmet
        assert accepted.events.last().reason == "Angkanya keliru" and chain_is_intact(accepted)

    def test_is_mended_and_accepted_anew(self, accepted, people):
        report = reporting.reopen(accepted.pk, people["verifikator"], SEMESTER, SEMESTER_I, "Angkanya keliru")
        where = (accepted.pk, people["staf"], SEMESTER, SEMESTER_I)
        reporting.save(*where, str(report.version), TYPED | {"hasil": "Yang benar"}, {})
        reporting.submit(*where)
        done = reporting.accept(accepted.pk, people["verifikator"], SEMESTER, SEMESTER_I)
        assert done.sections["hasil"] == "Yang benar"
        assert not find(accepted, date(2026, 7, 10), SEMESTER, SEMESTER_I).is_unmet

    def test_is_reopened_on_its_page(self, accepted, people, signed_in):
        where = [accepted.pk, SEMESTER, SEMESTER_I]
        verifier = signed_in(people["verifikator"])
        assert "Buka kembali laporan" in verifier.get(reverse("tulis-laporan", args=where)).content.decode()
        assert "Buka kembali laporan" not in signed_in(people["staf"]).get(reverse("tulis-laporan", args=where)).content.decode()
        verifier.post(reverse("nilai-laporan", args=where), {"alasan": "Angkanya keliru"})
        assert accepted.reports.get().state == ReportState.RETURNED


class TestAFulfilledDuty:
    @pytest.fixture
    def recorded(self, signed, people):
        agreement = signed()
        told = {"done_on": date(2026, 7, 9), "number": "7/LAP", "note": "Lewat kurir"}
        acts.fulfil(agreement.pk, people["staf"], SEMESTER, SEMESTER_I, **told)
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
        acts.fulfil(recorded.pk, people["staf"], SEMESTER, SEMESTER_I, reason="Salah", done_on=date(2026, 7, 8), number="7/LAP")
        event = recorded.events.get(action="koreksi")
        assert event.detail["changes"]["Tanggal"] == ["9 Juli 2026", "8 Juli 2026"] and event.reason == "Salah"
        assert Fulfilment.objects.filter(void=True, done_on=date(2026, 7, 9)).exists()

    def test_a_file_stays_unless_another_one_is_given(self, recorded, people):
        Fulfilment.objects.update(sha256="a" * 64, file_name="laporan.pdf")
        acts.fulfil(recorded.pk, people["staf"], SEMESTER, SEMESTER_I, reason="Salah", done_on=date(2026, 7, 8))
        assert recorded.fulfilments.get(void=False).file_name == "laporan.pdf"
