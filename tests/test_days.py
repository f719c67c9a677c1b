"""Days are what was typed, in all the ways that people and registers write them."""

from datetime import date, datetime

import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from kerjasama.writing.asking import Asked
from kerjasama.writing.days import day_in_words, read_day, typed_date


@pytest.mark.parametrize(
    "typed",
    [
        "15/01/2021",
        "15-01-2021",
        "15.1.2021",
        "15 01 2021",
        "15/1/21",
        "15–01–2021",
        "15‐01‐2021",
        "2021-01-15",
        "2021/01/15",
        "2021-01-15T08:30:00",
        "15-01-2021 00:00:00",
        "20210115",
        "15 Januari 2021",
        "15Januari 2021",
        "15 Januari,2021",
        "15, Januari 2021",
        "15 Januari '21",
        "15 Jan 2021",
        "15-Jan-21",
        "January 15, 2021",
        "15th January 2021",
        "Jumat, 15 Januari 2021",
        "Jum'at, 15 Januari 2021",
        "Jum’at, 15 Januari 2021",
        "Jumʼat / 15 Januari 2021",
        "Jumat 15-01-2021",
        "Tenggarong, 15 Januari 2021",
        "Tenggarong, Jumat, 15 Januari 2021",
        "tanggal 15 Januari 2021",
        "tgl. 15 bulan Januari tahun 2021",
        "15 Januari 2021 / 2 Jumadil Akhir 1442 H",
        "15/01/2021 (WITA)",
        "15 Januari 2021 pukul 10.00 WITA",
        "Lima Belas Januari Dua Ribu Dua Puluh Satu",
        "Jumat tanggal lima belas bulan Januari tahun dua ribu dua puluh satu (15-01-2021)",
        " 15  Januari  2021.\n",
        "44211",
        44211,
        44211.75,
        20210115,
        date(2021, 1, 15),
        datetime(2021, 1, 15, 9, 30),
    ],
)
def test_day_is_read_however_it_is_written(typed):
    assert read_day(typed) == date(2021, 1, 15)


@pytest.mark.parametrize("name", ["Pebruari", "Februari", "Feb", "Peb"])
def test_old_and_short_names_of_months_are_read(name):
    assert read_day(f"3 {name} 2021") == date(2021, 2, 3)


def test_two_figures_of_a_year_mean_1950_to_2049():
    assert read_day("1/1/50") == date(1950, 1, 1)
    assert read_day("31/12/49") == date(2049, 12, 31)


def test_a_number_counts_from_the_epoch_of_its_sheet():
    assert read_day(44211 - 1462, CALENDAR_MAC_1904) == date(2021, 1, 15)


@pytest.mark.parametrize(
    "typed, said",
    [
        ("29 Februari 2021", "Februari 2021 hanya sampai tanggal 28"),
        ("31 April 2021", "April 2021 hanya sampai tanggal 30"),
        ("31/11/2026", "November 2026 hanya sampai tanggal 30"),
        ("01/13/2021", "Maksud Anda 13 Januari 2021?"),
        ("15/15/2021", "Bulan 15 tidak ada"),
        ("Senin, 15 Januari 2021", "adalah hari Jumat, bukan Senin"),
        ("15 Jnauari 2021", "Maksud Anda 15 Januari 2021?"),
        ("l5 Januari 2O21", "Maksud Anda 15 Januari 2021?"),
        ("1 5 Januari 2021", "Maksud Anda 15 Januari 2021?"),
        ("Januari 2021", "baru bulan dan tahun"),
        ("2021", "Baru tahunnya"),
        ("15 Januari 2021 dan 16 Januari 2021", "lebih dari satu tanggal"),
        (
            "lima belas Januari dua ribu dua puluh satu (16-01-2021)",
            "15 Januari 2021 atau 16 Januari 2021",
        ),
        ("15/01/0021", "Tahun 21 tidak masuk akal"),
        ("15/01/9999", "Tahun 9999 tidak masuk akal"),
        ("besok", "Tanggal tidak terbaca"),
        ("12", "Tanggal tidak terbaca"),
        ("15 Januari 202", "Tanggal tidak terbaca"),
        ("١٥/٠١/٢٠٢١", "angka 0 sampai 9"),
        ("15/01/2021\x00", "tidak tampak"),
        ("1" * 1000, "Terlalu panjang"),
        (float("nan"), "Tanggal tidak terbaca"),
        (-3, "Tanggal tidak terbaca"),
    ],
)
def test_day_that_cannot_be_is_asked_about_and_never_guessed(typed, said):
    with pytest.raises(Asked) as asked:
        read_day(typed)
    assert said in asked.value.message


def test_day_is_shown_in_one_form():
    assert typed_date(date(2026, 11, 9)) == "09/11/2026"
    assert day_in_words(date(2026, 11, 29)) == "Minggu, 29 November 2026"
