"""Forms that narrow a list: by OPD, outcome, light or standing; what cannot be read narrows
nothing.
"""

from datetime import date
from typing import Any

from django import forms
from django.utils.functional import cached_property

from agreements.models.agreement_queries import AgreementQuerySet
from agreements.models.searching import with_party
from agreements.monitoring.duties import ledger, radar
from agreements.monitoring.duties.ledger import DutyStatus, Ledger
from agreements.monitoring.duties.radar import Colour, Radar
from agreements.monitoring.leadership.figures import OUTCOMES, Indicators, Outcome
from agreements.regulations.contract_duties import AGREED
from agreements.regulations.duties import REPORTED
from agreements.regulations.radar import SIGNALS
from agreements.regulations.vocabulary import Actor
from kerjasama.accounts.models import Unit
from kerjasama.web.plain_select import PlainSelect
from partners.models import Partner

ALL = "semua"


class UnitFilterForm(forms.Form):
    """Narrows a list to the agreements of one OPD; what cannot be read narrows nothing."""

    opd = forms.ModelChoiceField(
        Unit.objects.all(), label="OPD", required=False, widget=PlainSelect, empty_label="Semua OPD"
    )

    @property
    def chosen(self) -> dict[str, Any]:
        """What was chosen and could be read, by field."""
        self.is_valid()
        return getattr(self, "cleaned_data", {})

    def narrow(self, seen: AgreementQuerySet) -> AgreementQuerySet:
        """The cases among those `seen` that the form leaves."""
        unit = self.chosen.get("opd")
        return seen.filter(owner=unit) if unit else seen


class IndicatorForm(UnitFilterForm):
    """What narrows the list of indicators."""

    hasil = forms.ChoiceField(
        label="Hasil",
        required=False,
        widget=PlainSelect,
        choices=[("", "Semua"), *((str(key), text) for key, text in OUTCOMES.items())],
    )

    def indicators(self, seen: AgreementQuerySet) -> Indicators:
        """The indicators of these cases with the chosen outcome, else with any."""
        chosen = self.chosen.get("hasil")
        outcomes = (Outcome(chosen),) if chosen else tuple(Outcome)
        return Indicators(self.narrow(seen), outcomes)


class RadarForm(UnitFilterForm):
    """What narrows the radar."""

    warna = forms.ChoiceField(
        label="Warna",
        required=False,
        widget=PlainSelect,
        choices=[("", "Merah dan kuning"), *radar.LABELS.items(), (ALL, "Semua warna")],
    )
    tanda = forms.ChoiceField(
        label="Alasan",
        required=False,
        widget=PlainSelect,
        choices=[
            ("", "Semua alasan"),
            *((signal.code, signal.name) for signal in SIGNALS.values()),
        ],
    )

    def radar(self, seen: AgreementQuerySet, today: date) -> Radar:
        """The radar of these cases in the chosen colour and by the chosen sign."""
        colour = self.chosen.get("warna") or ""
        signal = self.chosen.get("tanda") or ""
        groups = {"": radar.SLEEPING, ALL: tuple(Colour)}
        colours = groups.get(colour) or (Colour(colour),)
        return Radar(self.narrow(seen), today, colours, signal)


KINDS = {"laporan": "Laporan", "naskah": "Menurut naskah"}
CODES: dict[str, tuple[str, ...]] = {"laporan": REPORTED, "naskah": (AGREED,)}
BEARERS = {"opd": "Perangkat daerah", "daerah": "Kepala daerah atau TKKSD", "mitra": "Mitra"}
ACTORS = {
    "opd": (Actor.OPD.name,),
    "daerah": (Actor.HEAD_OF_REGION.name, Actor.TKKSD.name),
    "mitra": (Actor.PARTNER.name,),
}


class DutyForm(UnitFilterForm):
    """What narrows the list of duties."""

    status = forms.ChoiceField(
        label="Status",
        required=False,
        widget=PlainSelect,
        choices=[
            ("", f"Terlambat dan jatuh tempo dalam {ledger.SOON.days} hari"),
            (DutyStatus.LATE, "Terlambat"),
            (DutyStatus.OPEN, f"Jatuh tempo dalam {ledger.SOON.days} hari"),
            (DutyStatus.DONE, "Selesai"),
            (DutyStatus.WAIVED, "Dibebaskan"),
        ],
    )

    jenis = forms.ChoiceField(
        label="Jenis",
        required=False,
        widget=PlainSelect,
        choices=[("", "Semua kewajiban"), *KINDS.items()],
    )
    oleh = forms.ChoiceField(
        label="Ditanggung oleh",
        required=False,
        widget=PlainSelect,
        choices=[("", "Siapa pun"), *BEARERS.items()],
    )
    nama_mitra = forms.CharField(label="Nama mitra", required=False, max_length=200)
    mitra = forms.ModelChoiceField(Partner.objects.all(), required=False, widget=forms.HiddenInput)

    def narrow(self, seen: AgreementQuerySet) -> AgreementQuerySet:
        """Also by the partner, chosen or by words of its name."""
        rows = super().narrow(seen)
        if partner := self.chosen.get("mitra"):
            rows = rows.filter(with_party([partner.pk]))
        if self.chosen.get("nama_mitra"):
            rows = rows.filter(with_party(self._named))
        return rows

    @cached_property
    def _named(self) -> list[int]:
        """The partners with the words that were asked for; searched once, since it is expensive."""
        found = Partner.objects.search(self.chosen["nama_mitra"])
        return list(found.order_by().values_list("pk", flat=True))

    @property
    def _bearing(self) -> set[int] | None:
        """The partners whose duties are asked for, where those of partners are; None for any."""
        if self.chosen.get("oleh") != "mitra":
            return None
        partner = self.chosen.get("mitra")
        asked = [{partner.pk}] if partner else []
        if self.chosen.get("nama_mitra"):
            asked.append(set(self._named))
        return set.intersection(*asked) if asked else None

    def ledger(self, seen: AgreementQuerySet, today: date) -> Ledger:
        """The dues of these cases as they were asked for; those not met unless said otherwise."""
        status = self.chosen.get("status")
        standings = (DutyStatus(status),) if status else ledger.UNMET
        codes = CODES.get(self.chosen.get("jenis") or "", ledger.EVERY)
        actors = ACTORS.get(self.chosen.get("oleh") or "", ledger.EVERYBODY)
        return ledger.due_soon(
            self.narrow(seen),
            today,
            standings,
            codes=codes,
            actors=actors,
            bearing=self._bearing,
        )
