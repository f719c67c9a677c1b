"""A refused form says on top what is wrong, with status 422, at an address that can be opened
again.
"""

import pytest
from django.urls import URLPattern, get_resolver, reverse


@pytest.fixture
def case(make_agreement):
    return make_agreement()


def test_a_refusal_is_summed_up_on_top_with_links_to_its_fields(case, people, signed_in):
    answer = signed_in(people["kabag"]).post(
        reverse("kembalikan", args=[case.pk]), {"alasan": "", "tujuan": "persiapan"}
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "<title>Galat: " in page
    assert page.index('id="galat"') < page.index("<h1>")
    assert '<a href="#id_alasan">Alasan' in page


def test_a_table_of_rows_is_summed_up_too(case, people, signed_in):
    client, address = signed_in(people["staf"]), reverse("ubah", args=[case.pk, "rencana"])
    row = {
        f"indicators-0-{name}": value
        for name, value in {
            "name": "Antrean",
            "unit": "hari",
            "baseline": "lama",
            "target": "1",
        }.items()
    }
    management = {"indicators-TOTAL_FORMS": 1, "indicators-INITIAL_FORMS": 0}
    answer = client.post(address, row | management | {"versi": case.content_hash})
    assert (
        answer.status_code == 422 and 'href="#id_indicators-0-baseline"' in answer.content.decode()
    )


@pytest.mark.parametrize("name", ["unit", "pengguna", "profil-daerah", "pejabat"])
def test_pages_of_the_administration_answer_a_refusal_with_422(name, people, signed_in):
    answer = signed_in(people["admin"]).post(reverse(name), {"short_name": ""})
    page = answer.content.decode()
    assert answer.status_code == 422 and 'id="galat"' in page and "<title>Galat: " in page


def test_a_page_that_is_merely_read_tells_of_no_fault(case, people, signed_in):
    page = signed_in(people["kabag"]).get(reverse("kerja-sama", args=[case.pk]))
    assert page.status_code == 200 and 'id="galat"' not in page.content.decode()


def test_an_address_of_a_form_leads_a_reader_to_its_page(case, people, signed_in):
    client, page = signed_in(people["kabag"]), reverse("kerja-sama", args=[case.pk])
    for name, args in (
        ("kembalikan", []),
        ("teruskan", []),
        ("tanggapan", []),
        ("penuhi", ["x"]),
        ("buat-dokumen", ["kak"]),
    ):
        answer = client.get(reverse(name, args=[case.pk, *args]), follow=True)
        assert answer.redirect_chain[-1] == (page, 302), name


def test_an_address_of_a_form_of_a_hidden_case_is_not_found(case, signed_in, stranger):
    assert signed_in(stranger).get(reverse("kembalikan", args=[case.pk])).status_code == 404


def test_no_address_answers_a_reader_with_a_blank_page(case, people, signed_in):
    words = {
        "pk": case.pk,
        "code": "x",
        "kind": "x",
        "step": "isi",
        "period": "2026-01-01",
        "action": "x",
        "viewpoint": "opd",
    }
    numbers = dict.fromkeys(
        ("item", "number", "duty", "activity", "quarter", "meeting", "bundle", "act"), 1
    )

    def patterns(resolver):
        for entry in resolver.url_patterns:
            yield from [entry] if isinstance(entry, URLPattern) else patterns(entry)

    client = signed_in(people["verifikator"])
    for pattern in patterns(get_resolver()):
        names = pattern.pattern.converters
        if set(names) <= {*words, *numbers}:
            address = reverse(
                pattern.name, kwargs={name: (words | numbers)[name] for name in names}
            )
            assert client.get(address).status_code != 405, pattern.name
