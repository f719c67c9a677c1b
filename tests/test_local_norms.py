"""What no article asks for, the head of the office may soften or drop, road by road."""

import pytest
from django.db import InternalError, transaction
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from agreements.models import LocalNormChoice, LocalNorms
from agreements.regulations import catalogue
from agreements.regulations.local_norms import (
    NormChoice,
    ends_by_an_act,
    local_norms_of,
    stage_with_norms,
)
from agreements.workflow.evaluation import evaluate_case
from agreements.workflow.guarding import Refused
from agreements.workflow.local_norms import choose_norm, norms_of_track

from .conftest import pass_stage

KSDD = catalogue.newest_track_version("ksdd-sukarela")
LEGAL_REVIEW = ("penyusunan_kb", "hukum_kesepakatan_bersama")
INITIALS = ("penyusunan_kb", "kabag_kesepakatan_bersama")
WHY = "Telaah dilakukan dalam rapat TKKSD."

pytestmark = [pytest.mark.usefixtures("blank_papers"), pytest.mark.django_db]


@pytest.fixture
def choose(people):
    def keep(choice, key=LEGAL_REVIEW, track=KSDD, by="kabag", reason=WHY):
        return choose_norm(track, key, choice, reason, people[by])

    return keep


class TestTheEngine:
    def test_asks_no_more_for_what_was_dropped(self, choose, make_agreement, people):
        choose(NormChoice.DROPPED)
        agreement = make_agreement("ksdd-sukarela", at="penyusunan_kb")
        situation = evaluate_case(agreement)
        assert situation.check(LEGAL_REVIEW[1]) is None
        assert LEGAL_REVIEW[1] not in situation.check(INITIALS[1]).requirement.after
        assert pass_stage(agreement, people).stage_code == "penandatanganan_kb"

    def test_waits_for_nothing_that_was_softened(self, choose, make_agreement):
        choose(NormChoice.SOFTENED)
        check = evaluate_case(make_agreement("ksdd-sukarela", at="penyusunan_kb")).check(
            LEGAL_REVIEW[1]
        )
        assert check.requirement.optional and not check.blocks

    def test_lets_a_case_finish_the_stage_as_it_entered_it(self, choose, make_agreement):
        agreement = make_agreement("ksdd-sukarela", at="penyusunan_kb")
        choose(NormChoice.DROPPED)
        assert evaluate_case(agreement).check(LEGAL_REVIEW[1]).blocks

    def test_follows_from_the_next_stage(self, choose, make_agreement, people):
        agreement = make_agreement("ksdd-sukarela", at="penawaran")
        choose(NormChoice.DROPPED)
        assert evaluate_case(pass_stage(agreement, people)).check(LEGAL_REVIEW[1]) is None

    def test_leaves_the_other_roads_alone(self, choose, make_agreement):
        choose(NormChoice.DROPPED)
        other = make_agreement("ksdpk-daerah", at="penyusunan_kb")
        assert evaluate_case(other).check(LEGAL_REVIEW[1]) is not None

    def test_asks_again_once_it_is_kept_again(self, choose, make_agreement):
        choose(NormChoice.DROPPED)
        choose(NormChoice.KEPT, reason="Kembali seperti semula.")
        agreement = make_agreement("ksdd-sukarela", at="penyusunan_kb")
        assert evaluate_case(agreement).check(LEGAL_REVIEW[1]).blocks

    def test_walks_to_the_signature_with_every_norm_dropped_that_may_be(
        self, choose, make_agreement, people
    ):
        dropped = 0
        for norm in local_norms_of(KSDD):
            try:
                choose(NormChoice.DROPPED, norm.key)
            except Refused:
                continue
            dropped += 1
        assert dropped > 5
        agreement = make_agreement("ksdd-sukarela", at="penandatanganan_pks")
        assert pass_stage(agreement, people).effective_on is not None

    def test_calls_it_the_local_norm_on_the_page_of_the_case(
        self, make_agreement, people, signed_in
    ):
        agreement = make_agreement("ksdd-sukarela", at="penyusunan_kb")
        page = signed_in(people["verifikator"]).get(reverse("kerja-sama", args=[agreement.pk]))
        assertContains(page, "norma setempat")
        assertContains(page, "/peraturan/permendagri-22-2020/pasal-9/")


