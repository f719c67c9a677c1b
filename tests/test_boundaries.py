"""Rules on dates at their edge: the day before, the day itself and the day after, with the dates as
a person would write them.
"""

from datetime import date, timedelta

import pytest
from django.db import transaction

from agreements import demo
from agreements.documents import rendering
from agreements.models import Agreement
from agreements.models.number import Number
from agreements.monitoring.duties import ledger
from agreements.monitoring.duties.ledger import DutyStatus
from agreements.regulations import catalogue
from agreements.regulations.open_questions import EVERY_TERM, SILENCE_OF_DPRD
from agreements.workflow import engine, meeting_requirements, settling
from agreements.workflow.choosing_readings import choose_reading
from agreements.workflow.evaluation import evaluate_case
from agreements.workflow.guarding import Refused

from .conftest import order_and_render, signed_at_once, until_holder

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("blank_papers")]
MONDAY = date(2026, 3, 2)
MOST_ACTS = 40


@pytest.fixture(autouse=True)
def on_monday(time_machine):
    """The second of March 2026, and a way to any other day."""

    def go_to(day: str) -> None:
        time_machine.move_to(f"{day} 09:00+08:00", tick=False)
        settling.settle_lapsed_cases()

    go_to(f"{MONDAY}")
    return go_to


def tried(act, *args, **said) -> str:
    """Why it was refused; empty when it was done. Nothing of it is left."""
    with transaction.atomic():
        try:
            act(*args, **said)
            return ""
        except Refused as refusal:
            return str(refusal)
        finally:
            transaction.set_rollback(True)


def records(case: Agreement, by, code: str, outcome: str, on: date) -> None:
    meeting_requirements.meet_requirement(
        case.pk,
        by,
        code,
        Agreement.objects.get(pk=case.pk).stage_code,
        outcome=outcome,
        decided_on=on,
    )


SILENT, GIVEN = "Persetujuan baru dianggap diberikan", ""


def test_the_dprd_is_deemed_to_consent_on_the_day_after_45_days(make_agreement, people, on_monday):
    case = until_holder(make_agreement(at="persetujuan_dprd", membebani=True), "DPRD")
    for day, why in (("2026-04-15", SILENT), ("2026-04-16", SILENT), ("2026-04-17", GIVEN)):
        on_monday(day)
        told = tried(
            records,
            case,
            people["verifikator"],
            "putusan_dprd",
            "dianggap disetujui",
            date.fromisoformat(day),
        )
        assert told.startswith(why) and bool(told) == bool(why), day


def test_a_ksdd_waits_for_the_last_of_its_terms_where_the_office_reads_it_so(
    make_agreement, people, on_monday
):
    """45 days in all are over on 16 April, the 15 days after the follow-up of 11 April only on 26
    April.
    """
    case, office = (
        until_holder(
            make_agreement("ksdd-sukarela", at="persetujuan_dprd", membebani=True), "DPRD"
        ),
        people["verifikator"],
    )
    choose_reading(SILENCE_OF_DPRD, EVERY_TERM, "Arahan Bagian Hukum.", people["kabag"])
    on_monday("2026-03-12")
    records(case, office, "jawaban_dprd", "dikaji Komisi", date(2026, 3, 12))
    records(case, office, "kajian_dprd", "diterima", date(2026, 3, 12))
    on_monday("2026-04-11")
    records(case, office, "tindak_lanjut", "diterima pimpinan DPRD", date(2026, 4, 11))
    for day, why in (("2026-04-17", SILENT), ("2026-04-26", SILENT), ("2026-04-27", GIVEN)):
        on_monday(day)
        told = tried(
            records, case, office, "putusan_dprd", "dianggap disetujui", date.fromisoformat(day)
        )
        assert told.startswith(why) and bool(told) == bool(why), day


def test_a_second_request_is_open_after_30_days_and_the_report_after_15_more(
    make_agreement, people, on_monday
):
    case, office = (
        until_holder(make_agreement("ksdd-sukarela", at="penawaran"), "PARTNER"),
        people["verifikator"],
    )
    for day, is_open in (("2026-03-31", False), ("2026-04-01", False), ("2026-04-02", True)):
        on_monday(day)
        assert (
            tried(rendering.order_document, case.pk, office, "permintaan_kedua") == ""
        ) == is_open, day
    order_and_render(Agreement.objects.get(pk=case.pk), office, "permintaan_kedua")
    records(case, office, "permintaan_kedua", "disampaikan", date(2026, 4, 2))
    for day, is_open in (("2026-04-16", False), ("2026-04-17", False), ("2026-04-18", True)):
        on_monday(day)
        assert (
            tried(rendering.order_document, case.pk, office, "laporan_gubernur") == ""
        ) == is_open, day


def test_a_term_of_the_office_has_lapsed_on_the_day_after_its_last(make_agreement, on_monday):
    case = make_agreement()
    due = evaluate_case(case).term.due
    for days, has_lapsed in ((-1, False), (0, False), (1, True)):
        on_monday(f"{due + timedelta(days)}")
        term = evaluate_case(Agreement.objects.get(pk=case.pk)).term
        assert (term.has_lapsed, term.left < 0) == (has_lapsed, has_lapsed), days


