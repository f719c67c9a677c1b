"""The Pernyataan Kehendak and the Naskah Kerja Sama: two languages side by side, and each party
first in the copy it keeps.
"""

from datetime import date
from itertools import zip_longest

from agreements.documents.kinds import KINDS, DocumentCode, DocumentKind
from agreements.documents.pages import tables
from agreements.documents.text import english, indonesian
from agreements.documents.wording import change_clauses_abroad
from agreements.documents.wording.parties_abroad import Side, parties_with_emblems
from agreements.models import Agreement, Document
from agreements.regulations.limits import INTENT
from kerjasama.accounts.models import RegionProfile

from .builders import Outcomes, Words

LANGUAGES = {"id": ("Indonesia", "Indonesian"), "en": ("Inggris", "English")}
LONGEST_ROW = 1600  # letters that surely fit on one page


def of_naskah(document: Document, region: RegionProfile, day: date, outcomes: Outcomes) -> Words:
    """A Pernyataan Kehendak to be signed is printed twice, once for each party."""
    agreement, kind = document.agreement, document.kind
    paper = KINDS[KINDS[kind].base]
    changes = paper.changes_abroad
    both = (kind == INTENT or changes) and not document.draft
    return {
        "copies": [
            _copy(document, first, region, day, outcomes)
            for first in ((False, True) if both else (paper.code != kind,))
        ],
        "naskah": (paper.own_name, paper.title_en),
        "name": indonesian.flatten_name(agreement.above.title if changes else agreement.title),
        "title_en": indonesian.flatten_name(agreement.title_en) or indonesian.BLANK,
        "naskah_number": "" if document.draft else _number_of(document),
        "opens": _opens(paper),
        "closing": _closing(document),
    }


def _number_of(document: Document) -> str:
    """Its own number; the partner's copy bears that of ours."""
    ours = tables.finished_papers_of(document.agreement).get(DocumentCode.NASKAH_KERJA_SAMA, {})
    return document.number or ours.get("number", "")


def _copy(
    document: Document, partner_first: bool, region: RegionProfile, day: date, outcomes: Outcomes
) -> Words:
    agreement = document.agreement
    ours, theirs = parties_with_emblems(agreement, region, day)
    sides = (theirs, ours) if partner_first else (ours, theirs)
    articles = change_clauses_abroad.articles_abroad_of(document.kind, agreement, partner_first)
    return {
        "sides": sides,
        "preamble": _preamble(document, sides, outcomes),
        "articles": [
            {
                "titles": (own.title, in_english.title),
                "rows": articles_side_by_side(own.text, in_english.text),
            }
            for own, in_english in articles
        ],
    }


def articles_side_by_side(own: str, in_english: str) -> list[dict]:
    """The lines of one article as rows that no page may break: point beside point, or all of it
    where the points do not match.
    """
    left, right = indonesian.format_paragraphs(own), indonesian.format_paragraphs(in_english)
    if [_place(line) for line in left] != [_place(line) for line in right]:
        return [{"left": left, "right": right, "whole": len(own) + len(in_english) < LONGEST_ROW}]
    pairs: list[dict] = []
    for ours, theirs in zip_longest(left, right):
        if pairs and pairs[-1]["left"][-1].leads:
            pairs[-1]["left"].append(ours)
            pairs[-1]["right"].append(theirs)
        else:
            pairs.append({"left": [ours], "right": [theirs], "whole": True})
    return pairs


def _place(line: indonesian.TypedLine) -> tuple[str, int]:
    return line.marker, line.level


def _preamble(
    document: Document, sides: tuple[Side, Side], outcomes: Outcomes
) -> list[tuple[str, str]]:
    """What stands before the articles, sentence by sentence in both languages."""
    first, second = sides
    signed = outcomes.get("ttd_loi") if document.kind != INTENT else None
    return [
        (
            (
                f"{first.name}, dan {second.name}, selanjutnya secara bersama-sama disebut “Para"
                " Pihak” dan secara sendiri-sendiri disebut “Pihak”;"
            ),
            (
                f"{english.capitalize_english(first.name_en)}, and {second.name_en}, hereinafter"
                " referred to collectively as the “Parties” and individually as the “Party”;"
            ),
        ),
        *(_reference(signed.decided_on) if signed and signed.decided_on else []),
        *(
            change_clauses_abroad.references_of_change(document.agreement)
            if KINDS[document.kind].changes_abroad
            else []
        ),
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
    ]


def _reference(day: date) -> list[tuple[str, str]]:
    return [
        (
            (
                "MERUJUK pada Pernyataan Kehendak Kerja Sama yang ditandatangani pada tanggal"
                f" {indonesian.short_date(day)};"
            ),
            f"REFERRING to the Letter of Intent signed on {english.long_date(day)};",
        )
    ]


def _opens(paper: DocumentKind) -> tuple[str, str]:
    if paper.code == INTENT:
        return "MENYATAKAN KEHENDAK sebagai berikut:", "DECLARE THEIR INTENT as follows:"
    if paper.changes_abroad:
        return "TELAH SEPAKAT sebagai berikut:", "HAVE AGREED as follows:"
    return (
        "TELAH MENCAPAI SALING PENGERTIAN sebagai berikut:",
        "HAVE REACHED THE FOLLOWING UNDERSTANDING:",
    )


def _closing(document: Document) -> list[tuple[str, str]]:
    """Who signs, how many originals, where and when, in which languages, and which text prevails."""  # noqa: E501
    agreement = document.agreement
    paper = KINDS[KINDS[document.kind].base]
    name, name_en = paper.own_name, paper.title_en
    empowered, empowered_en = _empowered(agreement, document.kind)
    place = indonesian.flatten_name(agreement.tempat_ttd) or indonesian.BLANK
    day, day_en = _signing_day(document)
    prevails, prevails_en = _prevailing(agreement)
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
                f"DIBUAT dalam rangkap {indonesian.number_in_words(2)} di {place} pada tanggal"
                f" {day}, masing-masing dalam bahasa Indonesia dan bahasa Inggris, semua naskah"
                f" mempunyai kekuatan yang sama.{prevails}"
            ),
            (
                f"DONE in duplicate, in {english.number_in_english(2)} originals, at {place} on"
                f" {day_en}, each in the Indonesian and English languages, all texts being equally"
                f" authentic.{prevails_en}"
            ),
        ),
    ]


def _empowered(agreement: Agreement, kind: str) -> tuple[str, str]:
    """Said only where full powers are given."""
    if kind == INTENT or not agreement.kuasa_penuh:
        return "", ""
    return (
        ", yang telah diberi kuasa secara sah oleh Pemerintah masing-masing,",
        ", being duly authorised by their respective Governments,",
    )


def _signing_day(document: Document) -> tuple[str, str]:
    """The day for which our original was ordered, the same in both originals; room for the hand in
    a draft.
    """
    if document.draft:
        return indonesian.BLANK, indonesian.BLANK
    originals = document.agreement.documents.filter(kind=KINDS[document.kind].base, draft=False)
    day = date.fromisoformat((originals.order_by("pk").last() or document).context["date"])
    return indonesian.short_date(day), english.long_date(day)


def _prevailing(agreement: Agreement) -> tuple[str, str]:
    """Which text prevails; not said while nothing is agreed."""
    if not agreement.bahasa_acuan:
        return "", ""
    name, name_en = LANGUAGES[agreement.bahasa_acuan]
    return (
        f" Dalam hal terdapat perbedaan penafsiran, naskah bahasa {name} yang berlaku.",
        f" In case of any divergence of interpretation, the {name_en} text shall prevail.",
    )
