"""The daftar as its reader meets it: chips that say what is filtered, heads that sort, views that
are kept.
"""

from urllib.parse import parse_qs

import pytest
from django.urls import reverse
from lxml import html

from agreements.models import Agreement
from kerjasama.accounts.models import SavedView

from .reading import words_of_part

pytestmark = pytest.mark.django_db


@pytest.fixture
def register(people, signed_in):
    """The page as this person opens it with that query."""

    def opened(query="", name="verifikator"):
        return signed_in(people[name]).get(f"{reverse('daftar')}{query}").context["register"]

    return opened


def test_each_filter_is_a_chip_whose_address_takes_it_away(make_agreement, people, register):
    case = make_agreement()
    page = register(f"?status=berjalan&opd={case.owner_id}&berakhir_dari=2026-01-31&urut=judul")
    assert {chip.label for chip in page.chips} == {
        "Status: Berproses",
        f"OPD: {case.owner}",
        "Berakhir dari: 31 Jan 2026",
    }
    first = next(chip for chip in page.chips if chip.label == "Status: Berproses")
    left = parse_qs(first.address.partition("?")[2])
    assert set(left) == {"opd", "berakhir_dari", "urut"}
    assert not register().chips


def test_a_head_sorts_and_turns_the_order_round(make_agreement, register):
    for title, value in (("Beras", 2), ("Air", None), ("Cukai", 1)):
        Agreement.objects.filter(pk=make_agreement(title=title).pk).update(nilai=value)

    def titles(query):
        return [line.title for line in register(query).lines]

    head = register().heads[0]
    assert titles(head.address) == ["Air", "Beras", "Cukai"]
    turned = register(head.address).heads[0]
    assert turned.order == "ascending"
    assert titles(turned.address) == ["Cukai", "Beras", "Air"]
    assert titles("?urut=-nilai") == ["Beras", "Cukai", "Air"], "what is empty stands last"


def test_a_view_is_kept_opened_and_taken_away(make_agreement, people, signed_in, register):
    make_agreement()
    client = signed_in(people["verifikator"])
    kept = {"nama": "Berkas   berproses saya", "saringan": "urut=judul&status=berjalan&halaman=3"}
    assert register("?urut=judul&status=berjalan").may_save
    answer = client.post(reverse("simpan-tampilan"), kept, follow=True)
    page = answer.context["register"]
    assert (page.own_view.name, page.may_save) == ("Berkas berproses saya", False)
    assert "status=berjalan&urut=judul" in page.own_view.address
    assert not [view for view in register(name="kabag").views if view.key], "others do not see it"
    gone = reverse("hapus-tampilan", args=[page.own_view.key])
    assert signed_in(people["kabag"]).post(gone).status_code == 404
    client.post(gone)
    assert not SavedView.objects.exists()


@pytest.mark.parametrize(
    ("name", "query", "said"),
    [
        ("", "status=berjalan", "Beri nama"),
        ("a" * 41, "status=berjalan", "Beri nama"),
        ("Berkas\x00saya", "status=berjalan", "Karakter null tidak diizinkan"),
        ("Semua", "", "Saring atau urutkan daftar dahulu"),
        ("Aneh", "entah=1", "Saring atau urutkan daftar dahulu"),
    ],
)
def test_what_cannot_be_kept_says_why(name, query, said, people, signed_in):
    sent = {"nama": name, "saringan": query}
    answer = signed_in(people["staf"]).post(reverse("simpan-tampilan"), sent, follow=True)
    assert said in answer.content.decode() and not SavedView.objects.exists()


def test_columns_are_chosen_in_the_address_and_kept_with_a_view(make_agreement, register):
    make_agreement()
    assert register().looks == "without-penangan" and not register().chosen_columns
    page = register("?kolom=opd&kolom=nilai&kolom=entah&status=berjalan")
    hidden = ("mitra", "status", "tenggat", "berakhir", "penangan")
    assert page.looks == " ".join(f"without-{column}" for column in hidden)
    assert page.query == "status=berjalan&kolom=opd&kolom=nilai"
    assert "kolom=nilai" in page.heads[0].address and "kolom=nilai" in page.chips[0].address


def test_a_row_tells_the_value_the_end_and_whose_turn_it_is(make_agreement, register):
    case = make_agreement()
    Agreement.objects.filter(pk=case.pk).update(nilai=4_800_000_000)
    (line,) = register().lines
    assert line.value == "4,8 miliar" and line.end == "-"
    assert f"Bola di {case.owner}" in line.detail


def test_what_is_wrong_in_a_filter_is_read_with_its_field(people, signed_in):
    address = f"{reverse('daftar')}?berakhir_dari=kemarin"
    page = html.fromstring(signed_in(people["staf"]).get(address).content.decode())
    (field,) = page.xpath("//input[@name='berakhir_dari'][@type='date']")
    (said,) = [page.get_element_by_id(one) for one in field.get("aria-describedby").split()]
    assert words_of_part(said) == "Masukkan tanggal yang valid."
