"""A naskah comes back from the partner's word processor: Pasal are known again by their bookmarks
or by title and words, never by their number, and what is accepted keeps its references.
"""

import copy
import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from docx import Document as WordDocument
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from agreements.documents.exchange import (
    docx_content,
    draft_exchange,
    partner_changes,
    returned_bodies,
    returned_naskah,
    returned_sections,
)
from agreements.documents.exchange.docx_content import Paragraph, Words
from agreements.documents.wording import trees, versions
from agreements.models import Agreement
from agreements.naskah import operations
from agreements.naskah.blocks import NaskahText, Text, Value
from agreements.naskah.inline import Teller
from agreements.naskah.numbering import Numbers
from agreements.naskah.plain import read_body

from . import office
from .test_naskah_structure import FIVE_LEVELS, PKS, desk, draft  # noqa: F401

MARKS = (qn("w:bookmarkStart"), qn("w:bookmarkEnd"))


class Partner:
    """Has our file open in a word processor, changes it and sends it back."""

    def __init__(self, desk, by):  # noqa: F811
        self.desk, self.case, self.by = desk, desk.case, by
        _, content = draft_exchange.send_draft_to_partner(self.case.pk, by, PKS)
        self.file = WordDocument(io.BytesIO(content))

    def heading(self, title):
        return next(p for p in self.file.paragraphs if p.text == f"\n{title}")

    def line(self, start):
        return next(p for p in self.file.paragraphs if p.text.startswith(start))

    def pasal(self, title):
        """The paragraphs and tables of a Pasal, its heading first."""
        first = self.heading(title)._p
        found = [first]
        for element in first.itersiblings():
            style = element.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
            if style is not None and style.get(qn("w:val")) == "Heading2":
                break
            if any("ks_akhir" in one.get(qn("w:name")) for one in element.iter(MARKS[0])):
                break
            found.append(element)
        return found

    def write_after(self, title, *lines):
        """New paragraphs behind a Pasal, typed as they are, the first as a heading."""
        at = self.pasal(title)[-1]
        for line in lines:
            new = self.file.add_paragraph(line)._p
            at.addnext(new)
            at = new
        return self

    def forget_bookmarks(self):
        for element in list(self.file.element.iter(*MARKS)):
            element.getparent().remove(element)
        return self

    def saved(self):
        content = io.BytesIO()
        self.file.save(content)
        return content.getvalue()

    def returns(self, content=b"", number=None, **told):
        self.version = draft_exchange.receive_returned_draft(
            self.case.pk, self.by, PKS, content or self.saved(), "dari-mitra.docx", number, **told
        )
        return self

    @property
    def differences(self):
        case = Agreement.objects.get(pk=self.case.pk)
        return partner_changes.differences_of_version(self.version, case)

    @property
    def changes(self):
        return [change for one in self.differences for change in one.hunks]

    def told(self):
        return [(one.kind, one.told) for one in self.changes]

    def accept(self, *chosen):
        case = Agreement.objects.get(pk=self.case.pk)
        keys = {change.key for change in chosen or self.changes}
        draft_exchange.decide_on_differences(self.version, self.by, keys, case.content_hash)
        return self.desk.open()


@pytest.fixture
def partner(desk, people):  # noqa: F811
    desk.does(objek=FIVE_LEVELS)
    return Partner(desk, people["hukum"])


def tree_of(case):
    return trees.tree_of(PKS, Agreement.objects.get(pk=case.pk))


def said(case, title):
    """What the naskah says beneath that title."""
    texts = versions.current_clauses_of(PKS, Agreement.objects.get(pk=case.pk))
    return next(text for _, one, text in texts if one == title)


def test_an_untouched_file_changes_nothing_and_notes_nothing(desk, people):  # noqa: F811
    desk.does(objek=FIVE_LEVELS)
    begins = {"kelompok-judul": "Isi", "kelompok-mulai": "ruang_lingkup"}
    desk.does("bab", **begins, **{"kelompok-tingkat": "bab"})
    partner = Partner(desk, people["hukum"])
    assert partner.line("BAB I") is not None
    partner.returns()
    assert partner.changes == [] and partner.version.note == "" and partner.version.asides == {}
    assert partner.version.texts == partner.version.base.texts


