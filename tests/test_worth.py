"""What a cooperation is worth: any currency with its own decimals and words, its rupiah, who gives
it, and what comes to the region.
"""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from agreements.documents.wording import clauses
from agreements.models import Agreement
from agreements.models.content import content_of
from agreements.models.worth import WORTH_FIELDS, Direction, Form, Result
from agreements.regulations import catalogue
from kerjasama.reference import currencies
from kerjasama.writing.figures import read_amount
from kerjasama.writing.money import Money, read_foreign_sum
from kerjasama.writing.words import read_decimal_words

PKS = "perjanjian_kerja_sama"
EURO = {
    "mata_uang": "EUR",
    "nilai_valuta": Decimal("10000.50"),
    "kurs": Decimal(17000),
    "kurs_pada": date(2026, 10, 2),
    "nilai": Decimal("170008500.00"),
}


@st.composite
def sums(draw, most: int = 10**14) -> Money:
    """Any sum that a currency can have."""
    currency = draw(st.sampled_from(sorted(currencies.BY_CODE)))
    units = draw(st.integers(0, most))
    return Money(Decimal(units).scaleb(-currencies.BY_CODE[currency].decimals), currency)


@given(sums())
def test_the_words_of_an_amount_say_the_same_amount(money):
    if money.currency != currencies.RUPIAH:
        name = currencies.BY_CODE[money.currency].in_sentence
        assert read_decimal_words(money.in_words.removesuffix(f" {name}")) == money.amount


@given(sums(10**7))
def test_the_figures_of_an_amount_with_its_words_are_read_back(money):
    if money.currency == currencies.RUPIAH:
        return
    read = read_amount(money.in_full)
    assert read.currency == money.currency
    assert read.amount in (None, money.amount)  # what can be read in two ways is not guessed


@pytest.mark.parametrize(
    ("money", "said"),
    [
        (Money(Decimal(100_000), "EUR"), "EUR 100.000,00 (seratus ribu euro)"),
        (Money(Decimal(5_000_000), "JPY"), "JPY 5.000.000 (lima juta yen Jepang)"),
        (
            Money(Decimal("1250.5"), "USD"),
            "USD 1.250,50 (seribu dua ratus lima puluh koma lima nol dolar Amerika Serikat)",
        ),
        (
            Money(Decimal("12.345"), "KWD"),
            "KWD 12,345 (dua belas koma tiga empat lima dinar Kuwait)",
        ),
        (Money(Decimal(1_500_000)), "Rp1.500.000 (satu juta lima ratus ribu rupiah)"),
    ],
)
def test_each_currency_has_its_own_decimals_and_words(money, said):
    assert money.in_full == said


@pytest.mark.parametrize(
    ("written", "currency", "amount"),
    [
        ("EUR 10.000", "EUR", 10_000),
        ("10.000 euro", "EUR", 10_000),
        ("PLN 5.000", "PLN", 5_000),
        ("seratus ribu euro", "EUR", 100_000),
        ("EUR 10.000 (sepuluh ribu euro)", "EUR", 10_000),
        ("5 juta yen", "JPY", 5_000_000),
    ],
)
def test_any_currency_is_read_by_its_code_or_its_name(written, currency, amount):
    read = read_amount(written)
    assert (read.currency, read.amount) == (currency, amount)


@pytest.mark.parametrize("written", ["USD 10,000", "USD 50.000 per bulan", "Rp10.000", "Ada"])
def test_what_is_no_sum_in_another_currency_is_not_kept_as_one(written):
    assert read_foreign_sum(written) is None


