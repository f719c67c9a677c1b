import re
from typing import Any

from django import forms

from kerjasama.accounts.models import User

from .models import Channel, Kind, Preference, Reach
from .preferences import FIRST_VALUES, available_channels
from .sources import notice_kinds


def make_clock_field(label: str) -> forms.TimeField:
    """An optional time of day."""
    return forms.TimeField(
        label=label, required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )


class ReachForm(forms.ModelForm):
    quiet_from = make_clock_field("Jam tenang mulai")
    quiet_to = make_clock_field("Jam tenang sampai")

    class Meta:
        model = Reach
        fields = ["quiet_from", "quiet_to", "whatsapp"]
        help_texts = {
            "whatsapp": (
                "Contoh: 081234567890. Pesan hanya menyebut jumlah tugas, tidak menyebut isi kerja"
                " sama."
            )
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if Channel.WHATSAPP not in available_channels():
            del self.fields["whatsapp"]

    def clean_whatsapp(self) -> str:
        """The number with the country before it and without signs."""
        number = re.sub(r"[\s+-]", "", self.cleaned_data["whatsapp"])
        number = re.sub(r"^0", "62", number)
        if number and not re.fullmatch(r"62\d{8,12}", number):
            raise forms.ValidationError(
                "Tulis nomor telepon seluler Indonesia, misalnya 081234567890."
            )
        return number

    def clean(self) -> dict[str, Any]:
        """Quiet hours need both their beginning and their end."""
        data = super().clean() or self.cleaned_data
        start, end = data.get("quiet_from"), data.get("quiet_to")
        if (start is None) != (end is None) and not self.errors:
            lacking = "quiet_to" if end is None else "quiet_from"
            self.add_error(lacking, "Isi kedua jam, atau kosongkan keduanya.")
        elif start is not None and start == end:
            self.add_error("quiet_to", "Jam mulai dan jam sampai harus berbeda.")
        return data


class WishForm(forms.Form):
    """A box for each kind and channel."""

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        own = {(p.kind, p.channel): p.is_on for p in Preference.objects.filter(user=user)}
        for kind in notice_kinds():
            for channel in available_channels():
                is_on = own.get((kind, channel), (kind, channel) in FIRST_VALUES)
                label = f"{kind.label} lewat {channel.label}"
                self.fields[_name(kind, channel)] = forms.BooleanField(
                    label=label, required=False, initial=is_on
                )

    @property
    def rows(self) -> list[tuple[Kind, list[forms.BoundField]]]:
        """For each kind its boxes, one for each channel."""
        return [(kind, self._boxes_of(kind)) for kind in notice_kinds()]

    def _boxes_of(self, kind: Kind) -> list[forms.BoundField]:
        return [self[_name(kind, channel)] for channel in available_channels()]

    def save(self) -> None:
        """Keep every box as it stands."""
        for kind in notice_kinds():
            for channel in available_channels():
                chosen = {"is_on": self.cleaned_data[_name(kind, channel)]}
                Preference.objects.update_or_create(
                    user=self.user, kind=kind, channel=channel, defaults=chosen
                )


def _name(kind: Kind, channel: Channel) -> str:
    return f"{kind}-{channel}"
