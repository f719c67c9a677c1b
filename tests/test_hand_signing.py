"""A letter is signed when somebody signed it: until then everybody reads that it is not."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from agreements.documents import rendering
from agreements.documents.archive import public_verification
from agreements.models import Document, SignedPaper, StageEvent

PDF = b"%PDF-1.7 surat bertanda tangan"
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("blank_papers")]


@pytest.fixture
def letter(make_agreement) -> Document:
    """A numbered letter of 2 March 2026 that nobody has signed yet."""
    return another(make_agreement(), "001/USL/KS/2026")


def another(agreement, number: str) -> Document:
    made = agreement.documents.create(
        kind="surat_usulan",
        revision=agreement.documents.filter(kind="surat_usulan").count() + 1,
        number=number,
        content_hash=agreement.content_hash,
        context={"date": "2026-03-02", "typed": {}},
    )
    rendering.render_queued_document(made.pk)
    made.refresh_from_db()
    return made


def scan() -> SimpleUploadedFile:
    return SimpleUploadedFile("usulan bertanda tangan.pdf", PDF)


def record(client, letter: Document, day: str = "3 Maret 2026") -> str:
    sent = {"day": day, "upload": scan()}
    address = reverse("tanda-tangan-basah", args=[letter.pk])
    return client.post(address, sent, follow=True).content.decode()


def public_page_of(letter: Document) -> str:
    return Client().get(reverse("verifikasi-rinci", args=[letter.token])).content.decode()


def test_a_letter_is_told_as_unsigned_until_its_signed_scan_is_there(letter, people, signed_in):
    assert "<h2>Belum ditandatangani</h2>" in public_page_of(letter)
    told = record(signed_in(people["staf"]), letter)
    assert "Tanda tangan basah dicatat." in told and "Ditandatangani 3 Maret 2026" in told
    public = public_page_of(letter)
    assert "<h2>Asli</h2>" in public and "Ditandatangani pada 3 Maret 2026" in public
    opened = signed_in(people["staf"]).get(reverse("bertanda-tangan", args=[letter.pk]))
    assert opened.content == PDF
    event = StageEvent.objects.get(action="tanda tangan basah")
    assert (event.by, event.detail["file"]) == (people["staf"], SignedPaper.objects.get().sha256)


def test_what_another_office_signs_only_the_bagian_calls_signed(letter, people, signed_in):
    Document.objects.filter(pk=letter.pk).update(kind="penawaran")
    staf, record_of = signed_in(people["staf"]), reverse("tanda-tangan-basah", args=[letter.pk])
    shown = staf.get(reverse("segel", args=[letter.agreement_id])).content.decode()
    assert "Belum ditandatangani" in shown and record_of not in shown
    record(staf, letter)
    assert "<h2>Belum ditandatangani</h2>" in public_page_of(letter)
    record(signed_in(people["verifikator"]), letter)
    assert "<h2>Asli</h2>" in public_page_of(letter)
    taken_back = reverse("tanda-tangan-basah-tarik", args=[letter.pk])
    assert staf.post(taken_back, {"reason": "Pindaian lain."}).status_code == 404


def test_the_scan_itself_is_known_again_by_who_compares_it(letter, people, signed_in):
    record(signed_in(people["staf"]), letter)
    address = reverse("verifikasi-rinci", args=[letter.token])
    shown = Client().post(address, {"berkas": scan()}).content.decode()
    assert "sama persis dengan pindaian" in shown


@pytest.mark.parametrize(
    ("day", "says"),
    [
        ("1 Maret 2026", "tidak boleh sebelum tanggal surat, 2 Maret 2026"),
        ("2 Maret 2026", "Tanda tangan basah dicatat."),
        ("9 Maret 2026", "Tanda tangan basah dicatat."),
        ("10 Maret 2026", "Tanggal tidak boleh sesudah hari ini."),
    ],
)
def test_it_is_signed_on_its_day_at_the_earliest_and_today_at_the_latest(
    letter, people, signed_in, time_machine, day, says
):
    time_machine.move_to("2026-03-09 09:00+08:00", tick=False)
    assert says in record(signed_in(people["staf"]), letter, day)


def test_what_is_not_a_document_is_refused_by_its_content(letter, people, signed_in):
    sent = {"day": "3 Maret 2026", "upload": SimpleUploadedFile("surat.pdf", b"MZ program")}
    shown = signed_in(people["staf"]).post(reverse("tanda-tangan-basah", args=[letter.pk]), sent)
    assert shown.status_code == 422 and not SignedPaper.objects.exists()
    assert 'value="3 Maret 2026"' in shown.content.decode()


def test_a_mistaken_scan_is_taken_back_with_a_reason_that_stays_on_record(
    letter, people, signed_in
):
    client = signed_in(people["staf"])
    record(client, letter)
    address = reverse("tanda-tangan-basah-tarik", args=[letter.pk])
    assert client.post(address, {"reason": ""}).status_code == 422
    client.post(address, {"reason": "Pindaian surat lain."})
    assert "<h2>Belum ditandatangani</h2>" in public_page_of(letter)
    log = client.get(reverse("kerja-sama", args=[letter.agreement_id]) + "?bagian=riwayat")
    assert "Catatan tanda tangan basah ditarik" in log.content.decode()


def test_a_signed_letter_is_not_revoked_by_a_later_one_with_a_number_of_its_own(
    letter, people, signed_in
):
    record(signed_in(people["staf"]), letter)
    another(letter.agreement, "002/USL/KS/2026")
    assert "<h2>Asli</h2>" in public_page_of(letter)


def test_an_unsigned_letter_is_replaced_by_a_later_one(letter):
    another(letter.agreement, "002/USL/KS/2026")
    assert "<h2>Diganti</h2>" in public_page_of(letter)


def test_a_paper_that_those_present_sign_waits_for_no_office(letter):
    present = Document(kind="daftar_hadir", state="siap", agreement=letter.agreement)
    assert not public_verification.waits_for_signature(present)
    assert public_verification.waits_for_signature(letter)
    assert public_verification.verification_report_of(letter).signed_on == date(2026, 3, 2)
