"""What an office still has to set up before it can work; the list ends when all of it is there."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from agreements.models import Number
from agreements.models.number import NumberStart
from agreements.monitoring.vacancies import NEEDED
from agreements.workflow.deadlines import national_days_off
from kerjasama.accounts.models import Membership, Office, Official, RegionProfile, Role, User
from kerjasama.accounts.policy import MANAGERS
from kerjasama.notices import catcher

ROLES = (*NEEDED, Role.OPD, Role.OPD_HEAD)
SIGNING = (Office.HEAD, Office.SECRETARY)
FIRST_NAMES = 3


@dataclass(frozen=True)
class Step:
    """One thing to set up: whether it is there, what is missing, where it is done. Without it the
    office works all the same if it is only `is_advised`.
    """

    title: str
    is_done: bool
    missing: str
    address: str
    is_for_admin: bool = False
    is_advised: bool = False


@dataclass(frozen=True)
class Checklist:
    """All steps, and how many are done."""

    steps: tuple[Step, ...]

    @property
    def done(self) -> int:
        """How many are done."""
        return sum(step.is_done for step in self.steps)

    @property
    def is_complete(self) -> bool:
        """Whether the office can work."""
        return all(step.is_done or step.is_advised for step in self.steps)


def build_checklist(user: User, today: date) -> Checklist | None:
    """The list for whoever sets the office up; None for others, and once the office can work."""
    if not user.roles & set(MANAGERS):
        return None
    checklist = Checklist(
        (
            _profile(),
            _roles(),
            *_officials(today),
            _numbers(),
            _days_off(today),
            _mail(),
        )
    )
    return None if checklist.is_complete else checklist


def _profile() -> Step:
    missing = "Isi nama, alamat, dan lambang; kop naskah memakainya."
    is_done = bool(RegionProfile.current().address)
    address = reverse("profil-daerah")
    return Step("Profil daerah dan kop naskah", is_done, missing, address, is_for_admin=True)


def _roles() -> Step:
    held = set(Membership.objects.of_active().values_list("role", flat=True))
    lacking = [role.label for role in ROLES if role not in held]
    missing = f"Belum ada akun untuk {_first(lacking)}."
    return Step(
        "Pengguna dan perannya", not lacking, missing, reverse("pengguna"), is_for_admin=True
    )


def _officials(today: date) -> tuple[Step, Step]:
    """Who signs for the region, and the heads of the units in which somebody works."""
    recorded = set(Official.objects.on(today).values_list("office", "unit"))
    offices = {office for office, _ in recorded}
    lacking = [office.label for office in SIGNING if office not in offices]
    working = Membership.objects.of_active(Role.OPD)
    units = dict(working.order_by("unit__name").values_list("unit", "unit__name").distinct())
    headless = [name for pk, name in units.items() if (Office.UNIT_HEAD, pk) not in recorded]
    address = reverse("pejabat")
    return (
        Step("Pejabat penanda tangan", not lacking, f"Belum tercatat: {_first(lacking)}.", address),
        Step("Kepala unit", not headless, f"Belum tercatat: {_first(headless)}.", address),
    )


def _numbers() -> Step:
    is_done = Number.objects.exists() or NumberStart.objects.exists()
    missing = "Catat nomor terakhir tiap seri, supaya nomor berikutnya bersambung."
    return Step("Nomor surat", is_done, missing, reverse("seri"))


def _days_off(today: date) -> Step:
    missing = f"Hari libur nasional {today.year} belum dikenal; catat satu per satu."
    return Step("Hari libur", bool(national_days_off(today.year)), missing, reverse("hari-libur"))


def _mail() -> Step:
    return Step(
        "Surel",
        not catcher.is_catcher_used(),
        "Surel masih disimpan di server ini dan belum sampai ke penerima.",
        reverse("pengiriman"),
        is_for_admin=True,
        is_advised=True,
    )


def _first(names: list[str]) -> str:
    """The first names, and how many there are besides."""
    said = ", ".join(names[:FIRST_NAMES])
    more = len(names[FIRST_NAMES:])
    return f"{said}, dan {more} lainnya" if more else said
