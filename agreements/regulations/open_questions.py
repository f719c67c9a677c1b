"""Where the texts allow two readings: each with its articles, and the one that holds while the
office chose none. The choice is a setting of Kepala Bagian (Pengaturan, Bacaan ketentuan).
"""

from dataclasses import dataclass

from agreements.regulations.citations import Citation, p22, p25, pp28


@dataclass(frozen=True)
class Choice:
    """One way to read the texts, and the articles that speak for it."""

    code: str
    text: str
    law: tuple[Citation, ...]


@dataclass(frozen=True)
class OpenQuestion:
    """A question that the texts leave open. The first choice holds until another is chosen.

    `holds_for` says which cases a new choice concerns.
    """

    code: str
    question: str
    holds_for: str
    choices: tuple[Choice, ...]

    @property
    def usual(self) -> str:
        """The choice that holds while the office made none."""
        return self.choices[0].code

    def choice(self, code: str) -> Choice:
        """The choice of that code. Raises KeyError when there is none."""
        return {choice.code: choice for choice in self.choices}[code]


OF_THE_STAGE = (
    "Berlaku bagi berkas yang belum sampai ke tahap persetujuan DPRD. Berkas yang sedang di tahap"
    " itu menyelesaikannya, dan yang sudah melewatinya tidak kembali."
)
FLAT, LAST_LEG = p22("12 ayat (4)"), p22("12 ayat (1) huruf f")
EITHER_TERM, FLAT_TERM, EVERY_TERM = "salah-satu", "keseluruhan", "semua"
SILENCE_OF_DPRD = OpenQuestion(
    "diam-dprd-ksdd",
    "KSDD: kapan diamnya DPRD dianggap persetujuan?",
    "Langsung berlaku bagi tiap berkas yang menunggu DPRD; persetujuan yang sudah tercatat tetap.",
    (
        Choice(
            EITHER_TERM,
            "Begitu salah satu lewat: 45 hari, atau 15 hari sejak tindak lanjut Bupati diterima",
            (FLAT, LAST_LEG),
        ),
        Choice(FLAT_TERM, "Hanya sesudah 45 hari", (FLAT,)),
        Choice(EVERY_TERM, "Sesudah setiap jangka waktu yang berjalan lewat", (LAST_LEG, FLAT)),
    ),
)
IF_BURDENING, EACH_SINERGI = "membebani", "setiap"
DPRD_IN_SINERGI = OpenQuestion(
    "dprd-sinergi",
    "Sinergi: rencana mana yang dimintakan persetujuan DPRD?",
    OF_THE_STAGE,
    (
        Choice(
            IF_BURDENING, "Yang membebani dan/atau belum dianggarkan saja", (p22("56 ayat (1)"),)
        ),
        Choice(EACH_SINERGI, "Setiap rancangan", (p22("55 ayat (3)"),)),
    ),
)
IF_LOAN_OR_GRANT, EACH_FORWARDED, NEVER_FORWARDED = "hibah", "setiap", "tidak"
DPRD_IN_PENERUSAN = OpenQuestion(
    "dprd-penerusan",
    "Penerusan kerja sama Pemerintah: rencana mana yang dimintakan persetujuan DPRD?",
    OF_THE_STAGE,
    (
        Choice(
            IF_LOAN_OR_GRANT,
            "Yang meneruskan pinjaman atau hibah saja",
            (Citation("UU23", "Pasal 154"),),
        ),
        Choice(EACH_FORWARDED, "Setiap rencana", (pp28("38"), pp28("30 ayat (1)"))),
        Choice(NEVER_FORWARDED, "Tidak ada", (p25("16 ayat (1)"),)),
    ),
)
GROUND_SUFFICES, LISTED_ALL_THE_SAME = "dasar", "daftar"
LIST_OUTSIDE_PLAN = OpenQuestion(
    "daftar-luar-rencana",
    "KSDPK prakarsa daerah dengan objek di luar perencanaan pembangunan: harus tercantum dalam"
    " daftar tahunan?",
    "Langsung berlaku bagi berkas yang masih dalam persiapan.",
    (
        Choice(GROUND_SUFFICES, "Tidak, cukup dasar di luar perencanaan", (pp28("16 ayat (3)"),)),
        Choice(
            LISTED_ALL_THE_SAME,
            "Ya, ditetapkan lebih dahulu dengan Keputusan",
            (p22("25 ayat (2)"),),
        ),
    ),
)
OPEN_QUESTIONS = {
    question.code: question
    for question in (SILENCE_OF_DPRD, DPRD_IN_SINERGI, DPRD_IN_PENERUSAN, LIST_OUTSIDE_PLAN)
}
