"""What is said of an original when it goes somewhere, and what narrows the register of
originals.
"""

from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils import timezone

from agreements.models import Action, Original, OriginalState
from kerjasama.web.fields import DayField
from kerjasama.web.plain_select import PlainSelect

from .acts import EARLIEST
from .uploads import LONGEST_NOTE

# What each act asks for, besides its day; and what cannot be left empty.
ASKED: dict[str, tuple[str, ...]] = {
    Action.PLACED: ("place", "note"),
    Action.LENT: ("person", "office", "due_on", "note"),
    Action.RETURNED: ("person", "office", "place", "note"),
    Action.HANDED: ("person", "office", "note"),
    Action.LOST: ("note",),
    Action.FOUND: ("place", "note"),
}
NEEDED: dict[str, tuple[str, ...]] = {
    Action.PLACED: ("place",),
    Action.LENT: ("person", "due_on", "note"),
    Action.RETURNED: ("place",),
    Action.HANDED: ("person", "office"),
    Action.LOST: ("note",),
    Action.FOUND: ("place",),
}
LABELS: dict[str, dict[str, str]] = {
    Action.LENT: {"person": "Peminjam", "office": "Instansi/unit peminjam", "note": "Keperluan"},
    Action.RETURNED: {"person": "Yang mengembalikan", "office": "Instansi/unit"},
    Action.HANDED: {"person": "Penerima", "office": "Jabatan dan instansi penerima"},
    Action.LOST: {"note": "Alasan dan upaya pencarian"},
}
WORDS: dict[str, tuple[str, str]] = {
    Action.PLACED: ("Catat atau pindahkan tempat", "Catat tempat"),
    Action.LENT: ("Pinjamkan", "Pinjamkan"),
    Action.RETURNED: ("Terima kembali", "Terima kembali"),
    Action.HANDED: ("Serahkan", "Serahkan"),
    Action.LOST: ("Nyatakan hilang", "Nyatakan hilang"),
    Action.FOUND: ("Catat ditemukan", "Catat ditemukan"),
}


class MoveForm(forms.Form):
    """One act; it has only the fields that the act asks for."""

    day = DayField(label="Tanggal")
    person = forms.CharField(label="Nama", max_length=150)
    office = forms.CharField(label="Instansi/unit", max_length=150)
    due_on = DayField(label="Kembali paling lambat")
    place = forms.CharField(
        label="Tempat penyimpanan",
        max_length=200,
        help_text="Misalnya: Lemari arsip 2, rak B, map 14.",
    )
    note = forms.CharField(
        label="Keterangan", max_length=LONGEST_NOTE, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, data: QueryDict | None = None, *, action: str, original: Original) -> None:
        super().__init__(data, auto_id=f"id_{action}_%s")
        self.action = action
        self.is_grave = action == Action.LOST
        self.original = original
        self.title, self.button = WORDS[action]
        asked = {"day", *ASKED[action]}
        self.fields = {name: field for name, field in self.fields.items() if name in asked}
        for name, field in self.fields.items():
            field.required = name == "day" or name in NEEDED[action]
            field.label = LABELS.get(action, {}).get(name, field.label)
        self.fields["day"].initial = timezone.localdate()

    def clean_day(self) -> date:
        """A day that can have been, not before the original was last moved."""
        day = self.cleaned_data["day"]
        if day > timezone.localdate():
            raise forms.ValidationError("Tanggal tidak boleh sesudah hari ini.")
        if day < EARLIEST:
            raise forms.ValidationError(
                f"Tanggal tidak boleh sebelum tahun {EARLIEST.year}. Periksa kembali tahunnya."
            )
        last = self.original.last_day()
        if last and day < last:
            raise forms.ValidationError(
                f"Tanggal tidak boleh mendahului perpindahan sebelumnya ({last:%d/%m/%Y})."
            )
        return day

    def clean_due_on(self) -> date:
        """A day after that on which the original was lent."""
        due_on = self.cleaned_data["due_on"]
        day = self.cleaned_data.get("day")
        if due_on > date(2100, 1, 1):
            raise forms.ValidationError("Periksa kembali tahunnya.")
        if day and due_on <= day:
            raise forms.ValidationError("Tanggal kembali harus sesudah tanggal peminjaman.")
        return due_on

    def clean(self) -> dict[str, Any]:
        """Names and places with single spaces."""
        data = super().clean() or {}
        for name in ("person", "office", "place"):
            if name in data:
                data[name] = " ".join(data[name].split())
        return data


class OriginalFilter(forms.Form):
    """What narrows the register; what cannot be read narrows nothing."""

    q = forms.CharField(label="Cari judul, objek, atau mitra", required=False, max_length=200)
    tempat = forms.CharField(label="Tempat atau pemegang", required=False, max_length=100)
    status = forms.ChoiceField(
        label="Status",
        required=False,
        widget=PlainSelect,
        choices=[
            ("", "Semua status"),
            *OriginalState.choices,
            ("lewat", "Dipinjam, lewat tanggal kembali"),
        ],
    )

    def narrow(self, seen: QuerySet) -> QuerySet:
        """The originals of these cases that fit."""
        self.is_valid()
        chosen = getattr(self, "cleaned_data", {})
        if words := chosen.get("q"):
            seen = seen.search(words)
        rows = Original.objects.filter(agreement__in=seen.order_by().values("pk"))
        if place := chosen.get("tempat"):
            rows = rows.filter(holder__icontains=place) | rows.filter(place__icontains=place)
        if chosen.get("status") == "lewat":
            return rows.overdue(timezone.localdate()).order_by("due_on", "pk")
        if chosen.get("status"):
            rows = rows.filter(state=chosen["status"])
        return rows.order_by("-created_at", "-pk")
