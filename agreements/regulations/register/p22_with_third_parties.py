"""What Permendagri 22/2020 says of KSDPK (Pasal 25 to 39), in our own words."""

WITH_THIRD_PARTIES = {
    "25": (
        "Bila daerah yang memprakarsai KSDPK, daerah memetakan urusan dan menyusun studi kelayakan."
    ),
    "25 ayat (1) huruf b": (
        "Daerah yang berprakarsa menyusun studi kelayakan menurut peraturan yang berlaku."
    ),
    "25 ayat (2)": (
        "Hasil pemetaan dimuat dalam daftar rencana kerja sama tahunan yang ditetapkan dengan"
        " keputusan kepala daerah."
    ),
    "26": (
        "Prakarsa pihak ketiga harus memenuhi tiga kriteria dan disertai studi kelayakan buatan"
        " pemrakarsanya."
    ),
    "26 ayat (1)": (
        "Prakarsa pihak ketiga harus menyatu secara teknis dengan rencana induk sektor, layak"
        " ekonomi dan finansial, serta mampu dibiayai pengusulnya."
    ),
    "26 ayat (2)": "Pihak ketiga yang berprakarsa wajib menyusun studi kelayakan atas usulannya.",
    "27": (
        "Studi kelayakan berisi latar belakang, dasar hukum, maksud dan tujuan, objek, kegiatan,"
        " jangka waktu, analisis manfaat-biaya, kesimpulan, dan rekomendasi."
    ),
    "28": (
        "KSDPK ditempuh dalam sepuluh tahapan, dari persiapan sampai pelaporan, dengan Kesepakatan"
        " Bersama disusul kontrak atau PKS."
    ),
    "29": (
        "Pemrakarsa menyiapkan KAK dari hasil pemetaan, lalu TKKSD mengkajinya dan mengembalikan"
        " hasilnya."
    ),
    "29 ayat (1)": "Perangkat daerah pemrakarsa menyiapkan KAK berdasarkan hasil pemetaan urusan.",
    "29 ayat (2)": (
        "KAK sedikitnya berisi latar belakang, maksud dan tujuan, lokasi, ruang lingkup, jangka"
        " waktu, manfaat, analisis dampak, dan pembiayaan."
    ),
    "29 ayat (4)": (
        "TKKSD mengkaji KAK dari lima segi: RPJMD dan renstra, RTRW, keterkaitan sektor dan"
        " wilayah, biaya dan manfaat, serta dampak pembangunan."
    ),
    "30": (
        "Surat penawaran dari TKKSD ditandatangani kepala daerah dan dikirim bersama KAK; di antara"
        " beberapa calon mitra TKKSD dapat memilih."
    ),
    "30 ayat (1)": "TKKSD menyampaikan surat penawaran kepada kepala daerah untuk ditandatangani.",
    "30 ayat (2)": (
        "Surat penawaran bertanda tangan dikirim bersama KAK kepada pihak ketiga calon mitra."
    ),
    "30 ayat (3)": (
        "Bila beberapa calon mitra memenuhi syarat, TKKSD dapat memilih berdasarkan bonafiditas,"
        " pengalaman, dan komitmen."
    ),
    "31": (
        "Penawaran dari pihak ketiga dikaji TKKSD bersama perangkat daerah atau pihak terkait, dari"
        " sedikitnya delapan segi."
    ),
    "31 ayat (1)": (
        "TKKSD bersama perangkat daerah atau pihak terkait mengkaji penawaran yang datang dari"
        " pihak ketiga."
    ),
    "31 ayat (2)": (
        "Kajian menimbang sedikitnya delapan segi: lima segi seperti pada prakarsa daerah, ditambah"
        " bonafiditas, pengalaman, dan komitmen calon mitra."
    ),
    "32": (
        "TKKSD menyusun Kesepakatan Bersama dan membahasnya dengan pihak ketiga; masa berlakunya"
        " paling lama 5 tahun, dapat diperpanjang."
    ),
    "32 ayat (1)": "TKKSD menyusun Kesepakatan Bersama dan membahasnya dengan pihak ketiga.",
    "32 ayat (3)": (
        "Kesepakatan Bersama KSDPK berlaku paling lama 5 tahun dan dapat diperpanjang bila para"
        " pihak sepakat."
    ),
    "33": "Penanda tangan Kesepakatan Bersama ialah kepala daerah dan pimpinan pihak ketiga.",
    "34": (
        "DPRD dimintai persetujuan bila KSDPK membebani atau belum dianggarkan; tanpa sikap setelah"
        " 45 hari, DPRD dianggap setuju."
    ),
    "34 ayat (1)": (
        "Persetujuan DPRD diberikan bila KSDPK membebani masyarakat dan daerah dan/atau dananya"
        " belum ada dalam APBD tahun berjalan."
    ),
    "34 ayat (2)": (
        "Surat permohonan kepada DPRD disiapkan perangkat daerah yang membidangi kerja sama."
    ),
    "34 ayat (3) huruf b": "Rancangan PKS wajib dilampirkan pada surat permohonan kepada DPRD.",
    "34 ayat (3) huruf c": (
        "Profil perusahaan mitra wajib dilampirkan pada surat permohonan kepada DPRD."
    ),
    "34 ayat (4)": (
        "Komisi bidang kerja sama menyampaikan rencana KSDPK kepada pimpinan DPRD untuk disetujui"
        " dalam sidang paripurna."
    ),
    "34 ayat (5)": "Persetujuan DPRD berbentuk surat pimpinan DPRD.",
    "34 ayat (6)": "Bila DPRD belum bersikap setelah 45 hari, permohonan dianggap sudah disetujui.",
    "35": (
        "Pemrakarsa menyusun kontrak atau PKS, boleh dengan bantuan ahli; TKKSD membahasnya dengan"
        " pihak ketiga sebelum ditandatangani."
    ),
    "35 ayat (1)": "Kontrak atau PKS disusun perangkat daerah pemrakarsa.",
    "35 ayat (3)": "Kontrak atau PKS diserahkan kepada TKKSD untuk dibahas dengan pihak ketiga.",
    "36": (
        "Kontrak atau PKS ditandatangani kepala daerah dan pimpinan pihak ketiga; kepala daerah"
        " boleh melimpahkannya dengan surat kuasa."
    ),
    "36 ayat (1)": "Penanda tangan kontrak atau PKS ialah kepala daerah dan pimpinan pihak ketiga.",
    "36 ayat (2)": (
        "Dengan surat kuasa, kepala daerah boleh melimpahkan tanda tangan kepada kepala perangkat"
        " daerah pemrakarsa atau pejabat yang ditunjuk."
    ),
    "37": (
        "Para pihak melaksanakan kontrak atau PKS dan dapat mengubahnya; perubahan yang menambah"
        " beban memerlukan persetujuan DPRD."
    ),
    "37 ayat (1)": "Para pihak menjalankan kerja sama menurut komitmen dalam kontrak atau PKS.",
    "37 ayat (2)": "Para pihak boleh mengubah materi kontrak atau PKS atas kesepakatan bersama.",
    "37 ayat (3)": (
        "Perubahan dapat mengurangi dan/atau menambah isi kontrak atau PKS dengan adendum."
    ),
    "37 ayat (4)": "Materi perubahan disiapkan perangkat daerah pemrakarsa bersama TKKSD.",
    "37 ayat (5)": "Perubahan yang menambah beban masyarakat dan daerah harus disetujui DPRD.",
    "38": (
        "TKKSD memfasilitasi naskah KSDPK dari penyusunan sampai penandatanganan dan menyimpan satu"
        " aslinya."
    ),
    "38 ayat (2)": "Satu naskah asli KSDPK disimpan TKKSD.",
    "39": (
        "Perangkat daerah pemrakarsa melapor tiap semester dan kepala daerah meneruskannya"
        " berjenjang sebagai bahan evaluasi Menteri dan Gubernur."
    ),
    "39 ayat (1)": (
        "Di kabupaten/kota, perangkat daerah pemrakarsa melaporkan pelaksanaan KSDPK kepada"
        " Bupati/Wali Kota tiap semester."
    ),
    "39 ayat (3)": (
        "Laporan pelaksanaan KSDPK diteruskan bupati/wali kota dan gubernur secara berjenjang."
    ),
    "39 ayat (4)": (
        "Laporan pelaksanaan KSDPK yang diteruskan berjenjang menjadi bahan evaluasi Menteri dan"
        " Gubernur."
    ),
    "39 ayat (5)": (
        "Laporan KSDPK sedikitnya memuat sembilan hal, dari judul dan bentuk naskah sampai"
        " permasalahan dan upaya penyelesaiannya."
    ),
}
