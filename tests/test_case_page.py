"""What people see on a case, and that nothing they are offered is refused."""

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from agreements import demo
from agreements.documents import rendering
from agreements.models import Agreement
from agreements.pages.case.case_page import build_case_page
from agreements.pages.case.log import History
from agreements.pages.case.road import road_of
from agreements.views.common import visible_or_404
from agreements.workflow import engine
from agreements.workflow.evaluation import evaluate_case
from kerjasama.accounts.models import User
from tests.browser.world import order_blank, without_rendering


@pytest.fixture
def blank_papers(monkeypatch):
    without_rendering(monkeypatch)


@pytest.fixture
def page(signed_in):
    """The page of a case as this person sees it."""
    return lambda user, case: (
        signed_in(user).get(reverse("kerja-sama", args=[case.pk])).content.decode()
    )


def walked(case: Agreement, acts: int) -> Agreement:
    for _ in range(acts):
        demo.meet_next(case, order_blank)
    return Agreement.objects.get(pk=case.pk)


def test_a_proposer_of_one_opd_finds_it_chosen(people, signed_in):
    unit = people["staf"].memberships.get().unit
    page = signed_in(people["staf"]).get(reverse("ajukan", args=["sinergi"])).content.decode()
    assert f'<option value="{unit.pk}" selected>' in page


def test_a_nip_is_taken_as_it_is_written_on_letters(make_agreement, people, signed_in):
    case = make_agreement()
    url, data = (
        reverse("ubah", args=[case.pk, "naskah"]),
        {"versi": case.content_hash, "kuasa_nip": "19700101 199003 1 002"},
    )
    assert signed_in(people["staf"]).post(url, data).status_code == 302
    assert Agreement.objects.get().kuasa_nip == "197001011990031002"
    data |= {"versi": Agreement.objects.get().content_hash, "kuasa_nip": "1970"}
    assert (
        "NIP terdiri atas 18 angka." in signed_in(people["staf"]).post(url, data).content.decode()
    )


def test_who_may_not_change_the_wording_is_not_shown_the_way_to_it(
    make_agreement, people, page, signed_in, blank_papers
):
    case = make_agreement(at="penyusunan_kb")
    address = reverse("redaksi", args=[case.pk, "kesepakatan_bersama"])
    for name, user in people.items():
        may = signed_in(user).get(address).status_code == 200
        assert (address in page(user, case)) == may, name


def test_who_may_only_read_is_not_shown_a_form_for_comments(make_agreement, people, page):
    case, form = make_agreement(), "Kirim tanggapan"
    assert form in page(people["staf"], case) and form in page(people["sekda"], case)
    assert form not in page(people["pimpinan"], case)


def test_a_gap_is_linked_only_for_those_who_can_fill_it(make_agreement, people, page):
    case = make_agreement(manfaat="")
    address = reverse("ubah", args=[case.pk, "isi"])
    assert address in page(people["staf"], case)
    shown = page(people["verifikator"], case)
    assert "Manfaat diisi dalam KAK: masih kosong." in shown and address not in shown


def test_no_finding_is_chosen_before_the_tkksd_chooses_it(
    make_agreement, people, page, signed_in, blank_papers
):
    case = walked(make_agreement(), 5)
    assert case.holders == ["TKKSD"]
    assert '<option value="sesuai" selected>' not in page(people["tkksd"], case)
    url = reverse("penuhi", args=[case.pk, "telaahan_tkksd"])
    data = {"tahap": case.stage_code, "outcome": "", "decided_on": timezone.localdate()}
    assert signed_in(people["tkksd"]).post(url, data).status_code == 422
    assert not case.evidence.filter(requirement_code="telaahan_tkksd").exists()


def test_a_refused_study_keeps_what_was_noted_on_each_point(
    make_agreement, people, signed_in, blank_papers
):
    case = walked(make_agreement(), 5)
    url = reverse("penuhi", args=[case.pk, "telaahan_tkksd"])
    data = {"tahap": case.stage_code, "outcome": "layak", "decided_on": timezone.localdate()}
    answer = signed_in(people["tkksd"]).post(url, data | {"catatan_3": "Manfaat melebihi biaya."})
    shown = answer.content.decode()
    assert answer.status_code == 422 and 'value="Manfaat melebihi biaya."' in shown
    assert 'id="id_telaahan_tkksd_butir_3_error"' in shown, "each missing finding is told at it"


