"""What Permendagri 22/2020 says of KSDD (Pasal 1 to 24), in our own words."""

WITH_REGIONS = {
    "1 angka 3": (
        "Kerja sama wajib ialah kerja sama daerah berbatasan pada urusan yang berdampak lintas"
        " daerah dan layanannya lebih efisien bila dikelola bersama."
    ),
    "3": "KSDD ada dua macam: wajib, antara daerah yang berbatasan, dan sukarela.",
    "3 ayat (2)": (
        "Kerja sama wajib mencakup empat pasangan berbatasan: kabupaten/kota seprovinsi atau beda"
        " provinsi, antarprovinsi, serta kabupaten/kota dengan provinsinya."
    ),
    "3 ayat (3)": (
        "Kerja sama sukarela terbuka bagi daerah yang berbatasan atau tidak, pada urusan"
        " kewenangannya yang lebih efektif dan efisien bila dikerjakan bersama."
    ),
    "4 ayat (1)": (
        "Objek KSDD diambil dari 32 urusan pemerintahan: 6 wajib pelayanan dasar, 18 wajib bukan"
        " pelayanan dasar, dan 8 pilihan."
    ),
    "5": (
        "Untuk kerja sama wajib, daerah memetakan urusan, membahasnya dalam forum perencanaan, lalu"
        " membuat berita acara atas yang disepakati."
    ),
    "5 ayat (2)": (
        "Pemetaan dikoordinasikan perangkat daerah bidang kerja sama bersama perangkat daerah"
        " bidang perencanaan."
    ),
    "5 ayat (3)": (
        "Hasil pemetaan disusun sebagai daftar rencana program dan kegiatan per urusan per tahun,"
        " menurut jangka waktu dan skala prioritas."
    ),
    "5 ayat (4)": (
        "Daerah yang berbatasan membahas daftar itu dalam musrenbang atau koordinasi teknis, di"
        " tingkat provinsi atau nasional menurut hubungan wilayahnya."
    ),
    "5 ayat (4) huruf a": (
        "Antardaerah kabupaten/kota seprovinsi, daftar itu dibahas dalam musrenbang provinsi atau"
        " rapat koordinasi teknis di provinsi."
    ),
    "5 ayat (4) huruf b": (
        "Dengan provinsi atau lintas provinsi, daftar itu dibahas dalam musrenbang nasional atau"
        " koordinasi teknis nasional yang difasilitasi Kementerian."
    ),
    "5 ayat (5)": (
        "Yang belum dibahas di tingkat nasional dapat dibahas dalam musrenbang provinsi yang"
        " memprakarsai KSDD."
    ),
    "5 ayat (6)": (
        "Kepala daerah menandatangani berita acara tentang urusan yang sudah disepakati untuk"
        " dikerjasamakan."
    ),
    "6": (
        "KSDD ditempuh dalam sepuluh tahapan, dari persiapan sampai pelaporan; persetujuan DPRD"
        " berada di antara Kesepakatan Bersama dan PKS."
    ),
    "7": (
        "Perangkat daerah pemrakarsa menyiapkan kerangka acuan kerja, lalu TKKSD mengkajinya dan"
        " mengembalikan hasilnya."
    ),
    "7 ayat (1)": (
        "Persiapan KSDD menjadi tugas perangkat daerah pemrakarsa, berupa penyiapan kerangka acuan"
        " kerja."
    ),
    "7 ayat (2)": (
        "KAK sedikitnya berisi latar belakang, maksud dan tujuan, lokasi, ruang lingkup, jangka"
        " waktu, manfaat, analisis dampak, dan pembiayaan."
    ),
    "7 ayat (4)": (
        "TKKSD menelaah usulan dari lima segi: RPJMD dan renstra, RTRW, keterkaitan sektor dan"
        " wilayah, biaya dan manfaat, serta dampak pembangunan."
    ),
    "8": (
        "Penawaran disiapkan TKKSD dan ditandatangani kepala daerah; calon mitra yang diam diminta"
        " menanggapi sekali lagi, lalu dilaporkan."
    ),
    "8 ayat (1)": "TKKSD menyiapkan surat penawaran bagi KSDD yang diprakarsai daerah.",
    "8 ayat (2)": (
        "Kepala daerah menandatangani surat penawaran, yang dikirim bersama KAK kepada kepala"
        " daerah calon mitra."
    ),
    "8 ayat (3)": (
        "Kepala daerah calon mitra menanggapi penawaran paling lama 30 hari sejak suratnya"
        " diterima."
    ),
    "8 ayat (4)": (
        "Bila 30 hari lewat tanpa tanggapan, kepala daerah pemrakarsa meminta tanggapan untuk kedua"
        " kalinya."
    ),
    "8 ayat (5)": (
        "Bila 15 hari sejak permintaan kedua calon mitra tetap diam, gubernur pemrakarsa melapor"
        " kepada Menteri, bupati/wali kota pemrakarsa kepada Gubernur."
    ),
    "8 ayat (6)": (
        "Laporan tentang calon mitra yang diam ditindaklanjuti Menteri dan Gubernur dengan"
        " memerintahkan kepala daerahnya menanggapi penawaran."
    ),
    "9": (
        "Pemrakarsa menyusun Kesepakatan Bersama setelah penawaran diterima dan TKKSD membahasnya;"
        " masa berlakunya paling lama 5 tahun, dapat diperpanjang."
    ),
    "9 ayat (1)": (
        "Bila penawaran diterima, perangkat daerah pemrakarsa menyusun Kesepakatan Bersama."
    ),
    "9 ayat (2)": (
        "Rancangan Kesepakatan Bersama diserahkan kepada TKKSD untuk dibahas bersama pihak yang"
        " terkait."
    ),
    "9 ayat (3)": (
        "Kesepakatan Bersama KSDD berlaku paling lama 5 tahun dan dapat diperpanjang bila para"
        " pihak sepakat."
    ),
    "10": (
        "Para kepala daerah menandatangani Kesepakatan Bersama, satu asli bagi tiap pihak dan satu"
        " fotokopi bagi Sekretariat TKKSD."
    ),
    "10 ayat (2)": (
        "Penanda tangan Kesepakatan Bersama ialah kepala daerah pemrakarsa dan kepala daerah mitra."
    ),
    "10 ayat (3)": (
        "Kesepakatan Bersama asli dibuat sebanyak jumlah pihaknya, ditambah satu fotokopi untuk"
        " Sekretariat TKKSD."
    ),
    "11": (
        "KSDD yang membebani masyarakat dan daerah dan/atau belum dianggarkan memerlukan"
        " persetujuan DPRD."
    ),
    "11 ayat (1)": (
        "Persetujuan DPRD diperlukan bila KSDD membebani masyarakat dan daerah dan/atau dananya"
        " belum ada dalam APBD tahun berjalan."
    ),
    "12": (
        "DPRD memberi persetujuan atas rancangan PKS melalui langkah bertenggat 15 hari; tanpa"
        " sikap setelah 45 hari, DPRD dianggap setuju."
    ),
    "12 ayat (1) huruf a": (
        "Kepala daerah menyurati pimpinan DPRD disertai Kesepakatan Bersama bertanda tangan dan"
        " rancangan PKS."
    ),
    "12 ayat (1) huruf b": (
        "Pimpinan DPRD menjawab permohonan paling lama 15 hari sejak menerimanya, agar komisi"
        " bidang kerja sama mengkaji rancangan PKS."
    ),
    "12 ayat (1) huruf c": (
        "Pimpinan DPRD menyurati kepala daerah dengan hasil kajian atas rancangan PKS, tanpa"
        " tenggat tersendiri."
    ),
    "12 ayat (1) huruf d": (
        "Kepala daerah menindaklanjuti hasil kajian paling lama 15 hari dan mengirimnya kembali"
        " kepada pimpinan DPRD."
    ),
    "12 ayat (1) huruf e": (
        "Pimpinan DPRD memberi persetujuan paling lama 15 hari sejak menerima surat tindak lanjut"
        " kepala daerah."
    ),
    "12 ayat (1) huruf f": (
        "Bila tenggat 15 hari pada huruf e lewat tanpa persetujuan, DPRD dianggap telah setuju."
    ),
    "12 ayat (2)": (
        "Bila DPRD tidak mempunyai komisi bidang kerja sama daerah, pimpinan DPRD menetapkan alat"
        " kelengkapan yang mengkaji rancangan PKS."
    ),
    "12 ayat (3)": "Pimpinan DPRD menandatangani persetujuan atas rancangan PKS.",
    "12 ayat (4)": "Bila DPRD belum bersikap setelah 45 hari, permohonan dianggap sudah disetujui.",
    "13": (
        "Pemrakarsa menyusun rancangan PKS, bila perlu dibantu ahli, lalu TKKSD membahasnya sampai"
        " para pihak sepakat menandatangani."
    ),
    "13 ayat (1)": "Rancangan PKS disusun perangkat daerah pemrakarsa.",
    "13 ayat (3)": (
        "Rancangan PKS diserahkan kepada TKKSD untuk dibahas bersama pihak yang terkait."
    ),
    "14": (
        "Kepala daerah menandatangani PKS atau menguasakannya kepada kepala perangkat daerah; tiap"
        " pihak memperoleh satu asli."
    ),
    "14 ayat (1)": "Penanda tangan PKS ialah kepala daerah, mewakili daerahnya.",
    "14 ayat (2)": "Penandatanganan PKS boleh dikuasakan kepada kepala perangkat daerah.",
    "14 ayat (4)": (
        "PKS asli dibuat sebanyak jumlah pihaknya, ditambah satu fotokopi untuk Sekretariat TKKSD."
    ),
    "15": (
        "Para pihak melaksanakan PKS menurut isinya; perubahannya dikoordinasikan dengan TKKSD dan"
        " disetujui DPRD bila menambah beban masyarakat."
    ),
    "15 ayat (1)": "Para pihak menjalankan kerja sama menurut isi PKS.",
    "15 ayat (3)": (
        "Dengan alasan yang kuat dan sesuai peraturan, kepala daerah dapat mengubah materi PKS"
        " KSDD."
    ),
    "15 ayat (4)": (
        "Perubahan materi PKS KSDD dapat mengurangi dan/atau menambah isi perjanjian dengan"
        " adendum."
    ),
    "15 ayat (5)": "Perubahan PKS KSDD disiapkan perangkat daerah pemrakarsa bersama TKKSD.",
    "15 ayat (6)": "Perubahan yang menambah beban masyarakat harus dimintakan persetujuan DPRD.",
    "16": (
        "TKKSD memfasilitasi naskah KSDD dari penyusunan sampai penandatanganan dan menyimpan satu"
        " aslinya."
    ),
    "16 ayat (2)": "Satu naskah asli KSDD disimpan TKKSD.",
    "17": (
        "Perangkat daerah pemrakarsa melapor tiap semester dan kepala daerah meneruskannya"
        " berjenjang sebagai bahan evaluasi Menteri dan Gubernur."
    ),
    "17 ayat (1)": (
        "Di kabupaten/kota, perangkat daerah pemrakarsa melaporkan pelaksanaan KSDD kepada"
        " Bupati/Wali Kota tiap semester."
    ),
    "17 ayat (3)": (
        "Laporan pelaksanaan KSDD diteruskan bupati/wali kota dan gubernur secara berjenjang."
    ),
    "17 ayat (4)": (
        "Laporan pelaksanaan KSDD yang diteruskan berjenjang menjadi bahan evaluasi Menteri dan"
        " Gubernur."
    ),
    "17 ayat (5)": (
        "Laporan KSDD sedikitnya memuat sembilan hal, dari judul dan bentuk naskah sampai"
        " permasalahan dan upaya penyelesaiannya."
    ),
    "18": (
        "Perselisihan dalam KSDD diupayakan selesai dengan musyawarah dan mufakat, yang hasilnya"
        " dilaporkan kepada kepala daerah."
    ),
    "18 ayat (3)": (
        "Hasil musyawarah penyelesaian perselisihan antardaerah dituangkan dalam berita acara yang"
        " ditandatangani para daerah."
    ),
    "22 ayat (1)": (
        "Kerja sama wajib antarkabupaten/kota dalam satu provinsi yang tidak dilaksanakan dibina,"
        " diawasi, dan dievaluasi Gubernur sebagai Wakil Pemerintah Pusat."
    ),
    "22 ayat (2)": (
        "Bila sesudah dibina, diawasi, dan dievaluasi tetap tidak dilaksanakan, Gubernur memohon"
        " persetujuan Menteri atau pimpinan lembaga terkait untuk mengambil alih."
    ),
    "22 ayat (3)": (
        "Sesudah persetujuan, Gubernur melimpahkan pelaksanaannya kepada perangkat daerah provinsi"
        " menurut bidangnya."
    ),
    "23 ayat (1)": (
        "Kerja sama wajib yang melibatkan provinsi atau lintas provinsi dibina, diawasi, dan"
        " dievaluasi Menteri."
    ),
    "23 ayat (3)": (
        "Bila sesudah itu tetap tidak dilaksanakan, Menteri berkoordinasi dengan"
        " kementerian/lembaga teknis untuk mengambil alih pelaksanaannya."
    ),
    "24 ayat (1)": (
        "Kementerian/lembaga dapat memberi daerah bantuan dana APBN untuk melaksanakan kerja sama"
        " wajib, menurut kemampuan keuangan negara."
    ),
    "24 ayat (2)": (
        "Pemerintah daerah dapat memberi daerah lain bantuan pendanaan APBD untuk melaksanakan"
        " kerja sama wajib, pada perangkat daerah menurut urusannya."
    ),
}
