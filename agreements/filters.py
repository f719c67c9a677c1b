"""The filters of the daftar; each lives in the URL, so that a list can be shared."""

from decimal import Decimal
from functools import cache, cached_property, partial
from hashlib import sha256
from typing import Any

import django_filters as filters
from django import forms
from django.db.models import Exists, F, OrderBy, OuterRef, QuerySet
from django.http import QueryDict
from django.utils import timezone

from agreements import insights
from agreements.models import Agreement, Assignment, Desk, InForce, Origin, Progress, ProgressState
from agreements.models.agreement_queries import AgreementQuerySet
from agreements.models.in_force import GROUPS
from agreements.models.searching import with_party
from agreements.models.status import Status as AgreementStatus
from agreements.monitoring.duties import radar
from agreements.monitoring.duties.radar import Colour, Radar
from agreements.monitoring.implementation.work_plans import PlanStatus
from agreements.monitoring.leadership import figures, places, workload
from agreements.regulations import catalogue, urusan
from agreements.regulations.vocabulary import Actor
from agreements.workflow.deadlines import Calendar
from kerjasama.accounts.models import Unit, User
from kerjasama.web.compiled import CompiledQuery
from kerjasama.web.kept_settings import KeptRows
from kerjasama.web.plain_select import PlainSelect
from kerjasama.web.requests import AuthenticatedRequest
from partners.models import Partner

WAITING = "diajukan"
THIS_YEAR = "tahun-ini"
ASLEEP = "tidur"
SIGNED = "ditandatangani"
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
DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
# Choices are functions: a list of them would be copied for each request.
ChoiceFilter = partial(filters.ChoiceFilter, widget=PlainSelect, empty_label="Semua")


HANDLERS = {
    "saya": "Oleh saya",
    f"tanpa-{Desk.OFFICE}": "Belum ditugaskan di Bagian Kerja Sama",
    f"tanpa-{Desk.OPD}": "Belum ditugaskan di perangkat daerah",
}


def named_people(request: AuthenticatedRequest) -> QuerySet[User]:
    """Whoever was named for a case that this reader may see."""
    if not request.GET.get("petugas"):
        return User.objects.none()
    seen = Agreement.objects.visible_to(request.user).order_by()
    named = Assignment.objects.filter(agreement__in=seen.values("pk"))
    return User.objects.filter(pk__in=named.order_by().values("person"))


@cache
def _units() -> KeptRows[tuple[Any, ...]]:
    """All units by name; asked by every list."""
    written = CompiledQuery(lambda _key, _day: Unit.objects.values_list("pk", "name"))
    return KeptRows(lambda: written.rows(0, timezone.localdate()))


class EmptyLastOrdering(filters.OrderingFilter):
    """Sorts either way with what is empty at the end, and always in one order."""

    def filter(self, qs: QuerySet, value: list[str] | None) -> QuerySet:
        """The rows in the chosen order."""
        chosen = [self.get_ordering_value(name) for name in value or () if name]
        if not chosen:
            return qs
        return qs.order_by(*(_empty_last(name) for name in chosen), "pk")


def _empty_last(name: str) -> OrderBy:
    if name.startswith("-"):
        return F(name[1:]).desc(nulls_last=True)
    return F(name).asc()


