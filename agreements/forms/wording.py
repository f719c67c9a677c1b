"""The wording of a naskah."""

from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from agreements.documents.wording import third_language
from agreements.documents.wording.mandatory_parts import name_articles
from agreements.models.naskah_setup import is_in_third_language, split_part
from kerjasama.drafts.earlier_values import EarlierValuesMixin
from kerjasama.reference.languages import BY_CODE

from .uploads import LONGEST_TEXT

_FRAME_HELP = {
    third_language.HEAD: (
        "Tercetak di atas naskah, satu baris satu alinea: sebutan naskah, para pihak, judul."
        " {pihak_1} dan {pihak_2} diisi nama pihak menurut urutan rangkapnya."
    ),
    third_language.PREAMBLE: (
        "Alinea sebelum Pasal pertama, termasuk kalimat “telah mencapai saling pengertian”."
        " {pihak_1} dan {pihak_2} diisi menurut urutan rangkapnya."
    ),
    third_language.CLOSING: (
        "Wajib memuat {rangkap}, {tempat}, dan {tanggal}, serta {acuan} bila bahasa acuan sudah"
        " disepakati; semuanya diisi sistem dalam bahasa ini."
    ),
    third_language.PARTY: "Baris pertama nama pihak, baris kedua jabatan penanda tangannya.",
}


def _help_of(part: str, own: str) -> str:
    if third_language.is_frame(part):
        return _FRAME_HELP[split_part(part)[0].partition("_")[0]]
    if is_in_third_language(part):
        return "Baris pertama judul Pasal, lalu isinya."
    return "Diubah dari rumusan baku." if own else ""


def look_of_language(part: str) -> dict[str, str]:
    """In another language than the page a field says which, and from which side it is written."""
    language = BY_CODE.get(split_part(part)[1])
    if language is None:
        return {}
    return {"lang": language.tag, "dir": language.direction}


def _look_of(part: str) -> dict[str, str | int]:
    rows = 2 if part.startswith(f"{third_language.PARTY}_") else 5
    return {"rows": rows, **look_of_language(part)}


class WordingForm(EarlierValuesMixin, forms.Form):
    """The Pasal of a naskah: (part, title, standard text, own text) each; an empty text means the
    standard one.
    """

    def __init__(self, *args: Any, parts: list[tuple[str, str, str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.standard = {part: standard.strip() for part, _, standard, _ in parts}
        places = name_articles([part for part, *_ in parts])
        for place, (part, title, standard, own) in zip(places, parts, strict=True):
            self.fields[part] = forms.CharField(
                label=f"{place} {title}",
                help_text=_help_of(part, own),
                initial=own or standard,
                required=False,
                max_length=LONGEST_TEXT,
                widget=forms.Textarea(attrs=_look_of(part)),
            )
        self.show_seen()

    @property
    def frame(self) -> list[BoundField]:
        """The fields of what frames the Pasal in a third language."""
        return [self[part] for part in self.fields if third_language.is_frame(part)]

    def own(self) -> dict[str, str]:
        """Our own text by part; empty where what was typed is the standard text."""
        own = {part: self.cleaned_data[part].replace("\r\n", "\n") for part in self.standard}
        for part, text in own.items():
            if text == self.standard[part]:
                own[part] = ""
        return own
