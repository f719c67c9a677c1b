"""All tracks."""

from dataclasses import fields, is_dataclass, replace
from enum import StrEnum
from typing import Any

from agreements.regulations import (
    change_tracks,
    change_tracks_abroad,
    former,
    ksdd,
    ksdll,
    ksdll_nirlaba,
    ksdll_penerusan,
    ksdpk,
    ksdpl,
    legacy,
    sinergi,
)
from agreements.regulations.citations import Citation
from agreements.regulations.titles import AS_TYPED, head_of_region, with_titles
from agreements.regulations.vocabulary import Track

TRACKS: tuple[Track, ...] = (
    ksdd.SUKARELA,
    ksdd.WAJIB,
    ksdd.MASUK,
    ksdd.MASUK_WAJIB,
    ksdpk.DAERAH,
    ksdpk.PIHAK_KETIGA,
    sinergi.DAERAH,
    sinergi.PUSAT,
    ksdd.PKS,
    ksdpk.PKS,
    ksdpl.DAERAH,
    ksdpl.MITRA,
    ksdll.DAERAH,
    ksdll.MITRA,
    ksdll_penerusan.PENERUSAN,
    ksdll_nirlaba.NIRLABA,
    *change_tracks.DOMESTIC,
    *change_tracks_abroad.FOREIGN,
)
# With those that record what was signed outside the system, on which nobody can begin a proposal.
# What hangs on the code of a track
# alone, as duties do, is told of these: each code once, however many versions it has.
EACH: tuple[Track, ...] = (*TRACKS, *legacy.ALL)
ALL: tuple[Track, ...] = (*former.TRACKS, *EACH)
TITLES = {track.code: track.title for track in EACH}
_NEWEST = {track.code: track for track in EACH}
_BY_PIN = {(track.code, track.version): track for track in ALL}


def pinned_track(code: str, version: str) -> Track:
    """The track a case was pinned to. Raises KeyError for an unknown pin."""
    return _as_here(_BY_PIN[code, version])


def newest_track_version(code: str) -> Track:
    """The newest version, with which a new case begins. Raises KeyError for an unknown code."""
    return _as_here(_NEWEST[code])


def tracks_here() -> tuple[Track, ...]:
    """All tracks on which a proposal may begin, in the words of our region."""
    return tuple(map(_as_here, TRACKS))


def _as_here(track: Track) -> Track:
    """The track with the title of our head of region in all its texts."""
    head = head_of_region()
    if head == AS_TYPED:
        return track
    key = (track.code, track.version, head)
    if key not in _TITLED:
        _TITLED[key] = _retitled(track)
    return _TITLED[key]


_TITLED: dict[tuple[str, str, str], Track] = {}


def _retitled(value: Any) -> Any:
    """A value of the law with its texts retitled; what names a place of the law or is stored with a
    case stays. What has no title in it stays the very same, since rules compare by identity.
    """
    if isinstance(value, StrEnum | Citation):
        return value
    if isinstance(value, str):
        return with_titles(value)
    if isinstance(value, tuple):
        return tuple(map(_retitled, value))
    if is_dataclass(value) and not isinstance(value, type):
        texts = {field.name: _retitled(getattr(value, field.name)) for field in fields(value)}
        retitled = replace(value, **texts)
        return value if retitled == value else retitled
    return value
