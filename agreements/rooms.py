"""The rooms of one case: the pages it has beside its own, in the order in which its life needs them."""

from collections.abc import Callable
from dataclasses import dataclass

from agreements.models import Agreement
from agreements.monitoring.plans import has_plan


@dataclass(frozen=True)
class Room:
    """A page under the case, by its URL name; it opens when `opens` holds."""

    name: str
    label: str
    opens: Callable[[Agreement], bool] = lambda agreement: True


def is_signed(agreement: Agreement) -> bool:
    return agreement.has_term


def has_text(agreement: Agreement) -> bool:
    """Of a naskah that was signed outside the system we hold a scan, not its Pasal."""
    return is_signed(agreement) and not agreement.is_legacy


def has_originals(agreement: Agreement) -> bool:
    return agreement.effective_on is not None or agreement.loi_until is not None


ROOMS: tuple[Room, ...] = (
    Room("naskah-lama-rinci", "Naskah lama", lambda agreement: agreement.is_legacy),
    Room("rapat", "Rapat TKKSD", lambda agreement: agreement.track.meets),
    Room("surat-pendukung", "Surat pendukung"),
    Room("penandatanganan-berkas", "Penandatanganan", lambda agreement: not agreement.is_legacy),
    Room("naskah-asli-berkas", "Naskah asli", has_originals),
    Room("naskah-berlaku", "Naskah berlaku", has_text),
    Room("rencana-kerja", "Rencana kegiatan dan capaian", has_plan),
    Room("evaluasi", "Evaluasi", is_signed),
    Room("kewajiban-naskah", "Kewajiban naskah", is_signed),
    Room("koreksi-angka", "Koreksi angka", has_text),
    Room("radar-berkas", "Radar", is_signed),
    Room("perubahan", "Ubah, perpanjang, akhiri", is_signed),
    Room("surel-mitra", "Surel kepada mitra"),
    Room("segel", "Segel dan tanda tangan"),
    Room("berkas-lengkap", "Berkas"),
)


def rooms_of(agreement: Agreement) -> list[Room]:
    return [room for room in ROOMS if room.opens(agreement)]