@office.NEEDED
def test_libreoffice_gives_back_what_was_changed_and_nothing_else(partner, desk):  # noqa: F811
    tracked(partner.line("peta; dan"), "peta", "citra satelit")
    quarrel = partner.line("Perselisihan yang timbul")
    partner.file.add_comment(quarrel.runs, text="Sebut forumnya.", author="Dewi")
    partner.returns(office.converted(partner.saved(), "odt", "docx"))
    assert [change.new for change in partner.changes] == [("2. citra satelit; dan",)]
    assert partner.version.note == "" and desk.case.remarks.get().guest == "Dewi"
    partner.accept()
    assert desk.typed["objek"] == FIVE_LEVELS.replace("peta;", "citra satelit;")


def test_a_tracked_deletion_of_an_ayat_leaves_the_next_one_its_references(partner, desk):  # noqa: F811
    desk.add(judul="Pelaporan", isi="(1) Laporan dibuat.\n(2) Lihat [Pasal 2].\n(3) Selesai.")
    again = Partner(desk, partner.by)
    paragraph = again.line("Laporan dibuat.")
    tracked(paragraph, "Laporan dibuat.", "")
    mark = parse_xml(f'<w:rPr {nsdecls("w")}><w:del w:id="903" w:author="Siti"/></w:rPr>')
    paragraph._p.get_or_add_pPr().append(mark)
    again.returns()
    [change] = again.changes
    assert (change.old, change.new) == (("(1) Laporan dibuat.",), ())
    again.accept()
    place = desk.parts()[-1]
    assert desk.typed[place] == "(1) Lihat [Pasal 2].\n(2) Selesai."


def test_reworded_blocks_are_taken_over_with_their_references_tables_and_bold(partner, desk):  # noqa: F811
    partner.line("alamat").runs[0].text = "tempat kedudukan; dan"
    last = partner.line("PARA PIHAK tunduk")
    last.runs[1].text = " taat pada "
    partner.file.tables[1].rows[1].cells[1].paragraphs[0].runs[0].text = "2.500.000"
    partner.returns()
    assert [one.kind for one in partner.changes] == ["kata"] * 3
    partner.accept()
    wanted = FIVE_LEVELS.replace("alamat", "tempat kedudukan").replace("1.500.000", "2.500.000")
    assert desk.typed["objek"] == wanted.replace("tunduk pada", "taat pada")


def test_only_what_is_accepted_is_taken_over(partner, desk):  # noqa: F811
    partner.line("alamat").runs[0].text = "tempat; dan"
    partner.line("peta; dan").runs[0].text = "peta dasar; dan"
    partner.returns()
    first, second = partner.changes
    partner.accept(second)
    assert desk.typed["objek"] == FIVE_LEVELS.replace("peta; dan", "peta dasar; dan")
    assert [one.new for one in partner.changes] == [first.new]


def test_what_frames_the_pasal_is_taken_over_too(partner, desk):  # noqa: F811
    partner.line("bahwa masyarakat").runs[0].text = "bahwa warga membutuhkan informasi;"
    closing = partner.line("Demikian Perjanjian Kerja Sama")
    closing.runs[-1].text = closing.runs[-1].text.replace("yang sama.", "yang sama bagi PIHAK.")
    partner.returns()
    assert [(one.kind, one.owner) for one in partner.changes] == [
        ("kata", "premis"),
        ("kata", "penutup"),
    ]
    assert partner.version.note == ""
    partner.accept()
    frame = {part.id: part for part in tree_of(desk.case).frame}
    assert list(frame) == ["premis", "penutup"] and partner.changes == []
    said = desk.answer.content.decode()
    assert "bahwa warga membutuhkan informasi;" in said and "{rangkap}" in said


