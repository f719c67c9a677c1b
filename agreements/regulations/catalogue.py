"""All tracks, and the proof that each is sound."""

from collections.abc import Iterator

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
from agreements.regulations.vocabulary import Basis, Requirement, RequirementKind, Stage, Track

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


def faults_of_track(track: Track, document_kinds: set[str], fact_fields: set[str]) -> Iterator[str]:
    """Every way in which the track is unsound, in words; nothing when it is sound."""
    codes = [stage.code for stage in track.stages]
    if len(set(codes)) != len(codes):
        yield f"{track.code}: two stages share a code"
    if not track.basis:
        yield f"{track.code}: no legal basis"
    if track.changes and sum(stage.signs for stage in track.stages) != 1:
        yield f"{track.code}: changes an agreement by another number of signings than one"
    if track.stages[0].condition:
        yield f"{track.code}: the first stage is conditional, no case could begin"
    for place, stage in enumerate(track.stages):
        where = f"{track.code}/{stage.code}"
        if bool(stage.citations) == (stage.basis is Basis.SOP):
            yield f"{where}: cites an article exactly when the law names the step"
        if not stage.requirements:
            yield f"{where}: nothing must be met, the stage could not end by an act"
        for target in stage.send_back_to:
            if target not in codes[:place]:
                yield f"{where}: sends back to {target}, which is not an earlier stage"
        yield from _order_faults(where, stage)
        yield from _branch_faults(where, stage, codes[:place])
        for requirement in stage.requirements:
            yield from _requirement_faults(where, requirement, document_kinds, fact_fields)


def _order_faults(where: str, stage: Stage) -> Iterator[str]:
    """Codes twice, references to nothing or forwards, terms without their article."""
    seen: list[str] = []
    terms = [term.code for term in stage.terms]
    for need in stage.requirements:
        if need.code in seen:
            yield f"{where}: two requirements share the code {need.code}"
        if not set(need.after) <= set(seen):
            yield (
                f"{where}/{need.code}: waits for {set(need.after) - set(seen)}, which does not come"
                " before it"
            )
        if need.lapsed and need.lapsed not in terms:
            yield f"{where}/{need.code}: opened by the unknown term {need.lapsed}"
        if need.deemed and need.deemed not in need.outcomes:
            yield f"{where}/{need.code}: deems an outcome it does not offer"
        seen.append(need.code)
    if len(set(terms)) != len(terms):
        yield f"{where}: two terms share a code"
    for term in stage.terms:
        if {term.after, term.until} - {""} - set(seen):
            yield f"{where}: the term {term.code} hangs on an unknown requirement"
        if term.basis is Basis.LAW and not term.citation:
            yield f"{where}: a lawful term without its article"


def _branch_faults(where: str, stage: Stage, earlier_stages: list[str]) -> Iterator[str]:
    """What an outcome opens or leads to must exist: the outcome in a record before it, the stage
    before this one.
    """
    outcomes: dict[str, tuple[str, ...]] = {}
    for need in stage.requirements:
        if need.when and need.when[1] not in outcomes.get(need.when[0], ()):
            yield f"{where}/{need.code}: hangs on an outcome that no record before it offers"
        for outcome, target in need.leads:
            if outcome not in need.outcomes or target not in earlier_stages:
                yield (
                    f"{where}/{need.code}: leads from {outcome} to {target}, which is not an"
                    " earlier stage"
                )
        outcomes[need.code] = need.outcomes


def _requirement_faults(
    where: str, requirement: Requirement, document_kinds: set[str], fact_fields: set[str]
) -> Iterator[str]:
    here = f"{where}/{requirement.code}"
    if requirement.kind is RequirementKind.DOCUMENT and requirement.document not in document_kinds:
        yield f"{here}: no template for document {requirement.document}"
    if requirement.kind is RequirementKind.FACT and requirement.fact not in fact_fields:
        yield f"{here}: the proposal has no field {requirement.fact}"
    if requirement.kind is RequirementKind.RECORD and not requirement.outcomes:
        yield f"{here}: a record without outcomes"
    if not requirement.entered_by:
        yield f"{here}: nobody may enter it"
