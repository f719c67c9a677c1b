"""A mitra that other units use is changed by proposal and confirmation, with a history of every
field; its numbers are for those who need them.
"""

import pytest
from django.test import Client
from django.urls import reverse

from agreements.models import Agreement, DocumentState
from kerjasama.notices import rounds
from kerjasama.notices.models import Notice
from partners.models import Partner, PartnerChange

from .conftest import again
from .reading import words_of

pytestmark = pytest.mark.usefixtures("blank_papers")

FALSE_NAME = "PT Penipu Sejahtera"
NPWP = "1234567890123456"


def typed_about(partner: Partner, **changes: str) -> dict[str, str]:
    told = {
        name: getattr(partner, name)
        for name in ("name", "kind", "address", "representative", "representative_position")
    }
    return told | {"tetap": "1", "change_reason": "Sesuai akta terbaru."} | changes


@pytest.fixture
def partner(make_agreement) -> Partner:
    """A mitra that a running case of the first OPD names."""
    return make_agreement("ksdpk-daerah", at="penawaran").partner


@pytest.fixture
def edit(signed_in):
    def send(user, partner, **changes):
        address = reverse("mitra-ubah", args=[partner.pk])
        return signed_in(user).post(address, typed_about(partner, **changes), follow=True)

    return send


@pytest.fixture
def decide(signed_in):
    def send(user, change, verdict, **data):
        address = reverse("mitra-putus-usulan", args=[change.partner_id, change.pk, verdict])
        return signed_in(user).post(address, data, follow=True)

    return send


@pytest.fixture
def proposal(partner, edit, stranger) -> PartnerChange:
    edit(stranger, partner, address="Jalan Baru Nomor 9")
    return PartnerChange.objects.get()


def public_pages_of(case: Agreement) -> list[str]:
    """What anybody reads of each final naskah of the case."""
    finals = case.documents.filter(draft=False, state=DocumentState.READY).exclude(token="")
    addresses = [reverse("verifikasi-rinci", args=[paper.token]) for paper in finals]
    return [words_of(Client().get(address).content.decode()) for address in addresses]


def version_shown(answer) -> str:
    return answer.context["page"].waiting.version


@pytest.mark.parametrize("at", ["penawaran", "pelaporan"])
def test_staff_of_another_opd_change_nothing_of_a_case_by_its_mitra(
    at, make_agreement, edit, stranger
):
    case = make_agreement("ksdpk-daerah", at=at)
    case.partner.email = "mitra@contoh.invalid"
    case.partner.save()
    name = case.partner.name
    content, approvals = case.content_hash, case.evidence.filter(void=False).count()
    public = public_pages_of(case)
    page = words_of(
        edit(
            stranger,
            case.partner,
            name=FALSE_NAME,
            representative_position="Direktur Palsu",
            email="penipu@contoh.invalid",
        ).content.decode()
    )
    case = Agreement.objects.get(pk=case.pk)
    assert "dikirim. Yang memutuskan: Bagian Kerja Sama" in page
    assert (case.partner.name, case.partner.email) == (name, "mitra@contoh.invalid")
    assert case.content_hash == content
    assert case.evidence.filter(void=False).count() == approvals
    assert FALSE_NAME not in {party.name for party in case.parties.all()}
    assert public_pages_of(case) == public
    assert PartnerChange.objects.get().is_pending


def test_the_administrator_proposes_as_others_do(partner, edit, people):
    edit(people["admin"], partner, name=FALSE_NAME)
    assert again(partner).name != FALSE_NAME and PartnerChange.objects.get().is_pending


def test_the_only_unit_that_uses_it_changes_it_at_once_with_its_history(
    partner, edit, people, signed_in
):
    before = partner.address
    edit(people["staf"], partner, address="Jalan Baru Nomor 9")
    page = words_of(
        signed_in(people["staf"]).get(reverse("mitra-rinci", args=[partner.pk])).content.decode()
    )
    assert again(partner).address == "Jalan Baru Nomor 9"
    assert f"Alamat {before} Jalan Baru Nomor 9 {people['staf']}" in page
    assert "Alasan: Sesuai akta terbaru." in page


