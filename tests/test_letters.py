"""A letter is a draft first: read, edited and initialled; it gets its number when it goes to be
signed, and leaves when it is signed.
"""

import pytest
from django.urls import reverse

from agreements.documents import rendering
from agreements.documents.letters import case_letters, initials, living
from agreements.documents.letters.words import words_of_page
from agreements.forms.letters import LetterForm
from agreements.models import Agreement, Document, Letter, LetterState, Number
from kerjasama.accounts.models import Role

pytestmark = pytest.mark.usefixtures("blank_papers")
OFFER = "penawaran"


@pytest.fixture
def case(make_agreement):
    return make_agreement(at="penawaran")


@pytest.fixture
def office(signed_in, people):
    return signed_in(people["verifikator"])


@pytest.fixture
def letter(case, office) -> Letter:
    """The draft of the offer, as the button of its stage begins it."""
    answer = office.post(reverse("buat-dokumen", args=[case.pk, OFFER]))
    made = Letter.objects.get(agreement=case)
    assert answer.url == page_of(made)
    return made


def page_of(letter: Letter, name="surat") -> str:
    return reverse(name, args=[letter.pk])


def typed(letter, **other) -> dict[str, str]:
    """The form of its words as it is shown, some of them other."""
    return LetterForm(words=case_letters.words_of(letter), is_memo=False).began | other


def numbered(office, letter) -> Document:
    office.post(page_of(letter, "surat-nomor"))
    letter.refresh_from_db()
    rendering.render_queued_document(letter.document_id)
    letter.refresh_from_db()
    return letter.document


def test_ordering_a_letter_takes_no_number_and_shows_what_it_will_say(letter, office):
    assert not Document.objects.filter(kind=OFFER).exists()
    assert not Number.objects.filter(series__code="PNW").exists()
    page = office.get(page_of(letter)).content.decode()
    assert "dengan hormat kami menawarkan" in page and "Konsep" in page


def test_ordering_again_leads_to_the_draft_that_is_there(letter, case, office):
    answer = office.post(reverse("buat-dokumen", args=[case.pk, OFFER]))
    assert answer.url == page_of(letter) and Letter.objects.count() == 1


def test_a_letter_that_nobody_edited_is_numbered_in_one_press_and_meets_its_stage(
    letter, case, office
):
    paper = numbered(office, letter)
    assert paper.number and "letter" not in paper.context
    assert letter.standing == LetterState.NUMBERED
    page = office.get(reverse("kerja-sama", args=[case.pk])).content.decode()
    assert "Belum ditandatangani" in page


def test_what_was_edited_is_what_is_printed(letter, office):
    told = typed(letter, subject="Ajakan bekerja sama", place="Samarinda")
    told["body"] += "\n1. Kalimat tambahan **penting**.\n| Hari | : | Senin |"
    office.post(page_of(letter, "surat-ubah"), told)
    paper = numbered(office, letter)
    said = words_of_page(rendering.to_html(paper))
    assert (said.subject, said.place) == ("Ajakan bekerja sama", "Samarinda")
    assert "Kalimat tambahan penting" in said.told and "Senin" in said.told


def test_a_letter_with_blanks_is_not_numbered(letter, office):
    told = typed(letter, body="Menunjuk surat Nomor …………… kami sampaikan ini.")
    office.post(page_of(letter, "surat-ubah"), told)
    office.post(page_of(letter, "surat-nomor"))
    assert not Document.objects.filter(kind=OFFER).exists()
    assert "belum diisi" in office.get(page_of(letter)).content.decode()


def test_words_written_for_another_content_are_looked_at_again(letter, case, office):
    office.post(page_of(letter, "surat-ubah"), typed(letter, subject="Lain"))
    Agreement.objects.filter(pk=case.pk).update(manfaat="Berubah")
    assert "Isi kerja sama berubah" in office.get(page_of(letter)).content.decode()


class TestWithInitials:
    @pytest.fixture(autouse=True)
    def asked(self, people):
        initials.set_initials(OFFER, [Role.SECTION_HEAD, Role.SEKDA], people["kabag"])

    def initial(self, signed_in, person, letter):
        client = signed_in(person)
        mark = client.get(page_of(letter)).context["page"].mark
        return client.post(page_of(letter, "surat-paraf"), {"isi": mark}, follow=True)

    def test_it_waits_for_each_in_its_order(self, letter, office, people, signed_in):
        office.post(page_of(letter, "surat-nomor"))
        self.initial(signed_in, people["sekda"], letter)
        assert living.awaited_initial(letter).role == Role.SECTION_HEAD
        for person in ("kabag", "sekda"):
            assert not Document.objects.filter(kind=OFFER).exists()
            self.initial(signed_in, people[person], letter)
        assert numbered(office, letter).number

    def test_an_edit_asks_for_them_anew(self, letter, office, people, signed_in):
        self.initial(signed_in, people["kabag"], letter)
        office.post(page_of(letter, "surat-ubah"), typed(letter, subject="Lain"))
        letter.refresh_from_db()
        assert living.awaited_initial(letter).role == Role.SECTION_HEAD

    def test_nobody_puts_one_on_what_was_not_read(self, letter, office, people, signed_in):
        mark = office.get(page_of(letter)).context["page"].mark
        office.post(page_of(letter, "surat-ubah"), typed(letter, subject="Lain"))
        signed_in(people["kabag"]).post(page_of(letter, "surat-paraf"), {"isi": mark})
        letter.refresh_from_db()
        assert living.awaited_initial(letter).role == Role.SECTION_HEAD


def test_a_draft_is_given_up_with_a_reason_and_begun_anew(letter, case, office):
    office.post(page_of(letter, "surat-batal"), {"alasan": "Tidak jadi"})
    letter.refresh_from_db()
    assert letter.is_cancelled
    office.post(reverse("buat-dokumen", args=[case.pk, OFFER]))
    assert case.letters.open_drafts().get() != letter


def test_it_is_sent_only_when_it_is_signed(letter, office):
    numbered(office, letter)
    office.post(page_of(letter, "surat-kirim"), {"bagaimana": "Diantar"})
    letter.refresh_from_db()
    assert letter.standing == LetterState.NUMBERED


def test_a_stranger_sees_none_of_it(letter, signed_in, stranger):
    client = signed_in(stranger)
    for name in ("surat", "surat-pratinjau", "surat-ubah"):
        assert client.get(page_of(letter, name)).status_code == 404
