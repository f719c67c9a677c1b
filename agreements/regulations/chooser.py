"""The questions that lead a proposer to a track, or honestly out of this system."""

from dataclasses import dataclass

from agreements.regulations import change_tracks, change_tracks_abroad
from agreements.regulations.change_law import KB, PKS
from agreements.regulations.citations import Citation, p22, p25, pp28
from agreements.regulations.vocabulary import Change, Track


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


def _is_signed(family: str, citation: Citation) -> Answer:
    text = "Sudah ditandatangani; akan diubah, diperpanjang, atau diakhiri"
    return Answer("perubahan", text, question=f"{family}-perubahan", citation=citation)


@dataclass(frozen=True)
class ChooserQuestion:
    code: str
    text: str
    answers: tuple[Answer, ...]


def _changes(family: str) -> ChooserQuestion:
    """What shall be done to an agreement of that family that is signed."""
    tracks = (*change_tracks.DOMESTIC, *change_tracks_abroad.FOREIGN)
    answers = tuple(_change_answer(track) for track in tracks if track.family == family)
    return ChooserQuestion(
        f"{family}-perubahan", "Apa yang akan dilakukan terhadap kerja sama itu?", answers
    )


WHOSE = {KB: ("Isi Kesepakatan Bersama", "Jangka waktu Kesepakatan Bersama")}
WHOSE |= {PKS: ("Isi PKS", "Jangka waktu PKS"), "": ("Isinya", "Jangka waktunya")}


def _change_answer(track: Track) -> Answer:
    content, term = WHOSE[track.of_naskah]
    texts = {
        Change.AMENDS: (f"{content} diubah", "Pasal diubah, ditambah, atau dihapus"),
        Change.EXTENDS: (f"{term} diperpanjang", "Sebelum jangka waktunya berakhir"),
        Change.ENDS: (
            "Diakhiri sebelum jangka waktunya habis",
            "Dengan penyelesaian hak dan kewajiban",
        ),
    }
    code = track.code.removeprefix(f"{track.family}-")
    return Answer(code, *texts[track.does], track=track.code, citation=track.basis[0])


# The office of the civil registry hands such data out under rules of its own, which are not at hand
# here; none of their articles is cited.
POPULATION_DATA = Answer(
    "data-penduduk",
    "Pemanfaatan data kependudukan",
    "Akses NIK, data kependudukan, atau KTP elektronik",
    exit=(
        "Pemanfaatan data kependudukan mengikuti peraturannya sendiri, dengan persetujuan"
        " Kementerian Dalam Negeri. Hubungi Dinas Kependudukan dan Pencatatan Sipil."
    ),
)


