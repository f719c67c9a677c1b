"""The DOCX for the partner is a working paper: Word numbers it by itself, and it looks as our PDF
does.
"""

import io
import re
from io import BytesIO

import pytest
from django.utils import timezone
from docx import Document as WordDocument
from docx.oxml.ns import qn
from docx.shared import Pt
from PIL import Image, ImageChops, ImageStat
from pypdf import PdfReader

from agreements.documents import rendering
from agreements.documents.exchange import docx_content, draft_exchange
from agreements.models import Agreement, Document
from kerjasama.accounts.models import RegionProfile

from . import office
from .test_naskah_structure import FIVE_LEVELS, PKS, desk, draft  # noqa: F401

WORK = """Pekerjaan terdiri atas:
a. survei;
b. peta:
1. dasar; dan
2. tematik.
>> keduanya berskala besar.
c. laporan senilai {nilai}.
Lihat [Pasal 2 ayat (1)].
a. ulang; dan
b. lagi."""


@pytest.fixture
def sent(desk, draft, people):  # noqa: F811
    """A PKS with lists in five levels, a table, a reference and a lampiran, as the partner gets it:
    the version and its file.
    """
    desk.does(objek=FIVE_LEVELS)
    desk.add(judul="Pekerjaan", isi=WORK)
    table = "| Uraian | Nilai |\n| A | 10 |"
    desk.does("lampirkan", **{"lampiran-judul": "Rincian", "lampiran-isi": table})
    picture = BytesIO()
    Image.new("RGB", (60, 80), "navy").save(picture, "PNG")
    RegionProfile.objects.update(emblem=picture.getvalue(), emblem_type="image/png")
    return draft_exchange.send_draft_to_partner(draft.pk, people["hukum"], PKS)


def as_pdf(version):
    """The same version as our own paper."""
    case = Agreement.objects.get(pk=version.agreement_id)
    told = {"date": timezone.localdate().isoformat(), "version": version.number}
    return rendering.to_pdf(Document(agreement=case, kind=PKS, draft=True, context=told))


def words_of(pages):
    """All words of these pages, sorted: a table is read by rows or by columns."""
    said = " ".join(page.extract_text() for page in pages)
    said = re.sub(r"-\n?(?=[a-z])", "", said)  # the end of a line may part a word
    said = re.sub(r"RANCANGAN|Rancangan versi \d+, kode \w+|Halaman \d+ dari \d+", " ", said)
    return sorted(re.findall(r"\w+", said.lower()))


def test_word_numbers_pasal_and_lists_by_itself(sent):
    file = WordDocument(io.BytesIO(sent[1]))
    typed = [p.text for p in file.paragraphs]
    assert "menyediakan:" in typed and not any(re.match(r"\(1\)|Pasal 2\n", one) for one in typed)
    read = docx_content.open_docx(sent[1]).paragraphs
    seen = [one.text.replace("\n", " ") for one in read]
    begin = seen.index("Pasal 2 Objek")
    marks = "(1) a. 1. a) 1) 2) b) 2. b.".split()
    assert [line.split()[0] for line in seen[begin + 1 : begin + 10]] == marks
    begin = next(n for n, line in enumerate(seen) if line.endswith(" Pekerjaan"))
    told = [line.split()[0] for line in seen[begin + 1 : begin + 10]]
    assert told == ["Pekerjaan", "a.", "b.", "1.", "2.", "keduanya", "c.", "Lihat", "a."]


def test_no_style_leaves_its_typeface_to_the_theme(sent):
    file = WordDocument(io.BytesIO(sent[1]))
    used = {p.style.name for p in file.paragraphs}
    for name in used:
        fonts = file.styles[name].element.find(f"{qn('w:rPr')}/{qn('w:rFonts')}")
        if fonts is not None:
            assert set(fonts.attrib.values()) == {"Bookman Old Style"}
    assert {"Normal", "Heading 2", "Judul Naskah", "Ayat", "Huruf"} <= used


@office.NEEDED
def test_what_marks_an_example_leaves_the_text_at_its_size(desk, draft, people):  # noqa: F811
    RegionProfile.objects.update(is_demo=True)
    _, content = draft_exchange.send_draft_to_partner(draft.pk, people["hukum"], PKS)
    file = WordDocument(io.BytesIO(content))
    assert any("CONTOH" in line.text for line in file.sections[0].header.paragraphs)
    assert file.styles["Normal"].font.size == Pt(12)


def test_libreoffice_lays_it_out_as_our_pdf(sent):
    theirs, ours = office.converted(sent[1], "pdf"), as_pdf(sent[0])
    pages, wanted = PdfReader(io.BytesIO(theirs)).pages, PdfReader(io.BytesIO(ours)).pages
    last = len(wanted) - 1  # the sheet for initials is no part of the naskah
    assert len(pages) == last and words_of(pages) == words_of(wanted[:last])
    for page in range(1, last + 1):
        pair = (office.page_picture(pdf, page) for pdf in (theirs, ours))
        apart = ImageStat.Stat(ImageChops.difference(*pair)).mean[0]
        assert apart < 10
