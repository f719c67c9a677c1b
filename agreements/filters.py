"""The filters of the daftar; each lives in the URL, so that a list can be shared."""

from datetime import date
from functools import cached_property, partial

import django_filters as filters
from django import forms
from django.db.models import Exists, OuterRef
from django.forms.utils import flatatt
from django.utils import timezone
from django.utils.html import escape, format_html
from django.utils.safestring import mark_safe

from agreements import insights
from agreements.models import Agreement, InForce, Origin, Progress, ProgressState
from agreements.models.agreement import AgreementQuerySet
from agreements.models.in_force import GROUPS
from agreements.models.searching import with_party
from agreements.models.status import Status as AgreementStatus
from agreements.monitoring.duties import ledger, radar
from agreements.monitoring.duties.ledger import DutyStatus, Ledger
from agreements.monitoring.duties.radar import Colour, Radar
from agreements.monitoring.implementation.work_plans import PlanStatus
from agreements.monitoring.leadership import figures
from agreements.monitoring.leadership.figures import OUTCOMES, Indicators, Outcome
from agreements.regulations import catalogue, urusan
from agreements.regulations.contract_duties import AGREED
from agreements.regulations.duties import REPORTED
from agreements.regulations.radar import SIGNALS
from agreements.regulations.vocabulary import Actor
from agreements.workflow.deadlines import Calendar
from kerjasama.accounts.models import Unit
from partners.models import Partner

WAITING, THIS_YEAR, ALL, ASLEEP, SIGNED = (
    "diajukan",
    "tahun-ini",
    "semua",
    "tidur",
    "ditandatangani",
)
TERMS = [*GROUPS.items(), *InForce.choices, (SIGNED, "Pernah ditandatangani")]
PLANS = [
    *((status.name, str(status)) for status in PlanStatus),
    (THIS_YEAR, "Ada kegiatan tahun ini"),
    (WAITING, "Capaian menunggu verifikasi"),
]
ENDS = {str(window.last): window for window in figures.LADDER}
STAGE_NAMES = list(
    {code: stage.name for (_, code), stage in reversed(insights.STAGES.items())}.items()
)


class PlainSelect(forms.Select):
    """A select written in Python: Django renders two templates for each option, which was most of
    the cost of the daftar.
    """

    def render(self, name, value, attrs=None, renderer=None):
        chosen = set(self.format_value(value))
        attrs = self.build_attrs(self.attrs, {**(attrs or {}), "name": name})
        inside = "".join(
            (
                _group(key, label, chosen)
                if isinstance(label, list | tuple)
                else _option(key, label, chosen)
            )
            for key, label in self.choices
        )
        return format_html("<select{}>{}</select>", flatatt(attrs), mark_safe(inside))


def _group(title: str, options: list[tuple], chosen: set[str]) -> str:
    return (
        "<optgroup"
        f' label="{escape(title)}">{"".join(_option(key, label, chosen) for key, label in options)}</optgroup>'  # noqa: E501
    )


def _option(value: object, label: object, chosen: set[str]) -> str:
    return (
        "<option"
        f' value="{escape(value)}"{" selected" if str(value) in chosen else ""}>{escape(label)}</option>'  # noqa: E501
    )


# The list follows what is typed; without JavaScript the button asks for it.
AS_TYPED = {
    "type": "search",
    "autocomplete": "off",
    "hx-get": "",
    "hx-trigger": "input changed delay:400ms",
    "hx-include": "closest form",
    "hx-target": "#hasil",
    "hx-select": "#hasil",
    "hx-swap": "outerHTML",
    "hx-replace-url": "true",
}
ChoiceFilter = partial(filters.ChoiceFilter, widget=PlainSelect, empty_label="Semua")


class UnitFilterForm(forms.Form):
    """Narrows a list to the agreements of one OPD; what cannot be read narrows nothing."""

    opd = forms.ModelChoiceField(
        Unit.objects.all(), label="OPD", required=False, widget=PlainSelect, empty_label="Semua OPD"
    )

    @property
    def chosen(self) -> dict:
        return self.cleaned_data if self.is_valid() else getattr(self, "cleaned_data", {})

    def narrow(self, seen: AgreementQuerySet) -> AgreementQuerySet:
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
        chosen = self.chosen.get("hasil")
        return Indicators(self.narrow(seen), (Outcome(chosen),) if chosen else tuple(Outcome))


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
        colour, signal = self.chosen.get("warna") or "", self.chosen.get("tanda") or ""
        colours = {"": radar.SLEEPING, ALL: tuple(Colour)}.get(colour) or (Colour(colour),)
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
        rows, partner, name = (
            super().narrow(seen),
            self.chosen.get("mitra"),
            self.chosen.get("nama_mitra"),
        )
        rows = rows.filter(partner=partner) if partner else rows
        # Likening names is dear, so it is done once here.
        return (
            rows.filter(
                partner__in=list(
                    Partner.objects.search(name).order_by().values_list("pk", flat=True)
                )
            )
            if name
            else rows
        )

    def ledger(self, seen: AgreementQuerySet, today: date) -> Ledger:
        status = self.chosen.get("status")
        codes = CODES.get(self.chosen.get("jenis") or "", ledger.EVERY)
        actors = ACTORS.get(self.chosen.get("oleh") or "", ledger.EVERYBODY)
        return ledger.due_soon(
            self.narrow(seen),
            today,
            (DutyStatus(status),) if status else ledger.UNMET,
            codes=codes,
            actors=actors,
        )


