"""The form of a naskah and the kind of cooperation, where a register does not say them: proposed with the ground."""

import pytest

from agreements.importing.proposing import propose_family, propose_form

FORMS = [
    ("Perjanjian Kerja Sama tentang Arsip", "", "perjanjian_kerja_sama"),
    ("PKS Layanan Rujukan", "", "perjanjian_kerja_sama"),
    ("Nota Kesepakatan tentang Data", "", "nota_kesepakatan"),
    ("Kesepakatan Bersama tentang Pasar", "", "kesepakatan_bersama"),
    ("Nota Kesepahaman tentang Riset", "", "mou"),
    ("MoU Pendidikan", "", "mou"),
    ("Pengelolaan Arsip", "415.4/12/PKS/2021", "perjanjian_kerja_sama"),
    ("Pengelolaan Arsip", "415.4/12/KB/2021", "kesepakatan_bersama"),
    ("Pengelolaan Arsip", "12/MoU/IV/2021", "mou"),
    ("Pengelolaan Arsip", "12/NK/IV/2021", "nota_kesepakatan"),
    ("Nota Kesepahaman tentang Riset", "12/KB/2021", "mou"),
    ("Pelayanan DPPKB", "12/DPPKB/2021", ""),
    ("Perjanjian Kerja Sama tentang Arsip", "12/MoU/2021", ""),
    ("Pengelolaan Arsip", "415.4/12/2021", ""),
]


@pytest.mark.parametrize("title, number, form", FORMS)
def test_words_of_title_and_number_show_the_form(title, number, form):
    found = propose_form(title, number)
    assert found.value == form
    assert bool(found.ground) == bool(form or "MoU" in number)


@pytest.mark.parametrize(
    "kind, form, family",
    [
        ("daerah", "kesepakatan_bersama", "ksdd"),
        ("bumn", "perjanjian_kerja_sama", "ksdpk"),
        ("vertikal", "mou", "sinergi"),
        ("ptn", "mou", "ksdpk"),
        ("ptn", "nota_kesepakatan", "sinergi"),
        ("pemda-ln", "mou", "ksdpl"),
        ("oi", "mou", "ksdll"),
        ("", "nota_kesepakatan", "sinergi"),
        ("", "perjanjian_kerja_sama", ""),
    ],
)
def test_the_kind_of_the_mitra_shows_the_family(kind, form, family):
    assert propose_family(kind, form).value == family
