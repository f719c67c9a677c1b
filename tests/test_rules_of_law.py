"""The rules of the three regulations that the roads once carried wrongly or not at all, each by its
article.
"""

import re
from datetime import date

import pytest
from django.db import InternalError, transaction
from django.urls import reverse
from django.utils import timezone

from agreements.models import Agreement, ReadingChoice
from agreements.models.content import OUTSIDE_PLAN_FIELDS, content_of
from agreements.models.reading_choice import chosen_code_of
from agreements.pages.case.summary import dprd_reason_of
from agreements.regulations import (
    catalogue,
    chooser,
    duties,
    former,
    legacy,
    limits,
    open_questions,
    outside_plan,
    register,
)
from agreements.regulations.citations import p22, p25, pp28
from agreements.regulations.families import Family
from agreements.regulations.vocabulary import Actor, Requirement, Track
from agreements.workflow import change_effects, registering
from agreements.workflow.choosing_readings import choose_reading
from agreements.workflow.evaluation import evaluate_case
from agreements.workflow.guarding import Refused
from agreements.workflow.permitting import outcomes_open
from kerjasama.accounts.models import Unit
from partners import everyday
from partners.kinds import PartnerKind as K
from partners.models import Partner
from partners.proposing import propose_kind

from .conftest import order_and_render, record, signed_at_once, until_holder

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("blank_papers")]
DEEMED = "dianggap disetujui"


def road(code: str) -> Track:
    return catalogue.newest_track_version(code)


def asked(track: str, stage: str, code: str) -> Requirement:
    need = road(track).requirement(stage, code)
    assert need is not None, f"{track}/{stage} asks no {code}"
    return need


def choose(reading: open_questions.OpenQuestion, choice: str, people) -> None:
    """What holds already need not be chosen, and cannot be."""
    if chosen_code_of(reading) != choice:
        choose_reading(reading, choice, "Arahan Bagian Hukum.", people["kabag"])


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
        text = " ".join(re.sub("<[^>]+>", "", page).split())
        assert "Pasal 12 ayat (4), Pasal 12 ayat (1) huruf f" in text
        assert "Permendagri 22/2020 Pasal 55 ayat (3)" in text

    def test_a_choice_is_kept_and_one_that_is_not_offered_is_refused(self, signed_in, people):
        client, reading = signed_in(people["kabag"]), open_questions.SILENCE_OF_DPRD
        sent = {"bacaan": reading.code, "choice": "entah", "reason": "Arahan Bagian Hukum."}
        assert client.post(reverse("bacaan-ketentuan"), sent).status_code == 422
        assert not ReadingChoice.objects.exists()
        client.post(reverse("bacaan-ketentuan"), sent | {"choice": open_questions.FLAT_TERM})
        kept = ReadingChoice.objects.get()
        assert (kept.choice, kept.by) == (open_questions.FLAT_TERM, people["kabag"])

    def test_every_choice_stays_on_record_with_its_reason(self, signed_in, people):
        client, reading = signed_in(people["kabag"]), open_questions.SILENCE_OF_DPRD
        for choice, why in (
            (open_questions.FLAT_TERM, "Arahan Bagian Hukum."),
            (open_questions.EITHER_TERM, "Kembali seperti semula."),
        ):
            sent = {"bacaan": reading.code, "choice": choice, "reason": why}
            page = client.post(reverse("bacaan-ketentuan"), sent, follow=True)
        assert chosen_code_of(reading) == open_questions.EITHER_TERM
        shown = page.content.decode()
        assert "Arahan Bagian Hukum." in shown and "Kembali seperti semula." in shown
        with pytest.raises(InternalError, match="append-only"), transaction.atomic():
            ReadingChoice.objects.update(reason="lain")

    def test_a_choice_without_a_reason_is_refused_at_the_field(self, signed_in, people):
        sent = {"bacaan": open_questions.SILENCE_OF_DPRD.code, "choice": open_questions.FLAT_TERM}
        page = signed_in(people["kabag"]).post(reverse("bacaan-ketentuan"), sent)
        assert page.status_code == 422
        assert f'value="{open_questions.FLAT_TERM}" selected' in page.content.decode()
        assert not ReadingChoice.objects.exists()

    def test_the_administrator_reads_and_changes_nothing(self, signed_in, people):
        client, reading = signed_in(people["admin"]), open_questions.SILENCE_OF_DPRD
        page = client.get(reverse("bacaan-ketentuan")).content.decode()
        assert reading.question in page and 'name="reason"' not in page
        sent = {"bacaan": reading.code, "choice": open_questions.FLAT_TERM, "reason": "Saya."}
        assert client.post(reverse("bacaan-ketentuan"), sent).status_code == 422
        assert not ReadingChoice.objects.exists()

    def test_the_page_says_that_a_sinergi_before_the_dprd_finishes_that_stage(
        self, make_agreement, signed_in, people
    ):
        question = open_questions.DPRD_IN_SINERGI
        choose(question, open_questions.EACH_SINERGI, people)
        case = make_agreement("sinergi", at="persetujuan_dprd")
        sent = {"bacaan": question.code, "choice": question.usual, "reason": "Kembali."}
        page = signed_in(people["kabag"]).post(reverse("bacaan-ketentuan"), sent, follow=True)
        assert "Berkas yang sedang di tahap itu menyelesaikannya" in page.content.decode()
        case = Agreement.objects.get(pk=case.pk)
        assert case.stage_code == "persetujuan_dprd" and case.holders
        assert dprd_reason_of(case).startswith("Dimintakan menurut bacaan")

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


