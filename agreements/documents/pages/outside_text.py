"""What a naskah prints whose text was written elsewhere: the pages of its file as they are, and
behind them a sheet that says its number, its parties and where the parts stand that the law lists.
"""

from dataclasses import dataclass
from typing import NamedTuple

from agreements.documents.annex_pages import pages_of_file, words_of_pages
from agreements.documents.archive import pdf_archive
from agreements.documents.kinds import KINDS
from agreements.documents.text.indonesian import number_in_words
from agreements.documents.wording import outside_texts
from agreements.models import Party
from agreements.models.naskah_setup import OutsideText
from agreements.workflow import outside_naskah

from .paper_words import OrderedPaper, PaperWords

# Pixels of the longest side: 200 by inch on A4, so that small print stays sharp on paper.
LONGEST = 2340
LONGEST_READ = 4000  # signs of a page that are read to who cannot see it


class OutsidePage(NamedTuple):
    """One page: its picture, what is read to who cannot see it, and whether it lies on its side."""

    picture: str
    read: str
    is_wide: bool


class NamedSide(NamedTuple):
    """A party: its name, the number that it gave, and who signs for it."""

    name: str
    number: str
    signer: str
    office: str


class ListedPart(NamedTuple):
    """A part that the law lists: its name, its article, and its pages in the file."""

    name: str
    citation: str
    pages: str


@dataclass(frozen=True)
class OutsideTextWords(PaperWords):
    """What such a naskah prints."""

    file: OutsideText
    pages: list[OutsidePage]
    pages_in_words: str
    sides: list[NamedSide]
    parts: list[ListedPart]


def of_outside_text(paper: OrderedPaper) -> OutsideTextWords:
    """A naskah of any kind. Raises Undrawable and Damaged where its pages cannot be drawn."""
    file = outside_texts.outside_text_printed(paper.document)
    if file is None:
        raise ValueError("written here")
    ticked = outside_naskah.ticked_parts_of(paper.agreement, KINDS[paper.kind].base)
    return OutsideTextWords(
        file,
        pages=_pages_of(file),
        pages_in_words=number_in_words(file.pages),
        sides=[_side(paper, party) for party in paper.agreement.parties.all()],
        parts=[ListedPart(part.name, str(part.citation), pages) for part, pages in ticked],
    )


def _pages_of(file: OutsideText) -> list[OutsidePage]:
    drawn = pages_of_file(file.sha256, LONGEST)
    words = words_of_pages(file.sha256)
    words += [""] * (len(drawn) - len(words))
    return [
        OutsidePage(page.picture, said[:LONGEST_READ], page.is_wide)
        for page, said in zip(drawn, words, strict=False)
    ]


def _side(paper: OrderedPaper, party: Party) -> NamedSide:
    signer = pdf_archive.signer_of(paper.document, party)
    name, number = party.name, party.number
    if party.is_region:
        name, number = paper.region.name, ""
    return NamedSide(name, number, signer["nama"], signer["jabatan"])
