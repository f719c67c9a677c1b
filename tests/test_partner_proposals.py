"""What a mitra's name shows of its kind, with its ground; what shows nothing stays unknown and is
never taken for a company.
"""

import pytest

from partners.proposals import Certainty
from partners.proposing import propose_kind
from partners.splitting import split_partner_cell

SURE = """
PT Telkom Indonesia Tbk = bumn
PT Telekomunikasi Indonesia Tbk Wilayah Kalimantan = bumn
PT Telkom (Persero) = bumn
PT. BRI Tbk Kantor Cabang Tenggarong = bumn
Bank BRI = bumn
Bank Mandiri = bumn
BNI = bumn
PT Asabri = bumn
PT Jasa Raharja = bumn
PT Taspen (Persero) = bumn
PT Pelni = bumn
PT Pos Indonesia = bumn
Perum Bulog = bumn
PT PLN = bumn
PLN UP3 Samarinda = bumn
PT Kereta Api Indonesia (Persero) = bumn
PT Garam = bumn
PT Angkasa Pura I (Persero) = bumn
PT Contoh Bangun (Persero) = bumn
Bankaltimtara = bumd
Bank Kaltim Kaltara = bumd
PT BPD Kaltim Kaltara = bumd
PDAM Tirta Mahakam = bumd
Perumdam Tirta Contoh = bumd
PT Contoh Jaya (Perseroda) = bumd
Pemkot Samarinda = daerah
Kabupaten Paser = daerah
Pemerintah Kab. Kutai Barat = daerah
Pemkab PPU = daerah
Pemprov Kaltim = daerah
Gubernur Kalimantan Timur = daerah
Pemerintah Aceh = daerah
Pemerintah Provinsi DKI Jakarta = daerah
Universitas Mulawarman = ptn
UNMUL = ptn
UGM = ptn
IPB University = ptn
Universitas Sebelas Maret = ptn
Universitas Islam Negeri Contoh = ptn
UIN Sultan Aji Muhammad Idris = ptn
Politeknik Negeri Contoh = ptn
Poltekkes Kemenkes Kaltim = ptn
UPBJJ UT Samarinda = ptn
Fakultas Kedokteran Universitas Mulawarman = ptn
Institut Teknologi Kalimantan = ptn
Kejari Kutai Kartanegara = vertikal
Kejaksaan Tinggi Kalimantan Timur = vertikal
Polres Kukar = vertikal
Kodim 0906/KKR = vertikal
Pengadilan Agama Tenggarong = vertikal
Kemenag Kukar = vertikal
Kantor Pertanahan Kab. Kukar = vertikal
KPP Pratama Tenggarong = vertikal
BPS Kab. Kukar = vertikal
BPKP Perwakilan Provinsi Kalimantan Timur = vertikal
Kanwil Kemenkumham Kaltim = vertikal
Rumah Sakit Tingkat IV Samarinda = vertikal
RS Bhayangkara Balikpapan = vertikal
RSUP Dr. Contoh = vertikal
Kementerian Kesehatan Republik Indonesia = pusat
Otorita IKN = pusat
BMKG = pusat
KPK = pusat
Ombudsman RI = pusat
Koperasi Sawit Contoh = koperasi
KUD Makmur = koperasi
Yayasan Contoh = ormas
Yayasan Kesehatan Pertamina = ormas
Universitas Kutai Kartanegara = pts
Unikarta = pts
FK UII = pts
"""
TO_CONFIRM = """
Bank Indonesia Perwakilan Kaltim = pusat
OJK Kaltimtara = pusat
BPJS Kesehatan = pusat
Dinas Kesehatan Kota Samarinda = daerah
Dishub Kota Balikpapan = daerah
RSUD AW Sjahranie = daerah
Rumah Sakit Daerah Nganjuk = daerah
SMK Negeri 1 Tenggarong = daerah
PMI Kukar = ormas
LBH Contoh = ormas
Kelompok Tani Mekar = ormas-tbh
PT Contoh = swasta
PT. Contoh, Tbk = swasta
dr. Contoh Ma'ruf, Sp.PD = perseorangan
H. Contoh Abdullah, S.H. = perseorangan
UNDP = oi
World Bank = oi
GIZ = mitra-pembangunan
WWF Indonesia = nirlaba-asing
Universiti Teknologi Malaysia = lembaga-ln
Kitakyushu City, Japan = pemda-ln
Pemerintah Provinsi Gyeonggi Korea Selatan = pemda-ln
"""
EACH_ASKED = """
PT Pertamina Hulu Mahakam = bumn
PT Jasa Raharja Putera = bumn
PT Pupuk Kalimantan Timur = bumn
PT Asuransi BRI Life = swasta
Universitas Contoh Timur = pts
Gwangju Metropolitan City = pemda-ln
Harvard University = lembaga-ln
CV Contoh = swasta
UD Contoh Jaya = perseorangan
Balai Latihan Kerja = vertikal
"""
UNKNOWN = """
Pemerintah Kota Gwangju
Kota Kitakyushu
RS Hermina Samarinda
Klinik Contoh
Hotel Grand Contoh
Kaltim Post
Soeparno
Desa Bila Talang
Pemerintah Desa Loa Raya
Masjid Agung
Garam Sehat
Timah Jaya
Law Firm Contoh
BPR Contoh
"""


