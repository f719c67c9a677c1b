"""Daily names of OPD: known with the unit, taught by people, learnt from an import, never an empty
list of choices.
"""

from datetime import date

import pytest
from django.urls import reverse

from kerjasama.accounts import aliases
from kerjasama.accounts.models import RegionProfile, Unit
from kerjasama.accounts.unit_names import UnitNames, score_abbreviation, short_forms
from kerjasama.accounts.views import rename_unit
from kerjasama.reference.loading import load_units

KNOWN = {
    "Diskominfo": "Dinas Komunikasi dan Informatika",
    "Dinas Kominfo Kab. Kukar": "Dinas Komunikasi dan Informatika",
    "DINKES": "Dinas Kesehatan",
    "Dinas Kesehatan Kab. Kutai Kartanegara": "Dinas Kesehatan",
    "Dinas Kesehatan Kukar": "Dinas Kesehatan",
    "Kepala Dinas Kesehatan": "Dinas Kesehatan",
    "Dinas  Kesehatan.": "Dinas Kesehatan",
    "DLHK": "Dinas Lingkungan Hidup dan Kehutanan",
    "BPKAD": "Badan Pengelola Keuangan dan Aset Daerah",
    "Bappeda": "Badan Perencanaan Pembangunan Daerah",
    "BKPSDM": "Badan Kepegawaian dan Pengembangan Sumber Daya Manusia",
    "RSUD A.M. Parikesit": "Rumah Sakit Umum Daerah Aji Muhammad Parikesit",
    "RSUD Parikesit Tenggarong": "Rumah Sakit Umum Daerah Aji Muhammad Parikesit",
    "Dinas PU": "Dinas Pekerjaan Umum",
    "D.P.U.": "Dinas Pekerjaan Umum",
    "Disdikbud": "Dinas Pendidikan dan Kebudayaan",
    "Setda": "Sekretariat Daerah",
    "Sekretariat Daerah Kab. Kukar": "Sekretariat Daerah",
    "Setwan": "Sekretariat Dewan Perwakilan Rakyat Daerah",
    "Disperindag": "Dinas Perindustrian dan Perdagangan",
    "Disdukcapil": "Dinas Kependudukan dan Pencatatan Sipil",
    "DPM-PTSP": "Dinas Penanaman Modal dan Pelayanan Terpadu Satu Pintu",
    "Satpol PP": "Satuan Polisi Pamong Praja",
    "Distanak": "Dinas Pertanian dan Peternakan",
    "Bag. Hukum": "Bagian Hukum Sekretariat Daerah",
    "Kec. Sanga-Sanga": "Kecamatan Sanga Sanga",
    "Camat Loa Kulu": "Kecamatan Loa Kulu",
    "Balitbangda": "Badan Riset dan Inovasi Daerah",
}


@pytest.fixture
def opd(db):
    load_units()
    return {unit.name: unit for unit in Unit.objects.all()}


@pytest.mark.parametrize("written, unit", KNOWN.items())
def test_a_daily_name_means_its_unit(opd, written, unit):
    assert UnitNames.known().find(written) == opd[unit]


@pytest.mark.parametrize(
    "written, first",
    [
        ("RSUD Parikesit Dua", "Rumah Sakit Umum Daerah Aji Muhammad Parikesit"),
        ("Dinas Ketahan Pangan", "Dinas Ketahanan Pangan"),
        ("Puskesmas Rapak Mahang", "Dinas Kesehatan"),
        ("Dis Parawisata", "Dinas Pariwisata"),
        ("Disbunhut", "Dinas Perkebunan"),
        ("Dinas Kesehatan Kota Samarinda", "Dinas Kesehatan"),
        ("Bagian Ekonomi", "Sekretariat Daerah"),
    ],
)
def test_what_is_not_sure_is_asked_with_the_likeliest_unit_first(opd, written, first):
    names = UnitNames.known()
    assert names.find(written) is None
    assert names.choices(written)[0] == opd[first]


@pytest.mark.parametrize("written", ["xyz", "Perumda Tirta Mahakam", "", "???", "DKP"])
def test_every_unit_can_be_chosen_whatever_was_written(opd, written):
    assert set(UnitNames.known().choices(written)) == set(opd.values())


