"""The form in which a naskah at home is drafted: title and text of each Pasal, what is done to
their order, and a Pasal to be added.
"""

from collections.abc import Collection, Iterable, Mapping
from typing import Any, NamedTuple

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from agreements.documents.annex_pages import MOST_PAGES, count_pages
from agreements.documents.wording.annexes import Brought
from agreements.models import Agreement
from agreements.naskah.blocks import BAB, BAGIAN, FRAME, role_of
from agreements.naskah.operations import ANNEX, LONGEST_TITLE
from kerjasama.drafts.earlier_values import digest_of_value

from .uploads import LONGEST_TEXT, clean_upload, upload_field
from .wording import WordingForm

TITLE, ORDER, ACT = "judul_", "urutan", "susun"
CHAPTER = "bab"
BODY = "Isi "  # before the name of the Pasal whose text a field holds
UP, DOWN, DELETE, SPLIT, ADD = "naik", "turun", "hapus", "pecah", "tambah"
ATTACH, PREVIEW, KEEP = "lampirkan", "pratinjau", "tetap"
LOST = "hilang_"
Files = MultiValueDict[str, UploadedFile]


class Press(NamedTuple):
    """Which button was pressed, and for which Pasal."""

    act: str
    part: str


class StructureForm(WordingForm):
    """The Pasal and annexes with their titles: (part, title, standard text, text as it stands)
    each, both texts as a person types them.
    """

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        parts: list[tuple[str, str, str, str]],
        named: Mapping[str, str],
        places_to_split: Mapping[str, list[tuple[str, str]]],
        reworded: Collection[str],
        frame: Iterable[tuple[str, str, str]] = (),
        chapters: Mapping[str, tuple[str, str]] | None = None,
    ) -> None:
        """`frame` are (part, what it says as the case has it, as it stands) of what surrounds the
        Pasal, `chapters` the BAB and Bagian by their ids, each with its name and its title.
        """
        self.chapters = dict(chapters or {})
        self.parts = [part for part, *_ in parts]
        self.frame_standard: dict[str, str] = {}
        self.frame_stood: dict[str, str] = {}
        super().__init__(data, parts=parts)
        self.stood = {part: (own or standard) for part, _, standard, own in parts}
        self.titles = {part: title for part, title, *_ in parts}
        for part in self.parts:
            self.fields[part].label = f"{BODY}{named[part]}"
            self.fields[part].widget.attrs["data-blocks"] = part
            is_own = part in reworded
            self.fields[part].help_text = "Diubah dari rumusan baku." if is_own else ""
            self.fields[f"{TITLE}{part}"] = forms.CharField(
                label=f"Judul {named[part]}",
                initial=self.titles[part],
                max_length=LONGEST_TITLE,
                error_messages={"required": f"Judul {_word_for(part)} wajib diisi."},
            )
            self._add_split(part, places_to_split.get(part, []))
        self._add_frame(frame)
        for one, (name, title) in self.chapters.items():
            self.fields[f"{TITLE}{one}"] = forms.CharField(
                label=f"Judul {name}",
                initial=title,
                max_length=LONGEST_TITLE,
                error_messages={"required": f"Judul {name} wajib diisi."},
            )
        self.fields[ORDER] = forms.CharField(
            required=False, widget=forms.HiddenInput, initial=" ".join(self.parts)
        )
        self._keep_absent()
        self._keep_lost()
        self.show_seen()

    def _add_frame(self, frame: Iterable[tuple[str, str, str]]) -> None:
        for part, standard, stands in frame:
            self.frame_standard[part], self.frame_stood[part] = standard, stands
            self.fields[part] = forms.CharField(
                label=f"Isi {FRAME[part].lower()}",
                initial=stands,
                required=False,
                max_length=LONGEST_TEXT,
                widget=forms.Textarea(attrs={"rows": 5, "data-blocks": part}),
                help_text=(
                    "Ditulis sendiri; kosongkan agar mengikuti usulan lagi."
                    if stands != standard
                    else "Mengikuti usulan sampai Anda mengubahnya."
                ),
            )

    def _add_split(self, part: str, places: list[tuple[str, str]]) -> None:
        if not places:
            return
        self.fields[f"{SPLIT}_di_{part}"] = forms.ChoiceField(
            label="Pasal baru dimulai dari", choices=places, required=False
        )
        self.fields[f"{SPLIT}_judul_{part}"] = forms.CharField(
            label="Judul Pasal baru", max_length=LONGEST_TITLE, required=False
        )

    def _keep_absent(self) -> None:
        """A Pasal that somebody added after the page was opened is not emptied by what is sent."""
        if not self.is_bound:
            return
        shown = [name for part in self.parts for name in (part, f"{TITLE}{part}")]
        titles = [f"{TITLE}{one}" for one in self.chapters]
        for name in (*shown, *self.frame_standard, *titles):
            self.fields[name].disabled = name not in self.data

    def _keep_lost(self) -> None:
        """What was typed for a Pasal that is gone meanwhile stays to be read and copied."""
        self.lost: list[str] = []
        seen = self._seen() if self.is_bound else {}
        for part in self.order:
            typed = self.data.get(part, "") if self.is_bound else ""
            is_gone = part not in self.parts
            if is_gone and typed and digest_of_value(typed) != seen.get(part):
                self.lost.append(part)
                title = self.data.get(TITLE + part, "")
                self.fields[f"{LOST}{part}"] = forms.CharField(
                    label=f"Teks Anda untuk {_word_for(part)} “{title}”, yang dihapus",
                    required=False,
                    disabled=True,
                    initial=typed,
                    widget=forms.Textarea(attrs={"rows": 5}),
                )

    def _compared(self) -> list[str]:
        """Only what is kept can have been changed by another person."""
        titles = (f"{TITLE}{part}" for part in (*self.parts, *self.chapters))
        kept = {*self.parts, *titles, *self.frame_standard}
        return [name for name in super()._compared() if name in kept]

    @property
    def order(self) -> tuple[str, ...]:
        """The Pasal and annexes as whoever typed saw them."""
        if not self.is_bound:
            return tuple(getattr(self, "parts", ()))
        return tuple(self.data.get(ORDER, "").split())[:500]

    def clean(self) -> dict[str, Any]:
        """Nothing is kept while a text would be lost."""
        data = super().clean() or {}
        for part in self.lost:
            self.add_error(
                None,
                f"{_word_for(part).capitalize()} “{self.data.get(TITLE + part, '')}” sudah dihapus"
                " orang lain; teks Anda ada di bawah. Salin bila diperlukan, lalu simpan lagi.",
            )
        return data

    def without_place(self, part: str, why: str) -> str:
        """What is wrong, without the name of the Pasal that its field bears already."""
        place = str(self.fields[part].label).removeprefix(BODY)
        told = why.removeprefix(f"{place}: ")
        return told[:1].upper() + told[1:]

    def typed_titles(self) -> dict[str, str]:
        """By part, the titles that were changed."""
        given = {part: self.cleaned_data.get(f"{TITLE}{part}", "") for part in self.parts}
        return {
            part: title for part, title in given.items() if title and title != self.titles[part]
        }

    def typed_texts(self) -> dict[str, str]:
        """By part, the texts that were changed; where one was emptied, its standard text."""
        found = {}
        for part in self.parts:
            text = self.cleaned_data.get(part, "").replace("\r\n", "\n").strip()
            text = text or self.standard[part]
            if digest_of_value(text) != digest_of_value(self.stood[part]):
                found[part] = text
        return found

    def typed_frame(self) -> dict[str, str]:
        """By part of the frame, what was changed; empty where it follows the case again."""
        found = {}
        for part, stood in self.frame_stood.items():
            text = self.cleaned_data.get(part, "").replace("\r\n", "\n").strip()
            follows = not text or digest_of_value(text) == digest_of_value(
                self.frame_standard[part]
            )
            stands = stood if stood != self.frame_standard[part] else ""
            text = "" if follows else text
            if digest_of_value(text) != digest_of_value(stands):
                found[part] = text
        return found

    def typed_chapters(self) -> dict[str, str]:
        """By BAB and Bagian, the titles that were changed."""
        given = {one: self.cleaned_data.get(f"{TITLE}{one}", "") for one in self.chapters}
        return {
            one: title for one, title in given.items() if title not in ("", self.chapters[one][1])
        }

    def split_of(self, part: str) -> tuple[str, str]:
        """Where a Pasal is to be split, and how the second is called."""
        return (
            self.cleaned_data.get(f"{SPLIT}_di_{part}", ""),
            self.cleaned_data.get(f"{SPLIT}_judul_{part}", ""),
        )


def _word_for(part: str) -> str:
    """What it is, as it is called within a sentence."""
    return "lampiran" if role_of(part) == ANNEX else "Pasal"


def press_in(post: Mapping[str, str]) -> Press:
    """The button of the order of Pasal that was pressed; none where only the text is saved."""
    act, _, part = post.get(ACT, "").partition(":")
    return Press(act, part)


def is_filled(sent: Mapping[str, str] | None, prefix: str, *names: str) -> bool:
    """Whether something was typed in the form of one more Pasal or lampiran."""
    return any((sent or {}).get(f"{prefix}-{name}", "").strip() for name in names)


class NewArticleForm(forms.Form):
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
    ) -> None:
        super().__init__(data, prefix=self.PREFIX)
        chosen = list(places)
        self.fields["asal"].choices = [("", "Pasal bebas, ditulis sendiri"), *sources]
        self.fields["sesudah"].choices = chosen
        self.fields["sesudah"].initial = chosen[-1][0] if chosen else ""

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


class NewAnnexForm(forms.Form):
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
    ) -> None:
        super().__init__(data, files, prefix=self.PREFIX)
        self.agreement = agreement

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
