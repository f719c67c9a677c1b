"""The papers of KSDPL and KSDLL: what each says, in two languages where a foreign partner reads it."""  # noqa: E501

import re
import subprocess
from datetime import date

import pytest

from agreements import demo
from agreements.documents import rendering, store
from agreements.documents.pages import naskah_columns, tables
from agreements.documents.text import english, scripts
from agreements.documents.wording import clauses
from agreements.models import Agreement, Document, DocumentState, Evidence
from agreements.workflow import guarding
from agreements.workflow.evaluation import evaluate_case
from kerjasama.accounts.models import Office, Official, RegionProfile
from kerjasama.reference import countries
from kerjasama.reference.english import country_in_english

from .conftest import as_long_as, order_and_render, pass_stage
from .home import HOME
from .kept import kept
from .test_documents import PIXEL

DAY = date(2026, 11, 24)
SCOPE = "Pengelolaan sampah rumah tangga\nPertukaran pelajar dan seniman\nPromosi pariwisata"
SCOPE_EN = "Household waste management\nExchange of students and artists\nPromotion of tourism"
CITY = {
    "name": "Pemerintah Kota Kitakyushu",
    "name_en": "the City of Kitakyushu",
    "native_name": "北九州市",
    "country": "JP",
    "level": "kabupaten-kota",
    "representative": "Prof. Dr. Takeuchi Kazuhisa",
    "representative_position": "Wali Kota Kitakyushu",
    "representative_position_en": "Mayor of Kitakyushu",
    "logo": PIXEL,
}
TWIN = {
    "title": "Kerja Sama Kota Bersaudara di Bidang Lingkungan",
    "title_en": "Sister City Cooperation in the Field of Environment",
    "jenis_ln": "kembar",
    "objek_ln": ["iptek", "budaya"],
    "alih_teknologi": "Pelatihan bagi 40 aparatur.",
    "maksud_tujuan": "Meningkatkan mutu lingkungan hidup.",
    "maksud_tujuan_en": "To improve the quality of the environment.",
    "ruang_lingkup": SCOPE,
    "ruang_lingkup_en": SCOPE_EN,
}
ACTIVITIES = [
    {
        "name": "Pelatihan bank sampah",
        "year": 2027,
        "quarter_from": 2,
        "quarter_to": 3,
        "amount_region": 150_000_000,
        "roles": "Mitra mengajar",
    },
    {
        "name": "Pelatihan bank sampah",
        "year": 2028,
        "quarter_from": 1,
        "quarter_to": 1,
        "amount_partner": 50_000_000,
    },
    {
        "name": "Pameran wisata",
        "year": 2028,
        "amount_other": 25_500_000,
        "output": "12 pameran",
        "location": "Tenggarong",
        "beneficiaries": "UMKM",
    },
]


@pytest.fixture
def region(db):
    """The region with its emblems, which stands before anything else is built."""
    full = RegionProfile(
        **HOME,
        address="Jalan Contoh Nomor 1",
        emblem=PIXEL,
        emblem_type="image/png",
        state_emblem=PIXEL,
        state_emblem_type="image/png",
    )
    kept.once("region with its emblems, abroad", full.save)
    return RegionProfile.objects.get()


@pytest.fixture
def abroad(make_agreement, region):
    """A case with a sister city, or with another partner."""
    heads = Official.objects.filter(office=Office.HEAD)
    kept.once("head with titles", lambda: heads.update(name="dr. Aulia Rahman, M.Kes."))

    def make(track="ksdpl-daerah", at=None, partner=CITY, **fields):
        agreement = make_agreement(track, activities=ACTIVITIES, **TWIN | fields)

        def introduce():
            for name, value in partner.items():
                setattr(agreement.partner, name, value)
            agreement.partner.save()

        kept.once(("partner", agreement.partner_id, repr(partner)), introduce)
        agreement = Agreement.objects.get(pk=agreement.pk)
        for _ in as_long_as(lambda: at and agreement.stage_code != at):
            agreement = pass_stage(agreement, {"verifikator": demo.person_for("VERIFIER")})
        return Agreement.objects.get(pk=agreement.pk)

    return make


