"""Taking an act back: offered with the message that says it was done, and on the page of its case
while the minutes run.
"""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from agreements.models import Agreement, UndoableAct
from agreements.views.common import answer_refusal, visible_or_404
from agreements.workflow import undoing
from agreements.workflow.guarding import Refused
from agreements.workflow.remembering import kept
from kerjasama.accounts.policy import EVERYBODY, allow
from kerjasama.drafts import once
from kerjasama.web.requests import AuthenticatedRequest

TAG = "batalkan"


class OffersUndo:
    """Puts the button beside the message of the act that the request has done. Saving while
    somebody types says nothing.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: AuthenticatedRequest) -> HttpResponse:
        acts = kept.set([])
        try:
            response = self.get_response(request)
            done = kept.get()
        finally:
            kept.reset(acts)
        # What was done to several cases at once is taken back on the page of each.
        acts_done = done or []
        if acts_done:
            once.note_what_it_did(request, [_name(act.pk) for act in acts_done])
        is_one = len({act.agreement_id for act in acts_done}) == 1
        # A page that kept only what was right has said so already; its message would come one page
        # late.
        is_said = response.status_code == 422
        if is_one and not is_said and not request.headers.get("HX-Request"):
            _offer(request, acts_done[-1])
        return response


def _name(act: int) -> str:
    """Under which the form that did it is forgotten."""
    return f"tindakan/{act}"


def _offer(request: AuthenticatedRequest, act: UndoableAct) -> None:
    tag = f"{TAG}-{act.agreement_id}-{act.pk}"
    said = [
        message
        for message in getattr(messages.get_messages(request), "_queued_messages", [])
        if message.level == messages.SUCCESS
    ]
    if said:
        said[-1].extra_tags = tag
    else:
        messages.success(request, "Tersimpan.", extra_tags=tag)


@allow(*EVERYBODY)
@require_POST
def undo_act_view(request: AuthenticatedRequest, pk: int, act: int) -> HttpResponse:
    """Take back an act of one's own."""
    seen = Agreement.objects.visible_to(request.user).filter(pk=pk)
    # A record that was taken back is seen by nobody until whoever did that takes it back.
    if not UndoableAct.objects.filter(pk=act, agreement=pk, by=request.user).exists():
        visible_or_404(request.user, pk)
    try:
        title = undoing.undo_act(pk, request.user, act)
        once.forget_what_did(_name(act))
    except Refused as refusal:
        if seen.exists():
            return answer_refusal(request, pk, refusal)
        messages.error(request, " ".join(refusal.reasons))
        return redirect("daftar")
    holders = Agreement.objects.get(pk=pk).holder_names
    turn = f" Bola kini di {holders}." if holders else ""
    messages.success(request, f"Dibatalkan: {title}.{turn}")
    return redirect("kerja-sama", pk)
