"""How registers write how long a naskah is in force: read, told with its doubt, or asked, and never
guessed.
"""

from datetime import date, datetime

import pytest

from agreements.importing.term_text import NO_END, UNREAD
from agreements.importing.terms import doubts_beside, read_term

SIGNED = date(2021, 1, 12)

LAST_DAYS = {
    "1 (satu) tahun": "2022-01-11",
    "satu tahun": "2022-01-11",
    "3 (tiga) Tahun 6 (enam) Bulan": "2024-07-11",
    "3 thn 6 bln": "2024-07-11",
    "2 1/2 tahun": "2023-07-11",
    "2,5 tahun": "2023-07-11",
    "1½ tahun": "2022-07-11",
    "satu setengah tahun": "2022-07-11",
    "5 th": "2026-01-11",
    "5tahun": "2026-01-11",
    "lima tahun": "2026-01-11",
    "tiga (3) tahun": "2024-01-11",
    "3 tahun (tiga tahun)": "2024-01-11",
    "36 bln": "2024-01-11",
    "18 bulan": "2022-07-11",
    "dua belas bulan": "2022-01-11",
    "24 (dua puluh empat) bulan": "2023-01-11",
    "1 semester": "2021-07-11",
    "6 minggu": "2021-02-22",
    "90 hari": "2021-04-11",
    "90 (sembilan puluh) hari kalender": "2021-04-11",
    "1 tahun 6 bulan 15 hari": "2022-07-26",
    "5 (lima) tahun terhitung sejak tanggal ditandatangani": "2026-01-11",
    "5 tahun sejak ditandatangani": "2026-01-11",
    "3 (tiga) tahun sejak 1 Maret 2021": "2024-02-29",
    "3 years": "2024-01-11",
    "Setahun": "2022-01-11",
    "24 bulan (2 tahun)": "2023-01-11",
    "5 Tahun (2021-2026)": "2026-01-11",
    "12/01/2021-11/01/2024": "2024-01-11",
    "12 Januari 2021-12 Januari 2024": "2024-01-12",
    "12 Januari 2021 s.d. 11 Januari 2024": "2024-01-11",
    "12 Jan 2021 sd 11 Jan 2024": "2024-01-11",
    "12-01-2021 s/d 12-01-2024": "2024-01-12",
    "2021-03-01 s/d 2022-02-28": "2022-02-28",
    "12 s.d. 31 Januari 2021": "2021-01-31",
    "1 Januari s.d. 31 Desember 2021": "2021-12-31",
    "3 tahun (12 Januari 2021 – 11 Januari 2024)": "2024-01-11",
    "s.d. 31 Desember 2024": "2024-12-31",
    "sampai dengan 31-12-2024": "2024-12-31",
    "Berlaku sampai 31 Desember 2024": "2024-12-31",
    "Berlaku sejak ditandatangani sampai dengan 31 Desember 2024": "2024-12-31",
    "31 Desember 2024": "2024-12-31",
}
DOUBTFUL = {
    "2021-2024": "2024-12-31",
    "2021 s.d. 2024": "2024-12-31",
    "2024": "2024-12-31",
    "TA 2021": "2021-12-31",
    "Desember 2024": "2024-12-31",
    "Januari 2021 - Desember 2023": "2023-12-31",
    "1 tahun anggaran": "2021-12-31",
    "3 tahun (12 Januari 2021 - 11 Januari 2026)": "2026-01-11",
    "12 bulan sejak BAST": "2022-01-11",
    "2 tahun (2020 s/d 2022)": "2023-01-11",
    "± 3 tahun": "2024-01-11",
    ">5 tahun": "2026-01-11",
    "paling lama 2 tahun": "2023-01-11",
    "3 tahun (addendum)": "2024-01-11",
}
UNREAD_ONES = """
1 tahun, 2 tahun
3 tahun atau 5 tahun
24 bulan (3 tahun)
s.d. 31 Desember
menyesuaikan
5 (tiga) tahun
2,3 tahun
30 hari kerja
2 tahun anggaran
0 tahun
9999 tahun
31 Februari 2024
5
60
sesuai kesepakatan
blm jelas
11 Januari 2024 - 12 Januari 2021
""".strip().splitlines()


@pytest.mark.parametrize("written, last", LAST_DAYS.items())
def test_the_last_day_is_read(written, last):
    term = read_term(written, SIGNED)
    assert (str(term.last_day(SIGNED)), term.doubts) == (last, ())


