"""What was typed while looking for a mitra is not typed again to record it, and one's own OPD
supports nobody.
"""

import pytest
from django.urls import reverse

from partners.models import PartnerKind


@pytest.fixture
def draft(make_agreement):
    return make_agreement("ksdpk-daerah")


def test_the_name_that_was_looked_for_and_the_kinds_of_the_track_go_along(draft, people, signed_in):
    client = signed_in(people["staf"])
    found = client.get(
        reverse("calon-mitra", args=[draft.pk]), {"q": "PT Baru & Anak"}
    ).content.decode()
    assert "nama=PT%20Baru%20%26%20Anak" in found
    kinds = ",".join(draft.track.partner_kinds)
    form = (
        client.get(reverse("mitra-baru"), {"jenis": kinds, "nama": "PT Baru & Anak"})
        .context["page"]
        .form
    )
    assert form["name"].value() == "PT Baru & Anak"
    offered = {key for key, _ in form.fields["kind"].choices if key}
    assert offered == set(draft.track.partner_kinds) < set(PartnerKind.values)


def test_beside_a_mitra_that_was_just_recorded_nothing_says_that_none_is_chosen(
    draft, people, signed_in
):
    partner, draft.partner = draft.partner, None
    draft.save()
    page = reverse("ubah", args=[draft.pk, "pokok"])
    client = signed_in(people["staf"])
    assert "Belum dipilih." in client.get(page).content.decode()
    answer = client.get(page, {"mitra": partner.pk})
    choice = answer.context["page"].partner
    assert choice.candidates == [partner] and choice.is_chosen_at_once
    shown = " ".join(answer.content.decode().split())
    assert (
        "Belum dipilih." not in shown
        and f'id="calon-{partner.pk}" value="{partner.pk}" checked' in shown
    )


def test_everyday_words_lead_to_the_kind_of_mitra_in_law(draft, people, signed_in):
    client = signed_in(people["staf"])
    found = client.get(reverse("calon-mitra", args=[draft.pk]), {"q": "bank"})
    kinds = {new.everyday.kind for new in found.context["choice"].new}
    assert kinds == {PartnerKind.STATE_COMPANY, PartnerKind.REGION_COMPANY, PartnerKind.COMPANY}
    assert "Bank milik negara" in found.content.decode()
    form = client.get(found.context["choice"].new[0].address).context["page"].form
    assert form["kind"].value() == PartnerKind.STATE_COMPANY and form["name"].value() == "bank"


def test_a_kind_of_another_road_is_named_and_the_road_offered(draft, people, signed_in):
    asked = {"q": "kementerian"}
    page = signed_in(people["staf"]).get(reverse("calon-mitra", args=[draft.pk]), asked)
    choice = page.context["choice"]
    assert not choice.new and [one.kind for one in choice.elsewhere] == [PartnerKind.MINISTRY]
    shown = page.content.decode()
    assert "bukan mitra pada jalur ini" in shown and reverse("pilih-jalur") in shown


def test_ones_own_opd_is_not_offered_as_a_supporter(draft, people, stranger, signed_in):
    form = signed_in(people["staf"]).get(reverse("ubah", args=[draft.pk, "pokok"])).context["form"]
    names = [str(unit) for unit in form.fields["supporters"].queryset]
    assert str(draft.owner) not in names and "Dinas Kesehatan" in names


def test_the_turn_of_an_opd_names_the_unit(draft, people, signed_in):
    kabag = signed_in(people["kabag"])
    page = kabag.get(reverse("kerja-sama", args=[draft.pk])).content.decode()
    assert f"Bola di {draft.owner}<" in page or f"Bola di {draft.owner}," in page
    listed = kabag.get(reverse("daftar")).content.decode()
    assert f"Bola di {draft.owner}<" in listed and "Bola di Staf OPD" not in listed


def test_the_turn_of_a_head_names_the_unit_too(draft):
    draft.holders = ["OPD_HEAD", "VERIFIER"]
    assert draft.holder_names == f"Kepala OPD {draft.owner} dan Verifikator Bagian Kerja Sama"
