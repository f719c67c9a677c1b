"""The Word file of a draft before anything stands in it: its page, its styles, its watermark, and
the line below each page.
"""

from docx import Document as WordDocument
from docx.document import Document as WordFile
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.section import Section, _Footer, _Header
from docx.shared import Cm, Length, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph

from kerjasama.accounts.models import RegionProfile

FONT = "Bookman Old Style"
# Named in words that a person finds in the list of styles; the first is one that Word knows.
NORMAL, HEADING, TITLE = "Normal", "Heading 2", "Judul Naskah"
STEP = Cm(0.9)  # how far each level of a list is set in, as the PDF does
WATERMARK = """
<w:r {spaces} xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office">
  <w:rPr><w:noProof/></w:rPr>
  <w:pict>
    <v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800"
        path="m@7,l@8,m@5,21600l@6,21600e">
      <v:formulas><v:f eqn="sum #0 0 10800"/><v:f eqn="prod #0 2 1"/><v:f eqn="sum 21600 0 @1"/>
        <v:f eqn="sum 0 0 @2"/><v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/>
        <v:f eqn="if @0 21600 @1"/><v:f eqn="if @0 0 @2"/><v:f eqn="if @0 @4 21600"/></v:formulas>
      <v:path textpathok="t" o:connecttype="rect"/>
      <v:textpath on="t" fitshape="t"/>
    </v:shapetype>
    <v:shape id="PowerPlusWaterMarkObject{number}" o:spid="_x0000_s{number}" type="#_x0000_t136"
        style="position:absolute;margin-left:0;margin-top:0;width:540pt;height:100pt;rotation:308;z-index:-251654144;mso-position-horizontal:center;mso-position-horizontal-relative:margin;mso-position-vertical:center;mso-position-vertical-relative:margin"
        o:allowincell="f" fillcolor="#ececec" stroked="f">
      <v:textpath style="font-family:&quot;{font}&quot;;font-size:1pt;font-weight:bold" string="{text}"/>
    </v:shape>
  </w:pict>
</w:r>
"""  # noqa: E501 - Word reads the style of a shape as one line


def new_word_file(region: RegionProfile, footer: str) -> WordFile:
    """An A4 file dressed as our papers are, "RANCANGAN" beneath each page."""
    file = WordDocument()
    _set_styles(file)
    section = file.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin, section.right_margin = Cm(3), Cm(2.5)
    section.top_margin = section.bottom_margin = Cm(2.5)
    section.header_distance = section.footer_distance = Cm(1.1)
    section.different_first_page_header_footer = region.numbers_pages_above
    _write_margins(section, region, footer)
    return file


def _write_margins(section: Section, region: RegionProfile, footer: str) -> None:
    """The watermark and the number of the page; above, the first page bears none."""
    heads: list[_Header] = [section.header]
    feet: list[_Footer] = [section.footer]
    if region.numbers_pages_above:
        heads.append(section.first_page_header)
        feet.append(section.first_page_footer)
    for number, head in enumerate(heads):
        line = _small(head.paragraphs[0], 11 if region.numbers_pages_above else 9)
        if region.numbers_pages_above and number == 0:
            line.alignment = WD_ALIGN_PARAGRAPH.CENTER
            line.add_run("- ")
            _add_field(line, "PAGE")
            line.add_run(" -")
        if region.is_demo:
            sample = head.add_paragraph(style=line.style)
            sample.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            run = sample.add_run("CONTOH, bukan dokumen resmi")
            run.bold, run.font.size, run.font.color.rgb = True, Pt(9), RGBColor(0xB9, 0x1C, 0x1C)
        told = {"spaces": nsdecls("w"), "number": 2049 + number, "font": FONT}
        line._p.append(parse_xml(WATERMARK.format(text="RANCANGAN", **told)))
    for foot in feet:
        line = _small(foot.paragraphs[0], 9)
        line.paragraph_format.tab_stops.clear_all()
        line.paragraph_format.tab_stops.add_tab_stop(Cm(15.5), WD_TAB_ALIGNMENT.RIGHT)
        line.add_run(footer).font.size = Pt(7.5)
        if not region.numbers_pages_above:
            line.add_run("\tHalaman ")
            _add_field(line, "PAGE")
            line.add_run(" dari ")
            _add_field(line, "NUMPAGES")


def _small(paragraph: Paragraph, points: int) -> Paragraph:
    if paragraph.style is not None:
        paragraph.style.font.size = Pt(points)
    paragraph.alignment = WD_ALIGN_PARAGRAPH.LEFT
    return paragraph


def _add_field(paragraph: Paragraph, code: str) -> None:
    """A field that the word processor fills in itself."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), f" {code} ")
    run, text = OxmlElement("w:r"), OxmlElement("w:t")
    text.text = "1"
    run.append(text)
    field.append(run)
    paragraph._p.append(field)


def _set_styles(file: WordFile) -> None:
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "id-ID")
    normal = file.styles[NORMAL]
    for name in (NORMAL, HEADING, "Heading 1", "Header", "Footer"):
        set_font(file.styles[name])
    normal.element.get_or_add_rPr().append(language)
    set_spacing(normal, after=6)
    normal.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    normal.paragraph_format.widow_control = True
    heading = file.styles[HEADING]
    set_spacing(heading, before=14, after=6)
    heading.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    heading.font.bold = True
    title = add_style(file, TITLE)
    title.font.bold = title.font.all_caps = True
    title.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    set_spacing(title, after=5)


def add_style(file: WordFile, name: str) -> ParagraphStyle:
    """A style of paragraphs of our own, which says what differs from the normal one."""
    style = file.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style, style.quick_style = file.styles[NORMAL], True
    return style


def set_spacing(style: ParagraphStyle, before: float = 0, after: float = 0) -> None:
    """How much room a style leaves above and below; lines stand as close as in the PDF."""
    form = style.paragraph_format
    form.space_before, form.space_after, form.line_spacing = Pt(before), Pt(after), 1.0


def set_font(style: ParagraphStyle) -> None:
    """Our own typeface in black, whatever the theme of the file would rather have."""
    element = style.element.get_or_add_rPr()
    for name in ("w:rFonts", "w:color"):
        for told in element.findall(qn(name)):
            element.remove(told)
    fonts = OxmlElement("w:rFonts")
    for sign in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{sign}"), FONT)
    element.insert(0, fonts)
    style.font.size, style.font.color.rgb = Pt(12), RGBColor(0, 0, 0)


def set_indent(paragraph: Paragraph, left: Length, hanging: Length | None = None) -> None:
    """How far a paragraph stands from the margin, its first line before the others."""
    form = paragraph.paragraph_format
    form.left_indent = left
    if hanging is not None:
        form.first_line_indent = Length(-hanging)


def bookmark(paragraph: Paragraph, name: str, number: int) -> None:
    """Name the whole paragraph, so that it is known again when the file comes back."""
    start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    for element in (start, end):
        element.set(qn("w:id"), str(number))
    start.set(qn("w:name"), name)
    paragraph._p.append(end)
    # Properties of a paragraph stand before everything else in it.
    paragraph._p.insert(int(paragraph._p.pPr is not None), start)


def child(parent: BaseOxmlElement, name: str, **told: object) -> BaseOxmlElement:
    """A new element at the end of another, with these attributes of Word's."""
    element = OxmlElement(name)
    for sign, value in told.items():
        element.set(qn(f"w:{sign}"), str(value))
    parent.append(element)
    return element