def paper_of(agreement, kind, draft=False):
    return Document.objects.create(
        agreement=agreement,
        stage_code=agreement.stage_code,
        kind=kind,
        draft=draft,
        revision=agreement.documents.filter(kind=kind).count() + 1,
        number="" if draft else f"{700 + Document.objects.count()}/KLN/KS/2026",
        state=DocumentState.READY,
        context={"date": DAY.isoformat()},
    )


def pages_in(content, order="-raw"):
    text = subprocess.run(
        ["pdftotext", order, "-", "-"], input=content, capture_output=True, check=True
    ).stdout.decode()
    # Numbers of lists and of pages, and the code of the paper, come at a page's end.
    foot = (
        r"(?m)^\d+\.$|Halaman \d+ dari \d+|Periksa keaslian di\s+\S+\s+[A-Z0-9]{4,5}(?:[-"
        r" ][A-Z0-9]{4,5})+"
    )
    pages = (re.sub(foot, "", page) for page in text.split("\f")[:-1])
    return [" ".join(page.split()) for page in pages]


def text_in(content):
    """The text of a paper, once it is certain that it shows no hole and no doubled full stop."""
    text = " ".join(pages_in(content))
    assert not re.search(r"None|\[\]|\(\)|(?<!\.)\.\.(?!\.)|\{\{|\{%| ,", text), text
    return text


def printed(agreement, kind, draft=False):
    return text_in(rendering.to_pdf(paper_of(agreement, kind, draft)))


def recorded(agreement, code, outcome, **more):
    values = {
        "stage_code": "lama",
        "content_hash": "",
        "by": demo.person_for("VERIFIER"),
        "decided_on": date(2026, 10, 5),
    }
    Evidence.objects.create(
        agreement=agreement, requirement_code=code, outcome=outcome, **values | more
    )


def missing(said, text):
    """What does not stand in the text; an English hyphen at a line's end is no difference."""
    bare = text.replace("-", "").replace(" ", "")
    return [phrase for phrase in said if phrase.replace("-", "").replace(" ", "") not in bare]


# The walk, paper by paper

