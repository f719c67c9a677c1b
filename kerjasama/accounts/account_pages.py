"""The pages of administration as values: what may be set, one unit, one person with his seats."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch
from django.urls import reverse

from kerjasama.signin import factor, visits

from .account_forms import MembershipForm, UserForm
from .forms import RenameForm, UnitForm
from .models import AccountProposal, Membership, Role, SeatState, Unit, User
from .policy import MANAGERS

MOST_SHOWN = 20  # places of failed attempts on the page of a person
READERS = frozenset({*MANAGERS, Role.LEGAL})
MANAGING = frozenset(MANAGERS)
ADMIN = frozenset({Role.ADMIN})

# What is set, by what it is about: the name of the address, the title, what stands there, and who
# opens it.
ROWS: dict[str, tuple[tuple[str, str, str, frozenset[str]], ...]] = {
    "Daerah dan orang": (
        ("profil-daerah", "Profil daerah", "Nama, lambang, alamat, dan pola nomor surat", ADMIN),
        ("unit", "Unit", "OPD dan bagian, dan pergantian nama", ADMIN),
        ("pengguna", "Pengguna", "Akun dan peran di tiap unit", ADMIN),
        (
            "pejabat",
            "Pejabat",
            "Kepala daerah, Sekretaris Daerah, dan kepala unit menurut masa jabatan, Plt. dan Plh.",
            MANAGING,
        ),
        (
            "atas-nama",
            "Tanda tangan atas nama",
            "Siapa menandatangani surat apa atas nama kepala daerah",
            MANAGING,
        ),
        (
            "serah-tugas",
            "Serah terima tugas",
            "Meneruskan semua yang dipegang orang yang pindah atau berhenti, dengan berita acara",
            MANAGING,
        ),
        (
            "persetujuan-akun",
            "Persetujuan akun",
            "Peran pimpinan dan administrator yang menunggu orang kedua",
            MANAGING,
        ),
    ),
    "Naskah dan nomor": (
        (
            "pustaka-klausul",
            "Pustaka klausul",
            "Rumusan siap pakai per jenis Pasal, dasar hukum, dan statusnya",
            READERS,
        ),
        (
            "paraf-surat",
            "Paraf dan tanda tangan",
            "Pemaraf konsep surat dan letak tanda tangan elektronik, per jenis",
            MANAGING,
        ),
        ("seri", "Seri nomor", "Pola dan kode klasifikasi tiap seri", MANAGING),
        ("arsip", "Arsip", "Berkas yang hilang atau berubah", MANAGING),
    ),
    "Pemeliharaan": (
        (
            "kesehatan",
            "Kesehatan sistem",
            "Apakah basis data, disk, pekerja, penjadwal, dan cadangan berjalan",
            MANAGING,
        ),
        (
            "pekerjaan-gagal",
            "Pekerjaan yang gagal",
            "Dokumen, surel, dan impor yang gagal: ulangi atau hentikan",
            MANAGING,
        ),
    ),
    "Ketentuan dan tenggat": (
        (
            "norma-setempat",
            "Norma setempat",
            "Syarat tanpa pasal: mana yang wajib, bila perlu, atau tidak dipakai, per jalur",
            MANAGING,
        ),
        (
            "bacaan-ketentuan",
            "Bacaan ketentuan",
            "Bila ketentuan dapat dibaca dua cara",
            MANAGING,
        ),
        ("tenggat", "Tenggat", "Jumlah hari SOP dan jenis hari", MANAGING),
        (
            "tenggat-kewajiban",
            "Tenggat kewajiban",
            "Jumlah hari pelaporan setelah naskah ditandatangani",
            MANAGING,
        ),
        (
            "tangga-masa-berlaku",
            "Tangga masa berlaku",
            "Kapan diberi tahu bahwa naskah akan berakhir, dan kapan itu diputuskan",
            MANAGING,
        ),
        (
            "tenggat-radar",
            "Radar",
            "Sesudah berapa bulan kerja sama dianggap tidur",
            MANAGING,
        ),
        (
            "hari-libur",
            "Hari libur",
            "Libur setempat di luar libur nasional dan cuti bersama",
            MANAGING,
        ),
        (
            "hubungan-diplomatik",
            "Hubungan diplomatik",
            "Negara yang tidak mempunyai hubungan diplomatik dengan Indonesia",
            MANAGING,
        ),
    ),
    "Keamanan dan data": (
        (
            "aturan-masuk",
            "Aturan masuk",
            "Siapa wajib memakai faktor kedua, dan sampai kapan sandi lama berlaku",
            ADMIN,
        ),
        (
            "permintaan-faktor",
            "Permintaan faktor kedua",
            "Melepas faktor kedua yang hilang, diputus orang kedua",
            MANAGING,
        ),
        (
            "catatan-perubahan",
            "Catatan perubahan",
            "Siapa mengubah akun, peran, pengaturan, dan mitra, dan siapa membuka berkas",
            MANAGING,
        ),
        ("pengiriman", "Pengiriman", "Surel yang terkirim, menunggu, dan gagal", ADMIN),
        (
            "cari-orang",
            "Cari orang",
            "Di mana nama seseorang tercatat, juga yang tidak mempunyai akun",
            ADMIN,
        ),
        (
            "koreksi-data",
            "Koreksi data pribadi",
            "Permintaan orang yang datanya keliru, dan jawabannya",
            MANAGING,
        ),
        (
            "masa-simpan",
            "Masa simpan data",
            "Berapa lama data pribadi disimpan, dan apa yang sudah waktunya dimusnahkan",
            MANAGING,
        ),
    ),
}


@dataclass(frozen=True)
class SettingLink:
    """One thing that may be set."""

    title: str
    text: str
    address: str


@dataclass(frozen=True)
class SettingGroup:
    """What is set about one matter."""

    title: str
    links: tuple[SettingLink, ...]


@dataclass(frozen=True)
class SettingsPage:
    """All that a reader may set."""

    groups: tuple[SettingGroup, ...]


@dataclass(frozen=True)
class UnitPage:
    """One unit: its data and its renaming."""

    unit: Unit
    form: UnitForm
    rename: RenameForm
    aliases: str


@dataclass(frozen=True)
class FailedSignIns:
    """How often somebody failed under a name from one address."""

    address: str
    times: int
    last: datetime


@dataclass(frozen=True)
class UserPage:
    """One account, what its person holds and held, and what waits about it."""

    person: User
    form: UserForm
    form_of_seat: MembershipForm
    has_factor: bool
    proposed_roles: str
    seats: list[Membership]
    former: list[Membership]
    proposals: list[AccountProposal]
    failures: list[FailedSignIns]

    @property
    def is_refused(self) -> bool:
        """Whether one of its forms came back."""
        return self.form.is_bound or self.form_of_seat.is_bound

    @property
    def has_history(self) -> bool:
        return bool(self.former or self.proposals)


def build_settings_page(user: User) -> SettingsPage:
    """What this person may open, without groups in which that is nothing."""
    groups = (
        SettingGroup(
            title,
            tuple(
                SettingLink(name, text, reverse(address))
                for address, name, text, readers in rows
                if user.roles & readers
            ),
        )
        for title, rows in ROWS.items()
    )
    return SettingsPage(tuple(group for group in groups if group.links))


def build_unit_page(unit: Unit, form: UnitForm, rename: RenameForm) -> UnitPage:
    """The unit with its forms as they were sent."""
    return UnitPage(unit, form, rename, ", ".join(map(str, unit.aliases.all())))


def build_user_page(person: User, form: UserForm, form_of_seat: MembershipForm) -> UserPage:
    """The account with its forms as they were sent."""
    seats = person.memberships.select_related(
        "unit", "official__unit", "stands_in_for__user", "given_by", "decided_by", "ended_by"
    ).order_by("-pk")
    waiting = AccountProposal.objects.filter(state=SeatState.PENDING)
    ends = Prefetch("endings", waiting, to_attr="ends_waiting")
    seats = seats.prefetch_related("letters", "official__letters", ends)
    proposals = person.proposals_about.select_related(
        "by", "decided_by", "seat__unit", "seat__official__unit"
    )
    return UserPage(
        person=person,
        form=form,
        form_of_seat=form_of_seat,
        has_factor=factor.has_factor(person),
        proposed_roles=", ".join(visits.proposed_roles(person)),
        seats=[row for row in seats if row.is_open],
        former=[row for row in seats if not row.is_open],
        proposals=list(proposals),
        failures=[FailedSignIns(**row) for row in visits.failed_lately(person)[:MOST_SHOWN]],
    )
