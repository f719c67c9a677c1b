"""What is typed of a letter: its words, why it is given up, how it left, whose paraf it bears."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms

from agreements.documents.letters.free_letters import FreeOrder, is_of_unit
from agreements.documents.letters.initials import CHAIN
from agreements.documents.letters.templates import letter_templates
from agreements.documents.letters.words import LetterWords, read_typed
from agreements.documents.letters.writers import OFFICE
from agreements.documents.signatures.hand_signing import HandSignature
from agreements.models import Agreement, MarkPlace
from agreements.naskah.plain import is_too_deep
from kerjasama.accounts.models import Role, Unit, User
from kerjasama.drafts.earlier_values import EarlierValuesMixin
from kerjasama.web.fields import DayField
from partners.forms import not_ahead

from .uploads import LONGEST_NOTE, LONGEST_TEXT, WithUpload, upload_field


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
        label="Isi",
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 18, "data-blocks": "isi"}),
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

    def __init__(
        self, *args: Any, words: LetterWords, without: Iterable[str] = (), **kwargs: Any
    ) -> None:
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
        for name in without:
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
        told = {name: self.cleaned_data.get(name, self.began[name]) for name in self.began}
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


class NewLetterForm(forms.Form):
    """By which template a free letter begins, and whose it is."""

    templat = forms.ChoiceField(label="Jenis surat")
    unit = forms.ModelChoiceField(
        Unit.objects.none(),
        label="Unit yang bersurat",
        required=False,
        empty_label="",
        help_text="Kop dan penanda tangannya mengikuti unit ini, kecuali surat Bupati atau Sekda.",
    )

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        is_office = bool(user.roles & set(OFFICE))
        chosen = [one for one in letter_templates().values() if is_office or is_of_unit(one)]
        self.field("templat").choices = [(one.code, one.title) for one in chosen]
        roles = (Role.OPD, Role.OPD_HEAD, *OFFICE)
        own = sorted(user.units_as(*roles))
        units = Unit.objects.filter(pk__in=own)
        self.field("unit").queryset = units
        if own:
            self.initial.setdefault("unit", own[0])

    def field(self, name: str) -> forms.Field:
        """The field of that name."""
        return self.fields[name]

    def order(self, agreement: Agreement | None) -> FreeOrder:
        """What is to be begun."""
        template = letter_templates()[self.cleaned_data["templat"]]
        return FreeOrder(template, self.cleaned_data["unit"], agreement)


class ScanForm(WithUpload, forms.Form):
    """The day that a signed free letter bears, and its scan."""

    day = DayField(label="Tanggal ditandatangani")
    upload = upload_field("Pindaian surat bertanda tangan", required=True)

    def clean_day(self) -> date | None:
        """A letter that is here was signed today at the latest."""
        return not_ahead(self.cleaned_data["day"])

    def signature(self) -> HandSignature:
        """What to record."""
        content, name = self.cleaned_data["upload"]
        return HandSignature(self.cleaned_data["day"], content, name)


class SendingForm(forms.Form):
    """How a signed letter left the house."""

    bagaimana = forms.CharField(
        label="Cara pengiriman",
        max_length=300,
        help_text="Misalnya: diantar, tanda terima 12; pos tercatat, nomor resi; SRIKANDI.",
    )


class InitialsForm(forms.Form):
    """Whose paraf letters of a kind bear, and where its papers show an electronic signature."""

    roles = forms.MultipleChoiceField(
        label="Pemaraf",
        required=False,
        choices=[(role.value, role.label) for role in CHAIN],
        widget=forms.CheckboxSelectMultiple,
        help_text="Diminta berurutan dari atas ke bawah sebelum surat ditandatangani.",
    )

    mark = forms.ChoiceField(
        label="Tanda tangan elektronik tampak",
        required=False,
        choices=[
            ("", "Seperti biasa: di ruang tanda tangan, pada naskah para pihak di kaki halaman"),
            *MarkPlace.choices,
        ],
        help_text="Kalimat dan kode QR pada salinan yang ditandatangani secara elektronik.",
    )

    def __init__(self, *args: Any, is_letter: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_letter:
            del self.fields["roles"]

    def chosen(self) -> list[Role]:
        """In the order in which a letter goes up."""
        return [role for role in CHAIN if role.value in self.cleaned_data.get("roles", ())]
