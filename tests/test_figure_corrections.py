"""A figure that was wrong when the naskah was signed is corrected by two people, with a reason; the
log tells both figures.
"""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from agreements.models import Report, ReportState, chain_is_intact
from agreements.monitoring.implementation import indicators, measures
from agreements.workflow import confirming
from agreements.workflow.guarding import Refused
from kerjasama.accounts.models import Membership, User
from kerjasama.notices import rounds
from kerjasama.notices.models import Kind, Notice

from .conftest import as_long_as
from .reading import folded, words_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("blank_papers")]


@pytest.fixture
def case(signed):
    return signed(indicators=[("Kepuasan pengguna", "persen", 50, 7050)])


def accepted(case, person, realised="6025", state=ReportState.ACCEPTED) -> Report:
    row = case.indicators.get()
    told = {
        "id": row.pk,
        "name": row.name,
        "unit": row.unit,
        "baseline": "50.00",
        "target": "7050.00",
        "realised": realised,
    }
    stamp = {"submitted_by": person, "submitted_at": timezone.now(), "state": state}
    return Report.objects.create(
        agreement=case,
        duty_code="ksdpk-semester",
        period=date(2026, 1, 1),
        indicators=[told],
        **stamp,
    )


def address(case, what: str) -> str:
    return reverse("koreksi-angka-rinci", args=[case.pk, what])


def sent(case, **more) -> dict:
    row = case.indicators.get()
    seen = measures.digest_of_figures(row.unit, row.baseline, row.target)
    return {
        "seen": seen,
        "unit": "persen",
        "baseline": "50",
        "target": "70,5",
        "alasan": "Koma terbaca sebagai titik.",
    } | more


def confirmed(case, who) -> None:
    """The second person agrees to what waits."""
    waiting = case.proposed_corrections.get(state="menunggu")
    confirming.confirm_correction(waiting.pk, who)


def test_the_old_figure_stands_until_a_second_person_confirms_on_the_page_the_task_leads_to(
    case, people, signed_in
):
    client, second = signed_in(people["verifikator"]), signed_in(people["kabag"])
    what = f"indikator-{case.indicators.get().pk}"
    assert "Usulkan koreksi" in client.get(address(case, what)).content.decode()
    client.post(address(case, what), sent(case))
    figures = client.get(reverse("koreksi-angka", args=[case.pk])).content.decode()
    assert '<td data-label="Target">7.050</td>' in folded(figures)
    assert "Koreksi menunggu persetujuan" in figures and "7.050 → 70,5" in figures
    assert case.indicators.get().target == Decimal(7050)
    with pytest.raises(Refused, match="oleh orang lain"):
        confirmed(case, people["verifikator"])
    for _ in as_long_as(lambda: not rounds.run_round(None)):
        pass
    task = Notice.objects.get(user=people["kabag"], subject__startswith="Setujui koreksi indikator")
    assert not Notice.objects.filter(user=people["verifikator"], subject=task.subject).exists()
    page = second.get(task.url).content.decode()
    assert (
        "Kepuasan pengguna" in page
        and "7.050 → 70,5" in words_of(page)
        and "Koma terbaca sebagai titik." in page
    )
    proposal = case.proposed_corrections.get()
    second.post(reverse("putus-koreksi", args=[case.pk, proposal.pk, "setujui"]))
    assert case.indicators.get().target == Decimal("70.5")
    event = case.events.order_by("number").last()
    assert (event.by, event.detail["proposed_by"]) == (people["kabag"], str(people["verifikator"]))


def told(person: User, words: str) -> Notice | None:
    """The message that begins so, once all rounds are through."""
    for _ in as_long_as(lambda: not rounds.run_round(None)):
        pass
    return Notice.objects.filter(user=person, subject__startswith=words).first()


@pytest.fixture
def colleague(case, people) -> User:
    """Another verifikator, who neither proposes nor confirms; all before is told already."""
    person = User.objects.create_user("verifikator-2")
    unit = people["verifikator"].memberships.get().unit
    Membership.objects.create(user=person, role="VERIFIER", unit=unit)
    told(person, "")
    return person


def test_the_proposer_is_told_of_the_outcome_and_the_news_of_the_proposal_goes(
    case, people, signed_in, colleague
):
    signed_in(people["verifikator"]).post(
        address(case, f"indikator-{case.indicators.get().pk}"), sent(case)
    )
    assert told(colleague, "Koreksi diusulkan").done_at is None
    confirmed(case, people["kabag"])
    assert told(people["verifikator"], "Indikator dikoreksi").kind == Kind.OUTCOME
    assert told(colleague, "Indikator dikoreksi").kind == Kind.COURSE
    assert told(colleague, "Koreksi diusulkan").done_at is not None


