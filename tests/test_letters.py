"""A letter is a draft first: read, edited and initialled; it gets its number when it goes to be
signed, and leaves when it is signed.
"""

from dataclasses import replace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from agreements import demo
from agreements.documents import numbering, rendering, retrying
from agreements.documents.letters import case_letters, initials, living, making, reading, signing
from agreements.documents.letters.case_letters import LetterOrder
from agreements.documents.letters.free_letters import FreeOrder
from agreements.documents.letters.templates import letter_templates
from agreements.documents.letters.words import read_typed, words_of_page
from agreements.documents.repeating import Wish
from agreements.forms.letters import LetterForm
from agreements.models import (
    Agreement,
    Document,
    DocumentState,
    Letter,
    LetterPaper,
    LetterState,
    Number,
)
from agreements.monitoring import letter_tasks
from agreements.pages.letters.letter import fields_left_out
from agreements.workflow.guarding import Refused
from kerjasama.accounts.models import RegionProfile, Role, Unit
from kerjasama.uploads.models import FileScan, Verdict

from .conftest import order_and_render
from .letters import initial

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
    return LetterForm(words=case_letters.words_of(letter)).began | other


def number(client, letter):
    """By somebody who read it as it stands, once it bears every paraf."""
    initial(Letter.objects.get(pk=letter.pk))
    read = {"isi": reading.seen_in(Letter.objects.get(pk=letter.pk))}
    return client.post(page_of(letter, "surat-nomor"), read, follow=True)


def numbered(office, letter) -> Document:
    number(office, letter)
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
    with pytest.raises(Refused, match="belum diisi"):
        number(office, letter)
    assert not Document.objects.filter(kind=OFFER).exists()
    assert "belum diisi" in office.get(page_of(letter)).content.decode()


def test_words_written_for_another_content_are_looked_at_again(letter, case, office):
    office.post(page_of(letter, "surat-ubah"), typed(letter, subject="Lain"))
    Agreement.objects.filter(pk=case.pk).update(manfaat="Berubah")
    assert "Isi kerja sama berubah" in office.get(page_of(letter)).content.decode()


def test_a_failed_paper_whose_words_are_of_another_content_is_not_made_again(
    letter, case, office, people
):
    office.post(page_of(letter, "surat-ubah"), typed(letter, subject="Lain"))
    number(office, letter)
    Document.objects.filter(letter=letter).update(state=DocumentState.FAILED)
    Agreement.objects.filter(pk=case.pk).update(manfaat="Berubah")
    with pytest.raises(Refused, match="susun suratnya lagi"):
        retrying.retry_document(Document.objects.get(letter=letter).pk, people["verifikator"])


def test_ordered_anew_an_open_draft_says_what_was_typed_last(make_agreement, people):
    case = make_agreement()

    def order(who: str) -> Letter:
        wish = LetterOrder("surat_usulan", {"penghubung": who}, None, Wish())
        return living.begin_letter(case.pk, people["staf"], wish)

    first = order("Ani")
    assert "Budi" in reading.words_of(order("Budi")).told and Letter.objects.get() == first
    told = replace(reading.words_of(Letter.objects.get()), subject="Lain")
    living.edit_letter(first.pk, people["verifikator"], told)
    with pytest.raises(Refused, match="kalimatnya sudah diubah"):
        order("Citra")


