"""What the system made or was handed in once is not asked again."""

import re
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from agreements import demo
from agreements.documents import store
from agreements.forms.acts import EvidenceForm
from agreements.models import Agreement, State
from agreements.monitoring.duties import acts, ledger
from agreements.monitoring.implementation import report_acts
from agreements.regulations.report_contents import asked_of
from agreements.workflow import meeting_requirements
from agreements.workflow.evaluation import evaluate_case

from .conftest import as_long_as, order_and_render
from .reading import folded

pytestmark = pytest.mark.usefixtures("blank_papers")
SEMESTER = "ksdpk-semester"
PDF = b"%PDF-1.4 pindaian"


def fresh(agreement) -> Agreement:
    return Agreement.objects.get(pk=agreement.pk)


def page(signed_in, user, agreement) -> str:
    return signed_in(user).get(reverse("kerja-sama", args=[agreement.pk])).content.decode()


def first_period(agreement) -> date:
    dues = ledger.dues_of_agreement(agreement, timezone.localdate())
    return next(due.period for due in dues if due.duty.code == SEMESTER)


def write_report(agreement, people) -> date:
    period = first_period(agreement)
    due = ledger.find_due(agreement, timezone.localdate(), SEMESTER, period)
    texts = {section.code: "Berjalan sesuai rencana." for section in asked_of(due.duty)}
    report_acts.save_report(agreement.pk, people["staf"], SEMESTER, period, "0", texts, {})
    report_acts.submit_report(agreement.pk, people["staf"], SEMESTER, period)
    return period


@pytest.fixture
def reporting_case(make_agreement):
    return fresh(make_agreement(at="pelaporan"))


def test_an_accepted_report_meets_the_stage_and_fulfils_the_duty(reporting_case, people):
    period = write_report(reporting_case, people)
    report_acts.accept_report(reporting_case.pk, people["verifikator"], SEMESTER, period)
    case = fresh(reporting_case)
    check = evaluate_case(case).check("laporan")
    assert check.met and check.evidence.number == case.fulfilments.get(void=False).number
    assert case.holders == []
    due = ledger.find_due(case, timezone.localdate(), SEMESTER, period)
    assert due.standing == "selesai" and due.fulfilment_id


def test_a_report_made_outside_and_recorded_as_a_duty_meets_the_stage_too(reporting_case, people):
    period = first_period(reporting_case)
    acts.fulfil_duty(
        reporting_case.pk,
        people["staf"],
        SEMESTER,
        period,
        done_on=timezone.localdate(),
        number="1/LAP",
    )
    assert evaluate_case(fresh(reporting_case)).check("laporan").evidence.number == "1/LAP"


def test_a_waived_duty_is_no_report(reporting_case, people):
    acts.waive_duty(
        reporting_case.pk, people["kabag"], SEMESTER, first_period(reporting_case), "Baru mulai."
    )
    assert not evaluate_case(fresh(reporting_case)).check("laporan").met


def test_the_stage_leads_to_the_form_and_takes_a_file_only_as_the_other_way(
    reporting_case, people, signed_in
):
    shown = page(signed_in, people["staf"], reporting_case)
    address = reverse(
        "tulis-laporan", args=[reporting_case.pk, SEMESTER, first_period(reporting_case)]
    )
    assert address in shown and "Tulis laporan<span" in shown
    assert "Laporan sudah dibuat di luar aplikasi? Unggah" in shown
    assert (
        "Dibuat di luar aplikasi" in shown
        and 'Catat pemenuhan<span class="visually-hidden">: Pelaporan' not in folded(shown)
    )


def test_the_counter_of_reports_to_write_counts_what_a_stage_waits_for(
    reporting_case, people, signed_in
):
    seen = Agreement.objects.all()
    assert ledger.unsubmitted_reports(seen, timezone.localdate()).count() == 1
    assert "Perlu ditulis (1)" in signed_in(people["staf"]).get(reverse("laporan")).content.decode()
    write_report(reporting_case, people)
    assert ledger.unsubmitted_reports(seen, timezone.localdate()).count() == 0


@pytest.mark.parametrize("track", ["ksdd-sukarela", "ksdpk-pks", "sinergi"])
@pytest.mark.parametrize("signed_on", [date(2026, 3, 10), date(2026, 7, 1)])
def test_what_a_stage_offers_to_write_however_early_is_counted_and_listed(
    track, signed_on, signed, people, signed_in, time_machine
):
    time_machine.move_to("2026-07-02 09:00+08:00", tick=False)
    case = signed(track)
    changed = {
        "stage_code": "pelaporan",
        "state": State.RUNNING,
        "holders": ["OPD"],
        "effective_on": signed_on,
    }
    Agreement.objects.filter(pk=case.pk).update(**changed)
    case.evidence.filter(requirement_code__startswith="ttd_").update(decided_on=signed_on)
    offered = page(signed_in, people["staf"], case).partition('id="syarat-laporan"')[2]
    address = re.search(r'href="(/kerja-sama/[^"]+/laporan/[^"]+)"', offered)
    listed = signed_in(people["staf"]).get(reverse("laporan")).content.decode()
    assert address and f'href="{address[1]}"' in listed and "Perlu ditulis (0)" not in listed


