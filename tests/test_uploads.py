"""What people hand in: judged by content at one door, and read by a real virus scanner."""

import errno
import io
import os
import time
from collections.abc import Iterator
from datetime import timedelta

import pikepdf
import pillow_heif
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.forms import ValidationError
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from agreements.documents import store
from agreements.documents.archive import virus_scans
from agreements.models import PartnerPaper
from kerjasama.uploads import active_pdf
from kerjasama.uploads.findings import Active
from kerjasama.uploads.judging import ATTACHMENTS, EMBLEMS, judge_upload
from kerjasama.uploads.models import FileScan, Verdict
from kerjasama.uploads.names import name_by_content
from partners.models import Partner

from .pictures import small_png
from .reading import words_of
from .virus_scanner import EICAR, running_scanner

PDF = b"%PDF-1.7 akta"


pytestmark = pytest.mark.usefixtures("blank_papers")


@pytest.fixture
def partner(make_agreement) -> Partner:
    """A company that a case of the first OPD names."""
    return make_agreement("ksdpk-daerah").partner


@pytest.fixture(scope="session")
def socket_of_scanner() -> Iterator[str]:
    with running_scanner() as socket:
        yield socket


@pytest.fixture
def scanner(socket_of_scanner, settings) -> None:
    settings.CLAMAV_SOCKET = socket_of_scanner


