"""A naskah abroad in three languages and as many originals as the parties agree on: its text, its
closing, its originals and what is asked before it can be printed.
"""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from agreements import demo
from agreements.documents import needs, rendering
from agreements.documents.exchange import docx_content, docx_reading, docx_writing
from agreements.documents.pages.terms_in_force import articles_in_force
from agreements.documents.wording import clauses, versions
from agreements.forms.articles import ArticlesForm
from agreements.models import Agreement, Original
from agreements.models.naskah_setup import NaskahSetup
from agreements.monitoring.custody import new_originals
from agreements.regulations import catalogue
from agreements.workflow.guarding import Refused
from agreements.workflow.naskah_setup import make_up_naskah
from kerjasama.reference.languages import THIRD
from kerjasama.writing.money import Money

from .conftest import order_and_render
from .test_foreign_documents import (  # noqa: F401 - fixtures
    abroad,
    missing,
    pages_in,
    paper_of,
    printed,
    region,
)
from .test_two_people import form_with, parsed, values_of
from .third_texts import INTENT, NASKAH, in_three_languages
from .world import KB

DAY = date(2026, 11, 30)


@pytest.fixture
def drafting(abroad):  # noqa: F811
    """A case whose Pernyataan Kehendak is in draft, its prevailing language agreed."""
    return abroad(at=INTENT, tempat_ttd="Tenggarong", bahasa_acuan="en")


# What is printed


def test_three_languages_stand_side_by_side_and_the_closing_names_all_of_them(drafting):
    text = printed(in_three_languages(drafting), INTENT)
    assert missing(("Pasal 3", "Article 3", "第3条", "観光の促進", "基本合意書"), text) == []
    assert "dalam rangkap 2 (dua) di Tenggarong pada tanggal 24 November 2026" in text
    assert "dalam bahasa Indonesia, bahasa Inggris, dan bahasa Jepang" in text
    assert "in the Indonesian, English and Japanese languages" in text.replace("lan- g", "lang")


def test_six_originals_in_three_languages_are_printed_apart(drafting):
    case = in_three_languages(drafting, apart=True)
    pages = pages_in(rendering.to_pdf(paper_of(case, INTENT)))
    begins = ("Pasal 1 ", "Article 1 ", "第1条")
    assert [sum(word in page for page in pages) for word in begins] == [2, 2, 2]
    text = " ".join(pages)
    assert text.count("DIBUAT dalam 6 (enam) rangkap asli di Tenggarong") == 2
    assert "yaitu 2 (dua) dalam bahasa Indonesia, 2 (dua) dalam bahasa Inggris, dan 2 (dua)" in text
    assert "DONE in 6 (six) originals" in text
    assert "1 (one) in each language for each Party" in text
    assert "6 通の原本" in text.replace("6通", "6 通") and "2026年11月24日" in text


def test_each_text_names_first_the_party_that_keeps_the_original(drafting):
    case = in_three_languages(drafting, apart=True)
    pages = pages_in(rendering.to_pdf(paper_of(case, INTENT)))
    ours, theirs = (page for page in pages if "第1条" in page)
    assert ours.index("クタイ・カルタネガラ県政府") < ours.index("北九州市")
    assert theirs.index("北九州市") < theirs.index("クタイ・カルタネガラ県政府")


def test_a_draft_shows_each_text_once(drafting):
    case = in_three_languages(drafting, apart=True)
    pages = pages_in(rendering.to_pdf(paper_of(case, INTENT, draft=True)))
    begins = ("Pasal 1 ", "Article 1 ", "第1条")
    assert [sum(word in page for page in pages) for word in begins] == [1, 1, 1]


def test_three_originals_for_each_party_say_so(drafting):
    text = printed(in_three_languages(drafting, per_party=3), INTENT)
    assert "dalam rangkap 6 (enam), 3 (tiga) bagi setiap Pihak, di Tenggarong" in text
    assert text.count("SEBAGAI BUKTI") == 6


def test_another_language_prevails_where_the_parties_agree_on_it(drafting):
    text = printed(in_three_languages(drafting, prevails="ja"), INTENT)
    assert "naskah bahasa Jepang yang berlaku" in text
    assert "日本語の本文による" in text


def test_a_text_from_right_to_left_is_printed_with_its_articles(drafting):
    text = printed(in_three_languages(drafting, "ar", apart=True), INTENT)
    assert "نطاق" in text and "المادة" in text


