"""The wording of a naskah."""

from typing import Any

from django import forms

from agreements.models.facts_abroad import ENGLISH
from kerjasama.drafts.earlier_values import EarlierValuesMixin

from .uploads import LONGEST_TEXT


class WordingForm(EarlierValuesMixin, forms.Form):
    """The Pasal of a naskah: (part, title, standard text, own text) each; an empty text means the
    standard one.
    """

    def __init__(self, *args: Any, parts: list[tuple[str, str, str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.standard = {part: standard.strip() for part, _, standard, _ in parts}
        place = 0
        for part, title, standard, own in parts:
            word = "Article"
            if not part.endswith(ENGLISH):
                word = "Pasal"
                place += 1
            self.fields[part] = forms.CharField(
                label=f"{word} {place} {title}",
                help_text="Diubah dari rumusan baku." if own else "",
                initial=own or standard,
                required=False,
                max_length=LONGEST_TEXT,
                widget=forms.Textarea(attrs={"rows": 5}),
            )
        self.show_seen()

    def own(self) -> dict[str, str]:
        """Our own text by part; empty where what was typed is the standard text."""
        own = {part: text.replace("\r\n", "\n") for part, text in self.cleaned_data.items()}
        for part, text in own.items():
            if text == self.standard[part]:
                own[part] = ""
        return own
