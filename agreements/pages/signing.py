"""The signing of a case, a panel for each naskah, and the schedule over all cases."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.core.paginator import Page
from django.utils import timezone

from agreements.documents import signers
from agreements.documents.kinds import KINDS
from agreements.documents.wording.signing_days import own_days_of_parties
from agreements.forms.signing import ScheduleFilter, StateForm
from agreements.models import (
    Agreement,
    CopyCheck,
    Document,
    ProposedCorrection,
    Signing,
    SigningState,
)
from agreements.monitoring.custody import copies, new_originals, party_days
from agreements.monitoring.custody import signing as acts
from agreements.pages.case.lacking_papers import LackingPapers, lacking_papers_at_signing
from agreements.regulations.originals import (
    Bearer,
    Share,
    checklist_of_originals,
    scan_code_of,
    shares_of_originals,
)
from agreements.workflow import confirming
from agreements.workflow.change_effects import STOPPED
from kerjasama.accounts.models import User
from kerjasama.reference.languages import BY_CODE

BEARERS = {
    Bearer.REGION: "pemerintah daerah",
    Bearer.PARTNER: "mitra",
    Bearer.MINISTER: "Menteri Dalam Negeri",
    Bearer.OTHER: "rangkap tambahan",
}


@dataclass(frozen=True)
class ScheduledSigning:
    """A signing with the title of its naskah and its case."""

    signing: Signing
    naskah: str
    case: Agreement


@dataclass(frozen=True)
class SchedulePage:
    """The signings that were asked for, what comes next first."""

    form: ScheduleFilter
    rows: list[ScheduledSigning]
    pages: Page
    today: date


@dataclass(frozen=True)
class CopyPoint:
    """A point of the checklist of a copy, and what was ticked."""

    code: str
    text: str
    check: CopyCheck | None


@dataclass(frozen=True)
class CopyChecklist:
    """A copy of the naskah by its number: whom it is for in words and by law, and what is checked
    on it.
    """

    number: int
    bearer: str
    share: Share
    points: list[CopyPoint]


@dataclass(frozen=True)
class Arrangement:
    """How a signing was arranged: its checklist and what that lacks, its rundown, where its scan is
    uploaded, the day that the naskah bears where it is another, and how its state may change.
    """

    signing: Signing
    copies: list[CopyChecklist]
    lacking: Mapping[int, list[str]]
    paper: Document | None
    scan: str
    printed_for: date | None
    is_held: bool
    moves: tuple[str, ...]
    state_form: StateForm
    waits: ProposedCorrection | None

    @property
    def may_be_held(self) -> bool:
        """Whether it may be said to have been held."""
        return SigningState.HELD in self.moves

    @property
    def may_be_postponed(self) -> bool:
        """Whether it may be put off."""
        return SigningState.POSTPONED in self.moves


@dataclass(frozen=True)
class NaskahSigning:
    """One naskah of the case: when it was signed, the days of its parties, and its signing where
    one was arranged.
    """

    kind: str
    title: str
    signed_on: date | None
    own_days: list[tuple[str, str]]
    days_wait: ProposedCorrection | None
    arrangement: Arrangement | None

    @property
    def tells_days(self) -> bool:
        """Whether the days of its parties are shown."""
        return self.signed_on is not None or self.arrangement is not None


@dataclass(frozen=True)
class SigningPage:
    """Every naskah of the case with its signing."""

    today: date
    may_keep: bool
    signings: list[NaskahSigning]
    lacking_papers: list[LackingPapers]


def build_signing_page(
    user: User, agreement: Agreement, typed: Mapping[str, StateForm]
) -> SigningPage:
    """The page of a case; `typed` holds the form that was refused, by the kind of its naskah."""
    known = agreement.signings.select_related("by").prefetch_related("checks__by")
    signings = {signing.kind: signing for signing in known}
    papers = _papers_for_signings(agreement, signings)
    signed = acts.signed_on(agreement)
    waiting = confirming.pending_of(agreement)
    rows = []
    for kind in agreement.track.signings:
        arrangement = None
        if signing := signings.get(kind):
            signing.agreement = agreement
            waits = waiting.get(acts.subject_of(signing))
            arrangement = _arrangement_of(signing, papers, typed.get(kind), signed.get(kind), waits)
        rows.append(
            NaskahSigning(
                kind=kind,
                title=KINDS[kind].title,
                signed_on=signed.get(kind),
                own_days=own_days_of_parties(agreement, kind),
                days_wait=waiting.get(party_days.subject_of(kind)),
                arrangement=arrangement,
            )
        )
    return SigningPage(
        today=timezone.localdate(),
        may_keep=acts.may_arrange_signing(user) and agreement.state not in STOPPED,
        signings=rows,
        lacking_papers=lacking_papers_at_signing(agreement),
    )


def _papers_for_signings(agreement: Agreement, kinds: Iterable[str]) -> dict[int | str, Document]:
    """The newest final paper of each kind, and each rundown by the key of its signing."""
    papers: dict[int | str, Document] = {}
    made = agreement.documents.filter(kind__in=(acts.RUNDOWN, *kinds), draft=False)
    for paper in made.order_by("pk"):
        key = paper.kind
        if paper.kind == acts.RUNDOWN:
            key = paper.context["signing"]
        papers[key] = paper
    return papers


def _arrangement_of(
    signing: Signing,
    papers: dict[int | str, Document],
    form: StateForm | None,
    signed_on: date | None,
    waits: ProposedCorrection | None,
) -> Arrangement:
    agreement = signing.agreement
    scan = scan_code_of(agreement.track, signing.kind)
    is_asked = scan in [need.code for need in agreement.stage.requirements]
    return Arrangement(
        signing=signing,
        copies=_checklists_of(signing),
        lacking=copies.lacking_points_of(signing),
        paper=papers.get(signing.pk),
        scan=scan if is_asked and not agreement.is_closed else "",
        printed_for=_other_day(signing, papers.get(signing.kind)),
        is_held=signing.state == SigningState.HELD and signed_on is not None,
        moves=tuple(acts.moves_of(signing, timezone.localdate())),
        state_form=form or StateForm(auto_id=f"id_{signing.kind}_%s"),
        waits=waits,
    )


def _checklists_of(signing: Signing) -> list[CopyChecklist]:
    track = signing.agreement.track
    done = {(row.rangkap, row.point): row for row in signing.checks.all()}
    partners = signing.agreement.partner_parties
    shares = shares_of_originals(track, signing.kind, signing.originals_plan)
    found = []
    for copy, share in enumerate(shares, start=1):
        points = [
            CopyPoint(code, text, done.get((copy, code)))
            for code, text in checklist_of_originals(track).items()
        ]
        bearer = new_originals.partner_whose_original(share, partners) or BEARERS[share.bearer]
        if share.language:
            bearer += f", bahasa {BY_CODE[share.language].name}"
        found.append(CopyChecklist(copy, bearer, share, points))
    return found


def _other_day(signing: Signing, naskah: Document | None) -> date | None:
    """The day that the naskah bears, when it is not the one planned."""
    is_undated = signing.agreement.ttd_terpisah
    if naskah is None or is_undated or signing.state != SigningState.PLANNED:
        return None
    day = signers.day_of(naskah)
    return day if day != signing.day else None
