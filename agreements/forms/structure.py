"""The form in which a naskah is drafted: title and text of each Pasal in each of its languages,
what is done to their order, and a Pasal to be added.
"""

from collections.abc import Collection, Iterable, Mapping
from typing import Any, NamedTuple

from django import forms
from django.http import QueryDict

from agreements.documents.wording import third_language
from agreements.models.naskah_setup import is_in_third_language, split_part
from agreements.naskah.blocks import (
    FRAME,
    INDONESIAN,
    role_of,
)
from agreements.naskah.operations import ANNEX, LONGEST_TITLE
from kerjasama.drafts.earlier_values import digest_of_value
from kerjasama.reference.languages import BY_CODE

from .uploads import LONGEST_TEXT
from .wording import WordingForm, look_of_language

TITLE, ORDER, ACT = "judul_", "urutan", "susun"
CHAPTER = "bab"
BODY = "Isi "  # before the name of the Pasal whose text a field holds
UP, DOWN, DELETE, SPLIT, ADD = "naik", "turun", "hapus", "pecah", "tambah"
ATTACH, PREVIEW, KEEP = "lampirkan", "pratinjau", "tetap"
KEEP_TRANSLATION = "sepadan"
LOST = "hilang_"


class Press(NamedTuple):
    """Which button was pressed, and for which Pasal."""

    act: str
    part: str


