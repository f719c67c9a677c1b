"""All tracks."""

from agreements.regulations import (
    change_tracks,
    change_tracks_abroad,
    former,
    ksdd,
    ksdll,
    ksdpk,
    ksdpl,
    legacy,
    sinergi,
)
from agreements.regulations.vocabulary import Track

TRACKS: tuple[Track, ...] = (
    ksdd.SUKARELA,
    ksdd.WAJIB,
    ksdd.MASUK,
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
    ksdll.PENERUSAN,
    ksdll.NIRLABA,
    *change_tracks.DOMESTIC,
    *change_tracks_abroad.FOREIGN,
)
# With those that record what was signed outside the system, on which nobody can begin a proposal.
# What hangs on the code of a track
# alone, as duties do, is told of these: each code once, however many versions it has.
EACH: tuple[Track, ...] = (*TRACKS, *legacy.TRACKS)
ALL: tuple[Track, ...] = (*former.TRACKS, *EACH)
TITLES = {track.code: track.title for track in EACH}
_NEWEST = {track.code: track for track in EACH}
_BY_PIN = {(track.code, track.version): track for track in ALL}


def pinned_track(code: str, version: str) -> Track:
    """The track a case was pinned to. Raises KeyError for an unknown pin."""
    return _BY_PIN[code, version]


def newest_track_version(code: str) -> Track:
    """The newest version, with which a new case begins. Raises KeyError for an unknown code."""
    return _NEWEST[code]
