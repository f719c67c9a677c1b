"""The papers: their words, their clauses, and what each printed page must say."""

import io
import re
from datetime import date
from decimal import Decimal

import pytest
from pypdf import PdfReader

from agreements.documents import rendering
from agreements.documents.pages import naskah_at_home
from agreements.documents.text import indonesian
from agreements.documents.wording import clauses
from agreements.models import Agreement, Document, DocumentState, Evidence
from agreements.regulations.stage_fragments import FIVE_POINTS
from kerjasama.accounts.models import Office, Official, RegionProfile

from .home import HOME
from .kept import kept
from .pictures import small_png

DAY = date(2026, 11, 23)
PIXEL = small_png()


# Words


@pytest.mark.parametrize(
    "number, spoken",
    [
        (0, "nol"),
        (1, "satu"),
        (10, "sepuluh"),
        (11, "sebelas"),
        (12, "dua belas"),
        (20, "dua puluh"),
        (100, "seratus"),
        (111, "seratus sebelas"),
        (1000, "seribu"),
        (1100, "seribu seratus"),
        (2026, "dua ribu dua puluh enam"),
        (11000, "sebelas ribu"),
        (100000, "seratus ribu"),
        (1_500_000, "satu juta lima ratus ribu"),
        (1_000_000_000, "satu miliar"),
    ],
)
def test_numbers_are_spoken_in_good_indonesian(number, spoken):
    assert indonesian.spell_number(number) == spoken


def spelled(number):
    """Another speller of numbers below a billion, by the rules of the language."""
    digits = "nol satu dua tiga empat lima enam tujuh delapan sembilan sepuluh sebelas".split()
    if number < 12:
        return digits[number]
    for size, word, one in (
        (10**6, "juta", "satu juta"),
        (1000, "ribu", "seribu"),
        (100, "ratus", "seratus"),
    ):
        if number >= size:
            many, rest = divmod(number, size)
            return " ".join(
                [one if many == 1 else f"{spelled(many)} {word}"]
                + ([spelled(rest)] if rest else [])
            )
    if number < 20:
        return f"{digits[number - 10]} belas"
    tens, rest = divmod(number, 10)
    return " ".join([f"{digits[tens]} puluh"] + ([digits[rest]] if rest else []))


@pytest.mark.parametrize(
    "numbers",
    [
        range(0, 2100),
        range(9_990, 12_020),
        range(99_000, 2_200_000, 997),
        range(10**8, 10**9, 9_999_991),
    ],
)
def test_every_number_is_spoken_as_the_language_wants(numbers):
    assert [n for n in numbers if indonesian.spell_number(n) != spelled(n)] == []


def test_dates_and_durations_are_written_in_words():
    assert (
        indonesian.date_in_words(DAY)
        == "Senin, tanggal dua puluh tiga bulan November tahun dua ribu dua puluh enam (23-11-2026)"
    )
    assert indonesian.short_date(DAY) == "23 November 2026"
    assert indonesian.duration_in_words(36) == "3 (tiga) tahun"
    assert indonesian.duration_in_words(30) == "2 (dua) tahun 6 (enam) bulan"
    assert indonesian.duration_in_words(6) == "6 (enam) bulan"
    assert "None" not in indonesian.duration_in_words(
        None
    ) and "0" not in indonesian.duration_in_words(None)


def test_money_and_measures_are_written_the_indonesian_way():
    assert (
        indonesian.rupiah_in_words(Decimal("1500000.00"))
        == "Rp1.500.000,00 (satu juta lima ratus ribu rupiah)"
    )
    assert (
        indonesian.rupiah_in_words(Decimal("1000.50"))
        == "Rp1.000,50 (seribu rupiah lima puluh sen)"
    )
    assert [indonesian.decimal(Decimal(d)) for d in ("10.00", "1250.50", "0.05", "100")] == [
        "10",
        "1.250,5",
        "0,05",
        "100",
    ]


def test_the_head_of_each_unit_bears_his_own_title():
    assert indonesian.head_of("Dinas Kesehatan") == "Kepala Dinas Kesehatan"
    assert indonesian.head_of("Kecamatan Loa Kulu") == "Camat Loa Kulu"
    assert indonesian.head_of("Inspektorat Daerah") == "Inspektur Daerah"
    assert (
        indonesian.head_of("Sekretariat Dewan Perwakilan Rakyat Daerah")
        == "Sekretaris Dewan Perwakilan Rakyat Daerah"
    )


