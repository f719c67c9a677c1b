"""Which cooperations in force sleep: over all cases, of one, and after how many months."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.core.paginator import Page
from django.http import QueryDict
from django.utils import timezone

from agreements.forms.list_forms import RadarForm
from agreements.forms.radar import MonthsForm
from agreements.models import Agreement, Document, RadarSetting
from agreements.monitoring.duties import radar, radar_letter
from agreements.monitoring.duties.radar import Light
from agreements.regulations.radar import SIGNALS, Signal, signals_of
from kerjasama.accounts.models import User


@dataclass(frozen=True)
class ColourCount:
    """A colour with how many cooperations bear it."""

    code: str
    label: str
    count: int


@dataclass(frozen=True)
class LightRow:
    """A cooperation with its light and the letters that were sent about it."""

    case: Agreement
    light: Light
    letters: list[Document]


@dataclass(frozen=True)
class RadarPage:
    """The list as it was asked for, those that ask most for attention first."""

    form: RadarForm
    colours: list[ColourCount]
    rows: list[LightRow]
    pages: Page
    may_ask: bool
    may_set: bool


@dataclass(frozen=True)
class WatchedSignal:
    """A sign that is watched, and after how many months it shows."""

    signal: Signal
    months: int


@dataclass(frozen=True)
class CaseRadarPage:
    """The light of one case, what is watched on it, and the letters about it."""

    light: Light | None
    watched: list[WatchedSignal]
    letters: Sequence[Document]
    may_ask: bool

    @property
    def tells_of_letters(self) -> bool:
        """Whether a letter was sent, or may be asked for now."""
        sleeps = self.light is not None and bool(self.light.reasons)
        return bool(self.letters) or (self.may_ask and sleeps)


@dataclass(frozen=True)
class MonthsRow:
    """A sign with the form of its months, and the office's own value where there is one."""

    signal: Signal
    form: MonthsForm
    own: RadarSetting | None


@dataclass(frozen=True)
class RadarMonthsPage:
    """After how many months each sign shows; `sent` is the form that was sent."""

    rows: list[MonthsRow]
    sent: MonthsForm | None


def build_case_radar_page(user: User, agreement: Agreement) -> CaseRadarPage:
    """The radar of one case today."""
    own = radar.own_months()
    signals = signals_of(agreement.track)
    return CaseRadarPage(
        light=radar.light_of(agreement, timezone.localdate()),
        watched=[WatchedSignal(one, own.get(one.code, one.months)) for one in signals],
        letters=radar_letter.radar_letters_of([agreement.pk]),
        may_ask=radar_letter.may_order_radar_letter(user),
    )


def build_radar_months_page(chosen: Signal | None, data: QueryDict) -> RadarMonthsPage:
    """Each sign with its form, that of the chosen one as it was sent."""
    own = {row.signal: row for row in RadarSetting.objects.all()}
    rows = [
        MonthsRow(one, _form_of(one, own, data if one is chosen else None), own.get(one.code))
        for one in SIGNALS.values()
    ]
    return RadarMonthsPage(rows, next((row.form for row in rows if row.signal is chosen), None))


def _form_of(signal: Signal, own: Mapping[str, RadarSetting], data: QueryDict | None) -> MonthsForm:
    months = own[signal.code].months if signal.code in own else signal.months
    return MonthsForm(data, initial={"months": months}, auto_id=f"{signal.code}-%s")