def test_a_judge_reads_all_that_the_proposal_says(make_agreement, people, page):
    case = make_agreement(
        nilai=1_500_000,
        membebani=True,
        lokasi="Kecamatan Tabang",
        analisis_dampak="Tidak berdampak buruk",
    )
    shown = page(people["kepala"], case)
    for text in (
        "Rp1.500.000 (satu juta lima ratus ribu rupiah)",
        "Diperlukan: membebani masyarakat dan daerah",
        "Kecamatan Tabang",
        "Tidak berdampak buruk",
    ):
        assert text in shown


def test_an_uploaded_file_says_what_it_is_for(make_agreement, people, page, signed_in):
    case = make_agreement()
    url = reverse("penuhi", args=[case.pk, "studi_kelayakan"])
    file = SimpleUploadedFile("pindai001.pdf", b"%PDF-1.7 berkas", "application/pdf")
    signed_in(people["staf"]).post(url, {"tahap": case.stage_code, "upload": file})
    rows = build_case_page(
        people["kepala"], visible_or_404(people["kepala"], case.pk)
    ).table.uploads
    assert [(row.purpose, row.evidence.file_name) for row in rows] == [
        ("Studi kelayakan", "pindai001.pdf")
    ]
    assert "pindai001.pdf" in page(people["kepala"], case)


def test_an_overlap_with_another_opd_is_told_without_opening_it(
    make_agreement, stranger, people, page
):
    mine = make_agreement(title="Konsultasi kesehatan jarak jauh bagi warga hulu")
    theirs = make_agreement(title="Konsultasi kesehatan jarak jauh bagi warga hilir")
    secret = make_agreement(title="Konsultasi kesehatan jarak jauh bagi warga pesisir")
    unit = stranger.memberships.get().unit
    Agreement.objects.filter(pk=theirs.pk).update(owner=unit, holders=["VERIFIER"])
    Agreement.objects.filter(pk=secret.pk).update(owner=unit)
    shown = page(people["staf"], mine)
    assert theirs.title in shown and reverse("kerja-sama", args=[theirs.pk]) not in shown
    assert secret.title not in shown, "a draft is still its own OPD's"
    assert reverse("kerja-sama", args=[theirs.pk]) in page(people["sekda"], mine)


def test_a_withdrawn_case_says_so_to_a_form_that_was_still_open(make_agreement, people, signed_in):
    case = make_agreement()
    engine.halt_case(case.pk, people["staf"], case.stage_code, "ditarik", "Salah jalur.")
    url = reverse("penuhi", args=[case.pk, "studi_kelayakan"])
    answer = signed_in(people["staf"]).post(url, {"tahap": case.stage_code}, follow=True)
    assert "Kerja sama ini berstatus ditarik." in answer.content.decode()


def test_searching_for_kerja_sama_beside_other_words_asks_for_nothing_more(
    make_agreement, people, signed_in
):
    make_agreement(title="Konsultasi kesehatan jarak jauh")
    for words in ("kerjasama konsultasi", "kerja sama konsultasi", "konsultasi"):
        assert (
            "Konsultasi kesehatan jarak jauh"
            in signed_in(people["sekda"]).get(reverse("daftar"), {"q": words}).content.decode()
        )


def test_what_was_signed_last_is_seen_on_the_dashboard(
    make_agreement, people, signed_in, blank_papers
):
    case = make_agreement(at="penyusunan_pks", title="Baru saja ditandatangani")
    shown = signed_in(people["pimpinan"]).get(reverse("dasbor")).content.decode()
    assert "Terakhir ditandatangani" in shown and case.title in shown


# The day of signing


