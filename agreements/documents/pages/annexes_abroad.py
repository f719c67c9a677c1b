"""The lampiran that a naskah abroad prints behind its signatures, its languages beside each other;
the pages of a file stand once in each original.
"""

from typing import NamedTuple

from agreements.documents.annex_pages import AnnexPage
from agreements.documents.kinds import KINDS
from agreements.documents.text import indonesian
from agreements.documents.wording import kept_trees
from agreements.documents.wording.annexes import files_of
from agreements.naskah.blocks import Annex, NaskahText
from agreements.naskah.inline import Teller
from agreements.workflow.removals import days_of_removals
from kerjasama.reference.languages import ENGLISH, INDONESIAN, NaskahLanguage

from .annexes import printed_file
from .clauses import lines_of_body
from .naskah_columns import Cell, PrintedLine, Row, number_of_naskah, rows_of_lines
from .paper_words import OrderedPaper


class PageOfAnnex(NamedTuple):
    """A page of a file, and how it is called."""

    caption: str
    page: AnnexPage


class AnnexAbroad(NamedTuple):
    """One lampiran: its head, its title and its text in rows, and the pages of its file."""

    rows: list[Row]
    pages: list[PageOfAnnex]


def annexes_abroad_of(
    paper: OrderedPaper,
    tree: NaskahText | None,
    languages: tuple[NaskahLanguage, ...],
    first: int,
) -> tuple[AnnexAbroad, ...]:
    """Those of the tree that a paper says, for the original of the `first` of the parties."""
    if tree is None or not tree.annexes:
        return ()
    tellers = [
        kept_trees.teller_of(paper.kind, paper.agreement, tree, one.code, first)
        for one in languages
    ]
    removed = days_of_removals(paper.agreement, files_of(tree))
    found = []
    for annex in tree.annexes:
        file = printed_file(paper.document, annex.file, removed)
        notes = [file.notice] if file.notice else []
        rows = [
            _head(paper, languages),
            *_rows(annex, languages, tellers),
            *(Row("", tuple(Cell(one, paragraphs=(note,)) for one in languages)) for note in notes),
        ]
        found.append(AnnexAbroad(rows, _pages(annex, languages, tellers, file.pages)))
    return tuple(found)


def _head(paper: OrderedPaper, languages: tuple[NaskahLanguage, ...]) -> Row:
    """Of which naskah it is a lampiran."""
    number = number_of_naskah(paper.document)
    return Row(
        "annex-head",
        tuple(
            Cell(one, paragraphs=tuple(filter(None, _head_in(paper, one.code, number))))
            for one in languages
        ),
    )


def _head_in(paper: OrderedPaper, language: str, number: str) -> tuple[str, ...]:
    base, agreement = KINDS[KINDS[paper.kind].base], paper.agreement
    if language == INDONESIAN:
        title = indonesian.flatten_name(agreement.title)
        return base.own_name, number and f"Nomor {number}", f"tentang {title}"
    if language == ENGLISH:
        title = indonesian.flatten_name(agreement.title_en) or indonesian.BLANK
        return base.title_en, number and f"Number {number}", f"concerning {title}"
    return (number,)


def _rows(annex: Annex, languages: tuple[NaskahLanguage, ...], tellers: list[Teller]) -> list[Row]:
    columns: list[list[PrintedLine]] = [
        list(lines_of_body(annex.said_in(one.code).body, teller, annex.id))
        for one, teller in zip(languages, tellers, strict=True)
    ]
    rows = []
    for place, (beside, whole) in enumerate(rows_of_lines(columns)):
        cells = []
        for language, teller, lines in zip(languages, tellers, beside, strict=True):
            heading = ("", "")
            if place == 0:
                heading = (_place_of(annex, teller), annex.said_in(language.code).title)
            cells.append(Cell(language, (), (), *heading, tuple(lines)))
        rows.append(Row("", tuple(cells), whole, is_article=bool(annex.body)))
    return rows


def _place_of(annex: Annex, teller: Teller) -> str:
    return teller.numbers.words(annex.id, "", teller.language)


def _pages(
    annex: Annex,
    languages: tuple[NaskahLanguage, ...],
    tellers: list[Teller],
    pages: list[AnnexPage],
) -> list[PageOfAnnex]:
    teller, language = tellers[0], languages[0].code
    named = f"{_place_of(annex, teller)} {annex.said_in(language).title}"
    of = ("halaman", "dari") if language == INDONESIAN else ("page", "of")
    return [
        PageOfAnnex(f"{named}, {of[0]} {number} {of[1]} {len(pages)}", page)
        for number, page in enumerate(pages, 1)
    ]
