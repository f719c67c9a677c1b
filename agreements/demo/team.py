"""The example TKKSD: its Keputusan, a pleno, and an aid to a Kerja Sama Wajib."""

from datetime import date
from decimal import Decimal

from agreements.documents import store
from agreements.models import Agreement, PlenaryChair, TeamDecree, TeamRecord, TeamSeat
from agreements.models.wajib import WAJIB_TRACKS
from agreements.monitoring import team_duties, wajib
from agreements.monitoring.wajib import WajibValues
from agreements.regulations.supervision import AID_OF_CENTRE
from agreements.regulations.team_duties import PLENARY
from agreements.regulations.tkksd import Seat
from agreements.workflow import team
from kerjasama.accounts.models import Role

from . import person_for
from .people import FULL_NAMES
from .scans import example_scan

SECRETARIAT = "Sekretariat Daerah"
COOPERATION = "Bagian Kerja Sama Sekretariat Daerah"
LED = (
    (Seat.CHAIR, "Sekretaris Daerah", SECRETARIAT),
    (Seat.DEPUTY, "Asisten yang membidangi kerja sama daerah", SECRETARIAT),
    (Seat.SECRETARY, f"Kepala {COOPERATION}", COOPERATION),
)
MEMBERS = (
    "Badan Perencanaan Pembangunan Daerah",
    "Bagian Hukum Sekretariat Daerah",
    "Dinas Kesehatan",
    "Dinas Komunikasi dan Informatika",
    "Dinas Pendidikan dan Kebudayaan",
    "Satuan Polisi Pamong Praja",
)
EXPERT = (Seat.EXPERT, "Dosen hukum perjanjian", "Universitas Contoh Etam")


def load_team(today: date) -> None:
    """A Keputusan of the year before, and the pleno of this year once it can have been held."""
    keeper = person_for(Role.VERIFIER)
    decided = date(today.year - 1, 1, 13)
    decree = TeamDecree(
        number=f"41/SK/BUP/HK/{decided.year}",
        decided_on=decided,
        since=decided,
        file_name="keputusan-tkksd-contoh.pdf",
        sha256=store.store_bytes(example_scan("Keputusan Bupati tentang TKKSD", "Susunan TKKSD")),
    )
    named = [(Seat.MEMBER, f"Kepala {unit}", unit) for unit in MEMBERS]
    seats = [
        TeamSeat(seat=seat, position=position, institution=place)
        for seat, position, place in (*LED, *named, EXPERT)
    ]
    # Nobody is recorded as Asisten, so the Keputusan names him.
    seats[1].name, seats[-1].name = FULL_NAMES["pimpinan"], "Contoh Ahli Perjanjian"
    team.record_decree(decree, seats, keeper)
    held = date(today.year, 2, 24)
    if held <= today:
        members = team.members_of(decree, held)
        team_duties.record_team_act(
            TeamRecord(
                duty_code=PLENARY.code,
                done_on=held,
                number=f"2/BA/TKKSD/{held.year}",
                led_by=PlenaryChair.CHAIR,
                note="Program kerja TKKSD tahun ini ditetapkan; kerja sama tanpa laporan ditinjau.",
                present="\n".join(f"{one.name}, {one.as_guest}" for one in members if one.name),
            ),
            keeper,
        )


def help_wajib_example(today: date) -> None:
    """An aid of the ministry for the first Kerja Sama Wajib that is signed."""
    case = (
        Agreement.objects.changeable(today)
        .filter(track_code__in=WAJIB_TRACKS, effective_on__lte=today)
        .order_by("pk")
        .first()
    )
    if case is not None and case.effective_on is not None:
        told = WajibValues(
            "Kementerian Pekerjaan Umum",
            case.effective_on,
            "Bantuan peralatan untuk melaksanakan kerja sama ini.",
            number="UM.02.03/118",
            amount=Decimal(850_000_000),
        )
        wajib.record_wajib_act(case.pk, person_for(Role.VERIFIER), AID_OF_CENTRE.code, told)