def test_a_new_pasal_is_put_where_the_partner_put_it_and_all_are_renumbered(partner, desk):  # noqa: F811
    titles = desk.titles()
    lines = ("Pasal 9\nKerahasiaan", "(1) Data dijaga.", "(2) Pelanggaran dilaporkan.")
    partner.write_after("Jangka Waktu", *lines).returns()
    place = titles.index("Jangka Waktu") + 1
    [change] = partner.changes
    assert change.told.startswith("Pasal baru, Pasal 9 dalam berkas mitra, sesudah Pasal ")
    partner.accept()
    assert desk.titles() == [*titles[:place], "Kerahasiaan", *titles[place:]]
    assert said(desk.case, "Kerahasiaan").splitlines() == ["(1) Data dijaga.", lines[2]]
    assert partner.changes == []


def test_two_pasal_9_stay_two_pasal(partner, desk):  # noqa: F811
    """The partner typed a number that another Pasal bears."""
    nine = desk.titles()[8]
    before = said(desk.case, nine)
    partner.forget_bookmarks().write_after(desk.titles()[7], "Pasal 9", "KERAHASIAAN", "Rahasia.")
    partner.returns(number=partner_number(partner))
    [change] = partner.changes
    assert (change.kind, change.title) == ("baru", "Kerahasiaan")
    partner.accept()
    assert said(desk.case, nine) == before and said(desk.case, "Kerahasiaan") == "Rahasia."


def partner_number(partner):
    return versions.versions_of_naskah(PKS, partner.case).last().number


def test_a_moved_pasal_is_told_as_moved_and_references_follow(partner, desk):  # noqa: F811
    titles = desk.titles()
    moved = partner.pasal("Jangka Waktu")
    before = partner.pasal(titles[2])[0]
    for element in moved:
        before.addprevious(element)
    partner.returns()
    assert [(one.kind, one.owner) for one in partner.changes] == [("pindah", "jangka_waktu")]
    partner.accept()
    rest = [one for one in titles if one != "Jangka Waktu"]
    assert desk.titles() == [*rest[:2], "Jangka Waktu", *rest[2:]] and partner.changes == []
    assert desk.typed["objek"] == FIVE_LEVELS


def test_swapped_titles_without_bookmarks_follow_the_words(partner, desk):  # noqa: F811
    """The words say which Pasal it is, though the title is that of another."""
    one, other = partner.heading("Jangka Waktu"), partner.heading("Keadaan Kahar")
    one.runs[-1].text, other.runs[-1].text = "Keadaan Kahar", "Jangka Waktu"
    partner.forget_bookmarks().returns(number=partner_number(partner))
    told = {change.owner: change.new for change in partner.changes}
    assert told == {"jangka_waktu": ("Keadaan Kahar",), "kahar": ("Jangka Waktu",)}


def test_a_split_pasal_keeps_its_blocks_and_their_references(partner, desk):  # noqa: F811
    ayat = partner.line("PARA PIHAK tunduk")
    heading = copy.deepcopy(partner.heading("Objek")._p)
    for mark in list(heading.iter(*MARKS)):
        heading.remove(mark)
    heading.findall(f".//{qn('w:t')}")[-1].text = "Kepatuhan"
    ayat._p.addprevious(heading)
    partner.returns()
    [change] = partner.changes
    assert (change.kind, change.title) == ("pecah", "Kepatuhan")
    assert change.told.startswith("Dipecah dari Pasal 2 Objek")
    moved = next(one for one in tree_of(desk.case).articles if one.id == "objek").body[-1].items[-1]
    partner.accept()
    article = next(one for one in tree_of(desk.case).articles if one.title == "Kepatuhan")
    assert article.body[0].items[0].id == moved.id
    assert "tunduk" not in desk.typed["objek"] and partner.changes == []


def test_a_deleted_pasal_goes_only_where_the_law_allows_it(partner, desk):  # noqa: F811
    desk.add(judul="Koordinasi", isi="PARA PIHAK berkoordinasi.")
    again = Partner(desk, partner.by)
    for title in ("Koordinasi", "Ruang Lingkup"):
        for element in again.pasal(title):
            element.getparent().remove(element)
    again.returns()
    free, listed = sorted(again.changes, key=lambda one: one.owner)
    assert {free.told, listed.told} == {"Pasal dihapus mitra"}
    with pytest.raises(draft_exchange.guarding.Refused, match="Ruang Lingkup wajib ada"):
        again.accept(listed)
    again.accept(free)
    assert "Koordinasi" not in desk.open().titles() and "Ruang Lingkup" in desk.titles()


