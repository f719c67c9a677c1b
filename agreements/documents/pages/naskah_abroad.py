"""The Pernyataan Kehendak and the Naskah Kerja Sama: two languages side by side, and each party
first in the copy it keeps.
"""

from dataclasses import dataclass
from typing import NamedTuple

from agreements.documents import signers
from agreements.documents.kinds import KINDS, DocumentCode, DocumentKind
from agreements.documents.pages import tables
from agreements.documents.text import english, indonesian
from agreements.documents.text.indonesian import TypedLine
from agreements.documents.wording import change_clauses_abroad
from agreements.documents.wording.parties_abroad import (
    Side,
    join_names_with,
    named_first,
    parties_with_emblems,
)
from agreements.models import Agreement, Document, Evidence
from agreements.regulations.limits import INTENT

from .paper_words import OrderedPaper, PaperWords

LANGUAGES = {"id": ("Indonesia", "Indonesian"), "en": ("Inggris", "English")}
LONGEST_ROW = 1600  # letters that surely fit on one page

Bilingual = tuple[str, str]  # the same in Indonesian and in English


class ArticleRow(NamedTuple):
    """Lines that stand beside each other; a `whole` row fits on one page and is not broken."""

    left: list[TypedLine]
    right: list[TypedLine]
    whole: bool


class PrintedArticle(NamedTuple):
    """One Pasal in both languages."""

    titles: Bilingual
    rows: list[ArticleRow]


class NaskahCopy(NamedTuple):
    """One original: the party that keeps it stands first."""

    sides: tuple[Side, ...]
    preamble: list[Bilingual]
    articles: list[PrintedArticle]


@dataclass(frozen=True)
class NaskahAbroadWords(PaperWords):
    """What a naskah in two languages prints."""

    copies: list[NaskahCopy]
    naskah: Bilingual
    name: str
    title_en: str
    naskah_number: str
    opens: Bilingual
    closing: list[Bilingual]


def of_naskah(paper: OrderedPaper) -> NaskahAbroadWords:
    """A Pernyataan Kehendak to be signed is printed twice, once for each party."""
    agreement = paper.agreement
    base = KINDS[KINDS[paper.kind].base]
    titled = agreement
    if base.changes_abroad:
        titled = agreement.above
    return NaskahAbroadWords(
        copies=[_copy(paper, first) for first in _copies_to_print(paper)],
        naskah=(base.own_name, base.title_en),
        name=indonesian.flatten_name(titled.title),
        title_en=indonesian.flatten_name(agreement.title_en) or indonesian.BLANK,
        naskah_number=_number_of(paper.document),
        opens=_opens(base),
        closing=_closing(paper.document),
    )


def _copies_to_print(paper: OrderedPaper) -> tuple[int, ...]:
    """For each original which of the sides stands first in it."""
    base = KINDS[KINDS[paper.kind].base]
    partners = range(1, paper.agreement.number_of_parties)
    if (paper.kind == INTENT or base.changes_abroad) and not paper.document.draft:
        return (0, *partners)
    if base.code != paper.kind:
        return tuple(partners)
    return (0,)


def _number_of(document: Document) -> str:
    """Its own number; the partner's copy bears that of ours."""
    if document.draft:
        return ""
    ours = tables.finished_papers_of(document.agreement).get(DocumentCode.NASKAH_KERJA_SAMA)
    if document.number or ours is None:
        return document.number
    return ours.number


def _copy(paper: OrderedPaper, first: int) -> NaskahCopy:
    sides = parties_with_emblems(paper.agreement, paper.region, paper.day, paper.kind)
    sides = named_first(sides, first)
    articles = change_clauses_abroad.articles_abroad_of(paper.kind, paper.agreement, first)
    return NaskahCopy(
        sides,
        _preamble(paper, sides),
        [
            PrintedArticle(
                (own.title, in_english.title), articles_side_by_side(own.text, in_english.text)
            )
            for own, in_english in articles
        ],
    )


def articles_side_by_side(own: str, in_english: str) -> list[ArticleRow]:
    """The lines of one article as rows that no page may break: point beside point, or all of it
    where the points do not match.
    """
    left, right = indonesian.format_paragraphs(own), indonesian.format_paragraphs(in_english)
    if [_place(line) for line in left] != [_place(line) for line in right]:
        return [ArticleRow(left, right, len(own) + len(in_english) < LONGEST_ROW)]
    rows: list[ArticleRow] = []
    for ours, theirs in zip(left, right, strict=True):
        if rows and rows[-1].left[-1].leads:
            rows[-1].left.append(ours)
            rows[-1].right.append(theirs)
        else:
            rows.append(ArticleRow([ours], [theirs], whole=True))
    return rows


def _place(line: TypedLine) -> tuple[str, int]:
    return line.marker, line.level