SAID = {
    "kajian": (
        "KAJIAN",
        "Pemerintah Kota Kitakyushu, Jepang",
        "北九州市",
        "Persyaratan Pasal 5",
        "Kesetaraan status",
        "Pelatihan bagi 40 aparatur",
    ),
    "permohonan_tanggapan": (
        "BUPATI KUTAI KARTANEGARA",
        "Yth. Menteri Dalam Negeri Republik Indonesia u.p. Sekretaris Jenderal",
        "Pasal 14 ayat (1) dan ayat (2)",
        "Kabupaten/kota kembar/bersaudara",
        "setingkat kabupaten/kota",
        "Kajian Nomor",
        "Rancangan Pernyataan Kehendak Kerja Sama dalam bahasa Indonesia dan bahasa Inggris",
        "Menteri Luar Negeri Republik Indonesia;",
        "Gubernur Kalimantan Timur;",
    ),
    "pernyataan_kehendak": (
        "LETTER OF INTENT",
        "1 (satu) tahun",
        "1 (one) year",
        "rangkap 2 (dua)",
        "in duplicate",
        "at Tenggarong on",
    ),
    "rencana_kerja_sama": (
        "Rencana ini disusun berdasarkan Pernyataan Kehendak",
        "75.500.000",
        "Tahun 2028",
        "225.500.000",
        "triwulan II–III",
    ),
    "permohonan_dprd": (
        "Yth. Pimpinan Dewan Perwakilan Rakyat Daerah",
        "Pasal 16 Peraturan Menteri Dalam Negeri Nomor 25 Tahun 2020",
        "2 (dua) berkas",
        "Rencana Kerja Sama Nomor",
        "Pernyataan Kehendak Kerja Sama yang telah ditandatangani",
        "45 (empat puluh lima) hari kerja setelah surat ini diterima oleh Sekretariat DPRD",
        "Pasal 17 ayat (2) dan ayat (3)",
    ),
    "permohonan_verifikasi": (
        "Yth. Gubernur Kalimantan Timur",
        "Pasal 18 ayat (2) sampai dengan ayat (4)",
        "5 (lima) hari kerja",
        "4 (empat) berkas",
        "Persetujuan DPRD tanggal",
    ),
    "permohonan_persetujuan": (
        "Yth. Gubernur Kalimantan Timur",
        "Pasal 20 ayat (3)",
        "Rancangan Naskah Kerja Sama dalam bahasa Indonesia",
    ),
    "naskah_kerja_sama": (
        "MEMORANDUM SALING PENGERTIAN",
        "MEMORANDUM OF UNDERSTANDING",
        "THE GOVERNMENT OF KUTAI KARTANEGARA REGENCY, THE REPUBLIC OF INDONESIA",
        "REFERRING to the Letter of Intent signed on",
        "KELOMPOK KERJA BERSAMA",
        "JOINT WORKING GROUP",
        "human resources of Indonesia",
        "naskah bahasa Inggris yang berlaku",
        "the English text shall prevail",
        "Regent of Kutai Kartanegara",
        "Mayor of Kitakyushu",
    ),
    "naskah_kerja_sama_mitra": ("MEMORANDUM OF UNDERSTANDING", "THE CITY OF KITAKYUSHU, JAPAN"),
    "pemberitahuan_ttd": (
        "Pasal 24 ayat (3)",
        "15 Desember 2026",
        "Tenggarong",
        "Takeuchi Kazuhisa, Wali Kota Kitakyushu",
    ),
    "penyampaian_asli": (
        "Naskah asli disampaikan kepada Menteri Dalam Negeri",
        "Naskah asli disimpan oleh Pemerintah Kota Kitakyushu",
        "Pasal 25 ayat (3)",
        "menerbitkan salinan",
    ),
    "rencana_tahunan": ("TAHUN 2027", "Mitra mengajar", "150.000.000", "Triwulan II–III"),
}


@pytest.mark.laid_out
def test_the_berita_acara_of_the_meeting_is_no_duty_and_may_be_made(abroad):
    """P25 Pasal 22 ayat (3) asks for the risalah of those present alone."""
    agreement = abroad(at="pembahasan")
    recorded(agreement, "rapat_kementerian", "disetujui")
    said = ("BERITA ACARA", "Pasal 22", "disetujui", "Kementerian Luar Negeri", "Tanda tangan")
    assert missing(said, printed(agreement, "ba_pembahasan")) == []


@pytest.mark.laid_out
def test_each_paper_of_the_road_says_what_the_law_asks(abroad):
    agreement = abroad(at="pelaksanaan")
    order_and_render(agreement, demo.person_for("OPD"), "rencana_tahunan")
    papers = {paper.kind: paper for paper in agreement.documents.order_by("pk")}
    assert {
        kind: missing(said, text_in(store.read_stored(papers[kind].sha256)))
        for kind, said in SAID.items()
    } == {kind: [] for kind in SAID}
    assert papers["naskah_kerja_sama"].number and not papers["pernyataan_kehendak"].number


def test_all_originals_bear_the_day_for_which_ours_was_ordered(abroad, people):
    agreement = abroad(at="penandatanganan")
    rendering.render_queued_document(
        rendering.order_document(
            agreement.pk, people["verifikator"], "naskah_kerja_sama", date(2026, 12, 1)
        ).pk
    )
    order_and_render(agreement, people["verifikator"], "naskah_kerja_sama_mitra")
    for kind in ("naskah_kerja_sama", "naskah_kerja_sama_mitra"):
        text = text_in(store.read_stored(agreement.documents.get(kind=kind, draft=False).sha256))
        assert missing(("pada tanggal 1 Desember 2026", "on 1 December 2026"), text) == []