@pytest.mark.parametrize(
    "typed, said",
    [
        ("Meningkatkan mutu layanan.", "meningkatkan mutu layanan"),
        ("Layanan informasi publik", "layanan informasi publik"),
        ("Kabupaten Kutai Kartanegara.", "Kabupaten Kutai Kartanegara"),
        ("RSUD dan puskesmas", "RSUD dan puskesmas"),
        ("Tenggarong dan sekitarnya..", "Tenggarong dan sekitarnya"),
        ("Sampah dari tiga daerah", "sampah dari tiga daerah"),
        ("Empat puluh desa belum terlayani", "empat puluh desa belum terlayani"),
        ("Rehabilitasi hutan dan lahan", "rehabilitasi hutan dan lahan"),
        ("Koordinasi lintas batas", "koordinasi lintas batas"),
        ("Bekasi dan sekitarnya", "Bekasi dan sekitarnya"),
        ("Danau Semayang dan sekitarnya", "Danau Semayang dan sekitarnya"),
        ("Rumah Sakit Umum Daerah", "Rumah Sakit Umum Daerah"),
    ],
)
def test_a_phrase_inside_a_sentence_loses_its_full_stop_but_never_a_names_capital(typed, said):
    assert indonesian.phrase_inside_sentence(typed) == said


def test_typed_lists_keep_their_lines_and_stand_in_steps():
    rows = indonesian.typed_lines_of(
        "Meliputi:\r\n\r\na. satu;\nb. dua:\n   1) dalam;\n   2) lagi\nc. tiga"
    )
    assert [(r.marker, r.text, r.level) for r in rows] == [
        ("", "Meliputi:", 0),
        ("a.", "satu;", 0),
        ("b.", "dua:", 0),
        ("1)", "dalam;", 1),
        ("2)", "lagi", 1),
        ("c.", "tiga.", 0),
    ]
    assert [
        r.level for r in indonesian.typed_lines_of("(1) Ini:\na. x;\nb. y.\nLanjutan.\n(2) Itu.")
    ] == [0, 1, 1, 1, 0]
    assert (
        indonesian.typed_lines_of("") == []
        and indonesian.typed_lines_of("Selesai..")[0].text == "Selesai."
    )


def test_activities_typed_one_a_line_become_a_lettered_list():
    assert (
        indonesian.letter_list("Penyediaan aplikasi\r\nPelatihan tenaga")
        == "a. penyediaan aplikasi; dan\nb. pelatihan tenaga."
    )
    for whole in (
        "a. satu;\nb. dua.",
        "Hanya satu kegiatan",
        "Satu kalimat. Dua kalimat.\nLagi",
        "",
    ):
        assert indonesian.letter_list(whole) == whole


def test_text_of_several_sentences_follows_a_colon():
    assert (
        indonesian.introduce_text("Tujuannya adalah", "Meningkatkan mutu.")
        == "Tujuannya adalah meningkatkan mutu."
    )
    assert (
        indonesian.introduce_text("Tujuannya adalah", "Satu. Dua.")
        == "Tujuannya adalah:\nSatu. Dua."
    )
    assert "None" not in indonesian.introduce_text("Tujuannya adalah", "")


# Clauses


@pytest.mark.parametrize(
    "track, kind, names",
    [
        (
            "ksdd-sukarela",
            "kesepakatan_bersama",
            (
                "Maksud dan Tujuan|Objek|Ruang Lingkup|Pelaksanaan|Jangka"
                " Waktu|Surat-Menyurat|Lain-Lain"
            ),
        ),
        (
            "ksdd-sukarela",
            "perjanjian_kerja_sama",
            (
                "Maksud dan Tujuan|Objek|Ruang Lingkup|Pelaksanaan|Hak dan"
                " Kewajiban|Pembiayaan|Jangka Waktu|Penyelesaian Perselisihan|Keadaan"
                " Kahar|Pengakhiran Kerja Sama"
            ),
        ),
        (
            "sinergi",
            "nota_kesepakatan",
            (
                "Latar Belakang|Maksud dan Tujuan|Lokasi|Objek|Ruang Lingkup|Tugas dan Tanggung"
                " Jawab|Pelaksanaan|Jangka Waktu|Pembiayaan|Lain-Lain"
            ),
        ),
        ("sinergi", "kak", ""),
    ],
)
def test_each_naskah_holds_the_parts_of_the_law(make_agreement, track, kind, names):
    assert (
        "|".join(title for title, _ in clauses.clause_texts_of(make_agreement(track), kind))
        == names
    )


