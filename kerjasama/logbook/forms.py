"""What is asked of the log."""

from typing import Any, cast

from django import forms
from django.db.models import QuerySet

from kerjasama.accounts.models import User
from kerjasama.logbook.log_page import kinds_of_entries
from kerjasama.logbook.models import FaultAcknowledgement, LogEntry
from kerjasama.web.fields import DayField


class LogForm(forms.Form):
    """Which entries: of what kind, whose, of which record, from and until which day."""

    jenis = forms.ChoiceField(label="Jenis", required=False)
    siapa = forms.ModelChoiceField(
        label="Oleh",
        queryset=User.objects.order_by("username"),
        required=False,
        empty_label="Siapa pun",
    )
    dari = DayField(label="Dari tanggal", required=False)
    sampai = DayField(label="Sampai tanggal", required=False)
    nomor = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind = cast(forms.ChoiceField, self.fields["jenis"])
        kind.choices = [("", "Semua"), *kinds_of_entries().items()]

    def narrowed(self, entries: QuerySet[LogEntry]) -> QuerySet[LogEntry]:
        """The entries that are asked for; what cannot be read is said at its field, not asked."""
        self.full_clean()
        asked = self.cleaned_data
        narrowing = {
            "stream": asked.get("jenis"),
            "person_id": asked["siapa"].pk if asked.get("siapa") else None,
            "subject": asked.get("nomor"),
            "at__date__gte": asked.get("dari"),
            "at__date__lte": asked.get("sampai"),
        }
        return entries.filter(**{name: value for name, value in narrowing.items() if value})


class ExplanationForm(forms.ModelForm):
    """How faults of the log came about."""

    class Meta:
        model = FaultAcknowledgement
        fields = ["reason"]
        widgets = {"reason": forms.Textarea(attrs={"rows": 3})}
        help_texts = {
            "reason": "Misalnya: perbaikan oleh penyedia pada 3 Maret dengan surat nomor 12."
        }
