"""What the letters of a cooperation abroad may print (Permendagri 25/2020 and its Lampiran)."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.contrib.postgres.fields import ArrayField

from agreements.documents.kinds import conditions
from agreements.documents.text import indonesian
from agreements.documents.text.indonesian import TypedLine
from agreements.documents.wording.parties_abroad import (
    NativeName,
    Side,
    join_names_with,
    parties_with_emblems,
    sides_of,
)
from agreements.documents.wording.term_wording import term_phrase
from agreements.models import Agreement
from agreements.regulations.document_codes import DocumentCode
from agreements.regulations.originals import Bearer, shares_of_originals
from kerjasama.reference import countries
from kerjasama.reference.languages import BY_CODE
from partners.models import Partner

from .enclosures import enclosures_of, is_deemed
from .paper_words import OrderedPaper, PaperWords

Told = list[tuple[str, list[TypedLine]]]  # each label with what is told of it, line by line

# Our wording: P25 Pasal 29 ayat (2) huruf d asks for the statement and is silent on what it says.
PROMISES = (
    "menerima kerja sama tersebut dan menempatkan daerah sebagai penerima manfaat;",
    "menugaskan perangkat daerah terkait untuk melaksanakan kegiatan yang menjadi bagian daerah;",
    (
        "menyediakan pembiayaan yang menjadi bagian daerah sesuai dengan kemampuan keuangan"
        " daerah; dan"
    ),
    "melaksanakan dan melaporkan kerja sama sesuai dengan ketentuan peraturan perundang-undangan.",
)


class Permit(NamedTuple):
    """A permit of the partner, with its number and last day."""

    name: str
    number: str
    until: str


@dataclass(frozen=True)
class PartnerAbroadWords(PaperWords):
    """The partner abroad, and what kind of cooperation it is."""

    partner_full: str
    our_full: str
    native: NativeName | None
    country: str
    level: str
    partner_signer: str
    partner_office: str
    objects: list[str]
    passes_on: bool
    is_nonprofit: bool


@dataclass(frozen=True)
class LetterWords(PaperWords):
    """A letter: what it is about, and what goes with it."""

    partner: PartnerAbroadWords
    about: Told
    enclosed: list[str]
    enclosures: str
    is_deemed: bool
    place: str
    signing_day: str
    permits: list[Permit]


class OriginalRow(NamedTuple):
    """One original: who stands first in it, its language where it has one alone, and who keeps
    it.
    """

    number: int
    first: str
    language: str
    kept: str


@dataclass(frozen=True)
class OriginalsWords(PaperWords):
    """The letter with which the originals go to the Menteri."""

    letter: LetterWords
    counted: str
    apart: bool
    originals: list[OriginalRow]


@dataclass(frozen=True)
class EmpowermentWords(PaperWords):
    """The request for Full Powers, with their text as a draft."""

    letter: LetterWords
    annexed: bool
    sides: tuple[Side, ...]
    partners_named: str
    partners_named_en: str
    title_en: str


@dataclass(frozen=True)
class OfferAbroadWords(PaperWords):
    """The proposal to continue the Government's cooperation."""

    letter: LetterWords
    annexed: bool


@dataclass(frozen=True)
class WillingnessWords(PaperWords):
    """The statement that the region is willing to cooperate."""

    letter: LetterWords
    promises: tuple[str, ...]


def of_letter(paper: OrderedPaper) -> LetterWords:
    """A letter that tells of the plan."""
    agreement = paper.agreement
    enclosed = enclosures_of(agreement, paper.kind, paper.outcomes)
    return LetterWords(
        partner_abroad_words(agreement, paper.day),
        about=_about(agreement),
        enclosed=enclosed,
        enclosures=_count_in_words(enclosed),
        is_deemed=is_deemed(paper.outcomes),
        place=indonesian.flatten_name(agreement.tempat_ttd),
        signing_day=indonesian.day_if_known(agreement.rencana_ttd),
        permits=_permits(agreement.partner),
    )


