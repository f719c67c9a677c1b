"""Where a gap of a paper is closed: the address for whoever may go there, and for others who
can.
"""

from django.urls import reverse
from django.utils.html import format_html

from agreements.documents.needs import Gap, Where
from agreements.forms.steps import place_of_fact, steps_of
from agreements.models import Agreement
from agreements.workflow import meetings, permitting
from agreements.workflow.changing_parties import may_name_signatories
from agreements.workflow.choosing_mitra import may_choose_mitra, may_list_candidates
from agreements.workflow.outside_naskah import may_tick_parts
from agreements.workflow.party_data import may_take_party_data
from kerjasama.accounts import policy
from kerjasama.accounts.models import Role, User
from kerjasama.accounts.policy import MANAGERS
from kerjasama.web.back import with_way_back
from partners.views import WRITERS

ASK = {
    Where.PROPOSAL: "Diisi staf OPD pemrakarsa.",
    Where.PARTNER: "Dilengkapi OPD pemrakarsa atau Bagian Kerja Sama dalam data mitra.",
    Where.PARTIES: "Data mitra sudah lengkap; OPD pemrakarsa atau Bagian Kerja Sama mengambilnya.",
    Where.SIGNATORIES: "Ditetapkan staf OPD pemrakarsa (Para pihak).",
    Where.CANDIDATES: "Dipilih TKKSD; OPD pemrakarsa dapat mengurangi daftar calon.",
    Where.OFFICIALS: (
        "Mintalah Kepala Bagian Kerja Sama atau administrator memperbaikinya (Pengaturan, Pejabat)."
    ),
    Where.REGION: "Mintalah administrator melengkapinya (Pengaturan, Profil daerah).",
    Where.UNIT: "Mintalah administrator melengkapinya (Pengaturan, Unit).",
    Where.MEETING: "Dilengkapi Bagian Kerja Sama dalam catatan rapat.",
    Where.OUTSIDE: "Ditandai Bagian Hukum pada halaman Naskah dari luar.",
    Where.WORDING: "Ditulis OPD pemrakarsa atau Bagian Kerja Sama dalam redaksi naskah.",
}
LINKS = {
    Where.PROPOSAL: "Isi sekarang",
    Where.PARTNER: "Lengkapi data mitra",
    Where.PARTIES: "Ambil data mitra terbaru",
    Where.SIGNATORIES: "Tetapkan penanda tangan",
    Where.CANDIDATES: "Bandingkan calon mitra",
    Where.OFFICIALS: "Catat di Pengaturan, Pejabat",
    Where.REGION: "Lengkapi profil daerah",
    Where.UNIT: "Lengkapi alamat unit",
    Where.MEETING: "Lengkapi catatan rapat",
    Where.OUTSIDE: "Tandai halamannya",
    Where.WORDING: "Tulis dalam redaksi",
}
SETTLED = "Isi ini sudah ditetapkan; kembalikan ke tahap persiapan untuk mengisinya."
SENT_BACK = (
    "Kembalikan ke tahap penyusunan; di sana staf OPD pemrakarsa menetapkan penanda tangan lain"
    " atau kuasanya yang baru (Para pihak)."
)
ANCHORS = {"attendees": "hadir"}
# Once mended there, the page leads back to the case.
LEADS_BACK = (Where.PARTNER, Where.OFFICIALS, Where.REGION)


def with_way_out(success: str, act: str, address: str) -> str:
    """That something was made, with the link that leads out of it again: what is new has no older
    state to go back to.
    """
    return format_html('{} Salah buat? <a href="{}">{}</a>.', success, address, act)