OUTSIDE = {"program": "", "luar_rencana": "darurat", "penjelasan_luar_rencana": "Banjir 2026."}


class TestObject:
    @pytest.mark.parametrize(
        "track, article",
        [
            ("ksdd-sukarela", "4 ayat (3)"),
            ("ksdd-wajib", "4 ayat (3)"),
            ("ksdd-masuk", "4 ayat (3)"),
            ("ksdpk-daerah", "16 ayat (3)"),
            ("ksdpk-pihak-ketiga", "16 ayat (3)"),
        ],
    )
    def test_pp28_an_object_outside_the_plan_needs_one_of_three_grounds(
        self, make_agreement, track, article
    ):
        stage = next(
            s for s in road(track).stages if road(track).requirement(s.code, "isi_program")
        )
        need = asked(track, stage.code, "isi_luar_rencana")
        assert need.citation == pp28(article)
        assert [ground for ground, _ in outside_plan.GROUNDS] == [
            "darurat",
            "strategis",
            "pembantuan",
        ]
        bare = evaluate_case(make_agreement(track, **OUTSIDE | {"luar_rencana": ""}), stage)
        assert not bare.check("isi_program").met
        grounded = evaluate_case(make_agreement(track, **OUTSIDE), stage)
        assert grounded.check("isi_program").met and grounded.check("isi_luar_rencana").met
        unexplained = evaluate_case(
            make_agreement(track, **OUTSIDE | {"penjelasan_luar_rencana": ""}), stage
        )
        assert not unexplained.check("isi_luar_rencana").met

    def test_p22_25_2_an_object_outside_the_plan_need_not_stand_in_the_list_as_the_office_reads_it(
        self, make_agreement, people
    ):
        listed = evaluate_case(make_agreement("ksdpk-daerah")).check("daftar_rencana")
        assert listed.applies and not listed.met
        case = make_agreement("ksdpk-daerah", **OUTSIDE)
        assert not evaluate_case(case).check("daftar_rencana").applies
        choose(open_questions.LIST_OUTSIDE_PLAN, open_questions.LISTED_ALL_THE_SAME, people)
        assert evaluate_case(case).check("daftar_rencana").applies

    def test_p22_53_2_the_object_of_a_sinergi_stands_in_the_rkpd_without_exception(
        self, make_agreement
    ):
        assert "luar_rencana" not in road("sinergi").asks
        assert not evaluate_case(make_agreement("sinergi", **OUTSIDE)).check("isi_program").met

    def test_the_kak_prints_the_ground_where_there_is_no_programme(self, make_agreement):
        said = make_agreement("ksdpk-daerah", **OUTSIDE).place_in_plan
        assert said == (
            "Belum tercantum dalam perencanaan; mengatasi kondisi darurat (PP 28/2018 Pasal 16"
            " ayat (3))"
        )

    @pytest.mark.parametrize(
        "track, stage, article",
        [
            ("ksdd-sukarela", "persiapan", "4 ayat (4)"),
            ("ksdd-masuk", "penawaran", "4 ayat (4)"),
            ("ksdpk-daerah", "persiapan", "16 ayat (4)"),
            ("ksdpk-pihak-ketiga", "penawaran", "16 ayat (4)"),
        ],
    )
    def test_pp28_the_tkksd_judges_that_the_object_is_not_forbidden(self, track, stage, article):
        (point,) = (
            point
            for point in asked(track, stage, "telaahan_tkksd").criteria
            if "kesusilaan" in point
        )
        assert f"PP 28/2018 Pasal {article}" in point

    @pytest.mark.parametrize("track", ["ksdd-masuk", "ksdpk-pihak-ketiga"])
    def test_the_programme_is_asked_on_inbound_roads_too(self, track):
        assert "program" in road(track).asks

    def test_an_approval_bound_to_a_case_in_the_plan_stays(self, make_agreement):
        """The hash of a case that says nothing of it is the one it always had."""
        case = make_agreement("ksdpk-daerah")
        assert content_of(case).keys().isdisjoint(OUTSIDE_PLAN_FIELDS)
        before = case.content_hash
        case.luar_rencana = "strategis"
        assert case.content_hash != before


