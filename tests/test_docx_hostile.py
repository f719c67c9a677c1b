"""A DOCX from outside that was made to hurt: it is read at no great cost, or refused."""

import io
import zipfile

from docx.oxml.ns import nsdecls

from agreements.documents.exchange import docx_content


def read_body(body, **others):
    """What a file says that was written by hand."""
    file, named = io.BytesIO(), nsdecls("w")
    with zipfile.ZipFile(file, "w") as package:
        package.writestr(
            "word/document.xml", f"<w:document {named}><w:body>{body}</w:body></w:document>"
        )
        for name, content in others.items():
            package.writestr(f"word/{name}.xml", f"<w:{name} {named}>{content}</w:{name}>")
    return [one.text for one in docx_content.open_docx(file.getvalue()).paragraphs]


def test_tables_within_tables_are_read_once_however_deep_they_are():
    said = "<w:p><w:r><w:t>Isi</w:t></w:r></w:p>"
    for _ in range(40):
        said = f"<w:tbl><w:tr><w:sdt><w:tc>{said}</w:tc></w:sdt></w:tr></w:tbl>"
    assert read_body(said) == ["Isi"]


def test_a_number_without_end_fills_no_memory():
    said = (
        '<w:p><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>Isi</w:t></w:r></w:p>'
    )
    level = (
        f'<w:start w:val="999999"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="{"%1" * 900}"/>'
    )
    lists = f'<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0">{level}</w:lvl></w:abstractNum>'
    lists += '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
    assert read_body(said, numbering=lists) == [f"{'I' * 30} Isi"]
