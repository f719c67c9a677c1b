"""The form of a legal paper of a mitra."""

from datetime import date
from typing import Any

from django import forms

from agreements.documents import store
from agreements.forms.uploads import clean_upload, upload_field
from agreements.models import PartnerPaper
from kerjasama.web.fields import typed_fields
from partners.forms import not_ahead


class PartnerPaperForm(forms.ModelForm):
    """What the paper is, its number and days, and its file, which is judged by its content."""

    upload = upload_field("Berkas", required=True)

    class Meta:
        model = PartnerPaper
        formfield_callback = typed_fields
        fields = ["kind", "number", "dated_on", "valid_until"]
        help_texts = {
            "number": "Misalnya nomor akta atau nomor SK.",
            "valid_until": "Hari terakhir berlaku. Kosongkan bila tidak ada akhirnya.",
        }

    def clean_dated_on(self) -> date | None:
        """A paper that is here was made today at the latest."""
        return not_ahead(self.cleaned_data["dated_on"])

    def clean_upload(self) -> tuple[bytes, str]:
        """The content of the file and its name."""
        upload = self.cleaned_data["upload"]
        return clean_upload(upload), upload.name[:200]

    def clean(self) -> dict[str, Any]:
        """Refuse one that ended before it was made."""
        data = super().clean() or self.cleaned_data
        made, until = data.get("dated_on"), data.get("valid_until")
        if made and until and until < made:
            self.add_error("valid_until", "Berlaku sampai tidak boleh sebelum tanggal dokumen.")
        return data

    def paper(self) -> PartnerPaper:
        """The unsaved paper; its file is named here and stored by `keep_file`."""
        content, name = self.cleaned_data["upload"]
        paper = self.save(commit=False)
        paper.sha256, paper.file_name = store.digest_of(content), name
        return paper

    def keep_file(self) -> None:
        """Store the file, once nothing was refused."""
        store.store_bytes(self.cleaned_data["upload"][0])
