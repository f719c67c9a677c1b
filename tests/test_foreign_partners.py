from datetime import date, timedelta

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from kerjasama.reference import countries
from kerjasama.reference.models import RelationCorrection
from partners import merging
from partners.kinds import ABROAD, PartnerKind
from partners.models import Partner, PartnerMerge
from partners.partner_page import Reader

TODAY = timezone.localdate()
CITY = {
    "name": "Pemerintah Kota Kitakyushu",
    "kind": "pemda-ln",
    "country": "JP",
    "level": "kabupaten-kota",
    "name_en": "City of Kitakyushu",
    "native_name": "北九州市",
    "language": "Jepang",
}
NONPROFIT = {"name": "Yayasan Contoh Anak Dunia", "kind": "nirlaba-asing", "country": "US"}
PERMITS = {
    "izin_prinsip_number": "IP-01/CONTOH/2025",
    "izin_prinsip_until": TODAY + timedelta(400),
    "izin_operasional_number": "IO-02/CONTOH/2025",
    "izin_operasional_by": "Kementerian Contoh",
    "izin_operasional_until": TODAY + timedelta(300),
}


@pytest.fixture
def clerk(people, signed_in):
    return signed_in(people["staf"])


@pytest.fixture
def city(db):
    return Partner.objects.create(**CITY)


def text_of(answer) -> str:
    return answer.content.decode()


def fields_shown(answer) -> set[str]:
    page = text_of(answer)
    return {name for name in answer.context["page"].form.fields if f'name="{name}"' in page}


# Countries


@pytest.mark.parametrize(
    ("code", "name"),
    [("JP", "Jepang"), ("KR", "Korea Selatan"), ("US", "Amerika Serikat"), ("PS", "Palestina")],
)
def test_a_country_bears_its_indonesian_name(code, name):
    assert countries.country_name_of(code) == name and (code, name) in countries.CHOICES


def test_each_country_stands_once_in_alphabetical_order_and_each_territory_under_a_state():
    names = [name for _, name in countries.CHOICES]
    assert len(set(names)) == len(names) == 249
    assert names.index("Côte d’Ivoire") < names.index("Curaçao") < names.index("Denmark")
    assert all(
        not countries.BY_CODE[row.state].state for row in countries.BY_CODE.values() if row.state
    )
    assert set(countries.LISTED) <= {code for code, _ in countries.STATES}
    assert all(row.reason and row.source for row in countries.LISTED.values())


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("code", "has"),
    [
        ("JP", True),
        ("PS", True),
        ("CK", True),
        ("IL", False),
        ("TW", False),
        ("XK", False),
        ("EH", False),
        ("HK", True),
        ("ZZ", False),
        ("", False),
    ],
)
def test_relations_are_taken_for_granted_except_with_the_listed_states(code, has):
    assert countries.has_relations(code) is has


def test_the_office_corrects_the_list_with_a_reason_and_territories_follow_their_state(
    people, signed_in
):
    url = reverse("hubungan-diplomatik")
    client = signed_in(people["admin"])
    assert "Israel" in text_of(client.get(url)) and "Sumber: " in text_of(client.get(url))
    client.post(
        url, {"state": "DK", "has_relations": "tidak", "reason": "Contoh pemutusan hubungan."}
    )
    assert not countries.has_relations("DK") and not countries.has_relations("GL")
    client.post(
        url, {"state": "DK", "has_relations": "ada", "reason": "Contoh pemulihan hubungan."}
    )
    client.post(
        url, {"state": "XK", "has_relations": "ada", "reason": "Contoh pembukaan hubungan."}
    )
    assert countries.has_relations("GL") and countries.has_relations("XK")
    page = client.get(url)
    assert [one.name for one in page.context["page"].lacking] == [
        "Israel",
        "Sahara Barat",
        "Taiwan",
    ]
    assert "Contoh pemutusan hubungan." in text_of(page) and str(people["admin"]) in text_of(page)


@pytest.mark.parametrize(
    ("field", "value"),
    [("reason", "tahu"), ("reason", ""), ("state", "HK"), ("state", "ID"), ("has_relations", "")],
)
def test_a_correction_needs_a_state_a_word_and_a_reason(field, value, people, signed_in):
    sent = {"state": "XK", "has_relations": "ada", "reason": "Contoh pembukaan hubungan."} | {
        field: value
    }
    form = signed_in(people["kabag"]).post(reverse("hubungan-diplomatik"), sent).context["form"]
    assert list(form.errors) == [field] and not RelationCorrection.objects.exists()


