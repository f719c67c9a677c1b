"""The questions that lead a proposer to a track, or honestly out of this system."""

from dataclasses import dataclass

from .vocabulary import Citation, p22, pp28


@dataclass(frozen=True)
class Answer:
    """Leads to a further question, to a track, or out (`exit` says where to)."""

    code: str
    text: str
    hint: str = ""
    question: str = ""
    track: str = ""
    exit: str = ""
    citation: Citation | None = None


@dataclass(frozen=True)
class Question:
    code: str
    text: str
    answers: tuple[Answer, ...]


QUESTIONS = {
    question.code: question
    for question in (
        Question(
            "mitra",
            "Dengan siapa kerja sama akan dibuat?",
            (
                Answer(
                    "daerah", "Pemerintah daerah lain di Indonesia", "Provinsi, kabupaten, atau kota", question="ksdd", citation=p22("3")
                ),
                Answer(
                    "pihak-ketiga",
                    "Pihak ketiga",
                    "Perseorangan, BUMN, BUMD, koperasi, badan usaha swasta, atau organisasi kemasyarakatan",
                    question="jenis",
                    citation=pp28("14"),
                ),
                Answer(
                    "pusat",
                    "Pemerintah Pusat",
                    "Kementerian, lembaga, instansi vertikal, TNI, Polri, atau perguruan tinggi negeri satker/BLU",
                    question="sinergi",
                    citation=p22("52"),
                ),
                Answer(
                    "luar-negeri",
                    "Pemerintah daerah atau lembaga di luar negeri",
                    citation=pp28("23"),
                    exit="Kerja sama luar negeri mengikuti Permendagri 25/2020. Hubungi Bagian Kerja Sama sebelum menyurati calon mitra.",
                ),
                Answer(
                    "desa",
                    "Pemerintah desa",
                    exit="Kerja sama desa mengikuti peraturan tentang desa dan tidak dibuat melalui aplikasi ini.",
                ),
            ),
        ),
        Question(
            "ksdd",
            "Bagaimana kerja sama dengan daerah lain itu bermula?",
            (
                Answer(
                    "sukarela",
                    "Kita yang menawarkan, atas pertimbangan efisiensi dan efektivitas",
                    "KSDD sukarela",
                    track="ksdd-sukarela",
                    citation=p22("3 ayat (3)"),
                ),
                Answer(
                    "wajib",
                    "Kita berbatasan, urusannya berdampak lintas daerah dan lebih efisien bila dikelola bersama",
                    "KSDD wajib",
                    track="ksdd-wajib",
                    citation=pp28("3 ayat (2)"),
                ),
                Answer(
                    "masuk",
                    "Daerah lain yang menawarkan kepada kita",
                    "Jawaban paling lama 30 hari sejak surat diterima",
                    track="ksdd-masuk",
                    citation=p22("8 ayat (3)"),
                ),
                Answer(
                    "pks", "Sudah ada Kesepakatan Bersama yang ditandatangani; ini PKS berikutnya", track="ksdd-pks", citation=p22("13")
                ),
            ),
        ),
        Question(
            "jenis",
            "Apa yang dikerjasamakan dengan pihak ketiga?",
            (
                Answer("layanan", "Penyediaan pelayanan publik", question="ksdpk", citation=pp28("15")),
                Answer(
                    "aset",
                    "Pemanfaatan atau pengelolaan aset daerah",
                    citation=pp28("15"),
                    exit="Pemanfaatan barang milik daerah mengikuti peraturannya sendiri. Hubungi pengelola barang milik daerah (BPKAD).",
                ),
                Answer("investasi", "Investasi", exit="Kerja sama investasi mengikuti peraturan tentang investasi.", citation=pp28("15")),
                Answer(
                    "kpbu",
                    "Penyediaan infrastruktur (KPBU)",
                    citation=pp28("15"),
                    exit="KPBU mengikuti peraturannya sendiri. Hubungi perangkat daerah perencanaan.",
                ),
                Answer(
                    "pengadaan",
                    "Pengadaan barang/jasa",
                    citation=pp28("15"),
                    exit="Pengadaan barang/jasa mengikuti peraturannya sendiri. Hubungi unit kerja pengadaan barang/jasa.",
                ),
            ),
        ),
        Question(
            "ksdpk",
            "Siapa yang berprakarsa?",
            (
                Answer("daerah", "Pemerintah daerah (kita)", track="ksdpk-daerah", citation=p22("25")),
                Answer("pihak-ketiga", "Pihak ketiga yang mengajukan penawaran", track="ksdpk-pihak-ketiga", citation=p22("26")),
                Answer(
                    "pks", "Sudah ada Kesepakatan Bersama yang ditandatangani; ini PKS berikutnya", track="ksdpk-pks", citation=p22("35")
                ),
            ),
        ),
        Question(
            "sinergi",
            "Siapa yang berprakarsa?",
            (
                Answer("daerah", "Pemerintah daerah (kita)", track="sinergi", citation=p22("54")),
                Answer("pusat", "Kementerian/lembaga yang menawarkan", track="sinergi-masuk", citation=p22("52 ayat (2)")),
            ),
        ),
    )
}