def test_a_draft_of_a_naskah_is_no_naskah(abroad, people):
    agreement = abroad(at="pernyataan_kehendak")
    order_and_render(agreement, people["staf"], "pernyataan_kehendak")
    situation = evaluate_case(Agreement.objects.get(pk=agreement.pk))
    assert situation.check("draf_loi").met and not situation.check("naskah_loi").met


SILENT = {
    "tindak_lanjut_rencana": (
        "5 Oktober 2026",
        "dianggap disetujui berdasarkan Pasal 17 ayat (3)",
        "Pasal 17 ayat (4)",
        "Pimpinan Dewan",
    ),
    "rencana_ke_menteri": (
        "Yth. Menteri Dalam Negeri",
        "Pasal 18 ayat (5)",
        "5 (lima) hari kerja telah lewat",
        "Bukti penerimaan rencana oleh Gubernur tanggal 5 Oktober 2026",
        "Bukti lewatnya 45 (empat puluh lima) hari kerja",
    ),
    "naskah_ke_menteri": (
        "Yth. Menteri Dalam Negeri",
        "Pasal 20 ayat (4)",
        "belum diteruskan",
        "Pertimbangan tertulis Menteri Nomor 100/SJ",
    ),
}


@pytest.mark.parametrize("kind", SILENT)
def test_where_others_are_silent_a_letter_goes_on(abroad, kind):
    agreement = abroad()
    recorded(agreement, "dprd_terima", "diterima")
    recorded(agreement, "putusan_dprd", "dianggap disetujui")
    recorded(agreement, "diterima_gubernur", "diterima")
    recorded(agreement, "pertimbangan", "menyusun rancangan Naskah Kerja Sama", number="100/SJ")
    assert missing(SILENT[kind], printed(agreement, kind)) == []


@pytest.mark.parametrize(
    ("kind", "sections"),
    [
        (
            "kajian",
            (
                "JUDUL|LATAR BELAKANG|MAKSUD DAN TUJUAN|PEMETAAN POTENSI DAN KARAKTERISTIK|MANFAAT"
                " KERJA SAMA|KESIMPULAN"
            ),
        ),
        (
            "rencana_kerja_sama",
            (
                "SUBJEK KERJA SAMA|LATAR BELAKANG|MAKSUD, TUJUAN, DAN SASARAN|OBJEK KERJA"
                " SAMA|RUANG LINGKUP KERJA SAMA|SUMBER PEMBIAYAAN|JANGKA WAKTU PELAKSANAAN"
            ),
        ),
        (
            "rencana_tahunan",
            "URAIAN KEGIATAN|PERAN PARA PIHAK|HASIL YANG DIHARAPKAN|RENCANA PEMBIAYAAN",
        ),
    ],
)
def test_the_sections_stand_in_the_order_of_the_lampiran(abroad, kind, sections):
    text = " ".join(pages_in(rendering.to_pdf(paper_of(abroad(), kind))))
    places = [text.rfind(section) for section in sections.split("|")]
    assert -1 not in places and places == sorted(places), text


def test_a_plan_sums_each_year_and_shows_one_line_for_an_activity_of_several_years(abroad):
    activities = list(abroad().activities.all())
    assert [(year.year, year.amounts) for year in tables.by_year(activities)] == [
        (2027, ["150.000.000", "–", "–", "150.000.000"]),
        (2028, ["–", "50.000.000", "25.500.000", "75.500.000"]),
    ]
    assert tables.total_costs_of(activities) == [
        "150.000.000",
        "50.000.000",
        "25.500.000",
        "225.500.000",
    ]
    training, fair = tables.quarter_calendar_of(activities).lines
    assert training.slots == [False, True, True, False, True, False, False, False]
    assert fair.slots == [False] * 4 + [True] * 4