def of_originals(paper: OrderedPaper) -> OriginalsWords:
    """Every original of the naskah, as its setup counts them."""
    agreement, kind = paper.agreement, DocumentCode.NASKAH_KERJA_SAMA
    plan = agreement.originals_abroad(kind)
    partners = [indonesian.flatten_name(party.name) for party in agreement.partner_parties]
    rows = []
    for number, share in enumerate(shares_of_originals(agreement.track, kind, plan), 1):
        first = paper.region.name
        if share.partner is not None:
            first = dict(enumerate(partners)).get(share.partner, indonesian.BLANK)
        kept = f"Naskah asli disimpan oleh {first}."
        if share.bearer == Bearer.MINISTER:
            kept = "Naskah asli disampaikan kepada Menteri Dalam Negeri bersama surat ini."
        language = BY_CODE[share.language].name if share.language else ""
        rows.append(OriginalRow(number, first, language, kept))
    return OriginalsWords(
        of_letter(paper),
        counted=indonesian.number_in_words(plan.total),
        apart=bool(plan.apart),
        originals=rows,
    )


def _count_in_words(enclosed: list[str]) -> str:
    if not enclosed:
        return ""
    return indonesian.number_in_words(len(enclosed))


def of_empowerment(paper: OrderedPaper) -> EmpowermentWords:
    """The request for Full Powers, on the day that it bears."""
    agreement = paper.agreement
    sides = parties_with_emblems(agreement, paper.region, paper.day)
    return EmpowermentWords(
        of_letter(paper),
        annexed=True,
        sides=sides,
        partners_named=join_names_with([side.name for side in sides[1:]], "dan"),
        partners_named_en=join_names_with([side.name_en for side in sides[1:]], "and"),
        title_en=indonesian.flatten_name(agreement.title_en) or indonesian.BLANK,
    )


def context_of_offer_abroad(paper: OrderedPaper) -> OfferAbroadWords:
    """With the mapping where Pasal 29 ayat (2) asks for it."""
    return OfferAbroadWords(
        of_letter(paper), annexed=conditions.passes_on_with_others(paper.agreement)
    )


def of_willingness(paper: OrderedPaper) -> WillingnessWords:
    """The letter with what the region promises."""
    return WillingnessWords(of_letter(paper), PROMISES)


def partner_abroad_words(agreement: Agreement, day: date) -> PartnerAbroadWords:
    """What papers tell of the partner, by whoever holds our office on that day."""
    partner = agreement.first_partner
    ours, *theirs = sides_of(agreement, day)
    country = level = ""
    if partner is not None:
        country = countries.country_name_of(partner.country)
        level = partner.get_level_display()
    return PartnerAbroadWords(
        partner_full=join_names_with([side.name for side in theirs], "dan"),
        our_full=ours.name,
        native=theirs[0].native,
        country=country,
        level=level,
        partner_signer=theirs[0].signer,
        partner_office=theirs[0].office,
        objects=labels_of(agreement, "objek_ln"),
        passes_on=conditions.passes_on(agreement),
        is_nonprofit=conditions.passes_on_with_nonprofit(agreement),
    )


def labels_of(agreement: Agreement, field: str) -> list[str]:
    """The labels of the chosen values, as they stand inside a sentence."""
    column = agreement._meta.get_field(field)
    if not isinstance(column, ArrayField):
        raise TypeError(f"{field} holds no list of choices")
    labels = dict(column.base_field.flatchoices)
    return [labels[value][:1].lower() + labels[value][1:] for value in getattr(agreement, field)]


def _about(agreement: Agreement) -> Told:
    """What a letter tells of the plan; what is not known yet is left out."""
    form = length = ""
    if agreement.track.is_with_foreign_region:
        form = agreement.get_jenis_ln_display()
    if agreement.has_fact("jangka_waktu_bulan"):
        length = term_phrase(agreement.term_of(""))
    told = (
        ("Bentuk", form),
        ("Objek", "; ".join(labels_of(agreement, "objek_ln"))),
        ("Maksud dan tujuan", agreement.maksud_tujuan),
        ("Ruang lingkup", indonesian.letter_list(agreement.ruang_lingkup)),
        ("Jangka waktu", length),
        ("Sumber pembiayaan", agreement.pembiayaan),
    )
    return [(label, indonesian.format_paragraphs(text)) for label, text in told if text]


def _permits(partner: Partner | None) -> list[Permit]:
    """Izin Prinsip and Izin Operasional with their numbers and last days (P25 Pasal 30 ayat (2)
    huruf a).
    """
    if partner is None:
        return []
    held = (
        ("Izin Prinsip", partner.izin_prinsip_number, partner.izin_prinsip_until),
        ("Izin Operasional", partner.izin_operasional_number, partner.izin_operasional_until),
    )
    return [Permit(name, number, indonesian.day_if_known(until)) for name, number, until in held]