def test_the_news_of_a_proposal_stays_while_another_thing_is_corrected(case, people, colleague):
    row, report = case.indicators.get(), accepted(case, people["staf"])
    wanted = {"unit": "persen", "baseline": row.baseline, "target": Decimal("70.5")}
    seen = measures.digest_of_figures(row.unit, row.baseline, row.target)
    measures.propose_indicator(case.pk, people["verifikator"], row.pk, wanted, seen, "Salah ketik")
    assert told(colleague, "Koreksi diusulkan: Indikator").done_at is None
    result = Decimal("60.25"), "6.025", "Salah ketik"
    other = measures.propose_measured(case.pk, people["verifikator"], report.pk, row.pk, *result)
    confirming.confirm_correction(other.pk, people["kabag"])
    assert told(colleague, "Realisasi indikator dikoreksi")
    assert told(colleague, "Koreksi diusulkan: Indikator").done_at is None


def test_a_proposed_figure_is_declined_with_a_reason_and_nothing_changes(case, people, signed_in):
    what = f"indikator-{case.indicators.get().pk}"
    signed_in(people["verifikator"]).post(address(case, what), sent(case))
    proposal = case.proposed_corrections.get()
    where = reverse("putus-koreksi", args=[case.pk, proposal.pk, "tolak"])
    assert signed_in(people["kabag"]).post(where, {"jawaban": ""}).status_code == 422
    signed_in(people["kabag"]).post(where, {"jawaban": "Angka naskah memang 7.050"})
    assert case.indicators.get().target == Decimal(7050)
    event = case.events.order_by("number").last()
    assert event.title == "Usulan koreksi ditolak: Indikator: Kepuasan pengguna"
    assert event.reason == "Angka naskah memang 7.050"


def test_two_corrections_of_one_figure_do_not_wait_at_once(case, people, signed_in):
    client, what = signed_in(people["verifikator"]), f"indikator-{case.indicators.get().pk}"
    client.post(address(case, what), sent(case))
    answer = client.post(address(case, what), sent(case, target="80"))
    assert answer.status_code == 422 and confirming.ALREADY_PROPOSED in answer.content.decode()


def test_a_figure_that_changed_meanwhile_is_not_overwritten(case, people, signed_in):
    signed_in(people["verifikator"]).post(
        address(case, f"indikator-{case.indicators.get().pk}"), sent(case)
    )
    case.indicators.update(target=90)
    with pytest.raises(Refused, match="berubah sejak koreksi ini diusulkan"):
        confirmed(case, people["kabag"])
    assert case.indicators.get().target == 90


def test_a_wrong_target_is_corrected_with_its_reason_and_both_figures_stand_in_the_history(
    case, people, signed_in
):
    client = signed_in(people["verifikator"])
    what = f"indikator-{case.indicators.get().pk}"
    assert 'value="7.050"' in client.get(address(case, what)).content.decode()
    assert client.post(address(case, what), sent(case)).status_code == 302
    confirmed(case, people["kabag"])
    assert case.indicators.get().target == Decimal("70.5")
    event = case.events.order_by("number").last()
    assert event.title == "Indikator dikoreksi: Kepuasan pengguna: target 7.050 menjadi 70,5"
    assert event.reason == "Koma terbaca sebagai titik."
    assert (event.detail["before"]["target"], event.detail["after"]["target"]) == (
        "7050.00",
        "70.5",
    )
    assert chain_is_intact(case)
    assert (
        "target 7.050 menjadi 70,5"
        in client.get(reverse("kerja-sama", args=[case.pk])).content.decode()
    )


def test_reports_and_figures_follow_the_corrected_target(case, people):
    report = accepted(case, people["staf"], realised="71")
    assert not indicators.indicators_of(case)[0].is_reached
    row = case.indicators.get()
    wanted = {"unit": "persen", "baseline": row.baseline, "target": Decimal("70.5")}
    seen = measures.digest_of_figures(row.unit, row.baseline, row.target)
    measures.propose_indicator(case.pk, people["verifikator"], row.pk, wanted, seen, "Salah ketik")
    confirmed(case, people["kabag"])
    report.refresh_from_db()
    assert report.indicators[0]["target"] == "70.5"
    assert indicators.indicators_of(case)[0].is_reached