def test_the_yearly_plan_is_that_of_the_next_year_with_activities_or_of_the_year_asked_for(abroad):
    agreement = abroad()
    assert "TAHUN 2027" in printed(agreement, "rencana_tahunan")
    paper = paper_of(agreement, "rencana_tahunan")
    paper.context |= {"year": 2028}
    assert (
        missing(
            ("TAHUN 2028", "12 pameran", "UMKM", "75.500.000"), text_in(rendering.to_pdf(paper))
        )
        == []
    )


# Two languages


def test_each_party_stands_first_and_signs_first_in_the_copy_it_keeps(abroad):
    agreement = abroad()
    for kind, first, second in (
        ("naskah_kerja_sama", "PEMERINTAH KABUPATEN KUTAI", "PEMERINTAH KOTA KITAKYUSHU"),
        ("naskah_kerja_sama_mitra", "PEMERINTAH KOTA KITAKYUSHU", "PEMERINTAH KABUPATEN KUTAI"),
    ):
        pages = pages_in(rendering.to_pdf(paper_of(agreement, kind)))
        assert pages[0].index(first) < pages[0].index(second), pages[0]
        subject = " ".join(pages).partition("SUBJEK")[2].lower()
        assert subject.index(first.lower()) < subject.index(second.lower())
        names = ["Aulia Rahman", "Takeuchi Kazuhisa"]
        assert sorted(names, key=pages[-1].index) == (
            names if kind == "naskah_kerja_sama" else names[::-1]
        )


@pytest.mark.parametrize(
    "kind, shown",
    [
        ("pernyataan_kehendak", 4),
        ("naskah_kerja_sama", 2),
        ("naskah_kerja_sama_mitra", 2),
        ("kuasa_penuh", 1),
    ],
)
def test_the_emblems_stand_on_what_is_signed(abroad, kind, shown):
    """Both in each copy; on Full Powers that of the state."""
    assert (
        rendering.to_html(paper_of(abroad(), kind)).count('<img class="emblem" src="data:image/png')
        == shown
    )


def test_an_intent_to_be_signed_comes_in_two_originals_and_a_draft_in_one(abroad):
    agreement = abroad()
    final = pages_in(rendering.to_pdf(paper_of(agreement, "pernyataan_kehendak")))
    titles = [page for page in final if "LETTER OF INTENT" in page]
    assert len(titles) == 2
    assert titles[0].index("PEMERINTAH KABUPATEN") < titles[0].index("PEMERINTAH KOTA")
    assert titles[1].index("PEMERINTAH KOTA") < titles[1].index("PEMERINTAH KABUPATEN")
    assert titles[1].endswith(" 1"), "the pages of the second original are counted anew"
    draft = pages_in(rendering.to_pdf(paper_of(agreement, "pernyataan_kehendak", draft=True)))
    assert sum("LETTER OF INTENT" in page for page in draft) == 1


def test_names_are_printed_without_titles(abroad):
    text = printed(abroad(), "naskah_kerja_sama")
    assert "Takeuchi Kazuhisa" in text and "Prof." not in text and "M.Kes." not in text


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("id", ("naskah bahasa Indonesia yang berlaku", "the Indonesian text shall prevail")),
        ("en", ("naskah bahasa Inggris yang berlaku", "the English text shall prevail")),
        ("", ("semua naskah mempunyai kekuatan yang sama", "all texts being equally authentic")),
    ],
)
def test_the_closing_says_which_text_prevails(abroad, language, said):
    text = printed(abroad(bahasa_acuan=language), "naskah_kerja_sama")
    assert missing(said, text) == []
    assert ("prevail." in text) == bool(language)


