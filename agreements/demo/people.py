"""The example people, their units and the profile of the region. All names and numbers of persons
are invented.
"""

from datetime import date, timedelta
from io import BytesIO

from django.contrib.auth.hashers import make_password
from django.utils import timezone
from PIL import Image, ImageDraw, ImageFont

from kerjasama.accounts import granting
from kerjasama.accounts.models import (
    Capacity,
    Membership,
    Office,
    Official,
    RegionProfile,
    Role,
    Unit,
    User,
)
from kerjasama.reference.loading import load_units

from . import ACCOUNTS, PASSWORD, SECOND_OPD
from .specs import all_example_specs

OWN_UNIT, SECOND_UNIT = "Dinas Komunikasi dan Informatika", "Dinas Kesehatan"
COOPERATION = "Bagian Kerja Sama Sekretariat Daerah"
SEATS = {
    "verifikator": COOPERATION,
    "kabag": COOPERATION,
    "admin": COOPERATION,
    "tkksd": "Badan Perencanaan Pembangunan Daerah",
    "hukum": "Bagian Hukum Sekretariat Daerah",
    "sekda": "Sekretariat Daerah",
    "bupati": "Sekretariat Daerah",
    "pimpinan": "Sekretariat Daerah",
}
FULL_NAMES = {
    "staf": "Rina Safitri",
    "kepala": "Hendra Wirawan",
    "verifikator": "Dewi Kartikasari",
    "kabag": "Faisal Ramadhan",
    "tkksd": "Joko Susanto",
    "hukum": "Maria Oktaviani",
    "sekda": "Siti Contoh Lestari",
    "bupati": "Awang Contoh Kusuma",
    "pimpinan": "Bambang Contoh Prasetyo",
    "admin": "Yusuf Hidayat",
    "staf2": "Nurul Aini",
    "kepala2": "Ratna Puspitasari",
}
GIVEN = (
    "Andi",
    "Budi",
    "Citra",
    "Dian",
    "Eko",
    "Fitri",
    "Gunawan",
    "Hesti",
    "Irfan",
    "Juliana",
    "Kartini",
    "Lukman",
    "Mega",
    "Nanda",
)
FAMILY = (
    "Pratama",
    "Wulandari",
    "Saputra",
    "Maharani",
    "Nugraha",
    "Rahayu",
    "Hakim",
    "Permata",
    "Setiawan",
    "Anggraini",
    "Firmansyah",
)
LONG_AGO = timedelta(4500)
RANKS = ("Pembina Utama Muda (IV/c)", "Pembina Tingkat I (IV/b)")


def load_people() -> None:
    """Create units, accounts and profile in an empty database."""
    load_units()
    units = {unit.name: unit for unit in Unit.objects.all()}
    heads = _name_heads(list(units.values()))
    _name_leaders()
    _house(list(units.values()))
    password = make_password(PASSWORD)
    for name, role in ACCOUNTS.items():
        _give_role(name, FULL_NAMES[name], password, role, units[SEATS.get(name, OWN_UNIT)])
    for name, role in SECOND_OPD.items():
        _give_role(name, FULL_NAMES[name], password, role, units[SECOND_UNIT])
    # People of the other OPD act in the examples only; they cannot sign in.
    others = sorted({spec.unit for spec in all_example_specs()} - {OWN_UNIT, SECOND_UNIT})
    for place, unit in enumerate(others, start=1):
        _give_role(
            f"contoh-staf-{place:02}",
            _invented(3 * place),
            make_password(None),
            Role.OPD,
            units[unit],
        )
        _give_role(
            f"contoh-kepala-{place:02}",
            heads[unit],
            make_password(None),
            Role.OPD_HEAD,
            units[unit],
        )
    granting.tie_by_name(timezone.localdate())
    _fill_profile()


def _house(units: list[Unit]) -> None:
    """Where each unit is and how it is reached, invented as all of it."""
    for number, unit in enumerate(units, 2):
        unit.address, unit.postal_code = f"Jalan Contoh Nomor {number}, Tenggarong", "75511"
        unit.phone, unit.email = f"(0541) 000{number:03}", f"unit{number}@contoh.invalid"
    Unit.objects.bulk_update(units, ["address", "postal_code", "phone", "email"])


def _give_role(username: str, full_name: str, password: str, role: str, unit: Unit) -> None:
    first, _, last = full_name.partition(" ")
    user = User.objects.create(
        username=username,
        first_name=first,
        last_name=last,
        email=f"{username}@contoh.invalid",
        password=password,
    )
    Membership.objects.create(user=user, role=role, unit=unit)


def _invented(number: int) -> str:
    return f"{GIVEN[number % len(GIVEN)]} {FAMILY[number * 5 % len(FAMILY)]}"


