"""The whole case in one file: nothing left out in silence, made once however often the worker dies."""  # noqa: E501

import io
import re
import subprocess
from datetime import timedelta
from zipfile import ZipFile

import pikepdf
import pytest
from django.urls import reverse
from django.utils import timezone
from PIL import Image
from pypdf import PdfReader, PdfWriter

from agreements import tasks
from agreements.documents import store
from agreements.documents.bundles import making, parts, writing
from agreements.models import (
    Activity,
    AnnexUpload,
    Bundle,
    BundleForm,
    BundleState,
    FileCheck,
    Progress,
    SignedPaper,
)
from agreements.workflow.changing_parties import add_party
from partners.models import Partner

pytestmark = [pytest.mark.django_db, pytest.mark.laid_out]


@pytest.fixture
def case(make_agreement, blank_papers):
    """A case with papers that are no real PDFs, and with uploads of several kinds."""
    agreement = make_agreement(at="penyusunan_kb")
    uploads = {
        "surat.pdf": pdf(),
        "foto.PNG": picture(),
        "terkunci.pdf": locked(pdf()),
        "peta.dwg": b"AC1032",
    }
    rows = agreement.evidence.filter(sha256="")[: len(uploads)]
    for row, (name, content) in zip(rows, uploads.items(), strict=True):
        type(row).objects.filter(pk=row.pk).update(
            sha256=store.store_bytes(content), file_name=name
        )
    return agreement


def pdf(pages: int = 2) -> bytes:
    writer, out = PdfWriter(), io.BytesIO()
    for _ in range(pages):
        writer.add_blank_page(300, 300)
    writer.write(out)
    return out.getvalue()


def picture() -> bytes:
    out = io.BytesIO()
    Image.new("RGBA", (40, 30), "green").save(out, "PNG")
    return out.getvalue()


def locked(content: bytes) -> bytes:
    out = io.BytesIO()
    pikepdf.open(io.BytesIO(content)).save(out, encryption=pikepdf.Encryption(user="x", owner="y"))
    return out.getvalue()


def gather(agreement, user, form: str) -> Bundle:
    bundle = making.order_bundle(agreement, user, form)
    making.make_bundle(bundle.pk)
    bundle.refresh_from_db()
    return bundle


def files(folder) -> set[str]:
    return {file.name for file in folder.rglob("*") if file.is_file()}


