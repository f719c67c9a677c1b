"""What a field takes: how long a text, and which files, told by their content."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone

from agreements.documents import content_removal, store
from agreements.models import Agreement
from kerjasama.uploads import scanning
from kerjasama.uploads.judging import ATTACHMENTS, judge_upload
from kerjasama.writing.days import short_date

# Beyond these something went wrong while typing or pasting; the law sets no such limits.
LONGEST_TEXT = 50_000
LONGEST_NOTE = 4_000


def clean_upload(upload: UploadedFile, agreement: Agreement | None = None) -> bytes:
    """The content of an upload for this case; its name becomes one that fits the content. Raises
    ValidationError by size and by content, never by name.
    """
    judged = judge_upload(upload, ATTACHMENTS)
    if agreement is not None:
        refuse_removed(judged.content, agreement)
    scanning.note_scan(store.digest_of(judged.content), judged.scanned)
    upload.name = judged.name
    return judged.content


def refuse_removed(content: bytes, agreement: Agreement) -> None:
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


def upload_field(
    label: str, *, required: bool, before: str = "", after: str = ""
) -> forms.FileField:
    """The field of one file; `before` and `after` stand around what is said of every file."""
    told = (before, ATTACHMENTS.told, after)
    return forms.FileField(
        label=label,
        required=required,
        help_text=" ".join(filter(None, told)),
        widget=forms.FileInput(attrs={"accept": ATTACHMENTS.accept}),
        error_messages={"empty": "Berkas kosong (0 byte). Pilih berkas lain."},
    )


class WithUpload:
    """A form whose `upload` may be left empty. Its file is named first and stored only when nothing
    was refused.
    """

    cleaned_data: dict[str, Any]
    agreement: Agreement | None = None

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
