"""The forms of the TKKSD: a Keputusan with its places, and its withdrawal."""

from datetime import date
from typing import Any

from django import forms
from django.forms import BaseModelFormSet, modelformset_factory

from agreements.documents import store
from agreements.models import TeamDecree, TeamSeat
from agreements.regulations.tkksd import SEATS, Seat, departures_from_law
from kerjasama.accounts.models import Office, Role, Unit
from kerjasama.web.asking import AsksFirst
from kerjasama.web.fields import DayField, typed_fields
from partners.forms import not_ahead

from .uploads import LONGEST_NOTE, clean_upload, upload_field

MOST_SEATS = 60
EMPTY_SEATS = 6
AS_DECREED = "Ya, demikian bunyi Keputusan"


class TeamSeatForm(forms.ModelForm):
    """One place in the TKKSD."""

    class Meta:
        model = TeamSeat
        formfield_callback = typed_fields
        fields = ["seat", "position", "name", "institution"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["seat"].initial = Seat.MEMBER.value


class TeamSeats(BaseModelFormSet):
    """The places of a new Keputusan; rows without an office are no places."""

    def given(self) -> list[TeamSeat]:
        """The places that were filled in, unsaved."""
        return [form.save(commit=False) for form in self.forms if form.cleaned_data.get("position")]


TeamSeatFormSet = modelformset_factory(
    TeamSeat,
    form=TeamSeatForm,
    formset=TeamSeats,
    extra=EMPTY_SEATS,
    max_num=MOST_SEATS,
    validate_max=True,
)


class TeamDecreeForm(AsksFirst, forms.ModelForm):
    """The Keputusan itself: number, day, from when until when, and its file."""

    upload = upload_field("Berkas Keputusan", required=True)

    class Meta:
        model = TeamDecree
        formfield_callback = typed_fields
        fields = ["number", "decided_on", "since", "until"]
        labels = {"since": "Berlaku sejak", "until": "Berlaku sampai"}
        help_texts = {
            "number": "Contoh: 105/SK/BUP/HK/2021.",
            "since": "Sejak hari ini susunan yang lama berakhir.",
            "until": "Kosongkan bila Keputusan tidak menyebut akhirnya.",
        }

    def __init__(self, *args: Any, seats: TeamSeats, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.seats = seats

    def clean_decided_on(self) -> date | None:
        """A Keputusan that is here was signed today at the latest."""
        return not_ahead(self.cleaned_data["decided_on"])

    def clean_upload(self) -> tuple[bytes, str]:
        """The content of the file and its name."""
        upload = self.cleaned_data["upload"]
        return clean_upload(upload), upload.name[:200]

    def clean(self) -> dict[str, Any]:
        """Ask about what the law has otherwise; a Keputusan is recorded as it stands."""
        data = super().clean() or {}
        if not self.seats.is_valid():
            return data
        given = self.seats.given()
        if not given:
            self.add_error(None, "Isi susunan TKKSD menurut Keputusan.")
            return data
        decided, since = data.get("decided_on"), data.get("since")
        if decided and since and since < decided:
            question = "Berlaku sebelum tanggal Keputusan. Apakah Keputusan berlaku surut?"
            self.ask("since", question, answer=AS_DECREED)
        self.ask(None, *departures_from_law(seat.seat for seat in given), answer=AS_DECREED)
        return data

    def stored_decree(self) -> TeamDecree:
        """The unsaved Keputusan, whose file is stored."""
        content, name = self.cleaned_data["upload"]
        decree = self.save(commit=False)
        decree.sha256, decree.file_name = store.store_bytes(content), name
        return decree


class WithdrawalForm(forms.Form):
    """Why what was recorded is withdrawn."""

    reason = forms.CharField(
        label="Alasan",
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Mengapa catatan ini keliru. Catatan tetap terbaca.",
    )


class TeamDayForm(forms.Form):
    """On which day the composition is asked for."""

    tanggal = DayField(label="Susunan pada tanggal", required=False)


def empty_seats(former: TeamDecree | None) -> list[dict[str, str]]:
    """With what the table of places begins: as a former Keputusan had them, else the three that
    belong to an office by law.
    """
    if former is not None:
        told = ("seat", "position", "name", "institution")
        return [{name: getattr(row, name) for name in told} for row in former.seats.all()]
    bagian = Unit.objects.seat_of(Role.SECTION_HEAD)
    heads = {
        Seat.CHAIR: (Office.SECRETARY.label, "Sekretariat Daerah"),
        Seat.DEPUTY: ("Asisten yang membidangi kerja sama daerah", "Sekretariat Daerah"),
        Seat.SECRETARY: (f"Kepala {bagian}" if bagian else "", str(bagian or "")),
    }
    return [
        {"seat": seat.value, "position": heads[seat][0], "institution": heads[seat][1]}
        for seat in SEATS
        if seat in heads
    ]
