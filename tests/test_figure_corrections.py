"""A figure that was wrong when the naskah was signed can be corrected, with a reason, and the log tells both figures."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from agreements.models import Report, ReportState, chain_is_intact
from agreements.monitoring import indicators, measures
from agreements.workflow.engine import Refused

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("blank_papers")]


@pytest.fixture
def case(signed):
    return signed(indicators=[("Kepuasan pengguna", "persen", 50, 7050)])


def accepted(case, person, realised="6025", state=ReportState.ACCEPTED) -> Report:
    row = case.indicators.get()
    told = {"id": row.pk, "name": row.name, "unit": row.unit, "baseline": "50.00", "target": "7050.00", "realised": realised}
    stamp = {"submitted_by": person, "submitted_at": timezone.now(), "state": state}
    return Report.objects.create(agreement=case, duty_code="ksdpk-semester", period=date(2026, 1, 1), indicators=[told], **stamp)


def address(case, what: str) -> str:
    return reverse("koreksi-angka-rinci", args=[case.pk, what])


def sent(case, **more) -> dict:
    row = case.indicators.get()
    seen = measures.seen_of(row.unit, row.baseline, row.target)
    return {"seen": seen, "unit": "persen", "baseline": "50", "target": "70,5", "alasan": "Koma terbaca sebagai titik."} | more


def test_a_wrong_target_is_corrected_with_its_reason_and_both_figures_stand_in_the_history(case, people, signed_in):
    client = signed_in(people["verifikator"])
    what = f"indikator-{case.indicators.get().pk}"
    assert 'value="7.050"' in client.get(address(case, what)).content.decode()
    assert client.post(address(case, what), sent(case)).status_code == 302
    assert case.indicators.get().target == Decimal("70.5")
    event = case.events.order_by("number").last()
    assert event.title == "Indikator dikoreksi: Kepuasan pengguna: target 7.050 menjadi 70,5"
    assert event.reason == "Koma terbaca sebagai titik."
    assert (event.detail["before"]["target"], event.detail["after"]["target"]) == ("7050.00", "70.5")
    assert chain_is_intact(case)
    assert "target 7.050 menjadi 70,5" in client.get(reverse("kerja-sama", args=[case.pk])).content.decode()


def test_reports_and_figures_follow_the_corrected_target(case, people):
    report = accepted(case, people["staf"], realised="71")
    assert not indicators.indicators_of(case)[0].is_reached
    row = case.indicators.get()
    wanted = {"unit": "persen", "baseline": row.baseline, "target": Decimal("70.5")}
    seen = measures.seen_of(row.unit, row.baseline, row.target)
    measures.correct_indicator(case.pk, people["verifikator"], row.pk, wanted, seen, "Salah ketik")
    report.refresh_from_db()
    assert report.indicators[0]["target"] == "70.5"
    assert indicators.indicators_of(case)[0].is_reached


def test_a_wrongly_reported_value_is_corrected_in_the_accepted_report(case, people, signed_in):
    report = accepted(case, people["staf"])
    client = signed_in(people["kabag"])
    what = f"capaian-{report.pk}-{report.indicators[0]['id']}"
    answer = client.post(address(case, what), {"seen": "6.025", "realised": "60,25", "alasan": "Titik dan koma tertukar"})
    assert answer.status_code == 302
    report.refresh_from_db()
    assert report.indicators[0]["realised"] == "60.25"
    assert case.events.order_by("number").last().title.endswith("6.025 menjadi 60,25")
    assert not report.papers.exists()  # a new number is taken only when that was asked


def test_the_value_of_a_signed_cooperation_is_corrected(case, people, signed_in):
    client = signed_in(people["verifikator"])
    seen = measures.seen_of(case.nilai)
    answer = client.post(address(case, "nilai"), {"seen": seen, "nilai": "Rp11,4 miliar", "alasan": "Kurang nol"})
    assert answer.status_code == 302
    case.refresh_from_db()
    assert case.nilai == Decimal("11400000000")
    assert "menjadi Rp11.400.000.000" in case.events.order_by("number").last().title


def test_the_opd_corrects_only_until_a_report_is_accepted(case, people, signed_in):
    client = signed_in(people["staf"])
    what = f"indikator-{case.indicators.get().pk}"
    assert client.post(address(case, what), sent(case)).status_code == 302
    accepted(case, people["staf"])
    answer = client.post(address(case, what), sent(case, target="80"))
    assert answer.status_code == 422
    assert measures.NOT_YOURS in answer.content.decode()
    assert case.indicators.get().target == Decimal("70.5")


@pytest.mark.parametrize("who", ["tkksd", "pimpinan", "hukum"])
def test_nobody_else_corrects(case, people, who):
    row = case.indicators.get()
    with pytest.raises(Refused):
        measures.correct_measured(case.pk, people[who], 1, row.pk, Decimal(1), "", "x")
    assert not measures.may_correct(people[who], case)


@pytest.mark.parametrize(
    "more, said",
    [
        ({"alasan": " "}, "Bidang ini"),
        ({"target": "11.4"}, "Maksud Anda 11,4 atau 11.400?"),
        ({"target": "7.050"}, "Belum ada angka yang diubah"),
        ({"seen": "lain"}, "sudah diubah"),
    ],
)
def test_a_correction_that_cannot_be_taken_is_told_and_keeps_what_was_typed(case, people, signed_in, more, said):
    what = f"indikator-{case.indicators.get().pk}"
    answer = signed_in(people["verifikator"]).post(address(case, what), sent(case, **more))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert said in page
    assert more.get("target", "70,5") in page
    assert case.indicators.get().target == Decimal(7050)


@pytest.mark.parametrize("what", ["apa", "indikator-0", "indikator-x", "capaian-1", "capaian-1-1", f"indikator-{'9' * 30}", "nilai-1"])
def test_no_figure_no_page(case, people, signed_in, what):
    assert signed_in(people["verifikator"]).get(address(case, what)).status_code == 404


def test_the_paper_of_an_accepted_report_is_made_anew_only_when_that_was_asked(case, people, signed_in):
    report = accepted(case, people["staf"])
    client = signed_in(people["verifikator"])
    what = f"capaian-{report.pk}-{report.indicators[0]['id']}"
    assert "Buat ulang PDF laporan" in client.get(address(case, what)).content.decode()
    typed = {"seen": "6.025", "realised": "60,25", "alasan": "Titik dan koma tertukar", "remake": "on"}
    assert client.post(address(case, what), typed).status_code == 302
    assert [paper.draft for paper in report.papers.all()] == [False]


def test_a_report_that_waits_gets_a_new_draft_by_itself(case, people, signed_in):
    report = accepted(case, people["staf"], state=ReportState.SUBMITTED)
    what = f"capaian-{report.pk}-{report.indicators[0]['id']}"
    typed = {"seen": "6.025", "realised": "60,25", "alasan": "Titik dan koma tertukar"}
    assert signed_in(people["staf"]).post(address(case, what), typed).status_code == 302
    assert [paper.draft for paper in report.papers.all()] == [True]
