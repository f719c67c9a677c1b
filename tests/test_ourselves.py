"""Our own region is never its own mitra, whatever it is called."""

import pytest

from kerjasama.accounts.models import RegionProfile
from kerjasama.accounts.ourselves import Ourselves
from kerjasama.reference.loading import load_units

US = """
Pemerintah Kabupaten Kutai Kartanegara
PEMKAB. KUTAI KARTANEGARA
Pemkab Kukar
Pemda Kukar
Bupati Kutai Kartanegara
Kabupaten Kutai Kartanegara
DPRD Kab. Kukar
Dinas Kesehatan
Diskominfo Kukar
RSUD AM Parikesit
Pemerintah Kab Kukar (Dinas Kesehatan)
""".strip().splitlines()
OTHERS = """
Universitas Kutai Kartanegara
Polres Kukar
Kejaksaan Negeri Kutai Kartanegara
PMI Kukar
BPS Kabupaten Kutai Kartanegara
Pemerintah Kabupaten Kutai Barat
Pemerintah Kota Samarinda
Dinas Kesehatan Kota Samarinda
Perumda Tirta Mahakam
""".strip().splitlines()


@pytest.fixture
def ourselves(db):
    load_units()
    return Ourselves.known()


@pytest.mark.parametrize("name", US)
def test_we_are_known_by_every_name(ourselves, name):
    assert ourselves.ground(name)


@pytest.mark.parametrize("name", OTHERS)
def test_who_only_bears_the_name_of_our_region_is_somebody_else(ourselves, name):
    assert not ourselves.are(name)


def test_another_installation_is_another_region(db):
    RegionProfile(
        name="Pemerintah Kota Samarinda", short_name="Samarinda", head_title="Wali Kota Samarinda"
    ).save()
    ourselves = Ourselves.known()
    assert ourselves.are("Pemkot Samarinda") and ourselves.are("Wali Kota Samarinda")
    assert not ourselves.are("Pemkab Kukar")
