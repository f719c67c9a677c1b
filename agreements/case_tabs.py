"""The rooms of one case: the pages it has beside its own, in the order in which its life needs
them.
"""

from collections.abc import Callable
from dataclasses import dataclass

from agreements.models import Agreement
from agreements.monitoring.implementation.work_plans import has_plan


@dataclass(frozen=True)
class CaseTab:
    """A page under the case, by its URL name; it opens when `opens` holds."""

    name: str
    label: str
    opens: Callable[[Agreement], bool] = lambda agreement: True


def is_naskah_signed(agreement: Agreement) -> bool:
    """Whether there is a naskah of this case that holds or held."""
    return agreement.has_term


def has_text(agreement: Agreement) -> bool:
    """Of a naskah that was signed outside the system we hold a scan, not its Pasal."""
    return is_naskah_signed(agreement) and not agreement.is_legacy


def has_originals(agreement: Agreement) -> bool:
    """Whether something was signed of which originals are kept, if only a letter of intent."""
    return agreement.effective_on is not None or agreement.loi_until is not None


ROOMS: tuple[CaseTab, ...] = (
    CaseTab("naskah-lama-rinci", "Naskah lama", lambda agreement: agreement.is_legacy),
    CaseTab("rapat", "Rapat TKKSD", lambda agreement: agreement.track.meets),
    CaseTab("surat-pendukung", "Surat pendukung"),
    CaseTab("penandatanganan-berkas", "Penandatanganan", lambda agreement: not agreement.is_legacy),
    CaseTab("naskah-asli-berkas", "Naskah asli", has_originals),
    CaseTab("naskah-berlaku", "Naskah berlaku", has_text),
    CaseTab("rencana-kerja", "Rencana kegiatan dan capaian", has_plan),
    CaseTab("evaluasi", "Evaluasi", is_naskah_signed),
    CaseTab("kewajiban-naskah", "Kewajiban naskah", is_naskah_signed),
    CaseTab("koreksi-angka", "Koreksi angka", has_text),
    CaseTab("radar-berkas", "Radar", is_naskah_signed),
    CaseTab("perubahan", "Ubah, perpanjang, akhiri", is_naskah_signed),
    CaseTab("surel-mitra", "Surel kepada mitra"),
    CaseTab("segel", "Segel dan tanda tangan"),
    CaseTab("berkas-lengkap", "Berkas"),
)


def tabs_of_case(agreement: Agreement) -> list[CaseTab]:
    """The pages that are open for the case, in their order."""
    return [room for room in ROOMS if room.opens(agreement)]