class AgreementFilter(filters.FilterSet):
    q = filters.CharFilter(
        label="Cari judul, isi, nomor, mitra, atau OPD",
        method="search",
        max_length=200,
        widget=forms.TextInput(attrs=AS_TYPED),
    )
    tugas = ChoiceFilter(label="Tugas", choices=list(insights.TASKS.items()), method="by_task")
    jalur = ChoiceFilter(
        label="Jalur", field_name="track_code", choices=list(catalogue.TITLES.items())
    )
    tahap = ChoiceFilter(label="Tahap", field_name="stage_code", choices=STAGE_NAMES)
    status = ChoiceFilter(label="Status", choices=AgreementStatus.choices, method="by_status")
    berlaku = ChoiceFilter(label="Masa berlaku", choices=TERMS, method="by_force")
    habis = ChoiceFilter(
        label="Berakhir",
        choices=[(key, window.label) for key, window in ENDS.items()],
        method="by_end",
    )
    pemegang = ChoiceFilter(
        label="Bola di", choices=[(who.name, str(who)) for who in Actor], method="by_holder"
    )
    opd = filters.ModelChoiceFilter(
        label="OPD",
        field_name="owner",
        queryset=Unit.objects.all(),
        widget=PlainSelect,
        empty_label="Semua",
    )
    urusan = ChoiceFilter(label="Urusan", choices=urusan.CHOICES, method="by_urusan")
    tahun = filters.NumberFilter(
        label="Tahun diajukan", method="by_year", min_value=2000, max_value=2100
    )
    rencana = ChoiceFilter(label="Pelaksanaan", choices=PLANS, method="by_plan")
    radar = ChoiceFilter(
        label="Radar",
        choices=[(ASLEEP, "Tidur (merah dan kuning)"), *radar.LABELS.items()],
        method="by_light",
    )
    asal = ChoiceFilter(
        label="Asal",
        field_name="origin",
        choices=[(one.value, one.label) for one in (Origin.SYSTEM, Origin.LEGACY)],
    )
    mitra = filters.ModelChoiceFilter(
        method="by_partner", queryset=Partner.objects.all(), widget=forms.HiddenInput
    )
    urut = filters.OrderingFilter(
        label="Urutkan",
        widget=PlainSelect,
        empty_label="Terbaru diajukan",
        fields=(
            ("created_at", "diajukan"),
            ("title", "judul"),
            ("stage_entered_at", "tahap"),
            ("ends_on", "berakhir"),
        ),
        field_labels={
            "created_at": "Tanggal diajukan",
            "title": "Judul",
            "stage_entered_at": "Lama di tahap",
            "ends_on": "Tanggal berakhir",
        },
    )

    class Meta:
        model = Agreement
        fields: list[str] = []

    def __init__(self, *args, alike: bool = False, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        # Whether words may only resemble those of a case; asked when nothing holds them.
        self.is_alike = alike

    @cached_property
    def calendar(self) -> Calendar:
        return Calendar()

    def search(self, rows, name, words):
        return rows.resembling(words) if self.is_alike else rows.search(words)

    def by_partner(self, rows, name, partner):
        return rows.filter(with_party([partner.pk]))

    def by_task(self, rows, name, task):
        return insights.task_list(
            rows, task, self.request.user, timezone.localdate(), self.calendar
        )

    def by_status(self, rows, name, status):
        return rows.with_status(status, timezone.localdate())

    def by_force(self, rows, name, how):
        return rows.signed() if how == SIGNED else rows.in_force(how, timezone.localdate())

    def by_end(self, rows, name, days):
        return ENDS[days].narrow(rows, timezone.localdate())

    def by_holder(self, rows, name, who):
        return rows.filter(holders__contains=[who])

    def by_plan(self, rows, name, standing):
        today = timezone.localdate()
        if standing == THIS_YEAR:
            return rows.with_plan_of(today.year)
        if standing == WAITING:
            return rows.filter(
                Exists(
                    Progress.objects.filter(agreement=OuterRef("pk"), state=ProgressState.SUBMITTED)
                )
            )
        return rows.implementing(today).planned(today, standing == PlanStatus.FULL.name)

    def by_light(self, rows, name, colour):
        colours = radar.SLEEPING if colour == ASLEEP else (Colour(colour),)
        return rows.filter(
            pk__in=Radar(Agreement.objects.all(), timezone.localdate(), colours).keys()
        )

    def by_urusan(self, rows, name, code):
        return rows.filter(urusan__contains=[code])

    def by_year(self, rows, name, year):
        return rows.filter(created_at__year=int(year))
