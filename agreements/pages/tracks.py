"""Pahami alur: every track, and one with its stages as a list and as a picture."""

from collections.abc import Sequence
from dataclasses import dataclass

from agreements.models import Agreement
from agreements.pages.diagram import Diagram
from agreements.pages.learning import OwnCheck, RoadStage, own_checks
from agreements.regulations import catalogue
from agreements.regulations.often_asked import OFTEN_ASKED, Asked
from agreements.regulations.vocabulary import Track
from kerjasama.accounts.models import User
from kerjasama.accounts.policy import is_of_office


@dataclass(frozen=True)
class TrackGroup:
    """Tracks of one kind."""

    title: str
    tracks: list[Track]


@dataclass(frozen=True)
class TracksPage:
    """Every track, what OPD ask of them, and what the reader understood."""

    groups: list[TrackGroup]
    checks: list[OwnCheck]
    often_asked: Sequence[Asked]
    reads_understanding: bool


@dataclass(frozen=True)
class TrackPage:
    """The stages of a track with their terms; of a case that was asked for, where it stands."""

    track: Track
    road: list[RoadStage]
    diagram: Diagram
    case: Agreement | None

    @property
    def stage_here(self) -> str:
        """The stage at which the case is; "" where there is none, or it is closed."""
        if self.case is None or self.case.is_closed:
            return ""
        return self.case.stage_code


def build_tracks_page(user: User) -> TracksPage:
    """The page as this person sees it."""
    roads = catalogue.tracks_here()
    new = [road for road in roads if not road.changes]
    return TracksPage(
        groups=[
            TrackGroup("Dalam negeri", [road for road in new if not road.is_foreign]),
            TrackGroup("Luar negeri", [road for road in new if road.is_foreign]),
            TrackGroup(
                "Perubahan, perpanjangan, dan pengakhiran", [road for road in roads if road.changes]
            ),
        ],
        checks=own_checks(user),
        often_asked=OFTEN_ASKED,
        reads_understanding=is_of_office(user),
    )
