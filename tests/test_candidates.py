"""Of several candidates the TKKSD chooses the mitra before the offer (P22 Pasal 30 ayat (3))."""

import pytest
from django.urls import reverse
from django.utils import timezone

from agreements.models import Agreement
from agreements.models.event import LogAction
from agreements.workflow.changing_parties import remove_party
from agreements.workflow.choosing_mitra import choose_mitra
from agreements.workflow.evaluation import evaluate_case
from agreements.workflow.permitting import CHOSEN_AMONG, why_not_meet
from partners.models import Partner

from .conftest import again
from .reading import words_of
from .test_parties import naskah_of
from .test_undoing_acts import taken_back

pytestmark = pytest.mark.usefixtures("blank_papers")
TOLD = {
    "offer": "Membangun tanpa APBD",
    "good_faith": "Laporan keuangan tiga tahun wajar",
    "experience": "Lima proyek sejenis",
    "commitment": "Jaminan pelaksanaan tersedia",
    "note": "Kantor di luar daerah",
}
CHOICE = {
    "decided_on": "29/11/2026",
    "number": "7/BA/2026",
    "reason": "Paling berpengalaman",
}


def partner(name, kind="swasta") -> Partner:
    return Partner.objects.create(
        name=name,
        kind=kind,
        address="Jalan Contoh Nomor 2",
        representative="Contoh Pimpinan",
        representative_position="Direktur",
    )


@pytest.fixture
def rivals():
    return [partner("PT Calon Satu"), partner("PT Calon Dua")]


@pytest.fixture
def listed(rivals):
    """Lets a case have both rivals as candidates."""

    def listed(case) -> Agreement:
        for one in rivals:
            case.candidates.create(partner=one, **TOLD | {"offer": f"Tawaran {one.name}"})
        return again(case)

    return listed


@pytest.fixture
def offered(make_agreement, listed):
    """At the offer, with two candidates."""
    return listed(make_agreement("ksdpk-daerah", at="penawaran"))


def page_of(case) -> str:
    return reverse("banding-calon", args=[case.pk])


def choose(client, case, candidate, **said):
    sent = CHOICE | {"candidate": candidate.pk, "versi": case.content_hash} | said
    return client.post(reverse("pilih-calon", args=[case.pk]), sent, follow=True)


class TestListing:
    def add(self, client, case, one, **told):
        address = f"{page_of(case)}?q={one.name}"
        return client.post(address, TOLD | {"partner": one.pk} | told, follow=True)

    def test_the_opd_lists_candidates_and_compares_them_by_the_criteria_of_the_law(
        self, make_agreement, rivals, signed_in, people
    ):
        case, client = make_agreement("ksdpk-daerah"), signed_in(people["staf"])
        for one in rivals:
            answer = self.add(client, case, one)
        page = words_of(answer.content.decode())
        assert "PT Calon Satu" in page and "PT Calon Dua" in page
        for row in ("Bonafiditas", "Pengalaman di bidang", "Komitmen", "Pasal 30 ayat (3)"):
            assert row in page
        assert page.count("Lima proyek sejenis") == 2

    def test_who_is_not_recorded_yet_is_recorded_on_the_way(
        self, make_agreement, rivals, signed_in, people
    ):
        case, client = make_agreement("ksdpk-daerah"), signed_in(people["staf"])
        page = client.get(page_of(case), {"q": "PT Belum Ada"})
        way = page.context["page"].new_address
        assert way.replace("&", "&amp;") in page.content.decode() and "nama=PT%20Belum" in way
        assert f"kembali={page_of(case)}" in way
        back = client.get(page_of(case), {"mitra": rivals[0].pk})
        assert "PT Calon Satu" in back.content.decode()

    def test_a_candidate_is_no_party_and_in_no_naskah(self, make_agreement, listed):
        case = listed(make_agreement("ksdpk-daerah"))
        assert case.parties.count() == 2
        assert "PT Calon Satu" not in naskah_of(case, "kesepakatan_bersama")

    def test_what_is_missing_is_said_at_its_field_and_nothing_typed_gets_lost(
        self, make_agreement, rivals, signed_in, people
    ):
        case = make_agreement("ksdpk-daerah")
        answer = self.add(signed_in(people["staf"]), case, rivals[0], experience="")
        assert answer.status_code == 422 and "Membangun tanpa APBD" in answer.content.decode()
        assert not case.candidates.exists()

    def test_one_is_removed_again(self, make_agreement, listed, signed_in, people):
        case = listed(make_agreement("ksdpk-daerah"))
        row = case.candidates.first()
        signed_in(people["staf"]).post(reverse("hapus-calon", args=[case.pk, row.pk]))
        assert [str(one) for one in case.candidates.all()] == ["PT Calon Dua"]

    def test_nobody_but_the_opd_lists(self, make_agreement, rivals, signed_in, people):
        case = make_agreement("ksdpk-daerah")
        answer = self.add(signed_in(people["tkksd"]), case, rivals[0])
        assert answer.status_code == 422 and "OPD pemrakarsa" in answer.content.decode()

    def test_a_track_whose_law_knows_no_choice_has_no_such_page(
        self, make_agreement, signed_in, people
    ):
        case = make_agreement("ksdd-sukarela")
        assert signed_in(people["staf"]).get(page_of(case)).status_code == 404


