import io
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import reverse
from PIL import Image

from partners import change_followers, merging
from partners.kinds import NEEDS, PartnerKind, applies_to_kind
from partners.models import Partner, PartnerAlias, PartnerMerge

from .conftest import until_holder
from .listed import pages_of
from .reading import folded

COMPANY = {"name": "PT Mahakam Sejahtera", "kind": "swasta"}
LEGAL = {
    "address": "Jalan Wolter Monginsidi 1, Tenggarong",
    "representative": "Sari Dewi",
    "representative_position": "Direktur",
    "legal_basis": "Akta Nomor 5 Tahun 2020",
    "nib": "1234567890123",
    "npwp": "1234567890123456",
    "deed_number": "5",
    "deed_date": "2020-03-02",
    "deed_notary": "Budi, S.H., M.Kn.",
    "ratification_number": "AHU-0012345.AH.01.01",
    "ratification_date": "2020-03-20",
}
ABROAD = {
    "country": "JP",
    "level": "kabupaten-kota",
    "name_en": "City of Kitakyushu",
    "representative_position_en": "Mayor",
    "legal_form": "Yayasan",
    "izin_prinsip_number": "IP-1",
    "izin_prinsip_until": date(2999, 1, 1),
    "izin_operasional_number": "IO-1",
    "izin_operasional_by": "Kementerian Contoh",
    "izin_operasional_until": date(2999, 1, 1),
}


@pytest.fixture
def company(db):
    return Partner.objects.create(**COMPANY)


@pytest.fixture
def clerk(people, signed_in):
    return signed_in(people["staf"])


@pytest.fixture
def verifier(people, signed_in):
    return signed_in(people["verifikator"])


def image(kind="PNG", size=(4, 4)) -> SimpleUploadedFile:
    content = io.BytesIO()
    Image.new("RGB", size).save(content, kind)
    return SimpleUploadedFile("logo.txt", content.getvalue())


def text_of(answer) -> str:
    return answer.content.decode()


# Recording


def test_a_name_and_a_kind_are_enough_and_lead_to_the_partners_page(clerk):
    answer = clerk.post(reverse("mitra-baru"), COMPANY, follow=True)
    assert answer.redirect_chain[-1][0] == reverse("mitra-rinci", args=[Partner.objects.get().pk])
    assert "NIB belum diisi." in text_of(answer)


def test_a_similar_partner_is_warned_of_and_the_form_keeps_what_was_typed(company, clerk):
    data = {"name": "PT Mahakam Sejahtra", "kind": "swasta"}
    page = text_of(clerk.post(reverse("mitra-baru"), data))
    assert "nama mirip" in page and "PT Mahakam Sejahtra" in page
    assert Partner.objects.count() == 1
    clerk.post(reverse("mitra-baru"), data | {"tetap": "1"})
    assert Partner.objects.count() == 2


def test_a_name_like_an_alias_is_warned_of_with_that_alias(company, clerk):
    company.aliases.create(name="PT Kutai Lestari Abadi")
    page = text_of(
        clerk.post(reverse("mitra-baru"), {"name": "Kutai Lestari Abadi PT", "kind": "swasta"})
    )
    assert company.name in page and "PT Kutai Lestari Abadi" in page
    assert Partner.objects.count() == 1


def test_the_same_number_under_another_name_is_warned_of(clerk):
    Partner.objects.create(**COMPANY, nib="1234567890123")
    page = text_of(
        clerk.post(
            reverse("mitra-baru"), {"name": "CV Xylon", "kind": "swasta", "nib": "1234567890123"}
        )
    )
    assert "nomor yang sama" in page and COMPANY["name"] in page


def test_the_same_partner_twice_is_refused(company, clerk):
    page = text_of(
        clerk.post(
            reverse("mitra-baru"), {"name": "pt  mahakam sejahtera", "kind": "swasta", "tetap": "1"}
        )
    )
    assert "sudah tercatat" in page and Partner.objects.count() == 1