def words_of(content: bytes) -> str:
    return re.sub(
        r"\s+", " ", " ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    )


def shown_by(response) -> str:
    """The page with one space where its source breaks a line."""
    return " ".join(response.content.decode().split())


def test_a_zip_holds_every_file_with_its_hash_and_names_what_is_lost(
    case, people, signed_in, tmp_path
):
    lost, altered, *_ = case.documents.all()
    store.path_of(lost.sha256).unlink()
    store.path_of(altered.sha256).write_bytes(b"%PDF-1.7 forged")
    client = signed_in(people["staf"])
    page = shown_by(
        client.post(reverse("berkas-lengkap", args=[case.pk]), {"bentuk": "zip"}, follow=True)
    )
    assert "ZIP: menunggu giliran" in page and 'hx-trigger="every 2s"' in page
    bundle = Bundle.objects.get()
    making.make_bundle(bundle.pk)
    poll = shown_by(
        client.get(reverse("berkas-lengkap", args=[case.pk]), headers={"HX-Request": "true"})
    )
    assert (
        "Unduh ZIP" in poll
        and "2 berkas hilang atau berubah" in poll
        and "<h1>" not in poll
        and "hx-get" not in poll
    )
    content = b"".join(
        client.get(reverse("unduh-berkas-lengkap", args=[case.pk, bundle.pk])).streaming_content
    )
    with ZipFile(io.BytesIO(content)) as gathered:
        gathered.extractall(tmp_path / "x")
        index, hashes = (
            words_of(gathered.read(writing.INDEX)),
            gathered.read(writing.HASHES).decode(),
        )
    held = {row.sha256 for row in [*case.documents.all(), *case.evidence.exclude(sha256="")]}
    found = {
        store.digest_of((tmp_path / "x" / name).read_bytes())
        for name in re.findall(r"^[0-9a-f]{64}  (.+)$", hashes, re.M)
    }
    assert held - {lost.sha256, altered.sha256} <= found
    done = subprocess.run(
        ["sha256sum", "-c", "--strict", writing.HASHES],
        cwd=tmp_path / "x",
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    assert f"# Hilang: {lost.sha256}" in hashes and f"# Berubah: {altered.sha256}" in hashes
    assert "HILANG" in index and "BERUBAH" in index and "2 berkas tidak dapat disertakan" in index
    assert (
        case.documents.exclude(number="").first().number in index
        and "Rantai catatan utuh" in index
        and "peta.dwg" in index
    )
    assert FileCheck.objects.damaged().count() == 2


def test_its_files_are_called_by_what_they_are(case, people):
    by, letter = people["verifikator"], case.documents.get(kind="penawaran")
    kept = {"agreement": case, "sha256": store.store_bytes(pdf()), "by": by}
    AnnexUpload.objects.create(kind="kesepakatan_bersama", file_name="peta.pdf", pages=2, **kept)
    SignedPaper.objects.create(document=letter, signed_by_hand_on=timezone.localdate(), **kept)
    found = parts.parts_of(case)
    assert any(part.name.endswith("-berkas-lampiran-peta.pdf") for part in found)
    assert any(part.title.endswith("(pindaian bertanda tangan basah)") for part in found)


def test_its_cover_names_every_partner(make_agreement, people):
    case = make_agreement("ksdd-sukarela")
    third = Partner.objects.create(name="Pemerintah Kota Ketiga", kind="daerah")
    add_party(case.pk, people["staf"], third.pk, case.content_hash)
    bundle = Bundle(agreement=case, by=people["staf"], form=BundleForm.PDF)
    cover = words_of(writing.index_of(bundle, []))
    assert f"dengan {case.partner.name} dan {third.name}".upper() in cover


def test_a_merged_pdf_leads_from_its_index_to_each_part_and_says_what_it_could_not_take(
    case, people
):
    content = store.read_stored(gather(case, people["kabag"], "pdf").sha256)
    merged = PdfReader(io.BytesIO(content))
    marks = {mark.title: merged.get_destination_page_number(mark) for mark in merged.outline}
    index = words_of(content)
    assert list(marks)[0] == "Daftar isi berkas" and len(marks) == 3
    assert [merged.pages[place].mediabox.width for place in marks.values()][1] == 300
    for place in list(marks.values())[1:]:
        assert f" {place + 1} Utuh" in index
    for reason in ("terkunci kata sandi", "bukan PDF atau gambar", "PDF rusak"):
        assert f"tidak digabung: {reason}" in index
    assert not pikepdf.open(io.BytesIO(content)).check_pdf_syntax()


def test_a_worker_that_dies_loses_nothing_and_leaves_one_file(case, people, settings, monkeypatch):
    before = files(settings.MEDIA_ROOT)
    bundle = making.order_bundle(case, people["staf"], "zip")

    def die(*args):
        raise KeyboardInterrupt

    with monkeypatch.context() as power, pytest.raises(KeyboardInterrupt):
        power.setattr(writing, "index_of", die)
        making.make_bundle(bundle.pk)
    bundle.refresh_from_db()
    assert (bundle.state, bundle.done) == ("antre", bundle.total - 1) and files(
        settings.MEDIA_ROOT
    ) > before
    making.make_bundle(bundle.pk)  # delivered again at once: the first worker might still be alive
    bundle.refresh_from_db()
    assert (bundle.state, bundle.attempts) == ("antre", 1)
    Bundle.objects.update(worked_at=timezone.now() - making.SILENCE, sent_at=None)
    sent = []
    monkeypatch.setattr(making, "queue_bundle", lambda key: sent.append(key) or True)
    making.sweep_bundles()
    assert sent == [bundle.pk]
    making.make_bundle(bundle.pk)
    making.make_bundle(bundle.pk)
    bundle.refresh_from_db()
    assert (bundle.state, bundle.done, bundle.attempts) == ("siap", bundle.total, 2)
    assert files(settings.MEDIA_ROOT) - before == {bundle.sha256}
    assert [
        place.name for place in settings.MEDIA_ROOT.iterdir() if place.name.startswith("berkas")
    ] == []


def test_a_bundle_begun_too_often_is_given_up_and_may_be_asked_for_again(case, people):
    making.order_bundle(case, people["staf"], "zip")
    with pytest.raises(making.Refused, match="sedang dibuat"):
        making.order_bundle(case, people["staf"], "zip")
    Bundle.objects.update(worked_at=timezone.now() - making.SILENCE, attempts=making.MOST_ATTEMPTS)
    making.sweep_bundles()
    assert Bundle.objects.get().state == "gagal"
    assert gather(case, people["staf"], "zip").state == "siap"


def test_old_bundles_are_cleared_and_what_others_keep_stays(case, people, settings):
    before = files(settings.MEDIA_ROOT)
    old, young = gather(case, people["staf"], "zip"), gather(case, people["staf"], "pdf")
    Bundle.objects.filter(pk=old.pk).update(
        requested_at=timezone.now() - making.KEPT - timedelta(hours=1)
    )
    tasks.check_files()
    tasks.clear_bundles()
    assert list(Bundle.objects.all()) == [young]
    assert files(settings.MEDIA_ROOT) == before | {young.sha256}
    assert not FileCheck.objects.filter(pk=old.sha256).exists()


def test_a_new_bundle_takes_the_place_of_the_one_before_and_nobody_fills_the_queue(
    case, people, settings, make_agreement
):
    before = files(settings.MEDIA_ROOT)
    gather(case, people["staf"], "zip")
    kept = {gather(case, people["staf"], "pdf"), gather(case, people["kabag"], "zip")}
    assert {*Bundle.objects.all()} == kept
    assert files(settings.MEDIA_ROOT) == before | {bundle.sha256 for bundle in kept}
    for number in range(making.MOST_AT_ONCE):
        making.order_bundle(make_agreement(title=f"Lain {number}"), people["staf"], "zip")
    with pytest.raises(making.Refused, match="Tunggu sampai"):
        making.order_bundle(case, people["staf"], "zip")
    assert making.order_bundle(case, people["kabag"], "zip")


def test_only_who_sees_the_case_gets_its_bundle(case, people, stranger, signed_in, make_agreement):
    bundle, other = gather(case, people["staf"], "zip"), make_agreement()
    assert (
        signed_in(people["pimpinan"])
        .get(reverse("unduh-berkas-lengkap", args=[case.pk, bundle.pk]))
        .status_code
        == 200
    )
    assert (
        signed_in(stranger)
        .get(reverse("unduh-berkas-lengkap", args=[case.pk, bundle.pk]))
        .status_code
        == 404
    )
    assert (
        signed_in(people["staf"])
        .get(reverse("unduh-berkas-lengkap", args=[other.pk, bundle.pk]))
        .status_code
        == 404
    )
    assert (
        signed_in(stranger)
        .post(reverse("berkas-lengkap", args=[case.pk]), {"bentuk": "zip"})
        .status_code
        == 404
    )
    assert (
        signed_in(people["staf"])
        .post(reverse("berkas-lengkap", args=[case.pk]), {"bentuk": "rar"})
        .status_code
        == 404
    )


def test_the_evidence_of_reported_progress_is_gathered_too(case, people):
    activity = Activity.objects.create(
        agreement=case, name="Pelatihan", year=2026, quarter_from=1, quarter_to=4
    )
    told = {
        "submitted_by": people["staf"],
        "submitted_at": timezone.now(),
        "percent": 10,
        "output": "1 pelatihan",
    }
    Progress.objects.create(
        agreement=case,
        activity=activity,
        quarter=1,
        sha256=store.store_bytes(pdf()),
        file_name="bukti.pdf",
        **told,
    )
    assert gather(case, people["staf"], "zip").state == BundleState.READY
