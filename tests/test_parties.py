"""What a naskah says of its parties is taken from the registry, and stays with the case."""

import pytest
from django.urls import reverse

from agreements.documents import rendering
from agreements.models import Agreement, Document
from agreements.models.event import LogAction
from agreements.workflow.changing_parties import add_party, move_party_up, remove_party
from agreements.workflow.guarding import Refused
from agreements.workflow.party_data import take_party_data
from partners.models import Partner

from .reading import words_of

pytestmark = pytest.mark.usefixtures("blank_papers")


def again(case) -> Agreement:
    return Agreement.objects.get(pk=case.pk)


def rename(partner, name="PT Penipu Sejahtera") -> None:
    partner.name, partner.representative_position = name, "Direktur Palsu"
    partner.save()


@pytest.fixture
def in_review(make_agreement):
    """A case whose OPD has submitted it: somebody has approved."""
    return make_agreement("ksdpk-daerah", at="penawaran")


class TestWhileNothingIsApproved:
    def test_a_draft_says_what_the_registry_says(self, make_agreement):
        case = make_agreement("ksdpk-daerah")
        rename(case.partner)
        assert again(case).first_partner.name == "PT Penipu Sejahtera"

    def test_its_log_tells_what_changed(self, make_agreement):
        case = make_agreement("ksdpk-daerah")
        rename(case.partner)
        entry = case.events.get(action=LogAction.PARTY_DATA_TAKEN)
        assert {"Nama", "Jabatan penanda tangan"} == {
            change["label"].capitalize() for change in entry.detail["changes"]
        }


class TestOnceApproved:
    def test_a_change_of_the_registry_voids_no_approval(self, in_review):
        before = in_review.content_hash
        rename(in_review.partner)
        assert again(in_review).content_hash == before

    def test_its_papers_go_on_saying_what_was_agreed(self, in_review):
        agreed = in_review.first_partner.name
        rename(in_review.partner)
        paper = again(in_review).documents.order_by("pk").first()
        assert agreed in words_of(rendering.to_html(paper))

    def test_the_opd_may_take_the_new_data_which_voids_what_was_approved(self, in_review, people):
        before = in_review.content_hash
        rename(in_review.partner)
        take_party_data(in_review.pk, people["staf"], in_review.first_partner.pk, before)
        case = again(in_review)
        assert case.first_partner.name == "PT Penipu Sejahtera" and case.content_hash != before

    def test_nobody_of_another_opd_may(self, in_review, stranger):
        rename(in_review.partner)
        with pytest.raises(Refused, match="wewenang"):
            take_party_data(
                in_review.pk,
                stranger,
                in_review.first_partner.pk,
                in_review.content_hash,
            )

    def test_what_does_not_differ_is_not_taken(self, in_review, people):
        with pytest.raises(Refused, match="sudah sama"):
            take_party_data(
                in_review.pk,
                people["staf"],
                in_review.first_partner.pk,
                in_review.content_hash,
            )


@pytest.fixture
def third():
    return Partner.objects.create(
        name="Pemerintah Kabupaten Contoh Ketiga",
        kind="daerah",
        address="Jalan Ketiga Nomor 3",
        representative="Contoh Ketiga",
        representative_position="Bupati Contoh Ketiga",
    )


class TestSeveralParties:
    @pytest.fixture
    def draft(self, make_agreement):
        return make_agreement("ksdd-sukarela")

    def add(self, signed_in, people, case, partner):
        return signed_in(people["staf"]).post(
            reverse("pihak-tambah", args=[case.pk]),
            {"partner": partner.pk, "versi": case.content_hash},
            follow=True,
        )

    def test_the_opd_adds_a_third_party_and_reads_all_in_their_order(
        self, draft, third, signed_in, people
    ):
        page = words_of(self.add(signed_in, people, draft, third).content.decode())
        calls = ["PIHAK KESATU", "PIHAK KEDUA", "PIHAK KETIGA " + third.name]
        assert [page.index(call) for call in calls] == sorted(page.index(call) for call in calls)

    def test_a_partner_is_no_party_twice(self, draft, signed_in, people):
        answer = self.add(signed_in, people, draft, draft.partner)
        assert "sudah menjadi pihak" in answer.content.decode()
        assert draft.parties.count() == 2

    def test_there_are_twelve_at_most(self, draft, signed_in, people):
        for number in range(13):
            one = Partner.objects.create(name=f"Pemerintah Contoh {number}", kind="daerah")
            answer = self.add(signed_in, people, again(draft), one)
        assert draft.parties.count() == 12 and "Paling banyak 12" in answer.content.decode()

    def test_our_region_may_stand_at_any_place_and_is_never_removed(self, draft, people):
        theirs = draft.first_partner
        move_party_up(draft.pk, people["staf"], theirs.pk, draft.content_hash)
        case = again(draft)
        assert [party.is_region for party in case.parties.all()] == [False, True]
        ours = case.parties.get(partner=None)
        with pytest.raises(Refused, match="selalu"):
            remove_party(case.pk, people["staf"], ours.pk, case.content_hash)

    def test_without_the_first_partner_the_next_is_judged_by_the_law(self, draft, third, people):
        add_party(draft.pk, people["staf"], third.pk, draft.content_hash)
        case = again(draft)
        remove_party(case.pk, people["staf"], case.first_partner.pk, case.content_hash)
        assert again(draft).partner == third

    def test_a_further_party_is_content_to_which_approvals_are_bound(self, draft, third, people):
        before = draft.content_hash
        add_party(draft.pk, people["staf"], third.pk, before)
        assert again(draft).content_hash != before

    def test_the_naskah_names_all_three_and_each_signs(self, make_agreement, third, people):
        case = make_agreement("ksdd-sukarela")
        add_party(case.pk, people["staf"], third.pk, case.content_hash)
        paper = Document(
            agreement=again(case),
            kind="kesepakatan_bersama",
            draft=True,
            revision=1,
            context={"date": "2026-11-30"},
        )
        text = words_of(rendering.to_html(paper))
        assert "PIHAK KESATU, PIHAK KEDUA, dan PIHAK KETIGA selanjutnya" in text
        assert f"dan {third.name} tentang" in text
        assert text.count("Contoh Ketiga") >= 3