def upload(content: bytes, name: str = "akta.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def said_in(answer) -> str:
    return words_of(answer.content.decode())


def hand_in(client, partner, content: bytes, name: str = "akta.pdf"):
    sent = {"kind": "akta", "number": "AHU-7", "upload": upload(content, name)}
    return client.post(reverse("mitra-dokumen", args=[partner.pk]), sent)


def pdf_with(**root: pikepdf.Object) -> bytes:
    pdf = pikepdf.new()
    pdf.add_blank_page()
    for name, value in root.items():
        pdf.Root[f"/{name}"] = value
    file = io.BytesIO()
    pdf.save(file, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return file.getvalue()


def pdf_carrying(name: str, content: bytes) -> bytes:
    pdf = pikepdf.new()
    pdf.add_blank_page()
    pdf.attachments[name] = content
    file = io.BytesIO()
    pdf.save(file)
    return file.getvalue()


def action(kind: str, **more: str) -> pikepdf.Dictionary:
    return pikepdf.Dictionary(S=pikepdf.Name(f"/{kind}"), **more)


class TestViruses:
    def test_a_virus_is_refused_at_its_field_and_not_kept(
        self, scanner, people, partner, signed_in
    ):
        client = signed_in(people["staf"])
        answer = hand_in(client, partner, PDF + b"\n" + EICAR)
        said = said_in(answer)
        assert answer.status_code == 422 and "mengandung virus (Uji.Eicar" in said
        assert (
            "AHU-7" in answer.content.decode() and "_berkas_upload" not in answer.content.decode()
        )
        assert not PartnerPaper.objects.exists()

    def test_a_clean_file_bears_no_mark(self, scanner, people, partner, signed_in):
        client = signed_in(people["staf"])
        assert hand_in(client, partner, PDF).status_code == 302
        paper = PartnerPaper.objects.get()
        assert FileScan.objects.get(pk=paper.sha256).verdict == Verdict.CLEAN
        assert "belum dipindai" not in words_of(
            client.get(reverse("mitra-rinci", args=[partner.pk])).content.decode()
        )

    def test_without_a_scanner_a_file_says_so_and_is_scanned_when_there_is_one(
        self, people, partner, signed_in, settings, socket_of_scanner
    ):
        client = signed_in(people["staf"])
        hand_in(client, partner, PDF)
        page = reverse("mitra-rinci", args=[partner.pk])
        assert "belum dipindai" in said_in(client.get(page))
        settings.CLAMAV_SOCKET = socket_of_scanner
        assert virus_scans.scan_waiting_files() == 1
        assert "belum dipindai" not in said_in(client.get(page))

    def test_a_policy_keeps_it_closed_until_then(
        self, people, partner, signed_in, settings, socket_of_scanner
    ):
        settings.HOLD_UNSCANNED_FILES = True
        client = signed_in(people["staf"])
        hand_in(client, partner, PDF)
        paper = PartnerPaper.objects.get()
        address = reverse("mitra-dokumen-berkas", args=[partner.pk, paper.pk])
        held = client.get(address)
        assert held.status_code == 423 and "belum dipindai dari virus" in words_of(
            held.content.decode()
        )
        settings.CLAMAV_SOCKET = socket_of_scanner
        virus_scans.scan_waiting_files()
        assert client.get(address).content == PDF

    def test_what_is_found_later_is_not_opened_any_more_and_the_administrator_sees_it(
        self, people, partner, signed_in, settings, socket_of_scanner
    ):
        client = signed_in(people["staf"])
        hand_in(client, partner, PDF + EICAR)
        settings.CLAMAV_SOCKET = socket_of_scanner
        virus_scans.scan_waiting_files()
        paper = PartnerPaper.objects.get()
        address = reverse("mitra-dokumen-berkas", args=[partner.pk, paper.pk])
        assert "mengandung virus" in said_in(client.get(address))
        archive = said_in(signed_in(people["admin"]).get(reverse("arsip")))
        assert "1 berkas mengandung virus" in archive and "akta.pdf" in archive

    def test_a_scanner_that_is_away_takes_back_no_verdict(
        self, scanner, people, partner, settings, signed_in
    ):
        client = signed_in(people["staf"])
        hand_in(client, partner, PDF)
        settings.CLAMAV_SOCKET = "/nowhere/clamd.ctl"
        hand_in(client, partner, PDF)
        assert FileScan.objects.get().verdict == Verdict.CLEAN

    @pytest.mark.parametrize(("age", "again"), [(29, 0), (31, 1)])
    def test_an_old_verdict_is_renewed(self, scanner, people, partner, signed_in, age, again):
        hand_in(signed_in(people["staf"]), partner, PDF)
        FileScan.objects.update(at=timezone.now() - timedelta(days=age))
        assert virus_scans.scan_waiting_files() == again


class TestActivePdf:
    @pytest.mark.parametrize(
        ("content", "found"),
        [
            (pdf_with(OpenAction=action("JavaScript", JS="app.alert(1)")), Active.SCRIPT),
            (pdf_with(AA=pikepdf.Dictionary(WC=action("JavaScript", JS="x"))), Active.SCRIPT),
            (pdf_with(OpenAction=action("Launch", F="cmd.exe")), Active.LAUNCH),
            (pdf_with(AcroForm=pikepdf.Dictionary(XFA="x")), Active.DYNAMIC_FORM),
            (pdf_carrying("faktur.pdf.exe", b"text"), Active.PROGRAM),
            (
                pdf_carrying("gambar.png", b"MZ" + bytes(58) + b"\x40" + bytes(3) + b"PE\0\0"),
                Active.PROGRAM,
            ),
            (pdf_carrying("skrip", b"#!/bin/sh\nrm -rf /\n"), Active.PROGRAM),
            (
                pdf_carrying("dalam.pdf", pdf_with(OpenAction=action("JavaScript", JS="x"))),
                Active.SCRIPT,
            ),
            (pdf_carrying("data.json", b'{"naskah": 1}'), None),
            (pdf_with(OpenAction=action("GoTo", D="x")), None),
            (b"%PDF-1.7\n/J#53 in a broken file", Active.DAMAGED),
        ],
        ids=lambda value: value if isinstance(value, str) else None,
    )
    def test_what_could_run_is_found_wherever_it_hides(self, content, found):
        assert active_pdf.find_in_pdf(content) == found

    def test_it_is_refused_with_a_word_how_to_mend_it(self, people, partner, signed_in):
        script = pdf_with(OpenAction=action("JavaScript", JS="app.alert(1)"))
        said = said_in(hand_in(signed_in(people["staf"]), partner, script))
        assert "memuat kode JavaScript" in said and "Cetak ke PDF" in said

    def test_a_signed_one_is_not_to_be_printed_anew(self):
        script = pdf_with(OpenAction=action("JavaScript", JS="app.alert(1)"))
        said = active_pdf.refusal_of_pdf(script + b"\n%/ByteRange [0 1 2 3]")
        assert "Cetak ke PDF" not in said and "mintalah kepada pengirimnya" in said

    def test_a_locked_one_is_refused(self):
        pdf = pikepdf.new()
        pdf.add_blank_page()
        file = io.BytesIO()
        pdf.save(file, encryption=pikepdf.Encryption(owner="a", user="b"))
        assert active_pdf.find_in_pdf(file.getvalue()) == Active.LOCKED


@pytest.mark.filterwarnings("ignore:Image size")
class TestPictures:
    def picture(self, form: str, size: tuple[int, int] = (8, 8)) -> bytes:
        file = io.BytesIO()
        Image.new("1" if form == "PNG" else "RGB", size).save(file, form)
        return file.getvalue()

    def test_a_telephones_picture_becomes_a_jpeg(self):
        file = io.BytesIO()
        pillow_heif.from_pillow(Image.new("RGB", (64, 48), "green")).save(file)
        judged = judge_upload(upload(file.getvalue(), "IMG_0001.HEIC"), ATTACHMENTS)
        with Image.open(io.BytesIO(judged.content)) as picture:
            assert (picture.format, picture.size) == ("JPEG", (64, 48))
        assert (judged.kind, judged.name) == ("image/jpeg", "IMG_0001.jpg")

    @pytest.mark.parametrize("rule", [ATTACHMENTS, EMBLEMS])
    def test_few_bytes_that_fill_gigabytes_are_refused_at_every_door(self, rule):
        bomb = self.picture("PNG", (13_000, 13_000))
        assert len(bomb) < 1024 * 1024
        with pytest.raises(ValidationError, match="piksel"):
            judge_upload(upload(bomb, "lambang.png"), rule)

    def test_half_a_picture_is_refused(self):
        with pytest.raises(ValidationError, match="rusak"):
            judge_upload(upload(small_png()[:40], "foto.png"), ATTACHMENTS)


@pytest.mark.parametrize(
    ("given", "kind", "kept"),
    [
        ("laporan.pdf", "application/pdf", "laporan.pdf"),
        ("html-as-pdf.html", "application/pdf", "html-as-pdf.pdf"),
        ("faktur\u202efdp.exe", "application/pdf", "fakturfdp.pdf"),
        ("phar.php", "application/pdf", "phar.php.pdf"),
        ("Laporan v1.2", "application/pdf", "Laporan v1.2.pdf"),
        ("foto.JPEG", "image/jpeg", "foto.JPEG"),
        ("../../etc/passwd", "image/png", "_.._etc_passwd.png"),
        ("", "application/pdf", "berkas.pdf"),
        ("register.xlsx", "application/zip", "register.xlsx"),
    ],
)
def test_a_name_follows_the_content(given, kind, kept):
    assert name_by_content(given, kind) == kept


class TestFullDisk:
    def test_it_is_said_and_leaves_no_half_file(
        self, people, partner, signed_in, settings, monkeypatch
    ):
        def full(handle: int) -> None:
            raise OSError(errno.ENOSPC, "No space left on device")

        monkeypatch.setattr(os, "fsync", full)
        answer = hand_in(signed_in(people["staf"]), partner, PDF)
        assert answer.status_code == 507 and "Ruang penyimpanan server penuh" in words_of(
            answer.content.decode()
        )
        assert not PartnerPaper.objects.exists()
        assert not list(settings.MEDIA_ROOT.glob("??/tmp*"))
        monkeypatch.undo()
        assert hand_in(signed_in(people["staf"]), partner, PDF).status_code == 302

    def test_what_a_killed_writer_left_goes_after_a_day(self, settings):
        folder = settings.MEDIA_ROOT / "ab"
        folder.mkdir(parents=True, exist_ok=True)
        old, young = folder / "tmpold", folder / "tmpyoung"
        for part in (old, young):
            part.write_bytes(b"half")
        os.utime(old, (0, time.time() - 25 * 3600))
        assert store.remove_old_parts(timezone.now() - timedelta(days=1)) == 1
        assert young.exists() and not old.exists()