def test_two_who_record_the_same_partner_at_once_get_one_partner_and_one_sentence(
    company, clerk, monkeypatch
):
    monkeypatch.setattr(Partner, "validate_constraints", lambda *_, **__: None)
    page = text_of(clerk.post(reverse("mitra-baru"), COMPANY | {"tetap": "1"}))
    assert "sudah tercatat" in page and Partner.objects.count() == 1


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("nib", "123", "NIB terdiri atas 13 angka."),
        ("nib", "12345678901234", "NIB terdiri atas 13 angka."),
        ("npwp", "12345", "NPWP terdiri atas 15 atau 16 angka."),
        ("npwp", "A234567890123456", "NPWP terdiri atas 15 atau 16 angka."),
        ("phone", "lewat staf", "Tulis nomor telepon dengan angka"),
        ("deed_date", "2099-01-01", "Tanggal tidak boleh sesudah hari ini."),
        ("region_code", "64.02", "Tidak berlaku untuk jenis Badan usaha swasta berbadan hukum."),
    ],
)
def test_what_cannot_be_true_is_refused_at_its_field(field, value, sentence, clerk):
    form = clerk.post(reverse("mitra-baru"), COMPANY | {field: value}).context["page"].form
    assert (
        list(form.errors) == [field]
        and len(form.errors[field]) == 1
        and form.errors[field][0].startswith(sentence)
    )


def test_the_model_itself_refuses_malformed_numbers():
    with pytest.raises(ValidationError) as refusal:
        Partner(**COMPANY, nib="12", npwp="34").full_clean(
            validate_unique=False, validate_constraints=False
        )
    assert {"nib", "npwp"} <= set(refusal.value.message_dict)


def test_numbers_may_be_typed_as_they_are_printed(clerk):
    clerk.post(
        reverse("mitra-baru"), COMPANY | {"npwp": "01.234.567.8-901.000", "nib": "1234 5678 90123"}
    )
    partner = Partner.objects.get()
    assert (partner.npwp, partner.nib) == ("012345678901000", "1234567890123")


def test_an_edit_shows_the_stored_dates_and_does_not_ask_about_a_kept_name(clerk):
    partner = Partner.objects.create(**COMPANY, deed_date="2020-03-02")
    Partner.objects.create(name="PT Mahakam Sejahtera Abadi", kind="swasta")
    url = reverse("mitra-ubah", args=[partner.pk])
    assert 'value="02/03/2020"' in text_of(clerk.get(url))
    clerk.post(url, COMPANY | {"representative": "Sari Dewi"})
    partner.refresh_from_db()
    assert partner.representative == "Sari Dewi"


def test_only_those_who_keep_the_registry_may_write_and_everybody_may_read(
    company, people, signed_in
):
    for name, user in people.items():
        client = signed_in(user)
        writes = 200 if name in ("staf", "verifikator", "kabag", "admin") else 403
        merges = 200 if name in ("verifikator", "kabag", "admin") else 403
        assert client.get(reverse("mitra-baru")).status_code == writes
        assert client.get(reverse("mitra-ubah", args=[company.pk])).status_code == writes
        assert client.get(reverse("mitra-gabung", args=[company.pk])).status_code == merges
        assert client.get(reverse("mitra-rinci", args=[company.pk])).status_code == 200
        assert client.get(reverse("mitra-saran"), {"q": "mah"}).status_code == 200
        assert client.get(reverse("mitra")).status_code == 200


# The way back


def test_the_page_that_asked_for_a_partner_is_told_which_it_got(clerk):
    answer = clerk.post(
        reverse("mitra-baru") + "?kembali=/kerja-sama/baru/sinergi/%3Fmitra%3D0%26a%3D1", COMPANY
    )
    assert answer.url == f"/kerja-sama/baru/sinergi/?mitra={Partner.objects.get().pk}&a=1"


def test_a_lookalike_can_be_taken_back_instead(company, clerk):
    page = text_of(
        clerk.post(
            reverse("mitra-baru") + "?kembali=/kerja-sama/baru/sinergi/",
            {"name": "PT Mahakam", "kind": "swasta"},
        )
    )
    assert f'<a href="/kerja-sama/baru/sinergi/?mitra={company.pk}">Pakai mitra ini</a>' in folded(
        page
    )


