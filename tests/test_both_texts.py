"""Two people, or one person in two windows, on one text: nobody's text is written over without
somebody choosing so.
"""

import json

import pytest
from django.urls import reverse
from django.utils import timezone

from agreements.documents.signers import delegable_kinds
from agreements.models import NumberSeries
from kerjasama.accounts.models import Delegation, Membership, Official, User
from kerjasama.drafts.earlier_values import CHOICE, MINE, SEEN, STORED
from partners.models import Partner

from .conftest import again


def opened(client, address, **context):
    """What the form of this page would send, were nothing changed."""
    page = client.get(address)
    return values_of(page.context["form"])


def values_of(form) -> dict:
    data = {}
    for field in form:
        value = field.value()
        if value is True:
            data[field.html_name] = "on"
        elif value not in (None, False):
            data[field.html_name] = (
                field.field.widget.format_value(value) if not isinstance(value, list) else value
            )
    return {name: value for name, value in data.items() if value is not None}


@pytest.fixture
def case(make_agreement):
    return make_agreement(latar_belakang="Semula", manfaat="Semula")


@pytest.fixture
def colleague(people):
    user = User.objects.create_user("staf-rekan", first_name="Rekan", last_name="Contoh")
    Membership.objects.create(user=user, role="OPD", unit=people["staf"].memberships.get().unit)
    return user


@pytest.fixture
def address(case):
    return reverse("ubah", args=[case.pk, "isi"])


@pytest.fixture(params=["two windows of one person", "two people"])
def two(request, people, colleague, signed_in):
    """Two clients, of one person and of two."""
    second = people["staf"] if request.param.startswith("two windows") else colleague
    return signed_in(people["staf"]), signed_in(second)


def test_a_field_that_only_the_other_changed_keeps_the_others_text(case, address, two):
    first, second = two
    mine, theirs = opened(first, address), opened(second, address)
    assert second.post(address, theirs | {"latar_belakang": "Dari yang kedua"}).status_code == 302
    assert first.post(address, mine | {"manfaat": "Dari yang pertama"}).status_code == 302
    saved = again(case)
    assert (saved.latar_belakang, saved.manfaat) == ("Dari yang kedua", "Dari yang pertama")


