"""A city reads "Wali Kota" where a regency reads "Bupati", and nothing is filled in for anybody."""

from dataclasses import fields, is_dataclass

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from agreements.regulations import catalogue
from agreements.regulations.families import Family
from agreements.regulations.self_check import questions_of
from agreements.regulations.vocabulary import Actor
from kerjasama.accounts.levels import SERVED, TITLES, Level, remember_level, with_titles
from kerjasama.accounts.models import RegionProfile, Role, Unit

from .conftest import pass_stage
from .home import HOME, settle_at_home

pytestmark = pytest.mark.django_db
NAMES_OF_THE_FIRST_HOME = ("Kutai", "Tenggarong", "Kalimantan")


@pytest.fixture
def city(people):
    """The same office, were it one of a city."""
    return settle_at_home(
        level="kota",
        short_name="Samarinda",
        name="",
        head_title="",
        seat="Samarinda",
        address="Jalan Contoh Nomor 1",
    )


def texts_in(value):
    """Every text in a value of the law."""
    if isinstance(value, str):
        yield str(value)
    elif isinstance(value, tuple):
        for one in value:
            yield from texts_in(one)
    elif is_dataclass(value):
        for field in fields(value):
            yield from texts_in(getattr(value, field.name))


class TestTheProfile:
    def test_derives_its_names_from_its_level(self, city):
        assert city.name == "Pemerintah Kota Samarinda"
        assert city.head_title == "Wali Kota Samarinda"

    def test_keeps_the_names_that_were_typed(self, db):
        profile = settle_at_home(level="kota", name="Pemerintah Kota Tua", head_title="Wali Kota")
        assert (profile.name, profile.head_title) == ("Pemerintah Kota Tua", "Wali Kota")

    def test_of_a_regency_says_bupati(self, db):
        profile = settle_at_home(short_name="Paser", name="", head_title="")
        assert profile.name == "Pemerintah Kabupaten Paser"
        assert profile.head_title == "Bupati Paser"

    def test_is_empty_at_the_first_run(self, monkeypatch):
        monkeypatch.setattr(RegionProfile, "before_it_is_filled_in", RegionProfile)
        page = Client().get(reverse("mulai"))
        for name in NAMES_OF_THE_FIRST_HOME:
            assertNotContains(page, name)
        assertContains(page, "<title>Mulai</title>")

    def test_asks_for_what_nothing_follows_from(self, signed_in, people):
        page = signed_in(people["admin"]).post(reverse("profil-daerah"), {"level": "kota"})
        assert page.status_code == 422
        refused = set(page.context["form"].errors)
        assert {"short_name", "governor", "seat"} <= refused
        assert not {"name", "head_title"} & refused

    def test_of_a_city_is_saved_by_its_level_and_name_alone(self, signed_in, people):
        sent = HOME | {"level": "kota", "short_name": "Bontang", "name": "", "head_title": ""}
        pattern = RegionProfile().number_pattern
        signed_in(people["admin"]).post(
            reverse("profil-daerah"), sent | {"number_pattern": pattern}
        )
        assert RegionProfile.current().head_title == "Wali Kota Bontang"

    def test_may_be_of_a_province_only_once_that_has_its_roads(self):
        assert TITLES[Level.PROVINCE].head == "Gubernur"
        assert Level.PROVINCE not in SERVED


class TestScreensOfACity:
    @pytest.mark.parametrize("code", [track.code for track in catalogue.TRACKS])
    def test_the_law_as_typed_says_wali_kota(self, code):
        remember_level("kota")
        track = catalogue.newest_track_version(code)
        texts = list(texts_in(track))
        assert not [text for text in texts if "Bupati" in text.replace("Bupati/Wali Kota", "")]
        remember_level("kabupaten")
        typed = catalogue.newest_track_version(code)
        assert [stage.code for stage in typed.stages] == [stage.code for stage in track.stages]

    @pytest.mark.parametrize(
        "address",
        [
            ("alur-rinci", "ksdd-sukarela"),
            ("alur-rinci", "sinergi"),
            ("panduan", "pimpinan"),
            ("norma-setempat-jalur", "ksdpk-pihak-ketiga"),
            ("tenggat",),
            ("tenggat-kewajiban",),
            ("bacaan-ketentuan",),
            ("pengguna",),
        ],
    )
    def test_no_page_says_bupati(self, address, city, people, signed_in):
        name, *more = address
        reader = people["admin" if name == "pengguna" else "kabag"]
        page = signed_in(reader).get(reverse(name, args=more))
        assertContains(page, "Wali Kota")
        assert "Bupati" not in page.content.decode().replace("Bupati/Wali Kota", "")

    def test_the_wording_of_the_law_stays(self, city, people, signed_in):
        page = signed_in(people["staf"]).get("/peraturan/permendagri-22-2020/pasal-17/")
        assertContains(page, "kepada Bupati/Wali Kota mengenai Pelaporan")

    @pytest.mark.usefixtures("blank_papers")
    def test_a_case_is_led_to_the_signature_of_the_wali_kota(
        self, city, people, make_agreement, signed_in
    ):
        agreement = make_agreement("ksdd-sukarela", at="penandatanganan_kb")
        page = signed_in(people["verifikator"]).get(reverse("kerja-sama", args=[agreement.pk]))
        assertContains(page, "Wali Kota")
        assertNotContains(page, "Bupati")
        assert pass_stage(agreement, people).effective_on is not None

    @pytest.mark.parametrize("code", ["ksdpl-daerah", "ksdll-penerusan"])
    def test_a_case_abroad_opens(self, code, city, people, make_agreement, signed_in):
        agreement = make_agreement(code)
        page = signed_in(people["verifikator"]).get(reverse("kerja-sama", args=[agreement.pk]))
        assert page.status_code == 200
        assert "Bupati" not in page.content.decode().replace("Bupati/Wali Kota", "")

    @pytest.mark.parametrize("family", Family)
    def test_the_self_check_asks_of_the_wali_kota(self, family, city):
        texts = list(texts_in(questions_of(family)))
        assert not [text for text in texts if "Bupati" in text.replace("Bupati/Wali Kota", "")]

    def test_a_role_and_an_actor_bear_the_title(self, city):
        assert str(Role.HEAD_OF_REGION.label) == "Wali Kota"
        assert f"{Actor.HEAD_OF_REGION}" == str(Actor.HEAD_OF_REGION) == "Wali Kota"

    def test_a_proposal_can_be_begun(self, city, people, signed_in):
        page = signed_in(people["staf"]).get(reverse("ajukan", args=["ksdd-sukarela"]))
        assert page.status_code == 200
        for name in NAMES_OF_THE_FIRST_HOME:
            assertNotContains(page, name)


def test_a_regency_reads_bupati_as_ever(people, signed_in):
    page = signed_in(people["kabag"]).get(reverse("alur-rinci", args=["ksdd-sukarela"]))
    assertContains(page, "Bupati")
    assertNotContains(page, "Wali Kota")


def test_what_names_every_head_is_left_as_it_is():
    remember_level("kota")
    assert with_titles("Bupati/Wali Kota") == "Bupati/Wali Kota"
    assert with_titles("ditandatangani Bupati.") == "ditandatangani Wali Kota."


def test_the_units_of_the_first_home_are_no_other_region_s(city):
    units = Unit.objects.count()
    with pytest.raises(CommandError, match="bukan milik Pemerintah Kota Samarinda"):
        call_command("load_reference")
    assert Unit.objects.count() == units
