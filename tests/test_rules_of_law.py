"""The rules of the three regulations that the roads once carried wrongly or not at all, each by its
article.
"""

import pytest
from django.urls import reverse
from django.utils import timezone

from agreements.models import Agreement, ReadingSetting
from agreements.regulations import catalogue, former, open_questions, register
from agreements.regulations.citations import p22
from agreements.regulations.vocabulary import Actor, Requirement, Track
from agreements.workflow import meeting_requirements
from agreements.workflow.evaluation import evaluate_case
from agreements.workflow.guarding import Refused
from agreements.workflow.permitting import outcomes_open

from .conftest import order_and_render, until_holder

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("blank_papers")]
DEEMED = "dianggap disetujui"


def road(code: str) -> Track:
    return catalogue.newest_track_version(code)


def asked(track: str, stage: str, code: str) -> Requirement:
    need = road(track).requirement(stage, code)
    assert need is not None, f"{track}/{stage} asks no {code}"
    return need


def choose(reading: open_questions.OpenQuestion, choice: str, people) -> None:
    ReadingSetting.objects.update_or_create(
        reading=reading.code, defaults={"choice": choice, "changed_by": people["kabag"]}
    )


def record(case: Agreement, people, code: str, outcome: str, **said) -> Agreement:
    """Enter a record of the present stage as the verifikator does."""
    meeting_requirements.meet_requirement(
        case.pk,
        people["verifikator"],
        code,
        case.stage_code,
        outcome=outcome,
        decided_on=timezone.localdate(),
        **said,
    )
    return Agreement.objects.get(pk=case.pk)


def may_be_deemed(case: Agreement) -> bool:
    situation = evaluate_case(Agreement.objects.get(pk=case.pk))
    return DEEMED in outcomes_open(situation, "putusan_dprd")


@pytest.fixture
def before_dprd(make_agreement):
    def make(track="ksdd-sukarela", **fields):
        fields.setdefault("membebani", True)
        return until_holder(make_agreement(track, at="persetujuan_dprd", **fields), "DPRD")

    return make


class TestConsentOfTheDprd:
    def test_p22_12_1_b_the_answer_of_the_leaders_is_a_record_with_the_15_days(self):
        answer = asked("ksdd-sukarela", "persetujuan_dprd", "jawaban_dprd")
        study = asked("ksdd-sukarela", "persetujuan_dprd", "kajian_dprd")
        terms = road("ksdd-sukarela").stage("persetujuan_dprd").terms
        assert answer.citation == p22("12 ayat (1) huruf b")
        assert study.citation == p22("12 ayat (1) huruf c")
        assert [(term.days, term.citation) for term in terms if term.until == answer.code] == [
            (15, answer.citation)
        ]
        assert [term for term in terms if term.until == study.code] == []

    def test_p22_12_2_where_there_is_no_komisi_another_body_studies(self):
        assert (
            "dikaji alat kelengkapan lain"
            in asked("ksdd-sukarela", "persetujuan_dprd", "jawaban_dprd").outcomes
        )

    def test_p22_12_1_f_the_last_15_days_alone_deem_consent(self, before_dprd, people, days_pass):
        case = before_dprd()
        days_pass(3)
        case = record(case, people, "jawaban_dprd", "dikaji Komisi")
        case = record(case, people, "kajian_dprd", "diterima")
        days_pass(2)
        case = record(case, people, "tindak_lanjut", "diterima pimpinan DPRD")
        days_pass(15)
        assert not may_be_deemed(case)
        days_pass(1)
        assert may_be_deemed(case)
        leg = next(term for term in case.stage.legs if term.code == "persetujuan")
        assert leg.deemed_by == p22("12 ayat (1) huruf f")

    def test_p22_12_4_the_45_days_alone_deem_consent(self, before_dprd, people, days_pass):
        case = before_dprd()
        days_pass(30)
        case = record(case, people, "jawaban_dprd", "dikaji Komisi")
        case = record(case, people, "kajian_dprd", "diterima")
        days_pass(10)
        case = record(case, people, "tindak_lanjut", "diterima pimpinan DPRD")
        days_pass(5)
        assert not may_be_deemed(case)
        days_pass(1)
        assert may_be_deemed(case)

    @pytest.mark.parametrize(
        "choice, deemed_after_21_days",
        [
            (open_questions.EITHER_TERM, True),
            (open_questions.FLAT_TERM, False),
            (open_questions.EVERY_TERM, False),
        ],
    )
    def test_p22_12_which_term_deems_is_a_choice_of_the_office(
        self, before_dprd, people, days_pass, choice, deemed_after_21_days
    ):
        case = before_dprd()
        choose(open_questions.SILENCE_OF_DPRD, choice, people)
        case = record(case, people, "jawaban_dprd", "dikaji Komisi")
        case = record(case, people, "kajian_dprd", "diterima")
        days_pass(5)
        case = record(case, people, "tindak_lanjut", "diterima pimpinan DPRD")
        days_pass(16)
        assert may_be_deemed(case) is deemed_after_21_days

    @pytest.mark.parametrize(
        "track, article",
        [("ksdpk-daerah", "34 ayat (4)"), ("ksdpk-pks", "34 ayat (4)"), ("sinergi", "56 ayat (4)")],
    )
    def test_the_komisi_and_the_paripurna_may_be_recorded(self, track, article):
        for code in ("kajian_komisi", "paripurna"):
            need = asked(track, "persetujuan_dprd", code)
            assert (need.citation, need.actor, need.optional) == (p22(article), Actor.DPRD, True)

    def test_p22_55_3_each_sinergi_goes_to_the_dprd_where_the_office_reads_it_so(
        self, make_agreement, people
    ):
        case = make_agreement("sinergi")
        assert not case.perlu_dprd
        choose(open_questions.DPRD_IN_SINERGI, open_questions.EACH_SINERGI, people)
        assert case.perlu_dprd


