"""What Permendagri 22/2020 says of naskah, TKKSD and Sinergi (Pasal 40 to 60), in our own words."""

NASKAH_AND_SINERGI = {
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
    "46 ayat (1)": "TKKSD ditetapkan dengan keputusan kepala daerah.",
    "46 ayat (2) huruf b": "TKKSD menyusun pemetaan KSDD dan KSDPK.",
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
    "46 ayat (2) huruf j": (
        "TKKSD menyusun laporan semester dan laporan tahunan pelaksanaan KSDD, KSDPK, dan Sinergi."
    ),
    "46 ayat (3)": (
        "Laporan semester dan tahunan TKKSD disampaikan kepada kepala daerah dan diteruskan"
        " berjenjang."
    ),
    "47 ayat (1) huruf a": "Sekretaris Daerah karena jabatannya menjadi Ketua TKKSD.",
    "47 ayat (1) huruf b": (
        "Asisten Sekretaris Daerah yang membidangi kerja sama daerah karena jabatannya menjadi"
        " Wakil Ketua TKKSD."
    ),
    "47 ayat (1) huruf c": (
        "Kepala Biro atau Bagian yang membidangi kerja sama daerah karena jabatannya menjadi"
        " Sekretaris TKKSD."
    ),
    "47 ayat (1) huruf d": ("Anggota TKKSD sedikitnya enam orang, atau sebanyak yang dibutuhkan."),
    "47 ayat (2)": "Bila diperlukan, TKKSD dapat melibatkan tenaga teknis dan tenaga profesional.",
    "48 ayat (2)": (
        "Rapat pleno ialah forum tertinggi TKKSD dan diadakan sedikitnya sekali dalam setahun."
    ),
    "48 ayat (3)": (
        "Rapat pleno TKKSD menetapkan rencana kebijakan dan program kerja serta memberi kepala"
        " daerah rekomendasi."
    ),
    "48 ayat (4)": "Rapat pleno dipimpin Ketua TKKSD.",
    "48 ayat (5)": "Bila Ketua TKKSD berhalangan, rapat pleno dipimpin Wakil Ketua.",
    "49 ayat (1)": (
        "Rapat teknis TKKSD rutin membahas rencana kerja sama, penyusunan dokumennya, dan masalah"
        " teknis pelaksanaannya."
    ),
    "49 ayat (4)": ("Rapat teknis dipimpin Sekretaris TKKSD dan dihadiri seluruh anggota."),
    "50 ayat (2) huruf a": (
        "Sekretariat Kerja Sama dibentuk bagi kerja sama wajib yang dilakukan terus-menerus."
    ),
    "50 ayat (2) huruf b": (
        "Kerja sama wajib itu kompleks: lebih dari dua daerah, lebih dari dua objek, atau keduanya."
    ),
    "50 ayat (2) huruf c": "Jangka waktu kerja sama wajib itu paling singkat lima tahun.",
    "50 ayat (4)": (
        "Sekretariat Kerja Sama diatur dengan Kesepakatan Bersama para kepala daerah yang bekerja"
        " sama."
    ),
    "51 ayat (1) huruf c": (
        "Sekretariat Kerja Sama melaporkan pelaksanaan tugasnya kepada kepala daerah masing-masing."
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
    "55 ayat (3)": "Hasil pembahasannya disampaikan kepada DPRD untuk disetujui.",
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
    "56 ayat (4)": (
        "Komisi bidang kerja sama menyampaikan rencana Sinergi kepada pimpinan DPRD untuk disetujui"
        " dalam sidang paripurna."
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
