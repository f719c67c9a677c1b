"""A naskah is drafted Pasal by Pasal in the browser: added, moved, split, left out; numbers and
references follow, what the law lists stays, and nobody's words are lost.
"""

import io
import re
from html import unescape

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from docx import Document as WordDocument
from pypdf import PdfReader

from agreements.documents import needs, rendering, store
from agreements.documents.exchange import draft_exchange
from agreements.documents.pages.paper_context import to_html
from agreements.documents.wording import restructuring, trees, versions
from agreements.models import Agreement, Clause, ClauseStatus, Document, UndoableAct
from agreements.naskah import operations
from agreements.naskah.blocks import AnnexFile
from agreements.views.case import structure
from agreements.workflow import undoing
from agreements.workflow.guarding import Refused
from kerjasama.accounts.models import RegionProfile

from . import archive_rules
from .papers import text_of

PKS = "perjanjian_kerja_sama"
FIVE_LEVELS = """(1) PIHAK KESATU wajib:
a. menyediakan:
1. data:
a) pokok:
1) nama; dan
2) alamat; dan
b) tambahan; dan
2. peta; dan
b. membayar menurut tabel:
| Komponen | Nilai |
| Survei | 1.500.000 |
(2) **PARA PIHAK** tunduk pada [Pasal 2] dan [ayat (1) huruf a angka 1 huruf a)]."""


@pytest.fixture
def draft(make_agreement):
    return make_agreement(at="penyusunan_pks")


@pytest.fixture
def desk(draft, people, signed_in):
    return Desk(draft, signed_in(people["hukum"]))


class Desk:
    """Somebody before the page Redaksi: opens it, types, presses."""

    def __init__(self, case, client):
        self.case, self.client = case, client
        self.url = reverse("redaksi", args=[case.pk, PKS])
        self.open()

    def open(self):
        self.answer = self.client.get(self.url)
        assert self.answer.status_code == 200
        form = self.answer.context["form"]
        self.typed = {name: form[name].value() or "" for name in form.fields}
        self.typed["versi"] = self.answer.context["version"]
        return self

    def press(self, act="", **typed):
        pressed = {"susun": act} if act else {}
        self.answer = self.client.post(self.url, self.typed | typed | pressed)
        return self.answer

    def does(self, act="", **typed):
        assert self.press(act, **typed).status_code == 302, self.errors()
        return self.open()

    def add(self, **typed):
        named = {f"baru-{name}": text for name, text in typed.items()}
        last = self.parts()[-1]
        return self.does("tambah", **{"baru-sesudah": last} | named)

    def errors(self):
        page = self.answer.context
        return page and [dict(page[name].errors) for name in ("form", "adding")]

    def parts(self):
        return [article.part for article in self.answer.context["structure"].articles]

    def titles(self):
        return [article.title for article in self.answer.context["structure"].articles]

    def page(self):
        return unescape(re.sub(r"<[^>]+>|\s+", " ", self.answer.content.decode()))


def said(case, title):
    """What the naskah says beneath that title."""
    return next(text for _, one, text in current(case) if one == title)


def current(case):
    return versions.current_clauses_of(PKS, Agreement.objects.get(pk=case.pk))


def test_an_untouched_naskah_follows_its_proposal_and_keeps_no_tree(desk, draft):
    before = draft.content_hash
    desk.does(objek="Objeknya peta desa.")
    draft.refresh_from_db()
    assert draft.trees == {} and draft.clauses[PKS] == {"objek": "Objeknya peta desa."}
    desk.does(objek="")
    draft.refresh_from_db()
    assert draft.content_hash == before or draft.clauses[PKS] == {}


def test_a_pasal_is_added_from_the_library_and_moves_with_its_references(desk, draft):
    desk.add(asal="topik:kerahasiaan")
    assert desk.titles()[-1] == "Kerahasiaan"
    secret = desk.parts()[-1]
    place = len(desk.parts())
    assert f"Kerahasiaan (sudah ada: Pasal {place})" in desk.page()
    desk.does(objek=f"Objeknya data menurut [Pasal {place}].")
    assert said(draft, "Objek") == f"Objeknya data menurut Pasal {place}."
    desk.does(f"naik:{secret}")
    assert desk.parts()[-2] == secret
    assert said(draft, "Objek") == f"Objeknya data menurut Pasal {place - 1}."
    assert "ayat (1) tidak berlaku bagi" in said(draft, "Kerahasiaan")