@pytest.mark.parametrize(
    ("country", "sentence"),
    [
        ("IL", "tidak mempunyai hubungan diplomatik dengan Israel"),
        ("", "hubungan diplomatiknya belum diketahui"),
        ("JP", ""),
    ],
)
def test_the_page_of_a_partner_warns_of_missing_relations(country, sentence, clerk):
    partner = Partner.objects.create(**CITY | {"country": country})
    page = text_of(clerk.get(reverse("mitra-rinci", args=[partner.pk])))
    assert sentence in page and ("hubungan diplomatik" in page) == bool(sentence)


# Recording


def test_a_foreign_government_is_recorded_and_shown_with_all_its_names(clerk):
    clerk.post(
        reverse("mitra-baru"),
        CITY
        | {
            "language": "bahasa Jepang",
            "phone": "(+81) 93-582-2222 ext. 12",
            "contact_name": "Contoh Tanaka",
        },
    )
    partner = Partner.objects.get()
    assert partner.is_foreign and partner.language == "Jepang"
    page = text_of(clerk.get(reverse("mitra-rinci", args=[partner.pk])))
    for words in (
        "Pemerintah daerah di luar negeri, Jepang",
        "北九州市",
        "City of Kitakyushu",
        "Setingkat kabupaten/kota",
        "Contoh Tanaka",
    ):
        assert words in page


@pytest.mark.parametrize(
    "phone",
    [
        "+81 93 582 2222",
        "+44.20.7946.0000",
        "+49 (0)30 1234/56",
        "(+1) 202-555-0100 ext. 7",
        "0541 123456",
    ],
)
def test_a_number_from_any_country_is_taken(phone, clerk):
    clerk.post(reverse("mitra-baru"), CITY | {"phone": phone})
    assert Partner.objects.get().phone == phone


@pytest.mark.parametrize(
    ("sent", "field", "sentence"),
    [
        ({"country": "ID"}, "country", "Untuk mitra di Indonesia, pilih jenis mitra dalam negeri."),
        ({"country": "AQ"}, "country", "Masukkan pilihan yang valid"),
        (
            {"region_code": "64.02"},
            "region_code",
            "Tidak berlaku untuk jenis Pemerintah daerah di luar negeri.",
        ),
        (
            {"izin_prinsip_number": "1"},
            "izin_prinsip_number",
            "Tidak berlaku untuk jenis Pemerintah daerah di luar negeri.",
        ),
        (
            {"kind": "swasta", "level": ""},
            "country",
            "Tidak berlaku untuk jenis Badan usaha swasta berbadan hukum.",
        ),
        ({"kind": "oi"}, "level", "Tidak berlaku untuk jenis Organisasi internasional."),
        ({"phone": "lewat kedutaan"}, "phone", "Tulis nomor telepon dengan angka"),
    ],
)
def test_what_cannot_be_true_is_refused_and_shown_at_its_field(sent, field, sentence, clerk):
    answer = clerk.post(reverse("mitra-baru"), CITY | sent)
    assert answer.context["page"].form.errors[field][0].startswith(sentence)
    assert field in fields_shown(answer) and not Partner.objects.exists()


def test_an_international_organisation_may_have_its_seat_in_indonesia(clerk):
    clerk.post(reverse("mitra-baru"), {"name": "Sekretariat Contoh", "kind": "oi", "country": "ID"})
    assert Partner.objects.get().described == "Organisasi internasional, Indonesia"


def test_partners_of_one_name_in_two_countries_are_two(city, clerk):
    for country in ("ES", "AR", "AR"):
        clerk.post(
            reverse("mitra-baru"),
            {
                "name": "Pemerintah Provinsi Cordoba",
                "kind": "pemda-ln",
                "country": country,
                "tetap": "1",
            },
        )
    assert sorted(Partner.objects.exclude(pk=city.pk).values_list("country", flat=True)) == [
        "AR",
        "ES",
    ]


def test_a_partner_known_by_its_english_name_is_warned_of(city, clerk):
    page = text_of(
        clerk.post(
            reverse("mitra-baru"),
            {"name": "Kota K.", "kind": "pemda-ln", "name_en": "City of Kitakyushu"},
        )
    )
    assert "nama mirip" in page and CITY["name"] in page


