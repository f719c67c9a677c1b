"""Which requirements without an article the office asks for, over all tracks and on one."""

from collections.abc import Mapping
from dataclasses import dataclass

from agreements.forms.local_norms import NormForm
from agreements.models import LocalNormChoice, LocalNorms
from agreements.regulations import catalogue
from agreements.regulations.local_norms import NormChoice
from agreements.regulations.vocabulary import Track
from agreements.workflow.local_norms import ChosenNorm, norms_of_track
from kerjasama.accounts import policy
from kerjasama.accounts.models import User


@dataclass(frozen=True)
class TrackRow:
    """A track, and how many of its requirements no article asks for: all, those that the office
    asks for where needed, and those that it does without.
    """

    track: Track
    count: int
    softened: int
    dropped: int


@dataclass(frozen=True)
class LocalNormsPage:
    """Every track."""

    rows: list[TrackRow]


@dataclass(frozen=True)
class NormRow:
    """A norm as the office chose it, with the form to choose otherwise."""

    chosen: ChosenNorm
    form: NormForm


@dataclass(frozen=True)
class NormsOfTrackPage:
    """The norms of one track, and what was decided about them in words, the newest first."""

    track: Track
    rows: list[NormRow]
    log: list[tuple[LocalNormChoice, str]]
    may_choose: bool


def build_local_norms_page() -> LocalNormsPage:
    """Every track with its norms counted."""
    norms = LocalNorms.read()
    return LocalNormsPage(
        [_row_of(track, list(norms_of_track(track, norms))) for track in catalogue.tracks_here()]
    )


def _row_of(track: Track, chosen: list[ChosenNorm]) -> TrackRow:
    made = [one.choice for one in chosen]
    return TrackRow(
        track, len(made), made.count(NormChoice.SOFTENED), made.count(NormChoice.DROPPED)
    )


def build_norms_of_track_page(
    user: User, track: Track, rejected: Mapping[tuple[str, str], NormForm]
) -> NormsOfTrackPage:
    """The norms of a track; `rejected` holds the form that was refused, by the key of its norm."""
    rows = [
        NormRow(chosen, rejected.get(chosen.norm.key) or _form_of(chosen))
        for chosen in norms_of_track(track, LocalNorms.read())
    ]
    return NormsOfTrackPage(track, rows, _log_of(track), policy.may_choose_norms(user))


def _form_of(chosen: ChosenNorm) -> NormForm:
    return NormForm(initial={"choice": chosen.choice}, auto_id=f"{'-'.join(chosen.norm.key)}-%s")


def _log_of(track: Track) -> list[tuple[LocalNormChoice, str]]:
    rows = LocalNormChoice.objects.filter(track_code=track.code).select_related("by")
    return [
        (row, f"{_text_of(track, row)}: {NormChoice(row.choice).label.lower()}")
        for row in rows.order_by("-pk")
    ]


def _text_of(track: Track, row: LocalNormChoice) -> str:
    """The requirement as it reads now; its code where the track does not have it any more."""
    need = track.requirement(row.stage_code, row.requirement_code)
    return need.text if need else row.requirement_code