def pairs(table: str) -> list[list[str]]:
    return [line.split(" = ") for line in table.strip().splitlines()]


@pytest.mark.parametrize("name, kind", pairs(SURE))
def test_a_name_that_can_mean_one_kind_only_shows_it(name, kind):
    assert (propose_kind(name).kind, propose_kind(name).certainty) == (kind, Certainty.SURE)


@pytest.mark.parametrize("name, kind", pairs(TO_CONFIRM))
def test_a_likely_kind_is_confirmed_with_its_group(name, kind):
    assert (propose_kind(name).kind, propose_kind(name).certainty) == (kind, Certainty.LIKELY)


@pytest.mark.parametrize("name, kind", pairs(EACH_ASKED))
def test_a_doubtful_kind_is_asked_for_itself(name, kind):
    assert (propose_kind(name).kind, propose_kind(name).certainty) == (kind, Certainty.DOUBTFUL)


@pytest.mark.parametrize("name", UNKNOWN.strip().splitlines())
def test_what_shows_no_kind_stays_unknown(name):
    assert (propose_kind(name).kind, propose_kind(name).certainty) == ("", Certainty.UNKNOWN)


@pytest.mark.parametrize(
    "name", [name for name, _ in pairs(SURE + TO_CONFIRM.lstrip() + EACH_ASKED.lstrip())]
)
def test_every_proposal_says_why(name):
    assert len(propose_kind(name).ground) > 10


@pytest.mark.parametrize(
    "name, beside, kind, certainty",
    [
        ("PT PLN", {"Jenis Mitra": "Badan usaha swasta"}, "bumn", Certainty.DOUBTFUL),
        ("PT Contoh", {"Keterangan": "Luar Negeri"}, "swasta", Certainty.DOUBTFUL),
        ("PT Contoh", {"Keterangan": "Dalam Negri"}, "swasta", Certainty.LIKELY),
        ("PT Contoh", {"Negara": "Jepang"}, "lembaga-ln", Certainty.DOUBTFUL),
        ("Pemerintah Kota Samarinda", {"Negara": "Korea Selatan"}, "daerah", Certainty.DOUBTFUL),
        ("Pemerintah Kota Gwangju", {"Negara": "Korea Selatan"}, "pemda-ln", Certainty.DOUBTFUL),
        (
            "Pemerintah Kota Gwangju",
            {"Lembar": "Kerja Sama Luar Negeri"},
            "pemda-ln",
            Certainty.DOUBTFUL,
        ),
        ("Universitas Contoh", {"Jenis": "PTN"}, "ptn", Certainty.LIKELY),
        ("Soeparno", {"Jenis": "Perorangan"}, "perseorangan", Certainty.LIKELY),
    ],
)
def test_what_stands_beside_the_name_is_heard(name, beside, kind, certainty):
    found = propose_kind(name, beside)
    if name == "PT Contoh" and "Negara" in beside:
        assert found.certainty == Certainty.DOUBTFUL and found.country == "JP"
        return
    assert (found.kind, found.certainty) == (kind, certainty)


def test_a_country_beside_the_name_comes_with_the_proposal():
    assert propose_kind("Pemerintah Kota Gwangju", {"Negara": "Korea Selatan"}).country == "KR"


