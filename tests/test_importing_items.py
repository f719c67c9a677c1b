"""Items of the yearly mapping from a workbook: seen before anything changes, and written whole."""

import io
import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from openpyxl import Workbook, load_workbook

from agreements.models import MappedItem
from agreements.workflow import mapping as acts
from kerjasama.accounts.models import Unit

from .reading import words_of

YEAR = 2027
HEADS = ["Jenis", "Objek", "Urusan", "Maksud dan tujuan", "Manfaat", "Prioritas"]
PARKING = ["KSDPK", "Parkir elektronik", "Perhubungan", "Parkir tertib.", "Pendapatan naik.", ""]
ADDRESS = reverse("pemetaan-impor", args=[YEAR])


@pytest.fixture
def client(people, signed_in):
    acts.open_mapping(people["verifikator"], YEAR, timezone.localdate() + timedelta(30))
    return signed_in(people["staf"])


def sent(client, *rows, heads=HEADS):
    book = Workbook()
    for row in (heads, *rows):
        book.active.append(row)
    file = io.BytesIO()
    book.save(file)
    return client.post(ADDRESS, {"upload": SimpleUploadedFile("usulan.xlsx", file.getvalue())})


def confirm(client, page, button):
    token = re.search(r'name="(_berkas_upload)" value="([^"]+)"', page.text)
    return client.post(ADDRESS, {token[1]: token[2], button: "1"})


def test_what_would_happen_is_shown_and_nothing_changes(client):
    words = words_of(sent(client, PARKING).text)
    assert "1 baris dapat dicatat. Belum ada yang berubah." in words and "usulan baru" in words
    assert not MappedItem.objects.exists()


@pytest.mark.parametrize("button, is_sent", [("catat", False), ("ajukan", True)])
def test_once_confirmed_the_items_are_written_and_sent_where_that_was_chosen(
    client, people, button, is_sent
):
    commas = "Koperasi, usaha kecil, dan menengah, Komunikasi dan informatika"
    page = sent(client, PARKING, ["KSDPK", "Pasar daring", commas, "Laku.", "Untung.", ""])
    assert confirm(client, page, button).status_code == 302
    parking, market = MappedItem.objects.order_by("pk")
    assert parking.unit == Unit.objects.get(membership__user=people["staf"])
    assert parking.is_sent is market.is_sent is is_sent
    assert market.urusan_names == ["Komunikasi dan informatika", commas[:35]]


@pytest.mark.parametrize(
    "place, text, said",
    [
        (0, "Gotong royong", "Jenis: “Gotong royong” tidak dikenali."),
        (1, "", "Objek: "),
        (2, "Antariksa", "Urusan: “antariksa” tidak dikenali."),
        (0, "KSDD wajib", "Wajib diisi bagi KSDD wajib (Permendagri 22/2020 Pasal 5 ayat (3))"),
    ],
)
def test_one_wrong_row_keeps_all_out_and_says_why(client, place, text, said):
    wrong = [*PARKING[:1], "Terminal terpadu", *PARKING[2:]]
    wrong[place] = text
    page = sent(client, PARKING, wrong)
    words = words_of(page.text)
    assert "1 dari 2 baris salah" in words and said in words
    assert 'name="catat"' not in page.text


def test_all_that_is_wrong_with_a_row_is_said_at_once(client):
    words = words_of(sent(client, ["Apa", "", "Antariksa", "", "", "Kilat"]).text)
    for said in ("Jenis: “Apa”", "Objek: ", "Urusan: “antariksa”", "Prioritas: “Kilat”"):
        assert said in words


def test_nobody_writes_for_another_opd(client):
    Unit.objects.create(name="Dinas Perhubungan")
    page = sent(client, [*PARKING, "Dinas Perhubungan"], heads=[*HEADS, "OPD"])
    assert "usulan Dinas Perhubungan ditulis perangkat daerah itu sendiri" in words_of(page.text)


def test_the_list_that_was_downloaded_is_read_back_and_what_is_there_is_passed_over(client):
    confirm(client, sent(client, PARKING), "catat")
    year = reverse("pemetaan-tahun", args=[YEAR])
    content = b"".join(client.get(year, {"unduh": "xlsx"}))
    back = client.post(ADDRESS, {"upload": SimpleUploadedFile("daftar.xlsx", content)})
    assert "sudah ada usulan dengan objek itu, dilewati" in words_of(back.text)
    confirm(client, back, "catat")
    assert MappedItem.objects.count() == 1


def test_the_template_reads_as_it_is(client, people):
    content = client.get(reverse("pemetaan-impor-templat")).content
    book = load_workbook(io.BytesIO(content))
    book["Usulan"]["A2"] = str(Unit.objects.get(membership__user=people["staf"]))
    file = io.BytesIO()
    book.save(file)
    page = client.post(ADDRESS, {"upload": SimpleUploadedFile("t.xlsx", file.getvalue())})
    assert "1 baris dapat dicatat" in words_of(page.text)
    assert "Kesehatan" in [cell.value for cell in book["Pilihan"]["D"]]


def test_a_file_without_the_headings_is_refused_at_its_field(client):
    answer = sent(client, ["x"], heads=["Lain"])
    assert answer.status_code == 422 and "Pakai judul kolom templat" in answer.text
