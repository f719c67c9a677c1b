"""What the articles of Permendagri 25/2020 say, in our own words. Keys follow "Pasal "."""

SAYS = {
    "4 ayat (1)": (
        "Objeknya ialah iptek, pertukaran budaya, kemampuan teknis dan manajemen pemerintahan,"
        " promosi potensi daerah, atau hal lain yang tidak dilarang."
    ),
    "4 ayat (2)": "Objek harus termasuk urusan wajib atau pilihan yang menjadi kewenangan daerah.",
    "5": (
        "Semua kerja sama luar negeri tunduk pada lima syarat, ditambah alih iptek ke SDM Indonesia"
        " untuk bidang iptek dan tiga syarat khusus untuk KSDPL."
    ),
    "5 ayat (1)": (
        "Lima syarat umum: ada hubungan diplomatik, urusan daerah, tanpa kantor perwakilan, tanpa"
        " campur tangan asing, dan sesuai rencana pembangunan."
    ),
    "5 ayat (1) huruf a": "Indonesia harus mempunyai hubungan diplomatik dengan negara mitra.",
    "5 ayat (1) huruf b": "Yang dikerjasamakan harus urusan Pemerintah Daerah.",
    "5 ayat (1) huruf c": "Pemerintah Daerah tidak boleh membuka kantor perwakilan di luar negeri.",
    "5 ayat (1) huruf d": (
        "Pihak luar negeri tidak boleh mencampuri urusan pemerintahan dalam negeri."
    ),
    "5 ayat (1) huruf e": (
        "Kerja sama harus sejalan dengan kebijakan dan rencana pembangunan nasional dan daerah."
    ),
    "5 ayat (2)": (
        "Kerja sama bidang iptek harus dapat dialihkan kepada sumber daya manusia Indonesia."
    ),
    "5 ayat (3)": (
        "KSDPL juga menuntut kesetaraan status administrasi dan/atau wilayah, sifat saling"
        " melengkapi, dan hubungan antarmasyarakat yang meningkat."
    ),
    "5 ayat (3) huruf a": (
        "Kedua daerah harus setara dalam status administrasi dan/atau wilayahnya."
    ),
    "5 ayat (3) huruf b": "Kedua daerah harus saling melengkapi.",
    "5 ayat (3) huruf c": "Hubungan antarmasyarakat harus meningkat.",
    "6 ayat (1)": (
        "KSDPL mempunyai tiga bentuk: provinsi kembar/bersaudara, kabupaten/kota kembar/bersaudara,"
        " dan kerja sama lainnya."
    ),
    "6 ayat (3)": (
        "Kabupaten/kota kembar/bersaudara dibuat dengan kabupaten/kota atau yang setingkat di luar"
        " negeri."
    ),
    "6": (
        "KSDPL berupa provinsi kembar/bersaudara, kabupaten/kota kembar/bersaudara, atau kerja sama"
        " lain dengan lingkup tertentu."
    ),
    "7": (
        "KSDLL berupa penerusan kerja sama Pemerintah atau kerja sama lain yang disetujui"
        " Pemerintah."
    ),
    "9": (
        "KSDPL dan KSDLL bukan penerusan ditempuh dalam sebelas tahapan, dari prakarsa sampai"
        " pelaksanaan."
    ),
    "10": "Asal prakarsa tidak diatur di sini, melainkan menurut peraturan lain yang berlaku.",
    "11": (
        "Kepala daerah menjajaki calon mitra untuk mengetahui peluang dan manfaat bagi daerah dan"
        " negara, dengan cara-cara yang ditentukan."
    ),
    "11 ayat (2)": (
        "Penjajakan dilakukan lewat komunikasi jarak jauh, penggalian informasi, kunjungan ke"
        " mitra, dan/atau undangan kepada mitra."
    ),
    "12": (
        "Kesepakatan hasil penjajakan ditindaklanjuti dengan kajian yang isi dan formatnya"
        " ditentukan."
    ),
    "12 ayat (1)": (
        "Bila penjajakan menghasilkan kesepakatan dengan calon mitra, daerah menyusun kajian."
    ),
    "12 ayat (3)": (
        "Kajian sedikitnya berisi judul, latar belakang, maksud dan tujuan, pemetaan potensi dan"
        " kebutuhan daerah, manfaat, dan kesimpulan."
    ),
    "13": (
        "Kajian dapat dilanjutkan dengan Pernyataan Kehendak, yang isinya ditentukan dan berlaku"
        " paling lama 1 tahun."
    ),
    "13 ayat (2)": (
        "Pernyataan Kehendak sedikitnya berisi judul, subjek, maksud dan tujuan, ruang lingkup,"
        " masa berlaku, serta tempat dan tanggal tanda tangan."
    ),
    "13 ayat (3)": "Pernyataan Kehendak berlaku paling lama 1 tahun sejak ditandatangani.",
    "14": (
        "Sebelum menandatangani Pernyataan Kehendak, kepala daerah berkonsultasi dengan Menteri dan"
        " Menteri Luar Negeri; sesudahnya salinan dikirim kepada Menteri."
    ),
    "14 ayat (1)": (
        "Sebelum Pernyataan Kehendak ditandatangani, kepala daerah berkoordinasi dan berkonsultasi"
        " dengan Menteri dan Menteri Luar Negeri."
    ),
    "14 ayat (2)": "Konsultasi ditempuh dengan surat permohonan tanggapan kepada Menteri.",
    "14 ayat (3)": "Menteri memberi tanggapan tertulis melalui Sekretaris Jenderal.",
    "14 ayat (4)": "Penanda tangan Pernyataan Kehendak ialah kepala daerah.",
    "14 ayat (5)": "Salinan Pernyataan Kehendak yang sudah ditandatangani dikirim kepada Menteri.",
    "15": (
        "Pernyataan Kehendak ditindaklanjuti dengan Rencana Kerja Sama yang isi dan formatnya"
        " ditentukan."
    ),
    "15 ayat (1)": "Setelah Pernyataan Kehendak ditandatangani, Rencana Kerja Sama disusun.",
    "15 ayat (3)": (
        "Rencana Kerja Sama berisi subjek, latar belakang, maksud, tujuan, dan sasaran, objek,"
        " ruang lingkup, sumber pembiayaan, dan jangka waktu."
    ),
    "15 ayat (4)": "Rencana Kerja Sama mengikuti format dalam Lampiran.",
    "16": (
        "KSDPL dan KSDLL bukan penerusan harus disetujui DPRD; permohonannya melampirkan Rencana"
        " Kerja Sama dan Pernyataan Kehendak."
    ),
    "16 ayat (1)": (
        "Rencana KSDPL, dan rencana KSDLL atas dasar persetujuan Pemerintah, harus disetujui DPRD."
    ),
    "16 ayat (2)": (
        "Perangkat daerah bidang kerja sama memfasilitasi surat permohonan kepala daerah kepada"
        " DPRD, dilampiri Rencana Kerja Sama."
    ),
    "16 ayat (3)": "Permohonan kepada DPRD juga dilampiri Pernyataan Kehendak.",
    "17": (
        "Komisi DPRD membahas permohonan; DPRD menyetujui atau menolak dalam 45 hari kerja, dan"
        " tanpa pernyataan dianggap setuju."
    ),
    "17 ayat (2)": (
        "DPRD menyatakan setuju atau menolak paling lama 45 hari kerja sejak surat diterima"
        " Sekretariat DPRD."
    ),
    "17 ayat (3)": (
        "Bila 45 hari kerja lewat tanpa pernyataan, DPRD dianggap menyetujui permohonan."
    ),
    "17 ayat (4)": (
        "Bila DPRD dianggap setuju, kepala daerah menyurati Menteri agar Rencana Kerja Sama"
        " ditindaklanjuti."
    ),
    "18": (
        "Rencana yang disetujui DPRD dikirim Bupati/Wali Kota lewat Gubernur kepada Menteri; bila 5"
        " hari kerja tak diteruskan, langsung kepada Menteri."
    ),
    "18 ayat (2)": (
        "Bupati/Wali Kota mengirim rencana yang disetujui DPRD kepada Gubernur untuk diteruskan"
        " kepada Menteri guna memperoleh pertimbangan."
    ),
    "18 ayat (3)": (
        "Permohonan pertimbangan dilampiri Pernyataan Kehendak Kerja Sama dan Rencana Kerja Sama."
    ),
    "18 ayat (4)": (
        "Gubernur meneruskan usulan kabupaten/kota kepada Menteri paling lama 5 hari kerja sejak"
        " menerimanya."
    ),
    "18 ayat (5)": (
        "Bila Gubernur tidak meneruskan dalam 5 hari kerja, Bupati/Wali Kota menyampaikan usulan"
        " kepada Menteri."
    ),
    "19": (
        "Menteri memeriksa kelengkapan administrasi Rencana Kerja Sama dan memberi pertimbangan"
        " tertulis untuk ditindaklanjuti kepala daerah."
    ),
    "19 ayat (3)": (
        "Berdasarkan hasil verifikasi, Menteri lewat Sekretaris Jenderal memberi kepala daerah"
        " pertimbangan tertulis."
    ),
    "19 ayat (4)": (
        "Kepala daerah menindaklanjuti pertimbangan dengan memperbaiki Rencana Kerja Sama atau"
        " menyusun rancangan Naskah Kerja Sama."
    ),
    "20": (
        "Kepala daerah menyusun rancangan Naskah Kerja Sama setelah ada pertimbangan Menteri, lalu"
        " meminta persetujuan Menteri lewat Gubernur."
    ),
    "20 ayat (3)": (
        "Bupati/Wali Kota mengirim rancangan naskah kepada Gubernur untuk diteruskan kepada Menteri"
        " guna memperoleh persetujuan."
    ),
    "20 ayat (4)": (
        "Bila Gubernur tidak meneruskan rancangan naskah dalam 5 hari kerja, Bupati/Wali Kota"
        " menyampaikannya kepada Menteri."
    ),
    "20 ayat (5)": (
        "Rancangan naskah memuat antara lain sebelas hal, dari judul, subjek, dan ruang lingkup"
        " sampai amandemen, masa berlaku, dan tempat tanda tangan."
    ),
    "21": (
        "Naskah Kerja Sama dibahas dua kali: dalam rapat antarkementerian/lembaga dan dengan pihak"
        " luar negeri."
    ),
    "22": (
        "Menteri membahas rancangan naskah dalam rapat antarkementerian/lembaga, lalu meneruskan"
        " yang disetujui kepada Menteri Luar Negeri."
    ),
    "22 ayat (1)": (
        "Menteri membahas rancangan naskah dalam rapat antarkementerian/lembaga terkait."
    ),
    "22 ayat (3)": (
        "Hasil rapat antarkementerian/lembaga dicatat dalam risalah yang ditandatangani peserta"
        " yang hadir."
    ),
    "22 ayat (4)": "Rancangan yang disetujui rapat disampaikan Menteri kepada Menteri Luar Negeri.",
    "23": (
        "Menteri Luar Negeri membahas rancangan naskah dengan pihak luar negeri dan menerbitkan"
        " Surat Konfirmasi bila disepakati."
    ),
    "23 ayat (1)": (
        "Menteri Luar Negeri atau pejabat yang ditunjuk membahas rancangan naskah dengan pihak luar"
        " negeri."
    ),
    "23 ayat (2)": (
        "Bila rancangan disepakati, Menteri Luar Negeri mengirim hasil pembahasan dan Surat"
        " Konfirmasi kepada Menteri."
    ),
    "24": (
        "Berdasarkan Surat Konfirmasi Menteri memberi persetujuan, lalu kepala daerah"
        " memberitahukan rencana penandatanganan."
    ),
    "24 ayat (2)": (
        "Surat persetujuan Menteri dan Naskah Kerja Sama dikirim kepada kepala daerah sebagai dasar"
        " menandatangani."
    ),
    "24 ayat (3)": "Kepala daerah memberitahukan rencana tempat dan tanggal penandatanganan.",
    "25": (
        "Kepala daerah dan mitra menandatangani Naskah Kerja Sama; aslinya diserahkan kepada"
        " Menteri dan daerah menerima salinan."
    ),
    "25 ayat (1)": "Naskah Kerja Sama ditandatangani kepala daerah dan mitra luar negeri.",
    "25 ayat (2)": "Naskah asli yang sudah ditandatangani diserahkan kepada Menteri.",
    "25 ayat (3)": "Sekretaris Jenderal menerbitkan salinan naskah bagi pemerintah daerah.",
    "26": (
        "Kepala daerah wajib melaksanakan kerja sama dan menyusun rencana kegiatan tahunan"
        " berdasarkan Rencana Kerja Sama."
    ),
    "26 ayat (1)": (
        "Gubernur dan Bupati/Wali Kota wajib menjalankan KSDPL dan KSDLL sebagai tahapan terakhir."
    ),
    "26 ayat (2)": "Naskah Kerja Sama ditindaklanjuti dengan rencana kegiatan tahunan.",
    "26 ayat (4)": (
        "Rencana kegiatan tahunan sedikitnya memuat uraian kegiatan, peran para pihak, hasil yang"
        " diharapkan, dan rencana pembiayaan."
    ),
    "27": (
        "Dalam penerusan kerja sama Pemerintah daerah menjadi penerima manfaat; kementerian/lembaga"
        " lebih dulu meminta rekomendasi Menteri."
    ),
    "27 ayat (1)": (
        "Penerusan kerja sama Pemerintah menempatkan daerah sebagai pihak yang menerima manfaat."
    ),
    "27 ayat (2)": (
        "Kementerian/lembaga yang menjalankan penerusan di daerah lebih dulu berkoordinasi dengan"
        " Menteri untuk memperoleh rekomendasi."
    ),
    "27 ayat (3)": (
        "Koordinasi kementerian/lembaga dengan Menteri mencakup antara lain lingkup, lokasi, waktu,"
        " biaya, manfaat, potensi, dan pembagian urusan."
    ),
    "28": (
        "Penerusan dilakukan daerah dengan organisasi internasional, lembaga nonprofit berbadan"
        " hukum di luar negeri, atau mitra pembangunan luar negeri."
    ),
    "28 ayat (1)": (
        "Mitra penerusan ialah organisasi internasional, lembaga nonprofit berbadan hukum di luar"
        " negeri, atau mitra pembangunan luar negeri."
    ),
    "29": (
        "Usulan organisasi internasional atau mitra pembangunan diajukan daerah kepada Menteri,"
        " diverifikasi, lalu dibahas antarkementerian."
    ),
    "29 ayat (1)": (
        "Daerah yang menerima usulan organisasi internasional atau mitra pembangunan mengajukan"
        " Rencana Kerja Sama kepada Menteri."
    ),
    "29 ayat (2)": (
        "Usulan dilampiri pemetaan, kerangka acuan, dan surat kesediaan, serta studi kelayakan"
        " untuk kegiatan teknis yang membebani/memakai aset daerah."
    ),
    "29 ayat (3)": "Menteri memverifikasi usulan Rencana Kerja Sama itu.",
    "29 ayat (4)": (
        "Setelah verifikasi, Menteri memfasilitasi rapat antarkementerian/lembaga tentang rencana"
        " penerusan dan penunjukan Mitra Teknis."
    ),
    "30": (
        "Usulan lembaga nonprofit luar negeri diajukan daerah kepada Menteri; lembaganya harus"
        " berizin dan menyusun rencana kegiatan tahunan."
    ),
    "30 ayat (1)": (
        "Daerah yang menerima usulan lembaga nonprofit luar negeri mengajukan Rencana Kerja Sama"
        " kepada Menteri."
    ),
    "30 ayat (2)": (
        "Lembaga nonprofit harus memiliki Izin Prinsip dan Izin Operasional serta menyusun rencana"
        " kegiatan tahunan bersama Pemerintah dan daerah."
    ),
    "30 ayat (2) huruf a": "Lembaga nonprofit harus mempunyai Izin Prinsip dan Izin Operasional.",
    "30 ayat (2) huruf b": (
        "Lembaga nonprofit menyusun rencana kegiatan tahunan bersama Pemerintah dan Pemerintah"
        " Daerah."
    ),
    "30 ayat (3)": (
        "Rencana kegiatan tahunan yang sudah ditandatangani menjadi dasar kegiatan tiap tahun."
    ),
    "31 ayat (1)": (
        "KSDLL tentang infrastruktur, pengadaan barang dan jasa, serta investasi mengikuti"
        " peraturannya sendiri."
    ),
    "31 ayat (2)": "Hibah dalam kerja sama luar negeri mengikuti peraturannya sendiri.",
    "31 ayat (3)": (
        "Bila kepemilikan barang hasil kerja sama belum ditegaskan dalam naskah, daerah"
        " berkoordinasi dengan Menteri."
    ),
    "32 ayat (1)": "Kerja sama luar negeri berlangsung paling lama 5 tahun.",
    "32 ayat (2)": (
        "Kerja sama luar negeri dapat diperpanjang dan diakhiri setelah para pihak menyetujuinya."
    ),
    "33 ayat (2)": (
        "Perpanjangan disampaikan Bupati/Wali Kota kepada Menteri dengan tembusan Gubernur dan"
        " DPRD, dengan batas 6 bulan sebelum berakhir."
    ),
    "34": (
        "Kerja sama luar negeri berakhir karena kesepakatan, tercapainya tujuan, atau kesepakatan"
        " baru yang menggantikannya."
    ),
    "34 huruf a": (
        "Kerja sama luar negeri berakhir atas kesepakatan menurut prosedur dalam naskahnya."
    ),
    "34 huruf b": "Kerja sama luar negeri berakhir bila tujuan naskahnya tercapai.",
    "34 huruf c": "Kerja sama luar negeri berakhir bila kesepakatan baru menggantikan yang lama.",
    "35": (
        "Bupati/Wali Kota melapor kepada Gubernur paling lambat minggu pertama Januari; laporan"
        " diteruskan kepada Menteri paling lambat minggu kedua."
    ),
    "35 ayat (2)": (
        "Laporan Bupati/Wali Kota disampaikan kepada Gubernur paling lambat minggu pertama Januari,"
        " lalu kepada Menteri paling lambat minggu kedua."
    ),
    "37 ayat (1)": (
        "Laporan pelaksanaan sedikitnya memuat sembilan hal, dari judul dan latar belakang sampai"
        " hambatan, analisis, dan rencana tindak lanjut."
    ),
    "38": (
        "Bila setahun tidak ada laporan pelaksanaan, Menteri tidak menyetujui Rencana Kerja Sama"
        " berikutnya."
    ),
    "39 ayat (4)": (
        "Pengawasan oleh Menteri dan Gubernur atas kerja sama luar negeri dilakukan dengan"
        " pemantauan dan evaluasi."
    ),
    "42": (
        "KSDPL dan KSDLL yang telah ada dilaksanakan sampai jangka waktunya berakhir; yang tanpa"
        " jangka waktu dapat diperbarui."
    ),
}