class TestInboundWajib:
    def test_p22_5_an_inbound_wajib_asks_geometry_and_mapping(self):
        for code in ("isi_geometri", "daftar_program", "koordinasi_perencanaan", "ba_pemetaan"):
            asked("ksdd-masuk-wajib", "penawaran", code)
        terms = road("ksdd-masuk-wajib").stage("penawaran").terms
        assert [(term.days, term.citation) for term in terms][0] == (30, p22("8 ayat (3)"))

    def test_the_chooser_leads_there(self):
        (question,) = (q for q in chooser.QUESTIONS.values() if q.code == "ksdd-masuk")
        assert [answer.track for answer in question.answers] == ["ksdd-masuk", "ksdd-masuk-wajib"]

    def test_it_is_walked_to_our_answer(self, make_agreement):
        assert make_agreement("ksdd-masuk-wajib", at="penyusunan_kb")

    def test_a_pks_and_changes_may_follow_it(self):
        assert "ksdd-masuk-wajib" in road("ksdd-pks").parents
        assert "ksdd-masuk-wajib" in road("ksdd-pengakhiran").parents


PASSED_ON = ("ksdll-penerusan", "ksdll-nirlaba")


class TestPassedOn:
    @pytest.mark.parametrize("track", PASSED_ON)
    def test_pp28_31_the_dprd_is_asked_before_the_plan_goes_to_the_menteri(self, track):
        codes = [stage.code for stage in road(track).stages]
        assert (
            codes.index("rencana_kerja_sama")
            < codes.index("persetujuan_dprd")
            < codes.index("penyampaian")
            < codes.index("verifikasi")
        )

    @pytest.mark.parametrize("track", PASSED_ON)
    def test_no_silence_is_consent_there(self, track):
        stage = road(track).stage("persetujuan_dprd")
        assert not any(term.deems for term in stage.terms)
        assert DEEMED not in asked(track, "persetujuan_dprd", "putusan_dprd").outcomes
        assert (stage.deadline.days, stage.deadline.citation) == (45, pp28("30 ayat (4)"))

    @pytest.mark.parametrize("track", PASSED_ON)
    def test_the_contents_of_the_plan_are_those_of_pp28_30_3(self, track):
        cited = {
            need.citation
            for need in road(track).stage("rencana_kerja_sama").requirements
            if need.fact and need.code != "isi_kegiatan"
        }
        assert cited == {pp28("30 ayat (3)")}

    @pytest.mark.parametrize("track", PASSED_ON)
    def test_p25_27_2_the_menteri_recommends(self, track):
        need = asked(track, "verifikasi", "rekomendasi_menteri")
        assert (need.citation, need.actor, need.optional) == (
            p25("27 ayat (2)"),
            Actor.MINISTER,
            False,
        )

    @pytest.mark.parametrize(
        "choice, with_loan, without",
        [
            (open_questions.IF_LOAN_OR_GRANT, True, False),
            (open_questions.EACH_FORWARDED, True, True),
            (open_questions.NEVER_FORWARDED, False, False),
        ],
    )
    def test_which_plans_the_dprd_is_asked_on_is_a_choice(
        self, make_agreement, people, choice, with_loan, without
    ):
        choose(open_questions.DPRD_IN_PENERUSAN, choice, people)
        assert make_agreement("ksdll-penerusan", penerusan_hibah=True).dprd_penerusan is with_loan
        assert make_agreement("ksdll-penerusan").dprd_penerusan is without

    @pytest.mark.parametrize("track", PASSED_ON)
    def test_p25_32_and_33_it_may_be_extended_and_ended(self, track):
        for change in ("perpanjangan", "pengakhiran"):
            assert track in road(f"ksdll-{change}").parents
        assert track not in road("ksdll-adendum").parents

    def test_an_extension_of_it_is_walked_to_the_notice(self, make_agreement, people):
        signed = signed_at_once(make_agreement("ksdll-penerusan"), people["verifikator"])
        case = make_agreement("ksdll-perpanjangan", parent=signed, at="penyampaian")
        assert case.naskah_diubah == "rencana_tahunan"

    def test_p25_32_1_it_runs_five_years_at_most(self):
        longest = limits.longest_of(Family.KSDLL, "rencana_tahunan")
        assert (longest.months, longest.citation) == (60, p25("32 ayat (1)"))

    def test_pp28_36_2_a_political_party_is_no_partner(self, make_agreement):
        need = asked("ksdll-nirlaba", "usulan", "bukan_partai_politik")
        assert need.citation == pp28("36 ayat (2)")
        case = make_agreement("ksdll-nirlaba", bukan_partai_politik=False)
        assert not evaluate_case(case).check("bukan_partai_politik").met


