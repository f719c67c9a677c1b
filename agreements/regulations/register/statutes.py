"""What the articles of UU 23/2014 and PP 28/2018 say, in our own words. Keys follow "Pasal "."""

UU23 = {
    "1 angka 50": "Hari dalam undang-undang ini berarti hari kerja.",
    "14": (
        "Kehutanan, kelautan, serta energi dan mineral dibagi antara Pusat dan provinsi;"
        " kabupaten/kota hanya mengurus taman hutan raya dan panas bumi setempat."
    ),
    "154": (
        "Kerja sama internasional daerah disetujui DPRD; penjelasannya menyebut pula penerusan"
        " pinjaman atau hibah."
    ),
}

UU24 = (
    "Perjanjian internasional dibuat dengan konsultasi dan koordinasi Menteri Luar Negeri, termasuk"
    " surat kuasa bagi penandatangannya."
)

# Read in excerpts of others, not in full: see docs/regulation-notes.md.
UU09 = {
    "31 ayat (1)": (
        "Nota kesepahaman atau perjanjian yang melibatkan instansi pemerintah wajib memakai bahasa"
        " Indonesia."
    ),
}
PS63 = {
    "26 ayat (2)": (
        "Nota kesepahaman atau perjanjian dengan pihak asing ditulis pula dalam bahasa nasional"
        " pihak asing itu dan/atau bahasa Inggris."
    ),
    "26 ayat (3)": (
        "Naskah dalam bahasa asing menjadi padanan atau terjemahan bahasa Indonesianya agar"
        " pemahaman para pihak sama."
    ),
    "26 ayat (4)": (
        "Bila padanan atau terjemahan ditafsirkan berbeda, yang berlaku ialah bahasa yang"
        " disepakati dalam naskah."
    ),
}

