"""What the articles of Permendagri 22/2020 say, in our own words. Keys follow "Pasal "."""

SAYS = {
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
    "5 ayat (3)": (
        "Hasil pemetaan disusun sebagai daftar rencana program dan kegiatan per urusan per tahun,"
        " menurut jangka waktu dan skala prioritas."
    ),
    "5 ayat (4)": (
        "Daerah yang berbatasan membahas daftar itu dalam musrenbang atau koordinasi teknis, di"
        " tingkat provinsi atau nasional menurut hubungan wilayahnya."
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
    "40": (
        "Kesepakatan Bersama tersusun dari komparisi, para pihak, konsideran, isi, dan penutup,"
        " menurut format dalam Lampiran."
    ),
    "40 ayat (1)": (
        "Isi Kesepakatan Bersama sedikitnya maksud dan tujuan, objek, ruang lingkup, pelaksanaan,"
        " jangka waktu, surat-menyurat, dan lain-lain."
    ),
    "41": (
        "PKS tersusun dari komparisi, para pihak, konsideran, isi, dan penutup, menurut format"
        " dalam Lampiran."
    ),
    "41 ayat (1)": (
        "Isi PKS sedikitnya sepuluh hal, di antaranya maksud dan tujuan, objek, ruang lingkup, hak"
        " dan kewajiban, pembiayaan, dan jangka waktu."
    ),
    "42": (
        "Nota Kesepakatan sedikitnya memuat sepuluh hal, termasuk tugas dan tanggung jawab serta"
        " pembiayaan, menurut format dalam Lampiran."
    ),
    "43 ayat (1)": (
        "Kesepakatan Bersama KSDD ditandatangani kepala daerah dan berlambang Garuda di bagian"
        " atas."
    ),
    "43 ayat (2)": (
        "PKS KSDD ditandatangani pejabat penerima kuasa; lambang daerah pemrakarsa di kanan atas,"
        " lambang daerah mitra di kiri atas."
    ),
    "44 ayat (1)": (
        "Kesepakatan Bersama KSDPK ditandatangani kepala daerah dan memakai lambang daerah serta"
        " logo pihak ketiga."
    ),
    "44 ayat (2)": (
        "Kontrak atau PKS KSDPK ditandatangani pejabat penerima kuasa dan memakai lambang daerah"
        " serta logo pihak ketiga."
    ),
    "46 ayat (2) huruf e": (
        "TKKSD menilai proposal, studi kelayakan, dan KAK yang diajukan pemrakarsa, baik KSDD,"
        " KSDPK, maupun Sinergi."
    ),
    "46 ayat (2) huruf g": (
        "TKKSD memberi kepala daerah rekomendasi untuk menandatangani naskah kerja sama, termasuk"
        " Nota Kesepakatan."
    ),
    "46 ayat (2) huruf h": (
        "TKKSD mengoordinasikan persiapan dan pelaksanaan kerja sama serta penyelesaian"
        " permasalahan, perselisihan, dan sengketanya."
    ),
    "47 ayat (1) huruf a": "Sekretaris Daerah karena jabatannya menjadi Ketua TKKSD.",
    "47 ayat (1) huruf b": (
        "Asisten Sekretaris Daerah yang membidangi kerja sama daerah karena jabatannya menjadi"
        " Wakil Ketua TKKSD."
    ),
    "48 ayat (3)": (
        "Rapat pleno TKKSD menetapkan rencana kebijakan dan program kerja serta memberi kepala"
        " daerah rekomendasi."
    ),
    "49 ayat (1)": (
        "Rapat teknis TKKSD rutin membahas rencana kerja sama, penyusunan dokumennya, dan masalah"
        " teknis pelaksanaannya."
    ),
    "51 ayat (1) huruf a": (
        "Sekretariat Kerja Sama, yang dapat dibentuk untuk kerja sama wajib, membantu pengelolaan,"
        " monitoring, dan evaluasi pelaksanaannya."
    ),
    "52": (
        "Kerja sama yang memerlukan dukungan program Pusat dan daerah berbentuk Sinergi, yang"
        " ditempuh dalam delapan tahapan."
    ),
    "52 ayat (2)": (
        "Tahapan Sinergi ada delapan: persiapan, penawaran, penyusunan, persetujuan DPRD,"
        " penandatanganan, pelaksanaan, penatausahaan, dan pelaporan."
    ),
    "53": (
        "Perangkat daerah menyiapkan KAK bagi objek yang ada dalam RKPD; hasil kajian TKKSD menjadi"
        " dasar Nota Kesepakatan dan rencana kerja."
    ),
    "53 ayat (1)": "Perangkat daerah yang akan melaksanakan Sinergi menyiapkan KAK.",
    "53 ayat (2)": "Objek Sinergi harus sudah tercantum dalam RKPD menurut prioritasnya.",
    "53 ayat (3)": (
        "KAK Sinergi sedikitnya berisi latar belakang, maksud dan tujuan, objek, lokasi, ruang"
        " lingkup, pembiayaan, jangka waktu, dan manfaat."
    ),
    "53 ayat (4)": "KAK diserahkan kepada TKKSD untuk dikaji; segi kajiannya tidak dirinci.",
    "54": (
        "Penawaran Sinergi prakarsa daerah disiapkan TKKSD, ditandatangani kepala daerah, dan"
        " ditanggapi kementerian/lembaga dalam 30 hari."
    ),
    "54 ayat (1)": "TKKSD menyiapkan surat penawaran bagi Sinergi yang diprakarsai daerah.",
    "54 ayat (2)": (
        "Kepala daerah menandatangani surat penawaran, yang dikirim bersama KAK kepada"
        " kementerian/lembaga calon mitra."
    ),
    "54 ayat (3)": (
        "Kementerian/lembaga calon mitra menanggapi penawaran paling lama 30 hari sejak suratnya"
        " diterima."
    ),
    "54 ayat (4)": (
        "Bila 30 hari lewat tanpa tanggapan, kepala daerah meminta tanggapan kedua kepada"
        " kementerian/lembaga calon mitra."
    ),
    "55": (
        "TKKSD menyusun Nota Kesepakatan dan rencana kerja, membahasnya dengan pihak terkait, dan"
        " hasilnya dimintakan persetujuan DPRD."
    ),
    "55 ayat (1)": "TKKSD menyusun Nota Kesepakatan dan rencana kerja.",
    "55 ayat (2)": "Rancangan Nota Kesepakatan dan rencana kerja dibahas dengan pihak terkait.",
    "56": (
        "DPRD memberi persetujuan bila Sinergi membebani atau belum dianggarkan; tanpa sikap"
        " setelah 45 hari, DPRD dianggap setuju."
    ),
    "56 ayat (1)": (
        "Persetujuan DPRD diberikan bila Sinergi membebani masyarakat dan daerah dan/atau dananya"
        " belum ada dalam APBD tahun berjalan."
    ),
    "56 ayat (2)": (
        "Surat permohonan kepada DPRD disiapkan perangkat daerah yang membidangi kerja sama."
    ),
    "56 ayat (5)": "Persetujuan DPRD berbentuk surat pimpinan DPRD.",
    "56 ayat (6)": "Bila DPRD belum bersikap setelah 45 hari, permohonan dianggap sudah disetujui.",
    "56 ayat (7)": "Hasil persetujuan DPRD diberitahukan kepada TKKSD.",
    "57": (
        "Setelah persetujuan DPRD, Nota Kesepakatan dan rencana kerja ditandatangani lalu"
        " dilaporkan kepada Menteri."
    ),
    "57 ayat (2)": (
        "Penanda tangan ialah kepala daerah dan pihak yang diberi kuasa oleh kementerian, lembaga,"
        " atau badan."
    ),
    "57 ayat (3)": (
        "Nota Kesepakatan dan rencana kerja bertanda tangan dikirim kepada Menteri sebagai laporan."
    ),
    "58": (
        "Perubahan yang mengurangi dan/atau menambah rencana Sinergi yang membebani masyarakat dan"
        " APBD dimintakan persetujuan DPRD."
    ),
    "59": (
        "TKKSD memfasilitasi Nota Kesepakatan dari penyusunan sampai penandatanganan;"
        " sekretariatnya menyimpan satu naskah asli."
    ),
    "59 ayat (2)": (
        "Satu naskah asli disimpan Sekretariat TKKSD; ayat ini menyebutnya naskah KSDD walau"
        " termasuk pasal Sinergi."
    ),
    "60": (
        "TKKSD melapor kepada Bupati/Wali Kota tiap 6 bulan; laporan ke Gubernur dan Menteri"
        " menyusul sedikitnya setahun sekali."
    ),
    "60 ayat (1)": "TKKSD melaporkan pelaksanaan Sinergi kepada Bupati/Wali Kota tiap 6 bulan.",
    "60 ayat (2)": (
        "Bupati/Wali Kota melaporkan pelaksanaan Sinergi kepada Gubernur sedikitnya sekali setahun."
    ),
    "60 ayat (4)": (
        "Laporan pelaksanaan Sinergi dari Gubernur kepada Menteri menjadi bahan evaluasi Sinergi."
    ),
}
