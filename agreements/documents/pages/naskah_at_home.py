"""What the naskah of a cooperation at home print, their changes and the plan they follow."""

from dataclasses import dataclass
from typing import NamedTuple

from agreements.documents import signers
from agreements.documents.kinds import KINDS, DocumentCode
from agreements.documents.pages import change_papers, tables
from agreements.documents.text import indonesian
from agreements.documents.text.indonesian import TypedLine
from agreements.documents.wording import frames, naskah_facts
from agreements.documents.wording.term_wording import term_reckoned
from agreements.models import Agreement, Signing
from agreements.regulations import ksdd
from kerjasama.accounts.models import RegionProfile

from .annexes import PrintedAnnex, printed_annexes_of
from .change_papers import ChangeWords
from .clauses import (
    PrintedClause,
    WordedFrame,
    printed_clauses_of,
    tree_of_paper,
    worded_frame_of,
)
from .paper_words import OrderedPaper, PaperWords
from .party_words import PartyWords, words_of_parties
from .tables import IndicatorRow, YearOfPlan

Premises = list[tuple[int, list[TypedLine]]]  # each point with its number


class Emblems(NamedTuple):
    """Those above a naskah: the state's in the middle, or those of the parties beside each
    other.
    """

    state: bool = False
    middle: str = ""
    beside: tuple[str, ...] = ()

    @property
    def are_of_parties(self) -> bool:
        """Whether a party brought one."""
        return any(self.beside)


@dataclass(frozen=True)
class FrameWords(PaperWords):
    """What a naskah prints around its Pasal, and so does its change."""

    parties: PartyWords
    head: Emblems
    opening: str
    other_numbers: list[str]
    calls_itself: str
    begins_with: str
    agrees: str
    closes: str
    rules: list[str]
    apart: bool


@dataclass(frozen=True)
class NaskahWords(PaperWords):
    """What a naskah prints."""

    frame: FrameWords
    premises: Premises
    worded: WordedFrame
    clauses: list[PrintedClause]
    annexes: list[PrintedAnnex]


@dataclass(frozen=True)
class ChangedNaskahWords(PaperWords):
    """What an adendum, a perpanjangan or a berita acara pengakhiran prints."""

    frame: FrameWords
    change: ChangeWords


@dataclass(frozen=True)
class WorkPlanWords(PaperWords):
    """What the Rencana Kerja prints."""

    parties: PartyWords
    plan: list[YearOfPlan]
    activities: list[str]
    indicators: list[IndicatorRow]
    nota_number: str
    reckoned: str


def of_naskah(paper: OrderedPaper) -> NaskahWords:
    """A Kesepakatan Bersama, Perjanjian Kerja Sama or Nota Kesepakatan."""
    tree = tree_of_paper(paper.document)
    consent = frames.consent_in_words(paper.outcomes.get(frames.CONSENT))
    premises = frames.premises_of(paper.agreement, paper.kind, consent)
    return NaskahWords(
        _frame_of(paper),
        premises=list(enumerate(indonesian.close_points(premises), 1)),
        worded=worded_frame_of(paper.document, tree),
        clauses=printed_clauses_of(paper.document, tree),
        annexes=printed_annexes_of(paper.document, tree),
    )


def _frame_of(paper: OrderedPaper) -> FrameWords:
    agreement, kind = paper.agreement, paper.kind
    opening = indonesian.date_in_words(paper.day)
    if paper.document.draft:
        opening = indonesian.BLANK_DAY
    return FrameWords(
        parties=words_of_parties(paper),
        head=head_of_naskah(agreement, kind, paper.region),
        opening=opening,
        other_numbers=_numbers_of_partners(agreement, kind),
        calls_itself=naskah_facts.name_of_naskah(kind, is_contract=agreement.judul_kontrak),
        begins_with="Yang" if agreement.ttd_terpisah else f"Pada hari ini {opening}, kami yang",
        agrees=frames.agreeing_sentence(kind, agreement),
        closes=frames.closing_sentence(
            kind,
            agreement,
            naskah_facts.signed_where(agreement, paper.region),
            indonesian.number_in_words(Signing.objects.copies_of(agreement, kind)),
        ),
        rules=frames.rules_of_naskah(paper.region),
        apart=agreement.ttd_terpisah,
    )


def _numbers_of_partners(agreement: Agreement, kind: str) -> list[str]:
    """A number for each partner, where its naskah bears more than ours; empty where it is not known
    yet.
    """
    is_contract = _base_of(agreement, kind) == DocumentCode.PERJANJIAN_KERJA_SAMA
    partners = agreement.partner_parties
    if not is_contract and not agreement.track.is_with_third_party and len(partners) < 2:
        return []
    return [party.number for party in partners] or [""]


def head_of_naskah(agreement: Agreement, kind: str, region: RegionProfile) -> Emblems:
    """The emblems above a naskah: the state's in the middle, or the partner's left and the region's
    right (P22 Pasal 43, 44, Lampiran).

    In a PKS between regions the right side belongs to the region that began (Pasal 43 ayat (2)).
    """
    naskah = _base_of(agreement, kind)
    between_regions = agreement.track.is_with_region and naskah == DocumentCode.KESEPAKATAN_BERSAMA
    if between_regions or naskah == DocumentCode.NOTA_KESEPAKATAN:
        return Emblems(state=True, middle=region.state_emblem_uri)
    theirs = tuple(party.logo_data_uri for party in agreement.partner_parties) or ("",)
    if _root(agreement).track_code == ksdd.MASUK.code:
        return Emblems(beside=(region.emblem_uri, *theirs[::-1]))
    return Emblems(beside=(*theirs[::-1], region.emblem_uri))


def _base_of(agreement: Agreement, kind: str) -> str:
    """The kind of the naskah; of a change, that of the naskah it changes."""
    if KINDS[kind].changes_at_home:
        return agreement.naskah_diubah
    return kind


def _root(agreement: Agreement) -> Agreement:
    """The agreement that began it all."""
    while agreement.parent:
        agreement = agreement.parent
    return agreement


def of_change(paper: OrderedPaper) -> ChangedNaskahWords:
    """The change of such a naskah."""
    consent = frames.consent_in_words(paper.outcomes.get(frames.CONSENT))
    return ChangedNaskahWords(_frame_of(paper), change_papers.words_of_change(paper, consent))


def of_work_plan(paper: OrderedPaper) -> WorkPlanWords:
    """The plan that a Nota Kesepakatan is carried out by: its activities, or else its scope."""
    agreement = paper.agreement
    scope = naskah_facts.scope_points_of(agreement)
    term = agreement.term_of(paper.kind)
    return WorkPlanWords(
        parties=words_of_parties(paper),
        plan=tables.by_year(list(agreement.activities.select_related("unit", "giver"))),
        activities=scope or [indonesian.flatten_name(agreement.title)],
        indicators=tables.indicator_rows_of(agreement),
        nota_number=signers.newest_number_of_kind(agreement, DocumentCode.NOTA_KESEPAKATAN),
        reckoned=term_reckoned(term, "Nota Kesepakatan"),
    )