class TestBeforeTheChoice:
    """The OPD proposes with candidates alone: no mitra is named before one is chosen."""

    @pytest.fixture
    def open_case(self, make_agreement, people):
        case = make_agreement("ksdpk-daerah")
        party = case.first_partner
        return remove_party(case.pk, people["staf"], party.pk, case.content_hash)

    def test_several_candidates_answer_for_the_mitra_and_one_does_not(self, open_case, rivals):
        open_case.candidates.create(partner=rivals[0], **TOLD)
        assert not evaluate_case(again(open_case)).check("isi_partner_id").met
        open_case.candidates.create(partner=rivals[1], **TOLD)
        assert evaluate_case(again(open_case)).check("isi_partner_id").met

    def test_the_kak_names_them_all_and_none_as_the_mitra(self, open_case, listed):
        kak = naskah_of(listed(open_case), "kak")
        assert "salah satu dari PT Calon Satu dan PT Calon Dua" in kak

    def test_the_form_of_the_proposal_leads_to_them(self, open_case, listed, signed_in, people):
        client, place = signed_in(people["staf"]), reverse("ubah", args=[open_case.pk, "pokok"])
        page = client.get(place).content.decode()
        assert "Belum dipilih." in page and page_of(open_case) in page
        listed(open_case)
        page = words_of(client.get(place).content.decode())
        assert "Dipilih TKKSD di antara 2 calon mitra" in page and "Belum dipilih." not in page

    def test_the_choice_makes_a_mitra_of_one(self, open_case, rivals, people, make_agreement):
        case = make_agreement("ksdpk-daerah", at="penawaran")
        for one in rivals:
            case.candidates.create(partner=one, **TOLD)
        party_of_none = case.first_partner
        party_of_none.delete()
        Agreement.objects.filter(pk=case.pk).update(partner=None)
        case = again(case)
        row = case.candidates.last()
        choose_mitra(
            case.pk, people["tkksd"], row.pk, case.content_hash, timezone.localdate(), "Terbaik"
        )
        assert again(case).first_partner.name == "PT Calon Dua"


