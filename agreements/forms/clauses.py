"""A clause of the office's library."""

from typing import Any

from django import forms

from agreements.documents.kinds import KINDS
from agreements.documents.wording import clauses_abroad
from agreements.documents.wording import standard_clauses as standard
from agreements.documents.wording.kept_trees import has_structure
from agreements.documents.wording.mandatory_parts import is_hollow
from agreements.documents.wording.topics import TOPICS
from agreements.forms.uploads import LONGEST_TEXT
from agreements.models import Clause, ClauseStatus
from kerjasama.drafts.earlier_values import EarlierValuesMixin
from kerjasama.web.fields import typed_fields

PARTS: dict[str, tuple[str, ...]] = {
    code: (
        *kind.wording.parts,
        *kind.wording.with_third_party,
        *(TOPICS if has_structure(code) else ()),
    )
    for code, kind in KINDS.items()
    if kind.wording and kind.wording.parts
}
INSTRUMENTS = [(kind, KINDS[kind].title) for kind in PARTS]
TITLES = (
    {
        part: clauses_abroad.TITLES[part][0]
        for code, parts in PARTS.items()
        for part in parts
        if part not in TOPICS and KINDS[code].is_bilingual
    }
    | {part: topic.title for part, topic in TOPICS.items()}
    | standard.TITLES
)
PART_CHOICES = sorted(TITLES.items(), key=lambda pair: pair[1])
# What belongs together: a clause that lays down a duty has all three.
DUTY = ("due_text", "due_party", "due_rhythm")
COPIED = (
    "part",
    "title",
    "text_id",
    "text_en",
    "legal_basis",
    "instruments",
    "mandatory",
    *DUTY,
    "due_months",
    "due_days",
)


class ClauseForm(EarlierValuesMixin, forms.ModelForm):
    """What stays of a clause in force is its text: only its status may still change."""

    part = forms.ChoiceField(label="Jenis Pasal", choices=PART_CHOICES)
    text_id = forms.CharField(
        label="Teks Indonesia", max_length=LONGEST_TEXT, widget=forms.Textarea(attrs={"rows": 6})
    )
    text_en = forms.CharField(
        label="Teks Inggris",
        required=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 6, "lang": "en"}),
    )
    instruments = forms.MultipleChoiceField(
        label="Ditawarkan pada naskah", choices=INSTRUMENTS, widget=forms.CheckboxSelectMultiple
    )
    mandatory = forms.MultipleChoiceField(
        label="Wajib pada naskah",
        choices=INSTRUMENTS,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Hanya bagi rancangan yang dimulai sesudah klausul ini berlaku.",
    )

    class Meta:
        model = Clause
        formfield_callback = typed_fields
        fields = ["code", *COPIED, "status", "valid_from"]
        help_texts = {
            "due_text": (
                "Kosongkan bila klausul ini tidak menimbulkan kewajiban berkala atau berjangka. "
                "Kewajiban muncul dalam daftar saat naskah yang memuat klausul ini ditandatangani."
            ),
            "due_months": "Untuk jatuh tempo tiap sekian bulan atau sekian bulan sebelum berakhir.",
            "due_days": "Untuk jatuh tempo sekian hari sejak penandatanganan atau sesudah masanya.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        open_statuses = (ClauseStatus.PROPOSED, ClauseStatus.IN_FORCE)
        if self.instance.is_fixed:
            open_statuses = (ClauseStatus.IN_FORCE, ClauseStatus.WITHDRAWN)
            for name in self.fields:
                self.fields[name].disabled = name != "status"
        self.fields["status"].choices = [(status.value, status.label) for status in open_statuses]
        for name in ("due_months", "due_days"):
            self.fields[name].required = False  # what is left empty keeps its first value

    def clean_due_months(self) -> int:
        return self.cleaned_data["due_months"] or self.instance.due_months

    def clean_due_days(self) -> int:
        return self.cleaned_data["due_days"] or self.instance.due_days

    def clean_text_id(self) -> str:
        text = self.cleaned_data["text_id"].replace("\r\n", "\n")
        if is_hollow(text):
            raise forms.ValidationError("Tulis rumusan klausulnya.")
        return text

    def clean_text_en(self) -> str:
        return self.cleaned_data["text_en"].replace("\r\n", "\n")

    def clean_instruments(self) -> list[str]:
        chosen = self.cleaned_data["instruments"]
        part = self.cleaned_data.get("part")
        if not part:
            return chosen
        strange = ", ".join(KINDS[kind].title for kind in chosen if part not in PARTS[kind])
        if strange:
            raise forms.ValidationError(f"{strange} tidak mempunyai Pasal {TITLES[part]}.")
        return chosen

    def clean(self) -> dict[str, Any]:
        """A duty is owed by somebody on some day."""
        given = super().clean() or {}
        if not any(given.get(name) for name in DUTY):
            return given
        for name in DUTY:
            if not given.get(name) and name not in self.errors:
                self.add_error(name, "Lengkapi, karena klausul ini menimbulkan kewajiban.")
        return given

    def clean_mandatory(self) -> list[str]:
        chosen = self.cleaned_data["mandatory"]
        if set(chosen) - set(self.cleaned_data.get("instruments", chosen)):
            raise forms.ValidationError(
                "Klausul hanya dapat diwajibkan pada naskah yang ditawarinya."
            )
        return chosen
