"""Papers that no stage waits for: people order them at need, and they hold nothing up."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from agreements.documents import needs, rendering, repeating
from agreements.documents.pages.builders import taken_at_order
from agreements.models import Agreement, Document, DocumentState, Meeting, State
from agreements.models.event import LogAction
from agreements.regulations.citations import Citation
from agreements.workflow.case_log import note_act
from agreements.workflow.guarding import Refused, refuse_if
from agreements.workflow.remembering import make_undoable
from kerjasama.accounts import policy
from kerjasama.accounts.models import Role, User
from kerjasama.accounts.officials import nip_of

from .kinds import DECLARED, DocumentCode, DocumentKind
from .kinds.vocabulary import OnRequest
from .repeating import Wish


@dataclass(frozen=True)
class Supporting:
    """One such paper, as its kind declares it."""

    paper: DocumentKind
    wish: OnRequest

    @property
    def kind(self) -> DocumentCode:
        return self.paper.code

    @property
    def title(self) -> str:
        return self.paper.title

    @property
    def purpose(self) -> str:
        return self.wish.purpose

    @property
    def basis(self) -> Citation | None:
        return self.wish.basis

    @property
    def asks(self) -> tuple[str, ...]:
        return self.wish.asks

    @property
    def of_meeting(self) -> bool:
        return self.wish.of_meeting

    @property
    def roles(self) -> tuple[Role, ...]:
        """Who orders it."""
        return self.paper.ordered_by


PAPERS: tuple[Supporting, ...] = tuple(
    Supporting(kind, kind.on_request) for kind in DECLARED if kind.on_request
)
BY_KIND: dict[str, Supporting] = {paper.kind: paper for paper in PAPERS}
OF_CASE = tuple(paper for paper in PAPERS if not paper.of_meeting)
OF_MEETING = tuple(paper for paper in PAPERS if paper.of_meeting)


def is_paper_open(paper: Supporting, agreement: Agreement) -> bool:
    """Whether the paper has a place in the case now."""
    is_alive = agreement.state == State.RUNNING
    if paper.wish.outlives:
        is_alive = agreement.state in (State.RUNNING, State.DONE)
    return is_alive and paper.wish.opens(agreement)


def may_order_supporting_paper(user: User, paper: Supporting, agreement: Agreement) -> bool:
    """Whether this person's role orders it."""
    return policy.may_act_as_any(user, paper.roles, agreement)


@dataclass(frozen=True)
class SupportingOrder:
    """Such a paper that may be made: of which meeting, and under whose number."""

    paper: Supporting
    agreement: Agreement
    meeting: Meeting | None
    before: Document | None

    @property
    def source(self) -> Meeting | Agreement:
        """What it tells of."""
        return self.meeting or self.agreement


def require_orderable(
    agreement_id: int,
    user: User,
    kind: str,
    typed: Mapping[str, object],
    meeting_id: int | None = None,
    wish: Wish | None = None,
) -> SupportingOrder:
    """What `order_supporting_paper` asks before it makes the paper, in the transaction of the
    caller. Raises as that does.
    """
    paper, agreement = BY_KIND[kind], Agreement.objects.select_for_update().get(pk=agreement_id)
    refuse_if(
        not may_order_supporting_paper(user, paper, agreement),
        "Membuat dokumen ini bukan wewenang Anda.",
    )
    refuse_if(not is_paper_open(paper, agreement), "Dokumen ini tidak dibuat pada tahap ini.")
    meeting = _meeting_told_of(paper, agreement, meeting_id)
    same = agreement.documents.filter(kind=kind, meeting=meeting)
    rendering.refuse_while_made(same)
    failed = same.order_by("pk").last()
    refuse_if(
        failed is not None and failed.state == DocumentState.FAILED,
        "Dokumen ini gagal dibuat. Coba lagi dokumen itu lebih dahulu.",
    )
    day = timezone.localdate()
    needs.require_complete(kind, agreement, day, draft=False, meeting=meeting)
    before = repeating.paper_to_repeat(wish, _alike(same, paper, typed), day)
    return SupportingOrder(paper, agreement, meeting, before)


def told_at_order(
    kind: str, agreement: Agreement, user: User, typed: Mapping[str, object]
) -> dict[str, Any]:
    """What stands in such a paper as it was when it was ordered."""
    return {
        "typed": typed,
        "by": str(user),
        "by_nip": nip_of(user),
        **taken_at_order(kind, agreement),
    }


@make_undoable()
def order_supporting_paper(
    agreement_id: int,
    user: User,
    kind: str,
    typed: Mapping[str, object],
    meeting_id: int | None = None,
    wish: Wish | None = None,
    more: Mapping[str, Any] | None = None,
) -> Document:
    """Ask for one; `more` is kept with it and printed. Raises Refused when it has no place in the
    case now, Incomplete while something that it prints is missing, AlreadyMade where the `wish`
    does not say how to repeat it.
    """
    order = require_orderable(agreement_id, user, kind, typed, meeting_id, wish)
    agreement = order.agreement
    document = rendering.create_document(
        agreement,
        user,
        kind,
        timezone.localdate(),
        order.source.content_hash,
        draft=False,
        context={**told_at_order(kind, agreement, user, typed), **(more or {})},
        before=order.before,
        meeting=order.meeting,
    )
    note_act(
        agreement,
        user,
        LogAction.PAPER_ORDERED,
        {"duty": f"{order.paper.title} {document.number}".strip(), "kind": kind},
    )
    return document


def _meeting_told_of(
    paper: Supporting, agreement: Agreement, meeting_id: int | None
) -> Meeting | None:
    """The meeting of a paper that tells of one. Raises Refused where none is chosen, and for an
    invitation to one that is over.
    """
    if not paper.of_meeting:
        return None
    if meeting_id is None:
        raise Refused("Pilih rapatnya lebih dahulu.")
    meeting = agreement.meetings.get(pk=meeting_id)
    is_over = meeting.held_on < timezone.localdate()
    refuse_if(
        paper.kind == DocumentCode.UNDANGAN_RAPAT and is_over,
        "Rapat sudah berlangsung; undangannya tidak dapat dibuat lagi.",
    )
    return meeting


def _alike(
    same: QuerySet[Document], paper: Supporting, typed: Mapping[str, object]
) -> QuerySet[Document]:
    """Those that tell of the same: a covering letter only of the same report, a redline only of
    the same texts, a sheet only of the same naskah.
    """
    for name in ("laporan", "teks_lama", "teks_baru", "naskah_ttd"):
        if name in paper.asks:
            same = same.filter(**{f"context__typed__{name}": typed.get(name)})
    return same
