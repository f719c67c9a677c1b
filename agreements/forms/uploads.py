"""What a field takes: how long a text, and which files, told by their content."""

from typing import Any

import magic
from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone

from agreements.documents import content_removal, store
from agreements.models import Agreement
from kerjasama.writing.days import short_date

UPLOAD_TYPES = {"application/pdf": "PDF", "image/jpeg": "JPEG", "image/png": "PNG"}
UPLOAD_ACCEPT = ",".join(UPLOAD_TYPES)
# Beyond these something went wrong while typing or pasting; the law sets no such limits.
LONGEST_TEXT = 50_000
LONGEST_NOTE = 4_000


def clean_upload(upload: UploadedFile, agreement: Agreement | None = None) -> bytes:
    """The content of an upload for this case. Raises ValidationError by size and by content, never
    by name.
    """
    if (upload.size or 0) > settings.UPLOAD_LIMIT_MB * 1024 * 1024:
        raise forms.ValidationError(f"Ukuran berkas melebihi {settings.UPLOAD_LIMIT_MB} MB.")
    content = upload.read()
    if magic.from_buffer(content[:4096], mime=True) not in UPLOAD_TYPES:
        raise forms.ValidationError("Isi berkas bukan PDF, JPEG, atau PNG. Pilih berkas lain.")
    if agreement is not None:
        _refuse_removed(content, agreement)
    return content


def _refuse_removed(content: bytes, agreement: Agreement) -> None:
    """What two people took away from this case does not come back into it by being handed in
    again.
    """
    removal = content_removal.removed_from(agreement, store.digest_of(content))
    if removal and removal.decided_at:
        day = short_date(timezone.localdate(removal.decided_at))
        raise forms.ValidationError(
            f"Isi berkas ini dihapus dari kerja sama ini pada {day} ({removal.reason}). Pilih"
            " berkas lain."
        )


def told_of_files() -> str:
    """Which files are taken, as it is said at a field."""
    return f"PDF, JPEG, atau PNG; paling besar {settings.UPLOAD_LIMIT_MB} MB."


def upload_field(
    label: str, *, required: bool, before: str = "", after: str = ""
) -> forms.FileField:
    """The field of one file; `before` and `after` stand around what is said of every file."""
    told = (before, told_of_files(), after)
    return forms.FileField(
        label=label,
        required=required,
        help_text=" ".join(filter(None, told)),
        widget=forms.FileInput(attrs={"accept": UPLOAD_ACCEPT}),
        error_messages={"empty": "Berkas kosong (0 byte). Pilih berkas lain."},
    )


class WithUpload:
    """A form whose `upload` may be left empty. Its file is named first and stored only when nothing
    was refused.
    """

    cleaned_data: dict[str, Any]
    agreement: Agreement

    def clean_upload(self) -> tuple[bytes, str] | None:
        """The content of the file and its name."""
        upload = self.cleaned_data["upload"]
        if not upload:
            return None
        return clean_upload(upload, self.agreement), upload.name[:200]

    def told(self) -> dict[str, Any]:
        """What is to be kept: the fields, and of the file its hash and name."""
        data = self.cleaned_data.copy()
        if file := data.pop("upload"):
            content, name = file
            data |= {"sha256": store.digest_of(content), "file_name": name}
        return data

    def keep_file(self) -> None:
        """Store the file, once nothing was refused."""
        if file := self.cleaned_data["upload"]:
            store.store_bytes(file[0])