class TestWithInitials:
    @pytest.fixture(autouse=True)
    def asked(self, people):
        initials.set_initials(OFFER, [Role.SECTION_HEAD, Role.SEKDA], people["kabag"])

    def put(self, signed_in, person, letter):
        client = signed_in(person)
        mark = client.get(page_of(letter)).context["page"].mark
        return client.post(page_of(letter, "surat-paraf"), {"isi": mark}, follow=True)

    def test_it_waits_for_each_in_its_order(self, letter, office, people, signed_in):
        office.post(page_of(letter, "surat-nomor"), {"isi": reading.seen_in(letter)})
        self.put(signed_in, people["sekda"], letter)
        assert living.awaited_initial(letter).role == Role.SECTION_HEAD
        for person in ("kabag", "sekda"):
            assert not Document.objects.filter(kind=OFFER).exists()
            self.put(signed_in, people[person], letter)
        assert numbered(office, letter).number

    def test_an_edit_asks_for_them_anew(self, letter, office, people, signed_in):
        self.put(signed_in, people["kabag"], letter)
        office.post(page_of(letter, "surat-ubah"), typed(letter, subject="Lain"))
        letter.refresh_from_db()
        assert living.awaited_initial(letter).role == Role.SECTION_HEAD

    def test_nobody_puts_one_on_what_was_not_read(self, letter, office, people, signed_in):
        mark = office.get(page_of(letter)).context["page"].mark
        office.post(page_of(letter, "surat-ubah"), typed(letter, subject="Lain"))
        signed_in(people["kabag"]).post(page_of(letter, "surat-paraf"), {"isi": mark})
        letter.refresh_from_db()
        assert living.awaited_initial(letter).role == Role.SECTION_HEAD


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("kind", "roles"),
    [
        (OFFER, (Role.SECTION_HEAD,)),
        ("surat_usulan", ()),
        ("teguran", (Role.SECTION_HEAD,)),
        ("nota-dinas", ()),
    ],
)
def test_while_nothing_is_set_the_head_of_the_bagian_initials_what_others_sign(kind, roles):
    assert initials.asked_initials(kind) == roles


def test_no_stage_asks_for_a_paraf_after_the_number(letter, case, office):
    numbered(office, letter)
    assert {"paraf_penawaran"}.isdisjoint(need.code for need in case.stage.requirements)
    assert Agreement.objects.get(pk=case.pk).holders == [Role.HEAD_OF_REGION]


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


def test_nobody_signs_what_was_not_read(letter, office, people, signed_in, monkeypatch):
    monkeypatch.setattr(signing, "may_sign", lambda user, letter: True)
    monkeypatch.setattr(signing.electronic_signing, "require_ready", lambda nik: None)
    client = signed_in(people["sekda"])
    opened = client.get(client.get(page_of(letter)).context["page"].acts.sign)
    office.post(page_of(letter, "surat-ubah"), typed(letter, subject="Lain"))
    sent = {"nik": "6" * 16, "frasa": "Rahasia-Ulin", "isi": opened.context["mark"]}
    answer = client.post(page_of(letter, "surat-tanda-tangan"), sent)
    assert "Baca dahulu, lalu tandatangani" in answer.content.decode()
    assert opened.context["mark"] and not Document.objects.filter(kind=OFFER).exists()


def test_after_a_wrong_passphrase_the_numbered_paper_is_signed(
    letter, office, people, signed_in, monkeypatch
):
    paper = numbered(office, letter)
    monkeypatch.setattr(signing.electronic_signing, "may_sign", lambda user, paper: True)
    answer = signed_in(people["sekda"]).post(page_of(letter, "surat-tanda-tangan"))
    assert answer.url == reverse("tanda-tangan", args=[paper.pk])


def test_nobody_numbers_what_was_not_read(letter, office):
    mark = office.get(page_of(letter)).context["page"].mark
    office.post(page_of(letter, "surat-ubah"), typed(letter, subject="Lain"))
    answer = office.post(page_of(letter, "surat-nomor"), {"isi": mark}, follow=True)
    assert "Baca dahulu, lalu beri nomor" in answer.content.decode()
    assert not Document.objects.filter(kind=OFFER).exists()


def test_a_numbered_letter_shows_the_words_that_it_was_numbered_with(letter, case, office):
    before = office.get(page_of(letter)).context["page"]
    numbered(office, letter)
    Agreement.objects.filter(pk=case.pk).update(title="Judul Lain Sama Sekali")
    after = office.get(page_of(letter)).context["page"]
    assert after.words == before.words and after.mark == before.mark


