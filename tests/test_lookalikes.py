"""A mitra that may be recorded already is asked about wherever one would arise, however its name is
written.
"""

import pytest
from django.db import transaction
from django.urls import reverse

from agreements.models import Agreement
from partners.models import Partner
from partners.resembling import alike_to, may_be, resembling_partners
from partners.variants import canonical_name_of

from .test_legacy import typed  # noqa: F401 (a fixture)

SAME = [
    ("Kantor Pertanahan Kab. Kukar", "Kantor Pertanahan Kabupaten Kutai Kartanegara"),
    ("Kejari Kukar", "Kejaksaan Negeri Kutai Kartanegara"),
    ("Unmul", "Universitas Mulawarman"),
    ("PT. BRI Tbk Kantor Cabang Tenggarong", "PT Bank Rakyat Indonesia (Persero) Tbk"),
    ("Bankaltimtara", "PT BPD Kaltim Kaltara"),
    ("RSUD A.W. Sjahranie", "Rumah Sakit Umum Daerah AW Sjahranie"),
    ("Pemprov Kaltim", "Pemerintah Provinsi Kalimantan Timur"),
    ("PT Contoh Maju Jaya", "PT. Contoh Maju Jaya, Tbk"),
    ("Pemkab Kutim", "Pemerintah Kabupaten Kutai Timur"),
]
DIFFERENT = [
    ("SMK Negeri 1 Tenggarong", "SMK Negeri 2 Tenggarong"),
    ("Pemerintah Kota Bogor", "Pemerintah Kabupaten Bogor"),
    ("Kantor Pertanahan Kota Samarinda", "Kantor Pertanahan Kabupaten Kutai Kartanegara"),
    ("Universitas Mulawarman", "Universitas Indonesia"),
    ("PT Contoh Satu", "PT Contoh Lautan"),
]


@pytest.mark.parametrize("one, other", SAME)
def test_two_writings_of_one_name_may_be_one(one, other):
    assert may_be(one, [other]) and may_be(other, [one])


@pytest.mark.parametrize("one, other", DIFFERENT)
def test_names_of_two_are_two(one, other):
    assert not may_be(one, [other])


@pytest.mark.parametrize("one, other", SAME)
def test_each_writing_finds_the_other_in_the_registry(db, one, other):
    for stored, asked in ((one, other), (other, one)):
        Partner.objects.all().delete()
        known = Partner.objects.create(name=stored, kind="vertikal")
        assert alike_to(Partner(name=asked, kind="vertikal")) == [known]
        with transaction.atomic():
            assert (asked, known.pk) in resembling_partners([asked], 0.4)


def test_a_name_in_full_is_the_same_for_all_its_writings():
    assert (
        canonical_name_of("Kantor Pertanahan Kab. Kukar")
        == "kantor pertanahan kabupaten kutai kartanegara"
    )


class TestTheFormOfAnOldNaskah:
    NEW = {
        "partner": "baru",
        "new_partner": "Kantor Pertanahan Kab. Kukar",
        "partner_kind": "vertikal",
        "track": "sinergi-lama-pks",
    }

    @pytest.fixture
    def known(self, db):
        return Partner.objects.create(
            name="Kantor Pertanahan Kabupaten Kutai Kartanegara", kind="vertikal"
        )

    def test_it_asks_and_offers_the_one_that_is_recorded(self, typed, people, signed_in, known):  # noqa: F811
        answer = signed_in(people["verifikator"]).post(reverse("naskah-lama"), typed(**self.NEW))
        page = answer.content.decode()
        assert answer.status_code == 422 and "Sudah ada mitra dengan nama mirip" in page
        assert f'value="{known.pk}"' in page and "Memang mitra yang berbeda" in page
        assert not Agreement.objects.exists()

    def test_it_takes_a_different_one_once_somebody_says_so(self, typed, people, signed_in, known):  # noqa: F811
        client = signed_in(people["verifikator"])
        form = client.post(reverse("naskah-lama"), typed(**self.NEW)).context["form"]
        mark = form.fields["pasti_new_partner"].widget.attrs["value"]
        answer = client.post(reverse("naskah-lama"), typed(**self.NEW, pasti_new_partner=mark))
        assert answer.status_code == 302
        assert Agreement.objects.get().partner.name == "Kantor Pertanahan Kab. Kukar"

    def test_it_asks_nothing_of_a_name_like_no_other(self, typed, people, signed_in, known):  # noqa: F811
        new = self.NEW | {"new_partner": "Balai Contoh Zamrud"}
        assert (
            signed_in(people["verifikator"]).post(reverse("naskah-lama"), typed(**new)).status_code
            == 302
        )


def test_the_registry_asks_about_an_abbreviated_name_too(people, signed_in):
    Partner.objects.create(name="Universitas Mulawarman", kind="ptn")
    answer = signed_in(people["verifikator"]).post(
        reverse("mitra-baru"), {"name": "Unmul", "kind": "ptn"}
    )
    assert "Universitas Mulawarman" in answer.content.decode() and Partner.objects.count() == 1


@pytest.mark.django_db
def test_the_government_of_another_region_is_not_asked_about_unless_its_number_is_the_same():
    known = Partner.objects.create(
        name="Pemerintah Kabupaten Malinau", kind="daerah", region_code="65.02"
    )
    berau = Partner(name="Pemerintah Kabupaten Berau", kind="daerah")
    assert alike_to(berau) == []
    berau.region_code = "65.02"
    assert alike_to(berau) == [known]