def _name_heads(units: list[Unit]) -> dict[str, str]:
    """Each unit has had two heads; the names of today's by unit."""
    known = {
        OWN_UNIT: FULL_NAMES["kepala"],
        SECOND_UNIT: FULL_NAMES["kepala2"],
        COOPERATION: FULL_NAMES["kabag"],
    }
    heads, today, rows = {}, timezone.localdate(), []
    for place, unit in enumerate(units, start=1):
        name = heads[unit.name] = known.get(unit.name) or _invented(place)
        began = today - timedelta(500 + 7 * place)
        for number, holder, since, until in (
            (place + 100, _invented(place + 40), today - LONG_AGO, began - timedelta(1)),
            (place, name, began, None),
        ):
            rank, office = RANKS[place % len(RANKS)], Office.UNIT_HEAD
            rows.append(
                Official(
                    office=office,
                    unit=unit,
                    name=holder,
                    rank=rank,
                    nip=make_nip(number),
                    since=since,
                    until=until,
                )
            )
    Official.objects.bulk_create(rows)
    return heads


def _name_leaders() -> None:
    """Bupati and Sekda of today, those before them, and who stood in for the Sekda between and once
    meanwhile.
    """
    today, surya = timezone.localdate(), "Surya Contoh Atmaja"
    leaders = [
        _leader(Office.HEAD, "Rangga Contoh Wijaya", today, LONG_AGO.days, 641),
        _leader(Office.HEAD, FULL_NAMES["bupati"], today, 640),
        _civil_servant("Tuti Contoh Handayani", 31, today, LONG_AGO.days, 801),
        _standing_in(_civil_servant(surya, 32, today, 800, 741), Capacity.ACTING),
        _civil_servant(FULL_NAMES["sekda"], 0, today, 740),
        _standing_in(_civil_servant(surya, 32, today, 120, 113), Capacity.DAILY),
    ]
    Official.objects.bulk_create(leaders)


def _leader(office: str, name: str, today: date, since: int, until: int | None = None) -> Official:
    """In office since so many days before today; until so many, or still."""
    official = Official(office=office, name=name, since=today - timedelta(since))
    if until is not None:
        official.until = today - timedelta(until)
    return official


def _civil_servant(
    name: str, number: int, today: date, since: int, until: int | None = None
) -> Official:
    """A Sekretaris Daerah, with an invented NIP."""
    official = _leader(Office.SECRETARY, name, today, since, until)
    official.rank, official.nip = "Pembina Utama Madya (IV/d)", make_nip(number)
    return official


def _standing_in(official: Official, capacity: str) -> Official:
    """By an order of the day before."""
    official.capacity = capacity
    official.order_date = official.since - timedelta(1)
    days = (timezone.localdate() - official.since).days
    official.order_number = (
        f"Surat Perintah Nomor 800.1.11.1/{days}/CONTOH/{official.order_date.year}"
    )
    return official


def make_nip(number: int) -> str:
    """An invented NIP of 18 digits: birth, appointment, sex, serial number."""
    birth = f"{1968 + number % 15}{number % 12 + 1:02}{number % 28 + 1:02}"
    appointment = f"{1996 + number % 12}03"
    return f"{birth}{appointment}{number % 2 + 1}9{number % 100:02}"


def _fill_profile() -> None:
    RegionProfile(
        is_demo=True,
        short_name="Kutai Kartanegara",
        governor="Gubernur Kalimantan Timur",
        governor_seat="Samarinda",
        seat="Tenggarong",
        address="Jalan Contoh Nomor 1, Tenggarong",
        postal_code="75511",
        phone="(0541) 000000",
        email="kerjasama@contoh.invalid",
        website="kerjasama.contoh.invalid",
        emblem=make_placeholder_emblem("LAMBANG\nDAERAH"),
        emblem_type="image/png",
        state_emblem=make_placeholder_emblem("LAMBANG\nNEGARA"),
        state_emblem_type="image/png",
    ).save()


def make_placeholder_emblem(words: str) -> bytes:
    """A shield that says CONTOH where an emblem shall stand."""
    image = Image.new("RGBA", (320, 400), (255, 255, 255, 0))
    draw = ImageDraw.Draw(image)
    draw.polygon(
        [(14, 14), (306, 14), (306, 250), (160, 386), (14, 250)],
        fill="#eef2f7",
        outline="#475569",
        width=8,
    )
    draw.text((160, 95), "CONTOH", fill="#b91c1c", font=ImageFont.load_default(56), anchor="mm")
    draw.multiline_text(
        (160, 200),
        words,
        fill="#475569",
        font=ImageFont.load_default(38),
        anchor="mm",
        align="center",
    )
    content = BytesIO()
    image.save(content, "PNG")
    return content.getvalue()
