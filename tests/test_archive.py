"""The archive: finals that outlive their software, and files that cannot change unseen."""

import io
import json
from datetime import date, timedelta

import pikepdf
import pytest
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from agreements import tasks
from agreements.documents import remaking, rendering, store
from agreements.documents.archive import integrity
from agreements.models import (
    Agreement,
    FileCheck,
    ImportBatch,
    LeadersSheet,
    PaperSource,
    Recap,
)
from kerjasama.notices.models import Notice
from kerjasama.notices.rounds import update_all_notices

from .archive_rules import faults
from .conftest import as_long_as
from .test_documents import region  # noqa: F401

pytestmark = pytest.mark.laid_out


@pytest.fixture
def signed(make_agreement, region):  # noqa: F811
    """A case with finals and drafts of several kinds, which print the emblem of the region."""
    return make_agreement(at="penyusunan_pks")


@pytest.fixture
def paper(signed):
    return signed.documents.filter(draft=False).first()


def test_finals_are_pdf_a_3a_and_drafts_stay_plain(signed):
    papers = list(signed.documents.all())
    assert any(b"/Image" in store.read_stored(paper.sha256) for paper in papers)
    assert {paper.draft for paper in papers} == {True, False}
    for paper in papers:
        content = store.read_stored(paper.sha256)
        if paper.draft:
            assert "/AF" not in pikepdf.open(io.BytesIO(content)).Root
        else:
            assert faults(content) == [], paper.kind


def test_a_paper_of_cooperation_abroad_is_fit_for_the_archive_too(make_agreement, region):  # noqa: F811
    agreement = make_agreement("ksdpl-daerah")
    paper = agreement.documents.create(
        stage_code="persiapan",
        kind="naskah_kerja_sama",
        revision=1,
        number="1/NKS",
        context={"date": "2026-11-24"},
    )
    assert faults(rendering.to_pdf(paper)) == []


def test_a_final_carries_the_agreement_for_machines(signed, paper):
    (attached,) = PdfReader(io.BytesIO(store.read_stored(paper.sha256))).attachments[
        "kerja-sama.json"
    ]
    facts = json.loads(attached)
    assert facts["dokumen"]["nomor"] == paper.number
    assert facts["kerja_sama"]["judul"] == signed.title
    assert [party["nama"] for party in facts["pihak"]][1] == signed.partner.name


def test_a_final_is_made_again_from_what_it_was_made_from(paper, region):  # noqa: F811
    region.name, region.address = "Pemerintah Kabupaten Lain", "Jalan Lain"
    region.save()
    stored = store.read_stored(paper.sha256)
    assert stored.startswith(remaking.remake_unsealed(paper))
    assert "Kabupaten Lain" in rendering.to_html(paper)


def alter(sha256: str) -> None:
    path = store.path_of(sha256)
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def test_the_nightly_check_finds_one_altered_byte_and_a_lost_file_and_people_see_them(
    signed, people, signed_in
):
    altered, lost, *_ = signed.documents.all()
    tasks.check_files()
    assert not FileCheck.objects.damaged().exists()
    alter(altered.sha256)
    store.path_of(lost.sha256).unlink()
    tasks.check_files()
    page = signed_in(people["admin"]).get(reverse("arsip")).content.decode()
    for paper, state in ((altered, "Berubah"), (lost, "Hilang")):
        assert paper.sha256 in page and state in page
    case = signed_in(people["staf"]).get(reverse("kerja-sama", args=[signed.pk])).content.decode()
    assert "Berkas berubah" in case and "Berkas hilang" in case
    update_all_notices()
    told = Notice.objects.filter(subject="Pulihkan berkas arsip yang rusak")
    assert {notice.user.username for notice in told} == {"admin", "kabag"} and told.count() == 4


def test_a_damage_keeps_the_moment_at_which_it_was_first_seen(paper, time_machine):
    alter(paper.sha256)
    tasks.check_files()
    first = FileCheck.objects.get(pk=paper.sha256)
    time_machine.move_to(first.checked_at + timedelta(1))
    tasks.check_files()
    second = FileCheck.objects.get(pk=paper.sha256)
    assert second.damaged_at == first.damaged_at == first.checked_at < second.checked_at


