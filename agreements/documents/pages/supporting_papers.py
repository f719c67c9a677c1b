"""What the papers print that people order beside the stages; what was taken at the order stands in
the document's own context.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from agreements.documents.kinds import KINDS, DocumentCode
from agreements.documents.pages import checklist, initials, letters_abroad, report_papers, tables
from agreements.documents.signers import SignatureBlock
from agreements.documents.text import indonesian
from agreements.documents.text.indonesian import TypedLine
from agreements.documents.text.titles import readable_file_name
from agreements.documents.wording import naskah_facts
from agreements.models import Agreement, Document, Evidence, Report
from agreements.models.in_force import without_end
from agreements.regulations.duties import TIERED, duties_of
from agreements.regulations.preparing_ksdd import GEOMETRIES
from agreements.regulations.radar import NO_PKS
from agreements.regulations.record_outcomes import UNFAVOURABLE, RecordOutcome
from agreements.regulations.register import TITLES
from agreements.workflow import change_effects

from .enclosures import Named
from .letters_abroad import LetterWords
from .paper_words import OrderedPaper, PaperWords
from .party_words import PartyWords, words_of_parties
from .tables import IndicatorRow, Known


@dataclass(frozen=True)
class TypedWords(PaperWords):
    """What was typed when the paper was ordered, by the names of the fields, and the
    indicators.
    """

    asked: dict[str, list[TypedLine]]
    indicators: list[IndicatorRow]


@dataclass(frozen=True)
class FeasibilityWords(PaperWords):
    """The studi kelayakan."""

    typed_at_order: TypedWords
    activities: list[str]


@dataclass(frozen=True)
class MappingWords(PaperWords):
    """The minutes of the mapping."""

    typed_at_order: TypedWords
    opening: str
    forum: str
    geometry: str
    programs: list[str]
    parties: PartyWords


@dataclass(frozen=True)
class DisputeWords(PaperWords):
    """The minutes of settling a dispute."""

    typed_at_order: TypedWords
    opening: str
    parties: PartyWords
    naskah: list[str]


@dataclass(frozen=True)
class ReceiptWords(PaperWords):
    """The receipt for what was handed in."""

    by: str
    by_nip: str
    typed_name: str
    files: list[dict[str, str]]


@dataclass(frozen=True)
class VerificationSheetWords(PaperWords):
    """The sheet on which a proposal was verified, as `checklist_of_proposal` found it."""

    by: str
    by_nip: str
    stages: list[dict[str, Any]]
    unmet: int
    counted: int


@dataclass(frozen=True)
class InitialsWords(PaperWords):
    """The sheet that goes up with a paper to be initialled."""

    about: str
    chain: list[SignatureBlock]


@dataclass(frozen=True)
class RecommendationWords(PaperWords):
    """The memo that recommends a signing."""

    naskah: str
    lines: list[dict[str, str]]
    lacking: str
    consent: Evidence | None


@dataclass(frozen=True)
class SignedWords(PaperWords):
    """The letter that goes with a signed Nota Kesepakatan to the Menteri; what it encloses is
    `named` in its text.
    """

    named: str
    enclosed: list[str]
    copies_sent: str
    signed_on: str


@dataclass(frozen=True)
class ReportLetterWords(PaperWords):
    """The letter that hands a report on to the Gubernur."""

    report: Report | None
    report_number: str
    article: str
    naskah: list[str]


@dataclass(frozen=True)
class IntentCopyWords(PaperWords):
    """The letter that goes with a copy of the signed intent."""

    letter: LetterWords
    signed: str


class Reason(NamedTuple):
    """Something that the office noted, and since when."""

    text: str
    since: str


@dataclass(frozen=True)
class ExplanationWords(PaperWords):
    """The letter that asks why a cooperation seems to sleep."""

    reasons: list[Reason]
    asks_for_pks: bool
    earlier: list[Known]
    nth: str
    answer_days: str
    law: str
    naskah: list[str]
    in_force: str


def typed_text(document: Document) -> dict[str, list[TypedLine]]:
    """What was typed when the paper was ordered, as its lines."""
    return {
        name: indonesian.format_paragraphs(text)
        for name, text in document.context.get("typed", {}).items()
        if isinstance(text, str)
    }


def of_typed(paper: OrderedPaper) -> TypedWords:
    """A paper that people word when they order it."""
    return TypedWords(
        asked=typed_text(paper.document), indicators=tables.indicator_rows_of(paper.agreement)
    )


def of_feasibility(paper: OrderedPaper) -> FeasibilityWords:
    """The study tells of each point of the scope as an activity."""
    return FeasibilityWords(of_typed(paper), naskah_facts.scope_points_of(paper.agreement))


def of_mapping(paper: OrderedPaper) -> MappingWords:
    """The mapping as the forum agreed on it (P22 Pasal 5)."""
    agreement, typed = paper.agreement, paper.document.context["typed"]
    day, forum = paper.day, ""
    if record := _forum_of(paper):
        day = record.decided_on or paper.day
        forum = _name_of_forum(record)
    return MappingWords(
        of_typed(paper),
        opening=indonesian.date_in_words(day),
        forum=forum,
        geometry=dict(GEOMETRIES).get(agreement.geometri, ""),
        programs=indonesian.list_items_of(typed.get("program_pemetaan", "")),
        parties=words_of_parties(paper),
    )


# Where the regions agreed; in the last one, how the record was called before it named the forum.
FORUMS = ("forum_provinsi", "forum_nasional", "forum_pemetaan")


def _forum_of(paper: OrderedPaper) -> Evidence | None:
    """The record of the forum in which the mapping was agreed on."""
    records = (paper.outcomes.get(code) for code in FORUMS)
    return next((record for record in records if record), None)


def _name_of_forum(record: Evidence) -> str:
    """The forum that the outcome names, or the note where it only says that they agreed."""
    if record.outcome == RecordOutcome.AGREED:
        return indonesian.flatten_name(record.note)
    return record.outcome


def of_dispute(paper: OrderedPaper) -> DisputeWords:
    """What the parties agreed on, on the day of the paper."""
    return DisputeWords(
        of_typed(paper),
        opening=indonesian.date_in_words(paper.day),
        parties=words_of_parties(paper),
        naskah=instruments_of(paper.agreement),
    )


def instruments_of(agreement: Agreement) -> list[str]:
    """The signed naskah by name and number."""
    return report_papers.signed_naskah_of(agreement).splitlines()


def of_receipt(paper: OrderedPaper) -> ReceiptWords:
    """What was there to be received when the receipt was ordered."""
    taken = paper.document.context
    return ReceiptWords(
        by=taken["by"],
        by_nip=taken.get("by_nip", ""),
        typed_name=taken["typed"].get("penyerah", ""),
        files=[{**file, "mark": readable_file_name(file["mark"])} for file in taken["files"]],
    )


def of_verification_sheet(paper: OrderedPaper) -> VerificationSheetWords:
    """How the proposal stood when the sheet was ordered."""
    taken = paper.document.context
    return VerificationSheetWords(
        by=taken["by"],
        by_nip=taken.get("by_nip", ""),
        stages=taken["stages"],
        unmet=taken["unmet"],
        counted=taken["counted"],
    )


def of_initials(paper: OrderedPaper) -> InitialsWords:
    """The sheet names the paper that it goes with."""
    return InitialsWords(
        about=paper.document.context["typed"]["naskah"],
        chain=initials.initials_chain_of(paper.agreement, paper.region, paper.day),
    )


def of_recommendation(paper: OrderedPaper) -> RecommendationWords:
    """What was done for the naskah when the memo was ordered."""
    taken = paper.document.context
    lines, consent = taken["lines"], paper.outcomes.get("putusan_dprd")
    return RecommendationWords(
        naskah=" dan ".join(KINDS[kind].title for kind in taken["naskah"]),
        lines=lines,
        lacking=_lacking(lines, consent),
        consent=consent,
    )


def _lacking(lines: list[dict[str, str]], consent: Evidence | None) -> str:
    """Why a signing cannot be recommended by what is recorded; empty where it can."""
    if not lines:
        return "belum ada langkah yang tercatat"
    unmet = [
        str(place) for place, line in enumerate(lines, 1) if line["verdict"] == checklist.UNMET
    ]
    reasons = []
    if unmet:
        reasons.append(f"langkah nomor {indonesian.join_names(unmet)} belum tercatat selesai")
    if consent is not None and consent.outcome in UNFAVOURABLE:
        reasons.append("Dewan Perwakilan Rakyat Daerah tidak menyetujuinya")
    return " dan ".join(reasons)


def of_signed(paper: OrderedPaper) -> SignedWords:
    """The naskah go along, with the rencana kerja that was signed with them (P22 Pasal 57); the
    letter names no more than these and tells since when they are signed.
    """
    naskah = instruments_of(paper.agreement)
    names = [KINDS[DocumentCode.NOTA_KESEPAKATAN].title]
    if plan := tables.finished_papers_of(paper.agreement).get(DocumentCode.RENCANA_KERJA):
        names.append(KINDS[DocumentCode.RENCANA_KERJA].title)
        naskah = [*naskah, str(Named(names[-1], plan))]
    signed_on = change_effects.signing_day_of(paper.agreement)
    return SignedWords(
        named=indonesian.join_names(names),
        enclosed=naskah,
        copies_sent=indonesian.number_in_words(len(naskah)),
        signed_on=indonesian.short_date(signed_on or paper.day),
    )


def of_report_letter(paper: OrderedPaper) -> ReportLetterWords:
    """The letter names the article by which the report is handed on."""
    agreement = paper.agreement
    handed_on = paper.document.context["typed"]["laporan"]
    report = Report.objects.filter(agreement=agreement, pk=handed_on).first()
    codes = [TIERED[duty.code] for duty in duties_of(agreement.track_code) if duty.code in TIERED]
    duty = next(duty for duty in duties_of(agreement.track_code) if duty.code in codes)
    return ReportLetterWords(
        report=report,
        report_number=_number_of_report(report),
        article=duty.citation.article,
        naskah=instruments_of(agreement),
    )


def _number_of_report(report: Report | None) -> str:
    """Of its newest final; empty where there is none."""
    if report is None:
        return ""
    paper = report.papers.filter(draft=False).order_by("pk").last()
    if paper is None:
        return ""
    return paper.number


def of_intent_copy(paper: OrderedPaper) -> IntentCopyWords:
    """The letter tells when the intent was signed."""
    signed = tables.recorded_day_of(paper.outcomes.get("ttd_loi"))
    return IntentCopyWords(letters_abroad.of_letter(paper), signed)


def of_explanation(paper: OrderedPaper) -> ExplanationWords:
    """Why the cooperation seems to sleep, since when, and which letters went before, all as it
    stood at the order.
    """
    told = paper.document.context
    return ExplanationWords(
        reasons=[Reason(row["text"], _said(row["since"])) for row in told["reasons"]],
        asks_for_pks=any(row["code"] == NO_PKS.code for row in told["reasons"]),
        earlier=[Known(row["number"], _said(row["date"])) for row in told["earlier"]],
        nth=f" (surat ke-{len(told['earlier']) + 1})" if told["earlier"] else "",
        answer_days=indonesian.number_in_words(told["days"]),
        law=_law(told["articles"]),
        naskah=instruments_of(paper.agreement),
        in_force=_time_in_force(paper.agreement),
    )


def _time_in_force(agreement: Agreement) -> str:
    if endless := without_end(agreement):
        return endless
    return f"sampai dengan {indonesian.day_or_blank(agreement.ends_on)}"


def _said(written: str) -> str:
    return indonesian.short_date(date.fromisoformat(written))


def _law(articles: Mapping[str, str]) -> str:
    """By what it is carried out and reported on, the regulation in full: "dilaksanakan menurut
    Pasal 37 … dan dilaporkan menurut …"; empty where no article is told.
    """
    verbs = {"carried_out": "dilaksanakan", "reported": "dilaporkan"}
    told = [(verb, articles[name]) for name, verb in verbs.items() if name in articles]
    if not told:
        return ""
    regulation = next(iter(articles.values())).partition(" ")[0]
    named = " dan ".join(f"{verb} menurut {place.partition(' ')[2]}" for verb, place in told)
    return f"{named} {TITLES[regulation].partition(' tentang ')[0]}"
