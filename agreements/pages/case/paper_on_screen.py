"""The naskah that a decision is about, to be read on the very page of the decision."""

from dataclasses import dataclass

from agreements.documents import content_removal, on_screen, store
from agreements.documents.kinds import KINDS
from agreements.documents.on_screen import Block
from agreements.documents.wording import versions
from agreements.models import Document
from agreements.pages.case.papers import PaperRow, PaperTable


@dataclass(frozen=True)
class Passage:
    """A block of the text; a Pasal bears an anchor that the list of Pasal leads to."""

    block: Block
    anchor: str = ""


@dataclass(frozen=True)
class PaperOnScreen:
    """A paper as flowing text, and the numbers of its pages, which are pictures."""

    row: PaperRow
    passages: list[Passage]
    pages: list[int]

    @property
    def articles(self) -> list[Passage]:
        """The Pasal one can jump to."""
        return [passage for passage in self.passages if passage.anchor]


def naskah_to_read(table: PaperTable) -> PaperRow | None:
    """The newest naskah of the case that is there; else the newest paper."""
    ready = [row for row in table.papers if row.is_ready]
    naskah = [row for row in ready if versions.has_versions(row.paper.kind)]
    return next(iter([*naskah, *ready]), None)


def put_on_screen(row: PaperRow) -> PaperOnScreen | None:
    """The paper to be read here; None when its content was taken away, or cannot be read.

    The narrow columns of two languages break words by rules that nobody could undo for certain, so
    such a paper is read as pictures alone.
    """
    if is_withheld(row.paper):
        return None
    try:
        pdf = store.read_stored(row.paper.sha256)
    except store.Damaged:
        return None
    pages = list(range(1, on_screen.count_pages(pdf) + 1))
    if KINDS[row.paper.kind].is_bilingual:
        return PaperOnScreen(row, [], pages)
    passages = passages_of(pdf)
    return PaperOnScreen(row, passages, pages) if passages else None


def is_withheld(paper: Document) -> bool:
    """Whether the content of a draft was taken away, or is about to be."""
    return paper.draft and content_removal.removal_notice_of(paper) is not None


def passages_of(pdf: bytes) -> list[Passage]:
    """Its text, block by block."""
    passages: list[Passage] = []
    for block in on_screen.read_blocks(pdf):
        anchor = ""
        if block.is_heading and not block.is_title:
            anchor = f"bagian-{len(passages)}"
        passages.append(Passage(block, anchor))
    return passages