@pytest.mark.parametrize(
    "months, last",
    [(1, date(2026, 4, 1)), (12, date(2027, 3, 1)), (36, date(2029, 3, 1)), (60, date(2031, 3, 1))],
)
def test_a_term_ends_on_the_day_before_its_day_returns(make_agreement, people, months, last):
    case = until_holder(
        make_agreement(at="penandatanganan_kb", jangka_waktu_bulan=months), "HEAD_OF_REGION"
    )
    records(case, people["verifikator"], "ttd_kesepakatan_bersama", "ditandatangani", MONDAY)
    case.refresh_from_db()
    assert (case.effective_on, case.expires_on, case.ends_on) == (MONDAY, last, last)


ABOVE = "Kesepakatan Bersama yang dipilih"


def test_a_pks_is_begun_until_the_last_day_of_what_stands_above_it(
    make_agreement, people, on_monday
):
    above = signed_at_once(make_agreement(), people["verifikator"])
    assert above.ends_on == date(2029, 3, 1)

    def begins() -> None:
        track = catalogue.newest_track_version("ksdpk-pks")
        told = {
            "title": "PKS contoh",
            "owner": above.owner,
            "parent": Agreement.objects.get(pk=above.pk),
        }
        engine.begin_case(
            Agreement(track_code=track.code, track_version=track.version, **told), people["staf"]
        )

    for day, why in (
        ("2029-02-28", ""),
        ("2029-03-01", ""),
        ("2029-03-02", f"{ABOVE} sudah berakhir."),
    ):
        on_monday(day)
        assert tried(begins) == why, day
    on_monday("2029-02-28")
    Agreement.objects.filter(pk=above.pk).update(terminated=True)
    assert "sudah diputuskan berakhir" in tried(begins)


@pytest.mark.parametrize("kind", ["perpanjangan", "adendum"])
def test_a_change_is_signed_until_the_last_day_of_what_it_changes(make_agreement, people, kind):
    change = until_holder(make_agreement(f"ksdpk-{kind}", at="penandatanganan"), "HEAD_OF_REGION")
    last = change.parent.ends_on
    for day, is_open in ((last - timedelta(1), True), (last, True), (last + timedelta(1), False)):
        told = tried(records, change, people["verifikator"], f"ttd_{kind}", "ditandatangani", day)
        assert (told == "") == is_open and (is_open or "sudah berakhir pada" in told), day


@pytest.mark.parametrize(
    "track, code, days",
    [
        ("ksdpk-daerah", "ksdpk-semester", ("2026-07-29", "2026-07-30", "2026-07-31")),
        ("ksdpk-daerah", "ksdpk-berjenjang", ("2026-08-28", "2026-08-29", "2026-08-30")),
        ("sinergi", "sinergi-menteri", ("2026-03-15", "2026-03-16", "2026-03-17")),
        ("sinergi", "sinergi-enam-bulan", ("2026-09-01", "2026-09-02", "2026-09-03")),
        ("ksdpl-daerah", "luar-negeri-laporan", ("2027-01-06", "2027-01-07", "2027-01-08")),
    ],
)
def test_a_duty_is_late_on_the_day_after_it_was_due(make_agreement, people, track, code, days):
    case = make_agreement(track)
    Agreement.objects.filter(pk=case.pk).update(
        effective_on=MONDAY, expires_on=date(2029, 3, 1), ends_on=date(2029, 3, 1)
    )
    case.refresh_from_db()
    stands = [
        next(
            due.standing
            for due in ledger.dues_of_agreement(case, date.fromisoformat(day))
            if due.duty.code == code
        )
        for day in days
    ]
    assert stands == [DutyStatus.OPEN, DutyStatus.OPEN, DutyStatus.LATE]


@pytest.mark.parametrize(
    "track, stage, code, outcome",
    [
        ("ksdpk-daerah", "persiapan", "telaahan_tkksd", "tidak layak"),
        ("ksdpk-daerah", "penawaran", "tanggapan", "ditolak"),
        ("ksdpk-daerah", "penyusunan_kb", "bahas_kesepakatan_bersama", "perlu perubahan"),
        ("ksdpk-pihak-ketiga", "penawaran", "kriteria", "tidak memenuhi"),
        ("ksdpl-daerah", "penjajakan", "hasil_penjajakan", "tidak disepakati"),
        ("ksdpl-daerah", "pernyataan_kehendak", "tanggapan_menteri", "tidak disarankan"),
    ],
)
def test_an_unfavourable_result_holds_the_case_in_its_stage(
    make_agreement, people, track, stage, code, outcome
):
    case = make_agreement(track, at=stage)
    for _ in range(MOST_ACTS):
        if case.stage_code != stage or not demo.meet_next(
            case, order_and_render, **{code: outcome}
        ):
            break
        case = Agreement.objects.get(pk=case.pk)
        if case.evidence.filter(requirement_code=code, void=False).exists():
            break
    assert case.evidence.get(requirement_code=code, void=False).outcome == outcome
    assert case.stage_code == stage and any(
        f"hasilnya “{outcome}”" in reason for reason in evaluate_case(case).reasons
    )


def test_a_paper_that_is_being_made_is_not_ordered_again(make_agreement, people):
    case, office = make_agreement(at="penawaran"), people["verifikator"]
    rendering.order_document(case.pk, office, "penawaran")
    with pytest.raises(Refused, match="sedang dibuat"):
        rendering.order_document(case.pk, office, "penawaran")
    assert Number.objects.filter(document__agreement=case, document__kind="penawaran").count() == 1
