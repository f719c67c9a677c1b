"""Figures are what was typed: one parser for forms, import and evidence, one form of display."""

from decimal import Decimal

import pytest

from kerjasama.web.echo import echo_of
from kerjasama.writing.asking import Asked
from kerjasama.writing.figures import (
    format_briefly,
    format_money,
    format_number,
    format_percent,
    read_amount,
    read_figure,
    read_money,
    read_months,
    read_percent,
)
from kerjasama.writing.words import amount_in_words, figure_in_words, read_words, spell_number


@pytest.mark.parametrize(
    "typed, meant",
    [
        ("70,5", "70.5"),
        ("82,25", "82.25"),
        ("0,5", "0.5"),
        ("0,125", "0.125"),
        ("1.250", "1250"),
        ("1.250.000", "1250000"),
        ("1.250.000,5", "1250000.5"),
        ("1.250,5000", "1250.5"),
        ("5 juta rupiah", "5000000"),
        ("1250,5", "1250.5"),
        ("1 250 000", "1250000"),
        ("1\u00a0250\u00a0000", "1250000"),
        ("1'250'000", "1250000"),
        ("1,250,000", "1250000"),
        ("1,250.50", "1250.50"),
        ("2 juta", "2000000"),
        ("500rb", "500000"),
        ("1 juta 250 ribu", "1250000"),
        ("seratus juta", "100000000"),
        ("-5", "-5"),
        ("−5", "-5"),
        ("75%", "75"),
        ("75 persen", "75"),
        (" 70,5\n", "70.5"),
        ("Rp 1,5 M", "1500000000"),
        (70.5, "70.5"),
        (7050, "7050"),
    ],
)
def test_figure_typed_the_indonesian_way_is_what_was_typed(typed, meant):
    assert read_figure(typed) == Decimal(meant)


@pytest.mark.parametrize(
    "typed, first, second",
    [
        ("11.4", "11,4", "11.400"),
        ("70.50", "70,5", "70.500"),
        ("1,250", "1,25", "1.250"),
        ("82,250", "82,25", "82.250"),
        ("12.5%", "12,5", "12.500"),
        ("10.000,000", "10.000", "10.000.000"),
        ("1,250.000", "1.250", "1.250.000"),
        ("1.5 juta", "1.500.000", "1.500.000.000"),
        ("1.250.000.50", "1.250.000,5", "1.250.000.500"),
    ],
)
def test_ambiguous_figure_is_asked_back_with_both_readings(typed, first, second):
    with pytest.raises(Asked) as asked:
        read_figure(typed)
    assert asked.value.message.startswith(f"Maksud Anda {first} atau {second}?")


def test_figure_with_a_point_after_zero_is_asked_with_its_only_reading():
    with pytest.raises(Asked, match="Maksud Anda 0,5?"):
        read_figure("0.5")


def test_figure_whose_point_cannot_group_is_asked_with_its_only_reading():
    with pytest.raises(Asked) as asked:
        read_figure("1250000.50")
    assert asked.value.message.startswith("Maksud Anda 1.250.000,5?")


@pytest.mark.parametrize(
    "typed",
    [
        "Infinity",
        "-inf",
        "NaN",
        "1e9",
        "1E+400",
        "0x10",
        "1_000",
        "٣٤",
        "12²",
        "½",
        "12\x003",
        "9" * 149,
        "9" * 5000,
        "± 5 juta",
        "sekitar 5",
        "3-5 juta",
        "3 s.d. 5",
        "5 atau 6",
        "1/2",
        "12.50.000",
        "1,2,3",
        "--5",
        "5-",
        "10 orang",
        "12 m",
        "banyak",
        "",
        True,
        float("nan"),
        float("inf"),
    ],
)
def test_what_is_no_single_figure_is_refused_plainly(typed):
    with pytest.raises(Asked) as asked:
        read_figure(typed)
    assert asked.value.message.endswith((".", "?"))


@pytest.mark.parametrize(
    "typed, rupiah",
    [
        ("Rp 11.400.000.000,00", "11400000000"),
        ("Rp11,4 miliar", "11400000000"),
        ("Rp. 1.250.000,-", "1250000"),
        ("Rp 1.250.000.-", "1250000"),
        ("Rp. 1.000.000.000,00,-", "1000000000"),
        ("IDR 1,000,000.00", "1000000"),
        ("1.250.000 rupiah", "1250000"),
        ("1,5 T", "1500000000000"),
        ("12M", "12000000000"),
        ("Rp 250 rb", "250000"),
        ("5jt", "5000000"),
        ("Rp1.250.000,50", "1250000.50"),
        ("Rp 5.000.000 (lima juta rupiah)", "5000000"),
        ("dua ratus ribu rupiah", "200000"),
        ("-Rp5.000", "-5000"),
        ("(5.000.000)", "-5000000"),
        (1250000000.5, "1250000000.5"),
    ],
)
def test_rupiah_is_read_however_it_is_written(typed, rupiah):
    assert read_money(typed) == Decimal(rupiah)