def test_a_wrongly_reported_value_is_corrected_in_the_accepted_report(case, people, signed_in):
    report = accepted(case, people["staf"])
    client = signed_in(people["kabag"])
    what = f"capaian-{report.pk}-{report.indicators[0]['id']}"
    answer = client.post(
        address(case, what),
        {"seen": "6.025", "realised": "60,25", "alasan": "Titik dan koma tertukar"},
    )
    assert answer.status_code == 302
    confirmed(case, people["verifikator"])
    report.refresh_from_db()
    assert report.indicators[0]["realised"] == "60.25"
    assert case.events.order_by("number").last().title.endswith("6.025 menjadi 60,25")
    assert not report.papers.exists()  # a new number is taken only when that was asked


def test_the_value_of_a_signed_cooperation_is_corrected(case, people, signed_in):
    client = signed_in(people["verifikator"])
    seen = measures.digest_of_figures(case.nilai)
    answer = client.post(
        address(case, "nilai"), {"seen": seen, "nilai": "Rp11,4 miliar", "alasan": "Kurang nol"}
    )
    assert answer.status_code == 302
    confirmed(case, people["kabag"])
    case.refresh_from_db()
    assert case.nilai == Decimal("11400000000")
    assert "menjadi Rp11.400.000.000" in case.events.order_by("number").last().title


def test_the_opd_proposes_only_until_a_report_is_accepted(case, people, signed_in):
    client = signed_in(people["staf"])
    what = f"indikator-{case.indicators.get().pk}"
    assert client.post(address(case, what), sent(case)).status_code == 302
    confirmed(case, people["verifikator"])
    accepted(case, people["staf"])
    answer = client.post(address(case, what), sent(case, target="80"))
    assert answer.status_code == 422
    assert measures.NOT_YOURS in answer.content.decode()
    assert case.indicators.get().target == Decimal("70.5")


@pytest.mark.parametrize("who", ["tkksd", "pimpinan", "hukum"])
def test_nobody_else_corrects(case, people, who):
    row = case.indicators.get()
    with pytest.raises(Refused):
        measures.propose_measured(case.pk, people[who], 1, row.pk, Decimal(1), "", "x")
    assert not measures.may_correct_figures(people[who], case)


@pytest.mark.parametrize(
    "more, said",
    [
        ({"alasan": " "}, "Bidang ini"),
        ({"target": "11.4"}, "Maksud Anda 11,4 atau 11.400?"),
        ({"target": "7.050"}, "Belum ada angka yang diubah"),
        ({"seen": "lain"}, "sudah diubah"),
    ],
)
def test_a_correction_that_cannot_be_taken_is_told_and_keeps_what_was_typed(
    case, people, signed_in, more, said
):
    what = f"indikator-{case.indicators.get().pk}"
    answer = signed_in(people["verifikator"]).post(address(case, what), sent(case, **more))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert said in page
    assert more.get("target", "70,5") in page
    assert case.indicators.get().target == Decimal(7050)


@pytest.mark.parametrize(
    "what",
    [
        "apa",
        "indikator-0",
        "indikator-x",
        "capaian-1",
        "capaian-1-1",
        f"indikator-{'9' * 30}",
        "nilai-1",
    ],
)
def test_no_figure_no_page(case, people, signed_in, what):
    assert signed_in(people["verifikator"]).get(address(case, what)).status_code == 404


def test_the_paper_of_an_accepted_report_is_made_anew_only_when_that_was_asked(
    case, people, signed_in
):
    report = accepted(case, people["staf"])
    client = signed_in(people["verifikator"])
    what = f"capaian-{report.pk}-{report.indicators[0]['id']}"
    assert "Buat ulang PDF laporan" in client.get(address(case, what)).content.decode()
    typed = {
        "seen": "6.025",
        "realised": "60,25",
        "alasan": "Titik dan koma tertukar",
        "remake": "on",
    }
    assert client.post(address(case, what), typed).status_code == 302
    confirmed(case, people["kabag"])
    assert [paper.draft for paper in report.papers.all()] == [False]


def test_a_report_that_waits_gets_a_new_draft_by_itself(case, people, signed_in):
    report = accepted(case, people["staf"], state=ReportState.SUBMITTED)
    what = f"capaian-{report.pk}-{report.indicators[0]['id']}"
    typed = {"seen": "6.025", "realised": "60,25", "alasan": "Titik dan koma tertukar"}
    assert signed_in(people["staf"]).post(address(case, what), typed).status_code == 302
    confirmed(case, people["kabag"])
    assert [paper.draft for paper in report.papers.all()] == [True]
