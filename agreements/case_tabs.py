"""The pages of one case: four tabs, and in each the pages of its group in the order in which the
life of a case needs them.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse

from agreements.models import Agreement
from agreements.monitoring.implementation.work_plans import has_plan
from agreements.monitoring.wajib import may_be_wajib


@dataclass(frozen=True)
class CaseRoom:
    """A page under the case, by its URL name; it opens when `opens` holds."""

    name: str
    label: str
    opens: Callable[[Agreement], bool] = lambda agreement: True


@dataclass(frozen=True)
class CaseGroup:
    """The pages behind one tab."""

    label: str
    rooms: tuple[CaseRoom, ...]


@dataclass(frozen=True)
class TabLink:
    """A link in one of the two rows."""

    label: str
    address: str
    is_current: bool


@dataclass(frozen=True)
class CaseTabs:
    """The tabs of a case, and the pages of the open group where it has several."""

    tabs: list[TabLink]
    pages: list[TabLink]


def is_naskah_signed(agreement: Agreement) -> bool:
    """Whether there is a naskah of this case that holds or held."""
    return agreement.has_term


def has_text(agreement: Agreement) -> bool:
    """Of a naskah that was signed outside the system we hold a scan, and its Pasal where somebody
    copied them.
    """
    if agreement.is_legacy:
        return agreement.has_recorded_articles
    return is_naskah_signed(agreement)


def is_made_here(agreement: Agreement) -> bool:
    """Whether its naskah was signed in the system; one recorded from before is corrected as a
    whole, on its own page.
    """
    return is_naskah_signed(agreement) and not agreement.is_legacy


def has_originals(agreement: Agreement) -> bool:
    """Whether something was signed of which originals are kept, if only a letter of intent."""
    return agreement.effective_on is not None or agreement.loi_until is not None


def chooses_mitra(agreement: Agreement) -> bool:
    """Whether the law of its track lets the mitra be chosen among several."""
    return agreement.track.choice_of_mitra is not None


SUMMARY = CaseRoom("kerja-sama", "Ringkasan")
GROUPS: tuple[CaseGroup, ...] = (
    CaseGroup(
        "Naskah & dokumen",
        (
            CaseRoom("dokumen-berkas", "Dokumen"),
            CaseRoom("pihak", "Para pihak"),
            CaseRoom("banding-calon", "Calon mitra", chooses_mitra),
            CaseRoom("naskah-lama-rinci", "Naskah lama", lambda agreement: agreement.is_legacy),
            CaseRoom("rapat", "Rapat TKKSD", lambda agreement: agreement.track.meets),
            CaseRoom("surat-pendukung", "Surat pendukung"),
            CaseRoom(
                "penandatanganan-berkas",
                "Penandatanganan",
                lambda agreement: not agreement.is_legacy,
            ),
            CaseRoom("naskah-asli-berkas", "Naskah asli", has_originals),
            CaseRoom("naskah-berlaku", "Naskah berlaku", has_text),
            CaseRoom("surel-mitra", "Surel kepada mitra"),
            CaseRoom("tautan-mitra", "Tautan mitra", lambda agreement: not agreement.is_legacy),
            CaseRoom("segel", "Segel dan tanda tangan"),
            CaseRoom("berkas-lengkap", "Unduh seluruh berkas"),
        ),
    ),
    CaseGroup(
        "Pelaksanaan",
        (
            CaseRoom("rencana-kerja", "Rencana kegiatan dan capaian", has_plan),
            CaseRoom("kewajiban-naskah", "Kewajiban naskah", is_naskah_signed),
            CaseRoom("kerja-sama-wajib", "Kerja sama wajib", may_be_wajib),
            CaseRoom("perselisihan", "Perselisihan", is_naskah_signed),
            CaseRoom("evaluasi", "Evaluasi", is_naskah_signed),
            CaseRoom("radar-berkas", "Radar", is_naskah_signed),
            CaseRoom("perubahan", "Ubah, perpanjang, akhiri", is_naskah_signed),
        ),
    ),
    CaseGroup(
        "Riwayat",
        (
            CaseRoom("catatan", "Catatan dan koreksi"),
            CaseRoom("koreksi-angka", "Koreksi angka", is_made_here),
        ),
    ),
)


def tabs_of_case(agreement: Agreement, room: str) -> CaseTabs:
    """The tabs that are open for the case, seen from the page of that name; empty for its own."""
    tabs = [_link(SUMMARY, agreement, SUMMARY.label, is_current=not room)]
    pages: list[TabLink] = []
    for group in GROUPS:
        rooms = [one for one in group.rooms if one.opens(agreement)]
        if not rooms:
            continue
        is_here = room in {one.name for one in rooms}
        tabs.append(_link(rooms[0], agreement, group.label, is_current=is_here))
        if is_here and len(rooms) > 1:
            pages = [_link(one, agreement, one.label, is_current=one.name == room) for one in rooms]
    return CaseTabs(tabs, pages)


def _link(room: CaseRoom, agreement: Agreement, label: str, *, is_current: bool) -> TabLink:
    return TabLink(label, reverse(room.name, args=[agreement.pk]), is_current)