@pytest.mark.django_db
class TestOnACase:
    @pytest.fixture(autouse=True)
    def no_layout(self, blank_papers):
        pass

    def fill(self, client, case, **data):
        url = reverse("ubah", args=[case.pk, "rencana"])
        return client.post(url, {"versi": case.content_hash} | data)

    def funding(self, case, kind=PKS) -> str:
        return next(
            text for title, text in clauses.clause_texts_of(case, kind) if "Pembiayaan" in title
        )

    def test_a_value_in_euro_is_counted_in_rupiah_and_said_in_the_naskah(
        self, make_agreement, people, signed_in
    ):
        case = make_agreement()
        typed = {"mata_uang": "EUR", "nilai_valuta": "10.000,50", "kurs": "17.000"}
        self.fill(signed_in(people["staf"]), case, **typed, kurs_pada="2 Oktober 2026")
        case.refresh_from_db()
        assert case.nilai == Decimal("170008500.00")
        assert (
            "sebesar EUR 10.000,50 (sepuluh ribu koma lima nol euro), setara dengan"
            " Rp170.008.500,00" in self.funding(case)
        )
        assert "menurut kurs Rp17.000 untuk 1 (satu) EUR pada tanggal 2 Oktober 2026." in (
            self.funding(case)
        )

    @pytest.mark.parametrize(
        ("typed", "field", "said"),
        [
            ({"mata_uang": "EUR"}, "nilai_valuta", "Isi nilainya dalam euro."),
            (
                {"mata_uang": "JPY", "nilai_valuta": "1000,5"},
                "nilai_valuta",
                "ditulis dengan 0 angka desimal",
            ),
            (
                {"mata_uang": "EUR", "nilai_valuta": "10", "kurs": "17.000"},
                "kurs_pada",
                "Isi hari berlakunya",
            ),
            (
                {"mata_uang": "EUR", "nilai_valuta": "10", "kurs": "0", "kurs_pada": "2/10/2026"},
                "kurs",
                "lebih dari nol",
            ),
            (
                {"mata_uang": "EUR", "nilai_valuta": "10", "kurs": "9", "kurs_pada": "2/10/2090"},
                "kurs_pada",
                "baru diketahui pada hari itu",
            ),
            (
                {
                    "mata_uang": "EUR",
                    "nilai_valuta": "10",
                    "kurs": "17.000",
                    "kurs_pada": "2/10/2026",
                    "nilai": "1.000.000",
                },
                "nilai",
                "Menurut kursnya Rp170.000.",
            ),
            ({"mata_uang": "IDR", "nilai_valuta": "10"}, "nilai_valuta", "Pilih mata uangnya"),
            ({"nilai": "1.000.000", "bentuk_nilai": "tanpa"}, "bentuk_nilai", "sudah diisi"),
        ],
    )
    def test_each_fault_stands_at_its_field(
        self, make_agreement, people, signed_in, typed, field, said
    ):
        answer = self.fill(signed_in(people["staf"]), make_agreement(), **typed)
        assert said in answer.context["form"].errors[field][0]

    def test_a_case_in_rupiah_keeps_the_hash_that_approvals_are_bound_to(self, make_agreement):
        case = make_agreement()
        assert content_of(case).keys().isdisjoint(WORTH_FIELDS)
        before = case.content_hash
        case.mata_uang, case.arah_nilai, case.hasil_daerah = "IDR", "", ""
        assert case.content_hash == before
        case.arah_nilai = Direction.TO_PARTNER
        assert case.content_hash != before

    def test_the_hash_of_a_foreign_sum_is_the_same_typed_and_stored(self, make_agreement):
        case = make_agreement(**EURO)
        case.nilai_valuta, case.kurs = Decimal("10000.5"), Decimal("17000.00")
        assert case.content_hash == Agreement.objects.get(pk=case.pk).content_hash

    def test_the_naskah_says_who_pays_whom_and_in_what_form(self, make_agreement):
        case = make_agreement(arah_nilai=Direction.FROM_PARTNER, bentuk_nilai=Form.IN_KIND)
        assert (
            "Pembayaran dilakukan oleh PIHAK KEDUA kepada PIHAK KESATU dalam bentuk barang dan/atau"
            " jasa." in self.funding(case)
        )
        case = make_agreement(nilai=None, bentuk_nilai=Form.NONE)
        assert "tidak ada pembayaran dari satu PIHAK kepada PIHAK lainnya" in self.funding(case)

    def test_what_a_ksdpk_brings_comes_to_the_treasury_or_is_an_asset(self, make_agreement):
        """PP 28/2018 Pasal 20 ayat (2) dan ayat (3)."""
        text = self.funding(make_agreement(hasil_daerah=Result.BOTH))
        assert "berupa uang disetorkan ke kas daerah sebagai pendapatan daerah" in text
        assert "berupa barang dicatat sebagai aset Pemerintah Daerah" in text

    @pytest.mark.parametrize("track", ["ksdd-sukarela", "ksdpk-daerah"])
    def test_the_result_is_asked_only_with_a_third_party(
        self, make_agreement, people, signed_in, track
    ):
        assert track in {road.code for road in catalogue.TRACKS}
        case = make_agreement(track)
        page = signed_in(people["staf"]).get(reverse("ubah", args=[case.pk, "rencana"]))
        asked = 'name="hasil_daerah"' in page.content.decode()
        assert asked == case.track.is_with_third_party

    def test_pages_and_the_register_show_the_sum_in_its_own_currency(
        self, make_agreement, people, signed_in
    ):
        case = make_agreement(**EURO)
        page = signed_in(people["verifikator"])
        shown = page.get(reverse("kerja-sama", args=[case.pk])).content.decode()
        assert "EUR 10.000,50 (setara Rp170.008.500)" in shown
        assert "EUR 10.000,50" in page.get(reverse("daftar")).content.decode()
