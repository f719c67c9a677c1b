"""A draft as DOCX for the partner: a working paper that looks as our PDF does, whose Pasal and
lists number themselves, and whose bookmarks tell which Pasal and block is which when it returns.
"""

import io
from collections.abc import Sequence

from django.utils import timezone
from docx.document import Document as WordFile
from docx.shared import Pt
from docx.text.paragraph import Paragraph
from lxml import html
from lxml.html import HtmlElement

from agreements.documents.exchange import word_marks
from agreements.documents.exchange.word_columns import ColumnWriter
from agreements.documents.exchange.word_file import new_word_file
from agreements.documents.exchange.word_frame import FrameWriter, has_class
from agreements.documents.exchange.word_numbering import WordNumbers
from agreements.documents.exchange.word_page import WordPage, keep_with_next
from agreements.documents.kinds import KINDS
from agreements.documents.pages.annexes import WORDS_ONLY
from agreements.documents.pages.naskah_abroad import TWO_LANGUAGES
from agreements.documents.pages.paper_context import to_html
from agreements.documents.text.indonesian import number_in_words
from agreements.documents.wording import framed_trees, kept_trees, versioned_trees
from agreements.models import Document, DraftVersion
from agreements.naskah.blocks import CLOSING, Body, NaskahText
from kerjasama.accounts.models import RegionProfile


def write_docx(version: DraftVersion) -> bytes:
    """The whole draft; the texts of its Pasal are those of the version."""
    file = new_word_file(RegionProfile.current(), word_marks.footer_of(version))
    _describe(file, version)
    page = WordPage(file, WordNumbers(file))
    if KINDS[version.kind].is_bilingual:
        ColumnWriter(page, version).write(_printed(version))
    else:
        _Writer(page, version).write()
    page.mark(file.paragraphs[0], word_marks.version_mark_of(version))
    content = io.BytesIO()
    file.save(content)
    return content.getvalue()


def _describe(file: WordFile, version: DraftVersion) -> None:
    told = file.core_properties
    told.title = f"{KINDS[version.kind].title}: {version.agreement.title}"[:250]
    told.language = "id-ID"
    told.author, told.comments = str(version.agreement.owner)[:250], ""


def _printed(version: DraftVersion) -> HtmlElement:
    """What the draft prints, without pages of files."""
    told = {
        "date": timezone.localdate().isoformat(),
        TWO_LANGUAGES: True,
        WORDS_ONLY: True,
        "version": version.number,
    }
    paper = Document(agreement=version.agreement, kind=version.kind, draft=True, context=told)
    return html.fromstring(to_html(paper)).find("body")


class _Writer:
    """A naskah in one language."""

    def __init__(self, page: WordPage, version: DraftVersion) -> None:
        self.page, self.version = page, version
        self.tree = versioned_trees.tree_of_version(version)
        self.parts: dict[str, Body] = {}  # of the frame, that are still to be written
        if kept_trees.has_structure(version.kind):
            framed = framed_trees.framed_tree(version.kind, version.agreement, self.tree)
            self.parts = {part.id: part.body for part in framed.frame}
        self.framed = set(self.parts)
        self.teller = kept_trees.teller_of(version.kind, version.agreement, self.tree)
        self.frame = FrameWriter(page, self._write_part)

    def write(self) -> None:
        """The page from its emblems to its last lampiran."""
        annexes = iter(self.tree.annexes)
        is_opening = True
        for element in _printed(self.version):
            if element.tag == "h2" and is_opening:
                is_opening = False
                self._write_articles(self.tree)
            if is_opening:
                self._write_marked(word_marks.FRAME, [element])
            elif has_class(element, "closing"):
                self._write_marked(word_marks.CLOSING, [element])
            elif has_class(element, "annex"):
                self._write_annex(element, next(annexes).id)

    def _write_part(self, part: str) -> bool:
        """A part of the frame as blocks, once; each of its printed elements stands for all."""
        if part not in self.framed:
            return False
        room = self.page.file
        before = len(room.paragraphs)
        self.page.add_body(room, self.parts.pop(part, ()), self.teller, part)
        if part == CLOSING:
            written = room.paragraphs[before:]
            keep_with_next(written)
            self._mark(written, word_marks.CLOSING)
            for paragraph in written[:1]:
                paragraph.paragraph_format.space_before = Pt(14)
        return True

    def _write_articles(self, tree: NaskahText) -> None:
        for article in tree.articles:
            self._write_chapters(article.id)
            self.page.add_heading(self.page.file, article.id, article.title)
            self.page.add_body(self.page.file, article.body, self.teller, article.id)

    def _write_chapters(self, article_id: str) -> None:
        """The BAB and Bagian that begin with a Pasal, marked as standing outside it."""
        for one in self.tree.chapters_before(article_id):
            told = (self.teller.numbers.chapters[one.id], one.title)
            lines = [self.page.add_paragraph(self.page.file, words) for words in told]
            for line in lines:
                self.page.numbers.leave_heading(line)
            self._mark(lines, word_marks.FRAME)

    def _write_annex(self, section: HtmlElement, annex_id: str) -> None:
        """Its head and its title; its text as blocks; of a file only what the page says of it."""
        [annex] = [one for one in self.tree.annexes if one.id == annex_id]
        self._write_marked(word_marks.FRAME, section.find_class("annex-head"))
        heading = self.page.add_paragraph(self.page.file)
        self.page.numbers.leave_heading(heading)
        heading.add_run(annex.title).font.all_caps = True
        self.page.mark(heading, word_marks.mark_of(annex.id))
        self.page.add_body(self.page.file, annex.body, self.teller, annex.id)
        if annex.file:
            pages = number_in_words(annex.file.pages)
            told = f"Lampiran ini terdiri atas {pages} halaman berkas yang menyertai naskah."
            note = self.page.add_paragraph(self.page.file, told)
            note.runs[0].italic = True
            self._mark([note], word_marks.FRAME)

    def _write_marked(self, mark: str, elements: Sequence[HtmlElement]) -> None:
        """Each paragraph is marked, so that its end is found when one is lost."""
        self.frame.written.clear()
        for element in elements:
            self.frame.write(element)
        self._mark(self.frame.written, mark)

    def _mark(self, paragraphs: Sequence[Paragraph], mark: str) -> None:
        for paragraph in paragraphs:
            self.page.mark(paragraph, f"{mark}_{self.page.marks}")