class TestReadings:
    def test_each_choice_is_shown_with_its_articles(self, signed_in, people):
        page = signed_in(people["kabag"]).get(reverse("bacaan-ketentuan")).content.decode()
        assert "Pasal 12 ayat (4), Pasal 12 ayat (1) huruf f" in page
        assert "Permendagri 22/2020 Pasal 55 ayat (3)" in page

    def test_a_choice_is_kept_and_one_that_is_not_offered_is_refused(self, signed_in, people):
        client, reading = signed_in(people["kabag"]), open_questions.SILENCE_OF_DPRD
        sent = {"bacaan": reading.code, "choice": "entah"}
        assert client.post(reverse("bacaan-ketentuan"), sent).status_code == 422
        assert not ReadingSetting.objects.exists()
        client.post(reverse("bacaan-ketentuan"), sent | {"choice": open_questions.FLAT_TERM})
        kept = ReadingSetting.objects.get()
        assert (kept.choice, kept.changed_by) == (open_questions.FLAT_TERM, people["kabag"])

    @pytest.mark.parametrize(
        "reading", open_questions.OPEN_QUESTIONS.values(), ids=lambda one: one.code
    )
    def test_every_choice_stands_on_an_article_that_the_register_knows(self, reading):
        for choice in reading.choices:
            assert choice.law
            for place in choice.law:
                assert register.text_of_citation(place)


class TestMapping:
    def test_p22_5_2_the_planning_unit_coordinates_the_mapping_too(self):
        need = asked("ksdd-wajib", "pemetaan", "koordinasi_perencanaan")
        assert (need.citation, need.actor) == (p22("5 ayat (2)"), Actor.PLANNING_UNIT)
        assert need.entered_by == (Actor.VERIFIER,)

    @pytest.mark.parametrize(
        "geometry, forum",
        [
            ("kab-kab", "forum_provinsi"),
            ("kab-kab-lintas", "forum_nasional"),
            ("kab-prov", "forum_nasional"),
            ("kab-prov-lintas", "forum_nasional"),
        ],
    )
    def test_p22_5_4_the_forum_follows_from_the_regions(self, make_agreement, geometry, forum):
        case = make_agreement("ksdd-wajib", geometri=geometry)
        applies = [
            code
            for code in ("forum_provinsi", "forum_nasional")
            if evaluate_case(case).check(code).applies
        ]
        assert applies == [forum]

    def test_p22_5_5_the_musrenbang_of_the_initiating_province_stands_in(self):
        assert (
            "musrenbang provinsi pemrakarsa"
            in asked("ksdd-wajib", "pemetaan", "forum_nasional").outcomes
        )
        assert p22("5 ayat (5)") in road("ksdd-wajib").stage("pemetaan").citations


class TestOffer:
    def test_p22_8_6_the_order_to_answer_is_recorded_and_the_answer_still_may_come(
        self, make_agreement, people, days_pass
    ):
        case = until_holder(make_agreement("ksdd-sukarela", at="penawaran"), "PARTNER")
        days_pass(31)
        order_and_render(case, people["verifikator"], "permintaan_kedua")
        case = record(case, people, "permintaan_kedua", "disampaikan")
        with pytest.raises(Refused):
            record(case, people, "perintah_menanggapi", "diperintahkan")
        days_pass(16)
        order_and_render(case, people["verifikator"], "laporan_gubernur")
        case = record(case, people, "lapor_gubernur", "disampaikan")
        case = record(case, people, "perintah_menanggapi", "diperintahkan", number="100/4/GUB")
        assert case.holders == ["PARTNER"]
        record(case, people, "tanggapan", "diterima")

    def test_p22_8_6_an_order_to_us_may_be_recorded(self):
        need = asked("ksdd-masuk", "penawaran", "perintah_menanggapi")
        assert (need.citation, need.optional) == (p22("8 ayat (6)"), True)

    def test_the_background_of_an_inbound_offer_is_no_content_of_our_kak(self):
        """P22 Pasal 7 ayat (2) speaks of the KAK of the region that offers."""
        assert asked("ksdd-masuk", "penawaran", "isi_latar_belakang").citation is None


@pytest.mark.parametrize(
    "stage, code",
    [
        ("penyusunan_nk", "draf_nota_kesepakatan"),
        ("penyusunan_nk", "draf_rencana_kerja"),
        ("pelaporan", "laporan"),
    ],
)
def test_p22_55_1_and_60_1_in_a_sinergi_the_tkksd_drafts_and_reports(stage, code):
    need = asked("sinergi", stage, code)
    assert need.actor is Actor.TKKSD and Actor.VERIFIER in need.entered_by


def test_a_case_goes_on_by_the_version_it_began_with():
    kept = {(track.code, track.version) for track in former.TRACKS}
    assert {("ksdd-sukarela", "2020.1"), ("ksdpk-daerah", "2020.1"), ("sinergi", "2020.1")} <= kept
    old = catalogue.pinned_track("ksdd-wajib", "2020.1")
    assert old.requirement("pemetaan", "forum_pemetaan")
    assert old.requirement("persetujuan_dprd", "jawaban_dprd") is None