class TestAbroad:
    @pytest.mark.parametrize("track", ["ksdpl-daerah", "ksdll-mitra"])
    def test_p25_22_3_only_the_risalah_is_asked(self, track):
        cited = [
            need.code
            for need in road(track).stage("pembahasan").requirements
            if need.citation == p25("22 ayat (3)")
        ]
        assert cited == ["risalah"]
        assert asked(track, "pembahasan", "ba_pembahasan").optional

    @pytest.mark.parametrize("track", ["ksdpl-daerah", "ksdll-mitra"])
    def test_pp28_33_4_the_receipt_of_the_surat_konfirmasi_is_the_basis_to_sign(self, track):
        need = asked(track, "persetujuan_menteri", "surat_konfirmasi_diterima")
        assert (need.citation, need.optional) == (pp28("33 ayat (4)"), False)
        codes = [stage.code for stage in road(track).stages]
        assert codes.index("persetujuan_menteri") < codes.index("penandatanganan")

    def test_p25_15_the_activities_come_from_the_format_not_from_the_contents(self):
        need = asked("ksdpl-daerah", "rencana_kerja_sama", "isi_kegiatan")
        assert need.citation == p25("15 ayat (4)")

    @pytest.mark.parametrize("track", ["ksdpl-daerah", "ksdll-daerah"])
    def test_p25_31_2_a_grant_brings_its_papers(self, make_agreement, track):
        stage = road(track).stage("rencana_kerja_sama")
        case = make_agreement(track)
        assert not evaluate_case(case, stage).check("dokumen_hibah").applies
        case.memuat_hibah = True
        check = evaluate_case(case, stage).check("dokumen_hibah")
        assert check.applies and check.requirement.citation == p25("31 ayat (2)")

    @pytest.mark.parametrize("track", ["ksdpl-mitra", "ksdll-penerusan", "ksdll-nirlaba"])
    def test_p25_31_3_goods_of_undecided_owner_are_settled_with_the_menteri(self, track):
        need = asked(track, "pelaksanaan", "kepemilikan_barang")
        assert (need.citation, need.optional) == (p25("31 ayat (3)"), True)


KB_ARTICLES = {"ksdd": ("9", "10"), "ksdpk": ("32", "33")}
PKS_ARTICLES = {"ksdd": ("13", "14", "15"), "ksdpk": ("35", "36", "37")}


