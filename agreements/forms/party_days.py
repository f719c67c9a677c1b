"""When and where each party signed a naskah."""

from typing import Any

from django import forms

from agreements.models import Agreement, Party, Signing
from agreements.monitoring.custody.party_days import (
    DayOfParty,
    PartyDays,
    refuse_impossible_day,
    refuse_other_last_day,
)
from agreements.workflow import confirming
from agreements.workflow.guarding import Refused
from kerjasama.drafts.earlier_values import EarlierValuesMixin
from kerjasama.web.fields import DayField

from .uploads import LONGEST_NOTE


class PartyDaysForm(EarlierValuesMixin, forms.Form):
    """A day and a place for each party; left empty for one that signed with the others. What the
    desks of the signing tell is offered.
    """

    def __init__(
        self,
        *args: Any,
        agreement: Agreement,
        kind: str,
        stored: PartyDays,
        called: list[tuple[Party, str]],
        signing: Signing | None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.agreement, self.kind, self.called = agreement, kind, called
        for party, name in called:
            said = stored.get(party.pk) or _from_desks(signing, party)
            self.fields[f"hari_{party.position}"] = DayField(
                label=f"{name}: hari", required=False, initial=said and said.day
            )
            self.fields[f"tempat_{party.position}"] = forms.CharField(
                label="Tempat", max_length=200, required=False, initial=said.place if said else ""
            )
        if stored and confirming.needs_second_person(agreement):
            self.fields["alasan"] = forms.CharField(
                label="Alasan koreksi",
                required=False,
                max_length=LONGEST_NOTE,
                widget=forms.Textarea(attrs={"rows": 2}),
                help_text="Wajib bila yang sudah tercatat diubah. Terbaca pada riwayat.",
            )
        self.show_seen()

    def clean(self) -> dict[str, Any]:
        """A place needs its day, and the party can have signed on it."""
        data = super().clean() or {}
        for party, _ in self.called:
            name = f"hari_{party.position}"
            day, place = data.get(name), data.get(f"tempat_{party.position}")
            if place and not day and name not in self.errors:
                self.add_error(name, "Isi harinya.")
            if day:
                self._refuse_impossible(name, party)
        if not self.errors:
            self._refuse_other_last_day()
        return data

    def _refuse_other_last_day(self) -> None:
        try:
            refuse_other_last_day(self.agreement, self.kind, self.told)
        except Refused as refusal:
            last = max(self.told, key=lambda key: self.told[key].day)
            place = next(party.position for party, _ in self.called if party.pk == last)
            self.add_error(f"hari_{place}", list(refusal.reasons))

    def _refuse_impossible(self, name: str, party: Party) -> None:
        try:
            refuse_impossible_day(self.agreement, self.kind, party, self.cleaned_data[name])
        except Refused as refusal:
            self.add_error(name, list(refusal.reasons))

    @property
    def told(self) -> dict[int, DayOfParty]:
        """What was typed, by the key of the party."""
        data, told = self.cleaned_data, {}
        for party, _ in self.called:
            if day := data.get(f"hari_{party.position}"):
                place = " ".join(data.get(f"tempat_{party.position}", "").split())
                told[party.pk] = DayOfParty(day, place)
        return told

    @property
    def reason(self) -> str:
        """Why what is recorded is corrected."""
        return self.cleaned_data.get("alasan", "")

    @property
    def rows(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """The two fields of each party."""
        return [
            (self[f"hari_{party.position}"], self[f"tempat_{party.position}"])
            for party, _ in self.called
        ]


def _from_desks(signing: Signing | None, party: Party) -> DayOfParty | None:
    """What a desk says whose row names the party."""
    if signing is None or not party.name:
        return None
    for row in signing.desks:
        if row["signed_on"] and party.name.casefold() in row["who"].casefold():
            return DayOfParty(row["signed_on"])
    return None
