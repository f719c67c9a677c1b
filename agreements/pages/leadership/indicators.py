"""The indicators of accepted reports, each with whether it was reached."""

from dataclasses import dataclass

from django.core.paginator import Page

from agreements.forms.list_forms import IndicatorForm
from agreements.models import Agreement
from agreements.monitoring.leadership.figures import LatestMeasure


@dataclass(frozen=True)
class IndicatorLine:
    """An indicator as it was measured, and its case."""

    indicator: LatestMeasure
    case: Agreement


@dataclass(frozen=True)
class IndicatorsPage:
    """The indicators that were asked for."""

    form: IndicatorForm
    rows: list[IndicatorLine]
    pages: Page