def test_the_page_says_that_a_submitted_report_is_being_judged(reporting_case, people, signed_in):
    write_report(reporting_case, people)
    assert "menunggu diperiksa Bagian Kerja Sama" in page(signed_in, people["staf"], reporting_case)


def test_a_scan_handed_in_with_the_signing_is_not_asked_for_again(make_agreement, people):
    agreement = make_agreement(at="penandatanganan_kb")
    order_and_render(agreement, people["verifikator"], "kesepakatan_bersama")
    signed = {"outcome": "ditandatangani", "decided_on": timezone.localdate()}
    file = {"sha256": store.store_bytes(PDF), "file_name": "kb.pdf"}
    meeting_requirements.meet_requirement(
        agreement.pk,
        people["verifikator"],
        "ttd_kesepakatan_bersama",
        "penandatanganan_kb",
        **signed,
        **file,
    )
    agreement = fresh(agreement)
    assert agreement.evidence.get(requirement_code="scan_kesepakatan_bersama").file_name == "kb.pdf"
    assert agreement.stage_code == "penyusunan_pks"


def form_of(agreement, code, *args) -> EvidenceForm:
    need = agreement.track.requirement(agreement.stage_code, code)
    return EvidenceForm(*args, need=need, agreement=agreement)


def test_the_number_of_our_own_letter_stands_in_the_record_of_its_sending(make_agreement, people):
    agreement = make_agreement(at="penawaran")
    for _ in as_long_as(lambda: not evaluate_case(agreement).check("penawaran_diterima").is_open):
        demo.meet_next(agreement, order_and_render)
    letter = agreement.documents.get(kind="penawaran")
    assert (
        letter.number
        and form_of(agreement, "penawaran_diterima").fields["number"].initial == letter.number
    )
    assert form_of(agreement, "tanggapan").fields["number"].initial is None


def test_the_tkksd_is_not_asked_for_the_number_of_minutes_that_the_system_issues(make_agreement):
    assert "number" not in form_of(make_agreement(), "telaahan_tkksd").fields


def hand_in(agreement, people, code, content=PDF) -> None:
    file = {
        "sha256": store.store_bytes(content),
        "file_name": f"{code}.pdf",
        "number": "100/HK/2026",
    }
    meeting_requirements.meet_requirement(agreement.pk, people["staf"], code, "persiapan", **file)


def test_the_decree_of_the_year_handed_in_for_one_case_serves_the_next(
    make_agreement, people, signed_in
):
    first, second = make_agreement(), make_agreement()
    hand_in(first, people, "daftar_rencana")
    kept = first.evidence.get(requirement_code="daftar_rencana")
    assert "Pakai berkas yang sudah ada" in page(signed_in, people["staf"], second)
    address = reverse("penuhi", args=[second.pk, "daftar_rencana"])
    signed_in(people["staf"]).post(address, {"tahap": "persiapan", "pakai": str(kept.pk)})
    taken = second.evidence.get(requirement_code="daftar_rencana")
    assert (taken.sha256, taken.number) == (kept.sha256, "100/HK/2026")


def test_a_study_is_offered_again_for_the_same_mitra_and_never_to_another_opd(
    make_agreement, people, stranger
):
    first, second = make_agreement(), make_agreement()
    hand_in(first, people, "studi_kelayakan")
    assert "pakai" in form_of(second, "studi_kelayakan").fields
    Agreement.objects.filter(pk=second.pk).update(owner=stranger.memberships.get().unit)
    assert "pakai" not in form_of(fresh(second), "studi_kelayakan").fields


def test_a_new_file_goes_before_the_kept_one_and_one_of_both_is_needed(make_agreement, people):
    first, second = make_agreement(), make_agreement()
    hand_in(first, people, "daftar_rencana")
    kept = str(first.evidence.get(requirement_code="daftar_rencana").pk)
    assert not form_of(second, "daftar_rencana", {}, {}).is_valid()
    upload = {"upload": SimpleUploadedFile("baru.pdf", b"%PDF-1.4 baru")}
    form = form_of(second, "daftar_rencana", {"pakai": kept}, upload)
    assert form.is_valid() and form.evidence()["file_name"] == "baru.pdf"
