"""The register is searched the way people ask: words, names, numbers, and parts of all of them."""

from datetime import date

import pytest
from django.urls import reverse

from agreements.models import Agreement, Document, DocumentState, Evidence, Fulfilment
from kerjasama.accounts.models import Unit, UnitAlias
from partners.models import Partner, PartnerAlias


@pytest.fixture
def case(make_agreement, people):
    """One case with everything that somebody may ask for."""
    row = make_agreement(
        title="Pengelolaan Sampah Terpadu",
        latar_belakang="Volume limbah domestik meningkat di hulu Mahakam.",
        program="Program Persampahan Wilayah",
        naskah_number="415.4/123/PKS/KS/2026",
    )
    unit = Unit.objects.create(name="Dinas Lingkungan Hidup dan Kehutanan")
    UnitAlias.objects.create(unit=unit, name="Dinas Kebersihan")
    partner = Partner.objects.create(
        name="Badan Meteorologi, Klimatologi, dan Geofisika", kind="pusat"
    )
    PartnerAlias.objects.create(partner=partner, name="Stasiun Meteorologi Kelas III")
    Agreement.objects.filter(pk=row.pk).update(owner=unit, partner=partner)
    Document.objects.create(
        agreement=row,
        stage_code=row.stage_code,
        kind="kak",
        revision=90,
        number="008/KB/KS/2026",
        state=DocumentState.READY,
    )
    Evidence.objects.create(
        agreement=row,
        stage_code="x",
        requirement_code="x",
        number="119/DIR-KB/VI/2026",
        by=people["staf"],
        content_hash="",
    )
    Fulfilment.objects.create(
        agreement=row,
        duty_code="x",
        period=date(2026, 6, 30),
        number="700/55/LAP/2026",
        done_on=date(2026, 7, 1),
        by=people["staf"],
    )
    return row


@pytest.mark.parametrize(
    "asked",
    [
        "sampah",
        "Sampah TERPADU",
        "persampah",
        "samp",
        "limbah",
        "hulu mahakam",
        "kerjasama sampah",
        "kerja sama pengelolaan sampah",
        "415.4/123",
        "415.4 / 123",
        "123/PKS",
        "415.4/123/PKS/KS/2026",
        "008/KB/KS/2026",
        "008/kb",
        "119/DIR",
        "700/55",
        "DLHK",
        "dlhk sampah",
        "Dinas Kebersihan",
        "Lingkungan Hidup",
        "BMKG",
        "bmkg sampah",
        "Stasiun Meteorologi",
        "meteorologi",
        "sampah dan limbah",
        "program persampahan",
    ],
)
def test_the_register_finds_what_people_ask_for(asked, case, make_agreement):
    make_agreement(title="Pelatihan Guru Sekolah Dasar")
    assert [row.pk for row in Agreement.objects.search(asked)] == [case.pk]


@pytest.mark.parametrize("asked", ["kerjasama", "kerja sama", "KERJASAMA", " "])
def test_every_row_is_a_kerja_sama(asked, case, make_agreement):
    make_agreement(title="Pelatihan Guru")
    assert Agreement.objects.search(asked).count() == 2


@pytest.mark.parametrize(
    "asked", ["999/XYZ", "guru", "dlhk guru", "Dinas Kesehatan", "%", "_", "''"]
)
def test_what_no_case_holds_is_not_found(asked, case):
    assert not Agreement.objects.search(asked).exists()


def test_a_former_name_of_a_unit_finds_what_its_successor_does(case):
    former = Unit.objects.create(
        name="Badan Persampahan Lama", successor=case_owner(case), valid_to=date(2020, 12, 31)
    )
    assert [row.pk for row in Agreement.objects.search(former.name)] == [case.pk]


def case_owner(case) -> Unit:
    return Agreement.objects.get(pk=case.pk).owner


@pytest.mark.parametrize("asked", ["pengelolan sampa", "sampha terpadu", "terpdu"])
def test_misspelt_words_find_what_is_like_them_and_the_page_says_so(asked, case, people, signed_in):
    page = signed_in(people["kabag"]).get(reverse("daftar"), {"q": asked}).content.decode()
    assert case.title in page and "yang mirip" in page


def test_a_corrected_number_is_not_found_any_more(case):
    Evidence.objects.filter(number="119/DIR-KB/VI/2026").update(void=True)
    assert not Agreement.objects.search("119/DIR").exists()


def test_numbers_of_other_opds_stay_unseen(case, people, signed_in, stranger):
    page = signed_in(stranger).get(reverse("daftar"), {"q": "008/KB"}).content.decode()
    assert case.title not in page


def test_a_search_costs_the_same_however_much_there_is(
    case, make_agreement, django_assert_max_num_queries
):
    for number in range(8):
        make_agreement(title=f"Sampah {number}")
    with django_assert_max_num_queries(12):
        list(Agreement.objects.search("dlhk sampah 2026"))