def answer_of(box: str, page: str) -> dict[str, str]:
    """The answer to the question of that box; nothing where it is not asked."""
    asked = re.search(rf'name="{box}"[^>]*value="(\w+)"|value="(\w+)"[^>]*name="{box}"', page)
    return {box: asked[1] or asked[2]} if asked else {}


@pytest.fixture
def signing(make_agreement, people, signed_in, blank_papers):
    """A case before its Kesepakatan Bersama is printed; the verifikator orders it for a day and
    records its signing.
    """

    class Signing:
        case = make_agreement(at="penandatanganan_kb")
        client = signed_in(people["verifikator"])

        def print_for(self, day):
            made = self.case.documents.filter(kind="kesepakatan_bersama", draft=False).last()
            asked = {"hari": day} | ({"dari": made.pk, "lagi": "sama"} if made else {})
            address = reverse("buat-dokumen", args=[self.case.pk, "kesepakatan_bersama"])
            answer = self.client.post(address, asked, follow=True)
            if question := answer_of("pasti_hari", answer.content.decode()):
                # A day before the stage, or one of rest, is asked about.
                answer = self.client.post(address, asked | question, follow=True)
            if paper := self.case.documents.filter(
                kind="kesepakatan_bersama", state="antre"
            ).first():
                rendering.render_queued_document(paper.pk)
            return answer.content.decode()

        def record(self, day):
            data = {"tahap": "penandatanganan_kb", "outcome": "ditandatangani", "decided_on": day}
            address = reverse("penuhi", args=[self.case.pk, "ttd_kesepakatan_bersama"])
            return self.client.post(address, data, follow=True).content.decode()

    return Signing()


def test_a_naskah_bears_the_day_on_which_it_is_to_be_signed(signing):
    tomorrow = timezone.localdate() + timedelta(1)
    signing.print_for(tomorrow)
    assert signing.case.documents.last().context["date"] == tomorrow.isoformat()
    assert "berada dalam setahun" in signing.print_for(tomorrow + timedelta(800))


def test_the_day_recorded_is_the_day_printed(signing):
    today = timezone.localdate()
    signing.print_for(today - timedelta(3))
    assert f"Naskah mencantumkan tanggal {today - timedelta(3):%d/%m/%Y}." in signing.record(today)
    signing.record(today - timedelta(3))
    assert Agreement.objects.get().effective_on == today - timedelta(3)


def test_a_day_before_the_stage_is_asked_about_before_it_is_printed(signing):
    day = timezone.localdate() - timedelta(3)
    address = reverse("buat-dokumen", args=[signing.case.pk, "kesepakatan_bersama"])
    asked = signing.client.post(address, {"hari": day}).content.decode()
    assert "sesudah tanggal ini. Apakah tanggalnya benar?" in asked
    assert not signing.case.documents.filter(kind="kesepakatan_bersama", draft=False).exists()
    signing.print_for(day)
    assert "Apakah tanggalnya benar?" not in signing.record(day), "it is asked once"


def test_a_naskah_whose_signing_was_put_off_is_printed_anew_until_it_is_signed(signing):
    today = timezone.localdate()
    signing.print_for(today - timedelta(3))
    signing.print_for(today)
    signing.record(today)
    assert Agreement.objects.get().effective_on == today
    papers = signing.case.documents.filter(kind="kesepakatan_bersama", draft=False)
    assert (
        papers.count() == 2 and "sudah dipenuhi" in signing.print_for(today) and papers.count() == 2
    )


def test_other_papers_bear_the_day_of_their_printing(make_agreement, people, blank_papers):
    case = walked(make_agreement(), 1)
    paper = rendering.order_document(
        case.pk, User.objects.get(username="staf"), "kak", timezone.localdate() - timedelta(30)
    )
    assert paper.context["date"] == timezone.localdate().isoformat()


def test_the_road_names_by_number_alone_only_pasal_of_one_regulation(make_agreement):
    case = make_agreement("ksdd-masuk-wajib")
    road = road_of(evaluate_case(case), History([], []))
    assert [str(one) for one in road.steps[0].law] == [
        "Permendagri 22/2020 Pasal 8",
        "Permendagri 22/2020 Pasal 5",
    ]
