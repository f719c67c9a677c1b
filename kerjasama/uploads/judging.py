"""The one door for a file: its size, its content, what could run in it, and the virus scanner."""

from dataclasses import dataclass

import magic
from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from kerjasama.uploads import active_pdf, pictures, scanning
from kerjasama.uploads.models import Verdict
from kerjasama.uploads.names import name_by_content
from kerjasama.uploads.scanning import Scanned

HEAD = 4096  # bytes by which a type is told
HARMFUL = "is_harmful"  # set on an upload whose bytes are not to be kept for another try


@dataclass(frozen=True)
class UploadRule:
    """What one kind of field takes: MIME types with the word for each, megabytes (0: as the
    settings say), and of pictures the pixels of the longest side (0: no limit of its own).
    """

    types: dict[str, str]
    megabytes: int = 0
    longest_side: int = 0
    noun: str = "berkas"

    @property
    def limit(self) -> int:
        """The most megabytes that are taken."""
        return self.megabytes or settings.UPLOAD_LIMIT_MB

    @property
    def types_in_words(self) -> str:
        """The types as they are said: "PDF, JPEG, atau PNG"."""
        *first, last = dict.fromkeys(self.types.values())
        if not first:
            return last
        if len(first) == 1:
            return f"{first[0]} atau {last}"
        return f"{', '.join(first)}, atau {last}"

    @property
    def accept(self) -> str:
        """The value of the field's `accept`."""
        return ",".join(self.types)

    @property
    def told(self) -> str:
        """What is taken, as it is said at the field."""
        return f"{self.types_in_words}; paling besar {self.limit} MB."


@dataclass(frozen=True)
class Judged:
    """A file that is taken: its bytes, its type, a name that fits them, and what the scanner
    said.
    """

    content: bytes
    kind: str
    name: str
    scanned: Scanned


def judge_upload(upload: UploadedFile, rule: UploadRule) -> Judged:
    """The file, judged by what is in it, never by its name. Raises ValidationError, which says at
    the field what is wrong and how to mend it.
    """
    if (upload.size or 0) > rule.limit * 1024 * 1024:
        raise forms.ValidationError(f"Ukuran {rule.noun} melebihi {rule.limit} MB.")
    upload.seek(0)
    content = upload.read()
    kind = magic.from_buffer(content[:HEAD], mime=True)
    if kind not in rule.types:
        raise forms.ValidationError(f"Isi berkas bukan {rule.types_in_words}. Pilih berkas lain.")
    _judge_content(upload, content, kind, rule)
    scanned = judge_viruses(upload)
    if kind in pictures.HEIC_TYPES:
        content, kind = pictures.jpeg_from_heic(content), "image/jpeg"
    return Judged(content, kind, name_by_content(upload.name or "", kind), scanned)


def _judge_content(upload: UploadedFile, content: bytes, kind: str, rule: UploadRule) -> None:
    if kind.startswith("image/"):
        pictures.judge_picture(content, rule.longest_side)
    elif kind == "application/pdf" and (refusal := active_pdf.refusal_of_pdf(content)):
        _mark_harmful(upload)
        raise forms.ValidationError(refusal)


def judge_viruses(upload: UploadedFile) -> Scanned:
    """What the scanner says; raises ValidationError where it met a virus."""
    upload.seek(0)
    scanned = scanning.scan_bytes(upload.read())
    upload.seek(0)
    if scanned.verdict == Verdict.INFECTED:
        _mark_harmful(upload)
        raise forms.ValidationError(
            f"Berkas ini mengandung virus ({scanned.finding}) dan tidak disimpan. Bersihkan"
            " komputer asalnya, lalu unggah berkas lain."
        )
    return scanned


def _mark_harmful(upload: UploadedFile) -> None:
    setattr(upload, HARMFUL, True)


def is_harmful(upload: UploadedFile) -> bool:
    """Whether this file was refused for what could run in it."""
    return getattr(upload, HARMFUL, False)


ATTACHMENTS = UploadRule(
    {
        "application/pdf": "PDF",
        "image/jpeg": "JPEG",
        "image/png": "PNG",
        "image/heic": "HEIC",
        "image/heif": "HEIC",
    }
)
EMBLEMS = UploadRule(
    {"image/png": "PNG", "image/jpeg": "JPEG"}, megabytes=1, longest_side=2000, noun="gambar"
)
