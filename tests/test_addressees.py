"""To whom letters go: by rank, place and tier, each institution named once."""

import re
from pathlib import Path

import pytest

from agreements.demo.invented import OTHER_PARTNER, PARTNERS
from agreements.demo.specs import example_partners
from agreements.documents.kinds import DECLARED, KINDS
from agreements.documents.kinds.vocabulary import Recipient
from agreements.documents.text.addresses import seat_in_address
from agreements.documents.wording.addressees import (
    addressee_of,
    addressing_of,
    is_high_office,
    named_once,
)
from agreements.models import Party
from agreements.workflow.changing_parties import add_party
from kerjasama.accounts.models import RegionProfile, Unit
from partners.models import Partner
from partners.naskah_data import NASKAH_FIELDS

TEMPLATES = Path(__file__).parents[1] / "templates"
LETTERS = [kind for kind in DECLARED if kind.sent_to]
INVENTED = [
    {"name": name, "kind": kind, "representative_position": head}
    for kind, (name, head) in {**PARTNERS, "lembaga-ln": OTHER_PARTNER}.items()
]


def party(**said: str) -> Party:
    return Party(**{name: value for name, value in said.items() if name in NASKAH_FIELDS})


def is_said_twice(line: str) -> bool:
    """Whether two words that stand beside each other do so again."""
    words = re.sub(r"[^\w ]", "", line).casefold().split()
    pairs = list(zip(words, words[1:], strict=False))
    return len(pairs) != len(set(pairs))


@pytest.mark.parametrize(
    "row", [*example_partners().values(), *INVENTED], ids=lambda row: row["name"]
)
def test_no_partner_of_the_demo_is_named_twice_nor_called_saudara_in_high_rank(row):
    addressee = addressee_of(party(**row))
    assert not is_said_twice(addressee.in_one_line)
    name = row["name"].removeprefix("Pemerintah ").split()
    assert name[-1] in addressee.in_one_line, "it is clear who is meant"
    is_high = row["representative_position"].startswith(("Gubernur", "Menteri"))
    assert addressee.is_high or not (is_high or row["kind"] == "pusat")


def test_each_partner_of_the_demo_at_home_is_written_to_where_it_sits():
    unknown = [
        row["name"]
        for row in example_partners().values()
        if not row.get("country") and row["kind"] != "oi" and not addressee_of(party(**row)).place
    ]
    assert unknown == []


@pytest.mark.parametrize(
    "head, name, kind, lines",
    [
        ("Direktur Utama", "PT Contoh", "swasta", ("Direktur Utama", "PT Contoh")),
        ("Direktur Utama PT Contoh", "PT Contoh (Persero)", "bumn", ("Direktur Utama PT Contoh",)),
        ("Rektor Universitas", "Universitas Contoh", "ptn", ("Rektor Universitas Contoh",)),
        ("Kepala BMKG", "Badan Meteorologi, Klimatologi, dan Geofisika", "pusat", ("Kepala BMKG",)),
        ("Menteri Perhubungan", "Kementerian Perhubungan", "pusat", ("Menteri Perhubungan",)),
        ("Bupati Paser", "Pemerintah Kabupaten Paser", "daerah", ("Bupati Paser",)),
        (
            "Bupati",
            "Pemerintah Kabupaten Paser",
            "daerah",
            ("Bupati", "Pemerintah Kabupaten Paser"),
        ),
        (
            "Direktur Jenderal Darat",
            "Kementerian Perhubungan",
            "pusat",
            ("Direktur Jenderal Darat", "Kementerian Perhubungan"),
        ),
    ],
)
def test_an_institution_stands_below_its_head_unless_he_says_it(head, name, kind, lines):
    assert named_once(head, name, kind) == lines


@pytest.mark.parametrize(
    "title, is_high",
    [
        ("Gubernur Kalimantan Timur", True),
        ("Pj. Gubernur Kalimantan Timur", True),
        ("Wakil Menteri Perhubungan", True),
        ("Ketua DPRD Kabupaten Paser", True),
        ("Presiden Direktur", False),
        ("Bupati Paser", False),
        ("Kepala Biro Kementerian Perhubungan", False),
    ],
)
def test_the_high_are_known_by_their_office(title, is_high):
    assert is_high_office(title) is is_high