@pytest.mark.parametrize(
    "typed, currency, per, amount",
    [
        ("USD 50.000", "USD", "", "50000"),
        ("USD 50,000", "USD", "", None),
        ("US$ 50.000 per bulan", "USD", "bulan", "50000"),
        ("50.000 USD", "USD", "", "50000"),
        ("EUR 10.000", "EUR", "", "10000"),
        ("€ 1.000,50", "EUR", "", "1000.50"),
        ("¥ 1.000.000", "JPY", "", "1000000"),
        ("SGD 10.000", "SGD", "", "10000"),
        ("Rp 100.000/bulan", "IDR", "bulan", "100000"),
        ("Rp 5.000,- per lembar", "IDR", "lembar", "5000"),
        ("1.250.000.000,- /thn", "IDR", "thn", "1250000000"),
    ],
)
def test_amount_that_is_no_sum_of_rupiah_keeps_currency_measure_and_words(
    typed, currency, per, amount
):
    stated = read_amount(typed)
    assert (stated.currency, stated.per, stated.written) == (currency, per, typed)
    assert stated.amount == (Decimal(amount) if amount else None)
    assert not stated.is_rupiah_sum
    with pytest.raises(Asked):
        read_money(typed)


def test_figures_and_words_that_differ_are_asked_about():
    with pytest.raises(Asked, match="5.000.000 atau 6.000.000"):
        read_money("Rp 5.000.000 (enam juta rupiah)")


def test_percent_refuses_money():
    assert read_percent("82,25 %") == Decimal("82.25")
    with pytest.raises(Asked):
        read_percent("Rp 75")


@pytest.mark.parametrize(
    "value, shown",
    [
        ("70.50", "70,5"),
        ("7050.00", "7.050"),
        ("1250.05", "1.250,05"),
        ("0", "0"),
        ("-5.5", "-5,5"),
    ],
)
def test_figure_is_shown_in_one_form(value, shown):
    assert format_number(Decimal(value)) == shown


def test_money_is_shown_without_idle_sen_and_with_two_figures_of_others():
    assert format_money(Decimal("11400000000.00")) == "Rp11.400.000.000"
    assert format_money(Decimal("1250000.5")) == "Rp1.250.000,50"
    assert format_money(Decimal("-5")) == "-Rp5"
    assert format_percent(Decimal("82.25")) == "82,25%"


def test_amount_and_figure_are_said_in_words():
    assert amount_in_words(Decimal("11400000000")) == "sebelas miliar empat ratus juta rupiah"
    assert amount_in_words(Decimal("1000.50")) == "seribu rupiah lima puluh sen"
    assert figure_in_words(Decimal("70.50")) == "tujuh puluh koma lima"
    assert figure_in_words(Decimal("-0.05")) == "minus nol koma nol lima"


def test_number_in_words_is_read_back():
    for number in [
        *range(0, 1200),
        2021,
        10_000,
        11_011,
        1_001_000,
        15_250_500,
        10**9 + 10**6,
        987_654_321_012,
    ]:
        assert read_words(spell_number(number)) == number


@pytest.mark.parametrize(
    "said", ["", "dua dua", "puluh", "lima banyak", "ribu", "satu belas dua belas"]
)
def test_words_that_are_no_number_are_not_read(said):
    assert read_words(said) is None


@pytest.mark.parametrize(
    "kind, typed, said",
    [
        ("money", "11,4 miliar", "Rp11.400.000.000 (sebelas miliar empat ratus juta rupiah)"),
        ("figure", "70,5", "70,5 (tujuh puluh koma lima)"),
        ("percent", "82,25", "82,25% (delapan puluh dua koma dua lima persen)"),
        ("day", "29/11/2026", "Minggu, 29 November 2026"),
        ("whole", "2026", ""),
        ("months", "60", "60 bulan (5 tahun)"),
        ("months", "30", "30 bulan (2 tahun 6 bulan)"),
        ("months", "5 tahun", "60 bulan (5 tahun)"),
        ("months", "6", "6 bulan"),
        ("whole", "12.500", "12.500 (dua belas ribu lima ratus)"),
    ],
)
def test_echo_says_how_a_field_is_read(kind, typed, said):
    echo = echo_of(kind, typed)
    assert echo.is_read
    assert echo.text == said


def test_echo_of_the_ambiguous_asks():
    echo = echo_of("figure", "11.4")
    assert not echo.is_read
    assert "11,4 atau 11.400" in echo.text


@pytest.mark.parametrize(
    "typed, months",
    [
        ("60", 60),
        ("60 bulan", 60),
        ("5 tahun", 60),
        ("5 (lima) tahun", 60),
        ("2 tahun 6 bulan", 30),
        ("2 (dua) thn dan 6 (enam) bln", 30),
        ("1.200", 1200),
        (36, 36),
    ],
)
def test_length_in_months_may_be_written_in_years(typed, months):
    assert read_months(typed) == months


@pytest.mark.parametrize("typed", ["2,5", "lama", "5 hari", "tahun", "", "5 tahun lebih"])
def test_what_is_no_whole_length_is_asked(typed):
    with pytest.raises(Asked):
        read_months(typed)


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("0", "0"),
        ("999999.5", "999.999,5"),
        ("1500000", "1,5 juta"),
        ("1234567", "1,23 juta"),
        ("2000000", "2 juta"),
        ("999999999", "1 miliar"),
        ("7250000000", "7,25 miliar"),
        ("1234000000000000", "1.234 triliun"),
    ],
)
def test_in_a_list_a_large_figure_is_told_briefly(value, shown):
    assert format_briefly(Decimal(value)) == shown