@pytest.mark.parametrize("full_powers", [True, False])
def test_only_full_powers_make_a_signer_duly_authorised(abroad, full_powers):
    assert (
        "being duly authorised" in printed(abroad(kuasa_penuh=full_powers), "naskah_kerja_sama")
    ) == full_powers


def test_points_of_both_languages_stand_side_by_side():
    pairs = naskah_columns.lines_side_by_side(
        ["(1) Satu:\na. x; dan\nb. y.\n(2) Dua.", "(1) One:\na. x; and\nb. y.\n(2) Two."]
    )
    assert [[line.text for line in left] for (left, _), _ in pairs] == [
        ["Satu:", "x; dan"],
        ["y."],
        ["Dua."],
    ]
    assert [[line.text for line in right] for (_, right), _ in pairs] == [
        ["One:", "x; and"],
        ["y."],
        ["Two."],
    ]


def test_an_article_whose_points_do_not_match_is_kept_whole():
    (((left, right), whole),) = naskah_columns.lines_side_by_side(
        ["(1) Satu.\n(2) Dua.", "One and two."]
    )
    assert whole and len(left) == 2 and len(right) == 1


@pytest.mark.parametrize("length", [1, 9, 17])
def test_no_page_break_parts_the_two_languages_of_a_clause(abroad, length):
    own = {
        "pembiayaan": "Kalimat yang panjang. " * length,
        "pembiayaan_en": "A sentence. " * length,
    }
    pages = pages_in(
        rendering.to_pdf(paper_of(abroad(clauses={"naskah_kerja_sama": own}), "naskah_kerja_sama"))
    )
    for page in pages:
        assert re.findall(r"Pasal (\d) [A-Z]{2}", page) == re.findall(
            r"Article (\d) [A-Z]{2}", page
        )
        numbers = re.findall(r"\((\d)\) [A-Z]", page)
        assert all(numbers.count(number) % 2 == 0 for number in numbers), page


def test_the_parts_are_those_of_the_law_in_both_languages(abroad):
    agreement = abroad()
    titles = [title for _, title, *_ in clauses.clauses_of_naskah("naskah_kerja_sama", agreement)]
    assert titles[::2] == [
        "Subjek Kerja Sama",
        "Maksud dan Tujuan",
        "Ruang Lingkup",
        "Pelaksanaan",
        "Pembiayaan",
        "Kelompok Kerja Bersama",
        "Penyelesaian Perselisihan",
        "Amandemen",
        "Masa Berlaku, Perpanjangan, dan Pengakhiran",
    ]
    assert titles[1::2][-2:] == [
        "Amendment",
        "Entry into Force, Duration, Extension and Termination",
    ]
    assert clauses.part_codes("pernyataan_kehendak", agreement)[::2] == (
        "subjek",
        "maksud_tujuan",
        "ruang_lingkup",
        "sifat",
        "masa_berlaku",
    )


def test_technology_is_passed_on_only_where_technology_is_the_object(abroad):
    agreement = abroad()
    assert "(5) Ilmu pengetahuan" in str(clauses.clauses_of_naskah("naskah_kerja_sama", agreement))
    agreement.objek_ln = ["budaya"]
    assert "(5) Ilmu pengetahuan" not in str(
        clauses.clauses_of_naskah("naskah_kerja_sama", agreement)
    )


# The guard


def test_what_was_reworded_in_one_language_waits_for_the_other(abroad, people, signed_in):
    agreement = abroad(at="rancangan_naskah")
    page, url = signed_in(people["staf"]), f"/kerja-sama/{agreement.pk}/redaksi/naskah_kerja_sama/"
    shown = page.get(url).content.decode()
    assert (
        "Kelompok Kerja Bersama" in shown
        and "Joint Working Group" in shown
        and "satu bahasa saja" not in shown
    )
    version = {"versi": agreement.content_hash}
    page.post(url, version | {"pembiayaan": "Seluruh biaya ditanggung mitra."})
    assert "satu bahasa saja" in page.get(url).content.decode()
    agreement = Agreement.objects.get(pk=agreement.pk)
    with pytest.raises(guarding.Refused, match="menunggu terjemahan"):
        rendering.order_document(agreement.pk, people["staf"], "naskah_kerja_sama")
    both = {
        "pembiayaan": "Seluruh biaya ditanggung mitra.",
        "pembiayaan_en": "All costs are borne by the partner.",
    }
    page.post(url, {"versi": agreement.content_hash} | both)
    order_and_render(agreement, people["staf"], "naskah_kerja_sama")
    draft = text_in(store.read_stored(agreement.documents.last().sha256))
    assert missing(both.values(), draft) == [] and "its own expenses" not in draft


