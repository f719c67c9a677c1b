from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from agreements.models import Agreement, DayOff, TermSetting
from agreements.regulations import catalogue
from agreements.workflow import engine, guarding, meeting_requirements
from agreements.workflow.deadlines import Calendar, national_days_off, term_key
from agreements.workflow.evaluation import evaluate_case

from .conftest import order_and_render, until_holder

pytestmark = pytest.mark.usefixtures("blank_papers")


@pytest.mark.django_db
def test_working_days_skip_weekends_holidays_and_cuti_bersama():
    calendar = Calendar()
    assert calendar.due_on(date(2026, 12, 23), 2, "kerja") == date(2026, 12, 29)
    assert calendar.due_on(date(2026, 12, 23), 2, "kalender") == date(2026, 12, 25)


@pytest.mark.django_db
def test_a_day_off_that_the_office_adds_moves_running_deadlines():
    before = Calendar().due_on(date(2026, 11, 23), 3, "kerja")
    DayOff.objects.create(day=date(2026, 11, 25), name="Hari jadi daerah")
    assert Calendar().due_on(date(2026, 11, 23), 3, "kerja") == before + timedelta(1)


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["kerja", "kalender"])
def test_the_database_and_the_page_agree_on_what_is_overdue(kind):
    calendar, today = Calendar(), date(2026, 11, 24)
    latest = calendar.latest_overdue_start(today, 10, kind)
    assert (
        calendar.due_on(latest, 10, kind)
        < today
        <= calendar.due_on(latest + timedelta(1), 10, kind)
    )


@pytest.mark.django_db
@pytest.mark.parametrize(
    "day, left", [("2026-11-26", 1), ("2026-11-27", 0), ("2026-11-28", -1), ("2026-11-30", -1)]
)
def test_a_term_that_ended_on_a_friday_is_over_on_the_saturday(day, left):
    friday = date(2026, 11, 27)
    assert Calendar().days_left(date.fromisoformat(day), friday, "kerja") == left


def test_the_office_sets_its_own_days_but_never_the_number_of_the_law(people):
    track = catalogue.newest_track_version("ksdpk-daerah")
    lengths = {}
    for code in ("persetujuan_dprd", "penyusunan_kb"):
        stage = track.stage(code)
        term = stage.deadline
        TermSetting.objects.create(
            term_key=term_key(track, stage, term),
            days=3,
            day_kind="kalender",
            changed_by=people["kabag"],
        )
        lengths[code] = Calendar().length(track, stage, term)
    assert lengths == {"persetujuan_dprd": (45, "kalender"), "penyusunan_kb": (3, "kalender")}


def test_silence_of_the_partner_opens_the_second_request_and_then_the_report(
    make_agreement, people, days_pass
):
    agreement = until_holder(make_agreement("ksdd-sukarela", at="penawaran"), "PARTNER")
    assert evaluate_case(agreement).term.left == 30
    with pytest.raises(guarding.Refused, match="hanya bila"):
        order_and_render(agreement, people["verifikator"], "permintaan_kedua")
    days_pass(31)
    agreement.refresh_from_db()
    assert agreement.holders == ["VERIFIER"]
    order_and_render(agreement, people["verifikator"], "permintaan_kedua")
    meeting_requirements.meet_requirement(
        agreement.pk,
        people["verifikator"],
        "permintaan_kedua",
        "penawaran",
        outcome="disampaikan",
        decided_on=timezone.localdate(),
    )
    days_pass(16)
    order_and_render(agreement, people["verifikator"], "laporan_gubernur")
    assert agreement.documents.get(kind="laporan_gubernur").number


def test_the_dprd_answers_in_three_legs_inside_45_days(make_agreement, people, days_pass):
    agreement = until_holder(
        make_agreement("ksdd-sukarela", at="persetujuan_dprd", membebani=True), "DPRD"
    )
    assert {(t.term.code, t.left) for t in evaluate_case(agreement).terms} == {
        ("tahap", 45),
        ("jawaban", 15),
    }
    days_pass(10)
    for code, outcome in (("jawaban_dprd", "dikaji Komisi"), ("kajian_dprd", "diterima")):
        meeting_requirements.meet_requirement(
            agreement.pk,
            people["verifikator"],
            code,
            "persetujuan_dprd",
            outcome=outcome,
            decided_on=timezone.localdate(),
        )
        agreement.refresh_from_db()
    assert agreement.holders == ["HEAD_OF_REGION"]
    assert {t.term.code for t in evaluate_case(agreement).terms} == {"tahap", "tindak_lanjut"}


