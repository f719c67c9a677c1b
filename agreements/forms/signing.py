"""The schedule of a signing: its day, hours and place, and the rows of who comes, what happens
when, and who signs at which desk.
"""

from collections.abc import Callable
from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.forms import formset_factory
from django.http import QueryDict
from django.urls import reverse
from django.utils.html import format_html, format_html_join

from agreements.models import Agreement, Method, Signing, SigningState
from agreements.models.signing import MOST
from agreements.monitoring.custody.clashes import Clashes, clashes_of_signing
from agreements.monitoring.custody.signing import signed_on, signer_of
from agreements.regulations.originals import FEWEST
from agreements.workflow.guarding import Refused
from kerjasama.drafts.earlier_values import EarlierValuesMixin
from kerjasama.web.asking import AsksFirst
from kerjasama.web.fields import DayField, WholeField

from .acts import EARLIEST
from .plausible import on_a_day_off
from .uploads import LONGEST_NOTE

SCHEDULED = ("day", "method", "starts", "ends", "place", "copies", "note")
PARTS = ("saksi", "tamu undangan", "pendamping", "pembawa acara", "petugas")


def time_input() -> forms.TimeInput:
    """A time of day, which the browser knows how to ask for."""
    return forms.TimeInput(attrs={"type": "time"}, format="%H:%M")


class SigningForm(EarlierValuesMixin, AsksFirst, forms.Form):
    """When, where and how one naskah is signed. `visible` tells whether this person may see a case
    that is in the way.
    """

    day = DayField(label="Tanggal", help_text="Tanggal ini diusulkan sebagai tanggal naskah.")
    method = forms.ChoiceField(label="Cara", choices=Method.choices)
    starts = forms.TimeField(
        label="Mulai", required=False, widget=time_input(), help_text="Wajib, kecuali desk to desk."
    )
    ends = forms.TimeField(label="Selesai", required=False, widget=time_input())
    place = forms.CharField(label="Tempat", max_length=200)
    copies = WholeField(
        label="Jumlah rangkap asli",
        min_value=FEWEST,
        max_value=MOST,
        initial=FEWEST,
        help_text=(
            "Paling sedikit satu bagi tiap pihak. Tercetak pada penutup naskah; bila naskah sudah"
            " dicetak, buat ulang."
        ),
    )
    note = forms.CharField(
        label="Catatan",
        required=False,
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    share_place = forms.BooleanField(
        label="Tetap jadwalkan di tempat dan waktu ini", required=False
    )

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        agreement: Agreement,
        kind: str,
        signing: Signing | None,
        visible: Callable[[Agreement], bool],
    ) -> None:
        super().__init__(
            data, initial={name: getattr(signing, name) for name in SCHEDULED if signing}
        )
        self.agreement = agreement
        self.kind = kind
        self.visible = visible
        self.initial["copies"] = max(
            self.initial.get("copies", FEWEST), agreement.number_of_parties
        )
        if agreement.track.is_foreign:
            copies = self.fields["copies"]
            copies.disabled = True
            self.initial["copies"] = agreement.originals_abroad(kind).total
            copies.help_text = (
                "Menurut susunan naskah; setiap pihak disebut lebih dahulu dalam rangkapnya"
                " (alternat)."
            )
        if signing and signing.state == SigningState.HELD and kind in signed_on(agreement):
            self._ask_why()
        if self.data.get("share_place") != "on":
            self.fields["share_place"].widget = forms.HiddenInput()

    def _ask_why(self) -> None:
        """The event was held: its record is corrected, and its originals are counted already."""
        self.fields["copies"].disabled = True
        self.fields["copies"].help_text = "Naskah asli sudah tercatat."
        day = self.fields["day"]
        day.help_text = "Tanggal pada naskah dikoreksi terpisah, pada Catatan dan koreksi."
        self.fields["alasan"] = forms.CharField(
            label="Alasan koreksi",
            max_length=LONGEST_NOTE,
            widget=forms.Textarea(attrs={"rows": 2}),
            help_text="Terbaca pada riwayat; tidak tercetak pada dokumen apa pun.",
        )

    def clean_copies(self) -> int:
        """One for each party at least."""
        copies: int = self.cleaned_data["copies"]
        parties = self.agreement.number_of_parties
        if copies < parties:
            raise forms.ValidationError(f"Paling sedikit {parties} rangkap, satu bagi tiap pihak.")
        return copies

    def clean_place(self) -> str:
        return " ".join(self.cleaned_data["place"].split())

    def clean_day(self) -> date:
        day = self.cleaned_data["day"]
        if not EARLIEST <= day <= date(2100, 1, 1):
            raise forms.ValidationError("Periksa kembali tahunnya.")
        return day

    def clean(self) -> dict[str, Any]:
        """The hours fit each other, and nobody and no place is taken then."""
        data = super().clean() or {}
        self._check_hours(data)
        if not self.errors:
            self._look_for_clashes(data)
        if data.get("day") and "day" in self.changed_data:
            self.ask("day", on_a_day_off(data["day"], "Penandatanganan pada hari itu?"))
        return data

    def _check_hours(self, data: dict[str, Any]) -> None:
        starts = data.get("starts")
        ends = data.get("ends")
        if data.get("method") in (Method.CEREMONY, Method.HYBRID) and not starts:
            self.add_error("starts", "Isi jam mulai acara.")
        if bool(starts) != bool(ends) and not self.errors:
            lacking = "ends" if starts else "starts"
            self.add_error(lacking, "Isi jam mulai dan jam selesai, atau kosongkan keduanya.")
        if starts and ends and ends <= starts:
            self.add_error("ends", "Jam selesai harus sesudah jam mulai.")

    def _look_for_clashes(self, data: dict[str, Any]) -> None:
        try:
            signer, _ = signer_of(self.agreement, self.kind, data["day"])
        except Refused as refusal:
            self.add_error("day", str(refusal))
            return
        self.say(
            clashes_of_signing(
                self.agreement,
                self.kind,
                signer,
                data["place"],
                data["day"],
                data["starts"],
                data["ends"],
            ),
            signer,
        )

    def say(self, found: Clashes, signer: str = "Penanda tangan") -> None:
        """Tell at its field who is in the way; a place may be shared by saying so, a person not."""
        if found.person:
            self.add_error(
                "starts",
                format_html(
                    "{} sudah dijadwalkan pada waktu itu: {}", signer, self._named(found.person)
                ),
            )
        elif found.place and not self.cleaned_data.get("share_place"):
            self.fields["share_place"].widget = forms.CheckboxInput()
            how = (
                "Bila ini satu acara, atau tempatnya memang cukup, centang persetujuan di bawah"
                " lalu simpan lagi."
            )
            self.add_error(
                "place",
                format_html(
                    "Tempat ini dipakai pada waktu itu: {} {}", self._named(found.place), how
                ),
            )

    def _named(self, rows: list[Signing]) -> str:
        return format_html_join(
            "; ",
            "{}, {} di {}.",
            ((self._case(row.agreement), row.hours, row.place) for row in rows),
        )

    def _case(self, agreement: Agreement) -> str:
        """Its title, and the way to it for whoever may see it."""
        if not self.visible(agreement):
            return agreement.title
        return format_html(
            '<a href="{}">{}</a>',
            reverse("penandatanganan-berkas", args=[agreement.pk]),
            agreement.title,
        )