def test_only_a_contract_with_a_third_party_names_sanctions(make_agreement):
    assert (
        clauses.part_codes("perjanjian_kerja_sama", make_agreement("ksdpk-daerah"))[-1] == "sanksi"
    )
    assert "sanksi" not in clauses.part_codes(
        "perjanjian_kerja_sama", make_agreement("ksdd-sukarela")
    )


def text_of(agreement, kind, part):
    return {
        code: own or standard
        for code, _, standard, own in clauses.clauses_of_naskah(kind, agreement)
    }[part]


def test_what_the_proposal_says_is_woven_into_the_clauses(make_agreement):
    agreement = make_agreement("ksdpk-daerah", pks_bulan=18, nilai=Decimal("2000000"))
    assert "adalah meningkatkan mutu layanan informasi publik." in text_of(
        agreement, "kesepakatan_bersama", "maksud_tujuan"
    )
    assert "jangka waktu 3 (tiga) tahun" in text_of(
        agreement, "kesepakatan_bersama", "jangka_waktu"
    )
    assert "jangka waktu 1 (satu) tahun 6 (enam) bulan" in text_of(
        agreement, "perjanjian_kerja_sama", "jangka_waktu"
    )
    assert "ini dibebankan pada anggaran masing-masing pihak." in text_of(
        agreement, "perjanjian_kerja_sama", "pembiayaan"
    )
    assert "Rp2.000.000,00 (dua juta rupiah)." in text_of(
        agreement, "perjanjian_kerja_sama", "pembiayaan"
    )
    assert "Mitra Contoh" in text_of(agreement, "kesepakatan_bersama", "surat_menyurat")


def test_own_words_stand_in_place_of_the_standard(make_agreement):
    agreement = make_agreement(
        clauses={"kesepakatan_bersama": {"objek": "Objeknya lain.", "pelaksanaan": "  "}}
    )
    told = {
        part: (standard, own)
        for part, _, standard, own in clauses.clauses_of_naskah("kesepakatan_bersama", agreement)
    }
    assert told["objek"][1] == "Objeknya lain." and told["pelaksanaan"][1] == ""
    assert ("Objek", "Objeknya lain.") in clauses.clause_texts_of(agreement, "kesepakatan_bersama")
    assert "Objeknya lain." not in str(clauses.clause_texts_of(agreement, "perjanjian_kerja_sama"))


@pytest.mark.parametrize("track", ["ksdd-sukarela", "ksdpk-daerah", "sinergi"])
@pytest.mark.parametrize(
    "fields",
    [
        {},
        {
            "latar_belakang": "",
            "maksud_tujuan": "",
            "objek": "",
            "lokasi": "",
            "ruang_lingkup": "",
            "pembiayaan": "",
            "jangka_waktu_bulan": None,
        },
        {
            "maksud_tujuan": "Satu hal. Dan lain hal.",
            "ruang_lingkup": "a. satu;\nb. dua.",
            "pembiayaan": "APBD Kabupaten Kutai Kartanegara..",
            "objek": "(1) Ini.\n(2) Itu.",
        },
    ],
)
def test_no_clause_shows_a_hole_or_a_stumble(make_agreement, track, fields):
    agreement = make_agreement(track, **fields)
    for kind in ("kesepakatan_bersama", "perjanjian_kerja_sama", "nota_kesepakatan"):
        for part, _, standard, _ in clauses.clauses_of_naskah(kind, agreement):
            printed = "\n".join(row.text for row in indonesian.typed_lines_of(standard))
            assert printed, part
            assert not re.search(r"None|\[\]|\.\.|\. [a-z]|^[a-z][^;:]*\.\s*\n", printed), (
                part,
                printed,
            )


# Printed papers


@pytest.fixture
def region(db):
    """The region with its emblems, which stands before anything else is built."""
    full = RegionProfile(
        **HOME,
        address="Jalan Contoh Nomor 1",
        postal_code="75511",
        emblem=PIXEL,
        emblem_type="image/png",
        state_emblem=PIXEL,
        state_emblem_type="image/png",
    )
    kept.once("region with its emblems", full.save)
    return RegionProfile.objects.get()


@pytest.fixture
def officials(people):
    """The office as it is well known."""
    kept.once("office as it is well known", name_officials)