SEVERAL = {
    "Kecamatan Samboja dan Kecamatan Muara Jawa": ("Kecamatan Samboja", "Kecamatan Muara Jawa"),
    "Kec. Samboja, Kec. Muara Jawa": ("Kec. Samboja", "Kec. Muara Jawa"),
    "Kecamatan Samboja dan Kota Balikpapan": ("Kecamatan Samboja", "Kota Balikpapan"),
    "Pemerintah Kota Samarinda dan Pemerintah Kota Balikpapan": (
        "Pemerintah Kota Samarinda",
        "Pemerintah Kota Balikpapan",
    ),
    "Pemerintah Kota Samarinda, Pemerintah Kota Balikpapan, dan Kabupaten Paser": (
        "Pemerintah Kota Samarinda",
        "Pemerintah Kota Balikpapan",
        "Kabupaten Paser",
    ),
    "1. Kejaksaan Negeri Contoh\n2. Kantor Pertanahan Contoh": (
        "Kejaksaan Negeri Contoh",
        "Kantor Pertanahan Contoh",
    ),
    "1. PT Satu 2. PT Dua dan 3. CV Tiga": ("PT Satu", "PT Dua", "CV Tiga"),
    "a) PT Satu b) PT Dua": ("PT Satu", "PT Dua"),
    "FK UII; RSUD Contoh": ("FK UII", "RSUD Contoh"),
    "PT Contoh Satu / PT Contoh Dua": ("PT Contoh Satu", "PT Contoh Dua"),
    "Universitas Mulawarman & Politeknik Negeri Samarinda": (
        "Universitas Mulawarman",
        "Politeknik Negeri Samarinda",
    ),
    "PT Sinar Jaya\nCV Maju": ("PT Sinar Jaya", "CV Maju"),
    "Unmul dan ITK": ("Unmul", "ITK"),
    "Kec. Uji, Yayasan Sama Uji": ("Kec. Uji", "Yayasan Sama Uji"),
    "Kel. Contoh, PT Contoh Raya": ("Kel. Contoh", "PT Contoh Raya"),
}
PERHAPS_SEVERAL = {
    "Pemerintah Kota Samarinda dan Balikpapan": (
        "Pemerintah Kota Samarinda",
        "Pemerintah Kota Balikpapan",
    ),
    "Fakultas Hukum dan Fakultas Ekonomi Universitas Contoh": (
        "Fakultas Hukum",
        "Fakultas Ekonomi Universitas Contoh",
    ),
    "Bank Indonesia dan Bank Kaltimtara": ("Bank Indonesia", "Bank Kaltimtara"),
}
ONE = """
Dinas Perindustrian dan Perdagangan
PT Sinar dan Rekan
Universitas Islam Negeri Sultan Aji Muhammad Idris
Bank Kaltim Kaltara
PT. Contoh, Tbk
dr. Contoh Ma'ruf, Sp.PD
Kementerian Hukum dan Hak Asasi Manusia
Kementerian ATR/BPN
Badan Meteorologi, Klimatologi, dan Geofisika
Dinas Perdagangan, Koperasi dan UKM Kota Contoh
Lembaga Penelitian dan Pengabdian kepada Masyarakat Universitas Contoh
Kodim 0906/KKR
Bank Pembangunan Daerah Kalimantan Timur dan Kalimantan Utara
PT Asuransi Contoh (PLN Satu, PT Dua)
Kamar Dagang dan Industri
Kec. Samboja, Kab. Kutai Kartanegara
Kecamatan Samboja, Kabupaten Kutai Kartanegara
Desa Contoh, Kec. Uji, Kab. Kutai Timur
Desa Contoh, Kecamatan Uji, Kabupaten Kutai Timur, Provinsi Kalimantan Timur
Rumah Sakit Ibu dan Anak Contoh
""".strip().splitlines()


@pytest.mark.parametrize("cell, names", SEVERAL.items())
def test_several_mitra_in_one_cell_are_told_apart(cell, names):
    assert (split_partner_cell(cell).names, split_partner_cell(cell).certain) == (names, True)


@pytest.mark.parametrize("cell, names", PERHAPS_SEVERAL.items())
def test_what_may_be_several_is_asked(cell, names):
    assert (split_partner_cell(cell).names, split_partner_cell(cell).certain) == (names, False)


@pytest.mark.parametrize("cell", [*ONE, "PT Sinar\nJaya Abadi", "Dinas Kesehatan Kota\nSamarinda"])
def test_a_name_that_holds_dan_or_a_comma_stays_whole(cell):
    assert split_partner_cell(cell).names == (" ".join(cell.split()),)
    assert split_partner_cell(cell).certain
