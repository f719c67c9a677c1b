"""The 32 urusan pemerintahan of UU 23/2014 Pasal 12, which Permendagri 22/2020 Pasal 4 repeats as
the objects of KSDD.
"""

from dataclasses import dataclass

from agreements.regulations.citations import Citation, p22


@dataclass(frozen=True)
class Urusan:
    code: str
    name: str
    group: str

    def __str__(self) -> str:
        return self.name


CITATION = p22("4 ayat (1)")
WARNING_CITATION = Citation("UU23", "Pasal 14")

_NAMES = {
    "Wajib, pelayanan dasar": (
        "Pendidikan",
        "Kesehatan",
        "Pekerjaan umum dan penataan ruang",
        "Perumahan rakyat dan kawasan permukiman",
        "Ketenteraman, ketertiban umum, dan pelindungan masyarakat",
        "Sosial",
    ),
    "Wajib, bukan pelayanan dasar": (
        "Tenaga kerja",
        "Pemberdayaan perempuan dan pelindungan anak",
        "Pangan",
        "Pertanahan",
        "Lingkungan hidup",
        "Administrasi kependudukan dan pencatatan sipil",
        "Pemberdayaan masyarakat dan Desa",
        "Pengendalian penduduk dan keluarga berencana",
        "Perhubungan",
        "Komunikasi dan informatika",
        "Koperasi, usaha kecil, dan menengah",
        "Penanaman modal",
        "Kepemudaan dan olah raga",
        "Statistik",
        "Persandian",
        "Kebudayaan",
        "Perpustakaan",
        "Kearsipan",
    ),
    "Pilihan": (
        "Kelautan dan perikanan",
        "Pariwisata",
        "Pertanian",
        "Kehutanan",
        "Energi dan sumber daya mineral",
        "Perdagangan",
        "Perindustrian",
        "Transmigrasi",
    ),
}

_IN_ORDER = ((name, group) for group, names in _NAMES.items() for name in names)
URUSAN = tuple(
    Urusan(f"{number:02}", name, group) for number, (name, group) in enumerate(_IN_ORDER, 1)
)
BY_CODE = {urusan.code: urusan for urusan in URUSAN}
CHOICES = [
    (group, [(urusan.code, urusan.name) for urusan in URUSAN if urusan.group == group])
    for group in _NAMES
]

WARNING = {
    "25": (
        "Kelautan adalah kewenangan Pusat dan provinsi; pastikan objek ini termasuk kewenangan"
        " kabupaten."
    ),
    "28": (
        "Kehutanan adalah kewenangan Pusat dan provinsi; kabupaten hanya mengelola taman hutan raya"
        " kabupaten."
    ),
    "29": (
        "Energi dan sumber daya mineral adalah kewenangan Pusat dan provinsi; kabupaten hanya"
        " mengurus pemanfaatan langsung panas bumi di wilayahnya."
    ),
}
