"""A naskah abroad is drafted Pasal by Pasal in the browser as one at home is: one tree with a text
in each language, whose blocks bear one id. What one language lacks is told at its place.
"""

import io

import pytest
from django.urls import reverse
from docx import Document as WordFile

from agreements.documents.exchange import (
    docx_content,
    docx_writing,
    draft_exchange,
    partner_changes,
)
from agreements.documents.pages.paper_context import to_html
from agreements.documents.wording import kept_trees, remarks, versions
from agreements.models import Agreement, Document
from agreements.models.naskah_setup import NaskahSetup
from agreements.naskah.blocks import all_blocks
from agreements.workflow.guarding import Refused

from .test_foreign_documents import abroad, region  # noqa: F401 - fixtures
from .test_naskah_structure import Desk

MOU = "naskah_kerja_sama"
TABLE = {
    "isi": "(1) Para Pihak menjaga data menurut tabel:\n| Data | Masa |\n| Warga | 5 |\n"
    "(2) Ketentuan [ayat (1)] dan [Pasal 2] berlaku bagi:\na. pegawai; dan\nb. tenaga ahli.",
    "isi_en": "(1) The Parties keep data by this table:\n| Data | Term |\n| Citizens | 5 |\n"
    "(2) [paragraph (1)] and [Article 2] apply to:\na. staff; and\nb. experts.",
}


class DeskAbroad(Desk):
    """The same desk before a naskah in several languages."""

    def __init__(self, case, client):
        self.case, self.client = case, client
        self.url = reverse("redaksi", args=[case.pk, MOU])
        self.open()

    def lacks(self, part):
        [article] = [one for one in self.answer.context["structure"].articles if one.part == part]
        return [gap.why for gap in article.gaps]


@pytest.fixture
def draft(abroad):  # noqa: F811
    return abroad(at="rancangan_naskah")


@pytest.fixture
def desk(draft, people, signed_in):
    return DeskAbroad(draft, signed_in(people["hukum"]))


def kept(case):
    return kept_trees.tree_kept_of(MOU, Agreement.objects.get(pk=case.pk))


def in_words(case):
    return {part: text for part, _, text in versions.current_clauses_of(MOU, again(case))}


def again(case):
    return Agreement.objects.get(pk=case.pk)


def paper(case, kind=MOU):
    told = {"date": "2026-11-24"}
    document = Document(agreement=again(case), kind=kind, draft=True, context=told)
    return " ".join(to_html(document).split())


def test_an_article_is_inserted_with_a_list_a_table_and_references_in_both_languages(desk, draft):
    desk.add(judul="Data", judul_en="Data", **TABLE)
    [new] = [article for article in kept(draft).articles if article.role == "bebas"]
    blocks = {
        language: [block.id for block in all_blocks(new.said_in(language).body)]
        for language in ("id", "en")
    }
    assert blocks["id"] == blocks["en"] and desk.lacks(new.id) == []
    desk.does(f"naik:{new.id}")
    desk.does("naik:maksud_tujuan")  # becomes the first: what was Pasal 2 is Pasal 1
    words = in_words(draft)
    assert "Ketentuan ayat (1) dan Pasal 1 berlaku" in words[new.id]
    assert "paragraph (1) and Article 1 apply" in words[f"{new.id}_en"]
    shown = paper(draft)
    assert shown.count('<table class="grid">') == 2
    assert "The Parties keep data by this table:" in shown and "tenaga ahli." in shown


def test_each_party_stands_first_in_the_original_it_keeps(desk, draft):
    desk.does("turun:subjek")
    assert "{pihak 1}" in desk.typed["subjek"] and "{office" not in desk.typed["subjek_en"]
    ours, theirs = paper(draft), paper(draft, "naskah_kerja_sama_mitra")
    our_region = "Kabupaten Kutai Kartanegara"
    for shown, is_first in ((ours, True), (theirs, False)):
        item = shown[shown.index('<span class="mark">a.</span>') :]
        assert (our_region in item[:200]) is is_first


def test_a_paragraph_without_its_translation_is_told_at_its_place_and_stops_the_approval(
    desk, draft
):
    more = desk.typed["kelompok_kerja"] + "\n(4) Risalahnya ditandatangani Para Pihak."
    desk.does(kelompok_kerja=more, judul_kelompok_kerja="Kelompok Kerja")
    [why] = desk.lacks("kelompok_kerja")
    assert why.startswith("Pasal ") and "ayat (4) “Risalahnya" in why and "Inggris" in why
    assert not again(draft).terjemahan_lengkap
    english = desk.typed["kelompok_kerja_en"] + "\n(4) The Parties sign its minutes."
    desk.does(kelompok_kerja_en=english)
    assert desk.lacks("kelompok_kerja") == [] and again(draft).terjemahan_lengkap


def test_a_translation_left_behind_waits_until_it_is_reworded_or_said_to_match(desk, draft):
    desk.does("turun:pembiayaan")
    typed = desk.typed["pembiayaan"].replace("Masing-masing Pihak", "Setiap Pihak")
    desk.does(pembiayaan=typed)
    [why] = desk.lacks("pembiayaan")
    assert "diubah sesudah teks bahasa Inggris" in why and not again(draft).terjemahan_lengkap
    desk.does("sepadan:pembiayaan_en")
    assert desk.lacks("pembiayaan") == [] and again(draft).terjemahan_lengkap