@pytest.mark.parametrize(
    ("kind", "country", "warned"),
    [
        ("pemda-ln", "JP", True),
        ("pemda-ln", "", True),
        ("lembaga-ln", "JP", True),
        ("pemda-ln", "KR", False),
        ("daerah", "", False),
    ],
)
def test_only_who_may_be_the_same_is_warned_of(kind, country, warned, city, clerk):
    page = text_of(
        clerk.post(
            reverse("mitra-baru"),
            {"name": "Pemerintah Kota Kitakyusyu", "kind": kind, "country": country},
        )
    )
    assert ("nama mirip" in page) == warned == (Partner.objects.count() == 1)


# The form shows what the kind has


@pytest.mark.parametrize(
    ("kind", "shown", "hidden"),
    [
        (
            "",
            {"name", "kind", "representative"},
            {"country", "nib", "npwp", "region_code", "izin_prinsip_number"},
        ),
        (
            "swasta",
            {"nib", "deed_number"},
            {"country", "region_code", "izin_prinsip_number", "representative_position_en"},
        ),
        ("daerah", {"region_code"}, {"country", "nib", "deed_number"}),
        (
            "pemda-ln",
            {"country", "level", "native_name", "representative_position_en"},
            {"npwp", "legal_form", "izin_prinsip_number"},
        ),
        (
            "lembaga-ln",
            {"country", "legal_form", "office_in_indonesia"},
            {"level", "deed_number", "izin_prinsip_number"},
        ),
        (
            "nirlaba-asing",
            {"country", "izin_prinsip_until", "izin_operasional_by"},
            {"level", "deed_number"},
        ),
        ("entah", {"name", "kind"}, {"country", "nib"}),
    ],
)
def test_a_new_partner_of_an_asked_kind_is_asked_for_what_it_has(kind, shown, hidden, clerk):
    fields = fields_shown(clerk.get(reverse("mitra-baru"), {"jenis": kind}))
    assert shown <= fields and not hidden & fields


def test_choosing_another_kind_shows_its_fields_and_keeps_what_was_typed_without_saving(clerk):
    answer = clerk.post(
        reverse("mitra-baru"),
        {"name": "Yayasan Contoh", "kind": "nirlaba-asing", "address": "London", "tampilkan": "1"},
    )
    assert (
        "izin_prinsip_number" in fields_shown(answer)
        and "Yayasan Contoh" in text_of(answer)
        and "London" in text_of(answer)
    )
    assert "invalid-feedback" not in text_of(answer) and not Partner.objects.exists()


def test_what_is_filled_stays_in_sight_when_the_kind_changes(city, clerk):
    answer = clerk.post(
        reverse("mitra-ubah", args=[city.pk]), CITY | {"kind": "swasta", "tampilkan": "1"}
    )
    assert {"country", "level", "nib"} <= fields_shown(answer)


# Completeness and permits


def test_a_foreign_government_is_asked_for_country_level_and_english_names():
    gaps = Partner(name="Kota", kind="pemda-ln").gaps()
    assert {
        "Negara belum diisi.",
        "Tingkat pemerintahan belum diisi.",
        "Nama dalam bahasa Inggris belum diisi.",
    } <= set(gaps)
    assert "Izin Prinsip belum diisi." not in gaps


@pytest.mark.parametrize("kind", sorted(PartnerKind))
def test_only_partners_abroad_are_foreign_and_only_a_nonprofit_needs_permits(kind):
    partner = Partner(name="Mitra", kind=kind)
    assert partner.is_foreign == (kind in ABROAD)
    assert partner.permits_in_force(TODAY) == (kind != "nirlaba-asing")


def test_permits_are_in_force_to_their_last_day():
    partner = Partner(**NONPROFIT, **PERMITS)
    end = PERMITS["izin_operasional_until"]
    assert partner.permits_in_force(end) and not partner.permits_in_force(end + timedelta(1))


@pytest.mark.parametrize("missing", PERMITS)
def test_a_half_known_permit_is_not_in_force_and_named(missing):
    partner = Partner(**NONPROFIT, **PERMITS | {missing: None})
    assert not partner.permits_in_force(TODAY)
    assert any(
        "belum lengkap" in gap and Partner.label_of(missing) in gap for gap in partner.gaps()
    )