@pytest.mark.parametrize("code", THIRD)
def test_each_language_counts_articles_and_writes_days(code):
    language = THIRD[code]
    assert "7" in language.article_named(7)
    assert "2026" in language.long_date(DAY) and "30" in language.long_date(DAY)
    assert language.name_of("en") != language.name_of("id") != language.name_of(code)


# What is missing is named with its place


def test_a_missing_translation_is_a_gap_with_its_place(drafting, people, signed_in):
    case = in_three_languages(drafting, without="ruang_lingkup")
    (gap,) = needs.known_gaps_of(INTENT, case, draft=True)
    assert gap.text == "Bahasa Jepang, Pasal 3 Ruang Lingkup: belum ada."
    page = signed_in(people["staf"]).get(reverse("kerja-sama", args=[case.pk])).content.decode()
    assert f"/redaksi/{INTENT}/#div_id_ruang_lingkup_ja" in page
    with pytest.raises(Refused, match="Ruang Lingkup: belum ada"):
        rendering.order_document(case.pk, people["staf"], INTENT)
    order_and_render(in_three_languages(case), people["staf"], INTENT)


def test_the_third_closing_must_say_how_the_naskah_is_made(drafting):
    case = in_three_languages(drafting)
    case.clauses[INTENT]["penutup_ja"] = "{tanggal}に{tempat}において作成した。"
    assert [gap.text for gap in needs.known_gaps_of(INTENT, case, draft=True)] == [
        "Bahasa Jepang, Penutup: belum memuat {rangkap}.",
        "Bahasa Jepang, Penutup: belum memuat {acuan}.",
    ]


def test_two_languages_ask_for_no_third_text(drafting):
    assert needs.known_gaps_of(INTENT, drafting, draft=True) == []
    assert not any(part.endswith("_ja") for part, *_ in clauses.clauses_of_naskah(INTENT, drafting))


def test_the_partner_is_known_by_its_own_name_already(drafting):
    case = in_three_languages(drafting)
    del case.clauses[INTENT][f"pihak_{case.partner_id}_ja"]
    (gap,) = needs.known_gaps_of(INTENT, case, draft=True)
    assert "Nama dan jabatan: Pemerintah Kota Kitakyushu: jabatan" in gap.text


def test_the_naskah_takes_the_names_that_its_intent_gave_the_parties(drafting):
    case = in_three_languages(drafting)
    case.susunan_naskah |= {NASKAH: NaskahSetup(third="ja").stored()}
    case.save()
    known = {part: text for part, _, text, _ in clauses.clauses_of_naskah(NASKAH, case)}
    assert known["pihak_daerah_ja"] == "クタイ・カルタネガラ県政府\nクタイ・カルタネガラ県知事"


# Who sets it


def test_who_words_a_naskah_says_in_which_languages_and_originals(drafting, people, signed_in):
    page, url = signed_in(people["staf"]), reverse("susunan-naskah", args=[drafting.pk, INTENT])
    shown = page.get(url).content.decode()
    assert "Bahasa ketiga" in shown and "dalam rangkap 2 (dua)" in shown
    chosen = {"third": "ja", "form": "terpisah", "per_party": "1", "prevails": ""}
    before = drafting.content_hash
    answer = page.post(url, chosen | {"versi": before}, follow=True).content.decode()
    case = Agreement.objects.get(pk=drafting.pk)
    assert case.setup_of(INTENT) == NaskahSetup("ja", apart=True)
    assert case.content_hash != before
    assert "bahasa Indonesia, Inggris, Jepang" in answer and "belum lengkap" in answer
    assert "dalam 6 (enam) rangkap asli" in page.get(url).content.decode()
    told = case.events.order_by("pk").last().detail["changes"][0]
    assert told["new"].endswith("1 rangkap tiap bahasa bagi setiap pihak")