def test_what_both_changed_is_shown_side_by_side_and_nothing_is_written_over(case, address, two):
    first, second = two
    mine, theirs = opened(first, address), opened(second, address)
    second.post(address, theirs | {"latar_belakang": "Dari yang kedua"})
    answer = first.post(address, mine | {"latar_belakang": "Dari yang pertama", "manfaat": "Baru"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Dari yang pertama" in page and "Dari yang kedua" in page
    assert "Isian Anda" in page and "Isian yang tersimpan sekarang, oleh" in page
    saved = again(case)
    assert saved.latar_belakang == "Dari yang kedua"
    assert saved.manfaat == "Baru", "what is not in dispute is saved"


@pytest.mark.parametrize(
    ("choice", "kept"), [(MINE, "Dari yang pertama"), (STORED, "Dari yang kedua")]
)
def test_the_refused_one_chooses_by_field(choice, kept, case, address, two):
    first, second = two
    mine, theirs = opened(first, address), opened(second, address)
    second.post(address, theirs | {"latar_belakang": "Dari yang kedua"})
    refused = first.post(address, mine | {"latar_belakang": "Dari yang pertama"})
    data = values_of(refused.context["form"])
    assert first.post(address, data).status_code == 422, "without a choice nothing is decided"
    data = values_of(first.post(address, data).context["form"])
    assert first.post(address, data | {CHOICE + "latar_belakang": choice}).status_code == 302
    assert again(case).latar_belakang == kept


def test_a_third_change_is_asked_about_anew(case, address, two):
    first, second = two
    mine, theirs = opened(first, address), opened(second, address)
    second.post(address, theirs | {"latar_belakang": "Dari yang kedua"})
    data = values_of(
        first.post(address, mine | {"latar_belakang": "Dari yang pertama"}).context["form"]
    )
    second.post(address, opened(second, address) | {"latar_belakang": "Sekali lagi"})
    assert first.post(address, data | {CHOICE + "latar_belakang": MINE}).status_code == 422
    assert again(case).latar_belakang == "Sekali lagi"


def test_the_same_text_typed_twice_is_no_dispute(case, address, two):
    first, second = two
    mine, theirs = opened(first, address), opened(second, address)
    second.post(address, theirs | {"latar_belakang": "Sama"})
    assert first.post(address, mine | {"latar_belakang": "Sama \r\n"}).status_code == 302


def test_what_was_seen_cannot_be_forged_into_an_error(case, address, people, signed_in):
    client = signed_in(people["staf"])
    data = opened(client, address)
    for forged in (
        "x",
        "[]",
        json.dumps({"_open": 1}),
        json.dumps({"latar_belakang": 5, "_open": ["x"]}),
    ):
        assert client.post(address, data | {SEEN: forged}).status_code in (302, 422)


def test_one_wrong_field_does_not_keep_the_right_ones_from_being_saved(
    case, address, people, signed_in
):
    client = signed_in(people["staf"])
    answer = client.post(
        address,
        opened(client, address) | {"manfaat": "Antrean lebih pendek", "jangka_waktu_bulan": "0"},
    )
    assert answer.status_code == 422
    assert again(case).manfaat == "Antrean lebih pendek"
    fixed = values_of(answer.context["form"]) | {
        "manfaat": "Antrean jauh lebih pendek",
        "jangka_waktu_bulan": "12",
    }
    assert client.post(address, fixed).status_code == 302
    saved = again(case)
    assert (saved.manfaat, saved.jangka_waktu_bulan) == ("Antrean jauh lebih pendek", 12)


def test_the_log_tells_once_a_saving_what_changed_by_field(case, address, people, signed_in):
    client, before = signed_in(people["staf"]), case.events.count()
    client.post(
        address,
        opened(client, address) | {"manfaat": "Antrean lebih pendek", "latar_belakang": "x" * 900},
    )
    (event,) = list(case.events.order_by("number"))[before:]
    told = {change["label"]: (change["old"], change["new"]) for change in event.detail["changes"]}
    assert told["Manfaat"] == ("Semula", "Antrean lebih pendek")
    assert len(told["Latar belakang"][1]) < 250
    page = client.get(reverse("kerja-sama", args=[case.pk])).content.decode()
    assert "Yang berubah:" in page and "Antrean lebih pendek" in page


def test_the_wording_of_a_naskah_is_chosen_pasal_by_pasal(
    make_agreement, people, signed_in, blank_papers
):
    case = make_agreement(at="penyusunan_kb")
    address = reverse("redaksi", args=[case.pk, "kesepakatan_bersama"])
    legal, staff = signed_in(people["hukum"]), signed_in(people["staf"])
    mine, theirs = opened(legal, address), opened(staff, address)
    assert (
        staff.post(
            address, theirs | {"objek": "Objek menurut OPD.", "pelaksanaan": "Menurut OPD."}
        ).status_code
        == 302
    )
    refused = legal.post(address, mine | {"objek": "Objek menurut Bagian Hukum."})
    page = refused.content.decode()
    assert (
        refused.status_code == 422
        and "Objek menurut OPD." in page
        and "Objek menurut Bagian Hukum." in page
    )
    data = values_of(refused.context["form"]) | {CHOICE + "objek": MINE}
    assert legal.post(address, data).status_code == 302
    saved = again(case).clauses["kesepakatan_bersama"]
    assert (
        saved["objek"] == "Objek menurut Bagian Hukum." and saved["pelaksanaan"] == "Menurut OPD."
    )


SETTINGS = [
    ("admin", "profil-daerah", "short_name"),
    ("admin", "unit-rinci", "name"),
    ("kabag", "pejabat-rinci", "name"),
    ("kabag", "seri-rinci", "title"),
    ("kabag", "atas-nama-rinci", "basis"),
    ("verifikator", "mitra-ubah", "address"),
]


@pytest.mark.parametrize(("who", "name", "field"), SETTINGS, ids=[name for _, name, _ in SETTINGS])
def test_master_data_that_two_changed_is_chosen_by_field(
    who, name, field, make_agreement, people, signed_in
):
    case = make_agreement()
    paper = delegable_kinds()[0].code
    rows = {
        "profil-daerah": None,
        "unit-rinci": case.owner,
        "pejabat-rinci": Official.objects.filter(unit=None).first(),
        "seri-rinci": NumberSeries.objects.first(),
        "atas-nama-rinci": Delegation.objects.create(
            papers=[paper], office="sekda", since=timezone.localdate(), basis="Perbup 1"
        ),
        "mitra-ubah": case.partner,
    }
    Partner.objects.update(representative_position_en="")  # a private company has none
    row = rows[name]
    address = reverse(name, args=[row.pk] if row else [])
    first, second = signed_in(people[who]), signed_in(people[who])
    mine, theirs = opened(first, address), opened(second, address)
    taken = second.post(address, theirs | {field: "Dari yang kedua"})
    assert taken.status_code == 302, taken.context["form"].errors
    refused = first.post(address, mine | {field: "Dari yang pertama"})
    page = refused.content.decode()
    assert refused.status_code == 422 and "Dari yang pertama" in page and "Dari yang kedua" in page
    assert f'name="{CHOICE}{field}"' in page, "the choice can be made on this page"
    data = values_of(refused.context["form"]) | {CHOICE + field: MINE}
    assert first.post(address, data).status_code == 302
    assert opened(first, address)[field] == "Dari yang pertama"


def test_a_term_that_two_changed_is_asked_about(people, signed_in):
    address = reverse("tenggat-kewajiban")
    first, second = signed_in(people["kabag"]), signed_in(people["kabag"])
    row = first.get(address).context["page"].rows[0]
    sent = {"kewajiban": row.duty.code, SEEN: row.form[SEEN].value()}
    assert second.post(address, sent | {"days": 12}).status_code == 302
    refused = first.post(address, sent | {"days": 21})
    assert (
        refused.status_code == 422 and "Isian yang tersimpan sekarang" in refused.content.decode()
    )