@pytest.mark.parametrize(
    "path",
    [
        "https://jahat.example/",
        "//jahat.example/",
        "/\\jahat.example",
        "javascript:alert(1)",
        "baru/",
        "",
    ],
)
def test_a_way_back_to_elsewhere_is_ignored(path, clerk):
    answer = clerk.post(reverse("mitra-baru") + f"?kembali={path}", COMPANY)
    assert answer.url == reverse("mitra-rinci", args=[Partner.objects.get().pk])


# Completeness


@pytest.mark.parametrize("kind", PartnerKind)
def test_a_partner_with_all_that_its_kind_has_lacks_nothing(kind):
    every = (
        LEGAL
        | ABROAD
        | {
            "region_code": "64.02",
            "founding_rule": "Peraturan Daerah Nomor 3 Tahun 2019",
        }
    )
    partner = Partner(
        name="Mitra",
        kind=kind,
        **{field: value for field, value in every.items() if applies_to_kind(field, kind)},
    )
    assert partner.gaps() == []


@pytest.mark.parametrize("kind", PartnerKind)
def test_no_kind_is_asked_for_what_it_does_not_have(kind):
    assert all(
        applies_to_kind(field, kind)
        for need in NEEDS
        if kind in need.kinds
        for field in need.fields
    )
    assert Partner(name="Mitra", kind=kind).gaps()


@pytest.mark.parametrize(
    ("kind", "asked", "spared"),
    [
        ("daerah", "Kode wilayah Kemendagri belum diisi.", "NIB belum diisi."),
        ("swasta", "Pengesahan badan hukum (AHU) belum diisi.", "Peraturan pendirian belum diisi."),
        ("ormas", "Akta belum diisi.", "NIB belum diisi."),
        ("ormas-tbh", "Kewenangan penanda tangan belum diisi.", "Akta belum diisi."),
        ("perseorangan", "NPWP belum diisi.", "Kewenangan penanda tangan belum diisi."),
        ("pusat", "Alamat belum diisi.", "NPWP belum diisi."),
        ("vertikal", "Alamat belum diisi.", "Peraturan pendirian belum diisi."),
        ("ptn", "Peraturan pendirian belum diisi.", "Akta belum diisi."),
    ],
)
def test_each_kind_is_asked_for_its_own_papers(kind, asked, spared):
    gaps = Partner(name="Mitra", kind=kind).gaps()
    assert asked in gaps and spared not in gaps


def test_a_half_filled_deed_names_the_missing_parts():
    partner = Partner(**COMPANY, deed_number="5")
    assert "Akta belum lengkap: tanggal akta, notaris belum diisi." in partner.gaps()


def test_a_perumda_stands_by_its_perda_without_deed():
    gaps = Partner(
        name="Perumda Tirta Mahakam", kind="bumd", founding_rule="Perda Nomor 3 Tahun 2019"
    ).gaps()
    assert not any("Akta" in gap or "AHU" in gap for gap in gaps)


def test_the_page_shows_data_gaps_and_aliases_and_leads_to_the_agreements(company, clerk):
    company.aliases.create(name="PT Mahakam Lama")
    Partner.objects.update(npwp="1234567890123456", deed_date="2020-03-02")
    page = text_of(clerk.get(reverse("mitra-rinci", args=[company.pk])))
    assert (
        "•3456" in page
        and "2 Maret 2020" in page
        and "NIB belum diisi." in page
        and "PT Mahakam Lama" in page
    )
    assert f"/kerja-sama/?mitra={company.pk}" in page


# Logo