@pytest.mark.parametrize(
    ("chosen", "said"),
    [
        ({"prevails": "ja"}, "Bahasa acuan harus salah satu bahasa naskah ini."),
        ({"per_party": "0"}, ""),
        ({"third": "ja", "form": "terpisah", "per_party": "5"}, "paling banyak 20 rangkap"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(drafting, people, signed_in, chosen, said):
    page, url = signed_in(people["staf"]), reverse("susunan-naskah", args=[drafting.pk, INTENT])
    usual = {"third": "", "form": "berdampingan", "per_party": "1", "prevails": ""}
    answer = page.post(url, usual | chosen | {"versi": drafting.content_hash})
    assert answer.status_code == 422 and said in answer.content.decode()
    assert Agreement.objects.get(pk=drafting.pk).susunan_naskah == {}


def test_what_two_people_choose_differently_is_asked_of_the_second(drafting, people, signed_in):
    first, second = signed_in(people["staf"]), signed_in(people["verifikator"])
    url = reverse("susunan-naskah", args=[drafting.pk, INTENT])
    seen = [values_of(form_with(parsed(page.get(url)), "third")) for page in (first, second)]
    assert first.post(url, seen[0] | {"third": "ja"}).status_code == 302
    answer = second.post(url, seen[1] | {"third": "ko"})
    assert answer.status_code in (409, 422)
    assert values_of(form_with(parsed(answer), "third"))["third"] == ["ko"]
    assert Agreement.objects.get(pk=drafting.pk).setup_of(INTENT).third == "ja"
    kept = second.post(url, seen[1] | {"per_party": "2"})
    assert kept.status_code == 302
    assert Agreement.objects.get(pk=drafting.pk).setup_of(INTENT) == NaskahSetup("ja", per_party=2)


def test_nobody_makes_up_a_naskah_that_is_not_in_draft(drafting, people):
    with pytest.raises(Refused, match="tidak sedang disusun"):
        make_up_naskah(
            drafting.pk, people["staf"], NASKAH, NaskahSetup("ja"), drafting.content_hash
        )


# Originals


def test_six_originals_stand_in_the_ledger_each_with_its_language(drafting, people):
    case = in_three_languages(drafting, kind=NASKAH, apart=True)
    new_originals.create_originals(case, NASKAH, people["verifikator"], DAY)
    rows = Original.objects.filter(agreement=case, kind=NASKAH).order_by("rangkap")
    assert [(row.bearer, row.language) for row in rows] == [
        *(("menteri", code) for code in ("id", "en", "ja")),
        *(("mitra", code) for code in ("id", "en", "ja")),
    ]
    assert rows[5].label == "Rangkap 6, bahasa Jepang"
    assert {row.bearer_label for row in rows[3:]} == {"Pemerintah Kota Kitakyushu"}


def test_a_second_set_stays_with_the_region(drafting, people):
    case = in_three_languages(drafting, kind=NASKAH, per_party=2)
    new_originals.create_originals(case, NASKAH, people["verifikator"], DAY)
    bearers = Original.objects.filter(agreement=case).order_by("rangkap")
    assert [row.bearer for row in bearers] == ["menteri", "daerah", "mitra", "mitra"]


def test_the_letter_to_the_menteri_counts_every_original(abroad):  # noqa: F811
    case = in_three_languages(abroad(bahasa_acuan="en"), kind=NASKAH, apart=True)
    text = printed(case, "penyampaian_asli")
    assert "dalam 6 (enam) rangkap asli" in text
    assert text.count("disampaikan kepada Menteri Dalam Negeri bersama surat ini") == 3
    assert text.count("disimpan oleh Pemerintah Kota Kitakyushu") == 3


def test_a_letter_names_the_languages_of_the_draft_behind_it(drafting):
    text = printed(in_three_languages(drafting), "permohonan_tanggapan")
    assert "bahasa Indonesia, bahasa Inggris, dan bahasa Jepang" in text


# The way out and back, and changes


def test_the_partner_gets_the_third_text_as_docx_and_sends_it_back(drafting):
    case = in_three_languages(drafting)
    version = versions.keep_version(case, INTENT, demo.person_for("VERIFIER"))
    package = docx_content.open_docx(docx_writing.write_docx(version))
    returned = docx_reading.read_returned_texts(package, version.texts)
    sent = {part: text for part, _, text in version.texts}
    assert returned.texts == sent
    assert not returned.notes and "観光の促進" in returned.texts["ruang_lingkup_ja"]


def test_an_amandemen_changes_a_pasal_in_all_its_languages(abroad):  # noqa: F811
    above = in_three_languages(abroad(bahasa_acuan="en"), kind=NASKAH)
    road = catalogue.newest_track_version("ksdpl-adendum")
    change = Agreement(
        parent=above, naskah_diubah=NASKAH, track_code=road.code, track_version=road.version
    )
    assert change.setup_of("amandemen").third == "ja"
    form = ArticlesForm(instance=change)
    data = {name: field.initial for name, field in form.fields.items()}
    data |= {"teks_ruang_lingkup": "Lain.", "teks_ruang_lingkup_en": "Another."}
    form = ArticlesForm(data, instance=change)
    assert not form.is_valid()
    assert form.errors["teks_ruang_lingkup_ja"] == ["Ubah Pasal ini dalam semua bahasanya."]


def test_an_amandemen_is_printed_in_the_languages_of_the_naskah_it_changes(abroad):  # noqa: F811
    above = in_three_languages(abroad(bahasa_acuan="en"), kind=NASKAH, apart=True)
    road = catalogue.newest_track_version("ksdpl-adendum")
    change = Agreement.objects.create(
        title="Amandemen",
        owner=above.owner,
        partner=above.partner,
        parent=above,
        naskah_diubah=NASKAH,
        track_code=road.code,
        track_version=road.version,
        stage_code=road.stages[0].code,
        stage_entered_at=timezone.now(),
        perubahan=[
            {"part": f"subjek{end}", "title": "Subjek", "place": place, "how": "diubah"}
            | {"old": "", "text": text}
            for end, place, text in (
                ("", "Pasal 1", "Para Pihak tetap."),
                ("_en", "Article 1", "The Parties remain."),
                ("_ja", "Bahasa Jepang, Pasal 1", "当事者\n両当事者は、変わらない。"),
            )
        ],
    )
    parts = [part for part, *_ in clauses.clauses_of_naskah("amandemen", change)]
    assert parts[:3] == ["ubah_subjek", "ubah_subjek_en", "ubah_subjek_ja"]
    text = printed(change, "amandemen", draft=True)
    assert "The Parties remain." in text and "両当事者は、変わらない。" in text
    gaps = [gap.text for gap in needs.known_gaps_of("amandemen", change, draft=True)]
    assert "Bahasa Jepang, Pasal 2 Ketentuan Lain: belum ada." in gaps
    assert not any("Nama dan jabatan: Pemerintah Kota Kitakyushu" in gap for gap in gaps)


def test_the_naskah_in_force_shows_its_third_text(abroad):  # noqa: F811
    rows = articles_in_force(in_three_languages(abroad(), kind=NASKAH), NASKAH)
    assert [row.place for row in rows[:3]] == ["Pasal 1", "Article 1", "Bahasa Jepang, Pasal 1"]
    assert not any("kepala" in row.part for row in rows)


# The title at home


def test_the_title_of_a_naskah_names_the_opd_where_that_is_chosen(
    make_agreement, people, signed_in
):
    case = make_agreement(at="penyusunan_kb")
    url = reverse("susunan-naskah", args=[case.pk, KB])
    page = signed_in(people["staf"])
    said = f"Pemerintah Kabupaten Kutai Kartanegara melalui {case.owner}"
    assert said not in printed(case, KB)
    answer = page.post(url, {"names_unit": "on", "versi": case.content_hash})
    assert answer.status_code == 302
    case = Agreement.objects.get(pk=case.pk)
    assert said.upper() in printed(case, KB).upper()
    assert case.events.order_by("pk").last().detail["changes"][0]["new"] == (
        "judul menyebut perangkat daerah"
    )


# Amounts


@pytest.mark.parametrize(
    ("amount", "currency", "said"),
    [
        (25_000_000, "JPY", "JPY 25,000,000 (twenty-five million Japanese yen)"),
        (1, "EUR", "EUR 1.00 (one euro)"),
        (1500, "USD", "USD 1,500.00 (one thousand five hundred US dollars)"),
    ],
)
def test_an_amount_is_written_in_english(amount, currency, said):
    assert Money(Decimal(amount), currency).in_english.replace(" and ", " ") == said


def test_a_naskah_abroad_states_what_it_is_worth_in_both_languages(abroad):  # noqa: F811
    case = abroad(
        mata_uang="JPY", nilai_valuta=25_000_000, kurs=105, kurs_pada=DAY, nilai=2_625_000_000
    )
    texts = {part: text for part, _, text, _ in clauses.clauses_of_naskah(NASKAH, case)}
    assert (
        "(3) Nilai Memorandum Saling Pengertian ini sebesar JPY 25.000.000 (dua puluh lima juta yen"
        " Jepang), setara dengan Rp2.625.000.000,00"
    ) in texts["pembiayaan"]
    assert (
        "JPY 25,000,000 (twenty-five million Japanese yen), equivalent to IDR"
        in (texts["pembiayaan_en"])
    )
    case.nilai = case.nilai_valuta = None
    assert "(3) Nilai" not in str(clauses.clauses_of_naskah(NASKAH, case))