def name_officials():
    own = {
        "name": "Dr. Sekretaris Contoh, M.Si.",
        "rank": "Pembina Utama Madya",
        "nip": "197001011995031001",
    }
    head = {
        "name": "Kepala Contoh, S.T.",
        "rank": "Pembina Tingkat I (IV/b)",
        "nip": "196805051994031002",
    }
    Official.objects.filter(office=Office.HEAD).update(name="Aulia Rahman")
    Official.objects.filter(office=Office.SECRETARY).update(**own)
    Official.objects.filter(office=Office.UNIT_HEAD).update(**head)


@pytest.fixture
def case(make_agreement, people, region, officials):
    """A proposal in which every field is filled, with the study of TKKSD."""

    def make(track, **fields):
        proxy = {
            "dengan_kuasa": True,
            "kuasa_nama": "Dr. H. Budi Santoso, S.H., M.Si.",
            "kuasa_nip": "197505052000031003",
            "kuasa_jabatan": "Kepala Dinas Komunikasi dan Informatika",
            "membebani": True,
        }
        agreement = make_agreement(track, **proxy | fields)
        partner = agreement.partner
        partner.representative, partner.representative_position, partner.address = (
            "Ir. Hj. Wulan Sari, M.M.",
            "Direktur Utama",
            "Jalan Mitra 2",
        )
        partner.logo = PIXEL
        partner.save()
        Evidence.objects.create(
            agreement=agreement,
            stage_code="persiapan",
            requirement_code="telaahan_tkksd",
            outcome="layak",
            decided_on=date(2026, 11, 20),
            content_hash="",
            by=people["tkksd"],
            note="Perlu anggaran.",
            findings=[
                {
                    "butir": point,
                    "hasil": "sesuai",
                    "catatan": "Tercantum dalam RPJMD" if not place else "",
                }
                for place, point in enumerate(FIVE_POINTS)
            ],
        )
        return Agreement.objects.get(pk=agreement.pk)

    return make


def printed(agreement, kind, draft=False, number=""):
    paper = Document.objects.create(
        agreement=agreement,
        stage_code=agreement.stage_code,
        kind=kind,
        draft=draft,
        revision=agreement.documents.filter(kind=kind).count() + 1,
        number="" if draft else number or f"{7 + Document.objects.count():03}/XX/KS/2026",
        state=DocumentState.READY,
        context={"date": DAY.isoformat()},
    )
    # A number may break over a line after its stroke.
    return [
        " ".join(page.extract_text().split()).replace("/ ", "/")
        for page in PdfReader(io.BytesIO(rendering.to_pdf(paper))).pages
    ]


def sound(pages):
    """The whole text, once it is certain that no page shows a hole or a doubled full stop, and that
    pages are counted.
    """
    text = " ".join(pages)
    assert not re.search(r"None|\[\]|(?<!\.)\.\.(?!\.)|\{\{|\{%", text)
    assert f"dari {len(pages)}" in text
    return text


TRACK_OF = {
    "nota_kesepakatan": "sinergi",
    "rencana_kerja": "sinergi",
    "surat_kuasa": "ksdpk-daerah",
    "laporan_gubernur": "ksdd-sukarela",
}
SAID = {
    "kak": (
        "KERANGKA ACUAN KERJA",
        "LATAR BELAKANG",
        "MANFAAT",
        "Waktu layanan informasi",
        "Kondisi awal",
        "Komunikasi dan informatika",
        "Program Pengelolaan Informasi",
        "Kepala Dinas Komunikasi dan Informatika,",
        "Kepala Contoh, S.T.",
        "Pembina Tingkat I",
        "196805051994031002",
    ),
    "penawaran": (
        "BUPATI KUTAI KARTANEGARA",
        "Jalan Contoh Nomor 1",
        "Sifat",
        "Hal",
        "Yth.",
        "Kerangka Acuan Kerja",
        "Tembusan",
        "Aulia Rahman",
        "Halaman 1 dari",
    ),
    "permintaan_kedua": ("permintaan tanggapan kedua", "Yth.", "Tembusan"),
    "laporan_gubernur": (
        "Gubernur Kalimantan Timur",
        "Pasal 8 ayat (5)",
        "Permintaan tanggapan kedua",
    ),
    "jawaban_penawaran": ("layak", "menerima penawaran", "Tembusan"),
    "ba_tkksd": (
        "BERITA ACARA",
        *FIVE_POINTS[2:],
        "Tercantum dalam RPJMD",
        "layak",
        "REKOMENDASI",
        "Ketua Tim Koordinasi Kerja Sama Daerah",
        "Dr. Sekretaris Contoh, M.Si.",
        "197001011995031001",
        "dua puluh bulan November",
    ),
    "permohonan_dprd": (
        "Dewan Perwakilan Rakyat Daerah",
        "Rancangan Perjanjian Kerja Sama",
        "Profil perusahaan Mitra Contoh",
        "3 (tiga) berkas",
        "45 (empat puluh lima)",
    ),
    "kesepakatan_bersama": (
        "KESEPAKATAN BERSAMA",
        "ANTARA",
        "Aulia Rahman",
        "Wulan Sari",
        "berkedudukan di",
        "PARA PIHAK",
        "Pasal 1",
        "sepakat",
        "LAIN-LAIN",
    ),
    "perjanjian_kerja_sama": (
        "PERJANJIAN KERJA SAMA",
        "Budi Santoso",
        "Surat Kuasa Khusus Bupati Kutai Kartanegara Nomor",
        "SANKSI",
    ),
    "nota_kesepakatan": ("NOTA KESEPAKATAN", "LATAR BELAKANG", "TUGAS DAN TANGGUNG JAWAB"),
    "rencana_kerja": (
        "RENCANA KERJA",
        "Kegiatan",
        "Keluaran/Target",
        "Lokasi",
        "Penanggung Jawab",
        "Jadwal",
        "Pembiayaan",
        "Penyediaan data",
    ),
    "surat_kuasa": (
        "SURAT KUASA KHUSUS",
        "PEMBERI KUASA",
        "PENERIMA KUASA",
        "Dr. H. Budi Santoso, S.H., M.Si.",
        "197505052000031003",
        "tanpa hak substitusi",
        "Tembusan",
        "Kepala Bagian Kerja Sama",
    ),
}


