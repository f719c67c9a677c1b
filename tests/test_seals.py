"""Seals and electronic signatures: a final proves itself outside this system, and what others
signed is told as it is.
"""

import io
import json
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pikepdf
import pytest
from celery.signals import before_task_publish
from django.apps import apps
from django.conf import settings as django_settings
from django.core.cache import caches
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pyhanko.pdf_utils.generic import NumberObject
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pypdf import PdfReader
from weasyprint import HTML

from agreements import demo
from agreements.documents import rendering, store
from agreements.documents.signatures import electronic_signing, pdf_reading, uploaded_signatures
from agreements.models import Document, SignedPaper, StageEvent, chain_is_intact
from agreements.regulations.vocabulary import RequirementKind
from agreements.workflow.evaluation import evaluate_case
from kerjasama import authority
from kerjasama.accounts.models import Official

from .archive_rules import faults
from .conftest import as_long_as, order_and_render
from .signatories import Person, apart, bsre, signing_with

PASSPHRASE, NIK = "Rahasia-sekali-9173", "6402000000000001"
MISTAKEN = "Salah-ketik-5561"


@pytest.fixture(scope="session")
def test_authority(tmp_path_factory):
    place = tmp_path_factory.mktemp("seal")
    authority.make_authority(place)
    return place


@pytest.fixture(autouse=True)
def sealed(settings, test_authority):
    settings.SEAL_CERTIFICATE = str(test_authority / "seal.p12")
    settings.SEAL_PASSPHRASE = (test_authority / "passphrase").read_text()
    settings.TRUST_ROOTS = str(test_authority / "trust")


@pytest.fixture
def make_paper(make_agreement):
    agreement = make_agreement()

    def make(kind="kak", **fields) -> Document:
        revision = agreement.documents.filter(kind=kind).count() + 1
        fields = {
            "stage_code": "persiapan",
            "content_hash": agreement.content_hash,
            "context": {"date": "2026-03-02"},
        } | fields
        paper = agreement.documents.create(kind=kind, revision=revision, **fields)
        rendering.render_queued_document(paper.pk)
        paper.refresh_from_db()
        return paper

    return make


@pytest.fixture(scope="session")
def letter() -> bytes:
    return HTML(string="<p>Surat balasan mitra</p>").write_pdf()


@pytest.fixture(scope="session")
def director() -> Person:
    return Person("Contoh Direktur")


def lines_of(content: bytes) -> list[uploaded_signatures.SignatureFinding]:
    """What is found, read in this process, which is quicker; uploads and hostile files are read in
    one of their own.
    """
    return uploaded_signatures.describe_signatures(
        apart(pdf_reading.read_pdf_signatures, content, Path(django_settings.TRUST_ROOTS))
    )


def said_of(content: bytes) -> str:
    return " ".join(line.text for line in lines_of(content))


def pdfsig(content: bytes, folder) -> str:
    (folder / "x.pdf").write_bytes(content)
    return subprocess.run(["pdfsig", folder / "x.pdf"], capture_output=True, text=True).stdout


def page(client, name: str, *args) -> str:
    return client.get(reverse(name, args=args)).content.decode()


