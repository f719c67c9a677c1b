"""What a field takes: how long a text, and which files, told by their content."""

import magic
from django import forms
from django.conf import settings

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