# Scripts


@pytest.mark.sweep(4)
@pytest.mark.parametrize(
    ("code", "name", "font"),
    [
        ("JP", "北九州市", "Noto-Serif-CJK-JP"),
        ("CN", "西安市人民政府", "Noto-Serif-CJK-SC"),
        ("TW", "臺南市政府", "Noto-Serif-CJK-TC"),
        ("KR", "홍성군", "Noto-Serif-CJK-KR"),
        ("SA", "أمانة محافظة جدة", "Amiri"),
        ("PL", "Miasto Łódź", "URW-Bookman"),
        ("TR", "Şişli Belediyesi, Çankaya, Ğİı", "URW-Bookman"),
        ("VN", "Thành phố Hội An", "URW-Bookman"),
    ],
)
def test_names_of_all_scripts_are_printed_in_embedded_fonts_and_can_be_read_back(
    abroad, tmp_path, code, name, font
):
    content = rendering.to_pdf(
        paper_of(abroad(partner=CITY | {"country": code, "native_name": name}), "naskah_kerja_sama")
    )
    assert name in " ".join(pages_in(content, "-layout"))
    (tmp_path / "naskah.pdf").write_bytes(content)
    fonts = subprocess.run(
        ["pdffonts", tmp_path / "naskah.pdf"], capture_output=True, check=True, text=True
    ).stdout.splitlines()[2:]
    assert any(font in line for line in fonts)
    assert all(line.split()[-5] == "yes" for line in fonts), "a font is not embedded"


def test_signs_are_shaped_for_the_language_of_their_country():
    names = (
        ("北九州市", "JP"),
        ("西安市", "CN"),
        ("臺南市", "TW"),
        ("홍성군", "KR"),
        ("أمانة", "SA"),
        ("Łódź", "PL"),
    )
    assert [scripts.language_of(*name) for name in names] == [
        "ja",
        "zh-Hans",
        "zh-Hant",
        "ko",
        "ar",
        "",
    ]


# Around the signing


def test_full_powers_are_a_draft_for_the_minister_to_issue(abroad):
    said = (
        "Yth. Menteri Luar Negeri Republik Indonesia",
        "RANCANGAN untuk diterbitkan oleh Menteri Luar Negeri",
        "DRAFT to be issued by the Minister for Foreign Affairs",
        "hereby fully empowers",
        "Regent of Kutai Kartanegara",
        "concerning Sister City Cooperation in the Field of Environment",
    )
    assert missing(said, printed(abroad(), "kuasa_penuh")) == []


# Penerusan