class TestChoosing:
    def test_the_chosen_one_becomes_the_mitra_and_the_naskah_names_it(
        self, offered, rivals, signed_in, people
    ):
        answer = choose(signed_in(people["tkksd"]), offered, offered.candidates.last())
        case = again(offered)
        assert case.partner == rivals[1] and case.first_partner.name == "PT Calon Dua"
        assert case.parties.count() == 2
        assert "PT Calon Dua" in naskah_of(case, "kesepakatan_bersama")
        shown = words_of(answer.content.decode())
        assert "Mitra dipilih 29 November 2026" in shown and "Paling berpengalaman" in shown

    def test_the_choice_meets_the_record_that_the_law_asks_for_and_stands_in_the_log(
        self, offered, signed_in, people
    ):
        choose(signed_in(people["tkksd"]), offered, offered.candidates.last())
        case = again(offered)
        check = evaluate_case(case).check("pemilihan")
        assert check.met and "Lima proyek sejenis" in str(check.evidence.findings)
        assert case.events.get(action=LogAction.MITRA_CHOSEN).detail["what"] == "PT Calon Dua"

    def test_a_choice_without_reason_is_refused_at_its_field(self, offered, signed_in, people):
        before = offered.partner
        row = offered.candidates.last()
        answer = choose(signed_in(people["tkksd"]), offered, row, reason="")
        assert answer.status_code == 422 and "7/BA/2026" in answer.content.decode()
        assert again(offered).partner == before

    def test_who_saw_another_content_chooses_nothing(self, offered, signed_in, people):
        row = offered.candidates.last()
        answer = choose(signed_in(people["tkksd"]), offered, row, versi="lama")
        assert answer.status_code == 422 and "sudah diubah orang lain" in answer.content.decode()
        assert not offered.candidates.filter(is_chosen=True).exists()

    def test_nobody_chooses_before_the_offer(self, make_agreement, listed, signed_in, people):
        case = listed(make_agreement("ksdpk-daerah"))
        client = signed_in(people["tkksd"])
        assert choose(client, case, case.candidates.last()).status_code == 422
        assert "Catat pilihan" not in client.get(page_of(case)).content.decode()

    def test_once_chosen_the_list_stands(self, offered, signed_in, people):
        row = offered.candidates.last()
        choose(signed_in(people["verifikator"]), offered, row)
        client = signed_in(people["staf"])
        client.post(reverse("hapus-calon", args=[offered.pk, row.pk]))
        assert offered.candidates.count() == 2

    def test_when_the_chosen_one_declines_the_next_is_chosen(
        self, offered, rivals, signed_in, people
    ):
        client = signed_in(people["tkksd"])
        first, second = offered.candidates.all()
        choose(client, offered, second)
        assert choose(client, again(offered), first).status_code == 422
        offered.evidence.create(
            stage_code="penawaran",
            requirement_code="tanggapan",
            outcome="ditolak",
            by=people["verifikator"],
            content_hash=again(offered).content_hash,
        )
        assert "Catat pilihan" in client.get(page_of(offered)).content.decode()
        choose(client, again(offered), first)
        assert again(offered).partner == rivals[0]
        assert [row.is_chosen for row in offered.candidates.all()] == [True, False]

    def test_among_several_the_record_is_not_made_without_naming_one(self, offered, people):
        situation = evaluate_case(offered)
        assert why_not_meet(people["tkksd"], situation, "pemilihan") == CHOSEN_AMONG

    def test_the_offer_waits_for_the_choice_which_is_the_turn_of_the_tkksd(
        self, offered, signed_in, people
    ):
        client, office = signed_in(people["tkksd"]), signed_in(people["verifikator"])
        assert evaluate_case(offered).holders == ["TKKSD"]
        page = client.get(reverse("kerja-sama", args=[offered.pk])).content.decode()
        assert "Pilih di antara calon" in page and page_of(offered) in page
        order = reverse("buat-dokumen", args=[offered.pk, "penawaran"])
        page = office.post(order, follow=True).content.decode()
        assert "menunggu pemilihan calon mitra" in page and page_of(offered) in page
        assert not offered.documents.filter(kind="penawaran").exists()
        choose(client, offered, offered.candidates.last())
        office.post(order)
        assert offered.letters.filter(kind="penawaran").exists()

    def test_with_fewer_than_two_all_goes_on_as_ever(self, make_agreement, rivals, people):
        case = make_agreement("ksdpk-daerah", at="penawaran")
        case.candidates.create(partner=rivals[0], **TOLD)
        assert why_not_meet(people["tkksd"], evaluate_case(case), "pemilihan") == ""

    def test_the_choice_is_taken_back_whole(self, offered, signed_in, people):
        client = signed_in(people["tkksd"])
        taken_back(
            offered,
            people["tkksd"],
            lambda: choose(client, offered, offered.candidates.last()),
        )
