"""The evaluation of a signed agreement: who answers, what is asked, how it is weighed, and what
waits for it.

The regulations name evaluation only as what Menteri and Gubernur do with the reports (`law_of`).
Viewpoints, questions, weights, the verdict and its age are norms of this office
(docs/regulation-notes.md). A new set of questions never touches what an older one asked.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import TypedDict

from agreements.regulations.citations import Citation, p22, p25, pp28
from agreements.regulations.fragments import require_fact
from agreements.regulations.vocabulary import Change, Condition, Requirement, family_of_track


class Viewpoint(StrEnum):
    """From where an agreement is judged."""

    OPD = "opd"
    TKKSD = "tkksd"
    OFFICE = "bagian"

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS = {
    Viewpoint.OPD: "Perangkat daerah pemrakarsa",
    Viewpoint.TKKSD: "TKKSD",
    Viewpoint.OFFICE: "Bagian Kerja Sama",
}
SCALE = {1: "Sangat kurang", 2: "Kurang", 3: "Cukup", 4: "Baik", 5: "Sangat baik"}


@dataclass(frozen=True)
class EvaluationQuestion:
    code: str
    text: str
    hint: str
    weight: int = 1


class Answer(TypedDict):
    """What one viewpoint says to one question."""

    score: int | None
    note: str


Answers = Mapping[str, Answer]  # by the code of the question


@dataclass(frozen=True)
class QuestionSet:
    """One version of what is asked. A score below `explained_below` needs a note; each viewpoint
    counts by its weight.
    """

    version: str
    questions: dict[Viewpoint, tuple[EvaluationQuestion, ...]]
    weights: dict[Viewpoint, int]
    explained_below: int = 3

    def mean_of(self, viewpoint: Viewpoint, answers: Answers) -> Decimal | None:
        """The weighted mean of one viewpoint; None while a question has no score."""
        return weighted_mean_of(
            [
                (score_of(answers, question), question.weight)
                for question in self.questions[viewpoint]
            ]
        )

    def overall(self, means: dict[Viewpoint, Decimal | None]) -> Decimal | None:
        """The weighted mean of all viewpoints; None while one is missing."""
        return weighted_mean_of(
            [(means.get(viewpoint), weight) for viewpoint, weight in self.weights.items()]
        )

    def gaps(self, viewpoint: Viewpoint, answers: Answers) -> dict[tuple[str, str], str]:
        """What keeps the answers from being handed in: the question with what it lacks ("score" or
        "note"), and why.
        """
        found = {}
        for question in self.questions[viewpoint]:
            score = score_of(answers, question)
            if score is None:
                found[question.code, "score"] = f"{question.text}: belum dinilai."
            elif score < self.explained_below and not answers[question.code]["note"].strip():
                found[question.code, "note"] = (
                    f"{question.text}: nilai di bawah {self.explained_below} perlu catatan."
                )
        return found


def score_of(answers: Answers, question: EvaluationQuestion) -> int | None:
    """The score of one question; None while it has none."""
    answer = answers.get(question.code)
    return answer["score"] if answer else None


def weighted_mean_of(
    pairs: Sequence[tuple[int | Decimal | None, int]],
) -> Decimal | None:
    """The weighted mean of (value, weight), with two decimals; None where a value is missing."""
    total, weights = Decimal(0), 0
    for value, weight in pairs:
        if value is None:
            return None
        total += Decimal(value) * weight
        weights += weight
    if not weights:
        return None
    return (total / weights).quantize(Decimal("0.01"), ROUND_HALF_UP)


def word_for(mean: Decimal) -> str:
    """The word of the scale nearest to a mean."""
    return SCALE[int(mean.quantize(Decimal(1), ROUND_HALF_UP))]


FIRST = QuestionSet(
    "2026.1",
    {
        Viewpoint.OPD: (
            EvaluationQuestion(
                "tujuan",
                "Tercapainya maksud dan tujuan",
                "Bandingkan dengan maksud dan tujuan dalam naskah.",
                3,
            ),
            EvaluationQuestion(
                "manfaat",
                "Manfaat bagi masyarakat",
                "Apa yang berubah bagi masyarakat, dengan buktinya.",
                3,
            ),
            EvaluationQuestion(
                "kegiatan",
                "Terlaksananya kegiatan menurut rencana dan jadwal",
                "Lihat rencana kerja dan capaiannya.",
                2,
            ),
            EvaluationQuestion(
                "mitra", "Pemenuhan kewajiban mitra", "Menurut hak dan kewajiban dalam naskah.", 2
            ),
            EvaluationQuestion(
                "pembiayaan",
                "Kesesuaian pembiayaan dengan yang disepakati",
                "Yang dikeluarkan tiap pihak dibandingkan dengan naskah.",
            ),
            EvaluationQuestion(
                "kendala",
                "Penyelesaian kendala di lapangan",
                "Kendala yang muncul dan cara menyelesaikannya.",
            ),
        ),
        Viewpoint.TKKSD: (
            EvaluationQuestion(
                "perencanaan",
                "Kesesuaian dengan RPJMD, Renstra, dan RKPD yang berlaku",
                "Rencana dapat berubah sejak penandatanganan.",
                2,
            ),
            EvaluationQuestion(
                "kebutuhan",
                "Masih dibutuhkannya kerja sama ini oleh daerah",
                "Apakah tujuannya masih perlu dicapai bersama mitra.",
                3,
            ),
            EvaluationQuestion(
                "biaya_manfaat",
                "Manfaat dibandingkan dengan biaya bagi daerah",
                "Termasuk barang, jasa, dan tenaga yang dipakai.",
                3,
            ),
            EvaluationQuestion(
                "koordinasi",
                "Koordinasi antarperangkat daerah dan dengan mitra",
                "Apakah para pihak cepat bersepakat.",
            ),
            EvaluationQuestion(
                "perselisihan",
                "Penyelesaian permasalahan dan perselisihan",
                "Beri nilai 5 bila tidak pernah ada.",
            ),
        ),
        Viewpoint.OFFICE: (
            EvaluationQuestion(
                "pelaporan",
                "Ketepatan waktu dan kelengkapan laporan",
                "Lihat kewajiban pelaporan kerja sama ini.",
                2,
            ),
            EvaluationQuestion(
                "administrasi",
                "Tertib administrasi naskah dan dokumen",
                "Naskah asli, surat kuasa, dan berkas pendukung.",
            ),
            EvaluationQuestion(
                "kewajiban",
                "Pemenuhan kewajiban para pihak menurut naskah",
                "Menurut laporan dan hasil pemantauan.",
                3,
            ),
            EvaluationQuestion(
                "rencana",
                "Capaian rencana kerja yang sudah diverifikasi",
                "Lihat rencana kerja dan capaiannya.",
                2,
            ),
            EvaluationQuestion(
                "indikator",
                "Capaian indikator terhadap targetnya",
                "Lihat realisasi indikator dari laporan yang diterima.",
                3,
            ),
            EvaluationQuestion(
                "peraturan",
                "Kesesuaian dengan peraturan yang berlaku sekarang",
                "Peraturan dapat berubah sejak penandatanganan.",
                2,
            ),
        ),
    },
    {Viewpoint.OPD: 3, Viewpoint.TKKSD: 3, Viewpoint.OFFICE: 4},
)
SETS = {questions.version: questions for questions in (FIRST,)}
NEWEST = SETS[max(SETS)]

_LAW = {
    "ksdd": (p22("17 ayat (4)"), p22("46 ayat (2) huruf h"), pp28("44 ayat (3)")),
    "ksdpk": (p22("39 ayat (4)"), p22("46 ayat (2) huruf h"), pp28("44 ayat (3)")),
    "sinergi": (p22("60 ayat (4)"), p22("46 ayat (2) huruf h"), pp28("44 ayat (3)")),
    **dict.fromkeys(("ksdpl", "ksdll"), (p25("39 ayat (4)"), pp28("44 ayat (3)"))),
}
_SECRETARIAT = p22("51 ayat (1) huruf a")


def evaluation_law_of(track_code: str) -> tuple[Citation, ...]:
    """Where the regulations speak of evaluation and of watching over the carrying out."""
    law = _LAW[family_of_track(track_code)]
    if track_code in ("ksdd-wajib", "ksdd-masuk-wajib"):
        law = (*law, _SECRETARIAT)
    return law


# An extension and an end are decided upon a verdict that is not older than this.
MONTHS = 12
# Under these grounds there is nothing left to decide: the agreement ends whatever an evaluation
# says.
WITHOUT_CHOICE = ("objek", "putusan", "pailit")
FACTS = {Change.EXTENDS: "evaluasi_perpanjangan", Change.ENDS: "evaluasi_pengakhiran"}


def evaluation_before_change(change: Change, grounds: tuple[str, ...]) -> tuple[Requirement, ...]:
    """What the preparation of this change asks of the agreement above it, which may end on these
    grounds.
    """
    if change is Change.AMENDS:
        return ()
    verdict = "lanjutkan atau perbaiki " if change is Change.EXTENDS else ""
    gap = (
        f"kerja sama induknya belum dievaluasi dengan kesimpulan {verdict}dalam {MONTHS} bulan"
        " terakhir (norma setempat)."
    )
    told = "Dasar berakhirnya masih menyisakan pilihan"
    choice = Condition("perlu_evaluasi", told)
    condition = choice if change is Change.ENDS and set(grounds) & set(WITHOUT_CHOICE) else None
    return (
        require_fact(
            "isi_evaluasi",
            "Evaluasi dengan kesimpulan",
            FACTS[change],
            None,
            gap=gap,
            condition=condition,
        ),
    )
