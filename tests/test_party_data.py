"""What a naskah prints of the mitra is known before the first review; what a paper lacks is said
before it is asked for.
"""

from urllib.parse import quote

import pytest
from django.urls import reverse

from agreements import demo
from agreements.models import Agreement
from agreements.workflow import guarding, meeting_requirements
from agreements.workflow.evaluation import evaluate_case
from kerjasama.accounts.models import Office, Official

from .conftest import as_long_as, order_and_render

pytestmark = pytest.mark.usefixtures("blank_papers")


def page(signed_in, user, agreement) -> str:
    return signed_in(user).get(reverse("kerja-sama", args=[agreement.pk])).content.decode()


def without(agreement, *fields) -> Agreement:
    partner = agreement.partner
    for field in fields:
        setattr(partner, field, "")
    partner.save()
    return Agreement.objects.get(pk=agreement.pk)


def until_open(agreement, code) -> Agreement:
    for _ in as_long_as(lambda: not evaluate_case(agreement).check(code).is_open):
        assert demo.meet_next(agreement, order_and_render)
        agreement = Agreement.objects.get(pk=agreement.pk)
    return agreement


@pytest.fixture
def unsigned(make_agreement):
    """A proposal ready to be submitted, of whose mitra nobody knows who signs."""
    agreement = without(make_agreement("ksdd-sukarela"), "representative", "address")
    return until_open(agreement, "ajukan")


def test_a_proposal_is_not_submitted_before_the_signatory_and_address_of_the_mitra_are_known(
    unsigned, people
):
    with pytest.raises(guarding.Refused, match="belum diisi") as refusal:
        meeting_requirements.meet_requirement(unsigned.pk, people["staf"], "ajukan", "persiapan")
    assert len(refusal.value.reasons) == 2


def test_the_page_says_so_before_the_press_and_leads_there_and_back(unsigned, people, signed_in):
    shown = page(signed_in, people["staf"], unsigned)
    here = reverse("kerja-sama", args=[unsigned.pk])
    address = f"{reverse('mitra-ubah', args=[unsigned.partner_id])}?kembali={quote(here)}#div_id_representative"  # noqa: E501
    assert address in shown and "norma setempat" in shown
    assert reverse("penuhi", args=[unsigned.pk, "ajukan"]) not in shown
    client = signed_in(people["staf"])
    partner = unsigned.partner
    data = {"name": partner.name, "kind": partner.kind}
    data |= {
        "representative": "Contoh Bupati Paser",
        "representative_position": "Bupati Paser",
        "address": "Jalan Contoh",
    }
    answer = client.post(
        f"{reverse('mitra-ubah', args=[partner.pk])}?kembali={quote(here)}", data | {"tetap": "1"}
    )
    assert answer.status_code == 302 and answer["Location"].startswith(here)
    partner.refresh_from_db()
    assert (partner.representative, partner.address) == ("Contoh Bupati Paser", "Jalan Contoh")


def test_the_first_paper_asks_for_the_mitra_so_that_it_is_not_made_twice(
    make_agreement, people, signed_in
):
    agreement = without(make_agreement("ksdd-sukarela"), "representative", "address")
    row = (
        page(signed_in, people["staf"], agreement)
        .partition('id="syarat-kak"')[2]
        .partition('id="syarat-')[0]
    )
    here = reverse("kerja-sama", args=[agreement.pk])
    assert (
        f"{reverse('mitra-ubah', args=[agreement.partner_id])}?kembali={quote(here)}#div_id_representative"  # noqa: E501
        in row
    )
    order = reverse("buat-dokumen", args=[agreement.pk, "kak"])
    assert order not in row and "norma setempat" in row
    partner = agreement.partner
    partner.representative, partner.address = "Contoh Bupati Paser", "Jalan Contoh"
    partner.save()
    assert order in page(signed_in, people["staf"], agreement)
    agreement = until_open(agreement, "ajukan")
    assert agreement.documents.filter(kind="kak").count() == 1
    meeting_requirements.meet_requirement(agreement.pk, people["staf"], "ajukan", "persiapan")


def test_a_running_case_is_stopped_at_its_next_review_and_not_at_the_signing(
    make_agreement, people
):
    agreement = make_agreement("ksdd-sukarela", at="penyusunan_kb")
    agreement.parties.update(representative_position="")
    agreement = until_open(agreement, "hukum_kesepakatan_bersama")
    with pytest.raises(guarding.Refused, match="jabatan penanda tangan"):
        meeting_requirements.meet_requirement(
            agreement.pk, people["hukum"], "hukum_kesepakatan_bersama", "penyusunan_kb"
        )


def test_abroad_the_mitra_is_known_when_a_naskah_is_drafted_and_not_while_it_is_explored(
    make_agreement, people
):
    agreement = without(make_agreement("ksdpl-daerah"), "representative_position_en")
    agreement = until_open(agreement, "ajukan")
    meeting_requirements.meet_requirement(agreement.pk, people["staf"], "ajukan", "prakarsa")


def test_a_paper_whose_signer_is_missing_says_so_before_the_press_to_everybody(
    make_agreement, people, signed_in
):
    agreement = make_agreement("ksdd-sukarela")
    Official.objects.filter(office=Office.UNIT_HEAD).delete()
    for name in ("staf", "kabag"):
        shown = page(signed_in, people[name], agreement).partition("Mengapa belum bisa lanjut?")[2]
        assert "belum ada pejabat yang dicatat" in shown
    assert reverse("buat-dokumen", args=[agreement.pk, "kak"]) not in page(
        signed_in, people["staf"], agreement
    )
    assert f"kembali={quote(reverse('kerja-sama', args=[agreement.pk]))}#catat" in page(
        signed_in, people["kabag"], agreement
    )


def test_whoever_records_the_missing_official_comes_back_to_the_case(
    make_agreement, people, signed_in
):
    agreement = make_agreement("ksdd-sukarela")
    Official.objects.filter(office=Office.SECRETARY).delete()
    here = reverse("kerja-sama", args=[agreement.pk])
    data = {
        "office": Office.SECRETARY,
        "name": "Contoh Sekda Baru",
        "since": "01/01/2026",
        "capacity": "definitif",
    }
    answer = signed_in(people["admin"]).post(f"{reverse('pejabat')}?kembali={quote(here)}", data)
    assert answer.status_code == 302 and answer["Location"] == here


def test_a_way_back_leads_to_no_foreign_site(people, signed_in):
    data = {
        "office": Office.SECRETARY,
        "name": "Contoh",
        "since": "01/01/2026",
        "capacity": "definitif",
    }
    Official.objects.filter(office=Office.SECRETARY).delete()
    answer = signed_in(people["admin"]).post(
        f"{reverse('pejabat')}?kembali=//contoh.example/x", data
    )
    assert answer["Location"] == reverse("pejabat")
