"""A meeting of the TKKSD: what is planned, what came of it, and who was there."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator
from django.forms import inlineformset_factory
from django.utils import timezone

from agreements.models import Attendee, Meeting
from agreements.workflow.team import Member
from kerjasama.drafts.earlier_values import EarlierValuesMixin
from kerjasama.web.asking import AsksFirst
from kerjasama.web.fields import typed_fields

from .acts import EARLIEST
from .plausible import on_a_day_off
from .rows import RowsOnce
from .uploads import LONGEST_NOTE, LONGEST_TEXT

MOST_ATTENDEES = 60


class MeetingForm(EarlierValuesMixin, AsksFirst, forms.ModelForm):
    """A meeting as it is planned, and afterwards what came of it."""

    class Meta:
        model = Meeting
        formfield_callback = typed_fields
        fields = ["sort", "held_on", "starts_at", "place", "agenda", "invited", "chair", "result"]
        widgets = {
            "starts_at": forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
            **{name: forms.Textarea(attrs={"rows": 3}) for name in ("agenda", "invited", "result")},
        }
        help_texts = {
            "place": "Contoh: Ruang Rapat Sekretariat Daerah, Tenggarong.",
            "invited": "Satu undangan per baris, sebagaimana tercetak pada surat undangan.",
            "chair": (
                "Kosongkan bila dipimpin menurut ketentuan: rapat teknis oleh Sekretaris TKKSD,"
                " rapat pleno oleh Ketua TKKSD."
            ),
            "result": "Diisi setelah rapat; tercetak dalam berita acara.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, longest in (
            ("agenda", LONGEST_NOTE),
            ("invited", LONGEST_NOTE),
            ("result", LONGEST_TEXT),
        ):
            self.fields[name].validators.append(MaxLengthValidator(longest))

    def clean_held_on(self) -> date:
        day = self.cleaned_data["held_on"]
        if day < EARLIEST:
            raise forms.ValidationError(
                f"Tanggal tidak boleh sebelum tahun {EARLIEST.year}. Periksa kembali tahunnya."
            )
        return day

    def clean(self) -> dict[str, Any]:
        """A meeting that is still to come has no result."""
        data = super().clean() or {}
        day = data.get("held_on")
        if data.get("result") and day and day > timezone.localdate():
            self.add_error("result", "Rapat belum berlangsung; isi hasilnya setelah rapat.")
        if day and "held_on" in self.changed_data:
            self.ask("held_on", on_a_day_off(day, "Rapat pada hari itu?"))
        return data


class MeetingCorrectionForm(MeetingForm):
    """A meeting of a case that runs no more or was signed: what is corrected has a reason."""

    alasan = forms.CharField(
        label="Alasan koreksi",
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Terbaca pada riwayat; tidak tercetak pada dokumen apa pun.",
    )


class MembersPresentForm(forms.Form):
    """Which members of the TKKSD were there, of those who do not stand in the daftar hadir yet."""

    anggota_hadir = forms.MultipleChoiceField(
        label="Anggota TKKSD yang hadir",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Yang dicentang ditambahkan ke daftar hadir saat catatan rapat disimpan.",
    )

    def __init__(
        self, *args: Any, members: Iterable[Member], meeting: Meeting, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        there = {row.name for row in meeting.attendees.all()}
        self.members = {
            str(member.seat.pk): member
            for member in members
            if member.name and member.name not in there
        }
        self.fields["anggota_hadir"].choices = [
            (key, f"{member.name}, {member.as_guest}") for key, member in self.members.items()
        ]

    def present(self) -> list[Attendee]:
        """Those who were marked, unsaved."""
        marked = self.cleaned_data["anggota_hadir"] if self.is_valid() else []
        chosen = (self.members[key] for key in marked)
        return [
            Attendee(name=one.name, position=one.as_guest, institution=one.institution)
            for one in chosen
        ]


class AttendeeForm(EarlierValuesMixin, forms.ModelForm):
    """One person who was there."""


AttendeeFormSet = inlineformset_factory(
    Meeting,
    Attendee,
    form=AttendeeForm,
    formset=RowsOnce,
    fields=["name", "position", "institution"],
    extra=3,
    max_num=MOST_ATTENDEES,
    validate_max=True,
)
