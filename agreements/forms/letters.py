"""What is typed of a letter: its words, why it is given up, how it left, whose paraf it bears."""

from typing import Any

from django import forms

from agreements.documents.letters.initials import CHAIN
from agreements.documents.letters.words import LetterWords, read_typed
from agreements.naskah.plain import is_too_deep
from kerjasama.accounts.models import Role
from kerjasama.drafts.earlier_values import EarlierValuesMixin

from .uploads import LONGEST_NOTE, LONGEST_TEXT


class LetterForm(EarlierValuesMixin, forms.Form):
    """The words of a letter. What stands in lines is one of a kind each line."""

    nature = forms.CharField(label="Sifat", max_length=40, required=False)
    enclosure = forms.CharField(label="Lampiran", max_length=120, required=False)
    subject = forms.CharField(label="Hal", max_length=500, widget=forms.Textarea(attrs={"rows": 2}))
    to = forms.CharField(
        label="Yth.",
        max_length=LONGEST_NOTE,
        required=False,
        help_text="Satu baris satu baris alamat, tanpa “Yth.”.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    place = forms.CharField(
        label="di", max_length=120, required=False, help_text="Tempat kedudukan yang dituju."
    )
    body = forms.CharField(
        label="Isi", max_length=LONGEST_TEXT, widget=forms.Textarea(attrs={"rows": 18})
    )
    closing = forms.CharField(
        label="Kalimat penutup",
        max_length=LONGEST_NOTE,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    copies = forms.CharField(
        label="Tembusan",
        max_length=LONGEST_NOTE,
        required=False,
        help_text="Satu baris satu penerima.",
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args: Any, words: LetterWords, is_memo: bool, **kwargs: Any) -> None:
        self.began = {
            "nature": words.nature,
            "enclosure": words.enclosure,
            "subject": words.subject,
            "to": "\n".join(words.to),
            "place": words.place,
            "body": words.typed_body,
            "closing": words.closing,
            "copies": "\n".join(words.copies),
        }
        super().__init__(*args, initial=self.began, **kwargs)
        if is_memo:
            for name in ("to", "place", "copies"):
                del self.fields[name]
        self.show_seen()

    def clean_body(self) -> str:
        """Lists no deeper than laws write them."""
        text: str = self.cleaned_data["body"]
        if is_too_deep(read_typed(text)):
            raise forms.ValidationError("Daftar bertingkat paling banyak lima tingkat.")
        return text

    def words(self) -> LetterWords:
        """What was typed."""
        told = {name: self.cleaned_data.get(name, "") for name in self.began}
        return LetterWords(
            nature=told["nature"],
            enclosure=told["enclosure"],
            subject=" ".join(told["subject"].split()),
            to=_lines(told["to"]),
            place=told["place"],
            body=read_typed(told["body"]),
            closing="\n".join(_lines(told["closing"])),
            copies=_lines(told["copies"]),
        )


def _lines(text: str) -> tuple[str, ...]:
    return tuple(filter(None, map(str.strip, text.splitlines())))


class SendingForm(forms.Form):
    """How a signed letter left the house."""

    bagaimana = forms.CharField(
        label="Cara pengiriman",
        max_length=300,
        help_text="Misalnya: diantar, tanda terima 12; pos tercatat, nomor resi; SRIKANDI.",
    )


class InitialsForm(forms.Form):
    """Whose paraf letters of a kind bear."""

    roles = forms.MultipleChoiceField(
        label="Pemaraf",
        required=False,
        choices=[(role.value, role.label) for role in CHAIN],
        widget=forms.CheckboxSelectMultiple,
        help_text="Diminta berurutan dari atas ke bawah sebelum surat ditandatangani.",
    )

    def chosen(self) -> list[Role]:
        """In the order in which a letter goes up."""
        return [role for role in CHAIN if role.value in self.cleaned_data["roles"]]