class StructureForm(WordingForm):
    """The Pasal and annexes with their titles: (part, title, standard text, text as it stands)
    each, both texts as a person types them; a Pasal abroad in each of its languages. A third text
    begins with its title. What frames one stands behind them.
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
        Pasal, `chapters` the BAB and Bagian by their ids, each with its name and its title. `named`
        says by part how a Pasal is called, `places_to_split` where it may be split.
        """
        self.chapters = dict(chapters or {})
        self.parts = [part for part, *_ in parts if not third_language.is_frame(part)]
        self.third_frame = [part for part, *_ in parts if third_language.is_frame(part)]
        self.frame_standard: dict[str, str] = {}
        self.frame_stood: dict[str, str] = {}
        super().__init__(data, parts=parts)
        self.stood = {part: (own or standard) for part, _, standard, own in parts}
        self.titles = {part: title for part, title, *_ in parts}
        for part in self.parts:
            self._name_part(part, named[part], is_own=part in reworded)
            self._add_split(part, places_to_split)
        self._add_frame(frame)
        self._add_chapters()
        self.fields[ORDER] = forms.CharField(
            required=False, widget=forms.HiddenInput, initial=" ".join(self.owners)
        )
        self._keep_absent()
        self._keep_lost()

    def _name_part(self, part: str, name: str, *, is_own: bool) -> None:
        """What a person reads above a Pasal or annex; its title is a field of its own."""
        self.fields[part].label = f"{BODY}{name}"
        self.fields[part].widget.attrs["data-blocks"] = part
        if not is_in_third_language(part):
            self.fields[part].help_text = "Diubah dari rumusan baku." if is_own else ""
            self._add_title(part, name)

    def _add_chapters(self) -> None:
        for one, (name, title) in self.chapters.items():
            self.fields[f"{TITLE}{one}"] = forms.CharField(
                label=f"Judul {name}",
                initial=title,
                max_length=LONGEST_TITLE,
                error_messages={"required": f"Judul {name} wajib diisi."},
            )
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

    def _add_title(self, part: str, name: str) -> None:
        """A translation may wait for its title; the Indonesian text has one."""
        self.fields[f"{TITLE}{part}"] = forms.CharField(
            label=f"Judul {name}",
            initial=self.titles[part],
            max_length=LONGEST_TITLE,
            required=not split_part(part)[1],
            widget=forms.TextInput(attrs=look_of_language(part)),
            error_messages={"required": f"Judul {_word_for(part)} wajib diisi."},
        )

    def _add_split(self, part: str, places: Mapping[str, list[tuple[str, str]]]) -> None:
        """Where the Pasal is split is chosen once; its second half has a title in each language."""
        one, language = split_part(part)
        if not places.get(one):
            return
        if not language:
            self.fields[f"{SPLIT}_di_{part}"] = forms.ChoiceField(
                label="Pasal baru dimulai dari", choices=places[one], required=False
            )
        self.fields[f"{SPLIT}_judul_{part}"] = forms.CharField(
            label=f"Judul Pasal baru{_in_language(language)}",
            max_length=LONGEST_TITLE,
            required=False,
            widget=forms.TextInput(attrs=look_of_language(part)),
        )

    def _keep_absent(self) -> None:
        """A Pasal that somebody added after the page was opened is not emptied by what is sent."""
        if not self.is_bound:
            return
        shown = [name for part in self.parts for name in (part, f"{TITLE}{part}")]
        titles = [f"{TITLE}{one}" for one in self.chapters]
        for name in (*shown, *self.frame_standard, *titles, *self.third_frame):
            if name in self.fields:
                self.fields[name].disabled = name not in self.data

    def _keep_lost(self) -> None:
        """What was typed for a Pasal that is gone meanwhile stays to be read and copied."""
        self.lost: list[str] = []
        seen = self._seen() if self.is_bound else {}
        gone = [one for one in self.order if one not in self.parts]
        for part in [name for one in gone for name in self._names_of(one)]:
            typed = self.data.get(part, "")
            if typed and digest_of_value(typed) != seen.get(part):
                self.lost.append(part)
                title = self.data.get(TITLE + part, "")
                self.fields[f"{LOST}{part}"] = forms.CharField(
                    label=f"Teks Anda untuk {_word_for(part)} “{title}”, yang dihapus",
                    required=False,
                    disabled=True,
                    initial=typed,
                    widget=forms.Textarea(attrs={"rows": 5}),
                )

    def _names_of(self, one: str) -> list[str]:
        """The fields in which a Pasal was typed, whatever their language."""
        return [name for name in self.data if name == one or split_part(name)[0] == one]

    @property
    def owners(self) -> list[str]:
        """The Pasal and annexes, each once whatever its languages."""
        return [part for part in self.parts if not split_part(part)[1]]

    def _compared(self) -> list[str]:
        """Only what is kept can have been changed by another person."""
        titles = (f"{TITLE}{part}" for part in (*self.parts, *self.chapters))
        kept = {*self.parts, *titles, *self.frame_standard, *self.third_frame}
        return [name for name in super()._compared() if name in kept]

    @property
    def order(self) -> tuple[str, ...]:
        """The Pasal and annexes as whoever typed saw them."""
        if not self.is_bound:
            return tuple(self.owners)
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
        """By part, the titles that were changed; a third text bears its own."""
        parts = [part for part in self.parts if f"{TITLE}{part}" in self.fields]
        given = {part: self.cleaned_data.get(f"{TITLE}{part}", "") for part in parts}
        return {
            part: title for part, title in given.items() if title and title != self.titles[part]
        }

    def typed_third_frame(self) -> dict[str, str]:
        """By part, what was changed of what frames the Pasal in a third language."""
        given = {part: self.cleaned_data.get(part, "") for part in self.third_frame}
        told = {part: text.replace("\r\n", "\n").strip() for part, text in given.items()}
        return {
            part: text
            for part, text in told.items()
            if digest_of_value(text) != digest_of_value(self.stood[part])
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

    def split_of(self, part: str) -> tuple[str, dict[str, str]]:
        """Where a Pasal is to be split, and how the second is called in each language."""
        titles = {
            split_part(name)[1] or INDONESIAN: self.cleaned_data.get(f"{SPLIT}_judul_{name}", "")
            for name in self.parts
            if split_part(name)[0] == part
        }
        return self.cleaned_data.get(f"{SPLIT}_di_{part}", ""), titles


def _in_language(code: str) -> str:
    """ " (bahasa Inggris)"; nothing for Indonesian, which is not named."""
    return f" (bahasa {BY_CODE[code].name})" if code else ""


def _word_for(part: str) -> str:
    """What it is, as it is called within a sentence."""
    return "lampiran" if role_of(part) == ANNEX else "Pasal"


def press_in(post: Mapping[str, str]) -> Press:
    """The button of the order of Pasal that was pressed; none where only the text is saved."""
    act, _, part = post.get(ACT, "").partition(":")
    return Press(act, part)
