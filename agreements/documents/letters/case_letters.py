"""How the letter of a case begins, reads and becomes its paper: those that a stage asks for, and
those that people order beside the stages.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone

from agreements.documents import rendering, supporting
from agreements.documents.kinds import KINDS
from agreements.documents.pages import plans_abroad
from agreements.documents.pages.paper_context import to_html
from agreements.documents.repeating import Wish
from agreements.models import Agreement, Document, Letter
from agreements.models.event import LogAction
from agreements.workflow.case_log import note_act
from agreements.workflow.guarding import refuse_if
from kerjasama.accounts import policy
from kerjasama.accounts.models import Role, User

from .words import LetterWords, mark_of, words_of_json, words_of_page
from .writers import OFFICE, WRITERS

NOT_YOURS = "Memberi nomor surat ini bukan wewenang Anda."


@dataclass(frozen=True)
class LetterOrder:
    """How the paper of a letter is asked for: of which kind, what was typed for it, of which
    meeting, how one that is there is made again, and what it is `about` where that is not the
    content of its case.
    """

    kind: str
    typed: Mapping[str, Any]
    meeting_id: int | None
    wish: Wish
    about: Mapping[str, Any] = field(default_factory=dict)

    @property
    def is_supporting(self) -> bool:
        """Whether no stage asks for it."""
        return self.kind in supporting.BY_KIND

    def kept(self) -> dict[str, Any]:
        """As the letter keeps it."""
        kept = {"typed": dict(self.typed), "seen": self.wish.seen, "again": self.wish.again}
        return kept | ({"about": dict(self.about)} if self.about else {})


def order_of(letter: Letter) -> LetterOrder:
    """How the letter is asked for."""
    kept = letter.order
    wish = Wish(kept["seen"], kept["again"])
    return LetterOrder(letter.kind, kept["typed"], letter.meeting_id, wish, kept.get("about", {}))


def require_orderable(agreement_id: int, user: User, order: LetterOrder) -> Agreement:
    """The locked case in which the paper may be made now. Raises as its order would; who may ask
    for one about something else has seen to that.
    """
    if order.about:
        case = Agreement.objects.select_for_update().get(pk=agreement_id)
        rendering.require_about(case, order.kind, order.about, order.wish)
        return case
    if order.is_supporting:
        return supporting.require_orderable(
            agreement_id, user, order.kind, order.typed, order.meeting_id, order.wish
        ).agreement
    return rendering.require_orderable(agreement_id, user, order.kind, wish=order.wish).agreement


def order_paper(letter: Letter, user: User) -> Document:
    """Ask for the paper, with what was edited. Raises as its order does."""
    order, case = order_of(letter), _case(letter)
    more = {"letter": letter.words} if letter.words else {}
    if order.about:
        refuse_if(not may_write(user, letter), NOT_YOURS)
        paper = rendering.order_about(case, user, order.kind, order.about, order.wish, more)
        told = {"duty": f"{KINDS[order.kind].title} {paper.number}".strip(), "kind": order.kind}
        note_act(case, user, LogAction.PAPER_ORDERED, told | _reasons_in(order.about))
        return paper
    if order.is_supporting:
        return supporting.order_supporting_paper(
            case.pk, user, order.kind, order.typed, order.meeting_id, order.wish, more
        )
    return rendering.order_document(case.pk, user, order.kind, None, order.wish, more)


def _reasons_in(about: Mapping[str, Any]) -> dict[str, Any]:
    return {"reasons": about["reasons"]} if "reasons" in about else {}


def source_hash_of(letter: Letter) -> str:
    """The mark of what the letter tells of, as it stands now; what it is about besides stays."""
    if letter.order.get("about"):
        return ""
    return (letter.meeting or _case(letter)).content_hash


def page_of_draft(letter: Letter) -> str:
    """The page of the letter as it would be printed today, as a draft without a number."""
    return to_html(_paper_today(letter, letter.words))


def standard_words_of(letter: Letter) -> LetterWords:
    """What its template makes of the case today."""
    return words_of_page(to_html(_paper_today(letter, None)))


def words_of(letter: Letter) -> LetterWords:
    """What the letter says: as it was edited, else as its template has it."""
    if letter.words is not None:
        return words_of_json(letter.words)
    return standard_words_of(letter)


def seen_in(letter: Letter) -> str:
    """The mark of what the letter says now; a paraf counts for it alone."""
    return mark_of(letter.words, letter.order, source_hash_of(letter))


def _paper_today(letter: Letter, words: dict[str, Any] | None) -> Document:
    case, today = _case(letter), timezone.localdate()
    context: dict[str, Any] = {"date": today.isoformat()} | letter.order.get("about", {})
    if letter.kind in supporting.BY_KIND:
        context |= supporting.told_at_order(letter.kind, case, letter.by, letter.order["typed"])
    else:
        context |= plans_abroad.chosen_at_order(letter.kind, case, today)
    if words is not None:
        context["letter"] = words
    return Document(
        agreement=case, kind=letter.kind, draft=True, meeting=letter.meeting, context=context
    )


def _case(letter: Letter) -> Agreement:
    if letter.agreement is None:
        raise TypeError("the letter of a case has a case")
    return letter.agreement


def may_write(user: User, letter: Letter) -> bool:
    """Whether this person edits the draft: the Bagian, Bagian Hukum, and the OPD in whose name a
    letter goes.
    """
    roles: tuple[Role, ...] = OFFICE
    if Role.OPD in KINDS[letter.kind].ordered_by:
        roles = WRITERS
    return policy.may_act_as_any(user, roles, _case(letter))
