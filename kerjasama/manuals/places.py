"""Which section of a manual explains which page."""

from collections.abc import Callable, Collection, Iterator
from functools import lru_cache, partial

from django.http import HttpRequest
from django.urls import Resolver404, reverse

from kerjasama.web.below import match_of, root

from .manual import manuals_of

# A section is written "manual#anchor"; a page has at most one in each manual.
Sections = tuple[str, ...]
START: Sections = (
    "staf-opd#memulai-hari",
    "kepala-opd#menyetujui-usulan",
    "bagian-kerja-sama#memeriksa-usulan",
    "tkksd#mengkaji-usulan",
    "bagian-hukum#menelaah-rancangan",
    "pimpinan#memutuskan",
    "administrator#menyiapkan-pertama-kali",
)
MAPPING: Sections = (
    "staf-opd#mengusulkan-rencana-tahunan",
    "kepala-opd#mengikuti-kerja-sama-opd",
    "bagian-kerja-sama#memetakan-kerja-sama-setiap-tahun",
    "tkksd#memahami-ketentuannya",
    "bagian-hukum#mencari-naskah",
    "pimpinan#membaca-dasbor",
    "administrator#yang-tidak-dapat-dilakukan-administrator",
)
SEARCH: Sections = (
    "staf-opd#memulai-hari",
    "kepala-opd#mengikuti-kerja-sama-opd",
    "bagian-kerja-sama#mengawasi-pelaksanaan",
    "tkksd#mengikuti-pelaksanaan",
    "bagian-hukum#mencari-naskah",
    "pimpinan#membaca-dasbor",
    "administrator#yang-tidak-dapat-dilakukan-administrator",
)
FOLLOW: Sections = ("staf-opd#sesudah-naskah-ditandatangani", *SEARCH[1:])
CASE: Sections = (
    "staf-opd#melengkapi-dan-menyerahkan-usulan",
    *START[1:6],
    "administrator#yang-tidak-dapat-dilakukan-administrator",
)
WORDING: Sections = (
    "staf-opd#menyusun-rancangan-naskah",
    "bagian-kerja-sama#membuat-surat-dan-naskah",
    "bagian-hukum#mengubah-rumusan",
    *CASE,
)
MEETINGS: Sections = ("bagian-kerja-sama#rapat-tkksd", "tkksd#rapat", *CASE)
SIGNING: Sections = (
    "staf-opd#sesudah-naskah-ditandatangani",
    "kepala-opd#menandatangani-secara-elektronik",
    "bagian-kerja-sama#penandatanganan-dan-naskah-asli",
    *SEARCH[3:],
)
LETTERS: Sections = (
    "staf-opd#melengkapi-dan-menyerahkan-usulan",
    "kepala-opd#menandatangani-secara-elektronik",
    "bagian-kerja-sama#membuat-surat-dan-naskah",
    "bagian-hukum#mengubah-rumusan",
    "pimpinan#memutuskan",
    *SEARCH[6:],
    SEARCH[3],
)
NUMBERS: Sections = ("bagian-kerja-sama#membuat-surat-dan-naskah", *SEARCH[3:])
PARTNERS: Sections = (
    "staf-opd#mengajukan-kerja-sama",
    "bagian-kerja-sama#mencatat-yang-sudah-ada",
    *SEARCH[1:],
)
END: Sections = ("pimpinan#naskah-yang-akan-berakhir", *FOLLOW)
HALT: Sections = (
    "staf-opd#bila-keliru",
    "kepala-opd#menghentikan",
    "bagian-kerja-sama#kepala-bagian",
    "pimpinan#menangguhkan-dan-menolak",
)
MENDING: Sections = (
    "staf-opd#bila-keliru",
    "bagian-kerja-sama#memperbaiki-kekeliruan",
    *CASE,
)
LEARNING: Sections = (
    "staf-opd#belajar-ketentuannya",
    "kepala-opd#menyetujui-usulan",
    "bagian-kerja-sama#mendampingi-opd",
    "tkksd#memahami-ketentuannya",
    "bagian-hukum#menghitung-hari",
    "pimpinan#memutuskan",
    "administrator#menyiapkan-pertama-kali",
)
RECORDED: Sections = ("bagian-kerja-sama#mencatat-yang-sudah-ada", *CASE)
SETTINGS: Sections = (
    "bagian-kerja-sama#pengaturan",
    "bagian-hukum#pustaka-klausul",
    "administrator#menyiapkan-pertama-kali",
)
HANDING_OVER: Sections = (
    "kepala-opd#serah-terima-tugas",
    "administrator#serah-terima-tugas",
    *START,
)
PEOPLE: Sections = ("administrator#akun-dan-peran",)
UNITS: Sections = ("administrator#unit-berganti-nama-atau-digabung",)
OFFICIALS: Sections = ("bagian-kerja-sama#pengaturan", "administrator#pejabat-berganti")
MAIL: Sections = ("administrator#surel-dan-pemberitahuan",)
TOLD: Sections = ("kepala-opd#pemberitahuan", "administrator#surel-dan-pemberitahuan", *START)
# The name of an address with its sections. What is not named here is explained with the next
# address above it: /kerja-sama/7/rapat/3/ with /kerja-sama/7/rapat/.
SECTIONS: dict[str, Sections] = {
    "beranda": START,
    "tugas": START,
    "baca": TOLD,
    "cari": SEARCH,
    "putuskan": CASE,
    "daftar": SEARCH,
    "kerja-sama": CASE,
    "pilih-jalur": ("staf-opd#mengajukan-kerja-sama",),
    "ajukan": ("staf-opd#mengajukan-kerja-sama",),
    "ubah": ("staf-opd#melengkapi-dan-menyerahkan-usulan",),
    "perbaikan": ("staf-opd#bila-dikembalikan",),
    "salin": ("staf-opd#bila-keliru",),
    "redaksi": WORDING,
    "naskah-luar": WORDING,
    "susunan-naskah": WORDING,
    "perbandingan": WORDING,
    "catatan-naskah": WORDING,
    "perbarui-dokumen": WORDING,
    "surat-pendukung": WORDING,
    "surel-mitra": WORDING,
    "tautan-mitra": WORDING,
    "tulis-surel-mitra": WORDING,
    "pustaka-klausul": ("bagian-hukum#pustaka-klausul", *WORDING),
    "rapat": MEETINGS,
    "wajib": ("staf-opd#kerja-sama-wajib", "bagian-kerja-sama#kerja-sama-wajib", *SEARCH[3:]),
    "kerja-sama-wajib": (
        "staf-opd#kerja-sama-wajib",
        "bagian-kerja-sama#kerja-sama-wajib",
        *CASE,
    ),
    "tkksd": ("bagian-kerja-sama#tkksd", "tkksd#rapat", *SEARCH),
    "tanda-tangan": SIGNING,
    "tanda-tangan-basah": SIGNING,
    "tanda-tangan-basah-tarik": SIGNING,
    "penandatanganan": SIGNING,
    "penandatanganan-berkas": SIGNING,
    "naskah-asli": SIGNING,
    "naskah-asli-berkas": SIGNING,
    "perubahan": END,
    "putuskan-masa-berlaku": END,
    "naskah-berlaku": SEARCH,
    "catatan": MENDING,
    "pengecualian": CASE,
    "koreksi": MENDING,
    "hapus-isi": MENDING,
    "koreksi-angka": MENDING,
    "tolak": HALT,
    "tarik": HALT,
    "tangguhkan": HALT,
    "lanjutkan": HALT,
    "buka-kembali": HALT,
    "rencana-kerja": FOLLOW,
    "evaluasi": FOLLOW,
    "pemetaan": MAPPING,
    "kewajiban": FOLLOW,
    "penuhi-kewajiban": FOLLOW,
    "kewajiban-naskah": FOLLOW,
    "laporan": FOLLOW,
    "tulis-laporan": FOLLOW,
    "radar": FOLLOW,
    "radar-berkas": FOLLOW,
    "indikator": FOLLOW,
    "dasbor": FOLLOW,
    "lembar-pimpinan": ("bagian-kerja-sama#kepala-bagian", *SEARCH),
    "mitra": PARTNERS,
    "surat": LETTERS,
    "surat-daftar": LETTERS,
    "surat-masuk": LETTERS,
    "nomor": NUMBERS,
    "naskah-lama": RECORDED,
    "impor": RECORDED,
    "alur": LEARNING,
    "peraturan": LEARNING,
    "account_reauthenticate": ("administrator#akun-dan-peran", *START),
    "mfa_index": ("administrator#akun-dan-peran", *START),
    "data-saya": ("administrator#data-pribadi", *START),
    "cari-orang": ("administrator#data-pribadi",),
    "masa-simpan": ("administrator#masa-simpan-data", "bagian-kerja-sama#pengaturan"),
    "koreksi-data": ("administrator#data-pribadi", "bagian-kerja-sama#pengaturan"),
    "account_change_password": ("administrator#akun-dan-peran", *START),
    "pemberitahuan": TOLD,
    "pengaturan": SETTINGS,
    "pengguna": PEOPLE,
    "persetujuan-akun": PEOPLE,
    "serah-tugas": HANDING_OVER,
    "peran-saya": ("administrator#akun-dan-peran", *START),
    "surat-peran": PEOPLE,
    "unit": UNITS,
    "pejabat": OFFICIALS,
    "atas-nama": OFFICIALS,
    "pengiriman": MAIL,
    "surel": MAIL,
    "keutuhan-catatan": (
        "bagian-kerja-sama#pengaturan",
        "pimpinan#memutuskan",
        "administrator#catatan-perubahan",
    ),
    "catatan-perubahan": ("bagian-kerja-sama#pengaturan", "administrator#catatan-perubahan"),
    "kesehatan": ("bagian-kerja-sama#pengaturan", "administrator#kesehatan-sistem"),
    "pekerjaan-gagal": ("bagian-kerja-sama#pengaturan", "administrator#kesehatan-sistem"),
    "arsip": ("bagian-kerja-sama#pengaturan", "administrator#arsip-dan-cadangan"),
}