def test_a_new_pasal_names_the_others_by_the_numbers_that_were_seen(desk, draft):
    fifth, second = desk.titles()[4], desk.parts()[1]
    desk.add(judul="Koordinasi", isi="Lihat [Pasal 5].", sesudah=second)
    assert desk.titles()[2] == "Koordinasi" and desk.titles()[5] == fifth
    assert said(draft, "Koordinasi") == "Lihat Pasal 6."


def test_what_the_law_lists_is_reworded_and_moved_but_never_left_out(desk):
    assert 'value="hapus:objek"' not in desk.answer.content.decode()
    desk.press("hapus:objek")
    assert desk.answer.status_code == 422
    assert "Pasal 2 Objek wajib ada (Permendagri 22/2020 Pasal 41 ayat (1))." in desk.page()
    desk.open().does("turun:objek")
    assert desk.titles()[1:3] == ["Ruang Lingkup", "Objek"]


def test_a_broken_reference_is_told_at_its_pasal_and_nothing_typed_is_lost(desk, draft):
    desk.press(objek="Lihat [Pasal 99].", judul_kahar="Keadaan Memaksa")
    assert desk.answer.status_code == 422
    [why] = desk.answer.context["form"].errors["objek"]
    assert why == "Rujukan ke Pasal 99 tidak menemukan tempatnya."
    assert "Lihat [Pasal 99]." in desk.page() and "Keadaan Memaksa" in desk.answer.content.decode()
    draft.refresh_from_db()
    assert draft.trees == {}


def test_a_pasal_is_renamed_split_and_taken_back(desk, draft, people):
    [first, *_] = desk.answer.context["form"].fields["pecah_di_kahar"].choices
    assert first[1].startswith("ayat (2): PIHAK yang mengalami")
    desk.does(
        "pecah:kahar",
        judul_kahar="Keadaan Memaksa",
        pecah_di_kahar=first[0],
        pecah_judul_kahar="Akibat Keadaan Memaksa",
    )
    assert said(draft, "Keadaan Memaksa").startswith("Keadaan kahar adalah")
    assert said(draft, "Akibat Keadaan Memaksa").startswith("(1) PIHAK yang mengalami")
    rest = next(part for part in desk.parts() if part.startswith("kahar-"))
    desk.does(f"hapus:{rest}")
    assert "Akibat Keadaan Memaksa" not in desk.titles()
    undoing.undo_act(draft.pk, people["hukum"], UndoableAct.objects.latest("pk").pk)
    assert "Akibat Keadaan Memaksa" in desk.open().titles()


def test_two_people_change_different_pasal_and_both_stand(desk, draft, people, signed_in):
    desk.add(judul="Koordinasi", isi="PARA PIHAK berkoordinasi.")
    other = Desk(draft, signed_in(people["staf"]))
    other.does(objek="Objeknya peta desa.")
    other.add(judul="Pelaporan", isi="PARA PIHAK melapor.")
    desk.does("naik:sanksi", kahar="Keadaan kahar ditentukan bersama.")
    assert said(draft, "Objek") == "Objeknya peta desa."
    assert said(draft, "Pelaporan") == "PARA PIHAK melapor."
    assert said(draft, "Keadaan Kahar") == "Keadaan kahar ditentukan bersama."


def test_two_people_who_change_the_same_pasal_see_both_texts(desk, draft, people, signed_in):
    desk.does("turun:objek")
    Desk(draft, signed_in(people["staf"])).does(objek="Objeknya peta desa.")
    desk.press(objek="Objeknya data desa.")
    assert desk.answer.status_code == 422
    assert "Objeknya peta desa." in desk.page() and "Objeknya data desa." in desk.page()