class TestChangesOfEachNaskah:
    @pytest.mark.parametrize("family", ["ksdd", "ksdpk"])
    @pytest.mark.parametrize("change", ["adendum", "perpanjangan"])
    def test_p22_a_change_of_a_kesepakatan_bersama_cites_no_article_of_the_pks(
        self, family, change
    ):
        track = road(f"{family}-kb-{change}")
        cited = {place.article.split()[1] for place in register.citations_of_track(track)}
        assert cited & set(KB_ARTICLES[family])
        assert not cited & set(PKS_ARTICLES[family])
        assert "dengan_kuasa" not in track.asks

    @pytest.mark.parametrize("family", ["ksdd", "ksdpk"])
    @pytest.mark.parametrize("change", ["adendum", "perpanjangan"])
    def test_p22_a_change_of_a_pks_cites_no_article_of_the_kesepakatan_bersama(
        self, family, change
    ):
        track = road(f"{family}-{change}")
        cited = {place.article.split()[1] for place in register.citations_of_track(track)}
        assert cited & set(PKS_ARTICLES[family])
        assert not cited & set(KB_ARTICLES[family])

    def test_each_road_changes_its_naskah_and_no_other(self, make_agreement, people):
        parent = signed_at_once(make_agreement("ksdd-sukarela"), people["verifikator"])
        of_kb = make_agreement("ksdd-kb-perpanjangan", parent=parent)
        assert of_kb.naskah_diubah == "kesepakatan_bersama"
        later = make_agreement("ksdd-pks", at="pelaksanaan")
        codes = {track.code for track in change_effects.change_tracks_for(later)}
        assert codes == {"ksdd-adendum", "ksdd-perpanjangan", "ksdd-pengakhiran"}

    def test_a_pks_that_is_not_signed_yet_is_not_changed(self, make_agreement):
        case = make_agreement("ksdd-sukarela", at="penyusunan_pks")
        (why,) = change_effects.reasons_against_change(
            case, road("ksdd-perpanjangan"), timezone.localdate()
        )
        assert why == "PKS kerja sama itu belum ditandatangani."
        assert not change_effects.reasons_against_change(
            case, road("ksdd-kb-perpanjangan"), timezone.localdate()
        )


class TestChooser:
    def test_pp28_15_1_d_other_cooperation_with_a_third_party_has_an_answer(self):
        answers = {answer.code: answer for answer in chooser.QUESTIONS["jenis"].answers}
        other = answers["lainnya"]
        assert other.question == "ksdpk" and other.citation == pp28("15 ayat (1) huruf d")
        for word in ("penelitian", "Tridharma", "CSR", "jasa"):
            assert word in other.hint

    @pytest.mark.parametrize("question", ["jenis", "sinergi"])
    def test_access_to_population_data_is_led_to_its_own_regime(self, question):
        (answer,) = (
            answer
            for answer in chooser.QUESTIONS[question].answers
            if answer.code == "data-penduduk"
        )
        assert answer.exit and not answer.track and answer.citation is None


class TestPartners:
    @pytest.mark.parametrize(
        "words, kind, tracks",
        [
            ("universitas", K.PRIVATE_UNIVERSITY, {"ksdpk-daerah"}),
            ("yayasan", K.FOUNDATION, {"ksdpk-daerah"}),
            ("bpjs", K.PUBLIC_BODY, {"ksdpk-daerah", "sinergi"}),
            ("badan layanan umum", K.SERVICE_AGENCY, {"sinergi"}),
        ],
    )
    def test_each_has_its_kind_an_everyday_name_and_a_road(self, words, kind, tracks):
        assert kind in {name.kind for name in everyday.everyday_names_for(words)}
        roads = {"ksdpk-daerah", "sinergi", "ksdd-sukarela"}
        assert {code for code in roads if kind in road(code).partner_kinds} == tracks

    def test_a_private_university_is_proposed_as_what_it_is(self):
        assert propose_kind("Universitas Kutai Kartanegara").kind == K.PRIVATE_UNIVERSITY


class TestAssets:
    def test_pp28_15_3_the_chooser_leads_out_and_says_that_the_naskah_may_be_recorded(self):
        (asset,) = (a for a in chooser.QUESTIONS["jenis"].answers if a.code == "aset")
        assert not asset.track and "dapat dicatat" in asset.exit

    def test_a_signed_one_is_recorded_and_owes_no_report_of_p22(self, people):
        case = Agreement(
            track_code=legacy.ASSET.code,
            title="Sewa Lahan Pasar",
            owner=Unit.objects.first(),
            partner=Partner.objects.create(name="PT Contoh Pasar", kind=K.COMPANY),
        )
        day = date(2025, 3, 3)
        signed = registering.Signed(case, day, day, date(2030, 3, 2))
        registering.register_signed([signed], people["verifikator"])
        assert Agreement.objects.get().effective_on == day
        assert duties.duties_of(legacy.ASSET.code) == ()
        assert change_effects.change_tracks_for(Agreement.objects.get()) == []


def test_a_case_goes_on_by_the_version_it_began_with():
    kept = {(track.code, track.version) for track in former.TRACKS}
    assert {("ksdd-sukarela", "2020.1"), ("ksdpk-daerah", "2020.1"), ("sinergi", "2020.1")} <= kept
    old = catalogue.pinned_track("ksdd-wajib", "2020.1")
    assert old.requirement("pemetaan", "forum_pemetaan")
    assert old.requirement("persetujuan_dprd", "jawaban_dprd") is None