def test_a_lapsed_permit_is_named_with_its_last_day(clerk):
    partner = Partner.objects.create(
        **NONPROFIT, **PERMITS | {"izin_prinsip_until": date(2024, 3, 2)}
    )
    page = text_of(clerk.get(reverse("mitra-rinci", args=[partner.pk])))
    assert (
        "Izin Prinsip berakhir pada 2 Maret 2024." in page
        and "Izin Operasional berakhir" not in page
    )


# Looking up


@pytest.mark.parametrize(
    "words", ["北九州", "北九", "kitakyushu", "City of Kita", "Kitakyusu", "KOTA KITAKYUSHU"]
)
def test_a_foreign_partner_is_found_by_each_of_its_names(words, city, clerk):
    Partner.objects.create(name="Universitas Borneo", kind="ptn")
    assert clerk.get(reverse("mitra"), {"q": words}).context["page"].rows == [city]
    assert list(clerk.get(reverse("mitra-saran"), {"q": words}).context["partners"]) == [city]


def test_the_foreign_names_are_answered_by_their_trigram_indexes(db):
    Partner.objects.bulk_create(
        Partner(
            name=f"Kota {n * 7919:x}",
            kind="pemda-ln",
            name_en=f"City {n:x}",
            native_name=f"市{n:x}",
        )
        for n in range(3000)
    )
    indexes = ("partner_name_en_trigram", "partner_native_name_trigram")
    with connection.cursor() as cursor:
        for index in indexes:
            cursor.execute("SELECT gin_clean_pending_list(%s)", [index])
        cursor.execute(
            "ANALYZE partners_partner; SET LOCAL enable_seqscan = off; SET LOCAL enable_indexscan"
            " = off"
        )
    plan = Partner.objects.search("kitakyushu")[:8].explain()
    assert all(index in plan for index in indexes)


def test_the_register_costs_the_same_with_foreign_partners(
    people, signed_in, django_assert_max_num_queries
):
    client, costs = signed_in(people["sekda"]), []
    client.get(reverse("mitra"))  # what the office sets is kept from now on
    for batch in (range(2), range(2, 20)):
        for number in batch:
            Partner.objects.create(**CITY | {"name": f"Kota {number}", "name_en": f"City {number}"})
        with django_assert_max_num_queries(12) as counted:
            client.get(reverse("mitra"))
        costs.append(len(counted))
    assert len(set(costs)) == 1


# Merging


def test_a_merge_keeps_every_name_of_the_source_and_tells_its_data_in_words(
    city, people, signed_in
):
    double = Partner.objects.create(
        **CITY | {"name": "Kota Kitakyusyu", "name_en": "Kitakyushu City"}
    )
    merging.merge_partners(double.pk, city.pk, people["kabag"], "sama")
    assert {alias.name for alias in city.aliases.all()} == {"Kota Kitakyusyu", "Kitakyushu City"}
    told = dict(Reader(people["kabag"], city).details_of_merge(PartnerMerge.objects.get()))
    assert (told["negara"], told["jenis"]) == ("Jepang", "Pemerintah daerah di luar negeri")


def test_a_merge_across_countries_is_warned_of(city, people, signed_in):
    other = Partner.objects.create(**CITY | {"country": "KR"})
    page = text_of(
        signed_in(people["kabag"]).get(reverse("mitra-gabung", args=[other.pk]) + f"?ke={city.pk}")
    )
    assert "Jenis atau negara kedua mitra berbeda." in page


# In a case


@pytest.mark.parametrize(
    "field", ["country", "level", "name_en", "native_name", "representative_position_en"]
)
def test_what_the_papers_say_of_a_foreign_partner_is_bound_to_the_approvals(field, make_agreement):
    agreement = make_agreement("ksdpl-daerah")
    party = agreement.first_partner
    before = agreement.content_hash
    setattr(party, field, "x")
    party.save()
    assert agreement.content_hash != before


def test_the_way_to_a_new_partner_names_the_one_kind_the_track_takes(make_agreement, clerk):
    draft = make_agreement("ksdd-sukarela")
    page = text_of(clerk.get(reverse("ubah", args=[draft.pk, "pokok"])))
    assert (
        f"{reverse('mitra-baru')}?kembali={reverse('ubah', args=[draft.pk, 'pokok'])}&amp;jenis=daerah"  # noqa: E501
        in page
    )