OWN = ("Definisi", "Biaya Layanan", "Tanggung Jawab Vendor", "Garansi", "Penalti")


def test_a_paper_of_the_partners_own_is_offered_as_naskah_from_outside(
    partner,
    desk,  # noqa: F811
    signed_in,
    people,
):
    file = WordDocument()
    for number, title in enumerate(OWN, 1):
        file.add_paragraph(f"Pasal {number}")
        file.add_paragraph(title.upper())
        file.add_paragraph(f"Ketentuan {title.lower()} tunduk pada syarat penyedia jasa.")
    content = io.BytesIO()
    file.save(content)
    kept = versions.versions_of_naskah(PKS, desk.case).count()
    with pytest.raises(returned_naskah.DoesNotMatch) as wrong:
        partner.returns(content.getvalue(), partner_number(partner))
    assert wrong.value.titles[:2] == ["Definisi", "Biaya Layanan"]
    upload = SimpleUploadedFile("sendiri.docx", content.getvalue())
    answer = signed_in(people["staf"]).post(
        reverse("terima-docx", args=[desk.case.pk, PKS]),
        {"upload": upload, "asal": str(partner_number(partner))},
    )
    assert answer.status_code == 422 and "naskah dari luar" in answer.content.decode()
    assert versions.versions_of_naskah(PKS, desk.case).count() == kept


def tracked(paragraph, old, new):
    """Some words of a paragraph struck out and others put in, tracked."""
    run = next(one for one in paragraph.runs if old in one.text)
    before, after = run.text.split(old)
    told = 'w:author="Siti Aminah" w:date="2026-11-03T08:00:00Z"'
    parts = [
        f"<w:r><w:t xml:space='preserve'>{before}</w:t></w:r>",
        f'<w:del w:id="901" {told}><w:r><w:delText>{old}</w:delText></w:r></w:del>',
        f'<w:ins w:id="902" {told}><w:r><w:t>{new}</w:t></w:r></w:ins>',
        f"<w:r><w:t xml:space='preserve'>{after}</w:t></w:r>",
    ]
    wrapped = parse_xml(f"<w:p {nsdecls('w')}>{''.join(parts)}</w:p>")
    for element in list(wrapped):
        run._r.addprevious(element)
    run._r.getparent().remove(run._r)


def test_tracked_changes_comments_and_pictures_are_shown(partner, desk, signed_in, people):  # noqa: F811
    paragraph = partner.line("peta; dan")
    tracked(paragraph, "peta", "citra satelit")
    partner.file.add_comment(paragraph.runs, text="Peta sudah ada.", author="Budi", initials="B")
    partner.file.sections[0].header.add_paragraph("PT Mitra Contoh")
    partner.returns()
    [difference] = partner.differences
    [change] = difference.hunks
    assert change.new == ("2. citra satelit; dan",)
    assert difference.authors[change.key] == ["Siti Aminah, 3 November 2026"]
    assert "Kepala atau kaki halaman memuat “PT Mitra Contoh”." in partner.version.note
    url = reverse("putus-docx", args=[desk.case.pk, PKS, partner.version.number])
    page = re.sub(r"<[^>]+>|\s+", " ", signed_in(people["hukum"]).get(url).content.decode())
    page = re.sub(" +", " ", page)
    assert "Peta sudah ada." in page and "pada “2. citra satelit; dan”" in page
    assert "menghapus “peta” Siti Aminah, 3 November 2026" in page
    [remark] = desk.case.remarks.all()
    assert (remark.guest, remark.text, remark.tier) == ("Budi", "Peta sudah ada.", "internal")
    assert remark.brought_by == people["hukum"]
    assert remark.place.endswith("ayat (1) huruf a angka 2")
    partner.returns(partner.saved() + b" ")  # the same file again says nothing twice
    assert desk.case.remarks.count() == 1


