"""The forms of what the TKKSD does as a body: a pleno, and a report that it handed in."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator

from agreements.documents import store
from agreements.models import PlenaryChair, TeamRecord
from agreements.workflow.team import Member
from kerjasama.web.fields import typed_fields
from partners.forms import not_ahead

from .uploads import LONGEST_NOTE, LONGEST_TEXT, clean_upload, upload_field


class TeamRecordForm(forms.ModelForm):
    """What both have: the day, a number, words, and a file that is judged by its content."""

    upload = upload_field("Berkas", required=False)

    def clean_done_on(self) -> date | None:
        """What was done was done today at the latest."""
        return not_ahead(self.cleaned_data["done_on"])

    def clean_upload(self) -> tuple[bytes, str] | None:
        """The content of the file and its name."""
        upload = self.cleaned_data["upload"]
        return (clean_upload(upload), upload.name[:200]) if upload else None

    def stored_record(self) -> TeamRecord:
        """The unsaved record, whose file is stored."""
        record = self.save(commit=False)
        if file := self.cleaned_data["upload"]:
            record.sha256, record.file_name = store.store_bytes(file[0]), file[1]
        return record


class PlenaryForm(TeamRecordForm):
    """A pleno: when, who led it, what it set, and who was there."""

    members = forms.MultipleChoiceField(
        label="Anggota TKKSD yang hadir", required=False, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = TeamRecord
        formfield_callback = typed_fields
        fields = ["done_on", "led_by", "note", "number", "members", "present", "upload"]
        labels = {
            "done_on": "Tanggal rapat",
            "led_by": "Dipimpin oleh",
            "note": "Hasil rapat",
            "number": "Nomor berita acara",
            "present": "Hadir lainnya",
        }
        widgets = {
            "led_by": forms.RadioSelect,
            "note": forms.Textarea(attrs={"rows": 6}),
            "present": forms.Textarea(attrs={"rows": 2}),
        }
        help_texts = {
            "note": (
                "Rencana kebijakan dan program kerja TKKSD yang ditetapkan, serta rekomendasi"
                " kepada kepala daerah."
            ),
            "present": "Satu orang per baris: nama dan jabatan.",
        }

    def __init__(self, *args: Any, members: Iterable[Member], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["led_by"].required = self.fields["note"].required = True
        self.fields["led_by"].choices = PlenaryChair.choices
        self.fields["note"].validators.append(MaxLengthValidator(LONGEST_TEXT))
        self.fields["present"].validators.append(MaxLengthValidator(LONGEST_NOTE))
        names = [f"{one.name}, {one.as_guest}" for one in members if one.name]
        self.fields["members"].choices = [(name, name) for name in names]

    def stored_record(self) -> TeamRecord:
        """The unsaved record with everybody who was there, one a line."""
        record = super().stored_record()
        record.present = "\n".join([*self.cleaned_data["members"], record.present]).strip()
        return record


class HandedInForm(TeamRecordForm):
    """A report that was handed in to the head of the region."""

    class Meta:
        model = TeamRecord
        formfield_callback = typed_fields
        fields = ["done_on", "number", "note", "upload"]
        labels = {"done_on": "Disampaikan tanggal", "number": "Nomor laporan"}
        widgets = {"note": forms.Textarea(attrs={"rows": 3})}
        help_texts = {
            "note": "Misalnya kapan diteruskan kepada Gubernur. Boleh dikosongkan.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["note"].validators.append(MaxLengthValidator(LONGEST_NOTE))