QUESTIONS = {
    question.code: question
    for question in (
        *map(_changes, ("ksdd", "ksdpk", "sinergi", "ksdpl", "ksdll")),
        ChooserQuestion(
            "mitra",
            "Dengan siapa kerja sama akan dibuat?",
            (
                Answer(
                    "daerah",
                    "Pemerintah daerah lain di Indonesia",
                    "Provinsi, kabupaten, atau kota",
                    question="ksdd",
                    citation=p22("3"),
                ),
                Answer(
                    "pihak-ketiga",
                    "Pihak ketiga",
                    "Perseorangan, BUMN, BUMD, koperasi, badan usaha swasta, atau organisasi"
                    " kemasyarakatan",
                    question="jenis",
                    citation=pp28("14"),
                ),
                Answer(
                    "pusat",
                    "Pemerintah Pusat",
                    "Kementerian, lembaga, instansi vertikal, TNI, Polri, atau perguruan tinggi"
                    " negeri satker/BLU",
                    question="sinergi",
                    citation=p22("52"),
                ),
                Answer(
                    "luar-negeri",
                    "Pemerintah daerah atau lembaga di luar negeri",
                    "Termasuk organisasi internasional dan lembaga nonprofit asing",
                    question="luar-negeri",
                    citation=pp28("23"),
                ),
                Answer(
                    "desa",
                    "Pemerintah desa",
                    exit=(
                        "Kerja sama desa mengikuti peraturan tentang desa dan tidak dibuat melalui"
                        " aplikasi ini."
                    ),
                ),
            ),
        ),
        ChooserQuestion(
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
                    "Kita berbatasan, urusannya berdampak lintas daerah dan lebih efisien bila"
                    " dikelola bersama",
                    "KSDD wajib",
                    track="ksdd-wajib",
                    citation=pp28("3 ayat (2)"),
                ),
                Answer(
                    "masuk",
                    "Daerah lain yang menawarkan kepada kita",
                    "Jawaban paling lama 30 hari sejak surat diterima",
                    question="ksdd-masuk",
                    citation=p22("8 ayat (3)"),
                ),
                Answer(
                    "pks",
                    "Sudah ada Kesepakatan Bersama yang ditandatangani; ini PKS berikutnya",
                    track="ksdd-pks",
                    citation=p22("13"),
                ),
                _is_signed("ksdd", p22("15")),
            ),
        ),
        ChooserQuestion(
            "ksdd-masuk",
            "Kerja sama apa yang ditawarkan daerah itu?",
            (
                Answer(
                    "sukarela",
                    "Kerja sama sukarela, atas pertimbangan efisiensi dan efektivitas",
                    track="ksdd-masuk",
                    citation=p22("3 ayat (3)"),
                ),
                Answer(
                    "wajib",
                    "Kerja sama wajib: daerah itu berbatasan dengan kita, dan urusannya berdampak"
                    " lintas daerah",
                    "Pemetaan bersama ikut ditanyakan",
                    track="ksdd-masuk-wajib",
                    citation=pp28("3 ayat (2)"),
                ),
            ),
        ),
        ChooserQuestion(
            "jenis",
            "Apa yang dikerjasamakan dengan pihak ketiga?",
            (
                Answer(
                    "layanan", "Penyediaan pelayanan publik", question="ksdpk", citation=pp28("15")
                ),
                Answer(
                    "lainnya",
                    "Kerja sama lainnya",
                    "Misalnya penelitian, Tridharma perguruan tinggi, CSR/TJSL, promosi, atau jasa",
                    question="ksdpk",
                    citation=pp28("15 ayat (1) huruf d"),
                ),
                POPULATION_DATA,
                Answer(
                    "aset",
                    "Pemanfaatan atau pengelolaan aset daerah",
                    citation=pp28("15"),
                    exit=(
                        "Pemanfaatan barang milik daerah mengikuti peraturannya sendiri. Hubungi"
                        " pengelola barang milik daerah (BPKAD). Naskah yang sudah ditandatangani"
                        " tetap dapat dicatat oleh Bagian Kerja Sama."
                    ),
                ),
                Answer(
                    "investasi",
                    "Investasi",
                    exit="Kerja sama investasi mengikuti peraturan tentang investasi.",
                    citation=pp28("15"),
                ),
                Answer(
                    "kpbu",
                    "Penyediaan infrastruktur (KPBU)",
                    citation=pp28("15"),
                    exit=(
                        "KPBU mengikuti peraturannya sendiri. Hubungi perangkat daerah perencanaan."
                    ),
                ),
                Answer(
                    "pengadaan",
                    "Pengadaan barang/jasa",
                    citation=pp28("15"),
                    exit=(
                        "Pengadaan barang/jasa mengikuti peraturannya sendiri. Hubungi unit kerja"
                        " pengadaan barang/jasa."
                    ),
                ),
            ),
        ),
        ChooserQuestion(
            "ksdpk",
            "Siapa yang berprakarsa?",
            (
                Answer(
                    "daerah", "Pemerintah daerah (kita)", track="ksdpk-daerah", citation=p22("25")
                ),
                Answer(
                    "pihak-ketiga",
                    "Pihak ketiga yang mengajukan penawaran",
                    track="ksdpk-pihak-ketiga",
                    citation=p22("26"),
                ),
                Answer(
                    "pks",
                    "Sudah ada Kesepakatan Bersama yang ditandatangani; ini PKS berikutnya",
                    track="ksdpk-pks",
                    citation=p22("35"),
                ),
                _is_signed("ksdpk", p22("37")),
            ),
        ),
        ChooserQuestion(
            "sinergi",
            "Siapa yang berprakarsa?",
            (
                Answer("daerah", "Pemerintah daerah (kita)", track="sinergi", citation=p22("54")),
                Answer(
                    "pusat",
                    "Kementerian/lembaga yang menawarkan",
                    track="sinergi-masuk",
                    citation=p22("52 ayat (2)"),
                ),
                POPULATION_DATA,
                _is_signed("sinergi", p22("58")),
            ),
        ),
        ChooserQuestion(
            "luar-negeri",
            "Siapa mitra di luar negeri itu?",
            (
                Answer(
                    "pemda",
                    "Pemerintah daerah di luar negeri",
                    "Kabupaten/kota kembar atau kerja sama lainnya",
                    question="ksdpl",
                    citation=p25("6"),
                ),
                Answer(
                    "lembaga",
                    "Lembaga di luar negeri",
                    "Misalnya perguruan tinggi atau asosiasi, pemerintah atau swasta",
                    question="ksdll",
                    citation=p25("7"),
                ),
                Answer(
                    "penerusan",
                    "Organisasi internasional atau mitra pembangunan luar negeri",
                    "Meneruskan kerja sama Pemerintah; daerah menjadi penerima manfaat",
                    track="ksdll-penerusan",
                    citation=p25("29"),
                ),
                Answer(
                    "nirlaba",
                    "Lembaga nonprofit berbadan hukum di luar negeri",
                    "Harus mempunyai Izin Prinsip dan Izin Operasional",
                    track="ksdll-nirlaba",
                    citation=p25("30"),
                ),
                Answer(
                    "usaha",
                    "Perusahaan asing, untuk investasi, infrastruktur, atau pengadaan",
                    citation=p25("31 ayat (1)"),
                    exit=(
                        "Investasi, infrastruktur, dan pengadaan mengikuti peraturannya sendiri."
                        " Hubungi Bagian Kerja Sama."
                    ),
                ),
            ),
        ),
        ChooserQuestion(
            "ksdpl",
            "Siapa yang berprakarsa?",
            (
                Answer(
                    "daerah",
                    "Pemerintah daerah (kita)",
                    track="ksdpl-daerah",
                    citation=pp28("28 ayat (1)"),
                ),
                Answer(
                    "mitra",
                    "Pemerintah daerah di luar negeri",
                    "Langsung, atau melalui Menteri Dalam Negeri dan/atau Menteri Luar Negeri",
                    track="ksdpl-mitra",
                    citation=pp28("28 ayat (1)"),
                ),
                _is_signed("ksdpl", p25("32 ayat (2)")),
            ),
        ),
        ChooserQuestion(
            "ksdll",
            "Siapa yang berprakarsa?",
            (
                Answer(
                    "daerah",
                    "Pemerintah daerah (kita)",
                    track="ksdll-daerah",
                    citation=pp28("28 ayat (2)"),
                ),
                Answer(
                    "mitra",
                    "Lembaga di luar negeri",
                    "Melalui Menteri Dalam Negeri dan/atau Menteri Luar Negeri",
                    track="ksdll-mitra",
                    citation=pp28("28 ayat (2)"),
                ),
                _is_signed("ksdll", p25("32 ayat (2)")),
            ),
        ),
    )
}
