"""What a final tells other systems, and that another installation records it from its own PDF."""

import io
import json
from datetime import date
from pathlib import Path

import pikepdf
import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.urls import reverse

from agreements.documents import rendering, store
from agreements.documents.archive.pdf_archive import facts_of_document
from agreements.documents.wording import recorded_articles
from agreements.importing import from_pdf
from agreements.models import Agreement, State
from agreements.workflow.guarding import Refused
from partners.models import Partner

from .test_documents import officials, region  # noqa: F401
from .test_golden import made  # noqa: F401

SCHEMAS = Path(__file__).parent.parent / "docs" / "schemas"
SCHEMA = json.loads((SCHEMAS / "kerja-sama-3.json").read_text())
PKS, KB = "perjanjian_kerja_sama", "kesepakatan_bersama"
SHEET = "lembar_penandatanganan"
# The file was made before anybody signed, and the seal of the tests proves nothing.
TOLD = {"signed_on": date(2026, 10, 5), "despite_seal": True}


@pytest.mark.parametrize(
    "kind", [PKS, "naskah_kerja_sama", "penawaran", "adendum", "ba_rapat", SHEET]
)
def test_the_data_inside_a_final_keep_to_the_published_schema(made, kind):  # noqa: F811
    facts = json.loads(json.dumps(facts_of_document(made(kind))))
    import jsonschema  # takes seconds, which no other test owes

    jsonschema.validate(facts, SCHEMA)
    assert facts["skema"] == SCHEMA["properties"]["skema"]["const"]


@pytest.fixture
def elsewhere(made, tmp_path):  # noqa: F811
    """The PDF of a PKS that another installation made: here is neither its case nor its mitra."""
    file = tmp_path / "pks.pdf"
    with transaction.atomic():
        paper = made(PKS)
        paper.agreement.parties.exclude(partner=None).update(number="9/MITRA/2026")
        file.write_bytes(rendering.to_pdf(paper))
        transaction.set_rollback(True)
    assert not Agreement.objects.exists() and not Partner.objects.exists()
    return file


def test_a_pdf_is_recorded_in_an_empty_installation(elsewhere, people, signed_in):
    by = people["verifikator"].username
    call_command("import_naskah", elsewhere, by=by, stdout=io.StringIO(), **TOLD)
    case = Agreement.objects.get()
    told = from_pdf.facts_in_pdf(elsewhere.read_bytes())
    assert case.title == told["kerja_sama"]["judul"]
    assert case.naskah_number == told["dokumen"]["nomor"]
    assert case.owner.name == told["kerja_sama"]["perangkat_daerah"]
    assert case.parties.exclude(partner=None).get().name == told["pihak"][1]["nama"]
    signing = case.evidence.get(requirement_code=f"ttd_{PKS}")
    assert signing.number == told["pihak"][1]["nomor"] == "9/MITRA/2026"
    assert [title for _, title, _ in recorded_articles.recorded_articles_of(case)] == [
        one["judul"] for one in told["pasal"]
    ]
    assert case.expires_on.isoformat() == told["kerja_sama"]["berlaku_sampai"]
    page = signed_in(people["verifikator"]).get(reverse("kerja-sama", args=[case.pk]))
    assert case.title in page.content.decode()


def test_it_is_recorded_once_by_whoever_may_and_only_of_our_region(
    elsewhere,
    people,
    region,  # noqa: F811
    tmp_path,
):
    with pytest.raises(CommandError, match="hanya wewenang Bagian Kerja Sama"):
        call_command("import_naskah", elsewhere, by=people["staf"].username, **TOLD)
    other = tmp_path / "lain.pdf"
    other.write_bytes(b"%PDF-1.7 bukan naskah")
    with pytest.raises(CommandError, match="bukan PDF yang memuat data"):
        call_command("import_naskah", other, by=people["verifikator"].username)
    told = from_pdf.Told(**TOLD)
    case = from_pdf.record_from_pdf(elsewhere.read_bytes(), people["verifikator"], told)
    with pytest.raises(CommandError, match="sudah tercatat"):
        call_command("import_naskah", elsewhere, by=people["verifikator"].username, **TOLD)
    Agreement.objects.filter(pk=case.pk).update(state=State.WITHDRAWN)
    from_pdf.record_from_pdf(elsewhere.read_bytes(), people["verifikator"], told)
    Agreement.objects.update(naskah_number="lain")
    region.name = "Pemerintah Kabupaten Lain"
    region.save()
    with pytest.raises(CommandError, match="bukan naskah Pemerintah Kabupaten Lain"):
        call_command("import_naskah", elsewhere, by=people["verifikator"].username, **TOLD)


