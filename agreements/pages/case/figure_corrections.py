"""The figures of a case that may be corrected after they were agreed, each with what waits."""

from dataclasses import dataclass

from agreements.forms.figures import FigureCorrectionForm
from agreements.models import Agreement, Indicator, ProposedCorrection, Thing
from agreements.monitoring.implementation import measures
from agreements.monitoring.implementation.measures import ReportedMeasure
from agreements.workflow import confirming
from kerjasama.accounts.models import User


@dataclass(frozen=True)
class FigureRow:
    """A figure, the address of its correction, and the correction that waits already."""

    figure: Indicator | ReportedMeasure
    address: str
    waits: ProposedCorrection | None


@dataclass(frozen=True)
class FiguresPage:
    """All figures of a case; `may_correct` says whether its reader may propose others."""

    value_waits: ProposedCorrection | None
    indicators: list[FigureRow]
    measured: list[FigureRow]
    may_correct: bool


@dataclass(frozen=True)
class FigureCorrectionPage:
    """One figure with the form of its correction; no form for who may not correct it."""

    title: str
    form: FigureCorrectionForm | None
    rule: str = confirming.SAID
    refusal: str = measures.NOT_YOURS


def build_figures_page(user: User, agreement: Agreement) -> FiguresPage:
    """The figures as they stand."""
    waiting = confirming.pending_of(agreement)
    addresses = {row: f"{Thing.INDICATOR}-{row.pk}" for row in agreement.indicators.all()}
    measured = measures.measured_in(agreement)
    return FiguresPage(
        value_waits=waiting.get(Thing.VALUE),
        indicators=[FigureRow(row, at, waiting.get(at)) for row, at in addresses.items()],
        measured=[FigureRow(row, row.address, waiting.get(row.address)) for row in measured],
        may_correct=measures.may_correct_figures(user, agreement),
    )