@pytest.mark.parametrize(("kind", "mime"), [("PNG", "image/png"), ("JPEG", "image/jpeg")])
def test_a_logo_is_kept_and_shown_and_can_be_removed(kind, mime, company, clerk):
    url = reverse("mitra-ubah", args=[company.pk])
    assert company.logo_data_uri == ""
    clerk.post(url, COMPANY | {"logo": image(kind)})
    company.refresh_from_db()
    assert company.logo_data_uri.startswith(f"data:{mime};base64,")
    assert company.logo_data_uri in text_of(clerk.get(reverse("mitra-rinci", args=[company.pk])))
    clerk.post(url, COMPANY)
    company.refresh_from_db()
    assert company.logo
    clerk.post(url, COMPANY | {"drop_logo": "on"})
    company.refresh_from_db()
    assert company.logo is None


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (
            b"<svg xmlns='http://www.w3.org/2000/svg'/>",
            "Isi berkas bukan PNG atau JPEG. Pilih berkas lain.",
        ),
        (image("GIF").read(), "Isi berkas bukan PNG atau JPEG. Pilih berkas lain."),
        (image().read()[:20], "Berkas gambar ini rusak. Pilih berkas lain."),
        (image(size=(3000, 1)).read(), "Lebar atau tinggi gambar melebihi 2000 piksel."),
        (image().read() + bytes(2**20), "Ukuran gambar melebihi 1 MB."),
    ],
    ids=["svg", "gif", "cut off", "too wide", "too heavy"],
)
def test_a_logo_is_judged_by_its_content(content, sentence, company, clerk):
    upload = SimpleUploadedFile("logo.png", content, "image/png")
    form = (
        clerk.post(reverse("mitra-ubah", args=[company.pk]), COMPANY | {"logo": upload})
        .context["page"]
        .form
    )
    assert form.errors == {"logo": [sentence]}


# Looking up


@pytest.mark.parametrize("words", ["mahakam", "PT MAH", "Mahakm", "sejahtra", "Lestari"])
def test_a_partner_is_found_by_part_of_its_name_by_a_misspelling_and_by_an_alias(
    words, company, clerk
):
    company.aliases.create(name="PT Kutai Lestari")
    Partner.objects.create(name="Universitas Borneo", kind="ptn")
    assert clerk.get(reverse("mitra"), {"q": words}).context["page"].rows == [company]
    assert list(clerk.get(reverse("mitra-saran"), {"q": words}).context["partners"]) == [company]


def test_what_begins_with_the_words_comes_first(clerk):
    for name in ("Yayasan Mahakam", "PT Mahakam", "Mahakam Ulu Sejahtera"):
        Partner.objects.create(name=name, kind="swasta")
    assert (
        clerk.get(reverse("mitra-saran"), {"q": "mahakam"}).context["partners"][0].name
        == "Mahakam Ulu Sejahtera"
    )


def test_at_most_eight_are_suggested_and_none_for_one_letter(clerk):
    for number in range(12):
        Partner.objects.create(name=f"PT Mahakam {number}", kind="swasta")
    page = text_of(clerk.get(reverse("mitra-saran"), {"q": "ma"}))
    assert (
        page.count("<li") == 8
        and "<html" not in page
        and "Badan usaha swasta" in page
        and "data-pk=" in page
    )
    assert "<li" not in text_of(clerk.get(reverse("mitra-saran"), {"q": "m"}))


@pytest.mark.parametrize("words", ["%", "__", "\0a", "'; drop", "a" * 5000, "⁂⁂"], ids=range(6))
def test_odd_words_find_nothing_and_break_nothing(words, company, clerk):
    for name in ("mitra", "mitra-saran"):
        assert clerk.get(reverse(name), {"q": words}).status_code == 200
    assert "<li" not in text_of(clerk.get(reverse("mitra-saran"), {"q": "__"}))


@pytest.mark.parametrize("words", ["ma", "mahakam"])
def test_suggestions_are_answered_by_the_trigram_indexes(words, db):
    Partner.objects.bulk_create(
        Partner(name=f"Usaha {number * 7919:x}", kind="swasta") for number in range(3000)
    )
    PartnerAlias.objects.bulk_create(
        PartnerAlias(partner=partner, name=partner.name + " lama")
        for partner in Partner.objects.all()
    )
    with connection.cursor() as cursor:
        for index in ("partner_name_trigram", "alias_name_trigram"):
            cursor.execute("SELECT gin_clean_pending_list(%s)", [index])
        # What tests before left in the pages may make another way through all rows look cheaper.
        cursor.execute(
            "ANALYZE partners_partner, partners_partneralias;"
            " SET LOCAL enable_seqscan = off; SET LOCAL enable_indexscan = off"
        )
    plan = Partner.objects.search(words)[:8].explain()
    assert "partner_name_trigram" in plan and "alias_name_trigram" in plan