class TestTasks:
    """What waits about letters, told to whom it waits for."""

    def told(self, people) -> set[tuple[str, str]]:
        names = {person.pk: name for name, person in people.items()}
        found = [*letter_tasks.letters_to_initial(()), *letter_tasks.letters_to_sign(())]
        return {
            (task.subject.partition(" ")[0], names[key]) for task in found for key in task.people
        }

    def test_the_next_paraf_then_the_signature(self, letter, office, people, signed_in, settings):
        initials.set_initials(OFFER, [Role.SECTION_HEAD, Role.SEKDA], people["kabag"])
        assert self.told(people) == {("Paraf", "kabag")}
        for person, after in (
            ("kabag", {("Paraf", "sekda")}),
            ("sekda", {("Beri", "verifikator")}),
        ):
            mark = reading.seen_in(letter)
            signed_in(people[person]).post(page_of(letter, "surat-paraf"), {"isi": mark})
            assert self.told(people) == after
        settings.BSRE_URL = "http://127.0.0.1:9"
        assert self.told(people) == {("Tandatangani", "bupati")}
        numbered(office, letter)
        assert self.told(people) == {("Tandatangani", "bupati"), ("Catat", "verifikator")}

    def test_a_letter_without_paraf_waits_for_its_signatory_once_it_is_written(
        self, people, signed_in, settings
    ):
        settings.BSRE_URL = "http://127.0.0.1:9"
        staff, unit = people["staf"], people["staf"].memberships.get().unit
        memo = living.begin_free_letter(
            FreeOrder(letter_templates()["nota-dinas"], unit, None), staff
        )
        assert self.told(people) == set()
        words = replace(reading.words_of(memo), subject="Rapat", body=read_typed("Rapat besok."))
        living.edit_letter(memo.pk, staff, words)
        assert ("Tandatangani", "kepala") in self.told(people)


def test_a_stranger_sees_none_of_it(letter, signed_in, stranger):
    client = signed_in(stranger)
    for name in ("surat", "surat-pratinjau", "surat-ubah"):
        assert client.get(page_of(letter, name)).status_code == 404


