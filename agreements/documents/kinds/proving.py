"""The proof that every kind of paper is declared whole."""

from collections.abc import Iterator
from typing import NamedTuple

from agreements.regulations import catalogue, register
from agreements.regulations.citations import Citation
from agreements.regulations.vocabulary import Track

from .vocabulary import DocumentCode, DocumentKind

LONGEST_SERIES = 20


class Mended(NamedTuple):
    """The fields that somebody can fill in: of the proposal, the mitra, a meeting and an order."""

    proposal: frozenset[str]
    partner: frozenset[str]
    meeting: frozenset[str]
    order: frozenset[str]


def faults_of_kinds(declared: tuple[DocumentKind, ...]) -> Iterator[str]:
    """What is wrong with the kinds together: each code is declared once, and each kind that a road
    names is there.
    """
    codes = [kind.code for kind in declared]
    for code in DocumentCode:
        if codes.count(code) != 1:
            yield f"{code}: declared {codes.count(code)} times"
    for track in catalogue.ALL:
        for named in sorted(_named_by(track) - set(codes)):
            yield f"{track.code}: names the unknown kind {named}"


def _named_by(track: Track) -> set[str]:
    needs = [need for stage in track.stages for need in stage.requirements]
    return {code for need in needs for code in (need.document, need.signs) if code}


def faults_of_kind(kind: DocumentKind, mended: Mended) -> Iterator[str]:
    """Every way in which one kind is not whole, but for what its template and its words lack."""
    yield from _gaps_nobody_mends(kind, mended)
    for citation in sorted(set(citations_of_kind(kind)), key=str):
        if (citation.regulation, citation.article) not in register.ENTRIES:
            yield f"{kind.code}: cites {citation}, which the register does not know"
    if kind.goes_to_partner and not kind.title_en:
        yield f"{kind.code}: goes to the partner without a name in English"
    if len(kind.series) > LONGEST_SERIES:
        yield f"{kind.code}: the code of its series is too long"
    if kind.copy_of and kind.wording:
        yield f"{kind.code}: a copy has no wording of its own"


def faults_of_law(kind: DocumentKind, printed: set[str]) -> Iterator[str]:
    """What the template prints of the law without its being declared on every road that asks for
    the paper, or its being declared and never printed.
    """
    asking = [track for track in catalogue.ALL if kind.code in _named_by(track)]
    for track in asking:
        for name in sorted(printed - set(kind.law_on(track))):
            yield f"{kind.code}: prints law.{name}, which {track.code} does not name"
    if not asking:
        for name in sorted(printed - set(kind.cites)):
            yield f"{kind.code}: prints law.{name}, which is not declared"
    for name in sorted(set(kind.cites) - printed):
        yield f"{kind.code}: declares {name} of the law, which it never prints"


def _gaps_nobody_mends(kind: DocumentKind, mended: Mended) -> Iterator[str]:
    needs = kind.needs
    proposal = {*needs.proposal, *needs.proposal_for_final}
    for track in catalogue.ALL:
        proposal.update(needs.by_road(track))
    asks: tuple[str, ...] = ()
    if kind.on_request:
        asks = kind.on_request.asks
    wanted = Mended(
        frozenset(proposal),
        frozenset(needs.partner_for_final),
        frozenset(needs.meeting),
        frozenset(asks),
    )
    for place, fields, known in zip(Mended._fields, wanted, mended, strict=True):
        for field in sorted(fields - known):
            yield f"{kind.code}: needs {field}, which nobody can fill in ({place})"


def citations_of_kind(kind: DocumentKind) -> Iterator[Citation]:
    """Every article that the kind names."""
    for track in catalogue.ALL:
        for citations in kind.law_on(track).values():
            yield from citations
    if kind.on_request and kind.on_request.basis:
        yield kind.on_request.basis
    if kind.wording:
        rules = (kind.wording.listed_by, *kind.wording.beyond.values())
        yield from (rule for rule in rules if rule)
