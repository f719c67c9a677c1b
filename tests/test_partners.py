from django.urls import reverse

from partners.models import Partner


def test_a_similar_partner_is_warned_of_and_the_form_keeps_what_was_typed(people, signed_in):
    Partner.objects.create(name="PT Mahakam Sejahtera", kind="swasta")
    client, data = signed_in(people["staf"]), {"name": "PT Mahakam Sejahtra", "kind": "swasta"}
    page = client.post(reverse("mitra-baru"), data).content.decode()
    assert "nama mirip" in page and "PT Mahakam Sejahtra" in page
    assert Partner.objects.count() == 1
    client.post(reverse("mitra-baru"), data | {"tetap": "1"})
    assert Partner.objects.count() == 2


def test_the_same_partner_twice_is_refused(people, signed_in):
    Partner.objects.create(name="PT Mahakam", kind="swasta")
    signed_in(people["staf"]).post(reverse("mitra-baru"), {"name": "pt mahakam", "kind": "swasta", "tetap": "1"})
    assert Partner.objects.count() == 1
