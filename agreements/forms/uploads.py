"""What a field takes: how long a text, and which files, told by their content."""

from typing import Any

import magic
from django import forms
from django.conf import settings

from agreements.documents import store

UPLOAD_TYPES = {"application/pdf": "PDF", "image/jpeg": "JPEG", "image/png": "PNG"}
UPLOAD_ACCEPT = ",".join(UPLOAD_TYPES)
# Beyond these something went wrong while typing or pasting; the law sets no such limits.
LONGEST_TEXT, LONGEST_NOTE = 50_000, 4_000


def clean_upload(upload) -> bytes:
    """The content of an upload. Raises ValidationError by size and by content, never by name."""
    if upload.size > settings.UPLOAD_LIMIT_MB * 1024 * 1024:
        raise forms.ValidationError(f"Ukuran berkas melebihi {settings.UPLOAD_LIMIT_MB} MB.")
    content = upload.read()
    if magic.from_buffer(content[:4096], mime=True) not in UPLOAD_TYPES:
        raise forms.ValidationError("Isi berkas bukan PDF, JPEG, atau PNG. Pilih berkas lain.")
    return content


def upload_field(label: str, *, required: bool, before: str = "", after: str = "") -> forms.FileField:
    """The field of one file; `before` and `after` stand around what is said of every file."""
    told = (before, f"PDF, JPEG, atau PNG; paling besar {settings.UPLOAD_LIMIT_MB} MB.", after)
    return forms.FileField(
        label=label,
        required=required,
        help_text=" ".join(filter(None, told)),
        widget=forms.FileInput(attrs={"accept": UPLOAD_ACCEPT}),
        error_messages={"empty": "Berkas kosong (0 byte). Pilih berkas lain."},
    )


class WithUpload:
    """A form whose `upload` may be left empty. Its file is named first and stored only when nothing was refused."""

    cleaned_data: dict[str, Any]

    def clean_upload(self) -> tuple[bytes, str] | None:
        upload = self.cleaned_data["upload"]
        return (clean_upload(upload), upload.name[:200]) if upload else None

    def told(self) -> dict:
        """What is to be kept."""
        data = self.cleaned_data.copy()
        file = data.pop("upload")
        return data | ({"sha256": store.name_of(file[0]), "file_name": file[1]} if file else {})

    def keep_file(self) -> None:
        if file := self.cleaned_data["upload"]:
            store.put(file[0])
