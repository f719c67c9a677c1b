"""The forms in which something is added to a naskah: a Pasal, a lampiran, a BAB or a Bagian."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from agreements.documents.annex_pages import MOST_PAGES, count_pages
from agreements.documents.wording.annexes import Brought
from agreements.documents.wording.restructuring import Typed
from agreements.models import Agreement
from agreements.naskah.blocks import BAB, BAGIAN, ENGLISH, INDONESIAN
from agreements.naskah.operations import LONGEST_TITLE

from .uploads import LONGEST_TEXT, clean_upload, upload_field
from .wording import look_of_language

Files = MultiValueDict[str, UploadedFile]


def is_filled(sent: Mapping[str, str] | None, prefix: str, *names: str) -> bool:
    """Whether something was typed in the form of one more Pasal or lampiran."""
    return any((sent or {}).get(f"{prefix}-{name}", "").strip() for name in names)


class _InLanguages(forms.Form):
    """Title and text of something new; abroad in English as well. A third text is typed behind its
    place once that is there.
    """

    def add_english(self) -> None:
        """Room for the English text, behind the Indonesian one."""
        self.is_bilingual = True
        language = look_of_language(f"x_{ENGLISH}")
        for name in ("judul", "isi"):
            told = self.fields[name]
            widget = type(told.widget)(attrs=told.widget.attrs | language)
            self.fields[f"{name}_{ENGLISH}"] = forms.CharField(
                label=f"{told.label} (bahasa Inggris)",
                required=False,
                max_length=told.max_length,
                widget=widget,
                help_text=told.help_text if name == "judul" else "",
            )
        self.order_fields(["asal", "judul", f"judul_{ENGLISH}", "isi", f"isi_{ENGLISH}"])

    is_bilingual = False

    @property
    def given(self) -> dict[str, Typed]:
        """What was typed, by language."""
        data = self.cleaned_data
        typed = {INDONESIAN: Typed(data["judul"], data["isi"])}
        if self.is_bilingual:
            typed[ENGLISH] = Typed(data[f"judul_{ENGLISH}"], data[f"isi_{ENGLISH}"])
        return typed


class NewArticleForm(_InLanguages):
    """A Pasal to be added: after which one, from where its text comes."""

    PREFIX = "baru"

    asal = forms.ChoiceField(label="Isi dari", required=False)
    judul = forms.CharField(
        label="Judul Pasal",
        required=False,
        max_length=LONGEST_TITLE,
        help_text="Kosongkan untuk memakai judul dari pustaka.",
    )
    isi = forms.CharField(
        label="Isi Pasal",
        required=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 5, "data-blocks": ""}),
        help_text="Kosongkan untuk memakai teks dari pustaka, atau tulis sekarang.",
    )
    sesudah = forms.ChoiceField(label="Ditempatkan sesudah")

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        sources: list[tuple[str, list[tuple[str, str]]]],
        places: Iterable[tuple[str, str]],
        is_bilingual: bool = False,
    ) -> None:
        super().__init__(data, prefix=self.PREFIX)
        chosen = list(places)
        self.fields["asal"].choices = [("", "Pasal bebas, ditulis sendiri"), *sources]
        self.fields["sesudah"].choices = chosen
        self.fields["sesudah"].initial = chosen[-1][0] if chosen else ""
        if is_bilingual:
            self.add_english()

    def clean(self) -> dict[str, Any]:
        """A Pasal of one's own has a title."""
        data = super().clean() or {}
        if not data.get("asal") and not data.get("judul"):
            self.add_error("judul", "Isi judul Pasal, atau pilih dari pustaka.")
        return data


class NewChapterForm(forms.Form):
    """A BAB or a Bagian to be added: with which Pasal it begins."""

    PREFIX = "kelompok"

    tingkat = forms.ChoiceField(label="Tingkat", choices=[(BAB, "BAB"), (BAGIAN, "Bagian")])
    judul = forms.CharField(
        label="Judul",
        max_length=LONGEST_TITLE,
        error_messages={"required": "Judul BAB atau Bagian wajib diisi."},
    )
    mulai = forms.ChoiceField(label="Dimulai dari")

    def __init__(self, data: QueryDict | None = None, *, places: Iterable[tuple[str, str]]) -> None:
        super().__init__(data, prefix=self.PREFIX)
        self.fields["mulai"].choices = list(places)


class NewAnnexForm(_InLanguages):
    """A lampiran to be added: text with tables, or the pages of a file."""

    PREFIX = "lampiran"

    judul = forms.CharField(
        label="Judul lampiran",
        max_length=LONGEST_TITLE,
        error_messages={"required": "Judul lampiran wajib diisi."},
    )
    isi = forms.CharField(
        label="Isi lampiran",
        required=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 5, "data-blocks": ""}),
        help_text="Teks, daftar, dan tabel ditulis seperti isi Pasal.",
    )

    berkas = upload_field(
        "Halaman lampiran",
        required=False,
        before="Peta, RAB, atau berkas lain yang dicetak sebagai halaman lampiran.",
        after=f"Paling banyak {MOST_PAGES} halaman.",
    )

    def __init__(
        self,
        data: QueryDict | None = None,
        files: Files | None = None,
        *,
        agreement: Agreement,
        is_bilingual: bool = False,
    ) -> None:
        super().__init__(data, files, prefix=self.PREFIX)
        self.agreement = agreement
        if is_bilingual:
            self.add_english()

    def clean_berkas(self) -> Brought | None:
        """The file, with how many pages it has."""
        upload = self.cleaned_data["berkas"]
        if not upload:
            return None
        content = clean_upload(upload, self.agreement)
        pages = count_pages(content)
        if not 1 <= pages <= MOST_PAGES:
            raise forms.ValidationError(
                f"Berkas lampiran memuat {pages} halaman; yang dapat dicetak 1 sampai {MOST_PAGES}."
            )
        return Brought(content, upload.name[:200], pages)

    def clean(self) -> dict[str, Any]:
        """It says something, or shows something."""
        data = super().clean() or {}
        if not data.get("isi") and not data.get("berkas") and "berkas" not in self.errors:
            self.add_error("isi", "Tulis isi lampiran, atau pilih berkasnya.")
        return data
