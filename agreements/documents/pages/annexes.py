"""The lampiran that a naskah prints behind its signatures."""

from datetime import date
from typing import NamedTuple

from agreements.documents import store
from agreements.documents.annex_pages import AnnexPage, Undrawable, pages_of_file
from agreements.documents.text.indonesian import number_in_words
from agreements.documents.wording import kept_trees
from agreements.documents.wording.annexes import files_of
from agreements.models import Document
from agreements.naskah.blocks import AnnexFile, NaskahText
from agreements.workflow.removals import days_of_removals
from kerjasama.writing.days import short_date

from .clauses import ClauseLine, ClauseTable, lines_of_body

# In the context of a paper of which only the words are read: no page of a file is drawn for it.
WORDS_ONLY = "words_only"
UNDRAWN = "Halaman berkas lampiran ini tidak dapat ditampilkan. Lampirkan berkasnya lagi."


class PrintedFile(NamedTuple):
    """The pages of a file, how many it has in figures and words, or why they are not there."""

    pages: list[AnnexPage]
    told: str = ""
    notice: str = ""


class PrintedAnnex(NamedTuple):
    """One lampiran: its number, its title, its text, and the pages of its file."""

    place: str
    title: str
    lines: list[ClauseLine | ClauseTable]
    file: PrintedFile


def printed_annexes_of(document: Document, tree: NaskahText | None) -> list[PrintedAnnex]:
    """The annexes of the tree that a paper says; a woven text has none."""
    if tree is None:
        return []
    agreement, kind = document.agreement, document.kind
    teller = kept_trees.teller_of(kind, agreement, tree)
    removed = days_of_removals(agreement, files_of(tree))
    return [
        PrintedAnnex(
            place=teller.numbers.words(annex.id),
            title=annex.title,
            lines=lines_of_body(annex.body, teller, annex.id),
            file=printed_file(document, annex.file, removed),
        )
        for annex in tree.annexes
    ]


def printed_file(
    document: Document, file: AnnexFile | None, removed: dict[str, date]
) -> PrintedFile:
    """A draft goes on without pages that cannot be drawn; of a final they are missed (Undrawable,
    Damaged).
    """
    if file is None:
        return PrintedFile([])
    if day := removed.get(file.sha256):
        notice = f"Isi berkas lampiran ini dihapus pada {short_date(day)}."
        return PrintedFile([], notice=notice)
    told = number_in_words(file.pages)
    if document.context.get(WORDS_ONLY):
        return PrintedFile([], told)
    try:
        return PrintedFile(pages_of_file(file.sha256), told)
    except (Undrawable, store.Damaged):
        if not document.draft:
            raise
        return PrintedFile([], notice=UNDRAWN)