class TestFree:
    """Letters that no stage asks for, with or without a case."""

    @pytest.fixture
    def memo(self, office, people) -> Letter:
        unit = people["staf"].memberships.get().unit
        office.post(reverse("surat-baru"), {"templat": "nota-dinas", "unit": unit.pk})
        return Letter.objects.get(kind="nota-dinas")

    def write(self, office, letter, **other):
        words = reading.words_of(letter)
        told = {"subject": "Persiapan rapat", "body": "Rapat diadakan besok.", "to": "Bupati"}
        form = LetterForm(words=words, without=("place",)).began | told | other
        return office.post(page_of(letter, "surat-ubah"), form)

    def make(self, office, letter) -> LetterPaper:
        number(office, letter)
        paper = LetterPaper.objects.get(letter=letter)
        making.render_letter_paper(paper.pk)
        return LetterPaper.objects.get(pk=paper.pk)

    @pytest.mark.parametrize("code", letter_templates())
    def test_each_template_begins_on_its_kop_with_blanks_to_fill_in(self, code, people, signed):
        order = FreeOrder(letter_templates()[code], people["staf"].memberships.get().unit, signed())
        letter = living.begin_free_letter(order, people["verifikator"])
        page = reading.page_of_draft(letter)
        assert "{" not in reading.words_of(letter).told and "RANCANGAN" in page
        assert letter_templates()[code].office == letter.office

    def test_no_paper_of_a_draft_is_made_again(self, memo, office):
        assert office.post(page_of(memo, "surat-ulang")).url == page_of(memo)

    def test_one_with_blanks_takes_no_number(self, memo, office):
        number(office, memo)
        assert not LetterPaper.objects.exists()

    @pytest.mark.parametrize(
        ("to", "is_told"), [("Gubernur Contoh", True), ("Camat Tabang", False)]
    )
    def test_who_calls_a_governor_saudara_is_told(self, memo, office, to, is_told):
        kept = self.write(office, memo, to=to, body="Kami undang Saudara.")
        assert ("menyapa “Saudara”" in office.get(kept.url).content.decode()) is is_told

    def test_its_number_is_reserved_until_it_is_signed(self, memo, office):
        self.write(office, memo)
        paper = self.make(office, memo)
        assert paper.number and paper.number_row.is_reserved
        assert "Belum ditandatangani" in public_page(paper)
        sent = {"day": "hari ini", "upload": SimpleUploadedFile("nota.pdf", b"%PDF-1.7 nota")}
        sent["day"] = timezone.localdate().strftime("%d-%m-%Y")
        office.post(page_of(memo, "surat-tanda-tangan-basah"), sent)
        paper.refresh_from_db()
        assert paper.number_row.state == "terbit" and paper.signature.is_by_hand
        assert "<h2>Asli</h2>" in public_page(paper)
        opened = office.get(page_of(memo, "surat-bertanda-tangan"))
        assert opened.content == b"%PDF-1.7 nota"
        scan = FileScan(sha256=paper.signature.sha256, verdict=Verdict.INFECTED, at=timezone.now())
        scan.save()
        assert office.get(page_of(memo, "surat-bertanda-tangan")).status_code == 423

    def test_a_wrong_scan_is_taken_back_and_its_number_waits_again(self, memo, office):
        self.write(office, memo)
        paper = self.make(office, memo)
        sent = {"upload": SimpleUploadedFile("salah.pdf", b"%PDF-1.7 salah")}
        sent["day"] = timezone.localdate().strftime("%d-%m-%Y")
        office.post(page_of(memo, "surat-tanda-tangan-basah"), sent)
        office.post(page_of(memo, "surat-tarik-tanda"), {"alasan": "Pindaian surat lain"})
        paper = LetterPaper.objects.get(pk=paper.pk)
        assert paper.signature is None and paper.number_row.is_reserved
        page = office.get(page_of(memo)).content.decode()
        assert "Menunggu tanda tangan" in page and "Pindaian surat lain" in page

    def test_about_a_case_it_is_read_by_whom_it_goes_to_once_signed(self, case, people, signed_in):
        template, unit = letter_templates()["nota-dinas"], Unit.objects.create(name="Dinas Lain")
        order = FreeOrder(template, unit, case)
        memo = living.begin_free_letter(order, people["verifikator"])
        assert signed_in(people["staf"]).get(page_of(memo)).status_code == 404
        memo.words["to"] = [f"Kepala {case.owner}"]
        memo.save()
        assert signed_in(people["staf"]).get(page_of(memo)).status_code == 404
        Letter.objects.update(state=LetterState.SENT)
        assert signed_in(people["staf"]).get(page_of(memo)).status_code == 200

    @pytest.mark.parametrize(
        ("behind", "status"),
        [("", 200), (" di Tenggarong", 200), (" {region}", 200)]
        + [(" Kota Samarinda", 404), (" dan Statistik", 404), (", Statistik, dan Persandian", 404)],
    )
    def test_an_office_whose_name_goes_on_is_another(self, behind, status, case, people, signed_in):
        template, unit = letter_templates()["nota-dinas"], Unit.objects.create(name="Dinas Lain")
        memo = living.begin_free_letter(FreeOrder(template, unit, None), people["verifikator"])
        region = RegionProfile.current().short_name
        memo.words["copies"] = [f"Kepala {case.owner}{behind.format(region=region)}", "Arsip"]
        memo.state = LetterState.SENT
        memo.save()
        assert signed_in(people["staf"]).get(page_of(memo)).status_code == status

    def test_its_text_is_edited_as_blocks(self, memo, office):
        sent = {"teks": "Kami laporkan:\n1. **Pertama**\n| A | B |\n| 1 | 2 |"}
        shown = office.post(page_of(memo, "surat-blok"), sent).json()["html"]
        assert "<strong>Pertama</strong>" in shown and "<table" in shown
        page = office.get(page_of(memo, "surat-ubah")).content.decode()
        assert "data-block-editor" in page and 'data-blocks="isi"' in page

    def test_given_up_before_it_is_signed_its_number_is_cancelled(self, memo, office):
        self.write(office, memo)
        paper = self.make(office, memo)
        office.post(page_of(memo, "surat-batal"), {"alasan": "Tidak jadi"})
        paper.refresh_from_db()
        assert paper.number_row.is_cancelled and "Dibatalkan" in public_page(paper)

    def test_given_up_after_its_number_it_leaves_why_that_was_cancelled(self, memo, office, people):
        self.write(office, memo)
        paper = self.make(office, memo)
        numbering.cancel_number(paper.number_row.pk, people["kabag"], "Salah seri")
        office.post(page_of(memo, "surat-batal"), {"alasan": "Tidak jadi"})
        memo.refresh_from_db()
        paper.number_row.refresh_from_db()
        assert memo.state == LetterState.CANCELLED
        number = paper.number_row
        assert (number.reason, number.cancelled_by) == ("Salah seri", people["kabag"])

    def test_the_list_shows_an_opd_its_own_alone(self, memo, office, signed_in, people, stranger):
        self.write(office, memo)
        assert "Persiapan rapat" in signed_in(people["staf"]).get("/surat/").content.decode()
        assert "Persiapan rapat" not in signed_in(stranger).get("/surat/").content.decode()

    def test_an_opd_writes_no_letter_of_the_head_of_the_region(self, signed_in, people):
        unit = people["staf"].memberships.get().unit
        sent = {"templat": "sambutan", "unit": unit.pk}
        assert signed_in(people["staf"]).post(reverse("surat-baru"), sent).status_code == 422