def test_who_takes_a_file_in_chooses_who_reads_its_comments(partner, desk, signed_in, people):  # noqa: F811
    partner.file.add_comment(partner.line("peta; dan").runs, text="Peta lama.", author="Budi")
    upload = SimpleUploadedFile("dari-mitra.docx", partner.saved())
    url = reverse("terima-docx", args=[desk.case.pk, PKS])
    signed_in(people["hukum"]).post(url, {"upload": upload, "pembaca": "mitra"})
    assert desk.case.remarks.for_mitra().get().text == "Peta lama."


def test_the_draft_with_what_is_accepted_is_seen_as_pdf_before_it_counts(
    partner,
    desk,  # noqa: F811
    signed_in,
    people,
):
    from pypdf import PdfReader

    partner.line("alamat").runs[0].text = "kedudukan hukum; dan"
    partner.write_after("Jangka Waktu", "Pasal 8\nKerahasiaan", "Data dijaga.").returns()
    reworded, new = sorted(partner.changes, key=lambda one: one.kind, reverse=True)
    url = reverse("putus-docx", args=[desk.case.pk, PKS, partner.version.number])
    client, before = signed_in(people["hukum"]), tree_of(desk.case)
    answer = client.post(url, {new.key: "terima", reworded.key: "tolak", "pratinjau": "ya"})
    assert answer["Content-Type"] == "application/pdf"
    pages = PdfReader(io.BytesIO(answer.content)).pages
    words = " ".join(" ".join(page.extract_text() for page in pages).split())
    assert "KERAHASIAAN" in words and "kedudukan hukum" not in words
    assert tree_of(desk.case) == before


def test_numbers_that_word_computes_by_style_are_read(partner):
    """The partner adds an ayat with the style that numbers itself."""
    new = partner.line("PARA PIHAK tunduk").insert_paragraph_before("Ayat baru.", style="Ayat")
    assert new.text == "Ayat baru."
    partner.returns()
    [change] = partner.changes
    assert change.old == () and change.new == ("(2) Ayat baru.",)
    seen = docx_content.open_docx(partner.saved()).paragraphs
    assert "(3) PARA PIHAK tunduk pada Pasal 2 dan ayat (1) huruf a angka 1 huruf a)." in [
        one.text for one in seen
    ]


def test_a_table_that_the_partner_draws_stays_a_table(partner, desk):  # noqa: F811
    table = partner.file.add_table(rows=2, cols=2)
    for cell, text in zip(table._cells, ("Wilayah", "Desa", "Tabang", "19"), strict=True):
        cell.text = text
    partner.pasal("Ruang Lingkup")[-1].addnext(table._tbl)
    partner.returns()
    [change] = partner.changes
    assert (change.kind, change.owner) == ("kata", "ruang_lingkup")
    partner.accept()
    assert desk.typed["ruang_lingkup"].endswith("| Wilayah | Desa |\n| Tabang | 19 |")


def test_a_value_returns_to_where_it_stood_and_to_no_other_number():
    places = returned_bodies.Places(Teller(Numbers(NaskahText(())), {"rangkap": "2 (dua)"}), {})
    old = (Text("dibuat dalam rangkap "), Value("rangkap"), Text(", bermeterai cukup"))
    now = Text("Menurut lampiran 2 (dua), naskah dibuat dalam rangkap 2 (dua), bermeterai.")
    first, value, last = places.restore((now,), old)
    assert first.text.endswith("dibuat dalam rangkap ") and last.text == ", bermeterai."
    elsewhere = (Text("Rapat diadakan 2 (dua) kali."),)
    assert places.restore(elsewhere, old) == elsewhere


def test_of_a_lampiran_that_stands_twice_the_more_alike_is_read():
    tree, one = operations.add_annex(NaskahText(()), {"id": "Rincian"})
    tree = operations.reword_article(tree, one, read_body("Survei lapangan tiap desa."))
    ours, copied = (
        returned_sections.Section(Paragraph([]), tree.annexes[0].id, "", "Rincian", [body])
        for body in (Paragraph([Words("Survei lapangan.")]), Paragraph([Words("Lain sekali.")]))
    )
    sections = returned_sections.Sections([copied, ours])
    told = returned_sections.drop_copied_annexes(sections, tree, Teller(Numbers(tree)))
    assert told == ["Rincian"] and sections.found == [ours]
    assert sections.outside == ["Lain sekali."]
