"""The day of the event from which a term is counted."""

from django import forms

from kerjasama.web.fields import DayField

from .uploads import LONGEST_NOTE


class EventForm(forms.Form):
    """The day, and by what it is proved."""

    day = DayField(label="Tanggal peristiwa")
    note = forms.CharField(
        label="Bukti",
        max_length=LONGEST_NOTE,
        help_text="Misalnya nomor dan tanggal suratnya.",
        widget=forms.Textarea(attrs={"rows": 2}),
    )
