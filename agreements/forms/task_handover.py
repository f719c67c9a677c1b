"""The form by which all that somebody holds passes to others."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils import timezone

from agreements.models import Sort
from agreements.monitoring.handing_over.handing import (
    STALE,
    STAYS,
    Choice,
    Wish,
    successors_for,
)
from agreements.monitoring.handing_over.holding import ENDINGS, Held, mark_of
from kerjasama.accounts import merging
from kerjasama.accounts.models import Capacity, Role, User
from kerjasama.web.asking import AsksFirst
from kerjasama.web.fields import DayField
from kerjasama.web.plain_select import PlainSelect

from .uploads import LONGEST_NOTE

SUCCESSOR, END, STAY = "", "akhiri", "tetap"
FARTHEST = timedelta(90)
CAPACITIES = (Capacity.DEFINITIVE, Capacity.CARETAKER, Capacity.ACTING)


class TaskHandoverForm(AsksFirst, forms.Form):
    """To whom, since when and by which letter; and for each line, whether it goes another way."""

    successor = forms.ChoiceField(label="Penerus", widget=PlainSelect)
    since = DayField(
        label="Mulai",
        help_text="Hari pertama penerus. Peran lama berlaku sampai sehari sebelumnya.",
    )
    order_number = forms.CharField(
        label="Surat yang mendasari",
        required=False,
        max_length=150,
        help_text=(
            "Nama dan nomornya, misalnya Surat Perintah Nomor 800/12/2026. Wajib bagi Pj. dan Plt."
        ),
    )
    order_date = DayField(label="Tanggal surat", required=False)
    capacity = forms.ChoiceField(
        label="Penerus memegang jabatan sebagai",
        choices=[(one.value, one.label) for one in CAPACITIES],
    )
    note = forms.CharField(
        label="Keterangan",
        required=False,
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Misalnya pekerjaan di luar aplikasi; tercetak pada berita acara.",
    )
    ends_account = forms.BooleanField(
        label="Akhiri akunnya",
        required=False,
        help_text="Ia tidak dapat masuk lagi; yang pernah dilakukannya tetap tercatat.",
    )
    seen = forms.CharField(widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, person: User, by: User, held: tuple[Held, ...], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.person, self.held = person, held
        self.people = {str(user.pk): user for user in successors_for(by, person)}
        names = [(key, _name_of(user)) for key, user in self.people.items()]
        self.fields["successor"].choices = [("", "Pilih orang"), *names]
        self.fields["since"].initial = timezone.localdate()
        if not any(line.row.official_id for line in self._seats):
            del self.fields["capacity"]
        if Role.ADMIN not in by.roles:
            del self.fields["ends_account"]
        for line in held:
            if line.is_choosable:
                self.fields[line.key] = self._line_field(line, names)

    def _line_field(self, line: Held, names: list[tuple[str, str]]) -> forms.ChoiceField:
        ways = [(SUCCESSOR, "Penerus di atas"), (STAY, STAYS)]
        if ENDINGS[line.sort]:
            ways.append((END, ENDINGS[line.sort]))
        return forms.ChoiceField(
            label=f"Diteruskan kepada: {line.what}",
            required=False,
            widget=PlainSelect,
            choices=[*ways, ("Orang lain", names)],
        )

    @property
    def main_fields(self) -> list[BoundField]:
        """What is asked of the whole act, before its lines."""
        lines = {line.key for line in self.held}
        apart = {"ends_account", "seen", *lines, *(box.name for box in self.questions)}
        return [field for field in self.visible_fields() if field.name not in apart]

    def clean_since(self) -> date:
        """From today on, for rights are not given for days that are over."""
        day, today = self.cleaned_data["since"], timezone.localdate()
        if day < today:
            raise forms.ValidationError("Tanggal tidak boleh sebelum hari ini.")
        if day > today + FARTHEST:
            raise forms.ValidationError(f"Paling lama {FARTHEST.days} hari ke depan.")
        return day

    def clean(self) -> dict[str, Any]:
        """Only for the list that was seen, with a letter where an office needs one; ask before a
        role is left without anybody.
        """
        data = super().clean() or self.cleaned_data
        if data.get("seen") != mark_of(self.held):
            self.add_error(None, STALE)
        if self._lacks_letter(data):
            self.add_error("order_number", "Isi nomor dan tanggal surat untuk Pj. dan Plt.")
        ended = [
            line.row
            for line in self._seats
            if not line.row.is_pending and data.get(line.key) == END
        ]
        empty = merging.left_empty(self.person, ended) if ended else []
        if empty:
            told = f"Tidak ada lagi akun aktif untuk: {', '.join(empty)}."
            self.ask(None, told, answer="Ya, biarkan kosong")
        return data

    @property
    def _seats(self) -> list[Held]:
        return [line for line in self.held if line.sort == Sort.SEAT]

    def _lacks_letter(self, data: dict[str, Any]) -> bool:
        """Whether an office passes to somebody who holds it for the time being, by no letter."""
        if data.get("capacity", Capacity.DEFINITIVE) == Capacity.DEFINITIVE:
            return False
        if data.get("order_number") and data.get("order_date"):
            return False
        return any(
            line.row.official_id and data.get(line.key) not in (STAY, END) for line in self._seats
        )

    @property
    def wish(self) -> Wish:
        """What the whole act is."""
        data = self.cleaned_data
        return Wish(
            successor=self.people[data["successor"]],
            since=data["since"],
            order_number=data["order_number"].strip(),
            order_date=data["order_date"],
            capacity=data.get("capacity", Capacity.DEFINITIVE),
            note=data["note"].strip(),
            ends_account=data.get("ends_account", False),
        )

    @property
    def choices(self) -> dict[str, Choice]:
        """What becomes of the lines that do not simply pass to the successor."""
        chosen = {}
        for line in self.held:
            answer = self.cleaned_data.get(line.key, SUCCESSOR)
            if answer != SUCCESSOR:
                chosen[line.key] = Choice(self.people.get(answer), stays=answer == STAY)
        return chosen


def _name_of(user: User) -> str:
    name = user.get_full_name()
    return f"{name} ({user.username})" if name else user.username
