"""The form of a naskah and the kind of cooperation, where a register does not say them: proposed
with the ground.
"""

import pytest
from django.db import transaction

from agreements.importing import checking
from agreements.importing.proposing import propose_family, propose_form

from .registers import row, xlsx

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


def asked_of(*rows: list) -> tuple:
    with transaction.atomic():
        checked = checking.check_register(xlsx(*rows), {})
    return [
        question for question in checked.asked if question.asked.kind == "bentuk"
    ], checked.entries


def test_rows_without_a_form_are_asked_for_it_once_with_what_their_titles_say(people):
    titles = ("Perjanjian Kerja Sama tentang Arsip", "Perjanjian Kerja Sama tentang Pasar")
    questions, _ = asked_of(
        *(row(n, Bentuk="", Judul_Kerja_Sama=title, Nomor="") for n, title in enumerate(titles, 1))
    )
    assert [(one.asked.proposal, one.asked.ground) for one in questions] == [
        ("perjanjian_kerja_sama", "judulnya menyebut Perjanjian Kerja Sama")
    ]


def test_a_form_that_the_title_speaks_against_is_taken_with_a_remark(people):
    questions, entries = asked_of(
        row(
            1,
            Bentuk="PKS",
            Judul_Kerja_Sama="Kesepakatan Bersama tentang Arsip",
            Nomor="12/KB/2021",
        )
    )
    assert questions == []
    assert any("Kesepakatan Bersama" in remark for remark in entries[0].remarks)
