"""What OPD ask most, answered by the register of articles, and what the law leaves open in it
(docs/regulation-notes.md).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from agreements.regulations.citations import Citation, p22, p25


@dataclass(frozen=True)
class Asked:
    """A question with the articles whose words answer it. `left_open` says what they do not settle,
    and how we read it meanwhile.
    """

    question: str
    law: Sequence[Citation]
    left_open: str = ""


OFTEN_ASKED: tuple[Asked, ...] = (
    Asked(
        "Apakah setiap kerja sama harus disetujui DPRD?",
        (p22("11 ayat (1)"), p22("34 ayat (1)"), p22("56 ayat (1)"), p25("16")),
        "Untuk Sinergi, Pasal 55 ayat (3) mengirim setiap rancangan kepada DPRD, sedangkan Pasal 56"
        " ayat (1) hanya yang membebani. Alur di sini mengikuti Pasal 56 ayat (1), kecuali Bagian"
        " Kerja Sama memilih lain di Pengaturan, Bacaan ketentuan.",
    ),
    Asked(
        "Bagaimana bila DPRD tidak menjawab?",
        (
            p22("12 ayat (1) huruf f"),
            p22("12 ayat (4)"),
            p22("34 ayat (6)"),
            p22("56 ayat (6)"),
            p25("17 ayat (3)"),
        ),
        "Di dalam negeri awal hitungannya tidak disebut. Di sini dihitung sejak pimpinan DPRD"
        " menerima surat permohonan.",
    ),
    Asked(
        "Yang dihitung hari kerja atau hari kalender?",
        (Citation("UU23", "Pasal 1 angka 50"), p25("17 ayat (2)")),
        'Permendagri 22/2020 hanya menyebut "hari". Jenis harinya diatur Bagian Kerja Sama di'
        " Pengaturan, Tenggat.",
    ),
    Asked(
        "Mitra tidak menjawab penawaran. Apa berikutnya?",
        (p22("8 ayat (3)"), p22("8 ayat (4)"), p22("8 ayat (5)")),
        "Pasal itu mengatur KSDD. Untuk KSDPK tidak ada jangka waktu jawaban; yang tertulis pada"
        " alurnya norma setempat.",
    ),
    Asked(
        "Berapa lama kerja sama boleh berlaku?",
        (p22("9 ayat (3)"), p22("32 ayat (3)"), p25("32 ayat (1)")),
        "Untuk PKS dan Nota Kesepakatan tidak disebut batas lamanya.",
    ),
    Asked("Siapa boleh menandatangani PKS?", (p22("14 ayat (2)"), p22("36 ayat (2)"))),
    Asked(
        "Bolehkah isi naskah diubah sesudah ditandatangani?",
        (p22("15 ayat (3)"), p22("37 ayat (2)")),
    ),
    Asked(
        "Apa yang harus dilaporkan, dan kapan?",
        (p22("17 ayat (1)"), p22("39 ayat (1)"), p22("60 ayat (1)"), p25("35 ayat (2)")),
        "Hari sesudah akhir semester tidak disebut. Jatuh tempo di Kewajiban norma setempat.",
    ),
)
