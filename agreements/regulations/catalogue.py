"""All tracks, and the proof that each is sound."""

from collections.abc import Iterator

from . import ksdd, ksdpk, sinergi
from .vocabulary import Basis, Kind, Requirement, Track

TRACKS: tuple[Track, ...] = (
    ksdd.SUKARELA,
    ksdd.WAJIB,
    ksdd.MASUK,
    ksdpk.DAERAH,
    ksdpk.PIHAK_KETIGA,
    sinergi.DAERAH,
    sinergi.PUSAT,
)
_BY_PIN = {(track.code, track.version): track for track in TRACKS}


def track(code: str, version: str) -> Track:
    """The track a case was pinned to. Raises KeyError for an unknown pin."""
    return _BY_PIN[code, version]


def newest(code: str) -> Track:
    """The version a new case begins with. Raises KeyError for an unknown code."""
    return max((t for t in TRACKS if t.code == code), key=lambda t: t.version, default=None) or _missing(code)


def _missing(code: str) -> Track:
    raise KeyError(code)


def faults(track: Track, document_kinds: set[str], fact_fields: set[str]) -> Iterator[str]:
    """Every way in which the track is unsound, in words; nothing when it is sound."""
    codes = [stage.code for stage in track.stages]
    if len(set(codes)) != len(codes):
        yield f"{track.code}: two stages share a code"
    if not track.basis:
        yield f"{track.code}: no legal basis"
    if all(stage.condition for stage in track.stages):
        yield f"{track.code}: every stage is conditional, no case could live"
    for place, stage in enumerate(track.stages):
        where = f"{track.code}/{stage.code}"
        if not stage.citations:
            yield f"{where}: no citation"
        if not stage.requirements:
            yield f"{where}: nothing must be met, the stage could not end by an act"
        if stage.deadline and stage.deadline.basis is Basis.LAW and not stage.deadline.citation:
            yield f"{where}: a lawful term without its article"
        for target in stage.send_back_to:
            if target not in codes[:place]:
                yield f"{where}: sends back to {target}, which is not an earlier stage"
        own = [requirement.code for requirement in stage.requirements]
        if len(set(own)) != len(own):
            yield f"{where}: two requirements share a code"
        for requirement in stage.requirements:
            yield from _requirement_faults(where, requirement, document_kinds, fact_fields)


def _requirement_faults(where: str, requirement: Requirement, document_kinds: set[str], fact_fields: set[str]):
    here = f"{where}/{requirement.code}"
    if requirement.kind is Kind.DOCUMENT and requirement.document not in document_kinds:
        yield f"{here}: no template for document {requirement.document}"
    if requirement.kind is Kind.FACT and requirement.fact not in fact_fields:
        yield f"{here}: the proposal has no field {requirement.fact}"
    if requirement.kind is Kind.RECORD and not requirement.outcomes:
        yield f"{here}: a record without outcomes"
    if requirement.kind is not Kind.APPROVAL and not requirement.citation:
        yield f"{here}: no citation"
