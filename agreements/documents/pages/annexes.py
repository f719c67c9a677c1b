"""The lampiran that a naskah prints behind its signatures."""

from typing import NamedTuple

from agreements.documents.annex_pages import AnnexPage, pages_of_file
from agreements.documents.text.indonesian import number_in_words
from agreements.documents.wording import kept_trees
from agreements.models import Document

from .clauses import ClauseLine, ClauseTable, lines_of_body, tree_of_paper


class PrintedAnnex(NamedTuple):
    """One lampiran: its number, its title, its text, and the pages of its file."""

    place: str
    title: str
    lines: list[ClauseLine | ClauseTable]
    pages: list[AnnexPage]

    @property
    def told(self) -> str:
        """How many pages its file has, in figures and words."""
        return number_in_words(len(self.pages))


def printed_annexes_of(document: Document) -> list[PrintedAnnex]:
    """The annexes that a paper says; a woven text has none."""
    tree = tree_of_paper(document)
    if tree is None:
        return []
    agreement, kind = document.agreement, document.kind
    numbers = kept_trees.teller_of(kind, agreement, tree).numbers
    return [
        PrintedAnnex(
            place=numbers.words(annex.id),
            title=annex.title,
            lines=lines_of_body(kind, agreement, tree, annex.body, annex.id),
            pages=pages_of_file(annex.file.sha256) if annex.file else [],
        )
        for annex in tree.annexes
    ]