class AgreementFilter(filters.FilterSet):
    """The filters of the daftar. Each method narrows `rows` by what was chosen in the field
    `name`.
    """

    q = filters.CharFilter(
        label="Cari judul, isi, nomor, mitra, atau OPD",
        method="search",
        max_length=200,
        widget=forms.TextInput(attrs=AS_TYPED),
    )
    tugas = ChoiceFilter(label="Tugas", choices=insights.TASKS.items, method="by_task")
    jalur = ChoiceFilter(label="Jalur", field_name="track_code", choices=catalogue.TITLES.items)
    tahap = ChoiceFilter(label="Tahap", field_name="stage_code", choices=lambda: STAGE_NAMES)
    status = ChoiceFilter(
        label="Status", choices=lambda: AgreementStatus.choices, method="by_status"
    )
    berlaku = ChoiceFilter(label="Masa berlaku", choices=lambda: TERMS, method="by_force")
    habis = ChoiceFilter(
        label="Berakhir",
        choices=lambda: [(key, window.label) for key, window in ENDS.items()],
        method="by_end",
    )
    berakhir_dari = filters.DateFilter(
        label="Berakhir dari", field_name="ends_on", lookup_expr="gte", widget=DAY
    )
    berakhir_sampai = filters.DateFilter(
        label="Berakhir sampai", field_name="ends_on", lookup_expr="lte", widget=DAY
    )
    mulai_dari = filters.DateFilter(
        label="Mulai berlaku dari", field_name="effective_on", lookup_expr="gte", widget=DAY
    )
    mulai_sampai = filters.DateFilter(
        label="Mulai berlaku sampai", field_name="effective_on", lookup_expr="lte", widget=DAY
    )
    umur = ChoiceFilter(
        label="Umur di tahap",
        choices=lambda: [(age.key, age.label) for age in workload.EACH],
        method="by_age",
    )
    pemegang = ChoiceFilter(
        label="Bola di", choices=lambda: [(who.name, str(who)) for who in Actor], method="by_holder"
    )
    penangan = ChoiceFilter(label="Ditangani", choices=HANDLERS.items, method="by_handler")
    petugas = filters.ModelChoiceFilter(
        label="Ditangani oleh", method="by_person", queryset=named_people, widget=forms.HiddenInput
    )
    opd = filters.ModelChoiceFilter(
        label="OPD",
        field_name="owner",
        queryset=Unit.objects.all(),
        widget=PlainSelect,
        empty_label="Semua",
    )
    urusan = ChoiceFilter(label="Urusan", choices=lambda: urusan.CHOICES, method="by_urusan")
    tahun = filters.NumberFilter(
        label="Tahun diajukan", method="by_year", min_value=2000, max_value=2100
    )
    rencana = ChoiceFilter(label="Pelaksanaan", choices=lambda: PLANS, method="by_plan")
    radar = ChoiceFilter(
        label="Radar",
        choices=lambda: [(ASLEEP, "Tidur (merah dan kuning)"), *radar.LABELS.items()],
        method="by_light",
    )
    asal = ChoiceFilter(
        label="Asal",
        field_name="origin",
        choices=lambda: [(one.value, one.label) for one in (Origin.SYSTEM, Origin.LEGACY)],
    )
    lokus = ChoiceFilter(label="Lokus", choices=lambda: places.CHOICES, method="by_place")
    mitra = filters.ModelChoiceFilter(
        method="by_partner", queryset=Partner.objects.all(), widget=forms.HiddenInput
    )
    urut = EmptyLastOrdering(
        label="Urutkan",
        widget=PlainSelect,
        empty_label="Terbaru diajukan",
        fields=(
            ("created_at", "diajukan"),
            ("title", "judul"),
            ("stage_entered_at", "tahap"),
            ("ends_on", "berakhir"),
            ("partner__name", "mitra"),
            ("owner__name", "opd"),
            ("nilai", "nilai"),
        ),
        field_labels={
            "created_at": "Tanggal diajukan",
            "title": "Judul",
            "stage_entered_at": "Lama di tahap",
            "ends_on": "Tanggal berakhir",
            "partner__name": "Mitra",
            "owner__name": "OPD",
            "nilai": "Nilai",
        },
    )

    class Meta:
        model = Agreement
        fields: list[str] = []

    def __init__(
        self, data: QueryDict, *, alike: bool = False, has_all: bool = False, **kwargs: Any
    ) -> None:
        """Without `has_all` only with what is asked: each filter and its field is copied for each
        request, and most ask for none.
        """
        if not has_all:
            asked = {name for name, value in data.items() if str(value).strip()}
            every = self.base_filters
            self.__dict__["base_filters"] = {
                name: one for name, one in every.items() if name == "q" or name in asked
            }
        super().__init__(data, **kwargs)
        # Whether words may only resemble those of a case; asked when nothing holds them.
        self.is_alike = alike

    @cached_property
    def calendar(self) -> Calendar:
        """The terms as they hold in this office, read once."""
        return Calendar()

    @property
    def known_by(self) -> str:
        """What the fields without faults are written from: what was chosen, and which OPD there
        are.
        """
        chosen = [
            (name, self.data.getlist(name)) for name in type(self).base_filters if name != "q"
        ]
        units = _units().rows()
        return sha256(repr((chosen, units)).encode()).hexdigest()

    @property
    def narrowing_fields(self) -> list[forms.BoundField]:
        """The fields beside the words that are searched for."""
        every = AgreementFilter(
            self.data, queryset=self.queryset, request=self.request, has_all=True
        )
        return [field for field in every.form if field.name != "q"]

    def search(self, rows: AgreementQuerySet, name: str, words: str) -> AgreementQuerySet:
        """By words of the case, its partner or its OPD."""
        return rows.resembling(words) if self.is_alike else rows.search(words)

    def by_partner(self, rows: AgreementQuerySet, name: str, partner: Partner) -> AgreementQuerySet:
        """By a partner, also one of several."""
        return rows.filter(with_party([partner.pk]))

    def by_task(self, rows: AgreementQuerySet, name: str, task: str) -> QuerySet:
        """The list behind a counter of the beranda."""
        return insights.task_list(
            rows, task, self.request.user, timezone.localdate(), self.calendar
        )

    def by_status(self, rows: AgreementQuerySet, name: str, status: str) -> AgreementQuerySet:
        """By the status of today."""
        return rows.with_status(status, timezone.localdate())

    def by_force(self, rows: AgreementQuerySet, name: str, how: str) -> AgreementQuerySet:
        """By whether the naskah holds today, or was signed at all."""
        if how == SIGNED:
            return rows.signed()
        return rows.in_force(how, timezone.localdate())

    def by_end(self, rows: AgreementQuerySet, name: str, days: str) -> AgreementQuerySet:
        """Those that end within a window of days."""
        return ENDS[days].narrow(rows, timezone.localdate())

    def by_handler(self, rows: AgreementQuerySet, name: str, who: str) -> AgreementQuerySet:
        """By whether the reader handles it, or nobody does at a desk."""
        if who == "saya":
            return rows.handled_by(self.request.user)
        return rows.handled_by_nobody_at(Desk(who.removeprefix("tanpa-")))

    def by_person(self, rows: AgreementQuerySet, name: str, person: User) -> AgreementQuerySet:
        """By who handles it."""
        return rows.handled_by(person)

    def by_holder(self, rows: AgreementQuerySet, name: str, who: str) -> AgreementQuerySet:
        """Those that wait for an actor."""
        return rows.filter(holders__contains=[who])

    def by_plan(self, rows: AgreementQuerySet, name: str, standing: str) -> AgreementQuerySet:
        """By how their rencana kerja stands, or what is to be done in it."""
        today = timezone.localdate()
        if standing == THIS_YEAR:
            return rows.with_plan_of(today.year)
        if standing == WAITING:
            submitted = Progress.objects.filter(state=ProgressState.SUBMITTED)
            return rows.filter(Exists(submitted.filter(agreement=OuterRef("pk"))))
        if standing == PlanStatus.FULL.name:
            return rows.implementing(today).planned(today)
        return rows.implementing(today).unplanned(today)

    def by_light(self, rows: AgreementQuerySet, name: str, colour: str) -> AgreementQuerySet:
        """By the light on the radar of today."""
        colours = radar.SLEEPING if colour == ASLEEP else (Colour(colour),)
        lights = Radar(Agreement.objects.all(), timezone.localdate(), colours)
        return rows.filter(pk__in=lights.keys())

    def by_age(self, rows: AgreementQuerySet, name: str, key: str) -> AgreementQuerySet:
        """By the working days a case is in its stage."""
        age = workload.BY_KEY[key]
        return rows.filter(workload.where_age(age, timezone.localdate(), self.calendar))

    def by_place(self, rows: AgreementQuerySet, name: str, key: str) -> AgreementQuerySet:
        """By where it takes place."""
        return rows.filter(places.where_place(key))

    def by_urusan(self, rows: AgreementQuerySet, name: str, code: str) -> AgreementQuerySet:
        """By a government affair among those of the case."""
        return rows.filter(urusan__contains=[code])

    def by_year(self, rows: AgreementQuerySet, name: str, year: Decimal) -> AgreementQuerySet:
        """By the year in which the case was begun."""
        return rows.filter(created_at__year=int(year))