@pytest.mark.parametrize("kind", SAID)
def test_each_paper_says_what_it_must(case, kind):
    text = sound(printed(case(TRACK_OF.get(kind, "ksdpk-daerah")), kind))
    missing = [said for said in SAID[kind] if said not in text]
    assert not missing, text
    assert "007/XX/KS/2026" in text and "RANCANGAN" not in text and "CONTOH, bukan" not in text


@pytest.mark.parametrize("kind", SAID)
def test_a_paper_is_sound_before_the_office_has_filled_its_data(make_agreement, kind):
    Official.objects.all().delete()
    sound(printed(make_agreement(TRACK_OF.get(kind, "ksdpk-daerah")), kind))


NASKAH = (
    ("ksdd-sukarela", "kesepakatan_bersama"),
    ("ksdpk-daerah", "perjanjian_kerja_sama"),
    ("sinergi", "nota_kesepakatan"),
    ("sinergi", "rencana_kerja"),
)


@pytest.mark.parametrize("track, kind", NASKAH)
def test_a_draft_is_marked_on_every_page_and_bears_neither_number_nor_day(case, track, kind):
    pages = printed(case(track), kind, draft=True)
    text = sound(pages)
    assert all("RANCANGAN" in page for page in pages)
    assert "NOMOR: ……" in text and "23-11-2026" not in text and "23 November 2026" not in text


@pytest.mark.parametrize("kind", ["kak", "penawaran", "ba_tkksd", "perjanjian_kerja_sama"])
def test_a_demo_paper_says_so_on_every_page(case, kind, settings):
    RegionProfile.objects.update_or_create(pk=1, defaults={"is_demo": True})
    assert all(
        "CONTOH, bukan dokumen resmi" in page for page in printed(case("ksdpk-daerah"), kind)
    )


@pytest.mark.parametrize("track, kind", NASKAH[:3])
def test_a_naskah_opens_and_closes_in_due_form(case, track, kind):
    pages = printed(case(track), kind)
    text = sound(pages)
    assert (
        "Pada hari ini Senin, tanggal dua puluh tiga bulan November tahun dua ribu dua puluh enam"
        " (23-11-2026)" in text
    )
    assert (
        "rangkap 2 (dua), bermeterai cukup, masing-masing mempunyai kekuatan hukum yang sama."
        in pages[-1]
    )
    assert pages[-1].index("PIHAK KEDUA,") < pages[-1].index("PIHAK KESATU,")
    assert "1. bahwa" in text and "Ir. Hj." not in text and "S.H." not in text


@pytest.mark.parametrize("length", [1, 8, 15, 22, 29])
def test_the_signatures_share_the_last_page_with_the_end_of_the_closing(case, length):
    own = "\n".join(["Ketentuan lain yang disepakati."] * length)
    pages = printed(
        case("ksdd-sukarela", clauses={"kesepakatan_bersama": {"lain_lain": own}}),
        "kesepakatan_bersama",
    )
    assert (
        "masing-masing mempunyai kekuatan hukum yang sama" in pages[-1]
        and "Wulan Sari" in pages[-1]
    )


