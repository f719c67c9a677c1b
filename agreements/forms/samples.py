"""Worked sample texts for a proposal, by kind of service: to be taken over and adapted."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Sample:
    """How one field may read for one kind of service."""

    service: str
    text: str


@dataclass(frozen=True)
class Service:
    """A kind of service that OPD often propose, the urusan it belongs to, and the words by which a
    title or an OPD tells of it. `texts` are by field.
    """

    name: str
    urusan: str
    words: tuple[str, ...]
    texts: dict[str, str]


MOST_SHOWN = 2
SERVICES = (
    Service(
        "pelayanan kesehatan",
        "02",
        ("kesehatan", "rumah sakit", "puskesmas", "medis", "pasien"),
        {
            "latar_belakang": (
                "Masyarakat di wilayah perbatasan dan daerah aliran sungai masih menempuh jarak"
                " jauh untuk memperoleh pelayanan dokter spesialis. Jumlah tenaga dan alat di"
                " puskesmas belum memadai, sedangkan fasilitas calon mitra berada lebih dekat."
                " Kerja sama diperlukan agar pelayanan rujukan lebih cepat dan terjangkau."
            ),
            "maksud_tujuan": (
                "Kerja sama ini dimaksudkan untuk memanfaatkan tenaga dan fasilitas para pihak"
                " secara bersama. Tujuannya meningkatkan akses dan mutu pelayanan kesehatan"
                " rujukan bagi masyarakat."
            ),
            "objek": "Penyelenggaraan pelayanan kesehatan rujukan dan konsultasi jarak jauh.",
            "ruang_lingkup": (
                "Pelayanan rujukan pasien\n"
                "Konsultasi dokter spesialis jarak jauh\n"
                "Pelatihan tenaga kesehatan\n"
                "Pertukaran data pelayanan sesuai ketentuan pelindungan data pribadi"
            ),
            "manfaat": (
                "Bagi masyarakat, waktu tunggu dan biaya perjalanan untuk memperoleh pelayanan"
                " spesialis berkurang. Bagi daerah, pemanfaatan tenaga dan alat lebih efisien."
            ),
            "analisis_dampak": (
                "Dampak sosial: pelayanan lebih merata bagi masyarakat di kecamatan terjauh."
                " Dampak lingkungan: limbah medis dikelola menurut ketentuan yang berlaku;"
                " tidak ada pembangunan baru."
            ),
        },
    ),
    Service(
        "pendidikan dan pelatihan",
        "01",
        ("pendidikan", "sekolah", "universitas", "kampus", "pelatihan", "magang", "beasiswa"),
        {
            "latar_belakang": (
                "Kebutuhan tenaga terampil di daerah belum seluruhnya terpenuhi oleh lulusan"
                " setempat, dan kesempatan melanjutkan pendidikan belum merata antarkecamatan."
                " Calon mitra memiliki pengajar, kurikulum, dan fasilitas yang dapat dimanfaatkan"
                " bersama."
            ),
            "maksud_tujuan": (
                "Kerja sama ini dimaksudkan sebagai dasar para pihak dalam menyelenggarakan"
                " pendidikan dan pelatihan. Tujuannya meningkatkan kompetensi sumber daya manusia"
                " sesuai kebutuhan daerah."
            ),
            "objek": "Peningkatan kompetensi sumber daya manusia daerah.",
            "ruang_lingkup": (
                "Penyusunan kebutuhan dan kurikulum pelatihan\n"
                "Penyelenggaraan pendidikan, pelatihan, dan magang\n"
                "Pendampingan dan penelitian terapan\n"
                "Pemantauan hasil belajar peserta"
            ),
            "manfaat": (
                "Bagi masyarakat, kesempatan belajar dan peluang kerja bertambah. Bagi daerah,"
                " tersedia tenaga yang sesuai dengan kebutuhan pembangunan."
            ),
            "analisis_dampak": (
                "Dampak sosial: kesempatan belajar terbuka bagi peserta dari keluarga kurang"
                " mampu. Dampak lingkungan: kegiatan memakai sarana yang ada sehingga tidak"
                " menimbulkan dampak lingkungan yang berarti."
            ),
        },
    ),
    Service(
        "pengelolaan sampah dan lingkungan",
        "11",
        ("lingkungan", "sampah", "limbah", "sungai", "kebersihan"),
        {
            "latar_belakang": (
                "Timbulan sampah di wilayah perbatasan terus bertambah, sedangkan tempat"
                " pemrosesan akhir yang terdekat berada di wilayah calon mitra. Pengangkutan"
                " sendiri-sendiri menimbulkan biaya tinggi dan penumpukan pada titik tertentu,"
                " sehingga penanganan bersama lebih efisien."
            ),
            "maksud_tujuan": (
                "Kerja sama ini dimaksudkan untuk menangani sampah di wilayah perbatasan secara"
                " terpadu. Tujuannya mengurangi sampah yang tidak terangkut dan biaya"
                " pengangkutan para pihak."
            ),
            "objek": "Pengelolaan sampah terpadu di wilayah perbatasan.",
            "ruang_lingkup": (
                "Pengumpulan dan pengangkutan sampah\n"
                "Pemanfaatan tempat pemrosesan akhir bersama\n"
                "Pengurangan sampah dari sumbernya\n"
                "Pemantauan mutu lingkungan"
            ),
            "manfaat": (
                "Bagi masyarakat, sampah terangkut tepat waktu dan lingkungan lebih sehat. Bagi"
                " daerah, jarak dan biaya pengangkutan berkurang."
            ),
            "analisis_dampak": (
                "Dampak sosial: pemulung dan bank sampah dilibatkan dalam pemilahan. Dampak"
                " lingkungan: lindi dan bau dipantau berkala, dan hasilnya disampaikan kepada"
                " para pihak."
            ),
        },
    ),
    Service(
        "layanan informasi dan aplikasi",
        "16",
        ("komunikasi", "informatika", "informasi", "digital", "aplikasi", "data", "jaringan"),
        {
            "latar_belakang": (
                "Pelayanan kepada masyarakat masih tersebar pada berbagai aplikasi yang belum"
                " terhubung, sehingga masyarakat mengisi data yang sama berulang kali. Calon mitra"
                " memiliki pengalaman dan sarana yang dapat dimanfaatkan bersama."
            ),
            "maksud_tujuan": (
                "Kerja sama ini dimaksudkan untuk memanfaatkan aplikasi dan pengetahuan para pihak"
                " secara bersama. Tujuannya mempercepat pelayanan informasi dan pengaduan"
                " masyarakat."
            ),
            "objek": "Pengembangan layanan informasi publik dan pengaduan masyarakat.",
            "ruang_lingkup": (
                "Pemanfaatan dan pengembangan aplikasi\n"
                "Pertukaran data sesuai ketentuan pelindungan data pribadi\n"
                "Peningkatan kompetensi pengelola layanan\n"
                "Pengamanan informasi"
            ),
            "manfaat": (
                "Bagi masyarakat, pengaduan ditindaklanjuti lebih cepat dan dapat dipantau. Bagi"
                " daerah, pengembangan aplikasi lebih hemat karena dilakukan bersama."
            ),
            "analisis_dampak": (
                "Dampak sosial: layanan tetap tersedia secara luring bagi masyarakat tanpa"
                " jaringan. Dampak lingkungan: tidak menimbulkan dampak lingkungan yang berarti."
            ),
        },
    ),
    Service(
        "pemberdayaan usaha kecil",
        "17",
        ("koperasi", "usaha", "umkm", "perdagangan", "pertanian", "pasar", "ekonomi"),
        {
            "latar_belakang": (
                "Pelaku usaha mikro dan kecil di daerah masih terkendala pembiayaan, mutu produk,"
                " dan pemasaran. Calon mitra memiliki jaringan dan pengalaman pendampingan usaha"
                " yang belum tersedia di daerah."
            ),
            "maksud_tujuan": (
                "Kerja sama ini dimaksudkan untuk mendampingi pelaku usaha mikro dan kecil."
                " Tujuannya meningkatkan mutu produk, akses pembiayaan, dan jangkauan pemasaran."
            ),
            "objek": "Pemberdayaan usaha mikro dan kecil.",
            "ruang_lingkup": (
                "Pendataan dan pemilihan pelaku usaha\n"
                "Pelatihan dan pendampingan usaha\n"
                "Fasilitasi akses pembiayaan dan pemasaran\n"
                "Pemantauan perkembangan usaha"
            ),
            "manfaat": (
                "Bagi masyarakat, pendapatan pelaku usaha meningkat. Bagi daerah, lapangan kerja"
                " bertambah dan produk setempat lebih dikenal."
            ),
            "analisis_dampak": (
                "Dampak sosial: peluang usaha terbuka bagi perempuan dan pemuda. Dampak"
                " lingkungan: pelaku usaha didampingi dalam pengelolaan sisa produksi."
            ),
        },
    ),
)
# What reads alike for every kind of service.
FOR_ALL = {
    "pembiayaan": (
        Sample(
            "masing-masing menanggung bagiannya",
            "Pembiayaan dibebankan pada anggaran pendapatan dan belanja masing-masing pihak sesuai"
            " tugas dan kewenangannya, mulai Tahun Anggaran berikutnya.",
        ),
        Sample(
            "tanpa beban anggaran daerah",
            "Seluruh biaya pelaksanaan ditanggung mitra; kerja sama ini tidak membebani APBD.",
        ),
    ),
    "lokasi": (
        Sample(
            "seluruh kecamatan",
            "Seluruh kecamatan di wilayah daerah, dimulai dari kecamatan yang layanannya paling"
            " kurang.",
        ),
    ),
}


def samples_for(field: str, urusan: list[str], told: str) -> list[Sample]:
    """The samples of a field that come nearest to the chosen urusan, else to what is `told` of the
    case (its title and its OPD); where nothing tells of it, one of each of the first kinds.
    """
    if field in FOR_ALL:
        return list(FOR_ALL[field])
    with_text = [service for service in SERVICES if field in service.texts]
    chosen = [service for service in with_text if service.urusan in urusan]
    told_of = [service for service in with_text if _is_told_of(service, told.lower())]
    shown = (chosen or told_of or with_text)[:MOST_SHOWN]
    return [Sample(service.name, service.texts[field]) for service in shown]


def _is_told_of(service: Service, told: str) -> bool:
    return any(word in told for word in service.words)
