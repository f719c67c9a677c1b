"""The page on which a proposal begins: its first fields, the whole road, and what may be copied."""

from dataclasses import dataclass

from agreements.forms.beginning import BeginForm
from agreements.forms.copying import CopyForm
from agreements.models import Agreement, MappedItem
from agreements.pages.case.warnings import report_is_missing
from agreements.pages.learning import RoadStage
from agreements.regulations import catalogue
from agreements.regulations.conditions_abroad import REPORT_MISSING
from agreements.regulations.vocabulary import Condition, Track
from kerjasama.accounts.models import Role, User

MOST_SHOWN = 5


@dataclass(frozen=True)
class BeginPage:
    """All that the page shows beside its form."""

    track: Track
    form: BeginForm
    road: list[RoadStage]
    warnings: list[Condition]
    copies: list[Agreement]
    item: MappedItem | None = None


def build_begin_page(
    user: User,
    track: Track,
    form: BeginForm,
    road: list[RoadStage],
    item: MappedItem | None = None,
) -> BeginPage:
    """The page for a new proposal on this track, begun from an item of the yearly list or not."""
    is_missing = track.is_foreign and report_is_missing()
    return BeginPage(
        track=track,
        form=form,
        road=road,
        warnings=[REPORT_MISSING] if is_missing else [],
        copies=[] if track.under_parent or item else copies_for(user, track),
        item=item,
    )


def copies_for(user: User, track: Track) -> list[Agreement]:
    """The newest cases of this person's OPD from which a proposal of the same family may be
    copied.
    """
    alike = [
        one.code
        for one in catalogue.EACH
        if one.family is track.family and not one.changes and not one.under_parent
    ]
    return list(
        Agreement.objects.visible_to(user)
        .filter(owner__in=user.units_as(Role.OPD), track_code__in=alike)
        .defer("search")
        .with_partner_names()
        .order_by("-pk")[:MOST_SHOWN]
    )


@dataclass(frozen=True)
class CopyPage:
    """A new proposal from one that is there: on which track, and what comes along."""

    form: CopyForm
