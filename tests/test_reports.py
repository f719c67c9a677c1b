"""The life of a report: opened with what is known, written by the OPD, judged by Bagian Kerja Sama,
printed and carried on.
"""

import io
from datetime import date
from decimal import Decimal

import pytest
import time_machine
from django.core.cache import caches
from django.urls import reverse
from pypdf import PdfReader

from agreements.documents import rendering, store
from agreements.models import (
    Activity,
    Agreement,
    Document,
    DocumentState,
    Report,
    ReportState,
    chain_is_intact,
)
from agreements.monitoring.duties import acts, ledger
from agreements.monitoring.duties.ledger import DutyStatus
from agreements.monitoring.implementation import report_acts
from agreements.regulations import report_contents
from agreements.regulations.duties import DUTIES, REPORTED
from agreements.workflow.guarding import Refused
from kerjasama.accounts.models import Unit

from .test_register import inside, unknown

SEMESTER, SEMESTER_I, SEMESTER_II = "ksdpk-semester", date(2026, 1, 1), date(2026, 7, 1)
YEARLY = "luar-negeri-laporan"
TYPED = {
    "hasil": "Layanan daring\ndibuka.",
    "permasalahan": "Jaringan lambat",
    "upaya": "Menambah pita",
    "lainnya": "",
}
ABROAD = {
    "hasil": "Pertukaran guru berjalan",
    "penerima_manfaat": "120 siswa di Tenggarong",
    "pendanaan": "Rp50.000.000 dari APBD",
    "hambatan": "Perbedaan waktu",
    "analisis": "Dilanjutkan tahun depan",
}


@pytest.fixture(autouse=True)
def the_tenth_of_july():
    with time_machine.travel("2026-07-10 09:00+08:00", tick=False):
        yield


def address(agreement, code=SEMESTER, period=SEMESTER_I, name="tulis-laporan"):
    return reverse(name, args=[agreement.pk, code, period])


def typed(agreement, version=0, texts=TYPED, **more):
    first = agreement.indicators.first()
    return {"versi": version, **texts, f"indikator_{first.pk}": "42,5", **more}


def standing(agreement, today=date(2026, 8, 10), code=SEMESTER):
    return next(
        due.standing for due in ledger.dues_of_agreement(agreement, today) if due.duty.code == code
    )


def text_of(paper) -> str:
    return " ".join(
        " ".join(
            page.extract_text()
            for page in PdfReader(io.BytesIO(store.read_stored(paper.sha256))).pages
        ).split()
    )


class TestTheLaw:
    @pytest.mark.parametrize("code", REPORTED)
    def test_the_items_are_those_of_the_article_in_its_order(self, code):
        duty = DUTIES[code]
        titles = [section.title.lower() for section in report_contents.sections_of(duty)]
        for item, title in zip(duty.contents, titles, strict=True) if duty.contents else ():
            assert item.removesuffix(" KSDD").removesuffix(" KSDPK") == title
        assert unknown({report_contents.contents_by(duty), *inside(duty)}) == set()

    @pytest.mark.parametrize("code", REPORTED)
    def test_only_what_cannot_be_read_from_the_agreement_is_asked(self, code):
        assert len(report_contents.asked_of(DUTIES[code])) <= 5


