"""The columns of a register and the headings they go by: what each is sure to mean, and what it may
mean.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class RegisterColumn:
    """One thing a register may say. `names` are headings it surely goes by, in lower case; the
    first is ours.

    `maybe` are headings that often mean it and sometimes not: proposed to a person, never taken
    by themselves. What only a register of somebody else's making holds is not `ours`, and so not
    in our template.
    """

    code: str
    heading: str
    names: tuple[str, ...]
    text: str
    required: bool = False
    maybe: tuple[str, ...] = ()
    ours: bool = True


def listed(text: str) -> tuple[str, ...]:
    """The headings of a text in which commas separate them."""
    return tuple(text.split(", "))


ALL = (
    RegisterColumn(
        "jalur",
        "Jenis Kerja Sama",
        listed(
            "jenis kerja sama, jalur, kategori kerja sama, kategori, klasifikasi, "
            "lingkup kerja sama, jenis ks, klasifikasi kerja sama, kelompok kerja sama, "
            "tipe kerja sama"
        ),
        ("KSDD, KSDPK, Sinergi, KSDPL, atau KSDLL. Bila kosong, disimpulkan dari jenis mitra."),
        maybe=listed("jenis, kelompok, tipe"),
    ),
    RegisterColumn(
        "bentuk",
        "Bentuk Naskah",
        listed(
            "bentuk naskah, jenis naskah, bentuk kerja sama, jenis dokumen, bentuk dokumen, "
            "naskah, bentuk, tipe naskah, jenis naskah kerja sama, bentuk naskah kerja sama, "
            "jenis perjanjian, dokumen kerja sama, tipe dokumen, jenis dokumen kerja sama"
        ),
        (
            "Kesepakatan Bersama, PKS, Nota Kesepakatan, atau Naskah Kerja Sama (luar "
            "negeri). MoU dibaca menurut jenis kerja samanya."
        ),
        required=True,
        maybe=listed("dokumen, mou pks, pks mou, mou kb pks"),
    ),
    RegisterColumn(
        "nama_dokumen",
        "Bentuk dan judul dalam satu sel",
        listed("nama dokumen kerja sama, bentuk dan judul, naskah kerja sama dan judul"),
        "Misalnya: PKS tentang Pengelolaan Arsip.",
        maybe=listed("nama dokumen, nama naskah"),
        ours=False,
    ),
    RegisterColumn(
        "judul",
        "Judul Kerja Sama",
        listed(
            "judul kerja sama, judul, tentang, judul naskah, nama kerja sama, perihal, "
            "judul perjanjian, judul kesepakatan, hal, judul dokumen, judul pks, judul mou, "
            "judul perjanjian kerja sama, tentang kerja sama, perihal kerja sama, judul tentang"
        ),
        "Paling panjang 250 huruf.",
        required=True,
        maybe=listed(
            "jenis kegiatan, nama kegiatan, kegiatan, program, bentuk kegiatan, nama perjanjian, "
            "materi kerja sama, pokok kerja sama, topik"
        ),
    ),
    RegisterColumn(
        "opd",
        "OPD Pemrakarsa",
        listed(
            "opd pemrakarsa, opd, perangkat daerah, perangkat daerah pemrakarsa, opd pengampu, "
            "opd pelaksana, dinas, unit kerja, instansi pemrakarsa, pemrakarsa, leading sector, "
            "perangkat daerah pelaksana, perangkat daerah pengampu, opd terkait, "
            "perangkat daerah terkait, opd pengusul, opd penanggung jawab, pelaksana opd, "
            "opd teknis, perangkat daerah teknis"
        ),
        "Nama seperti pada lembar Pilihan.",
        required=True,
        maybe=listed(
            "nama unit, unit, pelaksana, pengusul, penanggung jawab, unit pelaksana, pd, "
            "instansi pelaksana"
        ),
    ),
    RegisterColumn(
        "mitra",
        "Mitra",
        listed(
            "mitra, nama mitra, mitra kerja sama, pihak kedua, pihak ii, pihak ketiga, "
            "lembaga mitra, instansi mitra, dengan, mitra 1, mitra i, pihak 2, pihak ke 2, "
            "pihak iii, institusi mitra, institusi mitra kerja sama, lembaga mitra kerja sama, "
            "nama mitra kerja sama, pihak mitra, mitra kerja, nama lembaga mitra, "
            "perusahaan mitra, mitra pihak kedua"
        ),
        "Beberapa mitra dipisah titik koma atau baris baru, menurut urutan pihaknya.",
        required=True,
        maybe=listed(
            "nama instansi, instansi, lembaga, nama lembaga, institusi, perusahaan, "
            "nama perusahaan, nama pihak, nama, rekanan, instansi lembaga, "
            "mitra kerja sama dengan, penyedia"
        ),
    ),
    RegisterColumn(
        "pihak_1",
        "Pihak Kesatu",
        listed(
            "pihak kesatu, pihak pertama, pihak i, pihak 1, pihak ke 1, para pihak pihak kesatu, "
            "nama pihak kesatu"
        ),
        "Yang bukan kita di antara Pihak Kesatu dan Mitra adalah mitranya.",
        ours=False,
    ),
    RegisterColumn(
        "para_pihak",
        "Para pihak dalam satu sel",
        listed(
            "para pihak, pihak pihak, para pihak yang bekerja sama, pihak yang bekerja sama, pihak"
        ),
        "Pemerintah daerah ini dikeluarkan; selebihnya mitra.",
        ours=False,
    ),
    RegisterColumn(
        "mitra_2",
        "Mitra Kedua",
        listed("mitra 2, mitra ii, mitra kedua, mitra lain, mitra lainnya, mitra tambahan"),
        "Pihak lain di samping mitra.",
        ours=False,
    ),
    RegisterColumn(
        "mitra_3",
        "Mitra Ketiga",
        listed("mitra 3, mitra iii, mitra ketiga"),
        "Pihak lain lagi.",
        ours=False,
    ),
    RegisterColumn(
        "jenis_mitra",
        "Jenis Mitra",
        listed(
            "jenis mitra, kategori mitra, status mitra, klasifikasi mitra, kelompok mitra, "
            "bentuk mitra"
        ),
        "Hanya untuk mitra yang belum tercatat.",
        maybe=listed("tipe mitra, sektor, golongan"),
    ),
    RegisterColumn(
        "negara",
        "Negara",
        listed("negara, negara mitra, asal negara, negara asal"),
        "Hanya untuk mitra luar negeri yang belum tercatat.",
    ),
    RegisterColumn(
        "nomor",
        "Nomor Naskah",
        listed(
            "nomor naskah, nomor kerja sama, nomor pihak pertama, nomor pihak i, "
            "nomor pihak kita, nomor pemerintah daerah, nomor mou, nomor pks, nomor dokumen, "
            "nomor surat, nomor perjanjian, nomor naskah pemerintah daerah, nomor kesepakatan, "
            "nomor pihak kesatu, nomor pihak 1, nomor naskah kerja sama, "
            "nomor perjanjian kerja sama, nomor mou pks, nomor registrasi, "
            "nomor kesepakatan bersama, nomor pihak ke 1, nomor pemkab, "
            "nomor naskah pihak pertama"
        ),
        "Nomor pihak kita.",
        maybe=listed(
            "dasar hukum rs, dasar hukum, nomor kb, nomor agenda, nomor register, nomor kita, "
            "nomor kontrak"
        ),
    ),
    RegisterColumn(
        "nomor_tanggal",
        "Nomor dan tanggal dalam satu sel",
        listed(
            "nomor dan tanggal, nomor tanggal, tanggal dan nomor, nomor tanggal naskah, "
            "nomor dan tanggal naskah"
        ),
        "Nomor kita dahulu, lalu nomor mitra; tanggal di belakangnya.",
        ours=False,
    ),
    RegisterColumn(
        "nomor_mitra",
        "Nomor Pihak Mitra",
        listed(
            "nomor pihak mitra, nomor mitra, nomor pihak kedua, nomor pihak ii, "
            "nomor pihak ketiga, nomor naskah mitra, nomor mitra 1, nomor pihak 2, "
            "nomor pihak ke 2, nomor naskah pihak kedua, nomor mitra i, nomor pihak iii"
        ),
        "Beberapa nomor dipisah titik koma atau baris baru, menurut urutan mitranya.",
        maybe=listed("dasar hukum mitra, dasar hukum mitra 1, nomor dari mitra, nomor rekanan"),
    ),
    RegisterColumn(
        "nomor_mitra_2",
        "Nomor Mitra Kedua",
        listed("nomor mitra 2, nomor mitra ii, nomor mitra kedua"),
        "",
        maybe=listed("dasar hukum mitra 2"),
        ours=False,
    ),
    RegisterColumn(
        "tanda_tangan",
        "Tanggal Penandatanganan",
        listed(
            "tanggal tanda tangan, tanda tangan, tanggal, tanggal naskah, tanggal kerja sama, "
            "tanggal mou, tanggal pks, tanggal tanda tangan naskah, tanggal perjanjian, "
            "tanggal kesepakatan, tanggal dokumen, hari tanggal tanda tangan, waktu tanda tangan, "
            "tanggal surat"
        ),
        (
            "Tanggal Excel, atau teks seperti 17 Agustus 2021 atau 17/08/2021. Bila tidak "
            "diketahui, isi Mulai Berlaku."
        ),
        required=True,
        maybe=listed("tanggal penetapan, tanggal kontrak, tahun tanda tangan"),
    ),
    RegisterColumn(
        "mulai",
        "Mulai Berlaku",
        listed(
            "mulai berlaku, tanggal mulai, tmt, berlaku sejak, tanggal berlaku, awal berlaku, "
            "tanggal mulai berlaku, mulai, berlaku mulai, awal, tanggal awal, mulai kerja sama, "
            "jangka waktu mulai, masa berlaku mulai, waktu mulai, kurun waktu kerja sama mulai, "
            "tanggal mulai kerja sama, jangka waktu awal, masa berlaku awal, "
            "terhitung mulai tanggal"
        ),
        "Bila kosong: tanggal penandatanganan.",
        maybe=listed("tahun mulai, start, dari, sejak"),
    ),
    RegisterColumn(
        "berakhir",
        "Berakhir",
        listed(
            "berakhir, tanggal berakhir, berlaku sampai, akhir berlaku, tanggal selesai, "
            "berlaku sampai dengan, berlaku hingga, selesai, akhir, tanggal akhir, berakhir pada, "
            "jangka waktu selesai, jangka waktu berakhir, masa berlaku berakhir, "
            "masa berlaku selesai, masa berlaku sampai, kurun waktu kerja sama berakhir, "
            "jatuh tempo, tanggal jatuh tempo, waktu berakhir, jangka waktu akhir, "
            "masa berlaku akhir, tanggal akhir berlaku, berlaku s d, tanggal berakhir kerja sama, "
            "tanggal kadaluarsa, tanggal kedaluwarsa"
        ),
        "Hari terakhir berlaku. Boleh kosong bila Masa Berlaku diisi.",
        maybe=listed("tahun berakhir, tahun selesai, expired, sampai, hingga, s d, end"),
    ),
    RegisterColumn(
        "masa",
        "Masa Berlaku",
        listed(
            "masa berlaku, jangka waktu, lama kerja sama, durasi, jangka waktu kerja sama, "
            "masa kerja sama, waktu, periode berlaku, periode, periode kerja sama, tempo berlaku, "
            "masa berlaku kerja sama, kurun waktu, kurun waktu kerja sama, jangka waktu berlaku, "
            "lama berlaku, masa perjanjian, jangka waktu perjanjian"
        ),
        (
            "Misalnya 3 tahun, 18 bulan, 1 Januari 2022 s.d. 31 Desember 2024, atau tanpa "
            "batas waktu."
        ),
    ),
    RegisterColumn(
        "nilai",
        "Nilai (Rp)",
        listed(
            "nilai, nilai rupiah, nilai kerja sama, nilai kontrak, anggaran, nilai perjanjian, "
            "besaran nilai, jumlah anggaran, nilai pks, pagu anggaran"
        ),
        "Angka, atau Rp 1.250.000.000,00.",
        maybe=listed("biaya, pembiayaan, besaran, pagu, harga"),
    ),
    RegisterColumn(
        "urusan",
        "Urusan",
        listed(
            "urusan, urusan pemerintahan, bidang, bidang urusan, bidang kerja sama, "
            "bidang urusan pemerintahan"
        ),
        "Nama atau kode; beberapa dipisah titik koma.",
    ),
    RegisterColumn(
        "maksud",
        "Maksud dan Tujuan",
        listed("maksud dan tujuan, maksud tujuan, tujuan, maksud, tujuan kerja sama"),
        "",
    ),
    RegisterColumn(
        "objek",
        "Objek",
        listed("objek, obyek, objek kerja sama, obyek kerja sama"),
        "",
    ),
    RegisterColumn(
        "lingkup",
        "Ruang Lingkup",
        listed(
            "ruang lingkup, lingkup, uraian, uraian kerja sama, ruang lingkup kerja sama, "
            "isi kerja sama"
        ),
        "",
        maybe=listed("manfaat, keluaran, hasil"),
    ),
    RegisterColumn(
        "induk",
        "Nomor KB Induk",
        listed(
            "nomor kb induk, kb induk, naskah induk, nomor induk, dasar kesepakatan bersama, "
            "nomor mou induk"
        ),
        "Hanya untuk PKS.",
    ),
    RegisterColumn(
        "asli",
        "Tempat Naskah Asli",
        listed(
            "tempat naskah asli, lokasi arsip, tempat arsip, arsip, naskah asli, tempat penyimpanan"
        ),
        "",
        maybe=listed("lokasi penyimpanan, posisi berkas, map, boks, box"),
    ),
    RegisterColumn(
        "catatan",
        "Catatan",
        listed("catatan, catatan kerja sama"),
        "Disimpan apa adanya sebagai catatan.",
        maybe=listed("keterangan, ket, keterangan kerja sama, status, informasi lain"),
        ours=False,
    ),
)