class TestAChoice:
    def test_is_the_head_of_the_office_s(self, choose):
        with pytest.raises(Refused, match="Hanya Kepala Bagian Kerja Sama"):
            choose(NormChoice.DROPPED, by="verifikator")

    def test_needs_a_reason(self, choose):
        with pytest.raises(Refused, match="Alasan wajib diisi"):
            choose(NormChoice.DROPPED, reason="  ")

    @pytest.mark.parametrize("key", [("penawaran", "surat_penawaran"), ("penawaran", "x")])
    def test_is_none_on_what_the_law_asks(self, choose, key):
        with pytest.raises(Refused, match="bukan norma setempat"):
            choose(NormChoice.DROPPED, key)

    def test_is_none_on_what_the_case_hangs_on(self, choose):
        with pytest.raises(Refused, match="tetap wajib"):
            choose(NormChoice.DROPPED, ("persiapan", "isi_partner_id"))

    def test_is_not_made_twice(self, choose):
        choose(NormChoice.SOFTENED)
        with pytest.raises(Refused, match="sudah “bila perlu”"):
            choose(NormChoice.SOFTENED)

    def test_leaves_each_stage_something_that_must_be_met(self, choose):
        for track in catalogue.TRACKS:
            for norm in local_norms_of(track):
                try:
                    choose(NormChoice.DROPPED, norm.key, track)
                except Refused:
                    continue
            norms = LocalNorms.read()
            for stage in track.stages:
                if ends_by_an_act(stage):
                    choices = norms.choices_in(track.code, stage.code)
                    assert ends_by_an_act(stage_with_norms(stage, choices)), (track, stage)

    def test_stays_on_record(self, choose):
        row = choose(NormChoice.DROPPED)
        row.reason = "lain"
        with pytest.raises(InternalError, match="append-only"), transaction.atomic():
            row.save()


def test_whatever_is_dropped_nothing_waits_for_what_is_gone():
    for track in catalogue.ALL:
        for stage in track.stages:
            choices = {need.code: NormChoice.DROPPED for need in stage.requirements}
            left = stage_with_norms(stage, choices)
            codes = {need.code for need in left.requirements}
            assert all(set(need.after) <= codes for need in left.requirements), (track, stage)
            lawful = {need.code for need in stage.requirements if need.citation}
            assert lawful <= codes, (track.code, stage.code)


class TestThePages:
    def test_the_head_of_the_office_changes_a_norm_and_finds_it_in_the_log(self, signed_in, people):
        client = signed_in(people["kabag"])
        address = reverse("norma-setempat-jalur", args=["ksdd-sukarela"])
        page = client.get(address)
        assertContains(page, "mulai tahap berikut yang dimasukinya")
        assertContains(page, "Tetap wajib: tanpa isian ini kerja samanya tidak tertentu.")
        sent = {"syarat": "/".join(LEGAL_REVIEW), "choice": "tidak-dipakai", "reason": WHY}
        page = client.post(address, sent, follow=True)
        assertContains(page, "Tersimpan")
        assertContains(page, WHY)
        assert LocalNormChoice.objects.get().by == people["kabag"]
        assert [one for one in norms_of_track(KSDD, LocalNorms.read()) if one.is_changed]
        road = client.get(reverse("alur-rinci", args=["ksdd-sukarela"]))
        assertContains(road, "Tidak dipakai di kantor ini: Telaah Bagian Hukum", count=1)
        assertContains(road, "Telaah Bagian Hukum", count=2)  # that of the PKS is still asked for

    def test_whoever_is_refused_keeps_what_was_typed(self, signed_in, people):
        client = signed_in(people["kabag"])
        sent = {"syarat": "persiapan/isi_partner_id", "choice": "tidak-dipakai", "reason": WHY}
        address = reverse("norma-setempat-jalur", args=["ksdd-sukarela"])
        assert client.post(address, sent).status_code == 422
        sent["syarat"] = "/".join(LEGAL_REVIEW)
        page = client.post(address, sent | {"reason": ""})
        assert page.status_code == 422
        assertContains(page, 'value="tidak-dipakai" selected', status_code=422)

    def test_the_administrator_reads_and_changes_nothing(self, signed_in, people):
        client = signed_in(people["admin"])
        address = reverse("norma-setempat-jalur", args=["ksdd-sukarela"])
        assertNotContains(client.get(address), 'name="reason"')
        sent = {"syarat": "/".join(LEGAL_REVIEW), "choice": "tidak-dipakai", "reason": WHY}
        assert client.post(address, sent).status_code == 422
        assert not LocalNormChoice.objects.exists()

    def test_the_list_names_every_road(self, signed_in, people):
        page = signed_in(people["kabag"]).get(reverse("norma-setempat"))
        for track in catalogue.TRACKS:
            assertContains(page, reverse("norma-setempat-jalur", args=[track.code]))