def find_help(path: str, roles: Collection[str]) -> str:
    """The address of what a person's own manuals say of the page at this path: its section, else
    the manual.
    """
    own = [manual.code for manual in manuals_of(roles)]
    for section in sections_of(path):
        manual, _, anchor = section.partition("#")
        if manual in own:
            return f"{reverse('panduan', args=[manual])}#{anchor}"
    if not own or path == reverse("bantuan"):
        return reverse("bantuan")
    return reverse("panduan", args=[own[0]])


def sections_of(path: str) -> Sections:
    """The sections on the page at this path, in all manuals."""
    named = (SECTIONS[name] for name in _names_upwards(path) if name in SECTIONS)
    return next(named, ())


def _names_upwards(path: str) -> Iterator[str]:
    """The name of the address, and of each address above it, the nearest first; not the home, which
    is above everything.
    """
    yield _name_of(path)
    while (path := path.rstrip("/").rpartition("/")[0] + "/") not in (root(), "/"):
        yield _name_of(path)


@lru_cache(maxsize=1000)
def _name_of(path: str) -> str:
    try:
        return match_of(path).url_name or ""
    except Resolver404:
        return ""


def help_context(request: HttpRequest) -> dict[str, Callable[[], str]]:
    """For the link to help on every page; found only where a whole page is drawn."""
    roles: frozenset[str] = getattr(getattr(request, "user", None), "roles", frozenset())
    return {"help_here": partial(find_help, request.path, roles)}
