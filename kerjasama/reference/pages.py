"""The states without diplomatic relations, and every correction with who made it and why."""

from dataclasses import dataclass

from . import countries
from .countries import Unrelated
from .forms import RelationCorrectionForm
from .models import RelationCorrection


@dataclass(frozen=True)
class LackingState:
    """A state without relations: as the office corrected it, or as it is listed."""

    name: str
    correction: RelationCorrection | None
    listed: Unrelated | None


@dataclass(frozen=True)
class CorrectedState:
    """A correction with the name of its state."""

    name: str
    correction: RelationCorrection


@dataclass(frozen=True)
class RelationsPage:
    """All of both, and the form of one more correction."""

    form: RelationCorrectionForm
    lacking: list[LackingState]
    history: list[CorrectedState]


def build_relations_page(form: RelationCorrectionForm) -> RelationsPage:
    """The page with the form as it was typed."""
    history = list(RelationCorrection.objects.select_related("by"))
    newest = {row.state: row for row in reversed(history)}
    states = [
        LackingState(countries.country_name_of(code), newest.get(code), countries.LISTED.get(code))
        for code, _ in countries.STATES
    ]
    return RelationsPage(
        form=form,
        lacking=[one for one in states if _lacks_relations(one)],
        history=[CorrectedState(countries.country_name_of(row.state), row) for row in history],
    )


def _lacks_relations(state: LackingState) -> bool:
    if state.correction is not None:
        return not state.correction.has_relations
    return state.listed is not None
