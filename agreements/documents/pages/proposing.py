"""What the papers print with which a cooperation is proposed, judged, offered and consented to."""

from dataclasses import dataclass
from typing import Any, NamedTuple

from agreements.documents.kinds import KINDS
from agreements.documents.pages import letters_abroad, meeting_papers, plans_abroad, tables
from agreements.documents.text import indonesian
from agreements.documents.text.indonesian import TypedLine
from agreements.models import Agreement, Document, Evidence, Meeting
from agreements.regulations.citing import name_places, name_regulation, name_regulation_again
from agreements.regulations.record_outcomes import RecordOutcome
from agreements.regulations.stage_fragments import KAK_FIELDS, KAK_SINERGI_FIELDS

from .enclosures import enclosures_of
from .letters_abroad import LetterWords
from .paper_words import OrderedPaper, PaperWords
from .plans_abroad import TermsAbroadWords
from .tables import IndicatorRow
from .typed_fields import TYPED, typed_lines


class TermsSection(NamedTuple):
    """A section of the KAK; `lines` are what was typed of its field."""

    field: str
    title: str
    lines: list[TypedLine]

    @property
    def is_program(self) -> bool:
        return self.field == "urusan"

    @property
    def is_duration(self) -> bool:
        return self.field == "jangka_waktu_bulan"

    @property
    def is_funding(self) -> bool:
        return self.field == "pembiayaan"

    @property
    def is_benefit(self) -> bool:
        return self.field == "manfaat"


@dataclass(frozen=True)
class TermsWords(PaperWords):
    """The KAK."""

    title: str
    sections: list[TermsSection]
    indicators: list[IndicatorRow]


@dataclass(frozen=True)
class StudyMinutesWords(PaperWords):
    """The minutes of the meeting in which the TKKSD judges the plan."""

    opening: str
    study: Evidence | None
    fits: bool
    findings: list[dict[str, Any]]
    remark: list[TypedLine]
    attendance: PaperWords


@dataclass(frozen=True)
class AnswerWords(PaperWords):
    """The answer to an offer."""

    incoming: Evidence | None
    fits: bool


@dataclass(frozen=True)
class LawOfConsentWords(PaperWords):
    """The article that asks for the consent of the DPRD, and the one by which its silence
    counts.
    """

    article: str = ""
    silence: str = ""


@dataclass(frozen=True)
class ConsentRequestWords(PaperWords):
    """The letter to the DPRD."""

    law_of_consent: LawOfConsentWords
    enclosed: list[str]
    enclosures: str
    reasons: str


@dataclass(frozen=True)
class ConsentRequestAbroadWords(PaperWords):
    """The letter to the DPRD on a cooperation abroad."""

    letter: LetterWords
    law_of_consent: LawOfConsentWords
    term_begins: str


def of_terms(paper: OrderedPaper) -> TermsWords | TermsAbroadWords:
    """The KAK, section by section; abroad it is a kerangka acuan kegiatan."""
    agreement = paper.agreement
    if agreement.track.is_foreign:
        return plans_abroad.of_terms(paper)
    fields = list(KAK_FIELDS)
    if agreement.track.is_sinergi:
        fields = list(KAK_SINERGI_FIELDS)
    if agreement.objek and ("objek", "Objek") not in fields:
        fields.insert(2, ("objek", "Objek"))
    first, *others = [_section(agreement, field, label) for field, label in fields]
    program = TermsSection("urusan", "Urusan Pemerintahan dan Program", [])
    return TermsWords(
        title=KINDS[paper.kind].title,
        sections=[first, program, *others],
        indicators=tables.indicator_rows_of(agreement),
    )


def _section(agreement: Agreement, field: str, label: str) -> TermsSection:
    if field not in TYPED:
        return TermsSection(field, label, [])
    return TermsSection(field, label, typed_lines(agreement, field))


def of_minutes(paper: OrderedPaper) -> StudyMinutesWords:
    """The minutes bear the day of the meeting, not of their printing, and name who was there when
    that is recorded.
    """
    study = paper.outcomes.get("telaahan_tkksd")
    meeting = _meeting_of_study(paper.document, study)
    attendance = PaperWords()
    if meeting is not None:
        attendance = meeting_papers.meeting_words(meeting)
    if study is None:
        opening = indonesian.date_in_words(paper.day)
        return StudyMinutesWords(
            opening, None, fits=True, findings=[], remark=[], attendance=attendance
        )
    return StudyMinutesWords(
        opening=indonesian.date_in_words(study.decided_on or paper.day),
        study=study,
        fits=study.outcome != RecordOutcome.UNFIT,
        findings=[finding for finding in study.findings if finding.get("butir")],
        remark=indonesian.format_paragraphs(study.note),
        attendance=attendance,
    )


def _meeting_of_study(document: Document, study: Evidence | None) -> Meeting | None:
    """The meeting on which the study was made: the one of that day, or else the last before it in
    this stage.
    """
    held = document.agreement.meetings.filter(stage_code=document.stage_code)
    if study and study.decided_on:
        held = held.filter(held_on__lte=study.decided_on)
    return held.order_by("held_on", "pk").last()


def of_answer(paper: OrderedPaper) -> AnswerWords:
    """The answer names the letter of the offer."""
    outcomes = paper.outcomes
    study = outcomes.get("telaahan_tkksd")
    return AnswerWords(
        incoming=outcomes.get("surat_masuk") or outcomes.get("penawaran_masuk"),
        fits=study is None or study.outcome != RecordOutcome.UNFIT,
    )


def of_consent_request(paper: OrderedPaper) -> ConsentRequestWords | ConsentRequestAbroadWords:
    """The letter to the DPRD, by the law of its road."""
    agreement = paper.agreement
    if agreement.track.is_foreign:
        return ConsentRequestAbroadWords(
            letters_abroad.of_letter(paper),
            _law_of_consent(paper),
            term_begins=" setelah surat ini diterima oleh Sekretariat DPRD",
        )
    enclosed = enclosures_of(agreement, paper.kind, paper.outcomes)
    return ConsentRequestWords(
        _law_of_consent(paper),
        enclosed=enclosed,
        enclosures=indonesian.number_in_words(len(enclosed)),
        reasons=" serta ".join(_reasons_for_consent(agreement)),
    )


def _law_of_consent(paper: OrderedPaper) -> LawOfConsentWords:
    """Its places, each with the regulation: not every road is under the same."""
    law = KINDS[paper.kind].law_on(paper.agreement.track)
    if not law:
        return LawOfConsentWords()
    regulation = law["basis"][0].regulation
    return LawOfConsentWords(
        article=f"{name_places(law['basis'])} {name_regulation(regulation)}",
        silence=f"{name_places(law['silence'])} {name_regulation_again(regulation)}",
    )


def _reasons_for_consent(agreement: Agreement) -> list[str]:
    reasons = []
    if agreement.membebani:
        reasons.append("membebani masyarakat dan daerah")
    if agreement.belum_dianggarkan:
        reasons.append(
            "pendanaannya belum dianggarkan dalam Anggaran Pendapatan dan Belanja Daerah tahun"
            " anggaran berjalan"
        )
    return reasons
