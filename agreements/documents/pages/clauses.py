"""The Pasal of a naskah as its paper prints them: woven text line by line, a tree with the looks of
its words and its tables.
"""

from typing import NamedTuple

from django.utils.safestring import SafeString, mark_safe

from agreements.documents.text import indonesian
from agreements.documents.text.indonesian import TypedLine
from agreements.documents.wording import kept_trees, versions
from agreements.models import Agreement, Document
from agreements.naskah.blocks import BAGIAN, INDONESIAN, Body, NaskahText
from agreements.naskah.html import runs_as_html
from agreements.naskah.inline import Teller
from agreements.naskah.numbering import Numbers
from agreements.naskah.plain import read_returned
from agreements.naskah.rows import PrintedTable, Row, Runs, rows_of
from agreements.naskah.stored import load_naskah
from kerjasama.reference.languages import THIRD


class ClauseLine(NamedTuple):
    """One line of a Pasal: its list mark, its words, how far it is set in, and whether the next
    line belongs to it.
    """

    marker: str
    text: SafeString
    level: int
    leads: bool


class ClauseCell(NamedTuple):
    """One cell; figures stand to the right."""

    text: SafeString
    is_figure: bool


class ClauseTable(NamedTuple):
    """A table: its head, its rows, and how far it is set in."""

    head: list[SafeString]
    rows: list[list[ClauseCell]]
    level: int


Lines = list[TypedLine] | list[ClauseLine | ClauseTable]


class ChapterHeading(NamedTuple):
    """How a BAB or a Bagian is called, and its title."""

    place: str
    title: str
    is_section: bool


class PrintedClause(NamedTuple):
    """One Pasal: its title, its text line by line, and the BAB and Bagian that begin with it."""

    title: str
    lines: Lines
    headings: tuple[ChapterHeading, ...] = ()


def printed_clauses_of(document: Document, tree: NaskahText | None) -> list[PrintedClause]:
    """The Pasal that a paper says, of its `tree` where it has one."""
    if tree:
        return clauses_of_tree(document.kind, document.agreement, tree)
    texts = versions.texts_of_paper(document)
    return [PrintedClause(title, indonesian.format_paragraphs(text)) for title, text in texts]


def tree_of_paper(document: Document) -> NaskahText | None:
    """The tree that a paper says; None where its text is woven."""
    version = versions.printed_version_of(document)
    if version is None:
        return kept_trees.tree_kept_of(document.kind, document.agreement)
    return load_naskah(version.tree) if version.tree else None


def clauses_of_tree(
    kind: str,
    agreement: Agreement,
    tree: NaskahText,
    language: str = INDONESIAN,
    first: int = 0,
) -> list[PrintedClause]:
    """The Pasal of a tree in one language; abroad for the original of the `first` party."""
    teller = kept_trees.teller_of(kind, agreement, tree, language, first)
    return [
        PrintedClause(
            article.said_in(language).title,
            lines_of_body(article.said_in(language).body, teller, article.id),
            tuple(
                ChapterHeading(
                    teller.numbers.chapters[one.id], one.title, is_section=one.level == BAGIAN
                )
                for one in tree.chapters_before(article.id)
            ),
        )
        for article in tree.articles
    ]


class WordedFrame(NamedTuple):
    """What of the frame around the Pasal was worded, line by line; empty where it follows the
    case.
    """

    premis: list[ClauseLine | ClauseTable]
    dasar: list[ClauseLine | ClauseTable]
    sepakat: list[ClauseLine | ClauseTable]
    penutup: list[ClauseLine | ClauseTable]


def worded_frame_of(document: Document, tree: NaskahText | None) -> WordedFrame:
    """That of the tree that a paper says."""
    parts = {part.id: part for part in tree.frame} if tree else {}
    if tree is None or not parts:
        return WordedFrame([], [], [], [])
    teller = kept_trees.teller_of(document.kind, document.agreement, tree)
    return WordedFrame(
        *(
            lines_of_body(parts[one].body, teller, one) if one in parts else []
            for one in WordedFrame._fields
        )
    )


def lines_of_body(body: Body, teller: Teller, within: str) -> list[ClauseLine | ClauseTable]:
    """One body of a tree, line by line. A third text closes its sentences by its own marks."""
    as_typed = teller.language in THIRD
    return [_printed(row) for row in rows_of(body, teller, within, as_typed=as_typed)]


def lines_of_plain(text: str) -> list[ClauseLine | ClauseTable]:
    """The lines and tables of a text that was told plainly, as versions keep it."""
    teller = Teller(Numbers(NaskahText(())))
    return lines_of_body(read_returned(text), teller, "")


def _printed(row: Row) -> ClauseLine | ClauseTable:
    if isinstance(row, PrintedTable):
        rows = [
            [
                ClauseCell(_html(cell), is_figure)
                for cell, is_figure in zip(cells, row.in_figures, strict=True)
            ]
            for cells in row.rows
        ]
        return ClauseTable([_html(cell) for cell in row.head], rows, row.level)
    return ClauseLine(row.marker, _html(row.runs), row.level, row.leads)


def _html(runs: Runs) -> SafeString:
    return mark_safe(runs_as_html(runs))  # noqa: S308 - escaped run by run