def test_what_another_saves_between_reading_and_saving_is_not_overwritten(
    desk, draft, people, monkeypatch
):
    desk.does("turun:objek")
    change = structure._change

    def after_another(*given):
        theirs = restructuring.reword({"objek": "Objeknya peta desa."})
        restructuring.restructure(draft.pk, people["staf"], PKS, theirs)
        return change(*given)

    monkeypatch.setattr(structure, "_change", after_another)
    desk.press(objek="Objeknya data desa.")
    assert desk.answer.status_code == 422
    assert "Isi sudah diubah orang lain" in desk.page() and "Objeknya data desa." in desk.page()


def test_words_for_a_pasal_that_another_left_out_stay_to_be_copied(desk, draft, people, signed_in):
    desk.add(judul="Koordinasi", isi="PARA PIHAK berkoordinasi.")
    one = desk.parts()[-1]
    other = Desk(draft, signed_in(people["staf"]))
    other.does(f"hapus:{one}")
    desk.press(**{one: "PARA PIHAK berkoordinasi tiap bulan."})
    assert desk.answer.status_code == 422
    assert "PARA PIHAK berkoordinasi tiap bulan." in desk.page()
    assert "sudah dihapus orang lain" in desk.page()


def test_a_preview_shows_tables_and_numbers_and_keeps_nothing(desk, draft):
    desk.press("pratinjau", objek=FIVE_LEVELS)
    assert desk.answer.status_code == 200
    assert "tunduk pada Pasal 2 dan ayat (1) huruf a angka 1 huruf a)." in desk.page()
    assert '<td class="num">1.500.000</td>' in desk.answer.content.decode()
    draft.refresh_from_db()
    assert draft.trees == {} and draft.clauses.get(PKS, {}) == {}


def test_a_preview_with_one_pasal_too_many_is_refused_and_keeps_what_was_typed(desk, monkeypatch):
    monkeypatch.setattr(operations, "MOST_ARTICLES", len(desk.parts()))
    new = {"judul": "Koordinasi", "isi": "PARA PIHAK rapat.", "sesudah": desk.parts()[-1]}
    desk.press("pratinjau", **{f"baru-{name}": text for name, text in new.items()})
    assert desk.answer.status_code == 422
    assert "Paling banyak" in desk.page() and "PARA PIHAK rapat." in desk.page()
    desk.press("pratinjau", objek="Lihat [Pasal 99].")
    assert desk.answer.status_code == 422 and "Rujukan ke Pasal 99" in desk.page()


def test_all_signs_of_the_help_hold_before_the_naskah_has_a_structure_of_its_own(desk, draft):
    desk.does(objek="(1) Datanya:\n> Peta desa.\n(2) Ukurannya 10\\*.")
    assert said(draft, "Objek") == "(1) Datanya:\nPeta desa.\n(2) Ukurannya 10*."


def test_a_final_waits_where_the_proposal_says_otherwise_than_a_kept_pasal(desk, draft):
    def waiting():
        case = Agreement.objects.get(pk=draft.pk)
        gaps = needs.known_gaps_of(PKS, case, draft=False)
        return [gap.field for gap in gaps if gap.where is needs.Where.WORDING]

    desk.does("turun:objek")
    assert waiting() == []
    Agreement.objects.filter(pk=draft.pk).update(pks_bulan=60, lokasi="Kecamatan Tepian")
    assert "jangka_waktu" in waiting()
    desk.open()
    assert "Rumusan baku Pasal ini berubah" in desk.page()
    for part in waiting():
        desk.does(f"tetap:{part}")
    assert waiting() == [] and "Rumusan baku Pasal ini berubah" not in desk.page()


def test_versions_and_the_log_tell_what_was_done(desk, draft):
    desk.add(judul="Koordinasi", isi="PARA PIHAK berkoordinasi.")
    last = versions.versions_of_naskah(PKS, draft).last()
    assert last.tree["articles"][-1]["role"] == "bebas"
    assert last.texts[-1][1:] == ["Koordinasi", "PARA PIHAK berkoordinasi."]
    changes = draft.events.last().detail["changes"]
    assert [(row["label"], row["new"]) for row in changes] == [
        ("Susunan Pasal", "Pasal baru ditambahkan."),
        (f"Pasal {len(desk.parts())} Koordinasi", "PARA PIHAK berkoordinasi."),
    ]
    assert trees.tree_of(PKS, Agreement.objects.get(pk=draft.pk)).articles[-1].title == "Koordinasi"


