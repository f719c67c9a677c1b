"""The form of the file by which a seat or an office was given."""

from django import forms

from .uploads import clean_upload, upload_field


class SeatLetterForm(forms.Form):
    """The file, judged by its content."""

    upload = upload_field("Berkas surat penunjukan (SK)", required=True)

    def clean_upload(self) -> tuple[bytes, str]:
        """The content of the file and its name."""
        upload = self.cleaned_data["upload"]
        return clean_upload(upload), upload.name[:200]