def test_an_article_is_split_renamed_and_left_out_in_all_its_languages(desk, draft):
    [*_, at] = [
        code for code, _ in desk.answer.context["form"].fields["pecah_di_kelompok_kerja"].choices
    ]
    desk.does(
        "pecah:kelompok_kerja",
        pecah_di_kelompok_kerja=at,
        pecah_judul_kelompok_kerja="Rapat",
        pecah_judul_kelompok_kerja_en="Meetings",
    )
    [new] = [one for one in kept(draft).articles if one.said_in("en").title == "Meetings"]
    words = in_words(draft)
    assert "meets at least" in words[f"{new.id}_en"] and "bertemu" in words[new.id]
    assert "meets at least" not in words["kelompok_kerja_en"] and desk.lacks(new.id) == []
    desk.does(**{f"judul_{new.id}_en": "Sessions"})
    assert kept(draft).article(new.id).said_in("en").title == "Sessions"
    desk.does(f"hapus:{new.id}")
    assert new.id not in desk.parts()


def test_what_the_law_lists_for_a_naskah_abroad_is_never_left_out(desk):
    desk.press("hapus:perselisihan")
    assert "wajib ada" in desk.page() and "Pasal 20 ayat (5)" in desk.page()


def test_a_topic_of_the_library_comes_in_indonesian_and_english(desk, draft):
    desk.add(asal="topik:kerahasiaan")
    words = in_words(draft)
    [part] = [part for part in words if part.startswith("kerahasiaan") and "_en" not in part]
    assert words[part].startswith("(1) Para Pihak menjaga") and desk.lacks(part) == []
    assert "The Parties shall keep confidential" in words[f"{part}_en"]


def test_an_annex_has_its_table_in_both_languages(desk, draft):
    told = {"judul": "Rencana", "judul_en": "Plan", **TABLE}
    desk.does("lampirkan", **{f"lampiran-{name}": text for name, text in told.items()})
    shown = paper(draft)
    assert "Lampiran</span>Rencana" in shown and "Annex</span>Plan" in shown


def test_a_third_language_keeps_its_titles_and_waits_for_what_is_new(desk, draft):
    Agreement.objects.filter(pk=draft.pk).update(
        susunan_naskah={MOU: NaskahSetup(third="ja").stored()}
    )
    typed = "紛争の解決\n(1) 紛争は、友好的に解決する。"
    desk.open().does(perselisihan_ja="紛争の解決\n紛争は、友好的に解決する。")
    assert again(draft).trees == {}
    desk.does("naik:perselisihan")
    assert kept(draft).article("perselisihan").said_in("ja").title == "紛争の解決"
    assert desk.typed["perselisihan_ja"] == "紛争の解決\n紛争は、友好的に解決する。"
    desk.does(perselisihan_ja=typed, kepala_ja="覚書")
    words = in_words(draft)
    assert words["perselisihan_ja"] == typed and words["kepala_ja"] == "覚書"


def test_a_remark_on_english_words_hangs_on_them_alone(desk, draft, people):
    desk.does("turun:pembiayaan")
    [first, *_] = kept(draft).article("pembiayaan").said_in("en").body[0].items
    said = remarks.add_remark(draft.pk, MOU, f"{first.id}_en", "Too narrow.", by=people["hukum"])
    assert said.place.startswith("Article ") and "availability of funds" in said.quoted
    formerly = remarks.add_remark(
        draft.pk, MOU, "pembiayaan_en.1", "As it was named before.", by=people["hukum"]
    )
    assert formerly.place.startswith("Article ")
    with pytest.raises(Refused):
        remarks.add_remark(draft.pk, MOU, "tiada_en", "Nothing.", by=people["hukum"])


def test_the_docx_has_the_blocks_of_both_languages_under_their_own_bookmarks(desk, draft, people):
    desk.add(judul="Data", judul_en="Data", **TABLE)
    version = versions.keep_version(again(draft), MOU, people["hukum"])
    file = docx_content.open_docx(docx_writing.write_docx(version))
    marks = [mark for paragraph in file.paragraphs for mark in paragraph.marks]
    [new] = [one for one in kept(draft).articles if one.role == "bebas"]
    block = new.body[0].items[0].id
    assert f"ks_{block}" in marks and f"ks_{block}_en" in marks
    assert any("The Parties keep data" in one.text for one in file.paragraphs)


def test_words_that_the_partner_changed_are_taken_over_and_tables_and_references_stay(
    desk, draft, people
):
    desk.add(judul="Data", judul_en="Data", **TABLE)
    version, content = draft_exchange.send_draft_to_partner(draft.pk, people["hukum"], MOU)
    file = WordFile(io.BytesIO(content))
    cells = [cell for table in file.tables for row in table.rows for cell in row.cells]
    [run] = {
        id(run._r): run
        for cell in cells
        for paragraph in cell.paragraphs
        for run in paragraph.runs
        if run.text == "staff; and"
    }.values()
    run.text = "officers; and"
    back = io.BytesIO()
    file.save(back)
    returned = draft_exchange.receive_returned_draft(
        draft.pk, people["hukum"], MOU, back.getvalue(), "mitra.docx"
    )
    found = partner_changes.differences_of_version(returned, again(draft))
    keys = {hunk.key for one in found for hunk in one.hunks}
    before = kept(draft)
    draft_exchange.decide_on_differences(returned, people["hukum"], keys, again(draft).content_hash)
    [new] = [one for one in kept(draft).articles if one.role == "bebas"]
    assert "a. officers; and" in in_words(draft)[f"{new.id}_en"]
    assert [block.id for block in all_blocks(new.said_in("en").body)] == [
        block.id for block in all_blocks(before.article(new.id).body)
    ]
    assert "[paragraph (1)] and [Article 2]" in desk.open().typed[f"{new.id}_en"]
    assert len(keys) == 1 and version.number == returned.base.number