PP28 = {
    "3 ayat (2)": (
        "Kerja sama wajib dilakukan daerah yang berbatasan pada urusan berdampak lintas daerah yang"
        " layanannya lebih efisien bila dikelola bersama."
    ),
    "4 ayat (1)": (
        "Objek KSDD ialah urusan pemerintahan kewenangan daerah, demi kesejahteraan dan layanan"
        " publik yang lebih cepat terpenuhi."
    ),
    "4 ayat (2)": "Prioritas objek KSDD ditetapkan daerah menurut perencanaan pembangunannya.",
    "4 ayat (3)": (
        "Objek di luar perencanaan hanya boleh untuk keadaan darurat, program strategis nasional,"
        " dan/atau tugas pembantuan."
    ),
    "4 ayat (4)": (
        "Objek dan pelaksanaan KSDD tidak boleh bertentangan dengan kesusilaan, ketertiban umum,"
        " kepentingan nasional, dan/atau peraturan."
    ),
    "5": (
        "Untuk kerja sama wajib, daerah memetakan urusan dan membahasnya dalam koordinasi teknis"
        " sampai disepakati para kepala daerah."
    ),
    "6": (
        "KSDD ditempuh dalam tahapan dari persiapan sampai pelaporan, dengan persetujuan DPRD bila"
        " membebani atau belum dianggarkan."
    ),
    "9 ayat (1)": (
        "KSDD berakhir karena jangka waktu, tercapainya tujuan, kesepakatan, perubahan kebijakan,"
        " atau hilangnya objek."
    ),
    "9 ayat (1) huruf b": "KSDD berakhir bila tujuannya tercapai.",
    "9 ayat (1) huruf c": "KSDD berakhir bila para pihak sepakat mengakhirinya.",
    "9 ayat (1) huruf d": (
        "KSDD berakhir bila perubahan kebijakan membuatnya tidak dapat dilaksanakan."
    ),
    "9 ayat (1) huruf e": "KSDD berakhir bila objeknya hilang atau musnah.",
    "11 ayat (3)": (
        "Biaya urusan yang diambil alih pelaksanaannya diperhitungkan dari APBD daerah yang"
        " bersangkutan."
    ),
    "14": (
        "Pihak ketiga ialah perseorangan, badan usaha berbadan hukum, atau organisasi"
        " kemasyarakatan berbadan hukum maupun tidak."
    ),
    "15": (
        "KSDPK meliputi pelayanan publik, yang diatur PP ini, serta aset, investasi, infrastruktur,"
        " dan pengadaan, yang mengikuti aturannya sendiri."
    ),
    "15 ayat (1) huruf d": (
        "KSDPK dapat pula berupa kerja sama lainnya yang tidak bertentangan dengan peraturan."
    ),
    "15 ayat (3)": (
        "Kerja sama pengelolaan aset dan kerja sama investasi mengikuti peraturannya sendiri."
    ),
    "16 ayat (1)": (
        "Objek KSDPK ialah urusan pemerintahan kewenangan daerah, demi pelayanan publik yang"
        " efisien, efektif, dan saling menguntungkan."
    ),
    "16 ayat (2)": "Prioritas objek KSDPK ditetapkan daerah menurut perencanaan pembangunannya.",
    "16 ayat (3)": (
        "Objek di luar perencanaan hanya boleh untuk keadaan darurat, program strategis nasional,"
        " dan/atau tugas pembantuan."
    ),
    "16 ayat (4)": (
        "Objek dan pelaksanaan KSDPK tidak boleh bertentangan dengan kesusilaan, ketertiban umum,"
        " kepentingan nasional, dan/atau peraturan."
    ),
    "17": (
        "Bila daerah yang memprakarsai KSDPK, daerah memetakan urusan dan menyusun studi kelayakan."
    ),
    "18": (
        "Prakarsa pihak ketiga harus memenuhi tiga kriteria dan disertai studi kelayakan buatan"
        " pemrakarsanya."
    ),
    "19 ayat (2)": (
        "Kontrak atau PKS KSDPK sedikitnya memuat hak dan kewajiban, jangka waktu, penyelesaian"
        " perselisihan, dan sanksi."
    ),
    "22 ayat (1)": "Sebab berakhirnya KSDD (Pasal 9) berlaku juga bagi KSDPK dengan penyesuaian.",
    "22 ayat (2)": (
        "KSDPK juga berakhir karena putusan pengadilan yang berkekuatan hukum tetap atau pailitnya"
        " pihak ketiga."
    ),
    "22 ayat (2) huruf a": "KSDPK berakhir karena putusan pengadilan yang berkekuatan hukum tetap.",
    "22 ayat (2) huruf b": "KSDPK berakhir bila pihak ketiga dinyatakan pailit.",
    "23": (
        "Dalam kerja sama luar negeri daerah diwakili kepala daerah, objeknya lima macam, dan"
        " isinya dituangkan dalam naskah kerja sama."
    ),
    "24": (
        "KSDPL berupa provinsi kembar/bersaudara, kabupaten/kota kembar/bersaudara, atau kerja sama"
        " lainnya."
    ),
    "25": (
        "KSDLL diselenggarakan sebagai penerusan kerja sama Pemerintah Pusat atau kerja sama lain"
        " yang disetujui Pemerintah Pusat."
    ),
    "28": (
        "Prakarsa datang dari daerah atau dari luar negeri (untuk KSDLL lewat Menteri/Menteri Luar"
        " Negeri), lalu dijajaki sampai pernyataan kehendak."
    ),
    "28 ayat (1)": (
        "Prakarsa KSDPL datang dari daerah, langsung dari pemerintah daerah di luar negeri, atau"
        " lewat Menteri dan/atau Menteri Luar Negeri."
    ),
    "28 ayat (2)": (
        "Prakarsa KSDLL datang dari daerah, atau dari luar negeri lewat Menteri dan/atau Menteri"
        " Luar Negeri."
    ),
    "30": (
        "KSDPL harus disetujui DPRD; Rencana Kerja Sama dilampirkan dan persetujuan diberikan"
        " paling lama 45 hari kerja."
    ),
    "30 ayat (1)": "KSDPL harus memperoleh persetujuan DPRD.",
    "30 ayat (2)": (
        "Kepala daerah menyurati DPRD dengan lampiran Rencana Kerja Sama untuk memperoleh"
        " persetujuan."
    ),
    "30 ayat (3)": (
        "Rencana Kerja Sama sedikitnya memuat subjek, latar belakang, maksud, tujuan, sasaran,"
        " objek, ruang lingkup, sumber pembiayaan, dan jangka waktu."
    ),
    "30 ayat (4)": (
        "DPRD memberi persetujuan atas rencana KSDPL paling lama 45 hari kerja sejak menerima surat"
        " permohonan."
    ),
    "31": (
        "Rencana Kerja Sama yang sudah disetujui DPRD disampaikan kepada Menteri, yang"
        " memverifikasinya dan memberi pertimbangan tertulis."
    ),
    "31 ayat (2)": "Menteri memverifikasi Rencana Kerja Sama.",
    "31 ayat (3)": (
        "Dengan pertimbangan tertulis Menteri, kepala daerah memperbaiki Rencana Kerja Sama atau"
        " menyusun rancangan naskah."
    ),
    "32": (
        "Rancangan naskah KSDPL dimintakan persetujuan Menteri, yang membahasnya dalam rapat"
        " antarkementerian/lembaga."
    ),
    "33": (
        "Menteri Luar Negeri membahas naskah KSDPL dengan mitra dan memberi Surat Konfirmasi, yang"
        " menjadi dasar kepala daerah menandatangani."
    ),
    "33 ayat (4)": (
        "Menteri menyampaikan Surat Konfirmasi kepada pemerintah daerah sebagai dasar kepala daerah"
        " menandatangani."
    ),
    "36": (
        "Penerusan kerja sama Pemerintah Pusat dilakukan dengan organisasi internasional, lembaga"
        " nonprofit (bukan partai politik), atau mitra pembangunan; KSDLL lainnya dengan lembaga"
        " selain itu."
    ),
    "36 ayat (2)": "Partai politik tidak termasuk lembaga nonprofit yang dapat menjadi mitra.",
    "38": (
        "Aturan tentang rencana kerja sama KSDPL (Pasal 30 dan 31) berlaku juga bagi KSDLL dengan"
        " penyesuaian."
    ),
    "39": (
        "Aturan tentang rancangan naskah KSDPL (Pasal 32) berlaku juga bagi KSDLL dengan"
        " penyesuaian."
    ),
    "40": (
        "Aturan tentang pembahasan dan penandatanganan naskah KSDPL (Pasal 33) berlaku juga bagi"
        " KSDLL dengan penyesuaian."
    ),
    "44 ayat (3)": (
        "Kepala daerah membina dan mengawasi kerja sama daerah yang dilakukan perangkat daerahnya."
    ),
    "46": (
        "Urusan yang memerlukan dukungan program Pusat dan daerah dijalankan sebagai Sinergi,"
        " dibiayai anggaran masing-masing dan dituangkan dalam dokumen."
    ),
    "46 ayat (4)": "Sinergi dituangkan dalam dokumen kesepakatan yang mengikat para pihak.",
    "46 ayat (1)": (
        "Urusan pemerintahan yang memerlukan dukungan program Pusat dan daerah dijalankan dalam"
        " bentuk Sinergi."
    ),
    "48": (
        "Kerja sama daerah yang ditandatangani sebelum peraturan ini berlaku tetap berlaku sampai"
        " berakhir."
    ),
    "49": (
        "Kerja sama dengan Pemerintah Pusat yang ditandatangani sebelumnya tetap berlaku sampai"
        " berakhir dan dapat dilanjutkan sebagai Sinergi."
    ),
}
