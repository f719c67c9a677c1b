from collections import Counter
from datetime import date
from itertools import pairwise

import pytest
from django.core.management import call_command

from agreements.regulations import urusan
from kerjasama import reference
from kerjasama.accounts.models import Unit
from partners.models import Partner


def test_every_region_is_there_once_under_its_province():
    regions = {region.code: region for region in reference.read_regions()}
    assert len(regions) == len(reference.read_regions())
    levels = Counter(region.level for region in regions.values())
    assert levels == {"provinsi": 38, "kabupaten": 415, "kota": 93, "administrasi": 6}
    assert all(
        regions[region.parent].level == "provinsi"
        for region in regions.values()
        if region.level != "provinsi"
    )
    assert regions[reference.OWN_REGION].name == "Kabupaten Kutai Kartanegara"
    assert (
        regions["64"].name == "Provinsi Kalimantan Timur"
        and regions["64.72"].name == "Kota Samarinda"
    )


def test_opd_names_are_unique_and_carry_their_source():
    rows = reference.opd()
    assert len({row.name for row in rows}) == len(rows) and all(row.source for row in rows)
    assert Counter(row.kind for row in rows)["kecamatan"] == 20
    assert {"Sekretariat Daerah", "Bagian Kerja Sama Sekretariat Daerah"} <= {
        row.name for row in rows
    }


def test_days_off_cover_each_year_in_order_without_repetition():
    days = reference.read_days_off()
    assert all(earlier.date < later.date for earlier, later in pairwise(days))
    years_with_both = {(day.date.year, day.kind) for day in days}
    assert years_with_both == {
        (year, kind) for year in range(2018, 2028) for kind in ("libur nasional", "cuti bersama")
    }
    assert next(day.kind for day in days if day.date == date(2026, 12, 24)) == "cuti bersama"


def test_the_32_urusan_stand_in_the_order_of_the_law():
    assert [u.code for u in urusan.URUSAN] == [f"{n:02}" for n in range(1, 33)]
    assert [len(members) for _, members in urusan.CHOICES] == [6, 18, 8]
    assert urusan.BY_CODE["16"].name == "Komunikasi dan informatika"
    assert {urusan.BY_CODE[code].name for code in urusan.WARNING} == {
        "Kelautan dan perikanan",
        "Kehutanan",
        "Energi dan sumber daya mineral",
    }
    assert str(urusan.CITATION) == "Permendagri 22/2020 Pasal 4 ayat (1)"


@pytest.mark.django_db
def test_opd_are_loaded_once_and_leave_existing_units_alone(capsys):
    own = Unit.objects.create(name="Dinas Kesehatan", valid_from=date(2020, 1, 1))
    call_command("load_reference")
    call_command("load_reference")
    own.refresh_from_db()
    assert own.valid_from == date(2020, 1, 1)
    assert Unit.objects.count() == len(reference.opd())
    assert capsys.readouterr().out.splitlines()[1] == f"OPD: 0 new of {len(reference.opd())}"


@pytest.mark.django_db
def test_regions_become_partners_once_in_few_queries(django_assert_max_num_queries):
    Partner.objects.create(
        name="PEMERINTAH KABUPATEN PASER", kind="daerah", representative="Contoh"
    )
    with django_assert_max_num_queries(10):
        call_command("load_regions")
        call_command("load_regions")
    positions = dict(Partner.objects.values_list("name", "representative_position"))
    assert len(positions) == 38 + 415 + 93 - 1
    assert positions["Pemerintah Kota Samarinda"] == "Wali Kota Samarinda"
    assert positions["Pemerintah Provinsi Kalimantan Timur"] == "Gubernur Kalimantan Timur"
    assert positions["Pemerintah Kabupaten Berau"] == "Bupati Berau"
    assert "Pemerintah Kabupaten Kutai Kartanegara" not in positions
    assert "Pemerintah Kabupaten Paser" not in positions