def test_plain_words_from_a_word_processor_keep_bold_tables_and_references(desk, draft, people):
    desk.does(objek=FIVE_LEVELS)
    plain = said(draft, "Objek")
    taken = restructuring.reword({"objek": plain.replace("alamat", "tempat")}, is_plain=True)
    restructuring.restructure(draft.pk, people["hukum"], PKS, taken)
    assert desk.open().typed["objek"] == FIVE_LEVELS.replace("alamat", "tempat")


def test_a_contract_of_25_pasal_is_drafted_from_empty_and_its_paper_follows(desk, draft, people):
    desk.does(hak_kewajiban=FIVE_LEVELS)
    topics = ("kerahasiaan", "data_pribadi", "hki", "antikorupsi", "pengalihan")
    for topic in topics:
        desk.add(asal=f"topik:{topic}")
    while len(desk.parts()) < 25:
        number = len(desk.parts()) + 1
        desk.add(judul=f"Ketentuan {number}", isi=f"PARA PIHAK tunduk pada [Pasal {number - 1}].")
    desk.does("hapus:" + desk.parts()[-1])
    desk.add(asal="topik:definisi", sesudah=desk.parts()[0])
    desk.does("naik:" + desk.parts()[1])
    words = words_printed(draft, people["staf"])
    headings = re.findall(r"Pasal (\d+) [A-Z]{2}", words)
    assert headings == [str(number) for number in range(1, 26)]
    assert "Pasal 1 DEFINISI Dalam Perjanjian Kerja Sama ini" in words
    assert "1) nama; dan 2) alamat; dan b) tambahan; dan 2. peta; dan b. membayar" in words
    assert "Komponen Nilai Survei 1.500.000" in words
    assert "(2) PARA PIHAK tunduk pada Pasal 3 dan ayat (1) huruf a angka 1 huruf a)." in words
    assert "Pasal 25 KETENTUAN 24 PARA PIHAK tunduk pada Pasal 24." in words


def words_printed(case, by):
    """The words of the pages of its draft paper."""
    paper = rendering.order_document(case.pk, by, PKS)
    rendering.render_queued_document(paper.pk)
    paper.refresh_from_db()
    pages = PdfReader(io.BytesIO(store.read_stored(paper.sha256))).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def test_the_comparison_tells_what_moved_and_what_was_called_otherwise(desk, draft):
    desk.does("turun:objek", judul_kahar="Keadaan Memaksa")
    answer = desk.client.get(reverse("perbandingan", args=[draft.pk, PKS]))
    rows = {row.part: row for row in answer.context["rows"]}
    assert rows["kahar"].was == "Pasal 9 Keadaan Kahar"
    assert rows["objek"].was == "Pasal 2" or rows["ruang_lingkup"].was == "Pasal 3"
    assert len(answer.context["changed"]) == 2


def test_a_mandatory_clause_of_a_topic_is_missed_until_its_pasal_is_there(desk, draft, people):
    clause = Clause.objects.create(
        code="rahasia",
        part="kerahasiaan",
        title="Kerahasiaan data",
        text_id="PARA PIHAK melaporkan kebocoran data.",
        instruments=[PKS],
        mandatory=[PKS],
        status=ClauseStatus.IN_FORCE,
        valid_from=timezone.localdate(),
    )
    desk.open()
    assert "Pasal Kerahasiaan: klausul wajib “Kerahasiaan data” tidak ada." in desk.page()
    desk.add(asal=f"klausul:{clause.pk}")
    assert desk.titles()[-1] == "Kerahasiaan"
    assert "klausul wajib" not in desk.page()


def a_map(pages=2):
    """A PDF of pages that lie on their side, as a map does."""
    content = io.BytesIO()
    with pikepdf.new() as pdf:
        for _ in range(pages):
            pdf.add_blank_page(page_size=(842, 595))
        pdf.save(content)
    return SimpleUploadedFile("peta.pdf", content.getvalue())