def gap_with_link(user: User, agreement: Agreement, gap: Gap, meeting: int | None = None) -> str:
    """The gap as a line of a page, with the link or the hint that leads out of it."""
    address = address_of(user, agreement, gap, meeting)
    if address:
        if gap.where in LEADS_BACK:
            address = with_way_back(address, reverse("kerja-sama", args=[agreement.pk]))
        return format_html('{} <a href="{}">{}</a>', gap.text, address, LINKS[gap.where])
    if gap.where is Where.PROPOSAL and policy.may_edit(user, agreement):
        return f"{gap.text} {SETTLED}"
    if gap.where is Where.SIGNATORIES and "penanda_tangan" not in agreement.editable_fields:
        return f"{gap.text} {SENT_BACK}"
    return f"{gap.text} {ASK[gap.where]}"


def address_of(user: User, agreement: Agreement, gap: Gap, meeting: int | None = None) -> str:
    """The page and field where this person closes the gap; empty when others close it. For a gap
    of a meeting, `meeting` is its key.
    """
    if not _may_close(user, agreement, gap, meeting):
        return ""
    if place := _place_in_settings(gap):
        return place
    match gap.where:
        case Where.PROPOSAL:
            step, anchor = place_of_fact(gap.field)
            return f"{reverse('ubah', args=[agreement.pk, step])}#{anchor}"
        case Where.PARTNER:
            return f"{reverse('mitra-ubah', args=[gap.partner_id])}#div_id_{gap.field}"
        case Where.PARTIES | Where.SIGNATORIES:
            return reverse("pihak", args=[agreement.pk])
        case Where.CANDIDATES:
            return reverse("banding-calon", args=[agreement.pk])
        case Where.MEETING:
            anchor = ANCHORS.get(gap.field, f"div_id_{gap.field}")
            return f"{reverse('rapat-rinci', args=[agreement.pk, meeting])}#{anchor}"
        case Where.OUTSIDE:
            return f"{reverse('naskah-luar', args=[agreement.pk, gap.naskah])}#div_id_{gap.field}"
        case Where.WORDING:
            return f"{reverse('redaksi', args=[agreement.pk, gap.naskah])}#div_id_{gap.field}"
    return ""


def gap_of_office_with_link(user: User, gap: Gap) -> str:
    """As `gap_with_link`, for what the office lacks and no case."""
    if not _may_close_in_settings(user, gap):
        return f"{gap.text} {ASK[gap.where]}"
    address = _place_in_settings(gap)
    return format_html('{} <a href="{}">{}</a>', gap.text, address, LINKS[gap.where])


def _place_in_settings(gap: Gap) -> str:
    """Where in the settings what the office lacks is filled in; empty for what a case lacks."""
    match gap.where:
        case Where.OFFICIALS:
            return f"{reverse('pejabat')}?{gap.field}#catat"
        case Where.REGION:
            return f"{reverse('profil-daerah')}#div_id_{gap.field}"
        case Where.UNIT:
            return f"{reverse('unit-rinci', args=[gap.field])}#div_id_address"
    return ""


def _may_close_in_settings(user: User, gap: Gap) -> bool:
    may = MANAGERS if gap.where is Where.OFFICIALS else (Role.ADMIN,)
    return bool(user.roles & set(may))


def _may_close(user: User, agreement: Agreement, gap: Gap, meeting: int | None) -> bool:
    """Whether this person may fill in what is missing, at the place where it is kept."""
    match gap.where:
        case Where.PROPOSAL:
            step, _ = place_of_fact(gap.field)
            return policy.may_edit(user, agreement) and step in steps_of(agreement)
        case Where.PARTNER:
            return bool(user.roles & set(WRITERS))
        case Where.PARTIES:
            return may_take_party_data(user, agreement)
        case Where.SIGNATORIES:
            return may_name_signatories(user, agreement)
        case Where.CANDIDATES:
            return may_choose_mitra(user, agreement) or may_list_candidates(user, agreement)
        case Where.OFFICIALS | Where.REGION | Where.UNIT:
            return _may_close_in_settings(user, gap)
        case Where.MEETING:
            return meeting is not None and meetings.may_record_meeting(user)
        case Where.OUTSIDE:
            return may_tick_parts(user, agreement, gap.naskah)
        case Where.WORDING:
            return not permitting.why_not_word(user, agreement, gap.naskah)