def test_who_signs_first_depends_on_the_paper(case):
    nota = sound(printed(case("sinergi"), "nota_kesepakatan"))
    assert re.search(r"Mitra Contoh.*?PIHAK KESATU.*?PIHAK KEDUA", nota) and nota.index(
        "MITRA CONTOH"
    ) < nota.index("PEMERINTAH KABUPATEN KUTAI KARTANEGARA")


@pytest.mark.parametrize(
    "track, kind, lines",
    [
        ("ksdd-sukarela", "kesepakatan_bersama", 1),
        ("ksdd-sukarela", "perjanjian_kerja_sama", 2),
        ("ksdpk-daerah", "kesepakatan_bersama", 2),
        ("ksdpk-daerah", "perjanjian_kerja_sama", 2),
        ("sinergi", "nota_kesepakatan", 1),
    ],
)
def test_contracts_leave_a_line_for_the_partners_number(case, track, kind, lines):
    assert printed(case(track), kind)[0].count("NOMOR:") == lines


def test_a_pks_names_its_kesepakatan_bersama_and_its_surat_kuasa(case):
    agreement = case("ksdpk-daerah")
    printed(agreement, "kesepakatan_bersama", number="011/KB/KS/2026")
    printed(agreement, "surat_kuasa", number="012/SK/KS/2026")
    text = sound(printed(agreement, "perjanjian_kerja_sama"))
    assert "Kesepakatan Bersama Nomor 011/KB/KS/2026" in text
    assert (
        "Surat Kuasa Khusus Bupati Kutai Kartanegara Nomor 012/SK/KS/2026 tanggal 23 November 2026"
        in text
    )


def test_a_company_acts_by_its_deed(case):
    agreement = case("ksdpk-daerah")
    partner = agreement.partner
    partner.deed_number, partner.deed_date, partner.deed_notary, partner.ratification_number = (
        "15",
        date(2010, 3, 2),
        "Rina, S.H., M.Kn.",
        "AHU-1",
    )
    partner.save()
    text = sound(printed(agreement, "kesepakatan_bersama"))
    assert (
        "Anggaran Dasar Mitra Contoh" in text
        and "Notaris Rina, S.H., M.Kn. dengan Akta Nomor 15 tanggal 2 Maret 2010" in text
        and "AHU-1" in text
    )


def test_the_dprd_gets_what_the_law_lists(case):
    assert "Profil perusahaan" not in sound(printed(case("ksdd-sukarela"), "permohonan_dprd"))
    assert "Rancangan Rencana Kerja" in sound(printed(case("sinergi"), "permohonan_dprd"))


def test_typed_markup_is_printed_not_obeyed(case):
    text = sound(
        printed(
            case("ksdpk-daerah", ruang_lingkup="a. data <b>terbuka</b> & aman;\nb. pelatihan."),
            "kesepakatan_bersama",
        )
    )
    assert "data <b>terbuka</b> & aman;" in text


def test_a_person_acts_for_himself(case):
    agreement = case("ksdpk-daerah")
    agreement.partner.kind = "perseorangan"
    agreement.partner.save()
    assert "bertindak untuk dan atas nama diri sendiri" in sound(
        printed(agreement, "kesepakatan_bersama")
    )


@pytest.mark.parametrize(
    "track, kind, ours",
    [
        ("ksdd-sukarela", "perjanjian_kerja_sama", -1),
        ("ksdd-masuk", "perjanjian_kerja_sama", 0),
        ("ksdpk-daerah", "kesepakatan_bersama", -1),
        ("ksdpk-pihak-ketiga", "perjanjian_kerja_sama", -1),
    ],
)
def test_the_emblem_of_the_region_stands_where_the_law_puts_it(case, region, track, kind, ours):
    """The first from the left, or the last."""
    region.emblem = b"daerah"
    head = naskah_at_home.head_of_naskah(case(track), kind, region)
    assert head.beside[ours] == region.emblem_uri and not head.state


@pytest.mark.parametrize(
    "track, kind", [("ksdd-sukarela", "kesepakatan_bersama"), ("sinergi", "nota_kesepakatan")]
)
def test_the_emblem_of_the_state_stands_in_the_middle(case, region, track, kind):
    region.state_emblem = b"garuda"
    head = naskah_at_home.head_of_naskah(case(track), kind, region)
    assert head.state and head.middle == region.state_emblem_uri
