"""Until when the OPD are asked for a year, and the Keputusan that fixes its list."""

from collections.abc import Sequence
from dataclasses import dataclass

from agreements.forms.mapping import (
    CoordinationForm,
    DecreeCorrectionForm,
    DecreeForm,
    MappingForm,
    ReasonForm,
)
from agreements.models import ListDecree, MappedItem, Mapping
from agreements.regulations import planned
from agreements.regulations.citations import Citation


@dataclass(frozen=True)
class MappingSettingsPage:
    """The settings of a year, and what the coordination on it brought."""

    mapping: Mapping
    form: MappingForm
    coordination: CoordinationForm
    citation: Citation = planned.COORDINATED


@dataclass(frozen=True)
class MappingFixPage:
    """The form of the Keputusan that fixes these items."""

    mapping: Mapping
    form: DecreeForm
    items: Sequence[MappedItem]
    lacks_coordination: bool
    coordinated_by: Citation = planned.COORDINATED
    citation: Citation = planned.LIST_OF_YEAR


@dataclass(frozen=True)
class MappingDecreePage:
    """A Keputusan whose record is mended, or taken back."""

    decree: ListDecree
    form: DecreeCorrectionForm
    withdrawal: ReasonForm