def _preamble(paper: OrderedPaper, sides: tuple[Side, ...]) -> list[Bilingual]:
    """What stands before the articles, sentence by sentence in both languages."""
    first, *others = sides
    second = join_names_with([side.name for side in others], "dan")
    second_en = join_names_with([side.name_en for side in others], "and")
    parties = (
        (
            f"{first.name}, dan {second}, selanjutnya secara bersama-sama disebut “Para"
            " Pihak” dan secara sendiri-sendiri disebut “Pihak”;"
        ),
        (
            f"{english.capitalize_english(first.name_en)}, and {second_en}, hereinafter"
            " referred to collectively as the “Parties” and individually as the “Party”;"
        ),
    )
    references: list[Bilingual] = []
    if paper.kind != INTENT:
        references += _reference(paper.outcomes.get("ttd_loi"))
    if KINDS[paper.kind].changes_abroad:
        references += change_clauses_abroad.references_of_change(paper.agreement)
    return [parties, *references, *AIMS]


AIMS: tuple[Bilingual, ...] = (
    (
        (
            "BERKEINGINAN mempererat hubungan persahabatan dan kerja sama yang saling"
            " menguntungkan antara Para Pihak dan masyarakatnya;"
        ),
        (
            "DESIRING to strengthen the friendly relations and the mutually beneficial"
            " cooperation between the Parties and their peoples;"
        ),
    ),
    (
        "MENGAKUI pentingnya asas kesetaraan dan saling menguntungkan;",
        "RECOGNISING the importance of the principles of equality and mutual benefit;",
    ),
    (
        (
            "SESUAI dengan hukum dan peraturan perundang-undangan yang berlaku di negara"
            " masing-masing;"
        ),
        "PURSUANT to the prevailing laws and regulations of their respective countries;",
    ),
)


def _reference(signed: Evidence | None) -> list[Bilingual]:
    """That a Letter of Intent was signed before."""
    if signed is None or signed.decided_on is None:
        return []
    day = signed.decided_on
    return [
        (
            (
                "MERUJUK pada Pernyataan Kehendak Kerja Sama yang ditandatangani pada tanggal"
                f" {indonesian.short_date(day)};"
            ),
            f"REFERRING to the Letter of Intent signed on {english.long_date(day)};",
        )
    ]


def _opens(paper: DocumentKind) -> Bilingual:
    if paper.code == INTENT:
        return "MENYATAKAN KEHENDAK sebagai berikut:", "DECLARE THEIR INTENT as follows:"
    if paper.changes_abroad:
        return "TELAH SEPAKAT sebagai berikut:", "HAVE AGREED as follows:"
    return (
        "TELAH MENCAPAI SALING PENGERTIAN sebagai berikut:",
        "HAVE REACHED THE FOLLOWING UNDERSTANDING:",
    )


def _closing(document: Document) -> list[Bilingual]:
    """Who signs, how many originals, where and when, in which languages, which text prevails."""
    agreement = document.agreement
    paper = KINDS[KINDS[document.kind].base]
    name, name_en = paper.own_name, paper.title_en
    empowered, empowered_en = _empowered(agreement, document.kind)
    place = indonesian.flatten_name(agreement.tempat_ttd) or indonesian.BLANK
    day, day_en = _signing_day(document)
    prevails, prevails_en = _prevailing(agreement)
    copies = agreement.number_of_parties
    doubled = "duplicate, in " if copies == 2 else ""
    return [
        (
            (
                f"SEBAGAI BUKTI, yang bertanda tangan di bawah ini{empowered} telah menandatangani"
                f" {name} ini."
            ),
            f"IN WITNESS WHEREOF, the undersigned{empowered_en} have signed this {name_en}.",
        ),
        (
            (
                f"DIBUAT dalam rangkap {indonesian.number_in_words(copies)} di {place} pada tanggal"
                f" {day}, masing-masing dalam bahasa Indonesia dan bahasa Inggris, semua naskah"
                f" mempunyai kekuatan yang sama.{prevails}"
            ),
            (
                f"DONE in {doubled}{english.number_in_english(copies)} originals, at {place} on"
                f" {day_en}, each in the Indonesian and English languages, all texts being equally"
                f" authentic.{prevails_en}"
            ),
        ),
    ]


def _empowered(agreement: Agreement, kind: str) -> Bilingual:
    """Said only where full powers are given."""
    if kind == INTENT or not agreement.kuasa_penuh:
        return "", ""
    return (
        ", yang telah diberi kuasa secara sah oleh Pemerintah masing-masing,",
        ", being duly authorised by their respective Governments,",
    )


def _signing_day(document: Document) -> Bilingual:
    """The day for which our original was ordered, the same in both originals; room for the hand in
    a draft.
    """
    if document.draft:
        return indonesian.BLANK, indonesian.BLANK
    originals = document.agreement.documents.filter(kind=KINDS[document.kind].base, draft=False)
    day = signers.day_of(originals.order_by("pk").last() or document)
    return indonesian.short_date(day), english.long_date(day)


def _prevailing(agreement: Agreement) -> Bilingual:
    """Which text prevails; not said while nothing is agreed."""
    if not agreement.bahasa_acuan:
        return "", ""
    name, name_en = LANGUAGES[agreement.bahasa_acuan]
    return (
        f" Dalam hal terdapat perbedaan penafsiran, naskah bahasa {name} yang berlaku.",
        f" In case of any divergence of interpretation, the {name_en} text shall prevail.",
    )