def test_the_sheet_made_after_the_signing_is_recorded_without_a_word_more(
    made,  # noqa: F811
    people,
    tmp_path,
):
    file, scan = tmp_path / "lembar.pdf", tmp_path / "pindaian.pdf"
    with transaction.atomic():
        sheet = made(SHEET)
        naskah = sheet.agreement.documents.get(kind=KB)
        naskah.sha256 = store.store_bytes(rendering.to_pdf(naskah))
        naskah.save()
        scan.write_bytes(rendering.to_pdf(naskah))
        signing = sheet.agreement.evidence.filter(requirement_code=f"ttd_{KB}")
        signing.update(sha256=store.store_bytes(scan.read_bytes()), file_name="asli.pdf")
        file.write_bytes(rendering.to_pdf(sheet))
        transaction.set_rollback(True)
    with pikepdf.open(file) as pdf:
        assert set(pdf.attachments) == {from_pdf.NAME, "naskah.pdf"}
        assert "Kesepakatan Bersama" in str(
            pikepdf.open(io.BytesIO(pdf.attachments["naskah.pdf"].get_file().read_bytes())).docinfo
        )
    by = people["verifikator"].username
    with pytest.raises(CommandError, match="bukan salah satu yang disebut"):
        call_command("import_naskah", file, by=by, scan=file, despite_seal=True)
    call_command("import_naskah", file, by=by, scan=scan, despite_seal=True, stdout=io.StringIO())
    case = Agreement.objects.get()
    signing = case.evidence.get(requirement_code=f"ttd_{KB}")
    assert signing.decided_on == date(2026, 10, 5) and signing.number == "01/KB/MITRA"
    assert case.evidence.filter(sha256=store.digest_of(scan.read_bytes())).exists()


def test_what_was_not_signed_or_bears_no_known_seal_is_not_taken_unasked(elsewhere, people):
    content, office = elsewhere.read_bytes(), people["verifikator"]
    with pytest.raises(Refused, match="penandatanganannya belum tercatat"):
        from_pdf.record_from_pdf(content, office, from_pdf.Told(despite_seal=True))
    with pytest.raises(Refused, match="sertifikat uji.*--despite-seal"):
        from_pdf.record_from_pdf(content, office, from_pdf.Told(signed_on=TOLD["signed_on"]))
    case = from_pdf.record_from_pdf(content, office, from_pdf.Told(**TOLD))
    assert "sertifikat uji" in str(case.events.first().detail)
    assert case.evidence.get(requirement_code=f"ttd_{PKS}").decided_on == TOLD["signed_on"]


def test_a_pdf_says_what_its_data_lack_and_runs_nothing(people):
    assert_refused(people, "dokumen, kerja_sama, pihak, pasal", {"skema": "kerja-sama/2"})
    bare = {"skema": "kerja-sama/2", "dokumen": {"jenis": PKS}, "kerja_sama": {}, "pihak": [1]}
    assert_refused(people, "dokumen.nomor, kerja_sama.judul.*pihak 1, pasal", bare)
    assert_refused(people, "kode JavaScript", {}, script="app.alert(1)")


def assert_refused(people, why, facts, script=""):
    file = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.attachments[from_pdf.NAME] = json.dumps(facts).encode()
        if script:
            action = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=script)
            pdf.Root.OpenAction = pdf.make_indirect(action)
        pdf.save(file)
    with pytest.raises(Refused, match=why):
        from_pdf.record_from_pdf(file.getvalue(), people["verifikator"])