def test_the_register_is_filtered_by_kind(company, clerk):
    Partner.objects.create(name="Universitas Mahakam", kind="ptn")
    page = pages_of(clerk.get(reverse("mitra"), {"q": "mahakam", "jenis": "ptn"}))
    assert [partner.kind for partner in page] == ["ptn"]


def test_the_register_shows_25_at_a_cost_that_does_not_grow(
    people, signed_in, django_assert_max_num_queries
):
    client, costs = signed_in(people["sekda"]), []
    client.get(reverse("mitra"))  # what the office sets is kept from now on
    for few_then_many in (range(3), range(3, 60)):
        for number in few_then_many:
            Partner.objects.create(name=f"PT Mahakam {number:02}", kind="swasta").aliases.create(
                name=f"PT Lama {number}"
            )
        for query in ({}, {"q": "mahakam"}):
            with django_assert_max_num_queries(12) as counted:
                page = pages_of(client.get(reverse("mitra"), query))
            costs.append(len(counted))
    assert len(set(costs)) == 1 and len(page) == 25 and page.paginator.count == 60


def test_lists_do_not_read_the_bytes_of_logos(company):
    assert all("logo" in partner.get_deferred_fields() for partner in Partner.objects.listed())


# Merging


@pytest.fixture
def double(db):
    return Partner.objects.create(
        name="PT. Mahakam Sejahtera Tbk", kind="swasta", nib="1234567890123"
    )


REASON = {"reason": "Perusahaan yang sama, tercatat dua kali."}


def merge_url(source, target) -> str:
    return reverse("mitra-gabung", args=[source.pk]) + f"?ke={target.pk}"


def test_a_merge_is_offered_with_lookalikes_and_confirmed_with_both_sides(
    company, double, verifier
):
    page = text_of(verifier.get(reverse("mitra-gabung", args=[double.pk])))
    assert f'href="?ke={company.pk}"' in page and f'href="?ke={double.pk}"' not in page
    page = text_of(verifier.get(merge_url(double, company)))
    assert "tidak dapat dibatalkan" in page and "1234567890123" in page
    assert Partner.objects.count() == 2


def test_a_merge_hands_the_agreements_over_and_keeps_the_old_names(
    company, double, verifier, people, make_agreement
):
    agreement = make_agreement()
    type(agreement).objects.filter(pk=agreement.pk).update(partner=double)
    double.aliases.create(name="PT Sungai Lestari")
    assert "1 catatan" in text_of(verifier.get(merge_url(double, company)))
    assert verifier.post(merge_url(double, company), REASON).url == reverse(
        "mitra-rinci", args=[company.pk]
    )
    agreement.refresh_from_db()
    assert agreement.partner == company and not Partner.objects.filter(pk=double.pk).exists()
    assert {alias.name for alias in company.aliases.all()} == {double.name, "PT Sungai Lestari"}
    for words in (double.name, "Sungai Lestari"):
        assert company in verifier.get(reverse("mitra"), {"q": words}).context["page"].rows


def test_a_merge_voids_what_was_approved_with_the_data_of_the_other(
    make_agreement, people, blank_papers
):
    agreement = until_holder(make_agreement(at="penyusunan_kb"), "SEKDA")
    old = agreement.partner
    new = Partner.objects.create(
        name="Mitra lain", kind=old.kind, representative="Orang Lain", address=old.address
    )
    merging.merge_partners(old.pk, new.pk, people["verifikator"], REASON["reason"])
    agreement = type(agreement).objects.get(pk=agreement.pk)
    assert agreement.partner == new and agreement.holders == ["TKKSD"]


@pytest.mark.parametrize("step", ["follow_change", "tell_of_change"])
def test_a_merge_whose_consequences_fail_did_not_happen(
    step, company, double, people, make_agreement, monkeypatch
):
    agreement = make_agreement()
    type(agreement).objects.filter(pk=agreement.pk).update(partner=double)

    def fail(*_):
        raise RuntimeError("the followers are broken")

    monkeypatch.setattr(change_followers, step, fail)
    with pytest.raises(RuntimeError):
        merging.merge_partners(double.pk, company.pk, people["kabag"], "sama")
    agreement.refresh_from_db()
    assert agreement.partner == double and not PartnerMerge.objects.exists()


