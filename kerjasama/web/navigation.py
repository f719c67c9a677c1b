"""The menu beside every page: what a person may open, and where the person is."""

from dataclasses import dataclass, replace
from functools import cache

from django.urls import get_script_prefix, reverse


@dataclass(frozen=True)
class MenuItem:
    """One line of the menu; `icon` names a drawing in static/img/icons.svg, `key` is pressed after
    g to go there.
    """

    name: str
    label: str
    icon: str = ""
    items: tuple["MenuItem", ...] = ()
    counts_tasks: bool = False
    key: str = ""
    is_current: bool = False
    address: str = ""


TASKS = MenuItem("beranda", "Tugas", "tasks", counts_tasks=True, key="t")
LETTERS = MenuItem("surat-daftar", "Surat")
CASES = MenuItem(
    "daftar",
    "Kerja sama",
    "case",
    (
        MenuItem("pemetaan", "Pemetaan"),
        MenuItem("kewajiban", "Kewajiban"),
        MenuItem("radar", "Radar"),
        MenuItem("penandatanganan", "Penandatanganan"),
        MenuItem("naskah-asli", "Naskah asli"),
        MenuItem("tkksd", "TKKSD"),
        LETTERS,
    ),
    key="k",
)
NUMBERS = MenuItem("nomor", "Buku nomor")
PARTNERS = MenuItem("mitra", "Mitra", "partner", key="m")
REPORTS = MenuItem("laporan", "Laporan", "report", key="l")
DASHBOARD = MenuItem("dasbor", "Dasbor", "dashboard", key="d")
TRACKS = MenuItem("alur", "Pahami alur", "track")
HELP = MenuItem("bantuan", "Bantuan", "help")
SETTINGS = MenuItem("pengaturan", "Pengaturan", "settings")
ON_PHONE = (TASKS.name, CASES.name, DASHBOARD.name)


@dataclass(frozen=True)
class Menu:
    """`work` is what a day is spent on, `apart` what stands at the foot of the menu; `known_by`
    tells apart all menus there are.
    """

    work: list[MenuItem]
    apart: list[MenuItem]
    known_by: str

    @property
    def on_phone(self) -> list[MenuItem]:
        """The items that stand at the thumb."""
        return [item for item in self.work if item.name in ON_PHONE]


def find_menu(path: str, *, reads_numbers: bool, manages: bool) -> Menu:
    """The menu of a person, in which the item is current that leads nearest to `path`."""
    prefix = get_script_prefix()
    addresses = _addresses_of(prefix, reads_numbers=reads_numbers, manages=manages)
    current = _nearest_item(path, addresses)
    return _drawn_menu(prefix, current, reads_numbers=reads_numbers, manages=manages)


def _items_of(*, reads_numbers: bool, manages: bool) -> tuple[list[MenuItem], list[MenuItem]]:
    """What a day is spent on, and what stands at the foot."""
    cases = CASES
    if reads_numbers:
        cases = replace(CASES, items=(*CASES.items, NUMBERS))
    work, apart = [TASKS, cases, PARTNERS, REPORTS, DASHBOARD], [TRACKS, HELP]
    if manages:
        apart.append(SETTINGS)
    return work, apart


@cache
def _drawn_menu(prefix: str, current: str, *, reads_numbers: bool, manages: bool) -> Menu:
    """The menu with its addresses, which all begin with `prefix`."""
    work, apart = _items_of(reads_numbers=reads_numbers, manages=manages)
    return Menu(
        [_placed_item(item, current) for item in work],
        [_placed_item(item, current) for item in apart],
        f"{prefix} {current} {reads_numbers} {manages}",
    )


@cache
def _addresses_of(prefix: str, *, reads_numbers: bool, manages: bool) -> dict[str, str]:
    """The names of the items by their addresses, which all begin with `prefix`."""
    work, apart = _items_of(reads_numbers=reads_numbers, manages=manages)
    items = [inner for item in [*work, *apart] for inner in (item, *item.items)]
    addresses = {reverse(item.name): item.name for item in items if item is not TASKS}
    return addresses | {reverse("tugas"): TASKS.name, reverse("surat-masuk"): LETTERS.name}


def _nearest_item(path: str, addresses: dict[str, str]) -> str:
    """The name of the item whose address is the longest beginning of the path; empty if none."""
    if path == reverse(TASKS.name):
        return TASKS.name
    begun = [address for address in addresses if path.startswith(address)]
    if not begun:
        return ""
    return addresses[max(begun, key=len)]


def _placed_item(item: MenuItem, current: str) -> MenuItem:
    inner = tuple(_placed_item(inner, current) for inner in item.items)
    address = reverse(item.name)
    return replace(item, items=inner, address=address, is_current=item.name == current)
