"""A signed agreement is changed, extended or ended on a track of its own, and never in place."""

import pytest
from django.urls import reverse

from agreements.documents.changed import in_force
from agreements.models import Agreement, chain_is_intact
from tests.conftest import pass_stage

pytestmark = pytest.mark.usefixtures("blank_papers")


@pytest.fixture
def walk(people):
    def to_the_end(change: Agreement, at: str = "penatausahaan") -> Agreement:
        while change.stage_code != at:
            change = pass_stage(change, people)
        return Agreement.objects.get(pk=change.pk)

    return to_the_end


def again(agreement: Agreement) -> Agreement:
    return Agreement.objects.get(pk=agreement.pk)


def test_an_adendum_goes_from_the_button_to_the_signature_and_the_naskah_in_force_shows_it(make_agreement, people, signed_in, walk):
    parent = make_agreement("ksdpk-daerah", at="pelaksanaan")
    staff = signed_in(people["staf"])
    ways = staff.get(reverse("perubahan", args=[parent.pk])).content.decode()
    address = f"{reverse('ajukan', args=['ksdpk-adendum'])}?kerja-sama={parent.pk}"
    assert address in ways
    assert f'value="{parent.pk}" selected' in staff.get(address).content.decode()
    begun = staff.post(address, {"parent": parent.pk})
    change = parent.children.get()
    assert begun.url == reverse("ubah", args=[change.pk, "perubahan"])
    assert (change.partner, change.owner, change.naskah_diubah) == (parent.partner, parent.owner, "perjanjian_kerja_sama")
    said = {"naskah_diubah": "perjanjian_kerja_sama", "alasan": "Kebutuhan data bertambah.", "versi": change.content_hash, "lanjut": 1}
    steps = staff.post(begun.url, said)
    assert steps.url == reverse("ubah", args=[change.pk, "pasal"])
    page = staff.get(steps.url)
    form = page.context["rows"]["perubahan"]
    typed = {name: field.initial or "" for name, field in form.fields.items() if not name.startswith("hapus")}
    typed |= {"teks_objek": "Objeknya data, informasi, dan peta.", "judul_0": "Kerahasiaan", "baru_0": "Data pribadi dirahasiakan."}
    typed |= {"sesudah_0": "objek", "versi": again(change).content_hash}
    assert staff.post(steps.url, typed).status_code == 302
    assert [(row["place"], row["how"]) for row in again(change).perubahan] == [("Pasal 2", "diubah"), ("Pasal 2A", "ditambahkan")]

    walk(again(change))
    number = change.documents.get(kind="adendum", draft=False).number
    rows = {row.place: row for row in in_force(again(parent), "perjanjian_kerja_sama")}
    assert rows["Pasal 2"].text == "Objeknya data, informasi, dan peta." and number in rows["Pasal 2"].origin
    assert rows["Pasal 2A"].text == "Data pribadi dirahasiakan." and rows["Pasal 3"].origin.startswith("Naskah asli")
    shown = staff.get(reverse("naskah-berlaku", args=[parent.pk])).content.decode()
    assert "Objeknya data, informasi, dan peta." in shown and number in shown
    assert parent.events.filter(action="adendum").exists() and chain_is_intact(again(parent))
    assert again(parent).ends_on == parent.ends_on