def test_the_bagian_finds_the_proposal_among_its_tasks_and_its_confirmation_is_told(
    proposal, people, decide, signed_in
):
    rounds.update_all_notices()
    office = people["verifikator"]
    tasks = words_of(signed_in(office).get(reverse("tugas")).content.decode())
    assert f"Putuskan usulan perubahan mitra: {proposal.name}" in tasks
    shown = signed_in(office).get(reverse("mitra-rinci", args=[proposal.partner_id]))
    page = words_of(
        decide(office, proposal, "setujui", versi=version_shown(shown)).content.decode()
    )
    assert again(proposal.partner).address == "Jalan Baru Nomor 9"
    assert f"Disetujui {office}" in page
    told = Notice.objects.get(user=people["staf"], key__startswith="mitra-berubah/")
    case = Agreement.objects.get(parties__partner=proposal.partner)
    assert case.title in told.subject and told.url == reverse("pihak", args=[case.pk])
    assert Notice.objects.filter(user=proposal.by, subject__contains="disetujui").exists()


def test_a_refused_proposal_changes_nothing_and_says_why(proposal, people, decide):
    before = proposal.partner.address
    assert decide(people["kabag"], proposal, "tolak").status_code == 422
    decide(people["kabag"], proposal, "tolak", answer="Tidak sesuai akta.")
    assert again(proposal.partner).address == before
    assert again(proposal).answer == "Tidak sesuai akta."


def test_nobody_decides_his_own_proposal_nor_may_another_opd(proposal, people, decide, stranger):
    unit = stranger.memberships.get().unit
    stranger.memberships.create(role="VERIFIER", unit=unit)
    for user in (stranger, people["staf"]):
        page = decide(user, proposal, "tolak", answer="Tidak sesuai akta.").content.decode()
        assert "diputuskan Bagian Kerja Sama, oleh orang lain" in page
    assert again(proposal).is_pending


def test_a_second_proposal_is_refused_with_what_waits_and_loses_nothing(proposal, people, edit):
    page = edit(people["admin"], proposal.partner, address="Jalan Lain Nomor 3").content.decode()
    assert "masih menunggu keputusan" in page
    assert "Jalan Baru Nomor 9" in page and "Jalan Lain Nomor 3" in page


def test_a_proposal_is_not_confirmed_on_other_data_than_was_seen(
    proposal, people, edit, decide, signed_in
):
    office = people["verifikator"]
    address = reverse("mitra-rinci", args=[proposal.partner_id])
    seen = version_shown(signed_in(office).get(address))
    edit(people["kabag"], proposal.partner, address="Jalan Tengah Nomor 5")
    page = words_of(decide(office, proposal, "setujui", versi=seen).content.decode())
    assert again(proposal).is_pending
    assert "Data mitra berubah sejak halaman ini dibuka" in page
    assert "Kini tertulis: Jalan Tengah Nomor 5" in page


class TestNumbers:
    @pytest.fixture
    def numbered(self, partner) -> Partner:
        partner.npwp = NPWP
        partner.save()
        return partner

    def page(self, signed_in, user, partner, name="mitra-rinci") -> str:
        return signed_in(user).get(reverse(name, args=[partner.pk])).content.decode()

    def test_those_who_work_with_the_mitra_read_them_in_full(self, numbered, people, signed_in):
        for name in ("staf", "kepala", "verifikator"):
            assert NPWP in self.page(signed_in, people[name], numbered)

    def test_others_read_the_last_four_digits_on_no_page_more(
        self, numbered, people, stranger, signed_in, edit
    ):
        edit(people["verifikator"], numbered, npwp="6543210987654321")
        for user, name in (
            (stranger, "mitra-rinci"),
            (stranger, "mitra-ubah"),
            (people["admin"], "mitra-rinci"),
        ):
            page = self.page(signed_in, user, numbered, name)
            assert "•4321" in page
            assert "6543210987654321" not in page and NPWP not in page

    def test_who_may_not_read_them_does_not_empty_them(self, numbered, stranger, edit):
        edit(stranger, numbered, address="Jalan Baru Nomor 9")
        assert "npwp" not in PartnerChange.objects.get().fields

    def test_the_past_identity_number_of_a_person_is_read_by_nobody(
        self, db, people, edit, signed_in
    ):
        person = Partner.objects.create(name="Contoh Perorangan", kind="perseorangan", npwp=NPWP)
        edit(people["verifikator"], person, npwp="")
        page = self.page(signed_in, people["kabag"], person)
        assert "•3456" in page and NPWP not in page


def test_a_mitra_in_use_is_not_merged_by_the_administrator(partner, people, signed_in):
    other = Partner.objects.create(name="PT Contoh Kembar", kind=partner.kind)
    address = f"{reverse('mitra-gabung', args=[partner.pk])}?ke={other.pk}"
    page = signed_in(people["admin"]).post(address, {"reason": "Tercatat dua kali"})
    assert "digabung oleh Bagian Kerja Sama" in page.content.decode()
    assert Partner.objects.filter(pk=partner.pk).exists()
