"""The lampiran of a naskah: compared by whoever reviews them, gone where their file was removed,
and drawn only for a page that shows them.
"""

import io
import re
from base64 import b64decode

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from agreements.documents import annex_pages, content_removal, needs, store
from agreements.documents.exchange import draft_exchange
from agreements.documents.text.indonesian import BLANK
from agreements.documents.wording import trees, versions
from agreements.models import Agreement
from agreements.workflow.copying import copy_case

from .test_naskah_structure import (
    PKS,
    a_map,
    desk,  # noqa: F401
    draft,  # noqa: F401
    words_of_docx,
    words_printed,
)


def attach_map(desk):  # noqa: F811
    desk.does("lampirkan", **{"lampiran-judul": "Peta Lokasi", "lampiran-berkas": a_map()})


def test_the_comparison_tells_what_became_of_each_lampiran(desk, draft):  # noqa: F811
    desk.does("lampirkan", **{"lampiran-judul": "Anggaran", "lampiran-isi": "Biaya 10."})
    attach_map(desk)
    before = versions.versions_of_naskah(PKS, draft).last().number
    budget, plan = desk.answer.context["structure"].annexes
    desk.does(**{budget.part: f"Biaya {BLANK}"})
    assert "Lampiran I Anggaran masih berisi tempat kosong." in desk.page()
    desk.does(f"hapus:{plan.part}")
    address = reverse("perbandingan", args=[draft.pk, PKS])
    answer = desk.client.get(address, {"lama": before})
    rows = {row.part: row for row in answer.context["changed"]}
    assert list(rows) == [budget.part, plan.part]
    assert rows[plan.part].missing == "baru"
    digest = draft.annexes.get().sha256
    told = f"Berkas: peta.pdf, 2 halaman, SHA-256 {digest}"
    assert "".join(piece.text for piece in rows[plan.part].left) == told
    assert "bagian naskah berbeda" in re.sub(r"\s+", " ", answer.content.decode())


def test_a_file_that_two_people_removed_is_printed_and_copied_no_more(
    desk,  # noqa: F811
    draft,  # noqa: F811
    people,
    django_capture_on_commit_callbacks,
):
    attach_map(desk)
    row = draft.annexes.get()
    with django_capture_on_commit_callbacks(execute=True):
        asked = content_removal.propose_removal(row, people["verifikator"], "Memuat KTP")
        content_removal.confirm_removal(asked.pk, people["kabag"])
    desk.open().does(objek="Objeknya peta desa.")
    assert "Isi berkas lampiran ini dihapus pada" in words_printed(draft, people["staf"])
    case = Agreement.objects.get(pk=draft.pk)
    assert removed_gaps(case, draft=True) == []
    [gap] = removed_gaps(case, draft=False)
    assert gap.text.startswith("Lampiran Peta Lokasi: isi berkasnya dihapus pada")
    new = Agreement(title="Salinan", owner=case.owner, track_code=case.track_code)
    new.track_version, new.parent = case.track_version, case.parent
    copied = Agreement.objects.get(pk=copy_case(case, people["staf"], new, []).pk)
    [annex] = trees.tree_of(PKS, copied).annexes
    assert (annex.title, annex.file) == ("Peta Lokasi", None) and not copied.annexes.exists()


def removed_gaps(case, *, draft):  # noqa: F811
    gaps = needs.known_gaps_of(PKS, case, draft=draft)
    return [gap for gap in gaps if gap.where is needs.Where.WORDING]


def test_a_docx_is_sent_and_received_without_drawing_a_page(desk, draft, people):  # noqa: F811
    attach_map(desk)
    store.path_of(draft.annexes.get().sha256).unlink()
    assert "Lampiran ini terdiri atas 2 (dua) halaman" in words_of_docx(draft, people["hukum"])
    _, sent = draft_exchange.send_draft_to_partner(draft.pk, people["hukum"], PKS)
    draft_exchange.receive_returned_draft(draft.pk, people["hukum"], PKS, sent, "balasan.docx")
    assert "tidak dapat ditampilkan" in words_printed(draft, people["staf"])


def test_a_page_larger_than_a0_is_refused_where_it_is_brought(desk):  # noqa: F811
    large = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page(page_size=(14000, 595))
        pdf.save(large)
    upload = SimpleUploadedFile("peta.pdf", large.getvalue())
    desk.press("lampirkan", **{"lampiran-judul": "Peta", "lampiran-berkas": upload})
    assert "Halaman 1 berkas ini berukuran 494 cm" in desk.page()


def drawn(picture, kind="PNG", **more):
    """A picture that was brought, as its page shows it."""
    file = io.BytesIO()
    picture.save(file, kind, **more)
    [page] = annex_pages.pages_of_file(store.store_bytes(file.getvalue()))
    return Image.open(io.BytesIO(b64decode(page.picture.partition(",")[2])))


@pytest.mark.django_db
def test_a_picture_is_upright_and_white_where_nothing_was_painted(monkeypatch):
    assert drawn(Image.new("RGBA", (40, 20))).getpixel((5, 5)) == (255, 255, 255)
    turned = Image.Exif()
    turned[0x0112] = 6
    assert drawn(Image.new("RGB", (40, 20)), "JPEG", exif=turned).size == (20, 40)
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 100)
    with pytest.raises(annex_pages.Undrawable):
        drawn(Image.new("RGB", (40, 20)))
