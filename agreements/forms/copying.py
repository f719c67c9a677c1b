"""Where a copy of a proposal begins: in which OPD, on which road, under which title."""

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict

from agreements.models import Agreement
from agreements.regulations.vocabulary import Track
from kerjasama.accounts.models import Unit
from kerjasama.web.fields import typed_fields

from .steps import STEPS, applies_to_track


class CopyForm(forms.ModelForm):
    """Where the copy of a proposal begins."""

    jalur = forms.ChoiceField(
        label="Jalur", help_text="Isi yang tidak dikenal jalur yang dipilih tidak ikut disalin."
    )

    class Meta:
        model = Agreement
        formfield_callback = typed_fields
        fields = ["owner", "title"]
        labels = {"owner": "OPD pemrakarsa"}

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        origin: Agreement,
        tracks: list[Track],
        units: QuerySet[Unit],
    ) -> None:
        owner = units.filter(pk=origin.owner_id).first() or units.first()
        super().__init__(data, initial={"title": origin.title, "owner": owner})
        self.tracks = {track.code: track for track in tracks}
        self.fields["jalur"].choices = [(track.code, track.title) for track in tracks]
        self.fields["owner"].queryset = units
        self.order_fields(["jalur", "owner", "title"])

    def case(self) -> Agreement:
        """The new case, not saved yet."""
        track = self.tracks[self.cleaned_data["jalur"]]
        case = self.save(commit=False)
        case.track_code = track.code
        case.track_version = track.version
        return case

    def fields_that_apply(self) -> list[str]:
        """The fields of a proposal that the chosen track asks for."""
        track = self.tracks[self.cleaned_data["jalur"]]
        names = [name for _, names in STEPS.values() for name in names]
        written = [name for name in names if applies_to_track(name, track)]
        if track.changes:
            written.append("perubahan")
        return written
