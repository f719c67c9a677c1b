"""How this office reads an article that leaves something open, in a sentence for its readers; the
grounds stand in docs/regulation-notes.md.
"""

from dataclasses import dataclass

from agreements.regulations.citations import Citation, p22, p25, pp28
from agreements.regulations.wording import number_of_pasal


@dataclass(frozen=True)
class OwnReading:
    """What we do where the articles are silent or at odds, and who is to be asked about it."""

    articles: tuple[Citation, ...]
    text: str
    to_ask: str = ""


LEGAL, OFFICE, MINISTRY = "Bagian Hukum", "Bagian Kerja Sama", "Kementerian Dalam Negeri"
READINGS: tuple[OwnReading, ...] = (
    OwnReading(
        (p22("5 ayat (2)"),),
        "Perangkat daerah perencanaan tidak mempunyai peran di aplikasi ini; koordinasi dengannya"
        " dicatat Bagian Kerja Sama.",
    ),
    OwnReading(
        (p22("5 ayat (3)"), p22("25 ayat (2)"), p22("46 ayat (2)")),
        "Satu daftar setahun memuat semua jenis kerja sama. Siapa yang mengusulkan dan sampai kapan"
        " tidak diatur; OPD mengusulkan, Bagian Kerja Sama memeriksa dan menentukan batasnya.",
        OFFICE,
    ),
    OwnReading(
        (p22("25 ayat (2)"), pp28("16 ayat (3)")),
        "Objek di luar perencanaan tidak harus tercantum dalam daftar tahunan. Bacaan lain dapat"
        " dipilih di Pengaturan, Bacaan ketentuan.",
        LEGAL,
    ),
    OwnReading(
        (p22("12 ayat (1)"), p22("12 ayat (4)")),
        "Persetujuan dianggap diberikan begitu salah satu lewat: 45 hari, atau 15 hari terakhir."
        " Bacaan lain dapat dipilih di Pengaturan, Bacaan ketentuan.",
        LEGAL,
    ),
    OwnReading(
        (p22("3 ayat (2)"),),
        "Ketentuan ini menyebut empat hubungan wilayah, sedangkan ketentuan lain mengenal yang"
        " kelima. Kelimanya dapat dipilih, yang kelima diberi tanda.",
    ),
    OwnReading(
        (p22("8 ayat (3)"), p22("12 ayat (1)"), p22("34 ayat (6)"), p22("54 ayat (3)")),
        "Peraturan ini hanya menyebut “hari”. Jenis harinya (kalender atau kerja) adalah"
        " pengaturan tiap tenggat; awalnya hari kalender.",
        LEGAL,
    ),
    OwnReading(
        (p22("12 ayat (4)"), p22("34 ayat (6)"), p22("56 ayat (6)")),
        "Awal jangka waktu 45 hari tidak disebut. Dihitung sejak tanggal pimpinan DPRD menerima"
        " surat, menurut catatan.",
        LEGAL,
    ),
    OwnReading(
        (p22("12"), p22("34"), p22("56"), p25("17")),
        "Akibat penolakan atau hasil kajian yang tidak setuju tidak diatur. Tahap tidak dapat"
        " dilewati; berkas dikembalikan, dicatat hasil baru, atau dihentikan dengan alasan.",
    ),
    OwnReading(
        (p22("55 ayat (3)"), p22("56 ayat (1)")),
        "Yang satu mengirim setiap rancangan kepada DPRD, yang lain hanya yang membebani. Di sini"
        " hanya yang membebani, kecuali dipilih lain di Pengaturan, Bacaan ketentuan.",
        LEGAL,
    ),
    OwnReading(
        (p22("53 ayat (4)"),),
        "Butir pengkajian Sinergi tidak disebut. Ditawarkan lima butir yang berlaku bagi KSDD.",
    ),
    OwnReading(
        (p22("52 ayat (2)"),),
        "Penawaran dari kementerian atau lembaga tidak diatur tersendiri. Disediakan jalur dengan"
        " norma setempat.",
    ),
    OwnReading(
        (p22("30"), p22("31")),
        "Jawaban atas penawaran KSDPK dan jangka waktunya tidak diatur. Dipakai norma setempat 30"
        " hari; surat jawaban adalah kebiasaan.",
    ),
    OwnReading(
        (p22("13"), p22("35")),
        "Awal PKS berikutnya di bawah Kesepakatan Bersama yang sudah ada tidak disebut. Disediakan"
        " jalur tersendiri yang mulai dari penyusunannya.",
        LEGAL,
    ),
    OwnReading(
        (p22("14 ayat (2)"), p22("36 ayat (2)"), p22("43 ayat (2)"), p22("44 ayat (2)")),
        "Surat kuasa dapat dipakai untuk PKS atau kontrak, tidak untuk Kesepakatan Bersama dan Nota"
        " Kesepakatan, dan tidak diwajibkan.",
        LEGAL,
    ),
    OwnReading(
        (p22("43"), p22("44"), p22("57 ayat (2)")),
        "Hanya Kepala Daerah yang disebut. Plt., Plh., dan Pj. dicetak dengan dasar pengangkatannya"
        " dan tidak ditolak.",
        LEGAL,
    ),
    OwnReading(
        (
            p22("10 ayat (3)"),
            p22("14 ayat (4)"),
            p22("16 ayat (2)"),
            p22("38 ayat (2)"),
            p22("59 ayat (2)"),
        ),
        "Ada yang menyebut satu fotokopi, ada yang menyebut satu naskah asli disimpan. Rangkap asli"
        " milik daerah disimpan Sekretariat TKKSD; rangkap tambahan dapat ditetapkan.",
    ),
    OwnReading(
        (p22("9 ayat (3)"), p22("32 ayat (3)")),
        "Batas lima tahun berlaku bagi Kesepakatan Bersama dan tiap perpanjangannya. Bagi PKS dan"
        " Nota Kesepakatan tidak ada batas.",
        MINISTRY,
    ),
    OwnReading(
        (p22("15"), p22("37"), p22("58")),
        "Hanya perubahan PKS dan bertambahnya beban Sinergi yang diatur. Kesepakatan Bersama diubah"
        " melalui jalurnya sendiri menurut ketentuan penyusunan dan penandatanganannya; langkah"
        " tanpa pasal adalah norma setempat.",
        LEGAL,
    ),
    OwnReading(
        (p22("15 ayat (6)"), p22("37 ayat (5)")),
        "Tata cara persetujuan DPRD atas perubahan tidak disebut. Dipakai tata cara untuk kerja"
        " sama itu sendiri, termasuk akibat lewatnya 45 hari.",
        LEGAL,
    ),
    OwnReading(
        (p22("17"), p22("39")),
        "Hari pelaporan tiap semester tidak disebut. Jatuh tempo 30 hari sesudah semester, 60 hari"
        " untuk laporan berjenjang; keduanya pengaturan. Periode yang terpotong tetap dilaporkan.",
        OFFICE,
    ),
    OwnReading(
        (p22("57 ayat (3)"),),
        "Jangka waktu penyampaian kepada Menteri tidak disebut. Dipakai 14 hari sejak"
        " penandatanganan sebagai pengaturan.",
    ),
    OwnReading(
        (p22("60"),),
        "“Setiap 6 bulan” dan “1 kali dalam 1 tahun” dihitung sejak penandatanganan.",
    ),
    OwnReading(
        (p22("40"), p22("41"), p22("42"), p25("13 ayat (2)"), p25("20 ayat (5)"), pp28("19")),
        "Rumusan Pasal yang wajib ada boleh diubah, tetapi tidak boleh dikosongkan.",
        LEGAL,
    ),
    OwnReading(
        (p22("16"), p22("38"), p22("59"), p25("25"), pp28("48"), pp28("49"), p25("42")),
        "Pencatatan naskah yang ditandatangani di luar aplikasi tidak diatur. Naskah lama dicatat"
        " dalam satu tahap atas dasar penatausahaan dan ketentuan peralihan.",
        LEGAL,
    ),
    OwnReading(
        (pp28("38"), p25("16 ayat (1)")),
        "Untuk penerusan kerja sama Pemerintah, DPRD dimintai persetujuan bila yang diteruskan"
        " pinjaman atau hibah. Bacaan lain dapat dipilih di Pengaturan, Bacaan ketentuan.",
        LEGAL,
    ),
    OwnReading(
        (pp28("4 ayat (4)"), pp28("16 ayat (4)")),
        "Siapa yang menilainya tidak disebut. Di sini TKKSD menilainya dalam pengkajiannya.",
        LEGAL,
    ),
    OwnReading(
        (p25("42"),),
        "Naskah yang tidak mencantumkan akhir diakui tetap berlaku.",
        LEGAL,
    ),
    OwnReading(
        (pp28("9 ayat (1)"), pp28("22"), p25("34")),
        "Cara mengakhiri kerja sama tidak disebut. Dibuat berita acara yang ditandatangani kedua"
        " pihak; tanggal berakhirnya boleh mendahului penandatanganan.",
        LEGAL,
    ),
    OwnReading(
        (p25("5 ayat (1)"),),
        "Daftar negara yang mempunyai hubungan diplomatik tidak disertakan. Dipakai daftar dengan"
        " sumbernya yang dapat diperbaiki melalui Pengaturan.",
        "Kementerian Luar Negeri",
    ),
    OwnReading(
        (p25("26 ayat (2)"),),
        "Tanggal rencana kegiatan tahunan tidak disebut. Yang pertama jatuh tempo 30 hari sesudah"
        " penandatanganan, berikutnya sebelum tahunnya mulai.",
        OFFICE,
    ),
    OwnReading(
        (p25("33"),),
        "Dibaca: paling lambat 6 bulan sebelum berakhir. Surat yang terlambat tetap dapat dicatat"
        " sampai kerja sama berakhir.",
        MINISTRY,
    ),
    OwnReading(
        (p25("35 ayat (2)"),),
        "“Minggu pertama bulan Januari” dibaca sampai tanggal 7 Januari; angkanya pengaturan.",
        MINISTRY,
    ),
    OwnReading(
        (p25("38"),),
        "Yang dilihat adalah tahun terakhir yang laporannya sudah jatuh tempo. Pembebasan oleh"
        " Bagian Kerja Sama tidak dihitung sebagai laporan.",
        MINISTRY,
    ),
    OwnReading(
        (p25("30 ayat (2)"),),
        "“Mempunyai izin” dibaca: kedua izin masih berlaku menurut nomor dan hari terakhirnya.",
        "Kesbangpol",
    ),
    OwnReading(
        (p22("17 ayat (4)"), p22("39 ayat (4)"), p22("60 ayat (4)"), p25("39 ayat (4)")),
        "Evaluasi oleh daerah sendiri tidak diatur. Evaluasi di aplikasi ini, dari pertanyaan"
        " sampai simpulannya, adalah norma setempat.",
        LEGAL,
    ),
)


def readings_of_pasal(regulation: str, number: str) -> list[OwnReading]:
    """How we read something in that article."""
    return [
        reading
        for reading in READINGS
        if any(
            article.regulation == regulation and number_of_pasal(article) == number
            for article in reading.articles
        )
    ]