def test_a_name_of_several_units_is_asked_until_somebody_teaches_it(opd, people):
    verifier = people["verifikator"]
    assert UnitNames.known().find("DKP") is None
    aliases.learn_aliases(
        {"DKP": opd["Dinas Kelautan dan Perikanan"].pk}, verifier, "impor register.xlsx"
    )
    assert UnitNames.known().find("dkp") == opd["Dinas Kelautan dan Perikanan"]
    taught = opd["Dinas Kelautan dan Perikanan"].aliases.get(name="DKP")
    assert (taught.by, taught.learnt_from) == (verifier, "impor register.xlsx")


def test_several_units_in_one_cell_are_told_apart(opd):
    names = UnitNames.known()
    found = [opd["Dinas Kesehatan"], opd["Dinas Sosial"]]
    for written in (
        "Dinas Kesehatan dan Dinas Sosial",
        "Dinkes / Dinsos",
        "Dinas Kesehatan, Dinas Sosial",
        "Dinkes\nDinsos",
    ):
        assert names.find(written) is None
        assert names.find_all(written) == found
    assert names.find_all("Dinas Perindustrian dan Perdagangan") == []


def test_the_office_of_another_region_is_not_ours(opd):
    names = UnitNames.known()
    assert names.find("Dinas Kesehatan Kabupaten Kutai Barat") is None
    RegionProfile(
        name="Pemerintah Kabupaten Kutai Barat", short_name="Kutai Barat", seat="Sendawar"
    ).save()
    assert UnitNames.known().find("Dinas Kesehatan Kubar") == opd["Dinas Kesehatan"]


def test_a_renamed_unit_keeps_its_daily_names_and_its_former_name_is_found(opd):
    former = opd["Dinas Komunikasi dan Informatika"]
    new = rename_unit(former, "Dinas Komunikasi, Informatika dan Persandian", date(2026, 1, 1))
    assert UnitNames.known().find("Diskominfo") == new
    assert {former, new} <= set(Unit.objects.called("kominfo"))
    assert {former, new} <= set(Unit.objects.called("persandian"))


def test_units_are_searched_by_any_of_their_names(opd):
    assert [unit.name for unit in Unit.objects.called("dinkes")] == ["Dinas Kesehatan"]
    assert [unit.name for unit in Unit.objects.called("rsud parikesit")] == [
        "Rumah Sakit Umum Daerah Aji Muhammad Parikesit"
    ]
    assert not Unit.objects.called("tidak ada unit seperti ini")


@pytest.mark.parametrize(
    "short, name, fits",
    [
        ("disperindag", "dinas perindustrian perdagangan", True),
        ("dpmptsp", "dinas penanaman modal pelayanan terpadu satu pintu", True),
        ("dishub", "dinas perhubungan", True),
        ("dishub", "dinas kesehatan", False),
    ],
)
def test_the_rule_of_abbreviations(short, name, fits):
    assert (score_abbreviation(short, name.split()) > 0) == fits


def test_a_region_of_two_words_has_short_forms():
    assert {"kukar", "kk"} <= short_forms("Kutai Kartanegara")
    assert short_forms("Paser") == frozenset()


class TestPage:
    def test_the_administrator_adds_and_takes_away_names(self, client, opd, people):
        client.force_login(people["admin"])
        page = reverse("unit-nama", args=[opd["Dinas Kesehatan"].pk])
        assert "bawaan data unit" in client.get(page).content.decode()
        client.post(page, {"name": "Dinkes Kabupaten Kita"})
        assert UnitNames.known().find("dinkes kabupaten kita") == opd["Dinas Kesehatan"]
        row = opd["Dinas Kesehatan"].aliases.get(name="Dinkes Kabupaten Kita")
        assert row.by == people["admin"]
        client.post(reverse("unit-nama-hapus", args=[row.pk]))
        assert not opd["Dinas Kesehatan"].aliases.filter(pk=row.pk)

    @pytest.mark.parametrize(
        "name", ["Dinkes", "Dinas Kesehatan", "dinas sosial", "Diskominfo", ""]
    )
    def test_a_name_that_says_nothing_new_or_is_another_unit_is_refused(
        self, client, opd, people, name
    ):
        client.force_login(people["admin"])
        answer = client.post(reverse("unit-nama", args=[opd["Dinas Kesehatan"].pk]), {"name": name})
        assert answer.status_code == 422
