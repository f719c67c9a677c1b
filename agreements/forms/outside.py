"""The forms of a naskah whose text was written elsewhere: its file, and the pages of its parts."""

import re
from collections.abc import Iterable
from typing import Any

from django import forms
from django.http import QueryDict

from agreements.documents import store
from agreements.documents.annex_pages import MOST_PAGES, count_pages
from agreements.documents.exchange.docx_content import open_docx
from agreements.documents.exchange.docx_package import UnreadableDocx
from agreements.documents.text.indonesian import join_names
from agreements.documents.wording.annexes import Brought
from agreements.forms.uploads import refuse_removed
from agreements.models import Agreement
from agreements.regulations.naskah_contents import NaskahPart
from agreements.workflow.outside_naskah import TickedPart
from kerjasama.uploads import scanning
from kerjasama.uploads.judging import UploadRule, judge_upload, judge_viruses

PDF = UploadRule({"application/pdf": "PDF"})
WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SPAN = re.compile(r"(\d{1,3})(?:\s*(?:-|–|s\.d\.)\s*(\d{1,3}))?")


class OutsideTextForm(forms.Form):
    """The PDF that is the text of the naskah, and the Word file it was made from."""

    berkas = forms.FileField(
        label="Naskah yang disepakati (PDF)",
        help_text=(
            f"{PDF.told} Paling banyak {MOST_PAGES} halaman. Naskah Word disimpan sebagai PDF lebih"
            " dahulu: yang dinomori dan ditandatangani adalah halaman PDF."
        ),
        widget=forms.FileInput(attrs={"accept": PDF.accept}),
        error_messages={
            "empty": "Berkas kosong (0 byte). Pilih berkas lain.",
            "required": "Pilih berkas PDF naskah.",
        },
    )
    word = forms.FileField(
        label="Berkas Word asalnya",
        required=False,
        help_text="Bila ada; disimpan di samping naskah dan tidak dicetak.",
        widget=forms.FileInput(attrs={"accept": f".docx,{WORD_TYPE}"}),
        error_messages={"empty": "Berkas kosong (0 byte). Pilih berkas lain."},
    )
    catatan = forms.CharField(
        label="Asal naskah",
        max_length=300,
        help_text="Siapa yang menyusun dan kapan diterima, misalnya “dikirim PT … 12 Mei 2026”.",
        error_messages={"required": "Tuliskan asal naskah."},
    )

    def __init__(self, *args: Any, agreement: Agreement, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.agreement = agreement

    def clean_berkas(self) -> Brought:
        """The file, with how many pages it has."""
        upload = self.cleaned_data["berkas"]
        upload.seek(0)
        if upload.read(4) == b"PK\x03\x04":
            raise forms.ValidationError(
                "Ini berkas Word. Buka di pengolah kata, simpan sebagai PDF, lalu unggah PDF itu;"
                " dengan begitu yang ditandatangani sama dengan yang dilihat mitra."
            )
        judged = judge_upload(upload, PDF)
        refuse_removed(judged.content, self.agreement)
        pages = count_pages(judged.content)
        if not 1 <= pages <= MOST_PAGES:
            raise forms.ValidationError(
                f"Berkas ini memuat {pages} halaman; yang dapat menjadi naskah 1 sampai"
                f" {MOST_PAGES}."
            )
        scanning.note_scan(store.digest_of(judged.content), judged.scanned)
        return Brought(judged.content, judged.name[:200], pages)

    def clean_word(self) -> Brought | None:
        """The word processor's file, which nobody opens here."""
        upload = self.cleaned_data["word"]
        if not upload:
            return None
        if upload.size > PDF.limit * 1024 * 1024:
            raise forms.ValidationError(f"Ukuran berkas melebihi {PDF.limit} MB.")
        scanned = judge_viruses(upload)
        content = upload.read()
        try:
            open_docx(content)
        except UnreadableDocx as refusal:
            raise forms.ValidationError(str(refusal)) from refusal
        refuse_removed(content, self.agreement)
        scanning.note_scan(store.digest_of(content), scanned)
        return Brought(content, upload.name[:200], 0)


class TickForm(forms.Form):
    """For each part that the law lists the pages on which it stands."""

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        ticked: Iterable[TickedPart],
        most: int,
        read: list[str],
    ) -> None:
        super().__init__(data)
        self.most, self.rows = most, list(ticked)
        for part, pages in self.rows:
            self.fields[part.code] = forms.CharField(
                label=part.name,
                required=False,
                initial=pages,
                max_length=40,
                help_text=_hint(part, read),
                widget=forms.TextInput(attrs={"size": 8}),
            )

    def clean(self) -> dict[str, Any]:
        """The pages as they are kept: "2", "2-3", "2, 5-6"."""
        data = super().clean() or {}
        for part, _ in self.rows:
            if typed := data.get(part.code, ""):
                data[part.code] = self._pages_in(part.code, typed)
        return data

    def _pages_in(self, code: str, typed: str) -> str:
        told = []
        for one in re.split(r"\s*(?:,|;|\bdan\b)\s*", typed.strip()):
            found = SPAN.fullmatch(one)
            first, last = (int(found[1]), int(found[2] or found[1])) if found else (0, 0)
            if not 1 <= first <= last <= self.most:
                self.add_error(
                    code, f"Tulis halaman 1 sampai {self.most}, misalnya “2” atau “2-3”."
                )
                return typed
            told.append(str(first) if first == last else f"{first}-{last}")
        return ", ".join(told)


def _hint(part: NaskahPart, read: list[str]) -> str:
    """Where words that name the part can be read; whether it says what it must, a person judges."""
    at = [
        str(number)
        for number, said in enumerate(read, 1)
        if any(word in said.lower() for word in part.found_by)
    ]
    if not read:
        return ""
    if not at:
        return "Tidak terbaca; periksa halaman demi halaman."
    return f"Kata yang menyebutnya terbaca pada halaman {join_names(at[:6])}."
