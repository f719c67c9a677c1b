"""What the metadata of a final say of it: the standards that it meets, its number, its day."""

from collections.abc import Callable
from functools import partial
from xml.sax.saxutils import escape

from pydyf import PDF, Array
from weasyprint import Document as Pages

from agreements.models import Document, LetterPaper

from .tagging import complete_tags, objects_of

END = b"</rdf:RDF>"
# PDF/A has every property explained that ISO 16684-1 does not know (ISO 19005-3, 6.6.2.3.2).
PDF_UA = """
<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<pdfuaid:part>1</pdfuaid:part>
</rdf:Description>
<rdf:Description rdf:about=""
 xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>part of ISO 14289 that is met</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
"""
OF_PAPER = """
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">
{number}<dc:date><rdf:Seq><rdf:li>{day}</rdf:li></rdf:Seq></dc:date>
<dc:language><rdf:Bag><rdf:li>id</rdf:li></rdf:Bag></dc:language>
</rdf:Description>
"""


def finisher_of(document: Document | LetterPaper) -> Callable[[Pages, PDF], None]:
    """What completes the file of a final before it is written."""
    number = document.number and f"<dc:identifier>{escape(document.number)}</dc:identifier>\n"
    told = OF_PAPER.format(number=number, day=document.context["date"])
    return partial(_finish, told=PDF_UA + told)


def _finish(pages: Pages, pdf: PDF, told: str) -> None:
    complete_tags(pages, pdf)
    metadata = objects_of(pdf)[pdf.catalog["Metadata"]]
    metadata.stream[0] = metadata.stream[0].replace(END, told.encode() + END)
    pdf.catalog["AF"] = Array(dict.fromkeys(pdf.catalog["AF"]))  # WeasyPrint names it twice