def test_a_restored_file_is_no_longer_shown_as_damaged(paper, people, signed_in):
    content = store.read_stored(paper.sha256)
    store.path_of(paper.sha256).unlink()
    tasks.check_files()
    store.store_bytes(content)
    tasks.check_files()
    page = signed_in(people["kabag"]).get(reverse("arsip")).content.decode()
    assert "Tidak ada berkas yang hilang atau berubah" in page


def test_an_altered_file_is_never_served_and_whoever_meets_it_reports_it(paper, people, signed_in):
    alter(paper.sha256)
    answer = signed_in(people["staf"]).get(reverse("dokumen", args=[paper.pk]))
    assert answer.status_code == 500 and b"%PDF" not in answer.content
    assert FileCheck.objects.damaged().get().pk == paper.sha256


def test_a_file_that_many_rows_keep_hides_none_of_the_others(people, monkeypatch):
    """Each table is asked for its next files; rows with the same one count once."""
    monkeypatch.setattr(integrity, "AT_ONCE", 2)
    first, middle, last = sorted(store.store_bytes(told) for told in (b"satu", b"dua", b"tiga"))
    by = {"by": people["admin"], "ordered_at": timezone.now()}
    for sha256 in (first, first, middle):
        ImportBatch.objects.create(sha256=sha256, file_name="a.xlsx", size=1, **by)
    LeadersSheet.objects.create(week=date(2026, 1, 5), facts={}, sha256=last)
    assert integrity.verify_files() == ""
    assert {*FileCheck.objects.values_list("pk", flat=True)} == {first, middle, last}


def test_the_check_goes_on_where_its_time_ended(signed, monkeypatch):
    monkeypatch.setattr(integrity, "SECONDS", -1)
    after, steps = integrity.verify_files(""), 1
    for _ in as_long_as(lambda: after):
        after, steps = integrity.verify_files(after), steps + 1
    kept = {
        *signed.documents.values_list("sha256", flat=True),
        *PaperSource.objects.values_list("sha256", flat=True),
        *signed.evidence.exclude(sha256="").values_list("sha256", flat=True),
    }
    assert set(FileCheck.objects.values_list("pk", flat=True)) == kept
    assert steps == len(kept) + 1


def test_every_model_that_keeps_a_file_is_checked(signed, people):
    content = b"%PDF-1.7 uploaded"
    signed.evidence.filter(sha256="").update(sha256="")
    row = signed.evidence.first()
    type(row).objects.filter(pk=row.pk).update(
        sha256=store.store_bytes(content), file_name="pindaian.pdf"
    )
    store.path_of(store.digest_of(content)).unlink()
    tasks.check_files()
    assert [damage.name for damage in integrity.list_damages()] == ["pindaian.pdf"]
    assert Agreement.objects.get(pk=signed.pk) == next(integrity.list_damages()).agreement


def test_registers_recaps_and_sheets_are_read_through_though_they_are_of_no_case(people, signed_in):
    by, first = people["kabag"], date(2026, 1, 1)
    lost = [store.digest_of(name) for name in (b"register", b"rekap", b"lembar")]
    ImportBatch.objects.create(
        file_name="register.xlsx", sha256=lost[0], size=8, by=by, ordered_at=timezone.now()
    )
    Recap.objects.create(family="ksdpk", first=first, sha256=lost[1], requested_by=by)
    LeadersSheet.objects.create(week=date(2026, 1, 5), facts={}, sha256=lost[2])
    tasks.check_files()
    page = signed_in(by).get(reverse("arsip")).content.decode()
    for sha256, name in zip(
        lost,
        ("register.xlsx", "Rekapitulasi laporan KSDPK", "Lembar Pimpinan minggu 05-01-2026"),
        strict=True,
    ):
        assert sha256 in page and name in page