def test_approval_is_deemed_given_only_after_45_days_of_silence(make_agreement, people, days_pass):
    agreement = until_holder(
        make_agreement("ksdpk-daerah", at="persetujuan_dprd", membebani=True), "DPRD"
    )
    deemed = agreement.stage.requirements[-1].deemed
    record = {"outcome": deemed, "decided_on": timezone.localdate()}
    days_pass(45)
    with pytest.raises(guarding.Refused, match="lewat tanpa sikap"):
        meeting_requirements.meet_requirement(
            agreement.pk, people["verifikator"], "putusan_dprd", "persetujuan_dprd", **record
        )
    days_pass(1)
    meeting_requirements.meet_requirement(
        agreement.pk, people["verifikator"], "putusan_dprd", "persetujuan_dprd", **record
    )
    assert evaluate_case(agreement).may_complete


def test_a_local_norm_rests_while_the_case_is_suspended(make_agreement, people, days_pass):
    agreement = make_agreement()
    before = evaluate_case(agreement).term.left
    engine.halt_case(
        agreement.pk, people["kabag"], "persiapan", "ditangguhkan", "Menunggu anggaran"
    )
    days_pass(7)
    agreement = engine.resume_case(agreement.pk, people["kabag"])
    assert evaluate_case(agreement).term.left == before


def test_a_term_of_the_law_runs_on_while_the_case_is_suspended(make_agreement, people, days_pass):
    agreement = until_holder(make_agreement(at="persetujuan_dprd", membebani=True), "DPRD")
    before = evaluate_case(agreement).term
    engine.halt_case(
        agreement.pk, people["kabag"], "persetujuan_dprd", "ditangguhkan", "Menunggu anggaran"
    )
    days_pass(7)
    after = evaluate_case(engine.resume_case(agreement.pk, people["kabag"])).term
    assert (after.due, after.left) == (before.due, before.left - 7)


def test_the_rest_of_an_earlier_visit_to_a_stage_is_not_given_again(
    make_agreement, people, days_pass
):
    agreement = make_agreement(at="penyusunan_kb")

    def rests(days: int) -> None:
        engine.halt_case(
            agreement.pk, people["kabag"], "penyusunan_kb", "ditangguhkan", "Menunggu anggaran"
        )
        days_pass(days)
        engine.resume_case(agreement.pk, people["kabag"])

    def begins() -> date:
        return evaluate_case(Agreement.objects.get(pk=agreement.pk)).term.start

    rests(7)
    engine.send_case_back(
        agreement.pk, people["verifikator"], "penyusunan_kb", "persiapan", "Kurang", ["Lokasi"]
    )
    days_pass(1)
    engine.resolve_correction(agreement.pk, people["staf"], agreement.corrections.get().pk)
    entered_anew = begins()
    assert entered_anew == date(2026, 3, 10)
    rests(2)
    assert begins() == entered_anew + timedelta(2)


def test_an_overdue_case_is_found_in_sql(make_agreement, days_pass):
    agreement = make_agreement()
    days_pass(40)
    late = Agreement.objects.filter(Calendar().overdue(timezone.localdate()))
    assert list(late) == [agreement]


def test_a_national_holiday_can_become_a_working_day_by_decree(people, signed_in):
    client, page = signed_in(people["kabag"]), reverse("hari-libur")
    christmas = date(timezone.localdate().year, 12, 25)
    assert Calendar().day_off(christmas)
    refused = client.post(page, {"kerja": "1", "kerja-day": christmas.isoformat()})
    assert (
        refused.status_code == 422 and "Bidang ini tidak boleh kosong" in refused.content.decode()
    )
    decree = "Keputusan Bersama Nomor 1 Tahun 2026"
    client.post(page, {"kerja": "1", "kerja-day": christmas.isoformat(), "kerja-decree": decree})
    assert Calendar().day_off(christmas) == ""
    assert decree in client.get(page).content.decode()
    client.post(page, {"hapus": DayOff.objects.get().pk})
    assert Calendar().day_off(christmas)


def test_a_day_that_is_no_holiday_cannot_be_made_a_working_day(people, signed_in):
    data = {
        "kerja": "1",
        "kerja-day": f"{timezone.localdate().year}-11-24",
        "kerja-decree": "Keputusan 1",
    }
    assert signed_in(people["kabag"]).post(reverse("hari-libur"), data).status_code == 422
    assert not DayOff.objects.exists()


def test_names_of_holidays_are_spelt_right():
    assert not any(
        "Pegangti" in name
        for year in range(2020, 2028)
        for name in national_days_off(year).values()
    )
