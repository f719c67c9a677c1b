"""The Pasal of a recorded naskah, typed or uploaded with it, on which an adendum builds."""

import io
from datetime import date

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from agreements.documents import rendering
from agreements.documents.pages.terms_in_force import articles_in_force
from agreements.documents.wording.recorded_articles import NoArticles, articles_in_text
from agreements.models import Agreement, Document
from agreements.regulations import catalogue
from agreements.workflow import change_effects, registering
from agreements.workflow.registering import Signed
from kerjasama.accounts.models import Unit
from partners.models import Partner

PKS = "perjanjian_kerja_sama"
NASKAH = """PERJANJIAN KERJA SAMA
antara para pihak

Pasal 1
MAKSUD DAN TUJUAN
(1) Maksudnya layanan data.
(2) Tujuannya sebagaimana dimaksud dalam
Pasal 2 ayat (1) naskah ini.

Pasal 2 Ruang Lingkup
Ruang lingkupnya penyediaan data.

Pasal 3
JANGKA WAKTU
Berlaku selama diperlukan.

Demikian Perjanjian ini dibuat.
Pasal 9 tidak dibaca lagi."""


def test_each_pasal_is_read_with_its_title_and_text():
    read = articles_in_text(NASKAH)
    assert [title for _, title, _ in read] == [
        "Maksud dan Tujuan",
        "Ruang Lingkup",
        "Jangka Waktu",
    ]
    assert read[0][2].endswith("Pasal 2 ayat (1) naskah ini.")
    assert read[2][2] == "Berlaku selama diperlukan."


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "Tidak ada Pasal yang terbaca"),
        (
            "Pasal 1 Objek\nIsinya.\nPasal 3 Lain\nIsinya.",
            "Yang diharapkan Pasal 2, tertulis Pasal 3",
        ),
        ("Pasal 1 Objek\n\nPasal 2 Lain\nIsinya.", "Pasal 1 belum berjudul atau belum berisi"),
    ],
)
def test_what_cannot_be_read_is_told_and_nothing_is_guessed(text, said):
    with pytest.raises(NoArticles, match=said):
        articles_in_text(text)


@pytest.mark.django_db
class TestOnARecordedNaskah:
    @pytest.fixture
    def case(self, people, time_machine, blank_papers):
        time_machine.move_to("2026-11-24 09:00+08:00", tick=False)
        partner = Partner.objects.create(name="PT Contoh Terbuka", kind="swasta")
        unit = Unit.objects.get(name__startswith="Dinas Komunikasi")
        case = Agreement(
            track_code="ksdpk-lama-pks",
            title="Layanan Data",
            owner=unit,
            partner=partner,
            open_ended=True,
            naskah_number="415.4/7/2020",
        )
        record = Signed(case, date(2020, 1, 2), date(2020, 1, 2), None)
        registering.register_signed([record], people["verifikator"])
        return Agreement.objects.get(pk=case.pk)

    @pytest.fixture
    def track(self):
        return catalogue.newest_track_version("ksdpk-adendum")

    def reasons(self, case, track):
        case = Agreement.objects.get(pk=case.pk)
        return change_effects.reasons_against_change(case, track, date(2026, 11, 24))

    def test_an_adendum_waits_for_the_pasal_and_then_changes_one_of_them(
        self, case, track, people, signed_in, make_agreement
    ):
        assert self.reasons(case, track) == ["Salin dulu Pasal naskahnya pada halaman Naskah lama."]
        page = signed_in(people["verifikator"])
        answer = page.post(
            reverse("naskah-lama-pasal", args=[case.pk]), {"text": NASKAH}, follow=True
        )
        shown = answer.content.decode()
        assert "Ruang Lingkup" in shown
        assert reverse("koreksi-angka", args=[case.pk]) not in shown  # corrected as a whole
        assert self.reasons(case, track) == []
        told = {"part": "pasal_2", "text": "Ruang lingkupnya pengolahan data."}
        change = make_agreement("ksdpk-adendum", parent=case, changed=told)
        assert change.perubahan[0]["place"] == "Pasal 2"
        paper = Document(
            agreement=change, kind="adendum", draft=True, context={"date": "2026-11-24"}
        )
        shown = rendering.to_html(paper)
        assert "Ruang lingkupnya pengolahan data." in shown and "415.4/7/2020" in shown

    def test_a_docx_of_the_naskah_is_read_too(self, case, people, signed_in):
        book, content = docx.Document(), io.BytesIO()
        for line in NASKAH.splitlines():
            book.add_paragraph(line)
        book.save(content)
        upload = SimpleUploadedFile("naskah.docx", content.getvalue())
        page = signed_in(people["verifikator"])
        page.post(reverse("naskah-lama-pasal", args=[case.pk]), {"upload": upload})
        rows = articles_in_force(Agreement.objects.get(pk=case.pk), PKS)
        assert [row.title for row in rows] == ["Maksud dan Tujuan", "Ruang Lingkup", "Jangka Waktu"]

    def test_a_fault_stands_at_the_text_and_what_was_typed_stays(self, case, people, signed_in):
        page = signed_in(people["verifikator"])
        answer = page.post(reverse("naskah-lama-pasal", args=[case.pk]), {"text": "Tanpa nomor"})
        assert answer.status_code == 422
        assert "Tidak ada Pasal yang terbaca" in answer.context["form"].errors["text"][0]
        assert "Tanpa nomor" in answer.content.decode()

    def test_once_an_adendum_builds_on_them_they_stay(
        self, case, people, signed_in, make_agreement
    ):
        page = signed_in(people["verifikator"])
        where = reverse("naskah-lama-pasal", args=[case.pk])
        page.post(where, {"text": NASKAH})
        make_agreement(
            "ksdpk-adendum", parent=case, changed={"part": "pasal_2", "text": "Lingkup lain."}
        )
        assert "Sudah ada adendum" in page.get(where).content.decode()
        page.post(where, {"text": NASKAH.replace("data", "dana")})
        assert "dana" not in str(articles_in_force(case, PKS))


def test_abroad_each_pasal_stands_with_its_article_however_they_were_copied():
    ours = "Pasal 1 Tujuan\nBekerja sama.\nPasal 2 Biaya\nSendiri-sendiri.\nSEBAGAI BUKTI, …\n"
    theirs = "Article 1\nObjectives\nTo cooperate under\nArticle 2 of the Plan.\n"
    both = theirs + "Article 2 Costs\nEach its own.\nIN WITNESS WHEREOF, …"
    assert articles_in_text(ours + both, is_bilingual=True) == [
        ["pasal_1", "Tujuan", "Bekerja sama."],
        ["pasal_1_en", "Objectives", "To cooperate under\nArticle 2 of the Plan."],
        ["pasal_2", "Biaya", "Sendiri-sendiri."],
        ["pasal_2_en", "Costs", "Each its own."],
    ]
    with pytest.raises(NoArticles, match="2 Pasal, teks Inggris 1 Article"):
        articles_in_text(ours + theirs, is_bilingual=True)
