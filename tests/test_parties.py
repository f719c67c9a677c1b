"""What a naskah says of its parties is taken from the registry, and stays with the case."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from agreements.documents import needs, rendering, signers
from agreements.models import Agreement, Document, Signatory
from agreements.models.event import LogAction
from agreements.monitoring.custody import new_originals
from agreements.pages.case import gap_links
from agreements.pages.case.parties import build_parties_page
from agreements.views.common import visible_or_404
from agreements.workflow import engine
from agreements.workflow.changing_parties import (
    add_party,
    move_party_up,
    name_signatory,
    remove_party,
)
from agreements.workflow.copying import copy_case
from agreements.workflow.guarding import Refused
from agreements.workflow.party_data import take_party_data
from agreements.workflow.signing_order import lapse_of_right
from kerjasama.accounts.models import Office, Official, RegionProfile
from partners.models import Partner

from .conftest import again
from .pictures import small_png
from .reading import words_of

QUERY = QueryDict()
PKS = "perjanjian_kerja_sama"
PIXEL = small_png()
TODAY = date(2026, 11, 29)

pytestmark = pytest.mark.usefixtures("blank_papers")


def naskah_of(case, kind) -> str:
    """The words of its draft."""
    day = {"date": "2026-11-30"}
    paper = Document(agreement=case, kind=kind, draft=True, revision=1, context=day)
    return words_of(rendering.to_html(paper))


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

    def test_a_draft_shows_a_logo_that_comes_later(self, make_agreement):
        case = make_agreement("ksdpk-daerah")
        case.partner.logo = PIXEL
        case.partner.save()
        assert again(case).first_partner.logo_data_uri == case.partner.logo_data_uri
        (change,) = case.events.get(action=LogAction.PARTY_DATA_TAKEN).detail["changes"]
        assert change["label"] == "logo" and change["old"] == "" and change["new"]


class TestOnceApproved:
    def test_a_logo_that_comes_later_is_taken_by_an_act_which_voids_nothing(
        self, in_review, people, signed_in
    ):
        in_review.partner.logo = PIXEL
        in_review.partner.save()
        party, before = again(in_review).first_partner, in_review.content_hash
        assert party.logo_data_uri == ""
        page = signed_in(people["staf"]).get(reverse("pihak", args=[in_review.pk]))
        assert "logo: di sini “belum diisi”, dalam daftar mitra “berkas " in page.content.decode()
        take_party_data(in_review.pk, people["staf"], party.pk, before)
        case = again(in_review)
        assert case.first_partner.logo_data_uri == in_review.partner.logo_data_uri != ""
        assert case.content_hash == before

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
        taken = f"Diambil dari daftar mitra {date_format(timezone.localdate(), 'j F Y')}."
        assert page.count(taken) == 2

    def test_a_partner_is_no_party_twice(self, draft, signed_in, people):
        answer = self.add(signed_in, people, draft, draft.partner)
        assert "sudah menjadi pihak" in answer.content.decode()
        assert draft.parties.count() == 2

    def test_there_are_twelve_at_most(self, draft, third, signed_in, people):
        for number in range(10):
            one = Partner.objects.create(name=f"Pemerintah Contoh {number}", kind="daerah")
            add_party(draft.pk, people["staf"], one.pk, again(draft).content_hash)
        assert draft.parties.count() == 12
        answer = self.add(signed_in, people, again(draft), third)
        assert draft.parties.count() == 12 and "Paling banyak 12" in answer.content.decode()

    def test_its_page_asks_the_database_no_more_for_more_parties(self, draft, third, people):
        def cost() -> int:
            with CaptureQueriesContext(connection) as asked:
                build_parties_page(people["staf"], visible_or_404(people["staf"], draft.pk), QUERY)
            return len(asked)

        cost()
        with_two = cost()
        add_party(draft.pk, people["staf"], third.pk, again(draft).content_hash)
        assert cost() == with_two

    def test_who_saw_the_parties_of_before_changes_none(self, draft, third, people):
        seen = draft.content_hash
        add_party(draft.pk, people["staf"], third.pk, seen)
        with pytest.raises(Refused, match="sudah diubah"):
            move_party_up(draft.pk, people["staf"], draft.first_partner.pk, seen)

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
        text = naskah_of(again(case), "kesepakatan_bersama")
        assert "PIHAK KESATU, PIHAK KEDUA, dan PIHAK KETIGA selanjutnya" in text
        assert f"dan {third.name} tentang" in text
        assert text.count("Contoh Ketiga") >= 3

    def test_a_letter_to_the_partners_is_addressed_to_each(self, make_agreement, third, people):
        case = make_agreement("ksdd-sukarela")
        first = f"{case.first_partner.representative_position} {case.first_partner.name}"
        assert f"Yth. {first} di Tempat" in naskah_of(case, "penawaran")
        add_party(case.pk, people["staf"], third.pk, case.content_hash)
        letter = naskah_of(again(case), "penawaran")
        assert f"Yth. 1. {first} 2. Bupati Contoh Ketiga di Tempat" in letter


class TestWhoSigns:
    """A Rektor signs the Kesepakatan Bersama, a Dekan the PKS, each by a right of his own."""

    def name(self, signed_in, people, case, party, kind, **said):
        sent = {"versi": case.content_hash, "right": "jabatan", **said}
        address = reverse("penanda-tangan", args=[case.pk, party.pk, kind])
        return signed_in(people["staf"]).post(address, sent, follow=True)

    @pytest.fixture
    def draft(self, make_agreement):
        return make_agreement("ksdpk-daerah")

    def test_a_direktur_signs_the_pks_by_kuasa_substitusi_and_the_naskah_says_so(
        self, draft, signed_in, people
    ):
        said = {
            "name": "Contoh Direktur",
            "office": "Direktur Operasi",
            "right": "substitusi",
            "basis": "Surat Kuasa Substitusi Direktur Utama",
            "basis_number": "12/SKS/2026",
            "basis_date": "2026-11-02",
        }
        before = draft.content_hash
        self.name(signed_in, people, draft, draft.first_partner, PKS, **said)
        case = again(draft)
        text = naskah_of(case, PKS)
        assert "Contoh Direktur" in text and "Direktur Operasi" in text
        assert "berdasarkan Surat Kuasa Substitusi Direktur Utama Nomor 12/SKS/2026" in text
        assert "Contoh Direktur" not in naskah_of(case, "kesepakatan_bersama")
        assert case.content_hash != before

    def test_the_log_names_the_naskah_that_is_signed(self, draft, signed_in, people):
        said = {"name": "Contoh Direktur", "office": "Direktur Operasi"}
        self.name(signed_in, people, draft, draft.first_partner, PKS, **said)
        [change] = draft.events.get(action=LogAction.CONTENT_EDITED).detail["changes"]
        assert "penandatanganan Perjanjian Kerja Sama: Contoh Direktur" in change["new"]
        assert PKS not in change["new"]

    def test_a_kuasa_without_its_document_is_refused_at_the_field(self, draft, signed_in, people):
        answer = self.name(
            *(signed_in, people, draft, draft.first_partner, PKS),
            name="Contoh Direktur",
            office="Direktur",
            right="kuasa",
        )
        assert answer.status_code == 422
        shown = answer.content.decode()
        assert "Wajib diisi bagi penerima kuasa" in shown and "Contoh Direktur" in shown

    def test_a_kepala_dinas_signs_for_us_by_a_decree(self, draft, signed_in, people):
        ours = draft.parties.get(partner=None)
        head = Official.objects.filter(office=Office.UNIT_HEAD, unit=draft.owner).get()
        self.name(
            *(signed_in, people, draft, ours, PKS),
            official=head.pk,
            basis="Keputusan Bupati",
            basis_number="188.45/7/2026",
            basis_date="2026-01-05",
        )
        text = naskah_of(again(draft), PKS)
        assert head.name in text and "berdasarkan Keputusan Bupati Nomor 188.45/7/2026" in text

    def test_a_kesepakatan_bersama_is_signed_by_the_head_of_the_region_himself(
        self, draft, signed_in, people
    ):
        ours = draft.parties.get(partner=None)
        answer = self.name(signed_in, people, draft, ours, "kesepakatan_bersama", name="Siapa")
        assert answer.status_code == 404

    def test_a_lapsed_right_is_refused_at_the_signing(self, make_agreement, people):
        case = make_agreement("ksdpk-daerah", at="penandatanganan_kb")
        signatory = case.first_partner.signatories.create(
            kind="kesepakatan_bersama",
            name="Contoh Wakil",
            office="Direktur",
            right="kuasa",
            basis_until=date(2026, 1, 31),
        )
        need = case.track.requirement("penandatanganan_kb", case.track.signings[signatory.kind])
        assert "berakhir pada 31 Januari 2026" in lapse_of_right(case, need, date(2026, 2, 1))
        assert not lapse_of_right(case, need, date(2026, 1, 31))


class TestOriginals:
    def test_each_of_three_parties_has_an_original(self, make_agreement, third, people):
        case = make_agreement("ksdd-sukarela")
        add_party(case.pk, people["staf"], third.pk, case.content_hash)
        case = again(case)
        new_originals.create_originals(case, "kesepakatan_bersama", people["verifikator"], TODAY)
        names = [row.bearer_label for row in case.originals.order_by("rangkap")]
        assert names[1:] == [party.name for party in case.partner_parties]


def test_lists_say_how_many_partners_there_are_and_their_file_names_them(
    make_agreement, third, people, signed_in
):
    case = make_agreement("ksdd-sukarela")
    add_party(case.pk, people["staf"], third.pk, case.content_hash)
    client, first = signed_in(people["staf"]), case.first_partner.name
    page = words_of(client.get(reverse("daftar")).content.decode())
    assert f"{first} dan 1 pihak lain" in page
    found = words_of(client.get(f"{reverse('daftar')}?mitra={third.pk}").content.decode())
    assert case.title in found
    found = words_of(client.get(f"{reverse('cari')}?q={case.title}").content.decode())
    assert f"{first} dan 1 pihak lain" in found
    file = client.get(f"{reverse('daftar')}?unduh=csv")
    assert f"{first}; {third.name}" in b"".join(file).decode()


class TestTheOneThatSignsForUs:
    @pytest.fixture
    def draft(self, make_agreement):
        return make_agreement("ksdpk-daerah")

    def deputy(self, case) -> Signatory:
        head = Official.objects.get(office=Office.UNIT_HEAD, unit=case.owner)
        return Signatory(name=head.name, office="Kepala Dinas", right="delegasi")

    def test_beside_a_penerima_kuasa_nobody_is_named(self, draft, people):
        Agreement.objects.filter(pk=draft.pk).update(dengan_kuasa=True)
        case = again(draft)
        ours = case.parties.get(partner=None)
        with pytest.raises(Refused, match="surat kuasa"):
            name_signatory(
                *(case.pk, people["staf"], ours.pk, self.deputy(case)), PKS, case.content_hash
            )

    def test_whoever_left_office_signs_no_more(self, draft, people):
        ours = draft.parties.get(partner=None)
        signatory = self.deputy(draft)
        name_signatory(draft.pk, people["staf"], ours.pk, signatory, PKS, draft.content_hash)
        case = again(draft)
        assert signers.gap_of(PKS, case, RegionProfile.current(), TODAY) == ""
        Official.objects.filter(name=signatory.name).update(until=TODAY - timedelta(1))
        gap = signers.gap_of(PKS, case, RegionProfile.current(), TODAY)
        assert "tidak tercatat sebagai pejabat" in gap
        gaps = needs.missing_for(PKS, case, TODAY, draft=False)
        (place,) = [found for found in gaps if found.text == gap]
        assert place.where == needs.Where.SIGNATORIES
        assert gap_links.address_of(people["staf"], case, place) == reverse("pihak", args=[case.pk])


def test_a_copy_has_the_parties_of_its_origin(make_agreement, third, people):
    origin = make_agreement("ksdd-sukarela")
    add_party(origin.pk, people["staf"], third.pk, origin.content_hash)
    new = Agreement(title="Salinan", owner=origin.owner, **track_of(origin))
    copied = copy_case(again(origin), people["staf"], new, [])
    names = [party.name for party in again(origin).parties.all()]
    assert [party.name for party in again(copied).parties.all()] == names


def track_of(case) -> dict[str, str]:
    return {"track_code": case.track_code, "track_version": case.track_version}


def test_what_is_typed_of_a_signatory_while_the_case_went_on_is_not_lost(
    make_agreement, people, signed_in
):
    case = make_agreement("ksdpk-daerah")
    address = reverse("penanda-tangan", args=[case.pk, case.first_partner.pk, PKS])
    seen = case.content_hash
    engine.halt_case(case.pk, people["kabag"], case.stage_code, "ditangguhkan", "Ditunda.")
    sent = {"versi": seen, "name": "Contoh Diketik", "office": "Direktur", "right": "jabatan"}
    answer = signed_in(people["staf"]).post(address, sent)
    assert answer.status_code == 422 and "Contoh Diketik" in answer.content.decode()
