"""The Pasal of a recorded naskah: typed, or read from a DOCX of it."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from agreements.documents.exchange.docx_content import open_docx
from agreements.documents.exchange.docx_package import UnreadableDocx
from agreements.documents.wording.mandatory_parts import name_articles
from agreements.documents.wording.recorded_articles import NoArticles, articles_in_text
from kerjasama.uploads.judging import judge_viruses

LONGEST_NASKAH = 200_000
MOST_BYTES = 8_000_000


class RecordedArticlesForm(forms.Form):
    """One text with all Pasal, or the file that holds it."""

    text = forms.CharField(
        label="Seluruh Pasal",
        required=False,
        max_length=LONGEST_NASKAH,
        widget=forms.Textarea(attrs={"rows": 24}),
        help_text="Awali tiap Pasal dengan “Pasal 1”, judulnya di baris yang sama atau berikutnya.",
    )
    upload = forms.FileField(
        label="atau berkas DOCX naskahnya",
        required=False,
        help_text="Dibaca isinya saja. Nomor Pasal harus diketik, bukan penomoran otomatis Word.",
    )

    def __init__(self, *args: Any, is_bilingual: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.is_bilingual = is_bilingual
        if is_bilingual:
            self.fields["text"].help_text = (
                "Salin teks Indonesia, lalu teks Inggrisnya. Awali tiap Pasal dengan “Pasal 1” dan"
                " “Article 1”, judulnya di baris yang sama atau berikutnya."
            )

    def clean_upload(self) -> UploadedFile | None:
        """The file, once the virus scanner has read it."""
        upload = self.cleaned_data["upload"]
        if upload:
            judge_viruses(upload)
        return upload

    def clean(self) -> dict[str, Any]:
        """The Pasal are those of the file, or else of the text."""
        data = super().clean() or {}
        field = "upload" if data.get("upload") else "text"
        if field in self.errors:
            return data
        try:
            text = self._text_of_file(data) if data.get("upload") else data.get("text", "")
            data["articles"] = articles_in_text(text, is_bilingual=self.is_bilingual)
        except (NoArticles, UnreadableDocx) as fault:
            self.add_error(field, str(fault))
        return data

    def _text_of_file(self, data: dict[str, Any]) -> str:
        upload = data["upload"]
        if (upload.size or 0) > MOST_BYTES:
            raise UnreadableDocx("Berkas ini terlalu besar.")
        return "\n".join(paragraph.text for paragraph in open_docx(upload.read()).paragraphs)

    @staticmethod
    def text_of(articles: list[list[str]]) -> str:
        """The Pasal as one would type them; abroad the English text behind the Indonesian."""
        places = name_articles([part for part, *_ in articles])
        told = [
            (place, f"{place} {title}\n{text}")
            for place, (_, title, text) in zip(places, articles, strict=True)
        ]
        told.sort(key=lambda one: one[0].startswith("Article"))
        return "\n\n".join(text for _, text in told)
