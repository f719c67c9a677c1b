"""What a paper may print, and the page that prints it."""

from dataclasses import dataclass
from datetime import date

from django.template.loader import render_to_string

from agreements.documents import signers
from agreements.documents.archive import public_verification
from agreements.documents.archive.public_verification import VerificationMark
from agreements.documents.kinds import KINDS, DocumentKind, conditions
from agreements.documents.pages import initials, tables
from agreements.documents.signers import SignatureBlock
from agreements.documents.text import indonesian
from agreements.documents.wording import naskah_facts, outside_texts
from agreements.documents.wording.addressees import Addressing, addressing_of
from agreements.documents.wording.term_wording import term_phrase
from agreements.documents.wording.worth_wording import value_in_words
from agreements.models import Agreement, Document
from kerjasama.accounts.models import RegionProfile

from .builders import words_of
from .cited_law import law_in_words, regulation_of, term_in_words
from .edited_letter import EditedLetter, edited_letter_of
from .paper_words import OrderedPaper, Outcomes, PaperWords, names_for_template
from .tables import Known
from .typed_fields import every_typed_field

# Of a naskah whose text was written elsewhere, whatever its kind.
OUTSIDE_TEMPLATE = "documents/outside.html"


@dataclass(frozen=True)
class PaperContext(PaperWords):
    """What every paper may print, and at last what only its kind does."""

    agreement: Agreement
    kind: DocumentKind
    region: RegionProfile
    number: str
    draft: bool
    watermark: str
    verification: VerificationMark | None
    demo: bool
    blank: str
    name: str
    typed: dict[str, list[indonesian.TypedLine]]
    form: str
    regulation: str
    law: dict[str, str]
    term: str
    area: str
    owner_head: str
    signer: SignatureBlock
    partner_name: str
    addressing: Addressing
    date: date
    year: int
    short_date: str
    duration: str
    planned: str
    lasting: str
    value: str
    outcomes: Outcomes
    days: dict[str, str]
    papers: dict[str, Known]
    topics: list[str]
    offered: bool
    chain: list[SignatureBlock]
    supporters: list[str]
    letter: EditedLetter | None
    of_kind: PaperWords


def to_html(document: Document) -> str:
    """The page of a paper, as HTML."""
    names = names_for_template(context_of(document))
    template = KINDS[document.kind].template
    if outside_texts.outside_text_printed(document):
        template = OUTSIDE_TEMPLATE
    return render_to_string(template, names)


def context_of(document: Document) -> PaperContext:
    """Everything its template may print."""
    agreement, kind = document.agreement, KINDS[document.kind]
    day = signers.day_of(document)
    agreement.owner = agreement.owner.on(day)
    region = RegionProfile.current()
    evidence = agreement.evidence.filter(void=False)
    outcomes = {row.requirement_code: row for row in evidence}
    paper = OrderedPaper(document, region, day, outcomes)
    term = agreement.term_of(document.kind)
    return PaperContext(
        agreement=agreement,
        kind=kind,
        region=region,
        number=document.number,
        draft=document.draft,
        watermark=_watermark_of(document),
        verification=_verification_of(document),
        demo=region.is_demo or is_sample(document),
        blank=indonesian.BLANK,
        name=indonesian.flatten_name(agreement.title),
        typed=every_typed_field(agreement),
        form=agreement.track.family.form,
        regulation=regulation_of(agreement.track),
        law=law_in_words(kind, agreement.track),
        term=term_in_words(kind.term_on(agreement.track)),
        area=indonesian.area_of_government(region.name),
        owner_head=indonesian.head_of(agreement.owner.name),
        signer=signers.signer_of_paper(document.kind, agreement, region, day),
        partner_name=naskah_facts.partner_name_of(agreement),
        addressing=addressing_of(document.kind, agreement, region, document.meeting),
        date=day,
        year=day.year,
        short_date=indonesian.short_date(day),
        duration=term_phrase(term),
        planned=term_phrase(term, "untuk jangka waktu"),
        lasting=term_phrase(term, "selama"),
        value=_value_of(agreement),
        outcomes=outcomes,
        days=_days_of(outcomes),
        papers=tables.finished_papers_of(agreement),
        topics=agreement.urusan_names,
        offered=conditions.was_offered(agreement),
        chain=_chain_of(paper),
        supporters=[unit.name for unit in agreement.supporters.all()],
        letter=edited_letter_of(document.context.get("letter")),
        of_kind=words_of(paper),
    )


def is_sample(document: Document) -> bool:
    """Whether it only shows how such a paper looks."""
    return bool(document.context.get("sample"))


def _watermark_of(document: Document) -> str:
    if is_sample(document):
        return "CONTOH"
    return "RANCANGAN" if document.draft else ""


def _verification_of(document: Document) -> VerificationMark | None:
    """Only a final can be verified."""
    if document.draft or is_sample(document):
        return None
    return public_verification.verification_mark_of(document)


def _value_of(agreement: Agreement) -> str:
    if agreement.worth is None:
        return ""
    return value_in_words(agreement.worth)


def _days_of(outcomes: Outcomes) -> dict[str, str]:
    """The days of the records that have one, by their requirement."""
    days = {code: row.decided_on for code, row in outcomes.items()}
    return {code: indonesian.short_date(day) for code, day in days.items() if day}


def _chain_of(paper: OrderedPaper) -> list[SignatureBlock]:
    """Only a draft goes up to be initialled."""
    if not paper.document.draft:
        return []
    return initials.initials_chain_of(paper.agreement, paper.region, paper.day)
