"""The letter that asks an OPD why a cooperation sleeps. It lists the reasons as they stood when it
was asked for.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from agreements.documents import rendering
from agreements.documents.letters.case_letters import LetterOrder
from agreements.documents.letters.living import begin_letter
from agreements.documents.repeating import Again, AlreadyMade, Wish
from agreements.models import Agreement, Document, DocumentState, Letter
from agreements.models.event import LogAction
from agreements.monitoring.duties import radar
from agreements.regulations.duties import duties_of
from agreements.regulations.plans import plan_law_of
from agreements.regulations.radar import ANSWER_DAYS
from agreements.workflow.case_log import note_act
from agreements.workflow.guarding import Refused, refuse_if
from agreements.workflow.remembering import make_undoable
from kerjasama.accounts import policy
from kerjasama.accounts.models import User

KIND = "permintaan_penjelasan"
MAY_ORDER = policy.OFFICE


def may_order_radar_letter(user: User) -> bool:
    """Whether this person asks an OPD why its cooperation sleeps."""
    return bool(user.roles & set(MAY_ORDER))


@make_undoable()
def order_radar_letter(agreement_id: int, user: User, wish: Wish | None = None) -> Document:
    """Ask for the letter itself, without a draft. Raises as `begin_radar_letter` does."""
    agreement = Agreement.objects.select_for_update().get(pk=agreement_id)
    about = _about(agreement, user, wish)
    paper = rendering.order_about(agreement, user, KIND, about)
    detail = {"duty": f"Permintaan Penjelasan {paper.number}", "kind": KIND}
    note_act(agreement, user, LogAction.PAPER_ORDERED, detail | {"reasons": about["reasons"]})
    return paper


@transaction.atomic
def begin_radar_letter(agreement_id: int, user: User, wish: Wish) -> Letter:
    """Begin its draft. Raises Refused when the cooperation does not sleep, or a letter of today
    says the same; AlreadyMade where one is there that was not seen.
    """
    agreement = Agreement.objects.select_for_update().get(pk=agreement_id)
    about = _about(agreement, user, wish)
    # Each letter stands for itself, under a number of its own.
    return begin_letter(agreement_id, user, LetterOrder(KIND, {}, None, Wish(), about))


def _about(agreement: Agreement, user: User, wish: Wish | None) -> dict[str, Any]:
    """What it tells of: why the cooperation sleeps, and which letters went before."""
    refuse_if(not may_order_radar_letter(user), "Surat ini dibuat oleh Bagian Kerja Sama.")
    today = timezone.localdate()
    reasons = _reasons_to_ask(agreement, today)
    earlier = [
        paper for paper in radar_letters_of([agreement.pk]) if paper.state == DocumentState.READY
    ]
    refuse_if(
        any(paper.context["date"] == today.isoformat() for paper in earlier),
        "Surat untuk hari ini sudah dibuat.",
    )
    told = [{"number": paper.number, "date": paper.context["date"]} for paper in earlier]
    # Each earlier letter stands: the next one names them.
    if wish is not None and earlier and wish != Wish(earlier[-1].pk, Again.NEW):
        raise AlreadyMade(earlier[-1], (Again.NEW,))
    return {
        "reasons": reasons,
        "earlier": told,
        "days": ANSWER_DAYS,
        "articles": _articles(agreement),
    }


def _reasons_to_ask(agreement: Agreement, today: date) -> list[dict[str, str]]:
    """Why it sleeps, as the letter keeps it. Raises Refused when it does not."""
    light = radar.light_of(agreement, today)
    if light is None or not light.reasons:
        raise Refused("Kerja sama ini tidak tidur; tidak ada yang perlu dijelaskan.")
    return [
        {"code": why.signal.code, "text": why.signal.text, "since": why.since.isoformat()}
        for why in light.reasons
    ]


def is_letter_due(papers: list[Document], today: date) -> bool:
    """Whether another letter may be asked for: none is being made, none failed, and today's is not
    there yet.
    """
    done = [
        paper
        for paper in papers
        if paper.state == DocumentState.READY and paper.context["date"] != today.isoformat()
    ]
    return len(done) == len(papers)


def _articles(agreement: Agreement) -> dict[str, str]:
    """By which articles it is carried out and reported on."""
    law = plan_law_of(agreement.track)
    reported = (duty.citation for duty in duties_of(agreement.track_code) if duty.document)
    found = {"carried_out": law and law.carried_out, "reported": next(reported, None)}
    return {name: f"{place.regulation} {place.article}" for name, place in found.items() if place}


def radar_letters_of(keys: Iterable[int]) -> list[Document]:
    """The letters to these agreements, the oldest first; one that failed or waits is among them."""
    papers = Document.objects.filter(agreement__in=[*keys], kind=KIND).exclude(
        state=DocumentState.CANCELLED
    )
    return list(papers.defer("sha256").order_by("pk"))
