"""Where a copy of a proposal begins: in which OPD, on which road, under which title."""

from django import forms

from agreements.models import Agreement
from agreements.regulations.vocabulary import Track

from .steps import STEPS, applies_to_track


class CopyForm(forms.ModelForm):
    jalur = forms.ChoiceField(
        label="Jalur", help_text="Isi yang tidak dikenal jalur yang dipilih tidak ikut disalin."
    )

    class Meta:
        model = Agreement
        fields = ["owner", "title"]
        labels = {"owner": "OPD pemrakarsa"}

    def __init__(self, data=None, *, origin: Agreement, tracks: list[Track], units) -> None:
        first = {
            "title": origin.title,
            "owner": units.filter(pk=origin.owner_id).first() or units.first(),
        }
        super().__init__(data, initial=first)
        self.tracks = {track.code: track for track in tracks}
        self.fields["jalur"].choices = [(track.code, track.title) for track in tracks]
        self.fields["owner"].queryset = units
        self.order_fields(["jalur", "owner", "title"])

    def case(self) -> Agreement:
        """The new case, not saved yet."""
        track = self.tracks[self.cleaned_data["jalur"]]
        case = self.save(commit=False)
        case.track_code, case.track_version = track.code, track.version
        return case

    def fields_that_apply(self) -> list[str]:
        track = self.tracks[self.cleaned_data["jalur"]]
        written = [
            name for _, names in STEPS.values() for name in names if applies_to_track(name, track)
        ]
        return written + ["perubahan"] * bool(track.changes)