def test_a_table_and_a_map_stand_behind_the_naskah_with_heads_of_their_own(desk, draft, people):
    table = "| Uraian | Nilai |\n| A | 10 |"
    budget = {"lampiran-judul": "Rencana Anggaran", "lampiran-isi": table}
    desk.does("lampirkan", **budget)
    desk.does("lampirkan", **{"lampiran-judul": "Peta Lokasi", "lampiran-berkas": a_map()})
    desk.does(objek="Objeknya data menurut [Lampiran I] dan [Lampiran II].")
    words = words_printed(draft, people["staf"])
    assert "Objeknya data menurut Lampiran I dan Lampiran II." in words
    head = "LAMPIRAN I PERJANJIAN KERJA SAMA NOMOR: …… TENTANG PENGEMBANGAN"
    assert re.sub("…+", "……", head) in re.sub("…+", "……", words)
    assert "Uraian Nilai A 10" in words
    assert "Lampiran II, halaman 2 dari 2: Peta Lokasi" in words
    annexes = desk.answer.context["structure"].annexes
    desk.press(**{f"judul_{annexes[0].part}": ""})
    assert "Judul lampiran wajib diisi." in desk.page()
    answer = desk.client.get(reverse("berkas-lampiran", args=[annexes[1].key]))
    assert answer.status_code == 200
    assert "Uraian" in words_of_docx(draft, people["hukum"])
    assert archive_rules.faults(as_final(draft)) == []
    desk.does(f"naik:{annexes[1].part}")
    assert said(draft, "Objek") == "Objeknya data menurut Lampiran II dan Lampiran I."
    desk.press(f"hapus:{annexes[0].part}")
    assert "Lampiran II masih dirujuk dalam Pasal 2" in desk.page()


def words_of_docx(case, by):
    """The words of the file that goes to the partner."""
    _, content = draft_exchange.send_draft_to_partner(case.pk, by, PKS)
    file = WordDocument(io.BytesIO(content))
    cells = [cell.text for table in file.tables for row in table.rows for cell in row.cells]
    return " ".join([*(paragraph.text for paragraph in file.paragraphs), *cells])


def as_final(case):
    """Its newest paper as it would be as a final."""
    paper = case.documents.latest("pk")
    paper.draft, paper.number = False, "001/PKS/KS/2026"
    return rendering.to_pdf(paper)


def test_an_annex_shows_no_file_of_another_case(desk, draft, people):
    given = {"id": restructuring.Typed("Peta", "")}
    strange = restructuring.attach(given, AnnexFile("0" * 64, "peta.pdf", 1))
    with pytest.raises(Refused, match="bukan milik kerja sama ini"):
        restructuring.restructure(draft.pk, people["hukum"], PKS, strange)


def test_what_is_typed_for_one_more_pasal_is_kept_by_any_button(desk, draft):
    typed = {
        "baru-judul": "Koordinasi",
        "baru-isi": "PARA PIHAK berkoordinasi.",
        "baru-sesudah": desk.parts()[-1],
    }
    desk.does("turun:objek", **typed)
    assert desk.titles()[-1] == "Koordinasi"
    desk.press("", **{"baru-isi": "Tanpa judul."})
    assert desk.answer.status_code == 422 and "Tanpa judul." in desk.page()


def printed(case):
    """What the draft of the naskah prints."""
    told = {"date": timezone.localdate().isoformat()}
    paper = Document(
        agreement=Agreement.objects.get(pk=case.pk), kind=PKS, draft=True, context=told
    )
    return " ".join(text_of(to_html(paper)).split())


def test_what_surrounds_the_pasal_follows_the_case_until_it_is_worded(desk, draft):
    assert "bahwa PARA PIHAK bermaksud mengadakan" in desk.typed["premis"]
    assert "bermaksud mengadakan" in printed(draft)
    desk.does(premis="1. bahwa PARA PIHAK berbagi peta;\n2. bahwa petanya terbuka.")
    assert "berbagi peta" in printed(draft) and "bermaksud mengadakan" not in printed(draft)
    assert "Undang-Undang Nomor 23 Tahun 2014" in printed(draft)
    desk.does(premis="")
    assert "bermaksud mengadakan" in printed(draft)
    assert trees.tree_of(PKS, Agreement.objects.get(pk=draft.pk)).frame == ()


