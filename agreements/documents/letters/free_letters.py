"""How a free letter begins, reads and becomes its paper: one on a kop of ours, with or without a
case.
"""

from dataclasses import dataclass

from django.utils import timezone

from agreements.documents import needs, numbering, signers
from agreements.documents.needs import Gap, Where
from agreements.documents.pages.free_letter import page_of_letter
from agreements.documents.signers import SignatureBlock
from agreements.documents.text import indonesian
from agreements.models import Agreement, Letter, LetterPaper
from agreements.workflow.guarding import refuse_for, refuse_if
from kerjasama.accounts.models import Office, RegionProfile, Role, Unit, User

from .known_facts import addressee_lines_of, facts_for
from .templates import Form, LetterTemplate, letter_templates
from .words import LetterWords, mark_of, read_typed, words_as_json, words_of_json
from .writers import OFFICE, holds_any

NOT_YOURS = "Surat ini ditulis Bagian Kerja Sama, Bagian Hukum, atau OPD yang bersangkutan."


@dataclass(frozen=True)
class FreeOrder:
    """A free letter that is to be begun: by which template, of which unit, about which case."""

    template: LetterTemplate
    unit: Unit | None
    agreement: Agreement | None


def template_of(letter: Letter) -> LetterTemplate:
    """The template by which it began."""
    return letter_templates()[letter.kind]


def may_begin(user: User, order: FreeOrder) -> bool:
    """Whether this person writes such a letter: the Bagian and Bagian Hukum any, an OPD those that
    its own head signs.
    """
    if user.roles & set(OFFICE):
        return True
    is_own = order.unit is not None and order.unit.pk in user.units_as(Role.OPD, Role.OPD_HEAD)
    return is_own and is_of_unit(order.template)


def is_of_unit(template: LetterTemplate) -> bool:
    """Whether the head of the writer's own unit signs it."""
    return template.office == Office.UNIT_HEAD and template.role is None


def draft_of(order: FreeOrder, user: User) -> Letter:
    """The draft, not stored yet. Raises Refused for who may not write it."""
    refuse_if(not may_begin(user, order), NOT_YOURS)
    template, unit = order.template, order.unit
    if template.office != Office.UNIT_HEAD:
        unit = None
    elif template.role is not None:
        unit = Unit.objects.seat_of(template.role) or unit
    refuse_if(template.office == Office.UNIT_HEAD and unit is None, "Pilih unit yang bersurat.")
    return Letter(
        kind=template.code,
        agreement=order.agreement,
        unit=unit,
        office=template.office,
        words=words_as_json(first_words_of(template, order.agreement)),
        by=user,
    )


def first_words_of(template: LetterTemplate, agreement: Agreement | None) -> LetterWords:
    """How a letter of this template begins."""
    facts = facts_for(agreement)
    to: tuple[str, ...] = ()
    place = ""
    if template.form is Form.LETTER:
        to, place = addressee_lines_of(agreement)
    if template.form is Form.MEMO and template.office == Office.UNIT_HEAD:
        to = (RegionProfile.current().head_title,)
    return LetterWords(
        nature=template.nature,
        enclosure=template.enclosure,
        subject=template.subject.format_map(facts),
        to=to,
        place=place,
        body=read_typed(template.body.format_map(facts)),
        closing=template.closing.format_map(facts),
    )


def words_of(letter: Letter) -> LetterWords:
    """What the letter says."""
    return words_of_json(letter.words or {})


def seen_in(letter: Letter) -> str:
    """The mark of what the letter says now."""
    return mark_of(letter.words, letter.office, letter.unit_id)


def signer_of(letter: Letter) -> SignatureBlock:
    """Who signs it on the day that it bears, or would bear today."""
    region, paper = RegionProfile.current(), getattr(letter, "paper", None)
    day = paper.day if paper else timezone.localdate()
    unit = letter.unit.on(day) if letter.unit else None
    return signers.signer_for_office(letter.office, region, day, unit)


def gaps_of(letter: Letter) -> list[Gap]:
    """What of the office is missing to sign it today, with where it is filled in."""
    today = timezone.localdate()
    signer = signer_of(letter)
    unit = letter.unit.on(today) if letter.unit else None
    gaps = [*needs.gaps_of_kop(RegionProfile.current(), unit)]
    if signer.official is None:
        text = f"{signer.title}: belum ada pejabat yang dicatat untuk tanggal"
        place = f"jabatan={signer.office}" + (f"&unit={signer.unit.pk}" if signer.unit else "")
        gaps.append(Gap(f"{text} {indonesian.short_date(today)}.", Where.OFFICIALS, place))
    return gaps


def gap_of(letter: Letter) -> str:
    """The first of them; empty where nothing is missing."""
    return next((gap.text for gap in gaps_of(letter)), "")


def make_paper(letter: Letter, user: User) -> LetterPaper:
    """The numbered paper, to be made by the worker; its number is reserved until it is signed."""
    refuse_for(gap_of(letter))
    template, signer, number = template_of(letter), signer_of(letter), None
    if template.series:
        series = numbering.series_for(template.series, letter.unit)
        purpose = f"{template.title}: {words_of(letter).subject}"
        number = numbering.reserve_number(series, user, purpose[:200])
    return LetterPaper.objects.create(
        letter=letter,
        number_row=number,
        day=timezone.localdate(),
        signer=signer.name,
        signer_office=signer.capacity,
    )


def page_of_draft(letter: Letter) -> str:
    """The page of the letter as it would be printed today, as a draft without a number."""
    return page_of_letter(letter, template_of(letter), words_of(letter), signer_of(letter), None)


def page_of_paper(paper: LetterPaper) -> str:
    """The page of the numbered letter."""
    letter = paper.letter
    return page_of_letter(letter, template_of(letter), words_of(letter), signer_of(letter), paper)


def may_write(user: User, letter: Letter) -> bool:
    """Whether this person edits the draft."""
    return holds_any(user, letter)