@pytest.mark.django_db
def test_a_semester_from_the_first_word_to_the_fulfilled_duty(signed, people, signed_in):
    agreement = signed()
    Activity.objects.create(
        agreement=agreement,
        name="Uji coba layanan",
        year=2026,
        quarter_from=2,
        quarter_to=2,
        amount_region=Decimal(5),
    )
    Activity.objects.create(agreement=agreement, name="Kegiatan tahun depan", year=2027)
    staff, office = signed_in(people["staf"]), signed_in(people["verifikator"])

    page = staff.get(address(agreement)).content.decode()
    assert (
        agreement.title in page
        and agreement.partner.name in page
        and "Uji coba layanan" in page
        and "Kegiatan tahun depan" not in page
    )
    assert not Report.objects.exists(), "looking writes nothing"

    saved = staff.post(address(agreement), typed(agreement), follow=True).content.decode()
    assert "Draf tersimpan" in saved and 'id="versi" value="1"' in saved
    assert Report.objects.get().sections["hasil"] == "Layanan daring\ndibuka."

    answer = staff.post(
        address(agreement), typed(agreement, 1, ajukan=1), follow=True
    ).content.decode()
    assert "Laporan diajukan kepada Bagian Kerja Sama" in answer
    assert standing(agreement) is DutyStatus.LATE, "submitted is not received"
    assert agreement.title in office.get(reverse("laporan")).content.decode()

    refused = office.post(address(agreement, name="nilai-laporan"), {"alasan": ""})
    assert refused.status_code == 422
    office.post(address(agreement, name="nilai-laporan"), {"alasan": "Sebut jumlah pengguna."})
    page = staff.get(address(agreement)).content.decode()
    assert "Sebut jumlah pengguna." in page and "Layanan daring" in page

    version = Report.objects.get().version
    staff.post(
        address(agreement),
        typed(agreement, version, {**TYPED, "hasil": "1.200 pengguna"}, ajukan=1),
    )
    office.post(
        address(agreement, name="nilai-laporan"),
        {"terima": 1, "versi": agreement.reports.get().version},
    )
    report = Report.objects.get()
    assert report.state == ReportState.ACCEPTED and standing(agreement) is DutyStatus.DONE
    done = agreement.fulfilments.get()
    final = report.papers.get(draft=False)
    assert (done.done_on, done.number) == (date(2026, 7, 10), final.number)
    actions = [*agreement.events.order_by("number").values_list("action", flat=True)][-5:]
    assert actions == [
        "laporan diajukan",
        "laporan dikembalikan",
        "laporan diajukan",
        "laporan diterima",
        "kewajiban dipenuhi",
    ]
    assert chain_is_intact(agreement)

    rendering.render_queued_document(final.pk)
    report.refresh_from_db()
    final.refresh_from_db()
    assert report.sha256 == final.sha256 and final.state == DocumentState.READY, final.error
    printed = text_of(final)
    places = [
        printed.index(f"{n}. {s.title}" if f"{n}. {s.title}" in printed else s.title)
        for n, s in enumerate(report_contents.DOMESTIC, 1)
    ]
    assert (
        places == sorted(places)
        and "1.200 pengguna" in printed
        and "42,5" in printed
        and "Uji coba layanan" in printed
    )

    rendering.render_queued_document(report.papers.filter(draft=True).first().pk)
    assert "berubah" in report.papers.filter(draft=True).first().error, (
        "a draft of what was since rewritten is not made"
    )