def test_a_final_bears_a_valid_seal_stays_fit_for_the_archive_and_one_altered_byte_breaks_it(
    make_paper, tmp_path
):
    content = store.read_stored(make_paper().sha256)
    assert faults(content) == []
    text = pdfsig(content, tmp_path)
    assert (
        "ETSI.CAdES.detached" in text
        and "Total document signed" in text
        and "Signature is Valid" in text
    )
    assert "tidak berubah setelahnya; sertifikat uji, bukan untuk dokumen resmi" in said_of(content)
    altered = bytearray(content)
    altered[len(content) // 3] ^= 1
    assert "TIDAK SAH" in said_of(bytes(altered))
    assert "Signature is Valid" not in pdfsig(bytes(altered), tmp_path)
    assert "BERUBAH setelahnya" in said_of(content + b" ")


def test_a_draft_bears_no_seal(make_paper):
    draft = make_paper(draft=True)
    assert (draft.state, draft.seal) == ("siap", {})
    assert b"/ByteRange" not in store.read_stored(draft.sha256)


def test_pages_say_that_the_seal_is_only_a_test(make_paper, people, signed_in):
    paper = make_paper()
    for text in (
        page(signed_in(people["staf"]), "segel", paper.agreement_id),
        page(Client(), "verifikasi-rinci", paper.token),
    ):
        assert "Segel uji, bukan untuk dokumen resmi" in text and authority.TEST_AUTHORITY in text


def test_without_a_certificate_papers_bear_no_seal_and_pages_say_so(
    make_paper, people, signed_in, settings
):
    settings.SEAL_CERTIFICATE = ""
    paper = make_paper()
    assert paper.state == "siap" and b"/ByteRange" not in store.read_stored(paper.sha256)
    for text in (
        page(signed_in(people["staf"]), "segel", paper.agreement_id),
        page(Client(), "verifikasi-rinci", paper.token),
    ):
        assert "Tanpa segel elektronik" in text and "Segel uji" not in text


def test_a_seal_that_cannot_be_used_makes_no_unsealed_paper(make_paper, settings, tmp_path):
    settings.SEAL_PASSPHRASE = "bukan ini"
    assert "frasa sandinya salah" in make_paper().error
    settings.SEAL_PASSPHRASE, settings.SEAL_CERTIFICATE = "kunci", str(tmp_path / "lama.p12")
    (tmp_path / "lama.p12").write_bytes(
        Person("Lama", until=datetime.now(UTC) - timedelta(hours=1)).bundle
    )
    paper = make_paper()
    assert (paper.state, paper.sha256) == ("gagal", "") and "berakhir pada" in paper.error


def test_a_paper_rendered_by_two_workers_leaves_one_file(make_paper, monkeypatch, settings):
    made = rendering.to_pdf

    def overtaken(document):
        """The broker delivered the job twice, and the other worker was quicker."""
        monkeypatch.setattr(rendering, "to_pdf", made)
        rendering.render_queued_document(document.pk)
        return made(document)

    monkeypatch.setattr(rendering, "to_pdf", overtaken)
    paper = make_paper()
    files = [file.name for file in settings.MEDIA_ROOT.rglob("*") if file.is_file()]
    assert sorted(files) == sorted([paper.sha256, paper.made_from.sha256])


def test_findings_are_told_in_plain_words(letter, director, tmp_path, settings):
    signed = director.sign(letter)
    assert "oleh Contoh Direktur pada" in said_of(
        signed
    ) and "sertifikat tidak dikenal." in said_of(signed)
    director.is_known_in(tmp_path)
    settings.TRUST_ROOTS = str(tmp_path)
    (line,) = lines_of(signed)
    assert line.good and line.text.endswith("dokumen tidak berubah setelahnya; sertifikat dikenal.")
    first, second = lines_of(Person("Contoh Mitra").sign(signed, "Kedua"))
    assert (
        "setelahnya hanya ditambah tanda tangan" in first.text
        and "Contoh Mitra" in second.text
        and not second.good
    )
    late = Person("Contoh Lama", until=datetime.now(UTC) - timedelta(hours=1))
    late.is_known_in(tmp_path)
    assert "sertifikat sudah berakhir" in said_of(late.sign(letter))
    assert uploaded_signatures.examine_signatures(letter) == {}


def altered_after_signing(signed: bytes) -> bytes:
    """A page turned behind the signature, as an editor does it."""
    writer, out = IncrementalPdfFileWriter(io.BytesIO(signed)), io.BytesIO()
    page = writer.root["/Pages"]["/Kids"][0]
    page["/Rotate"] = NumberObject(90)
    writer.update_container(page)
    writer.write(out)
    return out.getvalue()


def locked(content: bytes) -> bytes:
    out = io.BytesIO()
    pikepdf.open(io.BytesIO(content)).save(out, encryption=pikepdf.Encryption(user="x", owner="y"))
    return out.getvalue()


def test_what_was_changed_after_the_signature_is_told(letter, director):
    assert "dokumen BERUBAH setelahnya" in said_of(altered_after_signing(director.sign(letter)))


def test_hostile_files_are_never_more_than_not_readable(letter, director, monkeypatch):
    signed = director.sign(letter)
    hostile = (
        b"%PDF-1.7 /ByteRange",
        signed[:-300],
        b"%PDF-1.7\n1 0 obj\n" + b"[" * 200_000 + b" /ByteRange",
        signed.replace(b"/Root", b"/Roof"),
        b"%PDF-1.7\n" + b"startxref\n0\n%%EOF /ByteRange",
        locked(signed) + b"% /ByteRange",
    )
    for content in hostile:
        (line,) = uploaded_signatures.describe_signatures(
            uploaded_signatures.examine_signatures(content)
        )
        assert "tidak dapat diperiksa" in line.text and not line.good
    assert "terkunci kata sandi" in line.text
    monkeypatch.setattr(uploaded_signatures, "PATIENCE", 0.01)
    assert uploaded_signatures.examine_signatures(signed) == {"fault": "waktu"}


def test_an_uploaded_pdf_shows_its_signatures_without_being_read_again(
    make_agreement, people, signed_in, letter, director, monkeypatch, blank_papers
):
    agreement, client = make_agreement(at="penawaran"), signed_in(people["verifikator"])

    def open_records():
        needs = [check.requirement for check in evaluate_case(agreement).open_checks]
        return [need for need in needs if need.kind is RequirementKind.RECORD]

    for _ in as_long_as(lambda: not open_records()):
        demo.meet_next(agreement, order_and_render)
    record = open_records()[0]
    sent = {
        "tahap": "penawaran",
        "outcome": record.outcomes[0],
        "decided_on": timezone.localdate().isoformat(),
    }
    sent["upload"] = SimpleUploadedFile("jawaban.pdf", director.sign(letter))
    client.post(reverse("penuhi", args=[agreement.pk, record.code]), sent)
    monkeypatch.setattr(uploaded_signatures, "examine_signatures", None)
    for name in ("kerja-sama", "segel"):
        assert "Ditandatangani elektronik oleh Contoh Direktur" in page(client, name, agreement.pk)


def test_a_visitor_is_told_of_the_signatures_in_the_file_compared(make_paper, letter, director):
    address = reverse("verifikasi-rinci", args=[make_paper().token])
    answer = (
        Client()
        .post(address, {"berkas": SimpleUploadedFile("a.pdf", director.sign(letter))})
        .content.decode()
    )
    assert "Berbeda:" in answer and "Ditandatangani elektronik oleh Contoh Direktur" in answer
    answer = Client().post(address, {"berkas": SimpleUploadedFile("a.pdf", b"%PDF-1.7 /ByteRange")})
    assert answer.status_code == 200 and "tidak dapat diperiksa" in answer.content.decode()


@pytest.fixture
def provider(settings, director, people):
    """BSrE as the tests know it, where the certificate of the head bears the name without titles,
    and everything it was asked.
    """
    Official.objects.filter(office="kepala_unit").update(name="Dr. CONTOH DIREKTUR, S.H.")
    with bsre(signing_with(director, PASSPHRASE)) as (url, asked):
        settings.BSRE_URL, settings.BSRE_USER, settings.BSRE_PASSWORD = url, "esign", "pintu"
        yield asked


def words_of(pdf: bytes) -> str:
    pages = PdfReader(io.BytesIO(pdf)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def sign_as(client, paper, passphrase: str = PASSPHRASE):
    return client.post(
        reverse("tanda-tangan", args=[paper.pk]), {"nik": NIK, "frasa": passphrase}, follow=True
    )


def everything_stored() -> str:
    models = apps.get_models(include_auto_created=True)
    return json.dumps(
        [list(model.objects.values()) for model in models if hasattr(model, "objects")], default=str
    )


def test_the_printed_signer_signs_and_the_passphrase_stays_nowhere(
    make_paper, people, signed_in, provider, caplog, settings
):
    jobs = []
    before_task_publish.connect(
        lambda body=None, **_: jobs.append(str(body)), weak=False, dispatch_uid="test"
    )
    caplog.set_level("DEBUG")
    paper, client = make_paper(number="1/KAK"), signed_in(people["kepala"])
    assert "Tanda tangani secara elektronik" in page(client, "segel", paper.agreement_id)
    refused = sign_as(client, paper, MISTAKEN)
    assert (
        refused.status_code == 422
        and "Frasa sandi salah" in refused.content.decode()
        and NIK in refused.content.decode()
    )
    assert not SignedPaper.objects.exists()
    shown = sign_as(client, paper).content.decode()
    assert "Dokumen ditandatangani secara elektronik." in shown and "oleh Contoh Direktur" in shown
    assert "Tanda tangani secara elektronik" not in shown
    copy = SignedPaper.objects.get()
    signed, final = store.read_stored(copy.sha256), store.read_stored(paper.sha256)
    # The copy that is signed shows it; the final never says that it is signed.
    mark = "Ditandatangani secara elektronik."
    assert mark in words_of(signed) and mark not in words_of(final)
    assert client.get(reverse("bertanda-tangan", args=[paper.pk])).content == signed
    assert [found["intact"] for found in copy.signatures["signatures"]] == [True, True]
    assert provider[-1][0] == "/api/v2/sign/pdf" and provider[-1][1] == "Basic ZXNpZ246cGludHU="
    assert (
        StageEvent.objects.filter(action="tanda tangan elektronik", by=people["kepala"]).count()
        == 1
    )
    assert chain_is_intact(paper.agreement)
    files = b"".join(file.read_bytes() for file in settings.MEDIA_ROOT.rglob("*") if file.is_file())
    before_task_publish.disconnect(dispatch_uid="test")
    for secret in (PASSPHRASE, MISTAKEN):
        for place in (
            caplog.text,
            everything_stored(),
            refused.content.decode(),
            shown,
            " ".join(jobs),
            files.decode("latin-1"),
        ):
            assert secret not in place
    assert NIK not in everything_stored()
    assert "Ditandatangani secara elektronik oleh pejabat kami" in page(
        Client(), "verifikasi-rinci", paper.token
    )


def test_nobody_else_may_sign_and_without_a_provider_nobody_is_asked(
    make_paper, people, signed_in, provider, settings
):
    paper = make_paper()
    draft = make_paper(draft=True)
    for name in ("sekda", "bupati"):
        assert sign_as(signed_in(people[name]), paper).status_code == 404
        assert "Tanda tangani" not in page(signed_in(people[name]), "segel", paper.agreement_id)
    assert sign_as(signed_in(people["staf"]), paper).status_code == 403
    assert sign_as(signed_in(people["kepala"]), draft).status_code == 404
    Official.objects.filter(office="kepala_unit").update(
        until="2026-03-31"
    )  # who stands on the paper has left since
    assert sign_as(signed_in(people["kepala"]), paper).status_code == 404
    Official.objects.update(until=None)
    settings.BSRE_URL = ""
    assert sign_as(signed_in(people["kepala"]), paper).status_code == 404
    assert "Tanda tangani" not in page(signed_in(people["kepala"]), "segel", paper.agreement_id)
    assert provider == []


def test_a_signature_in_the_name_of_somebody_else_is_not_kept(
    make_paper, people, signed_in, provider
):
    Official.objects.filter(office="kepala_unit").update(name="Contoh Kepala, S.T.")
    shown = sign_as(signed_in(people["kepala"]), make_paper()).content.decode()
    assert (
        "Sertifikat atas nama Contoh Direktur, bukan Contoh Kepala, S.T.; tidak disimpan." in shown
    )
    assert not SignedPaper.objects.exists()


def test_after_three_wrong_passphrases_the_provider_is_asked_no_more(
    make_paper, people, signed_in, settings
):
    """An outage between them is no guess."""
    paper, client = make_paper(), signed_in(people["kepala"])
    wrong, away = (400, {"status_code": 2031}), (500, {})
    answers = [wrong, away, wrong, away, wrong]
    with bsre(lambda asked: answers.pop(0)) as (settings.BSRE_URL, asked):
        told = [sign_as(client, paper).content.decode() for _ in range(6)]
    assert len(asked) == 5 and "coba lagi setelah satu jam" in told[5]
    assert not any("setelah satu jam" in text for text in told[:5])


def test_what_was_signed_is_kept_though_the_count_of_guesses_is_lost_meanwhile(
    make_paper, people, signed_in, director, settings
):
    signs = signing_with(director, PASSPHRASE)
    Official.objects.filter(office="kepala_unit").update(name="Contoh Direktur")
    client, paper = signed_in(people["kepala"]), make_paper()

    def sign(asked):
        caches["shared"].delete(f"frasa-{people['kepala'].pk}")
        return signs(asked) if asked["passphrase"] == PASSPHRASE else (500, {})

    with bsre(sign) as (settings.BSRE_URL, _):
        assert "kode 500" in sign_as(client, paper, MISTAKEN).content.decode()
        assert (
            "Dokumen ditandatangani secara elektronik." in sign_as(client, paper).content.decode()
        )
    assert SignedPaper.objects.count() == 1


@pytest.mark.parametrize(
    "name",
    [
        "CONTOH DIREKTUR",
        "DR CONTOH DIREKTUR SH",
        "H CONTOH DIREKTUR S.H. M.SI",
        "Dr. Contoh Direktur, S.H.",
    ],
)
def test_titles_and_capitals_of_a_certificate_are_no_other_name(name):
    assert electronic_signing._bare(name) == electronic_signing._bare("Contoh Direktur, S.T.")


@pytest.mark.parametrize(
    "answer, says",
    [
        ((200, {"file": ["JVBERi0xLjcgb3RoZXI="]}), "tidak sesuai dengan dokumen yang dikirim"),
        ((200, {"time": 1}), "tanpa dokumen yang ditandatangani"),
        ((200, []), "tidak dapat dibaca"),
        (
            (400, {"error": f"NIK tidak dikenal untuk {PASSPHRASE}", "status_code": 2011}),
            "NIK ini tidak terdaftar",
        ),
        ((500, {"error": PASSPHRASE}), "kode 500"),
        ((302, {}), "kode 302"),
    ],
)
def test_whatever_the_provider_answers_is_told_and_nothing_is_kept(
    make_paper, people, signed_in, settings, answer, says
):
    with bsre(lambda asked: answer) as (settings.BSRE_URL, _):
        shown = sign_as(signed_in(people["kepala"]), make_paper()).content.decode()
    assert says in shown and PASSPHRASE not in shown
    assert not SignedPaper.objects.exists()


def test_a_provider_that_is_away_is_told(make_paper, people, signed_in, settings):
    settings.BSRE_URL = "http://127.0.0.1:9"
    assert "tidak menjawab" in sign_as(signed_in(people["kepala"]), make_paper()).content.decode()