@pytest.mark.parametrize("written, last", DOUBTFUL.items())
def test_what_is_read_with_a_doubt_says_so(written, last):
    term = read_term(written, SIGNED)
    assert str(term.last_day(SIGNED)) == last
    assert term.doubts


@pytest.mark.parametrize("written", UNREAD_ONES)
def test_what_cannot_be_read_is_asked(written):
    term = read_term(written, SIGNED)
    assert not term.is_read
    assert term.doubts


@pytest.mark.parametrize("written", ["", " ", "-", "–", None])
def test_an_empty_cell_says_nothing(written):
    assert read_term(written, SIGNED).doubts == ()


@pytest.mark.parametrize(
    "written",
    ["Selamanya", "tidak terbatas", "Tanpa batas waktu", "seumur hidup", "tidak ditentukan"],
)
def test_no_end_is_a_fact(written):
    term = read_term(written, SIGNED)
    assert term.open_ended and term.has_no_last_day and not term.doubts


@pytest.mark.parametrize(
    "written, event",
    [
        ("sampai dengan selesai pekerjaan", "selesai pekerjaan"),
        ("Hingga terbitnya sertifikat", "terbitnya sertifikat"),
        ("s/d dicabut", "dicabut"),
        ("s/d pekerjaan selesai 100%", "pekerjaan selesai 100%"),
        ("12 Januari 2021 s.d. selesai", "selesai"),
        ("Sampai dengan berakhirnya masa jabatan Bupati", "berakhirnya masa jabatan Bupati"),
        ("seumur hidup aset", "seumur hidup aset"),
        ("selama proyek berjalan", "selama proyek berjalan"),
    ],
)
def test_an_event_ends_it_in_its_own_words(written, event):
    term = read_term(written, SIGNED)
    assert (term.until_event, term.ends) == (event, None)
    assert term.has_no_last_day


@pytest.mark.parametrize(
    "written, months, renewable, tacit, notice",
    [
        ("1 (satu) tahun dan dapat diperpanjang", 12, True, False, None),
        ("1 Tahun (dapat diperpanjang)", 12, True, False, None),
        ("1 tahun, tidak dapat diperpanjang", 12, False, False, None),
        ("3 tahun, otomatis diperpanjang", 36, True, True, None),
        ("1 tahun dapat diperpanjang 1 tahun", 12, True, False, None),
        (
            "2 tahun dan dapat diperpanjang untuk jangka waktu 2 tahun berikutnya",
            24,
            True,
            False,
            None,
        ),
        (
            (
                "3 (tiga) tahun, dapat diperpanjang dengan pemberitahuan paling lambat 3 (tiga)"
                " bulan sebelum berakhir"
            ),
            36,
            True,
            False,
            3,
        ),
        (
            (
                "5 tahun sejak ditandatanganinya naskah ini dan dapat diperpanjang atas persetujuan"
                " para pihak"
            ),
            60,
            True,
            False,
            None,
        ),
    ],
)
def test_renewal_and_notice_are_read_beside_the_length(written, months, renewable, tacit, notice):
    term = read_term(written, SIGNED)
    assert (term.months, term.renewable, term.tacit, term.notice_months) == (
        months,
        renewable,
        tacit,
        notice,
    )
    assert not term.doubts


@pytest.mark.parametrize(
    "written", ["otomatis diperpanjang", "pemberitahuan 3 bulan sebelumnya", "sejak ditandatangani"]
)
def test_what_says_no_end_is_asked_for_it(written):
    assert read_term(written, SIGNED).doubts == (NO_END,)
    assert read_term("kontrak", SIGNED).doubts == (UNREAD,)


def test_a_day_of_a_sheet_is_the_last_one():
    assert read_term(datetime(2024, 12, 31)).ends == read_term(45657).ends == date(2024, 12, 31)


def test_a_length_cannot_be_counted_without_its_beginning():
    assert read_term("3 tahun").last_day(None) is None


def test_what_the_row_says_otherwise_is_a_doubt():
    term = read_term("3 tahun", SIGNED)
    assert doubts_beside(term, SIGNED, None, date(2024, 1, 11)) == []
    assert doubts_beside(term, SIGNED, None, date(2024, 1, 12)) == []
    assert "11 Januari 2024" in doubts_beside(term, SIGNED, None, date(2026, 1, 11))[0]
    assert doubts_beside(read_term("Selamanya"), SIGNED, None, date(2026, 1, 11))
    assert doubts_beside(read_term("1 Maret 2021 - 1 Maret 2022"), SIGNED, date(2021, 4, 1), None)
