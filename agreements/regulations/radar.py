"""When a cooperation in force sleeps: the signs of it. No regulation names them; each is a norm of
the office, its months a setting.

What is looked for belongs to carrying out and reporting (Permendagri 22/2020 Pasal 15, 17, 37,
39; Permendagri 25/2020 Pasal 26, 35).
"""

from collections.abc import Mapping
from dataclasses import dataclass

from agreements.regulations.duty_rules import Rhythm
from agreements.regulations.vocabulary import Track

from .catalogue import EACH
from .duties import duties_of
from .plans import plan_law_of

KB, PKS = "kesepakatan_bersama", "perjanjian_kerja_sama"
ANSWER_DAYS = 14  # in which the OPD is to explain, says the letter


@dataclass(frozen=True)
class Signal:
    """One sign of sleep: it shows once that many months have passed since the last sign of life."""

    code: str
    name: str
    text: str
    months: int


NO_PKS = Signal(
    "pks",
    "Belum ada PKS",
    "Kesepakatan Bersama belum ditindaklanjuti dengan Perjanjian Kerja Sama yang berlaku",
    12,
)
NO_PLAN = Signal(
    "rencana",
    "Tanpa rencana kerja",
    "Tidak ada rencana kerja untuk tahun berjalan atau sesudahnya",
    3,
)
NO_REPORT = Signal("laporan", "Tanpa laporan", "Tidak ada laporan pelaksanaan yang diterima", 9)
NO_YEARLY_REPORT = Signal(
    "laporan-tahunan",
    "Tanpa laporan tahunan",
    "Tidak ada laporan tahunan pelaksanaan yang diterima",
    15,
)
NO_PROGRESS = Signal(
    "kegiatan",
    "Tanpa capaian atau bukti",
    "Tidak ada capaian kegiatan yang dilaporkan atau bukti pelaksanaan",
    6,
)
SIGNALS = {
    signal.code: signal for signal in (NO_PKS, NO_PLAN, NO_REPORT, NO_YEARLY_REPORT, NO_PROGRESS)
}
# Those that ask for what is carried out; under a Kesepakatan Bersama without a PKS nothing is yet.
OF_CARRYING_OUT = (NO_PLAN.code, NO_PROGRESS.code)


def signals_of(track: Track) -> tuple[Signal, ...]:
    """What is watched on that track; nothing for a change, which is told of the agreement that it
    changes.
    """
    if track.changes:
        return ()
    rhythms = {duty.rule.rhythm for duty in duties_of(track.code) if duty.document}
    reports = NO_YEARLY_REPORT if Rhythm.YEARLY in rhythms else NO_REPORT
    umbrella = (NO_PKS,) if KB in track.signings else ()
    planned = (NO_PLAN,) if plan_law_of(track) else ()
    return (*umbrella, *planned, reports, NO_PROGRESS)


# The tracks of a PKS that may stand under an umbrella.
PKS_TRACKS = tuple(
    track.code
    for track in EACH
    if PKS in track.signings and KB not in track.signings and not track.changes
)


UMBRELLAS = tuple(track.code for track in EACH if NO_PKS in signals_of(track))
_WATCHED = tuple((track.code, signal) for track in EACH for signal in signals_of(track))


def watched_signals(own: Mapping[str, int]) -> list[tuple[str, str, int]]:
    """(track, signal, months) of all tracks; `own` are the office's months by signal."""
    return [(track, signal.code, own.get(signal.code, signal.months)) for track, signal in _WATCHED]