class GuestForm(forms.Form):
    """One person who comes, and as what."""

    name = forms.CharField(label="Nama", max_length=150)
    position = forms.CharField(label="Jabatan", max_length=150, required=False)
    part = forms.ChoiceField(
        label="Sebagai", choices=[("", "Pilih"), *((part, part.capitalize()) for part in PARTS)]
    )


class RundownForm(forms.Form):
    """One item of the programme: from when, what, by whom."""

    at = forms.TimeField(label="Jam", widget=time_input())
    what = forms.CharField(label="Acara", max_length=200)
    who = forms.CharField(label="Oleh", max_length=150, required=False)

    def clean_at(self) -> str:
        return f"{self.cleaned_data['at']:%H:%M}"


class TurnForm(forms.Form):
    """One desk: when the naskah went there, when it was signed and when it came back."""

    who = forms.CharField(label="Penanda tangan", max_length=200)
    sent_on = DayField(label="Dikirim", required=False)
    signed_on = DayField(label="Ditandatangani", required=False)
    back_on = DayField(label="Kembali", required=False)

    def clean(self) -> dict[str, str]:
        """The days in their order; each as the row keeps it, in ISO form, empty for none."""
        data = super().clean() or {}
        days = [
            (name, data[name]) for name in ("sent_on", "signed_on", "back_on") if data.get(name)
        ]
        for (_, before), (name, after) in zip(days, days[1:], strict=False):
            if after < before:
                self.add_error(name, "Tanggal ini mendahului langkah sebelumnya.")
        return {name: str(value or "") for name, value in data.items()}


class Rows(forms.BaseFormSet):
    """Rows as typed; what is left or made empty is no row."""

    def initial_form_count(self) -> int:
        """All that is sent may be empty, also what was filled before."""
        return 0 if self.is_bound else super().initial_form_count()

    def rows(self) -> list[dict[str, str]]:
        """The rows that say something."""
        return [
            form.cleaned_data for form in self.forms if form.has_changed() and form.cleaned_data
        ]


def _rows(form: type[forms.Form]) -> type[Rows]:
    return formset_factory(form, formset=Rows, extra=3, max_num=60, validate_max=True)  # type: ignore[return-value]


GuestRows = _rows(GuestForm)
RundownRows = _rows(RundownForm)
TurnRows = _rows(TurnForm)


class StateForm(forms.Form):
    """Why a signing is put off or given up; which of it stands on the button."""

    alasan = forms.CharField(
        label="Alasan",
        required=False,
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class ScheduleFilter(forms.Form):
    """What narrows the list of signings; what cannot be read narrows nothing."""

    bulan = forms.DateField(
        label="Bulan",
        required=False,
        input_formats=["%Y-%m"],
        widget=forms.DateInput(attrs={"type": "month"}, format="%Y-%m"),
    )
    status = forms.ChoiceField(
        label="Status", required=False, choices=[("", "Semua"), *SigningState.choices]
    )

    def narrow(self, rows: QuerySet) -> QuerySet:
        """The signings that the chosen month and status leave."""
        self.is_valid()
        if month := self.cleaned_data.get("bulan"):
            rows = rows.filter(day__year=month.year, day__month=month.month)
        if status := self.cleaned_data.get("status"):
            rows = rows.filter(state=status)
        return rows