def public_page(paper: LetterPaper) -> str:
    return Client().get(reverse("verifikasi-rinci", args=[paper.token])).content.decode()


class TestMinutes:
    """A berita acara is a draft first too: its text follows the record until somebody edits it."""

    @pytest.fixture
    def minutes(self, make_agreement, office) -> Letter:
        def stop_before_the_minutes(agreement, person, kind) -> None:
            if kind == "ba_tkksd":
                raise StopIteration
            order_and_render(agreement, person, kind)

        case = make_agreement()
        with pytest.raises(StopIteration):
            demo.meet_everything(case, stop_before_the_minutes)
        office.post(reverse("buat-dokumen", args=[case.pk, "ba_tkksd"]))
        return case.letters.get()

    def test_it_begins_with_what_was_recorded(self, minutes, office):
        page = office.get(page_of(minutes)).content.decode()
        assert "telah melaksanakan rapat pengkajian" in page and "Hasil Pengkajian" in page
        assert not Document.objects.filter(kind="ba_tkksd").exists()

    def test_what_was_edited_is_printed_and_meets_its_stage(self, minutes, office):
        words = reading.words_of(minutes)
        form = LetterForm(words=words, without=fields_left_out(minutes)).began
        told = form | {"body": f"{form['body']}\nDengan catatan tambahan."}
        office.post(page_of(minutes, "surat-ubah"), told)
        paper = numbered(office, minutes)
        page = rendering.to_html(paper)
        assert "Dengan catatan tambahan." in page and "Berita Acara ini dibuat" in page
        assert paper.number and Agreement.objects.get().stage_code == "penawaran"


def test_a_kop_without_address_is_told_before_the_letter_with_the_place_that_mends_it(
    make_agreement, people, signed_in
):
    unit = people["staf"].memberships.get().unit
    Unit.objects.filter(pk=unit.pk).update(address="")
    client = signed_in(people["staf"])
    sent = {"templat": "nota-dinas", "unit": unit.pk}
    begun = client.post(reverse("surat-baru"), sent, follow=True)
    assert "belum diisi. Mintalah administrator" in begun.content.decode()
    order = reverse("buat-surat", args=[make_agreement().pk, "surat_usulan"])
    refused = client.post(order, {"penghubung": "Rina, 0811"}, follow=True)
    assert f"alamat kantor {unit} belum diisi" in refused.content.decode()
    assert not Letter.objects.filter(kind="surat_usulan").exists()