GIZ = {
    "name": "Deutsche Gesellschaft für Internationale Zusammenarbeit GmbH",
    "name_en": "Deutsche Gesellschaft für Internationale Zusammenarbeit GmbH",
    "native_name": "",
    "country": "DE",
}


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        (
            "kak",
            ("KERANGKA ACUAN KEGIATAN", "DASAR PENERUSAN KERJA SAMA", "12 pameran", "225.500.000"),
        ),
        (
            "kesediaan",
            ("SURAT PERNYATAAN KESEDIAAN KERJA SAMA", "penerima manfaat", "Pasal 29 ayat (2)"),
        ),
        (
            "usulan_rencana",
            (
                "Pasal 29 ayat (1) dan ayat (2)",
                "Kerangka acuan kegiatan",
                "Studi kelayakan",
                "PEMETAAN POTENSI DAN KEBUTUHAN DAERAH",
            ),
        ),
        (
            "permohonan_dprd",
            (
                "Pasal 30 dan Pasal 38 Peraturan Pemerintah Nomor 28 Tahun 2018",
                "Naskah kerja sama Pemerintah yang diteruskan",
            ),
        ),
        (
            "rencana_tahunan",
            (
                "URAIAN KEGIATAN (DESCRIPTION OF ACTIVITIES)",
                "For Deutsche Gesellschaft",
                "Regent of Kutai Kartanegara",
            ),
        ),
    ],
)
def test_continuing_a_cooperation_of_the_government_has_its_own_papers(abroad, kind, said):
    agreement = abroad("ksdll-penerusan", partner=GIZ, teknis_aset=True)
    assert missing(said, printed(agreement, kind)) == []


def test_a_foreign_nonprofit_body_shows_its_permits(abroad):
    text = printed(abroad("ksdll-nirlaba", partner={}), "usulan_rencana")
    assert (
        missing(
            (
                "Pasal 30 ayat (1)",
                "Izin Prinsip",
                "CONTOH/1",
                "Izin Operasional",
                "CONTOH/2",
                "31 Desember 2099",
            ),
            text,
        )
        == []
    )
    assert "PEMETAAN" not in text


def test_what_is_not_known_yet_leaves_room_and_no_hole(abroad):
    texts = (
        "title_en",
        "maksud_tujuan",
        "maksud_tujuan_en",
        "ruang_lingkup",
        "ruang_lingkup_en",
        "latar_belakang",
        "pemetaan",
        "sasaran",
    )
    more = {
        "jangka_waktu_bulan": None,
        "loi_bulan": None,
        "rencana_ttd": None,
        "objek_ln": [],
        "urusan": [],
    }
    nobody = dict.fromkeys(CITY, "") | {"name": "Kota X", "logo": None}
    agreement = abroad(
        partner=nobody,
        **dict.fromkeys((*texts, "tempat_ttd", "naskah_induk", "pembiayaan"), ""),
        **more,
    )
    agreement.activities.all().delete()
    Official.objects.all().delete()
    RegionProfile.objects.update(emblem=None, state_emblem=None)
    for kind in (*SAID, *SILENT, "kuasa_penuh", "kak", "usulan_rencana", "kesediaan"):
        assert "……" in printed(agreement, kind), kind


# English


def test_english_says_offices_numbers_and_days_its_own_way():
    assert (
        english.government_in_english("Pemerintah Kabupaten Kutai Kartanegara")
        == "the Government of Kutai Kartanegara Regency"
    )
    assert (
        english.government_in_english("Pemerintah Kota Samarinda")
        == "the Government of Samarinda City"
    )
    assert [
        english.head_title_in_english(title)
        for title in ("Bupati Paser", "Pj. Bupati Paser", "Wali Kota Bontang", "Kapten")
    ] == [
        "Regent of Paser",
        "Acting Regent of Paser",
        "Mayor of Bontang",
        "Kapten",
    ]
    assert english.long_date(DAY) == "24 November 2026"
    assert (
        english.duration_in_english(30) == "2 (two) years and 6 (six) months"
        and english.duration_in_english(12) == "1 (one) year"
    )
    assert (
        english.introduce_text("The objective is", "To improve services.")
        == "The objective is to improve services."
    )
    assert (
        english.introduce_text("The objective is", "Improve services.")
        == "The objective is:\nImprove services."
    )
    assert [code for code in countries.BY_CODE if country_in_english(code) == code] == []
    assert [country_in_english(code) for code in ("JP", "KR", "NL", "PH", "XX")] == [
        "Japan",
        "the Republic of Korea",
        "the Netherlands",
        "the Philippines",
        "XX",
    ]
