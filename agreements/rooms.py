"""The rooms of one case: the pages it has beside its own, in the order in which its life needs them."""

from collections.abc import Callable
from dataclasses import dataclass

from agreements.models import Agreement


@dataclass(frozen=True)
class Room:
    """A page under the case, by its URL name; it opens when `opens` holds."""

    name: str
    label: str
    opens: Callable[[Agreement], bool] = lambda agreement: True


def _is_signed(agreement: Agreement) -> bool:
    return agreement.effective_on is not None or agreement.loi_until is not None


ROOMS: tuple[Room, ...] = (
    Room("rapat", "Rapat TKKSD", lambda agreement: agreement.track.meets),
    Room("surat-pendukung", "Surat pendukung"),
    Room("penandatanganan-berkas", "Penandatanganan"),
    Room("naskah-asli-berkas", "Naskah asli", _is_signed),
    Room("surel-mitra", "Surel kepada mitra"),
)


def rooms_of(agreement: Agreement) -> list[Room]:
    return [room for room in ROOMS if room.opens(agreement)]