@pytest.mark.parametrize(
    "address, seat",
    [
        ("Jalan Kesuma Bangsa, Kota Samarinda", "Samarinda"),
        ("Jalan Dermaga Nomor 11, Kota Bangun", "Kota Bangun"),
        ("Bukit Pelangi, Sangatta, Kabupaten Kutai Timur", "Sangatta"),
        ("Jl. A 1, Kel. B, Kab. Paser, Kalimantan Timur 76211", "Kabupaten Paser"),
        ("Jalan A Nomor 1\nTenggarong 75511\nIndonesia", "Tenggarong"),
        ("Jalan Angkasa I, Kemayoran, Jakarta Pusat", "Jakarta Pusat"),
        ("Jalan Merdeka Nomor 1", ""),
        ("", ""),
    ],
)
def test_the_place_is_read_from_an_address_that_names_one(address, seat):
    assert seat_in_address(address) == seat


def test_every_letter_says_to_whom_it_goes_and_no_template_does():
    for kind in DECLARED:
        template = (TEMPLATES / kind.template).read_text()
        is_letter = "foreign/letter.html" in template or "documents/letter.html" in template
        assert bool(kind.sent_to) is is_letter, kind.code
        assert "Saudara" not in template and "Yth. {{" not in template.replace(
            "Yth. {{ region.head_title", ""
        )


HIGH = {recipient for recipient in Recipient if recipient.name.startswith(("GOV", "HOME", "FOR"))}


@pytest.mark.parametrize("kind", LETTERS, ids=lambda kind: kind.code)
def test_no_letter_to_a_high_office_says_saudara_and_none_is_copied_twice(kind, make_agreement):
    region = RegionProfile.current()
    region.governor_seat = "Samarinda"
    addressing = addressing_of(kind.code, make_agreement("ksdd-sukarela"), region)
    if {*kind.sent_to} & (HIGH | {Recipient.DPRD}):
        assert addressing.you == "Bapak/Ibu"
        assert addressing.place in ("Samarinda", "Jakarta", "Tenggarong")
    lines = [*addressing.copies, *(one.in_one_line for one in addressing.addressees)]
    assert len(lines) == len(set(lines)) and not any(map(is_said_twice, addressing.copies))


class TestSeveralTiers:
    def test_one_gubernur_among_them_is_enough_and_gets_no_copy(self, make_agreement, people):
        case = make_agreement("ksdd-sukarela")
        assert addressing_of("penawaran", case, RegionProfile.current()).you == "Saudara"
        governor = Partner.objects.create(
            name="Pemerintah Provinsi Kalimantan Timur",
            kind="daerah",
            representative_position="Gubernur Kalimantan Timur",
        )
        add_party(case.pk, people["staf"], governor.pk, case.content_hash)
        case = type(case).objects.get(pk=case.pk)
        addressing = addressing_of("penawaran", case, RegionProfile.current())
        assert (addressing.you, addressing.place) == ("Bapak/Ibu", "Tempat")
        assert "Gubernur Kalimantan Timur" not in addressing.copies

    def test_the_bagian_that_owns_a_case_gets_one_copy(self, make_agreement):
        case = make_agreement("ksdd-sukarela")
        case.owner = Unit(name="Bagian Kerja Sama")
        copies = addressing_of("penawaran", case, RegionProfile.current()).copies
        assert len([line for line in copies if line.startswith("Kepala Bagian")]) == 1

    def test_a_letter_to_the_gubernur_says_where_he_sits_as_far_as_the_profile_knows(
        self, make_agreement
    ):
        region, case = RegionProfile.current(), make_agreement("ksdd-sukarela")
        assert KINDS["laporan_gubernur"].sent_to == (Recipient.GOVERNOR_FOR_GOVERNMENT,)
        assert addressing_of("laporan_gubernur", case, region).place == "Tempat"
        region.governor_seat = "Samarinda"
        assert addressing_of("laporan_gubernur", case, region).place == "Samarinda"