def test_a_merge_tells_who_when_why_and_what_was_lost(company, double, verifier, people):
    verifier.post(merge_url(double, company), REASON)
    trace = PartnerMerge.objects.get()
    assert (trace.into, trace.by, trace.name, trace.reason) == (
        company,
        people["verifikator"],
        double.name,
        REASON["reason"],
    )
    assert trace.data["nib"] == "1234567890123" and trace.at
    page = text_of(verifier.get(reverse("mitra-rinci", args=[company.pk])))
    assert "Riwayat penggabungan" in page and REASON["reason"] in page and "1234567890123" in page


@pytest.mark.parametrize("reason", ["", "   ", "sama"])
def test_a_merge_without_a_reason_is_refused(reason, company, double, verifier):
    page = verifier.post(merge_url(double, company), {"reason": reason})
    assert page.context["page"].form.errors["reason"] and Partner.objects.count() == 2


@pytest.mark.parametrize("target", ["", "0", "abc", "99999999999999999999"])
def test_a_merge_into_nobody_is_not_found(target, company, verifier):
    assert (
        verifier.post(
            reverse("mitra-gabung", args=[company.pk]) + f"?ke={target}", REASON
        ).status_code
        == 404
    )


def test_a_partner_is_not_merged_into_itself(company, verifier, people):
    assert verifier.post(merge_url(company, company), REASON).status_code == 404
    with pytest.raises(merging.PartnerMergeRefused):
        merging.merge_partners(company.pk, company.pk, people["verifikator"], "sama")


def test_the_second_of_two_equal_merges_is_refused(company, double, people):
    merging.merge_partners(double.pk, company.pk, people["kabag"], "sama")
    with pytest.raises(merging.PartnerMergeRefused):
        merging.merge_partners(double.pk, company.pk, people["admin"], "sama")
    assert company.merges.count() == 1


def test_a_name_known_already_is_not_kept_twice(company, people):
    university = Partner.objects.create(name=company.name.upper(), kind="bumn")
    university.aliases.create(name="PT Lama")
    company.aliases.create(name="pt lama")
    merging.merge_partners(university.pk, company.pk, people["kabag"], "sama")
    assert [alias.name for alias in company.aliases.all()] == ["pt lama"]


def test_merges_follow_each_other_with_their_history(company, double, people):
    last = Partner.objects.create(name="PT Mahakam Group", kind="swasta")
    merging.merge_partners(double.pk, company.pk, people["kabag"], "pertama")
    merging.merge_partners(company.pk, last.pk, people["kabag"], "kedua")
    assert {trace.name for trace in last.merges.all()} == {double.name, company.name}
    assert {alias.name for alias in last.aliases.all()} == {double.name, company.name}


def test_a_merge_that_fails_halfway_changes_nothing(
    company, double, people, make_agreement, monkeypatch
):
    agreement = make_agreement()
    type(agreement).objects.filter(pk=agreement.pk).update(partner=double)
    monkeypatch.setattr(merging, "_snapshot", lambda partner: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        merging.merge_partners(double.pk, company.pk, people["kabag"], "sama")
    agreement.refresh_from_db()
    assert agreement.partner == double and not company.aliases.exists()


def test_a_record_that_may_not_point_to_the_target_refuses_the_whole_merge(
    company, double, verifier, make_agreement
):
    for partner in (company, double):
        agreement = make_agreement()
        type(agreement).objects.filter(pk=agreement.pk).update(partner=partner)
    with connection.cursor() as cursor:
        cursor.execute(
            "SET CONSTRAINTS ALL IMMEDIATE; CREATE UNIQUE INDEX only_one ON agreements_agreement"
            " (partner_id)"
        )
    assert "tidak dapat digabung" in text_of(verifier.post(merge_url(double, company), REASON))
    assert Partner.objects.filter(pk=double.pk).exists() and not company.aliases.exists()


def test_every_foreign_key_to_a_partner_is_handed_over():
    assert {"Agreement", "PartnerAlias", "PartnerMerge"} <= {
        relation.related_model.__name__ for relation in merging.partner_relations()
    }
