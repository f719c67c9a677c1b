"""Reads a PDF that nobody vouches for and says what in it would run on a reader's computer.

A program of its own with little time and memory (active_pdf starts it): it takes the PDF from its
input and writes one of the words of `Active`, or nothing.
"""

import io
import sys
from collections.abc import Iterable

import magic
import pikepdf

from kerjasama.uploads.confined import confine_myself
from kerjasama.uploads.findings import Active

SECONDS, MEMORY = 15, 1024**3
DEEPEST = 40
MOST_NESTED_PDFS = 3
RUNS_A_PROGRAM = ("/Launch", "/ImportData")
PROGRAM_TYPES = (
    "application/x-dosexec",
    "application/vnd.microsoft.portable-executable",
    "application/x-executable",
    "application/x-pie-executable",
    "application/x-sharedlib",
    "application/x-mach-binary",
    "application/x-msi",
    "application/java-archive",
    "application/x-java-applet",
    "application/x-ms-shortcut",
    "text/x-shellscript",
    "text/x-msdos-batch",
    "text/x-php",
)
PROGRAM_ENDINGS = (
    ".exe .com .bat .cmd .scr .pif .js .jse .vbs .vbe .wsf .ps1 .jar .msi .lnk .hta .sh .php"
).split()


def find_active_content(content: bytes, nested: int = 0) -> Active | None:
    """The first thing found that a reader's program could be made to run; None where there is
    none.
    """
    try:
        with pikepdf.open(io.BytesIO(content)) as pdf:
            return _first(_of_object(thing, nested) for thing in [pdf.trailer, *pdf.objects])
    except pikepdf.PasswordError:
        return Active.LOCKED
    except pikepdf.PdfError:
        return Active.DAMAGED


def _first(findings: Iterable[Active | None]) -> Active | None:
    return next(filter(None, findings), None)


def _of_object(thing: pikepdf.Object, nested: int, depth: int = 0) -> Active | None:
    """Of this object and what it holds itself; what it only points at is an object of its own."""
    if depth > DEEPEST:
        return Active.DAMAGED
    if isinstance(thing, pikepdf.Array):
        held = [part for part in thing if not getattr(part, "is_indirect", False)]
    elif isinstance(thing, (pikepdf.Dictionary, pikepdf.Stream)):
        if found := _of_dictionary(thing, nested):
            return found
        held = [part for _, part in thing.items() if not getattr(part, "is_indirect", False)]
    else:
        return None
    return _first(_of_object(part, nested, depth + 1) for part in held)


def _of_dictionary(row: pikepdf.Dictionary | pikepdf.Stream, nested: int) -> Active | None:
    action = row.get("/S")
    if action == "/JavaScript" or "/JS" in row or "/JavaScript" in row:
        return Active.SCRIPT
    if isinstance(action, pikepdf.Name) and str(action) in RUNS_A_PROGRAM:
        return Active.LAUNCH
    if "/XFA" in row:
        return Active.DYNAMIC_FORM
    if row.get("/Subtype") == "/RichMedia":
        return Active.PROGRAM
    if "/EF" in row:
        return _of_attachment(row, nested)
    return None


def _of_attachment(row: pikepdf.Dictionary | pikepdf.Stream, nested: int) -> Active | None:
    names = [str(row[key]).lower() for key in ("/F", "/UF", "/DOS", "/Unix") if key in row]
    if any(name.endswith(ending) for name in names for ending in PROGRAM_ENDINGS):
        return Active.PROGRAM
    streams = [part for _, part in row["/EF"].items() if isinstance(part, pikepdf.Stream)]
    return _first(_of_attached(part.read_bytes(), nested) for part in streams)


def _of_attached(content: bytes, nested: int) -> Active | None:
    kind = magic.from_buffer(content[:4096], mime=True)
    if kind in PROGRAM_TYPES:
        return Active.PROGRAM
    if kind != "application/pdf":
        return None
    if nested == MOST_NESTED_PDFS:
        return Active.DAMAGED
    return find_active_content(content, nested + 1)


def main() -> None:
    confine_myself(SECONDS, MEMORY)
    found = find_active_content(sys.stdin.buffer.read())
    sys.stdout.write(found or "")


if __name__ == "__main__":
    main()