@pytest.mark.django_db
class TestWriting:
    def test_the_next_report_begins_with_the_problems_of_the_last(self, signed, people):
        agreement = signed()
        accepted(agreement, people)
        with time_machine.travel("2026-12-10 09:00+08:00"):
            due = ledger.find_due(agreement, date(2026, 12, 10), SEMESTER, SEMESTER_II)
            assert (
                report_acts.open_report(agreement, due).sections["permasalahan"]
                == "Jaringan lambat"
            )

    def test_nothing_is_lost_when_somebody_else_wrote_meanwhile(self, signed, people, signed_in):
        agreement, staff = signed(), signed_in(people["staf"])
        staff.post(address(agreement), typed(agreement))
        answer = staff.post(
            address(agreement), typed(agreement, 0, {**TYPED, "upaya": "Ketikan saya"})
        )
        page = answer.content.decode()
        assert (
            answer.status_code == 422
            and "Ketikan saya" in page
            and "sudah diubah orang lain" in page
            and 'id="versi" value="0"' in page
        )
        assert Report.objects.get().sections["upaya"] == "Menambah pita"

    def test_an_incomplete_report_is_kept_but_not_submitted(self, signed, people, signed_in):
        agreement, staff = signed(), signed_in(people["staf"])
        answer = staff.post(
            address(agreement), typed(agreement, 0, {**TYPED, "upaya": " "}, ajukan=1)
        )
        assert (
            answer.status_code == 422
            and "Upaya penyelesaian permasalahan: belum diisi." in answer.content.decode()
        )
        assert Report.objects.get().state == ReportState.DRAFT
        assert staff.post(address(agreement), typed(agreement, 1, ajukan=1)).status_code == 302

    def test_a_wrong_number_is_refused_at_its_field_and_stays(self, signed, people, signed_in):
        agreement = signed()
        wrong = {f"indikator_{agreement.indicators.first().pk}": "banyak"}
        answer = signed_in(people["staf"]).post(address(agreement), typed(agreement) | wrong)
        assert (
            answer.status_code == 422
            and "banyak" in answer.content.decode()
            and not Report.objects.exists()
        )

    def test_what_was_submitted_or_accepted_is_no_longer_written(self, signed, people, signed_in):
        agreement = signed()
        accepted(agreement, people)
        answer = signed_in(people["staf"]).post(
            address(agreement), typed(agreement, 3, {**TYPED, "hasil": "Ketikan saya"})
        )
        assert answer.status_code == 422 and "Ketikan saya" in answer.content.decode()
        assert Report.objects.get().sections["hasil"] == TYPED["hasil"].strip()

    def test_an_accepted_report_keeps_what_the_agreement_said_then(self, signed, people):
        agreement = signed()
        accepted(agreement, people)
        was = Report.objects.get().sections["judul"]
        Agreement.objects.filter(pk=agreement.pk).update(title="Judul baru")
        due = ledger.find_due(agreement, date(2026, 8, 10), SEMESTER, SEMESTER_I)
        assert report_acts.open_report(agreement, due).sections["judul"] == was

    @pytest.mark.parametrize(
        ("who", "writes"),
        [("staf", True), ("kepala", True), ("verifikator", False), ("pimpinan", False)],
    )
    def test_only_the_opd_writes(self, signed, people, signed_in, who, writes):
        agreement = signed()
        answer = signed_in(people[who]).post(address(agreement), typed(agreement))
        assert (answer.status_code, Report.objects.exists()) == (
            (302, True) if writes else (422, False)
        )

    def test_a_strange_opd_finds_no_report(self, signed, stranger, signed_in):
        assert signed_in(stranger).get(address(signed())).status_code == 404

    def test_a_duty_without_report_has_no_such_page(self, signed, people, signed_in):
        assert (
            signed_in(people["staf"]).get(address(signed(), "ksdpk-berjenjang")).status_code == 404
        )


def accepted(agreement, people, code=SEMESTER, period=SEMESTER_I, texts=TYPED) -> Report:
    report_acts.save_report(
        agreement.pk,
        people["staf"],
        code,
        period,
        "0",
        {k: v.strip() for k, v in texts.items()},
        {},
    )
    report_acts.submit_report(agreement.pk, people["kepala"], code, period)
    return report_acts.accept_report(agreement.pk, people["verifikator"], code, period)


@pytest.mark.django_db
class TestJudging:
    def test_the_opd_cannot_accept_its_own_report(self, signed, people):
        agreement = signed()
        report_acts.save_report(agreement.pk, people["staf"], SEMESTER, SEMESTER_I, "0", TYPED, {})
        report_acts.submit_report(agreement.pk, people["staf"], SEMESTER, SEMESTER_I)
        with pytest.raises(Refused, match="hanya wewenang Bagian"):
            report_acts.accept_report(agreement.pk, people["staf"], SEMESTER, SEMESTER_I)

    def test_it_is_accepted_once(self, signed, people):
        agreement = signed()
        accepted(agreement, people)
        with pytest.raises(Refused, match="tidak sedang menunggu"):
            report_acts.accept_report(agreement.pk, people["kabag"], SEMESTER, SEMESTER_I)

    def test_a_sinergi_report_is_received_for_the_bupati_too(self, signed, people):
        agreement = signed("sinergi")
        code = "sinergi-enam-bulan"
        accepted(agreement, people, code, date(2026, 3, 10))
        assert standing(agreement, code=code) is DutyStatus.DONE

    def test_a_failed_paper_is_tried_again_under_its_number(
        self, signed, people, signed_in, monkeypatch
    ):
        agreement = signed()
        paper = accepted(agreement, people).papers.get(draft=False)
        with monkeypatch.context() as broken:
            broken.setattr(rendering, "to_pdf", lambda paper: 1 / 0)
            rendering.render_queued_document(paper.pk)
        page = signed_in(people["staf"]).get(address(agreement)).content.decode()
        assert "Gagal dibuat" in page and "Coba lagi" in page
        signed_in(people["staf"]).post(reverse("ulangi-dokumen", args=[paper.pk]))
        rendering.render_queued_document(paper.pk)
        assert Document.objects.get(pk=paper.pk).state == DocumentState.READY


