"""Opening a DOCX that came from outside: trusted in nothing. Nothing is fetched, run or unpacked to
disk, and nothing larger than we bear is read.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager

from lxml import etree

from kerjasama.uploads.zip_files import BROKEN_ZIP, MACROS

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MAIN = "word/document.xml"
MOST_FILES, MOST_BYTES, MOST_TOGETHER = 2_000, 8_000_000, 40_000_000
TOO_LARGE = "Isi berkas ini terlalu besar."


class UnreadableDocx(Exception):
    """The file is no DOCX that we take; the reason is said in Indonesian."""


class DocxPackage:
    """The members of a file that was judged fit to be read."""

    def __init__(self, package: zipfile.ZipFile) -> None:
        self.package = package
        self.names = [info.filename for info in package.infolist()]
        self.read = 0
        if MAIN not in self.names:
            raise UnreadableDocx(
                "Berkas ini bukan DOCX. Simpan sebagai “Dokumen Word (.docx)”, lalu unggah lagi."
            )
        if any(MACROS.search(name) for name in self.names):
            raise UnreadableDocx(
                "Berkas ini memuat makro atau objek tertanam. Simpan tanpa makro sebagai .docx,"
                " lalu unggah lagi."
            )
        size = sum(info.file_size for info in package.infolist())
        if len(self.names) > MOST_FILES or size > MOST_TOGETHER:
            raise UnreadableDocx(TOO_LARGE)

    def tree(self, name: str) -> etree._Element | None:
        """One member as XML; None where there is none."""
        if name not in self.names:
            return None
        return _parsed(self._unpacked(name))

    def trees(self, pattern: str) -> Iterator[etree._Element]:
        """The members whose whole name fits the pattern."""
        for name in self.names:
            if re.fullmatch(pattern, name):
                yield _parsed(self._unpacked(name))

    def _unpacked(self, name: str) -> bytes:
        """The bytes of one member, never more than we bear, whatever the archive says of its
        size.
        """
        with self.package.open(name) as member:
            content = member.read(MOST_BYTES + 1)
        self.read += len(content)
        if len(content) > MOST_BYTES or self.read > MOST_TOGETHER:
            raise UnreadableDocx(TOO_LARGE)
        return content


def _parsed(content: bytes) -> etree._Element:
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=False
    )
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as wrong:
        raise UnreadableDocx("Isi berkas ini rusak.") from wrong
    if root.getroottree().docinfo.doctype:
        raise UnreadableDocx("Isi berkas ini memuat deklarasi yang tidak diizinkan.")
    return root


@contextmanager
def opened_package(content: bytes) -> Iterator[DocxPackage]:
    """The file, ready to be read. Raises UnreadableDocx."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            yield DocxPackage(package)
    except BROKEN_ZIP as wrong:
        raise UnreadableDocx(
            "Berkas ini bukan DOCX yang utuh, atau dilindungi kata sandi."
        ) from wrong