def test_premises_that_were_worded_wait_for_a_word_when_the_case_says_more(desk, draft):
    desk.does(premis="1. bahwa PARA PIHAK berbagi peta.")
    Agreement.objects.filter(pk=draft.pk).update(latar_belakang="bahwa sungai meluap setiap tahun")
    desk.open()
    [premises] = [part for part in desk.answer.context["structure"].opening if part.standard_now]
    assert "sungai meluap" in premises.standard_now
    desk.does("tetap:premis")
    assert not [part for part in desk.answer.context["structure"].opening if part.standard_now]


def test_the_closing_fills_in_the_copies_and_the_place_of_the_signing(desk, draft):
    assert "{tempat tanda tangan}" in desk.typed["penutup"]
    desk.does(penutup="Dibuat {tempat tanda tangan}, rangkap {rangkap}.")
    assert "pada hari dan tanggal tersebut di atas, rangkap 2 (dua)." in printed(draft)


def test_the_rules_of_the_region_stand_behind_those_of_the_state(desk, draft):
    RegionProfile.objects.update(
        law_amended_by="Undang-Undang Nomor 6 Tahun 2023", own_rules="Perda Nomor 3 Tahun 2021\n\n"
    )
    said = printed(draft)
    assert "telah beberapa kali diubah, terakhir dengan Undang-Undang Nomor 6 Tahun 2023;" in said
    assert "Pihak Ketiga; dan" in said and said.count("Perda Nomor 3 Tahun 2021.") == 1


def test_two_who_word_the_same_naskah_see_each_other(draft, people, signed_in):
    address = reverse("hadir-redaksi", args=[draft.pk, PKS])
    hukum, staff = signed_in(people["hukum"]), signed_in(people["staf"])
    assert hukum.post(address, {"bagian": "objek"}).json() == {"others": []}
    seen = staff.post(address, {"bagian": "<b>"}).json()["others"]
    assert seen == [{"name": str(people["hukum"]), "part": "objek"}]
    assert hukum.post(address).json()["others"] == [{"name": str(people["staf"]), "part": ""}]


def chapters_of(desk):
    return [
        (chapter.place, article.place, chapter.title_field.value())
        for article in desk.answer.context["structure"].articles
        for chapter in article.chapters
    ]


def add_chapter(desk, level, title, begins):
    typed = {"kelompok-tingkat": level, "kelompok-judul": title, "kelompok-mulai": begins}
    desk.does("bab", **typed)


def test_bab_and_bagian_group_the_pasal_and_number_themselves(desk, draft):
    first, second, third = desk.parts()[:3]
    add_chapter(desk, "bab", "Isi", second)
    add_chapter(desk, "bab", "Umum", first)
    add_chapter(desk, "bagian", "Objek", second)
    expected = [
        ("BAB I", "Pasal 1", "Umum"),
        ("BAB II", "Pasal 2", "Isi"),
        ("Bagian Kesatu", "Pasal 2", "Objek"),
    ]
    assert chapters_of(desk) == expected
    said = printed(draft)
    assert "BAB IIIsi Bagian KesatuObjek Pasal 2Objek" in said
    desk.does(f"turun:{second}")
    assert chapters_of(desk) == expected and desk.parts()[1] == third
    last = trees.tree_of(PKS, Agreement.objects.get(pk=draft.pk)).chapters[-1].id
    desk.does(**{f"judul_{last}": "Objek dan data"})
    desk.does(f"hapus:{last}")
    assert [place for place, *_ in chapters_of(desk)] == ["BAB I", "BAB II"]


def test_a_bagian_stands_in_a_bab_and_none_is_left_without_pasal(desk, draft):
    desk.add(asal="topik:kerahasiaan")
    secret = desk.parts()[-1]
    typed = {"kelompok-tingkat": "bagian", "kelompok-judul": "Rahasia", "kelompok-mulai": secret}
    assert desk.press("bab", **typed).status_code == 422
    assert "harus berada di dalam BAB" in desk.page()
    add_chapter(desk.open(), "bab", "Penutup", secret)
    assert desk.press(f"hapus:{secret}").status_code == 422
    assert "BAB I hanya berisi Pasal ini" in desk.page()