@pytest.mark.django_db
class TestAbroad:
    @pytest.fixture(autouse=True)
    def january(self, the_tenth_of_july):
        with time_machine.travel("2027-01-04 09:00+08:00", tick=False):
            yield

    def test_the_paper_has_the_nine_items_of_lampiran_iv_in_order(self, abroad, people):
        paper = accepted(abroad, people, YEARLY, SEMESTER_I, ABROAD).papers.get(draft=False)
        rendering.render_queued_document(paper.pk)
        paper.refresh_from_db()
        printed = text_of(paper)
        places = [printed.index(section.title) for section in report_contents.ABROAD]
        assert (
            places == sorted(places)
            and all(text in printed for text in ABROAD.values())
            and abroad.partner.name in printed
        )

    def test_accepting_is_not_sending_the_gubernur_has_it_when_that_is_recorded(
        self, abroad, people
    ):
        accepted(abroad, people, YEARLY, SEMESTER_I, ABROAD)
        assert standing(abroad, date(2027, 1, 4), YEARLY) is DutyStatus.OPEN
        acts.fulfil_duty(
            abroad.pk,
            people["verifikator"],
            YEARLY,
            SEMESTER_I,
            done_on=date(2027, 1, 4),
            number="100/1",
        )
        assert standing(abroad, date(2027, 1, 8), YEARLY) is DutyStatus.DONE


@pytest.mark.django_db
class TestTheList:
    def test_each_opd_sees_what_it_has_to_write_and_it_moves_as_it_is_judged(
        self, signed, people, signed_in, stranger
    ):
        agreement, staff = signed(), signed_in(people["staf"])
        page = staff.get(reverse("laporan")).content.decode()
        assert "Perlu ditulis (1)" in page and address(agreement) in page
        assert "Perlu ditulis (0)" in signed_in(stranger).get(reverse("laporan")).content.decode()
        accepted(agreement, people)
        page = staff.get(reverse("laporan"), {"status": "diterima"}).content.decode()
        assert "Perlu ditulis (0)" in page and "Diterima (1)" in page and agreement.title in page

    def test_a_report_in_draft_is_still_to_be_written_until_it_is_submitted(
        self, signed, people, signed_in
    ):
        agreement, staff = signed(), signed_in(people["staf"])
        written = (agreement.pk, people["staf"], SEMESTER, SEMESTER_I)
        report_acts.save_report(*written, "0", TYPED, {})
        assert "Perlu ditulis (1)" in staff.get(reverse("laporan")).content.decode()
        report_acts.submit_report(*written)
        assert "Perlu ditulis (0)" in staff.get(reverse("laporan")).content.decode()

    @pytest.mark.parametrize("tab", ["tulis", "diajukan"])
    def test_more_rows_cost_no_more_queries(
        self, signed, people, signed_in, tab, django_assert_max_num_queries
    ):
        staff = signed_in(people["staf"])
        for agreement in [signed() for _ in range(5)]:
            if tab == "diajukan":
                report_acts.save_report(
                    agreement.pk, people["staf"], SEMESTER, SEMESTER_I, "0", TYPED, {}
                )
                report_acts.submit_report(agreement.pk, people["staf"], SEMESTER, SEMESTER_I)
        staff.get(reverse("laporan"), {"status": tab})  # reads the settings of the office
        caches["local"].clear()
        with django_assert_max_num_queries(15):
            staff.get(reverse("laporan"), {"status": tab})

    def test_it_is_narrowed_to_one_opd_and_stays_so_from_tab_to_tab(
        self, signed, people, signed_in
    ):
        agreement, office = signed(), signed_in(people["verifikator"])
        other = Unit.objects.create(name="Dinas Kesehatan")
        ours = office.get(
            reverse("laporan"), {"status": "tulis", "opd": agreement.owner_id}
        ).content.decode()
        assert agreement.title in ours and f"?status=diajukan&amp;opd={agreement.owner_id}" in ours
        theirs = office.get(
            reverse("laporan"), {"status": "tulis", "opd": other.pk}
        ).content.decode()
        assert agreement.title not in theirs and "Perlu ditulis (0)" in theirs
