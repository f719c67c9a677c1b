"""The name of a file follows its content: nobody downloads a PDF that is called a program."""

import mimetypes
import re

LONGEST = 200
ENDINGS = {
    "application/pdf": (".pdf",),
    "image/jpeg": (".jpg", ".jpeg"),
    "image/png": (".png",),
}
# Control signs, and those that turn the direction of writing: "fdp.exe" could read as "exe.pdf".
INVISIBLE = re.compile(r"[\x00-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2066-\u2069]")
SEPARATORS = re.compile(r"[/\\]+")


def name_by_content(name: str, kind: str) -> str:
    """The name as it was given, with the ending that its content (a MIME type) asks for."""
    plain = SEPARATORS.sub("_", INVISIBLE.sub("", name)).strip(" .") or "berkas"
    endings = ENDINGS.get(kind, ())
    if not endings or plain.lower().endswith(endings):
        return plain[-LONGEST:]
    stem, dot, _ = plain.rpartition(".")
    if dot and mimetypes.guess_type(plain)[0]:
        plain = stem or "berkas"
    return plain[: LONGEST - 5] + endings[0]
